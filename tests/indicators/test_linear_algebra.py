"""Eigenpairs and inverses, with and without scipy, and on how many threads."""

import sys

import numpy as np
import pytest

from agglomeration.indicators.ground import linear_algebra as _linear_algebra
from agglomeration.indicators.ground.linear_algebra import invert, top_eigenpairs


def symmetric(size=30):
    values = np.random.default_rng(size).random((size, size))
    return values @ values.T


@pytest.fixture(params=["everything", "scipy", "threadpoolctl"])
def absent(request, monkeypatch):
    """Without scipy, without threadpoolctl, and with both."""
    monkeypatch.setitem(sys.modules, request.param, None)
    if request.param == "scipy":
        monkeypatch.setitem(sys.modules, "scipy.linalg", None)
    _linear_algebra._controller.cache_clear()
    yield
    _linear_algebra._controller.cache_clear()


@pytest.mark.usefixtures("absent")
@pytest.mark.parametrize("size", [2, 3, 30])
def test_the_largest_eigenpairs_solve_the_equation(size):
    matrix = symmetric(size)
    values, vectors = top_eigenpairs(matrix)
    assert (np.diff(values) >= 0).all()
    np.testing.assert_allclose(matrix @ vectors, vectors * values, atol=1e-10 * values[-1])
    np.testing.assert_allclose(vectors.T @ vectors, np.eye(len(values)), atol=1e-12)
    assert values[-1] == pytest.approx(np.linalg.norm(matrix, 2))


@pytest.mark.usefixtures("absent")
def test_a_matrix_times_its_inverse_is_one_and_a_singular_one_is_refused():
    matrix = symmetric()
    np.testing.assert_allclose(invert(matrix.copy()) @ matrix, np.eye(30), atol=1e-7)
    with pytest.raises(np.linalg.LinAlgError):
        invert(np.ones((2, 2)))


def test_few_rows_take_one_thread_and_leave_the_number_as_it_was():
    threadpoolctl = pytest.importorskip("threadpoolctl")

    def threads():
        return [
            pool["num_threads"]
            for pool in threadpoolctl.threadpool_info()
            if pool["user_api"] == "blas"
        ]

    before = threads()
    with _linear_algebra._threads(one=True):
        assert set(threads()) == {1}
    assert threads() == before
    with _linear_algebra._threads(one=False):
        assert threads() == before
