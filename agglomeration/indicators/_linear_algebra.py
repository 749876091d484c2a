"""The two decompositions that scipy does in less time than numpy; numpy does them where scipy is not installed."""

import warnings

import numpy as np

__all__ = ["invert", "top_eigenpairs"]


def invert(matrix):
    """Inverse of a square matrix, which may be overwritten; raises ``numpy.linalg.LinAlgError`` if singular."""
    try:
        from scipy.linalg import inv
    except ModuleNotFoundError:
        return np.linalg.inv(matrix)
    with warnings.catch_warnings():
        # Whether the result can be used is for the caller to say, in words about the matter.
        warnings.simplefilter("ignore")
        return inv(matrix, overwrite_a=True, check_finite=False)


def top_eigenpairs(symmetric, count=3):
    """The largest eigenvalues of a symmetric matrix and their vectors, in rising order."""
    size = len(symmetric)
    try:
        from scipy.linalg import eigh
    except ModuleNotFoundError:
        values, vectors = np.linalg.eigh(symmetric)
        return values[-count:], vectors[:, -count:]
    return eigh(symmetric, subset_by_index=[max(size - count, 0), size - 1])
