"""The location quotient and what is read off it cell by cell, in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, cast

import numpy as np
import pandas as pd

from agglomeration.indicators.ground.tables import check_aligned, ratio
from agglomeration.indicators.ground.ties import NOISE, at_least
from agglomeration.indicators.specialization.quotients import (
    cluster_index,
    location_quotient,
    presence,
)
from agglomeration.words import tell, tell_many

from .draws import interval_told, top_interval_told
from .numbers import amount, figure, label, level_told, parted, percent, rounded, signed
from .registry import Asked, place_of, reads

__all__ = ["NEAR", "quotients_of"]

# A quotient this near below a threshold could as well be above it.
NEAR = 0.9
# With fewer than this expected one more or less decides: the usual floor of expected counts.
FEW = 5


def quotients_of(table: pd.DataFrame) -> pd.DataFrame:
    """The plain quotients of a table, by which it is told how near a threshold they lie."""
    found: Any = location_quotient(table)
    return cast(pd.DataFrame, found)


@dataclass(frozen=True)
class _Cells:
    """The amounts behind quotients."""

    amounts: pd.DataFrame
    totals: np.ndarray
    expected: np.ndarray
    by: str
    whole: bool

    @classmethod
    def of(cls, asked: Asked) -> _Cells:
        table, reference, totals = (asked.inputs[name] for name in ("table", "reference", "totals"))
        amounts = asked.table()
        against = (
            amounts.sum(axis=0).to_numpy()
            if reference is None
            else check_aligned(reference, amounts.columns)
        )
        whole = asked.inputs["reference_total"]
        rows = (
            amounts.sum(axis=1).to_numpy()
            if totals is None
            else check_aligned(totals, table.index, "totals", "region")
        )
        by = tell("all regions together") if reference is None else tell("the reference")
        shares = ratio(against, against.sum() if whole is None else whole)
        return cls(amounts, rows, shares, by, _all_whole(amounts))

    def few(self, row: int, column: int) -> bool:
        """Whether a quotient rests on next to nothing; of money or of shares nobody can tell."""
        return self.whole and self.expected_in(row, column) < FEW

    def expected_in(self, row: int, column: int) -> float:
        """The amount that the reference's share would give."""
        return float(self.totals[row] * self.expected[column])


def _all_whole(amounts: pd.DataFrame) -> bool:
    """Whether these may be counts, such as of jobs: whole numbers throughout."""
    values = amounts.to_numpy(dtype=float)
    known = values[~np.isnan(values)]
    return bool((known == np.round(known)).all())


@reads(location_quotient, "region", "industry")
def _location_quotient(asked: Asked) -> Iterator[str | None]:
    cells, kind = _Cells.of(asked), asked.inputs["kind"]
    if {"region", "industry"} <= asked.chosen.keys():
        yield from _cell(asked, cells, kind)
    elif "region" in asked.chosen:
        row = place_of(asked.chosen["region"], asked.result.index, "region")
        yield from _region(asked.result.iloc[row], cells, kind, row, asked.draws)
    elif "industry" in asked.chosen:
        column = place_of(asked.chosen["industry"], asked.result.columns, "industry")
        yield from _industry(asked.result.iloc[:, column], cells, kind, column, asked.draws)
    else:
        yield from _whole(asked.result, cells, kind, asked.draws)


def _cell(asked, cells, kind):
    found = asked.result
    row = place_of(asked.chosen["region"], found.index, "region")
    column = place_of(asked.chosen["industry"], found.columns, "industry")
    shown = {"region": label(found.index[row]), "industry": label(found.columns[column])}
    value = float(found.iat[row, column])
    if np.isnan(value):
        yield _undefined(cells, row, column, kind, shown)
        return
    yield _said(cells, kind, value, row, column, shown)
    if asked.draws is not None:
        lower, upper = (
            float(end.iat[row, column]) for end in (asked.draws.lower, asked.draws.upper)
        )
        if kind == "additive":
            yield _points_interval(asked.draws, lower, upper)
        else:
            yield interval_told(asked.draws, lower, upper, 2, 1 if kind == "ratio" else 0)
        yield tell(
            "The draws take what is counted as independent, which jobs are not: they come in plants."
        )
        return
    yield _rests_on(cells, row, column, shown, asked.counted)


def _points_interval(draws, lower, upper):
    """Where the draws put a difference of shares, in the unit in which it is told."""
    return tell_many(
        "The middle {level} percent of {n} bootstrap draw lies between {lower} and {upper} percentage points.",
        "The middle {level} percent of {n} bootstrap draws lie between {lower} and {upper} percentage points.",
        len(draws.draws),
        level=level_told(draws.level),
        lower=signed(100 * lower),
        upper=signed(100 * upper),
    )


def _undefined(cells, row, column, kind, shown):
    if np.isnan(cells.amounts.iat[row, column]):
        return tell(
            "The amount of {industry} in {region} is missing, so its location quotient is not known: "
            "withheld is not zero.",
            **shown,
        )
    if not cells.totals[row] > 0:
        return tell(
            "{region} has nothing in any industry, so its location quotients are undefined (NaN, not 0).",
            **shown,
        )
    if not cells.expected[column] > 0:
        return tell(
            "The reference has nothing of {industry}, so its location quotient is undefined in {region} (NaN, not 0).",
            **shown,
        )
    return tell(
        "The standardized quotient of {industry} in {region} is undefined (NaN): all regions have the same share, "
        "or there is one alone.",
        **shown,
    )


def _said(cells, kind, value, row, column, shown):
    own = cells.amounts.iat[row, column] / cells.totals[row]
    other = cells.expected[column] if np.isfinite(cells.expected[column]) else 0.0
    here = rounded(value)
    # Shares of which one is called larger must not look alike.
    decimals = 1 if kind == "ratio" and here == 1 else parted(100 * own, 100 * other, 1)
    shown = shown | {
        "value": signed(value, 2) if kind == "standardized" else figure(value),
        "own": percent(own, decimals),
        "other": percent(other, decimals),
        "by": cells.by,
    }
    if kind == "standardized":
        return tell(
            "The location quotient of {industry} in {region} lies {value} standard deviations from the mean of the "
            "regions: a share of {own} percent, against {other} percent in {by}.",
            **shown,
        )
    if kind == "additive":
        return tell(
            "The share of {industry} in {region} is {own} percent, against {other} percent in {by}: "
            "a difference of {points} percentage points.",
            **shown | {"points": signed(100 * value)},
        )
    if kind == "symmetric":
        return tell(
            "The symmetric location quotient of {industry} in {region} is {value}, from -1 (none) over 0 (as in {by}) "
            "towards 1: a share of {own} percent, against {other} percent.",
            **shown,
        )
    if own == 0:
        return tell(
            "The location quotient of {industry} in {region} is 0: it has none there, "
            "and {other} percent in {by} are in this industry.",
            **shown,
        )
    if here == 1 and shown["own"] != shown["other"]:
        return tell(
            "The location quotient of {industry} in {region} is {value}: its share there, {own} percent, "
            "is nearly that in {by}, {other} percent.",
            **shown,
        )
    if here == 1:
        return tell(
            "The location quotient of {industry} in {region} is {value}: its share there, {own} percent, "
            "is that in {by}, {other} percent.",
            **shown,
        )
    if here > 1:
        return tell(
            "The location quotient of {industry} in {region} is {value}: its share there, {own} percent, "
            "is larger than that in {by}, {other} percent.",
            **shown,
        )
    return tell(
        "The location quotient of {industry} in {region} is {value}: its share there, {own} percent, "
        "is smaller than that in {by}, {other} percent.",
        **shown,
    )


def _rests_on(cells, row, column, shown, counted):
    """What a quotient rests on, where the cell is small; else which part of all it is."""
    expected = cells.expected_in(row, column)
    there = float(cells.amounts.iat[row, column])
    amounts = {"there": amount(there), "expected": amount(expected), **shown}
    if not np.isfinite(expected):
        return None
    if cells.few(row, column):
        return tell(
            "It rests on {there}, where the reference's share would give {expected}: one plant more or less "
            "decides such "
            "a quotient, so ask for an interval (draws=) or set a floor.",
            **amounts,
        )
    if counted:
        return tell(
            "It rests on {there}, where the reference's share would give {expected} (counted in {counted}).",
            counted=counted,
            **amounts,
        )
    return tell(
        "It rests on {there}, where the reference's share would give {expected}.", **amounts
    )


def _high(values, kind):
    """Which values are at least as high as the reference."""
    return at_least(values, 1.0) if kind == "ratio" else values >= -NOISE


def _mean_of(cells, kind):
    """What a quotient of 1 (or 0) stands for."""
    return tell("the regions on average") if kind == "standardized" else cells.by


def _region(values, cells, kind, row, draws):
    name = label(values.name)
    known = values.dropna()
    if known.empty:
        if kind == "standardized" and cells.totals[row] > 0:
            yield tell(
                "{region} has no standardized quotient that is defined: all regions have the same share, or there is "
                "one alone.",
                region=name,
            )
            return
        yield tell(
            "{region} has no location quotient that is defined: it is empty, or all of it is withheld.",
            region=name,
        )
        return
    column = int(np.nanargmax(values.to_numpy(dtype=float)))
    yield tell_many(
        "In {some} of {n} industry {region} has at least the share of {by}; its highest location quotient is {value}, "
        "in {industry}.",
        "In {some} of {n} industries {region} has at least the share of {by}; its highest location quotient is "
        "{value}, "
        "in {industry}.",
        len(known),
        some=f"{int(_high(known.to_numpy(), kind).sum()):,}",
        region=name,
        by=_mean_of(cells, kind),
        value=_in_words(values.iloc[column], kind),
        industry=label(values.index[column]),
    )
    yield _few(cells, row, column) if draws is None else _interval(draws, row, column, kind)


def _industry(values, cells, kind, column, draws):
    name = label(values.name)
    known = values.dropna()
    if known.empty:
        if kind == "standardized" and cells.expected[column] > 0:
            yield tell(
                "{industry} has no standardized quotient that is defined: all regions have the same share, or there is "
                "one alone.",
                industry=name,
            )
            return
        yield tell(
            "{industry} has no location quotient that is defined: no region, or not the reference, has it.",
            industry=name,
        )
        return
    row = int(np.nanargmax(values.to_numpy(dtype=float)))
    yield tell_many(
        "In {some} of {n} region {industry} has at least its share in {by}; its highest location quotient is {value}, "
        "in {region}.",
        "In {some} of {n} regions {industry} has at least its share in {by}; its highest location quotient is {value}, "
        "in {region}.",
        len(known),
        some=f"{int(_high(known.to_numpy(), kind).sum()):,}",
        industry=name,
        by=_mean_of(cells, kind),
        value=_in_words(values.iloc[row], kind),
        region=label(values.index[row]),
    )
    yield _few(cells, row, column) if draws is None else _interval(draws, row, column, kind)


def _whole(found, cells, kind, draws):
    values = found.to_numpy(dtype=float)
    known = ~np.isnan(values)
    if not known.any():
        yield (
            tell(
                "No location quotient is defined: every industry has the same share in all regions."
            )
            if kind == "standardized" and cells.amounts.to_numpy(dtype=float).any()
            else tell("No location quotient is defined: the table, or the reference, is empty.")
        )
        return
    row, column = (int(place) for place in np.unravel_index(np.nanargmax(values), values.shape))
    high, n = int(_high(values[known], kind).sum()), int(known.sum())
    yield tell_many(
        "Of {n} location quotient, at or above {bench}, the value of {by}: {some}; the highest is {value}, of "
        "{industry} in {region}.",
        "Of {n} location quotients, at or above {bench}, the value of {by}: {some}; the highest is {value}, of "
        "{industry} in {region}.",
        n,
        some=f"{high:,}",
        bench="1" if kind == "ratio" else "0",
        by=_mean_of(cells, kind),
        value=_in_words(values[row, column], kind),
        industry=label(found.columns[column]),
        region=label(found.index[row]),
    )
    yield _few(cells, row, column) if draws is None else _interval(draws, row, column, kind)
    if 1 < n < 4 * high:
        yield tell("That cut-off passes much of the table: it marks no cluster by itself.")


def _interval(draws, row, column, kind):
    lower, upper = (float(end.iat[row, column]) for end in (draws.lower, draws.upper))
    scale, decimals = (100, 1) if kind == "additive" else (1, 2)
    return top_interval_told(draws, tell("the highest"), scale * lower, scale * upper, decimals)


def _in_words(value, kind):
    if kind == "additive":
        return tell("{points} percentage points", points=signed(100 * value))
    if kind == "standardized":
        return tell("{value} standard deviations", value=signed(value, 2))
    return figure(value)


def _few(cells, row, column):
    """A highest quotient that rests on next to nothing."""
    expected = cells.expected_in(row, column)
    if not cells.few(row, column):
        return None
    return tell(
        "The highest rests on {there}, where the reference's share would give {expected}: "
        "one plant more or less decides such a quotient.",
        there=amount(cells.amounts.iat[row, column]),
        expected=amount(expected),
    )


@reads(presence, "region", "industry")
def _presence(asked: Asked) -> Iterator[str | None]:
    found, by = asked.result, asked.inputs["by"]
    threshold = f"{asked.inputs['threshold']:g}"
    table = asked.table()
    held = quotients_of(table) if by == "location_quotient" else table
    if {"region", "industry"} <= asked.chosen.keys():
        row = place_of(asked.chosen["region"], found.index, "region")
        column = place_of(asked.chosen["industry"], found.columns, "industry")
        shown = {"region": label(found.index[row]), "industry": label(found.columns[column])}
        if np.isnan(found.iat[row, column]):
            yield tell(
                "Whether {industry} is present in {region} cannot be said (NaN, not 0): one of them is empty.",
                **shown,
            )
            return
        bar, value = asked.inputs["threshold"], float(held.to_numpy(dtype=float)[row, column])
        there = found.iat[row, column] == 1
        decimals = 2 if there else max(2, parted(value, bar, 2))
        told = figure(value, decimals) if by == "location_quotient" or not there else amount(value)
        shown |= {"value": told, "threshold": threshold}
        yield _present(there, by, shown)
        if by == "location_quotient" and bar and abs(value - bar) <= (1 - NEAR) * abs(bar):
            yield tell(
                "It lies within a tenth of the threshold, so that a small change would turn the answer."
            )
        return
    part, where = found, None
    if "region" in asked.chosen:
        place = place_of(asked.chosen["region"], found.index, "region")
        part, where = found.iloc[[place]], label(found.index[place])
    elif "industry" in asked.chosen:
        place = place_of(asked.chosen["industry"], found.columns, "industry")
        part, where = found.iloc[:, [place]], label(found.columns[place])
    yield _counted_present(part, where, by, threshold)


def _present(present, by, shown):
    if by == "amount":
        if present:
            return tell(
                "{industry} counts as present in {region}: its amount, {value}, reaches {threshold}.",
                **shown,
            )
        return tell(
            "{industry} does not count as present in {region}: its amount, {value}, is below {threshold}.",
            **shown,
        )
    if present:
        return tell(
            "{industry} counts as present in {region}: its location quotient, {value}, reaches {threshold}.",
            **shown,
        )
    return tell(
        "{industry} does not count as present in {region}: its location quotient, {value}, is below {threshold}.",
        **shown,
    )


def _counted_present(part, where, by, threshold):
    values = part.to_numpy(dtype=float)
    known = int((~np.isnan(values)).sum())
    if not known:
        return tell("Presence is undefined throughout (NaN): there is nothing to count.")
    shown = {"some": f"{int(np.nansum(values)):,}", "threshold": threshold, "where": where}
    if by == "amount":
        if where is None:
            return tell_many(
                "Of {n} pair of region and industry, present by an amount of {threshold} or more: {some}.",
                "Of {n} pairs of region and industry, present by an amount of {threshold} or more: {some}.",
                known,
                **shown,
            )
        return tell_many(
            "Of {n} pair with {where}, present by an amount of {threshold} or more: {some}.",
            "Of {n} pairs with {where}, present by an amount of {threshold} or more: {some}.",
            known,
            **shown,
        )
    if where is None:
        return tell_many(
            "Of {n} pair of region and industry, present by a location quotient of {threshold} or more: {some}.",
            "Of {n} pairs of region and industry, present by a location quotient of {threshold} or more: {some}.",
            known,
            **shown,
        )
    return tell_many(
        "Of {n} pair with {where}, present by a location quotient of {threshold} or more: {some}.",
        "Of {n} pairs with {where}, present by a location quotient of {threshold} or more: {some}.",
        known,
        **shown,
    )


@reads(cluster_index, "region", "industry")
def _cluster_index(asked: Asked) -> Iterator[str | None]:
    found = asked.result
    caution = tell(
        "It has no upper bound and depends on how many regions are compared: rank with it."
    )
    if {"region", "industry"} <= asked.chosen.keys():
        row = place_of(asked.chosen["region"], found.index, "region")
        column = place_of(asked.chosen["industry"], found.columns, "industry")
        value = float(found.iat[row, column])
        shown = {"region": label(found.index[row]), "industry": label(found.columns[column])}
        if np.isnan(value):
            yield tell(
                "The cluster index of {industry} in {region} is undefined (NaN): it is nowhere, or has jobs without "
                "plants or plants without jobs.",
                **shown,
            )
            return
        yield tell(
            "The cluster index of {industry} in {region} is {value}, where 1 is as dense, as weighty and with "
            "plants of "
            "the same size as all regions together.",
            value=figure(value),
            **shown,
        )
        yield caution
        return
    part = found
    if "region" in asked.chosen:
        part = found.iloc[[place_of(asked.chosen["region"], found.index, "region")]]
    elif "industry" in asked.chosen:
        part = found.iloc[:, [place_of(asked.chosen["industry"], found.columns, "industry")]]
    values = part.to_numpy(dtype=float)
    known = ~np.isnan(values)
    if not known.any():
        yield tell("No cluster index is defined (NaN): there are no jobs with plants.")
        return
    row, column = (int(place) for place in np.unravel_index(np.nanargmax(values), values.shape))
    yield tell_many(
        "Of {n} cluster index, above 1: {some}; the highest is {value}, of {industry} in {region}.",
        "Of {n} cluster indices, above 1: {some}; the highest is {value}, of {industry} in {region}.",
        int(known.sum()),
        some=f"{int((values[known] > 1 + NOISE).sum()):,}",
        value=figure(values[row, column]),
        industry=label(part.columns[column]),
        region=label(part.index[row]),
    )
    yield caution
