"""Amounts of projects: checked, and labelled alike."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from agglomeration.indicators.ground.tables import check_table
from agglomeration.indicators.ground.ties import above
from agglomeration.words import enumerated, marked, quoted, tell

__all__ = ["checked_amount", "checked_share", "common_index", "given_amounts", "plain"]


def common_index(given: Mapping[str, Any]) -> pd.Index | None:
    """The index the Series share; positions where only arrays or numbers were given."""
    series = [(name, value.index) for name, value in given.items() if isinstance(value, pd.Series)]
    for name, index in series[1:]:
        if not index.equals(series[0][1]):
            raise ValueError(
                tell(
                    "{name}: its projects are not those of {first}, in the same order; align them "
                    "first.",
                    name=name,
                    first=series[0][0],
                )
            )
    lengths = {name: len(value) for name, value in given.items() if np.ndim(value) > 0}
    if len(set(lengths.values())) > 1:
        raise ValueError(
            tell(
                "{names}: they differ in length ({lengths}).",
                names=enumerated(lengths),
                lengths=enumerated(map(str, lengths.values())),
            )
        )
    return series[0][1] if series else pd.RangeIndex(max(lengths.values(), default=1))


def given_amounts(**given: Any) -> Any:
    """How to label the answer, and the amounts as arrays; Series must share their index."""
    index = common_index(given)
    series = any(isinstance(value, pd.Series) for value in given.values())

    def label(values):
        return pd.Series(values, index=index) if series else plain(values)

    return label, [checked_amount(value, name) for name, value in given.items()]


def checked_amount(value: Any, name: str) -> Any:
    if isinstance(value, pd.Series):
        numbered = value.reset_index(drop=True).to_frame(name)
        return check_table(numbered, name, rows=marked("row"), columns=marked("column"))[:, 0]
    if np.asarray(value).dtype.kind not in "biufO":
        raise TypeError(
            tell(
                "{name}: {value} is text or a date, not an amount.", name=name, value=quoted(value)
            )
        )
    number = np.asarray(value, dtype=float)
    if not np.isfinite(number).all() or (number < 0).any():
        raise ValueError(
            tell(
                "{name}: {value} is not a finite amount of at least 0.",
                name=name,
                value=quoted(value),
            )
        )
    return number


def checked_share(value: Any, name: str) -> Any:
    number = np.asarray(value, dtype=float)
    if not ((number >= 0) & ~above(number, 1)).all():
        raise ValueError(
            tell("{name}: {value} is not a share between 0 and 1.", name=name, value=quoted(value))
        )
    return number


def plain(value: Any) -> Any:
    return float(value) if np.ndim(value) == 0 else value
