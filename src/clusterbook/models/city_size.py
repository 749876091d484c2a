"""City size: external economies of scale against crowding, and where people go between cities.

A model of the kind Henderson (1974) began: being many makes everybody more productive, being many also
costs time. Residents work in firms with constant returns, so no firm has a reason to be large; but what a
unit of labour yields grows with the labour :math:`L` of the whole city, :math:`L^{\\varepsilon}`. Each
resident has one unit of time and loses the share :math:`c(N) = \\tau N^{\\gamma}` of it to crowding, so
:math:`L = N (1 - \\tau N^{\\gamma})`. Net output per head of a city of :math:`N` inhabitants is

.. math:: v(N) = \\frac{L^{1 + \\varepsilon}}{N}
          = N^{\\varepsilon} \\left(1 - \\tau N^{\\gamma}\\right)^{1 + \\varepsilon} ,

an inverted U. Setting the derivative of its logarithm to zero, the peak is where the share lost to
crowding is :math:`c^* = \\varepsilon / (\\varepsilon + (1 + \\varepsilon) \\gamma)`, hence

.. math:: N^* = \\left( \\frac{c^*}{\\tau} \\right)^{1/\\gamma} .

Nobody is paid for the :math:`\\varepsilon` by which a newcomer raises the output of all others, nobody pays
for the time that all others lose: both are external. Sizes are in any unit; :math:`\\tau` is the share of
time lost in a city of size one. :math:`\\gamma = 1` is a city along one road, :math:`\\gamma = 1/2` a round
one, if time lost is proportional to distance.

References
----------
Henderson, J. V. (1974). The sizes and types of cities. American Economic Review 64(4), 640-656.
"""

from __future__ import annotations

import numbers
from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from clusterbook.words import quoted, tell

__all__ = ["net_output_per_head", "peak_size", "settle", "threshold_size"]


def net_output_per_head(
    size: float | Sequence[float] | np.ndarray | pd.Series,
    strength: float,
    crowding: float,
    shape: float = 1.0,
) -> Any:
    """Net output per head of a city, as a multiple of a city of size one without crowding.

    :math:`v(N) = N^{\\varepsilon} (1 - \\tau N^{\\gamma})^{1 + \\varepsilon}`, and 0 where crowding takes all time.

    Parameters
    ----------
    size : float, array or pandas.Series
        Inhabitants :math:`N`, 0 or more, in any unit (say, millions).
    strength : float
        Strength of agglomeration :math:`\\varepsilon`, 0 or more: the elasticity of output per unit of
        labour with respect to the labour of the city. Doubling a city without crowding multiplies output
        per head by :math:`2^{\\varepsilon}`.
    crowding : float
        Share of time lost :math:`\\tau` in a city of size one, 0 or more.
    shape : float
        How crowding grows with size, :math:`\\gamma > 0`: 1 in proportion, 1/2 with the square root.

    Returns
    -------
    float, array or pandas.Series
        0 or more, like ``size``.

    Raises
    ------
    ValueError
        If a size, ``strength`` or ``crowding`` is negative or not finite, or ``shape`` is not positive.

    Notes
    -----
    With ``strength=0`` it falls from the first inhabitant on; with ``crowding=0`` it rises for ever.

    References
    ----------
    Henderson, J. V. (1974), American Economic Review 64(4), 640-656, for the inverted U.

    Examples
    --------
    >>> float(net_output_per_head(2.0, strength=1, crowding=0.25))
    0.5
    >>> net_output_per_head(np.array([1.0, 4.0]), strength=0.5, crowding=0).tolist()
    [1.0, 2.0]
    """
    _check_parameters(strength, crowding, shape)
    _check_sizes(size)
    left = np.clip(1 - crowding * np.power(size, shape), 0, None)
    return np.power(size, strength) * left ** (1 + strength)


def peak_size(strength: float, crowding: float, shape: float = 1.0) -> float:
    """Size of the city with the largest net output per head.

    Parameters
    ----------
    strength, crowding, shape : float
        As in :func:`net_output_per_head`.

    Returns
    -------
    float
        In the unit in which ``crowding`` is given. 0 without agglomeration economies, infinite without
        crowding, NaN without both, when every size is as good as any other.

    Raises
    ------
    ValueError
        As in :func:`net_output_per_head`.

    Notes
    -----
    The share of time lost at the peak, ``crowding * peak_size(...) ** shape``, depends on ``strength`` and
    ``shape`` alone. The peak itself is very sensitive to both.

    Examples
    --------
    >>> round(peak_size(strength=0.05, crowding=0.04), 3)
    1.136
    >>> peak_size(strength=0, crowding=0.04), peak_size(strength=0.05, crowding=0)
    (0.0, inf)
    """
    _check_parameters(strength, crowding, shape)
    lost = strength / (strength + (1 + strength) * shape)
    if crowding == 0:
        return np.inf if strength else np.nan
    return float((lost / crowding) ** (1 / shape))


def threshold_size(existing: float, strength: float, crowding: float, shape: float = 1.0) -> float:
    """Smallest town that is as good for its residents as a city of size ``existing``.

    Below it a town loses people to that city, above it wins them: a new town must be founded larger.

    Parameters
    ----------
    existing : float
        Size of the city that residents could move to.
    strength, crowding, shape : float
        As in :func:`net_output_per_head`.

    Returns
    -------
    float
        Between 0 and the peak size; ``existing`` itself if that lies below the peak.

    Raises
    ------
    ValueError
        As in :func:`net_output_per_head`.

    Examples
    --------
    >>> peak = peak_size(strength=0.05, crowding=0.04)
    >>> round(threshold_size(2 * peak, strength=0.05, crowding=0.04) / peak, 2)
    0.4
    """
    goal = net_output_per_head(existing, strength, crowding, shape)
    high = min(peak_size(strength, crowding, shape), existing) if crowding else existing
    low = 0.0
    for _ in range(200):
        middle = (low + high) / 2
        if net_output_per_head(middle, strength, crowding, shape) < goal:
            low = middle
        else:
            high = middle
    return float(high)


def settle(
    sizes: pd.Series | Sequence[float],
    strength: float,
    crowding: float,
    shape: float = 1.0,
    *,
    years: int = 100,
    speed: float = 1.0,
) -> pd.DataFrame:
    """Let people move towards the cities with more net output per head.

    Every year :math:`N_i` grows by the share :math:`s\\,(v(N_i) / \\bar v - 1)`, with :math:`\\bar v` the mean
    over all people. Nobody is born or dies, so the sum stays what it is.

    Parameters
    ----------
    sizes : pandas.Series or sequence of float
        Sizes of the cities at the start, labelled by the Series' index.
    strength, crowding, shape : float
        As in :func:`net_output_per_head`.
    years : int
        How many years, 1 or more.
    speed : float
        Percent of its people that a city wins per year for each percent by which it is better than the
        mean, above 0 and at most 1.

    Returns
    -------
    pandas.DataFrame
        Years 0 to ``years`` x cities: the sizes.

    Raises
    ------
    ValueError
        As in :func:`net_output_per_head`; and if ``years`` is below 1, ``speed`` outside its range, or no
        city has anyone or yields anything.

    Notes
    -----
    Equal cities above the peak stay equal: whoever leaves one makes it better. Equal cities below the
    peak do not: the first to lose people is worse and loses more. That all cities are at rest does not
    make them the right size.

    Examples
    --------
    >>> moved = settle({"old": 2.0, "new": 0.1}, strength=0.05, crowding=0.04, years=200)
    >>> moved.iloc[[0, -1]].round(2).to_numpy().tolist()
    [[2.0, 0.1], [2.1, 0.0]]
    """
    if not isinstance(years, numbers.Integral) or years < 1:
        raise ValueError(
            tell("years: {years} is not a count of years; ask for at least 1.", years=quoted(years))
        )
    if not 0 < speed <= 1:
        raise ValueError(
            tell(
                "speed: {speed} lies outside 0 to 1; above 1, a city could lose more people than "
                "it has.",
                speed=quoted(speed),
            )
        )
    start = pd.Series(sizes, dtype=float)
    path = np.empty((years + 1, len(start)))
    path[0] = start
    for year in range(years):
        each = net_output_per_head(path[year], strength, crowding, shape)
        total = path[year] @ each
        if not total > 0:
            raise ValueError(
                tell(
                    "sizes: in year {year} no city has net output; give at least one that is not "
                    "too crowded.",
                    year=year,
                )
            )
        path[year + 1] = path[year] * (1 + speed * (each * path[year].sum() / total - 1))
    return pd.DataFrame(path, index=pd.RangeIndex(years + 1, name="year"), columns=start.index)


def _check_parameters(strength, crowding, shape):
    for name, value in (("strength", strength), ("crowding", crowding)):
        if not (np.isfinite(value) and value >= 0):
            raise ValueError(
                tell(
                    "{name}: {value} is not usable; it must be 0 (none) or more.",
                    name=name,
                    value=quoted(value),
                )
            )
    if not (np.isfinite(shape) and shape > 0):
        raise ValueError(
            tell(
                "shape: {shape} is not usable; it must be positive (1 for crowding in proportion "
                "to size).",
                shape=quoted(shape),
            )
        )


def _check_sizes(size):
    array = np.asarray(size, dtype=float)
    wrong = ~(np.isfinite(array) & (array >= 0))
    if wrong.any():
        raise ValueError(
            tell(
                "size: {size} is not a size; a city has 0 or more inhabitants.",
                size=f"{array[wrong].flat[0]:g}",
            )
        )
