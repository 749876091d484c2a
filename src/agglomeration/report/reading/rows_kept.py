"""Which rows of a file are read, where it holds several kinds of amounts below each other."""

from __future__ import annotations

import re

import numpy as np
from numpy.typing import NDArray

from agglomeration.words import tell, tell_many

from ..errors import FileError, listed, option
from .candidates import maps_one_to_one
from .column_names import is_employment, is_flag_name, is_part, role_of
from .grid import filled, text_of
from .labels import is_total
from .roles import Roles
from .sheets import Sheet

__all__ = ["differing_column", "keep_one_item", "keep_only", "keep_totals_of_others", "unit_of"]

# 종사자수 (남) and 종사자수_여
_BRACKETS = re.compile(r".*?[(_\s]+([^()_\s]+)\)?$")


def keep_only(sheet: Sheet, only: tuple[str, ...], notes: list[tuple[str, str]]) -> Sheet:
    """The rows whose cells are as said: ``COLUMN=CELL``; several of one column are alternatives."""
    wanted: dict[str, list[str]] = {}
    for text in only:
        column, cell = _parted(sheet, text)
        wanted.setdefault(column, []).append(cell)
    for column, cells in wanted.items():
        there = {text_of(value) for value in sheet[column].values}
        for cell in cells:
            if cell not in there:
                raise FileError(
                    tell(
                        "no row has {cell} in the column {column}, which you named with only=; it has {there}.",
                        cell=repr(cell),
                        column=repr(column),
                        there=listed(sorted(there), 8),
                    ),
                    ways=[{"only": f"{column}={one}"} for one in sorted(there)[:8]],
                )
        kept = _rows_with(sheet, column, cells)
        notes.append(
            (
                tell("Rows kept"),
                tell(
                    "{kept} of {all}, with {cells} in the column {column}: as you said",
                    kept=f"{int(kept.sum()):,}",
                    all=f"{len(sheet):,}",
                    cells=listed(cells, 5),
                    column=repr(column),
                ),
            )
        )
        sheet = sheet.keep(kept)
    return sheet


def _rows_with(sheet: Sheet, name: str, cells: list[str]) -> NDArray[np.bool_]:
    return sheet[name].which(lambda value: text_of(value) in cells)


def _parted(sheet, text):
    for place in (k for k, letter in enumerate(text) if letter == "="):
        if text[:place].strip() in sheet.names:
            return text[:place].strip(), text[place + 1 :].strip()
    raise FileError(
        tell(
            "only={text}: write COLUMN=CELL with a column of the file; its columns are {columns}.",
            text=repr(text),
            columns=listed(sheet.names),
        )
    )


def keep_one_item(
    sheet: Sheet, said: dict[str, str | None], notes: list[tuple[str, str]]
) -> tuple[Sheet, str]:
    """The rows of one kind of amounts, where a column of items tells several apart, and what this kind is called."""
    kind = ""
    for name in list(sheet.names):
        if role_of(name) not in ("item", "unit") or name in said.values():
            continue
        items = list(dict.fromkeys(text_of(value) for value in sheet[name].in_order()))
        if role_of(name) == "item" and len(items) == 1:
            kind = items[0]
        if len(items) < 2:
            continue
        working = _of_all(item for item in items if is_employment(item))
        if not working and _named_beside(sheet, name):
            continue
        kept = _rows_with(sheet, name, working)
        if role_of(name) == "unit" or len(working) != 1 or _loses_names(sheet, kept):
            raise FileError(
                tell(
                    "its column {name} tells several kinds of amounts apart, {items}; say which to read, for instance "
                    "{way}. Several can be said where together they are one.",
                    name=repr(name),
                    items=listed(items, 8),
                    way=option(only=f"{name}={(working or items)[0]}"),
                ),
                ways=[{"only": f"{name}={item}"} for item in items],
            )
        other = next(item for item in items if item != working[0])
        notes.append(
            (
                tell("Rows kept"),
                tell(
                    "{kept} of {all}, with {item} in the column {name}, the only ones of people who work; for "
                    "others say "
                    "only=, such as {way}",
                    kept=f"{int(kept.sum()):,}",
                    all=f"{len(sheet):,}",
                    item=repr(working[0]),
                    name=repr(name),
                    way=option(only=f"{name}={other}"),
                ),
            )
        )
        sheet, kind = sheet.keep(kept), working[0]
    return sheet, kind


def unit_of(sheet: Sheet) -> str:
    """What a column of units says, where it says one thing in all rows; empty otherwise."""
    cells = {
        text_of(cell)
        for name in sheet.names
        if role_of(name) == "unit"
        for cell in sheet[name].values
    }
    return cells.pop() if len(cells) == 1 else ""


def _of_all(working):
    """Of people who work all together, where the others are parts of them: men, women."""
    working = list(working)
    totals = [item for item in working if is_total(item)]
    parts = [item for item in working if is_part(_BRACKETS.sub(r"\1", item))]
    return totals if len(totals) == 1 and len(parts) == len(working) - 1 else working


def _named_beside(sheet, name):
    """Whether another column of items has a name for each code in this one, and tells who works."""
    return any(
        role_of(other) == "item"
        and other != name
        and len(_of_all(filter(is_employment, map(text_of, sheet[other].values)))) == 1
        and maps_one_to_one(sheet, name, other)
        for other in sheet.names
    )


def _loses_names(sheet, kept):
    """Whether a region or an industry would be gone with the rows that are not kept."""
    return any(
        len(column.take(kept).values) < len(column.values)
        for name, column in zip(sheet.names, sheet.columns, strict=True)
        if role_of(name) in ("region", "industry", "year")
    )


def _keys(sheet: Sheet, names: list[str]) -> NDArray[np.int64]:
    """One number for each different combination of cells."""
    keys = np.zeros(len(sheet), dtype=np.int64)
    for name in names:
        column = sheet[name]
        _, keys = np.unique(keys * len(column.values) + column.codes, return_inverse=True)
    return keys


def keep_totals_of_others(
    sheet: Sheet, roles: Roles, notes: list[tuple[str, str]], doubles: bool, remarks: list[str]
) -> Sheet:
    """Of rows that differ only in sex, owner or the like those of all together, where they are named so.

    Where ``doubles`` is said, rows that are alike in every cell are one, as in what the interface of KOSIS hands out.
    """
    used = [
        roles.columns[role]
        for role in ("region", "industry", "year", "group")
        if role in roles.columns
    ]
    if doubles:
        sheet = _each_once(sheet, remarks)
    amounts = {*roles.columns.values(), *roles.across}
    for name in list(sheet.names):
        keys = _keys(sheet, used)
        if len(np.unique(keys)) == len(sheet):
            return sheet
        if name in amounts or is_flag_name(name):
            continue
        cells = [text_of(value) for value in sheet[name].values]
        totals = [cell for cell in cells if is_total(cell)]
        # A column that is the same for all rows of a pair tells nothing apart.
        finer = len(np.unique(_keys(sheet, [*used, name]))) > len(np.unique(keys))
        if len(totals) != 1 or not finer:
            continue
        kept = _rows_with(sheet, name, totals)
        if set(np.unique(keys[kept])) != set(np.unique(keys)):
            continue
        notes.append(
            (
                tell("Rows kept"),
                tell(
                    "{kept} of {all}, with {total} in the column {name}, which holds the others",
                    kept=f"{int(kept.sum()):,}",
                    all=f"{len(sheet):,}",
                    total=repr(totals[0]),
                    name=repr(name),
                ),
            )
        )
        sheet = sheet.keep(kept)
    return sheet


def _each_once(sheet, remarks):
    keys = _keys(sheet, list(dict.fromkeys(sheet.names)))
    first = np.sort(np.unique(keys, return_index=True)[1])
    twice = len(sheet) - len(first)
    if twice:
        remarks.append(
            tell_many(
                "{n} row repeats another one in every cell, as happens in files of this form; it was read once.",
                "{n} rows repeat another one in every cell, as happens in files of this form; each was read once.",
                twice,
            )
        )
        sheet = sheet.keep(first)
    return sheet


def differing_column(sheet: Sheet, roles: Roles, first: int, second: int) -> tuple[str, list[str]]:
    """The column that is not used and in which two rows differ, with all that stands in it; empty if none does."""
    used = {*roles.columns.values(), *roles.across}
    for name in sheet.names:
        one, other = sheet[name][first], sheet[name][second]
        if name in used or text_of(one) == text_of(other) or is_flag_name(name):
            continue
        cells = [text_of(value) for value in sheet[name].in_order() if filled(value)]
        if len(cells) <= 60:
            return name, cells
    return "", []
