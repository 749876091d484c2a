"""Industries linked by whom they employ: the network, a staffing table dealt out by lot, and groups that stay."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

import numpy as np
import pandas as pd

import agglomeration as ag
from clusterbook.words import quoted, tell

from .classification import official_sectors
from .staffing import knowledge_occupations, staffing_matrix

__all__ = ["cores", "shuffled_staffing", "staffing_links", "staffing_shares"]


def staffing_shares() -> pd.DataFrame:
    """Return which part of its jobs each American industry has in each occupation, May 2025.

    Returns
    -------
    pandas.DataFrame
        238 industries of the official classification x 823 occupations; each row adds up to 1. Withheld cells count as
        0, as in :func:`clusterbook.cases.staffing.staffing_matrix`.

    Examples
    --------
    >>> shares = staffing_shares()
    >>> shares.shape, float(shares.loc["722400", "35-3011"].round(2))
    ((238, 823), 0.46)
    """
    jobs = staffing_matrix().loc[official_sectors().index]
    return jobs.div(jobs.sum(axis=1), axis=0)


def staffing_links(
    shares: pd.DataFrame, occupations: Literal["all", "knowledge"] = "all"
) -> pd.DataFrame:
    """Return how alike every two industries are in whom they employ.

    Parameters
    ----------
    shares : pandas.DataFrame
        As :func:`staffing_shares` returns them, or such a table dealt out anew.
    occupations : {"all", "knowledge"}
        Which occupations count: all, or computing, engineering, science and their managers.

    Returns
    -------
    pandas.DataFrame
        Industries x industries, symmetric. A negative likeness is no link, so 0; NaN for an industry without any job
        in these occupations.

    Raises
    ------
    ValueError
        If ``occupations`` is another word.

    Examples
    --------
    >>> links = staffing_links(staffing_shares())
    >>> float(links.loc["312100", "722400"].round(2))
    0.67
    """
    if occupations not in ("all", "knowledge"):
        raise ValueError(
            tell(
                "occupations: {occupations} is unknown; it can be 'all' or 'knowledge'.",
                occupations=quoted(occupations),
            )
        )
    chosen = None if occupations == "all" else knowledge_occupations(shares.columns)
    return ag.staffing_similarity(shares, occupations=chosen).clip(lower=0)


def shuffled_staffing(shares: pd.DataFrame, seed: int) -> pd.DataFrame:
    """Return a staffing table in which every occupation is dealt out among the industries by lot.

    Parameters
    ----------
    shares : pandas.DataFrame
        Industries x occupations: the part of an industry's jobs that an occupation has.
    seed : int
        Draws which industry gets which of an occupation's shares.

    Returns
    -------
    pandas.DataFrame
        As ``shares``. Each column has the values that it had, in another order; the rows no longer add up to 1.

    Notes
    -----
    Every occupation is as common as before, and as large where it is. That two occupations are found in the same
    industries, which makes industries alike, is now chance.

    Examples
    --------
    >>> real = staffing_shares()
    >>> dealt = shuffled_staffing(real, seed=1)
    >>> bool(np.allclose(dealt.max(), real.max())), bool(np.allclose(dealt, real))
    (True, False)
    """
    dealt = np.random.default_rng(seed).permuted(shares.to_numpy(dtype=float), axis=0)
    return pd.DataFrame(dealt, shares.index, shares.columns)


def cores(groupings: Iterable[pd.Series]) -> pd.Series:
    """Return what is together in every one of several groupings of the same things.

    Parameters
    ----------
    groupings : iterable of pandas.Series
        The group of each thing, once for each search; all with the same index. A thing without a group in one of them
        is in no core.

    Returns
    -------
    pandas.Series
        The core of each thing, 1 for the largest; of equally large ones first the one whose first member comes first.
        A thing that no other one always stays with is a core of its own. ``<NA>`` for what is in no core.

    Raises
    ------
    ValueError
        If there is no grouping, or their indexes differ.

    Examples
    --------
    >>> wide = pd.Series([1, 1, 1, 2], index=["wine", "bars", "food", "cars"])
    >>> narrow = pd.Series([1, 1, 2, 3], index=wide.index)
    >>> cores([wide, narrow]).to_dict()
    {'wine': 1, 'bars': 1, 'food': 2, 'cars': 3}
    """
    runs = list(groupings)
    if not runs:
        raise ValueError(tell("groupings: there is none; a core needs at least one."))
    if not all(run.index.equals(runs[0].index) for run in runs):
        raise ValueError(
            tell("groupings: their indexes differ; group the same things, in the same order.")
        )
    table = pd.concat(runs, axis=1, keys=range(len(runs))).dropna()
    number = table.groupby(list(table.columns), sort=False).ngroup()
    order = number.value_counts(sort=False).sort_index().sort_values(ascending=False, kind="stable")
    ranks = pd.Series(range(1, len(order) + 1), index=order.index)
    return number.map(ranks).reindex(runs[0].index).astype("Int64").rename("core")
