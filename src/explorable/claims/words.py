"""All that is said of results: whole sentences, with one, many, all and none told apart."""

from __future__ import annotations

import re
from collections import Counter

from explorable.words import in_turn, marked, tell, tell_many

from .result import Result

__all__ = [
    "cannot_fail",
    "demanded",
    "does_not_hold",
    "failing",
    "share",
    "varied",
    "world",
]

# Trials that are named one by one before the others are counted.
MOST_NAMED = 12
# The end of a label of a grid in which each setting is tried with many seeds, or with each place left out.
LAST = re.compile(r", (?:seed \d+|without .+)$")

_SHARES = {
    "draws": (
        marked("holds in all {n} draws"),
        marked("holds in {k} of {n} draws"),
        marked("holds in none of {n} draws"),
    ),
    "left out": (
        marked("holds whichever of {n} is left out"),
        marked("holds in {k} of {n} with one left out"),
        marked("holds in none of {n} with one left out"),
    ),
    "settings": (
        marked("holds in all {n} settings"),
        marked("holds in {k} of {n} settings"),
        marked("holds in none of {n} settings"),
    ),
}
_WORLDS = {
    "draws": (
        marked("For comparison, where {world}, it holds in all {n} draws."),
        marked("For comparison, where {world}, it holds in {k} of {n} draws."),
        marked("For comparison, where {world}, it holds in none of {n} draws."),
    ),
    "left out": (
        marked("For comparison, where {world}, it holds whichever of {n} is left out."),
        marked("For comparison, where {world}, it holds in {k} of {n} with one left out."),
        marked("For comparison, where {world}, it holds in none of {n} with one left out."),
    ),
    "settings": (
        marked("For comparison, where {world}, it holds in all {n} settings."),
        marked("For comparison, where {world}, it holds in {k} of {n} settings."),
        marked("For comparison, where {world}, it holds in none of {n} settings."),
    ),
}


def _all_some_none(sentences, held, draws):
    whole, part, none = sentences
    return whole if held == draws else part if held else none


def share(result: Result) -> str:
    """In how many trials a claim holds: the few words beside its sentence."""
    sentence = _all_some_none(_SHARES[result.kind], result.held, result.draws)
    return tell(sentence, n=f"{result.draws:,}", k=f"{result.held:,}")


def varied(result: Result) -> str:
    """What was varied."""
    n, what = f"{result.draws:,}", result.what.replace("_", " ")
    if result.kind == "left out":
        return tell("Varied: each of {n} {what} is left out once.", n=n, what=what)
    if result.kind == "settings":
        return tell("Varied: every one of {n} settings of {what}.", n=n, what=what)
    if what:
        return tell("Varied: {n} {what}.", n=n, what=what)
    return tell("Varied: the seed, in {n} draws.", n=n)


def demanded(result: Result) -> str:
    """How often it must hold."""
    if result.demanded == 1:
        return tell("It must hold in every one.")
    return tell(
        "It must hold in at least {percent} percent of them.",
        percent=f"{100 * result.demanded:.3g}",
    )


def failing(result: Result) -> str:
    """Where it fails."""
    if not result.fails:
        return tell("It fails nowhere.")
    places = _counted(result.fails) if len(result.fails) > MOST_NAMED else result.fails
    named, more = in_turn(places[:MOST_NAMED]), len(places) - MOST_NAMED
    if more > 0:
        return tell_many(
            "It fails at {named}, and {n} more.",
            "It fails at {named}, and {n} more.",
            more,
            named=named,
        )
    return tell("It fails at {named}.", named=named)


def _counted(labels):
    """Settings that are tried many times: each once, with how often it fails, the worst one first."""
    settings = Counter(LAST.sub("", label) for label in labels)
    if len(settings) == len(labels):
        return labels
    return [
        tell_many("{at} ({n} time)", "{at} ({n} times)", n, at=at)
        for at, n in settings.most_common()
    ]


def world(result: Result) -> str:
    """How it fares in the world where it must be false: told as a comparison, since it may hold there by luck."""
    sentence = _all_some_none(_WORLDS[result.kind], result.world_held, result.draws)
    return tell(sentence, world=result.world, n=f"{result.draws:,}", k=f"{result.world_held:,}")


def does_not_hold(name: str, result: Result) -> str:
    """A failing claim, by name."""
    return tell(
        "{name} does not hold: {says} It {share}. {demanded} {failing}",
        name=name,
        says=result.says,
        share=share(result),
        demanded=demanded(result),
        failing=failing(result),
    )


def cannot_fail(name: str, result: Result) -> str:
    """A claim that holds where it must be false says nothing."""
    return tell(
        "{name} also holds where it must be false, and so says nothing: {says} {world}",
        name=name,
        says=result.says,
        world=world(result),
    )
