"""Text to rows of cells: which separator was taken, and why."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Callable

import numpy as np

from agglomeration.words import quoted, tell, tell_many

from ..errors import FileError, option
from .grid import Column, Gatherer, Grid

__all__ = ["separated", "without_formulas_of_text"]

SEPARATORS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "vertical bar", "^": "caret"}
_LOOKED_AT = 200
_AT_ONCE = 20_000
_TOLD_EVERY = 500_000
_LONGEST_CELL = 100_000
_TEXT = re.compile(r'="([^"=]*)"')
_LONE_RETURN = re.compile(r"\r(?!\n)")
# Eurostat packs several columns into the first: freq,unit,geo\TIME_PERIOD, then a tab.
_PACKED = re.compile(r"[^\t\n]*\\\w+\t")


def separated(
    text: str, separator: str | None = None, progress: Callable[[int], None] | None = None
) -> tuple[Grid, str]:
    """Return the rows, and the sentence that says how they were split; ``progress`` is told how many lines are read.

    Examples
    --------
    >>> grid, said = separated("region;jobs\\nLinz;3")
    >>> grid.row(1), said
    (['Linz', '3'], 'semicolon: it splits every line alike')
    """
    if separator is None:
        separator, said = _guessed(text)
    else:
        separator = "\t" if separator in ("tab", "\\t") else separator
        if len(separator) != 1 or separator in '"\r\n':
            raise FileError(
                tell(
                    "separator {separator} is not one character; choose ',', ';', 'tab' or '|'.",
                    separator=quoted(separator),
                )
            )
        said = tell("{said}: as you said", said=SEPARATORS.get(separator, repr(separator)))
    gatherer = Gatherer()
    for rows, lines in _chunks(text, separator):
        gatherer.add(rows, lines)
        if progress is not None and lines and lines[-1] // _TOLD_EVERY > lines[0] // _TOLD_EVERY:
            progress(lines[-1])
    return gatherer.grid(), said


def _lines(text):
    """The lines of a text one by one: a stream of the whole would take four times its size."""
    start, end = 0, len(text)
    while start < end:
        place = text.find("\n", start)
        stop = end if place < 0 else place + 1
        yield text[start:stop]
        start = stop


def _chunks(text, separator, limit=None):
    """Rows with the line in which each begins, some thousand at once."""
    # A lone return ends a line for csv as well; such files are old and small.
    source = io.StringIO(text, newline="") if _LONE_RETURN.search(text) else _lines(text)
    reader = csv.reader(source, delimiter=separator, strict=True)
    rows, lines, before = [], [], 0
    # The limit holds for every reader of the process, so it is put back.
    usual = csv.field_size_limit(_LONGEST_CELL)
    try:
        for row in reader:
            rows.append(row)
            lines.append(before + 1)
            before = reader.line_num
            if limit and len(rows) >= limit:
                break
            if len(rows) >= _AT_ONCE:
                yield rows, lines
                rows, lines = [], []
    except csv.Error as error:
        if not limit:
            raise FileError(
                tell(
                    "the text that begins in line {before} cannot be split into cells ({error}); "
                    "look for a quotation mark that is not closed, or write one inside a cell "
                    "twice.",
                    before=before + 1,
                    error=error,
                )
            ) from error
    finally:
        csv.field_size_limit(usual)
    yield rows, lines


def _guessed(text):
    """The separator that splits the first lines into the most cells, all lines alike."""
    if _PACKED.match(text.lstrip()):
        return "\t", tell("tab: the first name packs several columns, as Eurostat's files do")
    scores = {}
    for separator in SEPARATORS:
        rows = [
            row
            for row in next(_chunks(text, separator, _LOOKED_AT))[0]
            if any(cell.strip() for cell in row)
        ]
        # Titles above a table and notes below it have one cell.
        counts = Counter(len(row) for row in rows if len(row) > 1)
        if counts:
            usual, times = counts.most_common(1)[0]
            scores[separator] = (times / len(rows), usual)
    if not scores:
        raise FileError(
            tell(
                "its lines are not split by comma, semicolon, tab, vertical bar or caret, so it has one "
                "column; a table needs a region, an industry and an amount. If another character "
                "separates them, say {option}.",
                option=option(separator=":"),
            )
        )
    best = max(scores, key=scores.get)
    share = scores[best][0]
    if share == 1:
        return best, tell("{separator}: it splits every line alike", separator=SEPARATORS[best])
    if share > 0.5:
        return best, tell("{separator}: it splits most lines alike", separator=SEPARATORS[best])
    return best, tell(
        "{separator}: it splits more lines than any other does alike", separator=SEPARATORS[best]
    )


def without_formulas_of_text(grid: Grid, notes: list[tuple[str, str]]) -> Grid:
    """Cells written as ``="01001"``, lest a spreadsheet drop the zero of a code, as the text in them.

    Examples
    --------
    >>> grid, _ = separated('fips,jobs\\n="01001",3')
    >>> without_formulas_of_text(grid, []).row(1)
    ['01001', '3']
    """
    columns, first, cells = [], "", 0
    for column in grid.columns:
        found = [
            _TEXT.fullmatch(text) if text and text[0] == "=" else None for text in column.values
        ]
        if not any(found):
            columns.append(column)
            continue
        texts = [
            match[1] if match else text for match, text in zip(found, column.values, strict=True)
        ]
        values = list(dict.fromkeys(texts))
        place = {text: code for code, text in enumerate(values)}
        columns.append(
            Column(np.array([place[text] for text in texts], dtype=np.int32)[column.codes], values)
        )
        cells += int(column.counts()[[match is not None for match in found]].sum())
        first = first or next(match[0] for match in found if match)
    if cells:
        told = tell_many(
            "{n} cell is written as a formula, {first}, that is a text; the text was read",
            "{n} cells are written as formulas, such as {first}, that are texts; the texts were read",
            cells,
            first=first,
        )
        notes.append((tell("Formulas of text"), told))
    return Grid(columns, grid.lines, grid.widths)
