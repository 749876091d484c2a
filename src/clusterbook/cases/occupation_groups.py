"""Groups of occupations that stand for the making and the inventing of an industry, and their jobs by area."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Literal

import pandas as pd

from clusterbook.tables.loading import load
from clusterbook.words import enumerated, quoted, tell

from .staffing import staffing_matrix

__all__ = [
    "ACTIVITIES",
    "area_jobs",
    "area_occupations",
    "group_jobs",
    "group_location_quotients",
    "group_table",
    "occupations_inside",
    "production_and_research",
    "weighted_by_industry",
]

ACTIVITIES = ("production", "research")

# Each industry: the beginning of its NAICS codes, then the occupations that stand for either activity.
_BROAD = {
    "Electronics and communication": (
        "334",
        ("51-2028", "51-9141", "51-2021"),
        ("17-2061", "17-2071", "17-2072"),
    ),
    "Chemicals and drugs": (
        "325",
        ("51-9011", "51-8091", "51-9012", "51-9023"),
        ("19-2031", "19-1021", "19-1022", "19-1042", "17-2041"),
    ),
    "Rubber and plastics": (
        "326",
        ("51-4072", "51-4021", "51-9041", "51-9197"),
        ("17-2131", "19-2032"),
    ),
}
# Production narrowed to what hardly any other industry employs; research of rubber and plastics widened by chemists
# and chemical engineers, since its own two occupations work elsewhere nearly all.
_STRICT = {
    "Electronics and communication": (
        "334",
        ("51-2028", "51-9141"),
        ("17-2061", "17-2071", "17-2072"),
    ),
    "Chemicals and drugs": ("325", ("51-9011", "51-8091"), _BROAD["Chemicals and drugs"][2]),
    "Rubber and plastics": (
        "326",
        _BROAD["Rubber and plastics"][1],
        ("17-2131", "19-2032", "19-2031", "17-2041"),
    ),
}
_DEFINITIONS = {"broad": _BROAD, "strict": _STRICT}
_AREAS = {"metro": "oews_metro", "state": "oews_state"}


def production_and_research(
    industry: str,
    definition: Literal["broad", "strict"] = "broad",
) -> dict[str, list[str]]:
    """Occupations that stand for production and for research of an industry.

    Parameters
    ----------
    industry : {"Electronics and communication", "Chemicals and drugs", "Rubber and plastics"}
        NAICS 334, 325 and 326.
    definition : {"broad", "strict"}
        "broad": every occupation that is typical. "strict": production only where few other industries employ it
        (no filter operators, who also make wine), and research of rubber and plastics with chemists added.

    Returns
    -------
    dict
        ``{"production": codes, "research": codes}``.

    Raises
    ------
    ValueError
        If the industry or the definition is unknown.

    Notes
    -----
    Occupations are not industries: most of these people work elsewhere too. :func:`occupations_inside` says how many.

    Examples
    --------
    >>> production_and_research("Rubber and plastics")["research"]
    ['17-2131', '19-2032']
    """
    if definition not in _DEFINITIONS:
        raise ValueError(
            tell(
                "definition: {definition} is unknown; it can be 'broad' or 'strict'.",
                definition=quoted(definition),
            )
        )
    _, *codes = _of_industry(industry, definition)
    return {activity: list(found) for activity, found in zip(ACTIVITIES, codes, strict=True)}


def weighted_by_industry(industry: str) -> dict[str, pd.Series]:
    """Every production and every research occupation, weighted by its share of jobs inside the industry.

    The other road to an industry's two sides: nothing is chosen by hand, but each job is counted as the nation's
    average says. Whoever uses it should know that large occupations found everywhere then carry both sides.

    Parameters
    ----------
    industry : str
        As in :func:`production_and_research`.

    Returns
    -------
    dict
        ``{"production": weights, "research": weights}``: Series by occupation, 0 to 1. Production are all occupations
        of major group 51; research are engineers and architects (17-1, 17-2), scientists (19), computer and
        information research scientists, and the managers of engineering and of science.

    Examples
    --------
    >>> weights = weighted_by_industry("Electronics and communication")
    >>> round(float(weights["production"]["51-9141"]), 2)
    0.98
    """
    weights = occupations_inside(industry)
    code = weights.index.str
    named = weights.index.isin(["15-1221", "11-9041", "11-9121"])
    research = code.startswith(("17-1", "17-2", "19-")) | named
    return {"production": weights[code.startswith("51-")], "research": weights[research]}


def occupations_inside(industry: str) -> pd.Series:
    """Share of each detailed occupation's jobs in the nation that lie inside an industry, 0 to 1.

    Parameters
    ----------
    industry : str
        As in :func:`production_and_research`.

    Returns
    -------
    pandas.Series
        By occupation. Withheld cells of the staffing table count as 0.

    Examples
    --------
    Few materials engineers work in rubber and plastics:

    >>> round(float(occupations_inside("Rubber and plastics")["17-2131"]), 2)
    0.03
    """
    staffing = staffing_matrix()
    inside = staffing[staffing.index.str.startswith(_of_industry(industry)[0])].sum()
    return (inside / _nation().reindex(inside.index)).rename("inside")


def group_table(definition: Literal["broad", "strict"] = "broad") -> pd.DataFrame:
    """One row per industry, activity and occupation: title, share inside the industry, areas that publish it.

    Returns
    -------
    pandas.DataFrame
        Columns ``industry``, ``activity``, ``occupation``, ``title``, ``inside`` (share of the occupation's jobs
        that lie in the industry, 0 to 1) and ``metros`` (metropolitan areas that publish its jobs).

    Examples
    --------
    >>> group_table().groupby("activity").size().to_dict()
    {'production': 11, 'research': 10}
    """
    titles = load("oews_occupations").set_index("occupation")["title"]
    cells = load("oews_metro").query("not withheld")
    published = cells.groupby("occupation").size()
    rows = [
        (
            industry,
            activity,
            code,
            titles[code],
            occupations_inside(industry)[code],
            int(published.get(code, 0)),
        )
        for industry in _BROAD
        for activity, codes in production_and_research(industry, definition).items()
        for code in codes
    ]
    return pd.DataFrame(
        rows, columns=["industry", "activity", "occupation", "title", "inside", "metros"]
    )


def area_jobs(areas: Literal["metro", "state"] = "metro") -> pd.Series:
    """All jobs of each area of the nation (50 states and the capital district).

    Parameters
    ----------
    areas : {"metro", "state"}
        The 387 metropolitan areas outside Puerto Rico, or the states.

    Returns
    -------
    pandas.Series
        Jobs by area code.

    Examples
    --------
    >>> len(area_jobs()), len(area_jobs("state"))
    (387, 51)
    """
    return _cells(areas, ["00-0000"])["00-0000"].rename("jobs")


def area_occupations(
    areas: Literal["metro", "state"] = "metro",
    least_jobs: float = 0,
    level: Literal["detailed", "major"] = "detailed",
) -> pd.DataFrame:
    """Jobs by area of the nation and occupation, as published.

    Parameters
    ----------
    areas : {"metro", "state"}
        As in :func:`area_jobs`.
    least_jobs : float
        Only areas with at least so many jobs in all.
    level : {"detailed", "major"}
        Detailed occupations, or the 22 major groups, which nearly all areas publish.

    Returns
    -------
    pandas.DataFrame
        Areas x occupations; NaN where no figure is published, which is not zero. Small areas publish far fewer
        occupations than large ones, so whoever fills the blanks measures size.

    Raises
    ------
    ValueError
        If ``areas`` or ``level`` is another word.

    Examples
    --------
    >>> area_occupations(least_jobs=500_000).shape
    (50, 824)
    >>> area_occupations(level="major").notna().mean().min().round(2)  # the group published least: farming
    np.float64(0.93)
    """
    if level not in ("detailed", "major"):
        raise ValueError(
            tell("level: {level} is unknown; it can be 'detailed' or 'major'.", level=quoted(level))
        )
    large = area_jobs(areas) >= least_jobs
    matrix, levels = _matrix(areas)
    return matrix.loc[:, levels == level].reindex(large.index[large])


def group_jobs(
    groups: Mapping[str, Sequence[str] | pd.Series],
    areas: Literal["metro", "state"] = "metro",
    unpublished: Literal["missing", "zero"] = "missing",
) -> pd.DataFrame:
    """Jobs of groups of occupations in each area, added up from the published cells.

    Parameters
    ----------
    groups : dict
        ``{name: codes}``, or ``{name: weights}`` with a Series of weights by code.
    areas : {"metro", "state"}
        As in :func:`area_jobs`.
    unpublished : {"missing", "zero"}
        What to make of an area in which no code of the group is published: NaN, or 0. The second is wrong, since what
        is not published is not zero; it is here so that the error can be seen.

    Returns
    -------
    pandas.DataFrame
        Areas x groups. Where some codes of a group are published and others are not, the sum is a lower bound.

    Raises
    ------
    ValueError
        If ``areas`` or ``unpublished`` is another word, or a code is no detailed occupation.

    Examples
    --------
    >>> jobs = group_jobs(production_and_research("Rubber and plastics"))
    >>> jobs.shape, int(jobs.notna().all(axis=1).sum())
    ((387, 2), 91)
    """
    if unpublished not in ("missing", "zero"):
        raise ValueError(
            tell(
                "unpublished: {unpublished} is unknown; it can be 'missing' or 'zero'.",
                unpublished=quoted(unpublished),
            )
        )
    weights = {name: _weights(name, group) for name, group in groups.items()}
    cells = _cells(areas, sorted(set().union(*(group.index for group in weights.values()))))
    sums = {
        name: (cells[group.index] * group).sum(axis=1, min_count=1)
        for name, group in weights.items()
    }
    jobs = pd.DataFrame(sums)
    return jobs.fillna(0.0) if unpublished == "zero" else jobs


def group_location_quotients(
    groups: Mapping[str, Sequence[str] | pd.Series],
    areas: Literal["metro", "state"] = "metro",
    unpublished: Literal["missing", "zero"] = "missing",
) -> pd.DataFrame:
    r"""Location quotient of groups of occupations: the area's published jobs against the nation's.

    .. math:: LQ_{rg} = \frac{\sum_{o \in g} e_{ro} / e_r}{\sum_{o \in g} E_o / E}

    The denominator is the nation's own figure, not the sum of the areas, which lacks what is not published.

    Parameters
    ----------
    groups, areas, unpublished
        As in :func:`group_jobs`.

    Returns
    -------
    pandas.DataFrame
        Areas x groups, 0 or more; a lower bound where a code of the group is not published in the area.

    Examples
    --------
    >>> quotients = group_location_quotients(production_and_research("Chemicals and drugs"))
    >>> quotients.loc["14460"].round(1).to_dict()
    {'production': 0.6, 'research': 6.1}
    """
    nation = _nation()
    jobs = group_jobs(groups, areas, unpublished)
    whole = pd.Series(
        {name: (_weights(name, group) * nation).sum() for name, group in groups.items()}
    )
    return jobs.div(area_jobs(areas), axis=0) / (whole / nation["00-0000"])


def _of_industry(industry, definition="broad"):
    if industry not in _BROAD:
        raise ValueError(
            tell(
                "industry: {industry} is unknown; it can be {known}.",
                industry=quoted(industry),
                known=enumerated(map(repr, _BROAD)),
            )
        )
    return _DEFINITIONS[definition][industry]


def _nation():
    return load("oews_nation").set_index("occupation")["employment"]


def _weights(name, group):
    weights = group if isinstance(group, pd.Series) else pd.Series(1.0, index=list(group))
    if not len(weights):
        raise ValueError(tell("groups: {name} has no occupation.", name=quoted(name)))
    if not weights.index.is_unique:
        raise ValueError(
            tell(
                "groups: {name} names {twice} twice.",
                name=quoted(name),
                twice=quoted(weights.index[weights.index.duplicated()][0]),
            )
        )
    known = load("oews_nation").set_index("occupation")["level"]
    wrong = [code for code in weights.index if known.get(code) != "detailed"]
    if wrong:
        raise ValueError(
            tell(
                "groups: {name} names {wrong}, which is no detailed occupation of oews_nation.",
                name=quoted(name),
                wrong=quoted(wrong[0]),
            )
        )
    return weights


def _cells(areas, codes):
    """Areas of the nation x codes, jobs; NaN where nothing is published."""
    inside = load("oews_areas").set_index("area")["in_nation"]
    matrix, _ = _matrix(areas)
    return matrix.reindex(index=matrix.index[inside[matrix.index]], columns=codes)


@cache
def _matrix(areas):
    """Areas x occupations, jobs, and the level of each occupation; areas outside the nation, too.

    Kept, since each of many groups needs a few columns of it.
    """
    if areas not in _AREAS:
        raise ValueError(
            tell("areas: {areas} is unknown; it can be 'metro' or 'state'.", areas=quoted(areas))
        )
    table = load(_AREAS[areas])
    matrix = table.pivot(index="area", columns="occupation", values="employment")
    level = table.drop_duplicates("occupation").set_index("occupation")["level"]
    return matrix, level[matrix.columns].to_numpy()
