"""Location quotients of occupations by metropolitan area as published: who has what, and what nobody knows."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from clusterbook.tables.loading import load

from .occupation_groups import area_jobs

__all__ = ["knowledge_work", "published_quotients"]

KNOWLEDGE = ("15-", "17-", "19-")


def published_quotients(least_jobs: float = 0, complete: bool = False) -> pd.DataFrame:
    """Return published location quotients of detailed occupations, in the metropolitan areas of the nation.

    Parameters
    ----------
    least_jobs : float
        Only areas with at least so many jobs in all.
    complete : bool
        Whether to keep only occupations that are published in every one of these areas, so that no cell is unknown.

    Returns
    -------
    pandas.DataFrame
        Areas x occupations; NaN where nothing is published, which is not zero. 1 is as in the nation.

    Notes
    -----
    The more areas, the fewer occupations are complete, and those left out are the small and concentrated ones: a
    complete table is no random choice of occupations either.

    Examples
    --------
    >>> published_quotients().shape, published_quotients(500_000, complete=True).shape
    ((387, 824), (50, 246))
    """
    jobs = area_jobs()
    cells = load("oews_metro").query("level == 'detailed'")
    table = cells.pivot(index="area", columns="occupation", values="location_quotient")
    table = table.reindex(jobs.index[jobs >= least_jobs])
    return table.loc[:, table.notna().all()] if complete else table


def knowledge_work(occupations: Iterable[str]) -> np.ndarray:
    """Return which occupations are computing, engineering and science (major groups 15, 17 and 19).

    Examples
    --------
    >>> knowledge_work(["15-1252", "51-4121"]).tolist()
    [True, False]
    """
    return pd.Index(occupations).str.startswith(KNOWLEDGE)
