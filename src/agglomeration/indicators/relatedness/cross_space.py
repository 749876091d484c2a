"""Two kinds of activity in the same regions: which technologies go with which industries."""

from __future__ import annotations

from typing import Literal

import numpy as np
import pandas as pd

from agglomeration.indicators.ground.tables import check_table
from agglomeration.indicators.specialization.quotients import held_cells
from agglomeration.words import marked, quoted, tell

from .density import density

__all__ = ["cross_proximity", "cross_relatedness"]


def cross_proximity(
    table: pd.DataFrame,
    other: pd.DataFrame,
    *,
    threshold: float = 1.0,
    by: Literal["location_quotient", "amount"] = "location_quotient",
) -> pd.DataFrame:
    r"""Cross-space proximity: the smaller of the two chances to have an activity of one kind given one of the other.

    .. math:: \phi_{ab} = \frac{\sum_r M_{ra} N_{rb}}{\max\left(\sum_r M_{ra}, \sum_r N_{rb}\right)}

    Parameters
    ----------
    table : pandas.DataFrame
        Regions x activities of one kind (technologies, say), non-negative amounts.
    other : pandas.DataFrame
        The same regions, in any order, x activities of the other kind (industries).
    threshold, by
        What counts as present, as in :func:`presence`, in both.

    Returns
    -------
    pandas.DataFrame
        Activities of the one kind x activities of the other, 0 to 1. NaN for an activity that is present nowhere.

    Raises
    ------
    ValueError
        If a table is bad or the regions differ.

    Notes
    -----
    With ``other=table`` it is ``proximity(table, diagonal=True)``. With few regions it is coarse, and of many pairs
    some are near by chance: shuffle the regions of one table to see how near. Equals
    ``econcomplex.cross_proximity(table, other)``, which gives 0 for an activity present nowhere.

    References
    ----------
    Pugliese, E., Cimini, G., Patelli, A., Zaccaria, A., Pietronero, L. and Gabrielli, A. (2019). Unfolding the
    innovation system for the development of countries: coevolution of science, technology and production. Scientific
    Reports 9, 16440.

    Examples
    --------
    >>> import pandas as pd
    >>> patents = pd.DataFrame({"alloys": [3, 1, 0], "dyes": [0, 0, 2]}, index=["Linz", "Wels", "Enns"])
    >>> jobs = pd.DataFrame({"steel": [30, 10, 0], "soap": [0, 50, 10]}, index=["Linz", "Wels", "Enns"])
    >>> cross_proximity(patents, jobs, by="amount")
            steel  soap
    alloys    1.0   0.5
    dyes      0.0   0.5
    """
    ones = held_cells(table, threshold, by, float)[0]
    others = held_cells(_same_regions(other, table), threshold, by, float)[0]
    one, two = (_some(held.sum(axis=0)) for held in (ones, others))
    return pd.DataFrame(
        ones.T @ others / np.maximum(one[:, None], two), index=table.columns, columns=other.columns
    )


def cross_relatedness(
    table: pd.DataFrame,
    proximity: pd.DataFrame,
    *,
    threshold: float = 1.0,
    by: Literal["location_quotient", "amount"] = "location_quotient",
) -> pd.DataFrame:
    r"""Cross-space relatedness: how much of what goes with an activity of another kind a region already has.

    .. math:: \omega_{rb} = \frac{\sum_a M_{ra}\, \phi_{ab}}{\sum_a \phi_{ab}}

    Parameters
    ----------
    table : pandas.DataFrame
        Regions x activities of one kind, non-negative amounts.
    proximity : pandas.DataFrame
        Activities of that kind (all columns of ``table``, in any order) x activities of the other, non-negative, such
        as :func:`cross_proximity` gives.
    threshold, by
        What counts as present, as in :func:`presence`.

    Returns
    -------
    pandas.DataFrame
        Regions x activities of the other kind, 0 to 1. NaN for an empty region, and for an activity with which
        nothing goes. An undefined proximity counts for nothing.

    Raises
    ------
    ValueError
        If the table is bad, or the proximity is negative or lacks an activity.

    Notes
    -----
    As with :func:`relatedness_density`, diversified regions are dense in everything. A proximity from the same
    regions foretells in part what it was made from; take one from other regions or an earlier date. For its
    uncertainty draw regions of both tables anew. It equals ``econcomplex.cross_relatedness(table, proximity)``.

    References
    ----------
    Pugliese, E., Cimini, G., Patelli, A., Zaccaria, A., Pietronero, L. and Gabrielli, A. (2019). Unfolding the
    innovation system for the development of countries: coevolution of science, technology and production. Scientific
    Reports 9, 16440.

    Examples
    --------
    >>> import pandas as pd
    >>> patents = pd.DataFrame({"alloys": [3, 1, 0], "dyes": [0, 1, 2]}, index=["Linz", "Wels", "Enns"])
    >>> near = pd.DataFrame({"steel": [1, 0], "soap": [0.5, 0.5]}, index=["alloys", "dyes"])
    >>> cross_relatedness(patents, near, by="amount")
          steel  soap
    Linz    1.0   0.5
    Wels    1.0   1.0
    Enns    0.0   0.5
    """
    held, undefined = held_cells(table, threshold, by, float)
    weights = check_table(
        proximity,
        "proximity",
        nan=True,
        negative=True,
        rows=marked("activity"),
        columns=marked("activity"),
    )
    if np.fmin.reduce(weights, axis=None) < 0:
        row, column = np.argwhere(weights < 0)[0]
        raise ValueError(
            tell(
                "proximity: {one} and {other} have {value}; a weight cannot be negative, so use "
                "proximity.clip(lower=0).",
                one=quoted(proximity.index[row]),
                other=quoted(proximity.columns[column]),
                value=f"{weights[row, column]:g}",
            )
        )
    missing = table.columns.difference(proximity.index, sort=False)
    if len(missing):
        raise ValueError(
            tell(
                "proximity: no row for {activity}, which is a column of the table; give a row for each column.",
                activity=quoted(missing[0]),
            )
        )
    near = density(held, weights[proximity.index.get_indexer(table.columns)])
    near[undefined] = np.nan
    return pd.DataFrame(near, index=table.index, columns=proximity.columns)


def _same_regions(other, table):
    check_table(other, "other")
    missing = table.index.symmetric_difference(other.index)
    if len(missing):
        raise ValueError(
            tell(
                "other: region {region} is in one table only; give both the same regions.",
                region=quoted(missing[0]),
            )
        )
    return other.loc[table.index]


def _some(counts):
    return np.where(counts > 0, counts, np.nan)
