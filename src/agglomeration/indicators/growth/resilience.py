"""How regions come through a crisis, beside the nation: what they lose, and what they win back."""

from __future__ import annotations

from typing import Literal

import numpy as np
import pandas as pd

from agglomeration.indicators.ground.tables import align_table, check_choice, check_table
from agglomeration.words import tell

__all__ = ["resilience"]


def resilience(
    before: pd.DataFrame,
    trough: pd.DataFrame,
    after: pd.DataFrame,
    expected: Literal["nation", "industries"] = "nation",
) -> pd.DataFrame:
    r"""Resistance and recovery: what a region loses in a crisis and wins afterwards, beside what was to be expected.

    .. math:: \text{resistance}_r = \frac{\Delta E_r - \Delta \hat E_r}{|\Delta \hat E_r|}
              \text{ from before to trough}, \qquad \text{recovery}_r \text{ the same from trough to after}

    Parameters
    ----------
    before, trough, after : pandas.DataFrame
        Regions x industries, non-negative amounts (jobs) at three dates; the same labels in any order.
    expected : {"nation", "industries"}
        What a region would have lost or won: at the rate of all together, or each of its industries at that industry's
        rate, so that a region is not called weak for what it makes.

    Returns
    -------
    pandas.DataFrame
        By region: ``resistance`` and ``recovery`` (0 as expected, above it better, -1 twice the expected loss, or a
        recovery of nothing), and the changes behind them as shares of the beginning of the phase: ``loss``,
        ``expected_loss``, ``gain``, ``expected_gain`` (signed; a loss is negative). NaN where a region begins with
        nothing, or nothing is expected to change.

    Raises
    ------
    ValueError
        If tables are bad, their labels differ, or all together do not fall to the trough.

    Notes
    -----
    An industry that begins after the first date of a phase is expected nowhere. Dates decide: the nation's trough is
    not each region's. A small expected change makes wild ratios; read the changes beside them. A region that lost
    little has little to win back, so the two are negatively related by themselves.

    R's ``ERRI::erri`` uses the same two words for another comparison: of a region with its own path before the shock.

    References
    ----------
    Martin, R., Sunley, P., Gardiner, B. and Tyler, P. (2016). How regions react to recessions: resilience and the role
    of economic structure. Regional Studies 50(4), 561-585.

    Examples
    --------
    >>> import pandas as pd
    >>> before = pd.DataFrame({"steel": [80, 20], "soap": [20, 80]}, index=["Linz", "Wels"])
    >>> trough = pd.DataFrame({"steel": [60, 15], "soap": [20, 80]}, index=["Linz", "Wels"])
    >>> after = pd.DataFrame({"steel": [70, 19], "soap": [22, 86]}, index=["Linz", "Wels"])
    >>> resilience(before, trough, after)[["resistance", "recovery"]].round(2)
          resistance  recovery
    Linz        -0.6      0.19
    Wels         0.6     -0.16
    >>> resilience(before, trough, after, "industries")["resistance"].round(2).to_dict()
    {'Linz': 0.0, 'Wels': 0.0}
    """
    check_choice(expected, ("nation", "industries"), "expected")
    first = check_table(before, "before")
    middle = check_table(align_table(trough, before, "trough"), "trough")
    last = check_table(align_table(after, before, "after"), "after")
    if not middle.sum() < first.sum():
        raise ValueError(
            tell(
                "trough: all regions together do not fall from before to the trough; choose other dates."
            )
        )
    loss, expected_loss = _changes(first, middle, expected)
    gain, expected_gain = _changes(middle, last, expected)
    parts = {
        "resistance": _beside(loss, expected_loss),
        "recovery": _beside(gain, expected_gain),
        "loss": loss,
        "expected_loss": expected_loss,
        "gain": gain,
        "expected_gain": expected_gain,
    }
    return pd.DataFrame(parts, index=before.index)


def _changes(first, last, expected):
    """Each region's change and the expected one, as shares of its beginning."""
    begin = first.sum(axis=1)
    start = np.where(begin > 0, begin, np.nan)
    change = (last.sum(axis=1) - begin) / start
    if expected == "nation":
        rate = last.sum() / first.sum() - 1 if first.sum() else np.nan
        return change, np.where(begin > 0, rate, np.nan)
    before, after = first.sum(axis=0), last.sum(axis=0)
    rates = np.divide(after - before, before, out=np.zeros(len(before)), where=before > 0)
    return change, first @ rates / start


def _beside(change, expected):
    # An expected change of rounding noise alone is none.
    size = np.where(np.abs(expected) > 1e-12, np.abs(expected), np.nan)
    return (change - expected) / size
