"""Which industries belong together, in words."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from agglomeration.indicators.relatedness import (
    adjusted_rand,
    coherence,
    colocation,
    communities,
    cooccurrence,
    cross_proximity,
    cross_relatedness,
    define_clusters,
    ease_of_recombination,
    expected_overlap,
    kept_inside,
    list_overlaps,
    nearest,
    nested_communities,
    nesting,
    proximity,
    relatedness_density,
    relative_relatedness,
    shared_neighbours,
    skill_relatedness,
    staffing_contributions,
    staffing_similarity,
    validation_scores,
    value_chain_channel,
    value_chain_similarity,
)
from agglomeration.indicators.specialization.quotients import presence
from agglomeration.words import joined, tell, tell_many, term

from .draws import interval_told
from .numbers import chance, figure, label, named, percent, rounded
from .of_pairs import named_pair, of_pairs
from .of_units import of_units
from .places import ends
from .registry import Asked, place_of, reads

__all__: list[str] = []

# With fewer regions than this behind it a proximity comes in coarse steps.
COARSE = 10
# How many partners are named.
SHOWN = 3
# With fewer people behind it a ratio of flows is chance.
FEW_PEOPLE = 10


@reads(proximity, "pair", "industry")
def _proximity(asked: Asked) -> Iterator[str | None]:
    counts = _ubiquities(asked)

    def one(pair, value):
        return tell(
            "The proximity of {pair} is {value}: of the regions in which the commoner of the two is present, {share} "
            "percent have both.",
            pair=pair,
            value=figure(value),
            share=percent(value, 0),
        )

    def caution(row, column):
        most = int(max(counts.iloc[row], counts.iloc[column]))
        if most >= COARSE:
            return None
        return tell_many(
            "It rests on {n} region, so that it is coarse.",
            "It rests on {n} regions, so that it comes in coarse steps.",
            most,
        )

    undefined = tell("One of the two is present in no region.")
    whole = tell("It runs from 0 to 1; with few regions many pairs are at an end by chance.")
    yield from of_pairs(
        asked, term("proximity"), one, undefined, whole=whole, caution=caution, benchmark=None
    )


def _ubiquities(asked):
    """In how many regions each industry is present."""
    there = presence(asked.table(), asked.inputs["threshold"], asked.inputs["by"])
    return there.sum(axis=0)


@reads(cooccurrence, "pair", "industry")
def _cooccurrence(asked: Asked) -> Iterator[str | None]:
    how = asked.inputs["normalization"]

    def one(pair, value):
        shown = {"pair": pair, "value": figure(value)}
        if how is None:
            return tell_many(
                "{pair}: both are present in {n} region.",
                "{pair}: both are present in {n} regions.",
                round(value),
                **shown,
            )
        if how in ("association", "probability"):
            if rounded(value) > 1:
                return tell(
                    "{pair}: they meet {value} times as often as independent ones would.", **shown
                )
            return tell(
                "{pair}: they meet {value} times as often as independent ones would, which is not more.",
                **shown,
            )
        return tell(
            "{pair}: the normalized co-occurrence is {value}, from 0 (never together) upward.",
            **shown,
        )

    undefined = tell("One of the two is present nowhere, or meets no other.")
    whole = None
    if how in ("association", "probability"):
        whole = tell(
            "It favours rare industries, for which one shared region may decide; 1 is chance."
        )
    index = term("number of regions with both") if how is None else term("normalized co-occurrence")
    decimals = 0 if how is None else 2
    yield from of_pairs(
        asked, index, one, undefined, decimals=decimals, whole=whole, caution=lambda *_: whole
    )


@reads(colocation, "pair", "industry")
def _colocation(asked: Asked) -> Iterator[str | None]:
    plain = asked.inputs["kind"] == "correlation"

    def one(pair, value):
        if plain:
            return tell(
                "Over the regions the amounts of {pair} correlate with {value}, from -1 to 1.",
                pair=pair,
                value=figure(value),
            )
        return tell(
            "Over the regions the location quotients of {pair} correlate with {value}, from -1 to 1.",
            pair=pair,
            value=figure(value),
        )

    undefined = tell("One of the two is empty, or spread evenly.")
    whole = None
    if plain:
        whole = tell(
            "Amounts correlate because regions differ in size: kind='location_quotient' takes size out."
        )
    yield from of_pairs(
        asked,
        term("correlation over regions"),
        one,
        undefined,
        whole=whole,
        caution=lambda *_: whole,
        benchmark=0,
    )


@reads(staffing_similarity, "pair", "industry")
def _staffing(asked: Asked) -> Iterator[str | None]:
    cosine = asked.inputs["kind"] == "cosine"
    given = asked.inputs["occupations"]
    n = asked.inputs["matrix"].shape[1] if given is None else len(given)

    def one(pair, value):
        shown = {"pair": pair, "value": figure(value)}
        if cosine:
            return tell_many(
                "The staffing of {pair} has a cosine of {value} over {n} occupation, from 0 to 1.",
                "The staffing of {pair} has a cosine of {value} over {n} occupations, from 0 to 1.",
                n,
                **shown,
            )
        return tell_many(
            "The staffing of {pair} correlates with {value} over {n} occupation, from -1 to 1.",
            "The staffing of {pair} correlates with {value} over {n} occupations, from -1 to 1.",
            n,
            **shown,
        )

    undefined = tell("One of the two employs nobody in these occupations, or all of them equally.")
    whole = tell(
        "A few large occupations carry it: see staffing_contributions; cells that are withheld make profiles alike."
    )
    yield from of_pairs(
        asked, term("similarity of staffing"), one, undefined, whole=whole, caution=lambda *_: whole
    )


@reads(staffing_contributions, "unit")
def _contributions(asked: Asked) -> Iterator[str | None]:
    values = asked.result.astype(float)
    pair = named_pair(asked.inputs["industry"], asked.inputs["partner"])
    known = values.dropna()
    if known.empty:
        yield tell(
            "The staffing of {pair} has no correlation (NaN): one of them has no profile.",
            pair=pair,
        )
        return
    total = known.sum()
    if "unit" in asked.chosen:
        place = place_of(asked.chosen["unit"], values.index, "unit")
        yield tell(
            "{occupation} adds {value} to the correlation of {total} between the staffing of {pair}.",
            occupation=label(values.index[place]),
            value=figure(values.iloc[place]),
            total=figure(total),
            pair=pair,
        )
        return
    top, _ = ends(known)
    yield tell(
        "Of the correlation of {total} between the staffing of {pair}, the most, {value}, comes from {occupation}.",
        total=figure(total),
        pair=pair,
        value=figure(known.max()),
        occupation=named(top),
    )
    yield tell(
        "What both hardly employ adds as well: many small contributions can make unlike industries look alike."
    )


@reads(value_chain_similarity, "pair", "industry")
def _value_chain(asked: Asked) -> Iterator[str | None]:
    shares = asked.inputs["measure"] == "max_share"

    def one(pair, value):
        if shares:
            return tell(
                "{pair}: the largest of the four shares that one has in the purchases or sales of the other is {share} "
                "percent.",
                pair=pair,
                share=percent(value),
            )
        return tell(
            "{pair}: the largest of the four correlations between what they buy and sell is {value}, from -1 to 1.",
            pair=pair,
            value=figure(value),
        )

    undefined = tell("One of the two has neither purchases nor sales.")
    whole = (
        None
        if shares
        else tell(
            "Industries can be alike here without trading with each other: they may sell to the same buyers."
        )
    )
    yield from of_pairs(
        asked, term("value-chain similarity"), one, undefined, whole=whole, caution=lambda *_: whole
    )


@reads(value_chain_channel, "pair")
def _channel(asked: Asked) -> Iterator[str | None]:
    found = asked.result
    said = {
        "purchases-purchases": tell("they buy from the same suppliers"),
        "sales-sales": tell("they sell to the same buyers"),
        "purchases-sales": tell("the suppliers of the first are the buyers of the second"),
        "sales-purchases": tell("the buyers of the first are the suppliers of the second"),
        "buys from": tell("the first buys from the second"),
        "is bought from by": tell("the second buys from the first"),
        "sells to": tell("the first sells to the second"),
        "is sold to by": tell("the second sells to the first"),
    }
    if "pair" in asked.chosen:
        row, column = (place_of(name, found.index, "pair") for name in asked.chosen["pair"])
        pair, link = named_pair(found.index[row], found.columns[column]), found.iat[row, column]
        if not isinstance(link, str):
            yield tell(
                "{pair}: no link is defined, for one of them has neither purchases nor sales.",
                pair=pair,
            )
            return
        yield tell("{pair}: what links them most is that {link}.", pair=pair, link=said[link])
        return
    links = found.to_numpy(dtype=object)[np.triu_indices(len(found), 1)]
    counts = pd.Series(
        [link for link in links if isinstance(link, str)], dtype=object
    ).value_counts()
    if counts.empty:
        yield tell("No link is defined between any two.")
        return
    yield tell_many(
        "What links the {n} pair most is that {link}.",
        "The commonest link of {n} pairs, found in {most}, is that {link}.",
        int(counts.sum()),
        link=said[counts.index[0]],
        most=f"{counts.iloc[0]:,}",
    )


@reads(relatedness_density, "region", "industry")
def _density(asked: Asked) -> Iterator[str | None]:
    found = asked.result
    has = presence(asked.table(), asked.inputs["threshold"], asked.inputs["by"])
    if {"region", "industry"} <= asked.chosen.keys():
        row = place_of(asked.chosen["region"], found.index, "region")
        column = place_of(asked.chosen["industry"], found.columns, "industry")
        shown = {"region": label(found.index[row]), "industry": label(found.columns[column])}
        value = float(found.iat[row, column])
        if np.isnan(value):
            yield tell(
                "The relatedness density of {industry} in {region} is undefined (NaN): the region is empty, or "
                "nothing is "
                "related to the industry.",
                **shown,
            )
            return
        yield tell(
            "Of what is related to {industry}, {share} percent is present in {region} (a "
            "relatedness density of {value}).",
            share=percent(value, 0),
            value=figure(value),
            **shown,
        )
        if asked.draws is not None:
            lower, upper = (
                float(end.iat[row, column]) for end in (asked.draws.lower, asked.draws.upper)
            )
            yield interval_told(asked.draws, lower, upper)
        mean = float(found.iloc[row].mean())
        yield tell(
            "The mean of {region} over all industries is {mean}: diversified regions are dense in everything.",
            mean=figure(mean),
            **shown,
        )
        return
    if "industry" in asked.chosen:
        column = place_of(asked.chosen["industry"], found.columns, "industry")
        yield from _densest(found.iloc[:, column], has.iloc[:, column])
        return
    if "region" in asked.chosen:
        row = place_of(asked.chosen["region"], found.index, "region")
        yield from _openings(found.iloc[row], has.iloc[row])
        return
    means = found.mean(axis=1)
    if means.isna().all():
        yield tell(
            "Relatedness density is undefined throughout (NaN): nothing is related to anything."
        )
        return
    top, _ = ends(means)
    yield tell(
        "On average over its industries, relatedness density is highest in {region} ({value}).",
        region=named(top),
        value=figure(means.max()),
    )
    yield tell("Diversified regions are dense in everything: compare the industries of one region.")


def _openings(density, has):
    """What a region has not and is nearest to."""
    name = label(density.name)
    absent = density[(has == 0).to_numpy()].dropna()
    shown = {"region": name, "all": f"{len(has):,}"}
    if absent.empty:
        yield tell(
            "{region} has nothing left to come near to, or no density that is defined.", **shown
        )
        return
    if not rounded(absent.max()):
        yield tell_many(
            "{n} of {all} industries is present in {region}, and none of the others is related to it.",
            "{n} of {all} industries are present in {region}, and none of the others is related to any of these.",
            int((has == 1).sum()),
            **shown,
        )
        return
    top, _ = ends(absent)
    yield tell_many(
        "{n} of {all} industries is present in {region}; nearest of the others: {industry}.",
        "{n} of {all} industries are present in {region}; nearest of the others: {industry}.",
        int((has == 1).sum()),
        industry=named(top),
        **shown,
    )
    yield tell(
        "Of what is related there, {share} percent is present.", share=percent(absent.max(), 0)
    )


def _densest(density, has):
    """Where an industry that is absent would be nearest to what is there."""
    name = label(density.name)
    absent = density[(has == 0).to_numpy()].dropna()
    if absent.empty:
        yield tell("{industry} is present wherever its density is defined.", industry=name)
        return
    top, _ = ends(absent)
    yield tell(
        "Where {industry} is not present, most of what is related to it is in {region}: {share} percent.",
        industry=name,
        region=named(top),
        share=percent(absent.max(), 0),
    )
    yield tell("Diversified regions are dense in everything.")


@reads(ease_of_recombination, "unit")
def _ease(asked: Asked) -> Iterator[str | None]:
    def one(name, place, value):
        return tell(
            "{unit} was combined with {value} other classes per patent that has it.",
            unit=name,
            value=figure(value),
        )

    def undefined(name, place):
        return tell("No patent has {unit}, so its ease is undefined (NaN).", unit=name)

    whole = tell(
        "It falls as the patents of a class grow in number, for partners run out: compare classes of one size."
    )
    index = term("ease of recombination")
    yield from of_units(asked, index, "unit", one, undefined, whole=whole, caution=lambda *_: whole)


@reads(communities, "industry")
def _communities(asked: Asked) -> Iterator[str | None]:
    groups = asked.result
    caution = tell(
        "Groups depend on the seed, on the links kept and on the resolution: repeat with others."
    )
    if "industry" in asked.chosen:
        place = place_of(asked.chosen["industry"], groups.index, "industry")
        name = label(groups.index[place])
        if pd.isna(groups.iloc[place]):
            yield tell("{industry} is in no group: its relatedness is undefined.", industry=name)
            return
        others = groups.index[(groups == groups.iloc[place]).fillna(False).to_numpy()].drop(
            groups.index[place]
        )
        if not len(others):
            yield tell("{industry} is a group of its own.", industry=name)
        else:
            yield tell_many(
                "{industry} is in group {group} with {n} other: {others}.",
                "{industry} is in group {group} with {n} others: {others}.",
                len(others),
                industry=name,
                group=int(groups.iloc[place]),
                others=named(list(others)),
            )
        yield caution
        return
    sizes = groups.dropna().value_counts()
    if sizes.empty:
        yield tell("There is no group: no relatedness is defined.")
        return
    shown = {"largest": f"{int(sizes.max()):,}", "all": f"{int(sizes.sum()):,}"}
    yield (
        tell_many(
            "All {all} industries are in {n} group.",
            "There are {n} groups; the largest has {largest} of {all} industries.",
            len(sizes),
            **shown,
        )
        if sizes.sum() > 1
        else tell("There is one industry, in a group of its own.")
    )
    yield caution


@reads(nested_communities, "unit")
def _nested(asked: Asked) -> Iterator[str | None]:
    frame = asked.result
    numbers = frame.nunique()
    levels = [label(level) for level in frame.columns]
    if "unit" in asked.chosen:
        place = place_of(asked.chosen["unit"], frame.index, "unit")
        name, row = label(frame.index[place]), frame.iloc[place]
        if row.isna().any():
            yield tell("{unit} is in no group: its relatedness is undefined.", unit=name)
            return
        sizes = [int((frame[level] == row[level]).sum()) for level in frame.columns]
        yield tell(
            "The group of {unit} has {first} members at resolution {coarse} and {last} at resolution {fine}, "
            "itself included.",
            unit=name,
            first=f"{sizes[0]:,}",
            last=f"{sizes[-1]:,}",
            coarse=levels[0],
            fine=levels[-1],
        )
    else:
        counts = joined(
            tell("{n} at resolution {level}", n=f"{int(n):,}", level=level)
            for n, level in zip(numbers, levels, strict=True)
        )
        yield tell("Numbers of groups: {counts}.", counts=counts)
    yield tell(
        "Each level splits the groups of the one before, by a rule and with a seed: groups are a map, no finding."
    )


@reads(adjusted_rand)
def _rand(asked: Asked) -> Iterator[str | None]:
    value = float(asked.result)
    if np.isnan(value):
        yield tell("The index is undefined (NaN): both groupings keep all together or all apart.")
        return
    if asked.inputs["adjusted"]:
        yield tell(
            "The adjusted Rand index is {value}, where 1 is the same grouping and 0 what chance gives.",
            value=figure(value),
        )
        return
    yield tell(
        "The two groupings agree on {share} percent of all pairs (a plain Rand index of {value}).",
        share=percent(value),
        value=figure(value),
    )
    yield tell("It is close to 1 whenever groups are many: the adjusted index takes chance off.")


@reads(kept_inside)
def _kept(asked: Asked) -> Iterator[str | None]:
    inside, expected = float(asked.result["inside"]), float(asked.result["expected"])
    if np.isnan(inside):
        yield tell("There is no link, so nothing can stay inside (NaN).")
        return
    yield tell(
        "Of the links {inside} percent stay inside the groups, where links drawn at random, "
        "with as much to each, would keep {expected}.",
        inside=percent(inside),
        expected=percent(expected),
    )
    yield tell(
        "The difference, {difference}, is the modularity: one group of everything keeps all and has none.",
        difference=figure(inside - expected),
    )


@reads(nesting)
def _nesting(asked: Asked) -> Iterator[str | None]:
    value = float(asked.result)
    if np.isnan(value):
        yield tell("The fine grouping keeps all apart, so there is no pair to keep (NaN).")
        return
    yield tell(
        "The coarse grouping keeps {share} percent of the pairs of the fine one together.",
        share=percent(value),
    )
    yield tell(
        "Few groups keep many pairs together by chance: compare with the share of all pairs that they keep."
    )


@reads(nearest)
def _nearest(asked: Asked) -> Iterator[str | None]:
    values, item = asked.result, label(asked.inputs["item"])
    if values.empty:
        yield tell("Nothing is near {item}: no similarity is defined.", item=item)
        return
    shown = [
        tell("{name} ({value})", name=label(name), value=figure(value))
        for name, value in values.iloc[:SHOWN].items()
    ]
    more = len(values) - len(shown)
    yield tell("Nearest to {item}: {partners}.", item=item, partners=joined(shown))
    yield (
        None
        if not more
        else tell_many(
            "{n} more follows, down to {last}.",
            "{n} more follow, down to {last}.",
            more,
            last=figure(values.iloc[-1]),
        )
    )


@reads(list_overlaps, "pair")
def _overlaps(asked: Asked) -> Iterator[str | None]:
    counts = asked.result.astype(float)
    length = f"{int(np.diag(counts.to_numpy()).max()):,}"

    def one(pair, value):
        return tell_many(
            "The lists by {pair} share {n} of {length} neighbours.",
            "The lists by {pair} share {n} of {length} neighbours.",
            round(value),
            pair=pair,
            length=length,
        )

    whole = tell("How much is much depends on chance: see expected_overlap.")
    yield from of_pairs(
        asked,
        term("number of neighbours shared"),
        one,
        whole,
        decimals=0,
        whole=whole,
        caution=lambda *_: whole,
        matrix=counts,
    )


@reads(shared_neighbours)
def _shared(asked: Asked) -> Iterator[str | None]:
    frame, item = asked.result, label(asked.inputs["item"])
    lists = len(asked.inputs["similarities"])
    if frame.empty:
        yield tell("Nothing is near {item}: no similarity is defined.", item=item)
        return
    on_all = list(dict.fromkeys(frame.loc[frame["lists"] == lists, "neighbour"]))
    shown = {"item": item, "lists": f"{lists:,}", "names": named(on_all) if on_all else ""}
    if not on_all:
        yield tell("Of the nearest to {item} none is on all {lists} lists.", **shown)
    else:
        yield tell_many(
            "Of the nearest to {item} {n} is on all {lists} lists: {names}.",
            "Of the nearest to {item} {n} are on all {lists} lists: {names}.",
            len(on_all),
            **shown,
        )
    yield tell("How much is much depends on chance: see expected_overlap.")


@reads(expected_overlap)
def _expected(asked: Asked) -> Iterator[str | None]:
    lists = int(asked.inputs["lists"])
    yield tell_many(
        "{n} random list of {partners} of {candidates} shares {value} items with itself.",
        "{n} random lists of {partners} of {candidates} share {value} items on average.",
        lists,
        partners=f"{int(asked.inputs['partners']):,}",
        candidates=f"{int(asked.inputs['candidates']):,}",
        value=figure(float(asked.result), 1),
    )
    yield tell(
        "Lists of what is similar overlap by more; near it, the measures have little in common."
    )


@reads(skill_relatedness, "pair", "industry")
def _skills(asked: Asked) -> Iterator[str | None]:
    normalized = asked.inputs["kind"] == "normalized"
    found = asked.result
    flows = asked.table("flows")

    def one(pair, value):
        if normalized:
            return tell(
                "The skill relatedness of {pair} is {value}, from -1 (nobody changes) to 1; 0 is what chance would "
                "bring.",
                pair=pair,
                value=figure(value),
            )
        return tell(
            "{pair}: {value} times as many people change as chance would bring.",
            pair=pair,
            value=figure(value),
        )

    def caution(row, column):
        people = float(flows.iat[row, column] + flows.iat[column, row])
        if people >= FEW_PEOPLE:
            return None
        return tell_many(
            "It rests on {n} person who changed.",
            "It rests on {n} people who changed.",
            round(people),
        )

    undefined = tell("Nobody leaves or enters one of the two.")
    whole = tell("A ratio of a few people is wild: look at the flows.")
    if asked.inputs["directed"]:
        yield from _directed(asked, found, undefined, whole, one, caution)
        return
    index = term("skill relatedness")
    yield from of_pairs(asked, index, one, undefined, whole=whole, caution=caution)


def _directed(asked, found, undefined, whole, one, caution):
    """Of the way from one industry to another, which is not the way back."""
    if "pair" not in asked.chosen:
        yield tell(
            "The two directions are kept apart: choose a pair, from the first to the second."
        )
        yield whole
        return
    pair = asked.chosen["pair"]
    row, column = (place_of(name, found.index, "pair") for name in pair)
    value = float(found.iat[row, column])
    told = tell("from {one} to {other}", one=label(pair[0]), other=label(pair[1]))
    if np.isnan(value):
        yield tell("Skill relatedness {pair} is undefined (NaN).", pair=told)
        yield undefined
        return
    yield one(told, value)
    yield caution(row, column)


@reads(relative_relatedness, "region")
def _relative(asked: Asked) -> Iterator[str | None]:
    found = asked.result
    if "region" in asked.chosen:
        row = place_of(asked.chosen["region"], found.index, "region")
        known = found.iloc[row].dropna()
        name = label(found.index[row])
        if known.empty:
            yield tell(
                "For {region} no option is nearer than another: it has everything or nothing, or lacks what is all "
                "equally near.",
                region=name,
            )
            return
        top, _ = ends(known)
        yield tell_many(
            "{n} industry that {region} has not is nearest: {industry}, {value} standard deviations above the mean.",
            "Of {n} industries that {region} has not, nearest: {industry}, {value} standard deviations above the mean.",
            len(known),
            region=name,
            industry=named(top),
            value=figure(known.max()),
        )
        yield tell("It orders the options of one region, and does not compare regions.")
        return
    some = int(found.notna().any(axis=1).sum())
    if not some:
        yield tell(
            "Relative relatedness is undefined throughout (NaN): no option is nearer than another."
        )
        return
    yield tell_many(
        "In {n} of {all} regions some absent industry is nearer than another.",
        "In {n} of {all} regions some absent industries are nearer than others.",
        some,
        all=f"{len(found):,}",
    )
    yield tell("It orders the options of one region, and does not compare regions.")


@reads(coherence, "region")
def _coherence(asked: Asked) -> Iterator[str | None]:
    found = asked.result

    def one(name, place, value):
        return tell_many(
            "The {n} industry of {region} is near to itself alone: coherence {value}.",
            "The {n} industries of {region} are near to each other by {value} (coherence, 0 to 1).",
            int(found["industries"].iloc[place]),
            region=name,
            value=figure(value),
        )

    def undefined(name, place):
        return tell(
            "The coherence of {region} is undefined (NaN): it has no industry, or none to which others are related.",
            region=name,
        )

    def caution(name, place, value):
        return tell(
            "It rises by itself with the number of industries: compare regions with about as many."
        )

    whole = tell(
        "It rises by itself with the number of industries: compare regions with about as many."
    )
    yield from of_units(
        asked,
        term("coherence"),
        "region",
        one,
        undefined,
        caution=caution,
        whole=whole,
        values=found["coherence"],
    )


@reads(cross_proximity)
def _cross_proximity(asked: Asked) -> Iterator[str | None]:
    found = asked.result
    values = found.stack().dropna()
    if values.empty:
        yield tell("Cross-space proximity is undefined throughout (NaN): nothing is present.")
        return
    best = values[values == values.max()]
    one, other = best.index[0]
    yield tell(
        "Nearest across the two spaces: {one} and {other}, {value} (0 to 1).",
        one=label(one),
        other=label(other),
        value=figure(values.max()),
    )
    if len(best) > 1:
        yield tell_many("{n} more pair is as near.", "{n} more pairs are as near.", len(best) - 1)
    regions = len(asked.table())
    if regions < COARSE:
        yield tell_many(
            "It rests on {n} region, so that it is coarse.",
            "It rests on {n} regions, so that it comes in coarse steps.",
            regions,
        )


@reads(cross_relatedness, "region", "industry")
def _cross_relatedness(asked: Asked) -> Iterator[str | None]:
    found = asked.result
    if {"region", "industry"} <= asked.chosen.keys():
        row = place_of(asked.chosen["region"], found.index, "region")
        column = place_of(asked.chosen["industry"], found.columns, "industry")
        value = float(found.iat[row, column])
        shown = {"region": label(found.index[row]), "activity": label(found.columns[column])}
        if np.isnan(value):
            yield tell(
                "{region} is empty, or nothing goes with {activity}: undefined (NaN).", **shown
            )
            return
        yield tell(
            "Of what goes with {activity}, {share} percent is present in {region}.",
            share=percent(value, 0),
            **shown,
        )
        yield tell("Diversified regions are dense in everything.")
        return
    if "industry" in asked.chosen:
        line = found.iloc[:, place_of(asked.chosen["industry"], found.columns, "industry")]
    elif "region" in asked.chosen:
        line = found.iloc[place_of(asked.chosen["region"], found.index, "region")]
    else:
        line = found.mean(axis=1)
    known = line.dropna()
    if known.empty:
        yield tell("Cross-space relatedness is undefined here (NaN).")
        return
    top, _ = ends(known)
    yield tell(
        "Cross-space relatedness is highest for {labels} ({value}, 0 to 1).",
        labels=named(top),
        value=figure(known.max()),
    )
    yield tell("Diversified regions are dense in everything.")


@reads(define_clusters)
def _definitions(asked: Asked) -> Iterator[str | None]:
    found = asked.result
    yield tell_many(
        "{n} group of {industries} industries, with a mean score of {score} of 100.",
        "{n} groups of {industries} industries, with a mean score of {score} of 100.",
        found.groups.nunique(),
        industries=f"{len(found.groups):,}",
        score=figure(found.score, 1),
    )
    if found.inference is None:
        yield tell(
            "The score is of the search: ask for draws, and score by a similarity that was not searched."
        )
        return
    yield tell_many(
        "In {n} shuffle of the similarities the same search scores {median} in the median ({p}).",
        "In {n} shuffles of the similarities the same search scores {median} in the median ({p}).",
        len(found.inference.draws),
        median=figure(float(np.median(found.inference.draws)), 1),
        p=chance(float(found.inference.p)),
    )


@reads(validation_scores)
def _validation(asked: Asked) -> Iterator[str | None]:
    score = asked.result["score"].dropna()
    if score.empty:
        yield tell("The score is undefined (NaN): one group has nothing to be held against.")
        return
    if len(score) == 1:
        yield tell("The groups score {score} of 100.", score=figure(score.iloc[0], 1))
    else:
        yield tell(
            "The groups score from {least} ({worst}) to {most} ({best}) of 100.",
            least=figure(score.min(), 1),
            worst=label(score.idxmin()),
            most=figure(score.max(), 1),
            best=label(score.idxmax()),
        )
    yield tell("Groups that were searched for in a similarity score well by it, whatever it holds.")
