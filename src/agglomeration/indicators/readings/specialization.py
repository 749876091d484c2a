"""How specialised or diverse a region is, in words."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from agglomeration.indicators.specialization import (
    diversity,
    duranton_puga_diversity,
    entropy,
    hachman,
    herfindahl,
    hoover_specialization,
    krugman_specialization,
    ubiquity,
    variety,
)
from agglomeration.words import tell, tell_many, term

from .numbers import figure, label, level_told, named, percent, rounded
from .of_units import of_units
from .places import ends, undefined_told
from .quotients import NEAR, quotients_of
from .references import reference_told
from .registry import Asked, place_of, reads

LARGE = 0.25
MOST = 0.5


def _nothing(name: str, place: int) -> str:
    return tell(
        "{region} has nothing in any industry, or no other region to be held against, "
        "so the index is undefined (NaN, not 0).",
        region=name,
    )


def _own_part(asked):
    """Of a region that is a large part of its own reference, what this does."""
    by = asked.inputs["reference"]
    if not (isinstance(by, str) and by == "total"):
        return lambda name, place, value: None
    sums = asked.table().sum(axis=1).to_numpy()

    def caution(name, place, value):
        share = sums[place] / sums.sum()
        if share < LARGE:
            return None
        return tell(
            "{region} is {share} percent of all regions together, and so of what it is held against: "
            "that draws the index towards 0.",
            region=name,
            share=percent(share),
        )

    return caution


@reads(krugman_specialization, "region")
def _krugman(asked: Asked) -> Iterator[str | None]:
    reference = reference_told(asked.inputs["reference"], "region")

    def one(name, place, value):
        return tell(
            "The Krugman index of {region} is {value}, from 0 (the structure of {reference}) "
            "towards 2 (no industry in common).",
            region=name,
            value=figure(value),
            reference=reference,
        )

    whole = tell(
        "It runs from 0 (the structure of {reference}) towards 2 (no industry in common), "
        "and a finer classification can only raise it.",
        reference=reference,
    )
    index = term("Krugman index")
    yield from of_units(
        asked, index, "region", one, _nothing, caution=_own_part(asked), whole=whole
    )


@reads(hoover_specialization, "region")
def _hoover(asked: Asked) -> Iterator[str | None]:
    reference = reference_told(asked.inputs["reference"], "region")

    def one(name, place, value):
        return tell(
            "The Hoover coefficient of specialization of {region} is {value}: {share} percent of what it has "
            "would have to change industry to give it the structure of {reference}.",
            region=name,
            value=figure(value),
            share=percent(value),
            reference=reference,
        )

    whole = tell(
        "It is the share that would have to change industry, from 0 (the structure of {reference}) towards 1, "
        "and a finer classification can only raise it.",
        reference=reference,
    )
    index = term("Hoover coefficient of specialization")
    yield from of_units(
        asked, index, "region", one, _nothing, caution=_own_part(asked), whole=whole
    )


@reads(hachman, "region")
def _hachman(asked: Asked) -> Iterator[str | None]:
    reference = reference_told(asked.inputs["reference"], "region")

    def one(name, place, value):
        return tell(
            "The Hachman index of {region} is {value}, from near 0 to 1 (the structure of {reference}).",
            region=name,
            value=figure(value),
            reference=reference,
        )

    def undefined(name, place):
        if asked.table().iloc[place].sum() > 0:
            return tell(
                "{region} has an industry that the reference has not, so the Hachman index is undefined (NaN).",
                region=name,
            )
        return tell(
            "{region} has nothing in any industry, so the Hachman index is undefined (NaN, not 0).",
            region=name,
        )

    whole = tell(
        "At 1 a region has the structure of {reference}; one small industry that is rare there weighs heavily.",
        reference=reference,
    )
    yield from of_units(
        asked, term("Hachman index"), "region", one, undefined, caution=_rarest(asked), whole=whole
    )


def _rarest(asked):
    """The industry that makes most of a region's distance, by the way in which the index weighs it."""
    table, reference = asked.table(), asked.inputs["reference"]
    given = table.sum(axis=0) if reference is None else reference.reindex(table.columns)
    shares = given / given.sum()

    def caution(name, place, value):
        own = table.iloc[place] / table.iloc[place].sum()
        parts = ((own - shares) ** 2 / shares).where(shares > 0).dropna()
        share, most = parts.max() / parts.sum() if parts.sum() > 0 else 0, parts.idxmax()
        if rounded(value) == 1 or share < MOST or own[most] <= shares[most]:
            return None
        return tell(
            "{share} percent of its distance from 1 comes from {industry}: an industry that is rare in the reference "
            "weighs heavily.",
            share=percent(share, 0),
            industry=label(most),
        )

    return caution


@reads(duranton_puga_diversity, "region")
def _duranton_puga(asked: Asked) -> Iterator[str | None]:
    reference = reference_told(asked.inputs["reference"], "region")

    def one(name, place, value):
        if np.isinf(value):
            return tell(
                "{region} has exactly the structure of {reference}: its Duranton-Puga diversity is infinite.",
                region=name,
                reference=reference,
            )
        return tell(
            "The Duranton-Puga diversity of {region} is {value}, from 0.5 (no industry in common with {reference}) "
            "upward without bound.",
            region=name,
            value=figure(value),
            reference=reference,
        )

    whole = tell(
        "Diverse means here like {reference}, not even; it has no upper bound, so compare ranks.",
        reference=reference,
    )
    index = term("Duranton-Puga diversity")
    yield from of_units(asked, index, "region", one, _nothing, whole=whole)


def _empty(asked):
    """Why an index of the spread of a region or an industry is undefined."""

    def undefined(name, place):
        if asked.inputs["of"] == "regions":
            return tell(
                "{region} has nothing in any industry, so the index is undefined (NaN, not 0).",
                region=name,
            )
        return tell(
            "No region has anything of {industry}, so the index is undefined (NaN, not 0).",
            industry=name,
        )

    return undefined


def _chosen_kind(asked):
    """Whether regions or industries are measured, with a sentence for who asks for the other."""
    kind, other = (
        ("region", "industry") if asked.inputs["of"] == "regions" else ("industry", "region")
    )
    if other in asked.chosen:
        raise ValueError(
            tell(
                "read: with of={of} there is a value per {kind}; choose by {given}.",
                of=repr(asked.inputs["of"]),
                kind=term(kind),
                given=f"{kind}=",
            )
        )
    return kind


@reads(herfindahl, "region", "industry")
def _herfindahl(asked: Asked) -> Iterator[str | None]:
    kind = _chosen_kind(asked)
    table = asked.table()
    n = table.shape[1] if kind == "region" else table.shape[0]
    if asked.inputs["normalized"] and n == 1:
        yield tell("With one category alone the normalized Herfindahl index is undefined (NaN).")
        return
    one, whole = (_equal_regions if kind == "industry" else _equal_industries)(asked, n)
    decimals = 1 if asked.inputs["equivalent"] else 3
    if n == 1 and not asked.inputs["equivalent"]:
        yield _one_category(term("Herfindahl index"), kind)
        return
    if asked.inputs["normalized"] and not asked.inputs["equivalent"]:
        name = term("normalized Herfindahl index")
    else:
        name = term("equivalent number" if asked.inputs["equivalent"] else "Herfindahl index")
    yield from of_units(asked, name, kind, one, _empty(asked), whole=whole, decimals=decimals)


def _one_category(index, kind):
    """Of a table that tells nothing apart."""
    if kind == "region":
        return tell(
            "There is one industry alone, so the {index} says nothing of any region.", index=index
        )
    return tell(
        "There is one region alone, so the {index} says nothing of any industry.", index=index
    )


def _equal_industries(asked, n):
    if asked.inputs["equivalent"]:

        def one(name, place, value):
            return tell(
                "{region} is as concentrated as if it had {value} equal industries, where the table tells {n} apart.",
                region=name,
                value=figure(value, 1),
                n=f"{n:,}",
            )

        return one, tell("It is the number of equal industries that would be as concentrated.")
    if asked.inputs["normalized"]:

        def one(name, place, value):
            return tell(
                "The normalized Herfindahl index of {region} is {value}, from 0 (all industries equal) to 1 (one "
                "alone).",
                region=name,
                value=figure(value, 3),
            )

        return one, tell("It runs from 0 (all industries equal) to 1 (one industry alone).")

    def one(name, place, value):
        return tell(
            "The Herfindahl index of {region} is {value}, as of {equal} equal industries; "
            "it runs from {even} (all equal) to 1 (one industry alone).",
            region=name,
            value=figure(value, 3),
            equal=figure(1 / value, 1),
            even=figure(1 / n, 3),
        )

    return one, tell(
        "It runs from {even} (all industries equal) to 1 (one industry alone), and knows nothing of which are large "
        "everywhere.",
        even=figure(1 / n, 3),
    )


def _equal_regions(asked, n):
    if asked.inputs["equivalent"]:

        def one(name, place, value):
            return tell(
                "{industry} is as concentrated as if {value} equal regions shared it, of {n} in the table.",
                industry=name,
                value=figure(value, 1),
                n=f"{n:,}",
            )

        return one, tell("It is the number of equal regions that would be as concentrated.")
    if asked.inputs["normalized"]:

        def one(name, place, value):
            return tell(
                "The normalized Herfindahl index of {industry} is {value}, "
                "from 0 (all regions equal) to 1 (one region alone).",
                industry=name,
                value=figure(value, 3),
            )

        return one, tell("It runs from 0 (all regions equal) to 1 (one region alone).")

    def one(name, place, value):
        return tell(
            "The Herfindahl index of {industry} over regions is {value}, as of {equal} equal regions; "
            "it runs from {even} (all equal) to 1 (one region alone).",
            industry=name,
            value=figure(value, 3),
            equal=figure(1 / value, 1),
            even=figure(1 / n, 3),
        )

    return one, tell(
        "It runs from {even} (all regions equal) to 1 (one region alone); where regions differ in size, what follows "
        "population has a high value too.",
        even=figure(1 / n, 3),
    )


def _logarithm(base):
    if base == 2:
        return term("bits")
    return (
        term("nats") if np.isclose(base, np.e) else tell("units to base {base}", base=f"{base:g}")
    )


@reads(entropy, "region", "industry")
def _entropy(asked: Asked) -> Iterator[str | None]:
    kind, base = _chosen_kind(asked), asked.inputs["base"]
    table = asked.table()
    n = table.shape[1] if kind == "region" else table.shape[0]
    if n == 1:
        yield _one_category(term("entropy"), kind)
        return
    shown = {"unit": _logarithm(base), "most": figure(np.log(n) / np.log(base)), "n": f"{n:,}"}

    def one(name, place, value):
        shown["equal"] = figure(base**value, 1)
        if kind == "region":
            return tell(
                "The entropy of {region} is {value} {unit}, as of {equal} equal industries, from 0 (one industry "
                "alone) "
                "to {most} (all {n} equal).",
                region=name,
                value=figure(value),
                **shown,
            )
        return tell(
            "The entropy of {industry} over regions is {value} {unit}, as of {equal} equal regions, "
            "from 0 (one region alone) to {most} (all {n} equal).",
            industry=name,
            value=figure(value),
            **shown,
        )

    whole = tell(
        "It is counted in {unit}, from 0 (one category alone) to {most} (all {n} equal); "
        "small totals have little of it because they are small.",
        **shown,
    )
    yield from of_units(asked, term("entropy"), kind, one, _empty(asked), whole=whole)


@reads(variety, "region")
def _variety(asked: Asked) -> Iterator[str | None]:
    found, unit = asked.result, _logarithm(asked.inputs["base"])
    caution = tell("What counts as related is what the classification puts side by side.")
    if "region" in asked.chosen:
        place = place_of(asked.chosen["region"], found.index, "region")
        name, row = label(found.index[place]), found.iloc[place]
        if np.isnan(row["unrelated"]):
            yield tell(
                "{region} has nothing in any industry, so its variety is undefined (NaN).",
                region=name,
            )
            return
        yield tell(
            "{region} has {unrelated} {unit} of unrelated variety between the broadest classes and {related} within "
            "them, {all} in all.",
            region=name,
            unrelated=figure(row["unrelated"]),
            related=figure(row["related"]),
            all=figure(row["unrelated"] + row["related"]),
            unit=unit,
        )
        if asked.draws is not None:
            yield _variety_interval(asked.draws, place)
        yield caution
        return
    known = found.dropna()
    if known.empty:
        yield tell("Variety is undefined throughout: there is nothing to compare.")
        return
    shown = {"unit": unit}
    for part in ("related", "unrelated"):
        shown[part] = named(ends(known[part])[0])
        shown[f"{part}_value"] = figure(known[part].max())
    yield tell(
        "Related variety is highest in {related} ({related_value} {unit}), "
        "unrelated variety in {unrelated} ({unrelated_value} {unit}).",
        **shown,
    )
    yield undefined_told(found["unrelated"], "region")
    yield caution


def _variety_interval(draws, place):
    ends = {
        f"{part}_{end}": figure(frame[part].iloc[place])
        for end, frame in (("lower", draws.lower), ("upper", draws.upper))
        for part in ("related", "unrelated")
    }
    return tell_many(
        "The middle {level} percent of {n} bootstrap draw lies between {unrelated_lower} and {unrelated_upper} "
        "(unrelated), and between {related_lower} and {related_upper} (related).",
        "The middle {level} percent of {n} bootstrap draws lie between {unrelated_lower} and {unrelated_upper} "
        "(unrelated), and between {related_lower} and {related_upper} (related).",
        len(draws.draws),
        level=level_told(draws.level),
        **ends,
    )


@reads(diversity, "region")
def _diversity(asked: Asked) -> Iterator[str | None]:
    table, threshold = asked.table(), f"{asked.inputs['threshold']:g}"
    n = table.shape[1]
    by_quotient = asked.inputs["by"] == "location_quotient"

    def one(name, place, value):
        shown = {"region": name, "some": f"{round(value):,}", "threshold": threshold}
        if by_quotient:
            return tell_many(
                "{region} is specialised in {some} of {n} industry, counting location quotients of {threshold} or "
                "more.",
                "{region} is specialised in {some} of {n} industries, counting location quotients of {threshold} "
                "or more.",
                n,
                **shown,
            )
        return tell_many(
            "{region} has {some} of {n} industry, counting amounts of {threshold} or more.",
            "{region} has {some} of {n} industries, counting amounts of {threshold} or more.",
            n,
            **shown,
        )

    def caution(name, place, value):
        near = _near(quotients_of(table).iloc[place], asked) if by_quotient else 0
        if not near:
            return None
        return tell_many(
            "{n} more quotient misses {threshold} by less than a tenth: the count jumps there.",
            "{n} more quotients miss {threshold} by less than a tenth: the count jumps there.",
            near,
            threshold=threshold,
        )

    whole = tell("It jumps: a value just below {threshold} counts nothing.", threshold=threshold)
    yield from of_units(
        asked,
        term("number of industries present"),
        "region",
        one,
        _no_presence,
        caution=caution,
        whole=whole,
        decimals=0,
    )


def _near(quotients, asked):
    threshold = asked.inputs["threshold"]
    return int(((quotients >= NEAR * threshold) & (quotients < threshold * (1 - 1e-9))).sum())


def _no_presence(name, place):
    return tell(
        "{region} has nothing in any industry, so nothing can be counted (NaN, not 0).", region=name
    )


@reads(ubiquity, "industry")
def _ubiquity(asked: Asked) -> Iterator[str | None]:
    table, threshold = asked.table(), f"{asked.inputs['threshold']:g}"
    by_quotient = asked.inputs["by"] == "location_quotient"

    def one(name, place, value):
        shown = {"industry": name, "some": f"{round(value):,}", "threshold": threshold}
        if by_quotient:
            return tell_many(
                "{industry} is a speciality of {some} of {n} region, counting location quotients of {threshold} or "
                "more.",
                "{industry} is a speciality of {some} of {n} regions, counting location quotients of {threshold} "
                "or more.",
                len(table),
                **shown,
            )
        return tell_many(
            "{industry} is present in {some} of {n} region, counting amounts of {threshold} or more.",
            "{industry} is present in {some} of {n} regions, counting amounts of {threshold} or more.",
            len(table),
            **shown,
        )

    def undefined(name, place):
        return tell(
            "No region has anything of {industry}, so nothing can be counted (NaN, not 0).",
            industry=name,
        )

    whole = tell("Rare is not complex: what lies in one place, such as an ore, is rare as well.")
    yield from of_units(
        asked,
        term("number of regions where it is present"),
        "industry",
        one,
        undefined,
        whole=whole,
        decimals=0,
    )
