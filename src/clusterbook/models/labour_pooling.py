"""Labour pooling: firms with good and bad years, each in a town of its own or all in one town.

After the model of chapter 2 in Krugman (1991). Every firm has a skill that only firms of its kind use, and one
unit of workers comes with each firm. A year is good or bad for a firm with equal chances: at the usual
wage of 1 it would employ :math:`1 + s` or :math:`1 - s`. Any two firms' years have the correlation
:math:`\\rho`: each firm follows a common coin with probability :math:`\\sqrt{\\rho}`, else its own.
A unit of labour in a firm with :math:`l` workers adds

.. math:: 1 + \\gamma (1 \\pm s - l) , \\qquad 1 / \\gamma = \\text{elasticity of labour demand at the usual wage},

so its output is :math:`(1 + \\gamma (1 \\pm s)) l - \\gamma l^2 / 2`. Workers cannot
move between towns within the year. Two rules of pay:

- *free*: the wage clears the town's market. Alone, a firm always employs its one unit, and the wage swings
  by :math:`\\gamma s`. Pooled, good firms hire from bad ones. Mean profit is
  :math:`\\frac{\\gamma}{2} (1 + \\frac{n-1}{n} (1 - \\rho) s^2)`. The wage has the mean 1 in both cases and,
  pooled, the variance :math:`\\gamma^2 s^2 (\\rho + (1 - \\rho) / n)`.
- *fixed*: the wage stays at 1. Firms employ what they want if there are workers; if not, workers go where
  they add most. Unemployment is what is left over.

With one firm, or with :math:`\\rho = 1`, pooled and alone are the same.

References
----------
Krugman, P. (1991). Geography and Trade. MIT Press.
Overman, H. G. and Puga, D. (2010). Labor pooling as a source of agglomeration: an empirical investigation.
In: Glaeser, E. L. (ed.), Agglomeration Economics. University of Chicago Press.
"""

from __future__ import annotations

import math
import numbers
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from clusterbook.words import quoted, tell

__all__ = ["labour_pooling", "pooled_year", "simulate_years"]

COLUMNS = ["wage", "wage_swing", "unemployment", "profit", "output"]


def labour_pooling(
    firms: int,
    shock: float,
    correlation: float = 0.0,
    *,
    wages: Literal["free", "fixed"] = "free",
    elasticity: float = 1.0,
) -> pd.DataFrame:
    """Expected wages, unemployment and profits, alone and pooled, exactly.

    Parameters
    ----------
    firms : int
        Number of firms :math:`n` in the pool, 1 or more; also the number of units of workers.
    shock : float
        Size of the shocks :math:`s`, 0 to 0.5: a firm's labour demand at the usual wage is this share above
        or below the mean.
    correlation : float
        Correlation :math:`\\rho` of any two firms' shocks, 0 to 1.
    wages : {"free", "fixed"}
        Whether the wage clears the market or stays at 1.
    elasticity : float
        Elasticity :math:`1 / \\gamma` of labour demand at the usual wage, positive.

    Returns
    -------
    pandas.DataFrame
        Rows ``alone`` and ``pooled``; columns ``wage`` (mean), ``wage_swing`` (its standard deviation),
        ``unemployment`` (share of workers, mean), ``profit`` and ``output`` (per firm, mean).

    Raises
    ------
    ValueError
        If an argument lies outside its range.

    Notes
    -----
    Nothing is drawn: the number of good firms, given the common coin, is binomial. Firms in a town of
    their own pay what a worker adds, as if others could bid for them; a lone employer who uses the power
    to pay less would gain from staying alone, which the model leaves out.

    References
    ----------
    Krugman, P. (1991), Geography and Trade, MIT Press, chapter 2.

    Examples
    --------
    Two firms with 100 workers each that want 125 or 75, wages fixed: one in eight is out of work in towns of
    one firm, one in sixteen in the pool.

    >>> labour_pooling(2, 0.25, wages="fixed")["unemployment"].tolist()
    [0.125, 0.0625]
    >>> labour_pooling(1, 0.25, wages="fixed")["unemployment"].tolist()
    [0.125, 0.125]
    """
    _check(firms, shock, correlation, wages, elasticity)
    rows = {"alone": _expected(1, shock, correlation, wages, elasticity)}
    rows["pooled"] = _expected(firms, shock, correlation, wages, elasticity)
    return pd.DataFrame(rows, index=COLUMNS).T


def pooled_year(
    firms: int,
    good: int | ArrayLike,
    shock: float,
    *,
    wages: Literal["free", "fixed"] = "free",
    elasticity: float = 1.0,
) -> pd.DataFrame:
    """One year of a pool in which some of the firms have a good year.

    Parameters
    ----------
    firms, shock, wages, elasticity
        As in :func:`labour_pooling`.
    good : int or array of int
        How many firms have a good year, 0 to ``firms``.

    Returns
    -------
    pandas.DataFrame
        One row per entry of ``good``: ``wage``, ``unemployment`` (share of workers), ``profit`` and
        ``output`` (means per firm), ``in_good`` and ``in_bad`` (workers of a firm with a good, a bad year).

    Raises
    ------
    ValueError
        If an argument lies outside its range.

    Examples
    --------
    >>> pooled_year(2, [0, 1, 2], 0.25, wages="fixed")[["unemployment", "in_good", "in_bad"]].to_numpy().tolist()
    [[0.25, 1.25, 0.75], [0.0, 1.25, 0.75], [0.0, 1.0, 0.5]]
    """
    _check(firms, shock, 0.0, wages, elasticity)
    good = np.atleast_1d(np.asarray(good))
    if not ((good >= 0) & (good <= firms) & (good == np.floor(good))).all():
        raise ValueError(
            tell(
                "good: {good} are not counts of the {firms} firms; each must lie between 0 and "
                "{firms}.",
                good=quoted(good.tolist()),
                firms=firms,
            )
        )
    slope, share = 1 / elasticity, good / firms
    mean_demand = 1 + shock * (2 * share - 1)
    # Where the wage is fixed, too little demand leaves people idle; too much is rationed to the best use.
    employed = np.minimum(mean_demand, 1.0) if wages == "fixed" else np.ones(len(good))
    value = 1 + slope * (mean_demand - employed)
    in_good, in_bad = employed + 2 * shock * (1 - share), employed - 2 * shock * share
    wage = np.ones(len(good)) if wages == "fixed" else value
    output = share * _output(in_good, 1 + shock, slope) + (1 - share) * _output(
        in_bad, 1 - shock, slope
    )
    return pd.DataFrame(
        {
            "wage": wage,
            "unemployment": 1 - employed,
            "profit": output - wage * employed,
            "output": output,
            "in_good": in_good,
            "in_bad": in_bad,
        }
    )


def simulate_years(
    firms: int,
    shock: float,
    correlation: float = 0.0,
    *,
    years: int = 40,
    wages: Literal["free", "fixed"] = "free",
    elasticity: float = 1.0,
    seed: int | None = None,
) -> pd.DataFrame:
    """Draw good and bad years, and follow a pool and the same firms alone through them.

    Parameters
    ----------
    firms, shock, correlation, wages, elasticity
        As in :func:`labour_pooling`.
    years : int
        How many years, 1 or more.
    seed : int or None
        The same seed draws the same years.

    Returns
    -------
    pandas.DataFrame
        One row per year: ``good`` (firms with a good year) and, under ``alone`` and ``pooled``, the
        ``wage`` (mean over the towns), the ``unemployment`` and the ``profit``. Columns have two levels.

    Raises
    ------
    ValueError
        As in :func:`labour_pooling`; and if ``years`` is below 1.

    Examples
    --------
    >>> drawn = simulate_years(10, 0.25, wages="fixed", years=200, seed=1)
    >>> bool((drawn["pooled", "unemployment"] <= drawn["alone", "unemployment"] + 1e-12).all())
    True
    """
    _check(firms, shock, correlation, wages, elasticity)
    if not isinstance(years, numbers.Integral) or years < 1:
        raise ValueError(
            tell("years: {years} is not a count of years; ask for at least 1.", years=quoted(years))
        )
    generator = np.random.default_rng(seed)
    common = generator.random((years, 1)) < 0.5
    own = generator.random((years, firms)) < 0.5
    follows = generator.random((years, firms)) < math.sqrt(correlation)
    good = np.where(follows, common, own).sum(axis=1)
    pooled = pooled_year(firms, good, shock, wages=wages, elasticity=elasticity)
    single = pooled_year(1, [0, 1], shock, wages=wages, elasticity=elasticity)
    share = (good / firms)[:, None]
    alone = (1 - share) * single.iloc[[0]].to_numpy() + share * single.iloc[[1]].to_numpy()
    table = {("all", "good"): good}
    shown = ["wage", "unemployment", "profit"]
    table |= {("alone", name): alone[:, single.columns.get_loc(name)] for name in shown}
    table |= {("pooled", name): pooled[name].to_numpy() for name in shown}
    return pd.DataFrame(table, index=pd.RangeIndex(1, years + 1, name="year"))


def _expected(firms, shock, correlation, wages, elasticity):
    good = np.arange(firms + 1)
    chances = _chances(firms, correlation)
    years = pooled_year(firms, good, shock, wages=wages, elasticity=elasticity)
    means = chances @ years[["wage", "unemployment", "profit", "output"]].to_numpy()
    swing = math.sqrt(max(0.0, chances @ (years["wage"].to_numpy() - means[0]) ** 2))
    return [means[0], swing, *means[1:]]


def _chances(firms, correlation):
    """Probability of each number of good firms: binomial, given the side on which the common coin falls."""
    lean = math.sqrt(correlation)
    sides = [(1 + lean) / 2, (1 - lean) / 2]
    return 0.5 * sum(
        np.array([_binomial(firms, count, side) for count in range(firms + 1)]) for side in sides
    )


def _binomial(firms, count, chance):
    return math.comb(firms, count) * chance**count * (1 - chance) ** (firms - count)


def _output(workers, demand, slope):
    return (1 + slope * demand) * workers - slope * workers**2 / 2


def _check(firms, shock, correlation, wages, elasticity):
    if not isinstance(firms, numbers.Integral) or isinstance(firms, bool) or firms < 1:
        raise ValueError(
            tell(
                "firms: {firms} is not a number of firms; a pool needs at least 1.",
                firms=quoted(firms),
            )
        )
    if firms > 1000:
        raise ValueError(
            tell(
                "firms: {firms} is more than the exact sum can hold; ask for at most 1000.",
                firms=firms,
            )
        )
    if not 0 <= shock <= 0.5:
        raise ValueError(
            tell(
                "shock: {shock} lies outside 0 to 0.5; above it a bad year could empty a firm.",
                shock=quoted(shock),
            )
        )
    if not 0 <= correlation <= 1:
        raise ValueError(
            tell(
                "correlation: {correlation} lies outside 0 (each firm for itself) to 1 (one fate).",
                correlation=quoted(correlation),
            )
        )
    if wages not in ("free", "fixed"):
        raise ValueError(
            tell("wages: {wages} is no rule of pay; choose 'free' or 'fixed'.", wages=quoted(wages))
        )
    if not (np.isfinite(elasticity) and elasticity > 0):
        raise ValueError(
            tell(
                "elasticity: {elasticity} is not usable; it must be positive.",
                elasticity=quoted(elasticity),
            )
        )
