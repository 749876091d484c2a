"""Fields of work and the places where they are found."""

import pytest

from agglomeration.datasets import load
from agglomeration.datasets.fields_of_work import fields_of_work
from agglomeration.datasets.places import as_dots, metropolitan_cells, metropolitan_places


def test_every_field_has_detailed_occupations_each_once():
    nation = load("oews_nation").query("level == 'detailed'").set_index("occupation")
    for name, codes in fields_of_work().items():
        assert codes, name
        assert len(codes) == len(set(codes)), name
        assert set(codes) <= set(nation.index), name


def test_fields_are_what_their_names_say():
    titles = load("oews_occupations").set_index("occupation")["title"]
    assert {titles[code] for code in fields_of_work("Guarding prisons")["Guarding prisons"]} == {
        "Correctional Officers and Jailers",
        "First-Line Supervisors of Correctional Officers",
    }
    assert all("Textile" in titles[code] for code in fields_of_work("Textiles")["Textiles"])
    assert list(fields_of_work("Textiles", "Furniture")) == ["Textiles", "Furniture"]


def test_an_unknown_field_is_named():
    with pytest.raises(LookupError, match="'Fishing'"):
        fields_of_work("Textiles", "Fishing")


def test_cells_are_published_detailed_and_have_a_place():
    cells = metropolitan_cells()
    assert cells[["employment", "location_quotient", "x", "y", "label"]].notna().all(axis=None)
    assert set(cells["area"]) == set(metropolitan_places().index)
    assert not cells.duplicated(["area", "occupation"]).any()


def test_only_the_largest_dots_are_named():
    nurses = metropolitan_cells().query("occupation == '29-1141'")
    dots = as_dots(nurses, named=3)
    named = dots[dots["name"] != ""]
    assert len(dots) == len(nurses)
    assert set(named["amount"]) == set(nurses["employment"].nlargest(3))
    assert as_dots(nurses.head(0)).empty
