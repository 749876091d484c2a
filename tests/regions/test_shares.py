"""Shares of places with gaps, by hand and by law."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import agglomeration as ag
from clusterbook.regions.shares import REST, published_by_both, with_rest

CELLS = pd.DataFrame(
    {"code": [30.0, 10.0], "weld": [np.nan, 20.0], "sell": [10.0, np.nan]}, ["A", "B"]
)
TOTALS = pd.Series([50.0, 40.0], ["A", "B"])
NATION = pd.Series({"code": 40.0, "weld": 30.0, "sell": 20.0})


def gap_by_hand(cells, total, reference, whole):
    """What is published in both by itself, all the rest as one."""
    both = cells.notna() & reference.notna()
    own, there = cells[both] / total, reference[both] / whole
    return (own - there).abs().sum() + abs(own.sum() - there.sum())


def test_gaps_of_the_small_table():
    table, reference = with_rest(CELLS, TOTALS, NATION, 100.0)
    found = ag.krugman_specialization(table, reference=reference)
    # A: code 0.6 and 0.4, sell 0.2 and 0.2, the rest 0.2 and 0.4.
    assert found["A"] == pytest.approx(0.2 + 0.0 + 0.2)
    # B: code 0.25 and 0.4, weld 0.5 and 0.3, the rest 0.25 and 0.3.
    assert found["B"] == pytest.approx(0.15 + 0.2 + 0.05)


def test_a_place_can_be_the_reference():
    table, reference = with_rest(CELLS, TOTALS, CELLS.loc["B"], 40.0)
    found = ag.hoover_specialization(table, reference=reference)
    assert found["B"] == pytest.approx(0)
    assert found["A"] == pytest.approx(gap_by_hand(CELLS.loc["A"], 50, CELLS.loc["B"], 40) / 2)


amounts = st.lists(st.one_of(st.none(), st.integers(0, 1000).map(float)), min_size=5, max_size=5)


@settings(deadline=None, derandomize=True, max_examples=30)
@given(
    st.lists(amounts, min_size=1, max_size=4),
    st.integers(1, 500),
    st.lists(st.integers(1, 1000).map(float), min_size=5, max_size=5),
)
def test_the_rest_counts_as_one(rows, more, nation):
    cells = pd.DataFrame(rows, columns=list("abcde"), dtype=float)
    totals = cells.sum(axis=1) + more
    reference, whole = pd.Series(nation, list("abcde")), sum(nation) + 10.0
    table, filled = with_rest(cells, totals, reference, whole)
    found = ag.krugman_specialization(table, reference=filled)
    for place in cells.index:
        expected = gap_by_hand(cells.loc[place], totals[place], reference, whole)
        assert found[place] == pytest.approx(expected, abs=1e-9)
    assert table.sum(axis=1).to_numpy() == pytest.approx(totals.to_numpy())


def test_published_cells_stay_and_the_input_is_not_changed():
    before = CELLS.copy()
    table, _ = with_rest(CELLS, TOTALS, NATION, 100.0)
    assert (
        (table.drop(columns=REST).where(CELLS.notna()).fillna(-1) == CELLS.fillna(-1)).all().all()
    )
    pd.testing.assert_frame_equal(CELLS, before)


def apart(one, other):
    """Half the gaps of shares in what both publish, by hand."""
    both = one.notna() & other.notna()
    own, there = one[both] / one[both].sum(), other[both] / other[both].sum()
    return (own - there).abs().sum() / 2


@settings(deadline=None, derandomize=True, max_examples=30)
@given(
    st.lists(amounts.filter(any), min_size=1, max_size=4),
    st.lists(st.integers(1, 1000).map(float), min_size=5, max_size=5),
)
def test_gaps_are_those_of_what_both_publish(rows, reference):
    cells = pd.DataFrame(rows, columns=list("abcde"), dtype=float)
    reference = pd.Series(reference, list("abcde"))
    table, common = published_by_both(cells, reference)
    found = ag.hoover_specialization(table, reference=reference) / common
    for place, row in cells.iterrows():
        assert found[place] == pytest.approx(apart(row, reference), abs=1e-9)
        assert common[place] == pytest.approx(reference[row.notna()].sum() / reference.sum())


def test_what_is_not_published_makes_no_two_places_more_alike():
    """As the rest it would: without a figure of welders A looks like one half of B."""
    cells = pd.DataFrame({"code": [50.0, 50.0], "weld": [np.nan, 50.0], "bake": [50.0, 0.0]})
    table, common = published_by_both(cells, cells.loc[1])
    found = ag.hoover_specialization(table, reference=cells.loc[1]) / common
    assert found[0] == pytest.approx(0.5)
