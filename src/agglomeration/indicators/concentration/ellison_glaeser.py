"""Concentration beyond what the lumpiness of plants explains: Ellison-Glaeser and Maurel-Sedillot."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Literal, NamedTuple

import numpy as np
import pandas as pd

from agglomeration.indicators.ground.tables import check_aligned
from agglomeration.indicators.ground.ties import above, at_least
from agglomeration.indicators.inference.calls import keeps_call
from agglomeration.indicators.inference.former_keywords import takes_former
from agglomeration.indicators.inference.result import Inference
from agglomeration.words import quoted, tell

from .dartboard import (
    agglomeration_index,
    check_located,
    check_spread,
    check_throw,
    hold,
    industry_shares,
    raw_concentration,
    raw_concentration_deviation,
    same_region_deviation,
    throw_plants,
)


@takes_former("permutations")
@keeps_call
def ellison_glaeser(
    plants: Any,
    region: str = "region",
    industry: str = "industry",
    size: str = "size",
    *,
    herfindahl: pd.Series | None = None,
    reference: pd.Series | None = None,
    regions: Sequence[Any] | None = None,
    draws: int = 0,
    null: Literal["dartboard", "permutation"] = "dartboard",
    alternative: Literal["greater", "less", "two-sided"] = "greater",
    level: float = 0.95,
    seed: int | None = None,
    jobs: int = 1,
) -> pd.DataFrame | Inference:
    r"""Ellison-Glaeser index of each industry: concentration beyond the lumpiness of its plants.

    .. math::

        G = \sum_i (s_i - x_i)^2, \qquad H = \sum_k z_k^2, \qquad
        \hat\gamma = \frac{G - (1 - \sum_i x_i^2) H}{(1 - \sum_i x_i^2)(1 - H)}

    with :math:`s_i` the region's share of the industry's jobs, :math:`x_i` its share of all jobs and
    :math:`z_k` the plant's share of the industry's jobs.

    Parameters
    ----------
    plants : pandas.DataFrame, or plants outside pandas
        One row per plant; or paths, a DuckDB relation, an Ibis table or a :class:`Register` of them, or their
        :func:`plant_sums`. With ``herfindahl=``: a regions x industries table of jobs instead.
    region, industry, size : str
        The columns with region, industry and positive size (jobs); ``size=None`` counts every plant as 1.
        Not used with a table.
    herfindahl : pandas.Series, optional
        The plant Herfindahl index of each industry of the table, above 0 up to 1, for those who have no
        plant file. ``plants`` and ``z`` are then NaN, and no draw is possible: both need the plants.
    reference : pandas.Series, optional
        Size of each region in any unit, instead of all plants' jobs. It must cover the regions and may list
        further ones, which then count as regions without a plant.
    regions : sequence, optional
        All regions, when ``region`` is categorical and some have no plant. Such a region changes nothing
        unless ``reference`` gives it a size.
    draws : int
        How many times to throw the plants for the simulated null; 0 for none. It needs a frame of plants.
    null : {"dartboard", "permutation"}
        ``"dartboard"``: each plant, with its size and industry, lands in region :math:`i` with probability
        :math:`x_i`, independently of all others, and :math:`x` is held fixed; the paper's null.
        ``"permutation"``: the observed locations of all plants of all industries are handed out anew, so
        that a region keeps its number of plants; :math:`x` is counted again from each draw (unless
        ``reference`` fixes it).
    alternative : {"greater", "less", "two-sided"}
        Whether ``p`` tests for concentration, for dispersion, or for either.
    level : float
        The share of the simulated values between ``lower`` and ``upper``.
    seed : int, optional
        The same seed throws the same darts.
    jobs : int
        Processes for the simulation.

    Returns
    -------
    pandas.DataFrame or Inference
        One row per industry: ``gamma``, ``G``, ``H``, ``plants`` and ``z``, the distance of :math:`G` from its
        mean under the dartboard null in its standard deviations. With ``draws`` an
        :class:`Inference` of gamma, whose ``frame`` is that table with ``p`` and the null's central interval of gamma,
        ``lower`` and ``upper``.

        ``gamma`` is 0 on average for plants thrown at random, negative for plants more even than that, and 1
        when all jobs sit in one small region of many; it can pass 1 when most of the reference sits in another
        region. It is NaN for an industry with one plant and with a single region: lumpiness and concentration
        cannot then be told apart.

    Raises
    ------
    ValueError
        If a label is missing, a size is missing, infinite, zero or negative, ``reference`` or ``herfindahl``
        does not match the labels, a Herfindahl index is not above 0 and at most 1, or draws are asked
        of a table.

    Notes
    -----
    By the paper's own rule of thumb an industry above 0.05 is very concentrated, one under 0.02 not very.
    Under the null :math:`E[G] = (1 - \sum_i x_i^2) H` and

    .. math::

        Var[G] = 2 \left\{ H^2 \Big[\sum_i x_i^2 - 2 \sum_i x_i^3 + \big(\sum_i x_i^2\big)^2\Big]
        - \sum_k z_k^4 \Big[\sum_i x_i^2 - 4 \sum_i x_i^3 + 3 \big(\sum_i x_i^2\big)^2\Big] \right\}.

    Pitfalls. Gamma cannot say why plants sit together: natural advantage and spillovers look alike. It
    depends on the map: larger regions give another value, and neighbours across a border count as strangers
    (:func:`duranton_overman` has no borders). An industry that is a large part of all jobs moves its own
    reference, which pulls gamma down and the others' up; the permutation null has this built in, the
    dartboard null has not. :math:`z` leans on a skewed distribution when plants are few: the
    simulated ``p`` does not. It is not bootstrapped: a plant drawn twice shares a region with itself, which looks
    like agglomeration.

    Equals the value of REAT's ``ellison.a`` when every region has a plant of the industry; otherwise that
    function recycles the shorter vector without a word. EconGeo has no such index.

    References
    ----------
    Ellison, G. and Glaeser, E. L. (1997). Geographic concentration in U.S. manufacturing industries: a
    dartboard approach. Journal of Political Economy 105(5), 889-927.

    Examples
    --------
    >>> import pandas as pd
    >>> plants = pd.DataFrame({
    ...     "region": ["Linz", "Linz", "Wels", "Steyr", "Wels", "Steyr"],
    ...     "industry": ["steel", "steel", "steel", "soap", "soap", "soap"],
    ...     "size": [40, 40, 20, 50, 25, 25],
    ... })
    >>> ellison_glaeser(plants)[["gamma", "G", "H", "plants"]]  # doctest: +NORMALIZE_WHITESPACE
                 gamma        G      H  plants
    industry
    soap      0.142967  0.30125  0.375       3
    steel     0.163054  0.30125  0.360       3
    """
    check_throw(null, alternative)
    if herfindahl is not None:
        return _from_table(plants, herfindahl, reference, draws, _ELLISON_GLAESER)
    throw = _Throw(draws, null, alternative, level, seed, jobs)
    return _from_plants(
        plants, (region, industry, size), reference, regions, throw, _ELLISON_GLAESER
    )


@takes_former("permutations")
@keeps_call
def maurel_sedillot(
    plants: Any,
    region: str = "region",
    industry: str = "industry",
    size: str = "size",
    *,
    herfindahl: pd.Series | None = None,
    reference: pd.Series | None = None,
    regions: Sequence[Any] | None = None,
    draws: int = 0,
    null: Literal["dartboard", "permutation"] = "dartboard",
    alternative: Literal["greater", "less", "two-sided"] = "greater",
    level: float = 0.95,
    seed: int | None = None,
    jobs: int = 1,
) -> pd.DataFrame | Inference:
    r"""Maurel-Sedillot index of each industry: how much likelier than chance its plants share a region.

    .. math::

        G = \frac{\sum_i s_i^2 - \sum_i x_i^2}{1 - \sum_i x_i^2}, \qquad
        \hat\gamma = \frac{G - H}{1 - H}

    with :math:`s_i`, :math:`x_i` and :math:`H` as in :func:`ellison_glaeser`.

    Parameters
    ----------
    plants, region, industry, size, herfindahl, reference, regions, draws, null, alternative, level, seed, jobs
        As in :func:`ellison_glaeser`.

    Returns
    -------
    pandas.DataFrame or Inference
        One row per industry: ``gamma``, ``G``, ``H``, ``plants``, ``z``; with ``draws`` an
        :class:`Inference` of gamma, as in :func:`ellison_glaeser`. ``G`` is this index's own: it can be negative.

    Raises
    ------
    ValueError
        As :func:`ellison_glaeser`.

    Notes
    -----
    It estimates the same :math:`\gamma` as Ellison and Glaeser's index, from the probability that two jobs'
    plants share a region, and has the same mean under the null. The two differ in what they ask: this one
    compares the spread of the industry with the spread of all activity and does not care *where* it sits; an
    industry that shuns the large regions and spreads over many small ones comes out negative here and can
    come out positive there. ``z`` uses the exact standard deviation of :math:`\sum_i s_i^2` under the
    dartboard null.

    No package in R or Python has it.

    References
    ----------
    Maurel, F. and Sédillot, B. (1999). A measure of the geographic concentration in French manufacturing
    industries. Regional Science and Urban Economics 29(5), 575-604.

    Examples
    --------
    >>> import pandas as pd
    >>> plants = pd.DataFrame({
    ...     "region": ["Linz", "Linz", "Wels", "Steyr", "Wels", "Steyr"],
    ...     "industry": ["steel", "steel", "steel", "soap", "soap", "soap"],
    ...     "size": [40, 40, 20, 50, 25, 25],
    ... })
    >>> maurel_sedillot(plants)[["gamma", "G"]]  # doctest: +NORMALIZE_WHITESPACE
                 gamma         G
    industry
    soap      0.075145  0.421965
    steel     0.229287  0.506744
    """
    check_throw(null, alternative)
    if herfindahl is not None:
        return _from_table(plants, herfindahl, reference, draws, _MAUREL_SEDILLOT)
    throw = _Throw(draws, null, alternative, level, seed, jobs)
    return _from_plants(
        plants, (region, industry, size), reference, regions, throw, _MAUREL_SEDILLOT
    )


class _Throw(NamedTuple):
    """How to simulate the null."""

    draws: int
    null: str
    alternative: str
    level: float
    seed: int | None
    jobs: int


class _Index(NamedTuple):
    """What tells the two indices apart.

    ``gamma(table, shares, herfindahl)`` gives G and gamma; ``statistic(table, shares)`` is what z is the distance of,
    ``mean(shares, herfindahl)`` and ``deviation(shares, powers)`` describe it under the dartboard null.
    """

    gamma: Callable
    statistic: Callable
    mean: Callable
    deviation: Callable


def _gamma(table, shares, herfindahl):
    raw = raw_concentration(table, shares)
    return raw, agglomeration_index(raw, herfindahl, (shares**2).sum())


def _mean_raw_concentration(shares, herfindahl):
    return (1 - (shares**2).sum()) * herfindahl


def _same_region_gamma(table, shares, herfindahl):
    region_herfindahl = (shares**2).sum()
    # One region: 0 / 0, which stays NaN.
    with np.errstate(invalid="ignore", divide="ignore"):
        raw = (_sum_of_squares(table, shares) - region_herfindahl) / (1 - region_herfindahl)
        gamma = (raw - herfindahl) / (1 - herfindahl)
    several = ~at_least(region_herfindahl, 1)
    defined = ~at_least(herfindahl, 1) & several
    return np.where(several, raw, np.nan), np.where(defined, gamma, np.nan)


def _sum_of_squares(table, shares):
    held = industry_shares(table)
    return np.einsum("ij,ij->j", held, held)


def _mean_sum_of_squares(shares, herfindahl):
    return (shares**2).sum() + _mean_raw_concentration(shares, herfindahl)


_ELLISON_GLAESER = _Index(
    _gamma, raw_concentration, _mean_raw_concentration, raw_concentration_deviation
)
_MAUREL_SEDILLOT = _Index(
    _same_region_gamma, _sum_of_squares, _mean_sum_of_squares, same_region_deviation
)


def _from_plants(plants, columns, reference, regions, throw, index):
    sums, checked, sizes = check_located(plants, columns, reference, regions)
    held = hold(sums, sizes)
    raw, gamma = index.gamma(held.table, held.shares, held.herfindahl)
    frame = pd.DataFrame(
        {
            "gamma": gamma,
            "G": raw,
            "H": held.herfindahl,
            "plants": held.plants,
            "z": _distance_from_null(held, index),
        },
        index=sums.table.columns,
    )
    frame.attrs |= sums.table.attrs
    if not throw.draws:
        return frame

    def simulated(table, shares):
        return index.gamma(table, shares, held.herfindahl)[1]

    draws = throw_plants(
        simulated,
        checked,
        held.shares,
        sizes is not None,
        throw.null,
        throw.draws,
        throw.seed,
        throw.jobs,
    )
    return Inference.from_null(
        frame["gamma"], draws, throw.alternative, throw.level, throw.seed
    ).beside(frame)


def _distance_from_null(held, index):
    """How many standard deviations the index's statistic lies above its mean under the dartboard null."""
    distance = index.statistic(held.table, held.shares) - index.mean(held.shares, held.herfindahl)
    spread = index.deviation(held.shares, held.powers)
    # A spread that is rounding noise is none: one plant, one region.
    defined = (held.plants > 1) & (spread > 1e-7 * held.herfindahl)
    return np.divide(distance, spread, out=np.full(len(spread), np.nan), where=defined)


def _from_table(table, herfindahl, reference, draws, index):
    if draws:
        raise ValueError(
            tell("draws: a table has no plants to throw; hand in the plants, or leave draws at 0.")
        )
    values, shares = check_spread(table, reference)
    lumpiness = check_aligned(herfindahl, table.columns, "herfindahl", "industry", nan=True)
    outside = (lumpiness <= 0) | above(lumpiness, 1)
    if outside.any():
        place = int(np.flatnonzero(outside)[0])
        raise ValueError(
            tell(
                "herfindahl: industry {industry} is {value}; a plant Herfindahl index lies above "
                "0 and is at most 1.",
                industry=quoted(table.columns[place]),
                value=f"{lumpiness[place]:g}",
            )
        )
    raw, gamma = index.gamma(values, shares, lumpiness)
    frame = pd.DataFrame({"gamma": gamma, "G": raw, "H": lumpiness}, index=table.columns)
    return frame.assign(plants=np.nan, z=np.nan)
