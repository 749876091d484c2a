"""Clusters of American industries rebuilt by several methods on one set of similarities, each scored by all."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import cast

import numpy as np
import pandas as pd
from statsmodels.multivariate.factor_rotation import rotate_factors

import agglomeration as ag
from clusterbook.tables.loading import load
from clusterbook.words import listed, quoted, tell

from .detailed_occupations import nation_by_occupation
from .staffing import input_output_flows, knowledge_occupations, staffing_matrix

__all__ = [
    "NUMBERS",
    "SEARCHES",
    "american_similarities",
    "apportioned_jobs",
    "apportioned_nearness",
    "definitions",
    "searched",
    "sectors",
    "shuffled_similarities",
    "template_groups",
]

#: How many groups the candidates have.
NUMBERS = (6, 8, 10, 12, 15, 18)

#: In which similarities each search looks: all, all but one, one.
SEARCHES = {
    "all": ("trade", "labour", "knowledge"),
    "without trade": ("labour", "knowledge"),
    "without labour": ("trade", "knowledge"),
    "without knowledge": ("trade", "labour"),
    "trade": ("trade",),
    "labour": ("labour",),
    "knowledge": ("knowledge",),
}


@lru_cache(maxsize=1)
def _similarities():
    flows, staff = input_output_flows(), staffing_matrix("input-output")
    both = flows.index.intersection(staff.index)
    # A few small estimated flows are negative; they are kept as the table has them.
    trade = ag.value_chain_similarity(flows.loc[both, both], diagonal=False, negative=True)
    labour = ag.staffing_similarity(staff.loc[both])
    knowledge = ag.staffing_similarity(
        staff.loc[both], occupations=knowledge_occupations(staff.columns)
    )
    return {"trade": trade, "labour": labour, "knowledge": knowledge}


def american_similarities() -> dict[str, pd.DataFrame]:
    """Return how alike American industries are by trade, by all their occupations and by those of knowledge.

    Returns
    -------
    dict of pandas.DataFrame
        ``{"trade": ..., "labour": ..., "knowledge": ...}``, industries x industries by code of the input-output
        accounts; the industries that have both flows and occupations.

    Examples
    --------
    >>> near = american_similarities()
    >>> sorted(near), near["trade"].shape
    (['knowledge', 'labour', 'trade'], (57, 57))
    """
    return {name: one.copy() for name, one in _similarities().items()}


def shuffled_similarities(
    similarities: Mapping[str, pd.DataFrame], seed: int, together: bool = True
) -> dict[str, pd.DataFrame]:
    """Return similarities whose pairs are dealt out by lot.

    Parameters
    ----------
    similarities : dict of pandas.DataFrame
        Industries x industries, with the same industries in the same order; averaged over both ways first.
    seed : int
        Draws which pair gets whose similarity.
    together : bool
        Whether all similarities are dealt out in the same way, so that they go on agreeing with each other, or each by
        itself.

    Returns
    -------
    dict of pandas.DataFrame
        Each with the values that it had, its diagonal as it was.

    Examples
    --------
    >>> real = american_similarities()
    >>> dealt = shuffled_similarities(real, seed=1)
    >>> bool(np.allclose(np.sort(dealt["labour"], axis=None), np.sort(real["labour"], axis=None)))
    True
    """
    generator = np.random.default_rng(seed)
    size = len(next(iter(similarities.values())))
    rows, columns = np.triu_indices(size, 1)
    order = generator.permutation(len(rows))
    dealt = {}
    for name, one in similarities.items():
        values = one.to_numpy(dtype=float)
        values = (values + values.T) / 2
        if not together:
            order = generator.permutation(len(rows))
        new = values.copy()
        new[rows, columns] = new[columns, rows] = values[rows, columns][order]
        dealt[name] = pd.DataFrame(new, one.index, one.columns)
    return dealt


def searched(
    similarities: Mapping[str, pd.DataFrame], definition: str = "all", number: int = 10
) -> pd.Series:
    """Return groups found by the search of this book: trees of Ward's method, the best by the mean score.

    Parameters
    ----------
    similarities : dict of pandas.DataFrame
        As :func:`american_similarities` returns them, or such ones dealt out anew.
    definition : str
        A name in ``SEARCHES``: which of the similarities the search looks at.
    number : int
        How many groups the trees are cut into. Industries move afterwards, so that fewer may be left.

    Returns
    -------
    pandas.Series
        The group of each industry, numbered from 1, larger groups first.

    Raises
    ------
    ValueError
        If the definition is another word.

    Examples
    --------
    >>> groups = searched(american_similarities(), "without trade", 6)
    >>> bool(groups["621"] == groups["622"])  # doctors and hospitals
    True
    """
    if definition not in SEARCHES:
        raise ValueError(
            tell(
                "definition: {definition} is no search; it can be {known}.",
                definition=quoted(definition),
                known=listed(list(SEARCHES)),
            )
        )
    looked_at = {name: similarities[name] for name in SEARCHES[definition]}
    return ag.define_clusters(looked_at, [number], ["ward"]).groups


def definitions() -> dict[tuple[str, int], pd.Series]:
    """Return every grouping that the book stores: by each search and each number, template groups, official sectors.

    Returns
    -------
    dict of pandas.Series
        ``{(definition, number): groups}``. The sectors have the number that they are.

    Examples
    --------
    >>> found = definitions()
    >>> len(found), found["sectors", 18].nunique()
    (49, 18)
    """
    similarities = american_similarities()
    found = {
        (name, number): searched(similarities, name, number)
        for name in SEARCHES
        for number in NUMBERS
    }
    for number in NUMBERS:
        found["templates", number] = template_groups(similarities["trade"], number)
    official = sectors(similarities["trade"].index)
    order = {code: rank for rank, code in enumerate(official.value_counts().index, start=1)}
    found["sectors", official.nunique()] = official.map(order).rename("group")
    return found


@lru_cache(maxsize=1)
def _staffed():
    """Jobs of metropolitan areas by occupation, all jobs of these, and the part of an occupation in each industry."""
    cells, areas = load("oews_metro"), load("oews_areas").set_index("area")
    cells = cells[cells["area"].map(areas["in_nation"])]
    jobs = cells[cells["level"] == "detailed"].pivot(
        index="area", columns="occupation", values="employment"
    )
    every = cells[cells["level"] == "total"].set_index("area")["employment"]
    nation = nation_by_occupation()
    staff = staffing_matrix("input-output").loc[_similarities()["trade"].index]
    known = staff.columns.intersection(jobs.columns).intersection(nation.index)
    return jobs[known], every, (staff[known] / nation[known]).T


def apportioned_jobs(largest: int = 100, dealt: int | None = None) -> pd.DataFrame:
    """Return jobs by metropolitan area and industry, apportioned by occupation: they were not counted.

    Parameters
    ----------
    largest : int
        How many of the largest areas.
    dealt : int, optional
        Seed of a lot that deals each occupation out among the areas: its share of an area's jobs goes to another area.

    Returns
    -------
    pandas.DataFrame
        Areas x industries, jobs; the last column, ``all``, has all jobs of the area.

    Notes
    -----
    The jobs of an occupation in an area are divided among the industries as in the nation. So industries that employ
    the same occupations are found in the same areas by arithmetic alone. Occupations without a figure for an area count
    as 0.

    Examples
    --------
    >>> jobs = apportioned_jobs(largest=50)
    >>> jobs.shape, bool((jobs.drop(columns="all").sum(axis=1) < jobs["all"]).all())
    ((50, 58), True)
    """
    cells, every, parts = _staffed()
    areas = every.nlargest(largest).index
    shares = cells.loc[areas].fillna(0).div(every[areas], axis=0)
    if dealt is not None:
        lot = np.random.default_rng(dealt).permuted(shares.to_numpy(), axis=0)
        shares = pd.DataFrame(lot, shares.index, shares.columns)
    return (shares.mul(every[areas], axis=0) @ parts).assign(all=every[areas])


def apportioned_nearness(largest: int = 100, dealt: int | None = None) -> pd.DataFrame:
    """Return the co-agglomeration of American industries over metropolitan areas, from apportioned jobs.

    Parameters
    ----------
    largest, dealt : int
        As in :func:`apportioned_jobs`.

    Returns
    -------
    pandas.DataFrame
        The pairwise index of Ellison, Glaeser and Kerr, held against all jobs; diagonal NaN.

    Examples
    --------
    >>> near = apportioned_nearness()
    >>> bool(near.loc["5415", "5412OP"] > near.loc["5415", "311FT"])  # computer services; food
    True
    """
    jobs = apportioned_jobs(largest, dealt)
    of_pairs = ag.coagglomeration(
        jobs.drop(columns="all"), region=None, pairwise=True, reference=jobs["all"]
    )
    return cast(pd.DataFrame, of_pairs)


def sectors(industries: pd.Index) -> pd.Series:
    """Return the sector that the official classification puts each industry in: the first two digits, ranges joined.

    Parameters
    ----------
    industries : pandas.Index
        Codes of the input-output accounts.

    Examples
    --------
    >>> sectors(pd.Index(["325", "334", "481", "493"])).tolist()
    ['31-33', '31-33', '48-49', '48-49']
    """
    ranges = {
        "31": "31-33",
        "32": "31-33",
        "33": "31-33",
        "44": "44-45",
        "45": "44-45",
        "48": "48-49",
        "49": "48-49",
    }
    # The accounts join retail trade that has no code of its own.
    first = [
        ranges.get(code[:2], "44-45" if code.startswith("4A") else code[:2]) for code in industries
    ]
    return pd.Series(first, index=industries, name="sector")


def template_groups(similarity: pd.DataFrame, number: int) -> pd.Series:
    """Return groups by the method of template clusters: rotated principal components of a matrix of correlations.

    Parameters
    ----------
    similarity : pandas.DataFrame
        Industries x industries, from -1 to 1, 1 to themselves.
    number : int
        How many components are kept and rotated (varimax).

    Returns
    -------
    pandas.Series
        For each industry the component on which it loads most, numbered from 1, larger groups first. Feser and Bergman
        let an industry belong to several groups; here it belongs to one, so that all methods can be scored alike.

    Raises
    ------
    ValueError
        If the number is below 2 or not below that of industries.

    Examples
    --------
    >>> kin = pd.DataFrame(np.kron(np.eye(3), np.full((4, 4), 0.8)) + 0.2 * np.eye(12))
    >>> template_groups(kin, 3).value_counts().tolist()
    [4, 4, 4]
    """
    if not 2 <= number < len(similarity):
        raise ValueError(
            tell(
                "number: {number} components of {industries} industries; it takes 2 or more, and fewer than "
                "industries.",
                number=quoted(number),
                industries=len(similarity),
            )
        )
    values = similarity.to_numpy(dtype=float, copy=True)
    values = (values + values.T) / 2
    np.fill_diagonal(values, 1.0)
    # A matrix of largest correlations need not be one of correlations: negative eigenvalues are left out.
    eigenvalues, vectors = np.linalg.eigh(np.nan_to_num(values))
    largest = np.argsort(-eigenvalues)[:number]
    loadings = vectors[:, largest] * np.sqrt(np.clip(eigenvalues[largest], 0, None))
    rotated, _ = rotate_factors(loadings, "varimax")
    codes = pd.Series(np.abs(rotated).argmax(axis=1), index=similarity.index)
    order = {code: rank for rank, code in enumerate(codes.value_counts().index, start=1)}
    return codes.map(order).rename("group")
