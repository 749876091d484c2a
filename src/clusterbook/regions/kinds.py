"""Four kinds of places with figures of their own, and for each what is published of it, and what is not."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Literal

import pandas as pd

from clusterbook.cases.korea import korean_value_added, municipality_places
from clusterbook.cases.korean_names import short_industry_names
from clusterbook.cases.places import metropolitan_places, state_places
from clusterbook.cases.provinces import province_places
from clusterbook.tables.loading import load
from clusterbook.words import enumerated, marked, quoted, tell

__all__ = ["KINDS", "MARKS", "Kind", "kind_of_place", "slug_of"]

#: What a cell's letter says. Only the first has a figure; the others are not zero.
MARKS = {"p": marked("published"), "w": marked("withheld"), "a": marked("not published at all")}

_TABLES = {"metros": "oews_metro", "states": "oews_state"}
_NATION = "00"
# Names of provinces in the official Roman letters, long and short, as ISO 3166-2 has them beside the English ones.
_ROMAN = {
    "31": "Gyeonggi-do",
    "32": "Gangwon-do",
    "33": "Chungcheongbuk-do Chungbuk",
    "34": "Chungcheongnam-do Chungnam",
    "35": "Jeollabuk-do Jeonbuk",
    "36": "Jeollanam-do Jeonnam",
    "37": "Gyeongsangbuk-do Gyeongbuk",
    "38": "Gyeongsangnam-do Gyeongnam",
    "39": "Jeju-do",
}
# Activities whose sections hold something else in the classification of today, which has rental with business support.
_OTHERWISE_CUT = ("L", "MN")
# Gunwi has moved since the year of the table.
_MOVED_TO = {"37310": "22"}
_SEJONG = "29"


@dataclass(frozen=True, eq=False)
class Kind:
    """Places of one kind, as their source has them.

    Attributes
    ----------
    key : str
        One of `KINDS`.
    unit : str
        What a cell counts: ``"jobs"``, ``"workers"`` or ``"million won"``.
    activity, activities : str
        What a place is made of, in words: one and many.
    year : str
        To which date the cells belong.
    cells : pandas.DataFrame
        Places x activities; NaN where no figure is published, which is not zero.
    marks : pandas.DataFrame
        As ``cells``: the letter of `MARKS` of each.
    errors : pandas.DataFrame or None
        Relative standard errors of the cells, as shares of them; None for a census and for accounts.
    totals, reference : pandas.Series
        Published amount of each place in all activities, and of the nation in each.
    reference_total : float
        Published amount of the nation in all.
    groups, group_errors, group_reference : pandas.DataFrame, pandas.DataFrame or None, pandas.Series
        The same by group of activities, as published: 22 groups of occupations, 19 sections, or the activities.
    titles : pandas.DataFrame
        By activity: ``title``, ``korean`` and ``group``.
    groups_korean : dict
        Korean titles of these groups, where they have any.
    places : pandas.DataFrame
        By place: ``name``, ``korean``, ``also`` (other names by which it is looked for), ``parent``, ``title``,
        ``slug``, ``outline`` (key of its outline in the book's tables, if it has one), ``x``, ``y``, and ``page``
        (false for a place that another page tells).
    before : pandas.DataFrame or None
        The cells of an earlier year, and ``year_before``, if there is one that compares.
    tables : tuple of str
        The book's tables from which all of this comes.
    cannot : tuple of str
        Sentences: what the figures cannot say.
    left_out : tuple of str
        Sentences: which places have no page, and why.
    not_shown : tuple of str
        Names of such places, which are looked for all the same.
    """

    key: str
    unit: str
    activity: str
    activities: str
    year: str
    cells: pd.DataFrame
    marks: pd.DataFrame
    errors: pd.DataFrame | None
    totals: pd.Series
    reference: pd.Series
    reference_total: float
    groups: pd.DataFrame
    group_errors: pd.DataFrame | None
    group_reference: pd.Series
    groups_korean: dict[str, str]
    titles: pd.DataFrame
    places: pd.DataFrame
    before: pd.DataFrame | None
    year_before: str | None
    tables: tuple[str, ...]
    cannot: tuple[str, ...]
    left_out: tuple[str, ...]
    not_shown: tuple[str, ...]


def slug_of(beginning: str, code: str, name: str) -> str:
    """Return the address of a place: what it is, its code, and its name as it can be read in an address.

    Parameters
    ----------
    beginning, code, name : str

    Examples
    --------
    >>> slug_of("us-metro", "20500", "Durham-Chapel Hill, NC")
    'us-metro-20500-durham-chapel-hill-nc'
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    tail = re.sub(r"[^a-z0-9]+", "-", plain.lower().replace("'", "")).strip("-")
    return f"{beginning}-{code}-{tail}"


@cache
def kind_of_place(key: Literal["metros", "states", "provinces", "municipalities"]) -> Kind:
    """Return the places of one kind with all that is published of them.

    Parameters
    ----------
    key : {"metros", "states", "provinces", "municipalities"}
        387 metropolitan areas and 51 states of the United States by occupation, 17 provinces of Korea by industry,
        229 municipalities of Korea by value added of 16 activities.

    Returns
    -------
    Kind
        Read-only: it is kept.

    Raises
    ------
    ValueError
        If there is no such kind.

    Examples
    --------
    >>> provinces = kind_of_place("provinces")
    >>> provinces.cells.shape, (provinces.marks == "w").sum().sum().item()
    ((17, 74), 29)
    """
    if key not in _KINDS:
        raise ValueError(
            tell(
                "key: {key} is not known; it can be {known}.",
                key=quoted(key),
                known=enumerated(map(quoted, _KINDS)),
            )
        )
    return _KINDS[key]()


def _american(key):
    areas = load("oews_areas").query("in_nation").set_index("area")
    areas = areas[areas["kind"] == {"metros": "metro", "states": "state"}[key]]
    rows = load(_TABLES[key])
    rows = rows[rows["area"].isin(areas.index)]
    detailed = rows[rows["level"] == "detailed"]
    cells = detailed.pivot(index="area", columns="occupation", values="employment")
    titles = load("oews_occupations").set_index("occupation").loc[cells.columns]
    nation = load("oews_nation").set_index("occupation")["employment"]
    withheld = detailed.assign(withheld=detailed["withheld"].astype(float))
    withheld = withheld.pivot(index="area", columns="occupation", values="withheld")
    errors = detailed.pivot(index="area", columns="occupation", values="employment_rse") / 100
    return {
        "key": key,
        "unit": marked("jobs"),
        "activity": marked("occupation"),
        "activities": marked("occupations"),
        "year": "2025",
        "cells": cells,
        "marks": _marks(cells, withheld == 1),
        "errors": errors,
        "totals": rows[rows["level"] == "total"].set_index("area")["employment"].loc[cells.index],
        "reference": nation[cells.columns].astype(float),
        "reference_total": float(nation["00-0000"]),
        **_groups_of_work(rows, nation),
        "groups_korean": {},
        "titles": pd.DataFrame(
            {"title": titles["title"], "korean": "", "group": titles["major_title"]}
        ),
        "before": None,
        "year_before": None,
        "tables": (_TABLES[key], "oews_nation", "oews_areas", "oews_occupations"),
        "cannot": (
            tell(
                "These are occupations, what people do, and not industries, what their employer makes."
            ),
            tell("Self-employed people are not counted."),
            tell(
                "The survey advises against comparing its years, so nothing here says what changed."
            ),
            tell(
                "A figure that is not published is not zero: the survey leaves out what it must protect and what is "
                "zero, and does not say which."
            ),
        ),
    }


def _groups_of_work(rows, nation):
    major = rows[rows["level"] == "major"]
    jobs, errors = (
        major.pivot(index="area", columns="occupation", values=value)
        for value in ("employment", "employment_rse")
    )
    names = load("oews_occupations").set_index("occupation")["title"]
    return {
        "groups": jobs.rename(columns=names),
        "group_errors": errors.rename(columns=names) / 100,
        "group_reference": nation[jobs.columns].rename(index=names).astype(float),
    }


def _metros():
    parts = _american("metros")
    areas = load("oews_areas").set_index("area").loc[parts["cells"].index]
    found = metropolitan_places().reindex(parts["cells"].index)
    places = pd.DataFrame(
        {
            "name": areas["name"],
            "korean": "",
            "also": _states_spelled_out(areas["states"]),
            "parent": areas["states"],
            "title": areas["name"],
            "slug": [slug_of("us-metro", code, name) for code, name in areas["name"].items()],
            "outline": "",
            "x": found["x"],
            "y": found["y"],
            "page": True,
        }
    )
    puerto_rico = load("oews_areas").query("kind == 'metro' and not in_nation")["name"]
    left = tell(
        "The {n} metropolitan areas of Puerto Rico have no page, because the nation that all others are held against, "
        "the 50 states and the District of Columbia, does not count them.",
        n=len(puerto_rico),
    )
    rural = tell("Areas outside metropolitan areas have no page: the table does not hold them.")
    return Kind(**parts, places=places, left_out=(left, rural), not_shown=tuple(puerto_rico))


def _states_spelled_out(states):
    """Names of the states of each area, for one who does not look for postal codes."""
    areas = load("oews_areas").query("kind == 'state'")
    names = areas.set_index("states")["name"]
    return states.map(lambda codes: " ".join(names[code] for code in codes.split("-")))


def _states():
    parts = _american("states")
    areas = load("oews_areas").set_index("area").loc[parts["cells"].index]
    units = load("outlines_units").dropna(subset=["fips"]).set_index("fips").index
    keys = load("outlines_units").query("country == 'US'").set_index("fips")["unit"]
    found = state_places().reindex(units).loc[areas.index]
    places = pd.DataFrame(
        {
            "name": areas["name"],
            "korean": "",
            "also": areas["states"],
            "parent": "",
            "title": areas["name"],
            "slug": [slug_of("us-state", code, name) for code, name in areas["name"].items()],
            "outline": keys[areas.index],
            "x": found["x"],
            "y": found["y"],
            "page": True,
        }
    )
    left = tell(
        "Puerto Rico, Guam and the Virgin Islands have no page, because the nation that all others are held against, "
        "the 50 states and the District of Columbia, does not count them."
    )
    outside = load("oews_areas").query("kind == 'state' and not in_nation")["name"]
    return Kind(**parts, places=places, left_out=(left,), not_shown=tuple(outside))


def _provinces():
    rows = load("korea_province_industry")
    inside = rows[(rows["region"] != _NATION) & (rows["level"] == "division")]
    years = {
        year: inside[inside["year"] == year].pivot(
            index="region", columns="industry", values="workers"
        )
        for year in (2020, 2023)
    }
    status = inside[inside["year"] == 2023].pivot(
        index="region", columns="industry", values="workers_status"
    )
    cells = years[2023]
    now = rows[rows["year"] == 2023]
    nation = now[now["region"] == _NATION].set_index("industry")["workers"]
    totals = now[now["level"] == "total"].set_index("region")["workers"].loc[cells.index]
    titles = load("korea_industries").set_index("industry")
    names = load("korea_provinces").set_index("region").loc[cells.index]
    found = province_places("korea").loc[names["unit"]]
    sections = now[(now["level"] == "section") & (now["region"] != _NATION)]
    sections = sections.pivot(index="region", columns="industry", values="workers")
    places = pd.DataFrame(
        {
            "name": names["name"],
            "korean": names["name_korean_long"],
            "also": _other_names(names),
            "parent": "",
            "title": names["name"],
            "slug": [slug_of("kr-province", code, name) for code, name in names["name"].items()],
            "outline": names["unit"],
            "x": found["x"].to_numpy(),
            "y": found["y"].to_numpy(),
            "page": True,
        }
    )
    return Kind(
        key="provinces",
        unit=marked("workers"),
        activity=marked("industry"),
        activities=marked("industries"),
        year="2023",
        cells=cells,
        marks=_marks(cells, status == "withheld"),
        errors=None,
        totals=totals,
        reference=nation[cells.columns].astype(float),
        reference_total=float(nation["TOTAL"]),
        groups=sections.rename(columns=titles["title"]),
        group_errors=None,
        group_reference=nation[sections.columns].rename(index=titles["title"]).astype(float),
        groups_korean=titles.loc[sections.columns].set_index("title")["title_korean"].to_dict(),
        titles=pd.DataFrame(
            {
                "title": short_industry_names().loc[cells.columns],
                "korean": titles.loc[cells.columns, "title_korean"],
                "group": titles.loc[titles.loc[cells.columns, "parent"], "title"].to_numpy(),
            }
        ),
        places=places,
        before=years[2020].reindex(columns=cells.columns),
        year_before="2020",
        tables=("korea_province_industry", "korea_industries", "korea_provinces"),
        cannot=(
            tell("A province is not a labour market, and 17 of them are few."),
            tell("Divisions are broad: one of them holds ships, trains and aircraft together."),
            tell("Individual farmers, defence and landlords who employ nobody are not counted."),
            tell(
                "Seventeen places are too few for complexity: their first contrast sets what only Seoul has against "
                "all else."
            ),
            tell(
                "What lies near is what the other provinces have together. From 2020 to 2023 that did not tell what a "
                "province began."
            ),
            tell(
                "The census has no sampling error. It withholds the workers of one or two establishments, which is "
                "not zero."
            ),
        ),
        left_out=(),
        not_shown=(),
    )


def _other_names(provinces):
    """By what names a province is looked for: short and former ones in Korean, and those in Roman letters."""
    former = provinces["former_name_korean"].fillna("")
    roman = provinces.index.map(lambda region: _ROMAN.get(region, ""))
    short = provinces["name_korean"]
    # Most say Ulsan-si where the long name says Ulsan Metropolitan City.
    short = short + " " + short + provinces["name_korean_long"].str[-1]
    return (short + " " + former + " " + roman).str.split().str.join(" ")


def _municipalities():
    cells, before = korean_value_added(2020), korean_value_added(2015)
    rows = load("korea_municipality_value_added")
    rows = rows[(rows["year"] == 2020) & (rows["level"] == "total")]
    totals = rows.set_index("municipality")["value_added"].loc[cells.index]
    names = load("korea_municipalities").set_index("municipality").loc[cells.index]
    provinces = load("korea_provinces").set_index("region")
    above = provinces.loc[names["region"]]
    found = municipality_places().loc[cells.index]
    # Sejong is a province of one municipality: the page of the province tells both.
    alone = (names["region"] == _SEJONG).to_numpy()
    title = names["name"] + ", " + above["name"].to_numpy()
    korean = pd.Series(above["name_korean_long"].to_numpy(), names.index)
    korean = (korean + " " + names["name_korean"]).where(~alone, korean)
    province = provinces.loc[_SEJONG, "name"]
    slugs = [
        slug_of("kr-province", _SEJONG, province) if one else slug_of("kr-municipality", code, name)
        for one, (code, name) in zip(alone, title.items(), strict=True)
    ]
    titles = load("korea_activities").set_index("activity").loc[cells.columns]
    titles["korean"] = [
        "" if code in _OTHERWISE_CUT else _korean_title(sections)
        for code, sections in titles["sections"].items()
    ]
    also = pd.Series(_other_names(above).to_numpy(), names.index)
    for code, region in _MOVED_TO.items():
        now = provinces.loc[[region]]
        also[code] += f" {now['name'].iloc[0]} {now['name_korean_long'].iloc[0]}"
    return Kind(
        key="municipalities",
        unit=marked("million won"),
        activity=marked("activity"),
        activities=marked("activities"),
        year="2020",
        cells=cells,
        marks=_marks(cells, cells.isna() & False),
        errors=None,
        totals=totals,
        reference=cells.sum(),
        reference_total=float(totals.sum()),
        groups=cells.rename(columns=titles["title"]),
        group_errors=None,
        group_reference=cells.sum().rename(index=titles["title"]),
        groups_korean=titles.set_index("title")["korean"].to_dict(),
        titles=titles[["title", "korean"]].assign(group=""),
        places=pd.DataFrame(
            {
                "name": names["name"],
                "korean": korean,
                "also": also,
                "parent": above["name"].to_numpy(),
                "title": title.where(~alone, province),
                "slug": slugs,
                "outline": names.index,
                "x": found["x"],
                "y": found["y"],
                "page": ~alone,
            }
        ),
        before=before[cells.columns],
        year_before="2015",
        tables=("korea_municipality_value_added", "korea_municipalities", "korea_activities"),
        cannot=(
            tell("This is value added at the place of work, not income of those who live there."),
            tell(
                "Sixteen activities are too few to say which of them are related: manufacturing is one of them, "
                "whether of ships, chips or cars."
            ),
            tell("Growth is in prices of the year, and 2020 is a year of the pandemic."),
            tell(
                "Each province estimates its own municipalities and publishes no errors of these estimates."
            ),
        ),
        left_out=(),
        not_shown=(),
    )


def _korean_title(sections):
    """The Korean title of an activity: those of the sections of industry that it holds."""
    titles = load("korea_industries").set_index("industry")["title_korean"]
    return "; ".join(titles[section] for section in sections.split())


def _marks(cells, withheld):
    """Letters of `MARKS`: a figure, none because it is withheld, none at all."""
    hidden = withheld.reindex(index=cells.index, columns=cells.columns).fillna(False).astype(bool)
    none = pd.DataFrame("a", cells.index, cells.columns)
    return none.mask(hidden, "w").mask(cells.notna(), "p")


_KINDS: dict[str, Callable[[], Kind]] = {
    "metros": _metros,
    "states": _states,
    "provinces": _provinces,
    "municipalities": _municipalities,
}
KINDS = tuple(_KINDS)
