"""Kd, M and m on a matrix of distances; m and the M of each plant against plain loops, and their laws."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import hypergeom

import agglomeration as ag

AT = [1.0, 4.0, 9.0]
CURVES = {
    "Kd": lambda points, **more: ag.duranton_overman(points, "toys", AT, "jobs", **more),
    "M": lambda points, **more: ag.marcon_puech(points, "toys", "cars", AT, "jobs", **more),
    "m": lambda points, **more: ag.lang_marcon_puech(points, "toys", "cars", AT, "jobs", **more),
    "local": lambda points, **more: ag.local_marcon_puech(
        points, "toys", "cars", 9.0, "jobs", **more
    ),
}


def points_of(seed, count=60):
    generator = np.random.default_rng(seed)
    return pd.DataFrame(
        {
            "x": generator.integers(0, 30, count).astype(float),
            "y": generator.integers(0, 30, count).astype(float),
            "type": generator.choice(["toys", "cars", "soap"], count),
            "jobs": generator.lognormal(2, 1, count),
        },
        index=[f"p{i}" for i in range(count)],
    )


def apart(points):
    """Straight lines between all."""
    places = points[["x", "y"]].to_numpy()
    return pd.DataFrame(
        np.hypot(*(places[:, None] - places).transpose(2, 0, 1)), points.index, points.index
    )


class TestMatrix:
    @pytest.mark.parametrize("name", CURVES)
    @pytest.mark.parametrize("count", [60, 300])
    def test_the_matrix_of_straight_lines_gives_what_the_map_gives(self, name, count):
        """300 plants are more than a tile; the matrix may be in another order and hold others."""
        points = points_of(1, count)
        matrix = apart(points_of(1, count))
        matrix.loc["other"] = 5.0
        matrix["other"] = 5.0
        matrix = matrix.sample(frac=1, random_state=1).sample(frac=1, axis=1, random_state=2)
        there = CURVES[name](points.drop(columns=["x", "y"]), distance_matrix=matrix)
        pd.testing.assert_frame_equal(there, CURVES[name](points), rtol=1e-9)

    @pytest.mark.parametrize("name", ["Kd", "M", "m"])
    def test_draws_are_of_the_same_distances(self, name):
        """The plants are in another order on the map, so that single draws differ; the expected curve does not."""
        points = points_of(2, 80)
        one, two = (
            CURVES[name](points, draws=99, seed=1, **more)
            for more in ({}, {"distance_matrix": apart(points)})
        )
        assert np.allclose(one.frame["expected"], two.frame["expected"], rtol=0.25)
        assert one.value.to_numpy() == pytest.approx(two.value.to_numpy(), rel=1e-9)

    def test_minutes_are_no_kilometres(self):
        """A river between two banks: near on the map, far by road."""
        banks = pd.DataFrame({"x": [0, 0, 1, 1], "y": [0.0, 3, 0, 3], "type": ["a", "b", "a", "b"]})
        minutes = apart(banks) + 60 * (banks["x"].to_numpy()[:, None] != banks["x"].to_numpy())
        assert ag.marcon_puech(banks, "a", distances=[3.5])["M"].iloc[0] > 0
        by_road = ag.marcon_puech(banks, "a", distances=[3.5], distance_matrix=minutes)
        assert by_road["M"].iloc[0] == 0

    def test_the_matrix_serves_every_industry(self):
        points = points_of(3)
        both = [
            ag.by_industry(ag.duranton_overman, points, AT, **more)
            for more in ({}, {"distance_matrix": apart(points)})
        ]
        pd.testing.assert_frame_equal(*both, rtol=1e-9)

    @pytest.mark.parametrize("name", CURVES)
    @pytest.mark.parametrize(
        ("change", "words"),
        [
            (lambda m: m.drop(index="p3"), "plant 'p3' is not there both ways"),
            (lambda m: m.drop(columns="p3"), "plant 'p3' is not there both ways"),
            (lambda m: m.mask(m == m.to_numpy().max()), "is missing"),
            (lambda m: m.replace(m.to_numpy().max(), np.inf), "must be finite"),
            (lambda m: -m, "must not be negative"),
            (lambda m: m + np.triu(np.ones(m.shape), 1), "and .* the other way"),
            (lambda m: m.rename(index={"p3": "p4"}), "occurs 2 times"),
        ],
    )
    def test_bad_matrices_are_named(self, name, change, words):
        points = points_of(1)
        with pytest.raises(ValueError, match=f"distance_matrix: .*{words}"):
            CURVES[name](points, distance_matrix=change(apart(points)))

    def test_plants_without_a_label_of_their_own_and_a_grid_are_refused(self):
        points = points_of(1)
        with pytest.raises(ValueError, match="points: plant 'p0' occurs 2 times"):
            CURVES["M"](points.rename(index={"p1": "p0"}), distance_matrix=apart(points))
        with pytest.raises(ValueError, match="distance_matrix= has none"):
            CURVES["Kd"](points, distance_matrix=apart(points), method="binned")


def by_loop(points, around, sought, radii, width, weight):
    """The published formula of m, plant by plant."""
    kind, distance = points["type"].to_numpy(), apart(points).to_numpy()
    values = []
    for radius in radii:
        local = overall = 0.0
        for i in np.flatnonzero(kind == around):
            others = np.arange(len(points)) != i
            near = others * weight * np.exp(-0.5 * ((distance[i] - radius) / width) ** 2)
            near[np.abs(distance[i] - radius) > 8.5 * width] = 0
            if near.sum() > 0:
                local += near[kind == sought].sum() / near.sum()
                mine = weight * others
                overall += mine[kind == sought].sum() / mine.sum()
        values.append(local / overall if overall > 0 else np.nan)
    return np.array(values)


class TestDensity:
    @settings(max_examples=15, deadline=None)
    @given(
        seed=st.integers(0, 10_000),
        weighted=st.booleans(),
        sought=st.sampled_from([None, "cars"]),
        width=st.sampled_from([0.05, 1.0, 6.0]),
    )
    def test_any_points(self, seed, weighted, sought, width):
        points = points_of(seed)
        weight = points["jobs"].to_numpy() if weighted else np.ones(len(points))
        found = ag.lang_marcon_puech(
            points, "toys", sought, AT, "jobs" if weighted else None, bandwidth=width
        )
        expected = by_loop(points, "toys", sought or "toys", AT, width, weight)
        np.testing.assert_allclose(found["m"], expected, rtol=1e-9, atol=1e-12)

    @pytest.mark.parametrize("sought", ["toys", "cars"])
    def test_the_bandwidth_is_silvermans_of_the_pairs(self, sought):
        points = points_of(4, 300)
        matrix = apart(points).loc[points["type"] == "toys", points["type"] == sought].to_numpy()
        pairs = matrix[np.triu_indices(len(matrix), 1)] if sought == "toys" else matrix.ravel()
        low, high = np.quantile(pairs, [0.25, 0.75])
        width = 0.9 * min(pairs.std(ddof=1), (high - low) / 1.34) * len(pairs) ** -0.2
        found = ag.lang_marcon_puech(points, "toys", sought, AT)
        assert found.attrs["bandwidth"] == pytest.approx(width, rel=1e-9)

    def test_a_wide_kernel_sees_all_plants_alike(self):
        """Then each plant counts with its weight, wherever it is: m is 1."""
        found = ag.lang_marcon_puech(points_of(5), "toys", "cars", AT, "jobs", bandwidth=1e6)
        assert np.allclose(found["m"], 1, atol=1e-6)

    def test_its_mean_over_labellings_is_one_and_its_test_keeps_its_level(self):
        points = points_of(6, 40)
        drawn = ag.lang_marcon_puech(points, "toys", distances=AT, bandwidth=3.0, draws=400, seed=1)
        error = drawn.draws.std(axis=0) / 20
        assert (np.abs(drawn.draws.mean(axis=0) - 1) < 4 * error).all()
        p = [
            ag.lang_marcon_puech(points_of(seed, 40), "toys", distances=AT, draws=39, seed=1).p
            for seed in range(60)
        ]
        assert np.mean(np.array(p) <= 0.05) <= 0.05 + 3 * np.sqrt(0.05 * 0.95 / 60)

    def test_a_ring_shows_at_its_distance_and_not_beyond(self):
        """Pairs of one industry 5 apart: m is high about 5 and not at 12, where M still is."""
        generator = np.random.default_rng(7)
        first = generator.uniform(0, 100, (60, 2))
        angle = generator.uniform(0, 2 * np.pi, 60)
        second = first + 5 * np.column_stack([np.cos(angle), np.sin(angle)])
        others = generator.uniform(0, 100, (600, 2))
        points = pd.DataFrame(np.vstack([first, second, others]), columns=["x", "y"])
        points["type"] = ["pair"] * 120 + ["other"] * 600
        about = ag.lang_marcon_puech(points, "pair", distances=[5.0, 8.0], bandwidth=1.0)["m"]
        within = ag.marcon_puech(points, "pair", distances=[5.5, 8.0])["M"]
        assert about[5.0] > 1.5
        assert about[8.0] < 1.1 < within[8.0]

    def test_degrees_are_kilometres(self):
        """One degree along a meridian is 111.2 km."""
        points = pd.DataFrame({"x": 0.0, "y": [0.0, 1, 10, 11], "type": ["a", "a", "b", "b"]})
        found = ag.lang_marcon_puech(
            points, "a", distances=[111.2, 1000.0], coordinates="geographic", bandwidth=5.0
        )
        assert found["m"].round(6).tolist() == [3, 0]

    @pytest.mark.parametrize(
        ("options", "words"),
        [
            ({"bandwidth": 0}, "bandwidth: 0 is not a width"),
            ({"bandwidth": np.inf}, "bandwidth: inf is not a width"),
            ({"type": "tin"}, "type: 'tin' is not among the types"),
            ({"neighbours": "tin"}, "neighbours: 'tin' is not among the types"),
            ({"distances": [2, 1]}, "they must increase"),
            ({"null": "other"}, "null: 'other' is not known"),
        ],
    )
    def test_bad_input_is_named(self, options, words):
        with pytest.raises(ValueError, match=words):
            ag.lang_marcon_puech(points_of(1), **({"type": "toys", "distances": AT} | options))

    def test_pairs_that_are_equally_far_apart_suggest_no_bandwidth(self):
        points = pd.DataFrame({"x": [0.0, 1, 9], "y": 0.0, "type": ["a", "a", "b"]})
        with pytest.raises(ValueError, match="suggest no bandwidth; give bandwidth="):
            ag.lang_marcon_puech(points, "a", distances=AT)
        assert ag.lang_marcon_puech(points, "b", distances=AT)["m"].isna().all()


class TestEachPlant:
    @settings(max_examples=15, deadline=None)
    @given(
        seed=st.integers(0, 10_000), weighted=st.booleans(), sought=st.sampled_from([None, "cars"])
    )
    def test_by_loop(self, seed, weighted, sought):
        points = points_of(seed)
        weight = points["jobs"] if weighted else pd.Series(1.0, points.index)
        found = ag.local_marcon_puech(points, "toys", sought, 5.0, "jobs" if weighted else None)
        assert list(found.index) == list(points.index[points["type"] == "toys"])
        other = points["type"] == (sought or "toys")
        distance = apart(points)
        for plant, row in found.iterrows():
            rest = points.index != plant
            near = rest & (distance[plant] <= 5.0).to_numpy()
            assert row["plants"] == near.sum()
            assert row["found"] == (near & other).sum()
            if not near.any():
                assert np.isnan([row["M"], row["p"]]).all()
                continue
            local = weight[near & other].sum() / weight[near].sum()
            value = local / (weight[rest & other].sum() / weight[rest].sum())
            assert row["M"] == pytest.approx(value, rel=1e-9)
            args = len(points) - 1, (rest & other).sum(), near.sum()
            chances = hypergeom.pmf(range(int(row["found"]), near.sum() + 1), *args)
            assert row["p"] == pytest.approx(chances.sum(), abs=1e-12)

    def test_they_average_to_m_where_all_have_neighbours(self):
        points = points_of(1)
        each = ag.local_marcon_puech(points, "toys", radius=30.0)
        whole = ag.marcon_puech(points, "toys", distances=[30.0])["M"].iloc[0]
        assert each["M"].mean() == pytest.approx(whole)

    def test_chance_is_below_five_percent_in_at_most_five_percent(self):
        p = [
            ag.local_marcon_puech(points_of(seed), "toys", radius=6.0)["p"].iloc[0]
            for seed in range(300)
        ]
        assert np.mean(np.array(p) <= 0.05) <= 0.05 + 3 * np.sqrt(0.05 * 0.95 / 300)

    def test_the_plants_of_a_cluster_are_found(self):
        points = points_of(2, 200).assign(type=["toys"] * 15 + ["soap"] * 185)
        town = points.index[:10]
        points.loc[town, ["x", "y"]] /= 15
        found = ag.local_marcon_puech(points, "toys", radius=3.0)
        assert (found.loc[town, "p"] < 0.05 / 15).all()
        assert (found.loc[points.index[10:15], "p"] > 0.05).any()

    def test_one_plant_alone_has_none_of_its_own(self):
        points = points_of(1).assign(type=["gold"] + ["soap"] * 59)
        assert np.isnan(ag.local_marcon_puech(points, "gold", radius=9.0)["M"].iloc[0])

    @pytest.mark.parametrize("radius", [None, -1, np.inf, np.nan])
    def test_a_radius_is_needed(self, radius):
        with pytest.raises(ValueError, match=r"radius: .* is no distance"):
            ag.local_marcon_puech(points_of(1), "toys", radius=radius)
