"""Columns of codes beside the names: they tell levels apart, and two regions of one name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from agglomeration.words import quoted, tell

from ..errors import FileError, option
from .column_names import is_item_name, is_level_name, is_measure_name, role_of, role_of_stem
from .grid import text_of
from .joined_columns import JOIN, are_provinces
from .roles import Roles
from .sheets import Sheet

__all__ = ["check_levels", "check_namesakes", "codes_of"]


def _unused(sheet: Sheet, roles: Roles) -> Iterator[tuple[str, NDArray[np.object_]]]:
    """Each column that is not used, with the text of each row of the sheet."""
    used = {*roles.columns.values(), *roles.across}
    for name, column in zip(sheet.names, sheet.columns, strict=True):
        if name not in used:
            texts = np.array([text_of(value) for value in column.values], dtype=object)
            yield name, texts[column.codes]


def _pairs(frame, what, texts):
    """Each label with each code that stands beside it."""
    return pd.DataFrame(
        {what: frame[what].to_numpy(), "code": texts[frame["row"]]}
    ).drop_duplicates()


def codes_of(
    sheet: Sheet, roles: Roles, frame: pd.DataFrame, what: Literal["region", "industry"]
) -> dict[str, str]:
    """The codes of the regions or industries, if a column that is not used has one for each; else nothing."""
    count = frame[what].nunique()
    for name, texts in _unused(sheet, roles):
        # Numbers of firms are no codes, though each region may have one of its own.
        if is_item_name(name) or is_measure_name(name) or " | " in name:
            continue
        pairs = _pairs(frame, what, texts)
        if len(pairs) == pairs["code"].nunique() == count > 1:
            return dict(zip(pairs[what], pairs["code"], strict=True))
    return {}


def check_namesakes(sheet: Sheet, roles: Roles, frame: pd.DataFrame) -> None:
    """Refuse names beside which two codes or two larger places stand: 중구 is a district of five Korean cities."""
    for what in ("region", "industry"):
        if roles.columns.get(what) is None:
            continue
        for name, texts in _unused(sheet, roles):
            if what not in (role_of(name), role_of_stem(name)) and not (
                what == "region" and are_provinces(sheet[name])
            ):
                continue
            pairs = _pairs(frame, what, texts)
            twice = pairs[pairs[what].duplicated(keep=False)]
            if twice.empty:
                continue
            label = twice[what].iloc[0]
            first, second = twice.loc[twice[what] == label, "code"].iloc[:2]
            finer = not pairs["code"].duplicated().any()
            both = sorted(
                (name, roles.columns[what]),
                key=lambda one: (len(sheet[one].values), sheet.names.index(one)),
            )
            way: dict[str, Any] = {what: name if finer else JOIN.join(both)}
            raise FileError(
                tell(
                    "beside the {what} {label} the column {name} has {first} and {second}, so "
                    "several have one name, or the rows are parts; say {option}, or add the parts up.",
                    what=what,
                    label=quoted(label),
                    name=quoted(name),
                    first=quoted(first),
                    second=quoted(second),
                    option=option(**way),
                ),
                ways=[way],
            )


def check_levels(
    sheet: Sheet, roles: Roles, frame: pd.DataFrame, leave: Callable[[NDArray[np.bool_]], str]
) -> None:
    """Refuse rows of several levels, where a column says of which each is."""
    for name, texts in _unused(sheet, roles):
        if not is_level_name(name):
            continue
        levels = pd.Series(texts[frame["row"]])
        if levels.nunique() > 1:
            first, second = list(dict.fromkeys(levels))[:2]
            usual = levels.value_counts().index[0]
            raise FileError(
                tell(
                    "the column {name} says that rows are of different levels ({first}, "
                    "{second}), of which one contains the other; keep the rows of one, for "
                    "instance {option}, or {leaving}. If it says something else, rename the "
                    "column.",
                    name=quoted(name),
                    first=quoted(first),
                    second=quoted(second),
                    option=option(only=f"{name}={usual}"),
                    leaving=leave((levels != usual).to_numpy()),
                ),
                ways=[{"only": f"{name}={level}"} for level in dict.fromkeys(levels)],
            )
