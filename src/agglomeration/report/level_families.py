"""Indicators of one year: regions, industries, pairs of both, pairs of industries."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

import agglomeration as ag

from .family import Family, Found, add_column
from .measures import Measure, cell_measures, industry_measures, pair_measures, region_measures

if TYPE_CHECKING:
    from agglomeration.report.checked import CheckedTable

__all__ = ["cells_family", "industries_family", "pairs_family", "regions_family"]

MOST_INDUSTRIES_IN_PAIRS = 700


def regions_family(
    found: Found, checked: CheckedTable, table: pd.DataFrame, complexity: Any, fitness: Any
) -> Family:
    """One row per region."""
    frame = _sums(table, 1, "region")
    done, decimals = found.fill(frame, region_measures(), (table,))
    eci, fit = getattr(complexity, "eci", None), getattr(fitness, "fitness", None)
    add_column(frame, done, decimals, Measure("economic complexity", ag.economic_complexity), eci)
    add_column(frame, done, decimals, Measure("fitness", ag.fitness_complexity), fit)
    if _ordered(complexity):
        outlook = found.tried("complexity outlook", lambda: _outlook(table).index)
        add_column(
            frame, done, decimals, Measure("complexity outlook", ag.complexity_outlook), outlook
        )
    groups = checked.groups()
    parts = None if groups is None else found.tried("variety", lambda: ag.variety(table, groups))
    if parts is not None:
        for part in ("unrelated", "related"):
            measure = Measure(f"{part} variety, bits", ag.variety, decimals=2)
            add_column(frame, done, decimals, measure, parts[part])
    return Family("regions", "Regions", frame, 1, {"share": 4, **decimals}, done)


def industries_family(
    found: Found, checked: CheckedTable, table: pd.DataFrame, complexity: Any, fitness: Any
) -> Family:
    """One row per industry."""
    frame = _sums(table, 0, "industry")
    done, decimals = found.fill(frame, industry_measures(), (table,))
    pci, fit = getattr(complexity, "pci", None), getattr(fitness, "complexity", None)
    add_column(frame, done, decimals, Measure("product complexity", ag.economic_complexity), pci)
    add_column(frame, done, decimals, Measure("complexity by fitness", ag.fitness_complexity), fit)
    groups = checked.groups()
    if groups is not None:
        frame.insert(1, "group", groups.reindex(table.columns).to_numpy())
    return Family(
        "industries",
        "Industries",
        frame,
        1 if groups is None else 2,
        {"share": 4, **decimals},
        done,
    )


def cells_family(found: Found, table: pd.DataFrame, complexity: Any) -> Family:
    """One row per region and industry, also where there is nothing: that is where the next industry would come."""
    rows, columns = np.indices(table.shape)
    regions, industries = table.index.astype(str), table.columns.astype(str)
    names = {"region": regions[rows.ravel()], "industry": industries[columns.ravel()]}
    frame = pd.DataFrame({**names, "amount": table.to_numpy().ravel()})
    done, decimals = found.fill(frame, cell_measures(), (table,))
    if _ordered(complexity):
        gain = found.tried("complexity gain", lambda: _outlook(table).gain)
        add_column(frame, done, decimals, Measure("complexity gain", ag.complexity_outlook), gain)
    return Family("cells", "Regions and industries", frame, 2, decimals, done)


def pairs_family(found: Found, checked: CheckedTable, table: pd.DataFrame) -> None:
    """One row per pair of industries, the most related first."""
    industries = table.columns
    if not 2 <= len(industries) <= MOST_INDUSTRIES_IN_PAIRS:
        few = "there is only one industry."
        many = f"{len(industries)} industries make more pairs than a sheet should hold; the functions have no limit."
        found.missing.append(("pairs of industries", few if len(industries) < 2 else many))
        return
    rows, columns = np.triu_indices(len(industries), 1)
    names = industries.astype(str)
    frame = pd.DataFrame({"industry": names[rows], "other industry": names[columns]})
    done, decimals = found.fill(
        frame, pair_measures(), (table,), lambda values: values[rows, columns]
    )
    if checked.rows == "plants":
        together = found.tried("co-agglomeration", lambda: _together(checked, industries))
        values = None if together is None else pd.Series(together.to_numpy()[rows, columns])
        add_column(frame, done, decimals, Measure("co-agglomeration", ag.coagglomeration), values)
    order = [
        name
        for name in ("co-agglomeration", "correlation of quotients", "proximity")
        if name in frame
    ]
    if order:
        frame = frame.sort_values(order, ascending=False, kind="stable", ignore_index=True)
    found.families.append(Family("pairs", "Pairs of industries", frame, 2, decimals, done))


def _sums(table, axis, label):
    """Labels, amounts, and the share of all."""
    sums = table.sum(axis=axis)
    share = sums / sums.sum() if sums.sum() > 0 else sums * np.nan
    return pd.DataFrame(
        {label: sums.index.astype(str), "amount": sums.to_numpy(), "share": share.to_numpy()}
    )


def _ordered(complexity):
    """Whether complexity could be told at all."""
    return complexity is not None and complexity.eci.notna().any()


def _outlook(table):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what it warns of was said at economic complexity
        return ag.complexity_outlook(table)


def _together(checked, industries):
    """Co-agglomeration of each pair, in the table's order."""
    matrix = ag.coagglomeration(checked.of_year(), size="value", pairwise=True)
    return matrix.reindex(index=industries, columns=industries)
