"""Upper Austria beside Gyeonggi, its clusters at two dates, and its cooperation projects."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache
from typing import Any, Literal

import numpy as np
import pandas as pd

from clusterbook.known import check_known, check_names
from clusterbook.tables.loading import load
from clusterbook.words import quoted, tell

from .korea import korean_manufacturing
from .record import record
from .withheld import complete_industry_table

__all__ = [
    "CLUSTER_DIVISIONS",
    "cluster_list",
    "export_leads",
    "founding_years",
    "printed_figure",
    "project_counts",
    "same_industries",
]

# Divisions of KSIC 10 that hold the industry of a cluster: the nearest one, and with a neighbour that its firms may be
# booked in: metal parts of cars, raw plastics, timber houses, drinks, drugs, electrical drives.
CLUSTER_DIVISIONS = {
    "nearest": {
        "Automotive": ("C30",),
        "Plastics": ("C22",),
        "Furniture and timber construction": ("C16", "C32"),
        "Food": ("C10",),
        "Health technology": ("C27",),
        "Mechatronics": ("C29",),
        "Electronics": ("C26",),
    },
    "wider": {
        "Automotive": ("C25", "C30"),
        "Plastics": ("C20", "C22"),
        "Furniture and timber construction": ("C16", "C32", "F41"),
        "Food": ("C10", "C11"),
        "Health technology": ("C21", "C27"),
        "Mechatronics": ("C28", "C29"),
        "Electronics": ("C26",),
    },
}
_DRIVE, _CARS = "Drive technology", "Automotive"
_LISTS = {2003: "2003-09-01", 2008: "2008-12"}
_RULES = ("earliest", "latest", "most", "booklet")


@cache
def _provinces(year):
    """Provinces by industry; kept, since filling withheld cells takes a second and claims ask for it many times."""
    return complete_industry_table(year, names=True)


def printed_figure(place: str, item: str, column: str = "value", **where: Any) -> float:
    """Return the one figure of ``upper_austria_region`` that fits.

    Parameters
    ----------
    place, item : str
        As the table has them.
    column : str
        ``value``, or ``share_of_country`` in percent.
    **where
        Values of further columns, as ``source="booklet2016"``.

    Returns
    -------
    float
        In the unit of the row; NaN where no row fits.

    Raises
    ------
    ValueError
        If several rows fit, or the table has no such column.

    Examples
    --------
    >>> printed_figure("Upper Austria", "area", source="booklet2016")
    11981.0
    """
    rows = load("upper_austria_region").query("place == @place and item == @item")
    check_names("column", (column, *where), rows.columns)
    for name, value in where.items():
        rows = rows[rows[name] == value]
    if len(rows) > 1:
        raise ValueError(
            tell(
                "{n} rows have {item} of {place}; name the source or the date too.",
                n=len(rows),
                item=quoted(item),
                place=quoted(place),
            )
        )
    return float(rows[column].item()) if len(rows) else np.nan


def same_industries(
    year: Literal[2020, 2023],
    grouping: Literal["nearest", "wider"] = "nearest",
    base: Literal["workers", "manufacturing"] = "workers",
    region: str = "Gyeonggi",
    left_out: Collection[str] = (),
) -> pd.DataFrame:
    r"""Return a Korean province in the industries of Upper Austria's clusters, and in electronics.

    .. math:: R = \frac{w_i / W_i}{b / B}

    with :math:`w_i, W_i` the workers of the industry in province and nation, and :math:`b, B` those of the base.

    Parameters
    ----------
    year : {2020, 2023}
    grouping : {"nearest", "wider"}
        Which divisions are taken for the industry of a cluster: see ``CLUSTER_DIVISIONS``.
    base : {"workers", "manufacturing"}
        All workers, or those of manufacturing.
    region : str
        English name of the province.
    left_out : collection of str
        Provinces that are left out of the nation.

    Returns
    -------
    pandas.DataFrame
        Industries in rows; ``workers``, ``percent`` of the province's base, ``quotient``, which is 1 where the province
        has as much of the industry as of the base.

    Raises
    ------
    ValueError
        If the grouping, the base, the region or a province that is left out is not known, or the region is left out.

    Notes
    -----
    The match of a cluster with divisions is ours. A division holds plants of every kind; a cluster holds members.

    Examples
    --------
    >>> same_industries(2023)["quotient"].round(2).head(2).to_dict()
    {'Automotive': 0.92, 'Plastics': 1.6}
    """
    check_known("grouping", grouping, tuple(CLUSTER_DIVISIONS))
    check_known("base", base, ("workers", "manufacturing"))
    table = _provinces(year)
    table = table.drop(index=check_names("left_out", left_out, table.index))
    check_known("region", region, tuple(table.index))
    counted = table if base == "workers" else table[korean_manufacturing()]
    groups = CLUSTER_DIVISIONS[grouping]
    jobs = pd.DataFrame({name: table[list(codes)].sum(axis=1) for name, codes in groups.items()})
    part = counted.sum(axis=1)[region] / counted.to_numpy().sum()
    found = pd.DataFrame({"workers": jobs.loc[region].astype(int)})
    found["percent"] = 100 * found["workers"] / counted.loc[region].sum()
    found["quotient"] = jobs.loc[region] / jobs.sum() / part
    return found.rename_axis("industry")


def export_leads() -> pd.DataFrame:
    """Return Upper Austria's share of Austria's exports of goods and that of the next state, where both are printed.

    Returns
    -------
    pandas.DataFrame
        One row per date; ``share`` and ``next share`` in percent, ``next``, the state that comes next among those
        printed, ``states``, how many are printed, and ``lead``, the first share over the second.

    Notes
    -----
    Only in 2014 are five states printed. Elsewhere the source names one other, which need not be the next.

    Examples
    --------
    >>> export_leads()[["date", "next"]].iloc[0].tolist()
    ['2014', 'Lower Austria']
    """
    rows = record("upper_austria")
    rows = rows[rows["name"] == "Exports of goods by state"].set_index("number")
    full = rows[rows["date"] == "2014"].copy()
    full["state"] = full["item"].str.partition(",")[0]
    states = full.set_index("state")["value"].drop("Upper Austria").sort_values()
    found: list[tuple[Any, ...]] = [
        ("2014", full["value"].max(), states.index[-1], states.iloc[-1], len(full))
    ]
    half, last = rows.loc[35], rows.loc[37]
    named = re.search(r"; ([A-Z][\w ]+?) ([\d.]+)$", str(half["item"]))
    printed = re.search(r", ([\d.]+) percent; (\w+) ([\d.]+) percent", str(last["item"]))
    assert named and printed
    found.append((half["date"], half["value"], named[1], float(named[2]), 2))
    found.append((last["date"], float(printed[1]), printed[2], float(printed[3]), 2))
    table = pd.DataFrame(found, columns=["date", "share", "next", "next share", "states"])
    return table.assign(lead=table["share"] / table["next share"])


def cluster_list(year: Literal[2003, 2008], merged: bool = True) -> pd.DataFrame:
    """Return members, employees and turnover of the clusters of Upper Austria.

    Parameters
    ----------
    year : {2003, 2008}
    merged : bool
        Put drive technology, by itself in 2003, into the automotive cluster, where it was later.

    Returns
    -------
    pandas.DataFrame
        Clusters in rows; ``members`` and ``employees`` (numbers), ``turnover`` (billion euros), NaN where none is
        printed.

    Raises
    ------
    ValueError
        If there is no list of the year.

    Examples
    --------
    >>> cluster_list(2003)["members"].head(2).to_dict()
    {'Automotive': 381, 'Plastics': 277}
    """
    check_known("year", year, tuple(_LISTS))
    rows = load("upper_austria_clusters")
    rows = rows[(rows["as_of"] == _LISTS[year]) & ~rows["is_total"]]
    names = rows["cluster"].replace({_DRIVE: _CARS} if merged else {})
    rows = rows.rename(columns={"turnover_bn_eur": "turnover"})
    amounts = rows[["members", "employees", "turnover"]]
    return amounts.groupby(names, sort=False).sum(min_count=1)


def founding_years(rule: Literal["earliest", "latest", "most", "booklet"]) -> pd.Series:
    """Return one founding year per cluster or network, by a rule that settles the conflicts of sources.

    Parameters
    ----------
    rule : {"earliest", "latest", "most", "booklet"}
        The earliest date, the latest, what most sources say (the earlier of two that as many say), or what the booklet
        has, which does not list all.

    Returns
    -------
    pandas.Series
        Years by cluster, earliest first.

    Raises
    ------
    ValueError
        If the rule is another one.

    Examples
    --------
    >>> int(founding_years("latest")["Automotive"]), int(founding_years("earliest")["Automotive"])
    (1999, 1998)
    """
    check_known("rule", rule, _RULES)
    rows = load("upper_austria_founding").query("event == 'founded'")
    rows = rows[rows["source"] == "booklet2016"] if rule == "booklet" else rows
    by = rows.groupby("cluster", sort=False)["year"]
    settled = {"latest": by.max, "most": lambda: by.agg(lambda found: found.mode().min())}
    return settled.get(rule, by.min)().sort_values(kind="stable")


def project_counts(
    stage: Literal["submitted", "ongoing", "completed", "total"], printed: bool = False
) -> pd.DataFrame:
    """Return projects, participations, and participations per project by cluster, at one stage.

    Parameters
    ----------
    stage : {"submitted", "ongoing", "completed", "total"}
    printed : bool
        As printed, with the misprint of the booklet.

    Returns
    -------
    pandas.DataFrame
        Clusters in rows, without those that have none; ``projects``, ``participations``, ``participations per
        project``.

    Raises
    ------
    ValueError
        If the stage is another one.

    Examples
    --------
    >>> int(project_counts("completed").loc["Health technology", "participations"])
    56
    """
    check_known("stage", stage, ("submitted", "ongoing", "completed", "total"))
    rows = load("upper_austria_projects").query("stage == @stage and cluster != 'Total'")
    column = "value_printed" if printed else "value"
    table = rows.pivot(index="cluster", columns="measure", values=column).dropna()
    table = table.rename(columns={"participants": "participations"})[["projects", "participations"]]
    return table.assign(
        **{"participations per project": table["participations"] / table["projects"]}
    )
