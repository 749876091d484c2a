"""The location quotient and what is read off it cell by cell."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any, Literal, TypeVar, cast

import numpy as np
import pandas as pd

from agglomeration.indicators.ground.blocks import blocks, runs
from agglomeration.indicators.ground.nested import nests
from agglomeration.indicators.ground.tables import (
    align_table,
    check_aligned,
    check_choice,
    check_table,
    ratio,
    shares,
    undefined_at_zero,
)
from agglomeration.indicators.ground.ties import above, at_least, check_threshold
from agglomeration.indicators.inference.former_keywords import takes_former
from agglomeration.indicators.inference.resampling import resampled
from agglomeration.words import quoted, tell

if TYPE_CHECKING:
    from agglomeration.indicators.inference.result import Inference

__all__ = ["cluster_index", "location_quotient", "presence"]

# Published cells that are rounded add up to so much more than their total at most.
ROUNDED_UP = 1.01
KINDS = ("ratio", "symmetric", "standardized", "additive")
PRESENCE = ("location_quotient", "amount")

F = TypeVar("F", bound=Callable[..., Any])


def _with_totals_checked(quotient: F) -> F:
    """Refuse totals that are less than what they are the totals of; not in the tables of a bootstrap, which vary."""
    signature = inspect.signature(quotient)

    @takes_former("bootstrap")
    @wraps(quotient)
    def with_totals_checked(*arguments, **options):
        totals, whole = options.get("totals"), options.get("reference_total")
        if totals is not None or whole is not None:
            given = signature.bind(*arguments, **options).arguments
            table, reference = given["table"], given.get("reference")
            if totals is not None:
                _check_row_totals(table, totals, reference)
            if whole is not None:
                _check_whole(table, whole, reference)
        return quotient(*arguments, **options)

    return cast(F, with_totals_checked)


def _check_row_totals(table, totals, reference):
    values = check_table(table, nan=reference is not None, added=False)
    row_totals = check_aligned(totals, table.index, "totals", "region")
    largest, sums = np.fmax.reduce(values, axis=1), np.nansum(values, axis=1)
    short = above(largest, row_totals)
    if short.any():
        row = int(np.argmax(short))
        raise ValueError(
            tell(
                "totals: region {row} has {largest} in one industry and {total} in all; give both "
                "in one unit.",
                row=quoted(table.index[row]),
                largest=f"{largest[row]:g}",
                total=f"{row_totals[row]:g}",
            )
        )
    short = sums > row_totals * ROUNDED_UP
    if short.any() and not nests(values, table.columns, fewest=1):
        row = int(np.argmax(short))
        raise ValueError(
            tell(
                "totals: region {row} has {sum} in its industries together and {total} in all; give both in one unit. "
                "Industries that hold others belong into a call of their own.",
                row=quoted(table.index[row]),
                sum=f"{sums[row]:g}",
                total=f"{row_totals[row]:g}",
            )
        )


def _check_whole(table, whole, reference):
    values = check_table(table, nan=reference is not None, added=False)
    parts = values.sum(axis=0) if reference is None else check_aligned(reference, table.columns)
    if above(parts.max(), _positive(whole, "reference_total")):
        raise ValueError(
            tell(
                "reference_total: {whole} is less than the {largest} that the reference has in one "
                "industry; give both in one unit.",
                whole=f"{whole:g}",
                largest=f"{parts.max():g}",
            )
        )
    if parts.sum() > whole * ROUNDED_UP and not nests(parts[None], table.columns, fewest=1):
        raise ValueError(
            tell(
                "reference_total: {whole} is less than the {sum} that the reference has in its industries together; "
                "give both in one unit. Industries that hold others belong into a call of their own.",
                whole=f"{whole:g}",
                sum=f"{parts.sum():g}",
            )
        )


@_with_totals_checked
@resampled
def location_quotient(
    table: pd.DataFrame,
    kind: Literal["ratio", "symmetric", "standardized", "additive"] = "ratio",
    reference: pd.Series | None = None,
    *,
    totals: pd.Series | None = None,
    reference_total: float | None = None,
    draws: int = 0,
    seed: int | None = None,
    level: float = 0.95,
    jobs: int = 1,
) -> pd.DataFrame | Inference:
    r"""Location quotient: how much larger an industry's share is in a region than in the reference.

    .. math:: LQ_{ri} = \frac{e_{ri} / e_r}{E_i / E}

    with :math:`e_{ri}` the jobs of industry :math:`i` in region :math:`r`, :math:`e_r` all jobs of the region,
    :math:`E_i` and :math:`E` those of the reference.

    Parameters
    ----------
    table : pandas.DataFrame
        Regions x industries, non-negative amounts of one unit (jobs, plants, patents, exports).
    kind : {"ratio", "symmetric", "standardized", "additive"}
        The quotient itself; :math:`(LQ - 1) / (LQ + 1)`; its z-score within each industry across the regions
        (``ddof=1``); or the difference of the shares, :math:`e_{ri} / e_r - E_i / E`.
    reference : pandas.Series, optional
        The reference's amount per industry (the nation's). Without it, all regions of the table together.
    totals : pandas.Series, optional
        Each region's amount in all industries, where it is published; without it the row sums. With ``totals`` and
        ``reference`` no sum is taken, and a missing (withheld) cell is let through: its quotient is NaN.
    reference_total : float, optional
        The reference's amount in all industries, where it is published; without it the reference's sum.
    draws, seed, level, jobs
        ``draws=n`` returns an ``Inference`` with the interval of n redrawn tables of counts (see ``resampled``);
        ``reference`` and ``totals``, where given, stay as they are.

    Returns
    -------
    pandas.DataFrame
        Like ``table``. Ratio: 0 to :math:`E / E_i`, 1 = as in the reference. Symmetric: -1 to below 1, 0 = as in the
        reference. Standardized: any number. Additive: -1 to 1, and a region's values sum to 0. NaN for an empty
        region, for an industry the reference has not (additive: the share itself), and, standardized, where all
        regions are alike or only one is defined.

    Warns
    -----
    UserWarning
        As :func:`check_table`, where sums are taken.

    Raises
    ------
    ValueError
        If the table or the reference is bad or misaligned; if a cell is missing while a sum needs it; if a total is
        less than one of its parts, or, by more than a hundredth, than their sum (unless one industry holds others).

    Notes
    -----
    Small cells make large quotients: one plant in a small region passes any cut-off. Ask for an interval, or set a
    floor on the amount. The cut-off LQ > 1 marks about half of everything. A reference you sum yourself lacks what is
    withheld; use the published one. Nothing is rounded here.

    Equals ``econcomplex.location_quotient(table)`` and ``economic_complexity.rca(table)`` wherever it is defined;
    econcomplex and R's EconGeo give 0 for an empty region or industry, EconGeo rounds to two digits, and
    economic_complexity counts missing as 0. R's ``REAT::locq2(LQ.norm=)`` is another, mistaken z-score: it takes off
    the regions' means in the wrong places.

    References
    ----------
    Florence, P. S. (1939). Report on the Location of Industry. Political and Economic Planning.
    Dalum, B., Laursen, K. and Villumsen, G. (1998). Structural change in OECD export specialisation patterns.
    International Review of Applied Economics 12(3), 423-443 (symmetric).
    O'Donoghue, D. and Gleave, B. (2004). A note on methods for measuring industrial agglomeration. Regional Studies
    38(4), 419-427 (standardized).
    Hoen, A. R. and Oosterhaven, J. (2006). On the measurement of comparative advantage. Annals of Regional Science
    40, 677-691 (additive).

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame({"steel": [30, 10], "soap": [10, 50]}, index=["Linz", "Wels"])
    >>> location_quotient(table)
             steel      soap
    Linz  1.875000  0.416667
    Wels  0.416667  1.388889
    """
    check_choice(kind, KINDS, "kind")
    known_sums = totals is not None and reference is not None
    values = check_table(table, nan=known_sums, added=not known_sums)
    amounts = values.sum(axis=0) if reference is None else check_aligned(reference, table.columns)
    whole = (
        amounts.sum() if reference_total is None else _positive(reference_total, "reference_total")
    )
    row_totals = (
        values.sum(axis=1)
        if totals is None
        else check_aligned(totals, table.index, "totals", "region")
    )
    expected = ratio(amounts, whole)
    quotient = _quotient(values, row_totals, expected, additive=kind == "additive")
    if kind == "symmetric":
        # (q - 1) / (q + 1) without a second array
        quotient += 1
        np.divide(-2, quotient, out=quotient)
        quotient += 1
    elif kind == "standardized":
        _standardize(quotient)
    return pd.DataFrame(quotient, index=table.index, columns=table.columns, copy=False)


def _quotient(values, row_totals, expected, additive=False):
    quotient = np.empty_like(values)
    totals, expected = (
        undefined_at_zero(row_totals),
        expected if additive else undefined_at_zero(expected),
    )
    compare = np.subtract if additive else np.divide
    for rows, columns in blocks(values):
        block = np.divide(values[rows, columns], totals[rows, None], out=quotient[rows, columns])
        compare(block, expected[columns], out=block)
    return quotient


def _positive(number, name):
    if not np.isfinite(number) or number <= 0:
        raise ValueError(
            tell("{name}: {number} is not a positive number.", name=name, number=quoted(number))
        )
    return float(number)


def _standardize(quotient):
    """Turn each column into z-scores over its defined rows, in place."""
    for columns in runs(quotient.shape[1], len(quotient)):
        block = quotient[:, columns]
        defined = ~np.isnan(block)
        count = defined.sum(axis=0)
        mean = ratio(block.sum(axis=0, where=defined), count)
        block -= mean
        with np.errstate(invalid="ignore", divide="ignore"):
            spread = np.sqrt(np.square(block).sum(axis=0, where=defined) / (count - 1))
        # A spread of rounding noise stands for none: every region has the same quotient.
        block /= np.where(spread > 1e-12 * mean, spread, np.nan)


def presence(
    table: pd.DataFrame,
    threshold: float = 1.0,
    by: Literal["location_quotient", "amount"] = "location_quotient",
) -> pd.DataFrame:
    r"""Whether an industry counts as present in a region.

    .. math:: M_{ri} = 1 \text{ if } LQ_{ri} \ge \text{threshold, else } 0

    Parameters
    ----------
    table : pandas.DataFrame
        Regions x industries, non-negative amounts.
    threshold : float
        The least value that counts as present, itself included. A value that misses it by rounding, by less than a
        billionth of it, reaches it: presence does not depend on the unit of the table.
    by : {"location_quotient", "amount"}
        What is held against the threshold.

    Returns
    -------
    pandas.DataFrame
        Like ``table``: 1.0, 0.0, or NaN where the location quotient is undefined (an empty region or industry).

    Raises
    ------
    ValueError
        If the table is bad, the threshold is not a finite number, or ``by`` is unknown.

    Notes
    -----
    A yes or no has no interval: ask :func:`location_quotient` for one, and see whether it holds the threshold. Equals
    ``economic_complexity.rca(table) >= threshold`` wherever it is defined and rounding does not decide; peers
    that give 0 to an undefined quotient call an industry nobody has "absent".

    References
    ----------
    Hidalgo, C. A. and Hausmann, R. (2009). The building blocks of economic complexity. PNAS 106(26), 10570-10575.

    Examples
    --------
    >>> import pandas as pd
    >>> presence(pd.DataFrame({"steel": [30, 10], "soap": [10, 50]}, index=["Linz", "Wels"]))
          steel  soap
    Linz    1.0   0.0
    Wels    0.0   1.0
    """
    present = present_cells(table, threshold, by)
    return pd.DataFrame(present, index=table.index, columns=table.columns, copy=False)


def present_cells(table, threshold, by):
    """Presence as an array of one's own."""
    present, empty = held_cells(table, threshold, by, float)
    if by == "location_quotient":
        present[empty] = np.nan
        present[:, table.to_numpy().sum(axis=0) == 0] = np.nan
    return present


def held_cells(table, threshold, by, dtype=bool):
    """Presence as an array of one's own, an undefined cell counting as absent; and the rows that are undefined."""
    values = check_table(table)
    present = np.empty_like(values, dtype=dtype)
    for rows, columns, held in _presence_blocks(values, threshold, by):
        present[rows, columns] = held
    undefined = (
        values.sum(axis=1) == 0 if by == "location_quotient" else np.zeros(len(values), dtype=bool)
    )
    return present, undefined


def _presence_blocks(values, threshold, by):
    """Blocks of a table as slices of rows and columns and whether each cell is present; an undefined one is not."""
    check_choice(by, PRESENCE, "by")
    check_threshold(threshold)
    amounts = values.sum(axis=0)
    totals, expected = undefined_at_zero(values.sum(axis=1)), undefined_at_zero(shares(amounts))
    for rows, columns in blocks(values):
        block = values[rows, columns]
        if by == "location_quotient":
            block = block / totals[rows, None]
            block /= expected[columns]
        yield rows, columns, at_least(block, threshold)


def count_present(table, threshold, by, axis):
    """How many industries are present in each region (axis 1), or in how many regions each industry (axis 0)."""
    values = check_table(table)
    counts = np.zeros(values.shape[1 - axis])
    for rows, columns, held in _presence_blocks(values, threshold, by):
        counts[rows if axis == 1 else columns] += held.sum(axis=axis, dtype=np.uint32)
    if by == "location_quotient":
        counts[values.sum(axis=axis) == 0] = np.nan
    return counts


def cluster_index(
    table: pd.DataFrame, plants: pd.DataFrame, area: pd.Series, population: pd.Series
) -> pd.DataFrame:
    r"""Litzenberger-Sternberg cluster index: an industry's density and weight in a region, many plants rather than one.

    .. math::

        CI_{ri} = \frac{(e_{ri} / a_r) / (E_i / A) \cdot (e_{ri} / p_r) / (E_i / P)}{(e_{ri} / b_{ri}) / (E_i / B_i)}

    with jobs :math:`e`, area :math:`a`, population :math:`p` and plants :math:`b`; capitals are sums over the regions.

    Parameters
    ----------
    table : pandas.DataFrame
        Regions x industries: jobs.
    plants : pandas.DataFrame
        Regions x industries, same labels in any order: number of plants (firms).
    area, population : pandas.Series
        One positive amount per region, any unit.

    Returns
    -------
    pandas.DataFrame
        Like ``table``: 0 or more, 1 = as dense, as weighty and with plants of the same size as all regions together.
        0 where jobs and plants are both none; NaN where the industry is nowhere, or where jobs are given without
        plants or plants without jobs.

    Raises
    ------
    ValueError
        If labels do not match, or an area or population is not positive.

    Notes
    -----
    It has no upper bound and depends on how many regions are compared: rank with it, do not compare countries. The
    plant size divides: many small plants count for more than one large one. It takes two tables that hang together, so
    that no table can be drawn anew by itself: for an interval draw plants with :func:`bootstrap`.

    Equals R's ``REAT::litzenberger2``.

    References
    ----------
    Litzenberger, T. and Sternberg, R. (2006). Der Clusterindex: eine Methodik zur Identifizierung regionaler Cluster
    am Beispiel deutscher Industriebranchen. Geographische Zeitschrift 94, 209-224.

    Examples
    --------
    >>> import pandas as pd
    >>> jobs = pd.DataFrame({"optics": [1743, 3997]}, index=["A", "others"])
    >>> plants = pd.DataFrame({"optics": [35, 18]}, index=["A", "others"])
    >>> index = cluster_index(jobs, plants, pd.Series({"A": 50, "others": 526}), pd.Series({"A": 488, "others": 4133}))
    >>> index.loc["A", "optics"].round(5)  # Farhauer and Kroell (2014) print 21.87
    np.float64(21.87491)
    """
    jobs = check_table(table)
    counts = check_table(align_table(plants, table, "plants"), "plants")
    land = _positive_row(area, table, "area")
    people = _positive_row(population, table, "population")
    all_jobs, all_plants = (
        undefined_at_zero(jobs.sum(axis=0)),
        undefined_at_zero(counts.sum(axis=0)),
    )
    density = (jobs / all_jobs) / (land / land.sum())[:, None]
    index = density * (counts / all_plants) / (people / people.sum())[:, None]
    index[(jobs > 0) != (counts > 0)] = np.nan
    return pd.DataFrame(index, index=table.index, columns=table.columns, copy=False)


def _positive_row(series, table, name):
    values = check_aligned(series, table.index, name, "region")
    if (values <= 0).any():
        label = table.index[int(np.argmax(values <= 0))]
        raise ValueError(
            tell(
                "{name}: region {label} is {value}; it must be positive.",
                name=name,
                label=quoted(label),
                value=f"{values.min():g}",
            )
        )
    return values
