"""Related and unrelated variety of American labour markets by occupation and of Korean provinces by industry."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, cast

import numpy as np
import pandas as pd

import agglomeration as ag
from clusterbook.tables.loading import load
from clusterbook.words import enumerated, listed, quoted, tell, tell_many

from .korea import korean_industry_table, korean_manufacturing
from .staffing import knowledge_occupations

__all__ = ["employment_errors", "korean_variety", "occupational_variety"]

_COUNTED = ("all", "knowledge", "common")
_BLANKS = ("zero", "nation")


def employment_errors(jobs: pd.DataFrame) -> pd.DataFrame:
    """Return the standard errors of jobs by metropolitan area and occupation.

    Parameters
    ----------
    jobs : pandas.DataFrame
        Areas x occupations, by their codes, as :func:`area_occupations` returns them.

    Returns
    -------
    pandas.DataFrame
        Like ``jobs``; 0 where no error is published, NaN where no jobs are.

    Examples
    --------
    >>> from clusterbook.cases.occupation_groups import area_occupations
    >>> jobs = area_occupations(least_jobs=1_000_000)
    >>> bool((employment_errors(jobs) / jobs).loc["41940", "15-1252"] < 0.1)  # developers in San Jose
    True
    """
    cells = load("oews_metro")
    relative = cells.pivot(index="area", columns="occupation", values="employment_rse")
    return jobs * relative.reindex(index=jobs.index, columns=jobs.columns).fillna(0) / 100


def occupational_variety(
    jobs: pd.DataFrame,
    counted: Literal["all", "knowledge", "common"] = "all",
    *,
    without: Sequence[str] = (),
    blanks: Literal["zero", "nation"] = "zero",
) -> pd.DataFrame:
    """Return unrelated and related variety of areas, of detailed occupations within major groups.

    Parameters
    ----------
    jobs : pandas.DataFrame
        Areas x detailed occupations, by their codes; NaN where no figure is published.
    counted : {"all", "knowledge", "common"}
        All occupations, those of knowledge workers, or those that every area of the table publishes.
    without : sequence of str
        Codes of occupations that are left out, all of them columns of ``jobs``.
    blanks : {"zero", "nation"}
        What stands in for an unpublished cell: nothing, or the occupation's share in the nation of the area's
        published jobs. The first makes small areas poor in variety, the second makes them alike; neither is known.

    Returns
    -------
    pandas.DataFrame
        One row per area: ``unrelated`` and ``related``, in bits.

    Raises
    ------
    ValueError
        If ``counted`` or ``blanks`` is another word, or a code that is to be left out is not in the table.

    Examples
    --------
    >>> from clusterbook.cases.occupation_groups import area_occupations
    >>> jobs = area_occupations(least_jobs=500_000)
    >>> occupational_variety(jobs, "common")["related"].idxmin()  # San Jose
    '41940'
    """
    for word, value, known in (("counted", counted, _COUNTED), ("blanks", blanks, _BLANKS)):
        if value not in known:
            raise ValueError(
                tell(
                    "{word}: {value} is unknown; it can be {known}.",
                    word=word,
                    value=quoted(value),
                    known=enumerated(map(repr, known)),
                )
            )
    unknown = [code for code in without if code not in jobs]
    if unknown:
        raise ValueError(
            tell_many(
                "without: {codes} is not a column of the table; write the code of an occupation in it.",
                "without: {codes} are not columns of the table; write codes of occupations in it.",
                len(unknown),
                codes=listed(unknown),
            )
        )
    every_job = jobs.sum(axis=1)
    if counted == "knowledge":
        jobs = jobs[knowledge_occupations(jobs.columns)]
    if counted == "common":
        jobs = jobs.dropna(axis=1)
    # What is not counted anyway need not be left out.
    jobs = jobs.drop(columns=[code for code in without if code in jobs])
    if blanks == "nation":
        nation = load("oews_nation").set_index("occupation")["employment"]
        share = (nation / nation["00-0000"])[jobs.columns]
        expected = np.outer(every_job, share)
        jobs = jobs.fillna(pd.DataFrame(expected, jobs.index, jobs.columns))
    groups = load("oews_occupations").set_index("occupation")["major_group"]
    return cast(pd.DataFrame, ag.variety(jobs.fillna(0), groups[jobs.columns]))


def korean_variety(
    year: Literal[2020, 2023],
    item: Literal["workers", "establishments"] = "workers",
    *,
    manufacturing: Literal["divisions", "one"] = "divisions",
) -> pd.DataFrame:
    """Return unrelated and related variety of Korea's provinces, of divisions of industry within sections.

    Parameters
    ----------
    year : {2020, 2023}
    item : {"workers", "establishments"}
    manufacturing : {"divisions", "one"}
        Keep the 25 divisions of manufacturing, or file it all under one, as some services are.

    Returns
    -------
    pandas.DataFrame
        One row per province: ``unrelated`` and ``related``, in bits, and ``manufacturing``, its share, 0 to 1. Withheld
        cells, less than two jobs in a thousand of any province, count as 0.

    Raises
    ------
    ValueError
        If ``manufacturing`` is another word.

    Examples
    --------
    >>> korean_variety(2023)["related"].idxmax()
    'South Chungcheong'
    >>> korean_variety(2023, manufacturing="one")["related"].idxmax()
    'Seoul'
    """
    if manufacturing not in ("divisions", "one"):
        raise ValueError(
            tell(
                "manufacturing: {value} is unknown; it can be 'divisions' or 'one'.",
                value=quoted(manufacturing),
            )
        )
    table = korean_industry_table(year, item=item, names=True).fillna(0)
    sections = load("korea_industries").set_index("industry")["parent"][table.columns]
    made = table[korean_manufacturing()].sum(axis=1)
    if manufacturing == "one":
        table = table.drop(columns=korean_manufacturing()).assign(C=made)
        sections = sections.reindex(table.columns).fillna("C")
    return ag.variety(table, sections).assign(manufacturing=made / table.sum(axis=1))
