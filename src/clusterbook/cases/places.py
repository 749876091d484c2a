"""Outlines and places as the map figures want them: lines and points in one plane."""

from __future__ import annotations

from typing import Any, Literal

import numpy as np
import pandas as pd

from clusterbook.tables.loading import load
from clusterbook.words import quoted, tell

__all__ = [
    "as_dots",
    "metropolitan_cells",
    "metropolitan_places",
    "metropolitan_sites",
    "outlines",
    "state_places",
]


def outlines(
    country: Literal["united_states", "korea", "japan", "austria", "germany"],
) -> list[np.ndarray]:
    """Return the lines that draw a country's units, each closed.

    Parameters
    ----------
    country : {"united_states", "korea", "japan", "austria", "germany"}
        Part of the table's name after ``outlines_``.

    Returns
    -------
    list of numpy.ndarray
        Shape (corners, 2). The United States: on the usual equal-area map with Alaska and Hawaii set aside,
        where the places of ``metro_coordinates`` also lie. The others: degrees, east ones shortened by the
        cosine of the middle latitude, so that both axes have one scale.

    Raises
    ------
    LookupError
        If there are no outlines of that country.

    Examples
    --------
    >>> len(outlines("austria"))
    11
    """
    table = load(f"outlines_{country}")
    if "x" not in table:
        middle = np.cos(np.radians(table["latitude"].agg(["min", "max"]).mean()))
        table = table.assign(x=table["longitude"] * middle, y=table["latitude"])
    rings = table.groupby(["unit", "polygon", "ring"], sort=False)[["x", "y"]]
    return [np.vstack([ring, ring[:1]]) for ring in (corners.to_numpy() for _, corners in rings)]


def metropolitan_places() -> pd.DataFrame:
    """Return names, states and map places of the metropolitan areas the map of the United States shows.

    Returns
    -------
    pandas.DataFrame
        Indexed by the area's code; columns of ``oews_areas`` and ``metro_coordinates``. The six areas of
        Puerto Rico are left out, since that map does not show them.

    Examples
    --------
    >>> metropolitan_places().loc["20500", ["name", "city"]].tolist()
    ['Durham-Chapel Hill, NC', 'Durham']
    """
    places = load("oews_areas").merge(load("metro_coordinates"), on="area").set_index("area")
    return places.dropna(subset=["x", "y"])


def state_places() -> pd.DataFrame:
    """Return names and map places of the states: each the centre of gravity of its largest polygon.

    Returns
    -------
    pandas.DataFrame
        Indexed by the code that ``oews_state`` uses; columns ``name``, ``x``, ``y`` in the plane of
        ``outlines("united_states")``.

    Examples
    --------
    >>> state_places().loc["06", "name"], len(state_places())
    ('California', 51)
    """
    largest = load("outlines_united_states").query("polygon == 0 and ring == 0")
    centres = largest.groupby("unit")[["x", "y"]].apply(_centre)
    units = load("outlines_units").set_index("unit")[["fips", "name"]]
    return units.join(centres, how="inner").rename(columns={"fips": "area"}).set_index("area")


def metropolitan_cells() -> pd.DataFrame:
    """Return the jobs of each detailed occupation in each metropolitan area of the map, with the area's place.

    Returns
    -------
    pandas.DataFrame
        The detailed, published rows of ``oews_metro``, joined with :func:`metropolitan_places`; ``label`` is the first
        city with its state. What is withheld or absent has no row.

    Examples
    --------
    >>> cells = metropolitan_cells().set_index(["area", "occupation"])
    >>> developers = cells.loc[("41940", "15-1252")]
    >>> developers["label"], float(developers["location_quotient"])
    ('San Jose, CA', 7.09)
    """
    places = metropolitan_places()
    places = places.assign(label=places["city"] + ", " + places["states"].str.split("-").str[0])
    cells = load("oews_metro").query("level == 'detailed' and not withheld")
    return cells.merge(places, left_on="area", right_index=True)


def metropolitan_sites(occupation: str) -> pd.DataFrame:
    """Return all metropolitan areas of the map as points, and which of them publish jobs of an occupation.

    Parameters
    ----------
    occupation : str
        Code of a detailed occupation.

    Returns
    -------
    pandas.DataFrame
        Indexed by the area's code: ``longitude``, ``latitude``, ``type`` (``"published"`` or ``"no figure"``) and
        ``jobs``, 1 where there is no figure, so that the column can serve as a weight. An area without a figure is a
        place where the occupation could be, not one where it is known to be absent.

    Raises
    ------
    LookupError
        If no area publishes the occupation.

    Examples
    --------
    >>> sites = metropolitan_sites("51-6063")
    >>> sites["type"].value_counts().tolist()
    [363, 24]
    """
    cells = metropolitan_cells()
    jobs = cells[cells["occupation"] == occupation].set_index("area")["employment"]
    if jobs.empty:
        raise LookupError(
            tell(
                "no metropolitan area of the map publishes jobs of {occupation}; give a detailed "
                "code.",
                occupation=quoted(occupation),
            )
        )
    places = metropolitan_places()[["longitude", "latitude"]]
    kinds = np.where(places.index.isin(jobs.index), "published", "no figure")
    return places.assign(type=kinds, jobs=jobs.reindex(places.index).fillna(1.0))


def as_dots(found: pd.DataFrame, named: int = 3) -> pd.DataFrame:
    """Return places as the map figures want them: the largest are named, as far as their names do not collide.

    Parameters
    ----------
    found : pandas.DataFrame
        Columns ``x``, ``y``, ``employment`` and ``city``; the plane of ``outlines("united_states")``.
    named : int
        How many of the largest may carry their city's name. One that lies so near to a larger one that the names
        would cover each other carries none.

    Returns
    -------
    pandas.DataFrame
        Columns ``x``, ``y``, ``amount`` and ``name``, empty for the others.

    Examples
    --------
    >>> nurses = metropolitan_cells().query("occupation == '29-1141'")
    >>> as_dots(nurses, named=1).query("name != ''")["name"].tolist()
    ['New York City']
    """
    chosen: list[Any] = []
    place: Any
    for place in found.nlargest(named, "employment").itertuples():
        # A name is some 200 units long and 40 high on the narrow drawing of the country, which is 860 units wide.
        if all(abs(place.x - other.x) > 200 or abs(place.y - other.y) > 40 for other in chosen):
            chosen.append(place)
    names = found["city"].where(found.index.isin([place.Index for place in chosen]), "")
    return found.assign(amount=found["employment"], name=names)[["x", "y", "amount", "name"]]


def _centre(ring):
    """Centre of gravity of the surface that a ring encloses."""
    x, y = ring["x"].to_numpy(), ring["y"].to_numpy()
    after_x, after_y = np.roll(x, -1), np.roll(y, -1)
    cross = x * after_y - after_x * y
    sums = np.array([((x + after_x) * cross).sum(), ((y + after_y) * cross).sum()])
    return pd.Series(sums / (3 * cross.sum()), index=["x", "y"])
