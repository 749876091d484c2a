"""Uncertainty, once for all indicators: seeded simulation, permutation p-values, bootstrap intervals."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

import numpy as np
import pandas as pd

from agglomeration.indicators.ground.nested import told_of_nests
from agglomeration.indicators.ground.ties import NOISE
from agglomeration.words import quoted, tell

from .calls import keeps_call
from .former_keywords import takes_former
from .result import Inference
from .simulation import simulate

__all__ = [
    "bootstrap",
    "redraw_counts",
    "resampled",
]

F = TypeVar("F", bound=Callable[..., Any])


def bootstrap(
    statistic: Callable[..., Any],
    data: pd.DataFrame | pd.Series | np.ndarray,
    draws: int = 999,
    seed: int | None = None,
    level: float = 0.95,
    jobs: int = 1,
) -> Inference:
    """Percentile interval of any statistic by drawing rows with replacement.

    Parameters
    ----------
    statistic : callable
        Takes data like ``data`` and returns a number, Series or DataFrame with the same labels at every call.
    data : pandas.DataFrame, pandas.Series or numpy.ndarray
        One row per independent observation (plants, not jobs: jobs come in plants).
    draws : int
        How many resamples.
    seed, jobs
        As in :func:`simulate`.
    level : float
        The share of draws inside the interval.

    Returns
    -------
    Inference
        ``value``, ``lower``, ``upper``; ``p`` is None.

    Raises
    ------
    ValueError
        If a resample comes back with other labels than the data.

    Notes
    -----
    The interval is that of the draws' quantiles: it has the statistic's own range and skew, and is too narrow with few
    observations. A statistic that looks for things alike (co-location, agglomeration) takes an observation drawn twice
    for two, and comes out too high. ``scipy.stats.bootstrap(method="percentile")`` is the same interval, from draws of
    its own.

    References
    ----------
    Efron, B. and Tibshirani, R. J. (1993). An Introduction to the Bootstrap. Chapman and Hall.

    Examples
    --------
    >>> import numpy as np
    >>> result = bootstrap(np.mean, np.array([2.0, 4.0, 6.0, 8.0]), draws=200, seed=1)
    >>> print(result.value, bool(result.lower < 5 < result.upper))
    5.0 True
    """
    value = statistic(data)
    rows = len(data)
    take = (
        data.iloc.__getitem__
        if isinstance(data, (pd.DataFrame, pd.Series))
        else np.asarray(data).__getitem__
    )

    def draw(generator):
        resampled = statistic(take(generator.integers(0, rows, rows)))
        _check_same_labels(value, resampled)
        return np.asarray(resampled, dtype=float)

    return Inference.from_bootstrap(value, simulate(draw, draws, seed, jobs), level, seed)


def _check_same_labels(value, resampled):
    for axis in ("index", "columns"):
        labels = getattr(value, axis, None)
        if isinstance(labels, pd.Index) and not labels.equals(getattr(resampled, axis)):
            raise ValueError(
                tell(
                    "statistic: a resample came back with other labels than the data; let it keep "
                    "all labels, for instance with plant_table(..., regions=, industries=)."
                )
            )


def resampled(indicator: F) -> F:
    """Let an indicator of a table of counts return its interval with ``draws``, ``seed``, ``level`` and ``jobs``.

    The indicator names these four, so that its signature tells of them; what they do is done here. With ``draws=n`` it
    returns an :class:`Inference`: its value and the interval of ``n`` tables that are drawn anew, the same number of
    things falling into each cell with its observed share (a multinomial draw). The thing counted must be what is
    independent: plants rather than jobs, for jobs come in plants and their interval would be too narrow. For jobs draw
    whole plants with :func:`bootstrap`.

    Examples
    --------
    >>> import pandas as pd
    >>> @resampled
    ... def largest_share(table, *, draws=0, seed=None, level=0.95, jobs=1):
    ...     return table.max(axis=1) / table.sum(axis=1)
    >>> result = largest_share(pd.DataFrame({"steel": [30], "soap": [10]}, index=["Linz"]), draws=200, seed=1)
    >>> print(result.value["Linz"], bool(result.lower["Linz"] < 0.75 < result.upper["Linz"]))
    0.75 True
    """
    first = next(iter(inspect.signature(indicator).parameters))

    @takes_former("bootstrap")
    @keeps_call
    @wraps(indicator)
    def with_draws(
        *arguments: Any,
        draws: int = 0,
        seed: int | None = None,
        level: float = 0.95,
        jobs: int = 1,
        **options: Any,
    ) -> Any:
        value = indicator(*arguments, **options)
        if not draws:
            return value
        table, *others = arguments or (options.pop(first),)
        redrawn = redraw_counts(table)

        def draw(generator: np.random.Generator) -> np.ndarray:
            with told_of_nests():
                return np.asarray(indicator(redrawn(generator), *others, **options), dtype=float)

        return Inference.from_bootstrap(value, simulate(draw, draws, seed, jobs), level, seed)

    return cast(F, with_draws)


def redraw_counts(table: pd.DataFrame) -> Callable[[np.random.Generator], pd.DataFrame]:
    """A function of a generator that returns the table drawn anew: as many things, each cell with its observed share.

    Examples
    --------
    >>> import numpy as np
    >>> import pandas as pd
    >>> redrawn = redraw_counts(pd.DataFrame({"steel": [3, 0], "soap": [4, 1]}, index=["Linz", "Wels"]))
    >>> int(redrawn(np.random.default_rng(1)).to_numpy().sum())
    8
    """
    counts = _whole_numbers(table)
    total, chances = int(counts.sum()), counts.ravel() / counts.sum()

    def redrawn(generator):
        cells = generator.multinomial(total, chances).reshape(counts.shape).astype(float)
        return pd.DataFrame(cells, index=table.index, columns=table.columns, copy=False)

    return redrawn


def _whole_numbers(table):
    values = table.to_numpy(dtype=float)
    # Whole numbers of another unit may be whole but for rounding.
    whole = np.rint(values)
    broken = ~(np.abs(values - whole) <= NOISE * np.maximum(whole, 1))
    if broken.any():
        row, column = np.argwhere(broken)[0]
        raise ValueError(
            tell(
                "draws: row {row}, column {column} is {value}; a table is drawn anew from counts, "
                "so give whole numbers, or resample plants with bootstrap().",
                row=quoted(table.index[row]),
                column=quoted(table.columns[column]),
                value=f"{values[row, column]:g}",
            )
        )
    if values.sum() == 0:
        raise ValueError(tell("draws: the table is all zero, so there is nothing to draw anew."))
    return whole
