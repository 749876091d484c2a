"""Clusters of American industries rebuilt by several methods on one set of similarities, each scored by all."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pandas as pd
from statsmodels.multivariate.factor_rotation import rotate_factors

import agglomeration as ag
from clusterbook.words import quoted, tell

from .staffing import input_output_flows, knowledge_occupations, staffing_matrix

__all__ = ["NUMBERS", "american_similarities", "sectors", "template_groups"]

#: How many groups the candidates have.
NUMBERS = (6, 8, 10, 12, 15, 18)


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
