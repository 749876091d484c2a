"""Groupings of industries: how far two agree, and what they keep inside, against scikit-learn and networkx."""

import networkx
import numpy as np
import pandas as pd
from sklearn.metrics import adjusted_rand_score

import agglomeration as ag

from .line import Line

THINGS = [250, 1_000, 100_000]
INDUSTRIES = [70, 250, 500]


def groupings(things):
    """Two simulated groupings into 20 groups, half of it in common."""
    generator = np.random.default_rng(things)
    one = pd.Series(generator.integers(0, 20, things))
    return one, one.where(generator.random(things) < 0.5, generator.integers(0, 20, things))


def network(industries):
    """Simulated links between industries, and a grouping into ten."""
    generator = np.random.default_rng(industries)
    values = np.triu(generator.pareto(1, (industries, industries)), 1)
    return pd.DataFrame(values + values.T), pd.Series(generator.integers(0, 10, industries))


def modularity(links, groups):
    sets = [set(members) for members in groups.groupby(groups).groups.values()]
    return networkx.community.modularity(networkx.from_pandas_adjacency(links), sets)


LINES = [
    Line(
        name="adjusted Rand index",
        sizes=THINGS,
        make=groupings,
        ours=ag.adjusted_rand,
        peers={"scikit-learn": adjusted_rand_score},
        repeat=5,
    ),
    Line(
        name="links kept inside",
        sizes=INDUSTRIES,
        make=network,
        ours=ag.kept_inside,
        peers={"networkx": modularity},
        repeat=5,
    ),
]
