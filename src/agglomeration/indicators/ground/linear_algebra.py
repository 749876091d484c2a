"""The two decompositions that scipy does in less time than numpy; numpy does them where scipy is not installed."""

from __future__ import annotations

from contextlib import nullcontext
from functools import cache

import numpy as np

__all__ = ["invert", "top_eigenpairs"]

# Rows up to which two threads wait for each other longer than they work, on a busy machine many times longer.
ONE_THREAD = {"inverse": 400, "eigenvectors": 2000}
# Columns that an inverse works on at a time.
BLOCK = 64


def invert(matrix: np.ndarray) -> np.ndarray:
    """Inverse of a square matrix, which may be overwritten; raises ``numpy.linalg.LinAlgError`` if singular.

    Whether the result can be used is for the caller to say, in words about the matter. That is why the decomposition
    is called itself: ``scipy.linalg.inv`` spends a third of its time on looking whether to warn.
    """
    try:
        from scipy.linalg import lapack
    except ModuleNotFoundError:
        return np.linalg.inv(matrix)
    size = len(matrix)
    if not size:
        return matrix
    with _threads(size <= ONE_THREAD["inverse"]):
        # Columns come first there: the transposed matrix needs no copy, and its inverse is the transposed inverse.
        factors, pivots, stopped = lapack.dgetrf(matrix.T, overwrite_a=True)
        if stopped:
            raise np.linalg.LinAlgError("singular matrix")
        inverse, _ = lapack.dgetri(factors, pivots, lwork=BLOCK * size, overwrite_lu=True)
    return inverse.T


def top_eigenpairs(symmetric: np.ndarray, count: int = 3) -> tuple[np.ndarray, np.ndarray]:
    """The largest eigenvalues of a symmetric matrix and their vectors, in rising order."""
    size = len(symmetric)
    try:
        from scipy.linalg import eigh
    except ModuleNotFoundError:
        values, vectors = np.linalg.eigh(symmetric)
        return values[-count:], vectors[:, -count:]
    with _threads(size <= ONE_THREAD["eigenvectors"]):
        return eigh(symmetric, subset_by_index=[max(size - count, 0), size - 1])


def _threads(one):
    """A context in which linear algebra runs on one thread, if asked for and if threadpoolctl is installed."""
    controller = _controller() if one else None
    return controller.limit(limits=1, user_api="blas") if controller else nullcontext()


@cache
def _controller():
    try:
        from threadpoolctl import ThreadpoolController
    except ModuleNotFoundError:
        return None
    return ThreadpoolController()
