"""Towns between which people move, in the laws that must hold."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clusterbook.models.spatial_equilibrium import spatial_equilibrium

small = st.floats(0, 0.1)
pulls = st.floats(0.5, 3)


@given(small, pulls)
def test_whoever_moves_freely_has_the_same_everywhere(strength, scarcity):
    towns = spatial_equilibrium([0.0, 0.1, 0.3], strength=strength, scarcity=scarcity)
    np.testing.assert_allclose(towns["left"], 0, atol=1e-9)
    assert towns["people"].is_monotonic_increasing


def test_a_pleasant_town_pays_less_than_it_costs():
    towns = spatial_equilibrium([0, 0], [0, 0.21])
    pleasant = towns.loc[1] - towns.loc[0]
    assert pleasant["people"] == pytest.approx(1)
    assert pleasant["wage"] == pytest.approx(0.04)
    assert pleasant["left"] == pytest.approx(0.04 - 0.25)


@given(small, pulls, st.floats(0.01, 1))
def test_the_slope_of_wages_is_of_rents_and_ties_where_sites_differ(strength, scarcity, ties):
    sites = np.random.default_rng(1).normal(size=20)
    towns = spatial_equilibrium(sites, strength=strength, scarcity=scarcity, ties=ties)
    slope = np.polyfit(towns["people"], towns["wage"], 1)[0]
    assert slope == pytest.approx(0.25 * scarcity + ties)
    slope = np.polyfit(towns["people"], towns["left"], 1)[0]
    assert slope == pytest.approx(ties)


@given(small, pulls)
def test_the_slope_of_wages_is_the_strength_where_amenities_differ(strength, scarcity):
    amenities = np.random.default_rng(1).normal(size=20)
    towns = spatial_equilibrium(np.zeros(20), amenities, strength, scarcity=scarcity)
    slope = np.polyfit(towns["people"], towns["wage"], 1)[0]
    assert slope == pytest.approx(strength, abs=1e-9)


def test_labels_stay_and_all_is_measured_from_the_mean():
    towns = spatial_equilibrium({"Linz": 0.1, "Wels": 0.0, "Steyr": 0.05})
    assert list(towns.index) == ["Linz", "Wels", "Steyr"]
    np.testing.assert_allclose(towns.mean(), 0, atol=1e-12)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"sites": [0.1]}, "no other town"),
        ({"sites": [0.1, np.nan]}, "no finite figure"),
        ({"sites": [0.1, 0], "amenities": {"a": 0, "b": 1}}, "not those of sites"),
        ({"sites": [0.1, 0], "strength": -0.1}, "strength: -0.1"),
        ({"sites": [0.1, 0], "scarcity": np.inf}, "scarcity: inf"),
        ({"sites": [0.1, 0], "ties": -1}, "ties: -1"),
        ({"sites": [0.1, 0], "housing": 1}, "housing: 1"),
        ({"sites": [0.1, 0], "strength": 0.25}, "all end in one town"),
    ],
)
def test_what_the_model_does_not_know_is_said(arguments, said):
    with pytest.raises(ValueError, match=said):
        spatial_equilibrium(**arguments)
