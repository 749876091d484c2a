"""How far two ways of grouping the same things agree, by counting pairs."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import Any, NamedTuple

import numpy as np

__all__ = ["PairsTogether", "adjusted_agreement", "pairs_together", "stability"]


class PairsTogether(NamedTuple):
    """Pairs that are together in both groupings, in the first, in the second, and all pairs."""

    both: float
    first: float
    second: float
    all: float


def pairs_together(first: np.ndarray, second: np.ndarray) -> PairsTogether:
    """Count the pairs of two groupings, given as whole numbers; what is below 0 in either is in no group."""
    known = (first >= 0) & (second >= 0)
    first, second = first[known], second[known]
    crossed = first * (second.max(initial=-1) + 1) + second
    both, one, other = (_pairs(np.bincount(groups)) for groups in (crossed, first, second))
    return PairsTogether(both, one, other, _pairs(known.sum()))


def _pairs(counts):
    counts = np.asarray(counts, dtype=float)
    return float((counts * (counts - 1) / 2).sum())


def adjusted_agreement(pairs: PairsTogether) -> float:
    """Hubert and Arabie's adjusted index; NaN where both groupings keep all together or all apart."""
    both, first, second, every = pairs
    if not every or (first == second and first in (0, every)):
        return np.nan
    chance = first * second / every
    return float((both - chance) / ((first + second) / 2 - chance))


def stability(groupings: Sequence[Any]) -> float:
    """Mean adjusted agreement of every two groupings; NaN where none is defined."""
    found = [
        adjusted_agreement(pairs_together(one, other)) for one, other in combinations(groupings, 2)
    ]
    defined = [agreement for agreement in found if not np.isnan(agreement)]
    return float(np.mean(defined)) if defined else np.nan
