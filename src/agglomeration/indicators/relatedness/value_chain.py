"""Industries compared by what they buy and sell."""

from __future__ import annotations

from typing import Literal

import numpy as np
import pandas as pd

from agglomeration.indicators.ground.flows import checked_flows
from agglomeration.indicators.ground.tables import check_choice, shares
from agglomeration.indicators.ground.ties import at_least

from .profiles import labelled_square, products, unit_profiles

__all__ = ["value_chain_channel", "value_chain_similarity"]

CHANNELS = {
    "feser-bergman": ("purchases-purchases", "sales-sales", "purchases-sales", "sales-purchases"),
    "max_share": ("buys from", "is bought from by", "sells to", "is sold to by"),
}


def value_chain_similarity(
    flows: pd.DataFrame,
    measure: Literal["feser-bergman", "max_share"] = "feser-bergman",
    diagonal: bool = True,
    negative: bool = False,
) -> pd.DataFrame:
    r"""Similarity of industries by what they buy and sell (value-chain relatedness).

    .. math:: p_{ki} = \frac{z_{ki}}{\sum_k z_{ki}}, \quad s_{ik} = \frac{z_{ik}}{\sum_k z_{ik}}, \quad
              v_{ij} = \max\{r(p_i, p_j),\ r(s_i, s_j),\ r(p_i, s_j),\ r(s_i, p_j)\}

    with :math:`r` the correlation over all industries :math:`k`.

    Parameters
    ----------
    flows : pandas.DataFrame
        Industries x industries: what the row industry sells to the column industry, in money.
    measure : {"feser-bergman", "max_share"}
        "feser-bergman": the largest of the four correlations between the purchase and sales profiles.
        "max_share": the largest of the four direct shares - of i's purchases from j, of j's purchases
        from i, of i's sales to j, of j's sales to i - which asks who trades with whom, not who trades alike.
    diagonal : bool
        Whether an industry's flow to itself is part of its profile. Without it the list of partners can
        change a lot, so say which was used.
    negative : bool
        Whether negative flows, of which estimated tables have a few small ones, are let through as they are.

    Returns
    -------
    pandas.DataFrame
        Industries x industries, symmetric. Correlations run from -1 to 1 with 1 on the diagonal, shares
        from 0 to 1. A correlation is NaN for an industry without any purchases and sales; one that only
        buys, or only sells, is compared by what it has.

    Raises
    ------
    ValueError
        If the flows are not square, the labels differ between rows and columns or repeat, a cell is
        missing, infinite or (without ``negative``) negative, or ``measure`` is unknown.

    See Also
    --------
    value_chain_channel : which of the four it was.

    Notes
    -----
    Two industries that sell to the same buyers are similar without trading with each other: furniture
    and drugs may meet in the hospital's purchases. A high value resting on few flows says little, so look
    at the money too.

    Equals the largest of the four correlations that ``numpy.corrcoef`` gives for columns with columns, rows with rows,
    and columns with rows both ways; R's and Python's packages of relatedness have none of them.

    References
    ----------
    Feser, E. J., & Bergman, E. M. (2000). National industry cluster templates: a framework for applied
    regional cluster analysis. Regional Studies 34(1), 1-19.

    Examples
    --------
    >>> import pandas as pd
    >>> names = ["chemicals", "drugs", "soap", "hospitals", "hotels"]
    >>> rows = [[9, 40, 30, 0, 2], [0, 5, 0, 60, 0], [0, 0, 5, 20, 40], [0, 0, 0, 2, 0], [3, 9, 2, 1, 0]]
    >>> flows = pd.DataFrame(rows, index=names, columns=names)
    >>> value_chain_similarity(flows).round(2)
               chemicals  drugs  soap  hospitals  hotels
    chemicals       1.00   0.98  0.93       0.91    0.81
    drugs           0.98   1.00  0.95       1.00    0.01
    soap            0.93   0.95  1.00       0.23   -0.06
    hospitals       0.91   1.00  0.23       1.00    0.92
    hotels          0.81   0.01 -0.06       0.92    1.00
    """
    return labelled_square(
        _strongest(_channel_values(flows, measure, diagonal, negative))[0], flows.index
    )


def value_chain_channel(
    flows: pd.DataFrame,
    measure: Literal["feser-bergman", "max_share"] = "feser-bergman",
    diagonal: bool = True,
    negative: bool = False,
) -> pd.DataFrame:
    """Which of the four links makes two industries similar in :func:`value_chain_similarity`.

    Parameters
    ----------
    flows, measure, diagonal, negative
        As in :func:`value_chain_similarity`.

    Returns
    -------
    pandas.DataFrame
        Industries x industries of words, read from the row to the column industry. For
        "feser-bergman": "purchases-purchases" (they buy from the same suppliers), "sales-sales" (they
        sell to the same buyers), "purchases-sales" (the row's suppliers are the column's buyers) and
        "sales-purchases" (the row's buyers are the column's suppliers). For "max_share": "buys from",
        "is bought from by", "sells to", "is sold to by". The first in this order where several are
        equal; missing where the similarity is undefined.

    Raises
    ------
    ValueError
        As :func:`value_chain_similarity`.

    Examples
    --------
    >>> import pandas as pd
    >>> names = ["chemicals", "drugs", "soap", "hospitals", "hotels"]
    >>> rows = [[9, 40, 30, 0, 2], [0, 5, 0, 60, 0], [0, 0, 5, 20, 40], [0, 0, 0, 2, 0], [3, 9, 2, 1, 0]]
    >>> flows = pd.DataFrame(rows, index=names, columns=names)
    >>> value_chain_channel(flows).loc["drugs", "soap"]
    'purchases-purchases'
    """
    largest, position = _strongest(_channel_values(flows, measure, diagonal, negative))
    names = np.array([*CHANNELS[measure], None], dtype=object)
    position = np.where(np.isnan(largest), len(names) - 1, position)
    return labelled_square(names[position], flows.index)


def _channel_values(flows, measure, diagonal, negative):
    """The four correlations or shares, shape (4, industries, industries)."""
    check_choice(measure, CHANNELS, "measure")
    values = checked_flows(flows, negative).copy()
    if not diagonal:
        np.fill_diagonal(values, 0.0)
    return _profile_correlations(values) if measure == "feser-bergman" else _direct_shares(values)


def _profile_correlations(values):
    purchases = unit_profiles(values.T, centred=True)
    sales = unit_profiles(values, centred=True)
    crossed = products(purchases, sales)
    return np.stack(
        [
            products(purchases, purchases, itself=True),
            products(sales, sales, itself=True),
            crossed,
            crossed.T,
        ]
    )


def _direct_shares(values):
    purchases, sales = shares(values, axis=0), shares(values, axis=1)
    return np.stack([purchases.T, purchases, sales, sales.T])


def _strongest(values):
    """The largest of the four and its place; NaN only where all four are."""
    filled = np.where(np.isnan(values), -np.inf, values)
    largest = filled.max(axis=0)
    position = np.where(np.isinf(largest), 0, at_least(filled, largest).argmax(axis=0))
    return np.where(np.isinf(largest), np.nan, largest), position
