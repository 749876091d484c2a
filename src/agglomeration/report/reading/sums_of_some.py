"""Lines that are the sum of some others wherever these stand: East at the end of a list of states, Seoul's area."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

__all__ = ["block_of", "subset_of"]

_MOST_PARTS = 40
_MOST_AT_ONCE = 4_000
_CLOSE = 1e-9


def block_of(own: float, totals: NDArray[np.float64]) -> list[tuple[int, int]]:
    """Where neighbours begin and end whose sums are alike; each block has two lines at least.

    Parameters
    ----------
    own : float
        The sum that is looked for.
    totals : (n,) array
        What lines have, in their order.

    Examples
    --------
    >>> block_of(7.0, np.array([1.0, 3.0, 4.0, 9.0]))
    [(1, 3)]
    """
    before = np.concatenate([[0.0], np.cumsum(totals)])
    room = _CLOSE * max(own, 1.0)
    first = np.searchsorted(before, before + own - room)
    ends = np.minimum(first, len(before) - 1)
    found = np.flatnonzero(
        (abs(before[ends] - before - own) <= room) & (ends - np.arange(len(ends)) > 1)
    )
    return [(int(k), int(ends[k])) for k in found]


def subset_of(
    own: NDArray[np.float64], values: NDArray[np.float64], hidden: NDArray[np.bool_]
) -> tuple[list[int], bool]:
    """Lines that add up to one in every cell, and whether these alone do; none where there are too many to try.

    Parameters
    ----------
    own : (c,) array
        The amounts of the line in each cell.
    values : (n, c) array
        Those of the others, 0 where hidden.
    hidden : (n, c) array of bool
        Where an amount is hidden: with it a sum may be anything from what is shown upwards.

    Examples
    --------
    >>> values = np.array([[1.0, 4.0], [3.0, 3.0], [4.0, 5.0]])
    >>> subset_of(np.array([5.0, 9.0]), values, values < 0)
    ([0, 2], True)
    """
    room = _CLOSE * np.maximum(own, 1.0)
    fits = np.flatnonzero((values <= own + room).all(axis=1) & values.any(axis=1))
    fits = fits[np.argsort(-values[fits].sum(axis=1), kind="stable")]
    values, hidden = values[fits], hidden[fits]
    if not 2 <= len(fits) <= _MOST_PARTS:
        return [], True
    rest = np.vstack([np.cumsum(values[::-1], axis=0)[::-1], np.zeros_like(own)])
    later = np.vstack([np.cumsum(hidden[::-1], axis=0)[::-1], np.zeros_like(own)]) > 0
    if (~(later[0] | (rest[0] >= own - room))).any():
        return [], True
    sums, free = np.zeros((1, len(own))), np.zeros((1, len(own)), dtype=bool)
    chosen = np.zeros(1, dtype=np.int64)
    for k, line in enumerate(values):
        sums = np.concatenate([sums, sums + line])
        free = np.concatenate([free, free | hidden[k]])
        chosen = np.concatenate([chosen, chosen | (1 << k)])
        # Too much already, or too little even with all that are left.
        enough = (sums + rest[k + 1] >= own - room) | free | later[k + 1]
        left = (sums <= own + room).all(axis=1) & enough.all(axis=1)
        sums, free, chosen = sums[left], free[left], chosen[left]
        if not len(sums) or len(sums) > _MOST_AT_ONCE:
            return [], True
    found = [k for k in range(len(fits)) if int(chosen[0]) >> k & 1]
    return sorted(int(fits[k]) for k in found), len(chosen) == 1
