"""What the results of complexity share: a part of a table cut out, values put back, and the two ends told."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

from agglomeration.indicators.inference.resampling import redraw_counts
from agglomeration.indicators.inference.result import Inference
from agglomeration.indicators.inference.simulation import simulate
from agglomeration.words import quoted, tell

__all__ = ["cut", "extremes", "redrawn_intervals", "spread"]


def cut(present: np.ndarray, rows: np.ndarray, columns: np.ndarray) -> np.ndarray:
    """The part of an array where both masks hold; the array itself where they hold everywhere."""
    return present if rows.all() and columns.all() else present[rows][:, columns]


def extremes(values: pd.Series, interval: Inference | None = None) -> str:
    """A line that names the highest and the lowest unit, with their intervals where there are any."""
    ordered = values.dropna().sort_values(ascending=False)
    if ordered.empty:
        return tell("{index}: undefined", index=values.name)
    top, bottom = ordered.index[0], ordered.index[-1]
    named = {
        "index": values.name,
        "top": quoted(top),
        "high": f"{values[top]:.3g}",
        "bottom": quoted(bottom),
        "low": f"{values[bottom]:.3g}",
    }
    if not interval:
        return tell("{index}: highest {top} ({high}), lowest {bottom} ({low})", **named)
    return tell(
        "{index}: highest {top} ({high}; {top_lower} to {top_upper}), "
        "lowest {bottom} ({low}; {bottom_lower} to {bottom_upper})",
        top_lower=f"{interval.lower[top]:.3g}",
        top_upper=f"{interval.upper[top]:.3g}",
        bottom_lower=f"{interval.lower[bottom]:.3g}",
        bottom_upper=f"{interval.upper[bottom]:.3g}",
        **named,
    )


def spread(values: np.ndarray, where: np.ndarray, labels: pd.Index, name: str) -> pd.Series:
    """Values of the units in the part; NaN for the others."""
    full = np.full(len(labels), np.nan)
    full[where] = values
    return pd.Series(full, index=labels, name=name)


def redrawn_intervals(
    measure: Callable[..., Any],
    table: pd.DataFrame,
    values: dict[str, pd.Series],
    draws: int,
    seed: int | None,
    level: float,
    jobs: int,
) -> dict[str, Inference]:
    """Intervals of several labelled results of one table of counts, each from the same redrawn tables.

    ``measure`` takes a table and returns the results in the order of ``values``, a dictionary by name; what it warns
    of in a draw is not passed on.
    """
    redrawn = redraw_counts(table)

    def draw(generator):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return np.concatenate(
                [np.asarray(result, dtype=float) for result in measure(redrawn(generator))]
            )

    drawn = simulate(draw, draws, seed, jobs)
    ends = np.cumsum([len(value) for value in values.values()])
    parts = np.split(drawn, ends[:-1], axis=1)
    return {
        name: Inference.from_bootstrap(value, part, level, seed)
        for (name, value), part in zip(values.items(), parts, strict=True)
    }
