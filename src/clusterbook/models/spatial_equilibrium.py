r"""Towns that differ, and people who go where they are best off: what is left of a gain after wages and rents.

The logarithm of what a resident of town :math:`i` has is the wage less what of it goes to rent, plus what is pleasant
there: :math:`u_i = w_i - \alpha r_i + b_i`. Wages follow the site and the size, :math:`w_i = a_i + \varepsilon n_i`,
rents the size, :math:`r_i = \eta n_i`, with :math:`n_i` the logarithm of size. People move until each town offers the
next newcomer the same; a town that is larger must pay those who leave other ties more, by :math:`\theta` for each unit
of :math:`n`. All is measured from the mean over towns, hence

.. math:: n_i = \frac{a_i + b_i}{\alpha \eta + \theta - \varepsilon} .

References
----------
Roback, J. (1982). Wages, rents, and the quality of life. Journal of Political Economy 90(6), 1257-1278.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from clusterbook.words import tell

__all__ = ["spatial_equilibrium"]


def spatial_equilibrium(
    sites: pd.Series | Mapping[str, float] | Sequence[float] | np.ndarray,
    amenities: pd.Series | Mapping[str, float] | Sequence[float] | np.ndarray | None = None,
    strength: float = 0.04,
    *,
    housing: float = 0.25,
    scarcity: float = 1.0,
    ties: float = 0.0,
) -> pd.DataFrame:
    r"""Let people move until no town is better than another for who comes next.

    .. math:: n_i = \frac{a_i + b_i}{\alpha \eta + \theta - \varepsilon}, \quad w_i = a_i + \varepsilon n_i, \quad
        r_i = \eta n_i

    Parameters
    ----------
    sites : pandas.Series, mapping or sequence of float
        Logarithm of what work yields in each town for reasons of its own, :math:`a`; only differences count.
    amenities : like ``sites``, optional
        Logarithm of the pay that the pleasantness of a town is worth, :math:`b`; 0 everywhere if left out.
    strength : float
        Strength of agglomeration :math:`\varepsilon`, 0 or more.
    housing : float
        Share of income that goes to rent, :math:`\alpha`, between 0 and 1.
    scarcity : float
        Elasticity of rents on size, :math:`\eta`, 0 or more.
    ties : float
        By what logarithm pay must rise with the logarithm of size for the next newcomer to leave other ties,
        :math:`\theta`, 0 or more; 0 where people move for any gain.

    Returns
    -------
    pandas.DataFrame
        Towns x ``people``, ``wage``, ``rent`` and ``left`` (the wage less what goes to rent): logarithms, each
        measured from the mean of the towns.

    Raises
    ------
    ValueError
        If the forces apart, ``housing * scarcity + ties``, are not larger than ``strength``: then all end in one
        town. If a figure is outside its range or not finite, or there are fewer than two towns.

    Notes
    -----
    Of a gap of wages the share :math:`\alpha \eta / (\alpha \eta + \theta)` goes to owners of houses and land where
    only sites differ. The slope of wages on size over towns is then :math:`\alpha \eta + \theta`, whatever the
    strength of agglomeration; where only amenities differ it is the strength.

    References
    ----------
    Roback, J. (1982), Journal of Political Economy 90(6), 1257-1278, for free movement.

    Examples
    --------
    >>> towns = spatial_equilibrium({"poor": 0.0, "good": 0.21}, strength=0.04)
    >>> towns.round(2).loc["good"].to_dict()
    {'people': 0.5, 'wage': 0.12, 'rent': 0.5, 'left': 0.0}
    """
    site = pd.Series(sites, dtype=float)
    pleasant = 0 * site if amenities is None else pd.Series(amenities, dtype=float)
    _check(site, pleasant, strength, housing, scarcity, ties)
    apart = housing * scarcity + ties - strength
    if not apart > 0:
        raise ValueError(
            tell(
                "strength: {strength} holds people together at least as strongly as rents and ties, {apart}, "
                "drive them apart, so all end in one town; raise scarcity or ties.",
                strength=f"{strength:g}",
                apart=f"{housing * scarcity + ties:g}",
            )
        )
    site, pleasant = site - site.mean(), pleasant - pleasant.mean()
    people = (site + pleasant) / apart
    wage, rent = site + strength * people, scarcity * people
    return pd.DataFrame(
        {"people": people, "wage": wage, "rent": rent, "left": wage - housing * rent}
    )


def _check(
    site: pd.Series,
    pleasant: pd.Series,
    strength: float,
    housing: float,
    scarcity: float,
    ties: float,
) -> None:
    """Raise where a figure is none that the model knows."""
    if len(site) < 2:
        raise ValueError(tell("sites: there is no other town to move to; give at least two."))
    if not site.index.equals(pleasant.index):
        raise ValueError(
            tell("amenities: its towns are not those of sites; give both the same labels.")
        )
    if not np.isfinite([*site, *pleasant]).all():
        raise ValueError(
            tell("sites, amenities: a town has no finite figure; give each town one, or drop it.")
        )
    for name, value in {"strength": strength, "scarcity": scarcity, "ties": ties}.items():
        if not (np.isfinite(value) and value >= 0):
            raise ValueError(
                tell(
                    "{name}: {value} is not a strength; give a finite figure of 0 or more.",
                    name=name,
                    value=f"{value:g}",
                )
            )
    if not 0 < housing < 1:
        raise ValueError(
            tell(
                "housing: {housing} is not the share of an income; it lies between 0 and 1.",
                housing=f"{housing:g}",
            )
        )
