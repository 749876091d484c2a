"""How productive the places are that have an industry, and how complex a region is by a scale from outside."""

from __future__ import annotations

from typing import Literal

import numpy as np
import pandas as pd

from agglomeration.indicators.ground.columns import check_labels
from agglomeration.indicators.ground.tables import check_aligned, check_table, undefined_at_zero
from agglomeration.indicators.specialization.quotients import held_cells
from agglomeration.words import quoted, tell

__all__ = ["expy", "outside_complexity", "prody"]


def prody(table: pd.DataFrame, income: pd.Series) -> pd.Series:
    r"""PRODY: the income of the regions that have an industry, each weighted by its specialization in it.

    .. math:: \text{PRODY}_i = \frac{\sum_r s_{ri}\, y_r}{\sum_r s_{ri}}, \qquad s_{ri} = \frac{e_{ri}}{e_r}

    Parameters
    ----------
    table : pandas.DataFrame
        Regions x industries, non-negative amounts (exports, output or jobs).
    income : pandas.Series
        Income or output per head of each region, in any order.

    Returns
    -------
    pandas.Series
        By industry, in the unit of ``income``. NaN for an industry that is nowhere; empty regions count for nothing.

    Raises
    ------
    ValueError
        If the table is bad or the labels differ.

    Notes
    -----
    The weights are quotients, so that a small region counts as much as a large one. It is no productivity *of the
    industry*: bananas are cheap where the countries that grow them are poor. Weights by shares :math:`s` or by
    location quotients give the same. Equals ``econcomplex.prody(table, income)``.

    References
    ----------
    Hausmann, R., Hwang, J. and Rodrik, D. (2007). What you export matters. Journal of Economic Growth 12(1), 1-25.

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame({"steel": [30, 10], "soap": [10, 30]}, index=["Linz", "Wels"])
    >>> prody(table, pd.Series({"Linz": 40, "Wels": 20}))
    steel    35.0
    soap     25.0
    Name: prody, dtype: float64
    """
    shares, amounts = (
        _shares(table),
        check_aligned(income, table.index, "income", "region", negative=True),
    )
    held = shares.sum(axis=0)
    found = amounts @ shares / undefined_at_zero(held)
    return pd.Series(found, index=table.columns, name="prody")


def expy(table: pd.DataFrame, income: pd.Series, leave_out: bool = False) -> pd.Series:
    r"""EXPY: the mean PRODY of what a region makes.

    .. math:: \text{EXPY}_r = \sum_i s_{ri}\, \text{PRODY}_i

    Parameters
    ----------
    table, income
        As in :func:`prody`.
    leave_out : bool
        Whether each region is measured by the PRODY of the *other* regions. Without it a region's own income is in its
        EXPY, which then foretells the income in part by itself. Industries that no other region has are left out.

    Returns
    -------
    pandas.Series
        By region, in the unit of ``income``. NaN for an empty region, and with ``leave_out`` for one whose industries
        nobody else has.

    Raises
    ------
    ValueError
        As :func:`prody`.

    Notes
    -----
    ``econcomplex.expy(table, income)`` is the same without ``leave_out``.

    References
    ----------
    Hausmann, R., Hwang, J. and Rodrik, D. (2007). What you export matters. Journal of Economic Growth 12(1), 1-25.

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame({"steel": [30, 10], "soap": [10, 30]}, index=["Linz", "Wels"])
    >>> income = pd.Series({"Linz": 40, "Wels": 20})
    >>> expy(table, income).to_dict(), expy(table, income, leave_out=True).to_dict()
    ({'Linz': 32.5, 'Wels': 27.5}, {'Linz': 20.0, 'Wels': 40.0})
    """
    shares, amounts = (
        _shares(table),
        check_aligned(income, table.index, "income", "region", negative=True),
    )
    held, earned = shares.sum(axis=0), amounts @ shares
    if leave_out:
        held = held - shares
        earned = earned - amounts[:, None] * shares
        # What is left of a region's own share by rounding is nobody's.
        held[held <= 1e-12] = np.nan
        level = earned / held
    else:
        level = np.broadcast_to(earned / undefined_at_zero(held), shares.shape)
    known = np.isfinite(level)
    weight = np.where(known, shares, 0.0)
    found = (weight * np.where(known, level, 0.0)).sum(axis=1) / undefined_at_zero(
        weight.sum(axis=1)
    )
    return pd.Series(found, index=table.index, name="expy")


def _shares(table):
    """Shares of industries in regions; an empty region has none."""
    values = check_table(table)
    totals = values.sum(axis=1, keepdims=True)
    return np.divide(values, totals, out=np.zeros_like(values, dtype=float), where=totals > 0)


def outside_complexity(
    table: pd.DataFrame,
    complexity: pd.Series,
    *,
    threshold: float = 1.0,
    by: Literal["location_quotient", "amount"] = "location_quotient",
) -> pd.Series:
    r"""Complexity of regions by a scale from outside: the mean complexity of the industries that are present.

    .. math:: c_r = \frac{1}{k_r} \sum_{i:\, M_{ri} = 1} \text{PCI}_i

    Parameters
    ----------
    table : pandas.DataFrame
        Regions x industries, non-negative amounts.
    complexity : pandas.Series
        The complexity of industries from elsewhere, such as :func:`economic_complexity` of the nations gives. Of at
        least one industry of the table; industries without it take no part.
    threshold, by
        What counts as present, as in :func:`presence`.

    Returns
    -------
    pandas.Series
        By region, in the unit of ``complexity``. NaN for a region with none of these industries.

    Raises
    ------
    ValueError
        If the table is bad, an industry has two complexities, one is infinite or no number, or none has one.

    Notes
    -----
    For few regions, whose own second eigenvector is hardly determined, and to compare regions of several nations. It is
    a mean: a region with one complex industry stands above one with that and ten plain ones. Without industries that
    lack a complexity equals the first part of ``econcomplex.subnational_eci(table, complexity, standardize=False)``,
    which gives 0 to a region with none.

    References
    ----------
    Hausmann, R., Hidalgo, C. A., Bustos, S., Coscia, M., Simoes, A. and Yildirim, M. A. (2014). The Atlas of Economic
    Complexity. MIT Press.

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame({"steel": [30, 10], "soap": [10, 30]}, index=["Linz", "Wels"])
    >>> outside_complexity(table, pd.Series({"steel": 1.5, "soap": -0.5, "inns": -1.0})).to_dict()
    {'Linz': 1.5, 'Wels': -0.5}
    """
    held, undefined = held_cells(table, threshold, by, float)
    check_labels(complexity.index, "complexity", "industry")
    scale = check_aligned(
        complexity.reindex(table.columns), table.columns, "complexity", negative=True, nan=True
    )
    known = np.isfinite(scale)
    if not known.any():
        raise ValueError(
            tell(
                "complexity: it holds none of the table's industries, such as {industry}; give both the same codes.",
                industry=quoted(table.columns[0]),
            )
        )
    count = held[:, known].sum(axis=1)
    found = held[:, known] @ scale[known] / undefined_at_zero(count)
    found[undefined] = np.nan
    return pd.Series(found, index=table.index, name="complexity")
