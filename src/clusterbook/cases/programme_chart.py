"""The chart of the Korean industry ministry, whose bars lost their length, under an assumption about that length."""

from __future__ import annotations

import pandas as pd

from clusterbook.tables.loading import load
from clusterbook.words import quoted, tell

__all__ = ["INSTRUMENTS", "chart_of_programmes"]

INSTRUMENTS = ("infrastructure", "technology", "human resources", "firm support")


def chart_of_programmes(reach: int = 0) -> pd.DataFrame:
    """Return which instruments each programme of the chart covers, if its bar reaches so far.

    Parameters
    ----------
    reach : int
        How many columns a bar extends to either side of the column in which its name stands, from 0 (that column
        alone) to 3 (all four). An assumption: the printed lengths are lost.

    Returns
    -------
    pandas.DataFrame
        One row per programme and instrument: ``track``, ``programme``, ``instrument``, and ``printed`` (whether the
        name stands in that column). :func:`~agglomeration.indicators.policy.programme_matrix` makes a matrix of it.

    Raises
    ------
    ValueError
        If ``reach`` is not a whole number from 0 to 3.

    Examples
    --------
    >>> chart = chart_of_programmes(1)
    >>> chart.loc[chart["programme"] == "technoparks", "instrument"].tolist()
    ['human resources', 'firm support']
    >>> len(chart_of_programmes(0)), len(chart_of_programmes(3))
    (9, 36)
    """
    if reach not in range(len(INSTRUMENTS)):
        raise ValueError(
            tell(
                "reach: {reach} must be a whole number from 0 to {most}.",
                reach=quoted(reach),
                most=len(INSTRUMENTS) - 1,
            )
        )
    chart = load("korea_programme_matrix")[["track", "programme", "first_instrument"]]
    rows = chart.merge(pd.DataFrame({"instrument": INSTRUMENTS}), how="cross")
    place = {name: number for number, name in enumerate(INSTRUMENTS)}
    away = (rows["instrument"].map(place) - rows["first_instrument"].map(place)).abs()
    rows["printed"] = away == 0
    return rows.loc[away <= reach, ["track", "programme", "instrument", "printed"]].reset_index(
        drop=True
    )
