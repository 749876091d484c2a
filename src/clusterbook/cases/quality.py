"""What the tables of jobs leave out, what rounding does to them, and what an occupation does not say."""

from __future__ import annotations

from typing import Literal

import numpy as np
import pandas as pd

from clusterbook.known import check_known
from clusterbook.tables.loading import load
from clusterbook.words import quoted, tell

__all__ = [
    "employers",
    "publication",
    "quotients_again",
    "rounding_errors",
    "spread",
    "totals_off",
]

_TABLES = ("oews_metro", "oews_state")


def publication(name: Literal["oews_metro", "oews_state"]) -> pd.DataFrame:
    """Count, for each area, the detailed occupations that are published, withheld and absent.

    Parameters
    ----------
    name : {"oews_metro", "oews_state"}
        A table of jobs by area and occupation.

    Returns
    -------
    pandas.DataFrame
        One row per area; columns ``jobs`` (all occupations), ``published``, ``withheld``, ``absent`` (numbers
        of occupations out of all that the nation has), ``covered`` (share of the area's jobs, 0 to 1, that the
        published detailed occupations add up to).

    Raises
    ------
    ValueError
        If the table is another one.

    Examples
    --------
    >>> int(publication("oews_metro").loc["20500", ["published", "withheld", "absent"]].sum())
    830
    """
    check_known("name", name, _TABLES)
    table = load(name)
    known = (load("oews_nation")["level"] == "detailed").sum()
    jobs = table[table["level"] == "total"].set_index("area")["employment"]
    cells = table[table["level"] == "detailed"]
    withheld = cells.groupby("area")["withheld"].agg(["sum", "size"])
    counts = pd.DataFrame(
        {"jobs": jobs, "published": withheld["size"] - withheld["sum"], "withheld": withheld["sum"]}
    )
    covered = cells.groupby("area")["employment"].sum() / jobs
    return counts.assign(absent=known - withheld["size"], covered=covered)


def rounding_errors(name: Literal["oews_metro", "oews_state"]) -> pd.DataFrame:
    """Compare location quotients computed from rounded jobs with the published ones, cell by cell.

    Parameters
    ----------
    name : {"oews_metro", "oews_state"}
        A table of jobs by area and occupation.

    Returns
    -------
    pandas.DataFrame
        One row per published cell of a detailed occupation: ``area``, ``occupation``, ``employment``,
        ``published`` and ``computed`` quotient, and ``error``, their relative difference.

    Raises
    ------
    ValueError
        If the table is another one.

    Notes
    -----
    A published quotient of 0.00 has no relative error: NaN.

    Examples
    --------
    >>> errors = rounding_errors("oews_state")
    >>> bool((errors["computed"].round(2) == errors["published"]).mean() > 0.5)
    True
    """
    check_known("name", name, _TABLES)
    table = load(name)
    jobs = table[table["level"] == "total"].set_index("area")["employment"]
    nation = load("oews_nation").set_index("occupation")["employment"]
    cells = table[(table["level"] == "detailed") & ~table["withheld"]]
    share = cells["employment"] / cells["area"].map(jobs)
    computed = share / (cells["occupation"].map(nation) / nation["00-0000"])
    published = cells["location_quotient"]
    kept = cells[["area", "occupation", "employment"]].assign(
        published=published, computed=computed
    )
    return kept.assign(error=(computed - published) / published.replace(0, np.nan)).reset_index(
        drop=True
    )


def quotients_again(
    name: Literal["oews_metro", "oews_state"], way: Literal["jobs", "per_1000", "visible"] = "jobs"
) -> pd.DataFrame:
    """Compute the published location quotients of all detailed occupations again, in one of three ways.

    Parameters
    ----------
    name : {"oews_metro", "oews_state"}
        A table of jobs by area and occupation.
    way : {"jobs", "per_1000", "visible"}
        From printed jobs, printed totals of the areas and the nation; from the printed jobs per 1,000, which have
        three decimals, and the nation's; or from printed jobs with the sums of what is visible as totals.

    Returns
    -------
    pandas.DataFrame
        One row per published cell: ``area``, ``occupation``, ``employment``, and the ``published`` and ``computed``
        quotient.

    Raises
    ------
    ValueError
        If the table or the way is not known.

    Examples
    --------
    >>> cells = quotients_again("oews_state", "per_1000")
    >>> bool((cells["computed"].round(2) == cells["published"]).mean() > 0.85)
    True
    """
    check_known("name", name, _TABLES)
    check_known("way", way, ("jobs", "per_1000", "visible"))
    if way == "jobs":
        return rounding_errors(name)[["area", "occupation", "employment", "published", "computed"]]
    table = load(name)
    cells = table[(table["level"] == "detailed") & ~table["withheld"]]
    if way == "per_1000":
        nation = load("oews_nation").set_index("occupation")["employment"]
        share = cells["jobs_per_1000"] / 1000
        expected = cells["occupation"].map(nation) / nation["00-0000"]
    else:
        share = cells["employment"] / cells.groupby("area")["employment"].transform("sum")
        expected = (
            cells.groupby("occupation")["employment"].transform("sum") / cells["employment"].sum()
        )
    kept = cells[["area", "occupation", "employment"]].assign(published=cells["location_quotient"])
    return kept.assign(computed=share / expected).reset_index(drop=True)


def employers(occupation: str) -> pd.DataFrame:
    """Return the industries that employ an occupation, the largest share first.

    Parameters
    ----------
    occupation : str
        Code of a detailed occupation or a major group.

    Returns
    -------
    pandas.DataFrame
        Indexed by the industry's code; columns ``title``, ``sector``, ``employment`` and ``share`` of the
        occupation's jobs in the nation (0 to 1). Rows that repeat schools and hospitals by owner are left out,
        as are industries that the staffing table does not have or withholds: shares add up to 1 or less.

    Raises
    ------
    LookupError
        If no industry employs an occupation of that code.

    Examples
    --------
    Few medical scientists work for drug makers:

    >>> employers("19-1042").loc[["541700", "325400"], "share"].round(2).tolist()
    [0.34, 0.04]
    """
    cells = load("oews_industry_occupation").query("occupation == @occupation and not withheld")
    if cells.empty:
        raise LookupError(
            tell(
                "occupation: no industry employs {occupation}; codes look like '19-1042', see "
                "oews_occupations.",
                occupation=quoted(occupation),
            )
        )
    whole = load("oews_nation").set_index("occupation")["employment"][occupation]
    industries = load("oews_industries").query("owner == 'all'")[["industry", "title", "sector"]]
    found = industries.merge(cells[["industry", "employment"]], on="industry").set_index("industry")
    return found.assign(share=found["employment"] / whole).sort_values(
        "share", ascending=False, kind="stable"
    )


def spread(values: pd.Series, name: str) -> pd.DataFrame:
    """Return five quantiles of a column as the table beside a histogram: of 5, 25, 50, 75 and 95 percent.

    Parameters
    ----------
    values : pandas.Series
        Numbers; missing ones are left out.
    name : str
        The heading of their column.

    Examples
    --------
    >>> spread(pd.Series(range(101)), "misses")["misses"].tolist()
    [5.0, 25.0, 50.0, 75.0, 95.0]
    """
    found = values.quantile([0.05, 0.25, 0.5, 0.75, 0.95])
    return found.rename(name).rename_axis("quantile").reset_index()


def totals_off(
    table: pd.DataFrame, column: Literal["value", "value_printed"], total: str = "total"
) -> pd.DataFrame:
    """Add up a printed table and return the totals that its cells do not sum to.

    Parameters
    ----------
    table : pandas.DataFrame
        One row per cell, as ``upper_austria_projects`` has it: ``measure``, ``stage``, ``cluster`` and the numbers;
        the row of totals is a stage, the column of totals a cluster, both called ``total``.
    column : {"value", "value_printed"}
        The corrected numbers, or those that are printed.
    total : str
        What totals are called; capitals count the same.

    Returns
    -------
    pandas.DataFrame
        ``measure``, ``total of`` (a row or a column), ``printed`` and ``summed``, where they differ. A dash counts as
        nothing.

    Examples
    --------
    >>> totals_off(load("upper_austria_projects"), "value").empty
    True
    """
    misses = []
    for measure, rows in table.groupby("measure", sort=False):
        cells = rows.pivot(index="stage", columns="cluster", values=column).fillna(0)
        below, beside = (
            next(name for name in labels if name.lower() == total)
            for labels in (cells.index, cells.columns)
        )
        down = cells.drop(index=below).sum()
        across = cells.drop(columns=beside).sum(axis=1)
        sums = pd.concat(
            [
                pd.DataFrame({"printed": cells[beside], "summed": across}),
                pd.DataFrame({"printed": cells.loc[below], "summed": down}),
            ]
        )
        sums = sums.rename_axis("total of").reset_index()
        misses.append(sums[sums["printed"] != sums["summed"]].assign(measure=measure))
    return pd.concat(misses)[["measure", "total of", "printed", "summed"]]
