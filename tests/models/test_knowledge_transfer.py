"""Knowledge on its way in its limits: all codified, all tacit, free messages, wording that is free or impossible."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clusterbook.models.knowledge_transfer import half_distance, where_learned

LINE = np.linspace(0, 10, 41)
shares, costs = st.floats(0, 1), st.floats(0, 2)


def total(**how):
    """Meetings and learners along an almost endless line."""
    far = np.linspace(0, 150, 15001)
    table = where_learned(far, **how)
    return np.trapezoid(table["meetings"], far), np.trapezoid(table["learners"], far)


def test_codified_knowledge_with_free_messages_is_learned_alike_everywhere():
    table = where_learned(LINE, 1, 0, barrier=0.3)
    np.testing.assert_allclose(table["learners"], np.exp(-0.3))
    assert (table["in person"] == 0).all()


def test_tacit_knowledge_that_cannot_be_worded_takes_no_notice_of_messages():
    for message in (0, 0.2, 5):
        table = where_learned(LINE, 0, message, travel=0.5, meeting=0.1, barrier=0)
        np.testing.assert_allclose(table["learners"], np.exp(-0.1 - 0.5 * LINE))
        assert (table["in person"] == 1).all()


def test_learning_falls_by_half_every_half_distance():
    for codified, message in ((0, 0.3), (0.5, 0.1), (0.9, 0)):
        half = half_distance(codified, message)
        at = where_learned([1, 1 + half, 1 + 2 * half], codified, message, meeting=0)[
            "learners"
        ].to_numpy()
        np.testing.assert_allclose(at / at[0], [1, 0.5, 0.25])


def test_free_messages_end_the_reach_of_distance_only_when_all_is_codified():
    assert half_distance(1, 0) == np.inf
    assert half_distance(0.99, 0) == pytest.approx(np.log(2) / (0.01 * 0.4))


def test_where_every_piece_can_be_worded_the_cost_stops_rising():
    table = where_learned([20, 40, 1000], 0.25, 0, wording=2, barrier=0)
    np.testing.assert_allclose(table["cost"], 0.75 * 2 / 2)
    assert (table["in person"] == 0).all()


def test_the_barrier_lowers_the_level_and_not_the_reach():
    low, high = (
        where_learned(LINE, 0.5, 0.1, barrier=barrier)["learners"] for barrier in (0.0, 1.0)
    )
    np.testing.assert_allclose(high / low, np.exp(-1))


def test_dear_messages_are_carried_by_hand():
    table = where_learned([1, 5], 1, 2.0, travel=0.4, meeting=0.1, barrier=0)
    np.testing.assert_allclose(table["cost"], [0.5, 2.1])
    assert (table["in person"] == 1).all()


def test_cheaper_messages_bring_more_meetings_where_words_fail_and_fewer_where_they_do_not():
    how = {"codified": 0.5, "travel": 0.4, "meeting": 0.0}
    before, after = (total(message=message, **how) for message in (0.4, 0.0))
    assert after[0] / before[0] == pytest.approx(1 / (1 - 0.5), rel=1e-3)
    worded = total(message=0.0, wording=0.5, **how)
    assert worded[0] < 0.5 * before[0]
    assert worded[1] > after[1]


@given(shares, costs, costs, costs, st.floats(0.01, 5) | st.just(np.inf), costs)
def test_shares_are_shares_and_distance_never_helps(
    codified, message, travel, meeting, wording, barrier
):
    table = where_learned(
        LINE, codified, message, travel=travel, meeting=meeting, wording=wording, barrier=barrier
    )
    assert table[["in person", "learners", "meetings"]].min(axis=None) >= -1e-12
    assert table[["in person", "learners", "meetings"]].max(axis=None) <= 1 + 1e-12
    assert (table["learners"].diff().iloc[1:] <= 1e-12).all()
    cheaper = where_learned(
        LINE,
        codified,
        message / 2,
        travel=travel,
        meeting=meeting,
        wording=wording,
        barrier=barrier,
    )
    assert (cheaper["learners"] >= table["learners"] - 1e-12).all()


@given(shares, costs, costs, costs, st.floats(0.05, 5))
def test_the_mean_of_many_pieces_is_the_formula(codified, message, travel, meeting, wording):
    pieces = (np.arange(20_000) + 0.5) / 20_000 * wording
    for distance in (0.0, 1.0, 4.0):
        sent, visited = message * distance, meeting + travel * distance
        expected = (
            codified * min(sent, visited)
            + (1 - codified) * np.minimum(pieces + sent, visited).mean()
        )
        found = where_learned(
            [distance],
            codified,
            message,
            travel=travel,
            meeting=meeting,
            wording=wording,
            barrier=0,
        )
        assert found["cost"].iloc[0] == pytest.approx(expected, abs=1e-6)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"codified": 1.1}, "codified: 1.1"),
        ({"message": -1}, "message: -1"),
        ({"travel": np.inf}, "travel: inf"),
        ({"wording": 0}, "wording: 0"),
        ({"barrier": np.nan}, "barrier: nan"),
        ({"distances": [-1.0]}, "distances"),
    ],
)
def test_bad_arguments_are_named(arguments, message):
    with pytest.raises(ValueError, match=message):
        where_learned(**{"distances": [1.0], "codified": 0.5, "message": 0.1, **arguments})


def test_the_half_distance_is_not_for_messages_dearer_than_travel():
    with pytest.raises(ValueError, match="dearer than travel"):
        half_distance(0.5, 0.5)
