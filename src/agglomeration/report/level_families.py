"""Indicators of one year: regions, industries, pairs of both, pairs of industries."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

import agglomeration as ag
from agglomeration.words import marked, tell, tell_many

from .family import Family, Found, add_column
from .measures import Measure, cell_measures, industry_measures, pair_measures, region_measures

if TYPE_CHECKING:
    from agglomeration.report.checked import CheckedTable
    from agglomeration.report.comparing import Comparison

__all__ = ["cells_family", "industries_family", "pairs_family", "regions_family"]

MOST_INDUSTRIES_IN_PAIRS = 700
# A reader looks at the first of them, and half a million cells would take longer to write than all the rest.
MOST_PAIRS = 5_000
# Intervals hold every draw of every cell in memory.
MOST_CELLS_DRAWN = 10_000
MOST_DRAWS = 199
VARIETY = {
    "unrelated": marked("unrelated variety, bits"),
    "related": marked("related variety, bits"),
}
# Names of columns that are no measures, as they stand on the page.
NAMES = (
    marked("region"),
    marked("industry"),
    marked("amount"),
    marked("share"),
    marked("group"),
    marked("other industry"),
)
LOWER, UPPER = marked("quotient, from"), marked("quotient, to")


def regions_family(
    found: Found, checked: CheckedTable, comparison: Comparison, complexity: Any, fitness: Any
) -> Family:
    """One row per region."""
    table = comparison.table
    frame, spread = _sums(comparison, 1, "region"), _along(table.index)
    measures = region_measures()
    if comparison.is_outside:
        # How many lie above the reference, and not above the regions of the file together.
        measures = measures[1:]
    done, decimals = found.fill(frame, measures, comparison, spread)
    if comparison.is_outside:
        counted = found.tried(measures[0].name, lambda: _above(comparison))
        add_column(frame, done, decimals, region_measures()[0], counted, spread)
    eci, fit = getattr(complexity, "eci", None), getattr(fitness, "fitness", None)
    for name, function, values in (
        (marked("economic complexity"), ag.economic_complexity, eci),
        (marked("fitness"), ag.fitness_complexity, fit),
    ):
        add_column(frame, done, decimals, Measure(name, function), values, spread)
    if _ordered(complexity):
        outlook = found.tried(tell("complexity outlook"), lambda: _outlook(comparison.whole).index)
        measure = Measure(marked("complexity outlook"), ag.complexity_outlook)
        add_column(frame, done, decimals, measure, outlook, spread)
    _add_variety(found, checked, comparison, frame, done, decimals, spread)
    return Family(
        "regions",
        tell("Regions"),
        frame,
        1,
        {"share": 4, **decimals},
        done,
        {"amount": checked.unit, "share": "share"},
    )


def _above(comparison):
    held, table = cell_measures()[0].held(comparison)
    quotients = held.of(table)
    # One that misses 1 by rounding reaches it, as in ag.presence.
    return (quotients >= 1 - 1e-9).sum(axis=1).where(quotients.notna().any(axis=1)).astype(float)


def _add_variety(found, checked, comparison, frame, done, decimals, spread):
    groups = checked.groups()
    if groups is None:
        return
    groups = groups.reindex(comparison.whole.columns)
    parts = found.tried("variety", lambda: ag.variety(comparison.whole, groups))
    if parts is not None:
        for part, name in VARIETY.items():
            measure = Measure(name, ag.variety, {"hierarchy": groups}, 2, unit="bits")
            add_column(frame, done, decimals, measure, parts[part], spread)


def industries_family(
    found: Found, checked: CheckedTable, comparison: Comparison, complexity: Any, fitness: Any
) -> Family:
    """One row per industry."""
    table = comparison.table
    frame, spread = _sums(comparison, 0, "industry"), _along(table.columns)
    done: list[Measure] = []
    decimals: dict[str, int] = {}
    if len(table) > 1:
        done, decimals = found.fill(frame, industry_measures(), comparison, spread)
        pci, fit = getattr(complexity, "pci", None), getattr(fitness, "complexity", None)
        for name, function, values in (
            (marked("product complexity"), ag.economic_complexity, pci),
            (marked("complexity by fitness"), ag.fitness_complexity, fit),
        ):
            add_column(frame, done, decimals, Measure(name, function), values, spread)
    else:
        found.lacks(
            tell("concentration of industries over regions"),
            tell("there is one region only, and an industry is all in it."),
        )
    groups = checked.groups()
    if groups is not None:
        frame.insert(1, "group", groups.reindex(table.columns).astype(str).to_numpy())
    return Family(
        "industries",
        tell("Industries"),
        frame,
        1 if groups is None else 2,
        {"share": 4, **decimals},
        done,
        {"amount": checked.unit, "share": "share"},
    )


def cells_family(
    found: Found,
    checked: CheckedTable,
    comparison: Comparison,
    complexity: Any,
    draws: int,
    seed: int,
) -> Family:
    """One row per region and industry, also where there is nothing: that is where the next industry would come."""
    table = comparison.table
    rows, columns = np.indices(table.shape)
    regions, industries = table.index.astype(str), table.columns.astype(str)
    names = {"region": regions[rows.ravel()], "industry": industries[columns.ravel()]}
    frame = pd.DataFrame({**names, "amount": table.to_numpy().ravel()})

    def spread(values):
        held = values.reindex(index=table.index, columns=table.columns)
        return np.ravel(held.to_numpy(dtype=float))

    measures = cell_measures()
    if len(table) < 2:
        found.lacks(
            tell("standardized quotient, relatedness"),
            tell("there is one region only, and these compare regions with each other."),
        )
        measures = measures[:1]
    done, decimals = found.fill(frame, measures, comparison, spread)
    _add_interval(found, checked, comparison, frame, done, decimals, spread, draws, seed)
    if _ordered(complexity):
        gain = found.tried(tell("complexity gain"), lambda: _outlook(comparison.whole).gain)
        measure = Measure(marked("complexity gain"), ag.complexity_outlook)
        add_column(frame, done, decimals, measure, gain, spread)
    return Family(
        "cells",
        tell("Regions and industries"),
        frame,
        2,
        decimals,
        done,
        {"amount": checked.unit},
    )


def _add_interval(found, checked, comparison, frame, done, decimals, spread, draws, seed):
    """Where chance puts a quotient, were each job drawn by itself: wide in small cells, where one should beware."""
    name = tell("interval of the quotient")
    measure, table = cell_measures()[0].held(comparison)
    if not draws or "location quotient" not in frame:
        return
    if table.isna().to_numpy().any():
        found.lacks(name, tell("a missing amount cannot be drawn anew."))
        return
    if table.size > MOST_CELLS_DRAWN:
        found.lacks(
            name,
            tell_many(
                "{n} cell are more than are drawn anew for a page; call ag.location_quotient(…, draws=).",
                "{n} cells are more than are drawn anew for a page; call ag.location_quotient(…, draws=).",
                table.size,
            ),
        )
        return
    given = {**measure.arguments, "draws": min(draws, MOST_DRAWS), "seed": seed}
    drawn = measure._replace(name=LOWER, arguments=given)
    result = found.tried(name, lambda: _drawn_by_place(drawn, table))
    if result is None:
        return
    for column, values in zip((LOWER, UPPER), result, strict=True):
        add_column(frame, done, decimals, drawn._replace(name=column), values, spread)
    if checked.rows == "plants":
        found.remark(
            name,
            tell(
                "each unit is drawn by itself; jobs come in plants, so that the true interval is wider: call "
                "ag.bootstrap with the plants."
            ),
        )
    else:
        found.remark(
            name,
            tell(
                "each unit is drawn by itself; jobs come in plants, so that the true interval is wider. It says "
                "which quotients are too small to trust, not which ones can be trusted."
            ),
        )


def _drawn_by_place(measure, table):
    """The ends of an interval, drawn from a table whose industries are called by their places.

    Codes that hold each other would be looked for in each of the drawn tables, which takes longer than to draw them. Of
    the table itself the quotient has warned.
    """
    places = pd.Index([f"place {place}" for place in range(table.shape[1])])
    given = {
        name: value.set_axis(places)
        if isinstance(value, pd.Series) and value.index.equals(table.columns)
        else value
        for name, value in measure.arguments.items()
    }
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        drawn = measure._replace(arguments=given).of(table.set_axis(places, axis=1))
    return [end.set_axis(table.columns, axis=1) for end in (drawn.lower, drawn.upper)]


def pairs_family(found: Found, checked: CheckedTable, comparison: Comparison) -> None:
    """One row per pair of industries, the most related first."""
    table, industries = comparison.whole, comparison.whole.columns
    name = tell("pairs of industries")
    if len(table) < 2:
        found.lacks(name, tell("they are told from several regions, and there is one."))
        return
    if len(industries) < 2:
        found.lacks(name, tell("there is only one industry."))
        return
    if len(industries) > MOST_INDUSTRIES_IN_PAIRS:
        found.lacks(
            name,
            tell_many(
                "{n} industry make more pairs than a sheet should hold; the functions have no limit.",
                "{n} industries make more pairs than a sheet should hold; the functions have no limit.",
                len(industries),
            ),
        )
        return
    rows, columns = np.triu_indices(len(industries), 1)
    names = industries.astype(str)
    frame = pd.DataFrame({"industry": names[rows], "other industry": names[columns]})

    def spread(values):
        square = values.reindex(index=industries, columns=industries).to_numpy(dtype=float)
        return square[rows, columns]

    done, decimals = found.fill(frame, pair_measures(), comparison, spread)
    if checked.rows == "plants":
        together = found.tried("co-agglomeration", lambda: _together(checked, industries))
        measure = Measure(marked("co-agglomeration"), ag.coagglomeration)
        add_column(frame, done, decimals, measure, together, spread)
    order = [
        column
        for column in ("co-agglomeration", "correlation of quotients", "proximity")
        if column in frame
    ]
    if order:
        frame = frame.sort_values(order, ascending=False, kind="stable", ignore_index=True)
    if len(frame) > MOST_PAIRS:
        found.remark(
            name,
            tell(
                "{kept} of {every} pairs are in the table, those that are most related; the functions give all.",
                kept=f"{MOST_PAIRS:,}",
                every=f"{len(frame):,}",
            ),
        )
        frame = frame.head(MOST_PAIRS)
    found.families.append(Family("pairs", tell("Pairs of industries"), frame, 2, decimals, done))


def _sums(comparison, axis, label):
    """Labels, amounts, and the share of all; a sum with a missing part is missing, unless it is published."""
    table = comparison.table
    sums = table.sum(axis=axis, skipna=False)
    if axis == 1 and comparison.totals is not None:
        sums = comparison.totals.reindex(sums.index)
    whole = sums.sum(skipna=False)
    share = sums / whole if whole > 0 else sums * np.nan
    return pd.DataFrame(
        {label: sums.index.astype(str), "amount": sums.to_numpy(), "share": share.to_numpy()}
    )


def _along(labels: pd.Index) -> Callable[[Any], np.ndarray]:
    """One value per label; NaN for what was left out."""
    return lambda values: values.reindex(labels).to_numpy(dtype=float)


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
