"""How sure a field's location quotient is, and in how many areas its occupations stand out together."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
import pandas as pd

from clusterbook.known import check_names
from clusterbook.tables.loading import load

from .detailed_occupations import nation_by_occupation
from .occupation_groups import area_jobs
from .places import metropolitan_cells

__all__ = ["HOSPITAL_CARE", "areas_with_breadth", "quotient_errors"]

# Five occupations that one employer brings together: nurses, surgical, X-ray, laboratory and breathing staff.
HOSPITAL_CARE = ("29-1126", "29-1141", "29-2010", "29-2034", "29-2055")


def quotient_errors(occupations: Sequence[str]) -> pd.Series:
    r"""Return the standard error of the location quotient of a group of occupations in each metropolitan area.

    .. math:: s_r = \frac{\sqrt{\sum_o (e_{ro} f_{ro})^2} / e_r}{\sum_o E_o / E}

    with :math:`f_{ro}` the published relative standard error of a cell.

    Parameters
    ----------
    occupations : sequence of str
        Codes of detailed occupations.

    Returns
    -------
    pandas.Series
        By area code, in the unit of the quotient, 0 or more; areas that publish none of the occupations are not in it.

    Raises
    ------
    ValueError
        If an occupation is no detailed one of the nation.

    Notes
    -----
    The errors of the cells are taken as independent; the jobs of the area in all and the nation's figures as known.
    What is not published has no error here: the quotient itself is then a lower bound.

    Examples
    --------
    >>> float(quotient_errors(["17-2011"])["48620"].round(2))
    0.26
    """
    nation = load("oews_nation").set_index("occupation")["employment"]
    codes = _detailed(occupations)
    cells = metropolitan_cells()
    cells = cells[cells["occupation"].isin(codes)]
    squares = (cells["employment"] * cells["employment_rse"] / 100) ** 2
    errors = squares.groupby(cells["area"]).sum() ** 0.5
    whole = nation[codes].sum() / nation["00-0000"]
    return (errors / area_jobs().reindex(errors.index) / whole).rename("error")


def areas_with_breadth(occupations: Sequence[str], quotient: float, seed: int | None = None) -> int:
    """Return in how many metropolitan areas half of some occupations, and two at least, pass a bar each by itself.

    Parameters
    ----------
    occupations : sequence of str
        Codes of detailed occupations, two or more.
    quotient : float
        The bar: the smallest location quotient of an occupation alone.
    seed : int, optional
        If given, each occupation's quotients are first dealt out anew among the areas that publish it. So each
        occupation is as concentrated as before, and has nothing to do with the others.

    Returns
    -------
    int

    Raises
    ------
    ValueError
        If an occupation is no detailed one of the nation.

    Examples
    --------
    >>> prisons = ["33-1011", "33-3012"]
    >>> areas_with_breadth(prisons, 3) > areas_with_breadth(prisons, 3, seed=1)
    True
    """
    table = _quotients(tuple(_detailed(occupations)))
    if seed is not None:
        random = np.random.default_rng(seed)
        table = table.apply(lambda column: _dealt(column, random))
    return int(((table >= quotient).sum(axis=1) >= max(2, len(occupations) / 2)).sum())


def _detailed(occupations):
    """The codes, if all are detailed occupations: the cells of areas have no others, which would be left out unsaid."""
    return check_names("occupations", occupations, nation_by_occupation().index)


@cache
def _quotients(occupations):
    """Published quotients, areas x occupations; kept, since they are dealt out many times."""
    cells = metropolitan_cells()
    cells = cells[cells["occupation"].isin(occupations)]
    return cells.pivot(index="area", columns="occupation", values="location_quotient")


def _dealt(column, random):
    """The known values of a column in another order; what is missing stays missing."""
    known = column.dropna()
    return pd.Series(random.permutation(known.to_numpy()), index=known.index).reindex(column.index)
