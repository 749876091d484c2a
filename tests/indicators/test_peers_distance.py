"""Spatial autocorrelation is esda's, number for number; Ripley's K is pointpats', with the window it lacks."""

import sys
import warnings

import numpy as np
import pandas as pd
import pytest

from agglomeration.indicators.distance import getis_ord, local_moran, moran, ripley_k

esda = pytest.importorskip("esda")
graph = pytest.importorskip("libpysal.graph")


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
    tested = moran(values, neighbours, permutations=199, seed=1)
    assert tested.value == pytest.approx(peer.I)
    assert abs(tested.null.mean() - peer.EI) < 4 * tested.null.std() / 199**0.5
    ordered = np.random.default_rng(np.random.SeedSequence(1).spawn(199)[0]).permutation(peer.y)
    assert tested.null[0] == pytest.approx(esda.Moran(ordered, neighbours, permutations=0).I)
    assert tested.p == moran(values, neighbours, permutations=199, seed=1).p


def test_old_and_new_forms_of_neighbours_give_the_same(regions):
    values, neighbours = regions
    old = neighbours.to_W()
    before = old.transform, dict(old.weights)
    assert moran(values, old) == pytest.approx(moran(values, neighbours))
    local_moran(values, old, permutations=9)
    assert (old.transform, dict(old.weights)) == before


def test_local_moran_equals_esda_and_adds_up(regions):
    values, neighbours = regions
    result = local_moran(values, neighbours, permutations=99, seed=1)
    ordered = values.loc[neighbours.unique_ids].to_numpy()
    peer = esda.Moran_Local(ordered, neighbours, permutations=0)
    np.testing.assert_allclose(result["I"].loc[neighbours.unique_ids], peer.Is)
    assert result["I"].mean() * 40 / 39 == pytest.approx(moran(values, neighbours))
    assert result.index.equals(values.index)
    pd.testing.assert_frame_equal(result, local_moran(values, neighbours, permutations=99, seed=1))


@pytest.mark.parametrize("star", [True, False])
def test_getis_ord_equals_esda(regions, star):
    values, neighbours = regions
    result = getis_ord(values, neighbours, star=star, permutations=99, seed=1)
    ordered = values.loc[neighbours.unique_ids].to_numpy()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        peer = esda.G_Local(ordered, neighbours.transform("r"), transform="R", star=star, permutations=0)
    np.testing.assert_allclose(result["G"].loc[neighbours.unique_ids], peer.Gs)
    np.testing.assert_allclose(result["z"].loc[neighbours.unique_ids], peer.Zs)


def test_equal_values_have_no_pattern(regions):
    values, neighbours = regions
    flat = values * 0 + 3.0
    assert np.isnan(moran(flat, neighbours))
    assert local_moran(flat, neighbours)["I"].isna().all()
    assert getis_ord(flat, neighbours)["G"].isna().all()


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
        ("pointpats", lambda: ripley_k(None, None), "Ripley's K need pointpats"),
    ],
)
def test_what_is_not_installed_is_said(monkeypatch, module, call, message):
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(ImportError, match=message):
        call()


def test_ripley_takes_the_window_and_counts_pairs_once():
    """Three points, sides 3, 4 and 5, in a window of 100: 100 / 6 for each ordered pair closer than r."""
    pytest.importorskip("pointpats")
    points = pd.DataFrame({"x": [0.0, 3.0, 0.0], "y": [0.0, 0.0, 4.0]})
    result = ripley_k(points, [3.5, 4.5, 5.5], area=100.0)
    np.testing.assert_allclose(result["K"], [100 / 3, 200 / 3, 100])
    np.testing.assert_allclose(result["L"], np.sqrt(result["K"] / np.pi))


@pytest.mark.parametrize("places", [{"x": [0.0, 3.0, 7.0], "y": 1.0}, {"x": 2.0, "y": [0.0, 3.0, 7.0]}])
def test_ripley_of_points_on_a_line(places):
    """Steps of 3, 4 and 7 in a window of 100."""
    pytest.importorskip("pointpats")
    result = ripley_k(pd.DataFrame(places), [2.0, 3.5, 5.0, 8.0], area=100.0)
    np.testing.assert_allclose(result["K"], [0, 100 / 3, 200 / 3, 100])


def test_ripley_of_points_at_one_place():
    pytest.importorskip("pointpats")
    points = pd.DataFrame({"x": [1.0, 1.0], "y": 2.0})
    assert ripley_k(points, [0.0, 0.1], area=9.0)["K"].tolist() == [0, 9]
    with pytest.raises(ValueError, match=r"area: 0\.0 is not an area; give area="):
        ripley_k(points, [0.1])
