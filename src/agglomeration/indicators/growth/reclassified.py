"""Industries that begin or end everywhere between two dates: it may be their code only."""

from __future__ import annotations

import warnings

import numpy as np
import pandas as pd

from agglomeration.indicators.inference.former_keywords import lines_up
from agglomeration.words import listed, tell, tell_many

__all__ = ["warn_of_one_date"]


def warn_of_one_date(first: np.ndarray, last: np.ndarray, industries: pd.Index) -> None:
    """Warn of industries whose amounts in all regions together are 0 at one of two dates, and only there."""
    ended, begun = industries[(first > 0) & (last == 0)], industries[(first == 0) & (last > 0)]
    if len(ended) or len(begun):
        warnings.warn(_told(ended, begun), UserWarning, stacklevel=lines_up())


def _told(ended, begun):
    said = []
    if len(ended):
        said.append(
            tell_many(
                "before: industry {industries} ends in all regions together.",
                "before: industries {industries} end in all regions together.",
                len(ended),
                industries=listed(ended),
            )
        )
    if len(begun):
        said.append(
            tell_many(
                "after: industry {industries} begins in all regions together.",
                "after: industries {industries} begin in all regions together.",
                len(begun),
                industries=listed(begun),
            )
        )
    said.append(
        tell(
            "If only its code or its class changed, what is lost under one code and won under another is no change: "
            "give both dates the same classification."
        )
    )
    return " ".join(said)
