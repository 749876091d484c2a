"""Kd against the direct sum, its integral, its invariances, its envelopes; and bad points refused."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agglomeration.indicators.distance import duranton_overman
from agglomeration.indicators.distance import kernel_density as _kernel_density
from agglomeration.indicators.distance.pairs import EARTH_RADIUS


def points_of(seed, count=120, clustered=False):
    generator = np.random.default_rng(seed)
    places = generator.random((count, 2)) * 100
    if clustered:
        spread = np.where(generator.random(count) < 0.1, 500.0, 0.5)
        places = generator.normal(0, 1, (count, 2)) * spread[:, None]
    return pd.DataFrame(
        {
            "x": places[:, 0],
            "y": places[:, 1],
            "type": generator.choice(["toys", "tools"], count, p=[0.3, 0.7]),
            "jobs": generator.lognormal(2, 1, count),
        }
    )


def pair_distances(points):
    first, second = np.triu_indices(len(points), 1)
    x, y = points["x"].to_numpy(), points["y"].to_numpy()
    return np.hypot(x[first] - x[second], y[first] - y[second]), first, second


def rule_of_thumb(distance):
    low, high = np.quantile(distance, [0.25, 0.75])
    return 0.9 * min(distance.std(ddof=1), (high - low) / 1.34) * len(distance) ** -0.2


def direct_sum(distance, weight, bandwidth, at):
    kernel = sum(
        np.exp(-0.5 * ((at[:, None] + sign * distance) / bandwidth) ** 2) for sign in (-1, 1)
    )
    return kernel @ weight / (weight.sum() * bandwidth * np.sqrt(2 * np.pi))


class TestAgainstTheDirectSum:
    @settings(max_examples=25, deadline=None)
    @given(
        seed=st.integers(0, 10_000),
        count=st.integers(4, 150),
        clustered=st.booleans(),
        weighted=st.booleans(),
    )
    def test_any_points(self, seed, count, clustered, weighted):
        points = points_of(seed, count, clustered)
        distance, first, second = pair_distances(points)
        jobs = points["jobs"].to_numpy()
        weight = jobs[first] * jobs[second] if weighted else np.ones(len(distance))
        result = duranton_overman(points, weights="jobs" if weighted else None)
        bandwidth = rule_of_thumb(distance)
        assert result.attrs["bandwidth"] == pytest.approx(bandwidth, rel=1e-10)
        at = result.index.to_numpy()
        assert at[0] == 0
        assert at[-1] == pytest.approx(np.median(distance), rel=1e-3)
        expected = direct_sum(distance, weight, bandwidth, at)
        np.testing.assert_allclose(result["Kd"], expected, rtol=1e-7, atol=1e-8 * expected.max())

    @pytest.mark.parametrize("bandwidth", [0.05, 3.0, 400.0])
    def test_a_bandwidth_of_ones_own(self, bandwidth):
        points = points_of(3, 700)
        distance, _, _ = pair_distances(points)
        at = np.array([0.0, 0.01, 1.0, 20.0, 90.0])
        result = duranton_overman(points, distances=at, bandwidth=bandwidth)
        expected = direct_sum(distance, np.ones(len(distance)), bandwidth, at)
        np.testing.assert_allclose(result["Kd"], expected, rtol=1e-7, atol=1e-8 * expected.max())

    def test_the_quartiles_decide_the_bandwidth_where_they_are_closer_than_the_deviation(self):
        points = pd.concat(
            [points_of(4, 300), pd.DataFrame({"x": [1e5], "y": [0.0], "type": "toys", "jobs": 1.0})]
        )
        points = points.reset_index(drop=True)
        distance, _, _ = pair_distances(points)
        low, high = np.quantile(distance, [0.25, 0.75])
        assert (high - low) / 1.34 < distance.std()
        result = duranton_overman(points, distances=[0.0, 10.0])
        assert result.attrs["bandwidth"] == pytest.approx(rule_of_thumb(distance), rel=1e-12)
        expected = direct_sum(
            distance, np.ones(len(distance)), rule_of_thumb(distance), np.array([0.0, 10.0])
        )
        np.testing.assert_allclose(result["Kd"], expected, rtol=1e-7)

    def test_many_gatherings_give_what_one_gives(self, monkeypatch):
        points = points_of(5, 600)
        whole = duranton_overman(points)
        monkeypatch.setattr(_kernel_density, "GATHER", 1 << 17)
        pd.testing.assert_frame_equal(duranton_overman(points), whole, rtol=1e-12)


class TestProperties:
    @pytest.mark.parametrize("weights", [None, "jobs"])
    @pytest.mark.parametrize("method", ["exact", "binned"])
    def test_it_integrates_to_one(self, weights, method):
        points = points_of(6, 80)
        distance, _, _ = pair_distances(points)
        at = np.linspace(0, distance.max() * 1.5, 4000)
        result = duranton_overman(points, distances=at, weights=weights, method=method)
        assert np.trapezoid(result["Kd"], at) == pytest.approx(1, abs=1e-5)

    @settings(max_examples=15, deadline=None)
    @given(seed=st.integers(0, 10_000), angle=st.floats(0, 6.28), scale=st.floats(1e-3, 1e3))
    def test_it_does_not_see_where_the_map_lies_and_carries_its_unit(self, seed, angle, scale):
        points = points_of(seed)
        at = np.linspace(0, 50, 20)
        turned = points.assign(
            x=scale * (points["x"] * np.cos(angle) - points["y"] * np.sin(angle)) + 7,
            y=scale * (points["x"] * np.sin(angle) + points["y"] * np.cos(angle)) - 3,
        )
        here = duranton_overman(points, "toys", distances=at)
        there = duranton_overman(turned.iloc[::-1], "toys", distances=at * scale)
        np.testing.assert_allclose(there["Kd"] * scale, here["Kd"], rtol=1e-6)

    def test_equal_weights_change_nothing(self):
        points = points_of(7).assign(jobs=4.0)
        plain, weighted = (
            duranton_overman(points, "toys"),
            duranton_overman(points, "toys", weights="jobs"),
        )
        np.testing.assert_allclose(plain, weighted, rtol=1e-9)

    @pytest.mark.parametrize("weights", [None, "jobs"])
    def test_binned_is_within_its_stated_error(self, weights):
        """Moving distances by at most e changes the curve by at most e times the steepest slope of the kernel."""
        points = points_of(8, 400)
        at = np.linspace(0, 60, 40)
        exact = duranton_overman(points, distances=at, weights=weights, bandwidth=4.0)
        binned = duranton_overman(
            points, distances=at, weights=weights, bandwidth=4.0, method="binned"
        )
        side = np.ptp(points[["x", "y"]].to_numpy(), axis=0).max()
        steepest = 2 * np.exp(-0.5) / (np.sqrt(2 * np.pi) * 4.0**2)
        assert abs(exact["Kd"] - binned["Kd"]).max() < np.sqrt(2) * side / 1024 * steepest
        assert not np.array_equal(exact["Kd"], binned["Kd"])

    def test_great_circles_are_measured_in_kilometres(self):
        """Quarter of a meridian: 10,007.6 km on the mean sphere; near the equator small steps are planar."""
        pole = pd.DataFrame({"x": [14.0, 14.0], "y": [0.0, 90.0]})
        quarter = np.pi / 2 * EARTH_RADIUS
        at = [quarter - 20, quarter, quarter + 20]
        result = duranton_overman(pole, distances=at, bandwidth=10.0, coordinates="geographic")[
            "Kd"
        ]
        assert result.iloc[1] == pytest.approx(1 / (10 * np.sqrt(2 * np.pi)))
        assert result.iloc[0] == pytest.approx(result.iloc[2])
        points = points_of(9, 60).assign(
            x=lambda frame: frame["x"] / 1e4, y=lambda frame: frame["y"] / 1e4
        )
        degree = np.pi / 180 * EARTH_RADIUS
        planar = points.assign(x=points["x"] * degree, y=points["y"] * degree)
        at = np.linspace(0, 0.8, 10)
        np.testing.assert_allclose(
            duranton_overman(points, distances=at, coordinates="geographic"),
            duranton_overman(planar, distances=at),
            rtol=1e-6,
        )


class TestEnvelopes:
    def test_a_random_industry_stays_inside_and_a_clustered_one_does_not(self):
        points = points_of(10, 300)
        calm = duranton_overman(points, "toys", draws=99, seed=1)
        assert calm.p > 0.05
        frame = calm.frame
        assert (frame["local_lower"] <= frame["local_upper"]).all()
        assert (frame["global_lower"] <= frame["Kd"]).all()
        assert (frame["Kd"] <= frame["global_upper"]).all()
        near = (points["x"] < 50) & (points["y"] < 50)
        clustered = points.assign(type=np.where(near & (points.index % 2 == 0), "toys", "tools"))
        result = duranton_overman(clustered, "toys", draws=99, seed=1)
        assert result.p == pytest.approx(0.01)
        assert result.value.iloc[0] > result.upper.iloc[0] > result.frame["expected"].iloc[0]
        assert result.null.shape == (99, 100)

    def test_a_site_holds_one_plant_of_a_random_industry(self):
        """Sites are dealt without putting back: of three sites, two plants are at two, never both at one."""
        sites = pd.DataFrame({"x": [0.0, 10.0, 100.0], "y": 0.0})
        how = {"distances": [0.0, 10.0, 90.0, 100.0], "bandwidth": 2.0}
        pairs = [
            duranton_overman(sites.assign(type=list(kinds)), "a", **how)["Kd"].to_numpy()
            for kinds in ("aab", "aba", "baa")
        ]
        found = duranton_overman(sites.assign(type=list("aab")), "a", **how, draws=39, seed=1)
        for drawn in np.asarray(found.null):
            assert min(np.abs(drawn - pair).max() for pair in pairs) < 1e-12

    @pytest.mark.parametrize("null", ["location", "labelling"])
    def test_the_same_seed_draws_the_same(self, null):
        points = points_of(11)
        first, second = (
            duranton_overman(points, "toys", weights="jobs", draws=39, null=null, seed=5)
            for _ in range(2)
        )
        pd.testing.assert_frame_equal(first.frame, second.frame)

    def test_sizes_stay_with_the_plants_or_with_the_sites(self):
        """One giant site: drawn with the sites it dominates some draws, kept with the others' plants it never does."""
        points = points_of(12, 60).assign(jobs=1.0)
        points.loc[points.index[points["type"] == "tools"][0], "jobs"] = 1e6
        arguments = {"weights": "jobs", "draws": 60, "seed": 2, "distances": np.linspace(0, 50, 9)}
        kept = duranton_overman(points, "toys", null="location", **arguments).null
        plain = duranton_overman(points, "toys", **{**arguments, "weights": None}).null
        np.testing.assert_allclose(kept, plain, rtol=1e-9)
        moved = duranton_overman(points, "toys", null="labelling", **arguments).null
        assert not np.allclose(moved, plain, rtol=0.1)


class TestEdgesAndBadInput:
    def test_fewer_than_two_plants_are_undefined(self):
        points = pd.DataFrame({"x": [0.0, 1, 2], "y": 0.0, "type": ["one", "two", "two"]})
        result = duranton_overman(points, "one", distances=[0.0, 1.0])
        assert result["Kd"].isna().all()

    def test_coincident_points_count_at_distance_zero(self):
        points = pd.DataFrame({"x": [1.0, 1.0], "y": [2.0, 2.0]})
        result = duranton_overman(points, distances=[0.0, 1.0], bandwidth=0.5)["Kd"]
        assert result.iloc[0] == pytest.approx(2 / (0.5 * np.sqrt(2 * np.pi)))
        with pytest.raises(ValueError, match="there is one pair only"):
            duranton_overman(points)
        with pytest.raises(ValueError, match="all pairs are equally far apart"):
            duranton_overman(pd.concat([points, points]).reset_index(drop=True))

    def test_the_input_is_not_changed(self):
        points = points_of(13)
        before = points.copy(deep=True)
        duranton_overman(points, "toys", weights="jobs", draws=19, level=0.9, seed=1)
        pd.testing.assert_frame_equal(points, before)

    @pytest.mark.parametrize(
        ("arguments", "message"),
        [
            ({"type": "cars"}, "type: 'cars' is not among the types"),
            ({"distances": [-1.0]}, "distances: -1 is not a distance"),
            ({"distances": [0.0, np.inf]}, "distances: inf is not a distance"),
            ({"distances": [1.0, 1.0]}, "distances: 1 follows 1; they must increase"),
            ({"distances": []}, "distances: expected a list"),
            ({"bandwidth": 0.0}, r"bandwidth: 0\.0 is not a width"),
            ({"method": "fast"}, "method: 'fast' is not known"),
            ({"null": "jobs"}, "null: 'jobs' is not known"),
            ({"weights": "size"}, "'size' is not there"),
            ({"draws": 9}, "all points are of the type studied"),
            ({"method": "binned", "coordinates": "geographic"}, "needs planar coordinates"),
            ({"method": "binned", "bandwidth": 1e-6}, "too coarse for a bandwidth"),
        ],
    )
    def test_bad_arguments_are_named(self, arguments, message):
        with pytest.raises(ValueError, match=message):
            duranton_overman(points_of(1), **arguments)

    @pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
    def test_bad_coordinates_are_named(self, value):
        points = points_of(1)
        points.loc[7, "y"] = value
        with pytest.raises(ValueError, match="row 7, column 'y'"):
            duranton_overman(points)

    def test_points_at_one_place_have_no_grid(self):
        points = pd.DataFrame({"x": [1.0, 1.0], "y": [2.0, 2.0]})
        with pytest.raises(ValueError, match="all lie at one place"):
            duranton_overman(points, method="binned", distances=[0.0], bandwidth=1.0)


def test_default_distances_reach_the_largest_where_half_of_the_pairs_are_at_one_place():
    """Nine of eleven plants at one postcode: 36 of 55 pairs are 0 apart, the furthest two the root of 68."""
    points = pd.DataFrame({"x": [1.0] * 9 + [4, 9], "y": [1.0] * 9 + [5, 3]})
    curve = duranton_overman(points)
    assert curve.index.is_monotonic_increasing
    assert curve.index.is_unique
    assert curve.index[0] == 0
    assert curve.index[-1] == pytest.approx(np.sqrt(68))


def test_points_at_one_place_suggest_no_distances():
    with pytest.raises(
        ValueError,
        match=r"points: all lie at one place, which suggests no distances; give distances=",
    ):
        duranton_overman(pd.DataFrame({"x": [1.0] * 5, "y": 2.0}), bandwidth=1.0)
