"""Industries compared by the occupations they employ."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import pandas as pd

from agglomeration.indicators.ground.columns import check_list
from agglomeration.indicators.ground.tables import check_table
from agglomeration.indicators.inference.resampling import resampled
from agglomeration.words import marked, quoted, tell, tell_many

from .profiles import labelled_square, similarity, unit_profiles

if TYPE_CHECKING:
    from agglomeration.indicators.inference.result import Inference

__all__ = ["staffing_contributions", "staffing_similarity"]


@resampled
def staffing_similarity(
    matrix: pd.DataFrame,
    occupations: Sequence[Any] | None = None,
    kind: Literal["pearson", "spearman", "cosine"] = "pearson",
    *,
    draws: int = 0,
    seed: int | None = None,
    level: float = 0.95,
    jobs: int = 1,
) -> pd.DataFrame | Inference:
    r"""Similarity of industries by the occupations they employ (labour-based relatedness).

    .. math:: r_{ij} = \operatorname{corr}_o\left(\frac{E_{io}}{E_i}, \frac{E_{jo}}{E_j}\right)

    Parameters
    ----------
    matrix : pandas.DataFrame
        The staffing matrix: industries in rows, occupations in columns, jobs (or shares) in the cells.
    occupations : list of labels, or None
        Compare these occupations only. A list of scientific, engineering and computing occupations
        gives the knowledge-labour version; None compares all.
    kind : {"pearson", "spearman", "cosine"}
        "pearson" correlates the shares, "spearman" their ranks, "cosine" is the uncentred correlation.
    draws, seed, level, jobs
        As in :func:`location_quotient`, for a matrix of counted persons (a sample survey's): the interval then says
        what another sample might show, not what withheld cells hide.

    Returns
    -------
    pandas.DataFrame or Inference
        Industries x industries, symmetric, from -1 to 1 ("cosine": from 0), 1 on the diagonal. NaN in
        the row and column of an industry that employs nobody in these occupations or, for a
        correlation, all of them equally: it has no profile.

    Raises
    ------
    ValueError
        If a cell is negative, missing or infinite, a label occurs twice, an occupation is not a
        column, fewer than two occupations are compared, or ``kind`` is unknown.

    See Also
    --------
    staffing_contributions : which occupations make a pair similar.

    Notes
    -----
    A correlation does not depend on an industry's size, so jobs, shares of all jobs and shares within
    ``occupations`` give the same result. Pearson on shares is carried by the few largest occupations:
    look at the contributions before naming a pair related. Ranks give every occupation the same say,
    and so much weight to the many small ones. Cells that a statistical office withholds must be
    filled, as 0 or otherwise, before the call; where they are many, profiles look alike because the
    same cells are hidden. Equals ``numpy.corrcoef(matrix)`` for "pearson" and
    ``scipy.stats.spearmanr(matrix, axis=1)`` for "spearman" (with shares).

    References
    ----------
    Feser, E. J. (2003). What regions do rather than make: a proposed set of knowledge-based
    occupation clusters. Urban Studies 40(10), 1937-1958.

    Examples
    --------
    >>> import pandas as pd
    >>> staff = pd.DataFrame(
    ...     {"chemists": [30, 20, 0], "operators": [50, 60, 10], "cooks": [20, 20, 90]},
    ...     index=["drugs", "soap", "restaurants"],
    ... )
    >>> staffing_similarity(staff).round(2)
                 drugs  soap  restaurants
    drugs         1.00  0.94        -0.69
    soap          0.94  1.00        -0.41
    restaurants  -0.69 -0.41         1.00
    """
    return labelled_square(
        similarity(_staffing(matrix, occupations).to_numpy(), kind), matrix.index
    )


def staffing_contributions(
    matrix: pd.DataFrame, industry: Any, partner: Any, occupations: Sequence[Any] | None = None
) -> pd.Series:
    r"""What each occupation adds to the correlation of two industries' staffing.

    .. math:: c_o = \frac{(s_{io} - \bar s_i)(s_{jo} - \bar s_j)}
                         {\sqrt{\sum_o (s_{io} - \bar s_i)^2 \sum_o (s_{jo} - \bar s_j)^2}},
              \qquad \sum_o c_o = r_{ij}

    Parameters
    ----------
    matrix : pandas.DataFrame
        The staffing matrix: industries in rows, occupations in columns.
    industry, partner : labels
        Two rows of ``matrix``.
    occupations : list of labels, or None
        As in :func:`staffing_similarity`.

    Returns
    -------
    pandas.Series
        One value per occupation, largest first; they add up to the Pearson correlation. NaN where the
        correlation is undefined.

    Raises
    ------
    ValueError
        If an industry is not a row of ``matrix``, or the matrix itself is unusable.

    Notes
    -----
    An occupation that fills more than a mean share of both industries adds, and so does one that fills less in both:
    many small contributions of the second kind can make unlike industries look alike. The sum equals
    ``numpy.corrcoef`` of the two rows.

    References
    ----------
    Feser, E. J. (2003). What regions do rather than make: a proposed set of knowledge-based
    occupation clusters. Urban Studies 40(10), 1937-1958.

    Examples
    --------
    >>> import pandas as pd
    >>> staff = pd.DataFrame(
    ...     {"chemists": [30, 20], "operators": [50, 60], "cooks": [20, 20]}, index=["drugs", "soap"]
    ... )
    >>> staffing_contributions(staff, "drugs", "soap").round(2)
    operators    0.63
    cooks        0.25
    chemists     0.06
    Name: contribution, dtype: float64
    """
    staffing = _staffing(matrix, occupations)
    for label in (industry, partner):
        if label not in staffing.index:
            raise ValueError(
                tell(
                    "matrix: industry {label} is not a row of the staffing matrix.",
                    label=quoted(label),
                )
            )
    profiles = unit_profiles(staffing.loc[[industry, partner]].to_numpy(), centred=True)
    contributions = pd.Series(
        profiles[0] * profiles[1], index=staffing.columns, name="contribution"
    )
    return contributions.sort_values(ascending=False)


def _staffing(matrix, occupations):
    """Jobs in the chosen occupations; a correlation of jobs is one of shares."""
    jobs = check_table(matrix, "matrix", rows=marked("industry"), columns=marked("occupation"))
    check_list(occupations, "occupations")
    chosen = (
        np.arange(matrix.shape[1]) if occupations is None else _positions(matrix, list(occupations))
    )
    if len(chosen) < 2:
        raise ValueError(
            tell_many(
                "occupations: {n} occupation to compare; a profile needs at least two occupations.",
                "occupations: {n} occupations to compare; a profile needs at least two occupations.",
                len(chosen),
            )
        )
    if occupations is not None:
        jobs = jobs[:, chosen]
    return pd.DataFrame(jobs, index=matrix.index, columns=matrix.columns[chosen], copy=False)


def _positions(matrix, occupations):
    positions = matrix.columns.get_indexer(occupations)
    if (positions < 0).any():
        missing = [label for label, at in zip(occupations, positions, strict=True) if at < 0]
        raise ValueError(
            tell_many(
                "occupations: {first} is not a column of the staffing matrix ({n} of {occupations} is missing).",
                "occupations: {first} is not a column of the staffing matrix ({n} of {occupations} are missing).",
                len(missing),
                first=quoted(missing[0]),
                occupations=len(occupations),
            )
        )
    if len(set(positions)) < len(positions):
        repeated = pd.Index(occupations)[pd.Index(occupations).duplicated()][0]
        raise ValueError(
            tell("occupations: {repeated} is listed more than once.", repeated=quoted(repeated))
        )
    return positions
