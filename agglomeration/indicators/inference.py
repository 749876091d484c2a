"""Uncertainty, once for all indicators: seeded simulation, permutation p-values, bootstrap intervals."""

import inspect
from dataclasses import dataclass
from functools import partial, wraps
from typing import NamedTuple

import numpy as np
import pandas as pd

from .extras import require

__all__ = [
    "Envelope",
    "Inference",
    "bootstrap",
    "global_envelope",
    "interval",
    "local_envelope",
    "p_value",
    "resampled",
    "share_work",
    "simulate",
]

ALTERNATIVES = ("greater", "less", "two-sided")


def simulate(draw, simulations, seed=None, jobs=1):
    """Call ``draw(generator)`` many times with independent generators and stack what it returns.

    Every draw owns a child of ``seed``, so the result does not depend on ``jobs``.

    Parameters
    ----------
    draw : callable
        Takes a ``numpy.random.Generator`` and returns a number or an array, of one shape at every call.
    simulations : int
        How many draws, at least 1.
    seed : int, optional
        The seed; without it every call differs.
    jobs : int
        How many processes (-1: one per core). It pays when a draw takes much longer than a millisecond.

    Returns
    -------
    numpy.ndarray
        Shape (simulations, ...).

    Examples
    --------
    >>> simulate(lambda generator: generator.integers(1, 7), 5, seed=1).shape
    (5,)
    """
    if int(simulations) != simulations or simulations < 1:
        raise ValueError(f"simulations: {simulations!r} is not a whole number of at least 1.")
    children = np.random.SeedSequence(seed).spawn(int(simulations))
    return np.stack(share_work(partial(_draw, draw), children, jobs))


def share_work(work, parts, jobs=1):
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
    shared = (joblib.delayed(share_work)(work, [parts[place] for place in group]) for group in groups)
    return [result for results in joblib.Parallel(n_jobs=jobs)(shared) for result in results]


def _draw(draw, child):
    return draw(np.random.default_rng(child))


def p_value(value, null, alternative="greater"):
    r"""Monte Carlo p-value: how often chance alone does as much.

    .. math:: p = \frac{1 + \#\{\text{draws} \ge \text{value}\}}{1 + \text{draws}}

    Parameters
    ----------
    value : number or array
        The statistic.
    null : array
        Its simulated values under the null hypothesis, shape (simulations, ...).
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
    _check_alternative(alternative)
    value, null = np.asarray(value, dtype=float), np.asarray(null, dtype=float)
    if alternative == "two-sided":
        smaller = np.minimum(p_value(value, null, "greater"), p_value(value, null, "less"))
        return np.minimum(1.0, 2 * smaller)[()]
    noise = 100 * np.finfo(float).eps * np.abs(value)
    extreme = null >= value - noise if alternative == "greater" else null <= value + noise
    defined = (~np.isnan(null)).sum(axis=0)
    p = (1 + extreme.sum(axis=0)) / (1 + defined)
    return np.where(np.isnan(value) | (defined == 0), np.nan, p)[()]


def _check_alternative(alternative):
    if alternative not in ALTERNATIVES:
        raise ValueError(f"alternative: {alternative!r} is not known; choose one of {', '.join(ALTERNATIVES)}.")


def interval(null, level=0.95):
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
        raise ValueError(f"level: {level!r} must lie between 0 and 1.")
    null = np.asarray(null, dtype=float)
    tail = (1 - level) / 2
    if not np.isnan(null).any():
        lower, upper = np.quantile(null, [tail, 1 - tail], axis=0)
        return lower, upper
    empty = np.isnan(null).all(axis=0)
    lower, upper = np.nanquantile(np.where(empty, 0.0, null), [tail, 1 - tail], axis=0)
    return np.where(empty, np.nan, lower), np.where(empty, np.nan, upper)


class Envelope(NamedTuple):
    """A band around simulated curves; ``p`` is the test of the observed curve, None without one."""

    lower: np.ndarray
    upper: np.ndarray
    p: float | None = None


def local_envelope(null, level=0.95):
    """Band that holds ``level`` of the simulated curves at each distance, one distance at a time.

    Parameters
    ----------
    null : array
        Simulated curves, shape (simulations, distances).
    level : float
        The share inside at each distance.

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


def global_envelope(null, value=None, level=0.95, alternative="two-sided"):
    """Band that whole curves stay in with probability ``level``, by extreme rank length.

    At each distance the curves are ranked from the outside in; a curve is as extreme as its sorted ranks say, its
    most extreme distance first. The band spans the curves that remain when the most extreme ``1 - level`` are taken
    off, and the observed curve leaves it exactly when its p-value is at most ``1 - level``.

    Parameters
    ----------
    null : array
        Simulated curves, shape (simulations, distances).
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
        If a curve is undefined somewhere (NaN cannot be ranked), or there are too few simulations for ``level``.

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
    _check_alternative(alternative)
    null = np.asarray(null, dtype=float)
    curves = null if value is None else np.vstack([np.asarray(value, dtype=float), null])
    if np.isnan(curves).any():
        raise ValueError("null: a curve is undefined (NaN) at some distance; leave that distance out first.")
    extreme = int(np.floor((1 - level) * len(curves) + 1e-9))
    if extreme < 1:
        needed = int(np.ceil(1 / (1 - level)))
        raise ValueError(f"null: {len(null)} simulations are too few for level={level:g}; use at least {needed}.")
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
    return pd.DataFrame(curves).rank(axis=0).to_numpy()


@dataclass(frozen=True, eq=False, repr=False)
class Inference:
    """A statistic with what chance says about it.

    Attributes
    ----------
    value : float, pandas.Series or pandas.DataFrame
        The statistic, labelled as without inference.
    null : numpy.ndarray
        The draws, shape (simulations, ...): under the null hypothesis, or of the bootstrap.
    p : like value, or None
        The p-value (None for a bootstrap, which tests nothing).
    lower, upper : like value
        The central interval of the draws: what chance gives, or where the bootstrap puts the statistic.
    alternative : str or None
        Which side counted as extreme.
    seed : int or None
        The seed, to draw the same again.
    simulations : int
        How many draws.
    """

    value: object
    null: np.ndarray
    p: object
    lower: object
    upper: object
    alternative: str | None
    seed: int | None
    simulations: int

    @classmethod
    def from_null(cls, value, null, alternative="greater", level=0.95, seed=None):
        """Test ``value`` against draws under the null hypothesis, shape (simulations, ...)."""
        p = _label(p_value(value, null, alternative), value)
        return cls._from_draws(value, null, p, alternative, level, seed)

    @classmethod
    def from_bootstrap(cls, value, draws, level=0.95, seed=None):
        """Put a percentile interval round ``value`` from bootstrap draws, shape (draws, ...)."""
        return cls._from_draws(value, draws, None, None, level, seed)

    @classmethod
    def _from_draws(cls, value, draws, p, alternative, level, seed):
        lower, upper = (_label(bound, value) for bound in interval(draws, level))
        return cls(value, np.asarray(draws), p, lower, upper, alternative, seed, len(draws))

    def to_frame(self):
        """One row per labelled unit; columns value, lower, upper and, for a test, p."""
        parts = {"value": self.value, "lower": self.lower, "upper": self.upper}
        if self.p is not None:
            parts["p"] = self.p
        if isinstance(self.value, pd.DataFrame):
            return pd.DataFrame({name: part.stack() for name, part in parts.items()})
        if isinstance(self.value, pd.Series):
            return pd.DataFrame(parts)
        return pd.DataFrame(parts, index=[0])

    def __repr__(self):
        what = (
            "bootstrap draws" if self.p is None else f"draws under the null hypothesis, alternative {self.alternative}"
        )
        seed = "no seed" if self.seed is None else f"seed {self.seed}"
        return f"{self.simulations} {what}, {seed}\n{self.to_frame().to_string(max_rows=12)}"


def _label(values, like):
    if isinstance(like, pd.DataFrame):
        return pd.DataFrame(values, index=like.index, columns=like.columns)
    if isinstance(like, pd.Series):
        return pd.Series(values, index=like.index, name=like.name)
    return values[()] if isinstance(values, np.ndarray) else values


def bootstrap(statistic, data, draws=999, seed=None, level=0.95, jobs=1):
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
    take = data.iloc.__getitem__ if isinstance(data, (pd.DataFrame, pd.Series)) else np.asarray(data).__getitem__

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
                "statistic: a resample came back with other labels than the data; let it keep all labels, "
                "for instance with plant_table(..., regions=, industries=)."
            )


RESAMPLING = {"bootstrap": 0, "seed": None, "level": 0.95, "jobs": 1}


def resampled(indicator):
    """Give an indicator of a table of counts the keyword arguments ``bootstrap``, ``seed``, ``level`` and ``jobs``.

    With ``bootstrap=n`` the indicator returns an :class:`Inference`: its value and the interval of ``n`` tables that
    are drawn anew, the same number of things falling into each cell with its observed share (a multinomial draw). The
    thing counted must be what is independent: plants rather than jobs, for jobs come in plants and their interval
    would be too narrow. For jobs draw whole plants with :func:`bootstrap`.

    Examples
    --------
    >>> import pandas as pd
    >>> @resampled
    ... def largest_share(table):
    ...     return table.max(axis=1) / table.sum(axis=1)
    >>> result = largest_share(pd.DataFrame({"steel": [30], "soap": [10]}, index=["Linz"]), bootstrap=200, seed=1)
    >>> print(result.value["Linz"], bool(result.lower["Linz"] < 0.75 < result.upper["Linz"]))
    0.75 True
    """

    @wraps(indicator)
    def with_bootstrap(table, *arguments, bootstrap=0, seed=None, level=0.95, jobs=1, **options):
        value = indicator(table, *arguments, **options)
        if not bootstrap:
            return value
        counts = _whole_numbers(table)
        total, chances = int(counts.sum()), counts.ravel() / counts.sum()

        def draw(generator):
            cells = generator.multinomial(total, chances).reshape(counts.shape).astype(float)
            again = pd.DataFrame(cells, index=table.index, columns=table.columns, copy=False)
            return np.asarray(indicator(again, *arguments, **options), dtype=float)

        return Inference.from_bootstrap(value, simulate(draw, bootstrap, seed, jobs), level, seed)

    signature = inspect.signature(indicator)
    extra = [
        inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=value) for name, value in RESAMPLING.items()
    ]
    with_bootstrap.__signature__ = signature.replace(parameters=[*signature.parameters.values(), *extra])
    return with_bootstrap


def _whole_numbers(table):
    values = table.to_numpy(dtype=float)
    broken = values != np.floor(values)
    if broken.any():
        row, column = np.argwhere(broken)[0]
        raise ValueError(
            f"bootstrap: row {table.index[row]!r}, column {table.columns[column]!r} is {values[row, column]:g}; a "
            "table is drawn anew from counts, so give whole numbers, or resample plants with bootstrap()."
        )
    if values.sum() == 0:
        raise ValueError("bootstrap: the table is all zero, so there is nothing to draw anew.")
    return values
