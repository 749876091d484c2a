"""The benchmark report says what was measured, what exceeds its budget, and what could not be had."""

from importlib import import_module

import pytest

from benchmarks.report import _verdicts
from benchmarks.run import areas, with_parts_anew
from benchmarks.site_report import BUDGETS, site_section


@pytest.fixture
def measured():
    return {
        "where": {"python": "3.11.7", "cores": 2, "load": 1.5, "versions": {"Chromium": "150"}},
        "build": {"cold": 300.0, "warm": "fails after 9 s"},
        "pages": {
            "book/a": {"html": 55_000, "first_visit": 258_000, "near": 410.0, "slow": 3500.0},
            "book/b": {"html": 16_000, "first_visit": 183_000},
        },
        "yardstick": {
            "book/a": {
                "html": 90_000,
                "first_visit": 1_800_000,
                "near": 2100.0,
                "slow": "fails: no control",
            }
        },
        "live": {"book/a#card": {"median": 80.0, "longest": 120.0, "processor": 70.0}},
    }


def test_a_page_stands_beside_its_yardstick(measured):
    text = site_section(measured)
    assert "| book/a | 55 (90) | 258 (1,800) | 410 (2,100) | 3,500 (fails: no control) |" in text
    assert "| book/b | 16 | 183 |  |  |" in text
    assert "cold 300 s (budget 600 s), warm fails after 9 s (budget 60 s)" in text
    assert "| book/a#card | 80 | 120 | 70 |" in text
    assert "Every page is within its budget." in text
    assert "Python 3.11.7, Chromium 150, 2 cores, with 1.5 processes" in text


def test_what_exceeds_its_budget_is_named(measured):
    measured["pages"]["book/b"]["html"] = BUDGETS["html"] + 1
    measured["live"]["book/a#card"]["median"] = BUDGETS["live"] + 1
    text = site_section(measured)
    assert "Over budget: book/b." in text
    assert "Slower than the budget of 150 ms: book/a#card." in text


def test_a_yardstick_that_could_not_be_had_says_so(measured):
    measured["yardstick"] = {"not measured": "the runtime could not be fetched from npm"}
    assert (
        "The yardstick was not measured: the runtime could not be fetched from npm."
        in site_section(measured)
    )


def test_what_is_measured_anew_takes_its_place_and_the_rest_stays():
    before = {
        "environment": {"python": "3.11", "load": 2.0},
        "areas": {"growth": [1], "linkages": [2]},
        "engines": [3],
        "site": {"build": 4, "pages": 5},
    }
    now = {
        "environment": {"python": "3.12", "load": 1.0},
        "areas": {"growth": [6]},
        "engines": [],
        "site": {"pages": 7},
    }
    merged = with_parts_anew(before, now)
    assert merged == {
        "environment": {"python": "3.12", "load": 2.0},
        "areas": {"growth": [6], "linkages": [2]},
        "engines": [3],
        "site": {"build": 4, "pages": 7},
    }
    now["areas"]["linkages"] = [8]
    assert with_parts_anew(before, now)["environment"]["load"] == 1.0


def test_lines_added_to_older_ones_do_not_make_the_load_lower():
    before = {"environment": {"load": 7.0}, "areas": {"growth": [1]}, "engines": [], "site": {}}
    now = {"environment": {"load": 1.0}, "areas": {"growth": [1, 2]}, "engines": [], "site": {}}
    assert with_parts_anew(before, now)["environment"]["load"] == 1.0
    merged = with_parts_anew(before, now, older=True)
    assert merged["environment"]["load"] == 7.0 and merged["areas"] == {"growth": [1, 2]}


def test_each_line_has_a_name_of_its_own():
    for area in areas():
        names = [line.name for line in import_module(f"benchmarks.{area}").LINES]
        assert len(set(names)) == len(names)


def test_pages_measured_alone_leave_the_others_as_they_were():
    site = {
        "where": {"load": 2.5},
        "build": {"cold": 500},
        "pages": {"a": 1, "b": 2},
        "yardstick": {"a": 9},
    }
    now = {"where": {"load": 1.0}, "yardstick": {"b": 7}, "pages": {"b": 3}}
    record = {"environment": {}, "areas": {}, "engines": []}
    both = record | {"site": site}, record | {"site": now}
    assert with_parts_anew(*both, some_pages=True)["site"] == {
        "where": {"load": 2.5},
        "build": {"cold": 500},
        "pages": {"a": 1, "b": 3},
        "yardstick": {"a": 9, "b": 7},
    }
    assert with_parts_anew(*both)["site"]["yardstick"] == {"b": 7}


def test_the_load_told_of_the_site_is_the_highest_of_what_the_report_still_holds():
    record = {"environment": {}, "areas": {}, "engines": []}
    before = record | {"site": {"where": {"load": 2.5}, "pages": {}, "build": {}}}
    some = record | {"site": {"where": {"load": 1.0}, "build": {}}}
    every = record | {"site": {"where": {"load": 1.0}, "pages": {}, "build": {}}}
    assert with_parts_anew(before, some)["site"]["where"]["load"] == 2.5
    assert with_parts_anew(before, every)["site"]["where"]["load"] == 1.0


def test_every_size_at_which_a_package_is_faster_is_named():
    def measured(size, ours, theirs):
        return {
            "size": size,
            "measured": {"agglomeration": {"median": ours}, "peer 1": {"median": theirs}},
        }

    line = {
        "name": "quotient",
        "sizes": [measured([40, 20], 3.0, 2.0), measured([400, 200], 3.0, 6.0)],
    }
    text = _verdicts({"area": [line]})
    assert "ahead of the best package on 1 of 1 lines" in text
    assert "- quotient, 40 x 20: 1.50 times the time of peer 1" in text
    assert "400 x 200" not in text
