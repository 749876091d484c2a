"""What changed in Korea: growth of places, what the nation and the mix of industries would have given, what began."""

from __future__ import annotations

from typing import Any

import numpy as np

import agglomeration as ag
from clusterbook.cases.withheld import complete_industry_table
from clusterbook.tables.loading import load

from .kinds import Kind

__all__ = ["MARGIN", "changes"]

#: An activity begins or ends only if its quotient crosses 1 from below 0.9 to above 1.1, or the other way.
MARGIN = 0.1
_REST = "rest"


def changes(given: Kind) -> dict[Any, dict[str, Any]] | None:
    """Return what changed in each place between the two years of its table; None where no earlier year compares.

    Parameters
    ----------
    given : Kind

    Returns
    -------
    dict or None
        By place: ``growth`` and ``nation`` (rates), ``national``, ``industry_mix``, ``regional`` and ``change`` of
        shift-share (amounts), ``gains`` and ``losses`` (the largest changes of published cells, as code and amount),
        ``entries`` and ``exits`` (codes).

    Notes
    -----
    Shift-share of provinces uses the tables in which withheld cells are as all published sums leave them, because it
    adds them up; no single one of them is told. That of municipalities has 14 activities and one for all others.

    Examples
    --------
    >>> from clusterbook.regions.kinds import kind_of_place
    >>> found = changes(kind_of_place("provinces"))["29"]
    >>> round(found["growth"], 3), round(found["nation"], 3)  # Sejong
    (0.171, 0.025)
    """
    if given.before is None:
        return None
    before, after = _whole_tables(given)
    growth = ag.growth(before, after, of="regions")
    nation = float(after.sum().sum() / before.sum().sum() - 1)
    parts = ag.shift_share(before, after)
    moved = given.cells - given.before
    begun, ended = _crossed(given, before, after)
    return {
        place: {
            "growth": float(growth[place]),
            "nation": nation,
            **{name: float(value) for name, value in parts.loc[place].items()},
            "gains": _extremes(moved.loc[place], ascending=False),
            "losses": _extremes(moved.loc[place], ascending=True),
            "entries": begun[place],
            "exits": ended[place],
        }
        for place in given.cells.index
    }


def _whole_tables(given):
    if given.key == "provinces":
        return complete_industry_table(2020), complete_industry_table(2023)
    known = given.cells.columns[given.cells.notna().all() & given.before.notna().all()]
    return tuple(
        _with_others(table[known], int(year))
        for table, year in ((given.before, given.year_before), (given.cells, given.year))
    )


def _with_others(table, year):
    rows = load("korea_municipality_value_added")
    rows = rows[(rows["year"] == year) & (rows["level"] == "total")]
    totals = rows.set_index("municipality")["value_added"].loc[table.index]
    # Parts are rounded: where nothing is left they may pass the total by some million won.
    return table.assign(**{_REST: np.clip(totals - table.sum(axis=1), 0, None)})


def _extremes(moved, ascending, number=3):
    sign = -1 if ascending else 1
    found = moved[sign * moved > 0].sort_values(ascending=ascending, kind="stable")
    return [(code, float(value)) for code, value in found.head(number).items()]


def _crossed(given, before, after):
    """What began and what ended in each place, of cells that are published at both dates."""
    seen = given.cells.notna() & given.before.notna()
    seen = seen.reindex(columns=before.columns, fill_value=False)
    low, high = 1 - MARGIN, 1 + MARGIN
    first, last = (ag.location_quotient(table) for table in (before, after))
    begun = (ag.entry(before, after) == 1) & (first < low) & (last > high) & seen
    ended = (ag.exit(before, after) == 1) & (first > high) & (last < low) & seen
    return tuple(
        {place: list(table.columns[row]) for place, row in table.iterrows()}
        for table in (begun, ended)
    )
