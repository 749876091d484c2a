"""How far apart regions are, at one date or at several: sigma convergence is when this falls."""

from __future__ import annotations

from typing import Literal

import numpy as np
import pandas as pd

from agglomeration.indicators.ground.tables import check_aligned, check_choice, check_table
from agglomeration.words import marked, quoted, tell

__all__ = ["disparity"]

KINDS = ("williamson", "variation", "log")


def disparity(
    values: pd.Series | pd.DataFrame,
    population: pd.Series | pd.DataFrame | None = None,
    kind: Literal["williamson", "variation", "log"] | None = None,
) -> float | pd.Series:
    r"""Disparity of regions in income, output or wages per head; sigma convergence is its fall over time.

    .. math:: \text{Williamson } \frac{1}{\bar y} \sqrt{\sum_r (y_r - \bar y)^2 \frac{p_r}{P}}, \quad
              \bar y = \sum_r \frac{p_r}{P} y_r, \qquad
              \text{log } \sqrt{\frac{1}{n} \sum_r \left(\ln y_r - \overline{\ln y}\right)^2}

    Parameters
    ----------
    values : pandas.Series or pandas.DataFrame
        Positive amounts *per head* (or per job), by region; a frame has a column per date.
    population : pandas.Series or pandas.DataFrame, optional
        The heads, non-negative, for the same regions (and dates): weights of "williamson".
    kind : {"williamson", "variation", "log"}, optional
        The coefficient of variation weighted by population, the plain one, or the standard deviation of logarithms. By
        default the first if there is a population, else the second.

    Returns
    -------
    float or pandas.Series
        From 0 (all alike) upward; by date for a frame. NaN where every region has population 0.

    Raises
    ------
    ValueError
        If values are missing or not positive, labels differ, or population and kind do not go together.

    Notes
    -----
    The weighted one says how unequal *people* are by their region, the plain one how unequal *regions* are: a small
    rich region moves the second only. Each depends on how the country is cut: compare dates with the same regions. A
    standard deviation here divides by the number of regions. Prices that differ between regions make nominal
    disparity larger than real.

    The plain kind is ``scipy.stats.variation``. R's ``REAT::williamson`` is the weighted one by name; its argument
    ``wmean`` says whether the weighted mean is taken for the mean.

    References
    ----------
    Williamson, J. G. (1965). Regional inequality and the process of national development: a description of the
    patterns. Economic Development and Cultural Change 13(4, part 2), 1-84.
    Barro, R. J. and Sala-i-Martin, X. (1992). Convergence. Journal of Political Economy 100(2), 223-251.

    Examples
    --------
    >>> import pandas as pd
    >>> output = pd.DataFrame({2000: [10.0, 20.0, 30.0], 2020: [20.0, 25.0, 30.0]}, index=["Linz", "Wels", "Enns"])
    >>> disparity(output).round(3).to_dict()
    {2000: 0.408, 2020: 0.163}
    >>> round(disparity(output[2000], pd.Series([8, 1, 1], output.index)), 3)
    0.493
    """
    if kind is None:
        kind = "variation" if population is None else "williamson"
    check_choice(kind, KINDS, "kind")
    if (population is None) == (kind == "williamson"):
        raise ValueError(
            tell(
                "population: kind='williamson' needs it as weights, the other kinds do not take it."
            )
        )
    frame = values.to_frame() if isinstance(values, pd.Series) else values
    amounts = check_table(frame, "values", rows=marked("region"), columns=marked("date"))
    if (amounts <= 0).any():
        row, column = np.argwhere(amounts <= 0)[0]
        raise ValueError(
            tell(
                "values: region {region} has {value}; disparity compares positive amounts per head.",
                region=quoted(frame.index[row]),
                value=f"{amounts[row, column]:g}",
            )
        )
    if kind == "log":
        found = np.log(amounts).std(axis=0)
    elif kind == "variation":
        found = amounts.std(axis=0) / amounts.mean(axis=0)
    else:
        found = _weighted(amounts, _heads(population, frame))
    return (
        float(found[0])
        if isinstance(values, pd.Series)
        else pd.Series(found, frame.columns, name="disparity")
    )


def _heads(population, frame):
    if isinstance(population, pd.Series):
        heads = check_aligned(population, frame.index, "population", "region")
        return np.repeat(heads[:, None], frame.shape[1], axis=1)
    missing = frame.columns.difference(population.columns)
    if len(missing):
        raise ValueError(
            tell(
                "population: date {date} is not there; give it for each date of the values.",
                date=quoted(missing[0]),
            )
        )
    return np.column_stack(
        [
            check_aligned(population[date], frame.index, "population", "region")
            for date in frame.columns
        ]
    )


def _weighted(amounts, heads):
    total = heads.sum(axis=0)
    share = heads / np.where(total > 0, total, np.nan)
    mean = (share * amounts).sum(axis=0)
    return np.sqrt((share * (amounts - mean) ** 2).sum(axis=0)) / mean
