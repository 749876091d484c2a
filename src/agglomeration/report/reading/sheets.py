"""Rows of cells with the line each stood in, whether they come from text or from a workbook."""

from __future__ import annotations

from typing import Any, NamedTuple

from ..errors import FileError, option

__all__ = ["Sheet", "headed"]


class Sheet(NamedTuple):
    """A table as it stands in the file: names of columns, and rows with their line numbers."""

    names: list[str]
    rows: list[list[Any]]
    lines: list[int]


def headed(
    rows: list[list[Any]], lines: list[int], header: int | None, notes: list[tuple[str, str]]
) -> Sheet:
    """Split rows into the names of columns and the data, and refuse what is not one table.

    Parameters
    ----------
    rows : list of list
        All rows of the file, empty ones included.
    lines : list of int
        Where each row stands, counted from 1.
    header : int or None
        The line with the names; without it the first line that is not empty.
    notes : list
        Receives what was left out.
    """
    full = [(line, row) for line, row in zip(lines, rows, strict=True) if any(map(_filled, row))]
    if header is not None:
        full = _from_line(full, header)
        notes.append(
            ("Names of columns", f"line {header}: as you said; lines above it were left out")
        )
    if not full:
        raise FileError(
            "it is empty; it needs a row with the names of the columns and at least one row of data."
        )
    first, names = full[0]
    body = full[1:]
    if not body:
        raise FileError(
            f"it has the names of columns in line {first} and no row of data below them."
        )
    names = [str(name).strip() if _filled(name) else "" for name in names]
    _check_packed(names, first)
    _check_title(names, first, body)
    blank = sum(
        not any(map(_filled, row)) for line, row in zip(lines, rows, strict=True) if line > first
    )
    if blank:
        notes.append(("Empty lines", f"{blank} left out"))
    names, kept = _even(names, body, first, notes)
    _check_names(names, first)
    return Sheet(names, kept, [line for line, _ in body])


def _filled(cell):
    return cell is not None and (not isinstance(cell, str) or cell.strip() != "")


def _from_line(full, header):
    below = [(line, row) for line, row in full if line >= header]
    if not below or below[0][0] != header:
        raise FileError(f"line {header}, which you named as header, is empty or not there.")
    return below


def _check_packed(names, first):
    r"""Eurostat's own form has several columns in its first one: ``freq,unit,geo\TIME_PERIOD``, then a tab."""
    for name in names:
        if "\\" in name and ("," in name or "\t" in name or names.index(name)):
            raise FileError(
                f"line {first}: the name {name[:60]!r} packs several columns into one, as Eurostat's files of the kind "
                "TSV do; download the table as SDMX-CSV, where each has a column of its own, or split the column."
            )


def _check_title(names, first, body):
    widest = max(sum(map(_filled, row)) for _, row in body[:50])
    if sum(map(bool, names)) == 1 and widest > 1:
        raise FileError(
            f"line {first} has one filled cell ({_first(names)!r}) and later lines have {widest}: it is a title, not "
            f"the names of columns. Say in which line those stand, for instance {option(header=body[0][0])}."
        )


def _first(names):
    return next(name for name in names if name)[:60]


def _even(names, body, first, notes):
    """Every row as long as the header; columns empty from top to bottom are left out and named."""
    width = len(names)
    for line, row in body:
        if len(row) > width and any(map(_filled, row[width:])):
            raise FileError(
                f"line {line} has {len(row)} cells and line {first}, with the names of columns, has {width}; a cell "
                "that holds the separator must stand in quotation marks, and each column needs a name."
            )
        if len(row) < width and any(names[len(row) :]):
            raise FileError(
                f"line {line} has {len(row)} cells and line {first}, with the names of columns, has {width}; fill it "
                "up, or delete it if it is a note below the table."
            )
    rows = [list(row[:width]) + [""] * (width - len(row)) for _, row in body]
    empty = [
        k for k, name in enumerate(names) if not name and not any(_filled(row[k]) for row in rows)
    ]
    if empty:
        notes.append(("Empty columns", f"{len(empty)} without a name and without data left out"))
        kept = [k for k in range(width) if k not in set(empty)]
        return [names[k] for k in kept], [[row[k] for k in kept] for row in rows]
    return names, rows


def _check_names(names, first):
    for place, name in enumerate(names):
        if not name and place:
            raise FileError(
                f"line {first}: column {place + 1} has data but no name; each column needs one. If two rows of names "
                "stand above each other, write them as one."
            )
        if name and names.index(name) != place:
            raise FileError(
                f"line {first}: the name {name[:60]!r} stands above columns {names.index(name) + 1} and {place + 1}; "
                "rename one."
            )
