"""What a file was taken for: each column with the reason, each mark, each line set apart."""

from __future__ import annotations

from typing import Literal, NamedTuple

__all__ = ["Apart", "Mark", "Taken"]


class Taken(NamedTuple):
    """A column of the file and what it was taken as.

    ``role`` is region, industry, value, size, year, plant, group, x, y, item, flag, code, constant, not used, or
    for the
    columns that stand across "amounts of an industry", "amounts of a region" and "amounts of a year".
    """

    column: str
    role: str
    why: str


class Mark(NamedTuple):
    """A mark that stood in the place of an amount, and in how many cells.

    ``meaning`` is withheld, not available or none. ``lower`` and ``upper`` bound what is withheld where the mark
    says so
    itself, as classes of size do; infinity where it does not.
    """

    text: str
    meaning: Literal["withheld", "not available", "none"]
    cells: int
    lower: float = 0.0
    upper: float = float("inf")


class Apart(NamedTuple):
    """A region or an industry that is no part of the table, since it holds others or lies in one that is taken.

    ``kind`` is "total" (all others of its kind together), "broader" (some of them) or "narrower" (a part of one that is
    taken). ``parts`` are the lines that it holds, for "narrower" the one line that holds it.
    """

    what: Literal["region", "industry"]
    label: str
    kind: Literal["total", "broader", "narrower"]
    why: str
    parts: tuple[str, ...]
