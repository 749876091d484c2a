"""All that is said of claims: whole sentences, with one, many, all and none told apart."""

from __future__ import annotations

from .result import Result

__all__ = [
    "NOT_COMPUTED",
    "changes_things",
    "demanded",
    "failing",
    "not_yes_or_no",
    "share",
    "takes_too_long",
    "trial_failed",
    "two_answers",
    "unreadable",
    "varied",
    "world",
]

NOT_COMPUTED = "not tried yet"
# Trials that are named one by one before the others are counted.
MOST_NAMED = 12

_SHARES = {
    "draws": (
        "holds in all {n} draws",
        "holds in {k} of {n} draws",
        "holds in none of {n} draws",
    ),
    "left out": (
        "holds whichever of {n} is left out",
        "holds in {k} of {n} with one left out",
        "holds in none of {n} with one left out",
    ),
    "settings": (
        "holds in all {n} settings",
        "holds in {k} of {n} settings",
        "holds in none of {n} settings",
    ),
}
_WORLDS = {
    "draws": (
        "It must be false where {world}; there it holds in all {n} draws.",
        "It must be false where {world}; there it holds in {k} of {n} draws.",
        "It must be false where {world}; there it holds in none of {n} draws.",
    ),
    "left out": (
        "It must be false where {world}; there it holds whichever of {n} is left out.",
        "It must be false where {world}; there it holds in {k} of {n}.",
        "It must be false where {world}; there it holds in none of {n}.",
    ),
    "settings": (
        "It must be false where {world}; there it holds in all {n} settings.",
        "It must be false where {world}; there it holds in {k} of {n} settings.",
        "It must be false where {world}; there it holds in none of {n} settings.",
    ),
}


def _all_some_none(sentences, held, draws):
    whole, part, none = sentences
    return whole if held == draws else part if held else none


def share(result: Result) -> str:
    """In how many trials a claim holds: the few words beside its sentence."""
    sentence = _all_some_none(_SHARES[result.kind], result.held, result.draws)
    return sentence.format(n=f"{result.draws:,}", k=f"{result.held:,}")


def varied(result: Result) -> str:
    """What was varied."""
    if result.kind == "left out":
        return f"Varied: each of {result.draws:,} {result.what} is left out once."
    if result.kind == "settings":
        return f"Varied: every one of {result.draws:,} settings of {result.what}."
    if result.what:
        return f"Varied: {result.draws:,} {result.what}."
    return f"Varied: the seed, in {result.draws:,} draws."


def demanded(result: Result) -> str:
    """How often it must hold."""
    if result.demanded == 1:
        return "It must hold in every one."
    return f"It must hold in at least {100 * result.demanded:.3g} percent of them."


def failing(result: Result) -> str:
    """Where it fails."""
    if not result.fails:
        return "It fails nowhere."
    named, more = result.fails[:MOST_NAMED], len(result.fails) - MOST_NAMED
    if more == 1:
        return f"It fails at: {'; '.join(named)}; and one more."
    if more > 1:
        return f"It fails at: {'; '.join(named)}; and {more:,} more."
    return f"It fails at: {'; '.join(named)}."


def world(result: Result) -> str:
    """How it fares where it must be false."""
    sentence = _all_some_none(_WORLDS[result.kind], result.world_held, result.draws)
    return sentence.format(world=result.world, n=f"{result.draws:,}", k=f"{result.world_held:,}")


def trial_failed(name: str, at: str, kind: str, message: str) -> str:
    return f"{name} fails at {at}: {kind}: {message}"


def not_yes_or_no(name: str, at: str, said: str) -> str:
    return f"{name} must say True or False; at {at} it said {said}."


def two_answers(name: str, at: str) -> str:
    return f"{name} is not pure: tried twice at {at} it gives two answers. Draw from the seed that it is given."


def changes_things(name: str) -> str:
    return f"{name} is not pure: it changes a table or value outside itself; work on a copy."


def takes_too_long(name: str, seconds: float, most: int) -> str:
    return (
        f"{name} takes more than {seconds:.0f} seconds of one core; a claim has {most}. "
        "Make each trial smaller, or try fewer of them."
    )


def too_slow(name: str, seconds: float, most: int) -> str:
    return f"{name} took {seconds:.0f} seconds of one core; a claim should take less than {most}."


def unreadable(file: str, why: str) -> str:
    return f"{file} is no list of results ({why}); run: make claims"


def missing(name: str) -> str:
    return f"{name} is a claim without a stored result; run: make claims"


def stale(name: str) -> str:
    return f"{name}: the stored result was computed from other code or data; run: make claims"


def reworded(name: str) -> str:
    return f"{name}: the stored result has other words than the claim; run: make claims"


def does_not_hold(name: str, result: Result) -> str:
    """A failing claim, by name."""
    return f"{name} does not hold: {result.says} It {share(result)}. {demanded(result)} {failing(result)}"


def cannot_fail(name: str, result: Result) -> str:
    """A claim that holds where it must be false says nothing."""
    return f"{name} also holds where it must be false, and so says nothing: {result.says} {world(result)}"
