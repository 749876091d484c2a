"""Whose fate is shared: of one industry in several places, or of several industries in one place."""

from __future__ import annotations

from typing import Literal

import numpy as np
import pandas as pd

from clusterbook.words import quoted, tell

from .korea import korean_industry_table, korean_value_added

__all__ = ["korean_changes", "shared_fates"]


def shared_fates(changes: pd.DataFrame) -> pd.Series:
    r"""Correlation of changes, over pairs of places of one industry and over pairs of industries of one place.

    .. math::

        r = \frac{\sum_g \sum_{i \ne j \in g} z_i z_j}{\sum_g (n_g - 1) \sum_{i \in g} z_i^2}

    with :math:`z` the changes less their mean, and :math:`n_g` of them in group :math:`g`: an industry (its places),
    then a place (its industries).

    Parameters
    ----------
    changes : pandas.DataFrame
        Places in rows, industries in columns, any measure of change. NaN where there is none.

    Returns
    -------
    pandas.Series
        ``same industry`` and ``same place``, each from -1 to 1; near 0 where members of a group are no more alike
        than others. NaN where no group has two members.

    Raises
    ------
    ValueError
        If no two changes differ.

    Notes
    -----
    The intraclass correlation in its pairwise form: every pair counts once, so large groups weigh more.

    Examples
    --------
    Ships shrink in both towns, cars grow in both: the fate is that of the industry.

    >>> changes = pd.DataFrame({"ships": [-0.1, -0.1], "cars": [0.1, 0.1]}, index=["Ulsan", "Geoje"])
    >>> shared_fates(changes).tolist()
    [1.0, -1.0]
    """
    values = changes.to_numpy(dtype=float)
    if not np.nanstd(values) > 0:
        raise ValueError(
            tell("changes: no two of them differ; there is no correlation of what does not vary.")
        )
    around = changes - np.nanmean(values)
    return pd.Series({"same industry": _over_pairs(around), "same place": _over_pairs(around.T)})


def _over_pairs(around):
    """Products over all pairs within columns, over what they would be if both of a pair were alike."""
    squares, others = (around**2).sum(), (around.notna().sum() - 1).clip(lower=0)
    alike = (squares * others).sum()
    return float((around.sum() ** 2 - squares).sum() / alike) if alike > 0 else float("nan")


def korean_changes(
    of: Literal["sections", "divisions", "municipalities"] = "divisions", least: float = 1000
) -> pd.DataFrame:
    """Return the log change of Korea's industries by place: of workers by province, of value added by municipality.

    Parameters
    ----------
    of : {"sections", "divisions", "municipalities"}
        19 sections or 74 divisions in 17 provinces, workers of 2020 and 2023; or 16 activities in 229 municipalities,
        value added of 2015 and 2020, at current prices.
    least : float
        What a cell must have in both years, in workers or million won; others are NaN.

    Returns
    -------
    pandas.DataFrame
        Places in rows, industries in columns.

    Raises
    ------
    ValueError
        If ``of`` is another word, or ``least`` is not positive.

    Examples
    --------
    >>> float(korean_changes("sections").loc["Ulsan", "C"].round(3))
    -0.026
    """
    if not least > 0:
        raise ValueError(
            tell(
                "least: {least} is not usable; a cell of nothing has no change.", least=f"{least:g}"
            )
        )
    if of == "municipalities":
        before, after = (korean_value_added(year, names=True) for year in (2015, 2020))
    elif of in ("sections", "divisions"):
        level: Literal["section", "division"] = "section" if of == "sections" else "division"
        before, after = (korean_industry_table(year, level, names=True) for year in (2020, 2023))
    else:
        raise ValueError(
            tell(
                "of: {of} is not known; it can be 'sections', 'divisions' or 'municipalities'.",
                of=quoted(of),
            )
        )
    enough = (before >= least) & (after >= least)
    ratio = after.where(enough) / before.where(enough)
    return ratio.apply(np.log)
