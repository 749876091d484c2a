"""Three sentences on each place, each written only if it holds in 95 of 100 draws from the errors of its figures.

Where the source has no errors, a sentence holds as the figures stand.
"""

from __future__ import annotations

from functools import reduce
from typing import Any

import numpy as np
import pandas as pd

import agglomeration as ag
from agglomeration.words import paragraph
from clusterbook.cases.korea import korean_industry_table
from clusterbook.words import marked, tell, tell_many, term

from .kinds import Kind
from .measures import DRAWS, SEED, Measured, quotients
from .near import counted_below, of_its_size

__all__ = ["HOLDS", "in_a_sentence", "sentences", "standing_out"]

#: In how many of the draws a sentence must hold.
HOLDS = 95
#: An activity is named only if it has this share of the place's total, and this multiple of the nation's share.
LEAST_SHARE = 0.001
LEAST_TIMES = 1.5
#: A group is named if its share is above the nation's by this factor.
GROUP_TIMES = 1.1
#: "More than most of its size": than three quarters of them.
MOST = 0.75
_NAMED = 3
# Where a classification ends: nobody knows who is meant.
_OTHERS = ", All Other"
_WITH_ARTICLE = ("District of Columbia",)
_MOVED = ("22", "37")
_ELECTRICITY = "electricity"
_SMALL_PLANTS = 2
# What a title does not say to one who does not know the classification.
_GLOSSES = {
    "Other transport equipment": marked("other transport equipment (ships, trains, aircraft)")
}


def sentences(
    given: Kind,
    measures: Measured,
    changed: dict[Any, dict[str, Any]] | None,
    out: dict[Any, pd.DataFrame],
) -> dict[Any, list[tuple[str, bool]]]:
    """Return three sentences on each place, each with whether it says that something stands out.

    Parameters
    ----------
    given : Kind
    measures : Measured
        Its measures.
    changed : dict or None
        What :func:`~clusterbook.regions.change.changes` returns of it.
    out : dict
        What :func:`standing_out` returns of it.

    Returns
    -------
    dict
        By place.
    """
    made = _of_groups(given)
    mixed = _of_mix(given, measures)
    if changed is None:
        third = (made, _of_activities(given, out), mixed)
    elif given.key == "provinces":
        third = (made, _of_activities(given, out), _of_change(given, changed))
    else:
        third = (made, mixed, _of_growth(given, changed))
    found = {place: [told[place] for told in third] for place in given.cells.index}
    return _with_small_plants(found) if given.key == "provinces" else found


def in_a_sentence(title: str) -> str:
    """Return a title as it stands inside a sentence.

    Examples
    --------
    >>> in_a_sentence("English Language and Literature Teachers, Postsecondary")
    'English language and literature teachers, postsecondary'

    A title that names two things keeps them apart without the mark at which the sentence goes on:

    >>> in_a_sentence("Real estate activities; rental and leasing activities")
    'real estate activities as well as rental and leasing activities'
    """
    if title in _GLOSSES:
        return term(_GLOSSES[title])
    plain = title.lower().replace("english", "English").split("; ")
    return reduce(lambda one, other: tell("{one} as well as {other}", one=one, other=other), plain)


def standing_out(given: Kind) -> dict[Any, pd.DataFrame]:
    """Return what each place has more of than the nation, the surest first.

    Parameters
    ----------
    given : Kind

    Returns
    -------
    dict
        By place, a table by activity with ``amount``, ``quotient``, ``lower`` and ``upper`` (95 percent, from the
        relative standard error; NaN without one), of those with at least one in a thousand of the place's total whose
        lower end, or quotient where there is none, is above 1.

    Examples
    --------
    >>> from clusterbook.regions.kinds import kind_of_place
    >>> standing_out(kind_of_place("provinces"))["26"]["quotient"].round(1).head(2).to_dict()
    {'C19': 17.8, 'C31': 11.2}
    """
    found = quotients(given)
    errors = given.errors
    wide = found * np.nan if errors is None else 1.96 * errors * found
    lower, upper = (found - wide).clip(lower=0), found + wide
    floor = lower if errors is not None else found
    enough = given.cells.ge(LEAST_SHARE * given.totals, axis=0)
    result = {}
    for place in given.cells.index:
        first = floor.loc[place].where(enough.loc[place])
        names = first[first > 1].sort_values(ascending=False, kind="stable").index
        result[place] = pd.DataFrame(
            {
                "amount": given.cells.loc[place, names],
                "quotient": found.loc[place, names],
                "lower": lower.loc[place, names],
                "upper": upper.loc[place, names],
            }
        )
    return result


def _with_small_plants(found):
    """Where electricity is named, say that it is made by plants of hardly more than one worker each."""
    workers, plants = (
        korean_industry_table(2023, item=item)["D35"] for item in ("workers", "establishments")
    )
    per_plant = workers / plants
    for place, three in found.items():
        if not per_plant[place] < _SMALL_PLANTS:
            continue
        for k, (text, stands) in enumerate(three):
            if _ELECTRICITY in text.lower():
                said = tell(
                    "In electricity it has {each} workers per establishment, which looks like solar plants of one "
                    "owner each.",
                    each=f"{per_plant[place]:.1f}",
                )
                three[k] = (paragraph([text, said]), stands)
                break
    return found


def _of_groups(given):
    """The group whose share is farthest above the nation's."""
    names = given.groups.columns
    share = given.groups.div(given.totals, axis=0).to_numpy()
    there = (given.group_reference / given.reference_total)[names].to_numpy()
    draws = share[None]
    if given.group_errors is not None:
        errors = given.group_errors[names].to_numpy()
        draws = ag.simulate(
            lambda generator: share * (1 + errors * generator.standard_normal(share.shape)),
            DRAWS,
            SEED,
        )
    gaps = np.where(np.isnan(draws), -np.inf, draws - there)
    best = np.nanargmax(np.where(np.isnan(share), -np.inf, share - there), axis=1)
    told = {}
    for row, place in enumerate(given.cells.index):
        group = best[row]
        least = _surely(draws[:, row, group])
        first = _often(gaps[:, row].argmax(axis=1) == group)
        stands = least >= GROUP_TIMES * there[group]
        told[place] = (
            _group_told(given, place, names[group], least, there[group], first, stands),
            bool(stands),
        )
    return told


def _group_told(given, place, group, least, there, first, stands):
    name = _named(given, place)
    # Where nothing is drawn the share is known; else it is the least that holds.
    least = 100 * least if given.group_errors is None else _floor(100 * least, 1)
    here, nation = f"{least:.1f}", f"{100 * there:.1f}"
    group = in_a_sentence(group)
    if given.unit == "million won":
        if not stands:
            return tell(
                "No activity has a share in the value added of {place} that is a tenth above the nation's.",
                place=name,
            )
        return tell(
            "Of every 100 won of value added in {place}, {here} come from {group}; in the nation it is {nation}.",
            place=name,
            here=here,
            group=group,
            nation=nation,
        )
    if given.unit == "workers":
        if not stands:
            return tell(
                "No section of industry has a share of the workers of {place} that is a tenth above the nation's.",
                place=name,
            )
        return tell(
            "Of every 100 workers in {place}, {here} are in {group}; in the nation it is {nation}.",
            place=name,
            here=here,
            group=group,
            nation=nation,
        )
    if not stands:
        return tell(
            "No group of occupations has a share of the jobs in {place} that is surely a tenth above the nation's.",
            place=name,
        )
    if first:
        return tell(
            "At least {here} of every 100 jobs in {place} are in {group}; in the nation it is {nation}. No other of "
            "the 22 groups of occupations is so far above its share.",
            place=name,
            here=here,
            group=group,
            nation=nation,
        )
    return tell(
        "At least {here} of every 100 jobs in {place} are in {group}; in the nation it is {nation}.",
        place=name,
        here=here,
        group=group,
        nation=nation,
    )


def _of_activities(given, out):
    """The activities of which the place surely has a multiple of the nation's share."""
    told = {}
    vague = given.titles.index[given.titles["title"].str.endswith(_OTHERS)]
    for position, (place, found) in enumerate(out.items()):
        table = found.drop(vague, errors="ignore").head(_NAMED)
        errors = np.zeros(len(table))
        if given.errors is not None:
            errors = given.errors.loc[place, table.index].to_numpy()
        noise = np.random.default_rng([SEED, position]).standard_normal((DRAWS, len(table)))
        drawn = table["quotient"].to_numpy() * (1 + errors * noise)
        # One that stands out less would weaken what is said of all: it is named only if it stands out itself.
        sure = [k for k in range(len(table)) if _surely(drawn[:, k]) >= LEAST_TIMES]
        if not sure:
            told[place] = (_nothing_told(given, place), False)
            continue
        titles = [in_a_sentence(given.titles.loc[table.index[k], "title"]) for k in sure]
        least = _surely(drawn[:, sure].min(axis=1))
        told[place] = (_activities_told(given, place, titles, least), True)
    return told


def _activities_told(given, place, titles, least):
    named = {
        "place": _named(given, place, first=True),
        "names": reduce(lambda some, one: tell("{some}; {one}", some=some, one=one), titles),
        "times": f"{_floor(least, 1):.1f}" if least < 10 else f"{_floor(least, 0):.0f}",
    }
    if given.unit == "workers":
        return tell_many(
            "{place} has at least {times} times the nation's share of workers in this industry: {names}.",
            "{place} has at least {times} times the nation's share of workers in each of these industries: {names}.",
            len(titles),
            **named,
        )
    return tell_many(
        "{place} has at least {times} times the nation's share of jobs in this occupation: {names}.",
        "{place} has at least {times} times the nation's share of jobs in each of these occupations: {names}.",
        len(titles),
        **named,
    )


def _nothing_told(given, place):
    name = _named(given, place)
    if given.unit == "workers":
        return tell(
            "No industry with at least one in 1,000 workers stands out in {place} by half above the nation's share.",
            place=name,
        )
    return tell(
        "No occupation with at least one in 1,000 jobs surely stands out in {place} by half above the nation's share.",
        place=name,
    )


def _of_mix(given, measures):
    """Whether the place is made of other things than the nation, beside the places of its size."""
    index = given.cells.index
    drawn = measures.draws.get("krugman", measures.values["krugman"].to_numpy()[None])
    told = {}
    for place, peers in of_its_size(given).items():
        below = counted_below(drawn, index.get_loc(place), index.get_indexer(peers))
        more, less = _surely(below), _surely(len(peers) - below)
        needed = MOST * len(peers)
        told[place] = (
            _mix_told(given, place, int(more), int(less), len(peers), needed),
            bool(max(more, less) >= needed),
        )
    return told


def _mix_told(given, place, more, less, peers, needed):
    named = {"place": _named(given, place), "peers": peers}
    if given.unit == "million won":
        if more >= needed:
            return tell(
                "Its value added is more unlike the nation's than that of {n} of the {peers} municipalities nearest to "
                "{place} in size.",
                n=more,
                **named,
            )
        if less >= needed:
            return tell(
                "Its value added is more like the nation's than that of {n} of the {peers} municipalities nearest to "
                "{place} in size.",
                n=less,
                **named,
            )
        return tell(
            "In the mix of its activities {place} is neither among the quarter of the {peers} municipalities nearest "
            "in size that are most unlike the nation, nor among the quarter that are most like it.",
            **named,
        )
    if more == peers:
        return tell(
            "Its mix of occupations is more unlike the nation's than that of every one of the {peers} places nearest "
            "to {place} in size.",
            **named,
        )
    if more >= needed:
        return tell(
            "Its mix of occupations is more unlike the nation's than that of at least {n} of the {peers} places "
            "nearest to {place} in size.",
            n=more,
            **named,
        )
    if less >= needed:
        return tell(
            "Its mix of occupations is more like the nation's than that of at least {n} of the {peers} places nearest "
            "to {place} in size.",
            n=less,
            **named,
        )
    return tell(
        "In its mix of occupations {place} is not surely among the quarter of the {peers} places nearest in size that "
        "are most unlike the nation, nor among the quarter that are most like it.",
        **named,
    )


def _of_change(given, changed):
    told = {}
    for place, parts in changed.items():
        before = parts["national"] / parts["nation"]
        expected = (parts["national"] + parts["industry_mix"]) / before
        named = {
            "place": _named(given, place, first=True),
            "year": given.year,
            "before": given.year_before,
            "change": f"{abs(parts['change']):,.0f}",
            "rate": f"{abs(100 * parts['growth']):.1f}",
            "nation": f"{100 * parts['nation']:.1f}",
            "expected": f"{100 * expected:.1f}",
        }
        if parts["change"] >= 0:
            said = tell(
                "{place} had {change} more workers in {year} than in {before}, a rise of {rate} percent ({nation} in "
                "the nation); with the nation's growth in each of its industries it would have been {expected}.",
                **named,
            )
        else:
            said = tell(
                "{place} had {change} fewer workers in {year} than in {before}, a fall of {rate} percent, while the "
                "nation rose by {nation}; with the nation's growth in each of its industries it would have risen by "
                "{expected}.",
                **named,
            )
        if place in _MOVED:
            moved = tell(
                "Gunwi, which moved from North Gyeongsang to Daegu in July 2023, is part of this."
            )
            said = paragraph([said, moved])
        told[place] = (said, True)
    return told


def _of_growth(given, changed):
    told = {}
    for place, parts in changed.items():
        named = {
            "place": _named(given, place),
            "year": given.year,
            "before": given.year_before,
            "rate": f"{abs(100 * parts['growth']):.1f}",
            "nation": f"{100 * parts['nation']:.1f}",
        }
        if parts["growth"] >= 0:
            said = tell(
                "From {before} to {year} value added in {place} rose by {rate} percent in prices of the year, and in "
                "the nation by {nation}.",
                **named,
            )
        else:
            said = tell(
                "From {before} to {year} value added in {place} fell by {rate} percent in prices of the year, while in "
                "the nation it rose by {nation}.",
                **named,
            )
        told[place] = (said, True)
    return told


def _named(given, place, first=False):
    """The name of a place as it stands in a sentence, or at its beginning."""
    name = given.places.loc[place, "title"]
    if name not in _WITH_ARTICLE:
        return name
    return tell("The {name}", name=name) if first else tell("the {name}", name=name)


def _surely(drawn: np.ndarray) -> float:
    """The largest bound that holds in 95 of 100 draws; the value itself where there is but one."""
    ordered = np.sort(drawn)
    return float(ordered[len(ordered) - int(np.ceil(len(ordered) * HOLDS / DRAWS))])


def _often(holds):
    return bool(holds.mean() >= HOLDS / DRAWS)


def _floor(value, digits):
    """Rounded down, so that what is said to be the least is not more than it."""
    scale = 10**digits
    return np.floor(value * scale + 1e-9) / scale
