"""Recombinant search in its limits: an inverted U, exhausted niches, wider search, brokers between closed fields."""

import numpy as np
import pytest

from clusterbook.models.recombination import found_ventures, niche_share

GRID = np.linspace(0, 1, 101)


def success(*arguments, **options):
    return found_ventures(*arguments, **{"runs": 60, "seed": 3, **options})["success"].mean()


def assert_mean(values, expected):
    """The mean lies within four standard errors of what it must be."""
    assert abs(values.mean() - expected) <= 4 * values.std() / len(values) ** 0.5


@pytest.mark.parametrize(("understand", "novel"), [(3, 5), (1, 1), (4, 4), (6, 6)])
def test_the_share_of_niches_is_an_inverted_u(understand, novel):
    share = niche_share(GRID, understand=understand, novel=novel)
    top = int(share.argmax())
    assert share[0] == share[-1] == 0
    assert 0 < top < 100
    # The two thresholds say where: between the least and the greatest overlap that works.
    assert understand / 12 <= GRID[top] <= (12 - novel) / 12
    assert (np.diff(share[: top + 1]) > 0).all()
    assert (np.diff(share[top:]) < 0).all()


def test_each_threshold_alone_gives_one_slope():
    assert (np.diff(niche_share(GRID, understand=0)) <= 1e-12).all()
    assert (np.diff(niche_share(GRID, novel=0)) >= -1e-12).all()
    np.testing.assert_allclose(niche_share(GRID, understand=0, novel=0), 0.25)


def test_what_must_be_far_apart_peaks_at_less_relatedness():
    assert niche_share(GRID, novel=9).argmax() < niche_share(GRID).argmax()


@pytest.mark.parametrize("relatedness", [0.1, 0.4, 0.7])
def test_the_pool_has_the_share_of_niches_that_the_formula_says(relatedness):
    assert_mean(
        found_ventures(30, relatedness, 1, runs=400, seed=5)["niches"], niche_share(relatedness)
    )


@pytest.mark.parametrize("bridge", [0.0, 0.5, 1.0])
def test_pairs_across_fields_agree_as_often_as_the_bridge_says(bridge):
    """Two parts in two fields: their only pair is a niche with the probability of the product."""
    found = found_ventures(
        2, 0.6, 1, ventures=1, fields=2, bridge=bridge, brokerage=1.0, runs=4000, seed=6
    )
    assert_mean(found["niches"], niche_share(0.6 * bridge))


def test_the_first_founder_succeeds_as_often_as_a_pair_is_a_niche():
    found = found_ventures(30, 0.4, 1, ventures=1, runs=4000, seed=7)
    assert_mean(found["success"], niche_share(0.4))


@pytest.mark.parametrize("relatedness", [0.0, 1.0])
def test_strangers_and_twins_make_nothing_new(relatedness):
    found = found_ventures(40, relatedness, 8, seed=1)
    assert (found["success"] == 0).all()
    assert found["filled"].isna().all()
    assert found["novelty"].isna().all()
    assert (found["looks"] == 8).all()


@pytest.mark.parametrize("pool", [10, 40])
def test_success_is_an_inverted_u_in_simulation_too(pool):
    low, middle, high = (success(pool, relatedness, 4) for relatedness in (0.1, 0.42, 0.8))
    assert low < middle > high


def test_more_parts_and_wider_search_help():
    by_pool = [success(pool, 0.4, 4) for pool in (10, 20, 40, 80)]
    by_width = [success(40, 0.4, width) for width in (1, 2, 4, 8)]
    assert by_pool == sorted(by_pool)
    assert by_width == sorted(by_width)


def test_a_small_pool_runs_dry():
    found = found_ventures(8, 0.4, 7, ventures=400, runs=50, seed=2)
    assert (found["filled"].dropna() == 1).all()
    assert (found["success"] <= 28 / 400).all()


def test_no_niche_is_filled_twice_and_nobody_looks_further_than_there_are_parts():
    found = found_ventures(5, 0.4, 50, ventures=300, seed=2)
    assert (found["success"] * 300 <= found["niches"] * 10 + 1e-9).all()
    assert (found["looks"] <= 4).all()


def test_brokers_help_closed_fields_and_hurt_open_ones_among_strangers():
    closed = [success(40, 0.9, 4, fields=2, bridge=0.5, brokerage=broker) for broker in (0.0, 0.25)]
    strange = [success(40, 0.4, 4, fields=2, bridge=0.0, brokerage=broker) for broker in (0.0, 0.5)]
    assert closed[1] > closed[0] + 0.1
    assert strange[1] < strange[0] - 0.05


def test_without_brokers_the_bridge_does_not_matter():
    severed, joined = (
        found_ventures(20, 0.5, 3, fields=2, bridge=bridge, seed=4)["success"]
        for bridge in (0.0, 1.0)
    )
    assert severed.equals(joined)


def test_with_a_whole_bridge_fields_are_one_field():
    """Looks are spread as over one pool when half of them go to the other half."""
    two = found_ventures(40, 0.4, 1, fields=2, bridge=1.0, brokerage=20 / 39, runs=400, seed=8)[
        "success"
    ]
    one = found_ventures(40, 0.4, 1, runs=400, seed=9)["success"]
    assert abs(two.mean() - one.mean()) < 4 * np.hypot(two.std(), one.std()) / 400**0.5


def test_looks_go_elsewhere_as_often_as_asked():
    """Fields whose own pairs cannot be niches: a first look succeeds only across, with the broker's probability."""
    found = found_ventures(
        40, 1.0, 1, ventures=1, fields=2, bridge=0.45, brokerage=0.3, runs=6000, seed=10
    )
    assert_mean(found["success"], 0.3 * niche_share(0.45))


def test_novelty_lies_between_the_thresholds():
    novelty = found_ventures(40, 0.4, 4, seed=1)["novelty"]
    assert novelty.between(5 / 12, 9 / 12).all()


def test_the_same_seed_gives_the_same_ventures():
    one, again, other = (found_ventures(20, 0.4, 3, seed=seed) for seed in (1, 1, 2))
    assert one.equals(again)
    assert not one.equals(other)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"pool": 1}, "pool: 1 is not a count of at least 2"),
        ({"width": 0}, "width: 0"),
        ({"relatedness": 1.2}, "relatedness: 1.2 is not a probability"),
        ({"relatedness": float("nan")}, "relatedness"),
        ({"wanted": -0.1}, "wanted"),
        ({"runs": 2.5}, "runs: 2.5"),
        ({"understand": 8, "novel": 5}, "do not fit into 12 questions"),
        ({"fields": 41}, "41 fields need at least as many parts"),
        ({"brokerage": 0.2}, "with one field there is nobody to broker between"),
    ],
)
def test_bad_input_is_named(options, message):
    with pytest.raises(ValueError, match=message):
        found_ventures(**{"pool": 40, "relatedness": 0.4, "width": 4, **options})
