"""Plants on a plane in their limits: no force, full force, no width, and the distances the scale promises."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clusterbook.models.plant_sites import bound_pairs_within, grid_cells, place_plants


def distances(points):
    x, y = points["x"].to_numpy(), points["y"].to_numpy()
    first, second = np.triu_indices(len(points), 1)
    return np.hypot(x[first] - x[second], y[first] - y[second])


@given(st.integers(1, 60), st.floats(0, 1), st.floats(0, 500), st.integers(0, 99))
def test_every_plant_lies_in_the_square(plants, strength, scale, seed):
    points = place_plants(plants, 20, strength, scale, seed=seed)
    assert len(points) == plants + 20
    assert points[["x", "y"]].stack().between(0, 100).all()


def test_without_force_the_industry_settles_like_the_others():
    points = place_plants(4000, 4000, 0, seed=4)
    assert (points["centre"] == -1).all()
    means = points.groupby("type")[["x", "y"]].mean()
    spread = points[["x", "y"]].std() / np.sqrt(2000)
    assert ((means.loc["industry"] - means.loc["other"]).abs() < 4 * spread).all()


def test_the_strength_is_the_share_of_bound_plants():
    points = place_plants(5000, 0, 0.3, seed=5)
    assert (points["centre"] >= 0).mean() == pytest.approx(0.3, abs=4 * np.sqrt(0.21 / 5000))


def test_pairs_of_one_centre_are_as_far_apart_as_the_scale_promises():
    within = []
    for seed in range(40):
        points = place_plants(40, 0, 1, 2.0, centres=1, side=1000.0, seed=seed)
        within.append((distances(points) <= 4.0).mean())
    assert np.mean(within) == pytest.approx(bound_pairs_within(4.0, 2.0), abs=0.02)
    assert bound_pairs_within(0, 2.0) == 0
    assert bound_pairs_within(np.inf, 2.0) == 1


def test_full_force_without_width_leaves_as_many_places_as_centres():
    points = place_plants(200, 0, 1, 0, centres=3, seed=6)
    assert len(points[["x", "y"]].drop_duplicates()) == 3


def test_moving_strength_and_scale_moves_bound_plants_only():
    weak, strong = (place_plants(strength=strength, seed=7) for strength in (0.3, 0.6))
    narrow, wide = (place_plants(scale=scale, seed=7) for scale in (1.0, 2.0))
    assert (strong["centre"][weak["centre"] >= 0] >= 0).all()
    same = weak["centre"] == strong["centre"]
    pd.testing.assert_frame_equal(weak[same], strong[same])
    free = narrow["centre"] == -1
    pd.testing.assert_frame_equal(narrow[free], wide[free])


def test_towns_hold_what_is_urban():
    points = place_plants(1, 2000, 0, towns=1, urban=1, town_spread=0, seed=8)
    assert len(points[["x", "y"]].drop_duplicates()) == 1


@given(st.floats(1, 60), st.integers(-3, 3), st.integers(-3, 3))
def test_a_shift_by_whole_cells_groups_plants_alike(width, right, up):
    points = place_plants(30, 30, seed=9)
    plain, moved = (
        grid_cells(points, width, shift)
        for shift in ((0.5, 0.5), (0.5 + right * width, 0.5 + up * width))
    )
    groups = [pd.factorize(cells)[0] for cells in (plain, moved)]
    # At most a plant within rounding of a line changes sides.
    assert (groups[0] == groups[1]).mean() > 0.9


def test_one_large_cell_holds_all():
    assert grid_cells(place_plants(seed=1), 1000).nunique() == 1


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"plants": 0}, "plants: 0 is not a count"),
        ({"others": 1.5}, r"others: 1.5 is not a count"),
        ({"strength": 1.2}, "strength: 1.2 is out of range"),
        ({"scale": -1}, "scale: -1 is out of range"),
        ({"side": 0}, "side: 0 is out of range"),
    ],
)
def test_bad_input_is_named(changes, words):
    with pytest.raises(ValueError, match=words):
        place_plants(**changes)


def test_cells_have_a_width():
    with pytest.raises(ValueError, match="width: 0 is out of range"):
        grid_cells(place_plants(seed=1), 0)
