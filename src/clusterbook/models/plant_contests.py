r"""Simulated contests for a large plant: against whom is the winner held?

Counties grow by trends :math:`g_c`. A firm that looks for a site sees each candidate's trend with an error and takes
the best; the second best is the runner-up. After the opening productivity is

.. math:: y_c = g_c + \tau \cdot 1[c \text{ won}] + \varepsilon_c

so that the winner differs from all others by the effect *and* by what made it win, and from the runner-up by less of
the latter.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from clusterbook.words import quoted, tell

__all__ = ["compare_with", "simulate_contests"]


def simulate_contests(
    effect: float = 0.12,
    choosing: float = 0.8,
    *,
    contests: int = 47,
    candidates: int = 60,
    trends: float = 0.1,
    luck: float = 0.1,
    seed: int | None = 0,
) -> pd.DataFrame:
    """Simulate contests that the county with the better trend tends to win.

    Parameters
    ----------
    effect : float
        What the plant does to log productivity of others in the county.
    choosing : float
        Correlation of what the firm sees with the true trend, 0 to 1; 0 is a choice by lot.
    contests, candidates : int
        How many contests, and counties in each; at least 2 contests and 3 candidates.
    trends, luck : float
        Standard deviations of trends and of luck.
    seed : int, optional
        Seed of all draws.

    Returns
    -------
    pandas.DataFrame
        A row per candidate: ``contest``, ``county``, ``role`` (``"winner"``, ``"runner-up"``, ``"other"``), ``change``
        (of log productivity), ``trend``.

    Raises
    ------
    ValueError
        If there are too few contests or candidates, or ``choosing`` is no correlation.

    Examples
    --------
    >>> simulate_contests(contests=2, candidates=3)["role"].value_counts().to_dict()
    {'winner': 2, 'runner-up': 2, 'other': 2}
    """
    if contests < 2 or candidates < 3:
        raise ValueError(
            tell(
                "contests: {contests} contests of {candidates} candidates are too few; it takes 2 of 3.",
                contests=quoted(contests),
                candidates=quoted(candidates),
            )
        )
    if not 0 <= choosing <= 1:
        raise ValueError(
            tell(
                "choosing: {value} is a correlation; it lies between 0 and 1.",
                value=quoted(choosing),
            )
        )
    generator = np.random.default_rng(seed)
    trend = generator.normal(size=(contests, candidates))
    seen = choosing * trend + np.sqrt(1 - choosing**2) * generator.normal(size=trend.shape)
    place = np.argsort(np.argsort(-seen, axis=1), axis=1)
    change = trends * trend + effect * (place == 0) + generator.normal(scale=luck, size=trend.shape)
    role = np.select([place == 0, place == 1], ["winner", "runner-up"], "other")
    return pd.DataFrame(
        {
            "contest": np.repeat(np.arange(contests), candidates),
            "county": np.tile(np.arange(candidates), contests),
            "role": role.ravel(),
            "change": change.ravel(),
            "trend": trends * trend.ravel(),
        }
    )


def compare_with(contests: pd.DataFrame, others: str = "runner-up") -> tuple[float, float]:
    """The mean gap between winners and others of their contest, and its standard error over contests.

    Parameters
    ----------
    contests : pandas.DataFrame
        As :func:`simulate_contests` returns it.
    others : {"runner-up", "all"}
        Whom winners are held against: the second best, or the mean of all who did not win.

    Raises
    ------
    ValueError
        If ``others`` is something else.

    Examples
    --------
    >>> gap, error = compare_with(simulate_contests(choosing=0.0, contests=500, seed=1))
    >>> abs(gap - 0.12) < 3 * error
    True
    """
    if others not in ("runner-up", "all"):
        raise ValueError(
            tell(
                "others: {value} is unknown; it can be {first} or {second}.",
                value=quoted(others),
                first=quoted("runner-up"),
                second=quoted("all"),
            )
        )
    role = contests["role"]
    held = role == "runner-up" if others == "runner-up" else role != "winner"
    won = contests[role == "winner"].set_index("contest")["change"]
    gaps = won - contests[held].groupby("contest")["change"].mean()
    return float(gaps.mean()), float(gaps.std(ddof=1) / np.sqrt(len(gaps)))
