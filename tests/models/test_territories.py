"""Borders along a road: links cut, scale kept, offices paid; by hand, and by laws that must hold."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import agglomeration as ag
from clusterbook.models.territories import (
    firms_in_towns,
    link_strengths,
    office_cost,
    scale_kept,
    territories,
)

ROADS = st.lists(st.floats(0, 100), min_size=2, max_size=25).map(
    lambda places: pd.Series(sorted(places))
)
BORDERS = st.lists(st.floats(0, 100), max_size=4)


def test_firms_stand_in_their_towns_and_are_the_same_each_time():
    places = firms_in_towns({20: 300, 80: 100}, spread=2.0, seed=3)
    assert places.is_monotonic_increasing
    assert (places < 50).sum() == 300
    # Means of 300 and 100 draws with a spread of 2 km: three standard errors.
    assert places[places < 50].mean() == pytest.approx(20, abs=3 * 2 / np.sqrt(300))
    assert places[places > 50].mean() == pytest.approx(80, abs=3 * 2 / np.sqrt(100))
    pd.testing.assert_series_equal(places, firms_in_towns({20: 300, 80: 100}, spread=2.0, seed=3))


@given(ROADS, st.floats(0.5, 200))
def test_links_are_symmetric_and_fall_with_distance(places, reach):
    links = link_strengths(places, reach).to_numpy()
    assert np.array_equal(links, links.T)
    assert (np.diagonal(links) == 0).all()
    first = links[0, 1:]
    assert (np.diff(first) <= 1e-12).all()


def test_without_loss_over_distance_the_cut_is_that_of_blind_partners():
    places = pd.Series([0.0, 1.0, 2.0, 50.0])
    kept = ag.kept_inside(link_strengths(places, np.inf), territories(places, [10.0]))
    assert 1 - kept["inside"] == pytest.approx(2 * 3 * 1 / (4 * 3))


@given(ROADS, BORDERS, st.floats(0, 1))
def test_more_borders_never_keep_more_scale_nor_more_links(places, borders, elasticity):
    few, many = territories(places, borders), territories(places, [*borders, 50.0])
    assert scale_kept(many, elasticity) <= scale_kept(few, elasticity) + 1e-12
    assert scale_kept(few, 0) == pytest.approx(1)
    links = link_strengths(places, 20)
    if links.to_numpy().sum() > 0:
        assert ag.kept_inside(links, many)["inside"] <= ag.kept_inside(links, few)["inside"] + 1e-12


def test_equal_parts_keep_scale_by_the_formula():
    assert scale_kept(pd.Series(np.repeat([0, 1, 2, 3], 5)), 0.5) == pytest.approx(4**-0.5)
    assert np.isnan(scale_kept(pd.Series(dtype=int), 0.1))


@given(ROADS, BORDERS)
def test_one_office_saves_offices_and_makes_ways_long(places, borders):
    one = office_cost(places, territories(places, []), fixed=10, per_km=1)
    several = office_cost(places, territories(places, borders), fixed=10, per_km=1)
    assert one["offices"] <= several["offices"]
    assert several["ways"] <= one["ways"] + 1e-9
    assert several["total"] == pytest.approx(several["offices"] + several["ways"])


def test_a_firm_on_a_border_belongs_to_the_far_side_and_order_of_borders_does_not_matter():
    places = pd.Series([1.0, 5.0, 9.0])
    assert territories(places, [7.0, 5.0]).tolist() == [0, 1, 2]


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: link_strengths(pd.Series([0.0, 1.0]), 0), "reach: 0 must be positive"),
        (lambda: scale_kept(pd.Series([0, 1]), -0.1), "elasticity: -0.1 must be 0 or more"),
    ],
)
def test_bad_input_is_named(call, message):
    with pytest.raises(ValueError, match=message):
        call()
