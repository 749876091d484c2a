"""KOSIS workbooks "with codes": ``A 시도별`` above ``11 서울특별시``, ``TIME 시점`` above ``Y2022 2022``, set apart."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np

from agglomeration.words import tell

from .grid import Column, text_of
from .sheets import Sheet

__all__ = ["without_codes"]

_NAME = re.compile(r"([A-Z][A-Z0-9]{0,9}) (.+)")
# A code, one blank and a name; the blanks of different width before it show the level.
_CELL = re.compile(r"([A-Z0-9][A-Z0-9.\-_]{0,13}) (\S.*)")
# The code of a unit within the brackets of a kind of amounts: (14STD00018 %).
_UNIT = re.compile(r"\([A-Z0-9]{6,12} ?([^()]*)\)$")


def without_codes(sheet: Sheet, notes: list[tuple[str, str]]) -> Sheet:
    """Names and cells without the codes before them; the codes of each column stand in a column before it."""
    found = [match for name in sheet.names if (match := _NAME.fullmatch(name))]
    if len(found) < len(sheet.names) or not any(match[1] == "TIME" for match in found):
        return sheet
    names, columns, tops = [], [], []
    for place, match in enumerate(found):
        column = sheet.columns[place]
        parts = [_CELL.fullmatch(text_of(value)) for value in column.values]
        used = column.counts() > 0
        name = _UNIT.sub(r"(\1)", match[2])
        if not all(part for part, there in zip(parts, used, strict=True) if there):
            kept = [(name, column)]
        elif match[1] == "TIME":
            kept = [(name, _of_texts(column, [part[2] if part else "" for part in parts]))]
        else:
            texts = [part[2] if part else "" for part in parts]
            codes = [part[1] if part else "" for part in parts]
            if len(set(texts)) < len(texts):
                # Districts of one name lie in several provinces.
                texts = [f"{code} {text}".strip() for code, text in zip(codes, texts, strict=True)]
            kept = [
                (f"[{match[1]}]{name}", _of_texts(column, codes)),
                (name, _of_texts(column, texts)),
            ]
        names += [name for name, _ in kept]
        columns += [column for _, column in kept]
        tops += [sheet.tops[place]] * len(kept) if sheet.tops else []
    notes.append(
        (
            tell("Codes"),
            tell(
                "those before names and cells, such as {one}, were set apart",
                one=repr(sheet.names[0]),
            ),
        )
    )
    return replace(sheet, names=names, columns=columns, tops=tops or None)


def _of_texts(column, texts):
    values = list(dict.fromkeys(texts))
    place = {text: code for code, text in enumerate(values)}
    codes = np.array([place[text] for text in texts], dtype=np.int32)
    return Column(codes[column.codes], values).take(slice(None))
