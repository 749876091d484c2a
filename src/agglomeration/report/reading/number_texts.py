"""Cells to numbers, by stated rules: what can be read in two ways is refused."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from ..errors import FileError, option

__all__ = [
    "YEAR",
    "as_numbers",
    "as_years",
    "check_points",
    "is_code",
    "looks_like_number",
    "means_withheld",
]

_PLAIN = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?", re.ASCII)
_GROUPED = re.compile(
    r"[+-]?\d{1,3}(?P<mark>[,. '\u2019\u00a0\u202f])\d{3}((?P=mark)\d{3})*([.,]\d+)?", re.ASCII
)
_COMMA = re.compile(r"[+-]?\d+,\d+", re.ASCII)
# A fraction that may as well be a number above a thousand; 0.347 can be no such number.
_THREE = re.compile(r"[+-]?[1-9]\d{0,2}\.\d{3}", re.ASCII)
_CODE = re.compile(r"0\d+", re.ASCII)
_CLASS = re.compile(
    r"\d[\d.,]*\s*[-–~]\s*\d[\d.,]*\s*[^\W\d_]*|[<>≤≥]\s*=?\s*\d[\d.,]*|\d[\d.,]*\s*(\+|이상|이하|미만|or \w+)"
)
_NOTED = re.compile(r"([+-]?\d[\d.,]*)\s*\(?([^\W\d_]{1,3})\)?")
# A dash is a zero in the tables of many offices, and so may be the words for nothing; other marks are not.
_DASHES = {"-", "–", "—"}
_LIKE = re.compile(r"[+\-(]?[\d.,]*\d", re.ASCII)
_SPACES = (" ", "\u00a0", "\u202f")
# A year as a column's name or in a cell: 2019, 2019년, 2019 년, 2019p (provisional).
YEAR = re.compile(r"(1[89]\d\d|20\d\d)(\.0)?\s*년?\s*(p\)?|\(p\)|e)?", re.ASCII)


def looks_like_number(cell: Any) -> bool:
    """Whether a cell was probably meant as a number: used to guess the layout, never to read a value."""
    return isinstance(cell, (int, float)) or bool(_LIKE.match(str(cell).strip()))


def is_code(cell: Any) -> bool:
    """Whether a cell begins with a zero as codes do."""
    return isinstance(cell, str) and bool(_CODE.fullmatch(cell.strip()))


def means_withheld(cell: Any) -> bool:
    """Whether a cell may stand for a number that is withheld or unknown: empty, a mark without a digit, or a class."""
    text = "" if cell is None else str(cell).strip()
    if text.startswith(("=", "@")):
        return False
    return not any(map(str.isdigit, text)) or bool(_CLASS.fullmatch(text))


def as_numbers(
    cells: Sequence[Any],
    lines: Sequence[int],
    columns: str | Sequence[str],
    *,
    decimal: str | None = None,
    thousands: str | None = None,
    none: Iterable[str] = (),
    positive: bool = False,
    leave: Callable[[list[int]], str] | None = None,
    amounts: Any = None,
) -> list[float]:
    """Return cells as finite, non-negative floats, or raise a sentence for the first that is not.

    ``columns`` is the column of all cells, or of each. ``leave`` says how to do without cells, given their places, and
    ``amounts`` what to do if the column holds no amounts at all.

    Examples
    --------
    >>> as_numbers(["1,234"], [2], "jobs", thousands=",")
    [1234.0]
    >>> as_numbers(["1,234"], [2], "jobs")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
        ...
    agglomeration.report.errors.FileError: line 2, column 'jobs' is '1,234', which may mean 1234 or 1.234; ...
    """
    marks = {mark.strip() for mark in none}
    columns = [columns] * len(cells) if isinstance(columns, str) else columns
    numbers = []
    for cell, line, column in zip(cells, lines, columns, strict=True):
        number = _number(cell, decimal or ".", thousands, marks)
        place = f"line {line}, column {column!r}"
        if number is None or not math.isfinite(number):
            alike = is_code if is_code(cell) else means_withheld
            refused = [
                k for k, other in enumerate(cells) if alike(other) and _text(other) not in marks
            ]
            out = leave(refused) if leave else "leave out the industry concerned"
            out = amounts if amounts and is_code(cell) else out
            raise FileError(f"{place} {_fault(cell, decimal or '.', thousands, out)}")
        if number < 0:
            raise FileError(f"{place} is {cell}; amounts must not be negative: correct it first.")
        if positive and number == 0:
            raise FileError(
                f"{place} is 0; a plant has a positive size: drop the row or correct it."
            )
        numbers.append(number)
    return numbers


def check_points(
    cells: Sequence[Any],
    lines: Sequence[int],
    columns: Sequence[str],
    decimal: str | None,
    thousands: str | None,
) -> None:
    """Refuse points that may separate thousands: every fraction has exactly three decimals, and nothing was said."""
    if decimal is not None or thousands is not None:
        return
    places = [
        k for k, cell in enumerate(cells) if "." in _text(cell) and _PLAIN.fullmatch(_text(cell))
    ]
    if not places or not all(_THREE.fullmatch(_text(cells[k])) for k in places):
        return
    first = places[0]
    text = _text(cells[first])
    raise FileError(
        f"line {lines[first]}, column {columns[first]!r} is {text!r}, which may mean {text.replace('.', '')} or "
        f"{text}: all fractions among the amounts have exactly three decimals. If the point separates thousands, say "
        f"{option(thousands='.', decimal=',')}; if it is a decimal point, say {option(decimal='.')}."
    )


def as_years(cells: Iterable[Any], lines: Iterable[int], column: str) -> list[int]:
    """Return cells as years, or raise a sentence for the first that is none."""
    years = []
    for cell, line in zip(cells, lines, strict=True):
        text = str(cell).strip()
        if not re.fullmatch(r"[12]\d{3}(\s*년)?", text, re.ASCII):
            raise FileError(
                f"line {line}, column {column!r} is {_shown(cell)}, which is not a year of four digits; write it as "
                "2016, or rename the column if it is something else."
            )
        years.append(int(text[:4]))
    return years


def _text(cell):
    return "" if cell is None else str(cell).strip()


def _number(cell, decimal, thousands, marks):
    text = _text(cell)
    if text in marks:
        return 0.0
    if isinstance(cell, (int, float)):
        return float(cell)
    if thousands in _SPACES:
        text = re.sub("[\u00a0\u202f]", " ", text)
        thousands = " "
    if thousands and thousands in text:
        text = _without_groups(text, thousands, decimal)
    if decimal != ".":
        text = "" if "." in text else text.replace(decimal, ".")
    return float(text) if _PLAIN.fullmatch(text) and not _CODE.fullmatch(text) else None


def _without_groups(text, thousands, decimal):
    """A separator of thousands counts only where thousands are: 12,34 is not 1234."""
    whole, point, rest = text.partition(decimal)
    groups = whole.lstrip("+-").split(thousands)
    well = (
        1 <= len(groups[0]) <= 3
        and all(len(group) == 3 for group in groups[1:])
        and thousands not in rest
    )
    return whole.replace(thousands, "") + point + rest if well else ""


def _fault(cell, decimal, thousands, leave):
    text = _text(cell)
    unknown = f"is not zero: put an estimate in its place, or {leave}."
    if not text:
        return f"is empty; fill it. If empty means none, say {option(none='')}. What is withheld or unknown {unknown}"
    if text in _DASHES:
        return (
            f"is {text!r}; if this mark means none, say {option(none=text)}. If it means withheld or unknown, it "
            f"{unknown}"
        )
    if is_code(text):
        return (
            f"is {text!r}, which begins with a zero as codes do and amounts do not; if these are codes, {leave}; if "
            f"it is an amount, write it as {int(text)}."
        )
    if means_withheld(text):
        what = "a class and not a number" if _CLASS.fullmatch(text) else "which is not a number"
        return (
            f"is {_shown(text)}, {what}; correct it if it is a slip. What stands in the place of a number is mostly "
            f"withheld or unknown, and that {unknown}"
        )
    return _fault_of_digits(text, decimal, thousands)


def _fault_of_digits(text, decimal, thousands):
    grouped = _GROUPED.fullmatch(text)
    if grouped and grouped["mark"] in ",." and text.count(grouped["mark"]) == 1 and not grouped[3]:
        mark = grouped["mark"]
        whole, part = text.split(mark)
        return (
            f"is {text!r}, which may mean {whole}{part} or {whole}.{part}; say {option(thousands=mark)} or "
            + (f"{option(decimal=mark)}.")
        )
    if grouped and thousands is None:
        mark = " " if grouped["mark"] in _SPACES else grouped["mark"]
        other = {"decimal": ","} if mark == "." or (grouped[3] or "").startswith(",") else {}
        return f"is {text!r}, with a separator of thousands; say {option(thousands=mark, **other)}."
    if _COMMA.fullmatch(text) and decimal == ".":
        return f"is {text!r}, with a decimal comma; say {option(decimal=',')}."
    noted = _NOTED.fullmatch(text)
    if noted:
        return (
            f"is {_shown(text)}, a number with {noted[2]!r} behind it; if that is a note, such as the flags b, e, p of "
            "Eurostat, write notes into a column of their own (Eurostat's download SDMX-CSV has them there); if it is "
            "a unit, write it into the name of the column."
        )
    return f"is {_shown(text)}, which is not a number; correct it."


def _shown(cell):
    text = str(cell)
    return repr(text if len(text) <= 60 else text[:59] + "…")
