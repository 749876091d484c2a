"""Cells to numbers, by stated rules: what can be read in two ways is refused."""

import math
import re

from .errors import FileError, option

__all__ = ["as_numbers", "as_years", "looks_like_number"]

_PLAIN = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?", re.ASCII)
_GROUPED = re.compile(r"[+-]?\d{1,3}(?P<mark>[,. '\u2019\u00a0\u202f])\d{3}((?P=mark)\d{3})*([.,]\d+)?", re.ASCII)
_COMMA = re.compile(r"[+-]?\d+,\d+", re.ASCII)
_MARKS = {
    "-",
    "–",
    "—",
    ".",
    "..",
    "...",
    "x",
    "X",
    "*",
    "n/a",
    "N/A",
    "NA",
    "na",
    "null",
    "NULL",
    "NaN",
    "nan",
    "None",
}
_LIKE = re.compile(r"[+\-(]?[\d.,]*\d", re.ASCII)


def looks_like_number(cell):
    """Whether a cell was probably meant as a number: used to guess the layout, never to read a value."""
    return isinstance(cell, (int, float)) or bool(_LIKE.match(str(cell).strip()))


def as_numbers(cells, lines, column, *, decimal=".", thousands=None, none=(), positive=False):
    """Return cells as finite, non-negative floats, or raise a sentence for the first that is not.

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
    numbers = []
    for cell, line in zip(cells, lines, strict=True):
        number = _number(cell, decimal, thousands, marks)
        if number is None or not math.isfinite(number):
            raise FileError(f"line {line}, column {column!r} {_fault(cell, decimal, thousands)}")
        if number < 0:
            raise FileError(
                f"line {line}, column {column!r} is {cell}; amounts must not be negative: correct it first."
            )
        if positive and number == 0:
            raise FileError(
                f"line {line}, column {column!r} is 0; a plant has a positive size: drop the row or correct it."
            )
        numbers.append(number)
    return numbers


def as_years(cells, lines, column):
    """Return cells as years from 1000 to 2999, or raise a sentence for the first that is none."""
    years = []
    for cell, line in zip(cells, lines, strict=True):
        text = str(cell).strip()
        if not re.fullmatch(r"[12]\d{3}", text, re.ASCII):
            raise FileError(
                f"line {line}, column {column!r} is {_shown(cell)}, which is not a year of four digits; write it as "
                "2016, or rename the column if it is something else."
            )
        years.append(int(text))
    return years


def _number(cell, decimal, thousands, marks):
    if isinstance(cell, (int, float)):
        return float(cell)
    text = "" if cell is None else cell.strip()
    if text in marks:
        return 0.0
    if thousands and thousands in text:
        text = _without_groups(text, thousands, decimal)
    if decimal != ".":
        text = "" if "." in text else text.replace(decimal, ".")
    return float(text) if _PLAIN.fullmatch(text) else None


def _without_groups(text, thousands, decimal):
    """A separator of thousands counts only where thousands are: 12,34 is not 1234."""
    whole, point, rest = text.partition(decimal)
    groups = whole.lstrip("+-").split(thousands)
    well = 1 <= len(groups[0]) <= 3 and all(len(group) == 3 for group in groups[1:]) and thousands not in rest
    return whole.replace(thousands, "") + point + rest if well else ""


def _fault(cell, decimal, thousands):
    text = "" if cell is None else str(cell).strip()
    if not text:
        return (
            f"is empty; fill it or drop the row. If empty means none, say {option(none=('',))}. If the number is "
            "withheld it is not zero: estimate it, or leave that industry out."
        )
    if text in _MARKS:
        return (
            f"is {text!r}; if this mark means none, say {option(none=(text,))}. If it means withheld it is not zero: "
            "estimate it, or leave that industry out."
        )
    grouped = _GROUPED.fullmatch(text)
    if grouped and grouped["mark"] in ",." and text.count(grouped["mark"]) == 1 and not grouped[3]:
        mark = grouped["mark"]
        whole, part = text.split(mark)
        return f"is {text!r}, which may mean {whole}{part} or {whole}.{part}; say {option(thousands=mark)} or " + (
            f"{option(decimal=mark)}."
        )
    if grouped and thousands is None:
        return f"is {text!r}, with a separator of thousands; say {option(thousands=grouped['mark'])}."
    if _COMMA.fullmatch(text) and decimal == ".":
        return f"is {text!r}, with a decimal comma; say {option(decimal=',')}."
    if text[0] in "=@":
        return f"is {_shown(text)}, a formula as text; formulas are not computed here: paste its value."
    return f"is {_shown(text)}, which is not a number; correct it, or leave the row out."


def _shown(cell):
    text = str(cell)
    return repr(text if len(text) <= 60 else text[:59] + "…")
