"""Simulated entry: what is said of the world holds in it."""

import numpy as np
import pytest

from clusterbook.models.related_entry import simulate_entry


def test_chances_are_those_of_the_formula():
    """Where nothing is cut off, the chance rises with density by the strength, all else equal."""
    worlds = [simulate_entry(strength, breadth=0.0, rate=0.4, seed=3) for strength in (0.0, 0.2)]
    plain, related = (world.chances.to_numpy() for world in worlds)
    absent = worlds[0].before.to_numpy() == 0
    near = worlds[0].before.to_numpy() @ worlds[0].relatedness.to_numpy()
    near = near / worlds[0].relatedness.to_numpy().sum(axis=0)
    assert np.allclose(plain[absent], 0.4)
    assert np.allclose((related - plain)[absent], 0.2 * (near[absent] - near[absent].mean()))


def test_only_absent_industries_enter_and_only_present_ones_leave():
    world = simulate_entry(seed=4)
    held, later = world.before.to_numpy() == 1, world.after.to_numpy() == 1
    assert np.isnan(world.chances.to_numpy()[held]).all()
    assert 0.05 < (held & ~later).sum() / held.sum() < 0.15
    assert (~held & later).sum() == pytest.approx(np.nansum(world.chances), rel=0.15)


def test_broad_regions_are_denser_and_gain_more_whatever_is_related():
    rises = []
    for seed in range(10):
        world = simulate_entry(0.0, seed=seed)
        breadth = world.before.sum(axis=1)
        rises.append(breadth.corr(world.chances.mean(axis=1)))
    assert np.mean(rises) > 0.3


def test_the_same_seed_gives_the_same_world_and_another_another():
    one, two, other = (simulate_entry(seed=seed).after for seed in (1, 1, 2))
    assert one.equals(two)
    assert not one.equals(other)


def test_too_few_are_refused():
    with pytest.raises(ValueError, match="regions: 1 is too few"):
        simulate_entry(regions=1)
