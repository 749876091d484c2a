"""The report as an Excel workbook: one sheet per family, numbers as numbers, and no text ever a formula."""

from __future__ import annotations

import io
import math
import numbers
import re
from itertools import repeat
from typing import TYPE_CHECKING

from agglomeration.indicators.ground.extras import require
from agglomeration.words import quoted, tell, tell_many, term

if TYPE_CHECKING:
    from agglomeration.report.making import Report

__all__ = ["report_workbook"]

# What a spreadsheet takes for the beginning of a formula when a cell is edited, or saved as text and opened again.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\N{FULLWIDTH EQUALS SIGN}", "\N{FULLWIDTH PLUS SIGN}")
_MOST_ROWS = 1_048_576
# Rows of a sheet from which memory is worth more than a smaller file.
MANY_ROWS = 100_000
# Rows of the file that are written out again; more of them a sheet could not hold, or would take longer than all else.
MOST_DATA = 500_000
_LONGEST = 32_767
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def report_workbook(report: Report) -> bytes:
    """The workbook as bytes."""
    sheets = [family.frame for family in report.families]
    if not _too_many(report):
        sheets.append(report.checked.data)
    rows = max(map(len, sheets))
    book = _Book(tell("Report on {name}", name=report.checked.name), rows > MANY_ROWS)
    book.add(tell("About"), (tell("what"), tell("said")), _about(report), widths=(34, 110))
    for family in report.families:
        frame = family.frame
        formats = [_number_format(family.decimals.get(str(name))) for name in frame]
        widths = [28] * family.labels + [16] * (frame.shape[1] - family.labels)
        book.add(
            family.title,
            [term(str(name)) for name in frame],
            frame.itertuples(index=False, name=None),
            widths,
            formats,
            family.labels,
        )
    meanings = (
        (term(measure.name), measure.meaning, measure.unit, measure.call)
        for measure in report.measures()
    )
    heads = (tell("column"), tell("what it measures"), tell("unit"), tell("function"))
    book.add(tell("What columns mean"), heads, meanings, (38, 100, 16, 60))
    if not _too_many(report):
        data = report.checked.data.reset_index()
        cells = data.itertuples(index=False, name=None)
        book.add(tell("Data as read"), data, cells, [18] * data.shape[1])
    return book.content()


def _too_many(report):
    return len(report.checked.data) > MOST_DATA


def _about(report):
    checked = report.checked
    yield tell("report on"), checked.name
    yield tell("read"), checked.summary()
    yield from ((tell("relative to"), said) for said in report.comparison.sentences)
    yield from report.findings
    remarks = (*checked.remarks, *report.remarks)
    yield from ((tell("careful"), remark) for remark in remarks)
    yield from (
        (tell("column {column}", column=one.column), f"{term(one.role)}: {one.why}")
        for one in checked.taken
    )
    yield from (
        (
            tell("mark {mark}", mark=quoted(one.text)),
            tell_many(
                "{meaning}, {n} cell", "{meaning}, {n} cells", one.cells, meaning=term(one.meaning)
            ),
        )
        for one in checked.marks
    )
    yield from (
        (
            tell("set apart: {label}", label=one.label),
            f"{term(one.what)}, {term(one.kind)}: {one.why}",
        )
        for one in checked.apart
    )
    yield from checked.notes
    if _too_many(report):
        yield (
            tell("data as read"),
            tell(
                "the {rows} rows that were read are more than this workbook holds, and have no sheet here; they are "
                "those of the file itself",
                rows=f"{len(checked.data):,}",
            ),
        )
    yield from ((tell("not computed: {what}", what=what), why) for what, why in report.missing)
    yield from report.provenance()


def _number_format(digits):
    return None if digits is None else f"0.{'0' * digits}".rstrip(".")


class _Book:
    """A workbook that is written row by row."""

    def __init__(self, title, large):
        self.stream = io.BytesIO()
        writer = require("xlsxwriter", "excel", "Excel workbooks")
        # Rows of large tables wait on the disk; names are then written out in each cell.
        how = "constant_memory" if large else "in_memory"
        self.book = writer.Workbook(self.stream, {how: True})
        self.book.set_properties({"author": "agglomeration", "title": title})
        self.bold = self.book.add_format({"bold": True})
        # Editing such a cell keeps it text.
        self.kept_text = self.book.add_format({"quote_prefix": True})
        self.forms = {None: None}
        self.texts: dict[object, tuple[str, object]] = {}

    def content(self):
        """The bytes of the file."""
        self.book.close()
        return self.stream.getvalue()

    def add(self, title, names, rows, widths, formats=None, frozen=1):
        """A sheet with its names of columns in bold; the names and the first columns stay in sight."""
        page = self.book.add_worksheet(title)
        page.freeze_panes(1, frozen)
        for number, width in enumerate(widths):
            page.set_column(number, number, width)
        for place, name in enumerate(names):
            page.write_string(0, place, _text(name), self.bold)
        forms = [self.form(digits) for digits in formats] if formats else repeat(None)
        for line, row in zip(range(1, _MOST_ROWS), rows, strict=False):
            for place, (value, form) in enumerate(zip(row, forms, strict=False)):
                self.write(page, line, place, value, form)

    def form(self, pattern):
        """The format of numbers of a column, made once."""
        if pattern not in self.forms:
            self.forms[pattern] = self.book.add_format({"num_format": pattern})
        return self.forms[pattern]

    def write(self, page, line, place, value, form):
        """A number as a number, what is undefined as an empty cell, everything else as text whatever it begins with."""
        # Most cells are plain numbers, and names stand in many cells: looked at by type, and checked once.
        if type(value) is float or isinstance(value, numbers.Real):
            if math.isfinite(value):
                page.write_number(line, place, value, form)
        elif value is not None and value != "":
            if value not in self.texts:
                text = _text(value)
                self.texts[value] = (text, self.kept_text if text.startswith(_FORMULA) else None)
            page.write_string(line, place, *self.texts[value])


def _text(value):
    """A text without characters that XML cannot hold, and no longer than a cell of Excel can be."""
    shown = _ILLEGAL.sub("\N{REPLACEMENT CHARACTER}", str(value))
    return shown if len(shown) <= _LONGEST else f"{shown[: _LONGEST - 1]}…"
