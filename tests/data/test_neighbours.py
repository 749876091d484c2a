"""Neighbouring metropolitan areas: what both publish, gaps beyond sampling error, and ratios of neighbours."""

import pandas as pd
import pytest

from clusterbook.cases.neighbours import neighbour_ratios, published_in_both, quotients_apart
from clusterbook.tables import load

PAIR = {"Durham": "20500", "Raleigh": "39580"}


def test_what_one_of_the_two_withholds_is_left_out():
    table = published_in_both(PAIR)
    cells = load("oews_metro").query("area in ['20500', '39580'] and level == 'detailed'")
    whole = cells.dropna(subset=["employment", "location_quotient", "employment_rse"])
    assert set(table.index) == set(whole["occupation"][whole["occupation"].duplicated()])
    assert table.notna().all(axis=None)
    withheld = set(cells.loc[cells["withheld"], "occupation"])
    assert withheld
    assert not withheld & set(table.index)


def test_a_third_of_the_triangles_life_scientists_are_in_raleigh():
    people = published_in_both(PAIR, "19-10").xs("employment", axis=1, level=1).sum()
    assert 0.3 < people["Raleigh"] / people.sum() < 0.4


def table(first, second, error):
    columns = ["employment", "location_quotient", "employment_rse"]
    rows = {("A", name): [value] for name, value in zip(columns, (10, first, error), strict=True)}
    rows |= {("B", name): [value] for name, value in zip(columns, (10, second, error), strict=True)}
    return pd.DataFrame(rows, index=["a"])


@pytest.mark.parametrize(("error", "beyond"), [(10, True), (25, False)])
def test_a_gap_is_beyond_where_it_exceeds_its_error(error, beyond):
    # The gap is 1; its standard error is sqrt(2^2 + 1^2) = 2.24 times the relative one.
    found = quotients_apart(table(2.0, 1.0, error))
    assert found.loc["a", "gap"] == 1
    assert found.loc["a", "beyond"] == (1.96 * 5**0.5 * error / 100 < 1) == beyond


def test_exchanging_the_areas_turns_the_gap_and_keeps_the_verdict():
    there, back = (quotients_apart(table(*both, 15)) for both in ((2.0, 1.0), (1.0, 2.0)))
    assert there["gap"].tolist() == [-gap for gap in back["gap"]]
    assert there["beyond"].equals(back["beyond"])


def test_ratios_know_no_order_and_no_unit():
    science = load("oews_metro").query("occupation == '19-0000'").set_index("area")
    values = science["location_quotient"].dropna().head(120)
    near = neighbour_ratios(values, 80)
    assert (near >= 1).all()
    assert near.round(9).equals(neighbour_ratios(3 / values, 80).round(9))
    assert len(neighbour_ratios(values, 40)) < len(near)
