"""The measures of a place as pages show them: their names, digits, and what each says in a line."""

from __future__ import annotations

from typing import Any, NamedTuple

from clusterbook.words import tell

from .kind_texts import texts_of

__all__ = ["Shown", "figure_of", "rank_of", "shown_measures"]

# Digits, and whether the measure is shown as percent.
_FORMATS = {
    "size": (0, False),
    "krugman": (2, False),
    "diversity": (1, False),
    "complexity": (2, False),
    "growth": (1, True),
    "share": (1, True),
    "error": (1, True),
    "withheld": (0, False),
}


class Shown(NamedTuple):
    """How a measure is shown: its name, its digits, whether as percent, and how it is read."""

    label: str
    digits: int
    percent: bool
    reading: str


def shown_measures(data: dict[str, Any]) -> dict[str, Shown]:
    """The measures that places of a kind have, in the order in which they are shown."""
    told = {name: (one["title"], one["sentence"]) for name, one in data["measures"].items()}
    # Where every place publishes all, nobody is ranked by it.
    if any(place["published"]["share"] < 1 for place in data["places"]):
        told["share"] = (
            tell("Published"),
            tell(
                "The share of all {whole} that is in published figures.",
                whole=texts_of(data)["whole"],
            ),
        )
    if data["places"][0]["rse"] is not None:
        told["error"] = (
            tell("Median relative standard error"),
            tell("Half of the published figures have a smaller error, relative to their size."),
        )
    if any(place["published"]["withheld"] for place in data["places"]):
        told["withheld"] = (
            tell("Withheld figures"),
            tell("They were estimated or counted, and are not shown. They are not zero."),
        )
    return {name: Shown(label, *_FORMATS[name], reading) for name, (label, reading) in told.items()}


def figure_of(place: dict[str, Any], name: str) -> list[float | None]:
    """A measure's value and interval; that of a count is None."""
    if name in ("share", "error", "withheld"):
        return [place["published"][name], None, None]
    found = place["measures"].get(name) or {}
    return [found.get(part) for part in ("value", "lower", "upper")]


def rank_of(data: dict[str, Any], place: dict[str, Any], name: str) -> list[int | None]:
    """A place's rank by a measure, 1 the largest, and between which ranks it lies in 95 of 100 draws."""
    if name in ("share", "error", "withheld"):
        own = place["published"][name]
        larger = [one for one in data["places"] if (one["published"][name] or 0) > (own or 0)]
        return [None if own is None else 1 + len(larger), None, None]
    found = place["measures"].get(name) or {}
    return [found.get(part) for part in ("rank", "rank_lower", "rank_upper")]
