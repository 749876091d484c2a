"""Agreement with econcomplex, ecomplexity and economic-complexity, and where they differ."""

import warnings

import econcomplex
import economic_complexity
import numpy as np
import pandas as pd
import pytest
from ecomplexity import ecomplexity
from ecomplexity import proximity as ecomplexity_proximity

from agglomeration.indicators.relatedness import (
    adjusted_rand,
    coherence,
    cooccurrence,
    cross_proximity,
    cross_relatedness,
    define_clusters,
    proximity,
    relatedness_density,
    relative_relatedness,
)
from agglomeration.indicators.specialization.quotients import presence


@pytest.fixture
def table():
    generator = np.random.default_rng(11)
    values = generator.pareto(1, (40, 25)) * (generator.random((40, 25)) < 0.5)
    return pd.DataFrame(
        values, index=[f"r{n}" for n in range(40)], columns=[f"i{n:02}" for n in range(25)]
    )


@pytest.fixture
def with_an_empty_industry(table):
    return table.assign(none=0.0)


def long(table):
    data = table.rename_axis("r").reset_index().melt("r", var_name="i", value_name="v")
    return data.assign(t=1), {"time": "t", "loc": "r", "prod": "i", "val": "v"}


class TestProximity:
    def test_econcomplex(self, table):
        assert np.allclose(
            proximity(table), econcomplex.proximity(table, compute="product")["product"]
        )

    def test_ecomplexity_counts_the_industry_itself(self, table):
        pairs = ecomplexity_proximity(*long(table))
        theirs = pairs.pivot(index="i_1", columns="i_2", values="proximity")
        assert np.allclose(proximity(table, diagonal=True), theirs)
        assert (np.diagonal(theirs) == 1).all()

    def test_an_industry_nobody_has_is_zero_in_econcomplex_and_undefined_here(
        self, with_an_empty_industry
    ):
        theirs = econcomplex.proximity(with_an_empty_industry, compute="product")["product"]
        assert (theirs["none"] == 0).all()
        assert proximity(with_an_empty_industry)["none"].isna().all()
        assert np.allclose(proximity(with_an_empty_industry).fillna(0), theirs)


class TestCooccurrence:
    @pytest.mark.parametrize("name", ["association", "cosine", "jaccard", "probability"])
    def test_econcomplex_uses_ubiquity(self, table, name):
        present = presence(table)
        theirs = econcomplex.relatedness_index(present, method=name)
        assert np.allclose(cooccurrence(table, name), theirs)

    @pytest.mark.parametrize("name", ["association", "cosine", "jaccard", "probability"])
    def test_counts_make_a_difference(self, table, name):
        """What R's EconGeo gives under the same names, computed here from its published formula."""
        together = cooccurrence(table).to_numpy()
        size, total = together.sum(axis=0), together.sum()
        row, column = size[:, None], size
        expected = {
            "association": (together / total) / ((row / total) * (column / total)),
            "cosine": together / np.sqrt(row * column),
            "jaccard": together / (row + column - together),
            "probability": together
            / (
                (row / total * column / (total - row) + column / total * row / (total - column))
                * total
                / 2
            ),
        }[name]
        ours = cooccurrence(table, name, counts="offdiagonal")
        assert np.allclose(ours, expected)
        assert (ours - cooccurrence(table, name)).abs().max(axis=None) > 0.05


class TestDensity:
    def test_econcomplex_in_percent(self, table):
        assert np.allclose(100 * relatedness_density(table), econcomplex.relatedness_density(table))

    def test_economic_complexity(self, table):
        """With the proximity given: its own writes into a frame's memory, which pandas 3 no longer allows."""
        theirs = economic_complexity.relatedness(
            economic_complexity.rca(table), proximities=proximity(table)
        )
        assert np.allclose(relatedness_density(table), theirs)

    def test_ecomplexity_counts_the_industry_itself(self, table):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            theirs = ecomplexity(*long(table)).pivot(index="r", columns="i", values="density")
        theirs = theirs.loc[table.index, table.columns]
        assert np.allclose(relatedness_density(table, diagonal=True), theirs)
        assert (relatedness_density(table) - theirs).abs().max(axis=None) > 0.03

    def test_given_relatedness(self, table):
        related = cooccurrence(table, "cosine")
        assert np.allclose(
            100 * relatedness_density(table, related),
            econcomplex.relatedness_density(table, related),
        )


class TestDefinedClusters:
    @pytest.mark.parametrize("method", ["ward", "average", "complete"])
    @pytest.mark.parametrize("number", [3, 7])
    def test_scikit_learn_cuts_the_same_tree(self, method, number):
        """Without moves afterwards: rows of similarities, each to itself as near as any two are."""
        cluster = pytest.importorskip("sklearn.cluster")
        near = np.random.default_rng(number).uniform(0, 1, (30, 30))
        near = (near + near.T) / 2
        found = define_clusters(pd.DataFrame(near), [number], [method], reassign=False).groups
        off = near[~np.eye(30, dtype=bool)]
        np.fill_diagonal(near, off.max())
        theirs = cluster.AgglomerativeClustering(number, linkage=method).fit_predict(near)
        assert adjusted_rand(found, pd.Series(theirs)) == pytest.approx(1)
        assert found.nunique() == number


class TestPortfolios:
    def test_econcomplex_measures_options_against_each_other(self, table):
        assert np.allclose(
            relative_relatedness(table), econcomplex.relative_relatedness(table), equal_nan=True
        )

    def test_econcomplex_inside_and_outside_what_a_region_has(self, table):
        found = coherence(table)
        for name, theirs in (
            ("coherence", econcomplex.relatedness_density_internal(table)),
            ("flexibility", econcomplex.relatedness_density_external(table)),
        ):
            assert np.allclose(100 * found[name], theirs.mean(axis=1), equal_nan=True)

    def test_econcomplex_across_two_spaces(self, table):
        other = table.iloc[:, ::-1].shift(1, fill_value=1.0).add_prefix("other ")
        near = cross_proximity(table, other)
        assert np.allclose(near, econcomplex.cross_proximity(table, other))
        theirs = econcomplex.cross_relatedness(table, near)
        assert np.allclose(cross_relatedness(table, near), theirs)
