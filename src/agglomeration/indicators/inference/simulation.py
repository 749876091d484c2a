"""Seeded draws, shared out over processes, and what they say about a value."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike

from agglomeration.indicators.ground.extras import require
from agglomeration.indicators.ground.ties import NOISE
from agglomeration.words import enumerated, quoted, tell

from .former_keywords import takes_former

__all__ = ["check_alternative", "interval", "p_value", "share_work", "simulate"]

ALTERNATIVES = ("greater", "less", "two-sided")


@takes_former("simulations")
def simulate(
    draw: Callable[[np.random.Generator], Any], draws: int, seed: int | None = None, jobs: int = 1
) -> np.ndarray:
    """Call ``draw(generator)`` many times with independent generators and stack what it returns.

    Every draw owns a child of ``seed``, so the result does not depend on ``jobs``.

    Parameters
    ----------
    draw : callable
        Takes a ``numpy.random.Generator`` and returns a number or an array, of one shape at every call.
    draws : int
        How many times, at least 1.
    seed : int, optional
        The seed; without it every call differs.
    jobs : int
        How many processes (-1: one per core). It pays when a draw takes much longer than a millisecond.

    Returns
    -------
    numpy.ndarray
        Shape (draws, ...).

    Raises
    ------
    ValueError
        If ``draws`` is not a whole number of at least 1.
    ImportError
        If ``jobs`` asks for several processes and joblib is not installed.

    Examples
    --------
    >>> simulate(lambda generator: generator.integers(1, 7), 5, seed=1).shape
    (5,)
    """
    if int(draws) != draws or draws < 1:
        raise ValueError(
            tell("draws: {draws} is not a whole number of at least 1.", draws=quoted(draws))
        )
    children = np.random.SeedSequence(seed).spawn(int(draws))
    return np.stack(share_work(partial(_draw, draw), children, jobs))


def share_work(work: Callable[[Any], Any], parts: Sequence[Any], jobs: int | None = 1) -> list[Any]:
    """Call ``work`` with each of the parts, on ``jobs`` processes (-1: one per core); a list in the order of the parts.

    Examples
    --------
    >>> share_work(abs, [-1, 2, -3])
    [1, 2, 3]
    """
    if jobs in (None, 1) or len(parts) < 2:
        return [work(part) for part in parts]
    joblib = require("joblib", "statistics", "parallel simulations")
    groups = np.array_split(np.arange(len(parts)), min(joblib.effective_n_jobs(jobs), len(parts)))
    shared = (
        joblib.delayed(share_work)(work, [parts[place] for place in group]) for group in groups
    )
    return [result for results in joblib.Parallel(n_jobs=jobs)(shared) for result in results]


def _draw(draw, child):
    return draw(np.random.default_rng(child))


def p_value(
    value: float | ArrayLike,
    null: ArrayLike,
    alternative: Literal["greater", "less", "two-sided"] = "greater",
) -> float | np.ndarray:
    r"""Monte Carlo p-value: how often chance alone does as much.

    .. math:: p = \frac{1 + \#\{\text{draws} \ge \text{value}\}}{1 + \text{draws}}

    Parameters
    ----------
    value : number or array
        The statistic.
    null : array
        Its simulated values under the null hypothesis, shape (draws, ...).
    alternative : {"greater", "less", "two-sided"}
        Two-sided doubles the smaller of the two one-sided values (at most 1).

    Returns
    -------
    float or numpy.ndarray
        Between 1 / (1 + draws) and 1; NaN where the value, or every draw, is undefined. Undefined draws do not count.

    Notes
    -----
    The 1 on both sides counts the observation itself as one of the possible outcomes: a p of 0 cannot be had from a
    finite number of draws. Draws that differ from the value by rounding noise only count as equal to it.

    References
    ----------
    Phipson, B. and Smyth, G. K. (2010). Permutation p-values should never be zero. Statistical Applications in
    Genetics and Molecular Biology 9(1), 39.

    Examples
    --------
    >>> print(p_value(3, [1, 2, 3, 0]))
    0.4
    """
    check_alternative(alternative)
    value, null = np.asarray(value, dtype=float), np.asarray(null, dtype=float)
    if alternative == "two-sided":
        smaller = np.minimum(p_value(value, null, "greater"), p_value(value, null, "less"))
        return np.minimum(1.0, 2 * smaller)[()]
    noise = np.fmax(NOISE * np.abs(value), 100 * np.finfo(float).eps * _largest(null))
    extreme = null >= value - noise if alternative == "greater" else null <= value + noise
    defined = (~np.isnan(null)).sum(axis=0)
    p = (1 + extreme.sum(axis=0)) / (1 + defined)
    return np.where(np.isnan(value) | (defined == 0), np.nan, p)[()]


def _largest(null):
    """The largest finite amount among the draws: a value near 0 may be a sum of large terms that cancel."""
    return np.max(np.abs(null), axis=0, initial=0.0, where=np.isfinite(null))


def check_alternative(alternative: str) -> None:
    if alternative not in ALTERNATIVES:
        raise ValueError(
            tell(
                "alternative: {alternative} is not known; choose one of {choices}.",
                alternative=quoted(alternative),
                choices=enumerated(ALTERNATIVES),
            )
        )


def interval(null: ArrayLike, level: float = 0.95) -> tuple[np.ndarray, np.ndarray]:
    """Return the central interval that holds ``level`` of the draws, as its lower and upper quantile.

    Parameters
    ----------
    null : array
        Draws, shape (draws, ...). Undefined draws do not count; where none is defined the interval is NaN.
    level : float
        Between 0 and 1.

    Examples
    --------
    >>> lower, upper = interval(range(101), level=0.90)
    >>> print(round(lower, 6), round(upper, 6))
    5.0 95.0
    """
    if not 0 < level < 1:
        raise ValueError(tell("level: {level} must lie between 0 and 1.", level=quoted(level)))
    null = np.asarray(null, dtype=float)
    tail = (1 - level) / 2
    if not np.isnan(null).any():
        lower, upper = np.quantile(null, [tail, 1 - tail], axis=0)
        return lower, upper
    missing = np.isnan(null)
    bounds = np.full((2, *null.shape[1:]), np.nan)
    # Leaving out what is undefined takes many times longer, so only where a part of the draws is.
    whole, some = ~missing.any(axis=0), missing.any(axis=0) & ~missing.all(axis=0)
    bounds[:, whole] = np.quantile(null[:, whole], [tail, 1 - tail], axis=0)
    if some.any():
        bounds[:, some] = np.nanquantile(null[:, some], [tail, 1 - tail], axis=0)
    return bounds[0], bounds[1]
