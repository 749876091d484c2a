"""Gini coefficients of industries over regions, plain, weighted and locational."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np
import pandas as pd

from agglomeration.indicators.ground.tables import check_aligned, check_choice, check_table
from agglomeration.indicators.inference.resampling import resampled
from agglomeration.words import tell

if TYPE_CHECKING:
    from agglomeration.indicators.inference.result import Inference

# Industries are sorted this many at a time, which keeps the copy small and in the processor's cache.
BLOCK = 16


@resampled
def gini(
    table: pd.DataFrame,
    weights: pd.Series | None = None,
    *,
    draws: int = 0,
    seed: int | None = None,
    level: float = 0.95,
    jobs: int = 1,
) -> pd.Series | Inference:
    r"""Gini coefficient of each industry over regions: how unevenly it is spread.

    .. math:: G = \frac{\sum_i \sum_j w_i w_j |y_i - y_j|}{2 \bar y}, \qquad \bar y = \sum_i w_i y_i

    with :math:`w_i` the region's share of all weights, :math:`1/n` without weights.

    Parameters
    ----------
    table : pandas.DataFrame
        Regions x industries, non-negative amounts; any unit. With ``weights`` the amounts are per unit of weight
        (income per head, with inhabitants as weights). For one variable hand in ``values.to_frame()``.
    weights : pandas.Series, optional
        Weight of each region, 0 or more.
    draws, seed, level, jobs
        As in :func:`location_quotient`.

    Returns
    -------
    pandas.Series
        Per industry: 0 (all regions alike) to :math:`1 - 1/n`; NaN for an empty industry.

    Raises
    ------
    ValueError
        If the table or the weights are bad or misaligned, or all weights are 0.

    Notes
    -----
    The population formula: for a sample estimate multiply by :math:`n / (n - 1)`. It compares regions with each
    other and not with their size, so an industry that merely follows population looks concentrated where population
    is uneven: :func:`locational_gini` takes size out. It does not see *where* the jobs are.

    Without weights equals ``econcomplex.gini`` (which gives an empty industry 0), ``inequality.gini.Gini(y).g``,
    ``EconGeo::Gini`` and ``REAT::gini``. With weights it equals the plain coefficient of a table that holds each
    region as often as its weight says; ``REAT::gini(weighting=)`` sorts the values without their weights and gives
    another number.

    References
    ----------
    Gini, C. (1912). Variabilità e mutabilità. Tipografia di Paolo Cuppini.

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame({"steel": [8, 0, 0, 0], "soap": [2, 2, 2, 2]}, index=["Linz", "Wels", "Steyr", "Enns"])
    >>> gini(table)
    steel    0.75
    soap     0.00
    Name: gini, dtype: float64
    """
    values = check_table(table)
    if weights is None:
        index = _gini(values)
    else:
        share = _weight_shares(weights, table.index)
        index = _by_block(
            values, lambda block: _weighted_gini(block, np.broadcast_to(share, block.shape))
        )
    return pd.Series(index, index=table.columns, name="gini")


@resampled
def locational_gini(
    table: pd.DataFrame,
    scale: Literal["unit", "half"] = "unit",
    reference: pd.Series | None = None,
    *,
    draws: int = 0,
    seed: int | None = None,
    level: float = 0.95,
    jobs: int = 1,
) -> pd.Series | Inference:
    r"""Locational Gini of each industry: how unevenly it is spread, given where all activity is.

    Regions are put in the order of their location quotient :math:`s_i / x_i`. The Lorenz curve then runs over the
    cumulated :math:`x_i` (all activity) on the horizontal and the cumulated :math:`s_i` (the industry) on the
    vertical axis; the index is twice the area between it and the diagonal,

    .. math:: G = \sum_k s_k (2 X_k - x_k) - 1, \qquad X_k = \sum_{l \le k} x_l.

    Parameters
    ----------
    table : pandas.DataFrame
        Regions x industries, non-negative amounts.
    scale : {"unit", "half"}
        Twice the area (0 to 1), or the area itself (0 to 0.5).
    reference : pandas.Series, optional
        Size of each region (inhabitants, area) instead of the sum of all industries.
    draws, seed, level, jobs
        As in :func:`location_quotient`.

    Returns
    -------
    pandas.Series
        Per industry: 0 (every region has the same location quotient) to 1 (0.5), all jobs in a region of
        negligible size. NaN for an empty industry.

    Raises
    ------
    ValueError
        If the table or the reference is bad or misaligned, or the reference is 0 everywhere.

    Notes
    -----
    An industry with few plants cannot spread: it looks concentrated through lumpiness alone, which
    :func:`ellison_glaeser` takes off. An industry that is a large part of all activity pulls the reference along.

    ``scale="half"`` equals ``econcomplex.locational_gini`` (which gives an empty industry 0.5) and
    ``EconGeo::locational.Gini``; ``scale="unit"`` with ``reference=`` equals ``econcomplex.hoover_gini(table, pop)``
    and ``EconGeo::Hoover.Gini``. ``REAT::gini.conc`` is the unweighted Gini of the location quotients, another
    statistic.

    References
    ----------
    Krugman, P. (1991). Geography and Trade. MIT Press.

    Examples
    --------
    Half of all jobs are in Linz, and three quarters of those in steel:

    >>> import pandas as pd
    >>> table = pd.DataFrame({"steel": [30, 10], "soap": [10, 30]}, index=["Linz", "Wels"])
    >>> locational_gini(table)
    steel    0.25
    soap     0.25
    Name: locational_gini, dtype: float64
    """
    check_choice(scale, ("unit", "half"), "scale")
    values = check_table(table)
    sizes = (
        values.sum(axis=1)
        if reference is None
        else check_aligned(reference, table.index, what="region")
    )
    if sizes.sum() == 0 and reference is not None:
        raise ValueError(tell("reference: every region has size 0; at least one must be larger."))
    share = sizes / (sizes.sum() or 1.0)
    index = _by_block(values, lambda block: _locational_gini(block, share))
    return pd.Series(
        index / 2 if scale == "half" else index, index=table.columns, name="locational_gini"
    )


def _by_block(values, function):
    """Apply ``function`` to contiguous blocks of industries (industries x regions) and join the results."""
    columns = values.shape[1]
    blocks = (
        np.array(values[:, start : start + BLOCK].T, order="C")
        for start in range(0, columns, BLOCK)
    )
    return np.concatenate([function(block) for block in blocks])


def _gini(values):
    regions = values.shape[0]
    rank = (2 * np.arange(1, regions + 1) - regions - 1) / regions

    def sorted_gini(block):
        block.sort(axis=1)
        return _over(block @ rank, block.sum(axis=1))

    return _by_block(values, sorted_gini)


def _weighted_gini(block, share):
    order = np.argsort(block, axis=1)
    block, share = (
        np.take_along_axis(block, order, axis=1),
        np.take_along_axis(share, order, axis=1),
    )
    middle = 2 * np.cumsum(share, axis=1) - share
    weighted = block * share
    return _over((weighted * middle).sum(axis=1), weighted.sum(axis=1)) - 1


def _locational_gini(block, share):
    # A region without any activity has no quotient (NaN, sorted last) and carries no weight.
    with np.errstate(invalid="ignore", divide="ignore"):
        order = np.argsort(block / share, axis=1)
    ordered = share[order]
    middle = 2 * np.cumsum(ordered, axis=1) - ordered
    middle *= np.take_along_axis(block, order, axis=1)
    return _over(middle.sum(axis=1), block.sum(axis=1)) - 1


def _over(numerator, total):
    return np.divide(numerator, total, out=np.full(len(total), np.nan), where=total > 0)


def _weight_shares(weights, regions):
    share = check_aligned(weights, regions, "weights", "region")
    if share.sum() == 0:
        raise ValueError(tell("weights: every region has weight 0; at least one must be larger."))
    return share / share.sum()
