"""Municipalities as points: which are specialized, and where they lie."""

import pytest

import agglomeration as ag
from clusterbook.cases.korea import korean_value_added
from clusterbook.cases.municipality_sites import municipality_sites


def test_specialized_is_what_the_quotient_says():
    table = korean_value_added(2020)
    share = table["C"] / table.dropna(axis="columns").sum(axis="columns")
    nation = table["C"].sum() / table.dropna(axis="columns").sum().sum()
    sites = municipality_sites("C", 2020, quotient=2.0)
    assert (sites["type"] == "specialized").equals(share / nation >= 2.0)


def test_more_is_asked_fewer_are_specialized():
    numbers = [
        (municipality_sites("J", 2015, q)["type"] == "specialized").sum() for q in (1, 1.5, 3)
    ]
    assert numbers == sorted(numbers, reverse=True) and numbers[0] > numbers[2]


def test_places_lie_where_they_are_on_the_globe():
    sites = municipality_sites("A")
    # Seoul's city hall stands in Jung-gu, at 126.98 east and 37.57 north; Jeju-si lies on the island.
    assert sites.loc["11020", "longitude"] == pytest.approx(126.99, abs=0.03)
    assert sites.loc["11020", "latitude"] == pytest.approx(37.56, abs=0.03)
    assert sites.loc["39010", "latitude"] == pytest.approx(33.4, abs=0.2)
    assert sites["longitude"].between(124, 132).all()


def test_an_activity_without_a_figure_somewhere_is_refused():
    with pytest.raises(ValueError, match="activity: 'B' has no figure in every municipality"):
        municipality_sites("B")


def test_the_quotient_is_the_library_s_own():
    own = ag.location_quotient(korean_value_added(2020).dropna(axis="columns"))["K"]
    assert municipality_sites("K")["quotient"].equals(own.rename("quotient"))
