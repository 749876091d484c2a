"""Growth of Korea's industries by place from 2020 to 2023, cut in several ways: the same counts, other regressions."""

from __future__ import annotations

from functools import cache
from typing import Literal

import pandas as pd

import agglomeration as ag
from clusterbook.known import check_known
from clusterbook.tables.loading import load

from .korea import korean_industry_table, korean_manufacturing
from .plant_bounds import WIDER_AREAS
from .withheld import complete_industry_table

__all__ = ["CLASSES", "korean_growth"]

#: How finely industries are told apart: 19 sections, 74 divisions, or the 25 divisions of manufacturing.
CLASSES = ("sections", "divisions", "manufacturing")
_YEARS = (2020, 2023)


def korean_growth(
    industries: Literal["sections", "divisions", "manufacturing"] = "divisions",
    wider: bool = False,
    left_out: str | None = None,
) -> pd.DataFrame:
    """Return growth from 2020 to 2023 and what places looked like in 2020, by place and industry.

    Parameters
    ----------
    industries : {"sections", "divisions", "manufacturing"}
        Classes of industries. Of manufacturing growth is that of its divisions; what a place is like is measured over
        all of its divisions.
    wider : bool
        Add the 17 provinces up to eight wider areas first.
    left_out : str, optional
        English name of a province to leave out.

    Returns
    -------
    pandas.DataFrame
        Indexed by ``region``, ``industry`` and ``time``; the columns of
        :func:`agglomeration.externality_regressors`, and ``plant_growth``, the log change of establishments. Only
        industries that are there in both years.

    Raises
    ------
    ValueError
        If the classes are others, or the province that is left out is not known.

    Notes
    -----
    Workers of withheld cells are set to the one number that the published sums leave them.

    Examples
    --------
    >>> len(korean_growth("sections")), len(korean_growth("sections", wider=True))
    (323, 152)
    """
    check_known("industries", industries, CLASSES)
    counts = _counts(industries == "sections")
    if left_out is not None:
        check_known("left_out", left_out, counts["region"].unique().tolist())
        counts = counts[counts["region"] != left_out]
    if wider:
        area_of = {member: area for area, members in WIDER_AREAS.items() for member in members}
        counts = counts.assign(region=counts["region"].map(area_of))
        counts = counts.groupby(["region", "industry", "time"], as_index=False).sum()
    found = _regressors(counts, "jobs").assign(plant_growth=_regressors(counts, "plants")["growth"])
    if industries == "manufacturing":
        found = found[found.index.get_level_values("industry").isin(korean_manufacturing())]
    return found.dropna()


def _regressors(counts, what):
    others = {"plants": "plants"} if what == "jobs" else {}
    return ag.externality_regressors(counts, jobs=what, **others)


@cache
def _counts(sections):
    """Workers and establishments in long form; pairs without an establishment are left out."""
    level: Literal["section", "division"] = "section" if sections else "division"
    names = load("korea_provinces").set_index("region")["name"].to_dict()
    parts = []
    for year in _YEARS:
        jobs = korean_industry_table(year, level) if sections else complete_industry_table(year)
        plants = korean_industry_table(year, level, "establishments")
        part = pd.concat({"jobs": jobs.stack(), "plants": plants.stack()}, axis="columns")
        parts.append(part.assign(time=year).reset_index())
    counts = pd.concat(parts).assign(region=lambda rows: rows["region"].map(names))
    return counts[counts["jobs"] > 0]
