"""What is refused of a claim, of its trials and of its stored result, each in a sentence."""

from __future__ import annotations

from explorable.words import tell

__all__ = [
    "changes_things",
    "missing",
    "not_yes_or_no",
    "reworded",
    "stale",
    "takes_too_long",
    "trial_failed",
    "two_answers",
    "unreadable",
]


def trial_failed(name: str, at: str, kind: str, message: str) -> str:
    """A trial raised an error."""
    return tell(
        "{name} fails at {at}: {kind}: {message}", name=name, at=at, kind=kind, message=message
    )


def not_yes_or_no(name: str, at: str, said: str) -> str:
    """A trial said something else than True or False."""
    return tell(
        "{name} must say True or False; at {at} it said {said}.", name=name, at=at, said=said
    )


def two_answers(name: str, at: str) -> str:
    """The same trial gave two answers."""
    return tell(
        "{name} is not pure: tried twice at {at} it gives two answers. Draw from the seed that it is given.",
        name=name,
        at=at,
    )


def changes_things(name: str) -> str:
    """What a trial reads is another after it."""
    return tell(
        "{name} is not pure: it changes a table or value outside itself; work on a copy.", name=name
    )


def takes_too_long(name: str, seconds: float, most: int) -> str:
    """A claim is refused for its time."""
    return tell(
        "{name} takes {seconds} seconds of one core or more; a claim has {most}. "
        "Make each trial smaller, or try fewer of them.",
        name=name,
        seconds=f"{seconds:.0f}",
        most=most,
    )


def unreadable(file: str, why: str) -> str:
    """A file of results that is none."""
    return tell("{file} is no list of results ({why}); run: make claims", file=file, why=why)


def missing(name: str) -> str:
    """A claim that was never tried."""
    return tell("{name} is a claim without a stored result; run: make claims", name=name)


def stale(name: str) -> str:
    """A claim that is another than the one that was tried."""
    return tell(
        "{name}: the stored result was computed from other code or data; run: make claims",
        name=name,
    )


def reworded(name: str) -> str:
    """A claim whose words changed."""
    return tell(
        "{name}: the stored result has other words than the claim; run: make claims", name=name
    )
