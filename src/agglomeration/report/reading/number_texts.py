"""Cells to numbers, by stated rules: what can be read in two ways is asked."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from agglomeration.words import marked, quoted, tell, tell_many

from ..errors import FileError, option
from ..taken import Mark
from .grid import Column, text_of
from .marks import DASHES, known_mark, size_class

__all__ = [
    "YEAR",
    "Amounts",
    "Rules",
    "as_amounts",
    "as_number",
    "as_years",
    "is_code",
    "is_mark",
    "looks_like_amount",
    "looks_like_number",
    "note_marks",
]

_PLAIN = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?", re.ASCII)
_CODE = re.compile(r"0\d+", re.ASCII)
_LIKE = re.compile(r"[+\-(]?[\d.,]*\d", re.ASCII)
_SPACES = "\u0020\u00a0\u202f\u2009"
_MARKS = f"{_SPACES}'\u2019"
_SPACED = re.compile(rf"[+-]?\d{{1,3}}([{_MARKS}]\d{{3}})+([.,]\d+)?", re.ASCII)
_AMOUNT = re.compile(rf"[+-]?\d[\d.,{_MARKS}]*([eE][+-]?\d+)?|\.\d+", re.ASCII)
# What proves how points and commas are meant, and what can be meant in two ways.
_PROOFS = {
    "both, comma first": re.compile(r"[+-]?\d{1,3}(,\d{3})+\.\d+", re.ASCII),
    "both, point first": re.compile(r"[+-]?\d{1,3}(\.\d{3})+,\d+", re.ASCII),
    "commas": re.compile(r"[+-]?[1-9]\d{0,2}(,\d{3}){2,}", re.ASCII),
    "points": re.compile(r"[+-]?[1-9]\d{0,2}(\.\d{3}){2,}", re.ASCII),
    "one comma": re.compile(r"[+-]?[1-9]\d{0,2},\d{3}", re.ASCII),
    "one point": re.compile(r"[+-]?[1-9]\d{0,2}\.\d{3}", re.ASCII),
    "comma": re.compile(r"[+-]?\d+,\d+", re.ASCII),
    "point": re.compile(r"[+-]?(\d+\.\d*|\.\d+)([eE][+-]?\d+)?", re.ASCII),
}
_NOTED = re.compile(r"([+-]?\d[\d.,\s]*?)\s*\(?([^\W\d_]{1,3})\)?")
# A year as a column's name or in a cell: 2019, 2019년, 2019 년, 2019p (provisional), Y2019, 2019年, 2019JJ00 (whole).
YEAR = re.compile(r"Y?(1[89]\d\d|20\d\d)(\.0)?\s*(년|年度?|JJ00)?\s*(p\)?|\(p\)|e)?", re.ASCII)


def looks_like_number(cell: Any) -> bool:
    """Whether a cell was probably meant as a number: used to guess the layout, never to read a value."""
    return isinstance(cell, (int, float)) or bool(_LIKE.match(str(cell).strip()))


def looks_like_amount(cell: Any) -> bool:
    """Whether a whole cell has the form of an amount, whatever its points and commas mean."""
    return isinstance(cell, (int, float)) or bool(_AMOUNT.fullmatch(text_of(cell)))


def is_mark(cell: Any) -> bool:
    """Whether a cell may stand in the place of an amount: empty, a dash or a mark that offices use."""
    text = text_of(cell)
    return not text or text in DASHES or known_mark(text) is not None


def is_code(cell: Any) -> bool:
    """Whether a cell begins with a zero as codes do."""
    return isinstance(cell, str) and bool(_CODE.fullmatch(cell.strip()))


@dataclass
class Rules:
    """How amounts are read: what the caller said, and what the form of the file says."""

    decimal: str | None = None
    thousands: str | None = None
    none: set[str] = field(default_factory=set)
    withheld: set[str] = field(default_factory=set)
    not_available: set[str] = field(default_factory=set)
    none_marks: frozenset[str] = frozenset()
    empty_is_missing: bool = False
    flags_behind: bool = False
    typed: bool = False
    form: str = ""


@dataclass
class Amounts:
    """Numbers with NaN for what is missing; for each row which mark it has, 0 for none."""

    values: NDArray[np.float64]
    which: NDArray[np.int64]
    marks: list[Mark]
    flags: dict[str, int]


def as_amounts(
    cells: Column,
    place: Callable[[int], tuple[int, str]],
    rules: Rules,
    notes: list[tuple[str, str]],
    *,
    positive: bool = False,
    leave: Callable[[NDArray[np.bool_]], str],
    amounts: str | None = None,
) -> Amounts:
    """Return cells as finite, non-negative numbers or as known marks, or refuse the first that is neither.

    ``place`` gives the line and the column of a row, ``leave`` says how to do without rows, and ``amounts`` what
    to do if
    the column holds no amounts at all.
    """
    used = cells.counts() > 0
    texts = [text_of(value) for value in cells.values]
    decimal, thousands = _points(cells, texts, used, place, rules, notes)
    said = {
        **dict.fromkeys(rules.not_available, "not available"),
        **dict.fromkeys(rules.withheld, "withheld"),
        **dict.fromkeys(rules.none, "none"),
    }
    numbers, which = np.full(len(texts), np.nan), np.zeros(len(texts), dtype=np.int64)
    counts = cells.counts()
    marks: list[Mark] = []
    faults: list[int] = []
    flags: dict[str, int] = {}
    for code, (value, text) in enumerate(zip(cells.values, texts, strict=True)):
        if not used[code]:
            continue
        if isinstance(value, float) and math.isnan(value):
            text = ""
        if type(value).__name__ == "Excused":
            continue
        number, text = _number_with_flags(
            value, text, decimal, thousands, rules, flags, counts[code]
        )
        # Some offices write -9 or -999 for what is missing: no amount, and a mark once it is said.
        named = number is not None and number < 0 and text in said
        mark = _mark(text, said, rules, int(counts[code])) if number is None or named else None
        if mark is not None:
            marks.append(mark)
            which[code] = len(marks)
            number = 0.0 if mark.meaning == "none" else math.nan
        elif number is None or not math.isfinite(number):
            faults.append(code)
            continue
        numbers[code] = number
    _refuse(cells, texts, faults, place, (decimal, thousands), rules, leave, amounts)
    _check_signs(cells, numbers, place, positive)
    return Amounts(numbers[cells.codes], which[cells.codes], marks, flags)


def _number_with_flags(value, text, decimal, thousands, rules, flags, count):
    number = _number(value, text, decimal, thousands)
    if number is None and rules.flags_behind:
        noted = _NOTED.fullmatch(text)
        if noted and noted[2].islower():
            number = _number(None, noted[1].strip(), decimal, thousands)
            if number is not None:
                flags[noted[2]] = flags.get(noted[2], 0) + int(count)
    return number, text


def _mark(text, said, rules, cells):
    if text in said:
        lower, upper = size_class(text) or (0.0, math.inf)
        return Mark(text, said[text], cells, lower, upper)
    if text in rules.none_marks:
        return Mark(text, "none", cells)
    if rules.empty_is_missing and not text:
        return Mark(text, "not available", cells)
    known = known_mark(text)
    return Mark(text, known.what, cells, known.lower, known.upper) if known else None


NEGATIVE = marked(
    "{where} is {cell}; amounts must not be negative: correct it first, or, if it stands in the place of an amount "
    "that is withheld, say {withheld}; of one that is not known, say {not_available}."
)
ZERO = marked("{where} is 0; a plant has a positive size: drop the row or correct it.")


def _check_signs(cells, numbers, place, positive):
    for wrong, told in (
        (numbers < 0, NEGATIVE),
        ((numbers == 0) & positive, ZERO),
    ):
        bad = wrong[cells.codes] if len(numbers) else wrong
        if bad.any():
            row = int(np.argmax(bad))
            where, text = _where(*place(row)), text_of(cells[row])
            ways = [{"withheld": text}, {"not_available": text}] if told is NEGATIVE else []
            said = {key: option(**way) for way in ways for key in way}
            raise FileError(tell(told, where=where, cell=cells[row], **said), ways=ways)


def _where(line, column):
    return tell("line {line}, column {column}", line=line, column=quoted(column))


def _proofs(texts, used):
    """For each way to write numbers, the places of the cells that are written so."""
    found = {name: [] for name in (*_PROOFS, "spaces")}
    for place, text in enumerate(texts):
        if not used[place] or not text or not ("." in text or "," in text or len(text) > 3):
            continue
        if _SPACED.fullmatch(text):
            found["spaces"].append(place)
            continue
        for name, pattern in _PROOFS.items():
            if pattern.fullmatch(text):
                found[name].append(place)
                break
    return found


def _points(cells, texts, used, place, rules, notes):
    """Decimal mark and separator of thousands: as said, as proved by some cells, or asked."""
    if rules.decimal or rules.thousands:
        return rules.decimal or ".", rules.thousands
    if rules.typed:
        # Numbers of a frame are numbers; only its texts can be meant in two ways.
        used = used & np.array([isinstance(value, str) for value in cells.values], dtype=bool)
    found = _proofs(texts, used)
    comma_decimal = found["comma"] or found["both, point first"]
    comma_thousand = found["commas"] or found["both, comma first"]
    point_decimal = found["point"] or found["both, comma first"]
    point_thousand = found["points"] or found["both, point first"]
    tails = [_SPACED.fullmatch(texts[code])[2] or "" for code in found["spaces"]]
    comma_decimal = comma_decimal or [
        c for c, t in zip(found["spaces"], tails, strict=True) if t[:1] == ","
    ]
    point_decimal = point_decimal or [
        c for c, t in zip(found["spaces"], tails, strict=True) if t[:1] == "."
    ]
    one_comma, one_point = found["one comma"], found["one point"]
    comma = bool(comma_decimal or (point_thousand and one_comma))
    comma = comma or bool(found["spaces"] and one_comma and not point_decimal and not one_point)
    if (comma_decimal and (comma_thousand or point_decimal)) or (point_thousand and point_decimal):
        first = (comma_decimal or point_thousand)[0]
        other = (comma_thousand or point_decimal)[0]
        raise FileError(
            tell(
                "{where} is {one}, and elsewhere stands {other}: points and commas have two meanings in it. Write all "
                "numbers alike.",
                where=_where(*place(int(np.argmax(cells.codes == first)))),
                one=repr(texts[first]),
                other=repr(texts[other]),
            )
        )
    proved = comma_decimal or comma_thousand or point_thousand or point_decimal or found["spaces"]
    if not proved and (one_comma or one_point):
        if one_comma and one_point:
            _ask_points(cells, texts, one_comma[0], place)
        _ask_points(cells, texts, (one_comma or one_point)[0], place)
    if found["spaces"] and one_point and not (point_decimal or comma):
        _ask_points(cells, texts, one_point[0], place)
    decimal = "," if comma else "."
    separator = "." if comma and (point_thousand or one_point) else None
    if not comma and (comma_thousand or one_comma):
        separator = ","
    if not comma and point_thousand:
        decimal, separator = ",", "."
    _note_points(decimal, separator, found["spaces"], texts, proved, notes)
    return decimal, "".join([separator or "", _MARKS if found["spaces"] else ""]) or None


def _note_points(decimal, separator, spaces, texts, proved, notes):
    if decimal == "," or separator:
        notes.append(
            (
                tell("Numbers"),
                tell(
                    "decimal mark {decimal}, thousands {thousands}: {cell} can be read in no other way",
                    decimal=repr(decimal),
                    thousands=repr(separator) if separator else tell("not separated"),
                    cell=repr(texts[proved[0]]),
                ),
            )
        )
    if spaces:
        notes.append(
            (
                tell("Numbers"),
                tell(
                    "thousands are set apart by blanks or apostrophes, as in {cell}",
                    cell=repr(texts[spaces[0]]),
                ),
            )
        )


def _ask_points(cells, texts, code, place):
    text = texts[code]
    mark = "," if "," in text else "."
    other = (
        {"thousands": mark, "decimal": "," if mark == "." else "."}
        if mark == "."
        else {"thousands": mark}
    )
    line, column = place(int(np.argmax(cells.codes == code)))
    whole, part = text.split(mark)
    if mark == ".":
        raise FileError(
            tell(
                "line {line}, column {column} is {text}, which may mean {whole}{part} or {mark}: "
                "all fractions among the amounts have exactly three decimals. If the point "
                "separates thousands, say {option}; if it is a decimal point, say {other}.",
                line=line,
                column=quoted(column),
                text=quoted(text),
                whole=whole,
                part=part,
                mark=text,
                option=option(**other),
                other=option(decimal="."),
            ),
            ways=[other, {"decimal": "."}],
        )
    raise FileError(
        tell(
            "line {line}, column {column} is {text}, which may mean {whole}{part} or "
            "{whole}.{part}; say {option} or {other}.",
            line=line,
            column=quoted(column),
            text=quoted(text),
            whole=whole,
            part=part,
            option=option(**other),
            other=option(decimal=mark),
        ),
        ways=[other, {"decimal": mark}],
    )


def as_number(cell: Any, decimal: str | None = None) -> float | None:
    """A cell as a number, or None.

    Examples
    --------
    >>> as_number("-12,5", ","), as_number("12,5"), as_number("0x10")
    (-12.5, None, None)
    """
    return _number(cell, text_of(cell), decimal or ".", None)


def _number(cell, text, decimal, thousands):
    if isinstance(cell, bool):
        return None
    if isinstance(cell, (int, float)):
        return float(cell)
    if thousands and set(thousands) & set(_SPACES):
        text, thousands = re.sub(f"[{_SPACES}]", " ", text), f"{thousands} "
    for mark in thousands or "":
        if mark in text:
            text = _without_groups(text, mark, decimal)
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


def as_years(cells: Column, lines: Sequence[int], column: str) -> list[int]:
    """The year of each different cell, or a sentence for the first that is none."""
    years = []
    for code, value in enumerate(cells.values):
        text = text_of(value)
        if not YEAR.fullmatch(text):
            line = lines[int(np.argmax(cells.codes == code))]
            raise FileError(
                tell(
                    "line {line}, column {column} is {_shown}, which is not a year of four "
                    "digits; write it as 2016, or rename the column if it is something else.",
                    line=line,
                    column=quoted(column),
                    _shown=_shown(value),
                )
            )
        years.append(int(text.lstrip("Y")[:4]))
    return years


def _refuse(cells, texts, faults, place, points, rules, leave, amounts):
    if not faults:
        return
    bad = np.isin(cells.codes, faults)
    row = int(np.argmax(bad))
    code = int(cells.codes[row])
    text = texts[code]
    alike = [fault for fault in faults if is_code(texts[fault]) == is_code(text)]
    out = leave(np.isin(cells.codes, alike))
    out = amounts if amounts and is_code(text) else out
    told, ways = _fault(_where(*place(row)), text, points, out)
    raise FileError(told, ways=ways)


def _fault(where, text, points, leave):
    decimal, _ = points
    if not text:
        return (
            tell(
                "{where} is empty; fill it, or say what empty means: none with {none}, withheld with {withheld}, or "
                "not known with {unknown}. What is withheld or unknown is not zero.",
                where=where,
                none=option(none=""),
                withheld=option(withheld=""),
                unknown=option(not_available=""),
            ),
            [{"none": ""}, {"withheld": ""}, {"not_available": ""}],
        )
    if text in DASHES:
        return (
            tell(
                "{where} is {mark}; say what this mark means: none with {none}, withheld with {withheld}, or not known "
                "with {unknown}. What is withheld or unknown is not zero.",
                where=where,
                mark=quoted(text),
                none=option(none=text),
                withheld=option(withheld=text),
                unknown=option(not_available=text),
            ),
            [{"none": text}, {"withheld": text}, {"not_available": text}],
        )
    if is_code(text):
        return (
            tell(
                "{where} is {text}, which begins with a zero as codes do and amounts do not; if these are codes, "
                "{leave}; if it is an amount, write it as {amount}.",
                where=where,
                text=quoted(text),
                leave=leave,
                amount=int(text),
            ),
            [],
        )
    if not any(map(str.isdigit, text)) and not text.startswith(("=", "@")):
        return (
            tell(
                "{where} is {text}, which is not a number; correct it if it is a slip. If it stands in the place of an "
                "amount that is withheld, say {withheld}; of one that is not known, say {unknown}; or {leave}.",
                where=where,
                text=_shown(text),
                withheld=option(withheld=text[:60]),
                unknown=option(not_available=text[:60]),
                leave=leave,
            ),
            [{"withheld": text}, {"not_available": text}],
        )
    return _fault_of_digits(where, text, decimal), []


def _fault_of_digits(where, text, decimal):
    if re.fullmatch(r"[+-]?\d+,\d+", text) and decimal == ".":
        return tell(
            "{where} is {text}, with a decimal comma; say {option}.",
            where=where,
            text=quoted(text),
            option=option(decimal=","),
        )
    if re.fullmatch(r"\([\d.,\s]+\)", text):
        return tell(
            "{where} is {text}, a number in brackets: offices mark uncertain numbers so, and spreadsheets negative "
            "ones. Write it without the brackets if it is an amount.",
            where=where,
            text=_shown(text),
        )
    noted = _NOTED.fullmatch(text)
    if noted:
        return tell(
            "{where} is {text}, a number with {note} behind it; if that is a note, such as the flags b, e, p of "
            "Eurostat, write notes into a column of their own (Eurostat's download SDMX-CSV has them there); if it is "
            "a unit, write it into the name of the column.",
            where=where,
            text=_shown(text),
            note=quoted(noted[2]),
        )
    return tell(
        "{where} is {text}, which is not a number; correct it.", where=where, text=_shown(text)
    )


def _shown(cell):
    text = str(cell)
    return repr(text if len(text) <= 60 else text[:59] + "…")


def note_marks(
    marks: Iterable[Mark], notes: list[tuple[str, str]], said: set[str], form: str
) -> None:
    """Say how many cells each mark took, and what it was taken for."""
    for mark in marks:
        shown = repr(mark.text) if mark.text else tell("empty")
        why = tell("as you said") if mark.text in said else tell("as offices use it")
        if mark.meaning == "none" and mark.text not in said:
            why = tell("as in tables of the form {form}", form=form)
        cells = tell_many("{n} cell", "{n} cells", mark.cells)
        titles = {
            "none": tell("Read as none"),
            "withheld": tell("Withheld"),
            "not available": tell("Not available"),
        }
        notes.append(
            (
                titles[mark.meaning],
                tell("{mark} in {cells}: {why}", mark=shown, cells=cells, why=why),
            )
        )
