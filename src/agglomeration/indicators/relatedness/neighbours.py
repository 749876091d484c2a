"""Who is nearest under several measures of relatedness, and how far the lists agree."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from agglomeration.indicators.ground.columns import check_frame
from agglomeration.indicators.ground.tables import check_table
from agglomeration.indicators.ground.ties import tied
from agglomeration.words import enumerated, marked, quoted, tell, tell_many

__all__ = ["expected_overlap", "list_overlaps", "nearest", "shared_neighbours"]


def nearest(similarity: pd.DataFrame, item: Any, partners: int) -> pd.Series:
    """Return the items most similar to one item, itself left out.

    Parameters
    ----------
    similarity : pandas.DataFrame
        Items x items; undefined pairs (NaN) are never near.
    item : label
        A row of ``similarity``.
    partners : int
        How many to return.

    Returns
    -------
    pandas.Series
        Similarities, largest first; fewer than ``partners`` where fewer are defined. Ties keep the
        table's order.

    Raises
    ------
    ValueError
        If ``item`` is not in the table or ``partners`` is below 1.

    Examples
    --------
    >>> import pandas as pd
    >>> names = ["drugs", "soap", "steel"]
    >>> table = pd.DataFrame([[1, 0.8, 0.1], [0.8, 1, 0.2], [0.1, 0.2, 1]], index=names, columns=names)
    >>> nearest(table, "drugs", 1)
    soap    0.8
    Name: drugs, dtype: float64
    """
    check_table(
        similarity,
        "similarity",
        nan=True,
        negative=True,
        rows=marked("item"),
        columns=marked("item"),
    )
    if item not in similarity.index:
        raise ValueError(
            tell(
                "similarity: {item} is not in the table; it holds {items}.",
                item=quoted(item),
                items=enumerated(map(str, similarity.index)),
            )
        )
    if partners < 1:
        raise ValueError(
            tell(
                "partners: {partners} is not a number of partners; ask for at least 1.",
                partners=quoted(partners),
            )
        )
    # By places: a label may be a tuple, which looks like several labels.
    row = similarity.iloc[similarity.index.get_loc(item)]
    others = row[np.arange(len(row)) != row.index.get_loc(item)].dropna()
    return others.iloc[np.argsort(-tied(others), kind="stable")[:partners]]


def shared_neighbours(
    similarities: Mapping[str, pd.DataFrame], item: Any, partners: int
) -> pd.DataFrame:
    """List one item's nearest under each of several measures, and mark who is on how many lists.

    Parameters
    ----------
    similarities : dict
        ``{measure: items x items table}``, all with the same labels.
    item : label
        Whose neighbours.
    partners : int
        How long each list is.

    Returns
    -------
    pandas.DataFrame
        One row per measure and neighbour, nearest first: ``measure``, ``rank`` (1 is nearest),
        ``neighbour``, ``similarity``, ``lists`` (on how many of the lists it stands).

    Raises
    ------
    ValueError
        As in :func:`nearest`.

    Notes
    -----
    How much overlap is much depends on chance: see :func:`expected_overlap`.

    References
    ----------
    A definition of this library.

    Examples
    --------
    >>> import pandas as pd
    >>> names = ["drugs", "soap", "steel"]
    >>> trade = pd.DataFrame([[1, 0.1, 0.4], [0.1, 1, 0.2], [0.4, 0.2, 1]], index=names, columns=names)
    >>> skills = pd.DataFrame([[1, 0.8, 0.1], [0.8, 1, 0.2], [0.1, 0.2, 1]], index=names, columns=names)
    >>> shared_neighbours({"trade": trade, "skills": skills}, "drugs", 1)
      measure  rank neighbour  similarity  lists
    0   trade     1     steel         0.4      1
    1  skills     1      soap         0.8      1
    """
    parts = []
    for measure, table in similarities.items():
        found = nearest(table, item, partners)
        ranks = range(1, len(found) + 1)
        part = {
            "measure": measure,
            "rank": ranks,
            "neighbour": found.index,
            "similarity": found.to_numpy(),
        }
        parts.append(pd.DataFrame(part))
    listed = pd.concat(parts, ignore_index=True)
    return listed.assign(lists=listed.groupby("neighbour")["neighbour"].transform("size"))


def list_overlaps(listed: pd.DataFrame) -> pd.DataFrame:
    """Count how many neighbours each pair of lists shares.

    Parameters
    ----------
    listed : pandas.DataFrame
        What :func:`shared_neighbours` returns.

    Returns
    -------
    pandas.DataFrame
        Measures x measures, symmetric, in the order of the lists; the diagonal is a list's length.

    Raises
    ------
    ValueError
        If ``listed`` has no column ``measure`` or ``neighbour``.

    Examples
    --------
    >>> import pandas as pd
    >>> names = ["drugs", "soap", "steel"]
    >>> trade = pd.DataFrame([[1, 0.1, 0.4], [0.1, 1, 0.2], [0.4, 0.2, 1]], index=names, columns=names)
    >>> list_overlaps(shared_neighbours({"trade": trade, "twice": 2 * trade}, "drugs", 1))
           trade  twice
    trade      1      1
    twice      1      1
    """
    # Lists that are all empty are lists: only what is no list is refused.
    if not isinstance(listed, pd.DataFrame) or not {"measure", "neighbour"} <= set(listed.columns):
        check_frame(listed, "listed", ("measure", "neighbour"))
    lists = {
        measure: set(part) for measure, part in listed.groupby("measure", sort=False)["neighbour"]
    }
    return pd.DataFrame({a: {b: len(lists[a] & lists[b]) for b in lists} for a in lists})


def expected_overlap(partners: int, candidates: int, lists: int = 2) -> float:
    r"""Return how many items several random lists would share.

    .. math:: E = n \left(\frac{n}{N}\right)^{L-1}

    Parameters
    ----------
    partners : int
        Length :math:`n` of each list.
    candidates : int
        Items :math:`N` to draw from.
    lists : int
        Number of lists :math:`L`.

    Returns
    -------
    float
        The mean of the hypergeometric overlap, 0 to ``partners``.

    Raises
    ------
    ValueError
        If a list is longer than its candidates.

    Notes
    -----
    Lists of similar items overlap by more than this. Close to it, the measures have little in common.

    References
    ----------
    A definition of this library; for two lists it is the mean of the hypergeometric distribution.

    Examples
    --------
    >>> expected_overlap(8, 56)
    1.1428571428571428
    """
    if not 0 < partners <= candidates:
        raise ValueError(
            tell_many(
                "partners: a list of {partners} cannot be drawn from {n} candidate.",
                "partners: a list of {partners} cannot be drawn from {n} candidates.",
                candidates,
                partners=partners,
            )
        )
    return partners * (partners / candidates) ** (lists - 1)
