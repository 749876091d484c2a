"""Convergence, disparity, mobility and resilience: by hand, laws, simulated truth, bad input."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

import agglomeration as ag


def world(speed, seed, luck=0.02, regions=80, years=20):
    """Regions whose gap to a common path closes at a speed."""
    generator = np.random.default_rng(seed)
    before = pd.Series(generator.lognormal(3, 0.4, regions))
    gap = np.log(before) - 3
    after = np.exp(4 + gap * np.exp(-speed * years) + generator.normal(0, luck, regions))
    return before, after


class TestConvergence:
    @pytest.mark.parametrize("speed", [0.0, 0.02, 0.05])
    def test_intervals_of_95_percent_hold_the_truth_in_about_95(self, speed):
        held = sum(
            found.lower <= speed <= found.upper
            for found in (ag.convergence(*world(speed, seed), 20) for seed in range(200))
        )
        assert abs(held / 200 - 0.95) < 3 * np.sqrt(0.95 * 0.05 / 200) + 0.01

    def test_without_luck_the_speed_and_the_half_life_come_back(self):
        found = ag.convergence(*world(0.03, 1, luck=0.0), 20)
        assert found.estimate == pytest.approx(0.03)
        assert found.details["half_life"] == pytest.approx(np.log(2) / 0.03)
        ratio = found.details["sigma_after"] / found.details["sigma_before"]
        assert ratio == pytest.approx(np.exp(-0.6))

    def test_galton_beta_without_sigma(self):
        """Luck at both dates alone: those behind seem to catch up, and nothing closes."""
        generator = np.random.default_rng(2)
        talent = generator.normal(0, 0.3, 400)
        first, last = (pd.Series(np.exp(talent + generator.normal(0, 0.3, 400))) for _ in range(2))
        found = ag.convergence(first, last, 10)
        assert found.lower > 0
        assert found.details["sigma_after"] == pytest.approx(found.details["sigma_before"], rel=0.1)

    def test_the_slope_is_that_of_a_line(self):
        before, after = world(0.02, 3)
        found = ag.convergence(before, after.sample(frac=1, random_state=1), 20)
        line = stats.linregress(np.log(before), np.log(after / before) / 20)
        assert found.details["slope"] == pytest.approx(line.slope)
        assert found.details["explained"] == pytest.approx(line.rvalue**2)

    def test_more_than_the_gap_has_no_speed(self):
        before = pd.Series([1.0, 2, 4, 8])
        found = ag.convergence(before, 20 / before, 10)
        assert np.isnan(found.estimate)
        assert found.upper == np.inf

    @pytest.mark.filterwarnings("error")
    def test_where_all_grow_alike_no_gap_closes(self):
        before = pd.Series([1.0, 2, 4, 8])
        found = ag.convergence(before, 2 * before, 10)
        assert found.estimate == pytest.approx(0, abs=1e-9)
        before = pd.Series([1.0, 2, 4, 8])
        found = ag.convergence(before, before, 10)
        assert found.details["half_life"] == np.inf
        assert np.isnan([found.details["explained"], found.p]).all()

    @pytest.mark.parametrize(
        ("change", "words"),
        [
            ({"periods": 0}, "periods: 0 is not a positive number"),
            ({"periods": np.inf}, "periods: inf is not a positive number"),
            ({"periods": np.nan}, "periods: nan is not a positive number"),
            ({"periods": "20"}, "periods: '20' is not a positive number"),
            ({"before": pd.Series([1.0, 1, 1])}, "all regions begin alike"),
            ({"after": pd.Series([1.0, -1, 2])}, "region 1 has -1"),
            ({"controls": pd.DataFrame({"x": [3.0, 3, 3]})}, "tell each other"),
            ({"cluster": pd.Series(["a", "a", "a"])}, "cluster"),
        ],
    )
    def test_what_cannot_be_told_is_said(self, change, words):
        given = {
            "before": pd.Series([1.0, 2, 3]),
            "after": pd.Series([2.0, 3, 5]),
            "periods": 5,
        }
        with pytest.raises(ValueError, match=words):
            ag.convergence(**given | change)


class TestDisparity:
    @given(st.lists(st.floats(0.1, 1e6), min_size=2, max_size=8), st.floats(1e-3, 1e3))
    def test_free_of_the_unit_and_equal_weights_are_none(self, values, unit):
        amounts = pd.Series(values)
        plain = ag.disparity(amounts)
        assert ag.disparity(amounts * unit) == pytest.approx(plain, abs=1e-9)
        assert ag.disparity(amounts, pd.Series(7, amounts.index)) == pytest.approx(plain, abs=1e-9)
        assert plain == pytest.approx(stats.variation(values), abs=1e-9)

    def test_a_region_cut_in_two_alike_halves_changes_the_weighted_one_not(self):
        one = pd.Series({"a": 10.0, "b": 30.0}), pd.Series({"a": 4, "b": 6})
        two = pd.Series({"a": 10.0, "b": 30.0, "c": 30.0}), pd.Series({"a": 4, "b": 2, "c": 4})
        assert ag.disparity(*one) == pytest.approx(ag.disparity(*two))
        assert ag.disparity(one[0]) != pytest.approx(ag.disparity(two[0]))

    def test_dates_are_taken_each_by_itself(self):
        frame = pd.DataFrame({1: [1.0, 3], 2: [2.0, 2]})
        heads = pd.DataFrame({2: [1, 1], 1: [3, 1]})
        found = ag.disparity(frame, heads)
        assert found[1] == pytest.approx(ag.disparity(frame[1], heads[1]))
        assert found[2] == 0
        assert ag.disparity(frame, kind="log")[1] == pytest.approx(np.log([1, 3]).std())

    def test_bad_input(self):
        values = pd.Series([1.0, 2])
        with pytest.raises(ValueError, match="needs it as weights"):
            ag.disparity(values, kind="williamson")
        with pytest.raises(ValueError, match="region 1 has 0"):
            ag.disparity(pd.Series([1.0, 0]))
        with pytest.raises(ValueError, match="date 2 is not there"):
            ag.disparity(pd.DataFrame({1: [1.0, 2], 2: [1.0, 2]}), pd.DataFrame({1: [1, 2]}))
        assert np.isnan(ag.disparity(values, pd.Series([0, 0])))


class TestMobility:
    def test_classes_begin_at_their_bound_whatever_the_rounding(self):
        edge = pd.DataFrame({"steel": [0.1 + 0.2, 0.3, 0.29]})
        found = ag.transition_matrix(edge, edge, bounds=[0.3], counts=True)
        assert found.to_numpy().tolist() == [[1, 0], [0, 2]]

    @given(st.integers(0, 200))
    @settings(max_examples=20)
    def test_rows_add_up_and_no_change_is_the_diagonal(self, seed):
        generator = np.random.default_rng(seed)
        before = pd.DataFrame(generator.gamma(1, 1, (6, 5)))
        after = pd.DataFrame(generator.gamma(1, 1, (6, 5)))
        chances = ag.transition_matrix(before, after)
        assert np.allclose(chances.sum(axis=1)[chances.notna().any(axis=1)], 1)
        counts = ag.transition_matrix(before, after, counts=True)
        assert counts.to_numpy().sum() == 30
        same = ag.transition_matrix(before, before.iloc[::-1], counts=True)
        assert np.array_equal(same, np.diag(np.diagonal(same)))

    def test_undefined_cells_take_no_part(self):
        before = pd.DataFrame({"steel": [1.0, np.nan], "soap": [2.0, 2.0]})
        assert ag.transition_matrix(before, before, counts=True).to_numpy().sum() == 3

    def test_half_the_pairs_that_change_order(self):
        before = pd.DataFrame({"steel": [1, 2, 3, 4]})
        after = pd.DataFrame({"steel": [1, 3, 2, 4]})
        assert ag.mobility(before, after)["steel"] == pytest.approx(2 / 6)
        assert ag.mobility(before, -before + 9)["steel"] == 2
        assert np.isnan(ag.mobility(before, before * 0 + 1)["steel"])

    def test_bounds_that_do_not_rise_are_refused(self):
        table = pd.DataFrame({"steel": [1.0]})
        for bounds in ([2, 1], [], 1, "ab", ["a", "b"], [1, np.nan]):
            with pytest.raises(ValueError, match="do not rise"):
                ag.transition_matrix(table, table, bounds=bounds)

    @pytest.mark.filterwarnings("error")
    def test_one_region_has_no_order(self):
        table = pd.DataFrame({"steel": [1.0, np.nan], "soap": [np.nan, np.nan]})
        for some in (table, table.iloc[:1]):
            assert ag.mobility(some, some).isna().all()


class TestResilience:
    before = pd.DataFrame({"steel": [80, 20], "soap": [20, 80]}, index=["Linz", "Wels"])

    def test_the_nation_is_as_expected(self):
        trough, after = self.before * 0.8, self.before * 0.9
        found = ag.resilience(self.before, trough, after)
        assert np.allclose(found[["resistance", "recovery"]], 0)
        assert np.allclose(found["loss"], -0.2)

    def test_expected_changes_add_up_to_the_nation(self):
        generator = np.random.default_rng(1)
        before = pd.DataFrame(generator.integers(5, 90, (5, 4)))
        trough = before * generator.uniform(0.5, 1, before.shape)
        after = trough * generator.uniform(0.9, 1.4, before.shape)
        for expected in ("nation", "industries"):
            found = ag.resilience(before, trough, after, expected)
            begin = before.sum(axis=1)
            lost = (found["expected_loss"] * begin).sum()
            assert lost == pytest.approx((trough - before).to_numpy().sum())
            assert (found["loss"] * begin).sum() == pytest.approx(lost)

    def test_no_crisis_is_refused_and_nothing_is_undefined(self):
        with pytest.raises(ValueError, match="do not fall"):
            ag.resilience(self.before, self.before, self.before)
        empty = self.before.copy()
        empty.loc["Linz"] = 0
        found = ag.resilience(empty, empty * 0.5, empty)
        assert found.loc["Linz"].isna().all()
