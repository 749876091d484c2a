"""What a public euro moves, and what share of what was tried succeeded."""

from __future__ import annotations

from statistics import NormalDist
from typing import Literal, NamedTuple

import numpy as np
import pandas as pd

from agglomeration.indicators.ground.tables import check_choice, ratio
from agglomeration.indicators.ground.ties import above
from agglomeration.words import quoted, tell

from .project_amounts import checked_share, given_amounts

__all__ = ["SuccessRate", "cost_per_new_euro", "leverage", "success_rate"]


def leverage(
    public: float | pd.Series,
    total: float | pd.Series,
    kind: Literal["volume", "investment", "private"] = "volume",
    *,
    additionality: float | None = None,
    administration: float | pd.Series = 0.0,
) -> float | pd.Series:
    r"""What one public euro moves, under a named definition.

    .. math:: \text{volume} = \frac{T}{P + C}, \qquad \text{investment} = \frac{a\,T}{P + C}, \qquad
              \text{private} = \frac{a\,(T - P)}{P + C}

    Parameters
    ----------
    public : float or pandas.Series
        Public money paid to projects, :math:`P`.
    total : float or pandas.Series
        "volume" and "private": the whole cost of the projects, public money included. "investment": the
        new investment reported, as it was reported. :math:`T`, same currency and years.
    kind : {"volume", "investment", "private"}
        "volume": project volume per public euro, an accounting ratio. "investment": new investment per
        euro of subsidy, what agencies publish. "private": private euro per public euro.
    additionality : float, optional
        :math:`a`, the share of the investment that would not have come without the programme, 0 to 1;
        without it 1, the most favourable case. Not for "volume", which makes no claim of cause.
    administration : float or pandas.Series
        :math:`C`, what running the programme costs the public on top of the subsidies.

    Returns
    -------
    float or pandas.Series
        A ratio: 6 says six euro per public euro (agencies write 600 %). NaN where no public money was spent.

    Raises
    ------
    ValueError
        If an amount is negative, missing or infinite, the project volume is below the public money in it,
        ``additionality`` is outside 0 to 1 or given for "volume", or ``kind`` is unknown.

    Notes
    -----
    The projects of one programme are worth 4.8, 3.8 or 0.9 in the examples, depending on the definition and the
    assumptions, so a ratio without its definition cannot be compared. New investment afterwards is not the cost
    of the projects: do not give it as ``total`` for "volume" or "private". What participants report as induced is
    a claim, not an effect: the default additionality of 1 takes it at face value.

    References
    ----------
    Definitions of this library, made to tell apart what agencies publish under one word. The figures of the example
    are those of Upper Austria's agency in: Korea Legislation Research Institute (2016), workshop booklet on industrial
    clusters.

    Examples
    --------
    Public money in the projects and their whole cost, since the start, in million euros:

    >>> round(leverage(15.36, 73.10), 2), round(leverage(15.36, 73.10, "private"), 2)
    (4.76, 3.76)

    The same if half of the private money is additional and the agency costs as much as it pays out:

    >>> round(leverage(15.36, 73.10, "private", additionality=0.5, administration=15.36), 2)
    0.94

    Subsidies of five years and the new investment that the agency reports after them:

    >>> round(leverage(7.0, 42.2, "investment"), 2)
    6.03
    """
    check_choice(kind, ("volume", "investment", "private"), "kind")
    if kind == "volume" and additionality is not None:
        raise ValueError(
            tell(
                "additionality: a project volume makes no claim of cause; use kind='investment' "
                "or kind='private'."
            )
        )
    additionality = checked_share(1.0 if additionality is None else additionality, "additionality")
    label, (public, total, administration) = given_amounts(
        public=public, total=total, administration=administration
    )
    moved = total if kind != "private" else _private(public, total)
    if kind == "volume":
        _private(public, total)
    return label(ratio(additionality * moved, public + administration))


def cost_per_new_euro(
    public: float | pd.Series,
    total: float | pd.Series,
    *,
    additionality: float = 1.0,
    administration: float | pd.Series = 0.0,
) -> float | pd.Series:
    r"""Public money spent for one additional private euro.

    .. math:: \frac{P + C}{a\,(T - P)}

    Parameters
    ----------
    public, total, additionality, administration
        As in :func:`leverage` for "private", whose inverse this is.

    Returns
    -------
    float or pandas.Series
        Public euro per new private euro, from 0; NaN where there is no new private euro to divide by.

    Raises
    ------
    ValueError
        As :func:`leverage`.

    Notes
    -----
    Below 1 a public euro moves more than one private euro. It inherits every doubt about ``additionality``.

    References
    ----------
    As :func:`leverage`.

    Examples
    --------
    >>> cost_per_new_euro(public=10, total=50, additionality=0.5, administration=2)
    0.6
    """
    additionality = checked_share(additionality, "additionality")
    label, (public, total, administration) = given_amounts(
        public=public, total=total, administration=administration
    )
    return label(ratio(public + administration, additionality * _private(public, total)))


def _private(public, total):
    short = np.asarray(above(public, total))
    if short.any():
        total, public = (
            np.broadcast_to(amount, short.shape)[short][0] for amount in (total, public)
        )
        raise ValueError(
            tell(
                "total: the project volume is smaller than the public money in it ({total} < "
                "{public}); it must include the subsidy.",
                total=f"{total:g}",
                public=f"{public:g}",
            )
        )
    return np.maximum(total - public, 0.0)


class SuccessRate(NamedTuple):
    """A share of successes and its Wilson interval; fields are Series where Series were given."""

    value: object
    lower: object
    upper: object
    successes: object
    base: object
    level: float


def success_rate(
    successes: float | pd.Series, base: float | pd.Series, level: float = 0.95
) -> SuccessRate:
    r"""Share of projects that succeeded, with a Wilson score interval.

    .. math:: \frac{\hat p + \frac{z^2}{2n} \pm z\sqrt{\frac{\hat p(1-\hat p)}{n} + \frac{z^2}{4n^2}}}
                   {1 + \frac{z^2}{n}}

    Parameters
    ----------
    successes : float or pandas.Series
        Projects that succeeded.
    base : float or pandas.Series
        Projects they are taken from, :math:`n`: say which (submitted, subsidised, completed, assessed), since the
        rate depends on it more than on anything else.
    level : float
        Confidence of the interval, between 0 and 1.

    Returns
    -------
    SuccessRate
        ``value``, ``lower``, ``upper`` between 0 and 1; NaN where the base is 0.

    Raises
    ------
    ValueError
        If a number is negative, missing or infinite, there are more successes than cases, or ``level`` is
        not between 0 and 1.

    Notes
    -----
    The interval stays within 0 and 1 and is usable with few projects, where the textbook interval
    :math:`\hat p \pm z\sqrt{\hat p(1-\hat p)/n}` collapses at 0 % and 100 %. It knows chance only, not who answered
    the survey. Equals ``statsmodels.stats.proportion.proportion_confint(method="wilson")``.

    References
    ----------
    Wilson, E. B. (1927). Probable inference, the law of succession, and statistical inference.
    Journal of the American Statistical Association 22(158), 209-212.

    Examples
    --------
    >>> rate = success_rate(160, 208)
    >>> round(rate.value, 3), round(rate.lower, 3), round(rate.upper, 3)
    (0.769, 0.707, 0.821)
    """
    if not 0 < level < 1:
        raise ValueError(tell("level: {level} must lie between 0 and 1.", level=quoted(level)))
    label, (count, cases) = given_amounts(successes=successes, base=base)
    if (count > cases).any():
        raise ValueError(
            tell(
                "successes: there are more successes than cases in the base; check which base is "
                "meant."
            )
        )
    z = NormalDist().inv_cdf((1 + level) / 2)
    share = ratio(count, cases)
    scale = 1 + ratio(z**2, cases)
    centre = (share + ratio(z**2, 2 * cases)) / scale
    # 0 and 1 are reached exactly; rounding must neither push a bound past them nor keep it from them.
    half = z * np.sqrt(ratio(share * (1 - share), cases) + ratio(z**2, 4 * cases**2)) / scale
    lower = np.where(count == 0, 0.0, np.maximum(centre - half, 0.0))
    upper = np.where(count == cases, 1.0, np.minimum(centre + half, 1.0))
    # Without cases there is no share, and no interval round one.
    lower, upper = (np.where(np.isnan(share), np.nan, bound)[()] for bound in (lower, upper))
    return SuccessRate(label(share), label(lower), label(upper), successes, base, level)
