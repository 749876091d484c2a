"""The reference on the built site: former addresses lead on, no page is endless, the search finds names."""

from __future__ import annotations

import pytest
from where import PAGES

from bookpress.checks.weights import weigh
from bookpress.editions.paper import pdf_of
from clusterbook.indicator_catalogue import QUESTIONS

FORMER = "book/lab/indicator-catalogue"
REFERENCE = [page for page in PAGES if page.startswith("book/reference/")]
SCREEN = 800
MOST_SCREENS = 60
MOST = 170_000

pytestmark = pytest.mark.skipif(
    FORMER not in PAGES or not REFERENCE, reason="a preview without the reference"
)


@pytest.mark.parametrize("origin", ["disk", "server"])
def test_a_former_address_leads_on(visit, origin):
    page = visit(FORMER, origin, "#indicator-location-quotient")
    page.wait_for_url("**/specialization.html#agglomeration.location_quotient")
    heading = page.get_by_role("heading", name="location_quotient")
    assert heading.is_visible()
    assert 0 <= heading.bounding_box()["y"] < 300


def test_a_former_address_has_its_link_without_scripts(visit):
    page = visit(FORMER, fragment="#indicator-location-quotient", java_script_enabled=False)
    place = page.locator(".moved li", has=page.locator("#indicator-location-quotient"))
    assert (
        place.get_by_role("link").get_attribute("href").endswith("#agglomeration.location_quotient")
    )


def test_no_page_of_the_reference_is_endless(visit):
    page = visit(REFERENCE[0])
    heights = {}
    for name in REFERENCE:
        page.goto(page.url.replace(page.url.rpartition("/book/")[2], f"{name[5:]}.html"))
        heights[name] = page.evaluate("document.documentElement.scrollHeight") / SCREEN
    assert {name: height for name, height in heights.items() if height > MOST_SCREENS} == {}


def test_pages_of_the_reference_are_light_and_not_printed(site):
    assert {
        page: one for page in REFERENCE if (one := weigh(site / f"{page}.html").html) > MOST
    } == {}
    assert not [page for page in REFERENCE if (site / pdf_of(page)).exists()]


@pytest.mark.parametrize("asked", ["location_quotient", "location quotient", "shift_share"])
def test_the_search_finds_a_function(visit, asked):
    page = visit("search", "server", f"?q={asked.replace(' ', '+')}")
    name = asked.replace(" ", "_")
    page.wait_for_selector(f"#search-results a[href*='agglomeration.{name}']")


# A task, a function that a step of it calls, and the question whose page that stands on.
WALKS = [
    ("From a table to specialized regions", "location_quotient", "specialization"),
    ("From plants to a p-value", "ellison_glaeser", "concentration"),
    ("What changed between two years?", "shift_share", "growth"),
    ("Which industries belong together?", "communities", "relatedness"),
    ("Did the programme work?", "leverage", "policy"),
]


@pytest.mark.parametrize(("task", "name", "question"), WALKS)
def test_two_clicks_lead_from_a_task_to_a_function(visit, task, name, question):
    page = visit("book/reference/index")
    main = page.locator("article")
    main.get_by_role("link", name=task, exact=True).first.click()
    main.get_by_role("link", name=f"{name}()", exact=True).first.click()
    page.wait_for_url(f"**/{question}.html#agglomeration.{name}")


def test_there_is_a_page_for_each_question():
    assert {f"book/reference/{question}" for question in QUESTIONS} <= set(PAGES)
