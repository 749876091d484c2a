"""How specialised is a region: its industries held against a reference, or against an even spread."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np
import pandas as pd

from agglomeration.indicators.ground.blocks import blocks
from agglomeration.indicators.ground.tables import (
    check_aligned,
    check_choice,
    check_table,
    shares,
    undefined_at_zero,
)
from agglomeration.indicators.inference.resampling import resampled
from agglomeration.words import tell

from .share_gaps import share_gaps

if TYPE_CHECKING:
    from agglomeration.indicators.inference.result import Inference

__all__ = [
    "hachman",
    "herfindahl",
    "hoover_specialization",
    "krugman_specialization",
]

KRUGMAN_REFERENCES = ("total", "rest", "mean_of_others")
HOOVER_REFERENCES = ("total", "uniform")


@resampled
def krugman_specialization(
    table: pd.DataFrame,
    reference: Literal["total", "rest", "mean_of_others"] | pd.Series = "total",
    *,
    draws: int = 0,
    seed: int | None = None,
    level: float = 0.95,
    jobs: int = 1,
) -> pd.Series | Inference:
    r"""Krugman index: how far a region's industry shares are from the reference's, added up.

    .. math:: K_r = \sum_i \left| s_{ri} - s_i \right|

    with :math:`s_{ri}` the share of industry :math:`i` in region :math:`r`, :math:`s_i` that in the reference.

    Parameters
    ----------
    table : pandas.DataFrame
        Regions x industries, non-negative amounts.
    reference : {"total", "rest", "mean_of_others"} or pandas.Series
        All regions pooled, the own one included; all other regions pooled; the plain mean of the other regions'
        shares; or an amount per industry.
    draws, seed, level, jobs
        As in :func:`location_quotient`.

    Returns
    -------
    pandas.Series
        Per region: 0 (the reference's structure) to 2 (no industry in common). With ``"total"`` it cannot pass
        2 (1 - the region's share in all jobs), for the region is part of its own reference. NaN for an empty region,
        and without another region to compare with.

    Raises
    ------
    ValueError
        If the table or the reference is bad or misaligned.

    Notes
    -----
    The three references give three numbers, on one table 1.106, 1.223 and 1.239: say which one you use. The finer the
    classification, the higher the index; compare only tables of the same one.

    ``"total"`` equals ``econcomplex.krugman_index`` and R's ``EconGeo::krugman_index``; ``"mean_of_others"`` equals
    ``REAT::krugman.spec2``. econcomplex gives an empty region 1.

    References
    ----------
    Krugman, P. (1991). Geography and Trade. MIT Press.

    Examples
    --------
    Five Nordic countries (Farhauer and Kroell 2013), whose value for Sweden is 0.1595:

    >>> import pandas as pd
    >>> table = pd.DataFrame(
    ...     [[45000, 15000, 32000, 10000, 30000], [35000, 12000, 30000, 8000, 22000],
    ...      [40000, 10000, 25000, 9000, 18000], [30000, 11000, 18000, 3000, 13000],
    ...      [40000, 6000, 11000, 2000, 12000]],
    ...     index=["Sweden", "Norway", "Denmark", "Finland", "Iceland"])
    >>> krugman_specialization(table, reference="mean_of_others").round(4)["Sweden"]
    np.float64(0.1595)
    """
    values = check_table(table)
    distance = share_gaps(values.T, reference, KRUGMAN_REFERENCES, table.columns, "industry")
    return pd.Series(distance, index=table.index, name="krugman_specialization")


@resampled
def hoover_specialization(
    table: pd.DataFrame,
    reference: Literal["total", "uniform"] | pd.Series = "total",
    *,
    draws: int = 0,
    seed: int | None = None,
    level: float = 0.95,
    jobs: int = 1,
) -> pd.Series | Inference:
    r"""Hoover coefficient of specialization: the share of a region's jobs that would have to change industry.

    .. math:: H_r = \tfrac{1}{2} \sum_i \left| s_{ri} - s_i \right|

    Parameters
    ----------
    table : pandas.DataFrame
        Regions x industries, non-negative amounts.
    reference : {"total", "uniform"} or pandas.Series
        The shares of all regions pooled; the same share for every industry; or an amount per industry.
    draws, seed, level, jobs
        As in :func:`location_quotient`.

    Returns
    -------
    pandas.Series
        Per region: 0 (the reference's structure) to 1; half the Krugman index with the same reference. NaN for an
        empty region.

    Raises
    ------
    ValueError
        If the table or the reference is bad or misaligned.

    Notes
    -----
    Equals ``econcomplex.specialization_coefficient`` and R's ``EconGeo::spec_coeff``. R's ``REAT::hoover`` takes the
    uniform distribution by default, and its ``weighting=`` weights twice.

    References
    ----------
    Hoover, E. M. and Giarratani, F. (1985). An Introduction to Regional Economics, 3rd ed. Knopf.

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame({"steel": [30, 10], "soap": [10, 50]}, index=["Linz", "Wels"])
    >>> hoover_specialization(table)
    Linz    0.350000
    Wels    0.233333
    Name: hoover_specialization, dtype: float64
    """
    values = check_table(table)
    distance = share_gaps(values.T, reference, HOOVER_REFERENCES, table.columns, "industry")
    return pd.Series(distance / 2, index=table.index, name="hoover_specialization")


@resampled
def hachman(
    table: pd.DataFrame,
    reference: pd.Series | None = None,
    *,
    draws: int = 0,
    seed: int | None = None,
    level: float = 0.95,
    jobs: int = 1,
) -> pd.Series | Inference:
    r"""Hachman index: how closely a region's industries mirror the reference's.

    .. math:: H_r = \frac{1}{\sum_i LQ_{ri}\, s_{ri}} = \frac{1}{\sum_i s_{ri}^2 / s_i}

    Parameters
    ----------
    table : pandas.DataFrame
        Regions x industries, non-negative amounts.
    reference : pandas.Series, optional
        The reference's amount per industry; without it, all regions of the table together.
    draws, seed, level, jobs
        As in :func:`location_quotient`.

    Returns
    -------
    pandas.Series
        Per region: above 0 to 1 (the reference's structure exactly). NaN for an empty region, and for one with an
        industry that the reference has not.

    Raises
    ------
    ValueError
        If the table or the reference is bad or misaligned.

    Notes
    -----
    One small industry that is rare in the reference weighs heavily, for its share is divided by a share near 0.

    Equals ``econcomplex.hachman_index``, which gives 0 to an empty region and cuts values at 1, and R's
    ``EconGeo::hachman``.

    References
    ----------
    Named after Frank Hachman, Bureau of Economic and Business Research, University of Utah.

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame({"steel": [30, 10], "soap": [10, 50]}, index=["Linz", "Wels"])
    >>> hachman(table)
    Linz    0.662069
    Wels    0.815094
    Name: hachman, dtype: float64
    """
    values = check_table(table)
    amounts = values.sum(axis=0) if reference is None else check_aligned(reference, table.columns)
    there = amounts > 0
    rarity = np.divide(1, shares(amounts), where=there, out=np.zeros(len(there)))
    weighted = _sums_of_squares(values, rarity)
    surplus = (values[:, ~there] > 0).any(axis=1)
    weighted[surplus | ~(weighted > 0)] = np.nan
    return pd.Series(1 / weighted, index=table.index, name="hachman")


@resampled
def herfindahl(
    table: pd.DataFrame,
    of: Literal["regions", "industries"] = "regions",
    normalized: bool = False,
    equivalent: bool = False,
    *,
    draws: int = 0,
    seed: int | None = None,
    level: float = 0.95,
    jobs: int = 1,
) -> pd.Series | Inference:
    r"""Herfindahl index: the sum of squared shares, of a region over industries or of an industry over regions.

    .. math:: H = \sum_k s_k^2

    Parameters
    ----------
    table : pandas.DataFrame
        Regions x industries, non-negative amounts.
    of : {"regions", "industries"}
        Whether a region's shares of industries are squared (specialization) or an industry's shares of regions
        (concentration).
    normalized : bool
        :math:`(H - 1/n) / (1 - 1/n)` with :math:`n` categories, so that an even spread is 0.
    equivalent : bool
        :math:`1 / H`: the number of equal categories that would give the same index. Not together with
        ``normalized``.
    draws, seed, level, jobs
        As in :func:`location_quotient`.

    Returns
    -------
    pandas.Series
        Per region or industry: 1/n to 1 (normalized: 0 to 1; equivalent: 1 to n). NaN where empty, and, normalized,
        with only one category.

    Raises
    ------
    ValueError
        If the table is bad, or both variants are asked for.

    Notes
    -----
    Absolute: it knows nothing of the sizes of the categories; an industry that follows population has a high value
    where population is uneven. :math:`n` counts every column (row) of the table, empty ones too.

    Equals ``econcomplex.herfindahl(table, normalize=normalized)`` for regions (which normalizes by default and
    then turns negative for an empty region); ``REAT::herf`` and, equivalent, ``REAT::herf.eq``.

    References
    ----------
    Hirschman, A. O. (1964). The paternity of an index. American Economic Review 54(5), 761-762.

    Examples
    --------
    Four car makers with sales of 20, 50, 20 and 10 (Dörsam 2004), printed as 0.34 and 2.94:

    >>> import pandas as pd
    >>> sales = pd.DataFrame([[20, 50, 20, 10]], index=["cars"])
    >>> print(herfindahl(sales)["cars"].round(2), herfindahl(sales, equivalent=True)["cars"].round(2))
    0.34 2.94
    """
    check_choice(of, ("regions", "industries"), "of")
    if normalized and equivalent:
        raise ValueError(
            tell("herfindahl: normalized and equivalent are two variants; ask for one of them.")
        )
    values = check_table(table)
    labels = table.index if of == "regions" else table.columns
    if of == "industries":
        values = values.T
    index = _sums_of_squares(values)
    if normalized:
        even = 1 / values.shape[1]
        index = (index - even) / (1 - even) if even < 1 else np.full_like(index, np.nan)
    if equivalent:
        index = 1 / index
    return pd.Series(index, index=labels, name="herfindahl")


def _sums_of_squares(values, weight=None):
    """Sum of each row's squared shares, times the column's weight if there is one; NaN for an empty row."""
    totals = undefined_at_zero(values.sum(axis=1))
    sums = np.zeros(len(values))
    for rows, columns in blocks(values):
        part = values[rows, columns] / totals[rows, None]
        if weight is None:
            sums[rows] += np.einsum("ri,ri->r", part, part)
        else:
            sums[rows] += np.einsum("ri,ri,i->r", part, part, weight[columns])
    return sums
