"""Static and dynamic economies in their limits: no learning, no turnover, no size advantage, the long run, support."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clusterbook.models.static_and_dynamic import know_how, overtaking_year, two_places

leads = st.floats(0.2, 20)
rates = st.floats(0, 0.5)
turnovers = st.floats(0, 1)


@given(leads, rates, turnovers)
def test_the_places_share_all_workers_and_start_as_told(lead, learning, turnover):
    path = two_places(lead, learning, turnover, years=30)
    assert path["share"].between(0, 1).all()
    assert path["share"].iloc[0] == pytest.approx(1 / (1 + lead))
    assert path["closed"].iloc[0] == pytest.approx(1)
    assert (path["cost"] == 0).all()


@given(st.floats(1.01, 20), turnovers)
def test_without_learning_the_smaller_place_shrinks(lead, turnover):
    path = two_places(lead, 0, turnover)
    assert (np.diff(path["share"]) < 0).all()
    assert np.isnan(overtaking_year(path))


@given(leads, rates)
def test_without_turnover_both_come_to_know_the_same(lead, learning):
    path = two_places(lead, learning, 0, mobility=0, years=300)
    assert path["know_how_open"].iloc[-1] == pytest.approx(
        path["know_how_closed"].iloc[-1], rel=1e-6
    )
    assert path["know_how_closed"].to_numpy() == pytest.approx(10)


@given(leads, turnovers)
def test_know_how_goes_where_the_formula_says(lead, turnover):
    path = two_places(lead, 0.1, turnover, mobility=0, years=400)
    assert path["know_how_open"].iloc[-1] == pytest.approx(
        know_how(1 / (1 + lead), turnover), rel=1e-6, abs=1e-9
    )


def test_the_long_run_is_an_inverted_u_and_the_larger_place_stands_more_turnover():
    turnover = np.linspace(0, 1, 201)
    best = [turnover[np.argmax(know_how(share, turnover))] for share in (0.3, 0.6, 1.0)]
    assert 0 < best[0] < best[1] < best[2] < 1
    assert know_how(0.05, 0.1) < know_how(0.05, 0)


def test_without_a_static_economy_size_matters_only_through_learning():
    path = two_places(5, 0.0, 0.2, static=0)
    assert path["share"].to_numpy() == pytest.approx(1 / 6)
    assert path["open"].to_numpy() == pytest.approx(1)


def test_nobody_moves_without_mobility():
    assert two_places(3, 0.2, 0.2, mobility=0)["share"].to_numpy() == pytest.approx(0.25)


def test_support_can_end_a_lock_in_and_costs_while_it_lasts():
    plain, helped = two_places(4, 0.1), two_places(4, 0.1, support=0.1, support_years=20)
    assert plain["share"].iloc[-1] < 0.05
    assert helped["share"].iloc[-1] > 0.5
    assert (helped["cost"].iloc[:20] > 0).all()
    assert (helped["cost"].iloc[20:] == 0).all()


def test_who_is_ahead_from_the_start_overtakes_in_year_0():
    assert overtaking_year(two_places(0.2, 0.1, start=2)) == 0


def test_who_leads_for_a_while_only_has_not_overtaken():
    path = two_places(2)
    path["open"], path["closed"] = np.where(path.index < 50, 2.0, 0.5), 1.0
    assert np.isnan(overtaking_year(path))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"lead": 0}, "lead: 0 is out of range"),
        ({"learning": 1}, "learning: 1 is out of range"),
        ({"turnover": 1.2}, "turnover: 1.2 is out of range"),
        ({"start": 0}, "start: 0 is out of range"),
        ({"support": -0.1}, "support: -0.1 is out of range"),
    ],
)
def test_bad_input_is_named(changes, words):
    with pytest.raises(ValueError, match=words):
        two_places(**changes)
