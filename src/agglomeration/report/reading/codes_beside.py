"""Columns of codes beside the names: they tell levels apart, and two regions of one name."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Literal

import pandas as pd

from .column_names import is_level_name, role_of, role_of_stem
from ..errors import FileError, option

if TYPE_CHECKING:
    from agglomeration.report.reading.roles import Roles
    from agglomeration.report.reading.sheets import Sheet

__all__ = ["check_levels", "check_namesakes", "codes_of"]


def _unused(sheet, roles):
    used = {*roles.columns.values(), *roles.across}
    for place, name in enumerate(sheet.names):
        if name not in used:
            lines = zip(sheet.lines, sheet.rows, strict=True)
            yield (
                name,
                {
                    line: "" if row[place] is None else str(row[place]).strip()
                    for line, row in lines
                },
            )


def _pairs(frame, what, cells):
    """Each label with each code that stands beside it."""
    return frame[[what]].assign(code=frame.index.map(cells)).drop_duplicates()


def codes_of(
    sheet: Sheet, roles: Roles, frame: pd.DataFrame, what: Literal["region", "industry"]
) -> dict[str, str]:
    """The codes of the regions or industries, if a column that is not used has one for each; else the names."""
    count = frame[what].nunique()
    for _, cells in _unused(sheet, roles):
        pairs = _pairs(frame, what, cells)
        if len(pairs) == pairs["code"].nunique() == count > 1:
            return dict(zip(pairs[what], pairs["code"], strict=True))
    return {}


def check_namesakes(sheet: Sheet, roles: Roles, frame: pd.DataFrame) -> None:
    """Refuse names beside which two codes or two larger places stand: 중구 is a district of five Korean cities."""
    for what in ("region", "industry"):
        for name, cells in _unused(sheet, roles):
            if what not in (role_of(name), role_of_stem(name)):
                continue
            pairs = _pairs(frame, what, cells)
            twice = pairs[pairs[what].duplicated(keep=False)]
            if twice.empty:
                continue
            label = twice[what].iloc[0]
            first, second = twice.loc[twice[what] == label, "code"].iloc[:2]
            finer = not pairs["code"].duplicated().any()
            out = (
                f"say {option(**{what: name})}"
                if finer
                else f"write both columns into one, for the {what}"
            )
            raise FileError(
                f"beside the {what} {label!r} the column {name!r} has {first!r} and {second!r}, so several have one "
                f"name, or the rows are parts; {out}, or add the parts up."
            )


def check_levels(
    sheet: Sheet, roles: Roles, frame: pd.DataFrame, leave: Callable[[list[int]], str]
) -> None:
    """Refuse rows of several levels, where a column says of which each is."""
    for name, cells in _unused(sheet, roles):
        if not is_level_name(name):
            continue
        levels = frame.index.map(cells)
        if len(set(levels)) > 1:
            first, second = list(dict.fromkeys(levels))[:2]
            usual = levels.value_counts().index[0]
            raise FileError(
                f"the column {name!r} says that rows are of different levels ({first!r}, {second!r}), of which one "
                f"contains the other; keep the rows of one, or {leave((levels != usual).nonzero()[0])}. If it says "
                "something else, rename the column."
            )
