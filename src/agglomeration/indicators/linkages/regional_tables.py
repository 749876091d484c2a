"""A region's input-output coefficients from those of the nation, and tables made to fit known margins."""

from __future__ import annotations

from typing import Literal

import numpy as np
import pandas as pd

from agglomeration.indicators.ground.tables import (
    check_aligned,
    check_choice,
    check_flows,
    check_table,
)
from agglomeration.words import quoted, tell

__all__ = ["ras", "regional_coefficients"]

KINDS = ("slq", "cilq", "flq", "aflq")


def regional_coefficients(
    coefficients: pd.DataFrame,
    region: pd.Series,
    nation: pd.Series,
    kind: Literal["slq", "cilq", "flq", "aflq"] = "flq",
    delta: float = 0.3,
) -> pd.DataFrame:
    r"""Regional input coefficients from national ones, by location quotients (Flegg's and three others).

    .. math:: r_{ij} = \min(1, q_{ij})\, a_{ij}, \qquad
              \text{SLQ } q_{ij} = L_i, \quad \text{CILQ } q_{ij} = \frac{L_i}{L_j}\ (q_{ii} = L_i), \quad
              \text{FLQ } q_{ij} = \text{CILQ}_{ij} \cdot \lambda, \quad
              \text{AFLQ } q_{ij} = \text{FLQ}_{ij} \cdot \max(1, \log_2(1 + L_j))

    with :math:`L_i` the region's location quotient in industry :math:`i` and
    :math:`\lambda = [\log_2(1 + x^r / x)]^\delta`, less than 1 for a region :math:`x^r` smaller than the nation
    :math:`x`.

    Parameters
    ----------
    coefficients : pandas.DataFrame
        Industries x industries, the nation's :math:`a_{ij}` without imports from abroad, from
        :func:`technical_coefficients`: seller in the row, buyer in the column.
    region, nation : pandas.Series
        Output (or jobs, if nothing else is known) of each industry; the region is part of the nation.
    kind : {"slq", "cilq", "flq", "aflq"}
        Simple, cross-industry, Flegg's and the augmented one.
    delta : float
        Of "flq" and "aflq" alone; from 0 to below 1. 0 makes the FLQ the CILQ; more takes more for imported from the
        rest of the nation.

    Returns
    -------
    pandas.DataFrame
        Industries x industries, at most the nation's. 0 where the region lacks the seller. NaN in columns of a buyer
        that the region lacks ("cilq", "flq", "aflq") and in rows of an industry that the nation lacks.

    Raises
    ------
    ValueError
        If labels differ, amounts are negative or missing, the region exceeds the nation, or ``delta`` is out of range.

    Notes
    -----
    No survey was made: this guesses how much of each input comes from the region. SLQ and CILQ take too little for
    imported, since regions buy and sell the same goods (cross-hauling), so that multipliers come out too large. 0.3 is
    a common choice of ``delta`` and not a law; published best values differ by country and size of region: show what
    others would give. With jobs instead of output, productivity is taken for the same everywhere.

    The R package ioanalysis has the simple one alone (``ioanalysis::lq``), with the whole table for the nation.

    References
    ----------
    Flegg, A. T. and Webber, C. D. (1997). On the appropriate use of location quotients in generating regional
    input-output tables: reply. Regional Studies 31(8), 795-805.
    Flegg, A. T. and Webber, C. D. (2000). Regional size, regional specialization and the FLQ formula. Regional Studies
    34(6), 563-569.

    Examples
    --------
    >>> import pandas as pd
    >>> nation = pd.Series({"steel": 100, "cars": 100})
    >>> region = pd.Series({"steel": 30, "cars": 10})
    >>> a = pd.DataFrame([[0.2, 0.4], [0.1, 0.2]], nation.index, nation.index)
    >>> regional_coefficients(a, region, nation, "slq")
           steel  cars
    steel   0.20   0.4
    cars    0.05   0.1
    >>> regional_coefficients(a, region, nation, delta=0.25).round(3)
           steel   cars
    steel  0.200  0.400
    cars   0.024  0.072
    """
    check_choice(kind, KINDS, "kind")
    if not 0 <= delta < 1:
        raise ValueError(tell("delta: {delta} is not from 0 to below 1.", delta=quoted(delta)))
    national = check_flows(coefficients, "coefficients")
    own = check_aligned(region, coefficients.index, "region", "industry")
    all_of = check_aligned(nation, coefficients.index, "nation", "industry")
    if (own > all_of * (1 + 1e-9)).any():
        place = int(np.flatnonzero(own > all_of * (1 + 1e-9))[0])
        raise ValueError(
            tell(
                "region: {industry} has {value}, more than the nation's {whole}; the region is part of the nation.",
                industry=quoted(coefficients.index[place]),
                value=f"{own[place]:g}",
                whole=f"{all_of[place]:g}",
            )
        )
    if not own.sum() > 0:
        raise ValueError(tell("region: it has no output in any industry."))
    quotient = _quotients(own, all_of)
    kept = _kept(quotient, own.sum() / all_of.sum(), kind, delta)
    return pd.DataFrame(
        np.minimum(1, kept) * national, index=coefficients.index, columns=coefficients.columns
    )


def _quotients(own, all_of):
    held = np.where(all_of > 0, all_of, np.nan)
    return (own / own.sum()) / (held / all_of.sum())


def _kept(quotient, size, kind, delta):
    """What of each input is taken from the region, before it is cut at all of it."""
    if kind == "slq":
        return np.repeat(quotient[:, None], len(quotient), axis=1)
    buyers = np.where(quotient > 0, quotient, np.nan)
    cross = quotient[:, None] / buyers
    # An industry beside itself would always be 1: the simple quotient stands there.
    np.fill_diagonal(cross, np.where(quotient > 0, quotient, np.nan))
    if kind == "cilq":
        return cross
    cross = cross * np.log2(1 + size) ** delta
    if kind == "aflq":
        cross = cross * np.maximum(1, np.log2(1 + buyers))
    return cross


def ras(
    flows: pd.DataFrame,
    rows: pd.Series,
    columns: pd.Series,
    tolerance: float = 1e-9,
    rounds: int = 10_000,
) -> pd.DataFrame:
    r"""Make a table fit known margins, changing it as little as can be (biproportional fitting, RAS).

    .. math:: z'_{ij} = r_i\, z_{ij}\, s_j \quad \text{with} \quad \sum_j z'_{ij} = u_i, \quad \sum_i z'_{ij} = v_j

    Parameters
    ----------
    flows : pandas.DataFrame
        Non-negative, such as an older table or another region's; it may have other rows than columns.
    rows, columns : pandas.Series
        The sums that are known, :math:`u` and :math:`v`, with the labels of the rows and of the columns; they have
        the same total.
    tolerance : float
        Fitting ends when no sum is off by more than this share of it.
    rounds : int
        How often rows and columns are fitted at most.

    Returns
    -------
    pandas.DataFrame
        Labelled like ``flows``. Cells that are 0 stay 0.

    Raises
    ------
    ValueError
        If amounts are negative or missing, labels or totals differ, an empty line must have a sum, the tolerance is
        not positive, or no fit is reached: the zeros do not allow these sums.

    Notes
    -----
    Of all tables with these sums it is the one that is nearest by relative entropy. It keeps the pattern of the old
    table: what has changed in a cell beyond its row and column is not seen.

    The package ipfn fits the same table (``ipfn.ipfn(...).iteration()``), as iterative proportional fitting of a
    contingency table. R's ``ioanalysis::ras`` takes coefficients and outputs in place of flows.

    References
    ----------
    Bacharach, M. (1965). Estimating nonnegative matrices from marginal data. International Economic Review 6(3),
    294-310.

    Examples
    --------
    >>> import pandas as pd
    >>> old = pd.DataFrame([[2.0, 2.0], [1.0, 3.0]], ["steel", "cars"], ["steel", "cars"])
    >>> ras(old, pd.Series({"steel": 6, "cars": 6}), pd.Series({"steel": 4, "cars": 8})).round(2)
           steel  cars
    steel   2.71  3.29
    cars    1.29  4.71
    """
    if not tolerance > 0 or not rounds >= 1:
        raise ValueError(
            tell(
                "tolerance, rounds: {tolerance} and {rounds} end no fitting; give a positive share and at least one "
                "round.",
                tolerance=quoted(tolerance),
                rounds=quoted(rounds),
            )
        )
    values = check_table(flows, "flows").copy()
    wanted_rows = check_aligned(rows, flows.index, "rows", "row")
    wanted_columns = check_aligned(columns, flows.columns, "columns", "column")
    totals = wanted_rows.sum(), wanted_columns.sum()
    if abs(totals[0] - totals[1]) > 1e-6 * max(*totals, 1e-300):
        raise ValueError(
            tell(
                "rows, columns: they add up to {one} and {other}; the sums of rows and of columns have one total.",
                one=f"{totals[0]:,.6g}",
                other=f"{totals[1]:,.6g}",
            )
        )
    _check_lines(values.sum(axis=1), wanted_rows, flows.index, "rows")
    _check_lines(values.sum(axis=0), wanted_columns, flows.columns, "columns")
    for _ in range(rounds):
        values *= _factor(wanted_rows, values.sum(axis=1))[:, None]
        values *= _factor(wanted_columns, values.sum(axis=0))
        off = np.abs(values.sum(axis=1) - wanted_rows)
        if (off <= tolerance * np.maximum(wanted_rows, 1e-300)).all():
            return pd.DataFrame(values, index=flows.index, columns=flows.columns)
    raise ValueError(
        tell(
            "flows: no table with these zeros has these sums, or {rounds} rounds are too few; see which cells are 0.",
            rounds=f"{rounds:,}",
        )
    )


def _check_lines(there, wanted, labels, name):
    bad = np.flatnonzero((there == 0) & (wanted > 0))
    if len(bad):
        raise ValueError(
            tell(
                "{name}: {label} is to have {value}, and all its cells are 0.",
                name=name,
                label=quoted(labels[int(bad[0])]),
                value=f"{wanted[bad[0]]:g}",
            )
        )


def _factor(wanted, there):
    return np.divide(wanted, there, out=np.zeros(len(there)), where=there > 0)
