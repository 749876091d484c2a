"""How sure the figures of a place are: four grades with bounds that are printed beside them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from clusterbook.words import tell

from .kinds import Kind

__all__ = ["GRADES", "badges", "bounds_told", "certainty"]

#: By grade: the least share of jobs in published figures, the largest median relative standard error, the largest share
#: of withheld among estimated cells. What misses a bound of C is D.
GRADES = {"A": (0.95, 0.10, 0.03), "B": (0.90, 0.11, 0.05), "C": (0.85, 0.12, 0.07)}


def certainty(given: Kind) -> pd.DataFrame:
    """Return how much is known of each place.

    Parameters
    ----------
    given : Kind

    Returns
    -------
    pandas.DataFrame
        By place: ``published`` (share of the total in published cells), ``cells`` (published), ``withheld``,
        ``unpublished`` (neither), ``withheld_share`` (of the cells that were estimated), and ``error``, the median
        relative standard error of the published cells, NaN where there are no errors.

    Examples
    --------
    >>> from clusterbook.regions.kinds import kind_of_place
    >>> certainty(kind_of_place("provinces")).loc["26", ["cells", "withheld"]].astype(int).tolist()
    [72, 2]
    """
    counts = {letter: (given.marks == letter).sum(axis=1) for letter in "pwa"}
    errors = (
        pd.Series(np.nan, given.cells.index)
        if given.errors is None
        else given.errors.where(given.marks == "p").median(axis=1)
    )
    return pd.DataFrame(
        {
            "published": (given.cells.sum(axis=1) / given.totals).clip(upper=1),
            "cells": counts["p"],
            "withheld": counts["w"],
            "unpublished": counts["a"],
            "withheld_share": counts["w"] / (counts["p"] + counts["w"]),
            "error": errors,
        }
    )


def badges(given: Kind) -> dict[Any, dict[str, Any] | None]:
    """Return the badge of each place, or None where its source knows no errors.

    Parameters
    ----------
    given : Kind

    Returns
    -------
    dict
        By place: ``grade``, ``sentence`` (what the grade allows), ``bounds`` (the sentence that says them),
        ``missed``, the bounds by which it is not one grade better, and ``short_of``, sentences that say so.

    Examples
    --------
    >>> from clusterbook.regions.kinds import kind_of_place
    >>> badges(kind_of_place("metros"))["45780"]["grade"], badges(kind_of_place("provinces"))["26"]
    ('A', None)
    """
    if given.errors is None:
        return dict.fromkeys(given.cells.index)
    return {place: _badge(row) for place, row in certainty(given).iterrows()}


def _badge(row):
    grade = next((name for name in GRADES if not _missed(row, name)), "D")
    better = dict(zip("BCD", "ABC", strict=True)).get(grade)
    return {
        "grade": grade,
        "sentence": _meaning(grade),
        "bounds": _bounds(grade),
        "missed": [] if better is None else _missed(row, better),
        "short_of": []
        if better is None
        else [_short_of(row, better, one) for one in _missed(row, better)],
    }


def bounds_told() -> list[str]:
    """Return the sentences that say the bounds of all four grades.

    Examples
    --------
    >>> [text[:2] for text in bounds_told()]
    ['A:', 'B:', 'C:', 'D:']
    """
    return [_bounds(grade) for grade in (*GRADES, "D")]


def _short_of(row, better, missed):
    if missed == "published":
        return tell(
            "For {grade} more would have to be published: {share} percent of the jobs are in published figures.",
            grade=better,
            share=f"{_cut(100 * row['published']):.1f}",
        )
    if missed == "error":
        return tell(
            "For {grade} the median relative standard error would have to be smaller: it is {error} percent.",
            grade=better,
            error=f"{-_cut(-100 * row['error']):.1f}",
        )
    return tell(
        "For {grade} fewer figures would have to be withheld: {withheld} of {all} estimated ones are.",
        grade=better,
        withheld=f"{row['withheld']:.0f}",
        all=f"{row['cells'] + row['withheld']:,.0f}",
    )


def _cut(percent):
    """Cut off, so that what misses a bound does not look as if it reached it."""
    return np.floor(10 * percent) / 10


def _missed(row, grade):
    published, error, withheld = GRADES[grade]
    tests = {
        "published": row["published"] < published,
        "error": row["error"] > error,
        "withheld": row["withheld_share"] > withheld,
    }
    return [name for name, missed in tests.items() if missed]


def _bounds(grade):
    published, error, withheld = (f"{100 * bound:.0f}" for bound in GRADES.get(grade, GRADES["C"]))
    if grade == "D":
        return tell(
            "D: less than {published} percent of the jobs are in published figures, or their median relative standard "
            "error is above {error} percent, or more than {withheld} percent of the estimated figures are withheld.",
            published=published,
            error=error,
            withheld=withheld,
        )
    return tell(
        "{grade}: at least {published} percent of the jobs are in published figures, their median relative standard "
        "error is at most {error} percent, and at most {withheld} percent of the estimated figures are withheld.",
        grade=grade,
        published=published,
        error=error,
        withheld=withheld,
    )


def _meaning(grade):
    if grade == "A":
        return tell(
            "Nearly all jobs can be seen: single occupations can be compared by their intervals."
        )
    if grade == "B":
        return tell(
            "Most jobs can be seen: compare occupations that are large here, and mind the intervals of small ones."
        )
    if grade == "C":
        return tell(
            "A good part is not published: what is not shown may be here all the same, so trust groups more than "
            "single occupations."
        )
    return tell(
        "Much is not published or not sure: read what is shown, and draw nothing from what is not."
    )
