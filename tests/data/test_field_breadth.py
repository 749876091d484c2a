"""Errors of a field's quotient, and how many areas are broad, as published and dealt out anew."""

import pytest

from clusterbook.cases.field_breadth import HOSPITAL_CARE, areas_with_breadth, quotient_errors
from clusterbook.cases.fields_of_work import fields_of_work
from clusterbook.cases.occupation_groups import group_location_quotients
from clusterbook.cases.places import metropolitan_cells
from clusterbook.tables import load

PRISONS = fields_of_work("Guarding prisons")["Guarding prisons"]


@pytest.fixture(scope="module")
def cells():
    return metropolitan_cells().set_index(["occupation", "area"])


def test_the_error_of_one_occupation_is_its_published_one(cells):
    nurses = cells.loc["29-1141"]
    relative = quotient_errors(["29-1141"]) / group_location_quotients({"n": ["29-1141"]})["n"]
    assert (100 * relative[nurses.index] - nurses["employment_rse"]).abs().max() < 1e-9


def test_errors_of_two_occupations_add_as_squares():
    nation = load("oews_nation").set_index("occupation")["employment"]
    parts = [nation[code] * quotient_errors([code]) for code in PRISONS]
    squares = parts[0].pow(2).add(parts[1].pow(2), fill_value=0) ** 0.5
    both = nation[PRISONS].sum() * quotient_errors(PRISONS)
    assert (both - squares[both.index]).abs().max() < 1e-9


def test_an_area_without_a_published_cell_has_no_error(cells):
    assert set(quotient_errors(PRISONS).index) == set(
        cells.loc[PRISONS].index.get_level_values("area")
    )


def test_two_occupations_are_broad_where_both_pass(cells):
    passing = [
        set(one.index[one["location_quotient"] >= 3]) for one in map(cells.loc.__getitem__, PRISONS)
    ]
    assert areas_with_breadth(PRISONS, 3) == len(passing[0] & passing[1])
    # Five occupations need three.
    counted = (
        cells.loc[list(HOSPITAL_CARE)].query("location_quotient >= 1.5").groupby("area").size()
    )
    assert areas_with_breadth(HOSPITAL_CARE, 1.5) == (counted >= 3).sum()


def test_dealing_keeps_what_each_occupation_has(cells):
    """Where every published cell passes, where cells are published decides alone, and no deal changes that."""
    least = cells.loc[PRISONS]["location_quotient"].min()
    assert areas_with_breadth(PRISONS, least) == areas_with_breadth(PRISONS, least, seed=3)
    once, again, other = (areas_with_breadth(PRISONS, 3, seed) for seed in (3, 3, 4))
    assert once == again
    # Two independent occupations meet about as often as the product of their shares says.
    assert max(once, other) < areas_with_breadth(PRISONS, 3)
