"""The pages of regions, on a handmade kind of three places: what is not published is no zero, what is told is there."""

from __future__ import annotations

import copy
import re
from io import StringIO

import pandas as pd
import pytest
from bs4 import BeautifulSoup

from bookpress.pages.policy import InlineStyles, forbidden, without_inline_code
from clusterbook.regions.pages.csv_files import csv_files
from clusterbook.regions.pages.data_files import cells_file, kind_file, names_file
from clusterbook.regions.pages.elements import element, shown, table
from clusterbook.regions.pages.find import FIND_PAGE, find
from clusterbook.regions.pages.kind_page import kind_page
from clusterbook.regions.pages.marks import bar, whisker
from clusterbook.regions.pages.measures import figure_of, rank_of, shown_measures
from clusterbook.regions.pages.region import region_page
from clusterbook.regions.pages.space import space, space_backdrop

CHAPTER = "book/part/chapter"


def a_place(code, total, cells, marks, **more):
    title = f"Place {code}"
    measures = {"size": {"value": total, "rank": 1}}
    measures["krugman"] = {
        "value": 0.4,
        "lower": 0.3,
        "upper": 0.5,
        "rank": 2,
        "rank_lower": 1,
        "rank_upper": 3,
    }
    return {
        "code": code,
        "slug": f"us-state-{code}-place",
        "name": title,
        "title": title,
        "korean": "",
        "also": "",
        "parent": "",
        "outline": "",
        "page": True,
        "x": 10.0,
        "y": -20.0,
        "total": total,
        "cells": cells,
        "marks": marks,
        "rse": [0.05, None, 0.2],
        "groups": [30, 60],
        "groups_rse": [0.05, 0.1],
        "published": {"share": 0.8, "cells": 2, "withheld": 1, "unpublished": 0, "error": 0.12},
        "badge": {
            "grade": "C",
            "sentence": "A good part is hidden.",
            "bounds": "C: bounds.",
            "missed": ["withheld"],
            "short_of": ["For B fewer would have to be withheld."],
        },
        "measures": measures,
        "strongest": [{"code": "c", "amount": 50, "quotient": 2.5, "lower": 1.5, "upper": 3.5}],
        "missing_near": [{"code": "a", "density": 0.61, "complexity": -0.001}],
        "known_near": 3,
        "alike": [],
        "of_its_size": [],
        "change": None,
        "sentences": ["It stands out by <code> & more."],
        "stands_out": [True],
        "notes": ["Its border is that of 2025."],
        "chapters": [CHAPTER],
        **more,
    }


@pytest.fixture
def data():
    activities = [
        {"code": "a", "title": "Aim", "korean": "", "group": "First", "complexity": -0.001}
        | {"complexity_ranks": [1, 3], "complexity_half": None},
        {"code": "b", "title": "Bake", "korean": "", "group": "Second"},
        {"code": "c", "title": "Code", "korean": "", "group": "Second"},
    ]
    places = [
        a_place("01", 100, [30, None, 50], "pwp"),
        a_place("02", 200, [20, 100, 40], "ppp", alike=[{"code": "01", "distance": 0.25}]),
        a_place("03", 50, [None, None, 50], "awp", of_its_size=["01", "02"]),
    ]
    return {
        "kind": "states",
        "unit": "jobs",
        "activity": "occupation",
        "activities_name": "occupations",
        "year": "2025",
        "year_before": None,
        "sources": [{"table": "t", "title": "A table", "citation": "An office, 2025."}],
        "cannot": ["It is not the whole story."],
        "left_out": ["Nowhere has no page."],
        "not_shown": ["Nowhere"],
        "grades": ["A: bounds.", "B: bounds.", "C: bounds.", "D: bounds."],
        "groups": [
            {"title": "First", "korean": "", "amount": 450},
            {"title": "Second", "korean": "둘째", "amount": 550},
        ],
        "chapters": [{"idea": "quotient", "text": "What a quotient says", "page": CHAPTER}],
        "measures": {
            "size": {"title": "Size", "sentence": "All jobs."},
            "krugman": {"title": "Specialization", "sentence": "Sum of gaps."},
        },
        "activities": activities,
        "reference": [400, 300, 200],
        "reference_total": 1000,
        "map": {"activities": [0, 1, 2], "x": [0, 0.5, 1], "y": [0, 1, 0.5], "links": [[0, 1]]},
        "places": places,
    }


def page_of(data, number=0, known=(CHAPTER,)):
    return region_page(data, data["places"][number], known, lambda page: "A chapter")


def rows_of(body, section):
    soup = BeautifulSoup(body, "html.parser").select_one(f"#{section} tbody")
    return [
        [cell.get_text(" ", strip=True) for cell in row.find_all(["th", "td"])]
        for row in soup.find_all("tr")
    ]


def test_a_place_is_made_of_groups_as_published_with_what_is_withheld_of_single_ones(data):
    page = page_of(data)["body"]
    assert rows_of(page, "made-of") == [
        ["Second 둘째", "", "60.0% 48.2% – 71.8%", "55.0%"],
        ["First", "", "30.0% 27.1% – 32.9%", "45.0%"],
    ]
    assert "a figure for 2, which hold 80.0% of its jobs; 1 more was estimated and is" in page
    others = {0: "no other was estimated.", 2: "2 more were estimated and are withheld."}
    for withheld, said in others.items():
        place = data["places"][0]
        place["published"] = {**place["published"], "withheld": withheld}
        assert f"hold 80.0% of its jobs; {said}" in page_of(data)["body"]


def test_a_group_without_a_figure_is_no_zero(data):
    data["places"][0]["groups"] = [None, 60]
    body = page_of(data)["body"]
    assert rows_of(body, "made-of")[1] == ["First", "", "–", "45.0%"]
    assert "Of 1 group there is no published figure" in body


def test_a_census_says_what_it_withholds(data):
    for place in data["places"]:
        place["rse"] = place["groups_rse"] = place["badge"] = None
        place["published"] |= {"share": 0.999, "error": None}
    body = page_of(data)["body"]
    assert "Of the 3 single occupations 1 is withheld" in body
    assert "the others hold 99.9% of its jobs" in body


def test_the_badge_comes_with_the_bounds_of_all_grades_and_what_it_falls_short_of(data):
    text = BeautifulSoup(page_of(data)["body"], "html.parser").select_one(".r-badge").get_text(" ")
    assert all(bounds in text for bounds in data["grades"] if bounds[0] != "C")
    assert "C: bounds." in text
    assert "For B fewer would have to be withheld." in text
    assert "C: bounds. 3 of the 3 places." in kind_page(data)["body"]


def test_what_stands_out_comes_with_its_interval(data):
    assert rows_of(page_of(data)["body"], "more-of") == [
        ["Code", "50", "50.00%", "20.00%", "2.50 1.50 – 3.50", ""]
    ]


def test_measures_come_with_intervals_and_ranges_of_ranks(data):
    rows = rows_of(page_of(data)["body"], "how-sure")
    assert ["Specialization Sum of gaps.", "0.40 0.30 – 0.50", "2 1 – 3"] in rows
    error = next(row for row in rows if row[0].startswith("Median relative standard error"))
    assert error[1] == "12.0%"


def test_the_measures_speak_of_draws_only_where_an_interval_stands(data):
    assert "in small what 95 of 100 draws" in page_of(data)["body"]
    data["places"][0]["measures"]["krugman"] |= {"lower": None, "upper": None}
    body = page_of(data)["body"]
    assert "The place in numbers" in body and "in small what" not in body


def test_where_the_source_knows_no_errors_none_are_told(data):
    for place in data["places"]:
        place["rse"] = place["badge"] = None
        place["published"]["error"] = None
    body = page_of(data)["body"]
    assert "r-badge" not in body
    assert "error" not in {*shown_measures(data)}
    assert "no sampling error" in body


def test_without_a_map_there_is_no_density_and_no_complexity(data):
    data["map"] = None
    body = page_of(data)["body"]
    assert 'id="near"' not in body
    assert "omplexity" not in body


def test_a_place_that_publishes_too_little_of_the_map_is_told_so(data):
    data["places"][0]["missing_near"] = []
    assert "It publishes too few of the occupations" in page_of(data)["body"]


def test_complexity_is_told_with_how_sure_it_is_and_no_minus_before_a_zero(data):
    assert rows_of(page_of(data)["body"], "near") == [
        ["Aim", "0.61", "0.00 half not sure rank 1 to 3"]
    ]


def test_change_is_told_in_signed_amounts(data):
    change = {
        "growth": 0.05,
        "nation": -0.01,
        "national": -10,
        "industry_mix": 20,
        "regional": 0,
        "change": 10,
    }
    change |= {"gains": [{"code": "a", "change": 30}], "losses": [{"code": "c", "change": -20}]}
    data["places"][0]["change"] = change | {"entries": ["a"], "exits": []}
    data["year_before"] = "2020"
    body = page_of(data)["body"]
    assert "From 2020 to 2025 it changed by 5.0%, the nation by −1.0%." in body
    assert [row[1] for row in rows_of(body, "changed")] == ["−10", "+20", "0", "+10"]
    assert "Began, from clearly less than in the nation to clearly more: Aim." in body
    assert "Ended" not in body


def test_texts_of_the_data_are_escaped(data):
    assert "by &lt;code&gt; &amp; more." in page_of(data)["body"]


def test_only_pages_that_are_there_are_linked(data):
    assert f'href="../{CHAPTER}.html"' in page_of(data)["body"]
    assert CHAPTER not in page_of(data, known=())["body"]


def test_pages_keep_the_policy_and_the_form(data):
    bodies = [page_of(data, number)["body"] for number in range(3)] + [kind_page(data)["body"]]
    for body in bodies:
        assert not forbidden(body)
        assert without_inline_code(body, InlineStyles()) == body
        soup = BeautifulSoup(body, "html.parser")
        assert len(soup.find_all("h1")) == 1
        assert all(head.get_text(strip=True) for head in soup.find_all("th"))
        names = [tag["id"] for tag in soup.find_all(id=True)]
        assert len(names) == len(set(names))
        assert all(image.get("aria-label") for image in soup.select("svg[role]"))
        assert not re.search('[-−]0(?:[.]0+)?[%<" ]', body)
        assert "nan" not in soup.get_text().lower().split()


def test_the_page_of_a_kind_lists_all_places_by_size_and_says_who_is_left_out(data):
    body = kind_page(data)["body"]
    assert [row[1] for row in rows_of(body, "places")] == ["Place 02", "Place 01", "Place 03"]
    assert "Nowhere has no page." in body
    stops = [link["tabindex"] for link in BeautifulSoup(body, "html.parser").select("svg.r-map a")]
    assert stops == ["0", "-1", "-1"]


def test_a_place_that_another_page_tells_has_no_mark_of_its_own(data):
    data["places"][2]["page"] = False
    assert len(BeautifulSoup(kind_page(data)["body"], "html.parser").select("svg.r-map a")) == 2
    assert "Place 03" not in names_file([data])


def test_who_has_no_page_is_found_with_the_reason(data):
    assert '["Nowhere","","Nowhere has no page.",null,""]' in names_file([data])


def test_files_of_values_hold_all_figures_with_their_source_and_withhold_what_is_withheld(data):
    files = csv_files(data)
    assert set(files) == {f"states-{name}.csv" for name in ("measures", "figures", "occupations")}
    tables = {name: pd.read_csv(StringIO(text), dtype=str) for name, text in files.items()}
    for one in tables.values():
        assert one["source"][0] == "An office, 2025."
        assert set(one["year"]) == {"2025"}
    figures = tables["states-figures.csv"].set_index(["place", "occupation"])
    assert len(figures) == 8  # 'a' of the third place is not published at all
    withheld = figures.loc[("01", "b")]
    assert withheld["status"] == "withheld"
    assert pd.isna(withheld["jobs"])
    assert figures.loc[("01", "c"), "relative_standard_error"] == "0.2"
    measures = tables["states-measures.csv"].set_index(["place", "measure"])
    assert measures.loc[("02", "krugman"), ["value", "lower", "rank_upper"]].tolist() == [
        "0.4",
        "0.3",
        "3",
    ]
    assert tables["states-occupations.csv"]["nation_jobs"].tolist() == ["400", "300", "200"]


def test_pages_lead_to_these_files(data):
    for body in (page_of(data)["body"], kind_page(data)["body"]):
        linked = {a["href"] for a in BeautifulSoup(body, "html.parser").select("a[download]")}
        assert linked == set(csv_files(data))


def test_holes_in_the_figures_are_holes_in_the_file(data):
    first, _, third = data["places"]
    assert "values:[30,,50],errors:[5,,20]" in cells_file(data, first)
    assert "values:[,,50]" in cells_file(data, third)
    ends_open = copy.deepcopy(first) | {"cells": [30, 20, None], "rse": None}
    assert "values:[30,20,,],errors:null" in cells_file(data, ends_open)


def test_the_file_of_a_kind_holds_measures_reference_and_source(data):
    text = kind_file(data)
    assert text.startswith("regions.kinds.states={")
    assert '"reference":[400,300,200],"total":1000' in text
    assert '"source":"An office, 2025."' in text
    assert '"krugman":[0.4,0.3,0.5]' in text


def test_ranks_of_what_is_published_are_counted(data):
    data["places"][1]["published"] = {**data["places"][1]["published"], "share": 0.9}
    assert rank_of(data, data["places"][0], "share") == [2, None, None]
    assert figure_of(data["places"][1], "share") == [0.9, None, None]


def test_the_map_of_activities_fills_what_is_there_and_rings_what_is_near(data):
    drawn = BeautifulSoup(space(data, data["places"][0]), "html.parser")
    assert (
        len(drawn.select(".r-has")) == 1
    )  # Code; Bake is withheld, Aim is less than in the nation
    assert len(drawn.select(".r-near")) == 1
    assert "1 is not published here" in drawn.svg["aria-label"]
    whole = BeautifulSoup(space(data, data["places"][1]), "html.parser").svg["aria-label"]
    assert "3 occupations on the map, all of them published here," in whole


def test_a_chapter_that_looks_at_the_place_is_not_named_again_under_the_same_name(data):
    data["chapters"].append({"idea": "country", "text": "A chapter", "page": CHAPTER})
    assert page_of(data)["body"].count(">A chapter</a>") == 1
    assert ">What a quotient says</a>" in page_of(data)["body"]
    assert space_backdrop(data).count("<circle") == 3


@pytest.mark.parametrize(
    ("value", "digits", "percent", "text"),
    [
        (None, 1, False, "–"),
        (float("nan"), 1, False, "–"),
        (0, 0, False, "0"),
        (-0.004, 2, False, "0.00"),
        (-1234.5, 1, False, "−1,234.5"),
        (0.12345, 1, True, "12.3%"),
        (0.125, 2, False, "0.13"),
    ],
)
def test_numbers_are_printed(value, digits, percent, text):
    assert shown(value, digits, percent) == text


def test_a_table_has_no_empty_heading():
    made = BeautifulSoup(table("c", [("", False), ("n", True)], []), "html.parser")
    assert [cell.name for cell in made.thead.tr.children] == ["td", "th"]


def test_elements_escape_texts_and_keep_elements():
    assert element("p", "<", element("b", "x"), title='"') == '<p title="&quot;">&lt;<b>x</b></p>'


def test_marks_stay_on_their_axis():
    ends = [float(number) for number in re.findall(r'd="M([\d.]+)', whisker(400, 0.001, 400))]
    assert min(ends) == 0 and max(ends) == 100
    assert 'width="50"' in bar(0.1, None, 0.2)


def test_the_search_stands_on_a_page_of_the_book(root):
    assert (root / f"{FIND_PAGE}.md").is_file()
    text, _ = find(root, "find", frozenset())
    assert text.startswith(".. raw:: html")
    with pytest.raises(LookupError, match="ask for find"):
        find(root, "other", frozenset())
