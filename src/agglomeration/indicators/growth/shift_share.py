"""Shift-share: what a region's growth owes to the nation, to its mix of industries, and to itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any, Literal

import numpy as np
import pandas as pd

from agglomeration.indicators.distance.without_neighbours import WITHOUT, warn_of_regions_without
from agglomeration.indicators.ground.tables import (
    align_table,
    check_aligned,
    check_choice,
    check_table,
    ratio,
)
from agglomeration.indicators.plants.door import takes_plants
from agglomeration.words import quoted, tell

from .concordance import Concordance, in_one_classification
from .reclassified import warn_of_one_date

__all__ = ["shift_share"]

KINDS = ("dunn", "esteban-marquillas", "dynamic", "spatial")
PARTS = ("national", "industry_mix", "neighbours", "regional", "allocation", "change")
ADD_UP: dict[str, Callable[[np.ndarray], np.ndarray]] = {
    "regions": lambda cells: cells.sum(axis=1),
    "industries": lambda cells: cells.sum(axis=0),
    "cells": np.ravel,
}


@takes_plants("before", "after", "between")
def shift_share(
    before: pd.DataFrame,
    after: pd.DataFrame,
    kind: Literal["dunn", "esteban-marquillas", "dynamic", "spatial"] = "dunn",
    *,
    of: Literal["regions", "industries", "cells"] = "regions",
    reference: tuple[pd.Series, pd.Series] | None = None,
    between: Sequence[pd.DataFrame] = (),
    weights: pd.DataFrame | None = None,
    rates: bool = False,
    concordance: Concordance | None = None,
    region: str = "region",
    industry: str = "industry",
    size: str = "size",
) -> pd.DataFrame:
    r"""Shift-share analysis: the change of jobs, split into parts that sum to it exactly.

    With :math:`e_{ri}` the jobs before, :math:`g` the growth of everything, :math:`g_i` that of the industry in the
    reference and :math:`g_{ri}` that of the industry in the region:

    .. math::

        \Delta e_{ri} = \underbrace{e_{ri}\, g}_{\text{national}}
        + \underbrace{e_{ri} (g_i - g)}_{\text{industry mix}}
        + \underbrace{e_{ri} (g_{ri} - g_i)}_{\text{regional}}

    Parameters
    ----------
    before, after : pandas.DataFrame
        Regions x industries, non-negative amounts at two dates; the same labels, ``after`` in any order. Or plants
        outside pandas that add up to them: ``register.at(2010)`` of a :class:`Register`.
    kind : {"dunn", "esteban-marquillas", "dynamic", "spatial"}
        The split above; the regional part split again into ``regional`` :math:`e'_{ri} (g_{ri} - g_i)` with the jobs
        :math:`e'_{ri}` the region would have with the reference's mix, and ``allocation``
        :math:`(e_{ri} - e'_{ri}) (g_{ri} - g_i)`; the split above for each period of ``between``, added up; or the
        regional part split into ``neighbours`` :math:`e_{ri} (\breve g_{ri} - g_i)` and ``regional``
        :math:`e_{ri} (g_{ri} - \breve g_{ri})`, with :math:`\breve g_{ri}` the industry's growth in the weighted
        neighbours.
    of : {"regions", "industries", "cells"}
        Whether the parts are added up per region, per industry, or given for each region and industry.
    reference : pair of pandas.Series, optional
        The reference's (nation's) amounts per industry at the dates (with ``between``: one Series per date). Without
        it, all regions of the table together.
    between : sequence of pandas.DataFrame
        For ``kind="dynamic"``: the tables of the dates in between, in order.
    weights : pandas.DataFrame, optional
        For ``kind="spatial"``: regions x regions, how much the column is a neighbour of the row; diagonal 0. Only
        proportions within a row count.
    rates : bool
        Divide each part by the jobs before (the unit's, not the cell's), so that parts sum to the growth rate.
    concordance : dict or pandas.Series, optional
        As in :func:`growth`: the class of each code that changed. It joins codes of ``before``, ``between``, ``after``
        and ``reference`` alike.
    region, industry, size : str
        Where plants are given, their columns, as in :func:`plant_table`; they say nothing of a table.

    Returns
    -------
    pandas.DataFrame
        Columns ``national``, ``industry_mix``, ``regional`` (and ``allocation`` or ``neighbours``), ``change``; in
        jobs, or, with ``rates``, as fractions. One row per region, industry, or (region, industry).

    Warns
    -----
    UserWarning
        If the reference has an industry at one of two dates only, with the one that may be the same by where it is.
        With ``"spatial"`` also if regions have no neighbours; ``.attrs["without_neighbours"]`` names them.

    Raises
    ------
    ValueError
        If tables are bad or their labels differ, an argument that the kind needs is missing, or no code of the
        concordance is an industry.

    Notes
    -----
    ``regional`` is what is left, not what the region did: it carries everything the classification does not see, and
    it changes with the classification's fineness and with the dates. Industry mix and regional part are not
    independent in the classic kind, which is what Esteban-Marquillas mends.

    An industry that begins in a region (0 jobs before) has no growth rate there: its jobs are counted as ``regional``.
    With ``"esteban-marquillas"`` that part cannot be split: ``regional`` and ``allocation`` of that region and
    industry, and their sums, are NaN; use broader industries. A region without neighbours, or whose neighbours lack
    an industry it has, is NaN in ``neighbours`` and ``regional``. Where the reference lacks an industry that a region
    had before, mix and regional part are NaN.

    Where only the code of an industry changed, what ends under the old one counts as a loss by the mix and what begins
    under the new one as a regional gain. Within a closed reference the regional parts then no longer sum to 0. Join the
    two codes with ``concordance=``.

    Equals R's ``REAT::shift`` for one region (national share, industrial mix, regional share, allocation effect).
    ``REAT::shifti`` merges the national part and the mix. Nazara and Hewings' three parts are ``national``,
    ``industry_mix + neighbours`` and ``regional``.

    References
    ----------
    Dunn, E. S. (1960). A statistical and analytical technique for regional analysis. Papers of the Regional Science
    Association 6, 97-112.
    Esteban-Marquillas, J. M. (1972). A reinterpretation of shift-share analysis. Regional and Urban Economics 2(3),
    249-255.
    Barff, R. A. and Knight, P. L. (1988). Dynamic shift-share analysis. Growth and Change 19(2), 1-10.
    Nazara, S. and Hewings, G. J. D. (2004). Spatial structure and taxonomy of decomposition in shift-share analysis.
    Growth and Change 35(4), 476-490.

    Examples
    --------
    Region A of Farhauer and Kroell (2013) and the rest of their economy, which grows by 15 percent:

    >>> import pandas as pd
    >>> before = pd.DataFrame([[90, 20, 10, 60], [310, 130, 140, 340]], index=["A", "rest"])
    >>> after = pd.DataFrame([[100, 40, 10, 55], [340, 170, 125, 425]], index=["A", "rest"])
    >>> shift_share(before, after).round(6)
          national  industry_mix  regional  change
    A         27.0           1.0      -3.0    25.0
    rest     138.0          -1.0       3.0   140.0

    A code that changed, joined to its class:

    >>> after.columns = [0, 1, 2, 30]
    >>> shift_share(before, after, concordance={3: "3x", 30: "3x"}).loc["A", "regional"].round(6).item()
    -3.0
    """
    check_choice(kind, KINDS, "kind")
    check_choice(of, tuple(ADD_UP), "of")
    _check_arguments(kind, between, weights)
    names = ["before", *(f"between[{k}]" for k in range(len(between))), "after"]
    given = in_one_classification([before, *between, after], concordance, names)
    before = given[0]
    tables = _check_dates(given, names)
    totals = _reference_totals(tables, before.columns, reference, concordance)
    for (total, first), (later, last) in pairwise(zip(totals, tables, strict=True)):
        warn_of_one_date(total, later, before.columns, first, last)
    add = ADD_UP[of]
    alone: list[Any] = []
    if kind == "spatial":
        near = _check_weights(weights, before.index)
        alone = _without_neighbours(near, before.index)
        parts = _with_neighbours(tables, totals, near, add)
    elif kind == "esteban-marquillas":
        parts = _with_allocation(tables, totals, add)
    else:
        periods = [
            _classic(tables[k : k + 2], totals[k : k + 2], add) for k in range(len(tables) - 1)
        ]
        parts = {name: sum(period[name] for period in periods) for name in periods[0]}
    parts["change"] = add(tables[-1]) - add(tables[0])
    if rates:
        parts = {name: ratio(part, add(tables[0])) for name, part in parts.items()}
    result = pd.DataFrame(
        {name: parts[name] for name in PARTS if name in parts}, index=_units(before, of)
    )
    if kind == "spatial":
        result.attrs[WITHOUT] = alone
    return result


def _check_arguments(kind, between, weights):
    if (kind == "dynamic") != (len(between) > 0):
        raise ValueError(
            tell(
                "between: kind='dynamic' needs the tables of the dates in between; no other kind "
                "uses them."
            )
        )
    if (kind == "spatial") != (weights is not None):
        raise ValueError(
            tell(
                "weights: kind='spatial' needs regions x regions weights, and no other kind uses "
                "them."
            )
        )


def _check_dates(tables, names):
    """Values of each date in the first one's order of labels."""
    return [
        check_table(align_table(table, tables[0], name), name)
        for table, name in zip(tables, names, strict=True)
    ]


def _reference_totals(tables, industries, reference, concordance):
    if reference is None:
        return [values.sum(axis=0) for values in tables]
    if len(reference) != len(tables):
        raise ValueError(
            tell(
                "reference: {given} of {dates} dates; give one Series for each.",
                given=len(reference),
                dates=len(tables),
            )
        )
    return [check_aligned(_in_classes(row, concordance), industries) for row in reference]


def _in_classes(row, concordance):
    if concordance is None or not isinstance(row, pd.Series):
        return row
    frame = row.to_frame("reference").T
    return in_one_classification([frame], concordance, ["reference"])[0].loc["reference"]


def _check_weights(weights, regions):
    values = check_table(weights, "weights", rows="region", columns="neighbour")
    check_aligned(pd.Series(0.0, index=weights.index), regions, "weights", "region")
    check_aligned(pd.Series(0.0, index=weights.columns), regions, "weights", "neighbour")
    values = weights.loc[regions, regions].to_numpy(dtype=float)
    own = np.diagonal(values) != 0
    if own.any():
        raise ValueError(
            tell(
                "weights: region {region} is its own neighbour; set the diagonal to 0.",
                region=quoted(regions[int(np.argmax(own))]),
            )
        )
    return values


def _without_neighbours(weights, regions):
    alone = regions[weights.sum(axis=1) == 0]
    if len(alone):
        warn_of_regions_without(alone)
    return alone.tolist()


def _times(jobs, rate):
    """Jobs times a rate; nobody's share of an undefined rate is 0."""
    product = jobs * rate
    if np.isnan(rate).any():
        np.copyto(product, 0.0, where=jobs == 0)
    return product


def _growth(first, last):
    return ratio(last - first, first)


def _classic(tables, totals, add):
    first, last = tables
    before = add(first)
    national = before * _growth(totals[0].sum(), totals[1].sum())
    expected = add(_times(first, _growth(*totals)))
    return {
        "national": national,
        "industry_mix": expected - national,
        "regional": add(last) - before - expected,
    }


def _with_allocation(tables, totals, add):
    first, last = tables
    reference_mix = first.sum(axis=1, keepdims=True) * ratio(totals[0], totals[0].sum())
    advantage = ratio(last - first - _times(first, _growth(*totals)), first)
    parts = _classic(tables, totals, add)
    split = _times(reference_mix, advantage)
    np.copyto(split, np.nan, where=(first == 0) & (last > 0))
    regional = add(split)
    return parts | {"regional": regional, "allocation": parts["regional"] - regional}


def _with_neighbours(tables, totals, weights, add):
    first, last = tables
    expected = _times(first, _growth(weights @ first, weights @ last))
    expected[weights.sum(axis=1) == 0] = np.nan
    parts = _classic(tables, totals, add)
    neighbours = add(expected) - parts["national"] - parts["industry_mix"]
    return parts | {"neighbours": neighbours, "regional": add(last) - add(first) - add(expected)}


def _units(before, of):
    if of == "cells":
        return pd.MultiIndex.from_product(
            [before.index, before.columns], names=["region", "industry"]
        )
    return before.index if of == "regions" else before.columns
