"""What each place is by one number: how specialized, how diverse, how complex, with what the survey's errors allow."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import cast

import numpy as np
import pandas as pd

import agglomeration as ag
from clusterbook.cases.occupation_space import turned_complexity

from .kinds import Kind
from .shares import with_rest

__all__ = ["DRAWS", "LARGE", "SEED", "Measured", "complete_activities", "measured", "quotients"]

DRAWS = 100
SEED = 2025
#: Metropolitan areas that publish enough for a table without gaps: those with so many jobs.
LARGE = 500_000


@dataclass(frozen=True, eq=False)
class Measured:
    """Measures of all places of a kind, and what they are in every draw.

    Attributes
    ----------
    values : pandas.DataFrame
        Places x measures: ``krugman`` and ``diversity`` (of the 22 groups of occupations, or of industries or
        activities) and, for the United States, ``complexity``.
    draws : dict
        By measure, an array of draws x places; empty where there are no errors to draw from.
    complexity : pandas.Series
        Complexity of the activities of the table without gaps; empty where a kind has none.
    complexity_draws : numpy.ndarray
        Draws x these activities.
    """

    values: pd.DataFrame
    draws: dict[str, np.ndarray]
    complexity: pd.Series
    complexity_draws: np.ndarray


def quotients(given: Kind, cells: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return location quotients of published cells against the nation; NaN where nothing is published.

    Parameters
    ----------
    given : Kind
    cells : pandas.DataFrame, optional
        Other cells than those published, such as drawn ones, or some of the columns.

    Examples
    --------
    >>> from clusterbook.regions.kinds import kind_of_place
    >>> round(float(quotients(kind_of_place("provinces")).loc["26", "C31"]), 1)
    11.2
    """
    table = given.cells if cells is None else cells
    by_place = ag.location_quotient(
        table,
        reference=given.reference[table.columns],
        # A draw can add up to more than the total, of which the survey knows no error.
        totals=given.totals.clip(lower=table.sum(axis=1)),
        reference_total=max(given.reference_total, given.reference.sum()),
    )
    return cast(pd.DataFrame, by_place)


@cache
def complete_activities(given: Kind) -> tuple[pd.Index, pd.Index]:
    """Return the places and activities of the largest table without gaps, from which is read what lies near what.

    Parameters
    ----------
    given : Kind

    Returns
    -------
    (pandas.Index, pandas.Index)
        Places and activities; both empty for municipalities, whose activities are too few.

    Examples
    --------
    >>> from clusterbook.regions.kinds import kind_of_place
    >>> [len(labels) for labels in complete_activities(kind_of_place("metros"))]
    [50, 246]
    """
    places = given.cells.index
    if given.key == "municipalities":
        return places[:0], given.cells.columns[:0]
    if given.key == "metros":
        places = places[given.totals >= LARGE]
    table = given.cells.loc[places]
    return places, table.columns[table.notna().all() & (table.sum() > 0)]


def measured(given: Kind) -> Measured:
    """Return the measures of all places of a kind, drawn anew where the source knows its errors.

    Parameters
    ----------
    given : Kind

    Returns
    -------
    Measured

    Notes
    -----
    A draw multiplies each published cell with 1 plus its relative standard error times a normal number, independent of
    all others. What is not published is not drawn. Errors make places look more specialized than they are, by about
    the size of the error; so the draws lie a little above the value.
    """
    values, complexity = _once(given, given.cells, given.groups)
    if given.errors is None:
        return Measured(values, {}, complexity, np.empty((0, 0)))
    labels, count = values.columns, len(complexity)

    def draw(generator):
        cells = _redrawn(given.cells, given.errors, generator)
        found, scale = _once(given, cells, _redrawn(given.groups, given.group_errors, generator))
        return np.concatenate([found.to_numpy().T.ravel(), scale.to_numpy()])

    drawn = ag.simulate(draw, DRAWS, SEED)
    split = drawn[:, : drawn.shape[1] - count].reshape(DRAWS, len(labels), len(values))
    parts = {name: split[:, k] for k, name in enumerate(labels)}
    return Measured(values, parts, complexity, drawn[:, drawn.shape[1] - count :])


def _redrawn(table, errors, generator):
    noise = generator.standard_normal(table.shape)
    drawn = np.clip(table.to_numpy() * (1 + errors.to_numpy() * noise), 0, None)
    return pd.DataFrame(drawn, table.index, table.columns, copy=False)


def _once(given, cells, groups):
    """Measures of places, and the complexity of activities, of one table."""
    # Groups of occupations are published nearly everywhere. Of single ones small places publish few, and would look
    # more like the nation the less they show. Industries and activities are published as they are.
    sums = given.errors is not None
    mix, nation = (groups, given.group_reference) if sums else (cells, given.reference)
    table, reference = with_rest(mix, given.totals, nation, given.reference_total)
    values = {
        "krugman": ag.krugman_specialization(table, reference=reference),
        "diversity": ag.herfindahl(table, equivalent=True),
    }
    # Seventeen provinces tell Seoul from the others and nothing more: their first contrast is no complexity.
    if not sums:
        return pd.DataFrame(values), pd.Series(dtype=float)
    places, activities = complete_activities(given)
    has = quotients(given, cells[activities]) >= 1
    scale = turned_complexity(has.loc[places])[0]
    # What a place does not publish is not counted as present; the mean is over what it has.
    values["complexity"] = ag.outside_complexity(has.astype(float), scale, by="amount")
    return pd.DataFrame(values), scale
