"""Bands round simulated curves: at each distance by itself, and round whole curves."""

from __future__ import annotations

from typing import Literal, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from agglomeration.indicators.ground.ties import tied
from agglomeration.words import tell, tell_many

from .simulation import check_alternative, interval

__all__ = ["Envelope", "global_envelope", "local_envelope"]


class Envelope(NamedTuple):
    """A band around simulated curves; ``p`` is the test of the observed curve, None without one."""

    lower: np.ndarray
    upper: np.ndarray
    p: float | None = None


def local_envelope(null: np.ndarray, level: float = 0.95) -> Envelope:
    """Band that holds ``level`` of the simulated curves at each distance, one distance at a time.

    Parameters
    ----------
    null : array
        Simulated curves, shape (draws, distances).
    level : float
        The share inside at each distance.

    Returns
    -------
    Envelope
        ``lower`` and ``upper``, shape (distances,); NaN where no curve is defined. ``p`` is None.

    Raises
    ------
    ValueError
        If ``level`` does not lie between 0 and 1.

    Notes
    -----
    A curve that leaves it somewhere is no test: with many distances most harmless curves do. Use
    :func:`global_envelope` to test the whole curve.

    Examples
    --------
    >>> import numpy as np
    >>> band = local_envelope(np.arange(101.0)[:, None] * [1, 2], level=0.90)
    >>> print(band.lower, band.upper)
    [ 5. 10.] [ 95. 190.]
    """
    return Envelope(*interval(null, level))


def global_envelope(
    null: ArrayLike,
    value: ArrayLike | None = None,
    level: float = 0.95,
    alternative: Literal["two-sided", "greater", "less"] = "two-sided",
) -> Envelope:
    """Band that whole curves stay in with probability ``level``, by extreme rank length.

    At each distance the curves are ranked from the outside in; a curve is as extreme as its sorted ranks say, its
    most extreme distance first. The band spans the curves that remain when the most extreme ``1 - level`` are taken
    off, and the observed curve leaves it exactly when its p-value is at most ``1 - level``.

    Parameters
    ----------
    null : array
        Simulated curves, shape (draws, distances).
    value : array, optional
        The observed curve, shape (distances,); it takes part in the ranking, as the theory asks.
    level : float
        The share of whole curves inside.
    alternative : {"two-sided", "greater", "less"}
        Which side is extreme; the band is open (infinite) on the other.

    Returns
    -------
    Envelope
        ``lower``, ``upper`` (shape (distances,)) and ``p`` (None without ``value``).

    Raises
    ------
    ValueError
        If a curve is undefined somewhere (NaN cannot be ranked), or there are too few draws for ``level``.

    References
    ----------
    Myllymäki, M., Mrkvička, T., Grabarnik, P., Seijo, H. and Hahn, U. (2017). Global envelope tests for spatial
    processes. Journal of the Royal Statistical Society B 79(2), 381-404.

    Examples
    --------
    >>> import numpy as np
    >>> null = np.random.default_rng(1).normal(size=(199, 30))
    >>> band = global_envelope(null, value=np.full(30, 0.1))
    >>> print(bool((band.upper > local_envelope(null).upper).mean() > 0.9), band.p > 0.05)
    True True
    """
    check_alternative(alternative)
    null = np.asarray(null, dtype=float)
    curves = null if value is None else np.vstack([np.asarray(value, dtype=float), null])
    if np.isnan(curves).any():
        raise ValueError(
            tell(
                "null: a curve is undefined (NaN) at some distance; leave that distance out first."
            )
        )
    extreme = int(np.floor((1 - level) * len(curves) + 1e-9))
    if extreme < 1:
        needed = int(np.ceil(1 / (1 - level)))
        raise ValueError(
            tell_many(
                "null: {n} draw is too few for level={level}; use at least {needed}.",
                "null: {n} draws are too few for level={level}; use at least {needed}.",
                len(null),
                level=f"{level:g}",
                needed=needed,
            )
        )
    position = _extremeness(curves, alternative)
    inner = curves[position > extreme]
    lower = np.full(curves.shape[1], -np.inf) if alternative == "greater" else inner.min(axis=0)
    upper = np.full(curves.shape[1], np.inf) if alternative == "less" else inner.max(axis=0)
    return Envelope(lower, upper, None if value is None else float(position[0] / len(curves)))


def _extremeness(curves, alternative):
    """How many curves are at least as extreme as each one (itself included)."""
    below = _ranks(curves)
    above = _ranks(-curves)
    outside = {"less": below, "greater": above, "two-sided": np.minimum(below, above)}[alternative]
    lengths = np.sort(outside, axis=1)
    _, group, sizes = np.unique(lengths, axis=0, return_inverse=True, return_counts=True)
    return np.cumsum(sizes)[group.ravel()]


def _ranks(curves):
    """Rank within each column from 1; ties share the mean rank."""
    return pd.DataFrame(tied(curves)).rank(axis=0).to_numpy()
