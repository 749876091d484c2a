"""What lies near: places made of the same, and activities that a place has not but others with the same have."""

from __future__ import annotations

from functools import cache
from typing import Any, cast

import numpy as np
import pandas as pd

import agglomeration as ag

from .kinds import Kind
from .measures import complete_activities, quotients
from .shares import published_by_both

__all__ = ["alike", "densities", "of_its_size", "work_map"]

#: How many places on either side count as of its size.
PEERS = {"metros": 20, "states": 8, "provinces": 4, "municipalities": 20}
#: What lies near is told only of a place that publishes so much of the activities of the map.
LEAST_KNOWN = 0.5
_LINKS = 3


def of_its_size(given: Kind) -> dict[Any, pd.Index]:
    """Return, for each place, the places whose totals are next to its own, as many above as below where there are.

    Parameters
    ----------
    given : Kind

    Examples
    --------
    >>> from clusterbook.regions.kinds import kind_of_place
    >>> len(of_its_size(kind_of_place("metros"))["35620"])  # New York, the largest
    40
    """
    order = given.totals.sort_values(ascending=False, kind="stable").index
    window = 2 * PEERS[given.key] + 1
    found = {}
    for position, place in enumerate(order):
        first = min(max(position - PEERS[given.key], 0), len(order) - window)
        found[place] = order[first : first + window].drop(place)
    return found


def alike(given: Kind, number: int = 10) -> dict[Any, pd.Series]:
    """Return, for each place, those that are made of the same, of what both publish.

    Parameters
    ----------
    given : Kind
    number : int
        How many.

    Returns
    -------
    dict
        By place, the distance by place, the nearest first: half the sum of the absolute gaps between the shares of the
        activities that both publish, in all of these.

    Notes
    -----
    Had what is not published counted as one remainder, places that publish little would look like all others: the
    gaps that nobody sees would be none. Of what both publish the distances are somewhat too small, not too large, where
    little is published, because what is rare is not published, and differs most.

    Examples
    --------
    >>> from clusterbook.regions.kinds import kind_of_place
    >>> alike(kind_of_place("provinces"))["26"].index[0]  # Ulsan is most like South Gyeongsang
    '38'
    """
    found = {}
    for place in given.cells.index:
        reference = given.cells.loc[place].dropna()
        table, common = published_by_both(given.cells, reference)
        gaps = cast(pd.Series, ag.hoover_specialization(table, reference=reference))
        found[place] = (gaps / common).drop(place).sort_values(kind="stable").head(number)
    return found


def densities(given: Kind) -> pd.DataFrame:
    """Return how much each place has of what is related to each activity, as the *other* places show it.

    Parameters
    ----------
    given : Kind

    Returns
    -------
    pandas.DataFrame
        Places x activities of the table without gaps, 0 to 1. NaN for what the place does not publish, and for a place
        that publishes less than half of them. Without rows for municipalities.

    Notes
    -----
    Proximities are those of the table without gaps, in which no place counts for itself. Where a place publishes not
    all of its activities, only those it publishes count as related.

    Examples
    --------
    >>> from clusterbook.regions.kinds import kind_of_place
    >>> densities(kind_of_place("states")).shape
    (51, 202)
    """
    places, activities = complete_activities(given)
    if not len(activities):
        return pd.DataFrame(index=places)
    held = quotients(given)[activities]
    has = (held >= 1).astype(float).where(held.notna())
    inside = ag.relatedness_density(has.loc[places], leave_out=True, by="amount")
    near = ag.proximity(has.loc[places], by="amount")
    rows = {place: inside.loc[place] for place in places}
    for place in has.index.difference(places):
        known = has.columns[has.loc[place].notna()]
        if len(known) >= LEAST_KNOWN * len(activities):
            own = has.loc[[place], known]
            found = ag.relatedness_density(own, near.loc[known, known], by="amount")
            rows[place] = found.loc[place]
    table = pd.DataFrame.from_dict(rows, orient="index")
    return table.reindex(index=has.index, columns=activities)


@cache
def work_map(given: Kind) -> tuple[pd.DataFrame, list[tuple[Any, Any]]] | None:
    """Return a map of the activities of the table without gaps: those that are found in the same places lie together.

    Parameters
    ----------
    given : Kind

    Returns
    -------
    (pandas.DataFrame, list) or None
        ``x`` and ``y``, each 0 to 1, by activity, and the pairs that are joined: each with its three most proximate.
        Where they lie has no other meaning. None where there is no such table.

    Examples
    --------
    >>> from clusterbook.regions.kinds import kind_of_place
    >>> spots, links = work_map(kind_of_place("provinces"))
    >>> len(spots), work_map(kind_of_place("municipalities")) is None
    (65, True)
    """
    import networkx as nx

    places, activities = complete_activities(given)
    if not len(activities):
        return None
    has = (quotients(given).loc[places, activities] >= 1).astype(float)
    near = ag.proximity(has, by="amount")
    links = {
        tuple(sorted((one, other)))
        for one, row in near.iterrows()
        for other in row.drop(one).nlargest(_LINKS).index
    }
    graph = nx.Graph(sorted(links))
    graph.add_nodes_from(activities)
    spots = pd.DataFrame(nx.spring_layout(graph, seed=4, iterations=150)).T.loc[activities]
    spots = (spots - spots.min()) / (spots.max() - spots.min())
    return spots.set_axis(["x", "y"], axis=1), sorted(links)


def counted_below(values: np.ndarray, place: int, others: np.ndarray) -> np.ndarray:
    """Count in each row (draw) the other places whose value is smaller."""
    return (values[:, others] < values[:, [place]]).sum(axis=1)
