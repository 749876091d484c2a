"""The measures of a place as pages show them: their names, digits, and what each says in a line."""

from __future__ import annotations

from typing import Any, NamedTuple

from clusterbook.words import tell

__all__ = ["Shown", "figure_of", "shown_measures"]


class Shown(NamedTuple):
    """How a measure is shown: its name, its digits, whether as percent, and how it is read."""

    label: str
    digits: int
    percent: bool
    reading: str


def shown_measures(data: dict[str, Any]) -> dict[str, Shown]:
    """The measures that places of a kind have, in the order in which they are shown."""
    unit = data["unit"]
    known = {
        "size": Shown(
            tell("Size ({unit})", unit=unit), 0, False, tell("All {unit} of the place.", unit=unit)
        ),
        "krugman": Shown(
            tell("Specialization (Krugman index)"),
            2,
            False,
            tell("0: the mix of the nation; 2: nothing in common with it."),
        ),
        "diversity": Shown(
            tell("Diversity"),
            1,
            False,
            tell(
                "As diverse as a place that has so many {activities} of one size.",
                activities=data["activities_name"],
            ),
        ),
        "complexity": Shown(
            tell("Complexity"),
            2,
            False,
            tell("Mean complexity of what the place has more of than the nation; 0 is the mean."),
        ),
        "growth": Shown(
            tell("Growth"),
            1,
            True,
            tell(
                "Change from {before} to {year}.",
                before=data.get("year_before") or "",
                year=data["year"],
            ),
        ),
        "published": Shown(
            tell("Published"), 1, True, tell("Share of all {unit} in published figures.", unit=unit)
        ),
        "error": Shown(
            tell("Median relative standard error"),
            1,
            True,
            tell("Half of the published figures have a smaller error, relative to their size."),
        ),
        "withheld": Shown(
            tell("Withheld"), 0, False, tell("Figures that were estimated and are not shown.")
        ),
    }
    present = {name for place in data["places"] for name in place["measures"]}
    if unknown := present - set(known):
        raise LookupError(
            tell("Measures without a name on the pages of regions: {names}.", names=sorted(unknown))
        )
    return {name: shown for name, shown in known.items() if name in present or name == "size"}


def figure_of(place: dict[str, Any], name: str) -> list[float | None]:
    """A measure's value and interval; that of size is exact."""
    if name == "size" and "size" not in place["measures"]:
        return [place["total"], None, None]
    found = place["measures"].get(name) or {}
    return [found.get(part) for part in ("value", "lower", "upper")]
