"""The report for a program: one JSON file with what was read, what was computed, in which unit, and what was said."""

from __future__ import annotations

import json
import math
import numbers
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from agglomeration.report.making import Report

__all__ = ["FORM", "report_json"]

# Changes when a program that reads the file must change.
FORM = "agglomeration-report/1"
_ROWS_AT_ONCE = 10_000


def report_json(report: Report) -> str:
    """The file as text: the same report always gives the same text."""
    return "".join([_text(_content(report))[:-1], ', "tables": {', *_tables(report), "}}\n"])


def _text(content):
    return json.dumps(content, ensure_ascii=False, allow_nan=False)


def _tables(report: Report) -> Iterator[str]:
    """The text of the tables, some rows at a time: as objects all of them would take many times their size."""
    for place, family in enumerate(report.families):
        head = {
            "title": family.title,
            "labels": [str(name) for name in family.frame.columns[: family.labels]],
            "columns": [
                {"name": str(name), "unit": family.unit(str(name)) or None} for name in family.frame
            ],
        }
        yield f'{", " if place else ""}{_text(family.key)}: {_text(head)[:-1]}, "rows": ['
        for start in range(0, len(family.frame), _ROWS_AT_ONCE):
            rows = _rows(family.frame.iloc[start : start + _ROWS_AT_ONCE])
            yield f"{', ' if start else ''}{_text(rows)[1:-1]}"
        yield "]}"


def _content(report):
    checked, comparison = report.checked, report.comparison
    return {
        "form": FORM,
        "file": {"name": checked.name, "sha256": checked.fingerprint, "summary": checked.summary()},
        "options": {
            name: _plain(value)
            for name, value in {
                **checked.options,
                **report.options,
                "draws": report.draws,
                "seed": report.seed,
            }.items()
        },
        "read": {
            "unit": checked.unit,
            "rows": checked.rows,
            "columns": [one._asdict() for one in checked.taken],
            "marks": [
                {key: _plain(value) for key, value in one._asdict().items()}
                for one in checked.marks
            ],
            "set_apart": [
                {key: _plain(value) for key, value in one._asdict().items()}
                for one in checked.apart
            ],
            "notes": [{"of": of, "said": said} for of, said in checked.notes],
        },
        "relative_to": {
            "reference": comparison.name or None,
            "sentences": list(comparison.sentences),
        },
        "findings": [{"of": of, "said": said} for of, said in report.findings],
        "remarks": [*checked.remarks, *report.remarks],
        "not_computed": [{"what": what, "why": why} for what, why in report.missing],
        "measures": [
            {
                "family": family.key,
                "column": measure.name,
                "measures": measure.meaning,
                "function": measure.call,
                "unit": measure.unit or None,
            }
            for family in report.families
            for measure in family.measures
        ],
    }


def _rows(frame: pd.DataFrame) -> list[list[Any]]:
    """All rows of a table; column by column, since a report can have millions of cells."""
    columns = [_cells(frame.iloc[:, place]) for place in range(frame.shape[1])]
    return [list(row) for row in zip(*columns, strict=True)]


def _cells(column: pd.Series) -> list[Any]:
    cells: list[Any] = column.tolist()
    if column.dtype.kind not in "iuf":
        return [cell if type(cell) is str else _plain(cell) for cell in cells]
    if column.dtype.kind == "f":
        for place in np.flatnonzero(~np.isfinite(column.to_numpy())):
            cells[place] = None
    return cells


def _plain(value: Any) -> Any:
    """What JSON can hold: undefined and infinite are null, numbers keep all their digits."""
    if value is None or isinstance(value, (str, bool)):
        return value
    if isinstance(value, (tuple, list)):
        return [_plain(one) for one in value]
    if isinstance(value, numbers.Integral):
        return int(value)
    if isinstance(value, numbers.Real):
        return float(value) if math.isfinite(value) else None
    return str(value)
