"""What an explorable's function returns: a picture, one sentence with the numbers, and the table behind it."""

from __future__ import annotations

import math
import numbers
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from .drawing.svg import as_drawing
from .errors import ExplorableError
from .formatting import bold, plain, table_text, with_minus
from .words import quoted, tell

__all__ = ["View"]


@dataclass
class View:
    """One state of an explorable.

    Parameters
    ----------
    figure : matplotlib.figure.Figure, Drawing, or callable
        The picture; a function of the width in inches is drawn once wide and once narrow.
    reading : str
        One sentence that says what the picture shows; ``**numbers**`` are set in bold.
    table : pandas.DataFrame, optional
        The numbers behind the picture, offered as a table and as CSV.
    decimals : dict, optional
        Decimals shown per column of the table; the CSV keeps six significant digits, or more where
        more are shown.
    alt : str, optional
        Alternative text; the drawing's own, else the reading, unless said.
    units : dict, optional
        Units of the table's columns, written behind their names in the table and the CSV.
    facts : dict, optional
        Named numbers a prediction is held against.
    """

    figure: object
    reading: str
    table: pd.DataFrame | None = None
    decimals: dict = field(default_factory=dict)
    alt: str | None = None
    facts: dict = field(default_factory=dict)
    units: dict = field(default_factory=dict)

    def __post_init__(self):
        self.figure = as_drawing(self.figure)
        if not isinstance(self.reading, str) or not self.reading.strip():
            raise ExplorableError(
                tell("A view needs a reading: one sentence with the numbers the picture shows.")
            )
        self.reading = with_minus(self.reading)
        if self.table is not None and not isinstance(self.table, pd.DataFrame):
            raise ExplorableError(
                tell(
                    "A view's table must be a DataFrame; got {found}.",
                    found=type(self.table).__name__,
                )
            )
        self._check_names()
        self.alt = with_minus(self.alt or self.figure.alt or self.plain_reading)

    def _check_names(self):
        names = [] if self.table is None else list(self.table.columns)
        twice = [name for name in names if names.count(name) > 1]
        if twice:
            raise ExplorableError(
                tell(
                    "A view's table has two columns {column}; give each a name of its own.",
                    column=quoted(twice[0]),
                )
            )
        unknown = [name for name in self.decimals if name not in names]
        if unknown:
            raise ExplorableError(
                tell(
                    "A view's decimals name {unknown}, which is no column; columns are {names}.",
                    unknown=quoted(unknown[0]),
                    names=names,
                )
            )
        lost = [name for name in self.units if name not in names]
        if lost:
            raise ExplorableError(
                tell(
                    "A view's units name {unknown}, which is no column; columns are {names}.",
                    unknown=quoted(lost[0]),
                    names=names,
                )
            )
        for name, value in self.facts.items():
            if not isinstance(value, numbers.Real):
                raise ExplorableError(
                    tell(
                        "A view's fact {name} is {value}; a guess needs a number to be held "
                        "against.",
                        name=quoted(name),
                        value=quoted(value),
                    )
                )

    @property
    def plain_reading(self) -> str:
        """The reading without marks."""
        return plain(self.reading)

    @property
    def reading_html(self) -> str:
        """The reading with its numbers in bold."""
        return bold(self.reading)

    def columns(self) -> list[list[Any]]:
        """Names, with their units, and decimals of the table's columns."""
        if self.table is None:
            return []
        kinds = self.table.dtypes
        return [
            [self._heading(name), self.decimals.get(name, _usual_decimals(kinds[name]))]
            for name in self.table.columns
        ]

    def _heading(self, name):
        unit = self.units.get(name)
        return tell("{name}, {unit}", name=name, unit=unit) if unit else str(name)

    def rows(self) -> list[list[Any]]:
        """The table's cells as plain values: text, numbers as short as they read the same, None where undefined."""
        decimals = [digits for _, digits in self.columns()]
        cells = [] if self.table is None else self.table.itertuples(index=False, name=None)
        return [
            [_plain(cell, digits) for cell, digits in zip(row, decimals, strict=True)]
            for row in cells
        ]

    def text(self) -> str:
        """Reading and table as plain text."""
        lines = [self.plain_reading]
        if self.table is not None:
            lines.append(table_text(self.columns(), self.rows()))
        return "\n".join(lines)


def _usual_decimals(kind):
    if pd.api.types.is_bool_dtype(kind) or not pd.api.types.is_numeric_dtype(kind):
        return None
    return 0 if pd.api.types.is_integer_dtype(kind) else 2


def _plain(cell, decimals):
    if isinstance(cell, str):
        return cell
    if cell is None or (pd.api.types.is_scalar(cell) and pd.isna(cell)):
        return None
    if isinstance(cell, bool) or type(cell).__name__ in ("bool", "bool_"):
        return "yes" if cell else "no"
    if isinstance(cell, numbers.Integral):
        return int(cell)
    return _short(float(cell), decimals) if hasattr(cell, "__float__") else str(cell)


def _short(number, decimals):
    """Six digits, or all where the table shows more."""
    if not math.isfinite(number):
        return str(number)
    short = float(f"{number:.6g}")
    if decimals is not None and f"{short:.{decimals}f}" != f"{number:.{decimals}f}":
        return number
    return int(short) if short.is_integer() else short
