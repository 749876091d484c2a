"""Composite indicators: several components on one scale, joined by a rule that says what may make up for what."""

from __future__ import annotations

from typing import Literal

import numpy as np
import pandas as pd

from agglomeration.indicators.ground.tables import check_aligned, check_choice, check_table, shares
from agglomeration.indicators.ground.ties import NOISE, tied
from agglomeration.indicators.inference.calls import keeps_call
from agglomeration.indicators.inference.result import Inference
from agglomeration.words import marked, quoted, tell

__all__ = ["composite_indicator", "rank_over_weights", "rescale"]

# The rules as exponents of one mean: the lower the exponent, the less a strong component makes up for a weak one.
RULES = {"arithmetic": 1.0, "geometric": 0.0, "harmonic": -1.0, "minimum": -np.inf}
SCALES = ("min-max", "standardized", "rank")


def composite_indicator(
    components: pd.DataFrame,
    weights: pd.Series | None = None,
    rule: Literal["arithmetic", "geometric", "harmonic", "minimum"] = "arithmetic",
) -> pd.Series:
    r"""Composite indicator: the weighted mean of each unit's components under one of four rules.

    .. math:: C_r = \Big( \sum_k w_k \, x_{rk}^{\,p} \Big)^{1/p} , \qquad \sum_k w_k = 1

    with :math:`x_{rk}` component :math:`k` of unit :math:`r` and the exponent :math:`p` of the rule: 1 (arithmetic),
    0 (geometric: the limit :math:`\prod_k x_{rk}^{w_k}`), -1 (harmonic), or :math:`-\infty` (minimum: the limit
    :math:`\min_k x_{rk}`, the weakest link).

    Parameters
    ----------
    components : pandas.DataFrame
        Units x components, all on one scale (location quotients, ranks). A cell may be missing (NaN).
    weights : pandas.Series, optional
        One non-negative weight per component, of any sum; equal weights unless said. A component of weight 0 takes
        no part.
    rule : {"arithmetic", "geometric", "harmonic", "minimum"}
        What a strong component may make up for: fully, less, less still, not at all.

    Returns
    -------
    pandas.Series
        Per unit, on the components' scale and between its smallest and its largest component. For one unit the rules
        never rise in the order given: arithmetic, geometric, harmonic, minimum. NaN where a component that takes part
        is missing: a mean over what is left would be another indicator.

    Raises
    ------
    ValueError
        If the table or the weights are bad or misaligned, all weights are 0, or a component is negative under the
        geometric or the harmonic rule.

    Notes
    -----
    Under the minimum, weights change nothing as long as they are positive: that is the limit, not a shortcut.
    Under the others, equal weights are not equal say: on a raw scale the component that varies most decides the
    ranking; :func:`rescale` first, or report what the spread of each component is. See :func:`rank_over_weights` for
    how far a ranking hangs on the weights.

    Arithmetic equals ``numpy.average(components, axis=1, weights=weights)``; geometric and harmonic equal
    ``scipy.stats.gmean`` and ``scipy.stats.hmean`` with ``axis=1, weights=weights``, where they are defined.

    References
    ----------
    OECD and European Commission, Joint Research Centre (2008). Handbook on Constructing Composite Indicators:
    Methodology and User Guide. OECD Publishing.

    Examples
    --------
    >>> import pandas as pd
    >>> legs = pd.DataFrame({"create": [3.0, 1.0], "sell": [0.5, 1.0], "make": [1.0, 1.0]}, index=["Linz", "Wels"])
    >>> composite_indicator(legs)
    Linz    1.5
    Wels    1.0
    Name: arithmetic, dtype: float64
    >>> composite_indicator(legs, rule="minimum")
    Linz    0.5
    Wels    1.0
    Name: minimum, dtype: float64
    """
    check_choice(rule, tuple(RULES), "rule")
    exponent = RULES[rule]
    powers = exponent in (0.0, -1.0)
    values = check_table(
        components, "components", nan=True, negative=not powers, rows="unit", columns="component"
    )
    share = _weights(components, weights)
    if (share == 0).any():
        values, share = values[:, share > 0], share[share > 0]
    return pd.Series(
        _mean(values, share[None, :], exponent)[:, 0], index=components.index, name=rule
    )


@keeps_call
def rank_over_weights(
    components: pd.DataFrame,
    rule: Literal["arithmetic", "geometric", "harmonic", "minimum"] = "arithmetic",
    draws: int = 1000,
    seed: int | None = None,
    level: float = 0.95,
) -> Inference:
    """Rank the units under many random weightings: how far does a place in the ranking hang on the weights?

    Parameters
    ----------
    components : pandas.DataFrame
        As in :func:`composite_indicator`.
    rule : str
        As in :func:`composite_indicator`.
    draws : int
        How many weightings; each is drawn evenly from all that are non-negative and sum to 1.
    seed : int, optional
        The same seed draws the same weightings.
    level : float
        The share of the ranks between ``lower`` and ``upper``.

    Returns
    -------
    Inference
        Of the median rank of each unit, 1 for the largest score; equal scores share the better rank. ``frame`` has the
        ``best``, ``median`` and ``worst`` rank, ``lower`` and ``upper`` hold ``level`` of the ranks. There is no ``p``:
        nothing is tested. NaN for a unit with a missing component, which no rank counts.

    Raises
    ------
    ValueError
        As in :func:`composite_indicator`; or if ``draws`` is below 1.

    Notes
    -----
    The best and the worst of many draws come near the extremes without reaching them. Under the minimum all three
    ranks are the same.

    References
    ----------
    OECD and European Commission, Joint Research Centre (2008). Handbook on Constructing Composite Indicators:
    Methodology and User Guide. OECD Publishing.

    Examples
    --------
    >>> import pandas as pd
    >>> legs = pd.DataFrame({"create": [3, 1, 0.5], "make": [0.2, 1, 0.5]}, index=["Linz", "Wels", "Steyr"])
    >>> rank_over_weights(legs, seed=1).frame
           best  median  worst
    Linz    1.0     1.0    3.0
    Wels    1.0     2.0    2.0
    Steyr   2.0     3.0    3.0
    """
    check_choice(rule, tuple(RULES), "rule")
    if draws < 1:
        raise ValueError(
            tell(
                "draws: {draws} is not a number of weightings; ask for at least 1.",
                draws=quoted(draws),
            )
        )
    composite_indicator(components, rule=rule)
    values = check_table(
        components, "components", nan=True, negative=True, rows="unit", columns="component"
    )
    weights = np.random.default_rng(seed).dirichlet(np.ones(values.shape[1]), size=draws)
    scores = pd.DataFrame(tied(_mean(values, weights, RULES[rule])), index=components.index)
    ranks = scores.rank(ascending=False, method="min")
    frame = pd.DataFrame(
        {"best": ranks.min(axis=1), "median": ranks.median(axis=1), "worst": ranks.max(axis=1)}
    )
    drawn = ranks.T.to_numpy()
    return Inference.of_draws(
        frame["median"], drawn, level=level, seed=seed, kind=marked("weightings")
    ).with_frame(frame)


def rescale(
    components: pd.DataFrame, kind: Literal["rank", "min-max", "standardized"] = "rank"
) -> pd.DataFrame:
    r"""Bring components to one scale, each by itself.

    .. math::

        \text{rank: } \frac{\text{rank}_{rk} - 1}{n_k - 1} , \qquad
        \text{min-max: } \frac{x_{rk} - \min_k}{\max_k - \min_k} , \qquad
        \text{standardized: } \frac{x_{rk} - \bar x_k}{s_k}

    Parameters
    ----------
    components : pandas.DataFrame
        Units x components, any numbers; a missing cell stays missing and is not counted.
    kind : {"rank", "min-max", "standardized"}
        The share of the other units that lie below (ties count half); the place between the smallest and the largest;
        or the distance from the mean in standard deviations (``ddof=1``).

    Returns
    -------
    pandas.DataFrame
        Like ``components``: 0 to 1, and around 0 for standardized. NaN for a component that is the same everywhere,
        or has fewer than two units: it cannot tell them apart.

    Raises
    ------
    ValueError
        If the table is bad or ``kind`` is unknown.

    Notes
    -----
    Ranks forget distances, min-max hangs on two units, and standardized values can be negative, so that no geometric
    mean exists. There is no scale without a judgement in it.

    References
    ----------
    OECD and European Commission, Joint Research Centre (2008). Handbook on Constructing Composite Indicators:
    Methodology and User Guide. OECD Publishing.

    Examples
    --------
    >>> import pandas as pd
    >>> rescale(pd.DataFrame({"make": [5.9, 1.0, 0.6]}, index=["Elkhart", "Wels", "Linz"]))
             make
    Elkhart   1.0
    Wels      0.5
    Linz      0.0
    """
    check_choice(kind, SCALES, "kind")
    values = check_table(
        components, "components", nan=True, negative=True, rows="unit", columns="component"
    )
    table = pd.DataFrame(values, index=components.index, columns=components.columns)
    # Where all are alike there is nothing to tell apart: NaN, whatever the scale.
    table *= np.where(_differ(table), 1.0, np.nan)
    if kind == "rank":
        return (pd.DataFrame(tied(table), table.index, table.columns).rank() - 1) / (
            table.count() - 1
        )
    if kind == "min-max":
        return (table - table.min()) / (table.max() - table.min())
    return (table - table.mean()) / table.std()


def _differ(table):
    """Whether a component differs from unit to unit by more than rounding."""
    return table.max() - table.min() > NOISE * table.abs().max()


def _weights(components, weights):
    if weights is None:
        return np.full(components.shape[1], 1 / components.shape[1])
    share = shares(check_aligned(weights, components.columns, "weights", "component"))
    if np.isnan(share).any():
        raise ValueError(tell("weights: all are 0; at least one component must count."))
    return share


def _mean(values, weights, exponent):
    """Weighted power means, shape (units, weightings); weights are shares, shape (weightings, components)."""
    if exponent == 1:
        return values @ weights.T
    if exponent == -np.inf:
        # A missing component makes the minimum missing too: numpy's min keeps NaN.
        return np.repeat(values.min(axis=1)[:, None], len(weights), axis=1)
    # A component of 0 makes both limits 0, by way of an infinity.
    with np.errstate(divide="ignore"):
        if exponent == 0:
            return np.exp(np.log(values) @ weights.T)
        return 1 / ((1 / values) @ weights.T)
