r"""Firms along a road, the territories that borders make of it, and what the borders cost.

Links between two firms at a distance :math:`d` have the strength :math:`e^{-d / \rho}`, with :math:`\rho` the reach.
A border cuts the links between its two sides. Two things besides depend on it. *Scale*: a firm yields more where more
firms of its territory can share what they use, with the elasticity :math:`\varepsilon`; of the output of one single
territory a division into parts with the shares :math:`s_r` keeps

.. math:: \sum_r s_r^{1 + \varepsilon} .

*An office*: each territory has one office with a fixed cost :math:`F`, which stands where it is nearest to its firms,
and every firm bears :math:`t` for each kilometre to it, in money and in being unlike those around it. Per firm,

.. math:: \frac{R F}{N} + \frac{t}{N} \sum_i |x_i - m_{r(i)}| ,

with :math:`R` territories, :math:`N` firms and :math:`m_r` the median place of a territory's firms. Few territories
save offices and make ways long.

References
----------
Alesina, A. and Spolaore, E. (2003). The Size of Nations. MIT Press (size against distance; the model here is ours).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from clusterbook.words import quoted, tell

__all__ = ["firms_in_towns", "link_strengths", "office_cost", "scale_kept", "territories"]


def firms_in_towns(towns: Mapping[float, int], spread: float = 2.5, seed: int = 0) -> pd.Series:
    """Scatter firms around the centres of towns along a road.

    Parameters
    ----------
    towns : dict
        ``{kilometre of the centre: number of firms}``.
    spread : float
        Standard deviation of a firm's place around its centre, km.
    seed : int

    Returns
    -------
    pandas.Series
        Kilometre of each firm, sorted, indexed from 0. Simulated.

    Examples
    --------
    >>> firms_in_towns({10: 2, 80: 1}).round().tolist()
    [10.0, 10.0, 82.0]
    """
    centres = np.repeat(list(towns), list(towns.values())).astype(float)
    places = centres + spread * np.random.default_rng(seed).standard_normal(len(centres))
    return pd.Series(np.sort(places), name="kilometre")


def link_strengths(places: pd.Series, reach: float) -> pd.DataFrame:
    """Return the strengths of the links between all firms.

    Parameters
    ----------
    places : pandas.Series
        Kilometre of each firm.
    reach : float
        Distance over which a link loses all but a share 1/e of its strength, km; infinity for no loss.

    Returns
    -------
    pandas.DataFrame
        Firms x firms, 0 to 1, symmetric, with 0 on the diagonal.

    Raises
    ------
    ValueError
        If the reach is not positive.

    Examples
    --------
    >>> link_strengths(pd.Series([0.0, 10.0]), reach=10).round(3).to_numpy().tolist()
    [[0.0, 0.368], [0.368, 0.0]]
    """
    if not reach > 0:
        raise ValueError(tell("reach: {reach} must be positive.", reach=quoted(reach)))
    apart = np.abs(np.subtract.outer(places.to_numpy(), places.to_numpy()))
    strength = np.exp(-apart / reach)
    np.fill_diagonal(strength, 0.0)
    return pd.DataFrame(strength, index=places.index, columns=places.index)


def territories(places: pd.Series, borders: Sequence[float]) -> pd.Series:
    """Return the territory of each firm.

    Parameters
    ----------
    places : pandas.Series
        Kilometre of each firm.
    borders : sequence of float
        Kilometres of the borders; a firm on one belongs to the side of higher kilometres.

    Returns
    -------
    pandas.Series
        Numbers of territories from 0, in the order of the road; an empty territory has no firm.

    Examples
    --------
    >>> territories(pd.Series([1.0, 5.0, 9.0]), [5.0]).tolist()
    [0, 1, 1]
    """
    numbers = np.searchsorted(
        np.sort(np.asarray(borders, dtype=float)), places.to_numpy(), side="right"
    )
    return pd.Series(numbers, index=places.index, name="territory")


def scale_kept(territory: pd.Series, elasticity: float) -> float:
    """Share of one territory's output that is left when firms are divided into territories.

    Parameters
    ----------
    territory : pandas.Series
        The territory of each firm.
    elasticity : float
        How many percent more a firm yields with one percent more firms in its territory, as a fraction; 0 or more.

    Returns
    -------
    float
        Above 0 to 1; 1 with one territory or without economies of scale. NaN without a firm.

    Raises
    ------
    ValueError
        If the elasticity is negative.

    Examples
    --------
    >>> round(scale_kept(pd.Series([0, 0, 1, 1]), elasticity=0.1), 3)
    0.933
    """
    if not elasticity >= 0:
        raise ValueError(
            tell("elasticity: {elasticity} must be 0 or more.", elasticity=quoted(elasticity))
        )
    if territory.empty:
        return float("nan")
    return float((territory.value_counts(normalize=True) ** (1 + elasticity)).sum())


def office_cost(places: pd.Series, territory: pd.Series, fixed: float, per_km: float) -> pd.Series:
    """Cost per firm of one office for each territory.

    Parameters
    ----------
    places : pandas.Series
        Kilometre of each firm.
    territory : pandas.Series
        Its territory; an office stands at the median place of the firms of each.
    fixed : float
        Cost of an office.
    per_km : float
        What a kilometre to the office costs a firm.

    Returns
    -------
    pandas.Series
        ``offices``, ``ways`` and ``total``, per firm, in the unit of ``fixed``.

    Examples
    --------
    >>> office_cost(pd.Series([0.0, 2.0, 10.0, 10.0]), pd.Series([0, 0, 1, 1]), fixed=8, per_km=1).tolist()
    [4.0, 0.5, 4.5]
    """
    away = (places - places.groupby(territory).transform("median")).abs().mean()
    offices = territory.nunique() * fixed / len(places)
    return pd.Series({"offices": offices, "ways": per_km * away, "total": offices + per_km * away})
