"""What changed between two dates, in words."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from agglomeration.indicators.growth import (
    disparity,
    entry,
    exit,
    growth,
    growth_regression,
    mobility,
    resilience,
    transition_matrix,
)
from agglomeration.indicators.growth.concordance import in_one_classification
from agglomeration.words import tell, tell_many, term

from . import shift_share as _shift_share  # registers its reading
from .numbers import amount, chance, figure, joined_or_none, label, named, percent, signed
from .of_units import of_units
from .places import place_told, spread_told
from .registry import Asked, counted_told, place_of, reads

__all__: list[str] = []

_ = _shift_share
# Below this a rate says more about one plant than about a place.
SMALL = 10


@reads(growth, "region", "industry")
def _growth(asked: Asked) -> Iterator[str | None]:
    names = ("before", "after")
    tables = [asked.table(name) for name in names]
    before, after = in_one_classification(tables, asked.inputs["concordance"], names)
    after = after.loc[before.index, before.columns]
    of = asked.inputs["of"]
    if of == "regions":
        sums = before.sum(axis=1), after.sum(axis=1)
        yield from _grown(asked, asked.result, sums, "region")
    elif of == "industries":
        sums = before.sum(axis=0), after.sum(axis=0)
        yield from _grown(asked, asked.result, sums, "industry")
    else:
        yield from _cells(asked, before, after)


def _cells(asked, before, after):
    found = asked.result
    if {"region", "industry"} <= asked.chosen.keys():
        row = place_of(asked.chosen["region"], found.index, "region")
        column = place_of(asked.chosen["industry"], found.columns, "industry")
        cells = pd.MultiIndex.from_tuples([(found.index[row], found.columns[column])])
        first, last, value = (frame.iat[row, column] for frame in (before, after, found))
        yield _one(asked, label(cells[0]), first, last, value)
        yield counted_told(asked)
        yield _small(first, value)
        return
    if "region" in asked.chosen:
        row = place_of(asked.chosen["region"], found.index, "region")
        yield from _ends(asked, found.iloc[row], (before.iloc[row], after.iloc[row]), "industry")
    elif "industry" in asked.chosen:
        column = place_of(asked.chosen["industry"], found.columns, "industry")
        parts = before.iloc[:, column], after.iloc[:, column]
        yield from _ends(asked, found.iloc[:, column], parts, "region")
    else:
        index = [(region, industry) for region in found.index for industry in found.columns]
        names = pd.Index(index, tupleize_cols=False)
        values, *sums = (
            pd.Series(frame.to_numpy(dtype=float).ravel(), index=names)
            for frame in (found, before, after)
        )
        yield from _ends(asked, values, tuple(sums), "unit")


def _grown(asked, values, sums, what):
    """Growth of regions or of industries: of one of them, or of all."""
    other = {"region": "industry", "industry": "region"}[what]
    if other in asked.chosen:
        raise ValueError(
            tell(
                "read: with of={of} growth has a value per {what}; choose by {given}.",
                of=repr(asked.inputs["of"]),
                what=term(what),
                given=f"{what}=",
            )
        )
    if what not in asked.chosen:
        yield from _ends(asked, values, sums, what)
        return
    place = place_of(asked.chosen[what], values.index, what)
    value, first, last = (float(series.iloc[place]) for series in (values, *sums))
    yield _one(asked, label(values.index[place]), first, last, value)
    yield counted_told(asked)
    if np.isnan(value):
        return
    yield place_told(values, place, what)
    yield _small(first, value) or _together(asked, sums)


def _one(asked, name, first, last, value):
    """How one of them changed."""
    kind, periods = asked.inputs["kind"], asked.inputs["periods"]
    shown = {"name": name, "first": amount(first), "last": amount(last)}
    if np.isnan(value):
        if first == 0 and last == 0:
            return tell(
                "{name} has nothing at either date, so it has no growth (NaN, not 0).", **shown
            )
        if first == 0:
            return tell(
                "{name} begins with {last} where there was nothing: a beginning has no rate (NaN).",
                **shown,
            )
        return tell("{name} falls from {first} to nothing, which has no logarithm (NaN).", **shown)
    if kind == "change":
        return tell(
            "{name} changed by {value}, from {first} to {last}.", value=_changed(value), **shown
        )
    if kind == "log":
        shown["value"] = signed(value, 3)
        if periods == 1:
            return tell("{name} changed by {value} in logarithms, from {first} to {last}.", **shown)
        return tell(
            "{name} changed by {value} in logarithms per period, from {first} to {last}.", **shown
        )
    shown["value"] = signed(100 * value)
    if periods == 1:
        return tell("{name} changed by {value} percent, from {first} to {last}.", **shown)
    return tell("{name} changed by {value} percent per period, from {first} to {last}.", **shown)


def _changed(value):
    return signed(value, 0 if float(value).is_integer() else 1)


def _small(first, value):
    if np.isnan(value) or first >= SMALL or first != round(first):
        return None
    return tell("It starts from {first}: rates of small amounts swing widely.", first=amount(first))


def _together(asked, sums):
    """How all of them together changed, by which one of them is measured."""
    first, last = (float(series.sum()) for series in sums)
    if not first > 0:
        return None
    if asked.inputs["kind"] == "change":
        return tell("All together changed by {value}.", value=_changed(last - first))
    rate = (last / first) ** (1 / asked.inputs["periods"]) - 1
    if asked.inputs["periods"] == 1:
        return tell("All together changed by {value} percent.", value=signed(100 * rate))
    return tell("All together changed by {value} percent per period.", value=signed(100 * rate))


def _ends(asked, values, sums, what):
    kind = asked.inputs["kind"]
    per_period = asked.inputs["periods"] != 1
    if kind == "rate":
        name = term("growth in percent per period") if per_period else term("growth in percent")
        yield spread_told(name, 100 * values.astype(float), 1, what)
    elif kind == "log":
        name = term("growth in logarithms")
        if per_period:
            name = term("growth in logarithms per period")
        yield spread_told(name, values, 3, what)
    else:
        yield spread_told(term("change"), values, 1, what)
    yield _together(asked, sums)
    missing = int(values.isna().sum())
    first = sums[0].iloc[int(np.nanargmax(values))] if missing < len(values) else SMALL
    if kind != "change" and first < SMALL and first == round(first):
        yield tell(
            "The highest starts from {first}: rates of small amounts swing widely.",
            first=amount(first),
        )
    elif missing and missing < len(values):
        yield tell_many(
            "{n} has no rate, for it had nothing at one of the dates.",
            "{n} have no rate, for they had nothing at one of the dates.",
            missing,
        )


@reads(entry, "region", "industry")
def _entry(asked: Asked) -> Iterator[str | None]:
    events = _events(asked, "entry")
    if {"region", "industry"} <= asked.chosen.keys():
        value, shown = _event(asked, events)
        if np.isnan(value):
            yield tell(
                "{industry} could not enter {region}: it was there, or one of them is empty (NaN).",
                **shown,
            )
        elif value == 1:
            yield tell(
                "{industry} entered {region}: it was not present before, and is after.", **shown
            )
        else:
            yield tell(
                "{industry} did not enter {region}: it was not present before, and is not after.",
                **shown,
            )
        yield None if np.isnan(value) else _passes(asked)
        return
    where, possible, happened = _counted(asked, events)
    shown = {
        "some": f"{happened:,}",
        "where": where,
        "rate": percent(happened / possible) if possible else "0",
    }
    if not possible:
        yield tell("No entry was possible: whatever could be present was present before.")
        return
    if where is None:
        yield tell_many(
            "{some} of {n} possible entry took place, an entry rate of {rate} percent.",
            "{some} of {n} possible entries took place, an entry rate of {rate} percent.",
            possible,
            **shown,
        )
    else:
        yield tell_many(
            "{where}: {some} of {n} possible entry took place, an entry rate of {rate} percent.",
            "{where}: {some} of {n} possible entries took place, an entry rate of {rate} percent.",
            possible,
            **shown,
        )
    yield _densities(asked, "entry") or _which(events, asked)
    yield _passes(asked)


@reads(exit, "region", "industry")
def _exit(asked: Asked) -> Iterator[str | None]:
    events = _events(asked, "exit")
    if {"region", "industry"} <= asked.chosen.keys():
        value, shown = _event(asked, events)
        if np.isnan(value):
            yield tell(
                "{industry} could not leave {region}: it was not there, or one of them is empty (NaN).",
                **shown,
            )
        elif value == 1:
            yield tell(
                "{industry} left {region}: it was present before, and is not after.", **shown
            )
        else:
            yield tell(
                "{industry} stayed in {region}: it was present before, and is after.", **shown
            )
        yield None if np.isnan(value) else _passes(asked)
        return
    where, possible, happened = _counted(asked, events)
    shown = {
        "some": f"{happened:,}",
        "where": where,
        "rate": percent(happened / possible) if possible else "0",
    }
    if not possible:
        yield tell("No exit was possible: nothing was present before.")
        return
    if where is None:
        yield tell_many(
            "{some} of {n} possible exit took place, an exit rate of {rate} percent.",
            "{some} of {n} possible exits took place, an exit rate of {rate} percent.",
            possible,
            **shown,
        )
    else:
        yield tell_many(
            "{where}: {some} of {n} possible exit took place, an exit rate of {rate} percent.",
            "{where}: {some} of {n} possible exits took place, an exit rate of {rate} percent.",
            possible,
            **shown,
        )
    yield _densities(asked, "exit") or _which(events, asked)
    yield _passes(asked)


def _events(asked, name):
    """Regions x industries, also where the result has a row per possible event."""
    if name not in asked.result.columns or asked.inputs["relatedness"] is None:
        return asked.result
    return asked.result[name].unstack("industry")


def _event(asked, events):
    shown = {name: label(asked.chosen[name]) for name in ("region", "industry")}
    if asked.inputs["relatedness"] is None:
        row = place_of(asked.chosen["region"], events.index, "region")
        column = place_of(asked.chosen["industry"], events.columns, "industry")
        return float(events.iat[row, column]), shown
    # Of a row per possible event a region or an industry without any is missing altogether.
    known = asked.chosen["region"] in events.index and asked.chosen["industry"] in events.columns
    return float(
        events.at[asked.chosen["region"], asked.chosen["industry"]]
    ) if known else np.nan, shown


def _counted(asked, events):
    """For whom events are counted, how many were possible, and how many took place."""
    where = None
    for name, axis in (("region", 0), ("industry", 1)):
        if name in asked.chosen:
            where = label(asked.chosen[name])
            place = place_of(asked.chosen[name], events.axes[axis], name)
            events = events.iloc[[place]] if axis == 0 else events.iloc[:, [place]]
    values = events.to_numpy(dtype=float)
    return where, int((~np.isnan(values)).sum()), int(np.nansum(values))


def _which(events, asked):
    """Which they are, where one region or one industry is asked for."""
    if len(asked.chosen) != 1:
        return None
    name = next(iter(asked.chosen))
    line = events.loc[asked.chosen[name]] if name == "region" else events[asked.chosen[name]]
    happened = list(line.index[(line == 1).to_numpy()])
    return tell("They are: {names}.", names=named(happened, 5)) if len(happened) > 1 else None


def _densities(asked, name):
    """How related they were to what was there, where this was asked for."""
    if asked.inputs["relatedness"] is None or asked.chosen:
        return None
    means = asked.result.groupby(name)["density"].mean()
    if not {0.0, 1.0} <= set(means.dropna().index):
        return None
    return tell(
        "The mean relatedness density before was {happened} where it happened and {stayed} where it could have and "
        "did not.",
        happened=figure(means[1.0]),
        stayed=figure(means[0.0]),
    )


def _passes(asked):
    if asked.inputs["by"] == "amount":
        return None
    return tell(
        "A location quotient passes {threshold} also because others shrink or grow.",
        threshold=f"{asked.inputs['threshold']:g}",
    )


FEW_CLUSTERS = 40


@reads(growth_regression)
def _growth_regression(asked: Asked) -> Iterator[str | None]:
    fit = asked.result
    bounds = fit.conf_int()
    given = asked.inputs["by"]
    names = [
        name
        for name in (given or asked.inputs["regressors"].columns)
        if name in fit.params.index and name != asked.inputs["explain"]
    ]
    coefficients = joined_or_none(
        tell(
            "{name} {value} ({lower} to {upper}, {p})",
            name=label(name),
            value=figure(fit.params[name], 3),
            lower=figure(bounds.loc[name].iloc[0], 3),
            upper=figure(bounds.loc[name].iloc[1], 3),
            p=chance(fit.pvalues[name]),
        )
        for name in names
        if np.isfinite(fit.pvalues[name])
    )
    shown = {"n": f"{int(fit.nobs):,}", "explain": label(asked.inputs["explain"])}
    if coefficients is None:
        yield tell("Over {n} observations of {explain} no coefficient can be estimated.", **shown)
    else:
        yield tell(
            "Over {n} observations of {explain} the coefficients, with 95 percent intervals, are: {coefficients}.",
            coefficients=coefficients,
            **shown,
        )
    cluster = asked.inputs["cluster"]
    clusters = (
        asked.inputs["regressors"].index.get_level_values(cluster).nunique()
        if cluster
        else FEW_CLUSTERS
    )
    if clusters < FEW_CLUSTERS:
        yield tell_many(
            "Errors clustered on {n} label of {cluster} tend to come out too small.",
            "Errors clustered on {n} labels of {cluster} tend to come out too small.",
            clusters,
            cluster=label(cluster),
        )
    yield tell("These are associations: specialized places differ in more than specialization.")


@reads(disparity)
def _disparity(asked: Asked) -> Iterator[str | None]:
    found = asked.result
    known = pd.Series([found]).dropna() if isinstance(found, float) else found.dropna()
    if known.empty:
        yield tell("Disparity is undefined (NaN): every region has population 0.")
        return
    first, last = float(known.iloc[0]), float(known.iloc[-1])
    shown = {
        "first": figure(first, 3),
        "last": figure(last, 3),
        "begin": label(known.index[0]),
        "end": label(known.index[-1]),
    }
    if len(known) == 1:
        yield tell("Disparity is {first}, where 0 is all regions alike.", **shown)
    elif np.isclose(first, last, rtol=1e-9, atol=1e-12):
        yield tell("Disparity is at {end} what it was at {begin}, {last}.", **shown)
    elif last < first:
        yield tell(
            "Disparity fell from {first} ({begin}) to {last} ({end}): sigma convergence.", **shown
        )
    else:
        yield tell(
            "Disparity rose from {first} ({begin}) to {last} ({end}): no sigma convergence.",
            **shown,
        )
    yield tell("It depends on how the country is cut: compare dates with the same regions.")


@reads(transition_matrix)
def _transitions(asked: Asked) -> Iterator[str | None]:
    found = asked.result
    if found.isna().all(axis=None) or not np.nansum(found):
        yield tell("No cell is defined at both dates.")
        return
    if asked.inputs["counts"]:
        yield tell_many(
            "{n} of {all} cells stayed in its class.",
            "{n} of {all} cells stayed in their class.",
            int(np.diagonal(found).sum()),
            all=f"{int(found.to_numpy().sum()):,}",
        )
    else:
        stay = pd.Series(np.diagonal(found), found.index).dropna()
        shown = {
            "most": label(stay.idxmax()),
            "share": percent(stay.max()),
            "least": label(stay.idxmin()),
            "other": percent(stay.min()),
        }
        if stay.max() == stay.min():
            yield tell("Of the cells of each class that was held, {share} percent stayed.", **shown)
        else:
            yield tell(
                "Of the class {most} the largest share stayed ({share} percent), of {least} the smallest ({other} "
                "percent).",
                **shown,
            )
    yield tell("Cells just beside a bound cross it by noise alone.")


@reads(mobility, "industry")
def _mobility(asked: Asked) -> Iterator[str | None]:
    def one(name, place, value):
        return tell(
            "The rank mobility of {industry} is {value}: 0 is the order of before, 1 none of it, 2 the order turned "
            "round.",
            industry=name,
            value=figure(value),
        )

    def undefined(name, place):
        return tell(
            "The rank mobility of {industry} is undefined (NaN): regions do not differ at both dates.",
            industry=name,
        )

    whole = tell("Regions that are nearly level change places by noise.")
    yield from of_units(
        asked,
        term("rank mobility"),
        "industry",
        one,
        undefined,
        caution=lambda *_: whole,
        whole=whole,
    )


@reads(resilience, "region")
def _resilience(asked: Asked) -> Iterator[str | None]:
    found = asked.result
    if "region" not in asked.chosen:
        yield spread_told(term("resistance"), found["resistance"], 2, "region")
        yield tell(
            "Dates decide, and so do small expected changes: read the changes beside the ratios."
        )
        return
    place = place_of(asked.chosen["region"], found.index, "region")
    row, name = found.iloc[place], label(found.index[place])
    if np.isnan(row["loss"]):
        yield tell("{region} begins with nothing, so that nothing is defined (NaN).", region=name)
        return
    yield tell(
        "{region} changed by {loss} percent to the trough, where {expected} percent were to be expected.",
        region=name,
        loss=signed(100 * row["loss"]),
        expected=signed(100 * row["expected_loss"]),
    )
    if np.isnan(row["gain"]):
        yield tell("It ends there with nothing, so that no recovery is defined (NaN).")
    else:
        yield tell(
            "From there it changed by {gain} percent, where {expected} percent were to be expected.",
            gain=signed(100 * row["gain"]),
            expected=signed(100 * row["expected_gain"]),
        )
    yield tell("Who lost little has little to win back.")
