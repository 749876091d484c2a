"""Seeded simulation, p-values, intervals, envelopes, and the result that carries them."""

import inspect

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from agglomeration.indicators.ground.extras import require
from agglomeration.indicators.inference.envelopes import global_envelope, local_envelope
from agglomeration.indicators.inference.resampling import bootstrap, resampled
from agglomeration.indicators.inference.result import Inference
from agglomeration.indicators.inference.simulation import interval, p_value, simulate
from agglomeration.indicators.specialization.quotients import location_quotient


class TestSimulate:
    def test_the_seed_decides_and_the_number_of_processes_does_not(self):
        def draw(generator):
            return generator.normal(size=3)

        one = simulate(draw, 7, seed=1)
        assert one.shape == (7, 3)
        assert np.array_equal(one, simulate(draw, 7, seed=1))
        assert np.array_equal(one, simulate(draw, 7, seed=1, jobs=2))
        assert not np.array_equal(one, simulate(draw, 7, seed=2))

    def test_more_draws_begin_with_the_same_ones(self):
        few, more = (
            simulate(lambda generator: generator.random(), number, seed=1) for number in (5, 9)
        )
        assert np.array_equal(few, more[:5])

    @pytest.mark.parametrize("draws", [0, -1, 2.5])
    def test_a_bad_number_of_draws_is_refused(self, draws):
        with pytest.raises(ValueError, match=r"draws: .* is not a whole number of at least 1"):
            simulate(lambda generator: 0.0, draws)


class TestPValue:
    def test_by_hand(self):
        null = [1.0, 2.0, 3.0, 4.0]
        assert p_value(3.0, null) == 3 / 5
        assert p_value(3.0, null, "less") == 4 / 5
        assert p_value(5.0, null, "two-sided") == 2 / 5

    def test_each_unit_has_its_own(self):
        null = np.array([[0.0, 0.0], [1.0, np.nan], [2.0, 5.0]])
        assert p_value([3.0, 3.0], null).tolist() == [1 / 4, 2 / 3]

    def test_undefined_stays_undefined(self):
        assert np.isnan(p_value(np.nan, [1.0, 2.0]))
        assert np.isnan(p_value([1.0], np.full((3, 1), np.nan))).all()

    def test_rounding_noise_is_a_tie(self):
        assert (
            p_value(0.3, [0.1 + 0.2, 0.3 - 1e-17]) == p_value(0.3, [0.1 + 0.2 - 1e-16, 0.3]) == 1.0
        )

    def test_an_unknown_alternative_is_refused(self):
        with pytest.raises(ValueError, match="alternative: 'more' is not known"):
            p_value(1.0, [1.0], "more")

    @given(st.lists(st.integers(-5, 5), min_size=1, max_size=30), st.integers(-6, 6))
    def test_bounds_and_the_two_sides(self, null, value):
        greater, less = p_value(value, null), p_value(value, null, "less")
        assert 1 / (len(null) + 1) <= min(greater, less) and max(greater, less) <= 1
        assert greater + less >= 1
        assert p_value(value, null, "two-sided") == min(1, 2 * min(greater, less))

    def test_it_is_uniform_under_the_null(self):
        """Of 2,000 true nulls about a tenth have p at most 0.1; three standard errors are 0.02."""
        draws = np.random.default_rng(1).normal(size=(100, 2000))
        rejected = (p_value(draws[0], draws[1:]) <= 0.1).mean()
        assert abs(rejected - 0.1) < 0.0202


class TestInterval:
    def test_undefined_draws_do_not_count(self):
        lower, upper = interval(
            np.array([[1.0, np.nan], [3.0, np.nan], [np.nan, np.nan]]), level=0.5
        )
        assert (lower[0], upper[0]) == (1.5, 2.5) and np.isnan([lower[1], upper[1]]).all()

    @pytest.mark.parametrize("level", [0, 1, 95])
    def test_a_bad_level_is_refused(self, level):
        with pytest.raises(ValueError, match=r"level: .* must lie between 0 and 1"):
            interval([1.0, 2.0], level)


class TestEnvelopes:
    def test_the_local_one_rejects_far_more_curves_than_it_says_and_the_global_one_as_many(self):
        generator = np.random.default_rng(1)
        local = overall = 0
        for _ in range(200):
            curves = generator.normal(size=(100, 20))
            band = local_envelope(curves[1:])
            local += ((curves[0] < band.lower) | (curves[0] > band.upper)).any()
            overall += global_envelope(curves[1:], curves[0]).p <= 0.05
        assert local > 100
        assert overall <= 20

    def test_the_band_and_the_p_value_say_the_same(self):
        generator = np.random.default_rng(2)
        for shift in np.linspace(0, 4, 40):
            null, value = generator.normal(size=(99, 10)), generator.normal(size=10)
            value[3] += shift
            band = global_envelope(null, value)
            outside = ((value < band.lower) | (value > band.upper)).any()
            assert outside == (band.p <= 0.05)

    def test_the_band_holds_the_share_of_curves_it_says(self):
        null = np.random.default_rng(3).normal(size=(200, 15))
        band = global_envelope(null, level=0.9)
        inside = ((null >= band.lower) & (null <= band.upper)).all(axis=1)
        assert band.p is None and inside.mean() == pytest.approx(0.9)

    def test_one_side_is_open(self):
        null = np.random.default_rng(4).normal(size=(99, 5))
        assert np.isneginf(global_envelope(null, alternative="greater").lower).all()
        assert np.isposinf(global_envelope(null, alternative="less").upper).all()
        assert global_envelope(null, np.full(5, 9.0), alternative="greater").p == 1 / 100
        assert global_envelope(null, np.full(5, -9.0), alternative="greater").p > 0.5

    def test_too_few_draws_and_undefined_curves_are_refused(self):
        with pytest.raises(
            ValueError, match=r"3 draws are too few for level=0.95; use at least 20"
        ):
            global_envelope(np.zeros((3, 2)))
        with pytest.raises(ValueError, match="undefined"):
            global_envelope(np.full((50, 2), np.nan))


class TestInference:
    value = pd.Series([3.0, np.nan], index=["soap", "steel"], name="gamma")
    null = np.array([[1.0, 1.0], [2.0, 2.0], [4.0, 4.0]])

    def test_it_is_labelled_like_the_value(self):
        result = Inference.from_null(self.value, self.null, seed=5)
        assert result.p.to_dict() == {"soap": 0.5, "steel": pytest.approx(np.nan, nan_ok=True)}
        assert result.to_frame().columns.tolist() == ["value", "lower", "upper", "p"]
        assert (result.seed, len(result.draws), result.alternative) == (5, 3, "greater")

    def test_it_prints_readably(self):
        printed = repr(Inference.from_null(self.value, self.null, seed=5))
        assert printed.startswith(
            "3 draws under the null hypothesis, alternative greater, level 0.95, seed 5\n"
        )
        assert "soap" in printed and "0.5" in printed
        assert repr(Inference.from_bootstrap(1.0, np.ones(4))).startswith(
            "4 bootstrap draws, level 0.95, no seed"
        )

    def test_a_table_becomes_long(self):
        value = pd.DataFrame([[1.0, 2.0]], index=["Linz"], columns=["soap", "steel"])
        frame = Inference.from_bootstrap(value, np.ones((3, 1, 2))).to_frame()
        assert frame.loc[("Linz", "steel"), "value"] == 2.0 and len(frame) == 2

    def test_undefined_cells_of_a_table_keep_their_row(self):
        value = pd.DataFrame([[1.0, np.nan]], index=["Linz"], columns=["soap", "steel"])
        assert len(Inference.from_bootstrap(value, np.ones((3, 1, 2))).to_frame()) == 2

    def test_it_cannot_be_changed(self):
        with pytest.raises(AttributeError):
            Inference.from_bootstrap(1.0, np.ones(4)).value = 2.0


class TestBootstrap:
    def test_the_interval_of_a_mean_covers_it_about_as_often_as_it_says(self):
        generator = np.random.default_rng(1)
        covered = 0
        for sample in generator.normal(size=(200, 50)):
            result = bootstrap(np.mean, sample, draws=200, seed=1)
            covered += result.lower <= 0 <= result.upper
        assert 175 <= covered <= 199

    def test_a_resample_that_loses_a_label_is_refused(self):
        plants = pd.DataFrame({"region": list("abc"), "jobs": [1.0, 2.0, 3.0]})
        with pytest.raises(ValueError, match="other labels"):
            bootstrap(lambda frame: frame.groupby("region")["jobs"].sum(), plants, draws=20, seed=1)

    def test_tables_of_counts(self):
        table = pd.DataFrame({"steel": [40, 20], "soap": [10, 80]}, index=["Linz", "Wels"])
        result = location_quotient(table, draws=300, seed=1)
        assert result.p is None and result.null is None and result.draws.shape == (300, 2, 2)
        assert (result.lower < result.value).all(axis=None) and (result.value < result.upper).all(
            axis=None
        )
        again = location_quotient(table, draws=300, seed=1)
        assert np.array_equal(result.draws, again.draws)

    def test_ten_times_the_counts_give_a_narrower_interval(self):
        table = pd.DataFrame({"steel": [40, 20], "soap": [10, 80]}, index=["Linz", "Wels"])
        wide, narrow = (location_quotient(table * times, draws=300, seed=1) for times in (1, 10))
        assert ((narrow.upper - narrow.lower) < (wide.upper - wide.lower)).all(axis=None)

    def test_fractions_are_no_counts(self):
        with pytest.raises(ValueError, match=r"row 'Linz', column 'soap' is 0.5"):
            location_quotient(pd.DataFrame({"soap": [0.5]}, index=["Linz"]), draws=9)
        with pytest.raises(ValueError, match="all zero"):
            location_quotient(pd.DataFrame({"soap": [0]}, index=["Linz"]), draws=9)

    def test_the_arguments_show_in_the_signature(self):
        @resampled
        def whole(table, *, scale=1, draws=0, seed=None, level=0.95, jobs=1):
            """Add everything up."""
            return table.to_numpy().sum() * scale

        assert list(inspect.signature(whole).parameters) == [
            "table",
            "scale",
            "draws",
            "seed",
            "level",
            "jobs",
        ]
        assert whole(pd.DataFrame({"a": [2]}), scale=3) == 6


def test_an_absent_extra_says_how_to_get_it():
    with pytest.raises(
        ImportError,
        match=r"great circles need no_such_package: python3 -m pip install -e '\.\[space\]'",
    ):
        require("no_such_package.parts", "space", "great circles")


def test_columns_of_two_levels_are_shown():
    columns = pd.MultiIndex.from_product(
        [["AT", "KR"], ["steel", "soap"]], names=["country", "sector"]
    )
    table = pd.DataFrame([[30, 10, 2, 5], [10, 50, 3, 1]], index=["Linz", "Wels"], columns=columns)
    result = location_quotient(table, draws=20, seed=1)
    frame = result.to_frame()
    assert len(frame) == 8
    assert frame.loc[("Wels", "KR", "soap"), "upper"] == result.upper.loc["Wels", ("KR", "soap")]
    assert "20 bootstrap draws" in repr(result)


def test_what_rounding_leaves_of_zero_is_zero():
    """Sums of large terms that cancel: a tie with the value, however small the value is."""
    draws = [-2e-17, 1.0, -1.0, 0.5]
    assert p_value(1e-17, draws, "greater") == p_value(0.0, draws, "greater") == 4 / 5
    assert p_value(1e-17, draws, "less") == p_value(0.0, draws, "less") == 3 / 5
    assert p_value(1e-3, draws, "greater") == 3 / 5
