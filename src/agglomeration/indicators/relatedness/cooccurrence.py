"""Industries compared by the regions in which both are present."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np
import pandas as pd

from agglomeration.indicators.ground.tables import check_choice
from agglomeration.indicators.inference.resampling import resampled
from agglomeration.indicators.specialization.quotients import held_cells
from agglomeration.words import tell

from .profiles import labelled_square

if TYPE_CHECKING:
    from agglomeration.indicators.inference.result import Inference

__all__ = ["conditional", "cooccurrence", "count_together", "proximity", "with_ubiquity"]

NORMALIZATIONS = ("association", "cosine", "jaccard", "inclusion", "probability")


@resampled
def cooccurrence(
    table: pd.DataFrame,
    normalization: Literal["association", "cosine", "jaccard", "inclusion", "probability"]
    | None = None,
    counts: Literal["ubiquity", "offdiagonal"] = "ubiquity",
    diagonal: bool = False,
    *,
    threshold: float = 1.0,
    by: Literal["location_quotient", "amount"] = "location_quotient",
    draws: int = 0,
    seed: int | None = None,
    level: float = 0.95,
    jobs: int = 1,
) -> pd.DataFrame | Inference:
    r"""How often two industries are present in the same region, as it is or normalized.

    .. math:: C_{ij} = \sum_r M_{ri} M_{rj}, \qquad
              \text{association } \frac{C_{ij}\, T}{s_i s_j}, \quad
              \text{cosine } \frac{C_{ij}}{\sqrt{s_i s_j}}, \quad
              \text{Jaccard } \frac{C_{ij}}{s_i + s_j - C_{ij}}, \quad
              \text{inclusion } \frac{C_{ij}}{\min(s_i, s_j)}

    and "probability",
    :math:`C_{ij} \big/ \left(\frac{T}{2}\left[\frac{s_i}{T}\frac{s_j}{T - s_i}
    + \frac{s_j}{T}\frac{s_i}{T - s_j}\right]\right)`.

    Parameters
    ----------
    table : pandas.DataFrame
        Regions (or patents, teams, plants) x industries, non-negative amounts.
    normalization : {None, "association", "cosine", "jaccard", "inclusion", "probability"}
        None leaves the counts.
    counts : {"ubiquity", "offdiagonal"}
        What :math:`s_i` is: the number of regions with the industry (then :math:`T` is the number of
        regions), or the number of its co-occurrences with others (then :math:`T` is the sum of all).
    diagonal : bool
        Whether an industry's pair with itself is kept; without it the diagonal is 0, so that sums leave it out.
    threshold, by
        What counts as present, as in :func:`presence`.
    draws, seed, level, jobs
        As in :func:`location_quotient`.

    Returns
    -------
    pandas.DataFrame
        Industries x industries, symmetric, from 0. With "ubiquity" cosine, Jaccard and inclusion end at 1;
        association is 1 where two industries meet as often as independent ones would. NaN, the diagonal
        included, where an industry is present nowhere or, with "offdiagonal", meets no other, and, with
        "probability", where it is present everywhere.

    Raises
    ------
    ValueError
        If the table is bad or a choice is unknown.

    Notes
    -----
    ``counts`` moves results by more than 1 and peers do not say which they use. With "ubiquity" this equals
    ``econcomplex.relatedness_index(presence, method)``; with "offdiagonal" R's ``EconGeo::relatedness`` of a
    co-occurrence matrix (association, cosine, jaccard, and its default "prob", here "probability"). Both give 0
    where the value is undefined. Association favours rare industries, where one shared region may decide.

    References
    ----------
    van Eck, N. J. and Waltman, L. (2009). How to normalize cooccurrence data? Journal of the American Society for
    Information Science and Technology 60(8), 1635-1651.
    Steijn, M. P. A. (2021). Improvement on the association strength. Journal of Informetrics 15(1), 101128.

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame({"steel": [1, 1, 0], "cars": [1, 1, 1], "soap": [0, 0, 1]})
    >>> cooccurrence(table, by="amount")
           steel  cars  soap
    steel    0.0   2.0   0.0
    cars     2.0   0.0   1.0
    soap     0.0   1.0   0.0
    >>> cooccurrence(table, "jaccard", by="amount").loc["steel", "cars"].round(3).item()
    0.667
    """
    if normalization is not None:
        check_choice(normalization, NORMALIZATIONS, "normalization")
    check_choice(counts, ("ubiquity", "offdiagonal"), "counts")
    if normalization is not None and counts == "offdiagonal" and diagonal:
        raise ValueError(
            tell(
                "diagonal: counts='offdiagonal' leaves an industry's pair with itself out; use "
                "diagonal=False."
            )
        )
    together, ubiquity = count_together(_ones(table, threshold, by))
    if normalization is None:
        result = together
    else:
        size, total = _totals(together, ubiquity, counts, len(table))
        result = _normalize(together, size, total, normalization)
    if not diagonal:
        own = np.diagonal(result)
        np.fill_diagonal(result, np.where(np.isnan(own), np.nan, 0.0))
    return labelled_square(result, table.columns)


@resampled
def proximity(
    table: pd.DataFrame,
    diagonal: bool = False,
    *,
    threshold: float = 1.0,
    by: Literal["location_quotient", "amount"] = "location_quotient",
    draws: int = 0,
    seed: int | None = None,
    level: float = 0.95,
    jobs: int = 1,
) -> pd.DataFrame | Inference:
    r"""Proximity: the smaller of the two chances to have one industry given the other.

    .. math:: \phi_{ij} = \min\{P(i \mid j), P(j \mid i)\}
                        = \frac{\sum_r M_{ri} M_{rj}}{\max(k_i, k_j)}, \qquad k_i = \sum_r M_{ri}

    Parameters
    ----------
    table : pandas.DataFrame
        Regions x industries, non-negative amounts. For the proximity of regions give ``table.T``.
    diagonal : bool
        Whether an industry counts as related to itself; without it the diagonal is 0, so that sums leave it out.
    threshold, by
        What counts as present, as in :func:`presence`.
    draws, seed, level, jobs
        As in :func:`location_quotient`.

    Returns
    -------
    pandas.DataFrame
        Industries x industries, symmetric, 0 to 1. NaN for an industry that is present nowhere.

    Raises
    ------
    ValueError
        If the table is bad.

    Notes
    -----
    The smaller of the two, so that an industry found everywhere is not close to all. With few regions proximities are
    coarse (thirds, quarters) and many are 0 or 1 by chance. Equals
    ``econcomplex.proximity(table, compute="product")["product"]``, which gives 0 for an industry present nowhere, and
    ``economic_complexity.proximity(economic_complexity.rca(table))``, which does not run under pandas 3; with
    ``diagonal=True`` ``ecomplexity.proximity`` and R's economiccomplexity.

    References
    ----------
    Hidalgo, C. A., Klinger, B., Barabási, A.-L. and Hausmann, R. (2007). The product space conditions the development
    of nations. Science 317(5837), 482-487.

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame({"steel": [1, 1, 0], "cars": [1, 1, 1], "soap": [0, 0, 1]})
    >>> proximity(table, by="amount").round(3)
           steel   cars   soap
    steel  0.000  0.667  0.000
    cars   0.667  0.000  0.333
    soap   0.000  0.333  0.000
    """
    together, ubiquity = count_together(_ones(table, threshold, by))
    return labelled_square(conditional(together, ubiquity, diagonal), table.columns)


def _ones(table, threshold, by):
    """Ones where an industry is present, in a precision that counts exactly and, for up to 2**24 regions, fast."""
    return held_cells(table, threshold, by, np.float32 if len(table) < 2**24 else float)[0]


def count_together(present: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """In how many regions two industries are both present, and how many have each; NaN for an industry nobody has."""
    return with_ubiquity((present.T @ present).astype(float))


def with_ubiquity(together: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Counts of shared regions, NaN for an industry nobody has, and their diagonal."""
    ubiquity = np.diagonal(together).copy()
    ubiquity[ubiquity == 0] = np.nan
    if np.isnan(ubiquity).any():
        together[np.isnan(ubiquity), :] = together[:, np.isnan(ubiquity)] = np.nan
    return together, ubiquity


def conditional(together: np.ndarray, ubiquity: np.ndarray, diagonal: bool) -> np.ndarray:
    result = np.divide(together, np.maximum(ubiquity[:, None], ubiquity), out=together)
    if not diagonal:
        np.fill_diagonal(result, np.where(np.isnan(ubiquity), np.nan, 0.0))
    return result


def _totals(together, ubiquity, counts, regions):
    if counts == "ubiquity":
        return ubiquity, float(regions)
    others = np.nansum(together, axis=1) - np.nan_to_num(ubiquity)
    return np.where(others > 0, others, np.nan), others.sum()


def _normalize(together, size, total, normalization):
    row, column = size[:, None], size[None, :]
    with np.errstate(divide="ignore", invalid="ignore"):
        if normalization == "association":
            return together * total / (row * column)
        if normalization == "cosine":
            return together / np.sqrt(row * column)
        if normalization == "jaccard":
            return together / (row + column - together)
        if normalization == "inclusion":
            return together / np.minimum(row, column)
        rest = np.where(total > size, total - size, np.nan)
        return together / (row * column / 2 * (1 / rest[:, None] + 1 / rest))
