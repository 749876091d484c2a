"""What is published of each kind of places: counts, marks, names, addresses."""

import re

import numpy as np
import pytest

from clusterbook.regions.kinds import KINDS, MARKS, kind_of_place, slug_of
from clusterbook.tables.loading import load

COUNTS = {
    "metros": (387, 824),
    "states": (51, 829),
    "provinces": (17, 74),
    "municipalities": (229, 16),
}


@pytest.mark.parametrize("key", KINDS)
def test_every_place_is_there_with_all_that_is_told_of_it(key):
    kind = kind_of_place(key)
    assert kind.cells.shape == COUNTS[key]
    for table in (kind.marks, kind.totals, kind.places, kind.groups):
        assert table.index.equals(kind.cells.index)
    assert list(kind.reference.index) == list(kind.cells.columns) == list(kind.titles.index)
    assert kind.places[["name", "title", "slug"]].notna().all().all()
    assert kind.places[["x", "y"]].notna().all().all()


@pytest.mark.parametrize("key", KINDS)
def test_what_has_no_figure_says_why_and_is_no_zero(key):
    kind = kind_of_place(key)
    assert set(np.unique(kind.marks)) <= set(MARKS)
    assert (kind.cells.notna() == (kind.marks == "p")).all().all()


def test_marks_are_those_of_the_sources():
    cells = load("oews_metro")
    inside = load("oews_areas").query("in_nation and kind == 'metro'")["area"]
    withheld = cells[
        cells["withheld"] & (cells["level"] == "detailed") & cells["area"].isin(inside)
    ]
    metros = kind_of_place("metros")
    assert (metros.marks == "w").sum().sum() == len(withheld)
    provinces = load("korea_province_industry").query(
        "year == 2023 and level == 'division' and region != '00'"
    )
    marks = kind_of_place("provinces").marks
    assert (marks == "w").sum().sum() == (provinces["workers_status"] == "withheld").sum()
    # What has no establishment is a true zero there, and stays one.
    empty = provinces[provinces["workers_status"] == "none"]
    told = kind_of_place("provinces").cells
    assert {told.loc[row.region, row.industry] for row in empty.itertuples()} == {0.0}


def test_parts_add_up_to_their_nation():
    provinces = kind_of_place("provinces")
    assert provinces.totals.sum() == provinces.reference_total
    assert provinces.group_reference.sum() == provinces.reference_total
    states = kind_of_place("states")
    assert states.totals.sum() == pytest.approx(states.reference_total, rel=1e-5)


@pytest.mark.parametrize("key", KINDS)
def test_addresses_are_codes_with_a_readable_tail(key):
    places = kind_of_place(key).places
    own = places[places["page"]]
    assert own["slug"].is_unique
    assert all(re.fullmatch(r"(us|kr)-[a-z]+-\d+(-[a-z0-9]+)+", slug) for slug in own["slug"])
    assert all(f"-{code}-" in slug for code, slug in own["slug"].items())


def test_addresses_of_all_kinds_differ_and_sejong_has_one():
    slugs = [slug for key in KINDS for slug in kind_of_place(key).places.query("page")["slug"]]
    assert len(slugs) == len(set(slugs)) == 387 + 51 + 17 + 228
    sejong = kind_of_place("municipalities").places.loc["29010"]
    assert not sejong["page"]
    assert sejong["slug"] == kind_of_place("provinces").places.loc["29", "slug"]


def test_titles_carry_the_province():
    titles = kind_of_place("municipalities").places["title"]
    assert titles.is_unique
    assert titles.str.startswith("Jung-gu, ").sum() == 6


def test_names_become_addresses():
    assert slug_of("us-metro", "1", "Coeur d'Alene, ID") == "us-metro-1-coeur-dalene-id"
    assert slug_of("us-metro", "2", "San Germán/Ñ") == "us-metro-2-san-german-n"


def test_another_kind_is_refused():
    with pytest.raises(ValueError, match="key: 'counties' is not known"):
        kind_of_place("counties")
