"""Brokerage in its limits, against its own arithmetic, and with an intermediary that is not needed."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clusterbook.models.brokerage import expected_links, simulate_brokerage

SHARE = st.floats(0, 1)


@pytest.mark.parametrize("idle", [{"events": 0}, {"brokered": 0}, {"shown": 0.0, "vouching": 0.0}])
def test_an_idle_intermediary_changes_nothing(idle):
    path = simulate_brokerage(6, seed=3, trust=0.5, **idle)
    assert (path["brokered"] == 0).all()
    assert (path["direct"] == path["alone"]).all()
    assert path["alone"].iloc[-1] > 0


def test_no_years_no_links():
    path = simulate_brokerage(0, seed=3)
    assert len(path) == 1
    assert path.loc[0, ["alone", "direct", "brokered", "deadweight"]].eq(0).all()


def test_without_trust_nothing_happens_unless_somebody_vouches():
    cold = simulate_brokerage(6, trust=0.0, vouching=0.0, seed=3)
    assert cold[["alone", "direct", "brokered"]].eq(0).all(axis=None)
    warm = simulate_brokerage(6, trust=0.0, vouching=0.1, seed=3)
    assert warm["alone"].eq(0).all()
    assert warm["brokered"].iloc[-1] > 0


def test_trust_grows_by_the_formula_and_stays_when_the_intermediary_leaves():
    path = simulate_brokerage(5, brokered=2, events=3, trust=0.2, vouching=0.1, seed=3)
    events = np.array([0, 3, 6, 6, 6, 6])
    np.testing.assert_allclose(path["trust"], 1 - 0.8 * 0.9**events)


def test_with_full_trust_vouching_has_nothing_to_add():
    plain, vouched = (simulate_brokerage(4, trust=1.0, vouching=v, seed=3) for v in (0.0, 0.9))
    assert plain.equals(vouched)


def test_one_perfect_event_links_all_that_fits():
    path = simulate_brokerage(
        3, events=1, trust=1.0, shown=1.0, attendance=1.0, contacts=0.0, seed=3
    )
    assert (path.loc[1:, "brokered"] == path["possible"].iloc[0]).all()
    assert path["possible"].iloc[0] == pytest.approx(1 - 0.99**246, abs=0.01)


def test_buyers_who_meet_everybody_leave_nothing_to_add():
    path = simulate_brokerage(10, trust=1.0, contacts=3000.0, seed=3).iloc[-1]
    assert path["alone"] == path["possible"] == path["direct"] + path["brokered"]
    assert path["deadweight"] == path["brokered"] > 0


def test_after_two_years_of_distrust_most_brokered_links_are_new():
    path = simulate_brokerage(10, seed=3).iloc[-1]
    assert path["deadweight"] < 0.2 * path["brokered"]
    assert path["direct"] + path["brokered"] > 3 * path["alone"]


@settings(max_examples=30, deadline=None)
@given(SHARE, SHARE, st.floats(0, 30), SHARE, st.integers(0, 3), st.integers(0, 4))
def test_worlds_keep_their_bounds(trust, vouching, contacts, shown, brokered, events):
    chances = {"trust": trust, "vouching": vouching, "contacts": contacts, "shown": shown}
    path = simulate_brokerage(
        4, brokered=brokered, events=events, parts=40, runs=2, seed=5, **chances
    )
    linked = path["direct"] + path["brokered"]
    assert (linked <= path["possible"] + 1e-12).all()
    assert (path["deadweight"] <= path[["brokered", "alone"]].min(axis=1)).all()
    assert (linked >= path["alone"] - 1e-12).all()
    assert (path.diff().iloc[1:] >= -1e-12).all(axis=None)


@pytest.mark.parametrize(
    "setting",
    [
        {},
        {"trust": 0.5, "contacts": 20.0, "fit": 0.03},
        {"brokered": 8, "events": 1, "attendance": 0.2},
        {"contacts": 40, "suppliers": 60, "fit": 0.05, "replacement": False},
    ],
)
def test_the_mean_of_many_worlds_is_the_expected_one(setting):
    drawn = simulate_brokerage(8, parts=1000, runs=60, seed=11, **setting)
    exact = expected_links(8, **setting)
    columns = ["alone", "direct", "brokered", "deadweight"]
    # Four standard errors of a share among 60,000 parts.
    assert (drawn[columns] - exact[columns]).abs().max(axis=None) < 4 * 0.5 / np.sqrt(60_000)
    np.testing.assert_allclose(drawn["trust"], exact["trust"])


def test_expected_links_by_hand():
    """One supplier who fits: two years of one event each, half the parts on show, trust 0.5 and no vouching."""
    path = expected_links(
        2,
        events=1,
        trust=0.5,
        vouching=0.0,
        contacts=1.0,
        fit=1.0,
        shown=0.5,
        attendance=1.0,
        suppliers=1,
    )
    assert path["alone"].tolist() == [0, 0.5, 0.75]
    assert path["brokered"].tolist() == [0, 0.25, 0.25 + 0.25 * 0.375]
    assert path["direct"].tolist() == [0, 0.375, 0.375 + 0.375 * 0.75 * 0.5]
    # Of the first year's quarter a half is met by chance in that year, and half of the rest in the next.
    assert path["deadweight"].tolist() == [0, 0.125, 0.125 + 0.0625 + 0.09375 / 2]


def test_the_same_seed_gives_the_same_worlds_and_chance_meetings_do_not_depend_on_events():
    first, again, busy = (simulate_brokerage(5, events=e, seed=8) for e in (2, 2, 12))
    assert first.equals(again)
    assert first["alone"].equals(busy["alone"])
    assert not first.equals(simulate_brokerage(5, events=2, seed=9))


@pytest.mark.parametrize("function", [simulate_brokerage, expected_links])
@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"events": -1}, "events: -1 is not a count; it must be 0 or more"),
        ({"suppliers": 0}, "suppliers: 0 is not a count; it must be 1 or more"),
        ({"trust": 1.5}, "trust: 1.5 is not a share"),
        ({"contacts": -2.0}, "contacts: -2.0 is not a number of meetings"),
        ({"contacts": 2.5, "replacement": False}, "contacts: 2.5 is not a whole number"),
    ],
)
def test_bad_input_is_named(function, change, words):
    with pytest.raises(ValueError, match=words):
        function(3, **change)


def test_a_supplier_may_be_met_twice_so_as_many_meetings_as_suppliers_leave_a_third_unmet():
    rare = expected_links(1, events=0, trust=1, contacts=246, fit=1e-9, suppliers=246).loc[1]
    assert rare["alone"] / rare["possible"] == pytest.approx(1 - (1 - 1 / 246) ** 246)
    assert 1 - rare["alone"] / rare["possible"] == pytest.approx(1 / np.e, abs=0.001)


def test_without_replacement_as_many_meetings_as_suppliers_reach_each_of_them():
    everybody = expected_links(1, events=0, trust=1, contacts=246, replacement=False).loc[1]
    assert everybody["alone"] == pytest.approx(everybody["possible"])
    more = expected_links(1, events=0, trust=1, contacts=900, replacement=False).loc[1]
    assert more["alone"] == pytest.approx(everybody["alone"])


def test_without_replacement_by_hand():
    """Two meetings with three suppliers who all fit are both missed with 0.5 * 0.5; one is the same as ever."""
    setting = {"events": 0, "trust": 0.5, "fit": 1.0, "suppliers": 3}
    path = expected_links(2, contacts=2, replacement=False, **setting)
    assert path["alone"].tolist() == pytest.approx([0, 0.75, 0.9375])
    one = [expected_links(2, contacts=1, replacement=again, **setting) for again in (True, False)]
    assert one[0].to_numpy() == pytest.approx(one[1].to_numpy())


@pytest.mark.parametrize("contacts", [2, 30, 246])
def test_who_meets_nobody_twice_finds_more(contacts):
    with_it, without = (
        expected_links(5, contacts=contacts, replacement=again)["alone"] for again in (True, False)
    )
    assert (without[1:] > with_it[1:]).all()


def test_in_the_default_story_vouching_adds_more_than_the_hall_in_either_order():
    def linked(**changed):
        end = expected_links(10, **changed).iloc[-1]
        return end["direct"] + end["brokered"]

    both, hall, vouching = linked(), linked(vouching=0.0), linked(shown=0.0)
    neither = linked(vouching=0.0, shown=0.0)
    assert vouching - neither > hall - neither > 0
    assert both - hall > both - vouching > 0
    assert both - neither > (vouching - neither) + (hall - neither)


@pytest.mark.parametrize("trust", [0.05, 0.1, 0.5, 1.0])
def test_without_vouching_an_intermediary_adds_most_where_nobody_meets_anyone(trust):
    ends = [
        expected_links(10, trust=trust, vouching=0.0, contacts=float(c)).iloc[-1]
        for c in (0, 1, 4, 32, 256)
    ]
    added = [end["direct"] + end["brokered"] - end["alone"] for end in ends]
    assert added == sorted(added, reverse=True)
