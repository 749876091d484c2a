"""What is written to pages: JSON that keeps to its contract, and is computed once."""

import json
import re
from pathlib import Path

import pytest

from clusterbook.regions import region_data, stored
from clusterbook.regions.kinds import KINDS, kind_of_place

OF_A_PLACE = {
    "code", "slug", "name", "title", "korean", "parent", "page", "outline", "x", "y", "total",
    "cells", "marks", "rse", "published", "badge", "measures", "strongest", "missing_near",
    "known_near", "alike", "of_its_size", "change", "sentences", "stands_out", "notes", "chapters",
}  # fmt: skip


@pytest.fixture(scope="module", params=KINDS)
def data(request):
    return region_data(request.param)


def test_it_is_json_without_a_number_that_is_none(data):
    text = json.dumps(data, allow_nan=False)
    assert json.loads(text) == data


def test_places_keep_to_the_contract(data):
    for place in data["places"]:
        assert set(place) == OF_A_PLACE
        assert len(place["cells"]) == len(place["marks"]) == len(data["activities"])
        assert len(place["sentences"]) == len(place["stands_out"]) == 3
        assert set(place["measures"]) == set(data["measures"])


def test_withheld_is_none_and_never_zero(data):
    for place in data["places"]:
        for cell, mark in zip(place["cells"], place["marks"], strict=True):
            assert (cell is None) == (mark != "p")


def test_what_is_named_is_in_the_list(data):
    codes = {activity["code"] for activity in data["activities"]}
    places = {place["code"] for place in data["places"]}
    for place in data["places"]:
        assert {entry["code"] for entry in place["strongest"] + place["missing_near"]} <= codes
        assert {entry["code"] for entry in place["alike"]} | set(place["of_its_size"]) <= places


def test_what_it_has_not_is_published_and_surely_less(data):
    position = {activity["code"]: k for k, activity in enumerate(data["activities"])}
    for place in data["places"]:
        for entry in place["missing_near"]:
            k = position[entry["code"]]
            assert place["marks"][k] == "p"
            share = place["cells"][k] / place["total"]
            assert share < data["reference"][k] / data["reference_total"]
            assert 0 <= entry["density"] <= 1


def test_ranks_are_inside_their_range(data):
    count = len(data["places"])
    for place in data["places"]:
        for found in place["measures"].values():
            assert 1 <= found["rank"] <= count
            if "lower" in found:
                assert found["lower"] <= found["upper"]
                assert 1 <= found["rank_lower"] <= found["rank_upper"] <= count


def test_data_without_errors_have_no_draws():
    for key in ("provinces", "municipalities"):
        for place in region_data(key)["places"]:
            assert place["rse"] is None
            assert place["badge"] is None
            assert all("lower" not in found for found in place["measures"].values())
            assert "complexity" not in place["measures"]


def test_it_is_computed_once(monkeypatch, tmp_path):
    monkeypatch.setenv("EXPLORABLE_CACHE", str(tmp_path))
    first = region_data("provinces")
    (file,) = tmp_path.rglob("*.json")
    written = file.stat().st_mtime_ns
    assert region_data("provinces") == first
    assert [one.stat().st_mtime_ns for one in tmp_path.rglob("*.json")] == [written]


def test_all_that_is_used_of_the_library_is_watched():
    folder = Path(stored.__file__).parent
    used = {
        name
        for file in folder.glob("*.py")
        for name in re.findall(r"\bag\.(\w+)", file.read_text(encoding="utf-8"))
    }
    assert used == {function.__name__ for function in stored.LIBRARY}


def test_another_kind_is_refused():
    with pytest.raises(ValueError, match="key: 'counties' is not known"):
        region_data("counties")


def test_sources_are_tables_of_the_book():
    from clusterbook.tables import names

    for key in KINDS:
        assert set(kind_of_place(key).tables) <= set(names())
