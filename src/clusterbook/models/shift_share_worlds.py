r"""Simulated regions whose exposure comes from national shocks, with a known effect and a choice of what is innocent.

Industry :math:`k` has a shock :math:`g_k` and another trait :math:`c_k` that moves outcomes on its own: say that it
grows old. Region :math:`r` has shares :math:`s_{rk}` and a cause of its own :math:`h_r` that moves exposure and outcome
alike, so that a plain regression is wrong:

.. math:: z_r = \sum_k s_{rk} g_k, \quad x_r = z_r + h_r + \eta_r, \quad
          y_r = \beta x_r + h_r + \gamma \sum_k s_{rk} c_k + \varepsilon_r, \quad g_k = \rho c_k + \sqrt{1 - \rho^2} e_k

With :math:`\gamma > 0` the *shares* are guilty: regions that have many of an old industry do worse for another reason.
With :math:`\rho > 0` the *shocks* are guilty: they hit the old industries.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

import agglomeration as ag
from clusterbook.words import tell

__all__ = ["ShiftShareWorld", "estimates", "simulate_world"]

# Shares are drawn so that regions are as specialized whatever the number of industries.
_EVENNESS, _OWN, _NOISE = 4.0, 0.5, 0.3


@dataclass(frozen=True)
class ShiftShareWorld:
    """One simulated world.

    Attributes
    ----------
    shares : pandas.DataFrame
        Regions x industries; rows add up to 1.
    shocks, exposure, outcome : pandas.Series
        By industry, by region, by region.
    """

    shares: pd.DataFrame
    shocks: pd.Series
    exposure: pd.Series
    outcome: pd.Series

    @property
    def plain(self) -> float:
        """Slope of the outcome on the exposure, without an instrument."""
        return float(np.polyfit(self.exposure, self.outcome, 1)[0])

    @property
    def instrumented(self) -> float:
        """Estimate by the shift-share: covariance of it with the outcome over that with the exposure."""
        z = self.shares.to_numpy() @ self.shocks.to_numpy()
        z = z - z.mean()
        return float((z @ self.outcome.to_numpy()) / (z @ self.exposure.to_numpy()))


def simulate_world(
    industries: int = 50,
    shares_guilty: float = 0.0,
    shocks_guilty: float = 0.0,
    *,
    effect: float = 1.0,
    regions: int = 200,
    seed: int | None = None,
) -> ShiftShareWorld:
    r"""Draw a world.

    .. math:: y_r = \beta x_r + h_r + \gamma \sum_k s_{rk} c_k + \varepsilon_r

    Parameters
    ----------
    industries, regions : int
        How many of each; 2 at least.
    shares_guilty : float
        :math:`\gamma`, how much the other trait of its industries moves the outcome of a region.
    shocks_guilty : float
        :math:`\rho`, correlation of shocks with that trait, 0 to 1.
    effect : float
        The true :math:`\beta`.
    seed : int, optional
        Seed of everything that is drawn.

    Returns
    -------
    ShiftShareWorld

    Raises
    ------
    ValueError
        If there are fewer than two industries or regions, or the correlation is not from 0 to 1.

    Examples
    --------
    >>> world = simulate_world(industries=100, seed=1)
    >>> bool(abs(world.instrumented - 1) < abs(world.plain - 1))
    True
    """
    if industries < 2 or regions < 2:
        raise ValueError(
            tell(
                "industries and regions: {industries} and {regions} are too few; give two of each at least.",
                industries=str(industries),
                regions=str(regions),
            )
        )
    if not 0 <= shocks_guilty <= 1:
        raise ValueError(
            tell(
                "shocks_guilty: {found} is no correlation from 0 to 1.",
                found=f"{shocks_guilty:g}",
            )
        )
    generator = np.random.default_rng(seed)
    shares = generator.dirichlet(np.full(industries, _EVENNESS / industries), regions)
    trait, luck = generator.normal(size=(2, industries))
    shocks = shocks_guilty * trait + np.sqrt(1 - shocks_guilty**2) * luck
    own = _OWN * generator.normal(size=regions)
    noise = _NOISE * generator.normal(size=(2, regions))
    exposure = shares @ shocks + own + noise[0]
    outcome = effect * exposure + own + shares_guilty * (shares @ trait) + noise[1]
    return ShiftShareWorld(
        pd.DataFrame(shares), pd.Series(shocks), pd.Series(exposure), pd.Series(outcome)
    )


def estimates(
    industries: int,
    shares_guilty: float = 0.0,
    shocks_guilty: float = 0.0,
    *,
    effect: float = 1.0,
    draws: int = 100,
    seed: int = 1,
) -> pd.DataFrame:
    """Return estimates in many worlds, and which intervals miss the truth.

    Parameters
    ----------
    industries, shares_guilty, shocks_guilty, effect
        As in :func:`simulate_world`.
    draws : int
        How many worlds.
    seed : int
        Seed of the first; the others follow.

    Returns
    -------
    pandas.DataFrame
        One row per world: ``plain``, ``estimate``, and for each kind of error (``robust``, ``akm``, ``akm0``) whether
        the interval of 95 percent misses the truth.

    Examples
    --------
    >>> estimates(20, draws=3).shape
    (3, 5)
    """
    rows = []
    for number in range(draws):
        world = simulate_world(
            industries, shares_guilty, shocks_guilty, effect=effect, seed=seed + number
        )
        found = ag.shift_share_instrument(
            world.outcome, world.shares, world.shocks, world.exposure, errors="robust"
        )
        ends = found.tables["errors"].loc[["robust", "akm", "akm0"], ["lower", "upper"]]
        misses = ~((ends["lower"] <= effect) & (effect <= ends["upper"]))
        rows.append({"plain": world.plain, "estimate": found.estimate, **misses})
    return pd.DataFrame(rows)
