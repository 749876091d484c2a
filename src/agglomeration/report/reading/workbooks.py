"""An Excel sheet to rows of cells; macros are never run and formulas never computed."""

from __future__ import annotations

import datetime
import io
import warnings
from typing import Any

from agglomeration.indicators.ground.extras import require
from agglomeration.words import quoted, tell, tell_many

from ..errors import FileError, listed, option

__all__ = ["sheet_rows"]

# Sheets that tell about a table and hold none.
_ABOUT = {
    *("메타정보", "메타데이터", "metadata", "meta data", "readme", "read me", "field descriptions"),
    *("structure", "table of contents", "inhaltsverzeichnis", "impressum", "zeichenerklärung"),
}


def sheet_rows(
    data: bytes,
    sheet: str | None,
    header: int | None,
    notes: list[tuple[str, str]],
    remarks: list[str],
) -> tuple[list[list[Any]], list[int]]:
    """Return the rows of a workbook's sheet and their numbers.

    Parameters
    ----------
    data : bytes
        The workbook.
    sheet : str or None
        The sheet's name; without it the only one that holds anything.
    header : int or None
        The line with the names; merged cells above it do no harm.
    notes : list
        Receives what was assumed.
    remarks : list
        Receives what a reader should look at.
    """
    formulas, values = _opened(data, False), _opened(data, True)
    name = _chosen(formulas, sheet, notes)
    cells = [[_plain(cell) for cell in row] for row in values[name].iter_rows(values_only=True)]
    _fill_merged(formulas[name], cells, header, notes)
    _note_formulas(formulas[name], cells, name, notes)
    _remark_hidden(formulas[name], cells, header or 1, remarks)
    return cells, list(range(1, len(cells) + 1))


def _opened(data, values):
    openpyxl = require("openpyxl", "excel", "Excel workbooks")
    try:
        with warnings.catch_warnings():
            # It warns of what it leaves out, such as pictures and rules for input: nothing that is read here.
            warnings.simplefilter("ignore")
            return openpyxl.load_workbook(io.BytesIO(data), data_only=values, keep_links=False)
    except Exception as error:  # a damaged workbook raises whatever its parts happen to break
        raise FileError(
            tell("it is a damaged workbook; open it in Excel and save it anew, or as CSV.")
        ) from error


def _chosen(book, sheet, notes):
    filled = [
        page.title
        for page in book.worksheets
        if page.max_row > 1 or page.cell(1, 1).value is not None
    ]
    if sheet is not None:
        if sheet not in book.sheetnames:
            raise FileError(
                tell(
                    "it has no sheet {sheet}; its sheets are {sheets}.",
                    sheet=quoted(sheet),
                    sheets=", ".join(map(repr, book.sheetnames)),
                )
            )
        notes.append((tell("Sheet"), tell("{said}: as you said", said=quoted(sheet))))
        return sheet
    if not filled:
        raise FileError(
            tell(
                "all its sheets are empty; it needs names of columns and at least one row of data."
            )
        )
    tables = [title for title in filled if title.strip().casefold() not in _ABOUT]
    if len(filled) > 1 and len(tables) == 1:
        others = [title for title in filled if title not in tables]
        notes.append(
            (
                tell("Sheet"),
                tell(
                    "{sheet}; by their names {others} tell about it",
                    sheet=repr(tables[0]),
                    others=listed(others, 4),
                ),
            )
        )
        return tables[0]
    if len(filled) > 1:
        raise FileError(
            tell(
                "it has data on {filled} sheets ({sheets}); say which one to read, for instance "
                "{option}.",
                filled=len(filled),
                sheets=", ".join(map(repr, filled)),
                option=option(sheet=filled[0]),
            ),
            ways=[{"sheet": title} for title in filled],
        )
    notes.append((tell("Sheet"), tell("{sheet}: the only one with data", sheet=quoted(filled[0]))))
    return filled[0]


def _fill_merged(page, cells, header, notes):
    """A cell merged downwards belongs to all its rows; what is merged across is a title or a name above others."""
    down, first = 0, None
    for area in sorted(page.merged_cells.ranges, key=lambda area: area.bounds[1]):
        if header is not None and area.max_row < header:
            continue
        text = cells[area.min_row - 1][area.min_col - 1]
        if area.min_col == area.max_col:
            for row in range(area.min_row, area.max_row):
                cells[row][area.min_col - 1] = text
            down, first = down + 1, first or area.coord
        elif (
            area.min_row != area.max_row
            or isinstance(text, (int, float))
            or not _above(cells, area)
        ):
            raise FileError(_merged(page, area))
    if down:
        notes.append(
            (
                tell("Merged cells"),
                tell_many(
                    "{n} ({first}): its text belongs to each of its rows",
                    "{n} (the first is {first}): their text belongs to each of their rows",
                    down,
                    first=first,
                ),
            )
        )


def _merged(page, area):
    named = {"sheet": quoted(page.title), "cells": area.coord}
    if area.min_row > 1 or area.max_row >= page.max_row:
        return tell(
            "sheet {sheet}: the cells {cells} are merged, so it is not clear to which rows and columns their text "
            "belongs; unmerge them and fill every cell.",
            **named,
        )
    return tell(
        "sheet {sheet}: the cells {cells} are merged, so it is not clear to which rows and columns their text "
        "belongs; unmerge them and fill every cell, or say in which line the names stand, for instance {option}.",
        option=option(header=area.max_row + 1),
        **named,
    )


def _above(cells, area):
    """Whether no line as far as this one has an amount."""
    return not any(
        isinstance(cell, (int, float)) and not 1800 < cell < 2100
        for row in cells[: area.max_row]
        for cell in row
    )


def _note_formulas(page, cells, name, notes):
    count, first = 0, None
    for row in page.iter_rows():
        for cell in row:
            if cell.data_type != "f":
                continue
            count, first = count + 1, first or cell.coordinate
            if cells[cell.row - 1][cell.column - 1] is None:
                raise FileError(
                    tell(
                        "sheet {name}: cell {coordinate} is a formula without a stored result, "
                        "and formulas are not computed here; open the file in Excel and save it, "
                        "or paste the values.",
                        name=quoted(name),
                        coordinate=cell.coordinate,
                    )
                )
    if count:
        notes.append(
            (
                tell("Formulas"),
                tell(
                    "{count} (the first in {first}): the results that Excel stored were read, nothing was computed",
                    count=f"{count:,}",
                    first=first,
                ),
            )
        )


def _remark_hidden(page, cells, first, remarks):
    """Rows that a filter hides are in the file all the same, and nobody who looks at the sheet sees them."""
    filled = {
        line
        for line, row in enumerate(cells, 1)
        if line >= first and any(cell is not None for cell in row)
    }
    rows = sorted(
        line for line, row in page.row_dimensions.items() if row.hidden and line in filled
    )
    columns = [letter for letter, column in page.column_dimensions.items() if column.hidden]
    if rows:
        remarks.append(
            tell_many(
                "{n} row that the sheet hides (line {line}) was read too; delete what should not count.",
                "{n} rows that the sheet hides (the first is line {line}) were read too; delete what should not count.",
                len(rows),
                line=rows[0],
            )
        )
    if columns:
        remarks.append(
            tell(
                "the sheet hides columns (the first is {column}), which were read too.",
                column=columns[0],
            )
        )


def _plain(cell):
    """Text, a number, None, or a date as text."""
    if isinstance(cell, (datetime.date, datetime.time, datetime.timedelta)):
        return str(cell)
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return int(cell)
    return cell if cell is None or isinstance(cell, (int, float)) else str(cell)
