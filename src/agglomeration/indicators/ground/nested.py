"""Columns that hold others: a total, or a class beside its parts, so that sums over the columns count twice."""

from __future__ import annotations

import re
import warnings
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from agglomeration.words import listed, quoted, tell

from .callers import lines_up
from .ties import NOISE

__all__ = ["Nest", "nests", "told_of_nests", "warn_of_nests"]

# A letter and digits, with the points and hyphens that classifications put between them; or one letter.
_CODE = re.compile(r"\s*([A-Z]?\d[\d.]*(?:-[A-Z]?\d[\d.]*)?|[A-Z](?=$|[\s.:\-–]))")
_RANGE = re.compile(r"([A-Z]?)(\d{1,3})-\1(\d{1,3})")
# Codes of so many digits are filled up with zeros where they stand for a broader class: 31 1000, 11-0000.
FILLED = 4
# In fewer regions than this, or of fewer columns, one can be the sum of the others by chance.
FEWEST = 3
# The share of a class by which its parts may exceed it where cells are rounded.
ROUNDED = 0.05


class Nest(NamedTuple):
    """A column (its position) and those that it holds; all others, if it is a total."""

    whole: int
    parts: list[int]
    total: bool


_TOLD: ContextVar[bool] = ContextVar("_TOLD", default=False)


@contextmanager
def told_of_nests() -> Iterator[None]:
    """Look for no nests: in tables that are drawn anew from one of which it was told, where they cost much time."""
    before = _TOLD.set(True)
    try:
        yield
    finally:
        _TOLD.reset(before)


def warn_of_nests(values: np.ndarray, labels: pd.Index, name: str) -> None:
    """Warn of a column that is the sum of others, or a class beside its parts."""
    found = [] if _TOLD.get() else nests(values, labels)
    if not found:
        return
    whole, parts, total = found[0]
    if total:
        said = tell(
            "{table}: industry {whole} is the sum of all others in every region, so that everything counts twice; "
            "leave it out.",
            table=name,
            whole=quoted(labels[whole]),
        )
    else:
        said = tell(
            "{table}: industry {whole} holds {parts}, which stand beside it, so that they count twice; leave out "
            "the one or the others.",
            table=name,
            whole=quoted(labels[whole]),
            parts=listed(labels[parts]),
        )
    warnings.warn(said, UserWarning, stacklevel=lines_up())


def nests(values: np.ndarray, labels: pd.Index, fewest: int = FEWEST) -> list[Nest]:
    """Columns that hold others, as far as codes and cells show it.

    A column is a total if it is the sum of all others in each of three (``fewest``) or more regions. Codes nest where
    one begins with the other; it counts if the cells bear it out, which those of other labels hardly do by chance.

    Examples
    --------
    >>> import numpy as np
    >>> import pandas as pd
    >>> nests(np.array([[500, 200, 300], [400, 100, 300]]), pd.Index(["31-33", "311", "325"]))
    [Nest(whole=0, parts=[1, 2], total=False)]
    """
    coded = _by_code(labels)
    # Cleaned once: there may be a class for every few columns.
    shown = np.nan_to_num(values) if coded else values
    found = [
        Nest(whole, parts, False)
        for whole, parts in coded
        if _bears_out(shown[:, whole], shown[:, parts])
    ]
    return found or _totals(values, fewest)


def _bears_out(whole, parts):
    together = parts.sum(axis=1)
    margin = NOISE * np.abs(whole)
    if np.abs(whole - together).max() <= margin.max() and whole.any():
        return True
    # Parts that are withheld or left out make the sum of the others less than the whole; rounding makes it a bit more.
    several, excess = parts.shape[1] > 1, np.maximum(together - whole, 0).sum()
    return bool(several and excess <= ROUNDED * whole.sum() < 2 * ROUNDED * together.sum())


def _totals(values, fewest):
    regions, columns = values.shape
    if regions < fewest or columns < FEWEST:
        return []
    first = values[0]
    likely = np.flatnonzero(np.abs(2 * first - first.sum()) <= NOISE * first.sum())
    if len(likely) not in (1, 2):
        return []
    sums = values.sum(axis=1)
    if np.count_nonzero(sums) < fewest:
        return []
    return [
        Nest(int(place), [other for other in range(columns) if other != place], True)
        for place in likely
        if (np.abs(2 * values[:, place] - sums) <= NOISE * sums).all()
    ]


_LABELS: dict[int, tuple[Any, list[tuple[int, list[int]]]]] = {}


def _by_code(labels):
    """Positions of classes and of their parts, as the codes say; kept as long as the labels are."""
    key = id(labels)
    known = _LABELS.get(key)
    if known is not None and known[0]() is labels:
        return known[1]
    found = _nested_codes(labels)
    _LABELS[key] = (weakref.ref(labels, lambda _: _LABELS.pop(key, None)), found)
    return found


def _nested_codes(labels):
    if isinstance(labels, pd.MultiIndex):
        return []
    codes = [
        (code, len(str(label)), place)
        for place, label in enumerate(labels)
        if (code := _code(str(label)))
    ]
    where, parts = {}, {}
    for code, _, place in sorted(codes, key=lambda one: (len(one[0][0]), len(one[0]) == 1, one[1])):
        above = _holder(code[0], where) if len(code) == 1 else None
        if above is not None:
            parts.setdefault(above, []).append(place)
        for beginning in code:
            where.setdefault(beginning, place)
    return list(parts.items())


def _code(label):
    """What codes of the parts of a label's class begin with, letters and digits only; empty without a code."""
    found = _CODE.match(label)
    if not found:
        return ()
    span = _RANGE.fullmatch(found[1])
    if span and len(span[2]) == len(span[3]) and 0 < int(span[3]) - int(span[2]) < 10:
        numbers = range(int(span[2]), int(span[3]) + 1)
        return tuple(f"{span[1]}{number:0{len(span[2])}d}" for number in numbers)
    code = re.sub(r"[^A-Z\d]", "", found[1])
    stripped = code.rstrip("0")
    return (stripped if len(code) >= FILLED and len(stripped) >= 2 else code,)


def _holder(code, where):
    """The column whose code is the longest beginning of the code, or the same in fewer signs."""
    return next((where[code[:end]] for end in range(len(code), 0, -1) if code[:end] in where), None)
