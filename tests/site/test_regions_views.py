"""What a reader does on the pages of regions: search, rank, walk over the map, compare, and take the figures along."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from clusterbook.regions import pages, region_data
from clusterbook.regions.pages.compare import compare_page
from clusterbook.regions.pages.data_files import cells_file, kind_file, names_file
from clusterbook.regions.pages.find import find
from clusterbook.regions.pages.kind_page import kind_page
from clusterbook.regions.pages.region import region_page

HERE = Path(pages.__file__).parent
SHELL = (
    '<!doctype html><html lang="en"><meta charset="utf-8"><title>{title}</title>'
    '<link rel="stylesheet" href="regions.css">{body}'
    '<script src="regions.js"></script><script src="views.js"></script></html>'
)


@pytest.fixture(scope="module")
def provinces():
    return region_data("provinces")


@pytest.fixture(scope="module")
def site(tmp_path_factory, provinces, root):
    """The pages of the provinces in a shell of their own, as they lie on a disk."""
    folder = tmp_path_factory.mktemp("site") / "regions"
    (folder / "cells").mkdir(parents=True)
    made = [compare_page(), kind_page(provinces)]
    made += [region_page(provinces, place, (), str) for place in provinces["places"]]
    for page in made:
        text = SHELL.format(title=page["title"], body=page["body"])
        (folder / f"{page['name']}.html").write_text(text, encoding="utf-8")
    searched = find(root, "find", frozenset())[0].removeprefix(".. raw:: html\n\n   ")
    searched = searched.replace("../../regions/", "")
    (folder / "find.html").write_text(
        f'<!doctype html><meta charset="utf-8">{searched}', encoding="utf-8"
    )
    for name in ("regions.js", "views.js", "regions.css"):
        (folder / name).write_text((HERE / name).read_text(encoding="utf-8"), encoding="utf-8")
    (folder / "names.js").write_text(names_file([provinces]), encoding="utf-8")
    (folder / "provinces.js").write_text(kind_file(provinces), encoding="utf-8")
    for place in provinces["places"]:
        text = cells_file(provinces, place)
        (folder / f"cells/provinces-{place['code']}.js").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def opened(chromium, site):
    """A function that opens a page of the site; what went wrong in it fails the test."""
    context = chromium.new_context(viewport={"width": 360, "height": 740}, accept_downloads=True)
    page, wrong = context.new_page(), []
    page.on("pageerror", lambda error: wrong.append(str(error)))

    def go(name):
        page.goto(f"{site.as_uri()}/{name}")
        return page

    yield go
    context.close()
    assert wrong == []


def first_cells(page, within, rows=3):
    found = page.locator(f"{within} tbody tr").all()[:rows]
    return [row.locator("th").inner_text().split("\n")[0].strip() for row in found]


def saved(page, button):
    with page.expect_download() as download:
        button.click()
    text = Path(download.value.path()).read_text(encoding="utf-8-sig")
    return list(csv.reader(text.splitlines()))


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ("ulsan", "Ulsan"),
        ("울산시", "Ulsan"),
        ("Gyeongbuk", "North Gyeongsang"),
        ("jeolla north", "North Jeolla"),
        ("강원도", "Gangwon"),
    ],
)
def test_a_place_is_found_by_any_of_its_names_and_enter_opens_it(opened, asked, name):
    page = opened("find.html")
    page.get_by_label("Name of your region").fill(asked)
    page.locator("[data-list] a").first.wait_for()
    assert page.locator("[data-list] a").first.inner_text() == name
    page.get_by_label("Name of your region").press("Enter")
    page.wait_for_url("**/kr-province-*.html")
    assert page.locator("h1").inner_text() == name


def test_who_is_not_found_is_told_so(opened):
    page = opened("find.html")
    page.get_by_label("Name of your region").fill("Atlantis")
    page.get_by_text("No place has such a name").wait_for()
    assert page.locator("[data-list] li").count() == 0


def test_places_are_ranked_by_any_measure_and_the_address_keeps_it(opened, provinces):
    page = opened("provinces.html")
    growth = {place["title"]: place["measures"]["growth"]["value"] for place in provinces["places"]}
    page.get_by_label("Rank by").select_option("growth")
    assert first_cells(page, "#places") == sorted(growth, key=growth.get, reverse=True)[:3]
    page.get_by_label("Only names with").fill("north")
    assert page.locator("#places tbody tr").count() == 3
    page.reload()
    page.get_by_text("3 of 17 places").wait_for()
    assert page.get_by_label("Rank by").input_value() == "growth"
    rows = saved(page, page.get_by_role("button", name="This table as CSV"))
    assert len(rows) == 1 + 3 + 2
    assert "Statistics Korea" in rows[-1][0]


def test_arrow_keys_go_over_the_map_and_enter_opens_a_place(opened):
    page = opened("provinces.html")
    page.get_by_text("17 of 17 places").wait_for()
    page.locator("svg.r-map a[tabindex='0']").focus()
    assert page.locator(".r-named").inner_text() == "Seoul"
    page.keyboard.press("ArrowDown")
    name = page.locator(".r-named").inner_text()
    assert name != "Seoul"
    assert page.locator("svg.r-map a[tabindex='0']").count() == 1
    page.keyboard.press("Enter")
    page.wait_for_url("**/kr-province-*.html")
    assert page.locator("h1").inner_text() == name


def test_a_click_beside_the_places_names_the_nearest(opened):
    page = opened("provinces.html")
    page.get_by_text("17 of 17 places").wait_for()
    box = page.locator("svg.r-map").bounding_box()
    page.mouse.click(box["x"] + box["width"] - 3, box["y"] + box["height"] - 3)
    assert page.locator(".r-named a").count() == 1


def test_a_place_is_held_against_others_and_the_address_keeps_against_whom(opened):
    page = opened("kr-province-26-ulsan.html")
    assert first_cells(page, "#more-of", 1) == ["Coke and refining"]
    page.locator("#more-of select").select_option("other")
    page.get_by_label("Which place").fill("South Gyeongsang 38")
    page.get_by_label("Which place").press("Tab")
    page.get_by_text("Held against South Gyeongsang").wait_for()
    held = first_cells(page, "#more-of")
    page.reload()
    page.get_by_text("Held against South Gyeongsang").wait_for()
    assert first_cells(page, "#more-of") == held
    page.locator("#more-of select").select_option("nation")
    assert first_cells(page, "#more-of", 1) == ["Coke and refining"]


def test_all_figures_of_a_place_go_into_a_file_with_what_is_withheld(opened, provinces):
    page = opened("kr-province-26-ulsan.html")
    header, *rows = saved(page, page.get_by_role("button", name="All figures as CSV"))
    ulsan = next(place for place in provinces["places"] if place["code"] == "26")
    assert len(rows) == len(provinces["activities"])
    by_code = {row[1]: dict(zip(header, row, strict=True)) for row in rows}
    for activity, value, mark in zip(
        provinces["activities"], ulsan["cells"], ulsan["marks"], strict=True
    ):
        row = by_code[activity["code"]]
        assert row["Workers"] == ("" if value is None else str(value))
        assert row["status"] == {"p": "published", "w": "withheld"}[mark]
        assert "Statistics Korea" in row["source"]
    assert ulsan["marks"].count("w") == 2


def test_up_to_five_places_stand_side_by_side_and_the_address_brings_them_back(opened):
    page = opened("kr-province-26-ulsan.html")
    page.get_by_role("link", name="Compare with other places").click()
    field = page.get_by_label("Add a place")
    for number, place in enumerate(("Gyeonggi 31", "Seoul 11", "Sejong 29", "Jeju 39"), start=2):
        field.fill(place)
        field.press("Tab")
        page.get_by_text(f"{number} of up to 5 places").wait_for()
    assert field.is_disabled()
    assert "places=26+31+11+29+39" in page.url
    page.reload()
    page.get_by_text("5 of up to 5 places").wait_for()
    names = page.locator("[data-chosen] a").all_inner_texts()
    assert names == ["Ulsan", "Gyeonggi", "Seoul", "Sejong", "Jeju"]
    # Withheld stands as that, and not as a zero.
    assert page.locator("#compare td", has_text="withheld").count() > 0
    rows = saved(page, page.get_by_role("button", name="These tables as CSV"))
    assert rows[1] == ["Measure", *names]
    assert "Statistics Korea" in rows[-1][0]
    page.get_by_role("button", name="Take Gyeonggi out").click()
    page.get_by_text("4 of up to 5 places").wait_for()
    assert "places=26+11+29+39" in page.url


def test_a_comparison_answers_in_less_than_a_tenth_of_a_second(opened):
    page = opened("compare.html#compare?kind=provinces&places=26+31+11+29+39")
    page.get_by_text("5 of up to 5 places").wait_for()
    times = page.evaluate(
        """async () => {
            const times = [], chosen = document.querySelector("[data-chosen]");
            while (chosen.children.length > 1) {
                const [before, began] = [chosen.children.length, performance.now()];
                chosen.querySelector("button").click();
                while (chosen.children.length === before) await new Promise((done) => setTimeout(done));
                times.push(performance.now() - began);
            }
            return times;
        }"""
    )
    # The middle one of four: another process may take the machine away from one.
    assert sorted(times)[1] < 100
