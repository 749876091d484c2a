"""Colocation quotients: by hand, chance, ties, what must not matter."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import agglomeration as ag


def scattered(seed, plants=60, industries=3):
    generator = np.random.default_rng(seed)
    return pd.DataFrame(
        {
            "x": generator.random(plants),
            "y": generator.random(plants),
            "type": generator.choice(list("abcde")[:industries], plants),
        }
    )


def by_hand(points):
    """The definition, pair by pair."""
    apart = np.hypot(*(np.subtract.outer(*2 * [points[axis].to_numpy()]) for axis in ("x", "y")))
    np.fill_diagonal(apart, np.inf)
    sizes = points["type"].value_counts()
    found = {}
    for one in sorted(sizes.index):
        mine = np.flatnonzero(points["type"] == one)
        for other in sorted(sizes.index):
            count = sum(points["type"].iloc[apart[place].argmin()] == other for place in mine)
            share = (sizes[other] - (one == other)) / (len(points) - 1)
            found[one, other] = count / sizes[one] / share
    return pd.Series(found).unstack()


@pytest.mark.parametrize("seed", range(3))
def test_it_is_the_definition(seed):
    points = scattered(seed)
    found = ag.colocation_quotient(points).sort_index().sort_index(axis=1)
    assert np.allclose(found, by_hand(points))


def test_equal_neighbours_share():
    cross = pd.DataFrame({"x": [0, 1, -1, 0, 0], "y": [0, 0, 0, 1, -1], "type": list("abbcc")})
    found = ag.colocation_quotient(cross)
    assert found.loc["a", "b"] == found.loc["a", "c"] == pytest.approx(0.5 / 0.5)
    assert np.isnan(found.loc["a", "a"])
    assert found.loc["b", "a"] == 4


def test_plants_on_one_point_are_each_others_nearest():
    stacked = pd.DataFrame({"x": [0, 0, 5, 5.1], "y": 0, "type": list("abaa")})
    found = ag.colocation_quotient(stacked)
    assert found.loc["b", "a"] == 1
    assert found.loc["a", "b"] == pytest.approx(1 / 3 / (1 / 3))


@given(st.integers(0, 300), st.sampled_from([1e-3, 1000.0]))
@settings(max_examples=20)
def test_unit_origin_and_order_do_not_matter(seed, unit):
    generator = np.random.default_rng(seed)
    # A grid has ties everywhere.
    points = pd.DataFrame(generator.integers(0, 6, (30, 2)) * 0.1, columns=["x", "y"])
    points["type"] = generator.choice(list("ab"), 30)
    found = ag.colocation_quotient(points)
    moved = points.assign(x=points["x"] * unit + 7 * unit, y=points["y"] * unit)
    assert np.allclose(found, ag.colocation_quotient(moved), equal_nan=True)
    turned = ag.colocation_quotient(points.iloc[::-1]).loc[found.index, found.columns]
    assert np.allclose(found, turned, equal_nan=True)


def test_rows_average_to_one_by_what_is_expected():
    points = scattered(5)
    found = ag.colocation_quotient(points)
    sizes = points["type"].value_counts().loc[found.index].to_numpy()
    expected = (sizes - np.eye(3)) / (len(points) - 1)
    assert np.allclose((found.to_numpy() * expected).sum(axis=1), 1)


def test_chance_is_one_and_its_p_values_are_level():
    p = [
        ag.colocation_quotient(scattered(seed), draws=99, seed=seed).p.loc["a", "b"]
        for seed in range(60)
    ]
    assert np.mean(np.array(p) <= 0.05) <= 0.05 + 3 * np.sqrt(0.05 * 0.95 / 60)
    null = ag.colocation_quotient(scattered(1, 200), draws=200, seed=1).draws
    assert np.allclose(null.mean(axis=0), 1, atol=0.05)


def test_followers_are_found_and_not_the_other_way_round():
    generator = np.random.default_rng(2)
    offices = pd.DataFrame(generator.random((60, 2)), columns=["x", "y"]).assign(type="office")
    # Two offices side by side, a cafe beside one of each pair.
    twins = offices.assign(x=offices["x"] + 0.001)
    cafes = twins.iloc[:20].assign(x=twins["x"] + 0.004, type="cafe")
    shops = pd.DataFrame(generator.random((120, 2)), columns=["x", "y"]).assign(type="shop")
    plants = pd.concat([offices, twins, cafes, shops])
    result = ag.colocation_quotient(plants, draws=99, seed=1)
    assert result.value.loc["cafe", "office"] > 1.8
    assert result.p.loc["cafe", "office"] <= 0.02
    assert result.value.loc["office", "cafe"] < 1


def test_on_the_globe_the_nearest_is_the_nearest():
    towns = pd.DataFrame(
        {"lon": [179.9, -179.9, 10.0, 10.5], "lat": [0, 0, 60, 60], "type": ["a", "b", "a", "a"]}
    )
    found = ag.colocation_quotient(towns, x="lon", y="lat", coordinates="geographic")
    assert found.loc["b", "a"] == 1
    assert found.loc["a", "b"] == pytest.approx((1 / 3) / (1 / 3))


def test_bad_input():
    with pytest.raises(ValueError, match="1 plant has no neighbour; it takes two or more"):
        ag.colocation_quotient(scattered(1).iloc[:1])
    with pytest.raises(ValueError, match="alternative"):
        ag.colocation_quotient(scattered(1), alternative="other")
