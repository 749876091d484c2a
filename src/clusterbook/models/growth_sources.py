r"""Regions that grow for known reasons: the industry, the region, and chance.

Jobs :math:`e_{ri}` of region :math:`r` in industry :math:`i` grow over one period by the rate

.. math:: g_{ri} = g + m_{s(i)} + w_i + a_r + u_{ri}

with :math:`g` the growth of everything, :math:`m_s` what the industry's broad sector adds everywhere, :math:`w_i` what
the industry adds beyond its sector, everywhere too, :math:`a_r` the *advantage* that the region gives to each of its
industries, and :math:`u_{ri}` chance. All but :math:`g` are normal with mean 0; a rate below -1 is set to -1. Jobs
before are lognormal, and each region is larger in some industries than in others by a lognormal factor.

Shift-share knows none of the five. It sees jobs before and after, in a classification that may be as fine as the
industries or as broad as the sectors, and calls regional what is left. The data are **simulated**.

References
----------
Dunn, E. S. (1960). A statistical and analytical technique for regional analysis. Papers of the Regional Science
Association 6, 97-112 (what is split).
"""

from __future__ import annotations

import numbers
from dataclasses import dataclass

import numpy as np
import pandas as pd

from clusterbook.words import quoted, tell

__all__ = ["GrownRegions", "grow_regions"]


@dataclass(frozen=True)
class GrownRegions:
    """A simulated country at two dates, and why it grew.

    Parameters
    ----------
    before, after : pandas.DataFrame
        Jobs, regions x industries.
    advantage : pandas.Series
        What the region gives to the growth of each of its industries, by region.
    sectors : pandas.Series
        The broad sector of each industry.
    """

    before: pd.DataFrame
    after: pd.DataFrame
    advantage: pd.Series
    sectors: pd.Series

    def classified(self, groups: pd.Series) -> tuple[pd.DataFrame, pd.DataFrame]:
        """Jobs before and after, with industries joined into ``groups``, a Series of labels by industry."""
        before, after = (
            table.T.groupby(groups.reindex(table.columns)).sum().T
            for table in (self.before, self.after)
        )
        return before, after


def grow_regions(
    regions: int = 20,
    sectors: int = 4,
    industries: int = 8,
    *,
    growth: float = 0.2,
    between: float = 0.15,
    within: float = 0.15,
    advantage: float = 0.05,
    chance: float = 0.0,
    specialization: float = 1.0,
    seed: int | None = None,
) -> GrownRegions:
    r"""Let regions grow for known reasons.

    Parameters
    ----------
    regions, sectors : int
        How many; at least 1.
    industries : int
        How many industries in each sector; at least 1.
    growth : float
        Growth of everything :math:`g`, above -1.
    between, within, advantage, chance : float
        Standard deviations of :math:`m_s`, :math:`w_i`, :math:`a_r` and :math:`u_{ri}`; 0 or more.
    specialization : float
        Standard deviation of the logarithm of the factor by which regions differ in an industry; 0 gives all regions
        one mix.
    seed : int, optional
        The same seed draws the same country; a larger standard deviation then stretches the same draws.

    Returns
    -------
    GrownRegions
        Regions are labelled ``R1`` and so on, industries ``A1``, with the letter of their sector.

    Raises
    ------
    ValueError
        If a count is no count, or a number is out of range.

    Examples
    --------
    Without differences between regions, every region grows alike where the mix is alike:

    >>> country = grow_regions(3, advantage=0, specialization=0, seed=1)
    >>> growth = country.after.sum(axis=1) / country.before.sum(axis=1)
    >>> bool(growth.round(9).nunique() == 1)
    True
    """
    for name, value in {"regions": regions, "sectors": sectors, "industries": industries}.items():
        if not isinstance(value, numbers.Integral) or value < 1:
            raise ValueError(
                tell(
                    "{name}: {value} is not a count; give a whole number of at least 1.",
                    name=name,
                    value=quoted(value),
                )
            )
    spreads = {"between": between, "within": within, "advantage": advantage, "chance": chance}
    for name, spread in {**spreads, "specialization": specialization}.items():
        if not 0 <= spread < np.inf:
            raise ValueError(
                tell(
                    "{name}: {spread} is out of range; it must be 0 or more and finite.",
                    name=name,
                    spread=quoted(spread),
                )
            )
    if not -1 < growth < np.inf:
        raise ValueError(
            tell(
                "growth: {growth} is out of range; it must be above -1 and finite.",
                growth=quoted(growth),
            )
        )
    generator = np.random.default_rng(seed)
    letters = [_letters(number) for number in range(sectors)]
    names = pd.Index(
        [f"{letter}{number}" for letter in letters for number in range(1, industries + 1)]
    )
    places = pd.Index([f"R{number}" for number in range(1, regions + 1)])
    size = np.exp(0.5 * generator.standard_normal(regions))[:, None] * np.exp(
        0.7 * generator.standard_normal(len(names))
    )
    jobs = 1000 * size * np.exp(specialization * generator.standard_normal((regions, len(names))))
    added = between * np.repeat(generator.standard_normal(sectors), industries)
    added = added + within * generator.standard_normal(len(names))
    given = advantage * generator.standard_normal(regions)
    rate = growth + added + given[:, None] + chance * generator.standard_normal(jobs.shape)
    return GrownRegions(
        before=pd.DataFrame(jobs, places, names),
        after=pd.DataFrame(jobs * (1 + np.maximum(rate, -1)), places, names),
        advantage=pd.Series(given, places, name="advantage"),
        sectors=pd.Series(np.repeat(letters, industries), names, name="sector"),
    )


def _letters(number):
    """A, B, ... Z, AA, AB, ..."""
    text = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(ord("A") + rest) + text
    return text
