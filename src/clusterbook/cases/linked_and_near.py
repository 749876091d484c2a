"""Whether industries that are linked in one table are near each other in another: American trade, Korean provinces."""

from __future__ import annotations

from typing import Literal, NamedTuple

import numpy as np
import pandas as pd
from scipy.stats import rankdata

import agglomeration as ag
from clusterbook.known import check_known
from clusterbook.words import quoted, tell

from .korea import korean_industry_table

__all__ = [
    "KOREAN_DIVISIONS",
    "LinkedAndNear",
    "division_nearness",
    "korean_nearness",
    "linked_and_near",
]

#: Divisions of the Korean classification by American input-output industry. Tobacco (C12) and refineries (C19), whose
#: workers are withheld in some provinces, and the repair of machinery (C34), which the American table does not show,
#: are left out. C27 holds medical instruments, which the American table counts with miscellaneous goods (339).
KOREAN_DIVISIONS = {
    "311FT": ["C10", "C11"],
    "313TT": ["C13"],
    "315AL": ["C14", "C15"],
    "321": ["C16"],
    "322": ["C17"],
    "323": ["C18"],
    "325": ["C20", "C21"],
    "326": ["C22"],
    "327": ["C23"],
    "331": ["C24"],
    "332": ["C25"],
    "333": ["C29"],
    "334": ["C26", "C27"],
    "335": ["C28"],
    "3361MV": ["C30"],
    "3364OT": ["C31"],
    "337": ["C32"],
    "339": ["C33"],
}


class LinkedAndNear(NamedTuple):
    """The rank correlation over all pairs, and how rarely industries with shuffled names reach it."""

    correlation: float
    p: float


def korean_nearness(
    year: Literal[2020, 2023],
    yardstick: Literal["all", "manufacturing"] = "all",
    left_out: str | None = None,
) -> pd.DataFrame:
    """Return the co-agglomeration of every two of 18 industries over Korea's provinces.

    Parameters
    ----------
    year : {2020, 2023}
    yardstick : {"all", "manufacturing"}
        Against which workers an industry is more or less in a province: all, or those in manufacturing.
    left_out : str, optional
        English name of a province to leave out.

    Returns
    -------
    pandas.DataFrame
        The pairwise index of Ellison, Glaeser and Kerr, by American input-output industry; diagonal NaN.

    Raises
    ------
    ValueError
        If the year or the yardstick is another one, or the province is unknown.

    Examples
    --------
    >>> korean_nearness(2023).loc["3361MV", ["331", "323"]].round(3).to_dict()
    {'331': 0.079, '323': -0.036}
    """
    if yardstick not in ("all", "manufacturing"):
        raise ValueError(
            tell(
                "yardstick: {yardstick} is unknown; it can be 'all' or 'manufacturing'.",
                yardstick=quoted(yardstick),
            )
        )
    divisions = korean_industry_table(year, names=True)
    sections = korean_industry_table(year, "section", names=True)
    workers = pd.DataFrame(
        {
            code: divisions[those].sum(axis=1, skipna=False)
            for code, those in KOREAN_DIVISIONS.items()
        }
    )
    held_against = sections["C"] if yardstick == "manufacturing" else sections.sum(axis=1)
    return _near(workers, held_against, left_out)


def division_nearness(year: Literal[2020, 2023], left_out: str | None = None) -> pd.DataFrame:
    """Return the co-agglomeration of every two divisions of industry over Korea's provinces.

    Parameters
    ----------
    year : {2020, 2023}
    left_out : str, optional
        English name of a province to leave out.

    Returns
    -------
    pandas.DataFrame
        The pairwise index of Ellison, Glaeser and Kerr against all workers, by code of the Korean classification;
        diagonal NaN. Only divisions whose workers are published in every province and that are found in two of them
        or more, whatever is left out.

    Raises
    ------
    ValueError
        If the year is another one, or the province is unknown.

    Examples
    --------
    >>> near = division_nearness(2023)
    >>> near.loc["C24"].idxmax()  # metals with ships
    'C31'
    """
    workers = korean_industry_table(year, names=True)
    found = workers.notna().all() & ((workers > 0).sum() > 1)
    sections = korean_industry_table(year, "section", names=True)
    return _near(workers.loc[:, found], sections.sum(axis=1), left_out)


def _near(workers, held_against, left_out):
    """The pairwise index over the provinces, all or without one."""
    if left_out is not None:
        check_known("left_out", left_out, workers.index)
        workers, held_against = workers.drop(left_out), held_against.drop(left_out)
    return ag.coagglomeration(workers, region=None, pairwise=True, reference=held_against)


def linked_and_near(
    links: pd.DataFrame, near: pd.DataFrame, draws: int = 999, seed: int = 0
) -> LinkedAndNear:
    r"""Correlate links with nearness over all pairs, and hold it against industries whose names are shuffled.

    .. math:: p = \frac{1 + \#\{\rho_{\text{shuffled}} \ge \rho\}}{1 + \text{draws}}

    with :math:`\rho` Spearman's rank correlation over the pairs of different industries.

    Parameters
    ----------
    links, near : pandas.DataFrame
        Industries x industries, symmetric; the diagonal is not used. Only industries that are in both count.
    draws : int
        How often the names of the industries are shuffled in one of the tables.
    seed : int
        Draws the shuffles.

    Returns
    -------
    LinkedAndNear
        ``correlation`` from -1 to 1, and ``p``, at least ``1 / (1 + draws)``. Both NaN where all links, or all
        pairs, are equal.

    Raises
    ------
    ValueError
        If fewer than three industries are in both tables, or a pair is undefined.

    Notes
    -----
    Pairs of one industry are not independent, so the shuffle moves whole rows and columns (Mantel's test).

    References
    ----------
    Mantel, N. (1967). The detection of disease clustering and a generalized regression approach. Cancer Research 27(2),
    209-220.

    Examples
    --------
    >>> names = list("abcd")
    >>> links = pd.DataFrame(np.subtract.outer(range(4), range(4)) ** 2.0, names, names)
    >>> linked_and_near(links, links + 1, draws=99)[0]
    1.0
    """
    names = links.index.intersection(near.index)
    if len(names) < 3:
        raise ValueError(
            tell("links: fewer than three industries are in both tables; nothing can be compared.")
        )
    one, other = np.triu_indices(len(names), 1)
    first, second = (
        table.loc[names, names].to_numpy(dtype=float)[one, other] for table in (links, near)
    )
    if np.isnan(first).any() or np.isnan(second).any():
        raise ValueError(tell("links, near: a pair is undefined; leave its industries out."))
    fixed, moved = _standard(rankdata(first)), np.zeros((len(names), len(names)))
    moved[one, other] = moved[other, one] = _standard(rankdata(second))
    found = float(fixed @ moved[one, other])
    if np.isnan(found):
        return LinkedAndNear(np.nan, np.nan)
    random = np.random.default_rng(seed)
    orders = (random.permutation(len(names)) for _ in range(draws))
    reached = sum(fixed @ moved[order[one], order[other]] >= found - 1e-12 for order in orders)
    return LinkedAndNear(round(found, 12), float(1 + reached) / (1 + draws))


def _standard(ranks):
    """Ranks less their mean, of length 1; NaN where all are equal."""
    centred = ranks - ranks.mean()
    length = np.sqrt(centred @ centred)
    return centred / length if length > 0 else np.full(len(ranks), np.nan)
