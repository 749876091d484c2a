"""Text to rows of cells: which separator was taken, and why."""

from __future__ import annotations

import csv
import io
from collections import Counter

from ..errors import FileError, option

__all__ = ["separated"]

SEPARATORS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "vertical bar"}
_LOOKED_AT = 200
_LONGEST_CELL = 100_000


def separated(text: str, separator: str | None = None) -> tuple[list[list[str]], list[int], str]:
    """Return rows, the line in which each begins, and the sentence that says how they were split.

    Examples
    --------
    >>> separated("region;jobs\\nLinz;3")
    ([['region', 'jobs'], ['Linz', '3']], [1, 2], 'semicolon: it splits every line alike')
    """
    if separator is None:
        separator, said = _guessed(text)
    else:
        separator = "\t" if separator in ("tab", "\\t") else separator
        if len(separator) != 1 or separator in '"\r\n':
            raise FileError(
                f"separator {separator!r} is not one character; choose ',', ';', 'tab' or '|'."
            )
        said = f"{SEPARATORS.get(separator, repr(separator))}: as you said"
    rows, lines = _rows(text, separator)
    return rows, lines, said


def _rows(text, separator, limit=None):
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
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
    except csv.Error as error:
        if limit:
            return rows, lines
        raise FileError(
            f"the text that begins in line {before + 1} cannot be split into cells ({error}); look for a quotation "
            "mark that is not closed, or write one inside a cell twice."
        ) from error
    finally:
        csv.field_size_limit(usual)
    return rows, lines


def _guessed(text):
    """The separator that splits the first lines into the most cells, all lines alike."""
    scores = {}
    for separator in SEPARATORS:
        rows = [
            row
            for row in _rows(text, separator, _LOOKED_AT)[0]
            if any(cell.strip() for cell in row)
        ]
        # Titles above a table and notes below it have one cell.
        counts = Counter(len(row) for row in rows if len(row) > 1)
        if counts:
            usual, times = counts.most_common(1)[0]
            scores[separator] = (times / len(rows), usual)
    if not scores:
        raise FileError(
            "its lines are not split by comma, semicolon, tab or vertical bar, so it has one column; a table needs a "
            f"region, an industry and an amount. If another character separates them, say {option(separator=':')}."
        )
    best = max(scores, key=scores.get)
    share = scores[best][0]
    told = (
        "every line"
        if share == 1
        else "most lines"
        if share > 0.5
        else "more lines than any other does"
    )
    return best, f"{SEPARATORS[best]}: it splits {told} alike"
