"""Groupings of industries: how far two agree, and what they keep inside, against scikit-learn and networkx."""

import networkx
import numpy as np
import pandas as pd
from sklearn.cluster import AgglomerativeClustering
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


def similar(industries):
    """Simulated similarities of industries in families of ten, and the families."""
    generator = np.random.default_rng(industries)
    kin = np.kron(np.eye(industries // 10), np.ones((10, 10)))
    near = pd.DataFrame(kin + generator.normal(0, 0.3, kin.shape))
    return near, pd.Series(np.arange(industries) // 10)


def tree_of_scikit_learn(near, groups):
    """One candidate grouping, without its scores."""
    return AgglomerativeClustering(groups.nunique(), linkage="ward").fit_predict(near.to_numpy())


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
    Line(
        name="validation scores of a grouping",
        sizes=[60, 240, 960],
        make=similar,
        ours=lambda near, groups: ag.validation_scores(groups, near),
        repeat=5,
    ),
    Line(
        name="clusters defined, one candidate",
        sizes=[60, 240, 960],
        make=similar,
        ours=lambda near, groups: ag.define_clusters(
            near, [groups.nunique()], ["ward"], reassign=False
        ),
        peers={"scikit-learn, the groups alone": tree_of_scikit_learn},
        repeat=3,
        note="Ours scores the candidate; neither moves industries afterwards.",
    ),
    Line(
        name="clusters defined, six candidates of two similarities",
        sizes=[60, 120, 240],
        make=similar,
        ours=lambda near, groups: ag.define_clusters(
            {"one": near, "other": near.T}, [groups.nunique(), 5], ["ward"]
        ),
        repeat=3,
        note="With industries moved to the group that they are nearest to.",
    ),
]
