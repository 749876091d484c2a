"""Regions without neighbours: every spatial function leaves them out and names them."""

from __future__ import annotations

import warnings

import pandas as pd

from agglomeration.indicators.ground.callers import lines_up
from agglomeration.words import listed, tell_many

__all__ = ["WITHOUT", "warn_of_regions_without"]

# Where a result names them: in its ``details``, or in ``.attrs`` of a plain table.
WITHOUT = "without_neighbours"


def warn_of_regions_without(regions: pd.Index) -> None:
    """Warn that these regions have no neighbours, so that nothing can be said of them."""
    warnings.warn(
        tell_many(
            "neighbours: region {regions} has none; it takes no part in comparing neighbours, and its own results of "
            "that are undefined.",
            "neighbours: regions {regions} have none; they take no part in comparing neighbours, and their own results "
            "of that are undefined.",
            len(regions),
            regions=listed(regions),
        ),
        UserWarning,
        stacklevel=lines_up(),
    )
