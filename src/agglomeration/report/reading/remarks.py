"""What is no error and may still be wrong: names that look alike, empty regions, rows that stand twice."""

from __future__ import annotations

import re
from typing import Literal

import pandas as pd

from agglomeration.words import quoted, tell, tell_many, term

from .column_names import role_of
from .grid import Column, text_of
from .labels import differ_in_case
from .sheets import Sheet

__all__ = ["remarks_on", "remarks_on_digits", "remarks_on_unit"]

_THOUSANDS = re.compile(
    r"thousand|tausend|milliers|migliaia|(?:^|\bin|\bper|\bje|[x×(])\s*1[ .,\u00a0]?000\b|"
    r"천\s?명|천\s?개|단위\s*[:\uff1a]\s*천|\bths\b|ths_",
    re.IGNORECASE,
)
# Digits behind the point, and the power of ten.
_POWER = re.compile(r"\d(?:[.,](\d*))?[eE]\+?(\d+)", re.ASCII)


def remarks_on(frame: pd.DataFrame, kind: Literal["totals", "plants"]) -> list[str]:
    """Sentences about what a reader should look at before trusting the numbers."""
    remarks = []
    for what in ("region", "industry"):
        alike = differ_in_case(frame[what].unique())
        if alike:
            remarks.append(
                tell(
                    "the {what} names {one} and {other} differ only in capitals; they count as two.",
                    what=term(what),
                    one=quoted(alike[0]),
                    other=quoted(alike[1]),
                )
            )
        edged = [label for label in frame[what].unique() if label != label.strip()]
        if edged:
            remarks.append(
                tell(
                    "the {what} name {name} begins or ends with a space, which was kept.",
                    what=term(what),
                    name=quoted(edged[0]),
                )
            )
        sums = frame.groupby(what)["value"].sum()
        if (sums == 0).any():
            empty = list(sums.index[sums == 0])
            remarks.append(
                tell(
                    "the {what} {name} has nothing at all; its indicators are undefined.",
                    what=term(what),
                    name=quoted(empty[0]),
                )
            )
        if frame[what].nunique() == 1:
            remarks.append(
                tell(
                    "there is only one {what}, so indicators that compare cannot say anything.",
                    what=term(what),
                )
            )
    keys = [column for column in frame.columns if column != "plant"]
    if kind == "plants" and "plant" not in frame and (count := int(frame.duplicated(keys).sum())):
        remarks.append(
            tell_many(
                "{n} row repeats another row exactly; each counts as a plant of its own.",
                "{n} rows repeat another row exactly; each counts as a plant of its own.",
                count,
            )
        )
    return remarks


def remarks_on_unit(sheet: Sheet, unit: str) -> list[str]:
    """What a title, a unit or a column's name says of thousands: counts are then not what they seem."""
    units = [name for name in sheet.names if role_of(name) == "unit"]
    cells = [text_of(value) for name in units for value in sheet[name].values]
    found = next((text for text in (*sheet.above, unit, *cells) if _THOUSANDS.search(text)), None)
    if found is None:
        return []
    return [
        tell(
            "{text} says that amounts are in thousands: quotients and shares stay as they are, but intervals and "
            "p-values take each amount for so many jobs, and are too wide.",
            text=quoted(found[:80]),
        )
    ]


def remarks_on_digits(cells: Column) -> list[str]:
    """What a spreadsheet cut off: 1.23E+05 has three digits of six."""
    cut = [
        text
        for value in cells.values
        if isinstance(value, str)
        and (match := _POWER.fullmatch(text := value.strip()))
        and len(match[1] or "") < int(match[2])
    ]
    if not cut:
        return []
    return [
        tell(
            "amounts such as {text} are written in powers of ten, and the digits that this leaves out are not in the "
            "file; save it from numbers that are shown in full.",
            text=quoted(cut[0]),
        )
    ]
