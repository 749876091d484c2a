"""Amounts of projects: checked, and labelled alike."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from agglomeration.indicators.ground.columns import quoted
from agglomeration.indicators.ground.tables import check_table

__all__ = ["checked_amount", "checked_share", "common_index", "given_amounts", "plain"]


def common_index(given: Mapping[str, Any]) -> pd.Index | None:
    """The index the Series share; positions where only arrays or numbers were given."""
    series = [(name, value.index) for name, value in given.items() if isinstance(value, pd.Series)]
    for name, index in series[1:]:
        if not index.equals(series[0][1]):
            raise ValueError(
                f"{name}: its projects are not those of {series[0][0]}, in the same order; align them first."
            )
    lengths = {name: len(value) for name, value in given.items() if np.ndim(value) > 0}
    if len(set(lengths.values())) > 1:
        raise ValueError(
            f"{', '.join(lengths)}: they differ in length ({', '.join(map(str, lengths.values()))})."
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
        return check_table(numbered, name, rows="row", columns="column")[:, 0]
    number = np.asarray(value, dtype=float)
    if not np.isfinite(number).all() or (number < 0).any():
        raise ValueError(f"{name}: {quoted(value)} is not a finite amount of at least 0.")
    return number


def checked_share(value: Any, name: str) -> Any:
    number = np.asarray(value, dtype=float)
    if not ((number >= 0) & (number <= 1)).all():
        raise ValueError(f"{name}: {quoted(value)} is not a share between 0 and 1.")
    return number


def plain(value: Any) -> Any:
    return float(value) if np.ndim(value) == 0 else value
