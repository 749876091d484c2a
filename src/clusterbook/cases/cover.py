"""The map on the book's cover: places where an occupation gathers, the sentence on it, and the numbers behind it."""

from __future__ import annotations

from functools import cache

import pandas as pd

from agglomeration.words import paragraph
from clusterbook.cases.detailed_occupations import nation_by_occupation
from clusterbook.cases.places import as_dots, metropolitan_cells, outlines
from clusterbook.known import check_known, check_names
from clusterbook.tables.loading import load
from clusterbook.words import tell, tell_many
from explorable.figures import map_of_dots
from explorable.view import View

__all__ = ["gathering_places", "map_of_gathering", "occupation_titles"]


def occupation_titles(occupations: list[str]) -> dict[str, str]:
    """Return the titles of occupations by their codes, in the order given.

    Raises
    ------
    ValueError
        If a code is not known.

    Examples
    --------
    >>> occupation_titles(["15-1252"])
    {'15-1252': 'Software Developers'}
    """
    titles = load("oews_occupations").set_index("occupation")["title"]
    return {code: titles[code] for code in check_names("occupations", occupations, titles.index)}


def gathering_places(occupation: str, quotient: float, jobs: int) -> pd.DataFrame:
    """Return the metropolitan areas that have an occupation at least so strongly, the strongest first.

    Parameters
    ----------
    occupation : str
        Code of a detailed occupation.
    quotient : float
        Published location quotient, at least.
    jobs : int
        Published jobs, at least.

    Returns
    -------
    pandas.DataFrame
        Rows of :func:`~clusterbook.cases.places.metropolitan_cells`. Cells that are not published are not there.

    Raises
    ------
    ValueError
        If the occupation is no detailed one of the nation.

    Examples
    --------
    >>> gathering_places("17-2171", 8, 500)["name"].iloc[0].partition(",")[0]
    'Midland'
    """
    check_known("occupation", occupation, nation_by_occupation().index)
    cells = _cells()
    kept = cells["occupation"].eq(occupation) & cells["location_quotient"].ge(quotient)
    kept &= cells["employment"].ge(jobs)
    return cells[kept].sort_values("location_quotient", ascending=False, kind="stable")


def map_of_gathering(occupation: str, quotient: float, jobs: int) -> View:
    """Draw the places where an occupation gathers, and say how many they are and what they hold together.

    Parameters
    ----------
    occupation : str
        Code of a detailed occupation.
    quotient, jobs : float, int
        As in :func:`gathering_places`.

    Returns
    -------
    explorable.View
        Its facts are ``places`` and ``held``, the percent of the nation's jobs that they hold.

    Examples
    --------
    >>> map_of_gathering("17-2171", 8, 500).facts["places"]
    3
    """
    found = gathering_places(occupation, quotient, jobs)
    held = 100 * found["employment"].sum() / nation_by_occupation()[occupation]
    largest = _cells().loc[_cells()["occupation"] == occupation, "employment"].max()
    size = tell("area of a dot: jobs, at most {jobs}", jobs=f"{largest:,.0f}")
    table = found[["name", "employment", "location_quotient"]]
    return View(
        map_of_dots(as_dots(found), outlines("united_states"), largest, size),
        _reading(found, occupation, quotient, jobs, held),
        table.rename(columns={"name": "metropolitan area"}),
        facts={"places": len(found), "held": held},
    )


def _reading(found, occupation, quotient, jobs, held):
    named = {
        "places": _cells()["area"].nunique(),
        "title": occupation_titles([occupation])[occupation].lower(),
        "jobs": f"{jobs:,}",
        "held": f"{held:.0f}",
    }
    if quotient == 1:
        said = tell_many(
            "**{n}** of {places} metropolitan areas has at least the national share of {title}, and {jobs} jobs; it "
            "holds **{held}** percent of all.",
            "**{n}** of {places} metropolitan areas have at least the national share of {title}, and {jobs} jobs; they "
            "hold **{held}** percent of all.",
            len(found),
            **named,
        )
    else:
        said = tell_many(
            "**{n}** of {places} metropolitan areas has at least {times} times the national share of {title}, and "
            "{jobs} jobs; it holds **{held}** percent of all.",
            "**{n}** of {places} metropolitan areas have at least {times} times the national share of {title}, and "
            "{jobs} jobs; they hold **{held}** percent of all.",
            len(found),
            times=f"{quotient:g}",
            **named,
        )
    if found.empty:
        return said
    best = found.iloc[0]
    strongest = tell(
        "Strongest: {place} (**{quotient}**).",
        place=best["name"],
        quotient=f"{best['location_quotient']:.1f}",
    )
    return paragraph([said, strongest])


@cache
def _cells():
    return metropolitan_cells()
