"""How concentrated an industry is, in words."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from agglomeration.indicators.concentration import (
    coagglomeration,
    ellison_glaeser,
    gini,
    hoover_concentration,
    krugman_concentration,
    locational_gini,
    maurel_sedillot,
    theil,
)
from agglomeration.words import tell, tell_many, term

from .draws import chance_told, interval_told, marked_told
from .numbers import figure, label, percent, rounded
from .of_pairs import of_pairs
from .of_units import of_units
from .places import spread_told, undefined_told
from .references import reference_told
from .registry import Asked, place_of, reads

__all__: list[str] = []

LARGE = 0.25
# By the rule of thumb of Ellison and Glaeser (1997).
VERY, HARDLY = 0.05, 0.02
FEW_PLANTS = 10


def _nothing(name: str, place: int) -> str:
    return tell(
        "No region has anything of {industry}, or there is nothing to hold it against, so the index is undefined "
        "(NaN, not 0).",
        industry=name,
    )


def _lumpy() -> str:
    return tell(
        "An industry of few plants looks concentrated through them alone; ellison_glaeser takes that off."
    )


def _own_part(asked):
    """Of an industry that is a large part of all activity, what this does."""
    by = asked.inputs["reference"]
    if not (by is None or (isinstance(by, str) and by == "total")):
        return lambda name, place, value: _lumpy()
    sums = asked.table().sum(axis=0).to_numpy()

    def caution(name, place, value):
        share = sums[place] / sums.sum()
        if share < LARGE:
            return _lumpy()
        return tell(
            "{industry} is {share} percent of all industries together, and so of what it is held against: "
            "that draws the index towards 0.",
            industry=name,
            share=percent(share),
        )

    return caution


@reads(gini, "industry")
def _gini(asked: Asked) -> Iterator[str | None]:
    n = len(asked.table())
    weighted = asked.inputs["weights"] is not None
    if n == 1:
        yield tell(
            "There is one region alone, so the Gini coefficient says nothing of any industry."
        )
        return

    def one(name, place, value):
        if weighted:
            return tell(
                "The weighted Gini coefficient of {industry} over regions is {value}, from 0 (all regions alike) "
                "towards 1.",
                industry=name,
                value=figure(value),
            )
        return tell(
            "The Gini coefficient of {industry} over regions is {value}, from 0 (all regions alike) to {most} "
            "(all of it in one of {n}).",
            industry=name,
            value=figure(value),
            most=figure(1 - 1 / n),
            n=f"{n:,}",
        )

    whole = tell(
        "It compares regions and not their sizes: what follows population looks concentrated; locational_gini takes "
        "size out."
    )
    index = term("Gini coefficient")
    yield from of_units(
        asked,
        index,
        "industry",
        one,
        _nothing,
        caution=lambda *_: None if weighted else whole,
        whole=whole,
    )


@reads(locational_gini, "industry")
def _locational_gini(asked: Asked) -> Iterator[str | None]:
    most = "1" if asked.inputs["scale"] == "unit" else "0.5"

    def one(name, place, value):
        return tell(
            "The locational Gini of {industry} is {value}, from 0 (in every region its share) to {most} (all of it "
            "in a "
            "region of negligible size).",
            industry=name,
            value=figure(value),
            most=most,
        )

    index = term("locational Gini")
    yield from of_units(
        asked, index, "industry", one, _nothing, caution=_own_part(asked), whole=_lumpy()
    )


@reads(hoover_concentration, "industry")
def _hoover(asked: Asked) -> Iterator[str | None]:
    reference = reference_told(asked.inputs["reference"], "industry")

    def one(name, place, value):
        return tell(
            "The Hoover coefficient of concentration of {industry} is {value}: {share} percent of it would have to "
            "move "
            "to another region to be spread like {reference}.",
            industry=name,
            value=figure(value),
            share=percent(value),
            reference=reference,
        )

    index = term("Hoover coefficient of concentration")
    yield from of_units(
        asked, index, "industry", one, _nothing, caution=_own_part(asked), whole=_lumpy()
    )


@reads(krugman_concentration, "industry")
def _krugman(asked: Asked) -> Iterator[str | None]:
    reference = reference_told(asked.inputs["reference"], "industry")

    def one(name, place, value):
        return tell(
            "The Krugman index of concentration of {industry} is {value}, from 0 (spread like {reference}) towards 2 "
            "(no region in common).",
            industry=name,
            value=figure(value),
            reference=reference,
        )

    index = term("Krugman index of concentration")
    yield from of_units(
        asked, index, "industry", one, _nothing, caution=_own_part(asked), whole=_lumpy()
    )


@reads(theil, "industry")
def _theil(asked: Asked) -> Iterator[str | None]:
    result = asked.result
    grouped = asked.inputs["groups"] is not None
    if isinstance(asked.inputs["values"], pd.Series):
        if asked.chosen:
            raise ValueError(
                tell("read: theil of a Series has one value; leave {given} out.", given="industry=")
            )
        yield from _theil_of_regions(asked, result["total"] if grouped else result, grouped)
        return
    total = result["total"] if grouped else result

    def one(name, place, value):
        if not grouped or not rounded(value, 3):
            return tell(
                "The Theil index of {industry} over regions is {value}, where 0 is all alike.",
                industry=name,
                value=figure(value, 3),
            )
        within = float(result["within"].iloc[place])
        return tell(
            "The Theil index of {industry} over regions is {value}, where 0 is all alike: {within} percent of it lies "
            "within the groups and {between} percent between them.",
            industry=name,
            value=figure(value, 3),
            within=percent(within / value, 0),
            between=percent(1 - within / value, 0),
        )

    name = term("Theil index")
    if "industry" in asked.chosen and asked.draws is not None and grouped:
        # The interval of three parts stands in the frame; that of the total is said.
        place = place_of(asked.chosen["industry"], total.index, "industry")
        value = float(total.iloc[place])
        yield (
            _nothing(label(total.index[place]), place)
            if np.isnan(value)
            else one(label(total.index[place]), place, value)
        )
        lower, upper = (
            float(end["total"].iloc[place]) for end in (asked.draws.lower, asked.draws.upper)
        )
        yield None if np.isnan(value) else interval_told(asked.draws, lower, upper, 3)
        return
    if grouped and "industry" not in asked.chosen:
        yield spread_told(name, total, 3, "industry")
        yield undefined_told(total, "industry")
        return
    yield from of_units(asked, name, "industry", one, _nothing, values=total, decimals=3)


def _theil_of_regions(asked, value, grouped):
    if np.isnan(value):
        yield tell(
            "The Theil index is undefined (NaN): all values are 0, or one is and L takes its logarithm."
        )
        return
    n = len(asked.inputs["values"])
    known = {"value": figure(value, 3), "kind": asked.inputs["kind"]}
    if n == 1:
        yield tell("There is one region alone, so Theil's {kind} says nothing of it.", **known)
        return
    if asked.inputs["kind"] == "T" and asked.inputs["weights"] is None:
        yield tell_many(
            "Theil's {kind} of {n} region is {value}, from 0 (all alike) to {most} (all in one).",
            "Theil's {kind} of {n} regions is {value}, from 0 (all alike) to {most} (all in one).",
            n,
            most=figure(np.log(n), 3),
            **known,
        )
    else:
        yield tell_many(
            "Theil's {kind} of {n} region is {value}, where 0 is all alike.",
            "Theil's {kind} of {n} regions is {value}, where 0 is all alike.",
            n,
            **known,
        )
    if grouped and rounded(value, 3):
        within = float(asked.result["within"]) / value
        yield tell(
            "{within} percent of it lies within the groups and {between} percent between them.",
            within=percent(within, 0),
            between=percent(1 - within, 0),
        )
    if asked.draws is not None:
        ends = (asked.draws.lower, asked.draws.upper)
        lower, upper = (float(end["total"] if grouped else end) for end in ends)
        yield interval_told(asked.draws, lower, upper, 3)


def null_told(null: str) -> str:
    """What plants do under chance, in words."""
    if null == "permutation":
        return tell("the places of all plants handed out anew")
    return tell("plants thrown at random, each into a region by that region's share of all jobs")


@reads(ellison_glaeser, "industry")
def _ellison_glaeser(asked: Asked) -> Iterator[str | None]:
    frame = _plant_frame(asked)

    def one(name, row):
        shown = {"industry": name, "gamma": figure(row["gamma"], 3)}
        shown |= {"G": figure(row["G"], 3), "H": figure(row["H"], 3)}
        gamma = rounded(row["gamma"], 3)
        if gamma > VERY:
            return tell(
                "Gamma of {industry} is {gamma}, very concentrated by the rule of Ellison and Glaeser (above "
                "0.05): raw "
                "concentration is {G}, the plant Herfindahl index {H}.",
                **shown,
            )
        if gamma >= HARDLY:
            return tell(
                "Gamma of {industry} is {gamma}, somewhat concentrated by the rule of Ellison and Glaeser (0.02 to "
                "0.05): "
                "raw concentration is {G}, the plant Herfindahl index {H}.",
                **shown,
            )
        if gamma >= 0:
            return tell(
                "Gamma of {industry} is {gamma}, not very concentrated by the rule of Ellison and Glaeser (below "
                "0.02): "
                "raw concentration is {G}, the plant Herfindahl index {H}.",
                **shown,
            )
        return tell(
            "Gamma of {industry} is {gamma}: its jobs lie more evenly than plants thrown at random would, "
            "on average; raw concentration is {G}, the plant Herfindahl index {H}.",
            **shown,
        )

    def above(known):
        return tell(
            "Above 0.05, very concentrated by the rule of Ellison and Glaeser: {some} of {all}.",
            some=f"{int((known > VERY).sum()):,}",
            all=f"{len(known):,}",
        )

    yield from _gammas(asked, frame, term("Ellison-Glaeser index"), one, above)


@reads(maurel_sedillot, "industry")
def _maurel_sedillot(asked: Asked) -> Iterator[str | None]:
    frame = _plant_frame(asked)

    def one(name, row):
        shown = {"industry": name, "gamma": figure(row["gamma"], 3), "H": figure(row["H"], 3)}
        if rounded(row["gamma"], 3) > 0:
            return tell(
                "The Maurel-Sedillot index of {industry} is {gamma}: its plants share a region more often than "
                "thrown at random, on average, for which it is 0; the plant Herfindahl index is {H}.",
                **shown,
            )
        if rounded(row["gamma"], 3) < 0:
            return tell(
                "The Maurel-Sedillot index of {industry} is {gamma}: its plants share a region less often than "
                "thrown at random, on average, for which it is 0; the plant Herfindahl index is {H}.",
                **shown,
            )
        return tell(
            "The Maurel-Sedillot index of {industry} is {gamma}: its plants share a region as often as thrown at "
            "random, on average; the plant Herfindahl index is {H}.",
            **shown,
        )

    def above(known):
        return tell(
            "Above 0, the value for plants thrown at random: {some} of {all}.",
            some=f"{int((known > 0).sum()):,}",
            all=f"{len(known):,}",
        )

    yield from _gammas(asked, frame, term("Maurel-Sedillot index"), one, above)


def _plant_frame(asked):
    return asked.result if asked.draws is None else asked.draws.frame


def _gammas(asked, frame, index, one, above):
    gammas = frame["gamma"]
    if "industry" not in asked.chosen:
        yield spread_told(index, gammas, 3, "industry")
        known = gammas.dropna()
        if known.empty:
            return
        yield above(known) if asked.draws is None else _tested_told(asked.draws)
        yield undefined_told(gammas, "industry") or _few_plants(frame) or _map()
        return
    place = place_of(asked.chosen["industry"], frame.index, "industry")
    name, row = label(frame.index[place]), frame.iloc[place]
    if np.isnan(row["gamma"]):
        yield tell(
            "Gamma of {industry} is undefined (NaN): with one plant, or one region, lumpiness and concentration "
            "cannot be "
            "told apart.",
            industry=name,
        )
        return
    yield one(name, row)
    if asked.draws is not None:
        yield chance_told(
            float(asked.draws.p.iloc[place]), asked.draws, null_told(asked.inputs["null"])
        )
    elif np.isfinite(row["z"]):
        yield tell(
            "Raw concentration lies {z} standard deviations from its mean for plants thrown at random.",
            z=figure(row["z"], 1),
        )
    if row["plants"] < FEW_PLANTS:
        yield tell_many(
            "It rests on {n} plant: one more or less moves it.",
            "It rests on {n} plants: one more or less moves it.",
            int(row["plants"]),
        )
    else:
        yield _map()


def _few_plants(frame):
    few = int((frame["plants"] < FEW_PLANTS).sum())
    if not few:
        return None
    return tell_many(
        "{n} industry rests on fewer than {few} plants, of which one more or less moves it.",
        "{n} industries rest on fewer than {few} plants, of which one more or less moves them.",
        few,
        few=FEW_PLANTS,
    )


def _map():
    return tell(
        "It depends on the map: other regions give another value, and neighbours across a border are strangers."
    )


def _tested_told(draws):
    p = draws.p.dropna()
    return marked_told(int((p <= 1 - draws.level + 1e-12).sum()), len(p), draws)


@reads(coagglomeration, "pair", "industry")
def _coagglomeration(asked: Asked) -> Iterator[str | None]:
    caution = tell(
        "Industries that share regions need not deal with each other: ports and capitals attract many alike."
    )
    null = null_told(asked.inputs["null"])
    if isinstance(asked.result, pd.DataFrame):

        def one(pair, value):
            return _together(pair, value)

        undefined = tell("One of the two has no jobs, or there is one region alone.")
        yield from of_pairs(
            asked,
            term("co-agglomeration"),
            one,
            undefined,
            decimals=3,
            whole=caution,
            null=null,
            caution=lambda row, column: caution,
        )
        return
    if asked.chosen:
        raise ValueError(
            tell("read: coagglomeration has one value for the group; for pairs give pairwise=True.")
        )
    value = float(asked.result)
    group = asked.inputs["industries"]
    name = tell("the group") if group is not None else tell("all industries")
    if np.isnan(value):
        yield tell(
            "The co-agglomeration is undefined (NaN): it takes two industries with jobs and two regions."
        )
        return
    yield _together(name, value)
    yield None if asked.draws is None else chance_told(float(asked.draws.p), asked.draws, null)
    yield caution


def _together(name, value):
    shown = {"name": name, "value": figure(value, 3)}
    if rounded(value, 3) > 0:
        return tell(
            "The co-agglomeration of {name} is {value}: above 0, they share regions more than "
            "independent choices would make them.",
            **shown,
        )
    if rounded(value, 3) < 0:
        return tell(
            "The co-agglomeration of {name} is {value}: below 0, they share regions less than "
            "independent choices would make them.",
            **shown,
        )
    return tell(
        "The co-agglomeration of {name} is {value}, as of industries that choose independently.",
        **shown,
    )
