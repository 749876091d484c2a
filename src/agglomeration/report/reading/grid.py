"""Cells of a file by column, each different one once: a file of many rows stays small, and is checked by its cells."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import zip_longest
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["Column", "Gatherer", "Grid", "filled", "text_of"]

_AT_ONCE = 20_000


def filled(cell: Any) -> bool:
    """Whether something stands in a cell."""
    return cell is not None and (not isinstance(cell, str) or cell.strip() != "")


def text_of(cell: Any) -> str:
    """A cell as text without blanks around it; nothing for an empty one."""
    return "" if cell is None else str(cell).strip()


class Column:
    """A column: its different cells, and which of them stands in each row."""

    __slots__ = ("codes", "values")

    def __init__(self, codes: NDArray[np.int32], values: list[Any]) -> None:
        self.codes, self.values = codes, values

    def __len__(self) -> int:
        return len(self.codes)

    def __getitem__(self, row: int) -> Any:
        return self.values[self.codes[row]]

    def cells(self) -> list[Any]:
        """All cells, row by row."""
        values = self.values
        return [values[code] for code in self.codes]

    def take(self, rows: Any) -> Column:
        """Some rows, and no cell that stands in none of them."""
        used, codes = np.unique(self.codes[rows], return_inverse=True)
        return Column(codes.astype(np.int32), [self.values[code] for code in used])

    def which(self, test: Callable[[Any], Any]) -> NDArray[np.bool_]:
        """The rows whose cells pass a test, which is asked once for each different cell."""
        passed = np.array([bool(test(value)) for value in self.values], dtype=bool)
        return passed[self.codes] if len(passed) else np.zeros(len(self.codes), dtype=bool)

    def counts(self) -> NDArray[np.intp]:
        """How often each different cell stands in the column."""
        return np.bincount(self.codes, minlength=len(self.values))

    def in_order(self) -> list[Any]:
        """The different cells in the order in which they first stand in the column."""
        used, first = np.unique(self.codes, return_index=True)
        return [self.values[code] for code in used[np.argsort(first, kind="stable")]]


class Grid:
    """All rows of a file: columns, the line of each row, and how many cells it was written with."""

    def __init__(
        self, columns: list[Column], lines: NDArray[np.int64], widths: NDArray[np.int32]
    ) -> None:
        self.columns, self.lines, self.widths = columns, lines, widths

    def __len__(self) -> int:
        return len(self.lines)

    def row(self, number: int) -> list[Any]:
        """The cells of one row, as many as the widest has."""
        return [column[number] for column in self.columns]

    def take(self, rows: Any) -> Grid:
        """Some rows."""
        columns = [column.take(rows) for column in self.columns]
        return Grid(columns, self.lines[rows], self.widths[rows])

    def filled(self) -> NDArray[np.int32]:
        """How many cells of each row hold something."""
        count = np.zeros(len(self), dtype=np.int32)
        for column in self.columns:
            count += column.which(filled)
        return count

    @classmethod
    def of_rows(cls, rows: Iterable[Sequence[Any]], lines: Iterable[int] | None = None) -> Grid:
        """A grid of rows, counted from 1 where no lines are said."""
        gatherer = Gatherer()
        every = [list(row) for row in rows]
        gatherer.add(every, list(lines) if lines is not None else list(range(1, len(every) + 1)))
        return gatherer.grid()


class Gatherer:
    """Takes rows as they come and keeps each different cell of a column once."""

    def __init__(self) -> None:
        self.seen: list[dict[Any, int]] = []
        self.codes: list[list[NDArray[np.int32]]] = []
        self.lines: list[NDArray[np.int64]] = []
        self.widths: list[NDArray[np.int32]] = []
        self.rows = 0

    def add(self, rows: list[list[Any]], lines: list[int]) -> None:
        """Take more rows."""
        for start in range(0, len(rows), _AT_ONCE):
            self._add(rows[start : start + _AT_ONCE], lines[start : start + _AT_ONCE])

    def _add(self, rows, lines):
        widths = np.fromiter(map(len, rows), dtype=np.int32, count=len(rows))
        while len(self.seen) < widths.max(initial=0):
            self.seen.append({None: 0})
            self.codes.append([np.zeros(self.rows, dtype=np.int32)] if self.rows else [])
        for place, cells in enumerate(zip_longest(*rows)):
            index = self.seen[place]
            # 1, 1.0 and True are one key, and three cells.
            keys = [
                cell if cell is None or type(cell) is str else (type(cell), cell) for cell in cells
            ]
            found = [index.setdefault(key, len(index)) for key in keys]
            self.codes[place].append(np.array(found, dtype=np.int32))
        width = int(widths.max(initial=0))
        for codes in self.codes[width:]:
            codes.append(np.zeros(len(rows), dtype=np.int32))
        self.lines.append(np.array(lines, dtype=np.int64))
        self.widths.append(widths)
        self.rows += len(rows)

    def grid(self) -> Grid:
        """What was taken."""
        columns = [
            Column(
                np.concatenate(codes),
                [key if key is None or type(key) is str else key[1] for key in seen],
            )
            for codes, seen in zip(self.codes, self.seen, strict=True)
        ]
        empty = np.zeros(0)
        lines = np.concatenate(self.lines) if self.lines else empty.astype(np.int64)
        widths = np.concatenate(self.widths) if self.widths else empty.astype(np.int32)
        return Grid(columns, lines, widths)
