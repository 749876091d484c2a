"""Concentration as the sum of gaps between an industry's shares of regions and a reference's."""

import numpy as np
import pandas as pd

from .inference import resampled
from .tables import check_aligned, check_choice, check_table

# Industries are compared this many at a time, so that no second table is ever held.
BLOCK = 32


@resampled
def hoover_concentration(table, reference="total"):
    r"""Hoover coefficient of concentration: the share of an industry's jobs that would have to move.

    .. math:: H = \tfrac{1}{2} \sum_i \left| s_i - x_i \right|

    with :math:`s_i` the region's share of the industry and :math:`x_i` its share of the reference.

    Parameters
    ----------
    table : pandas.DataFrame
        Regions x industries, non-negative amounts.
    reference : {"total", "uniform"} or pandas.Series
        The sum of all industries; the same share for every region; or an amount per region (inhabitants, area).
    bootstrap, seed, level, jobs
        As in :func:`location_quotient`.

    Returns
    -------
    pandas.Series
        Per industry: 0 (spread like the reference) to 1. NaN for an empty industry.

    Raises
    ------
    ValueError
        If the table or the reference is bad or misaligned, or the reference is 0 everywhere.

    Notes
    -----
    Against area as reference it is Hoover's index of density. Few plants look concentrated through lumpiness alone.

    Equals ``econcomplex.hoover_index(table) / 100``, which gives an empty industry 0. R's ``EconGeo`` and ``REAT``
    compare with the uniform distribution unless told otherwise (``reference="uniform"``), and the ``weighting=`` of
    ``REAT::hoover`` weights twice.

    References
    ----------
    Hoover, E. M. (1936). The measurement of industrial localization. Review of Economics and Statistics 18(4), 162-171.

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame({"steel": [30, 10], "soap": [10, 30]}, index=["Linz", "Wels"])
    >>> hoover_concentration(table)
    steel    0.25
    soap     0.25
    Name: hoover_concentration, dtype: float64
    """
    values = check_table(table)
    gaps = _gaps(table, values, reference, ("total", "uniform"))
    return pd.Series(gaps / 2, index=table.columns, name="hoover_concentration")


@resampled
def krugman_concentration(table, reference="total"):
    r"""Krugman index of concentration: how far an industry's regional shares are from the reference's, added up.

    .. math:: K = \sum_i \left| s_i - x_i \right|

    with :math:`s_i` the region's share of the industry and :math:`x_i` its share of the reference.

    Parameters
    ----------
    table : pandas.DataFrame
        Regions x industries, non-negative amounts.
    reference : {"total", "rest", "mean_of_others"} or pandas.Series
        All industries pooled, the own one included; all other industries pooled; the plain mean of the other
        industries' shares; or an amount per region.
    bootstrap, seed, level, jobs
        As in :func:`location_quotient`.

    Returns
    -------
    pandas.Series
        Per industry: 0 (spread like the reference) to 2 (no region in common). NaN for an empty industry, and
        without another industry to compare with.

    Raises
    ------
    ValueError
        If the table or the reference is bad or misaligned, or the reference is 0 everywhere.

    Notes
    -----
    The same index as :func:`krugman_specialization` with regions and industries exchanged, and twice
    :func:`hoover_concentration` with the same reference. The three references give three numbers: say which one
    you use. ``"mean_of_others"`` equals ``REAT::krugman.conc2``.

    References
    ----------
    Krugman, P. (1991). Geography and Trade. MIT Press.

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame({"steel": [30, 10], "soap": [10, 30]}, index=["Linz", "Wels"])
    >>> krugman_concentration(table, reference="rest")
    steel    1.0
    soap     1.0
    Name: krugman_concentration, dtype: float64
    """
    values = check_table(table)
    gaps = _gaps(table, values, reference, ("total", "rest", "mean_of_others"))
    return pd.Series(gaps, index=table.columns, name="krugman_concentration")


def _gaps(table, values, reference, choices):
    """Sum over regions of the absolute gaps between each industry's shares and the reference's."""
    industry = values.sum(axis=0)
    gaps = np.empty(len(industry))
    with np.errstate(invalid="ignore", divide="ignore"):
        compare = _reference_shares(table, values, industry, reference, choices)
        for start in range(0, len(industry), BLOCK):
            columns = slice(start, start + BLOCK)
            shares = values[:, columns] / industry[columns]
            shares -= compare(columns, shares)
            gaps[columns] = np.abs(shares, out=shares).sum(axis=0)
    return np.where(industry > 0, gaps, np.nan)


def _reference_shares(table, values, industry, reference, choices):
    """A function of a block of industries that returns the reference's shares, one column or one per industry."""
    if isinstance(reference, pd.Series):
        sizes = check_aligned(reference, table.index, what="region")
        if sizes.sum() == 0:
            raise ValueError("reference: every region has size 0; at least one must be larger.")
        return lambda columns, shares: (sizes / sizes.sum())[:, None]
    check_choice(reference, choices, "reference")
    if reference == "uniform":
        return lambda columns, shares: 1 / len(values)
    region = values.sum(axis=1)
    if reference == "total":
        return lambda columns, shares: (region / region.sum())[:, None]
    if reference == "rest":
        others = np.where(industry.sum() > industry, industry.sum() - industry, np.nan)
        return lambda columns, shares: (region[:, None] - values[:, columns]) / others[columns]
    filled = industry > 0
    pooled = values @ np.where(filled, 1 / industry, 0.0)
    others = filled.sum() - 1 or np.nan
    return lambda columns, shares: (pooled[:, None] - shares) / others
