"""Fields of work: named groups of occupations that make or know one kind of thing."""

from __future__ import annotations

from functools import cache

import pandas as pd

from clusterbook.tables.loading import load
from clusterbook.words import enumerated, quoted, tell

from .occupation_groups import group_jobs, group_location_quotients
from .places import metropolitan_cells

__all__ = ["concentrated_places", "families_of_work", "fields_of_work", "profile_groups"]

# Detailed codes of the Standard Occupational Classification 2018; a shorter code stands for all that begin with it.
_FIELDS = {
    "Software and web development": ("15-125",),
    "Electronics engineering": ("17-2061", "17-2071", "17-2072"),
    "Life science research": ("19-1021", "19-1022", "19-1029", "19-1042", "19-4021"),
    "Aircraft building and repair": ("17-2011", "17-3021", "49-2091", "49-3011", "51-2011"),
    "Film and television": ("27-2011", "27-2012", "27-4011", "27-4014", "27-4031", "27-4032"),
    "Oil and gas": ("17-2171", "19-2042", "47-501", "47-5071", "51-8093"),
    "Chemical production": ("51-8091", "51-9011", "51-9012", "51-9023"),
    "Textiles": ("51-606",),
    "Furniture": ("51-6093", "51-7011", "51-7021", "51-7041", "51-7042"),
    "Guarding prisons": ("33-1011", "33-3012"),
}
# Who finds out, who designs, who makes: groups in which the profiles of regions differ most.
_PROFILE = {
    "Life scientists": ("19-10",),
    "Medical scientists": ("19-1042",),
    "Science technicians": ("19-40",),
    "Software developers": ("15-1252",),
    "Electronics engineers": ("17-2061", "17-2071", "17-2072"),
    "Mechanical engineers": ("17-2141",),
    "Assemblers": ("51-20",),
    "Metal and plastic workers": ("51-40", "51-41"),
}
# The 22 major groups in five families, by the number that a group's code begins with.
_FAMILIES = {
    "Managing, research, teaching, health": range(11, 30),
    "Services to persons": range(31, 40),
    "Selling and office work": range(41, 44),
    "Fields, building, repair": range(45, 50),
    "Making and moving goods": range(51, 54),
}


def fields_of_work(*names: str) -> dict[str, list[str]]:
    """Return the detailed occupations of named fields of work.

    Parameters
    ----------
    *names : str
        Which fields; all unless said.

    Returns
    -------
    dict
        ``{name: codes}``, as :func:`~clusterbook.cases.occupation_groups.group_location_quotients` takes it.

    Raises
    ------
    LookupError
        If there is no field of that name.

    Notes
    -----
    The choice of codes is this book's and could be made otherwise. Occupations are what people do, not what their
    employer makes: mixing machines are run in chemical plants and in bakeries.

    Examples
    --------
    >>> fields_of_work("Textiles")
    {'Textiles': ['51-6061', '51-6062', '51-6063', '51-6064']}
    """
    return _resolved(_FIELDS, names)


def families_of_work() -> pd.Series:
    """Return the family of each major group: five families of work that hold all 22 groups.

    Returns
    -------
    pandas.Series
        The family's name by the code of the major group.

    Notes
    -----
    The families are this book's. They follow the order of the Standard Occupational Classification, where groups that
    lie close are alike in kind.

    Examples
    --------
    >>> families_of_work()["15-0000"], families_of_work().nunique()
    ('Managing, research, teaching, health', 5)
    """
    groups = load("oews_occupations").query("level == 'major'")["occupation"]
    family = {number: name for name, numbers in _FAMILIES.items() for number in numbers}
    return pd.Series(
        groups.str[:2].astype(int).map(family).to_numpy(), index=groups.to_numpy(), name="family"
    )


def profile_groups(*names: str) -> dict[str, list[str]]:
    """Return the detailed occupations of groups that tell a region's profile: who finds out, who designs, who makes.

    Parameters
    ----------
    *names : str
        Which groups; all unless said. Medical scientists are also life scientists.

    Returns
    -------
    dict
        ``{name: codes}``.

    Raises
    ------
    LookupError
        If there is no group of that name.

    Examples
    --------
    >>> profile_groups("Electronics engineers")
    {'Electronics engineers': ['17-2061', '17-2071', '17-2072']}
    """
    return _resolved(_PROFILE, names)


def concentrated_places(field: str, quotient: float, employment: int = 0) -> pd.DataFrame:
    """Return the metropolitan areas that pass a bar in a field of work, strongest first.

    Parameters
    ----------
    field : str
        One of :func:`fields_of_work`.
    quotient : float
        Smallest location quotient of the field's published jobs together.
    employment : int
        Smallest number of jobs.

    Returns
    -------
    pandas.DataFrame
        By area code: ``label`` ("Wichita, KS"), ``city``, ``x``, ``y``, ``employment``, ``quotient``, ``breadth`` (how
        many of the field's occupations have at least this quotient alone), ``published`` (how many are published), and
        ``broad`` (whether breadth is half of all the field's occupations or more).

    Raises
    ------
    LookupError
        If there is no field of that name.

    Notes
    -----
    A sum over published cells is a lower bound of the field's jobs; an area that publishes none of its occupations
    cannot pass. Passing says that people are concentrated, not that they have anything to do with one another.

    Examples
    --------
    >>> concentrated_places("Textiles", 20, 1000)[["label", "breadth", "published"]].to_numpy().tolist()
    [['Dalton, GA', 4, 4], ['Hickory, NC', 3, 4]]
    """
    codes = fields_of_work(field)[field]
    places, sums, cells = _field(field)
    found = sums[(sums["quotient"] >= quotient) & (sums["employment"] >= employment)]
    passing = cells[cells["location_quotient"] >= quotient].groupby("area").size()
    found = places.join(found, how="inner").sort_values("quotient", ascending=False)
    breadth = passing.reindex(found.index, fill_value=0)
    return found.assign(
        breadth=breadth,
        published=cells.groupby("area").size().reindex(found.index),
        broad=breadth >= len(codes) / 2,
    )


@cache
def _field(name):
    """Places, sums and cells of one field; kept, since readers move the bar many times."""
    group = fields_of_work(name)
    cells = metropolitan_cells()
    places = cells.drop_duplicates("area").set_index("area")[["label", "city", "x", "y"]]
    sums = pd.DataFrame(
        {"employment": group_jobs(group)[name], "quotient": group_location_quotients(group)[name]}
    )
    return places, sums.dropna(), cells[cells["occupation"].isin(group[name])]


def _resolved(groups, names):
    strangers = [name for name in names if name not in groups]
    if strangers:
        raise LookupError(
            tell(
                "There is no group of occupations {found}; there are {groups}.",
                found=quoted(strangers[0]),
                groups=enumerated(groups),
            )
        )
    return {
        name: [code for code in _detailed() if code.startswith(groups[name])]
        for name in names or groups
    }


@cache
def _detailed():
    return tuple(load("oews_occupations").query("level == 'detailed'")["occupation"])
