"""How sure the jobs of groups of occupations are: standard errors of sums, from those of the survey's cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

import pandas as pd

from clusterbook.tables.loading import load

from .occupation_groups import group_jobs

__all__ = ["group_errors"]

_TABLES = {"metro": "oews_metro", "state": "oews_state"}


def group_errors(
    groups: Mapping[str, Sequence[str]], areas: Literal["metro", "state"] = "metro"
) -> pd.DataFrame:
    r"""Return standard errors of the jobs of groups of occupations in each area.

    .. math:: s_{rg} = \sqrt{\sum_{o \in g} s_{ro}^2}

    Parameters
    ----------
    groups : dict
        ``{name: codes}``.
    areas : {"metro", "state"}
        The 387 metropolitan areas outside Puerto Rico, or the states.

    Returns
    -------
    pandas.DataFrame
        Like the table of jobs that :func:`group_jobs` returns: NaN where nothing of the group is published.

    Raises
    ------
    ValueError
        If ``areas`` is another word, or a code is no detailed occupation.

    Notes
    -----
    The errors of a group's occupations are taken as independent. What is not published adds no error, although nobody
    knows it.

    Examples
    --------
    >>> errors = group_errors({"chips": ["51-9141"]})
    >>> errors.shape
    (387, 1)
    """
    jobs = group_jobs(groups, areas)
    cells = load(_TABLES[areas])
    squares = (cells["employment"] * cells["employment_rse"] / 100) ** 2
    table = cells.assign(square=squares).pivot(index="area", columns="occupation", values="square")
    # Some detailed occupations have no published cell in any area.
    table = table.reindex(index=jobs.index, columns=sorted(set().union(*groups.values())))
    sums = {name: table[list(codes)].sum(axis=1) ** 0.5 for name, codes in groups.items()}
    return pd.DataFrame(sums).where(jobs.notna())
