"""Location quotients of occupations by metropolitan area as published: who has what, and what nobody knows."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd
from scipy.stats import spearmanr

import agglomeration as ag
from clusterbook.tables.loading import load

from .occupation_groups import area_jobs

__all__ = [
    "contrasts",
    "dealt_by_lot",
    "knowledge_work",
    "published_quotients",
    "pulls",
    "relative_errors",
    "survey_draw",
    "turned_complexity",
]

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


def relative_errors(quotients: pd.DataFrame) -> pd.DataFrame:
    """Return the survey's relative standard errors of the cells of a table of quotients.

    Parameters
    ----------
    quotients : pandas.DataFrame
        As :func:`published_quotients` returns it.

    Returns
    -------
    pandas.DataFrame
        Shares of the value, not percent: the error of the jobs in the cell. Those of the area's and the nation's sums
        are smaller and left out. NaN where none is published.

    Examples
    --------
    >>> errors = relative_errors(published_quotients(500_000, complete=True))
    >>> round(float(errors.median(axis=None)), 2)
    0.07
    """
    cells = load("oews_metro").query("level == 'detailed'")
    table = cells.pivot(index="area", columns="occupation", values="employment_rse")
    return table.reindex(index=quotients.index, columns=quotients.columns) / 100


def survey_draw(
    quotients: pd.DataFrame, errors: pd.DataFrame, seed: int, scale: float = 1.0
) -> pd.DataFrame:
    """Return the quotients that another sample might have given.

    Parameters
    ----------
    quotients, errors : pandas.DataFrame
        Published values and their relative standard errors, as shares.
    seed : int
        Draws the errors, each normal and independent of the others.
    scale : float
        By what the errors are multiplied; 0 gives the quotients back.

    Returns
    -------
    pandas.DataFrame
        As ``quotients``; none below 0.

    Examples
    --------
    >>> one = pd.DataFrame([[1.0, 2.0]])
    >>> survey_draw(one, one * 0, seed=1).equals(one)
    True
    """
    normal = np.random.default_rng(seed).standard_normal(quotients.shape)
    return (quotients * (1 + scale * errors * normal)).clip(lower=0)


def dealt_by_lot(present: pd.DataFrame, seed: int) -> pd.DataFrame:
    """Return a table in which every occupation is found in as many places as here, drawn by lot.

    Parameters
    ----------
    present : pandas.DataFrame
        Places x occupations, true where a place has an occupation.
    seed : int
        Draws which places have it.

    Returns
    -------
    pandas.DataFrame
        As ``present``.

    Examples
    --------
    >>> has = pd.DataFrame({"code": [True, True, False], "weld": [False, False, True]})
    >>> dealt_by_lot(has, seed=1).sum().to_dict()
    {'code': 2, 'weld': 1}
    """
    dealt = np.random.default_rng(seed).permuted(present.to_numpy(), axis=0)
    return pd.DataFrame(dealt, present.index, present.columns)


def contrasts(present: pd.DataFrame, number: int = 2) -> tuple[np.ndarray, pd.DataFrame]:
    """Return the strongest contrasts between places, of which the first is the complexity of places.

    Parameters
    ----------
    present : pandas.DataFrame
        Places x occupations, true where a place has an occupation; no empty row or column.
    number : int
        How many.

    Returns
    -------
    (numpy.ndarray, pandas.DataFrame)
        The eigenvalues from the second on, and the eigenvectors: places x ``1, 2, ...``. Sign and scale mean nothing.

    Notes
    -----
    The eigenvectors of :math:`D^{-1} M U^{-1} M'`, by :func:`numpy.linalg.eigh` of its symmetric twin.

    Examples
    --------
    >>> has = pd.DataFrame([[1, 1, 0, 0], [1, 1, 1, 0], [0, 0, 1, 1], [0, 1, 1, 1]]) > 0
    >>> contrasts(has)[0].round(3)
    array([0.531, 0.052])
    """
    cells = present.to_numpy(dtype=float)
    many = cells.sum(axis=1)
    symmetric = (cells / cells.sum(axis=0)) @ cells.T / np.sqrt(np.outer(many, many))
    values, vectors = np.linalg.eigh(symmetric)
    chosen = slice(-2, -2 - number, -1)
    found = vectors[:, chosen] / np.sqrt(many)[:, None]
    return values[chosen], pd.DataFrame(found, present.index, range(1, number + 1))


def turned_complexity(present: pd.DataFrame) -> tuple[pd.Series, pd.Series]:
    """Return the complexity of occupations and of places, turned so that knowledge work lies at the upper end.

    Parameters
    ----------
    present : pandas.DataFrame
        As in :func:`contrasts`.

    Returns
    -------
    (pandas.Series, pandas.Series)
        By occupation, with mean 0 and standard deviation 1; and by place, the mean over its occupations. As
        :func:`agglomeration.economic_complexity` but for the sign, and without its warnings.

    Examples
    --------
    >>> has = published_quotients(500_000, complete=True) >= 1
    >>> occupations, places = turned_complexity(has)
    >>> places.idxmax()  # San Francisco
    '41860'
    """
    cells = present.to_numpy(dtype=float)
    place = contrasts(present, 1)[1][1].to_numpy()
    score = pd.Series(place @ cells / cells.sum(axis=0), present.columns)
    score = (score - score.mean()) / score.std(ddof=0)
    score *= np.sign(score[knowledge_work(score.index)].mean())
    return score, pd.Series(cells @ score / cells.sum(axis=1), present.index)


def pulls(present: pd.DataFrame, worth: pd.Series) -> pd.Series:
    """Return, for each place, whether what is near to it is worth more: a rank correlation over what it has not.

    Parameters
    ----------
    present : pandas.DataFrame
        Places x occupations, true where a place has an occupation.
    worth : pandas.Series
        A value of each occupation.

    Returns
    -------
    pandas.Series
        By place, Spearman's correlation of relatedness density, from the proximities of all *other* places, with
        ``worth``.

    Examples
    --------
    >>> has = published_quotients(500_000, complete=True) >= 1
    >>> pull = pulls(has, turned_complexity(has)[0])
    >>> pull[["17410", "42660"]].round(2).to_dict()  # Cleveland, Seattle
    {'17410': -0.63, '42660': 0.79}
    """
    near = ag.relatedness_density(present.astype(float), leave_out=True, by="amount")
    absent, value = ~present.to_numpy(), worth[present.columns].to_numpy()
    rows = zip(near.to_numpy(), absent, strict=True)
    found = [spearmanr(row[lacking], value[lacking])[0] for row, lacking in rows]
    return pd.Series(found, present.index, name="pull")
