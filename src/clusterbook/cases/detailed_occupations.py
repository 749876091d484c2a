"""The occupations that areas publish cells of: the detailed ones, without the groups that add them up."""

from __future__ import annotations

from functools import cache

import pandas as pd

from clusterbook.tables.loading import load

__all__ = ["nation_by_occupation"]


@cache
def nation_by_occupation() -> pd.Series:
    """Return the nation's jobs in each detailed occupation.

    Returns
    -------
    pandas.Series
        The detailed rows of ``oews_nation``, by code. Read once: claims ask for it hundreds of times. So it is not to
        be written to.

    Examples
    --------
    >>> "35-2014" in nation_by_occupation(), "35-0000" in nation_by_occupation()
    (True, False)
    """
    rows = load("oews_nation").query("level == 'detailed'")
    return rows.set_index("occupation")["employment"]
