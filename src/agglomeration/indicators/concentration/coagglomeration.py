"""Whether different industries seek the same regions: the co-agglomeration index of Ellison and Glaeser."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

import numpy as np
import pandas as pd

from agglomeration.indicators.ground.blocks import blocks
from agglomeration.indicators.ground.columns import check_list
from agglomeration.indicators.ground.ties import NOISE
from agglomeration.indicators.inference.calls import keeps_call
from agglomeration.indicators.inference.former_keywords import takes_former
from agglomeration.indicators.inference.result import Inference
from agglomeration.indicators.plants.cells import Columns
from agglomeration.words import listed, quoted, tell

from .dartboard import (
    check_located,
    check_spread,
    check_throw,
    industry_shares,
    throw_plants,
)


@takes_former("permutations")
@keeps_call
def coagglomeration(
    plants: Any,
    region: str | None = "region",
    industry: str = "industry",
    size: str = "size",
    *,
    industries: Sequence[Any] | None = None,
    pairwise: bool = False,
    reference: pd.Series | None = None,
    regions: Sequence[Any] | None = None,
    draws: int = 0,
    null: Literal["dartboard", "permutation"] = "dartboard",
    alternative: Literal["greater", "less", "two-sided"] = "greater",
    level: float = 0.95,
    seed: int | None = None,
    jobs: int = 1,
) -> float | pd.DataFrame | Inference:
    r"""Co-agglomeration of a group of industries, or of every pair of them.

    The index of 1997 takes from the group's own concentration what its industries bring along by themselves:

    .. math::

        \gamma^c = \frac{G / (1 - \sum_i x_i^2) - H - \sum_j \hat\gamma_j w_j^2 (1 - H_j)}{1 - \sum_j w_j^2}

    with :math:`G` and :math:`H = \sum_j w_j^2 H_j` the raw concentration and plant Herfindahl index of the group as
    if it were one industry, :math:`w_j` the industry's share of the group's jobs, and :math:`\hat\gamma_j` its
    Ellison-Glaeser index. For two industries it is the pairwise index of 2010,

    .. math:: \gamma^c_{jk} = \frac{\sum_i (s_{ij} - x_i)(s_{ik} - x_i)}{1 - \sum_i x_i^2},

    and for a group the mean of its pairs weighted by :math:`w_j w_k`, which is how it is computed: the plants'
    Herfindahl indices cancel, so that an industry with one plant does no harm.

    Parameters
    ----------
    plants : pandas.DataFrame, or plants outside pandas
        One row per plant of all industries, those outside the group included: they make up :math:`x`; in a frame or
        as in :func:`ellison_glaeser`. With ``region=None``: a regions x industries table of jobs.
    region, industry, size : str
        The columns with region, industry and positive size; ``size=None`` counts every plant as 1.
    industries : sequence, optional
        The group; without it all industries.
    pairwise : bool
        Return the matrix of all pairs of the group.
    reference : pandas.Series, optional
        Size of each region in any unit, instead of all plants' jobs, as in :func:`ellison_glaeser`. The paper of 2010
        takes the mean of the industries' shares: ``table.div(table.sum()).mean(axis=1)``.
    regions : sequence, optional
        All regions, when ``region`` is categorical and some have no plant.
    draws : int
        How many times to throw the plants for the simulated null; 0 for none. Needs plants.
    null : {"dartboard", "permutation"}
        As in :func:`ellison_glaeser`: every plant lands by itself, so that neither industries nor plants of one
        industry seek each other.
    alternative : {"greater", "less", "two-sided"}
        Whether ``p`` tests for co-agglomeration, for avoidance, or for either.
    level, seed, jobs
        As in :func:`ellison_glaeser`.

    Returns
    -------
    float or pandas.DataFrame
        The group's index, or the symmetric industries x industries matrix (diagonal NaN: an industry's index with
        itself is no co-agglomeration). With ``draws`` an :class:`Inference` whose ``value`` is that.

        0 on average when the industries choose their regions independently, positive when they seek the same ones,
        negative when they avoid each other. NaN with fewer than two industries that have jobs, and with one region.

    Raises
    ------
    ValueError
        If the plants, the table or the reference are bad or misaligned, the group names an unknown industry or one
        twice, or draws are asked of a table.

    Notes
    -----
    Industries that share regions need not deal with each other: ports and capitals attract many alike. With all
    industries as the group and no ``reference`` the pairs average to below 0, for no industry can be over-represented
    where all are.

    R's ``REAT::ellison.c`` and ``ellison.c2`` compute something else: on one example 0.903 where both formulas above
    give -0.204.

    References
    ----------
    Ellison, G. and Glaeser, E. L. (1997). Geographic concentration in U.S. manufacturing industries: a dartboard
    approach. Journal of Political Economy 105(5), 889-927.

    Ellison, G., Glaeser, E. L. and Kerr, W. R. (2010). What causes industry agglomeration? Evidence from
    coagglomeration patterns. American Economic Review 100(3), 1195-1213.

    Examples
    --------
    Ore and steel share a region, soap has its own:

    >>> import pandas as pd
    >>> table = pd.DataFrame({"ore": [9, 1], "steel": [9, 1], "soap": [2, 18]}, index=["Leoben", "Wels"])
    >>> coagglomeration(table, region=None, pairwise=True)
            ore  steel  soap
    ore     NaN   0.64 -0.64
    steel  0.64    NaN -0.64
    soap  -0.64  -0.64   NaN
    >>> round(coagglomeration(table, region=None, industries=["ore", "steel"]), 2)
    0.64
    """
    check_throw(null, alternative)
    if region is None:
        return _from_table(plants, industries, pairwise, reference, draws)
    sums, checked, sizes = check_located(
        plants, Columns(region, industry, size), reference, regions
    )
    table, labels = sums.table.to_numpy(), sums.table.columns
    group = _positions(industries, labels)
    held = table.sum(axis=1) if sizes is None else sizes
    statistic = _statistic(group, pairwise)
    value = _labelled(statistic(table, held / held.sum()), labels[group], pairwise)
    if not draws:
        return value
    thrown = throw_plants(
        statistic, checked, held / held.sum(), sizes is not None, null, draws, seed, jobs
    )
    return Inference.from_null(value, thrown, alternative, level, seed)


def _from_table(table, industries, pairwise, reference, draws):
    if draws:
        raise ValueError(
            tell("draws: a table has no plants to throw; hand in the plants, or leave draws at 0.")
        )
    values, shares = check_spread(table, reference)
    group = _positions(industries, table.columns)
    return _labelled(_statistic(group, pairwise)(values, shares), table.columns[group], pairwise)


def _statistic(group, pairwise):
    measure = _pairs if pairwise else _group_index

    def statistic(table, shares):
        return measure(table if len(group) == table.shape[1] else table[:, group], shares)

    return statistic


def _pairs(table, shares):
    """Co-agglomeration of each pair, NaN on the diagonal and for an industry without jobs."""
    gaps = industry_shares(table)
    gaps -= shares[:, None]
    room = 1 - (shares**2).sum()
    if not room > NOISE:
        return np.full((table.shape[1],) * 2, np.nan)
    matrix = gaps.T @ gaps
    matrix /= room
    np.fill_diagonal(matrix, np.nan)
    return matrix


def _group_index(table, shares):
    """Mean of the pairs weighted by the product of their jobs, without forming the pairs."""
    totals = table.sum(axis=0)
    weights = totals / (totals.sum() or 1.0)
    room, mixed = 1 - (shares**2).sum(), 1 - (weights**2).sum()
    if np.count_nonzero(totals) < 2 or not min(room, mixed) > NOISE:
        return np.nan
    together, own = np.zeros(len(table)), 0.0
    for rows, columns in blocks(table):
        gaps = table[rows, columns] / np.where(totals[columns] > 0, totals[columns], 1.0)
        gaps -= shares[rows, None]
        gaps *= weights[columns]
        together[rows] += gaps.sum(axis=1)
        own += np.einsum("ri,ri->", gaps, gaps)
    return (together @ together - own) / (room * mixed)


def _positions(industries, labels):
    if industries is None:
        return np.arange(len(labels))
    check_list(industries, "industries")
    group = pd.Index(industries)
    positions = labels.get_indexer(group)
    if (positions < 0).any():
        raise ValueError(
            tell(
                "industries: {missing} not found; there are {labels}.",
                missing=listed(group[positions < 0]),
                labels=listed(labels, 12),
            )
        )
    if not group.is_unique:
        raise ValueError(
            tell(
                "industries: {industry} occurs twice; each industry must occur once.",
                industry=quoted(group[group.duplicated()][0]),
            )
        )
    return positions


def _labelled(value, labels, pairwise):
    return pd.DataFrame(value, index=labels, columns=labels) if pairwise else float(value)
