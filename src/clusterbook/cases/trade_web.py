"""The trade of American industries as a network: four ways to weigh a link, and economies dealt out anew by lot."""

from __future__ import annotations

from typing import Literal

import numpy as np
import pandas as pd

import agglomeration as ag
from clusterbook.words import quoted, tell

from .staffing import input_output_flows, staffing_matrix

__all__ = ["industry_trade", "link_weights", "shuffled_trade"]

# Rounds of fitting rows and columns in turn; they end earlier, as soon as both fit.
_MOST_ROUNDS, _CLOSE = 1000, 1e-9


def industry_trade() -> pd.DataFrame:
    """Return what each American industry sells to each other one, 2021, million US dollars.

    Returns
    -------
    pandas.DataFrame
        71 sellers x 71 buyers. The slightly negative cells of the estimated table, and the trade of an industry with
        itself, are 0: neither can be a link.

    Examples
    --------
    >>> trade = industry_trade()
    >>> trade.shape, float(trade.min().min())
    ((71, 71), 0.0)
    """
    flows = input_output_flows()
    return flows.clip(lower=0) * (1 - np.eye(len(flows)))


def link_weights(
    trade: pd.DataFrame, weight: Literal["shares", "dollars", "partners", "skills"] = "shares"
) -> pd.DataFrame:
    """Return how strongly every two industries are linked, weighed in one of four ways.

    Parameters
    ----------
    trade : pandas.DataFrame
        As :func:`industry_trade` returns it, or such a table dealt out anew.
    weight : {"shares", "dollars", "partners", "skills"}
        "shares": the largest of the four shares that each of two has in the other's purchases and sales. "dollars":
        what they pay each other, both ways added. "partners": the Feser-Bergman similarity, by suppliers and buyers.
        "skills": the correlation of what they employ, for the industries that the staffing table matches; it does not
        depend on the trade.

    Returns
    -------
    pandas.DataFrame
        Industries x industries, symmetric. A negative likeness is no link, so 0.

    Raises
    ------
    ValueError
        If ``weight`` is another word.

    Examples
    --------
    >>> trade = industry_trade()
    >>> float(link_weights(trade).loc["111CA", "311FT"].round(2))
    0.89
    >>> len(link_weights(trade, "skills"))
    57
    """
    if weight == "shares":
        return ag.value_chain_similarity(trade, "max_share", diagonal=False)
    if weight == "dollars":
        return trade + trade.T
    if weight == "partners":
        return ag.value_chain_similarity(trade, diagonal=False).clip(lower=0)
    if weight == "skills":
        industries = staffing_matrix("input-output")
        return ag.staffing_similarity(
            industries.loc[industries.index.intersection(trade.index)]
        ).clip(lower=0)
    raise ValueError(
        tell(
            "weight: {weight} is unknown; it can be 'shares', 'dollars', 'partners' or 'skills'.",
            weight=quoted(weight),
        )
    )


def shuffled_trade(trade: pd.DataFrame, seed: int) -> pd.DataFrame:
    """Return an economy whose industries sell and buy as much as here, and whose links are dealt out by lot.

    Parameters
    ----------
    trade : pandas.DataFrame
        Sellers x buyers, not negative.
    seed : int
        Draws which pair gets whose strength.

    Returns
    -------
    pandas.DataFrame
        As ``trade``, with the same sums of rows and columns.

    Raises
    ------
    ValueError
        If the strengths that were drawn cannot be fitted to the sums, as in a table with very few cells above 0.

    Notes
    -----
    The strength of a cell is its amount over the product of what the seller sells and the buyer buys. The strengths of
    a pair, one for each direction, move together to a pair that is drawn. Rows and columns are then fitted in turn to
    what each industry sells and buys.

    Examples
    --------
    >>> trade = industry_trade()
    >>> dealt = shuffled_trade(trade, seed=1)
    >>> bool(np.allclose(dealt.sum(), trade.sum())), bool(np.allclose(dealt, trade))
    (True, False)
    """
    real = trade.to_numpy(dtype=float)
    sold, bought = real.sum(axis=1), real.sum(axis=0)
    room = np.outer(sold, bought)
    strength = np.divide(real, room, out=np.zeros_like(real), where=room > 0)
    one, other = np.triu_indices(len(real), 1)
    lot = np.random.default_rng(seed).permutation(len(one))
    dealt = np.zeros_like(real)
    dealt[one, other] = strength[one, other][lot]
    dealt[other, one] = strength[other, one][lot]
    fitted = _fitted(dealt * room, sold, bought)
    return pd.DataFrame(fitted, trade.index, trade.columns)


def _fitted(dealt, sold, bought):
    """The table with its rows and columns scaled in turn until they add up to what is sold and bought."""
    for _ in range(_MOST_ROUNDS):
        dealt = dealt * _over(sold, dealt.sum(axis=1))[:, None]
        dealt = dealt * _over(bought, dealt.sum(axis=0))
        if np.allclose(dealt.sum(axis=1), sold, rtol=_CLOSE):
            return dealt
    raise ValueError(
        tell(
            "trade: the links that were drawn cannot be fitted to what each industry sells and buys; take another "
            "seed, or a table with more cells above 0."
        )
    )


def _over(wanted, found):
    return np.divide(wanted, found, out=np.zeros_like(wanted), where=found > 0)
