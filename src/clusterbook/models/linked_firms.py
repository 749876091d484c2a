"""A toy cluster: the same firms in the same place, with and without links between them.

Firm :math:`j` spends a share :math:`a` of its output :math:`x_j` on inputs, and buys a share :math:`\\lambda` of these
from firms of the same place, the rest elsewhere. Whom it buys from says the pattern :math:`P`, whose columns add up
to one. The flow from firm :math:`i` to firm :math:`j` is

.. math:: z_{ij} = \\lambda \\, a \\, P_{ij} \\, x_j ,

and what firm :math:`i` does not sell to its neighbours, :math:`x_i - \\sum_j z_{ij}`, goes to customers elsewhere. Jobs
are proportional to output, so that every measure of concentration is blind to :math:`\\lambda` and :math:`P` by
construction. Every column of the local coefficients adds up to :math:`\\lambda a`; hence each firm's local multiplier
is :math:`1 / (1 - \\lambda a)`, whatever the pattern.

References
----------
Leontief, W. W. (1936). Quantitative input and output relations in the economic system of the United States. Review of
Economics and Statistics 18(3), 105-125.
Markusen, A. (1996). Sticky places in slippery space: a typology of industrial districts. Economic Geography 72(3),
293-313 (the patterns: district, hub and spokes, and, without local links, the satellite platform).
"""

from __future__ import annotations

from typing import Any, Literal

import numpy as np
import pandas as pd

from agglomeration.indicators.linkages import leontief
from clusterbook.words import enumerated, quoted, tell, tell_many

__all__ = ["PATTERNS", "after_closing", "flows_between", "links_left"]

PATTERNS = ("web", "hub")


def flows_between(
    output: pd.Series,
    pattern: Literal["web", "hub"] = "web",
    local: float = 0.5,
    inputs: float = 0.6,
) -> pd.DataFrame:
    """Return what the firms of a place sell to one another.

    Parameters
    ----------
    output : pandas.Series
        Output of each firm, in any unit (money, or jobs where output per job is the same); positive.
    pattern : {"web", "hub"}
        "web": each firm buys from all others, in proportion to their output. "hub": each buys from the largest firm
        alone, and that one from all others, in proportion to their output.
    local : float
        Share :math:`\\lambda` of inputs bought in the place, 0 to 1. At 0 the firms have nothing to do with each other.
    inputs : float
        Inputs :math:`a` per unit of output, 0 to below 1.

    Returns
    -------
    pandas.DataFrame
        Sellers x buyers, in the unit of ``output``; the diagonal is 0.

    Raises
    ------
    ValueError
        If there are fewer than two firms, an output is not positive, a share is out of range, the pattern is unknown,
        or a firm would sell more to its neighbours than it makes.

    Examples
    --------
    >>> firms = pd.Series({"yard": 60.0, "sails": 20.0, "masts": 20.0})
    >>> flows_between(firms, "hub", local=0.5, inputs=0.4)
           yard  sails  masts
    yard    0.0    4.0    4.0
    sails   6.0    0.0    0.0
    masts   6.0    0.0    0.0

    Links change what firms mean to each other, and nothing else:

    >>> import agglomeration as ag
    >>> inverse = ag.leontief(flows_between(firms, "web", local=0.5, inputs=0.4), firms)
    >>> inverse.sum().round(4).tolist()
    [1.25, 1.25, 1.25]
    """
    sizes = _sizes(output)
    if not 0 <= local <= 1:
        raise ValueError(
            tell("local: {local} is not a share; it must lie between 0 and 1.", local=quoted(local))
        )
    if not 0 <= inputs < 1:
        raise ValueError(
            tell(
                "inputs: {inputs} must lie between 0 and below 1; a firm cannot use up all it "
                "makes.",
                inputs=quoted(inputs),
            )
        )
    flows = local * inputs * _pattern(sizes, pattern) * sizes
    excess = flows.sum(axis=1) - sizes
    if (excess > 1e-9 * sizes).any():
        firm = output.index[int(excess.argmax())]
        raise ValueError(
            tell(
                "output: {firm} would sell more to its neighbours than it makes; lower local or "
                "inputs.",
                firm=quoted(firm),
            )
        )
    return pd.DataFrame(flows, index=output.index, columns=output.index)


def after_closing(flows: pd.DataFrame, output: pd.Series, firm: Any) -> pd.Series:
    """Return what each firm still makes when one of them closes and nobody finds another buyer.

    Sales to customers elsewhere stay as they are, :math:`f`; local purchases from the closed firm are made elsewhere.
    What the others then make is :math:`(I - A_{(-k)})^{-1} f_{(-k)}`, with row and column of firm :math:`k` taken out.

    Parameters
    ----------
    flows : pandas.DataFrame
        Sellers x buyers.
    output : pandas.Series
        Output of each firm before.
    firm : label
        The firm that closes.

    Returns
    -------
    pandas.Series
        Like ``output``; 0 for the closed firm, and no more than before for the others.

    Raises
    ------
    ValueError
        If the firm is not in the table.

    Notes
    -----
    The loss is ``ag.hypothetical_extraction(flows, output, [firm])["loss"]``, firm by firm.

    Examples
    --------
    >>> firms = pd.Series({"yard": 60.0, "sails": 20.0, "masts": 20.0})
    >>> after_closing(flows_between(firms, "hub", local=0.5, inputs=0.4), firms, "yard")
    yard      0.0
    sails    14.0
    masts    14.0
    dtype: float64
    """
    _check_firm(flows, firm)
    rest = flows.drop(index=firm, columns=firm)
    others = output.drop(firm)
    elsewhere = others - flows.drop(index=firm).sum(axis=1)
    return (leontief(rest, others) @ elsewhere).reindex(output.index, fill_value=0.0)


def links_left(flows: pd.DataFrame, without: Any) -> float:
    """Return the share of all local flows in which a firm has no part: what is left when it is gone.

    Parameters
    ----------
    flows : pandas.DataFrame
        Sellers x buyers.
    without : label
        The firm that closes.

    Returns
    -------
    float
        0 (every link was with that firm) to 1 (none was); NaN where there are no links at all.

    Raises
    ------
    ValueError
        If the firm is not in the table.

    Examples
    --------
    >>> firms = pd.Series({"yard": 60.0, "sails": 20.0, "masts": 20.0})
    >>> links_left(flows_between(firms, "hub"), "yard")
    0.0
    >>> round(links_left(flows_between(firms, "web"), "yard"), 3)
    0.1
    """
    _check_firm(flows, without)
    whole = float(flows.to_numpy().sum())
    rest = float(flows.drop(index=without, columns=without).to_numpy().sum())
    return rest / whole if whole else float("nan")


def _check_firm(flows, firm):
    if firm not in flows.index:
        raise ValueError(
            tell(
                "{firm} is no firm of the table; firms are {firms}.",
                firm=quoted(firm),
                firms=enumerated(map(str, flows.index)),
            )
        )


def _pattern(sizes, pattern):
    """Shares of sellers in each buyer's local purchases; every column adds up to one."""
    if pattern not in PATTERNS:
        raise ValueError(
            tell(
                "pattern: {pattern} is unknown; it can be 'web' or 'hub'.", pattern=quoted(pattern)
            )
        )
    weights = np.repeat(sizes[:, None], len(sizes), axis=1)
    np.fill_diagonal(weights, 0.0)
    if pattern == "hub":
        largest = int(sizes.argmax())
        others = np.arange(len(sizes)) != largest
        weights[np.ix_(others, others)] = 0.0
    return weights / weights.sum(axis=0)


def _sizes(output):
    sizes = np.asarray(output, dtype=float)
    if len(sizes) < 2:
        raise ValueError(
            tell_many(
                "output: {n} firm; links need at least two.",
                "output: {n} firms; links need at least two.",
                len(sizes),
            )
        )
    wrong = ~(np.isfinite(sizes) & (sizes > 0))
    if wrong.any():
        raise ValueError(
            tell(
                "output: {firm} has {size}; it must be positive.",
                firm=quoted(output.index[int(wrong.argmax())]),
                size=f"{sizes[wrong][0]:g}",
            )
        )
    return sizes
