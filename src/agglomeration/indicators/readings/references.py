"""What a structure is held against, in words."""

from __future__ import annotations

from typing import Any

from agglomeration.words import tell

__all__ = ["reference_told"]


def reference_told(reference: Any, what: str) -> str:
    """The reference of a region's, or of an industry's, shares."""
    by = reference if isinstance(reference, str) or reference is None else "given"
    if by == "given":
        return tell("the reference given")
    if what == "region":
        if by == "rest":
            return tell("all other regions together")
        if by == "mean_of_others":
            return tell("the mean of the other regions")
        return tell("an even spread") if by == "uniform" else tell("all regions together")
    if by == "rest":
        return tell("all other industries together")
    if by == "mean_of_others":
        return tell("the mean of the other industries")
    return tell("an even spread") if by == "uniform" else tell("all industries together")
