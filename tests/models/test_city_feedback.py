"""Cities that pay and grow: the bias is the one that can be computed, and the instrument ends it or does not."""

import numpy as np
import pandas as pd
import pytest

from clusterbook.models.city_feedback import ADVANTAGE, simulate_cities, told_by

MANY = 200_000


def bias(elasticity, feedback):
    """Covariance of size and advantage over the variance of size, from the two equations."""
    variance = (1 + feedback**2 * ADVANTAGE**2) / (1 - feedback * elasticity) ** 2
    return feedback * ADVANTAGE**2 / (1 - feedback * elasticity) / variance


@pytest.mark.parametrize("feedback", [0.0, 1.0, 5.0, 10.0])
def test_least_squares_is_off_by_what_the_equations_say(feedback):
    slope, _ = told_by(simulate_cities(0.04, feedback, cities=MANY, seed=1))
    assert slope == pytest.approx(0.04 + bias(0.04, feedback), abs=0.001)


@pytest.mark.parametrize("soil", [0.3, 0.6])
def test_an_innocent_soil_tells_the_truth_and_one_that_pays_errs_by_its_pay_over_its_strength(soil):
    slope, _ = told_by(simulate_cities(0.04, 0.0, soil, cities=MANY, seed=2), "soil")
    assert slope == pytest.approx(0.04, abs=0.003)
    slope, _ = told_by(simulate_cities(0.04, 0.0, soil, 0.02, cities=MANY, seed=2), "soil")
    assert slope == pytest.approx(0.04 + 0.02 / soil, abs=0.003)


def test_both_equations_hold_in_every_city():
    found = simulate_cities(0.05, 3.0, 0.5, 0.02, cities=50, seed=3)
    pays = found["wage"] - 0.05 * found["size"] - found["advantage"]
    assert np.allclose(pays, 0.02 * found["soil"])
    rest = found["size"] - 3.0 * found["wage"] - 0.5 * found["soil"]
    assert rest.std() == pytest.approx(np.sqrt(0.75), rel=0.3)


def test_the_first_stage_is_the_squared_t_of_size_on_soil():
    found = simulate_cities(soil=0.3, cities=60, seed=4)
    design = np.column_stack([found["soil"], np.ones(60)])
    coefficient, squares = np.linalg.lstsq(design, found["size"], rcond=None)[:2]
    error = np.sqrt(squares[0] / 58 * np.linalg.inv(design.T @ design)[0, 0])
    assert told_by(found, "soil")[1] == pytest.approx((coefficient[0] / error) ** 2)
    assert np.isinf(told_by(found)[1])


def test_the_same_seed_gives_the_same_cities():
    pd.testing.assert_frame_equal(simulate_cities(seed=5), simulate_cities(seed=5))
    assert not simulate_cities(seed=5).equals(simulate_cities(seed=6))


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"cities": 2}, "cities: 2 is too few"),
        ({"soil": 1.5}, "soil: 1.5 is a correlation"),
        ({"elasticity": 0.1, "feedback": 10}, "cities grow without end"),
    ],
)
def test_bad_input_is_named(options, words):
    with pytest.raises(ValueError, match=words):
        simulate_cities(**options)
