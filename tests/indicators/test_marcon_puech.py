"""M against a plain double loop, its mean of exactly 1 under random labelling, envelopes, and bad points refused."""

from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agglomeration.indicators.distance import grid as _grid
from agglomeration.indicators.distance import marcon_puech
from agglomeration.indicators.distance import neighbour_ranks as _neighbour_ranks


def points_of(seed, count=90):
    generator = np.random.default_rng(seed)
    return pd.DataFrame(
        {
            "x": generator.integers(0, 40, count).astype(float),
            "y": generator.integers(0, 40, count).astype(float),
            "type": generator.choice(["toys", "tools", "cars"], count, p=[0.3, 0.5, 0.2]),
            "jobs": generator.lognormal(2, 1, count),
        }
    )


def double_loop(points, around, sought, radii, weight):
    """The published formula, plant by plant."""
    kind, x, y = points["type"].to_numpy(), points["x"].to_numpy(), points["y"].to_numpy()
    values = []
    for radius in radii:
        local = overall = 0.0
        for i in np.flatnonzero(kind == around):
            others = np.arange(len(points)) != i
            near = others & (np.hypot(x - x[i], y - y[i]) <= radius)
            if weight[near].sum() > 0:
                local += weight[near & (kind == sought)].sum() / weight[near].sum()
                overall += weight[others & (kind == sought)].sum() / weight[others].sum()
        values.append(local / overall if overall > 0 else np.nan)
    return np.array(values)


class TestAgainstTheDoubleLoop:
    @settings(max_examples=25, deadline=None)
    @given(
        seed=st.integers(0, 10_000),
        weighted=st.booleans(),
        neighbours=st.sampled_from([None, "tools"]),
    )
    def test_any_points(self, seed, weighted, neighbours):
        """Whole coordinates put many distances exactly on a radius."""
        points = points_of(seed)
        radii = np.array([0.0, 1.0, np.sqrt(2), np.sqrt(5), 5.0, 10.0, 13.0, 30.0, 60.0])
        weight = points["jobs"].to_numpy() if weighted else np.ones(len(points))
        result = marcon_puech(
            points, "toys", neighbours, radii, weights="jobs" if weighted else None
        )
        expected = double_loop(points, "toys", neighbours or "toys", radii, weight)
        np.testing.assert_allclose(result["M"], expected, rtol=1e-12)

    def test_several_tiles_and_many_radii(self):
        points = points_of(2, 900)
        radii = np.linspace(0.1, 20, 300)
        expected = double_loop(points, "cars", "toys", radii[::60], np.ones(900))
        result = marcon_puech(points, "cars", "toys", radii)["M"]
        np.testing.assert_allclose(result.iloc[::60], expected, rtol=1e-12)
        short = marcon_puech(points, "cars", "toys", radii[:61])["M"]
        np.testing.assert_allclose(short, result.iloc[:61], rtol=1e-12)

    def test_uneven_radii_fall_into_one_cell_of_the_table(self, monkeypatch):
        points = points_of(3)
        radii = np.concatenate([np.linspace(0.9, 1.1, 40), [50.0]])
        fine = marcon_puech(points, "toys", distances=radii)
        monkeypatch.setattr(_neighbour_ranks, "CELLS", 16)
        pd.testing.assert_frame_equal(marcon_puech(points, "toys", distances=radii), fine)


class TestProperties:
    @pytest.mark.parametrize("sought", ["a", "b"])
    def test_the_mean_over_all_labellings_is_exactly_one(self, sought):
        generator = np.random.default_rng(4)
        places = pd.DataFrame({"x": generator.random(7), "y": generator.random(7)})
        radii = [0.3, 0.6, 2.0]
        curves = []
        for chosen in combinations(range(7), 3):
            kind = np.where(np.isin(np.arange(7), chosen), "a", "b")
            curves.append(marcon_puech(places.assign(type=kind), "a", sought, radii)["M"])
        everyone_has_neighbours = places.apply(
            lambda row: np.hypot(*(places - row).T.to_numpy()), axis=1
        )
        assert all(np.sort(distances)[1] <= 0.6 for distances in everyone_has_neighbours)
        means = np.mean(curves, axis=0)
        np.testing.assert_allclose(means[1:], 1, rtol=1e-12)

    def test_the_simulated_mean_is_one(self):
        result = marcon_puech(points_of(5, 200), "toys", distances=[10.0, 30.0], draws=300, seed=1)
        null = result.null
        assert (abs(result.frame["expected"] - 1) < 4 * null.std(axis=0) / 300**0.5).all()

    @settings(max_examples=15, deadline=None)
    @given(seed=st.integers(0, 10_000), factor=st.floats(0.01, 100))
    def test_labels_order_and_units_do_not_matter(self, seed, factor):
        points = points_of(seed)
        radii = np.array([3.3, 11.7, 40.1])
        expected = marcon_puech(points, "toys", distances=radii, weights="jobs")["M"].to_numpy()
        other = points.sample(frac=1, random_state=seed).assign(
            x=lambda frame: frame["x"] * factor,
            y=lambda frame: frame["y"] * factor,
            jobs=lambda frame: frame["jobs"] * factor,
            type=lambda frame: frame["type"].str.upper(),
        )
        result = marcon_puech(other, "TOYS", distances=radii * factor, weights="jobs")["M"]
        np.testing.assert_allclose(result, expected, rtol=1e-9)

    def test_at_the_largest_distance_everyone_is_a_neighbour(self):
        points = points_of(6)
        result = marcon_puech(points, "toys", "cars", [1000.0], weights="jobs")
        assert result["M"].iloc[0] == pytest.approx(1)

    def test_great_circles(self):
        """0.01 degrees of longitude are 1.112 km on the equator, and half of that at 60 degrees north."""
        points = pd.DataFrame({"x": [0.0, 0.01, 5.0, 9.0], "y": 0.0, "type": ["a", "a", "b", "b"]})
        result = marcon_puech(points, "a", distances=[1.11, 1.12], coordinates="geographic")["M"]
        assert np.isnan(result.iloc[0])
        assert result.iloc[1] == pytest.approx(3)
        north = marcon_puech(
            points.assign(y=60.0), "a", distances=[0.55, 0.56], coordinates="geographic"
        )["M"]
        assert np.isnan(north.iloc[0])
        assert north.iloc[1] == pytest.approx(3)

    def test_no_place_is_farther_than_the_other_side_of_the_earth(self):
        """20,015 km along a great circle: within more than that, everyone is a neighbour, and M is 1."""
        points = pd.DataFrame(
            {"x": [0.0, 180.0, 90.0, 10.0], "y": 0.0, "type": ["a", "a", "b", "b"]}
        )
        result = marcon_puech(points, "a", distances=[20_010, 30_000], coordinates="geographic")
        assert result["M"].iloc[0] == 0
        assert result["M"].iloc[1] == pytest.approx(1)


def counts_within(points, around, sought, radius, weight):
    """Weight of the sought and of all among each plant's neighbours, and whether it has any."""
    kind, places = points["type"].to_numpy(), points[["x", "y"]].to_numpy()
    near = np.hypot(*(places[kind == around][:, None] - places).transpose(2, 0, 1)) <= radius
    near[np.arange(near.shape[0]), np.flatnonzero(kind == around)] = False
    return near @ np.where(kind == sought, weight, 0.0), near @ weight


class TestBinned:
    @settings(max_examples=25, deadline=None)
    @given(
        seed=st.integers(0, 10_000),
        weighted=st.booleans(),
        sought=st.sampled_from(["toys", "tools"]),
        flat=st.floats(0.01, 1),
        radius=st.floats(0.3, 50),
    )
    def test_it_lies_between_what_the_stated_error_allows(
        self, seed, weighted, sought, flat, radius
    ):
        """On a coarse grid the error is large; per plant the ratio is at most the larger count over the smaller."""
        points = points_of(seed, 150).assign(y=lambda frame: frame["y"] * flat)
        weight = points["jobs"].to_numpy() if weighted else np.ones(len(points))
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(_grid, "CELLS", 100)
            error = np.sqrt(2) * np.ptp(points[["x", "y"]].to_numpy(), axis=0).max() / 100
            result = marcon_puech(
                points,
                "toys",
                sought,
                [error * 1.01, error + radius],
                "jobs" if weighted else None,
                method="binned",
            )
        assert result.attrs["distance_error"] == pytest.approx(error, rel=1e-6)
        (few, fewer), (many, more) = (
            counts_within(
                points, "toys", sought, radius + error + sign * error * (1 + 1e-6), weight
            )
            for sign in (-1, 1)
        )
        if (fewer == 0).any():
            return
        own = np.where(points["type"] == sought, weight, 0.0)
        overall = ((own.sum() - own) / (weight.sum() - weight))[points["type"] == "toys"].sum()
        low, high = (few / more).sum() / overall, np.minimum(many / fewer, 1).sum() / overall
        assert low * (1 - 1e-9) <= result["M"].iloc[1] <= high * (1 + 1e-9)

    @pytest.mark.parametrize("weights", [None, "jobs"])
    def test_points_in_the_middles_of_cells_lose_nothing(self, weights, monkeypatch):
        """Coordinates 0 to 39 on 40 cells: a cell is 39/40 wide, so whole distances shrink by that."""
        monkeypatch.setattr(_grid, "CELLS", 40)
        points = points_of(12, 500)
        points.loc[:3, ["x", "y"]] = [[0, 0], [0, 39], [39, 0], [39, 39]]
        radii = np.array([1.45, 2.3, 4.15, 7.9, 20.1, 33.3, 56.0])
        exact = marcon_puech(points, "toys", "tools", radii, weights)["M"].to_numpy()
        binned = marcon_puech(
            points, "toys", "tools", radii * 39 / 40 * (1 + 1e-8), weights, method="binned"
        )["M"]
        np.testing.assert_allclose(binned, exact, rtol=1e-11)

    @pytest.mark.parametrize(
        ("null", "weights"),
        [
            ("location", "jobs"),
            ("labelling", None),
            pytest.param("location", None, marks=pytest.mark.long),
            pytest.param("labelling", "jobs", marks=pytest.mark.long),
        ],
    )
    def test_it_draws_the_same_industries_and_comes_close(self, null, weights):
        points = points_of(13, 1500)
        points[["x", "y"]] += np.random.default_rng(0).random((1500, 2))
        settings = {
            "distances": [3.0, 8.0, 20.0],
            "weights": weights,
            "draws": 9,
            "null": null,
            "seed": 2,
        }
        exact, binned = (
            marcon_puech(points, "toys", **settings, level=0.9, method=method)
            for method in ("exact", "binned")
        )
        for close in (exact.value - binned.value, *(exact.null - binned.null)):
            assert abs(close).max() < 0.02
        assert exact.value.std() + abs(exact.value - binned.value).max() > 0

    def test_a_plant_without_neighbours_is_left_out(self):
        points = pd.DataFrame({"x": [0.0, 1, 500, 1000], "y": 0.0, "type": ["a", "a", "a", "b"]})
        exact, binned = (
            marcon_puech(points, "a", distances=[5.0, 600.0], method=method)["M"]
            for method in ("exact", "binned")
        )
        np.testing.assert_allclose(binned, exact, rtol=1e-12)
        assert exact.iloc[0] == pytest.approx(1.5)

    def test_heavy_neighbours_do_not_drown_a_light_one(self):
        """One plant weighs 10^13 times as much as those far from it."""
        points = pd.DataFrame(
            {
                "x": [0.0, 1, 2, 1000],
                "y": 0.0,
                "type": ["a", "a", "b", "b"],
                "jobs": [1, 1, 1, 1e13],
            }
        )
        binned = marcon_puech(points, "a", "b", [3.0], "jobs", method="binned")["M"].iloc[0]
        assert 0 <= binned <= 1 / (1 - 2e-13)

    def test_what_the_grid_cannot_show_is_refused(self):
        points = points_of(1)
        with pytest.raises(
            ValueError,
            match=r"changes distances by up to 0\.05\d+, so a radius of 0\.01 says nothing",
        ):
            marcon_puech(points, "toys", distances=[0.01, 5.0], method="binned")
        with pytest.raises(ValueError, match="needs planar coordinates"):
            marcon_puech(points, "toys", method="binned", coordinates="geographic")
        with pytest.raises(ValueError, match="all lie at one place"):
            marcon_puech(points.assign(x=0.0, y=0.0), "toys", distances=[1.0], method="binned")

    def test_transforms_have_quick_lengths_that_suffice(self):
        for length in range(1, 3000):
            padded = _grid.fast_length(length)
            assert length <= padded < max(2 * length, 2)
            for factor in (2, 3, 5):
                while padded % factor == 0:
                    padded //= factor
            assert padded == 1


class TestEnvelopes:
    def test_random_industries_are_rejected_as_often_as_the_level_says(self):
        """With 39 draws p is uniform on 1/40 ... 1; 8 of 40 at 0.1 or below has a chance of 5 %, 12 of 0.02 %."""
        p = []
        for seed in range(40):
            points = points_of(seed, 60)
            points["x"] += np.random.default_rng(seed).random(60)
            p.append(marcon_puech(points, "toys", distances=[8.0, 15.0], draws=39, seed=seed).p)
        assert 0 < (np.array(p) <= 0.1).sum() < 12
        assert 12 < (np.array(p) <= 0.5).sum() < 28

    def test_a_clustered_industry_leaves_the_envelope(self):
        generator = np.random.default_rng(7)
        points = pd.DataFrame({"x": generator.random(400), "y": generator.random(400)})
        points["type"] = np.where(generator.random(400) < 0.3, "toys", "tools")
        radii = np.linspace(0.05, 0.5, 10)
        clustered = points.assign(
            type=np.where((points["x"] < 0.4) & (points.index % 2 == 0), "toys", "tools")
        )
        result = marcon_puech(clustered, "toys", distances=radii, draws=99, seed=1)
        assert result.p == pytest.approx(0.01)
        assert (result.value > result.upper).any()

    @pytest.mark.parametrize("null", ["location", "labelling"])
    @pytest.mark.parametrize("weights", [None, "jobs"])
    def test_each_draw_is_the_index_of_the_reshuffled_points(self, null, weights):
        points = points_of(8)
        radii = [4.0, 9.0, 20.0]
        result = marcon_puech(
            points, "toys", "cars", radii, weights=weights, draws=3, null=null, level=0.7, seed=3
        )
        children = np.random.SeedSequence(3).spawn(3)
        order = _order_on_the_map(points)
        for child, drawn in zip(children, result.null, strict=True):
            place = np.random.default_rng(child).permutation(len(points))
            arranged = points.iloc[order].reset_index(drop=True)
            moved = ["type"] if null == "labelling" else ["type", "jobs"]
            arranged[moved] = arranged[moved].iloc[place].to_numpy()
            arranged["jobs"] = arranged["jobs"].astype(float)
            expected = marcon_puech(arranged, "toys", "cars", radii, weights=weights)["M"]
            np.testing.assert_allclose(drawn, expected, rtol=1e-12)

    @pytest.mark.parametrize("method", ["exact", "binned"])
    def test_the_number_of_processes_changes_nothing(self, method):
        points = points_of(14, 1200)
        settings = {
            "distances": [3.0, 8.0],
            "weights": "jobs",
            "draws": 9,
            "level": 0.9,
            "seed": 1,
        }
        alone, shared = (
            marcon_puech(points, "toys", **settings, method=method, jobs=jobs) for jobs in (1, 2)
        )
        np.testing.assert_array_equal(alone.null, shared.null)
        pd.testing.assert_frame_equal(alone.frame, shared.frame, check_exact=True)

    def test_distances_without_neighbours_are_left_out_of_the_test(self):
        points = points_of(9).assign(x=lambda frame: frame["x"] + np.linspace(0, 0.1, len(frame)))
        result = marcon_puech(points, "toys", distances=[1e-9, 5.0, 15.0], draws=39, seed=1)
        assert np.isnan(result.value.iloc[0])
        assert np.isnan(result.frame["global_upper"].iloc[0])
        assert result.frame.iloc[1:].notna().all(axis=None)
        assert 0 < result.p <= 1


def _order_on_the_map(points):
    from agglomeration.indicators.distance.pairs import make_space

    return make_space(points["x"].to_numpy(), points["y"].to_numpy(), "planar").order


class TestEdgesAndBadInput:
    def test_one_plant_looked_for_around_itself_is_undefined(self):
        points = pd.DataFrame(
            {"x": [0.0, 1, 2], "y": 0.0, "type": ["one", "two", "two"], "jobs": [0.1, 0.2, 0.3]}
        )
        assert marcon_puech(points, "one", distances=[5.0], weights="jobs")["M"].isna().all()
        assert marcon_puech(points, "one", "two", [5.0], weights="jobs")["M"].iloc[
            0
        ] == pytest.approx(1)

    def test_coincident_points_are_neighbours_at_every_distance(self):
        points = pd.DataFrame({"x": [0.0, 0.0, 9.0], "y": 0.0, "type": ["a", "a", "b"]})
        assert marcon_puech(points, "a", distances=[0.0])["M"].iloc[0] == pytest.approx(2)

    @pytest.mark.parametrize(
        ("arguments", "message"),
        [
            ({"type": "boats"}, "type: 'boats' is not among the types"),
            ({"neighbours": "boats"}, "neighbours: 'boats' is not among the types"),
            ({"distances": [2.0, 1.0]}, "distances: 1 follows 2"),
            ({"null": "jobs"}, "null: 'jobs' is not known"),
            ({"weights": "size"}, "'size' is not there"),
            ({"types": "kind"}, "'kind' is not there"),
            ({"coordinates": "polar"}, "coordinates: 'polar' is not known"),
        ],
    )
    def test_bad_arguments_are_named(self, arguments, message):
        with pytest.raises(ValueError, match=message):
            marcon_puech(points_of(1), **{"type": "toys", **arguments})

    @pytest.mark.parametrize(
        ("column", "value"), [("x", np.nan), ("y", np.inf), ("jobs", 0.0), ("jobs", -1.0)]
    )
    def test_bad_cells_are_named(self, column, value):
        points = points_of(1)
        points.loc[7, column] = value
        with pytest.raises(ValueError, match=f"row 7, column '{column}'"):
            marcon_puech(points, "toys", weights="jobs")

    def test_an_empty_frame_is_named(self):
        with pytest.raises(ValueError, match="empty"):
            marcon_puech(points_of(1).iloc[:0], "toys")


def test_points_at_one_place_suggest_no_distances():
    same = pd.DataFrame({"x": 1.0, "y": 2.0, "type": list("aaabbb")})
    with pytest.raises(
        ValueError,
        match=r"points: all lie at one place, which suggests no distances; give distances=",
    ):
        marcon_puech(same, "a")
    assert marcon_puech(same, "a", distances=[0, 1])["M"].tolist() == pytest.approx([1, 1])
