"""What a withheld figure can be, from the sums around it: bounds in the table of Korea's provinces by industry."""

from __future__ import annotations

from typing import Literal

import numpy as np
import pandas as pd

from clusterbook.tables.loading import load
from clusterbook.words import quoted, tell

from .korea import korean_industry_table

__all__ = ["complete_industry_table", "withheld_bounds"]

_NATION = "00"


def withheld_bounds(
    year: Literal[2020, 2023],
    names: bool = False,
    sums: Literal["both", "sections", "nation"] = "both",
) -> pd.DataFrame:
    r"""Return the fewest and the most workers that each withheld cell can have.

    .. math::

        \min, \max w_{ri} \quad\text{with}\quad w_{ri} \ge n_{ri}, \quad
        \sum_{i \in s} w_{ri} = E_{rs} - \text{shown}, \quad \sum_r w_{ri} = E_i - \text{shown}

    over the withheld divisions :math:`i` of section :math:`s` in province :math:`r`, and over the provinces in which
    division :math:`i` is withheld. Sections and the nation are never withheld.

    Parameters
    ----------
    year : {2020, 2023}
    names : bool
        Put English names of the provinces in the place of codes.
    sums : {"both", "sections", "nation"}
        Which published sums to use: those of the province's sections, those of the nation's divisions, or both.

    Returns
    -------
    pandas.DataFrame
        Indexed by region and industry; whole numbers ``establishments``, ``lower`` and ``upper``. Each end is reached
        by a table that has the sums used.

    Raises
    ------
    ValueError
        If the year or the sums are others.

    Notes
    -----
    Where both ends are equal, the withheld figure follows from those published. Offices that want to prevent it
    withhold a second cell in each row and column. A figure that follows is still one of a single plant or two: use it
    in sums, and do not print it.

    Examples
    --------
    >>> bounds = withheld_bounds(2023, sums="sections")
    >>> len(bounds), int((bounds["lower"] == bounds["upper"]).sum())
    (29, 27)
    """
    if sums not in ("both", "sections", "nation"):
        raise ValueError(
            tell(
                "sums: {sums} is not known; it can be 'both', 'sections' or 'nation'.",
                sums=quoted(sums),
            )
        )
    workers = korean_industry_table(year)
    hidden = workers.isna().stack()
    cells = hidden.index[hidden.to_numpy()]
    plants = korean_industry_table(year, item="establishments").stack().loc[cells]
    rows, left = _equations(year, workers, cells, sums)
    ends = {
        end: [sign * _least(sign, k, rows, left, plants.to_numpy()) for k in range(len(cells))]
        for end, sign in (("lower", 1), ("upper", -1))
    }
    found = pd.DataFrame({"establishments": plants, **ends}, index=cells).round().astype(int)
    return _named(found, "region") if names else found


def complete_industry_table(year: Literal[2020, 2023], names: bool = False) -> pd.DataFrame:
    """Return workers by province and division, with each withheld cell at the one number that all sums leave it.

    Parameters
    ----------
    year : {2020, 2023}
    names : bool
        As in :func:`withheld_bounds`.

    Returns
    -------
    pandas.DataFrame
        17 provinces x 74 divisions, without NaN; it has all published sums.

    Raises
    ------
    ValueError
        If the year is another one, or the sums leave a cell more than one number.

    Notes
    -----
    For what needs a whole table. It is not for print: see :func:`withheld_bounds`.

    Examples
    --------
    >>> int(complete_industry_table(2023).sum().sum())
    25445897
    """
    bounds = withheld_bounds(year)
    if (bounds["lower"] < bounds["upper"]).any():
        raise ValueError(
            tell("year: in {year} the sums leave a withheld cell more than one number.", year=year)
        )
    table = korean_industry_table(year).fillna(bounds["lower"].unstack())
    return _named(table) if names else table


def _named(table, level=None):
    titles = load("korea_provinces").set_index("region")["name"]
    return table.rename(index=titles.to_dict(), level=level)


def _equations(year, workers, cells, sums):
    """Sums that the hidden cells have: one row for each section of a province, and for each division of the nation."""
    sections = korean_industry_table(year, "section")
    nation = load("korea_province_industry").query("region == @_NATION and year == @year")
    nation = nation.set_index("industry")["workers"]
    parent = load("korea_industries").set_index("industry")["parent"]
    region, industry = (cells.get_level_values(name) for name in ("region", "industry"))
    section = parent.loc[industry].to_numpy()
    rows, left = [], []
    for one, above in sorted(set(zip(region, section, strict=True))) if sums != "nation" else ():
        rows.append((region == one) & (section == above))
        divisions = parent.index[parent == above]
        left.append(sections.loc[one, above] - workers.loc[one, divisions].sum())
    for one in sorted(set(industry)) if sums != "sections" else ():
        rows.append(np.asarray(industry == one))
        left.append(nation[one] - workers[one].sum())
    return np.array(rows, dtype=float), np.array(left, dtype=float)


def _least(sign, cell, sums, left, least):
    """The least of a cell (or of its negative). Such sums have whole numbers at their corners."""
    # Heavy, and only asked for where something is withheld: a chapter in a browser need not fetch it.
    from scipy.optimize import linprog

    goal = np.zeros(sums.shape[1])
    goal[cell] = sign
    return linprog(goal, A_eq=sums, b_eq=left, bounds=[(n, None) for n in least]).fun
