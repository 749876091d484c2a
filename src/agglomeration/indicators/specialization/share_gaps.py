"""Concentration as the sum of gaps between an industry's shares of regions and a reference's."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Literal

import numpy as np
import pandas as pd

from agglomeration.indicators.ground.blocks import blocks
from agglomeration.indicators.ground.columns import named_type
from agglomeration.indicators.ground.tables import (
    check_aligned,
    check_choice,
    check_table,
    shares,
    undefined_at_zero,
)
from agglomeration.indicators.inference.resampling import resampled
from agglomeration.words import listed, tell, term

if TYPE_CHECKING:
    from agglomeration.indicators.inference.result import Inference


@resampled
def hoover_concentration(
    table: pd.DataFrame,
    reference: Literal["total", "uniform"] | pd.Series = "total",
    *,
    draws: int = 0,
    seed: int | None = None,
    level: float = 0.95,
    jobs: int = 1,
) -> pd.Series | Inference:
    r"""Hoover coefficient of concentration: the share of an industry's jobs that would have to move.

    .. math:: H = \tfrac{1}{2} \sum_i \left| s_i - x_i \right|

    with :math:`s_i` the region's share of the industry and :math:`x_i` its share of the reference.

    Parameters
    ----------
    table : pandas.DataFrame
        Regions x industries, non-negative amounts.
    reference : {"total", "uniform"} or pandas.Series
        The sum of all industries; the same share for every region; or an amount per region (inhabitants, area).
    draws, seed, level, jobs
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
    Hoover, E. M. (1936). The measurement of industrial localization. Review of Economic Statistics 18(4), 162-171.

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
    gaps = share_gaps(values, reference, ("total", "uniform"), table.index, "region")
    return pd.Series(gaps / 2, index=table.columns, name="hoover_concentration")


@resampled
def krugman_concentration(
    table: pd.DataFrame,
    reference: Literal["total", "rest", "mean_of_others"] | pd.Series = "total",
    *,
    draws: int = 0,
    seed: int | None = None,
    level: float = 0.95,
    jobs: int = 1,
) -> pd.Series | Inference:
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
    draws, seed, level, jobs
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
    gaps = share_gaps(values, reference, ("total", "rest", "mean_of_others"), table.index, "region")
    return pd.Series(gaps, index=table.columns, name="krugman_concentration")


def share_gaps(
    values: np.ndarray,
    reference: str | pd.Series,
    choices: Collection[str],
    labels: pd.Index,
    what: str,
) -> np.ndarray:
    """Sum down each column of the absolute gaps between its shares and the reference's; NaN for an empty column.

    ``labels`` are those of the rows, ``what`` a row is called in an error. The transpose compares the rows.
    """
    columns = values.sum(axis=0)
    totals = undefined_at_zero(columns)
    gaps = np.zeros(len(columns))
    compare = _compare(values, columns, reference, choices, labels, what)
    for here, there in blocks(values):
        part = values[here, there] / totals[there]
        part -= compare(here, there, part)
        gaps[there] += np.abs(part, out=part).sum(axis=0)
    return gaps


def _compare(values, columns, reference, choices, labels, what):
    """A function of a block (slices of rows and columns, and its shares) that returns the reference's shares."""
    if isinstance(reference, pd.Series):
        sizes = check_aligned(reference, labels, what=what)
        if sizes.sum() == 0:
            raise ValueError(
                tell(
                    "reference: every {what} has size 0; at least one must be larger.",
                    what=term(what),
                )
            )
        return _same_for_all(sizes / sizes.sum())
    if not isinstance(reference, str):
        raise TypeError(
            tell(
                "reference: expected one of {choices}, or a Series with one amount per {what}, "
                "got {found}.",
                choices=listed(choices),
                what=term(what),
                found=named_type(reference),
            )
        )
    check_choice(reference, choices, "reference")
    if reference == "uniform":
        return _same_for_all(np.full(len(values), 1 / len(values)))
    rows = values.sum(axis=1)
    if reference == "total":
        return _same_for_all(shares(rows))
    if reference == "rest":
        others = undefined_at_zero(columns.sum() - columns)
        return lambda here, there, part: (rows[here, None] - values[here, there]) / others[there]
    filled = columns > 0
    pooled = values @ np.divide(1, columns, out=np.zeros_like(columns), where=filled)
    others = filled.sum() - 1 or np.nan
    return lambda here, there, part: (pooled[here, None] - part) / others


def _same_for_all(sizes):
    return lambda here, there, part: sizes[here, None]
