"""Programmes and projects: rules, leverage, success, overlap."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.spatial.distance import cdist
from statsmodels.stats.proportion import proportion_confint

from agglomeration.indicators.policy import (
    border_cut,
    cofunding,
    cost_per_new_euro,
    eligibility,
    fragmentation,
    leverage,
    overlap,
    portfolio_concentration,
    programme_matrix,
    success_rate,
)

steady = settings(max_examples=40, deadline=None)


class TestEligibility:
    def test_share_of_cost_binds_for_a_small_project(self):
        result = eligibility(firms=3, small_and_medium_firms=1, cost=200_000)
        assert result.eligible is True
        assert result.largest_subsidy == 50_000
        assert result.binding == "share of cost"

    def test_amount_per_firm_binds_for_a_large_project(self):
        result = eligibility(firms=3, small_and_medium_firms=1, cost=1_000_000)
        assert result.largest_subsidy == 3 * 27_750
        assert result.binding == "amount per firm"

    @pytest.mark.parametrize(
        ("firms", "small", "failed"),
        [
            (2, 2, ["firms"]),
            (5, 0, ["small and medium firms"]),
            (2, 0, ["firms", "small and medium firms"]),
        ],
    )
    def test_each_rule_fails_by_itself_and_nothing_may_be_paid(self, firms, small, failed):
        result = eligibility(firms, small, 400_000)
        assert [rule.name for rule in result.rules if not rule.passed] == failed
        assert result.eligible is False
        assert result.largest_subsidy == 0
        assert result.binding == failed[0]

    @pytest.mark.parametrize(("firms", "paid"), [(2, False), (3, True)])
    def test_no_ceiling_binds_and_no_subsidy_is_spoken_of_where_nothing_is_paid(self, firms, paid):
        said = repr(eligibility(firms, 1, 300_000))
        assert ("binds" in said) is paid
        assert ("The subsidy" in said) is paid
        assert ("would be" in said) is not paid

    def test_a_subsidy_asked_for_is_held_against_both_ceilings(self):
        rules = {rule.name: rule for rule in eligibility(4, 1, 400_000, subsidy=110_000).rules}
        assert not rules["share of cost"].passed
        assert rules["share of cost"].there == pytest.approx(0.275)
        assert rules["amount per firm"].passed
        assert rules["amount per firm"].there == 27_500
        assert not eligibility(3, 1, 1e6, subsidy=83_250.01).eligible

    def test_sentences_name_what_is_there_and_what_is_needed(self):
        firms = eligibility(2, 1, 100_000).rules[0]
        assert (firms.there, firms.needed) == (2, 3)
        assert firms.sentence == "2 firms take part; at least 3 are needed."

    def test_the_figures_of_the_rules_are_arguments(self):
        result = eligibility(
            2,
            0,
            100,
            minimum_firms=2,
            minimum_small_and_medium_firms=0,
            maximum_share=0.5,
            maximum_per_firm=20,
        )
        assert result.eligible
        assert result.largest_subsidy == 40

    def test_many_projects_keep_their_labels(self):
        projects = pd.DataFrame(
            {"firms": [2, 4], "small": [1, 1], "cost": [1e5, 1e5]}, index=["x", "y"]
        )
        result = eligibility(projects["firms"], projects["small"], projects["cost"])
        assert result.eligible.to_dict() == {"x": False, "y": True}
        assert result.largest_subsidy.to_dict() == {"x": 0, "y": 25_000}
        assert result.to_frame().loc[("firms", "x"), "passed"] == np.False_
        assert "1 of 2 projects" in repr(result)

    @steady
    @given(
        st.lists(
            st.tuples(st.integers(0, 9), st.integers(0, 9), st.floats(0, 1e7)).filter(
                lambda p: p[1] <= p[0]
            ),
            min_size=1,
            max_size=5,
        )
    )
    def test_many_projects_equal_one_at_a_time(self, projects):
        firms, small, cost = zip(*projects, strict=True)
        together = eligibility(list(firms), list(small), list(cost))
        alone = [eligibility(*project) for project in projects]
        assert together.eligible.tolist() == [result.eligible for result in alone]
        assert together.largest_subsidy.tolist() == [result.largest_subsidy for result in alone]
        assert together.rules[2].sentence.tolist() == [result.rules[2].sentence for result in alone]

    @steady
    @given(st.integers(3, 40), st.floats(1, 1e8))
    def test_the_largest_subsidy_is_itself_allowed_and_a_cent_more_is_not(self, firms, cost):
        largest = eligibility(firms, 1, cost).largest_subsidy
        assert eligibility(firms, 1, cost, subsidy=largest).eligible
        assert not eligibility(firms, 1, cost, subsidy=largest * 1.001).eligible

    @pytest.mark.parametrize(
        ("arguments", "message"),
        [
            ((2.5, 1, 10), "whole number"),
            ((3, 4, 10), "3 firms in all"),
            ((3, 1, -10), "column 'cost' is -10"),
            ((3, 1, np.nan), "column 'cost' is missing"),
            ((3, 1, np.inf), "column 'cost' is infinite"),
            (([3, 4], [1, 1, 1], 10), "differ in length"),
            ((pd.Series([3], ["x"]), pd.Series([1], ["y"]), 10), "not those of firms"),
        ],
    )
    def test_bad_input_is_named(self, arguments, message):
        with pytest.raises(ValueError, match=message):
            eligibility(*arguments)


class TestLeverage:
    def test_published_ratio_of_upper_austria(self):
        # 7.0 mn EUR of subsidies, 42.2 mn EUR of new investment, published as "600 %".
        assert leverage(7.0, 42.2, "investment") == pytest.approx(6.03, abs=0.005)

    def test_definitions_differ(self):
        assert leverage(10, 50, "volume") == 5
        assert leverage(10, 50, "private") == 4
        assert leverage(10, 50, "private", additionality=0.5, administration=10) == 1

    def test_nothing_spent_is_undefined_and_labels_stay(self):
        result = leverage(pd.Series({"a": 0.0, "b": 2.0}), pd.Series({"a": 5.0, "b": 8.0}))
        assert np.isnan(result["a"])
        assert result["b"] == 4

    @steady
    @given(st.floats(0.1, 1e6), st.floats(1.01, 100), st.floats(0.01, 1), st.floats(0, 1e5))
    def test_cost_per_new_euro_is_the_inverse(self, public, factor, additionality, administration):
        assumptions = {"additionality": additionality, "administration": administration}
        cost = cost_per_new_euro(public, factor * public, **assumptions)
        assert cost == pytest.approx(
            1 / leverage(public, factor * public, "private", **assumptions)
        )

    def test_no_new_euro_has_no_cost(self):
        assert np.isnan(cost_per_new_euro(10, 10))

    @pytest.mark.parametrize(
        ("arguments", "options", "message"),
        [
            ((10, 5), {}, "smaller than the public money"),
            ((10, 50), {"additionality": 0.5}, "no claim of cause"),
            ((10, 50, "private"), {"additionality": 1.5}, "between 0 and 1"),
            ((-1, 50), {}, "public: -1"),
            ((1, 50, "best"), {}, "kind: 'best'"),
            ((pd.Series([1.0], ["a"]), pd.Series([2.0], ["b"])), {}, "not those of public"),
        ],
    )
    def test_bad_input_is_named(self, arguments, options, message):
        with pytest.raises(ValueError, match=message):
            leverage(*arguments, **options)


class TestSuccessRate:
    @steady
    @given(
        st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))),
        st.floats(0.5, 0.999),
    )
    def test_interval_equals_statsmodels(self, counts, level):
        successes, base = counts
        rate = success_rate(successes, base, level)
        expected = proportion_confint(successes, base, alpha=1 - level, method="wilson")
        assert (rate.lower, rate.upper) == pytest.approx(expected, abs=1e-9)
        assert 0 <= rate.lower <= rate.value + 1e-12
        assert rate.value - 1e-12 <= rate.upper <= 1

    def test_published_share_of_upper_austria(self):
        # "77 % satisfied" of about 200 projects: 160 of 208.
        assert success_rate(160, 208).value == pytest.approx(0.77, abs=0.005)

    def test_no_case_is_undefined(self):
        rate = success_rate(pd.Series({"a": 0, "b": 3}), pd.Series({"a": 0, "b": 4}))
        assert rate.value.isna().to_dict() == {"a": True, "b": False}
        assert rate.lower.isna().to_dict() == {"a": True, "b": False}

    @pytest.mark.parametrize(
        ("arguments", "message"), [((5, 4), "more successes"), ((1, 2, 1.0), "level")]
    )
    def test_bad_input_is_named(self, arguments, message):
        with pytest.raises(ValueError, match=message):
            success_rate(*arguments)


PROGRAMMES = pd.DataFrame(
    [[1, 1, 0, 0], [1, 0, 0, 0], [0, 0, 1, 1], [0, 0, 0, 0]],
    index=list("abcd"),
    columns=["w", "x", "y", "z"],
)


class TestProgrammes:
    def test_matrix_from_long_table(self):
        data = pd.DataFrame(
            {
                "programme": ["p", "p", "q"],
                "track": ["t", "t", "u"],
                "instrument": ["i", "j", "i"],
                "euro": [1, 2, 3],
            }
        )
        matrix = programme_matrix(data, value="euro")
        assert matrix.loc["p", ("t", "j")] == 2
        assert matrix.loc["q", ("t", "j")] == 0
        with pytest.raises(ValueError, match="no column 'year'"):
            programme_matrix(data, covers="year")
        with pytest.raises(ValueError, match="row 1 has no track"):
            programme_matrix(data.assign(track=["t", None, "u"]))

    @pytest.mark.parametrize(
        ("kind", "value"), [("jaccard", 0.5), ("inclusion", 1.0), ("cosine", 0.5**0.5)]
    )
    def test_overlap_by_hand(self, kind, value):
        result = overlap(PROGRAMMES, kind)
        assert result.loc["a", "b"] == pytest.approx(value)
        assert result.loc["a", "c"] == 0
        assert result.loc["d"].isna().all()
        assert np.allclose(np.diagonal(result)[:3], 1)

    @pytest.mark.parametrize(
        ("kind", "value"), [("jaccard", 6 / 8), ("inclusion", 6 / 7), ("cosine", 24 / 25)]
    )
    def test_overlap_of_amounts_by_hand(self, kind, value):
        """3 and 4 beside 4 and 3: 6 in common, 8 in all, 7 each; lengths of 5 and a product of 24."""
        amounts = pd.DataFrame({"skills": [3.0, 4], "firms": [4.0, 3]}, ["a", "b"])
        assert overlap(amounts, kind).loc["a", "b"] == pytest.approx(value)

    def test_overlap_equals_scipy(self):
        cells = np.random.default_rng(1).random((12, 20)) < 0.3
        ours = overlap(pd.DataFrame(cells))
        assert np.allclose(ours, 1 - cdist(cells, cells, "jaccard"))

    def test_splitting_one_budget_fragments_it(self):
        assert fragmentation(pd.Series([4.0])) == 0
        assert fragmentation(pd.Series([1.0, 1.0, 1.0, 1.0])) == 0.75
        rows = fragmentation(pd.DataFrame([[1, 1], [0, 0]], index=["p", "q"]))
        assert rows["p"] == 0.5
        assert np.isnan(rows["q"])

    @steady
    @given(st.lists(st.floats(0.01, 1e6), min_size=1, max_size=12), st.floats(0.1, 100))
    def test_concentration_is_bounded_and_free_of_units(self, amounts, factor):
        result = portfolio_concentration(pd.Series(amounts))
        assert 1 / len(amounts) - 1e-12 <= result.herfindahl <= 1 + 1e-12
        assert portfolio_concentration(factor * pd.Series(amounts)).herfindahl == pytest.approx(
            result.herfindahl
        )
        assert result.equivalent_number == pytest.approx(1 / result.herfindahl)

    def test_cofunding_by_hand(self):
        budgets = pd.DataFrame({"x": [10, 0, 5, 0], "y": [10, 20, 0, 0]}, index=list("abcd"))
        result = cofunding(budgets)
        assert result.share_of_programmes == pytest.approx(1 / 3)
        assert result.share_of_money == pytest.approx(20 / 45)
        assert result.programmes.loc["x", "x"] == 2
        assert result.programmes.loc["x", "y"] == 1
        assert result.money.loc["x", "y"] == 20
        assert result.money.loc["y", "y"] == 30
        with pytest.raises(ValueError, match="at least 2"):
            cofunding(budgets, minimum=1)

    def test_negative_money_is_named(self):
        with pytest.raises(ValueError, match=r"'b'.*'y' is -1"):
            cofunding(pd.DataFrame({"x": [1, 1], "y": [1, -1]}, index=["a", "b"]))


class TestBorderCut:
    PARTNERSHIPS = pd.DataFrame(
        {"partner": ["a", "a", "b", "c"], "other": ["b", "c", "c", "d"], "euro": [1, 2, 3, 4]}
    )
    PLACES = pd.Series({"a": "north", "b": "north", "c": "south", "d": "south"})

    def test_by_hand(self):
        assert border_cut(self.PARTNERSHIPS, self.PLACES) == 0.5
        assert border_cut(self.PARTNERSHIPS, self.PLACES, weight="euro") == 0.5
        assert border_cut(self.PARTNERSHIPS, self.PLACES.replace("south", "north")) == 0
        assert np.isnan(border_cut(self.PARTNERSHIPS.iloc[:0], self.PLACES))

    def test_a_coarser_map_never_cuts_more(self):
        generator = np.random.default_rng(3)
        pairs = pd.DataFrame(generator.integers(0, 30, (200, 2)), columns=["partner", "other"])
        fine = pd.Series(generator.integers(0, 8, 30))
        assert border_cut(pairs, fine // 2) <= border_cut(pairs, fine)

    def test_bad_input_is_named(self):
        with pytest.raises(ValueError, match="'d' has no place"):
            border_cut(self.PARTNERSHIPS, self.PLACES.drop("d"))
        with pytest.raises(ValueError, match="'a' has several places"):
            border_cut(self.PARTNERSHIPS, pd.concat([self.PLACES, self.PLACES[:1]]))
        with pytest.raises(ValueError, match="no column 'money'"):
            border_cut(self.PARTNERSHIPS, self.PLACES, weight="money")
