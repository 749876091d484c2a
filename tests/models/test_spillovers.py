"""Spillovers in their limits: no contact, no distance, every distance, one firm."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clusterbook.models.spillovers import expected_knowledge, place_firms, usable_knowledge

FIRMS = place_firms(60, 0.5, seed=1)["place"].to_numpy()
PLACES = np.linspace(-100, 100, 21)
contacts = st.floats(0.01, 1)
halves = st.floats(0.1, 500)


@given(halves)
def test_without_contact_everyone_is_left_to_what_he_knows(half):
    np.testing.assert_array_equal(usable_knowledge(PLACES, FIRMS, 0, half), 1)
    np.testing.assert_array_equal(expected_knowledge(PLACES, 60, 0.5, 0, half), 1)


@given(contacts, halves)
def test_without_others_there_is_nothing_to_hear(contact, half):
    np.testing.assert_array_equal(usable_knowledge(PLACES, [], contact, half), 1)


@given(contacts)
def test_when_distance_is_dead_all_places_are_alike(contact):
    known = usable_knowledge(PLACES, FIRMS, contact, np.inf)
    np.testing.assert_allclose(known, 1 + contact * len(FIRMS))
    np.testing.assert_allclose(expected_knowledge(PLACES, 60, 0.5, contact, 1e9), 1 + contact * 60)


@given(contacts)
def test_when_nothing_carries_next_door_all_places_are_alike_too(contact):
    np.testing.assert_allclose(usable_knowledge(PLACES, FIRMS, contact, 1e-6), 1)


@given(contacts)
def test_the_district_is_best_where_knowledge_carries_neither_too_short_nor_too_far(contact):
    for against in (
        (0.0, 0.0),
        (100.0, 0.5),
    ):  # the middle without a district, and the edge with it
        place, share = against
        here, there = (
            np.array(
                [
                    expected_knowledge([at], 60, of, contact, half)[0]
                    for half in (0.001, 3.0, 30_000.0)
                ]
            )
            for at, of in ((0.0, 0.5), (place, share))
        )
        gain = here / there - 1
        assert gain[1] > 10 * max(gain[0], gain[2])


@pytest.mark.parametrize("share", [0.0, 0.5, 1.0])
def test_what_is_expected_is_the_mean_over_many_draws(share):
    draws = [
        usable_knowledge(PLACES, place_firms(60, share, seed=seed)["place"], 0.3, 2.0)
        for seed in range(400)
    ]
    spread = np.std(draws, axis=0) / np.sqrt(len(draws))
    gap = np.abs(np.mean(draws, axis=0) - expected_knowledge(PLACES, 60, share, 0.3, 2.0))
    assert (gap <= 4.5 * spread + 1e-9).all()


@given(contacts, halves)
def test_firms_that_may_lie_anywhere_are_heard_as_an_even_row_is(contact, half):
    row = np.linspace(-100, 100, 20_001)
    step = usable_knowledge([0.0, 40.0, 100.0], (row[1:] + row[:-1]) / 2, contact, half) - 1
    known = expected_knowledge([0.0, 40.0, 100.0], 60, 0.0, contact, half) - 1
    np.testing.assert_allclose(known, step * 60 / 20_000, rtol=1e-3)


@given(contacts, halves, st.floats(1.01, 5))
def test_more_contact_or_longer_reach_never_lets_anyone_know_less(contact, half, times):
    known = usable_knowledge(PLACES, FIRMS, contact, half)
    assert (usable_knowledge(PLACES, FIRMS, contact, half * times) >= known).all()
    assert (usable_knowledge(PLACES, FIRMS, min(1, contact * times), half) >= known).all()


def test_half_is_lost_over_the_half_distance():
    known = usable_knowledge([0.0, 7.0, 14.0, 21.0], [0.0], 0.8, 7.0)
    np.testing.assert_allclose(known - 1, 0.8 * np.array([1, 0.5, 0.25, 0.125]))


def test_everyone_in_one_place_hears_everyone():
    assert usable_knowledge([3.0], np.full(9, 3.0), 0.25, 1.0)[0] == pytest.approx(1 + 9 * 0.25)


def test_firms_lie_where_they_are_put_and_the_same_seed_puts_them_there_again():
    firms = place_firms(200, 0.25, length=100, district=4, seed=2)
    assert firms["in_district"].sum() == 50
    assert firms.loc[firms["in_district"], "place"].abs().max() <= 2
    assert 30 < firms["place"].abs().max() <= 50
    assert firms.equals(place_firms(200, 0.25, length=100, district=4, seed=2))
    assert not place_firms(5, 0, seed=3)["in_district"].any()


def test_a_firm_that_joins_the_district_moves_nobody_else():
    fewer, more = (place_firms(40, share, seed=5)["place"] for share in (0.5, 0.525))
    assert (fewer != more).sum() == 1


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: place_firms(0, 0.5), "number: 0"),
        (lambda: place_firms(5, 1.5), "clustered: 1.5"),
        (lambda: place_firms(5, 0.5, length=2, district=3), "district: 3 km do not fit"),
        (lambda: usable_knowledge([0.0], [1.0], 1.5, 1), "contact: 1.5"),
        (lambda: usable_knowledge([0.0], [1.0], 0.5, 0), "half_distance: 0"),
        (
            lambda: usable_knowledge([np.nan], [1.0], 0.5, 1),
            "places: expected a list of finite places",
        ),
        (lambda: usable_knowledge([0.0], [[1.0]], 0.5, 1), "firms: expected a list"),
        (lambda: expected_knowledge([0.0], 0, 0.5, 0.5, 1), "number: 0"),
        (lambda: expected_knowledge([0.0], 5, 0.5, 1.5, 1), "contact: 1.5"),
        (
            lambda: expected_knowledge([0.0], 5, 0.5, 0.5, np.inf),
            "half_distance: inf is not finite",
        ),
    ],
)
def test_bad_arguments_are_named(call, message):
    with pytest.raises(ValueError, match=message):
        call()
