"""Moran's I ring by ring: against esda on the same rings, and its limits."""

from itertools import permutations

import esda
import numpy as np
import pandas as pd
import pytest
from libpysal.weights import W

import agglomeration as ag


def places(count=40, seed=1):
    """Simulated places with a value that rises from west to east."""
    generator = np.random.default_rng(seed)
    points = generator.random((count, 2)) * 100
    names = [f"p{number:02}" for number in range(count)]
    values = pd.Series(points[:, 0] + generator.normal(0, 20, count), index=names)
    apart = np.sqrt(((points[:, None] - points) ** 2).sum(axis=2))
    return values, pd.DataFrame(apart, index=names, columns=names)


def test_each_ring_is_esda_s():
    values, apart = places()
    found = ag.correlogram(values, apart, [20, 50, 90])["I"]
    for inner, outer in ((0, 20), (20, 50), (50, 90)):
        near = (apart > inner) & (apart <= outer)
        assert near.any().all()
        ring = W({name: list(apart.index[near[name]]) for name in apart}, silence_warnings=True)
        assert found[outer] == pytest.approx(
            esda.Moran(values[ring.id_order], ring, permutations=0).I
        )


def test_a_slope_fades_with_distance():
    found = ag.correlogram(*places(200), [15, 30, 60, 90])["I"]
    assert found.is_monotonic_decreasing
    assert found.iloc[0] > 0 > found.iloc[-1]


def test_who_has_nobody_in_the_ring_is_left_out():
    values, apart = places()
    values["far"] = 1000.0
    apart.loc["far"] = apart["far"] = 10_000.0
    apart.loc["far", "far"] = 0.0
    before = ag.correlogram(*places(), [20])["I"]
    assert ag.correlogram(values, apart, [20])["I"][20] == pytest.approx(before[20])


def test_an_empty_ring_is_undefined():
    values, apart = places()
    found = ag.correlogram(values, apart, [1e-9, 20])["I"]
    assert np.isnan(found[1e-9])
    assert np.isfinite(found[20])


def test_p_values_are_those_of_the_ring():
    values, apart = places()
    found = ag.correlogram(values, apart, [20], draws=99, seed=1)
    near = (apart > 0) & (apart <= 20)
    ring = W({name: list(apart.index[near[name]]) for name in apart}, silence_warnings=True)
    alone = ag.moran(values[ring.id_order], ring, draws=99, seed=1)
    assert found.frame.loc[20].tolist() == pytest.approx(
        [alone.value, alone.p, alone.lower, alone.upper]
    )
    assert np.isnan(ag.correlogram(values, apart, [1e-9], draws=9, seed=1).p).all()
    assert list(ag.correlogram(values, apart, [20])) == ["I"]


@pytest.mark.parametrize("rings", [[20, 10], [0, 10], [10, 10]])
def test_rings_must_increase(rings):
    with pytest.raises(ValueError, match="must be above 0 and increase"):
        ag.correlogram(*places(), rings)


def test_other_labels_are_refused():
    values, apart = places()
    with pytest.raises(ValueError, match="no value for region 'p00'"):
        ag.correlogram(values.drop("p00"), apart, [20])


@pytest.mark.parametrize("name", ["local_moran", "getis_ord"])
def test_each_local_draw_is_the_statistic_of_values_handed_out_anew(name):
    """Of five regions all 24 ways to hand out the others' values can be tried."""
    labels = list("abcde")
    values = pd.Series([1.0, 2, 4, 9, 5], index=labels)
    near = {"a": ["b"], "b": ["a", "c"], "c": ["b", "d"], "d": ["c", "e", "a"], "e": ["d"]}
    neighbours = W(near, silence_warnings=True)
    statistic = getattr(ag, name)
    column = statistic(values, neighbours, draws=0).columns[0]
    found = statistic(values, neighbours, draws=60, seed=1)
    for place, label in enumerate(labels):
        others = [other for other in labels if other != label]
        possible = [
            statistic(
                values.copy().where(
                    values.index == label, values.rename(dict(zip(order, others, strict=True)))
                ),
                neighbours,
                draws=0,
            ).loc[label, column]
            for order in permutations(others)
        ]
        apart = np.abs(np.subtract.outer(found.draws[:, place], possible)).min(axis=1)
        assert apart.max() < 1e-9
        assert len(np.unique(found.draws[:, place].round(9))) > 1
