"""Flows of money between industries, whose few negative cells are a matter to decide on."""

from __future__ import annotations

import numpy as np
import pandas as pd

from agglomeration.words import quoted, tell, tell_many

from .tables import check_flows

__all__ = ["checked_flows"]


def checked_flows(flows: pd.DataFrame, negative: bool) -> np.ndarray:
    """Return the flows' values; negative ones only if the caller has said so."""
    values = check_flows(flows, negative=True)
    below = values < 0
    if not negative and below.any():
        row, column = np.argwhere(below)[0]
        raise ValueError(
            _told(
                int(below.sum()) - 1,
                row=quoted(flows.index[row]),
                column=quoted(flows.columns[column]),
                value=f"{values[row, column]:g}",
            )
        )
    return values


def _told(more, **cell):
    if not more:
        return tell(
            "flows: row {row}, column {column} is {value}; estimated tables have a few small negative flows: "
            "negative=True keeps them as they are.",
            **cell,
        )
    return tell_many(
        "flows: row {row}, column {column} is {value} ({n} more like it); estimated tables have a few small negative "
        "flows: negative=True keeps them as they are.",
        "flows: row {row}, column {column} is {value} ({n} more like it); estimated tables have a few small negative "
        "flows: negative=True keeps them as they are.",
        more,
        **cell,
    )
