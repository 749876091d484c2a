"""Who buys from whom, in words."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from agglomeration.indicators.linkages import (
    backward_linkages,
    forward_linkages,
    ghosh,
    hypothetical_extraction,
    key_sectors,
    leontief,
    ras,
    regional_coefficients,
    technical_coefficients,
)
from agglomeration.words import tell, tell_many, term

from .numbers import amount, figure, label, named, parted, percent
from .of_units import of_units
from .places import ends, spread_told, undefined_told
from .registry import Asked, counted_told, place_of, reads

__all__: list[str] = []


def _no_output(name: str, place: int) -> str:
    return tell(
        "{industry} has no output, so nothing can be said of it (NaN, not 0).", industry=name
    )


def _cell(asked):
    """The value of a pair, from the first to the second."""
    found = asked.result
    row, column = (place_of(name, found.index, "pair") for name in asked.chosen["pair"])
    return float(found.iat[row, column]), {
        "one": label(found.index[row]),
        "other": label(found.columns[column]),
    }


def _largest(found, skip_diagonal):
    """The largest value of a square table and where it stands; None where none is defined."""
    values = found.to_numpy(dtype=float).copy()
    if skip_diagonal:
        np.fill_diagonal(values, np.nan)
    if np.isnan(values).all():
        return None
    row, column = np.unravel_index(np.nanargmax(values), values.shape)
    return values[row, column], label(found.index[row]), label(found.columns[column])


@reads(technical_coefficients, "pair")
def _coefficients(asked: Asked) -> Iterator[str | None]:
    purchases = asked.inputs["of"] == "purchases"
    if "pair" in asked.chosen:
        value, shown = _cell(asked)
        if np.isnan(value):
            yield tell(
                "There is no coefficient from {one} to {other} (NaN): one of them has no output.",
                **shown,
            )
        elif purchases:
            yield tell(
                "For 100 of its output {other} buys {value} from {one}.",
                value=figure(100 * value),
                **shown,
            )
        else:
            yield tell(
                "Of 100 of its output {one} sells {value} to {other}.",
                value=figure(100 * value),
                **shown,
            )
        return
    largest = _largest(asked.result, skip_diagonal=True)
    if largest is None:
        yield tell("No coefficient is defined (NaN): there are no two industries with output.")
        return
    value, one, other = largest
    shown = {"value": figure(100 * value), "one": one, "other": other}
    if purchases:
        yield tell(
            "The largest coefficient between two industries: for 100 of its output {other} buys {value} from {one}.",
            **shown,
        )
    else:
        yield tell(
            "The largest coefficient between two industries: of 100 of its output {one} sells {value} to {other}.",
            **shown,
        )
    yield tell("With imports in the flows, purchases abroad count as if made at home.")


@reads(leontief, "pair", "industry")
def _leontief(asked: Asked) -> Iterator[str | None]:
    found = asked.result
    caution = tell("It takes fixed coefficients and a supply without limit for granted.")
    if "pair" in asked.chosen:
        value, shown = _cell(asked)
        if np.isnan(value):
            yield tell(
                "There is no multiplier from {other} to {one} (NaN): one of them has no output.",
                **shown,
            )
            return
        yield tell(
            "Final demand of 1 for {other} takes an output of {value} in {one}.",
            value=figure(value),
            **shown,
        )
        yield caution
        return
    sums = found.sum(axis=0, min_count=1)
    yield from _multipliers(asked, sums, term("output multiplier"), _pulled, caution)


def _pulled(name, place, value):
    return tell(
        "Final demand of 1 for {industry} takes an output of {value} in all industries together.",
        industry=name,
        value=figure(value),
    )


@reads(ghosh, "pair", "industry")
def _ghosh(asked: Asked) -> Iterator[str | None]:
    found = asked.result
    caution = tell(
        "It supposes that buyers take whatever is supplied: read it as who depends on a supplier."
    )
    if "pair" in asked.chosen:
        value, shown = _cell(asked)
        if np.isnan(value):
            yield tell(
                "There is no multiplier from {one} to {other} (NaN): one of them has no output.",
                **shown,
            )
            return
        yield tell(
            "Value added of 1 in {one} passes an output of {value} on to {other}.",
            value=figure(value),
            **shown,
        )
        yield caution
        return
    sums = found.sum(axis=1, min_count=1)
    yield from _multipliers(asked, sums, term("supply multiplier"), _pushed, caution)


def _pushed(name, place, value):
    return tell(
        "Value added of 1 in {industry} passes an output of {value} on to all industries together.",
        industry=name,
        value=figure(value),
    )


def _multipliers(asked, sums, index, one, caution):
    yield from of_units(
        asked,
        index,
        "industry",
        one,
        _no_output,
        values=sums,
        whole=caution,
        caution=lambda *_: caution,
    )


@reads(backward_linkages, "industry")
def _backward(asked: Asked) -> Iterator[str | None]:
    def one(name, place, value):
        if asked.inputs["normalized"]:
            return tell(
                "The backward linkage of {industry} is {value}, where 1 is the average of the industries.",
                industry=name,
                value=figure(value),
            )
        return tell(
            "The backward linkage of {industry} is {value} per unit.",
            industry=name,
            value=figure(value),
        )

    whole = tell(
        "All industries weigh alike, so that a tiny one can lead: hypothetical_extraction weighs by output."
    )
    yield from of_units(
        asked,
        term("backward linkage"),
        "industry",
        one,
        _no_output,
        whole=whole,
        caution=lambda *_: whole,
    )


@reads(forward_linkages, "industry")
def _forward(asked: Asked) -> Iterator[str | None]:
    def one(name, place, value):
        if asked.inputs["normalized"]:
            return tell(
                "The forward linkage of {industry} is {value}, where 1 is the average of the industries.",
                industry=name,
                value=figure(value),
            )
        return tell(
            "The forward linkage of {industry} is {value} per unit.",
            industry=name,
            value=figure(value),
        )

    if asked.inputs["model"] == "leontief":
        whole = tell(
            "By this older model small buyers count as much as large ones: model='ghosh' is recommended."
        )
    else:
        whole = tell(
            "The two models, 'ghosh' and 'leontief', can rank industries quite differently: say which."
        )
    yield from of_units(
        asked,
        term("forward linkage"),
        "industry",
        one,
        _no_output,
        whole=whole,
        caution=lambda *_: whole,
    )


@reads(key_sectors, "industry")
def _key(asked: Asked) -> Iterator[str | None]:
    frame = asked.result
    caution = tell(
        "Key is a property of the table: splitting one industry changes the averages, and with them the others."
    )
    if "industry" in asked.chosen:
        place = place_of(asked.chosen["industry"], frame.index, "industry")
        name, row = label(frame.index[place]), frame.iloc[place]
        if not isinstance(row["type"], str):
            yield _no_output(name, place)
            return
        shown = {
            "industry": name,
            "backward": figure(row["backward"], parted(row["backward"], 1, 2)),
            "forward": figure(row["forward"], parted(row["forward"], 1, 2)),
        }
        yield {
            "key": tell(
                "{industry} is a key sector: its backward linkage is {backward} and its forward linkage {forward}, "
                "both "
                "above 1, the average.",
                **shown,
            ),
            "backward": tell(
                "{industry} pulls on its suppliers: its backward linkage is {backward}, above 1, the average; its "
                "forward "
                "linkage is {forward}.",
                **shown,
            ),
            "forward": tell(
                "The buyers of {industry} lean on it: its forward linkage is {forward}, above 1, the average; its "
                "backward "
                "linkage is {backward}.",
                **shown,
            ),
            "weak": tell(
                "{industry} is weakly linked: its backward linkage is {backward} and its forward linkage "
                "{forward}, where "
                "1 is the average.",
                **shown,
            ),
        }[row["type"]]
        yield caution
        return
    types = frame["type"].dropna()
    keys = list(types.index[(types == "key").to_numpy()])
    if types.empty:
        yield tell("No industry has output, so none can be told a key sector.")
        return
    if not keys:
        yield tell_many(
            "{n} industry is compared, and it is no key sector.",
            "Of {n} industries none is a key sector: none has both linkages above average.",
            len(types),
        )
    else:
        yield tell_many(
            "{n} of {all} industries is a key sector, with both linkages above average: {names}.",
            "{n} of {all} industries are key sectors, with both linkages above average: {names}.",
            len(keys),
            all=f"{len(types):,}",
            names=named(keys),
        )
    yield caution


@reads(hypothetical_extraction, "industry")
def _extraction(asked: Asked) -> Iterator[str | None]:
    frame = asked.result
    caution = tell(
        "It is no forecast: nobody finds another buyer or supplier, and what wages would have bought is not in it."
    )
    together = asked.inputs["together"]
    if together or "industry" in asked.chosen:
        place = 0 if together else place_of(asked.chosen["industry"], frame.index, "industry")
        row = frame.iloc[place]
        name = tell("these industries together") if together else label(frame.index[place])
        if np.isnan(row["loss"]):
            yield _no_output(name, place)
            return
        yield tell(
            "Without {industry} the economy would lose an output of {loss}, {share} percent of all, and {others} "
            "of it in "
            "other industries.",
            industry=name,
            loss=amount(row["loss"]),
            share=percent(row["share"]),
            others=amount(row["others"]),
        )
        yield counted_told(asked)
        yield caution
        return
    others = frame["others"].astype(float)
    yield spread_told(term("loss in other industries"), others, 1, "industry")
    if others.notna().any():
        top, _ = ends(frame["share"].astype(float))
        yield tell(
            "As a share of all output the largest loss, {share} percent, comes with {industry}, its own included.",
            share=percent(frame["share"].max()),
            industry=named(top),
        )
    yield undefined_told(others, "industry") or caution


@reads(regional_coefficients, "pair", "industry")
def _regional(asked: Asked) -> Iterator[str | None]:
    national = asked.table("coefficients")
    found = asked.result
    if "pair" in asked.chosen:
        value, shown = _cell(asked)
        row, column = (place_of(name, found.index, "pair") for name in asked.chosen["pair"])
        if np.isnan(value):
            yield tell(
                "From {one} to {other} nothing is defined (NaN): one of them is not there.", **shown
            )
            return
        yield tell(
            "Per unit of its output {other} takes {value} from {one} of the region, of {whole} in the nation.",
            value=figure(value, 3),
            whole=figure(national.to_numpy(dtype=float)[row, column], 3),
            **shown,
        )
    else:
        own, whole = (table.to_numpy(dtype=float) for table in (found, national))
        if "industry" in asked.chosen:
            column = place_of(asked.chosen["industry"], found.columns, "industry")
            own, whole = own[:, [column]], whole[:, [column]]
        there = np.isfinite(own)
        total = float(whole[there].sum())
        if not total:
            yield tell("No inputs are defined here.")
            return
        yield tell(
            "Of the nation's input coefficients {share} percent are kept for the region.",
            share=percent(float(own[there].sum()) / total),
        )
    yield tell("No survey was made: the quotients guess what comes from the region.")


@reads(ras)
def _fitted(asked: Asked) -> Iterator[str | None]:
    before = asked.table("flows").to_numpy(dtype=float)
    after = asked.result.to_numpy(dtype=float)
    there = before > 0
    if not there.any() or not after.sum():
        yield tell("All cells are 0.")
        return
    ratio = after[there] / before[there]
    yield tell(
        "Cells are between {least} and {most} times what they were; those that were 0 still are.",
        least=figure(ratio.min()),
        most=figure(ratio.max()),
    )
    yield tell("What changed in a cell beyond its row and column is not seen.")
