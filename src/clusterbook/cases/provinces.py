"""Provinces of a country as the models and the map figures want them: outlines, centres, random sites inside."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

import numpy as np
import pandas as pd
from matplotlib.path import Path

from clusterbook.tables.loading import load
from clusterbook.words import quoted, tell

from .places import _centre

__all__ = [
    "KM_PER_DEGREE",
    "province_areas",
    "province_outlines",
    "province_places",
    "sites_inside",
]

KM_PER_DEGREE = 111.2  # of latitude; the planes below have one scale for both axes


def province_outlines(country: str, units: list[str]) -> dict[str, np.ndarray]:
    """Return the largest polygon of some units, in the plane of :func:`~clusterbook.cases.places.outlines`.

    Parameters
    ----------
    country : str
        Part of the table's name after ``outlines_``; one whose table is in degrees.
    units : list of str
        Codes of ``outlines_units``.

    Returns
    -------
    dict of numpy.ndarray
        ``{unit: corners}``, each closed, shape (corners, 2); islands and enclaves are left out.

    Raises
    ------
    LookupError
        If there is no such country, or a unit is not in it.

    Examples
    --------
    >>> [len(corners) > 10 for corners in province_outlines("korea", ["KR-11", "KR-41"]).values()]
    [True, True]
    """
    table = _plane(country).query("polygon == 0 and ring == 0")
    strangers = [unit for unit in units if unit not in set(table["unit"])]
    if strangers:
        raise LookupError(
            tell(
                "There is no unit {found} in outlines_{country}.",
                found=quoted(strangers[0]),
                country=country,
            )
        )
    rings = {unit: table.loc[table["unit"] == unit, ["x", "y"]].to_numpy() for unit in units}
    return {unit: np.vstack([corners, corners[:1]]) for unit, corners in rings.items()}


def province_places(country: str) -> pd.DataFrame:
    """Return names and map places of a country's units: each the centre of gravity of its largest polygon.

    Parameters
    ----------
    country : str
        As in :func:`province_outlines`.

    Returns
    -------
    pandas.DataFrame
        Indexed by unit; columns ``name``, ``name_local``, ``x``, ``y``.

    Examples
    --------
    >>> province_places("korea").loc["KR-49", "name"], len(province_places("korea"))
    ('Jeju', 17)
    """
    table = _plane(country).query("polygon == 0 and ring == 0")
    centres = table.groupby("unit")[["x", "y"]].apply(_centre)
    return (
        load("outlines_units").set_index("unit")[["name", "name_local"]].join(centres, how="inner")
    )


def sites_inside(country: str, numbers: Mapping[str, int], seed: int = 0) -> pd.DataFrame:
    """Scatter sites over units: each site falls anywhere in the largest polygon of its unit with the same chance.

    Parameters
    ----------
    country : str
        As in :func:`province_outlines`.
    numbers : dict
        ``{unit: how many sites}``.
    seed : int

    Returns
    -------
    pandas.DataFrame
        One row per site, in the order of ``numbers``: ``place`` (the unit), ``x``, ``y`` in the outlines' plane. None
        falls into a hole, where another unit lies inside.

    Notes
    -----
    The sites are invented: nobody stands there. Distances in the plane times ``KM_PER_DEGREE`` are kilometres, about.

    Examples
    --------
    >>> sites_inside("korea", {"KR-11": 2, "KR-41": 1})["place"].tolist()
    ['KR-11', 'KR-11', 'KR-41']
    """
    generator = np.random.default_rng(seed)
    parts = []
    for unit in numbers:
        (inside, others), found = _ground(country, unit), np.empty((0, 2))
        low, high = inside.vertices.min(axis=0), inside.vertices.max(axis=0)
        while len(found) < numbers[unit]:
            drawn = generator.uniform(low, high, size=(2 * numbers[unit] + 10, 2))
            taken = np.any([hole.contains_points(drawn) for hole in others], axis=0)
            found = np.vstack([found, drawn[inside.contains_points(drawn) & ~taken]])
        parts.append(pd.DataFrame(found[: numbers[unit]], columns=["x", "y"]).assign(place=unit))
    return pd.concat(parts, ignore_index=True)[["place", "x", "y"]]


def province_areas(country: str) -> pd.Series:
    """Return the area of a country's units in square kilometres, islands with them and holes without.

    Parameters
    ----------
    country : str
        As in :func:`province_outlines`.

    Returns
    -------
    pandas.Series
        Square kilometres, indexed by unit.

    Notes
    -----
    Each corner is put where an equal-area map of the earth as a ball has it, so that size does not depend on latitude.
    The outlines are simplified: areas of wide units are good to about one percent, those of cities and
    of coasts with many islands to five or worse.

    Examples
    --------
    >>> int(province_areas("austria")["AT-4"].round(-3))
    12000
    """
    table = load(f"outlines_{country}")
    if "x" in table:
        raise LookupError(
            tell(
                "outlines_{country} is drawn on a map of its own; take a country in degrees.",
                country=country,
            )
        )
    radius = KM_PER_DEGREE * 180 / np.pi
    table = table.assign(
        x=KM_PER_DEGREE * table["longitude"],
        y=radius * np.sin(np.radians(table["latitude"])),
        hole=table["ring"] > 0,
    )
    rings = table.groupby(["unit", "polygon", "ring", "hole"])[["x", "y"]].apply(_enclosed)
    signed = rings.where(~rings.index.get_level_values("hole"), -rings)
    return signed.groupby(level="unit").sum().rename("area")


# Models scatter sites over the same few units thousands of times.
@lru_cache(maxsize=64)
def _ground(country, unit):
    """Outline of a unit's largest polygon, and of the holes in it."""
    (corners,) = province_outlines(country, [unit]).values()
    holes = _plane(country).query("polygon == 0 and ring > 0 and unit == @unit")
    return Path(corners), [Path(ring[["x", "y"]]) for _, ring in holes.groupby("ring")]


def _enclosed(corners):
    """Area within a ring of corners, by the sum of the trapezoids under its sides."""
    x, y = corners["x"].to_numpy(), corners["y"].to_numpy()
    return abs(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1))) / 2


def _plane(country):
    """Corners with ``x`` and ``y`` as the map figures draw them."""
    table = load(f"outlines_{country}")
    if "x" in table:
        raise LookupError(
            tell(
                "outlines_{country} is drawn on a map of its own; take a country in degrees.",
                country=country,
            )
        )
    middle = np.cos(np.radians(table["latitude"].agg(["min", "max"]).mean()))
    return table.assign(x=table["longitude"] * middle, y=table["latitude"])
