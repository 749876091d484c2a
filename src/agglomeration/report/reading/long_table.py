"""A sheet as a long table: one row per amount, whichever way it stood."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from agglomeration.words import quoted, tell

from ..errors import FileError, listed, option
from .grid import Column, text_of
from .labels import as_labels, check_names
from .number_texts import as_number, as_years
from .roles import Roles
from .sheets import Sheet

__all__ = ["LongTable", "long_table"]


@dataclass
class LongTable:
    """Labels in ``frame``, with the row of the sheet and the place of the column in ``names``; and the amounts."""

    frame: pd.DataFrame
    cells: Column
    names: list[str]


def long_table(
    sheet: Sheet, roles: Roles, kind: str, given: dict[str, Any], notes: list[tuple[str, str]]
) -> LongTable:
    """The long table; labels are checked, amounts are not read yet."""
    if roles.layout == "long":
        return _long(sheet, roles, kind, given, notes)
    return _across(sheet, roles, given)


def _long(sheet, roles, kind, given, notes):
    columns = dict(roles.columns)
    # A column named as size is a plant's; one named as amount is taken where both are there.
    amount = columns.pop("value", None) or columns.get("size")
    columns.pop("size", None)
    if kind == "totals":
        of_plants = [columns.pop(role) for role in ("plant", "x", "y") if role in columns]
        if of_plants:
            notes.append((tell("Columns of plants, not used for totals"), listed(of_plants)))
    rows = np.arange(len(sheet))
    found = {
        role: _labels(sheet[name], sheet.lines, name, role, given) for role, name in columns.items()
    }
    if amount is None and kind == "totals":
        raise FileError(
            tell(
                "it has no column for the value: totals need one; its columns are {sheet}. Say "
                "value= with its name (on the command line --value=NAME), or {option} if each row "
                "is a plant.",
                sheet=listed(sheet.names),
                option=option(rows="plants"),
            )
        )
    if amount is None:
        cells = Column(np.zeros(len(sheet), dtype=np.int32), [1])
        notes.append((tell("Amounts"), tell("no column of sizes, so each plant counts as 1")))
    else:
        cells = sheet[amount]
    told = (
        tell("totals, one for each region and industry")
        if kind == "totals"
        else tell("plants, one for each plant")
    )
    told = tell("{said}: as you said", said=told) if given["rows"] else told
    notes.append((tell("Rows"), told))
    frame = pd.DataFrame(found, index=pd.Index(sheet.lines, name="line"))
    return LongTable(frame.assign(row=rows, column=0), cells, [amount or tell("(each plant as 1)")])


def _labels(column, lines, name, role, given):
    """The labels, years or coordinates of all rows."""
    if role == "year":
        return np.array(as_years(column, lines, name))[column.codes]
    if role in ("x", "y"):
        return np.array(_coordinates(column, lines, name, given["decimal"]))[column.codes]
    return np.array(as_labels(column, lines, name, role), dtype=object)[column.codes]


def _coordinates(column, lines, name, decimal):
    numbers = [as_number(cell, decimal) for cell in column.values]
    for code, number in enumerate(numbers):
        if number is None or not np.isfinite(number):
            line = lines[int(np.argmax(column.codes == code))]
            raise FileError(
                tell(
                    "line {line}, column {name} is {text_of}, which is not a coordinate.",
                    line=line,
                    name=quoted(name),
                    text_of=quoted(text_of(column.values[code])[:60]),
                )
            )
    return numbers


def _across(sheet, roles, given):
    """Columns that stand across become rows; each keeps the line it came from."""
    keys = {
        role: _labels(sheet[name], sheet.lines, name, role, given)
        for role, name in roles.columns.items()
        if role in ("region", "industry", "year")
    }
    across = "region" if "region" not in keys else "industry"
    if roles.labels:
        if "" in roles.labels.values():
            raise FileError(
                tell(
                    "a column without a name would be taken for one of the names of {across}; "
                    "name it, or delete it if it only numbers the rows.",
                    across=across,
                )
            )
        check_names(roles.labels.values(), 1)
    if roles.years and "year" in keys:
        raise FileError(
            tell(
                "it has years across and a column of years, {column}; rename one.",
                column=repr(roles.columns["year"]),
            )
        )
    count, rows = len(roles.across), len(sheet)
    frame = {role: np.tile(labels, count) for role, labels in keys.items()}
    if roles.labels:
        frame[across] = np.repeat(
            np.array([roles.labels[name] for name in roles.across], dtype=object), rows
        )
    if roles.years:
        frame["year"] = np.repeat(np.array([roles.years[name] for name in roles.across]), rows)
    order = [role for role in ("region", "industry", "year") if role in frame]
    long = pd.DataFrame(
        {role: frame[role] for role in order},
        index=pd.Index(np.tile(sheet.lines, count), name="line"),
    )
    long["row"], long["column"] = np.tile(np.arange(rows), count), np.repeat(np.arange(count), rows)
    return LongTable(
        long, joined_columns([sheet[name] for name in roles.across]), list(roles.across)
    )


def joined_columns(columns: list[Column]) -> Column:
    """Columns below each other as one."""
    index: dict[Any, int] = {}
    parts = []
    for column in columns:
        keys = [
            value if value is None or type(value) is str else (type(value), value)
            for value in column.values
        ]
        codes = np.array([index.setdefault(key, len(index)) for key in keys], dtype=np.int32)
        parts.append(codes[column.codes] if len(codes) else column.codes)
    values = [key if key is None or type(key) is str else key[1] for key in index]
    return Column(np.concatenate(parts) if parts else np.zeros(0, dtype=np.int32), values)
