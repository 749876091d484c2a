"""What the four kinds of places are called on their pages."""

from __future__ import annotations

from typing import Any

from clusterbook.words import tell

__all__ = ["KINDS", "texts_of"]

KINDS = ("metros", "states", "provinces", "municipalities")


def texts_of(data: dict[str, Any] | str) -> dict[str, str]:
    """The words of a kind: ``one``, ``many``, ``activity``, ``group``, ``amount``, ``whole`` (of what shares are)."""
    kind = data if isinstance(data, str) else data["kind"]
    return {
        "metros": lambda: {
            "one": tell("A metropolitan area of the United States, by what its people work as."),
            "many": tell("Metropolitan areas of the United States"),
            "activity": tell("Occupation"),
            "group": tell("Group of occupations"),
            "amount": tell("Jobs"),
            "whole": tell("jobs"),
        },
        "states": lambda: {
            "one": tell("A state of the United States, by what its people work as."),
            "many": tell("States of the United States"),
            "activity": tell("Occupation"),
            "group": tell("Group of occupations"),
            "amount": tell("Jobs"),
            "whole": tell("jobs"),
        },
        "provinces": lambda: {
            "one": tell("A province of Korea, by the industries in which its people work."),
            "many": tell("Provinces of Korea"),
            "activity": tell("Industry"),
            "group": tell("Section of industries"),
            "amount": tell("Workers"),
            "whole": tell("workers"),
        },
        "municipalities": lambda: {
            "one": tell("A municipality of Korea, by the value added of 16 activities."),
            "many": tell("Municipalities of Korea"),
            "activity": tell("Activity"),
            "group": tell("Activity"),
            "amount": tell("Million won"),
            "whole": tell("value added"),
        },
    }[kind]()
