"""Names that stand once above the rows that they belong to, as pivot tables leave them."""

from __future__ import annotations

import numpy as np

from agglomeration.words import quoted, tell, tell_many

from .grid import Column, filled, text_of
from .roles import Roles
from .sheets import Sheet

__all__ = ["filled_down"]


def filled_down(sheet: Sheet, roles: Roles, notes: list[tuple[str, str]]) -> Sheet:
    """The sheet with each name in all rows of its block, where every block has the same rows in the same order.

    Only then an empty cell can mean nothing else; otherwise the sheet stays as it is, and the empty name is refused.
    """
    for role in ("region", "industry", "year"):
        name = roles.columns.get(role)
        others = [
            roles.columns[other]
            for other in ("region", "industry", "year")
            if other != role and other in roles.columns
        ]
        if name is None or not others:
            continue
        there = sheet[name].which(filled)
        if there.all() or not there[0] or not _blocks_alike(sheet, others, there):
            continue
        last = np.maximum.accumulate(np.where(there, np.arange(len(sheet)), 0))
        columns = list(sheet.columns)
        place = sheet.names.index(name)
        columns[place] = Column(sheet[name].codes[last], sheet[name].values).take(slice(None))
        first = int(np.argmax(~there))
        notes.append(
            (
                tell("Names that stand once"),
                tell_many(
                    "{n} empty cell of the column {column}, in line {line}, belongs to the name above it, {label}: all "
                    "blocks have the same rows",
                    "{n} empty cells of the column {column} belong to the names above them, such as line {line} to "
                    "{label}: all blocks have the same rows",
                    int((~there).sum()),
                    column=quoted(name),
                    line=int(sheet.lines[first]),
                    label=quoted(text_of(sheet[name][int(last[first])])),
                ),
            )
        )
        sheet = Sheet(
            sheet.names,
            columns,
            sheet.lines,
            sheet.tops,
            sheet.above,
            sheet.below,
            sheet.headless,
            sheet.middles,
        )
    return sheet


def _blocks_alike(sheet, others, there):
    """Whether what stands beside a name and the empty cells below it is the same for each name, without a gap."""
    starts = np.flatnonzero(there)
    if len(starts) < 2 or not all(sheet[other].which(filled).all() for other in others):
        return False
    ends = [*starts[1:], len(there)]
    rows = [
        [tuple(int(sheet[other].codes[row]) for other in others) for row in range(start, end)]
        for start, end in zip(starts, ends, strict=True)
    ]
    return (
        len(rows[0]) > 1 and len(set(rows[0])) == len(rows[0]) and all(r == rows[0] for r in rows)
    )
