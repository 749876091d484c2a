"""Spatial autocorrelation is esda's, number for number; Ripley's K is pointpats', but for the window it lacks."""

import sys
import warnings
from math import comb

import numpy as np
import pandas as pd
import pytest

from agglomeration.indicators.distance import (
    correlogram,
    getis_ord,
    local_moran,
    moran,
    ripley_k,
    spatial_autocorrelation,
)
from agglomeration.indicators.inference.simulation import p_value

esda = pytest.importorskip("esda")
graph = pytest.importorskip("libpysal.graph")
weights = pytest.importorskip("libpysal.weights")


@pytest.fixture(scope="module")
def regions():
    generator = np.random.default_rng(30)
    labels = pd.Index([f"region {number}" for number in range(40)])
    places = generator.random((40, 2))
    links = graph.Graph.build_knn(places, k=4)
    adjacency = links.adjacency.reset_index()
    named = graph.Graph.from_arrays(
        labels[adjacency["focal"]], labels[adjacency["neighbor"]], adjacency["weight"].to_numpy()
    )
    return pd.Series(places[:, 0] + generator.random(40), index=labels), named


def test_moran_equals_esda(regions):
    values, neighbours = regions
    peer = esda.Moran(values.loc[neighbours.unique_ids].to_numpy(), neighbours, permutations=0)
    assert moran(values, neighbours) == pytest.approx(peer.I)
    assert moran(values.iloc[::-1], neighbours) == pytest.approx(peer.I)
    tested = moran(values, neighbours, draws=199, seed=1)
    assert tested.value == pytest.approx(peer.I)
    assert abs(tested.null.mean() - peer.EI) < 4 * tested.null.std() / 199**0.5
    ordered = np.random.default_rng(np.random.SeedSequence(1).spawn(199)[0]).permutation(peer.y)
    assert tested.null[0] == pytest.approx(esda.Moran(ordered, neighbours, permutations=0).I)
    assert tested.p == moran(values, neighbours, draws=199, seed=1).p


def test_old_and_new_forms_of_neighbours_give_the_same(regions):
    values, neighbours = regions
    old = neighbours.to_W()
    before = old.transform, dict(old.weights)
    assert moran(values, old) == pytest.approx(moran(values, neighbours))
    local_moran(values, old, draws=9)
    assert (old.transform, dict(old.weights)) == before


def test_local_moran_equals_esda_and_adds_up(regions):
    values, neighbours = regions
    result = local_moran(values, neighbours, draws=99, seed=1).frame
    ordered = values.loc[neighbours.unique_ids].to_numpy()
    peer = esda.Moran_Local(ordered, neighbours, permutations=0)
    np.testing.assert_allclose(result["I"].loc[neighbours.unique_ids], peer.Is)
    assert result["I"].mean() * 40 / 39 == pytest.approx(moran(values, neighbours))
    assert result.index.equals(values.index)
    pd.testing.assert_frame_equal(result, local_moran(values, neighbours, draws=99, seed=1).frame)


@pytest.mark.parametrize("star", [True, False])
def test_getis_ord_equals_esda(regions, star):
    """G with rows that sum to 1; z is that of weights of 1 each, since it does not depend on what a row sums to."""
    values, neighbours = regions
    result = getis_ord(values, neighbours, star=star, draws=99, seed=1).frame.loc[
        neighbours.unique_ids
    ]
    ordered = values.loc[neighbours.unique_ids].to_numpy()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        peer = esda.G_Local(
            ordered, neighbours.transform("r"), transform="R", star=star, permutations=0
        )
        binary = esda.G_Local(ordered, neighbours, transform="B", star=star, permutations=0)
    np.testing.assert_allclose(result["G"], peer.Gs)
    np.testing.assert_allclose(result["z"], binary.Zs)


def test_the_score_of_getis_and_ord_is_the_distance_from_the_mean_of_all_hands_in_deviations():
    """Four values in a row: every way to hand the other three to a region's neighbours, by counting."""
    values = pd.Series({"a": 1.0, "b": 2.0, "c": 4.0, "d": 9.0})
    found = getis_ord(values, _row("abcd"), star=False, draws=0)
    hands = {
        "a": [[2], [4], [9]],
        "b": [[1, 4], [1, 9], [4, 9]],
        "c": [[1, 2], [1, 9], [2, 9]],
        "d": [[1], [2], [4]],
    }
    held = {"a": [2], "b": [1, 4], "c": [2, 9], "d": [4]}
    for name, all_hands in hands.items():
        means = np.mean(all_hands, axis=1)
        assert found.loc[name, "z"] == pytest.approx(
            (np.mean(held[name]) - means.mean()) / means.std()
        )
    assert list(found) == ["G", "z"]


def _row(names):
    """Each name beside the next."""
    near = {
        name: [names[other] for other in (place - 1, place + 1) if 0 <= other < len(names)]
        for place, name in enumerate(names)
    }
    return weights.W(near, silence_warnings=True)


def _ring(count):
    return weights.W({place: [(place - 1) % count, (place + 1) % count] for place in range(count)})


LOCAL = [
    local_moran,
    getis_ord,
    pytest.param(
        lambda *given, **how: getis_ord(*given, star=False, **how), id="without the region itself"
    ),
]


@pytest.mark.parametrize("local", LOCAL)
def test_under_noise_one_in_twenty_regions_is_below_five_percent(local):
    """Forty maps of 100 regions without a pattern."""
    grid, generator = weights.lat2W(10, 10), np.random.default_rng(12)
    maps = [pd.Series(generator.exponential(size=100)) for _ in range(40)]
    share = np.mean(
        [local(values, grid, seed=seed, draws=199).p <= 0.05 for seed, values in enumerate(maps)]
    )
    assert 0.035 < share < 0.065


@pytest.mark.parametrize("local", LOCAL)
@pytest.mark.parametrize("mean", [0.1, 0.3, 1.0])
def test_ties_under_noise_make_no_finds(local, mean):
    """Counts that are mostly 0: many draws equal the value, and none of these may count as less extreme."""
    grid, generator = weights.lat2W(10, 10), np.random.default_rng(3)
    maps = [pd.Series(generator.poisson(mean, 100).astype(float)) for _ in range(5)]
    share = np.mean([local(values, grid, draws=199, seed=1).p <= 0.05 for values in maps])
    assert share < 0.065


def test_ties_count_for_both_sides():
    """Five of twenty regions on a ring have plants. Both neighbours of the twelfth and of the tenth have none."""
    plants = pd.Series(0.0, index=range(20))
    plants[[1, 2, 7, 12, 16]] = [30, 25, 4, 6, 3]
    strong, empty = (
        comb(15, 2) / comb(19, 2),
        comb(14, 2) / comb(19, 2),
    )  # both neighbours among those without
    close = {"abs": 4 * np.sqrt(0.25 / 4999)}

    def p(place, alternative, local=local_moran):
        return local(plants, _ring(20), draws=4999, alternative=alternative, seed=1).p[place]

    assert p(12, "less") == pytest.approx(
        strong, **close
    )  # high among low: as far below 0 as it can be
    assert p(12, "greater") == 1
    assert p(10, "greater") == pytest.approx(empty, **close)  # low among low
    assert p(10, "less") == 1
    assert p(12, "two-sided") == p(10, "two-sided") == 1
    assert p(12, "less", getis_ord) == pytest.approx(strong, **close)
    assert p(10, "less", getis_ord) == pytest.approx(empty, **close)
    # The first has the second beside it (25) and an empty one: 25 or more with any two of the other nineteen.
    two_sided = p(1, "two-sided")
    assert two_sided == pytest.approx(
        2 * (1 - comb(18, 2) / comb(19, 2)), abs=8 * np.sqrt(0.1 * 0.9 / 4999)
    )


def test_what_cannot_be_otherwise_is_no_find():
    """Plants in one region only: the others are all alike, so each draw is what is there."""
    plants = pd.Series(0.0, index=range(20))
    plants[5] = 10
    alone = local_moran(plants, _ring(20), seed=1).frame.loc[5, ["I", "quadrant", "p"]]
    assert alone.tolist() == [pytest.approx(-0.95), "high among low", 1]
    assert getis_ord(plants, _ring(20), seed=1).frame.loc[5, ["G", "p"]].tolist() == [
        pytest.approx(1 / 3),
        1,
    ]
    assert getis_ord(plants, _ring(20), star=False, seed=1).frame.loc[5].isna().all()
    level = getis_ord(plants + 1, _ring(20), star=False, seed=1).frame.loc[5]
    assert level[["G", "p"]].tolist() == [pytest.approx(1 / 19), 1]
    assert np.isnan(level["z"])


NEAR = {"a": ["b"], "b": ["a", "c"], "c": ["b", "d"], "d": ["c"]}
ISLAND = pd.Series({"a": 1.0, "b": 2.0, "Jeju": 9.0, "c": 3.0, "d": 4.0})


@pytest.mark.parametrize(
    "neighbours",
    [
        weights.W({**NEAR, "Jeju": []}, silence_warnings=True),
        graph.Graph.from_dicts({**NEAR, "Jeju": []}),
    ],
    ids=["W", "Graph"],
)
@pytest.mark.parametrize("local", LOCAL)
def test_a_region_without_neighbours_has_nothing_to_be_like(local, neighbours):
    """It is named, its own results are undefined, and those of the others are as if it were not there."""
    with pytest.warns(UserWarning, match="region 'Jeju' has none; it takes no part") as seen:
        found = local(ISLAND, neighbours, draws=99, seed=1)
    assert seen[0].filename == __file__
    assert found.frame.index.tolist() == ISLAND.index.tolist()
    assert found.frame.loc["Jeju"].isna().all()
    assert found.details["without_neighbours"] == ["Jeju"]
    mainland = local(ISLAND.drop("Jeju"), _row("abcd"), draws=99, seed=1)
    pd.testing.assert_frame_equal(found.frame.drop("Jeju"), mainland.frame, check_names=False)
    assert mainland.details["without_neighbours"] == []
    with pytest.warns(UserWarning, match="Jeju"):
        plain = local(ISLAND, neighbours, draws=0)
    assert plain.attrs == {"without_neighbours": ["Jeju"]}
    assert plain.loc["Jeju"].isna().all()


def test_moran_leaves_out_who_has_no_neighbours():
    """In a ring of the correlogram it is left out, too, and named."""
    near = weights.W({**NEAR, "Jeju": []}, silence_warnings=True)
    with pytest.warns(UserWarning, match="region 'Jeju' has none"):
        assert moran(ISLAND, near) == pytest.approx(0.4)
    with pytest.warns(UserWarning, match="region 'Jeju' has none"):
        drawn = moran(ISLAND, near, draws=19, seed=1)
    assert drawn.details == {"without_neighbours": ["Jeju"]}
    assert drawn.p == moran(ISLAND.drop("Jeju"), _row("abcd"), draws=19, seed=1).p
    at = pd.Series({"a": 0.0, "b": 1.0, "Jeju": 50.0, "c": 2.0, "d": 3.0})
    apart = pd.DataFrame({name: (at - place).abs() for name, place in at.items()})
    ring = correlogram(ISLAND, apart, [1])
    assert ring.loc[1, "I"] == pytest.approx(0.4)
    assert ring.attrs["without_neighbours"] == {1: ["Jeju"]}
    assert correlogram(ISLAND, apart, [1], draws=9, seed=1).details["without_neighbours"] == {
        1: ["Jeju"]
    }


def test_where_nobody_has_a_neighbour_all_is_undefined():
    alone = weights.W({"a": [], "b": [], "c": []}, silence_warnings=True)
    values = pd.Series({"a": 1.0, "b": 2.0, "c": 4.0})
    with pytest.warns(UserWarning, match="regions 'a', 'b', 'c' have none; they take no part"):
        assert np.isnan(moran(values, alone))
    with pytest.warns(UserWarning, match="regions 'a'"):
        assert local_moran(values, alone, draws=9).frame.isna().all(axis=None)
    with pytest.warns(UserWarning, match="regions 'a'"):
        assert getis_ord(values, alone, draws=9).frame.isna().all(axis=None)


@pytest.mark.parametrize("factor", [1, 3, 0.1, 1 / 7])
def test_values_that_differ_by_rounding_are_equal(factor):
    """0.1 + 0.2 and 0.3 differ in the last digit, which is no pattern."""
    values = pd.Series([0.1 + 0.2, 0.3, 0.3, 0.1 + 0.2], index=list("abcd")) * factor
    assert np.isnan(moran(values, _row("abcd")))
    assert local_moran(values, _row("abcd"), draws=0)["I"].isna().all()
    assert getis_ord(values, _row("abcd"), draws=0)["G"].isna().all()


def test_local_statistics_do_not_depend_on_the_unit(regions):
    values, neighbours = regions
    tied = values.round(1)
    for local in (local_moran, getis_ord):
        one = local(tied, neighbours, seed=1, draws=199)
        for factor in (3, 0.1, 1e6):
            pd.testing.assert_frame_equal(
                local(tied * factor, neighbours, seed=1, draws=199).frame, one.frame
            )


@pytest.mark.parametrize("local", [local_moran, getis_ord])
def test_local_draws_spread_like_those_of_esda(regions, local):
    """The same law: esda's draws, judged by the library's p-value, agree but for chance."""
    values, neighbours = regions
    ordered = values.loc[neighbours.unique_ids].to_numpy()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        if local is local_moran:
            peer = esda.Moran_Local(ordered, neighbours, permutations=1999, seed=1)
            peer_p = p_value(peer.Is, peer.sim, "two-sided")
        else:
            how = {"transform": "R", "star": True, "permutations": 1999, "seed": 1, "n_jobs": 1}
            peer = esda.G_Local(ordered, neighbours.transform("r"), **how)
            peer_p = p_value(peer.Gs, peer.sim, "two-sided")
    result = local(values, neighbours, draws=1999, seed=2)
    found = result.p[neighbours.unique_ids].to_numpy()
    # esda has one row per region; the mean of 1,999 draws of either is off by its own standard error.
    places = values.index.get_indexer(neighbours.unique_ids)
    ours, theirs = result.draws[:, places], peer.sim if peer.sim.shape[0] == 1999 else peer.sim.T
    error = np.sqrt(ours.var(axis=0) + theirs.var(axis=0)) / np.sqrt(1999)
    assert (np.abs(ours.mean(axis=0) - theirs.mean(axis=0)) <= 5 * error).all()
    np.testing.assert_allclose(ours.std(axis=0), theirs.std(axis=0), rtol=0.15)
    assert (np.abs(found - peer_p) <= 2 * 5 * np.sqrt(0.25 / 1999 * 2)).all()
    assert np.corrcoef(found, peer_p)[0, 1] > 0.99


@pytest.mark.parametrize("local", [local_moran, getis_ord])
def test_places_that_were_drawn_serve_only_the_same_question(local):
    """Other numbers of regions, neighbours or draws, or another seed, draw as if nothing had been drawn before."""

    def drawn(count=20, reach=1, draws=99, seed=1):
        steps = [step for step in range(-reach, reach + 1) if step]
        near = {place: [(place + step) % count for step in steps] for place in range(count)}
        values = pd.Series(np.random.default_rng(0).random(count))
        return local(values, weights.W(near), draws=draws, seed=seed).draws

    asked = [{}, {"count": 12}, {"count": 30}, {"reach": 2}, {"draws": 98}, {"seed": 2}]
    alone = []
    for one in asked:
        spatial_autocorrelation._kept_places.cache_clear()
        alone.append(drawn(**one))
    for one, expected in zip(asked * 2, alone * 2, strict=True):
        np.testing.assert_array_equal(drawn(**one), expected)
    assert not np.array_equal(drawn(seed=1), drawn(seed=2))


@pytest.mark.parametrize("local", [local_moran, getis_ord])
def test_without_a_seed_every_call_draws_anew(local):
    values, neighbours = pd.Series(np.random.default_rng(0).random(20)), _ring(20)
    one, other = (local(values, neighbours, draws=99).draws for _ in range(2))
    assert not np.array_equal(one, other)


def test_no_warning_is_silenced_and_none_is_raised(regions):
    values, neighbours = regions
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        local_moran(values, neighbours, draws=9)
        getis_ord(values, neighbours, draws=9)
        getis_ord(values, neighbours, draws=9, star=False)
    with pytest.raises(ValueError, match="alternative: 'lesser' is not known"):
        local_moran(values, neighbours, alternative="lesser")


def test_equal_values_have_no_pattern(regions):
    values, neighbours = regions
    flat = values * 0 + 3.0
    assert np.isnan(moran(flat, neighbours))
    assert local_moran(flat, neighbours).value.isna().all()
    assert getis_ord(flat, neighbours).value.isna().all()


def test_misaligned_values_are_named(regions):
    values, neighbours = regions
    with pytest.raises(ValueError, match="'region 7'"):
        moran(values.drop("region 7"), neighbours)
    with pytest.raises(TypeError, match="neighbours: expected"):
        moran(values, {"a": ["b"]})
    with pytest.raises(ValueError, match="'region 7'"):
        local_moran(values.mask(values.index == "region 7"), neighbours)


@pytest.mark.parametrize(
    ("module", "call", "message"),
    [
        ("esda", lambda: moran(None, None), "Moran's I need esda"),
        ("esda", lambda: local_moran(None, None), "local Moran's I need esda"),
        ("esda", lambda: getis_ord(None, None), "Getis-Ord statistics need esda"),
    ],
)
def test_what_is_not_installed_is_said(monkeypatch, module, call, message):
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(ImportError, match=message):
        call()


def test_ripley_takes_the_window_and_counts_pairs_once():
    """Three points, sides 3, 4 and 5, in a window of 100: 100 / 6 for each ordered pair closer than r."""
    points = pd.DataFrame({"x": [0.0, 3.0, 0.0], "y": [0.0, 0.0, 4.0]})
    result = ripley_k(points, [3.5, 4.5, 5.5], area=100.0)
    np.testing.assert_allclose(result["K"], [100 / 3, 200 / 3, 100])
    np.testing.assert_allclose(result["L"], np.sqrt(result["K"] / np.pi))


def test_ripley_counts_the_pairs_that_pointpats_counts():
    """Which takes the bounding box for the window, and n for n - 1."""
    pointpats = pytest.importorskip("pointpats")
    points = pd.DataFrame(np.random.default_rng(2).random((700, 2)), columns=["x", "y"])
    radii = np.linspace(0.01, 0.5, 20)
    _, peer = pointpats.k(points.to_numpy(), support=radii)
    np.testing.assert_allclose(ripley_k(points, radii)["K"], peer * 700 / 699)


@pytest.mark.parametrize(
    "places", [{"x": [0.0, 3.0, 7.0], "y": 1.0}, {"x": 2.0, "y": [0.0, 3.0, 7.0]}]
)
def test_ripley_of_points_on_a_line(places):
    """Steps of 3, 4 and 7 in a window of 100."""
    result = ripley_k(pd.DataFrame(places), [2.0, 3.5, 5.0, 8.0], area=100.0)
    np.testing.assert_allclose(result["K"], [0, 100 / 3, 200 / 3, 100])


def test_ripley_of_fewer_points_than_a_pair():
    """One point has no pair: undefined, and said without a warning of numpy's. Two have one."""
    points = pd.DataFrame({"x": [0.0, 3.0], "y": 0.0})
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert ripley_k(points[:1], [1.0, 5.0], area=100.0).isna().all(axis=None)
    np.testing.assert_allclose(ripley_k(points, [2.0, 5.0], area=100.0)["K"], [0, 100])


def test_ripley_of_points_at_one_place():
    points = pd.DataFrame({"x": [1.0, 1.0], "y": 2.0})
    assert ripley_k(points, [0.0, 0.1], area=9.0)["K"].tolist() == [0, 9]
    with pytest.raises(ValueError, match=r"area: 0\.0 is not an area; give area="):
        ripley_k(points, [0.1])
