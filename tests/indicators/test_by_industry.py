"""Every industry measured by itself, in this process, in several, and on a cluster."""

import joblib
import numpy as np
import pandas as pd
import pytest

import agglomeration as ag

AT = np.linspace(0.01, 0.4, 9)


@pytest.fixture(scope="module")
def points():
    generator = np.random.default_rng(0)
    places = generator.random((600, 2))
    kinds = generator.choice(list("abc"), 600, p=[0.6, 0.3, 0.1])
    return pd.DataFrame(
        {"x": places[:, 0], "y": places[:, 1], "type": kinds, "jobs": generator.integers(1, 9, 600)}
    )


@pytest.mark.parametrize("measure", [ag.duranton_overman, ag.marcon_puech])
def test_each_part_is_what_the_measure_gives_alone(measure, points):
    found = ag.by_industry(measure, points, AT, "jobs", draws=20, seed=1)
    assert found.frame.index.get_level_values("industry").unique().tolist() == ["a", "b", "c"]
    for name in "abc":
        alone = measure(points, name, distances=AT, weights="jobs", draws=20, seed=1)
        pd.testing.assert_frame_equal(found.frame.loc[name], alone.frame)
        own = found.value.index.get_level_values("industry") == name
        np.testing.assert_array_equal(found.draws[:, own], alone.draws)
        assert found.p[name] == alone.p
        pd.testing.assert_series_equal(found.upper.loc[name], alone.upper)


def test_the_number_of_processes_changes_nothing(points):
    one, two = (ag.by_industry(ag.marcon_puech, points, AT, jobs=jobs) for jobs in (1, 2))
    pd.testing.assert_frame_equal(one, two)


def test_a_cluster_through_joblib(points):
    distributed = pytest.importorskip("distributed")

    def at_a_worker(*arguments, **settings):
        curve = ag.duranton_overman(*arguments, **settings)
        return curve.assign(tasks=len(distributed.get_worker().state.tasks))

    cluster = distributed.LocalCluster(
        processes=False, n_workers=1, threads_per_worker=2, dashboard_address=None
    )
    with cluster, distributed.Client(cluster), joblib.parallel_config(backend="dask"):
        found = ag.by_industry(at_a_worker, points, AT)
    assert (found["tasks"] > 0).all()
    pd.testing.assert_frame_equal(found[["Kd"]], ag.by_industry(ag.duranton_overman, points, AT))


def test_binned_and_some_industries_in_the_order_asked_for(points):
    exact, binned = (
        ag.by_industry(
            ag.duranton_overman, points, AT, industries=["c", "a"], bandwidth=0.1, method=method
        )
        for method in ("exact", "binned")
    )
    assert exact.index.get_level_values("industry").unique().tolist() == ["c", "a"]
    # The density changes with distance by at most 1 / (h^2 sqrt(2 pi e)) per unit, twice where it is reflected.
    steepest = 2 / (0.1**2 * np.sqrt(2 * np.pi * np.e))
    assert 0 < abs(exact["Kd"] - binned["Kd"]).max() < np.sqrt(2) / 1024 * steepest


def test_an_industry_without_a_point_is_named(points):
    with pytest.raises(
        ValueError, match=r"industries: 'd' not found in column 'type'; there are 'a', 'b', 'c'\."
    ):
        ag.by_industry(ag.duranton_overman, points, AT, industries=["a", "d"])


@pytest.mark.parametrize("measure", [ag.duranton_overman, ag.marcon_puech])
@pytest.mark.parametrize("categories", [list("abc"), list("cab"), list("abcd")])
def test_categories_are_labels(measure, categories, points):
    found = ag.by_industry(
        measure, points.assign(type=pd.Categorical(points["type"], categories)), AT
    )
    pd.testing.assert_frame_equal(
        found, ag.by_industry(measure, points, AT), check_index_type=False
    )


@pytest.mark.parametrize("measure", [ag.duranton_overman, ag.marcon_puech])
def test_a_plant_without_an_industry_is_refused(measure, points):
    lacking = points.assign(type=points["type"].mask(points.index == 3))
    with pytest.raises(ValueError, match="points: row 3 has no 'type'"):
        ag.by_industry(measure, lacking, AT)


@pytest.mark.parametrize("measure", [ag.duranton_overman, ag.marcon_puech])
def test_labels_may_be_of_two_kinds(measure, points):
    mixed = points.assign(type=points["type"].map({"a": 10, "b": 20, "c": "other"}).astype(object))
    found, plain = ag.by_industry(measure, mixed, AT), ag.by_industry(measure, points, AT)
    assert found.index.get_level_values("industry").unique().tolist() == [10, 20, "other"]
    np.testing.assert_array_equal(found, plain)
