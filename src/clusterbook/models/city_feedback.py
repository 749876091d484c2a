r"""Simulated cities that pay because they are large, and are large because they pay; and an old advantage of the soil.

With the log wage :math:`w`, the log size :math:`s`, the soil :math:`z`, what else makes a place pay :math:`u` and
what else fills it :math:`e`,

.. math:: w = \beta s + u + \gamma z, \qquad s = \eta w + \rho z + \sqrt{1 - \rho^2}\, e .

People follow pay by :math:`\eta`, so that :math:`s` holds :math:`u`. The soil moves size by :math:`\rho`, and is a
good instrument as long as it touches pay in no other way (:math:`\gamma = 0`).
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from clusterbook.known import check_known
from clusterbook.words import quoted, tell

__all__ = ["simulate_cities", "told_by"]

# Standard deviation of what makes a place pay whatever its size.
ADVANTAGE = 0.1


def simulate_cities(
    elasticity: float = 0.04,
    feedback: float = 5.0,
    soil: float = 0.6,
    soil_pays: float = 0.0,
    *,
    cities: int = 100,
    seed: int | None = 0,
) -> pd.DataFrame:
    r"""Simulate size and pay of cities that move each other.

    Parameters
    ----------
    elasticity : float
        The true effect :math:`\beta` of log size on the log wage.
    feedback : float
        By how many percent a city is larger for one percent more pay, :math:`\eta`; 0 for no reverse causality.
    soil : float
        How much of the rest of size the soil tells, :math:`\rho`, a correlation.
    soil_pays : float
        What the soil adds to the log wage by itself, :math:`\gamma`, per standard deviation.
    cities : int
        How many, at least 3.
    seed : int, optional
        Seed of all draws.

    Returns
    -------
    pandas.DataFrame
        By city: ``size`` and ``wage`` (logarithms), ``soil``, and what no table would show, ``advantage``.

    Raises
    ------
    ValueError
        If there are too few cities, ``soil`` is no correlation, or people follow pay so much that no size is stable.

    Examples
    --------
    >>> simulate_cities(cities=4, seed=1).shape
    (4, 4)
    """
    if cities < 3:
        raise ValueError(
            tell("cities: {cities} is too few; it takes at least 3.", cities=quoted(cities))
        )
    if not -1 <= soil <= 1:
        raise ValueError(
            tell("soil: {value} is a correlation; it lies between -1 and 1.", value=quoted(soil))
        )
    if not elasticity * feedback < 1:
        raise ValueError(
            tell(
                "feedback: {feedback} times the elasticity {elasticity} is 1 or more, so that cities grow without end.",
                feedback=quoted(feedback),
                elasticity=quoted(elasticity),
            )
        )
    generator = np.random.default_rng(seed)
    ground, other = generator.normal(size=(2, cities))
    advantage = generator.normal(scale=ADVANTAGE, size=cities)
    pays = advantage + soil_pays * ground
    size = soil * ground + np.sqrt(1 - soil**2) * other + feedback * pays
    size = size / (1 - feedback * elasticity)
    return pd.DataFrame(
        {"size": size, "wage": elasticity * size + pays, "soil": ground, "advantage": advantage}
    )


def told_by(cities: pd.DataFrame, instrument: str = "size") -> tuple[float, float]:
    """The slope of the wage on size as one variable tells it, and how strongly that variable moves size.

    Parameters
    ----------
    cities : pandas.DataFrame
        As :func:`simulate_cities` returns it.
    instrument : str
        The column that tells: ``"size"`` for least squares, ``"soil"`` for the instrument.

    Returns
    -------
    tuple of float
        The covariance of the instrument with the wage over that with size; and the F of the first stage, infinite for
        size itself.

    Raises
    ------
    ValueError
        If there is no such column.

    Examples
    --------
    >>> slope, strength = told_by(simulate_cities(feedback=0.0, cities=100_000, seed=1), "soil")
    >>> round(slope, 2), strength > 1000
    (0.04, True)
    """
    check_known("instrument", instrument, cities.columns)
    told = (cities[instrument] - cities[instrument].mean()).to_numpy()
    slope = float((told @ cities["wage"].to_numpy()) / (told @ cities["size"].to_numpy()))
    if instrument == "size":
        return slope, np.inf
    explained = np.corrcoef(told, cities["size"])[0, 1] ** 2
    return slope, float(explained / (1 - explained) * (len(cities) - 2))
