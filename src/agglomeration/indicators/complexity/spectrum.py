"""The second eigenvector of who has what, from one symmetric matrix."""

from __future__ import annotations

import numpy as np

from agglomeration.indicators.ground.linear_algebra import top_eigenpairs

__all__ = ["largest_part", "second_eigenvectors"]


def largest_part(present: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Rows and columns of the largest connected part, by rows, then columns, then first row; as two masks."""
    first = _part_of(present, int(present.sum(axis=1).argmax()))
    if 2 * first[0].sum() > len(present):
        return first
    labels, of_columns = _part_labels(present)
    parts = np.unique(labels[np.isfinite(labels)])
    if len(parts) == 0:
        return np.zeros(len(present), dtype=bool), np.zeros(present.shape[1], dtype=bool)
    sizes = [
        (int((labels == part).sum()), int((of_columns == part).sum()), -part) for part in parts
    ]
    best = -max(sizes)[2]
    return labels == best, of_columns == best


def _part_of(present, row):
    """Everything that can be reached from a row, step by step."""
    reached = np.zeros(len(present), dtype=bool)
    reached[row] = True
    columns = present[row]
    while True:
        wider = (present & columns).any(axis=1)
        if np.array_equal(wider, reached):
            return reached & present.any(axis=1), columns
        reached = wider
        columns = present[reached].any(axis=0)


def _part_labels(present):
    """The first row of each row's and column's part; infinite for those in none."""
    labels = np.where(present.any(axis=1), np.arange(len(present), dtype=float), np.inf)
    while True:
        of_columns = np.where(present, labels[:, None], np.inf).min(axis=0)
        spread = np.where(present, of_columns, np.inf).min(axis=1)
        if np.array_equal(spread, labels):
            return labels, of_columns
        labels = spread


def second_eigenvectors(present: np.ndarray) -> tuple[float, float, np.ndarray, np.ndarray]:
    """Second and third eigenvalue, and the second's vectors over rows and columns, the rows' being the mean of theirs.

    The vectors are NaN where the second eigenvalue is 0 or a tie.

    With D the row sums and U the column sums, ``D^-1 M U^-1 M'`` and ``U^-1 M' D^-1 M`` have the eigenvalues
    of the symmetric ``W W'`` and ``W'W``, where ``W = D^-1/2 M U^-1/2``; the smaller of the two is solved.
    """
    if present.shape[0] < present.shape[1]:
        second, third, of_columns, of_rows = second_eigenvectors(present.T)
        return second, third, second * of_rows, of_columns
    rows, columns = np.sqrt(present.sum(axis=1)), np.sqrt(present.sum(axis=0))
    if len(columns) < 2:
        return (
            (0.0 if present.size else np.nan),
            0.0,
            np.full(len(rows), np.nan),
            np.full(len(columns), np.nan),
        )
    weights = present / rows[:, None]
    symmetric = weights.T @ weights
    symmetric /= columns[:, None] * columns
    values, vectors = top_eigenpairs(symmetric)
    second = max(float(values[-2]), 0.0)
    third = float(values[-3]) if len(values) > 2 else 0.0
    if second < 1e-10 or second - third < 1e-10:
        return second, third, np.full(len(rows), np.nan), np.full(len(columns), np.nan)
    of_columns = vectors[:, -2] / columns
    return second, third, (weights @ of_columns) / rows, of_columns
