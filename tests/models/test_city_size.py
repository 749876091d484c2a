"""City size in its limits: no agglomeration, no crowding, the peak, and people who move."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clusterbook.models.city_size import net_output_per_head, peak_size, settle, threshold_size

strengths = st.floats(0.01, 0.5)
crowdings = st.floats(0.001, 0.5)
shapes = st.floats(0.3, 2.0)


@given(strengths, crowdings, shapes)
def test_no_size_near_or_far_is_better_than_the_peak(strength, crowding, shape):
    peak = peak_size(strength, crowding, shape)
    others = peak * np.array([0.01, 0.5, 0.99, 1.01, 1.5, 3.0])
    best = net_output_per_head(peak, strength, crowding, shape)
    assert (net_output_per_head(others, strength, crowding, shape) < best).all()


@given(strengths, crowdings, shapes)
def test_the_share_lost_at_the_peak_does_not_depend_on_the_cost_of_crowding(
    strength, crowding, shape
):
    lost = crowding * peak_size(strength, crowding, shape) ** shape
    assert lost == pytest.approx(strength / (strength + (1 + strength) * shape))


def test_without_agglomeration_everyone_is_best_off_alone():
    sizes = np.linspace(0.1, 5, 30)
    assert (np.diff(net_output_per_head(sizes, 0, 0.1)) < 0).all()
    assert peak_size(0, 0.1) == 0


def test_without_crowding_larger_is_always_better():
    sizes = np.linspace(0.1, 50, 30)
    values = net_output_per_head(sizes, 0.05, 0)
    assert (np.diff(values) > 0).all()
    np.testing.assert_allclose(values, sizes**0.05)
    assert peak_size(0.05, 0) == np.inf


def test_without_both_every_size_is_as_good():
    np.testing.assert_allclose(net_output_per_head(np.array([0.1, 1, 9]), 0, 0), 1)
    assert np.isnan(peak_size(0, 0))


def test_a_city_that_spends_its_day_on_the_road_makes_nothing():
    assert net_output_per_head(10.0, 0.05, 0.1) == 0
    assert net_output_per_head(40.0, 0.05, 0.1) == 0


def test_a_series_keeps_its_labels():
    values = net_output_per_head(pd.Series({"Linz": 0.2, "Wien": 2.0}), 0.05, 0.04)
    assert list(values.index) == ["Linz", "Wien"]


def test_equal_cities_above_the_peak_come_back_together_and_below_it_fall_apart():
    peak = peak_size(0.05, 0.04)
    above = settle([1.95 * peak, 2.05 * peak], 0.05, 0.04, years=500).iloc[-1]
    below = settle([0.45 * peak, 0.55 * peak], 0.05, 0.04, years=500).iloc[-1]
    assert above[0] == pytest.approx(above[1], rel=0.01)
    assert below[0] < 0.01 * below[1]


def test_moving_neither_makes_nor_loses_people():
    moved = settle({"a": 0.3, "b": 1.0, "c": 4.0}, 0.06, 0.05, years=300)
    np.testing.assert_allclose(moved.sum(axis=1), 5.3)
    assert (moved >= 0).all(axis=None)


@given(st.floats(1.2, 3.0))
def test_a_new_town_grows_above_the_threshold_and_shrinks_below_it(times):
    peak = peak_size(0.05, 0.04)
    threshold = threshold_size(times * peak, 0.05, 0.04)
    assert 0 < threshold < peak
    for share, grows in ((0.97, False), (1.03, True)):
        moved = settle({"old": times * peak, "new": share * threshold}, 0.05, 0.04, years=1)
        assert (moved["new"].iloc[1] > moved["new"].iloc[0]) is np.bool_(grows)


def test_the_threshold_of_a_city_below_the_peak_is_that_city():
    assert threshold_size(0.5, 0.05, 0.04) == pytest.approx(0.5)
    assert threshold_size(0.5, 0.05, 0) == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: net_output_per_head(-1.0, 0.05, 0.04), "size: -1 is not a size"),
        (lambda: net_output_per_head([1.0, np.nan], 0.05, 0.04), "size: nan"),
        (lambda: net_output_per_head(1.0, -0.05, 0.04), "strength: -0.05"),
        (lambda: peak_size(0.05, -0.1), "crowding: -0.1"),
        (lambda: peak_size(0.05, 0.1, shape=0), "shape: 0"),
        (lambda: settle([1.0], 0.05, 0.04, years=0), "years: 0"),
        (lambda: settle([1.0], 0.05, 0.04, speed=1.5), "speed: 1.5"),
        (lambda: settle([50.0], 0.05, 0.04), "in year 0 no city has net output"),
    ],
)
def test_bad_arguments_are_named(call, message):
    with pytest.raises(ValueError, match=message):
        call()
