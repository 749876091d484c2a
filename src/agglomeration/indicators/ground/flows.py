"""Flows of money between industries, whose few negative cells are a matter to decide on."""

from __future__ import annotations

import numpy as np
import pandas as pd

from .columns import quoted
from .tables import check_flows

__all__ = ["checked_flows"]


def checked_flows(flows: pd.DataFrame, negative: bool) -> np.ndarray:
    """Return the flows' values; negative ones only if the caller has said so."""
    values = check_flows(flows, negative=True)
    below = values < 0
    if not negative and below.any():
        row, column = np.argwhere(below)[0]
        more = f" ({int(below.sum()) - 1} more like it)" if below.sum() > 1 else ""
        raise ValueError(
            f"flows: row {quoted(flows.index[row])}, column {quoted(flows.columns[column])} is "
            f"{values[row, column]:g}{more}; estimated tables have a few small negative flows: "
            "negative=True keeps them as they are."
        )
    return values
