"""Composite indicators, against the means of scipy."""

import numpy as np
import pandas as pd
import scipy
from scipy import stats

import agglomeration as ag

from .line import Line

SCIPY = f"scipy {scipy.__version__}"


def legs(size):
    """Simulated location quotients, regions x components."""
    values = np.random.default_rng(1).lognormal(0, 0.7, size)
    return (
        pd.DataFrame(
            values,
            [f"r{row}" for row in range(size[0])],
            [f"c{column}" for column in range(size[1])],
        ),
    )


def geometric(table):
    return ag.composite_indicator(table, rule="geometric")


def geometric_by_scipy(table):
    return pd.Series(stats.gmean(table, axis=1), index=table.index)


LINES = [
    Line(
        name="composite indicator, geometric mean",
        sizes=[(400, 3), (3_200, 10), (100_000, 10)],
        make=legs,
        ours=geometric,
        peers={SCIPY: geometric_by_scipy},
        repeat=7,
    ),
]
