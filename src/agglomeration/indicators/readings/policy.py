"""Programmes and projects, in words."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from agglomeration.indicators.policy import (
    border_cut,
    cofunding,
    cost_per_new_euro,
    eligibility,
    fragmentation,
    leverage,
    overlap,
    portfolio_concentration,
    success_rate,
)
from agglomeration.words import tell, tell_many, term

from .numbers import amount, figure, level_told, named, percent
from .of_pairs import of_pairs
from .of_units import of_units
from .places import ends
from .registry import Asked, reads

__all__: list[str] = []


def _each(asked, values, index, one, undefined, whole=None, decimals=2):
    """Of one number, or of a number per unit."""
    if isinstance(values, pd.Series):
        yield from of_units(
            asked,
            index,
            "unit",
            lambda name, place, value: one(name, place, value),
            undefined,
            values=values.astype(float),
            whole=whole,
            caution=lambda *_: whole,
            decimals=decimals,
        )
        return
    if asked.chosen:
        raise ValueError(tell("read: there is one value; leave {given} out.", given="unit="))
    if np.isnan(float(values)):
        yield undefined(None, 0)
        return
    yield one(None, 0, float(values))
    yield whole


@reads(border_cut)
def _border_cut(asked: Asked) -> Iterator[str | None]:
    value = float(asked.result)
    if np.isnan(value):
        yield tell(
            "There is no partnership, so the border cuts nothing that could be counted (NaN)."
        )
        return
    partnerships, location = asked.inputs["partnerships"], asked.inputs["location"]
    partners = pd.unique(
        partnerships[list(asked.inputs["partners"])].to_numpy(dtype=object).ravel()
    )
    counts, all_partners = location.reindex(partners).value_counts(), len(partners)
    yield tell_many(
        "The border cuts {share} percent of {n} partnership.",
        "The border cuts {share} percent of {n} partnerships.",
        len(partnerships),
        share=percent(value),
    )
    if all_partners > 1:
        alike = float((counts * (counts - 1)).sum()) / (all_partners * (all_partners - 1))
        yield tell(
            "Of all pairs of these partners {chance} percent lie in different places.",
            chance=percent(1 - alike),
        )
    yield tell("To join places can only lower it.")


@reads(cofunding, "pair")
def _cofunding(asked: Asked) -> Iterator[str | None]:
    found = asked.result
    if "pair" in asked.chosen:
        money = found.money

        def one(pair, value):
            return tell_many(
                "{pair}: they pay for {n} programme together, with an amount of {money}.",
                "{pair}: they pay for {n} programmes together, with an amount of {money}.",
                round(value),
                pair=pair,
                money=amount(money.loc[asked.chosen["pair"][0], asked.chosen["pair"][1]]),
            )

        yield from of_pairs(
            asked,
            term("number of programmes paid together"),
            one,
            "",
            decimals=0,
            matrix=found.programmes.astype(float),
        )
        return
    minimum = int(asked.inputs["minimum"])
    if np.isnan(found.share_of_programmes) or np.isnan(found.share_of_money):
        yield tell("There is no money in any programme, so nothing is paid together (NaN).")
        return
    yield tell_many(
        "{programmes} percent of the programmes, with {money} percent of the money, are paid by at least {n} agency.",
        "{programmes} percent of the programmes, with {money} percent of the money, are paid by at least {n} agencies.",
        minimum,
        programmes=percent(found.share_of_programmes),
        money=percent(found.share_of_money),
    )
    yield tell("Programmes without any money do not count.")


@reads(leverage, "unit")
def _leverage(asked: Asked) -> Iterator[str | None]:
    kind, additional = asked.inputs["kind"], asked.inputs["additionality"]

    def one(name, place, value):
        shown = {"value": figure(value), "unit": name}
        if kind == "volume":
            if name is None:
                return tell(
                    "For 1 of public money there is {value} of project volume, itself included.",
                    **shown,
                )
            return tell(
                "{unit}: for 1 of public money there is {value} of project volume, itself included.",
                **shown,
            )
        if kind == "investment":
            if name is None:
                return tell("Public money of 1 moves an investment of {value}.", **shown)
            return tell("{unit}: public money of 1 moves an investment of {value}.", **shown)
        if name is None:
            return tell("Public money of 1 moves private money of {value}.", **shown)
        return tell("{unit}: public money of 1 moves private money of {value}.", **shown)

    if kind == "volume":
        whole = tell(
            "It is a ratio of the books and no effect: it does not say what would not have come without the programme."
        )
    elif additional is None:
        whole = tell(
            "This takes all of it for additional, the most favourable case: give additionality=."
        )
    else:
        whole = tell(
            "This takes {share} percent of it for additional, which is an assumption.",
            share=percent(additional),
        )

    def undefined(name, place):
        return tell("No public money was spent, so there is no leverage (NaN).")

    yield from _each(asked, asked.result, term("leverage"), one, undefined, whole)


@reads(cost_per_new_euro, "unit")
def _cost(asked: Asked) -> Iterator[str | None]:
    def one(name, place, value):
        shown = {"value": figure(value), "unit": name}
        if name is None:
            return tell("A new private euro costs {value} public euro.", **shown)
        return tell("{unit}: a new private euro costs {value} public euro.", **shown)

    def undefined(name, place):
        return tell("There is no new private euro to divide by (NaN).")

    whole = tell(
        "This takes {share} percent of the private money for additional, which is an assumption.",
        share=percent(asked.inputs["additionality"]),
    )
    yield from _each(
        asked, asked.result, term("public cost of a new private euro"), one, undefined, whole
    )


@reads(success_rate, "unit")
def _success(asked: Asked) -> Iterator[str | None]:
    found = asked.result
    parts = {
        "successes": found.successes,
        "base": found.base,
        "lower": found.lower,
        "upper": found.upper,
    }

    def one(name, place, value):
        of = {
            key: float(part.iloc[place]) if isinstance(part, pd.Series) else float(part)
            for key, part in parts.items()
        }
        shown = {
            "unit": name,
            "successes": amount(of["successes"]),
            "base": amount(of["base"]),
            "share": percent(value),
            "lower": percent(of["lower"]),
            "upper": percent(of["upper"]),
            "level": level_told(found.level),
        }
        if name is None:
            return tell(
                "{successes} of {base} succeeded, {share} percent, with a {level} percent interval from {lower} to "
                "{upper}.",
                **shown,
            )
        return tell(
            "{unit}: {successes} of {base} succeeded, {share} percent, with a {level} percent interval from {lower} to "
            "{upper}.",
            **shown,
        )

    def undefined(name, place):
        return tell("There is nothing to be a success of: the base is 0 (NaN).")

    whole = tell(
        "The rate hangs on the base more than on anything else: say which projects it counts, and who answered."
    )
    yield from _each(asked, found.value, term("success rate"), one, undefined, whole)


@reads(fragmentation, "unit")
def _fragmentation(asked: Asked) -> Iterator[str | None]:
    budgets = asked.inputs["budgets"]
    n = budgets.shape[1] if isinstance(budgets, pd.DataFrame) else len(budgets)

    def one(name, place, value):
        shown = {"value": figure(value), "most": figure(1 - 1 / n), "unit": name}
        if name is None:
            return tell_many(
                "Two units of money drawn at random come from different agencies with a chance of {value}, from 0 (one "
                "agency) to "
                "{most} ({n} alone).",
                "Two units of money drawn at random come from different agencies with a chance of {value}, from 0 (one "
                "agency) to "
                "{most} ({n} equal ones).",
                n,
                **shown,
            )
        return tell_many(
            "{unit}: two units of money drawn at random come from different agencies with a "
            "chance of {value}, from 0 (one "
            "agency) "
            "to {most} ({n} alone).",
            "{unit}: two units of money drawn at random come from different agencies with a "
            "chance of {value}, from 0 (one "
            "agency) "
            "to {most} ({n} equal ones).",
            n,
            **shown,
        )

    def undefined(name, place):
        return tell("There is no money to be scattered (NaN).")

    whole = tell("Scatter is not waste: agencies may divide labour.")
    yield from _each(asked, asked.result, term("fragmentation"), one, undefined, whole)


@reads(portfolio_concentration, "unit")
def _portfolio(asked: Asked) -> Iterator[str | None]:
    found = asked.result
    portfolio = asked.inputs["portfolio"]
    several = isinstance(portfolio, pd.DataFrame)
    n = portfolio.shape[1] if several else len(portfolio)

    def one(name, place, value):
        largest = float(found.largest_share.iloc[place] if several else found.largest_share)
        parts = portfolio.iloc[place] if several else portfolio
        shown = {
            "unit": name,
            "value": figure(value, 1),
            "largest": percent(largest),
            "part": named(ends(parts)[0]),
        }
        tied = len(ends(parts)[0]) > 1
        if tied and name is None:
            return tell(
                "The {all} parts are as concentrated as {value} equal ones; the largest, "
                "{part}, have {largest} percent "
                "each.",
                all=f"{n:,}",
                **shown,
            )
        if tied:
            return tell(
                "{unit}: the {all} parts are as concentrated as {value} equal ones; the largest, {part}, have "
                "{largest} percent each.",
                all=f"{n:,}",
                **shown,
            )
        if name is None:
            return tell_many(
                "The {n} part is as concentrated as {value} equal ones; the largest, {part}, has {largest} percent.",
                "The {n} parts are as concentrated as {value} equal ones; the largest, {part}, has {largest} percent.",
                n,
                **shown,
            )
        return tell_many(
            "{unit}: the {n} part is as concentrated as {value} equal ones; the largest, {part}, has {largest} "
            "percent.",
            "{unit}: the {n} parts are as concentrated as {value} equal ones; the largest, {part}, has {largest} "
            "percent.",
            n,
            **shown,
        )

    def undefined(name, place):
        return tell("There is no amount to be concentrated (NaN).")

    yield from _each(
        asked,
        found.equivalent_number,
        term("equivalent number of parts"),
        one,
        undefined,
        decimals=1,
    )


@reads(overlap, "pair", "unit")
def _overlap(asked: Asked) -> Iterator[str | None]:
    kind = asked.inputs["kind"]

    def one(pair, value):
        shown = {"pair": pair, "value": figure(value), "share": percent(value, 0)}
        if kind == "jaccard":
            return tell(
                "{pair}: of what the two cover, {share} percent is covered by both (Jaccard {value}).",
                **shown,
            )
        if kind == "inclusion":
            return tell(
                "{pair}: of what the smaller covers, {share} percent is covered by the other, too (inclusion "
                "{value}).",
                **shown,
            )
        return tell("{pair}: the cosine of what they cover is {value}, from 0 to 1.", **shown)

    undefined = tell("One of the two covers nothing.")
    whole = tell(
        "With amounts a larger programme differs from a smaller one in the same fields: compare shares."
    )
    yield from of_pairs(
        asked, term("overlap"), one, undefined, what="unit", whole=whole, caution=lambda *_: None
    )


@reads(eligibility)
def _eligibility(asked: Asked) -> Iterator[str | None]:
    found, currency = asked.result, asked.inputs["currency"]
    if isinstance(found.eligible, pd.Series):
        count = int(found.eligible.sum())
        yield tell_many(
            "Of {n} project, eligible: {some}.",
            "Of {n} projects, eligible: {some}.",
            len(found.eligible),
            some=f"{count:,}",
        )
        failed = {rule.name: int((~rule.passed.astype(bool)).sum()) for rule in found.rules}
        most = max(failed, key=lambda name: failed[name])
        yield (
            None
            if not failed[most]
            else tell_many(
                "The rule that stops the most: {rule} ({n}).",
                "The rule that stops the most: {rule} ({n}).",
                failed[most],
                rule=term(most),
            )
        )
        return
    if found.eligible:
        yield tell(
            "The project is eligible; the most that may be paid is {subsidy} {currency}.",
            subsidy=amount(found.largest_subsidy),
            currency=currency,
        )
    else:
        broken = [rule for rule in found.rules if not rule.passed]
        yield tell_many(
            "The project is not eligible: it fails {n} of {all} rules.",
            "The project is not eligible: it fails {n} of {all} rules.",
            len(broken),
            all=len(found.rules),
        )
        yield str(broken[0].sentence)
    yield tell(
        "The ceiling per firm is held against the average: an unequal split can break it for one firm."
    )
