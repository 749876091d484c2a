"""The dartboard: plants thrown at a map, with or without a reason to land together.

The location model of Ellison and Glaeser (1997). A region of size share :math:`x_i` is an area of
the dartboard; a plant is a dart. Two forces make darts land together:

- *natural advantage*: the industry's own chances :math:`p_i` differ from :math:`x_i`, with
  :math:`E[p_i] = x_i` and :math:`Var[p_i] = \\gamma_{na} x_i (1 - x_i)`;
- *spillovers*: two plants are bound to one another, and so share a region, with probability
  :math:`\\gamma_s`.

Either way, and with both at once, two plants of the industry share a region with probability
:math:`\\gamma + (1 - \\gamma) \\sum_i x_i^2`, where
:math:`\\gamma = \\gamma_{na} + \\gamma_s - \\gamma_{na} \\gamma_s`, and raw concentration is on average

.. math:: E[G] = \\Big(1 - \\sum_i x_i^2\\Big) \\big(\\gamma + (1 - \\gamma) H\\big).

The data are simulated. Where a plant lands says nothing about which of the two forces put it there:
that is the paper's point, and here it is literal, since both are drawn by the same urn.

References
----------
Ellison, G. and Glaeser, E. L. (1997). Geographic concentration in U.S. manufacturing industries: a
dartboard approach. Journal of Political Economy 105(5), 889-927.
"""

from __future__ import annotations

import numbers
from collections.abc import Sequence

import numpy as np
import pandas as pd

from agglomeration.indicators.concentration.dartboard import agglomeration_index
from clusterbook.words import marked, quoted, tell, term

__all__ = ["expected_gamma", "null_distribution", "throw"]


def throw(
    plants: int | Sequence[float],
    regions: int | Sequence[float] | pd.Series,
    *,
    skew: float = 0.0,
    spillover: float = 0.0,
    natural_advantage: float = 0.0,
    industry: str = "simulated",
    seed: int | None = None,
) -> pd.DataFrame:
    """Throw the plants of one industry at the map.

    Plant after plant: with :math:`\\theta = (1 - \\gamma) / \\gamma`, the plant that has :math:`k` plants
    before it follows one of them, each as likely as the other, with probability
    :math:`k / (k + \\theta)`, and throws a dart of its own otherwise. Any two plants then share their
    fate with probability :math:`\\gamma` exactly.

    Parameters
    ----------
    plants : int or array of float
        How many plants, their sizes drawn anew; or the plants' sizes (jobs), which then stay as given.
    regions : int, pandas.Series or array of float
        How many regions, all of one size; or the size of each region in any unit (jobs, inhabitants,
        shares), labelled by the Series' index. They are divided by their sum.
    skew : float
        Standard deviation of the logarithm of plant size: 0 makes all plants equal, 1 is moderately
        skewed, 2 gives a few giants. Sizes are multiples of the median plant. Only for ``plants`` as a number.
    spillover, natural_advantage : float
        Strengths :math:`\\gamma_s` and :math:`\\gamma_{na}`, 0 (none) to 1 (all plants in one region).
    industry : str
        The label in the column ``industry``.
    seed : int or None
        The same seed throws the same darts.

    Returns
    -------
    pandas.DataFrame
        One row per plant: ``region``, ``industry``, ``size``. ``region`` is categorical and knows the
        regions that no plant hit.

    Raises
    ------
    ValueError
        If a strength is outside 0 to 1, ``skew`` is negative, or a size is not positive and finite.

    Notes
    -----
    Hand the region sizes to :func:`~agglomeration.indicators.concentration.ellison_glaeser` as
    ``reference=``: one industry alone is its own reference, and would show no concentration at all.

    References
    ----------
    Ellison, G. and Glaeser, E. L. (1997), Journal of Political Economy 105(5), 889-927, section II.

    Examples
    --------
    >>> plants = throw(4, ["Linz", "Wels", "Steyr"], spillover=1, seed=1)
    Traceback (most recent call last):
        ...
    ValueError: regions: 'Linz' is not a number; give a count or sizes, labelled by a Series' index.
    >>> sizes = pd.Series({"Linz": 3.0, "Wels": 2.0, "Steyr": 1.0})
    >>> plants = throw(4, sizes, spillover=1, seed=1)
    >>> plants["region"].nunique(), plants["size"].tolist()
    (1, [1.0, 1.0, 1.0, 1.0])
    """
    shares = _region_shares(regions)
    generator = np.random.default_rng(seed)
    sizes = _plant_sizes(plants, skew, 1, generator)[:, 0]
    landed = _land(len(sizes), shares.to_numpy(), spillover, natural_advantage, 1, generator)[:, 0]
    return pd.DataFrame(
        {
            "region": pd.Categorical.from_codes(landed, categories=shares.index),
            "industry": industry,
            "size": sizes,
        }
    )


def null_distribution(
    plants: int | Sequence[float],
    regions: int | Sequence[float] | pd.Series,
    *,
    skew: float = 0.0,
    spillover: float = 0.0,
    natural_advantage: float = 0.0,
    draws: int = 2000,
    seed: int | None = None,
) -> pd.DataFrame:
    """Throw the industry many times and measure every throw.

    With both strengths at 0 this is the null distribution: what plants of these sizes look like when
    nothing draws them together. :math:`\\hat\\gamma` averages to :func:`expected_gamma`, hence to 0 without
    any force, while raw concentration :math:`G` averages to
    :math:`(1 - \\sum_i x_i^2) H` and is never 0: lumpiness looks like agglomeration.

    Parameters
    ----------
    plants, regions, skew, spillover, natural_advantage, seed
        As in :func:`throw`. A number of plants draws new sizes for every throw.
    draws : int
        How many throws.

    Returns
    -------
    pandas.DataFrame
        One row per throw: ``G`` (:math:`\\sum_i (s_i - x_i)^2`), ``H`` (the plants' Herfindahl index)
        and ``gamma``. ``gamma`` is NaN with a single plant or a single region, where it is undefined.

    Raises
    ------
    ValueError
        As in :func:`throw`; and if ``draws`` is below 1.

    Notes
    -----
    All throws are drawn at once: 2,000 throws of 100 plants over 50 regions take some 20 milliseconds.

    References
    ----------
    Ellison, G. and Glaeser, E. L. (1997), Journal of Political Economy 105(5), 889-927, proposition 1.

    Examples
    --------
    >>> thrown = null_distribution(50, 20, draws=4000, seed=7)
    >>> bool(abs(thrown["gamma"].mean()) < 0.002)
    True
    >>> null_distribution(1, 20, draws=2, seed=7)["gamma"].tolist()
    [nan, nan]
    """
    if not isinstance(draws, numbers.Integral) or draws < 1:
        raise ValueError(
            tell("draws: {draws} is not a count; ask for at least 1 throw.", draws=quoted(draws))
        )
    shares = _region_shares(regions).to_numpy()
    generator = np.random.default_rng(seed)
    sizes = _plant_sizes(plants, skew, draws, generator)
    landed = _land(len(sizes), shares, spillover, natural_advantage, draws, generator)
    weights = np.broadcast_to(sizes / sizes.sum(axis=0), landed.shape)
    cells = (landed + len(shares) * np.arange(draws)).ravel()
    held = np.bincount(cells, weights=weights.ravel(), minlength=draws * len(shares)).reshape(
        draws, len(shares)
    )
    raw = ((held - shares) ** 2).sum(axis=1)
    herfindahl = np.ones(draws) if len(sizes) == 1 else (weights**2).sum(axis=0)
    gamma = agglomeration_index(raw, herfindahl, (shares**2).sum())
    return pd.DataFrame(
        {"G": raw, "H": herfindahl, "gamma": gamma}, index=pd.RangeIndex(draws, name="draw")
    )


def expected_gamma(spillover: float = 0.0, natural_advantage: float = 0.0) -> float:
    """Return what :math:`\\hat\\gamma` averages to: :math:`\\gamma_{na} + \\gamma_s - \\gamma_{na} \\gamma_s`.

    Parameters
    ----------
    spillover, natural_advantage : float
        Strengths, 0 to 1.

    Returns
    -------
    float
        0 to 1.

    Raises
    ------
    ValueError
        If a strength is outside 0 to 1.

    References
    ----------
    Ellison, G. and Glaeser, E. L. (1997), Journal of Political Economy 105(5), 889-927, proposition 1.

    Examples
    --------
    >>> expected_gamma(spillover=0.5, natural_advantage=0.5)
    0.75
    """
    _check_strength(spillover, "spillover")
    _check_strength(natural_advantage, "natural_advantage")
    return natural_advantage + spillover - natural_advantage * spillover


def _land(plants, shares, spillover, natural_advantage, draws, generator):
    """Region code of every plant in every draw, shape (plants, draws)."""
    darts = np.searchsorted(np.cumsum(shares)[:-1], generator.random((plants, draws)), side="right")
    advantaged = _urn(darts, _check_strength(natural_advantage, "natural_advantage"), generator)
    return _urn(advantaged, _check_strength(spillover, "spillover"), generator)


def _urn(darts, strength, generator):
    """Let each row follow an earlier one so that any two rows are bound with probability ``strength``.

    Fed with independent darts it is Polya's urn, that is, independent darts at Dirichlet chances of mean
    x and variance strength * x * (1 - x). Fed with those, it adds spillovers on top of natural advantage.
    """
    plants, draws = darts.shape
    if strength == 0:
        return darts
    own = (1 - strength) / strength
    before = np.arange(plants)[:, None]
    choice = generator.random((plants, draws)) * (before + own)
    leader = np.where(choice < before, choice, before).astype(np.intp)
    landed = darts.copy()
    every_draw = np.arange(draws)
    for plant in range(1, plants):
        landed[plant] = landed[leader[plant], every_draw]
    return landed


def _plant_sizes(plants, skew, draws, generator):
    """Sizes as (plants, draws), or (plants, 1) where every draw has the same."""
    if not isinstance(plants, numbers.Integral):
        return _check_positive(plants, "plants", marked("sizes of the plants"))[:, None]
    if plants < 1:
        raise ValueError(
            tell("plants: {plants} is not a number of plants; throw at least 1.", plants=plants)
        )
    if not (np.isfinite(skew) and skew >= 0):
        raise ValueError(
            tell(
                "skew: {skew} is not a standard deviation; it must be 0 or more.", skew=quoted(skew)
            )
        )
    if skew == 0:
        return np.ones((plants, 1))
    return np.exp(skew * generator.standard_normal((plants, draws)))


def _region_shares(regions):
    if isinstance(regions, numbers.Integral):
        if regions < 1:
            raise ValueError(
                tell(
                    "regions: {regions} is not a number of regions; the map needs at least 1.",
                    regions=regions,
                )
            )
        labels = pd.RangeIndex(1, regions + 1, name="region")
        return pd.Series(1 / regions, index=labels)
    sizes = _check_positive(regions, "regions", marked("sizes, labelled by a Series' index"))
    labels = (
        regions.index
        if isinstance(regions, pd.Series)
        else pd.RangeIndex(1, len(sizes) + 1, name="region")
    )
    if not labels.is_unique:
        raise ValueError(
            tell(
                "regions: {label} occurs twice; each region must occur once.",
                label=quoted(labels[labels.duplicated()][0]),
            )
        )
    return pd.Series(sizes / sizes.sum(), index=labels)


def _check_positive(values, name, what):
    try:
        array = np.asarray(values, dtype=float)
    except (TypeError, ValueError):
        first = next((value for value in values if not isinstance(value, numbers.Real)), values)
        raise ValueError(
            tell(
                "{name}: {first} is not a number; give a count or {what}.",
                name=name,
                first=quoted(first),
                what=term(what),
            )
        ) from None
    if array.ndim != 1 or len(array) == 0:
        raise ValueError(
            tell(
                "{name}: expected a count or {what}, got an array of shape {shape}.",
                name=name,
                what=term(what),
                shape=quoted(array.shape),
            )
        )
    if not (np.isfinite(array) & (array > 0)).all():
        place = int(np.flatnonzero(~(np.isfinite(array) & (array > 0)))[0])
        raise ValueError(
            tell(
                "{name}: number {number} is {value}; sizes must be positive and finite.",
                name=name,
                number=place + 1,
                value=f"{array[place]:g}",
            )
        )
    return array


def _check_strength(value, name):
    if not 0 <= value <= 1:
        raise ValueError(
            tell(
                "{name}: {value} is not a strength; it must lie between 0 (none) and 1 (all "
                "plants together).",
                name=name,
                value=quoted(value),
            )
        )
    return value
