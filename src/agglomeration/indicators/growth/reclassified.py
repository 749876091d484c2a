"""Industries that begin or end everywhere between two dates: it may be their code only."""

from __future__ import annotations

import warnings

import numpy as np
import pandas as pd

from agglomeration.indicators.ground.columns import listed
from agglomeration.indicators.inference.former_keywords import lines_up

__all__ = ["warn_of_one_date"]


def warn_of_one_date(first: np.ndarray, last: np.ndarray, industries: pd.Index) -> None:
    """Warn of industries whose amounts in all regions together are 0 at one of two dates, and only there."""
    ended, begun = industries[(first > 0) & (last == 0)], industries[(first == 0) & (last > 0)]
    if not len(ended) and not len(begun):
        return
    found = [
        _sentence(labels, verb)
        for labels, verb in ((ended, "end"), (begun, "begin"))
        if len(labels)
    ]
    warnings.warn(
        f"after: {' and '.join(found)} in all regions together. If only its code or its class changed, what is lost "
        "under one code and won under another is no change: give both dates the same classification.",
        UserWarning,
        stacklevel=lines_up(),
    )


def _sentence(labels, verb):
    return (
        f"industry {listed(labels)} {verb}s"
        if len(labels) == 1
        else f"industries {listed(labels)} {verb}"
    )
