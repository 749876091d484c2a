"""Wages beside jobs: one row per place and detailed occupation, with what a study of city size or clusters needs."""

from __future__ import annotations

from typing import Literal

import numpy as np
import pandas as pd

from clusterbook.tables.loading import load
from clusterbook.words import quoted, tell

__all__ = ["industry_wage_cells", "wage_cells"]


def wage_cells(
    areas: Literal["metro", "state"] = "metro", territories: bool = False
) -> pd.DataFrame:
    """Return wages and jobs of detailed occupations by place.

    Parameters
    ----------
    areas : {"metro", "state"}
        Metropolitan areas or states.
    territories : bool
        Keep the areas outside the nation's estimates: Puerto Rico, Guam, the Virgin Islands.

    Returns
    -------
    pandas.DataFrame
        One row per area and detailed occupation that is published: ``area``, ``occupation``, ``major_group``,
        ``state`` (the first named of the area), ``wage``, ``wage_rse``, ``wage_p10``, ``wage_p50``, ``wage_p90``,
        ``jobs``, ``jobs_rse``, ``location_quotient`` (as published) and ``area_jobs``, all jobs of the area. NaN where
        the figure was not published; an occupation can have a wage without jobs, and jobs without a wage.

    Raises
    ------
    ValueError
        If ``areas`` is another word.

    Notes
    -----
    Wages are in dollars a year and nominal. Errors are relative, in percent. What is not published is more of the
    occupations of small places than of large ones.

    Examples
    --------
    >>> cells = wage_cells()
    >>> int(cells["wage"].notna().sum()) == len(cells.dropna(subset="wage"))
    True
    """
    if areas not in ("metro", "state"):
        raise ValueError(
            tell("areas: {areas} is unknown; it can be 'metro' or 'state'.", areas=quoted(areas))
        )
    jobs, wages = load(f"oews_{areas}"), load(f"oews_{areas}_wages")
    places = load("oews_areas").set_index("area")
    total = jobs[jobs["level"] == "total"].set_index("area")["employment"]
    pay = [name for name in wages if str(name).startswith("wage")]
    table = jobs[jobs["level"] == "detailed"].merge(
        wages[["area", "occupation", *pay]], on=["area", "occupation"]
    )
    if not territories:
        table = table[table["area"].map(places["in_nation"])]
    table = table.assign(
        major_group=table["occupation"].str[:2] + "-0000",
        state=table["area"].map(places["states"].str.split("-").str[0]),
        area_jobs=table["area"].map(total),
    )
    table = table.rename(columns={"employment": "jobs", "employment_rse": "jobs_rse"})
    columns = [
        "area",
        "occupation",
        "major_group",
        "state",
        *pay,
        "jobs",
        "jobs_rse",
        "location_quotient",
        "area_jobs",
    ]
    return table[columns].reset_index(drop=True)


def industry_wage_cells(all_owners: bool = True) -> pd.DataFrame:
    """Return wages and jobs of detailed occupations by four-digit industry of the nation.

    Parameters
    ----------
    all_owners : bool
        Leave out the rows that repeat schools and hospitals by owner.

    Returns
    -------
    pandas.DataFrame
        ``industry``, ``occupation``, ``wage``, ``wage_rse``, ``jobs`` and ``premium``, the natural logarithm of the
        wage over the occupation's wage in the nation; NaN where a figure was not published.

    Examples
    --------
    >>> cells = industry_wage_cells()
    >>> bool(np.exp(cells["premium"].median()) > 0)
    True
    """
    wages, jobs = load("oews_industry_wages"), load("oews_industry_occupation")
    table = jobs[jobs["level"] == "detailed"].merge(wages, on=["industry", "occupation"])
    if all_owners:
        owner = load("oews_industries").set_index("industry")["owner"]
        table = table[table["industry"].map(owner) == "all"]
    nation = load("oews_nation_wages").set_index("occupation")["wage"]
    premium = np.log(table["wage"] / table["occupation"].map(nation))
    table = table.assign(premium=premium).rename(columns={"employment": "jobs"})
    return table[["industry", "occupation", "wage", "wage_rse", "jobs", "premium"]].reset_index(
        drop=True
    )
