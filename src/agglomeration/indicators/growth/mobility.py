"""How regions or cells change places between two dates: classes, and the chances to move between them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pandas as pd

from agglomeration.indicators.ground.tables import align_table, check_table
from agglomeration.words import marked, quoted, tell

__all__ = ["mobility", "transition_matrix"]


def transition_matrix(
    before: pd.DataFrame,
    after: pd.DataFrame,
    bounds: Sequence[float] = (0.5, 1.0, 2.0),
    *,
    counts: bool = False,
) -> pd.DataFrame:
    r"""Chances to move between classes of specialization (a Markov chain) from one date to another.

    .. math:: p_{kl} = \frac{\#\{\text{cells in class } k \text{ before and } l \text{ after}\}}
                            {\#\{\text{cells in class } k \text{ before}\}}

    Parameters
    ----------
    before, after : pandas.DataFrame
        Regions x industries, such as location quotients at two dates; the same labels, ``after`` in any order. Missing
        cells (undefined quotients) take no part.
    bounds : sequence of float
        The lower ends of the classes from the second on, rising: (0.5, 1, 2) makes four classes, below 0.5, 0.5 to
        below 1, 1 to below 2, 2 and above.
    counts : bool
        Return the numbers of cells instead.

    Returns
    -------
    pandas.DataFrame
        Classes before x classes after; rows add up to 1. NaN for a class that nobody was in before. Classes are named
        by their bounds.

    Raises
    ------
    ValueError
        If tables are bad, their labels differ, or the bounds do not rise.

    Notes
    -----
    Cells just beside a bound cross it back and forth by noise alone, and what was extreme by chance falls back: both
    look like mobility. Small regions make both larger. Simulate no change with the cells' own errors to see how much.
    :func:`mobility` gives one number. ``giddy.markov.Markov`` estimates the same from classes of a panel.

    References
    ----------
    Quah, D. (1993). Empirical cross-section dynamics in economic growth. European Economic Review 37(2-3), 426-434.

    Examples
    --------
    >>> import pandas as pd
    >>> before = pd.DataFrame({"steel": [3.0, 0.2], "soap": [0.4, 1.5]}, index=["Linz", "Wels"])
    >>> after = pd.DataFrame({"steel": [2.5, 0.3], "soap": [0.6, 0.9]}, index=["Linz", "Wels"])
    >>> transition_matrix(before, after)
    after        below 0.5  0.5 to 1  1 to 2  2 and above
    before
    below 0.5          0.5       0.5     0.0          0.0
    0.5 to 1           NaN       NaN     NaN          NaN
    1 to 2             0.0       1.0     0.0          0.0
    2 and above        0.0       0.0     0.0          1.0
    """
    try:
        ends = np.asarray(bounds, dtype=float)
    except (TypeError, ValueError):
        # What is no number does not rise.
        ends = np.empty(0)
    if ends.ndim != 1 or not len(ends) or not np.isfinite(ends).all() or (np.diff(ends) <= 0).any():
        raise ValueError(
            tell(
                "bounds: {bounds} do not rise; (0.5, 1, 2) makes four classes.",
                bounds=quoted(bounds),
            )
        )
    first, last = _both(before, after)
    size = len(ends) + 1
    classes = [
        np.searchsorted(_levelled(ends), _levelled(part), side="right") for part in (first, last)
    ]
    moves = np.zeros((size, size))
    np.add.at(moves, tuple(classes), 1)
    names = _named(ends)
    result = (
        moves
        if counts
        else moves / np.where(moves.sum(axis=1) > 0, moves.sum(axis=1), np.nan)[:, None]
    )
    frame = pd.DataFrame(result, pd.Index(names, name="before"), pd.Index(names, name="after"))
    return frame.astype(int) if counts else frame


def mobility(before: pd.DataFrame, after: pd.DataFrame) -> pd.Series:
    r"""Rank mobility: how much the order of regions changes between two dates, industry by industry.

    .. math:: 1 - \tau_b \quad \text{of } (x_{ri}, x'_{ri})_r

    Parameters
    ----------
    before, after : pandas.DataFrame
        Regions x industries, amounts or quotients at two dates; the same labels, ``after`` in any order. Missing cells
        take no part.

    Returns
    -------
    pandas.Series
        By industry: 0 where the order is as before, 1 where it has nothing to do with it, 2 where it is turned round.
        NaN where fewer than two regions can be compared, or all are level at a date.

    Raises
    ------
    ValueError
        If tables are bad or their labels differ.

    Notes
    -----
    Kendall's :math:`\tau_b` counts pairs of regions, ties apart: of all pairs the share that changed order is half of
    this where there are no ties. Noise changes the order of regions that are nearly level; a high value of many small
    regions says little.

    Of an industry it is ``1 - scipy.stats.kendalltau(before, after).statistic``.

    References
    ----------
    Kendall, M. G. (1945). The treatment of ties in ranking problems. Biometrika 33(3), 239-251.

    Examples
    --------
    >>> import pandas as pd
    >>> before = pd.DataFrame({"steel": [3, 2, 1], "soap": [1, 2, 3]}, index=["Linz", "Wels", "Enns"])
    >>> after = pd.DataFrame({"steel": [9, 5, 2], "soap": [2, 1, 3]}, index=["Linz", "Wels", "Enns"])
    >>> mobility(before, after).round(2).to_dict()
    {'steel': 0.0, 'soap': 0.67}
    """
    after = align_table(after, before, "after")
    check_table(before, "before", nan=True, negative=True)
    check_table(after, "after", nan=True, negative=True)
    found = [
        1 - before[industry].corr(after[industry], method="kendall", min_periods=2)
        for industry in before.columns
    ]
    return pd.Series(found, index=before.columns, name="mobility", dtype=float)


def _both(before, after):
    after = align_table(after, before, "after")
    first = check_table(
        before, "before", nan=True, rows=marked("region"), columns=marked("industry")
    )
    last = check_table(after, "after", nan=True, rows=marked("region"), columns=marked("industry"))
    there = ~(np.isnan(first) | np.isnan(last))
    return first[there], last[there]


def _levelled(values):
    """Values that differ from each other by rounding alone made one, so that no unit decides on which side one is."""
    return np.round(values, 12)


def _named(ends):
    between = [
        tell("{low} to {high}", low=f"{low:g}", high=f"{high:g}") for low, high in pairwise(ends)
    ]
    return [
        tell("below {bound}", bound=f"{ends[0]:g}"),
        *between,
        tell("{bound} and above", bound=f"{ends[-1]:g}"),
    ]
