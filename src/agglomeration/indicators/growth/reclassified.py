"""Industries that begin or end everywhere between two dates: it may be their code only."""

from __future__ import annotations

import warnings

import numpy as np
import pandas as pd

from agglomeration.indicators.ground.blocks import runs
from agglomeration.indicators.ground.callers import lines_up
from agglomeration.indicators.ground.tables import shares
from agglomeration.words import listed, quoted, tell, tell_many

__all__ = ["warn_of_one_date", "warn_of_one_date_in"]

# An industry that begins may be one that ends if at least this share of it is where the other was.
ALIKE = 0.5
# So many pairs are named one by one.
NAMED = 3


def warn_of_one_date_in(
    first: np.ndarray, last: np.ndarray, industries: pd.Index, *, both: bool = False
) -> None:
    """Warn of industries that only one of two tables (regions x industries) has anywhere.

    With ``both`` only where some end and some begin, so that one may be the other.
    """
    begun, ended = _empty(first), _empty(last)
    if not len(begun) and not len(ended):
        return
    begun, ended = np.setdiff1d(begun, ended), np.setdiff1d(ended, begun)
    if (len(begun) and len(ended)) or (not both and (len(begun) or len(ended))):
        total_before, total_after = np.ones((2, len(industries)))
        total_before[begun] = total_after[ended] = 0
        warn_of_one_date(total_before, total_after, industries, first, last)


def warn_of_one_date(
    total_before: np.ndarray,
    total_after: np.ndarray,
    industries: pd.Index,
    first: np.ndarray,
    last: np.ndarray,
) -> None:
    """Warn of industries whose ``total`` (that of the reference) is 0 at one of two dates, and only there.

    ``first`` and ``last`` are the tables of the two dates, regions x industries: they tell which one may be which.
    """
    ended = np.flatnonzero((total_before > 0) & (total_after == 0))
    begun = np.flatnonzero((total_before == 0) & (total_after > 0))
    if len(ended) or len(begun):
        said = _told(ended, begun, industries, first, last)
        warnings.warn(said, UserWarning, stacklevel=lines_up())


def _empty(values):
    """Columns without anything, some rows at a time: after the first rows of a usual table few are left to look at."""
    left = np.arange(values.shape[1])
    for rows in runs(len(values), 1, cells=16):
        left = left[~values[rows][:, left].any(axis=0)]
        if not len(left):
            break
    return left


def _told(ended, begun, industries, first, last):
    pairs = _pairs(ended, begun, first, last)[:NAMED]
    said = [
        tell(
            "after: industry {old} ends everywhere and {new} begins, {share} of it where the other was.",
            old=quoted(industries[old]),
            new=quoted(industries[new]),
            share=f"{100 * share:.0f} %",
        )
        for old, new, share in pairs
    ]
    ended = industries[np.setdiff1d(ended, [old for old, _, _ in pairs])]
    begun = industries[np.setdiff1d(begun, [new for _, new, _ in pairs])]
    if len(ended):
        said.append(
            tell_many(
                "before: industry {industries} ends in all regions together.",
                "before: industries {industries} end in all regions together.",
                len(ended),
                industries=listed(ended),
            )
        )
    if len(begun):
        said.append(
            tell_many(
                "after: industry {industries} begins in all regions together.",
                "after: industries {industries} begin in all regions together.",
                len(begun),
                industries=listed(begun),
            )
        )
    said.append(
        tell(
            "If only its code or its class changed, what is lost under one code and won under another is no change: "
            "give both dates the same classification, or say in concordance= which codes are one class."
        )
    )
    return " ".join(said)


def _pairs(ended, begun, first, last):
    """Which industry that begins may be which one that ends, by where they are: the most alike pairs first."""
    if not len(ended) or not len(begun):
        return []
    old, new = (
        np.nan_to_num(shares(table[:, columns], axis=0))
        for table, columns in ((first, ended), (last, begun))
    )
    alike = np.stack([np.minimum(column[:, None], new).sum(axis=0) for column in old.T])
    pairs = []
    while alike.max() >= ALIKE:
        row, column = np.unravel_index(alike.argmax(), alike.shape)
        pairs.append((ended[row], begun[column], alike[row, column]))
        alike[row, :] = alike[:, column] = 0
    return pairs
