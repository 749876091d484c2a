"""The second eigenvector of who has what, from one symmetric matrix."""

import numpy as np

__all__ = ["largest_part", "second_eigenvector"]


def largest_part(present):
    """Rows and columns of the largest connected part, by rows, then columns, then first row; as two masks."""
    labels = np.arange(len(present), dtype=float)
    labels[~present.any(axis=1)] = np.inf
    while True:
        of_columns = np.where(present, labels[:, None], np.inf).min(axis=0)
        spread = np.where(present, of_columns, np.inf).min(axis=1)
        if np.array_equal(spread, labels):
            break
        labels = spread
    parts = np.unique(labels[np.isfinite(labels)])
    if len(parts) == 0:
        return np.zeros(len(present), dtype=bool), np.zeros(present.shape[1], dtype=bool)
    sizes = [(int((labels == part).sum()), int((of_columns == part).sum()), -part) for part in parts]
    best = -max(sizes)[2]
    return labels == best, of_columns == best


def second_eigenvector(present):
    """Second eigenvalue, and its right vector over the columns; NaN where it is a tie or 0.

    With D the row sums and U the column sums, ``U^-1 M' D^-1 M`` has the eigenvalues of the symmetric
    ``W'W`` and of ``W W'``, where ``W = D^-1/2 M U^-1/2``; the smaller of the two is solved.
    """
    rows, columns = present.sum(axis=1), present.sum(axis=0)
    if min(present.shape) < 2:
        return 0.0 if present.size else np.nan, np.full(present.shape[1], np.nan)
    root = np.sqrt(columns)
    weights = present / np.sqrt(rows)[:, None] / root
    tall = present.shape[0] >= present.shape[1]
    values, vectors = _top_eigenpairs(weights.T @ weights if tall else weights @ weights.T)
    second = max(float(values[-2]), 0.0)
    third = float(values[-3]) if len(values) > 2 else 0.0
    if second < 1e-10 or second - third < 1e-10:
        return second, np.full(present.shape[1], np.nan)
    vector = vectors[:, -2] if tall else weights.T @ vectors[:, -2]
    return second, vector / root


def _top_eigenpairs(symmetric):
    """The three largest eigenvalues and their vectors, in rising order."""
    size = len(symmetric)
    try:
        from scipy.linalg import eigh
    except ModuleNotFoundError:
        values, vectors = np.linalg.eigh(symmetric)
        return values[-3:], vectors[:, -3:]
    return eigh(symmetric, subset_by_index=[max(size - 3, 0), size - 1])
