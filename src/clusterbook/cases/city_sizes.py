"""How large cities are in the tables of the United States and of Korea, and the line of ranks and sizes."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Literal

import numpy as np
import pandas as pd

from clusterbook.known import check_names
from clusterbook.tables.loading import load
from clusterbook.words import quoted, tell

from .detailed_occupations import nation_by_occupation

__all__ = ["american_city_sizes", "korean_city_sizes", "median_places", "rank_size_slope"]

# Seoul, Incheon and Gyeonggi.
_CAPITAL = {"11", "23", "31"}
# Seoul, the six metropolitan cities and Sejong: each is one city, whose districts the tables list.
_CITIES = {"11", "21", "22", "23", "24", "25", "26", "29"}


def american_city_sizes() -> pd.Series:
    """Return the jobs of the metropolitan areas of the United States, largest first, Puerto Rico left out.

    Returns
    -------
    pandas.Series
        Jobs by code of the area, May 2025.

    Examples
    --------
    >>> len(american_city_sizes())
    387
    """
    metros = load("oews_metro")
    areas = load("oews_areas").query("kind == 'metro' and in_nation")["area"]
    jobs = metros[metros["level"] == "total"].set_index("area")["employment"].loc[areas]
    return jobs.sort_values(ascending=False).rename("jobs")


def korean_city_sizes(kind: Literal["municipality", "city", "capital"] = "city") -> pd.Series:
    """Return the people of Korea's cities in the census of 2020, largest first, by one of three notions of a city.

    Parameters
    ----------
    kind : {"municipality", "city", "capital"}
        All municipalities, districts of Seoul and counties among them; cities (시) in their limits, so that Seoul is
        one and counties are none, but for those that belong to a metropolitan city; or these with Seoul, Incheon and
        the cities of Gyeonggi as one.

    Returns
    -------
    pandas.Series
        People, by name and code of the city or municipality.

    Raises
    ------
    ValueError
        If ``kind`` is another word.

    Examples
    --------
    >>> [len(korean_city_sizes(kind)) for kind in ("municipality", "city", "capital")]
    [229, 85, 56]
    """
    if kind not in ("municipality", "city", "capital"):
        raise ValueError(
            tell(
                "kind: {kind} is unknown; it can be 'municipality', 'city' or 'capital'.",
                kind=quoted(kind),
            )
        )
    places = load("korea_municipalities")
    provinces = load("korea_provinces").set_index("region")["name"]
    own = places["name"] + " " + places["municipality"]
    if kind != "municipality":
        whole = places["region"].isin(_CITIES)
        own = own.where(~whole, places["region"].map(provinces))
        kept = whole | places["name"].str.endswith("-si")
        places, own = places[kept], own[kept]
    if kind == "capital":
        own = own.where(~places["region"].isin(_CAPITAL), "Capital region")
    return places.groupby(own.rename("city"))["population"].sum().sort_values(ascending=False)


def rank_size_slope(
    sizes: pd.Series | Iterable[float], largest: int | None = None
) -> tuple[float, float]:
    r"""Slope of the line through logarithms of rank and size, and its standard error.

    .. math:: \ln (\text{rank} - \tfrac{1}{2}) = c - \zeta \ln \text{size}

    Parameters
    ----------
    sizes : pandas.Series or iterable of float
        Sizes, above 0, in any order and unit.
    largest : int, optional
        How many of the largest the line goes through; all, if left out.

    Returns
    -------
    tuple of float
        The slope :math:`-\zeta`, and :math:`\zeta \sqrt{2/n}`, its standard error.

    Raises
    ------
    ValueError
        If there are fewer than three sizes, one is not above 0, or ``largest`` asks for more than there are.

    Notes
    -----
    The half taken from the rank removes the bias of the plain regression in small samples. The error holds if sizes
    follow a power law; the error that a regression prints is far too small, since ranks are not independent.

    References
    ----------
    Gabaix, X. and Ibragimov, R. (2007), NBER Technical Working Paper 342.

    Examples
    --------
    >>> slope, error = rank_size_slope([1 / (rank - 0.5) for rank in range(1, 51)])
    >>> round(slope, 6), round(error, 6)
    (-1.0, 0.2)
    """
    ordered = np.sort(np.asarray(list(sizes), dtype=float))[::-1]
    count = len(ordered) if largest is None else largest
    if not 3 <= count <= len(ordered):
        raise ValueError(
            tell(
                "largest: a line through {count} of {all} sizes cannot be drawn; ask for 3 to {all}.",
                count=count,
                all=len(ordered),
            )
        )
    if not (ordered > 0).all():
        raise ValueError(tell("sizes: a size is not above 0; drop it or correct it first."))
    ranks = np.log(np.arange(1, count + 1) - 0.5)
    slope = float(np.polyfit(np.log(ordered[:count]), ranks, 1)[0])
    return slope, abs(slope) * float(np.sqrt(2 / count))


def median_places(
    occupations: Iterable[str] | None = None, sizes: pd.Series | None = None
) -> pd.DataFrame:
    """How large the metropolitan area is in which the median worker of an occupation works.

    Parameters
    ----------
    occupations : iterable of str, optional
        Codes of detailed occupations; all that an area publishes, if left out.
    sizes : pandas.Series, optional
        Size of each area by its code, in the place of its jobs; areas without one are left out.

    Returns
    -------
    pandas.DataFrame
        By occupation: ``size`` (of the area of the median worker, in the unit of ``sizes``; NaN where no area with a
        size publishes the occupation) and ``seen`` (share of the nation's workers of the occupation who are in cells
        that are counted; NaN where the nation has none).

    Raises
    ------
    ValueError
        If an occupation is no detailed one of the nation.

    Notes
    -----
    Withheld cells and those without a row are mostly of small areas, so sizes are somewhat too large.

    Examples
    --------
    >>> int(median_places(["51-4041"]).loc["51-4041", "size"] > 100_000)
    1
    """
    sizes = american_city_sizes() if sizes is None else sizes
    cells, nation = _published(), nation_by_occupation()
    asked = None
    if occupations is not None:
        asked = sorted(set(check_names("occupations", occupations, nation.index)))
        cells = cells[cells["occupation"].isin(asked)]
    cells = cells[cells["area"].isin(sizes.index)]
    cells = cells.assign(size=cells["area"].map(sizes)).sort_values(["occupation", "size"])
    jobs = cells.groupby("occupation")["employment"]
    middle = cells[jobs.cumsum() >= jobs.transform("sum") / 2]
    size, seen = middle.groupby("occupation")["size"].first(), jobs.sum()
    if asked is not None:
        # What no area publishes was asked for all the same.
        index = pd.Index(asked, name="occupation")
        size, seen = size.reindex(index), seen.reindex(index, fill_value=0)
    return pd.DataFrame({"size": size, "seen": seen / nation.reindex(size.index)})


@lru_cache(maxsize=1)
def _published() -> pd.DataFrame:
    """Cells with jobs of detailed occupations, read once: a claim asks for them hundreds of times."""
    cells = load("oews_metro")
    cells = cells[(cells["level"] == "detailed") & cells["employment"].notna()]
    return cells[["area", "occupation", "employment"]]
