"""What is written to pages: JSON that keeps to its contract, and is computed once."""

import json
import re
from pathlib import Path

import pytest

from clusterbook.regions import region_data, stored
from clusterbook.regions.kinds import KINDS, kind_of_place

OF_A_PLACE = {
    "code", "slug", "name", "title", "korean", "also", "parent", "page", "outline", "x", "y",
    "total", "cells", "marks", "rse", "groups", "groups_rse", "published", "badge", "measures",
    "strongest", "missing_near",
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


def test_who_withholds_anything_does_not_publish_all(data):
    for place in data["places"]:
        seen = place["published"]
        exact = sum(cell or 0 for cell in place["cells"]) / place["total"]
        assert seen["share"] <= min(exact, 1) + 0.0001
        assert seen["share"] > exact - 0.0012
        assert not (seen["withheld"] and seen["share"] == 1)


def test_groups_are_those_of_the_source(data):
    for place in data["places"]:
        assert len(place["groups"]) == len(data["groups"])
        # Figures of groups hold what is withheld of their parts.
        sums = {}
        for activity, cell in zip(data["activities"], place["cells"], strict=True):
            name = activity["group"] or activity["title"]
            sums[name] = sums.get(name, 0) + (cell or 0)
        for group, amount in zip(data["groups"], place["groups"], strict=True):
            # The survey rounds to tens, so parts may pass their sum by a little.
            assert amount is None or sums[group["title"]] <= 1.02 * amount + 200


def test_names_by_which_a_place_is_looked_for():
    found = {place["slug"]: place for key in KINDS for place in region_data(key)["places"]}
    wanted = {
        "us-metro-20500-durham-chapel-hill-nc": ["North Carolina"],
        "us-state-11-district-of-columbia": ["DC"],
        "kr-province-26-ulsan": ["울산", "울산시"],
        "kr-province-32-gangwon": ["강원도", "Gangwon-do"],
        "kr-province-35-north-jeolla": ["전라북도", "전북", "Jeonbuk"],
        "kr-municipality-37310-gunwi-gun-north-gyeongsang": ["대구광역시", "Daegu", "경북"],
        "kr-municipality-37050-gumi-si-north-gyeongsang": ["경북", "Gyeongbuk"],
    }
    for slug, names in wanted.items():
        assert all(name in found[slug]["also"] for name in names)


def test_who_has_no_page_is_named_with_the_reason():
    metros, states = (region_data(key) for key in ("metros", "states"))
    assert "Ponce, PR" in metros["not_shown"]
    assert len(metros["not_shown"]) == 6
    assert states["not_shown"] == ["Guam", "Puerto Rico", "Virgin Islands"]
    for data in (metros, states):
        names = {place["title"] for place in data["places"]}
        assert not names & set(data["not_shown"])
        assert "does not count them" in data["left_out"][0]


def test_activities_of_korea_have_korean_titles():
    for key, without in (("provinces", set()), ("municipalities", {"L", "MN"})):
        data = region_data(key)
        assert {
            one["code"] for one in data["activities"] if not re.search("[가-힣]", one["korean"])
        } == without
        assert sum(not one["korean"] for one in data["groups"]) == len(without)


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
