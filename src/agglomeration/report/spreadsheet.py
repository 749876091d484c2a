"""The report as an Excel workbook: one sheet per family, numbers as numbers, and no text ever a formula."""

from __future__ import annotations

import io
import math
import numbers
import re
from typing import TYPE_CHECKING

from agglomeration.indicators.ground.extras import require
from agglomeration.words import quoted, tell, tell_many, term

if TYPE_CHECKING:
    from agglomeration.report.making import Report

__all__ = ["report_workbook"]

# What a spreadsheet takes for the beginning of a formula when a cell is edited, or saved as text and opened again.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\N{FULLWIDTH EQUALS SIGN}", "\N{FULLWIDTH PLUS SIGN}")
_MOST_ROWS = 1_048_576
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def report_workbook(report: Report) -> bytes:
    """The workbook as bytes."""
    book = _Book(tell("Report on {name}", name=report.checked.name))
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
    data = report.checked.data.reset_index()
    book.add(
        tell("Data as read"), data, data.itertuples(index=False, name=None), [18] * data.shape[1]
    )
    return book.content()


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
    yield from ((tell("not computed: {what}", what=what), why) for what, why in report.missing)
    yield from report.provenance()


def _number_format(digits):
    return None if digits is None else f"0.{'0' * digits}".rstrip(".")


class _Book:
    """A workbook that is written row by row."""

    def __init__(self, title):
        openpyxl = require("openpyxl", "excel", "Excel workbooks")
        self.new_cell = require("openpyxl.cell", "excel", "Excel workbooks").WriteOnlyCell
        self.letter = require("openpyxl.utils", "excel", "Excel workbooks").get_column_letter
        self.bold = require("openpyxl.styles", "excel", "Excel workbooks").Font(bold=True)
        self.book = openpyxl.Workbook(write_only=True)
        self.book.properties.creator, self.book.properties.title = "agglomeration", title

    def content(self):
        """The bytes of the file."""
        stream = io.BytesIO()
        self.book.save(stream)
        return stream.getvalue()

    def add(self, title, names, rows, widths, formats=None, frozen=1):
        """A sheet with its names of columns in bold; the names and the first columns stay in sight."""
        page = self.book.create_sheet(title)
        page.freeze_panes = f"{self.letter(frozen + 1)}2"
        for number, width in enumerate(widths, 1):
            page.column_dimensions[self.letter(number)].width = width
        heads = [self.text(page, name) for name in names]
        for head in heads:
            head.font = self.bold
        page.append(heads)
        for _, row in zip(range(_MOST_ROWS - 1), rows, strict=False):
            page.append(
                [
                    self.cell(page, cell, formats and formats[place])
                    for place, cell in enumerate(row)
                ]
            )

    def cell(self, page, value, form):
        """A number as a number, what is undefined as an empty cell, everything else as text."""
        if (
            value is None
            or value == ""
            or (isinstance(value, numbers.Real) and not math.isfinite(value))
        ):
            return None
        if not isinstance(value, numbers.Real):
            return self.text(page, value)
        made = self.new_cell(page, int(value) if float(value).is_integer() else float(value))
        if form:
            made.number_format = form
        return made

    def text(self, page, text):
        """A cell of text whatever it begins with: of the type for text, and marked so that editing keeps it text."""
        shown = _ILLEGAL.sub("\N{REPLACEMENT CHARACTER}", str(text))
        made = self.new_cell(page, None)
        # Set past the guess that a value beginning with = is a formula, and one like #N/A an error.
        made._value, made.data_type = shown, "s"
        made.quotePrefix = shown.startswith(_FORMULA)
        return made
