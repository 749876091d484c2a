"""Regions or industries whose names stand in several columns: 시도 beside 시군구, 산업별(1) beside 산업별(2)."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from agglomeration.words import tell

from ..errors import listed
from .column_names import is_code_name, role_of, role_of_stem
from .forms import is_province
from .grid import Column, filled, text_of
from .labels import is_total
from .sheets import Sheet

__all__ = ["JOIN", "Joined", "are_provinces", "joined_columns"]

JOIN = "+"
_NUMBERED = re.compile(r"(.*\S)\s*\(\s*([1-9])\s*\)")
_NUMBER = re.compile(r"[\d.,\s]*")


class Joined(NamedTuple):
    """The sheet with the columns that were joined as one, their names by role, and which label lies in which."""

    sheet: Sheet
    columns: dict[str, str]
    within: dict[str, dict[str, str]]


def joined_columns(
    sheet: Sheet, said: dict[str, str | None], notes: list[tuple[str, str]]
) -> Joined:
    """Join the columns that only together tell the region, or the industry, and drop them.

    Parameters
    ----------
    sheet : Sheet
        Names and rows.
    said : dict
        ``{role: column}`` as the caller gave it; ``"시도+시군구"`` names two.
    notes : list
        Receives what was joined.
    """
    columns: dict[str, str] = {}
    within: dict[str, dict[str, str]] = {}
    for role in ("region", "industry"):
        names = _wanted(sheet, role, said.get(role))
        if not names:
            continue
        sheet, name, within[role] = _joined(sheet, role, names)
        columns[role] = name
        notes.append(
            (
                tell("Columns joined"),
                tell(
                    "{columns} together tell the {role}, such as {label}",
                    columns=listed(names),
                    role=role,
                    label=listed([max(sheet[name].values, key=len)]),
                ),
            )
        )
    return Joined(sheet, columns, within)


def _wanted(sheet, role, said):
    if said is not None:
        parts = [part.strip() for part in said.split(JOIN)]
        there = said not in sheet.names and len(parts) > 1 and set(parts) <= set(sheet.names)
        return parts if there else []
    return _numbered(sheet, role) or (_province_and_district(sheet) if role == "region" else [])


def _numbered(sheet, role):
    """KOSIS numbers the levels of a classification: 산업별(1), 산업별(2)."""
    levels: dict[str, dict[int, str]] = {}
    for name in sheet.names:
        found = _NUMBERED.fullmatch(name)
        if found and role in (role_of(found[1]), role_of_stem(found[1])):
            levels.setdefault(found[1], {})[int(found[2])] = name
    for numbers in levels.values():
        if len(numbers) > 1 and sorted(numbers) == list(range(1, len(numbers) + 1)):
            return [numbers[place] for place in sorted(numbers)]
    return []


def are_provinces(column: Column) -> bool:
    """Whether most different cells of a column are provinces of Korea, but for the sum of all."""
    texts = [text_of(value) for value in column.values if filled(value)]
    texts = [text for text in texts if not is_total(text)]
    return sum(map(is_province, texts)) > len(texts) / 2


def _province_and_district(sheet):
    """A column of provinces beside one of districts: districts of several provinces have one name."""
    provinces = [
        name
        for name in sheet.names
        if are_provinces(sheet[name]) and role_of(name) in (None, "region")
    ]
    districts = [
        name
        for name in sheet.names
        if name not in provinces
        and "region" in (role_of(name), role_of_stem(name))
        and not is_code_name(name)
        and not sheet[name].which(lambda cell: _NUMBER.fullmatch(text_of(cell))).all()
    ]
    if len(provinces) != 1 or len(districts) != 1:
        return []
    return [provinces[0], districts[0]]


def _joined(sheet, role, names):
    """The sheet with one column in the place of several, its name, and the label that holds each label."""
    codes = np.zeros(len(sheet), dtype=np.int64)
    for name in names:
        column = sheet[name]
        codes = codes * len(column.values) + column.codes
    _, first, place = np.unique(codes, return_index=True, return_inverse=True)
    cells = [[text_of(sheet[name][row]) for name in names] for row in first]
    paths = _paths(cells)
    labels = _labels(paths, role)
    within = {
        label: labels[paths.index(path[:-1])]
        for path, label in zip(paths, labels, strict=True)
        if len(path) > 1 and path[:-1] in paths
    }
    values = list(dict.fromkeys(labels))
    index = {label: code for code, label in enumerate(values)}
    made = Column(np.array([index[label] for label in labels], dtype=np.int32)[place], values)
    name, at = JOIN.join(names), sheet.names.index(names[0])
    kept = sheet.drop(set(names))
    at -= sum(sheet.names.index(other) < at for other in names)
    kept = Sheet(
        [*kept.names[:at], name, *kept.names[at:]],
        [*kept.columns[:at], made, *kept.columns[at:]],
        kept.lines,
        kept.tops and [*kept.tops[:at], name, *kept.tops[at:]],
        kept.above,
        kept.below,
        kept.headless,
        kept.middles and [*kept.middles[:at], name, *kept.middles[at:]],
    )
    return kept, name, within


def _paths(cells):
    """From the broadest to the finest name of each row; 소계 in a finer column is the sum of the broader."""
    sums = {tuple(_without_sums(row)) for row in cells if is_total(row[-1]) or not row[-1]}
    return [_path(row, sums) for row in cells]


def _without_sums(row):
    first = row[:1] if not is_total(row[0]) or all(is_total(one) or not one for one in row) else []
    return first + [one for one in row[1:] if one and not is_total(one)]


def _path(row, sums):
    if any(finer and not broader for broader, finer in pairwise(row)) or not row[0]:
        # A name that is missing above one that is there makes no name: it is refused.
        return []
    path = []
    for name in _without_sums(row):
        if path and name.startswith(f"{path[-1]} "):
            name = name[len(path[-1]) :].strip()
        # A province that is its own only district stands in both columns.
        if not (path and name == path[-1] and tuple(path) not in sums):
            path.append(name)
    return path


def _labels(paths, role):
    """A region is told by all names, an industry by its last, where no other has it."""
    if role == "industry":
        last: dict[str, list[list[str]]] = {}
        for path in paths:
            known = last.setdefault(path[-1] if path else "", [])
            if path not in known:
                known.append(path)
        if all(len(known) == 1 for known in last.values()):
            return [path[-1] if path else "" for path in paths]
    return [" ".join(path) for path in paths]
