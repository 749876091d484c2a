"""How much of what is related to an industry a region already has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np
import pandas as pd

from agglomeration.indicators.ground.tables import check_table
from agglomeration.indicators.inference.resampling import resampled
from agglomeration.indicators.specialization.quotients import held_cells
from agglomeration.words import quoted, tell, tell_many

from .cooccurrence import conditional, count_together, with_ubiquity

if TYPE_CHECKING:
    from agglomeration.indicators.inference.result import Inference

__all__ = ["check_relatedness", "density", "relatedness_density", "relatedness_weights"]


@resampled
def relatedness_density(
    table: pd.DataFrame,
    relatedness: pd.DataFrame | None = None,
    diagonal: bool = False,
    leave_out: bool = False,
    *,
    threshold: float = 1.0,
    by: Literal["location_quotient", "amount"] = "location_quotient",
    draws: int = 0,
    seed: int | None = None,
    level: float = 0.95,
    jobs: int = 1,
) -> pd.DataFrame | Inference:
    r"""Relatedness density: how much of what is related to an industry a region already has.

    .. math:: \omega_{ri} = \frac{\sum_{j \ne i} M_{rj}\, \phi_{ji}}{\sum_{j \ne i} \phi_{ji}}

    Parameters
    ----------
    table : pandas.DataFrame
        Regions x industries, non-negative amounts.
    relatedness : pandas.DataFrame, optional
        Industries x industries, non-negative, with the table's industries both ways: any measure of this module.
        Without it, :func:`proximity` of the table.
    diagonal : bool
        Whether the industry itself counts among those related to it.
    leave_out : bool
        Whether each region's density uses the proximity of the *other* regions only. Without it, whatever a region has
        makes its industries look related, and density foretells what it was computed from. Not with ``relatedness``.
    threshold, by
        What counts as present, as in :func:`presence`.
    draws, seed, level, jobs
        As in :func:`location_quotient`.

    Returns
    -------
    pandas.DataFrame
        Regions x industries, 0 to 1. NaN for an empty region, and for an industry to which none is related. Industries
        whose relatedness is undefined (NaN) count for nothing in the density of others.

    Raises
    ------
    ValueError
        If the table is bad, or ``relatedness`` is negative, infinite, not square, lacks an industry or is given
        together with ``leave_out``.

    Notes
    -----
    Diversified regions are dense in everything: compare a region's industries, or take the region's mean off, before
    reading a high value as an opening. Times 100 it equals ``econcomplex.relatedness_density(table)`` and as it is
    ``economic_complexity.relatedness``; with ``diagonal=True`` the density of ``ecomplexity.ecomplexity`` and of R's
    economiccomplexity, which count the industry itself (differences up to 0.75 in small tables). ``ecomplexity`` with
    ``knn=`` gives a count of neighbours, not a density. Correlations can be negative: give
    ``relatedness.clip(lower=0)``.

    References
    ----------
    Hidalgo, C. A., Klinger, B., Barabási, A.-L. and Hausmann, R. (2007). The product space conditions the development
    of nations. Science 317(5837), 482-487.

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame({"steel": [1, 1, 0], "cars": [1, 1, 1], "soap": [0, 0, 1]})
    >>> relatedness_density(table, by="amount").round(3)
       steel   cars  soap
    0    1.0  0.667   1.0
    1    1.0  0.667   1.0
    2    1.0  0.333   1.0
    """
    if leave_out and relatedness is not None:
        raise ValueError(
            tell(
                "leave_out: a given relatedness cannot be computed again without a region; leave "
                "one of them."
            )
        )
    present, undefined = held_cells(table, threshold, by, float)
    if leave_out:
        near = _densities_by_the_others(present, diagonal)
    else:
        near = density(present, relatedness_weights(present, relatedness, table.columns, diagonal))
    near[undefined] = np.nan
    return pd.DataFrame(near, index=table.index, columns=table.columns, copy=False)


def relatedness_weights(
    present: np.ndarray, relatedness: pd.DataFrame | None, industries: pd.Index, diagonal: bool
) -> np.ndarray:
    """The given relatedness in the order of ``industries``, or the proximity of what is present."""
    if relatedness is None:
        exact = np.float32 if len(present) < 2**24 else float
        together, ubiquity = count_together(present.astype(exact))
        return conditional(together, ubiquity, diagonal)
    return check_relatedness(relatedness, industries, diagonal)


def check_relatedness(
    relatedness: pd.DataFrame, industries: pd.Index | None, diagonal: bool
) -> np.ndarray:
    """Values in the order of ``industries``; the diagonal 0 unless it is kept."""
    values = check_table(
        relatedness, "relatedness", nan=True, negative=True, rows="industry", columns="industry"
    )
    if np.fmin.reduce(values, axis=None) < 0:
        row, column = np.argwhere(values < 0)[0]
        raise ValueError(
            tell(
                "relatedness: industries {one} and {other} have {value}; a weight cannot be "
                "negative, so use relatedness.clip(lower=0).",
                one=quoted(relatedness.index[row]),
                other=quoted(relatedness.columns[column]),
                value=f"{values[row, column]:g}",
            )
        )
    if industries is None:
        industries = relatedness.index.union(relatedness.columns, sort=False)
    missing = industries.difference(relatedness.index.intersection(relatedness.columns), sort=False)
    if len(missing):
        raise ValueError(
            tell_many(
                "relatedness: no row and column for industry {first} ({n} of {industries} is missing); it must have "
                "the same industries both ways.",
                "relatedness: no row and column for industry {first} ({n} of {industries} are missing); it must have "
                "the same industries both ways.",
                len(missing),
                first=quoted(missing[0]),
                industries=len(industries),
            )
        )
    if industries.equals(relatedness.index) and industries.equals(relatedness.columns):
        values = values.copy()
    else:
        rows, columns = (
            relatedness.index.get_indexer(industries),
            relatedness.columns.get_indexer(industries),
        )
        values = values[np.ix_(rows, columns)]
    if not diagonal:
        np.fill_diagonal(values, 0.0)
    return values


def density(present: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Weighted share of what is present (ones); an undefined weight counts for nothing."""
    weights = np.nan_to_num(weights)
    total = weights.sum(axis=0)
    near = present @ weights
    near /= np.where(total > 0, total, np.nan)
    return near


def _densities_by_the_others(present, diagonal):
    """Density of each region (row), with the proximity of all rows but its own."""
    together = present.T @ present
    rows = (conditional(*with_ubiquity(together - np.outer(row, row)), diagonal) for row in present)
    return np.array([density(row, weights) for row, weights in zip(present, rows, strict=True)])
