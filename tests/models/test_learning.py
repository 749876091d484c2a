"""Learning in meetings in its limits: no contact, no barrier, closed circles, one circle, too little and too much."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clusterbook.models.learning import borders_crossed, meetings_until, simulate_learning

CLOSED = {"physical": 1.0, "social": 1.0, "organizational": 1.0}
OPEN = dict.fromkeys(CLOSED, 0.0)
FATES = ["taught", "lost", "nothing new", "nobody"]


def known_after(meetings, closeness, **options):
    how = dict.fromkeys(CLOSED, closeness) | options
    return simulate_learning(meetings, **how, seed=1)["known"].iloc[-1]


def test_no_contact_no_learning():
    assert simulate_learning(0, seed=1).index.tolist() == [0]
    # One person in each closed circle: everybody is there, and nobody can be visited.
    alone = simulate_learning(30, **CLOSED, people=4, circles=4, overlap=1, seed=1)
    assert (alone["known"] == alone["known"].iloc[0]).all()
    assert (alone["nobody"].iloc[1:] == 1).all()


def test_without_barriers_strangers_teach_one_piece_in_each_early_meeting():
    path = simulate_learning(10, **OPEN, barrier=0, pieces=48, seed=2)
    assert path["known"].iloc[0] == pytest.approx(0.5 / 4, abs=0.01)
    assert (path["taught"].iloc[1:] > 0.98).all()
    assert path["known"].iloc[-1] - path["known"].iloc[0] == pytest.approx(10 / 48, rel=0.01)


def test_without_barriers_and_borders_all_is_learned_in_the_end():
    path = simulate_learning(200, **OPEN, barrier=0, seed=3)
    assert path.iloc[-1][["known", "everywhere", "nothing new"]].tolist() == [1, 1, 1]


@pytest.mark.parametrize("kind", CLOSED)
def test_a_closed_circle_never_learns_what_only_other_circles_of_its_kind_know(kind):
    path = simulate_learning(400, **OPEN | {kind: 1.0}, barrier=0, start=1, seed=4)
    assert path["known"].iloc[-1] == pytest.approx(1 - 3 / 4 / 3, abs=0.01)
    assert path["known"].max() <= 1 - 3 / 4 / 3


def test_where_the_circles_coincide_one_closed_kind_closes_all():
    path = simulate_learning(300, **OPEN | {"social": 1.0}, overlap=1, barrier=0, seed=5)
    assert path["known"].iloc[-1] == pytest.approx(1 / 4, abs=0.005)


def test_with_full_barriers_only_the_own_circles_know_how_is_learned():
    path = simulate_learning(300, **OPEN, barrier=1, seed=6)
    assert path["known"].iloc[-1] <= 1 / 4
    assert path["lost"].iloc[-1] > 0.9


def test_one_circle_of_each_kind_makes_nearness_meaningless():
    one, other = (simulate_learning(20, **how, circles=1, seed=7) for how in (OPEN, CLOSED))
    pd.testing.assert_frame_equal(one, other)


def test_a_barrier_to_a_kind_does_no_harm_where_nobody_differs_in_it():
    how = {**OPEN, "physical": 1.0, "seed": 8}
    pd.testing.assert_frame_equal(
        simulate_learning(20, **how, barrier=(0, 0.5, 0.5)),
        simulate_learning(20, **how, barrier=(0.9, 0.5, 0.5)),
    )


def test_too_little_and_too_much_proximity():
    little, middle, much = (known_after(40, closeness) for closeness in (0, 0.9, 1))
    assert middle > 1.5 * little
    assert middle > 2.5 * much


def test_the_best_proximity_is_lower_where_the_circles_coincide():
    grid = [0, 0.5, 0.75, 0.9, 0.97]
    best = [
        max(grid, key=lambda close: known_after(40, close, overlap=overlap)) for overlap in (0, 1)
    ]
    assert best == [0.9, 0.5]


def test_without_barriers_nearness_only_narrows():
    values = [known_after(40, closeness, barrier=0) for closeness in (0, 0.97, 1)]
    assert values == sorted(values, reverse=True)


@given(
    st.tuples(*[st.floats(0, 1)] * 3),
    st.floats(0, 1),
    st.floats(0, 1),
    st.integers(2, 12),
    st.integers(1, 4),
)
def test_knowledge_only_grows_and_every_meeting_has_one_fate(
    closed, overlap, barrier, people, circles
):
    how = dict(zip(CLOSED, closed, strict=True))
    path = simulate_learning(
        8,
        **how,
        overlap=overlap,
        barrier=barrier,
        people=people,
        circles=circles,
        pieces=9,
        runs=2,
        seed=9,
    )
    assert (path[["known", "everywhere"]].diff().iloc[1:] >= -1e-12).all(axis=None)
    assert path["known"].between(0, 1).all()
    np.testing.assert_allclose(path[FATES].iloc[1:].sum(axis=1), 1)
    np.testing.assert_allclose(
        path["known"].diff().iloc[1:], path["taught"].iloc[1:] / 9, atol=1e-12
    )


@pytest.mark.parametrize("closeness", [0, 0.5, 0.9, 1])
def test_borders_where_the_circles_coincide_follow_from_counting_heads(closeness):
    how = dict.fromkeys(CLOSED, closeness)
    # 23 others of the own circles, 72 who differ in all three: each of these weighs (1 - p) ** 3.
    far = 72 * (1 - closeness) ** 3
    assert borders_crossed(**how, overlap=1, seed=1) == pytest.approx(3 * far / (23 + far))


def test_borders_where_one_kind_is_closed_are_those_of_the_other_two():
    # Of the 23 others in the own place all may be visited, whatever their community and organization.
    one = borders_crossed(**OPEN | {"physical": 1.0}, runs=200, seed=2)
    assert one == pytest.approx(2 * 72 / 95, rel=0.01)


def test_more_proximity_of_any_kind_crosses_fewer_borders():
    how = {"physical": 0.9, "social": 0.5, "organizational": 0.0, "overlap": 0.5}
    crossed = borders_crossed(**how, runs=50, seed=3)
    assert 0 < borders_crossed(**how | {"social": 0.9}, runs=50, seed=3) < crossed < 3 * 72 / 95


def test_nobody_to_visit_crosses_no_border_and_no_mean():
    assert np.isnan(borders_crossed(**CLOSED, people=4, circles=4, overlap=1, seed=1))


def test_the_same_seed_gives_the_same_worlds():
    one, other = (simulate_learning(5, seed=10) for _ in range(2))
    pd.testing.assert_frame_equal(one, other)


def test_speed_is_the_first_meeting_that_reaches_a_share():
    path = pd.DataFrame({"known": [0.1, 0.5, 0.5, 0.9]})
    assert [meetings_until(path, share) for share in (0.1, 0.5, 0.6)] == [0, 1, 3]
    assert np.isnan(meetings_until(path, 0.95))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"meetings": -1}, "meetings: -1"),
        ({"people": 1}, "people: 1"),
        ({"circles": 0}, "circles: 0"),
        ({"runs": 1.5}, "runs: 1.5"),
        ({"social": 1.2}, "social: 1.2"),
        ({"barrier": (0.1, 0.2, -0.1)}, "barrier: "),
        ({"overlap": np.nan}, "overlap: nan"),
        ({"start": 2}, "start: 2"),
    ],
)
def test_bad_arguments_are_named(arguments, message):
    with pytest.raises(ValueError, match=message):
        simulate_learning(**arguments)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"people": 1}, "people: 1"),
        ({"physical": 2}, "physical: 2"),
        ({"overlap": -1}, "overlap: "),
    ],
)
def test_bad_arguments_of_borders_are_named(arguments, message):
    with pytest.raises(ValueError, match=message):
        borders_crossed(**arguments)
