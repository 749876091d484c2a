r"""Simulated workers who move between cities: what of the wage gap is the city, and what are those who live there?

The log wage of worker :math:`i` in city :math:`c` and year :math:`t` is

.. math:: \ln w_{it} = a_i + \beta \ln S_c + \lambda \sum_{s < t} \ln S_{c(i,s)} + f_{it} + \varepsilon_{it}

with ability :math:`a_i`, the elasticity :math:`\beta`, what each past year in a city adds :math:`\lambda`, and the
premium of the employer :math:`f_{it}`. Log sizes are measured from their mean. The abler choose larger cities by a
known correlation; who moves up in size may take a worse employer.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from clusterbook.words import quoted, tell

__all__ = ["ABILITY", "simulate_movers"]

# Standard deviations: of ability, of the log size of cities (so that the bias of sorting can be told beforehand), of
# employers' premiums, of luck.
ABILITY, LOG_SIZE, PREMIUM, LUCK = 0.3, 1.0, 0.1, 0.1
MEAN_LOG_SIZE = 12.0


def simulate_movers(
    elasticity: float = 0.03,
    sorting: float = 0.1,
    learning: float = 0.0,
    worse_firm: float = 0.0,
    *,
    workers: int = 4000,
    cities: int = 50,
    years: int = 5,
    moves: float = 0.15,
    seed: int | None = 0,
) -> pd.DataFrame:
    r"""Simulate wages of workers of whom some move between cities of different size.

    Parameters
    ----------
    elasticity : float
        The true effect of log size on the log wage, at once.
    sorting : float
        Correlation of ability with log size. A regression without effects of workers is off by
        nearly ``sorting * ABILITY / LOG_SIZE``: 0.03 for 0.1.
    learning : float
        What each year in a city adds to later log wages, per unit of its log size.
    worse_firm : float
        By how much the premium of the employer falls with a move up by one unit of log size.
    workers, cities, years : int
        How many there are of each.
    moves : float
        Share of workers who move in a year.
    seed : int, optional
        Seed of all draws.

    Returns
    -------
    pandas.DataFrame
        A row per worker and year: ``worker``, ``year``, ``city``, ``size``, ``wage``, and what no table would show,
        ``ability`` and ``premium`` (log).

    Raises
    ------
    ValueError
        If a count is too small, or a share or correlation out of range.

    Examples
    --------
    >>> simulate_movers(workers=10, seed=1).shape
    (50, 7)
    """
    for name, value, least in (("workers", workers, 2), ("cities", cities, 2), ("years", years, 2)):
        if value < least:
            raise ValueError(
                tell(
                    "{name}: {value} is too few; it takes at least {least}.",
                    name=name,
                    value=quoted(value),
                    least=least,
                )
            )
    if not -1 <= sorting <= 1:
        raise ValueError(
            tell(
                "sorting: {value} is a correlation; it lies between -1 and 1.",
                value=quoted(sorting),
            )
        )
    if not 0 < moves <= 1:
        raise ValueError(
            tell("moves: {value} is a share above 0 and up to 1.", value=quoted(moves))
        )
    generator = np.random.default_rng(seed)
    log_size = np.sort(generator.normal(size=cities))
    log_size = LOG_SIZE * (log_size - log_size.mean()) / log_size.std()
    able = generator.normal(size=workers)
    city = np.empty((years, workers), dtype=int)
    premium = np.empty((years, workers))
    city[0] = _chosen(generator, able, sorting, cities)
    premium[0] = generator.normal(scale=PREMIUM, size=workers)
    for year in range(1, years):
        leaves = generator.random(workers) < moves
        city[year] = np.where(leaves, _chosen(generator, able, sorting, cities), city[year - 1])
        step = log_size[city[year]] - log_size[city[year - 1]]
        other = np.where(leaves, generator.normal(scale=PREMIUM, size=workers), 0.0)
        premium[year] = premium[year - 1] + other - worse_firm * step
    there = log_size[city]
    learned = learning * (np.cumsum(there, axis=0) - there)
    luck = generator.normal(scale=LUCK, size=there.shape)
    log_wage = ABILITY * able + elasticity * there + learned + premium + luck
    return pd.DataFrame(
        {
            "worker": np.tile(np.arange(workers), years),
            "year": np.repeat(np.arange(years), workers),
            "city": city.ravel(),
            "size": np.exp(MEAN_LOG_SIZE + there.ravel()),
            "wage": 20 * np.exp(log_wage.ravel()),
            "ability": np.tile(ABILITY * able, years),
            "premium": premium.ravel(),
        }
    )


def _chosen(generator, able, sorting, cities):
    """Cities by order of size, drawn so that the rank follows ability."""
    taste = sorting * able + np.sqrt(1 - sorting**2) * generator.normal(size=len(able))
    rank = np.empty(len(able), dtype=int)
    rank[np.argsort(taste)] = np.arange(len(able))
    return rank * cities // len(able)
