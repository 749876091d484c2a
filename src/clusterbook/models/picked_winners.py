r"""A simulated programme that picks regions: winners, losers or by lot, a few at a time.

Log jobs of region :math:`r` in year :math:`t` are

.. math:: y_{rt} = a_r + b_r t + d_t + \tau \, (1 + h \, (t - t_r)) \cdot 1[t \ge t_r] + \varepsilon_{rt}

with a trend :math:`b_r` of the region's own. The programme takes the regions that seem to grow most (or least), by a
known correlation with their trends, and begins in three years one after the other; its effect may grow.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from clusterbook.words import quoted, tell

__all__ = ["at_start", "simulate_programme"]

STARTS = (5, 7, 9)


def simulate_programme(
    effect: float = 0.05,
    picking: float = 0.0,
    growing: float = 0.0,
    *,
    regions: int = 150,
    years: int = 12,
    treated: float = 0.4,
    trends: float = 0.01,
    luck: float = 0.02,
    seed: int | None = 0,
) -> pd.DataFrame:
    """Simulate regions of which a programme takes some, at three dates, by lot or by their trends.

    Parameters
    ----------
    effect : float
        What it does to log jobs at once.
    picking : float
        Correlation of being chosen with the region's trend: 0 by lot, above 0 winners, below 0 losers.
    growing : float
        By which multiple of the first effect it grows each year.
    regions, years : int
        How many there are: at least 10 regions and 11 years.
    treated : float
        Share of regions that are chosen.
    trends, luck : float
        Standard deviations, of the yearly growth of regions and of luck in a year.
    seed : int, optional
        Seed of all draws.

    Returns
    -------
    pandas.DataFrame
        A row per region and year: ``region``, ``time``, ``outcome`` (log jobs), ``first_treated`` (NaN: never), and
        what no table would show, ``effect`` (0 before), ``trend`` and ``score``, by which the programme chose.

    Raises
    ------
    ValueError
        If there are too few regions or years, or a share or correlation is out of range.

    Examples
    --------
    >>> simulate_programme(regions=10, years=11)["first_treated"].nunique()
    3
    """
    if regions < 10 or years < STARTS[-1] + 2:
        raise ValueError(
            tell(
                "regions: {regions} regions over {years} years are too few; it takes 10 over 11.",
                regions=quoted(regions),
                years=quoted(years),
            )
        )
    if not -1 <= picking <= 1:
        raise ValueError(
            tell(
                "picking: {value} is a correlation; it lies between -1 and 1.",
                value=quoted(picking),
            )
        )
    if not (0 < treated < 1 and round(treated * regions) >= len(STARTS)):
        raise ValueError(
            tell(
                "treated: {value} is a share between 0 and 1 that leaves a region for each of the three dates.",
                value=quoted(treated),
            )
        )
    generator = np.random.default_rng(seed)
    trend = generator.normal(size=regions)
    seen = picking * trend + np.sqrt(1 - picking**2) * generator.normal(size=regions)
    chosen = np.argsort(-seen)[: round(treated * regions)]
    first = np.full(regions, np.nan)
    first[generator.permutation(chosen)] = np.resize(STARTS, len(chosen))
    time = np.arange(years)
    since = time - first[:, None]
    caused = np.where(since >= 0, effect * (1 + growing * since), 0.0)
    common = np.cumsum(generator.normal(scale=0.02, size=years))
    level = generator.normal(10, 1, size=(regions, 1))
    outcome = level + trends * trend[:, None] * time + common + caused
    outcome = outcome + generator.normal(scale=luck, size=outcome.shape)
    return pd.DataFrame(
        {
            "region": np.repeat(np.arange(regions), years),
            "time": np.tile(time, regions),
            "outcome": outcome.ravel(),
            "first_treated": np.repeat(first, years),
            "effect": caused.ravel(),
            "trend": np.repeat(trends * trend, years),
            "score": np.repeat(seen, years),
        }
    )


def at_start(panel: pd.DataFrame, start: int = STARTS[0], later: int = 3) -> pd.DataFrame:
    """One row per region for a comparison at one date of start: growth after it beside growth before it.

    Regions that begin at another date are left out.

    Parameters
    ----------
    panel : pandas.DataFrame
        As :func:`simulate_programme` returns it.
    start : int
        The first year of the programme.
    later : int
        How many years after the last one without it growth is measured.

    Returns
    -------
    pandas.DataFrame
        By region: ``treated``, ``outcome`` (growth of log jobs since the last year before), ``before`` (mean yearly
        growth up to then), ``effect`` (true, at the later year), ``score`` (by which the programme chose).

    Examples
    --------
    >>> at_start(simulate_programme(seed=1))["treated"].sum()
    np.int64(20)
    """
    kept = panel[panel["first_treated"].isna() | (panel["first_treated"] == start)]
    last = start - 1
    first, base, after = (
        kept[kept["time"] == time].set_index("region") for time in (0, last, last + later)
    )
    return pd.DataFrame(
        {
            "treated": base["first_treated"].notna(),
            "outcome": after["outcome"] - base["outcome"],
            "before": (base["outcome"] - first["outcome"]) / last,
            "effect": after["effect"],
            "score": base["score"],
        }
    )
