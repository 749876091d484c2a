"""Entropy, related and unrelated variety, relative diversity, diversity and ubiquity."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from agglomeration.indicators.specialization.diversity import (
    diversity,
    duranton_puga_diversity,
    entropy,
    ubiquity,
    variety,
)
from agglomeration.indicators.specialization.quotients import location_quotient
from agglomeration.indicators.specialization.structure import krugman_specialization


def labelled(values):
    return pd.DataFrame(
        np.asarray(values, dtype=float),
        index=[f"region {row}" for row in range(len(values))],
        columns=[f"industry {column}" for column in range(len(values[0]))],
    )


SHAPES = st.tuples(st.integers(1, 6), st.integers(1, 8))
TABLES = SHAPES.flatmap(
    lambda shape: arrays.arrays(float, shape, elements=st.integers(0, 60).map(float)).map(labelled)
)


def nested(industries, levels, seed):
    """A random hierarchy: each level merges classes of the one below it."""
    generator = np.random.default_rng(seed)
    classes, columns = np.arange(len(industries)), {}
    for level in range(levels):
        merged = generator.integers(0, max(1, (classes.max() + 1) // 2) + 1, classes.max() + 1)
        classes = np.unique(merged[classes], return_inverse=True)[1]
        columns[f"level {levels - level}"] = [f"{levels - level}.{number}" for number in classes]
    return pd.DataFrame(columns, index=industries)[sorted(columns)]


WITH_EMPTY = labelled([[4, 2, 2, 0], [0, 0, 0, 0], [0, 5, 0, 0]])
REGIONAL = {
    "entropy": entropy,
    "variety": lambda table: variety(table, pd.Series("all", index=table.columns)),
    "duranton_puga_diversity": duranton_puga_diversity,
    "diversity": diversity,
}
EVERY_INDEX = pytest.mark.parametrize("index", list(REGIONAL.values()), ids=list(REGIONAL))


class TestEntropy:
    def test_by_hand(self):
        assert entropy(WITH_EMPTY).tolist() == pytest.approx([1.5, np.nan, 0], nan_ok=True)
        assert entropy(WITH_EMPTY, base=np.e).iloc[0] == pytest.approx(1.5 * np.log(2))

    def test_one_industry_alone_has_none_not_minus_none(self):
        assert not np.signbit(entropy(WITH_EMPTY).iloc[2])

    def test_no_industry_is_lost_however_small(self):
        """A share of 1e-9 counts: nothing is added to shares and nothing is rounded."""
        small = entropy(labelled([[1e9, 1]]), base=np.e).iloc[0]
        share = 1 / (1e9 + 1)
        assert small == pytest.approx(
            -share * np.log(share) - (1 - share) * np.log1p(-share), rel=1e-6
        )

    @given(TABLES, st.sampled_from([2, np.e, 10]))
    def test_bounds(self, table, base):
        values = entropy(table, base=base).dropna()
        assert ((values >= 0) & (values <= np.log(table.shape[1]) / np.log(base) + 1e-12)).all()

    @given(TABLES)
    def test_industries_are_the_regions_of_the_turned_table(self, table):
        assert np.allclose(entropy(table, of="industries"), entropy(table.T), equal_nan=True)

    @pytest.mark.parametrize("base", [1, 0, -2, np.inf, np.nan])
    def test_a_bad_base_is_refused(self, base):
        with pytest.raises(ValueError, match=r"base: .* must be a number above 1"):
            entropy(WITH_EMPTY, base=base)


class TestVariety:
    table = labelled([[1, 1, 2], [4, 0, 4], [0, 0, 0]])
    classes = pd.Series(["metal", "metal", "food"], index=table.columns)

    def test_by_hand(self):
        parts = variety(self.table, self.classes)
        assert parts["unrelated"].tolist() == pytest.approx([1, 1, np.nan], nan_ok=True)
        assert parts["related"].tolist() == pytest.approx([0.5, 0, np.nan], nan_ok=True)

    def test_related_is_the_weighted_entropy_inside_the_classes(self):
        generator = np.random.default_rng(1)
        table = labelled(generator.integers(1, 50, (3, 6)))
        classes = pd.Series(list("aabbbc"), index=table.columns)
        inside = {name: entropy(table[members.index]) for name, members in classes.groupby(classes)}
        weight = {
            name: table[members.index].sum(axis=1) for name, members in classes.groupby(classes)
        }
        related = sum(weight[name] * inside[name] for name in inside) / table.sum(axis=1)
        assert np.allclose(variety(table, classes)["related"], related)

    @given(TABLES, st.integers(1, 4), st.integers(0, 99))
    def test_the_parts_add_up_to_the_entropy_over_any_number_of_levels(self, table, levels, seed):
        hierarchy = nested(table.columns, levels, seed)
        parts = variety(table, hierarchy)
        whole = entropy(table)
        assert np.allclose(parts["unrelated"] + parts["related"], whole, equal_nan=True)
        if levels > 1:
            within = [f"within {level}" for level in hierarchy.columns]
            assert parts.columns.tolist() == ["unrelated", "related", *within]
            assert np.allclose(
                parts[within].sum(axis=1, min_count=1), parts["related"], equal_nan=True
            )
        assert not (parts < 0).any(axis=None)

    @given(TABLES, st.integers(1, 3), st.integers(0, 99))
    def test_each_level_has_the_entropy_of_its_own_table(self, table, levels, seed):
        hierarchy = nested(table.columns, levels, seed)
        broadest = table.T.groupby(hierarchy.iloc[:, 0]).sum().T
        assert np.allclose(
            variety(table, hierarchy)["unrelated"], entropy(broadest), equal_nan=True
        )

    def test_the_order_of_the_hierarchy_does_not_matter_and_it_may_list_more(self):
        more = pd.concat([self.classes.iloc[::-1], pd.Series({"industry 9": "wood"})])
        pd.testing.assert_frame_equal(variety(self.table, more), variety(self.table, self.classes))

    def test_limits(self):
        alone = pd.Series(self.table.columns, index=self.table.columns)
        together = pd.Series("all", index=self.table.columns)
        assert np.allclose(variety(self.table, alone)["related"].iloc[:2], 0)
        assert np.allclose(variety(self.table, together)["unrelated"].iloc[:2], 0)

    def test_an_industry_without_a_class_is_named(self):
        with pytest.raises(ValueError, match="no row for industry 'industry 2'"):
            variety(self.table, self.classes.iloc[:2])


class TestDurantonPuga:
    def test_by_hand(self):
        table = labelled([[8, 2], [3, 7], [10, 10]])
        assert duranton_puga_diversity(table).iloc[0] == pytest.approx(1 / (2 * abs(0.8 - 21 / 40)))

    @given(TABLES)
    def test_it_is_the_inverse_of_the_krugman_index(self, table):
        distance = krugman_specialization(table)
        values = duranton_puga_diversity(table)
        assert values.isna().equals(distance.isna())
        assert (values.dropna() >= 0.5 - 1e-12).all()
        there = distance > 1e-9
        assert np.allclose(values[there] * distance[there], 1)

    def test_the_reference_itself_is_infinitely_diverse(self):
        assert np.isposinf(duranton_puga_diversity(labelled([[1, 3]])).iloc[0])


class TestDiversityAndUbiquity:
    table = labelled([[30, 10, 0], [10, 50, 0], [0, 0, 0]])

    def test_by_hand(self):
        assert diversity(self.table).tolist() == pytest.approx([1, 1, np.nan], nan_ok=True)
        assert ubiquity(self.table).tolist() == pytest.approx([1, 1, np.nan], nan_ok=True)

    def test_a_table_of_zeros_and_ones_is_counted_as_it_is(self):
        ones = labelled([[1, 1, 0], [0, 1, 0]])
        assert diversity(ones, by="amount").tolist() == [2, 1]
        assert ubiquity(ones, by="amount").tolist() == [1, 2, 0]

    @given(TABLES, st.sampled_from([0.5, 1.0, 2.0]))
    def test_both_count_the_same_cells(self, table, threshold):
        cells = (location_quotient(table) >= threshold).to_numpy().sum()
        assert diversity(table, threshold).sum() == cells == ubiquity(table, threshold).sum()


class TestLaws:
    @EVERY_INDEX
    @given(table=TABLES, factor=st.sampled_from([2.0, 1024.0, 0.125]))
    def test_the_unit_of_measurement_does_not_matter(self, index, table, factor):
        scaled, plain = np.asarray(index(table * factor)), np.asarray(index(table))
        assert np.allclose(scaled, plain, equal_nan=True)

    @EVERY_INDEX
    @given(table=TABLES)
    def test_an_empty_region_is_undefined_and_changes_nobody_else(self, index, table):
        more = table.copy()
        more.loc["nobody"] = 0.0
        result = index(more)
        assert np.isnan(np.asarray(result.loc["nobody"], dtype=float)).all()
        assert np.allclose(
            np.asarray(result.loc[table.index]), np.asarray(index(table)), equal_nan=True
        )

    @EVERY_INDEX
    @given(table=TABLES)
    def test_the_input_is_not_changed_and_the_labels_come_back(self, index, table):
        before = table.copy()
        assert index(table).index.equals(table.index)
        pd.testing.assert_frame_equal(table, before)

    @EVERY_INDEX
    @pytest.mark.parametrize("cell", [-1.0, np.inf, np.nan, "x"])
    def test_bad_cells_are_refused(self, index, cell):
        table = labelled([[1, 2], [3, 4]]).astype(object)
        table.iloc[1, 0] = cell
        with pytest.raises(ValueError, match="region 'region 1', industry 'industry 0' is "):
            index(table)

    @EVERY_INDEX
    def test_an_all_zero_table_is_undefined_throughout(self, index):
        assert np.isnan(np.asarray(index(labelled([[0, 0], [0, 0]])))).all()

    def test_an_interval_of_variety(self):
        table = labelled([[40, 10, 25], [5, 60, 5]])
        result = variety(table, pd.Series(["a", "a", "b"], index=table.columns), draws=100, seed=1)
        assert (result.lower <= result.upper).all(axis=None)
        assert result.value.columns.tolist() == ["unrelated", "related"]
