"""Gini, locational Gini, Hoover, Krugman and Theil: textbook numbers, properties, bad input."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from agglomeration.indicators.concentration import (
    gini,
    hoover_concentration,
    krugman_concentration,
    locational_gini,
    theil,
)
from agglomeration.indicators.specialization.structure import (
    hoover_specialization,
    krugman_specialization,
)

INDICES = [gini, locational_gini, hoover_concentration, krugman_concentration]
EVERY_INDEX = pytest.mark.parametrize("index", INDICES)


def amounts(regions=None, industries=None):
    shape = st.tuples(
        st.just(regions) if regions else st.integers(2, 7),
        st.just(industries) if industries else st.integers(2, 5),
    )
    return shape.flatmap(
        lambda size: arrays.arrays(float, size, elements=st.integers(0, 50).map(float))
    )


def labelled(values):
    return pd.DataFrame(
        values,
        index=[f"region {row}" for row in range(values.shape[0])],
        columns=[f"industry {column}" for column in range(values.shape[1])],
    )


class TestTextbooks:
    def test_gini_of_four_car_makers(self):
        """Dörsam (2004): sales of 20, 50, 20 and 10, printed as 0.3."""
        assert gini(pd.DataFrame({"cars": [20, 50, 20, 10]}))["cars"] == pytest.approx(0.3)

    def test_gini_of_income_classes_weighted_by_their_size(self):
        """Dörsam (2004): six classes, printed as 0.5278; the order of the classes must not matter."""
        classes = pd.DataFrame(
            {
                "income": [500, 1500, 2500, 4000, 7500, 15000],
                "people": [1000, 1200, 1600, 400, 200, 600],
            }
        )
        for rows in (classes, classes.iloc[[3, 0, 5, 2, 1, 4]]):
            assert round(gini(rows[["income"]], weights=rows["people"])["income"], 4) == 0.5278

    def test_gini_of_german_states(self):
        """Gross domestic product of the 16 German states in 2015, printed as 0.5009."""
        product = [
            460.69,
            549.19,
            124.16,
            65.29,
            31.59,
            109.27,
            263.44,
            39.87,
            258.53,
            645.59,
            131.95,
            35.03,
            112.66,
        ]
        product += [56.22, 85.61, 56.81]
        assert round(gini(pd.DataFrame({"product": product}))["product"], 4) == 0.5009

    def test_locational_gini_by_hand(self):
        """x = .5, .3, .2; s = .2, .3, .5: quotients .4, 1, 2.5; area under the curve .05 + .105 + .15 = .305."""
        table = pd.DataFrame({"this": [20, 30, 50], "other": [480, 270, 150]}, index=list("abc"))
        reference = pd.Series({"a": 5.0, "b": 3.0, "c": 2.0})
        assert locational_gini(table, reference=reference)["this"] == pytest.approx(1 - 2 * 0.305)
        assert locational_gini(table, scale="half", reference=reference)["this"] == pytest.approx(
            0.5 - 0.305
        )

    def test_theil_by_hand(self):
        values = pd.Series([3.0, 1.0], index=["a", "b"])
        assert theil(values) == pytest.approx((1.5 * np.log(1.5) + 0.5 * np.log(0.5)) / 2)
        assert theil(values, kind="L") == pytest.approx(-(np.log(1.5) + np.log(0.5)) / 2)
        assert theil(pd.Series([4.0, 0.0, 0.0, 0.0])) == pytest.approx(np.log(4))

    def test_references_by_hand(self):
        table = pd.DataFrame({"a": [30.0, 10], "b": [10, 30], "c": [0, 20]})
        assert krugman_concentration(table)["c"] == pytest.approx(0.4 + 0.4)
        assert krugman_concentration(table, reference="rest")["c"] == pytest.approx(0.5 + 0.5)
        assert krugman_concentration(table, reference="mean_of_others")["a"] == pytest.approx(
            2 * (0.75 - 0.125)
        )
        assert hoover_concentration(table, reference="uniform")["a"] == pytest.approx(0.25)
        assert hoover_concentration(table, reference=pd.Series([3.0, 1.0]))["a"] == pytest.approx(0)


class TestProperties:
    @EVERY_INDEX
    @settings(max_examples=40, deadline=None)
    @given(values=amounts())
    def test_bounds_and_invariances(self, index, values):
        table = labelled(values)
        result = index(table)
        filled = values.sum(axis=0) > 0
        np.testing.assert_array_equal(result.notna(), filled)
        assert (result[filled] > -1e-12).all()
        assert (result[filled] < (2 if index is krugman_concentration else 1) + 1e-12).all()
        pd.testing.assert_series_equal(index(table.iloc[::-1]), result)
        pd.testing.assert_series_equal(index(table.iloc[:, ::-1])[result.index], result)
        pd.testing.assert_series_equal(index(table * 7), result)

    @settings(max_examples=40, deadline=None)
    @given(values=amounts(), seed=st.integers(0, 1000))
    def test_weighted_gini_is_the_gini_of_repeated_regions(self, values, seed):
        weights = np.random.default_rng(seed).integers(1, 5, len(values))
        table = labelled(values)
        repeated = labelled(np.repeat(values, weights, axis=0))
        expected = gini(repeated)
        pd.testing.assert_series_equal(
            gini(table, weights=pd.Series(weights, index=table.index)), expected
        )

    @settings(max_examples=40, deadline=None)
    @given(values=amounts())
    def test_gini_is_the_mean_difference(self, values):
        result = gini(labelled(values)).to_numpy()
        for column, value in zip(values.T, result, strict=True):
            if column.sum() > 0:
                differences = abs(column[:, None] - column).mean()
                assert value == pytest.approx(differences / (2 * column.mean()))

    @settings(max_examples=40, deadline=None)
    @given(values=amounts())
    def test_locational_gini_is_the_weighted_gini_of_location_quotients(self, values):
        values[:, 0] += 1
        table = labelled(values)
        region = table.sum(axis=1)
        quotients = table.div(table.sum()).div(region / region.sum(), axis=0)
        expected = gini(quotients.fillna(0.0), weights=region)
        pd.testing.assert_series_equal(locational_gini(table), expected, check_names=False)

    @settings(max_examples=40, deadline=None)
    @given(values=amounts())
    @pytest.mark.parametrize("reference", ["total", "rest", "mean_of_others"])
    def test_concentration_is_specialization_with_regions_and_industries_exchanged(
        self, values, reference
    ):
        table = labelled(values)
        expected = krugman_specialization(table.T, reference=reference)
        pd.testing.assert_series_equal(
            krugman_concentration(table, reference), expected, check_names=False
        )
        pd.testing.assert_series_equal(
            hoover_concentration(table), hoover_specialization(table.T), check_names=False
        )

    @settings(max_examples=60, deadline=None)
    @given(values=amounts(regions=6), seed=st.integers(0, 1000), kind=st.sampled_from("TL"))
    def test_theil_within_and_between_add_up(self, values, seed, kind):
        generator = np.random.default_rng(seed)
        table = labelled(values)
        weights = pd.Series(generator.integers(1, 9, 6).astype(float), index=table.index)
        groups = pd.Series(generator.choice(["north", "south", "east"], 6), index=table.index)
        parts = theil(table, kind, weights, groups)
        np.testing.assert_allclose(parts["within"] + parts["between"], parts["total"], atol=1e-12)
        pd.testing.assert_series_equal(
            parts["total"], theil(table, kind, weights), check_names=False
        )
        if kind == "T":
            np.testing.assert_array_equal(parts["total"].notna(), table.sum() > 0)
        else:
            np.testing.assert_array_equal(parts["total"].notna(), (table > 0).all())
        assert (parts["between"].dropna() > -1e-12).all()

    @settings(max_examples=40, deadline=None)
    @given(values=amounts(regions=5), seed=st.integers(0, 1000), kind=st.sampled_from("TL"))
    def test_theil_weights_are_repetitions(self, values, seed, kind):
        weights = np.random.default_rng(seed).integers(1, 5, 5)
        table = labelled(values)
        result = theil(table, kind, weights=pd.Series(weights, index=table.index))
        pd.testing.assert_series_equal(
            result, theil(labelled(np.repeat(values, weights, axis=0)), kind)
        )

    def test_theil_of_densities_by_area_is_the_divergence_of_mori_nishikimi_and_smith(self):
        table = pd.DataFrame({"steel": [80.0, 15, 5, 0], "soap": [10.0, 20, 30, 40]})
        area = pd.Series([10.0, 20, 30, 40])
        jobs, land = table / table.sum(), area / area.sum()
        expected = (jobs * np.log(jobs.div(land, axis=0).where(jobs > 0, 1))).sum()
        found = theil(table.div(area, axis=0), weights=area)
        pd.testing.assert_series_equal(found, expected, check_names=False)
        assert found["soap"] == pytest.approx(0, abs=1e-12)

    def test_theil_of_location_quotients_is_the_relative_entropy(self):
        table = pd.DataFrame({"steel": [30.0, 10], "soap": [10, 50]})
        region, steel = table.sum(axis=1) / 100, table["steel"] / 40
        quotients = steel / region
        assert theil(quotients, weights=region) == pytest.approx(
            (steel * np.log(steel / region)).sum()
        )

    @EVERY_INDEX
    def test_many_regions_and_industries_cross_the_block_borders(self, index):
        values = np.random.default_rng(3).poisson(2.0, (300, 40)).astype(float)
        table = labelled(values)
        rest = table.sum(axis=1)
        alone = [index(table[[name]].assign(rest=rest - table[name])).iloc[:1] for name in table]
        pd.testing.assert_series_equal(index(table), pd.concat(alone))

    @EVERY_INDEX
    def test_the_input_is_not_changed_whatever_its_memory_order(self, index):
        values = np.asfortranarray(np.random.default_rng(4).poisson(2.0, (20, 5)).astype(float))
        table = pd.DataFrame(values, copy=False)
        before = values.copy()
        index(table)
        np.testing.assert_array_equal(values, before)

    @EVERY_INDEX
    def test_bootstrap_gives_an_interval(self, index):
        table = labelled(np.random.default_rng(5).poisson(20.0, (6, 3)).astype(float))
        result = index(table, draws=50, seed=1)
        assert (result.lower <= result.upper).all()
        pd.testing.assert_series_equal(result.value, index(table))


class TestTheilBootstrap:
    @pytest.mark.parametrize("kind", ["T", "L"])
    def test_each_draw_of_a_series_takes_regions_with_their_weights_and_groups(self, kind):
        generator = np.random.default_rng(5)
        labels = pd.Index([f"r{number}" for number in range(12)])
        income = pd.Series(generator.lognormal(0, 1, 12), labels)
        people = pd.Series(generator.integers(1, 9, 12), labels)
        states = pd.Series(generator.choice(list("abc"), 12), labels)
        result = theil(income, kind, people[::-1], states[::-1], draws=5, seed=3)
        pd.testing.assert_series_equal(result.value, theil(income, kind, people, states))
        for child, drawn in zip(np.random.SeedSequence(3).spawn(5), result.draws, strict=True):
            chosen = np.random.default_rng(child).integers(0, 12, 12)
            again = (part.iloc[chosen].reset_index(drop=True) for part in (income, people, states))
            values, weights, groups = again
            np.testing.assert_allclose(drawn, theil(values, kind, weights, groups), rtol=1e-12)
        assert list(result.to_frame().columns) == ["value", "lower", "upper"]

    def test_a_table_of_counts_is_drawn_anew(self):
        table = pd.DataFrame(
            {"steel": [30, 10, 2], "soap": [10, 50, 9]}, index=["Linz", "Wels", "Steyr"]
        )
        result = theil(table, draws=200, seed=1)
        assert (result.lower < result.value).all()
        assert (result.value < result.upper).all()
        wide = theil(table, draws=200, seed=1, level=0.99)
        assert (wide.upper - wide.lower > result.upper - result.lower).all()
        with pytest.raises(ValueError, match="give whole numbers"):
            theil(table / 3, draws=9)

    def test_a_draw_without_weight_is_undefined(self):
        result = theil(pd.Series([1.0, 3.0]), weights=pd.Series([0.0, 1.0]), draws=50, seed=1)
        assert np.isnan(result.draws).any()
        assert result.lower == result.upper == 0


class TestEdges:
    @EVERY_INDEX
    def test_an_empty_industry_or_region_is_undefined_alone(self, index):
        table = pd.DataFrame(
            {"steel": [30.0, 10, 0], "none": [0.0, 0, 0], "soap": [10.0, 50, 0]}, index=list("abc")
        )
        result = index(table)
        assert result.isna().tolist() == [False, True, False]
        if index is not gini:
            pd.testing.assert_series_equal(index(table.drop(index="c")), result)

    @EVERY_INDEX
    def test_one_region_has_no_differences_and_an_all_zero_table_none_defined(self, index):
        np.testing.assert_allclose(
            index(pd.DataFrame({"steel": [3.0], "soap": [2.0]})), 0, atol=1e-15
        )
        assert index(pd.DataFrame(np.zeros((3, 2)))).isna().all()

    def test_one_industry_has_no_other_to_compare_with(self):
        table = pd.DataFrame({"steel": [3.0, 1.0], "none": [0.0, 0.0]})
        assert krugman_concentration(table)["steel"] == 0
        assert krugman_concentration(table, reference="rest").isna().all()
        assert krugman_concentration(table, reference="mean_of_others").isna().all()

    def test_jobs_where_the_reference_has_none_come_last_on_the_curve(self):
        reference = pd.Series([1.0, 1.0, 0.0])
        assert locational_gini(pd.DataFrame({"mine": [0.0, 0, 9]}), reference=reference)[
            "mine"
        ] == pytest.approx(1)

    def test_theil_l_with_a_zero_is_undefined_unless_it_has_no_weight(self):
        values = pd.Series([2.0, 1.0, 0.0], index=list("abc"))
        assert np.isnan(theil(values, kind="L"))
        weights = pd.Series([1.0, 1.0, 0.0], index=list("abc"))
        assert theil(values, kind="L", weights=weights) == pytest.approx(
            theil(values.iloc[:2], kind="L")
        )


class TestBadInput:
    @pytest.mark.parametrize("index", [*INDICES, theil])
    @pytest.mark.parametrize(
        ("cell", "message"),
        [
            (-3.0, "region 'Wels', industry 'soap' is -3"),
            (np.inf, "region 'Wels', industry 'soap' is infinite"),
            (np.nan, "region 'Wels', industry 'soap' is missing"),
        ],
    )
    def test_cells_are_named(self, index, cell, message):
        table = pd.DataFrame({"steel": [4.0, 1], "soap": [2.0, cell]}, index=["Linz", "Wels"])
        with pytest.raises(ValueError, match=message):
            index(table)

    @pytest.mark.parametrize("index", [*INDICES, theil])
    def test_text_duplicates_and_empty_tables_are_named(self, index):
        with pytest.raises(ValueError, match="'Wels', industry 'soap' is 'many'"):
            index(pd.DataFrame({"soap": [2, "many"]}, index=["Linz", "Wels"]))
        with pytest.raises(ValueError, match="'Linz' occurs 2 times"):
            index(pd.DataFrame({"soap": [2, 1]}, index=["Linz", "Linz"]))
        with pytest.raises(ValueError, match="empty"):
            index(pd.DataFrame(index=["Linz"]))

    @pytest.mark.parametrize(
        ("call", "message"),
        [
            (lambda table, row: gini(table, weights=row), "no value for region 'Wels'"),
            (
                lambda table, row: locational_gini(table, reference=row),
                "no value for region 'Wels'",
            ),
            (
                lambda table, row: hoover_concentration(table, reference=row),
                "no value for region 'Wels'",
            ),
            (
                lambda table, row: krugman_concentration(table, reference=row),
                "no value for region 'Wels'",
            ),
            (lambda table, row: theil(table, weights=row), "no value for region 'Wels'"),
            (lambda table, row: theil(table, groups=row), "region 'Wels' has no group"),
            (lambda table, row: gini(table, weights=_zeros(table)), "every region has weight 0"),
            (lambda table, row: theil(table, weights=_zeros(table)), "every region has weight 0"),
            (
                lambda table, row: locational_gini(table, reference=_zeros(table)),
                "every region has size 0",
            ),
            (
                lambda table, row: hoover_concentration(table, reference=_zeros(table)),
                "every region has size 0",
            ),
            (
                lambda table, row: locational_gini(table, scale="third"),
                "scale: 'third' is not known",
            ),
            (
                lambda table, row: hoover_concentration(table, reference="rest"),
                "reference: 'rest' is not known",
            ),
            (lambda table, row: theil(table, kind="Q"), "kind: 'Q' is not known"),
        ],
    )
    def test_misaligned_arguments_are_named(self, call, message):
        table = pd.DataFrame({"steel": [4.0, 1], "soap": [2.0, 5]}, index=["Linz", "Wels"])
        with pytest.raises(ValueError, match=message):
            call(table, pd.Series({"Linz": 1.0}))

    def test_groups_must_be_labelled(self):
        with pytest.raises(TypeError, match="groups: expected a Series"):
            theil(pd.Series([1.0, 2.0]), groups=["a", "b"])


def _zeros(table):
    return pd.Series(0.0, index=table.index)
