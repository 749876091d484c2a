"""Hierarchies of industries: every industry in one class of each level, and the levels nested."""

from __future__ import annotations

import numpy as np
import pandas as pd

from agglomeration.words import listed, marked, quoted, tell

from .columns import check_labels, named_type

__all__ = ["check_hierarchy"]


def check_hierarchy(hierarchy: pd.DataFrame | pd.Series, industries: pd.Index) -> pd.DataFrame:
    """Return a hierarchy of industries in the order of ``industries``, or raise naming what does not nest.

    Parameters
    ----------
    hierarchy : pandas.DataFrame or pandas.Series
        One row per industry, one column per level from broad to fine (a Series is one level); each class of a
        level lies in one class of the level before. It may list more industries than asked for.
    industries : pandas.Index
        The industries that are needed.

    Returns
    -------
    pandas.DataFrame
        The hierarchy of these industries.

    Raises
    ------
    ValueError
        If an industry is not listed or listed twice, a class is missing, or a class lies in two broader ones.

    Examples
    --------
    >>> import pandas as pd
    >>> hierarchy = pd.DataFrame({"broad": ["metal", "food"], "fine": ["basic", "basic"]}, index=["steel", "soup"])
    >>> check_hierarchy(hierarchy, pd.Index(["steel", "soup"]))
    Traceback (most recent call last):
        ...
    ValueError: hierarchy: class 'basic' of level 'fine' lies in 'metal' and 'food' of level 'broad'; levels must nest.
    """
    if isinstance(hierarchy, pd.Series):
        hierarchy = hierarchy.to_frame(hierarchy.name if hierarchy.name is not None else "class")
    if not isinstance(hierarchy, pd.DataFrame) or hierarchy.shape[1] == 0:
        raise TypeError(
            tell(
                "hierarchy: expected a DataFrame indexed by industry with one column per level, "
                "from broad to fine, got {found}.",
                found=named_type(hierarchy),
            )
        )
    check_labels(hierarchy.index, "hierarchy", "industry")
    check_labels(hierarchy.columns, "hierarchy", marked("level"))
    missing = industries.difference(hierarchy.index, sort=False)
    if len(missing):
        raise ValueError(
            tell(
                "hierarchy: no row for industry {missing}; every industry needs its classes.",
                missing=listed(missing),
            )
        )
    levels = hierarchy.loc[industries]
    gaps = levels.isna().to_numpy()
    if gaps.any():
        row, column = np.argwhere(gaps)[0]
        raise ValueError(
            tell(
                "hierarchy: industry {industry} has no class at level {level}.",
                industry=quoted(levels.index[row]),
                level=quoted(levels.columns[column]),
            )
        )
    for broad, fine in zip(levels.columns[:-1], levels.columns[1:], strict=True):
        _check_nesting(levels, broad, fine)
    return levels


def _check_nesting(levels, broad, fine):
    pairs = levels[[broad, fine]].drop_duplicates()
    twice = pairs[pairs[fine].duplicated()]
    if len(twice):
        name = twice[fine].iloc[0]
        first, second = pairs.loc[pairs[fine] == name, broad].iloc[:2]
        raise ValueError(
            tell(
                "hierarchy: class {name} of level {fine} lies in {first} and {second} of level "
                "{broad}; levels must nest.",
                name=quoted(name),
                fine=quoted(fine),
                first=quoted(first),
                second=quoted(second),
                broad=quoted(broad),
            )
        )
