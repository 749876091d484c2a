"""Composite indicators: the rules against scipy and in order, weights, missing components, scales."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy import stats

from agglomeration.indicators.composite import (
    RULES,
    composite_indicator,
    rank_over_weights,
    rescale,
)

LEGS = pd.DataFrame(
    {
        "creation": [2.3, 1.5, 0.9],
        "commercialization": [1.2, 1.1, 0.6],
        "retention": [0.7, 0.6, 5.9],
    },
    index=["Durham", "Raleigh", "Elkhart"],
)
WEIGHTS = pd.Series({"retention": 1.0, "creation": 2.0, "commercialization": 1.0})
positive = arrays(float, (4, 3), elements=st.floats(0.01, 100))


def frame(values):
    return pd.DataFrame(values, index=list("abcd"), columns=["x", "y", "z"])


class TestRules:
    @pytest.mark.parametrize("weights", [None, WEIGHTS])
    def test_equal_numpy_and_scipy(self, weights):
        ordered = None if weights is None else weights[LEGS.columns]
        expected = {
            "arithmetic": np.average(LEGS, axis=1, weights=ordered),
            "geometric": stats.gmean(LEGS, axis=1, weights=ordered),
            "harmonic": stats.hmean(LEGS, axis=1, weights=ordered),
            "minimum": LEGS.min(axis=1),
        }
        for rule, values in expected.items():
            found = composite_indicator(LEGS, weights, rule)
            np.testing.assert_allclose(found, values)
            assert list(found.index) == list(LEGS.index)
            assert found.name == rule

    @given(positive)
    def test_never_rise_from_rule_to_rule_and_stay_between_the_components(self, values):
        table = frame(values)
        scores = pd.DataFrame({rule: composite_indicator(table, rule=rule) for rule in RULES})
        assert (np.diff(scores.to_numpy(), axis=1) <= 1e-9 * values.max()).all()
        assert (scores.ge(0.999999 * table.min(axis=1), axis=0)).all(axis=None)
        assert (scores.le(1.000001 * table.max(axis=1), axis=0)).all(axis=None)

    @pytest.mark.parametrize("rule", RULES)
    def test_equal_components_are_their_own_mean(self, rule):
        table = pd.DataFrame(1.0, index=["nation"], columns=LEGS.columns)
        assert composite_indicator(table, WEIGHTS, rule).item() == pytest.approx(1.0)

    @pytest.mark.parametrize(
        ("rule", "expected"), [("geometric", 0), ("harmonic", 0), ("minimum", 0)]
    )
    def test_a_missing_leg_of_zero_cannot_be_made_up_for(self, rule, expected):
        assert composite_indicator(LEGS.assign(retention=0.0), rule=rule).tolist() == [expected] * 3

    def test_the_minimum_is_the_limit_of_ever_lower_exponents_whatever_the_weights(self):
        weights = (WEIGHTS / WEIGHTS.sum())[LEGS.columns]
        low = ((LEGS**-200.0) * weights).sum(axis=1) ** (-1 / 200)
        np.testing.assert_allclose(composite_indicator(LEGS, WEIGHTS, "minimum"), low, rtol=0.01)
        pd.testing.assert_series_equal(
            composite_indicator(LEGS, WEIGHTS, "minimum"), composite_indicator(LEGS, rule="minimum")
        )

    def test_one_missing_component_makes_its_unit_undefined_and_no_other(self):
        table = LEGS.copy()
        table.loc["Raleigh", "retention"] = np.nan
        without = pd.Series({"creation": 1.0, "commercialization": 1.0, "retention": 0.0})
        for rule in RULES:
            found = composite_indicator(table, rule=rule)
            assert found.isna().tolist() == [False, True, False]
            assert composite_indicator(table, without, rule).notna().all()

    def test_input_is_not_changed(self):
        before = LEGS.copy()
        composite_indicator(LEGS, WEIGHTS, "geometric")
        rescale(LEGS)
        rank_over_weights(LEGS, draws=5, seed=1)
        pd.testing.assert_frame_equal(LEGS, before)


class TestRanks:
    def test_no_weight_helps_under_the_minimum(self):
        ranks = rank_over_weights(LEGS, rule="minimum", draws=50, seed=3).frame
        assert (ranks["best"] == ranks["worst"]).all()
        assert ranks["best"].to_dict() == {"Durham": 1, "Raleigh": 2, "Elkhart": 2}

    def test_a_unit_that_leads_everywhere_is_first_whatever_the_weights(self):
        table = LEGS.copy()
        table.loc["first"] = 10.0
        for rule in RULES:
            assert rank_over_weights(table, rule=rule, draws=200, seed=2).frame.loc[
                "first"
            ].tolist() == [1, 1, 1]

    def test_one_strong_leg_reaches_both_ends(self):
        ranks = rank_over_weights(LEGS, draws=500, seed=4).frame
        assert ranks.loc["Elkhart"].tolist()[::2] == [1, 3]
        pd.testing.assert_frame_equal(ranks, rank_over_weights(LEGS, draws=500, seed=4).frame)

    def test_undefined_units_are_not_counted(self):
        table = LEGS.copy()
        table.loc["Durham", "creation"] = np.nan
        ranks = rank_over_weights(table, draws=100, seed=1).frame
        assert ranks.loc["Durham"].isna().all()
        assert ranks["worst"].max() == 2


class TestScales:
    def test_ranks_run_from_zero_to_one_with_ties_in_the_middle(self):
        table = pd.DataFrame({"x": [5.0, 1.0, 5.0, 9.0, np.nan]}, index=list("abcde"))
        np.testing.assert_allclose(rescale(table)["x"], [0.5, 0.0, 0.5, 1.0, np.nan])

    @given(positive)
    def test_ranks_do_not_change_when_a_component_is_stretched(self, values):
        pd.testing.assert_frame_equal(rescale(frame(values)), rescale(frame(values) * 4))

    @pytest.mark.parametrize("kind", ["rank", "min-max"])
    def test_smallest_is_zero_and_largest_is_one(self, kind):
        scaled = rescale(LEGS, kind)
        assert (scaled.min() == 0).all()
        assert (scaled.max() == 1).all()

    def test_standardized_has_mean_zero_and_deviation_one(self):
        scaled = rescale(LEGS, "standardized")
        np.testing.assert_allclose(scaled.mean(), 0, atol=1e-12)
        np.testing.assert_allclose(scaled.std(), 1)

    @pytest.mark.parametrize("kind", ["rank", "min-max", "standardized"])
    def test_what_is_the_same_everywhere_is_undefined_and_harms_no_other(self, kind):
        scaled = rescale(LEGS.assign(flat=1.0), kind)
        assert scaled["flat"].isna().all()
        assert scaled["creation"].notna().all()
        assert rescale(LEGS.head(1), kind).isna().all(axis=None)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: composite_indicator(LEGS, rule="median"), "rule: 'median' is not known"),
        (
            lambda: composite_indicator(LEGS, WEIGHTS.drop("creation")),
            "no value for component 'creation'",
        ),
        (lambda: composite_indicator(LEGS, 0 * WEIGHTS), "weights: all are 0"),
        (lambda: composite_indicator(LEGS, -WEIGHTS), "negative"),
        (
            lambda: composite_indicator(LEGS - 1, rule="geometric"),
            "unit 'Durham', component 'retention'",
        ),
        (
            lambda: composite_indicator(LEGS.replace(5.9, np.inf)),
            "unit 'Elkhart', component 'retention' is infinite",
        ),
        (lambda: rank_over_weights(LEGS, draws=0), "draws: 0 is not a number"),
        (lambda: rescale(LEGS, "percent"), "kind: 'percent' is not known"),
    ],
)
def test_bad_input_is_named(call, message):
    with pytest.raises(ValueError, match=message):
        call()
