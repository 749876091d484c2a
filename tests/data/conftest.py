"""What the tests of the tables share."""

import numpy as np
import pandas as pd
import pytest


def _without(values, groups, weights):
    """Return values less the means of their groups, in turn until nothing changes."""
    for _ in range(500):
        before = values
        for group in groups:
            values = (
                values - (np.bincount(group, weights * values) / np.bincount(group, weights))[group]
            )
        if len(groups) == 1 or np.abs(values - before).max() < 1e-10:
            break
    return values


def _clustered(scores, bread, cluster):
    """Return the covariance of estimates whose errors go together within clusters."""
    codes = pd.factorize(cluster)[0]
    sums = np.column_stack([np.bincount(codes, column) for column in scores.T])
    count = len(sums)
    return bread @ (sums.T @ sums) @ bread * count / (count - 1)


def _fit(outcome, causes, effects=(), weights=None, clusters=()):
    """Return coefficients and standard errors of a linear regression, effects of groups taken out.

    Errors are robust to unequal variance, or clustered in one or two ways. Without effects there is a constant.
    """
    y = np.asarray(outcome, float)
    x = np.column_stack([np.asarray(cause, float) for cause in causes])
    w = np.ones(len(y)) if weights is None else np.asarray(weights, float)
    groups = [pd.factorize(effect)[0] for effect in effects]
    if groups:
        y, x = (
            _without(y, groups, w),
            np.column_stack([_without(column, groups, w) for column in x.T]),
        )
    else:
        x = np.column_stack([x, np.ones(len(y))])
    bread = np.linalg.inv((x * w[:, None]).T @ x)
    found = bread @ (x * w[:, None]).T @ y
    scores = x * (w * (y - x @ found))[:, None]
    if len(clusters) == 0:
        spread = bread @ (scores.T @ scores) @ bread * len(y) / (len(y) - x.shape[1])
    else:
        spread = sum(_clustered(scores, bread, cluster) for cluster in clusters)
    if len(clusters) == 2:
        both = np.asarray(clusters[0]).astype(str) + "|" + np.asarray(clusters[1]).astype(str)
        spread = spread - _clustered(scores, bread, both)
    return found[: len(causes)], np.sqrt(np.diag(spread))[: len(causes)]


@pytest.fixture(scope="session")
def fit():
    """A linear regression, for the figures that were computed with one."""
    return _fit


@pytest.fixture(scope="session")
def within():
    """What is left of values after the effects of groups are taken out."""

    def residual(values, effects):
        groups = [pd.factorize(effect)[0] for effect in effects]
        return _without(np.asarray(values, float), groups, np.ones(len(values)))

    return residual


def pytest_configure(config):
    """Declare the mark of tests that fetch more than a few megabytes."""
    config.addinivalue_line(
        "markers", "origin: rebuilds a table from an origin of more than 10 MB (kept once fetched)"
    )
