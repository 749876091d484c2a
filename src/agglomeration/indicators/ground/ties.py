"""Comparisons that forgive rounding: what is equal in one unit must be equal in every other."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from agglomeration.words import quoted, tell

__all__ = ["NOISE", "above", "at_least", "check_threshold", "tied"]

# Numbers that differ by less than this share of themselves differ by rounding only.
NOISE = 1e-9


def check_threshold(threshold: float, name: str = "threshold") -> None:
    """Raise unless the threshold is a finite number: nothing can be held against another one."""
    if not np.isfinite(threshold):
        raise ValueError(
            tell(
                "{name}: {threshold} is not a finite number.",
                name=name,
                threshold=quoted(threshold),
            )
        )


def at_least(values: Any, threshold: Any) -> Any:
    """Whether values reach a threshold; one that misses it by rounding reaches it.

    Examples
    --------
    >>> print(0.1 + 0.7 >= 0.8, at_least(0.1 + 0.7, 0.8), at_least(0.79, 0.8))
    False True False
    """
    return values >= threshold - NOISE * np.abs(threshold)


def above(values: Any, threshold: Any) -> Any:
    """Whether values exceed a threshold by more than rounding.

    Examples
    --------
    >>> print(0.1 + 0.2 > 0.3, above(0.1 + 0.2, 0.3), above(0.31, 0.3))
    True False True
    """
    return values > threshold + NOISE * np.abs(threshold)


def tied(values: ArrayLike, axis: int = 0) -> np.ndarray:
    """Values of which those that differ by rounding only, along the axis, are made equal, to be ranked.

    Examples
    --------
    >>> tied([0.1 + 0.2, 0.3, 0.4]).tolist()
    [0.3, 0.3, 0.4]
    """
    values = np.asarray(values, dtype=float)
    order = np.argsort(values, axis=axis, kind="stable")
    ordered = np.moveaxis(np.take_along_axis(values, order, axis), axis, -1)
    before, after = ordered[..., :-1], ordered[..., 1:]
    with np.errstate(invalid="ignore"):
        parted = (after != before) & ~(after - before <= NOISE * np.abs(after))
    first = np.zeros(ordered.shape, dtype=np.intp)
    first[..., 1:] = np.where(parted, np.arange(1, ordered.shape[-1]), 0)
    level = np.take_along_axis(ordered, np.maximum.accumulate(first, axis=-1), -1)
    equalled = np.empty_like(values)
    np.put_along_axis(equalled, order, np.moveaxis(level, -1, axis), axis)
    return equalled
