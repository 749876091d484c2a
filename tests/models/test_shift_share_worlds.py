"""Simulated shift-share worlds: what the estimate must be where the truth is known."""

import numpy as np
import pytest

import agglomeration as ag
from clusterbook.models.shift_share_worlds import estimates, simulate_world


def mean_of(number=60, **world):
    return np.mean([simulate_world(seed=seed, **world).instrumented for seed in range(number)])


def test_shares_add_up_to_one_and_the_same_seed_gives_the_same_world():
    world, again = simulate_world(seed=3), simulate_world(seed=3)
    assert np.allclose(world.shares.sum(axis=1), 1)
    assert world.outcome.equals(again.outcome)
    assert not world.outcome.equals(simulate_world(seed=4).outcome)


def test_it_is_the_library_s_estimate():
    world = simulate_world(30, 0.5, 0.3, seed=1)
    found = ag.shift_share_instrument(world.outcome, world.shares, world.shocks, world.exposure)
    assert world.instrumented == pytest.approx(found.estimate, rel=1e-9)


def test_a_plain_regression_takes_the_own_cause_for_an_effect():
    assert np.mean([simulate_world(seed=seed).plain for seed in range(40)]) > 1.3


@pytest.mark.parametrize("guilty", [{"shares_guilty": 0.8}, {"shocks_guilty": 0.6}, {}])
def test_one_innocent_side_is_enough_on_average(guilty):
    assert mean_of(industries=100, **guilty) == pytest.approx(1, abs=0.08)


def test_two_guilty_sides_are_off_by_their_product():
    found = mean_of(industries=100, shares_guilty=0.8, shocks_guilty=0.6)
    assert found == pytest.approx(1 + 0.8 * 0.6, abs=0.1)


def test_the_effect_is_found_where_it_is_nothing():
    assert mean_of(industries=100, effect=0.0) == pytest.approx(0, abs=0.08)


def test_robust_errors_miss_more_often_than_those_that_know_the_shocks():
    found = estimates(20, shares_guilty=0.8, draws=60)
    assert found["robust"].mean() > 0.2
    assert found["akm0"].mean() < 0.2


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"industries": 1}, "two of each"),
        ({"regions": 1}, "two of each"),
        ({"shocks_guilty": 1.2}, "no correlation"),
    ],
)
def test_worlds_that_cannot_be_are_refused(change, said):
    with pytest.raises(ValueError, match=said):
        simulate_world(**change)
