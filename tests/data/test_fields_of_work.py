"""Fields of work and the places where they are found."""

import pytest

from clusterbook.cases.fields_of_work import (
    concentrated_places,
    families_of_work,
    fields_of_work,
    profile_groups,
)
from clusterbook.cases.places import as_dots, metropolitan_cells, metropolitan_places
from clusterbook.tables import load


def test_every_field_has_detailed_occupations_each_once():
    nation = load("oews_nation").query("level == 'detailed'").set_index("occupation")
    for name, codes in {**fields_of_work(), **profile_groups()}.items():
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
    assert set(named["amount"]) <= set(nurses["employment"].nlargest(3))
    assert nurses["employment"].max() in set(named["amount"])
    assert as_dots(nurses.head(0)).empty


def test_names_that_would_cover_each_other_are_left_out():
    found = concentrated_places("Chemical production", 5, 500).set_index("label")
    names = as_dots(found)["name"]
    assert names["Baton Rouge, LA"] == "Baton Rouge"
    assert names["Lake Charles, LA"] == ""
    assert names["Napa, CA"] == "Napa"


def test_who_passes_a_higher_bar_passes_a_lower_one():
    low, high = (concentrated_places("Furniture", bar, 500) for bar in (2, 5))
    assert set(high.index) < set(low.index)
    assert (high["employment"] >= 500).all()
    assert low["quotient"].is_monotonic_decreasing
    assert (low["breadth"] <= low["published"]).all()
    assert (low["published"] <= 5).all()


def test_breadth_counts_the_occupations_that_pass_alone():
    napa = concentrated_places("Chemical production", 5).set_index("label").loc["Napa, CA"]
    assert (napa["breadth"], napa["published"], napa["broad"]) == (1, 1, False)
    wichita = (
        concentrated_places("Aircraft building and repair", 3).set_index("label").loc["Wichita, KS"]
    )
    codes = fields_of_work("Aircraft building and repair")["Aircraft building and repair"]
    cells = metropolitan_cells().query("label == 'Wichita, KS'")
    cells = cells[cells["occupation"].isin(codes)]
    assert wichita["breadth"] == (cells["location_quotient"] >= 3).sum()
    assert wichita["employment"] == cells["employment"].sum()


def test_a_bar_that_nobody_passes():
    assert concentrated_places("Film and television", 100).empty


def test_every_major_group_has_one_family():
    families = families_of_work()
    assert len(families) == families.index.nunique() == 22
    assert families.notna().all()
    assert families[["17-0000", "51-0000"]].tolist() == [
        "Managing, research, teaching, health",
        "Making and moving goods",
    ]
