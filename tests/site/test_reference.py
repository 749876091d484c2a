"""The reference on the built site: former addresses lead on, no page is endless, the search finds names."""

from __future__ import annotations

import inspect
import re

import pytest
from reading import parsed
from where import PAGES

import agglomeration as ag
from bookpress.checks.weights import weigh
from bookpress.editions.paper import pdf_of
from clusterbook.function_reference import former_anchor
from clusterbook.indicator_catalogue import QUESTIONS, names_of, sections
from clusterbook.works import one_by_one

FORMER = "book/lab/indicator-catalogue"
REFERENCE = [page for page in PAGES if page.startswith("book/reference/")]
SCREEN = 800
MOST_SCREENS = 60
MOST = 170_000

pytestmark = pytest.mark.skipif(
    FORMER not in PAGES or not REFERENCE, reason="a preview without the reference"
)

NAMES = [name for question in QUESTIONS for name in names_of(question)]
# What tells a test how to compare; readers do not see it.
FLAG = re.compile(r"[ ]*# doctest: [^\n]*")


@pytest.fixture(scope="module")
def pages(site):
    """The pages of the reference, and the two that it is linked with, by name."""
    return {
        page: parsed((site / f"{page}.html").read_text(encoding="utf-8"))
        for page in [*REFERENCE, FORMER, "book/bibliography"]
    }


@pytest.fixture(scope="module")
def entries(pages):
    """Of each name the pages on which its call stands, with the section that it stands in."""
    found = {}
    for page, soup in pages.items():
        for call in soup.select("dl.py > dt.sig"):
            name = call["id"].removeprefix("agglomeration.")
            found.setdefault(name, []).append((page, call.find_parent("section")))
    return found


def target_of(page, link, site):
    """The page and the anchor that a link leads to."""
    address, _, anchor = link["href"].partition("#")
    file = (site / page).parent / address if address else site / f"{page}.html"
    return file.resolve().relative_to(site.resolve()).with_suffix("").as_posix(), anchor


def words(text):
    return set(re.findall(r"\w+", text))


def bare(text):
    """Lines without what a test is told, and without spaces at their ends."""
    return "\n".join(line.rstrip() for line in FLAG.sub("", text).strip().splitlines())


def typed(text):
    """What is typed at the prompt."""
    return [line for line in text.splitlines() if line.startswith((">>> ", "... "))]


def test_every_public_function_stands_on_one_page_that_of_its_question(entries):
    assert {name: [page for page, _ in places] for name, places in entries.items()} == {
        name: [f"book/reference/{question}"]
        for question in QUESTIONS
        for name in names_of(question)
    }
    assert set(entries) == set(ag.__all__)


def test_no_word_of_a_docstring_is_lost(entries):
    lost = {}
    for name in NAMES:
        (_, section), told = entries[name][0], sections(name)
        # A formula is drawn, and a work is named by its authors' family names.
        text = "\n".join(told[part] for part in told if part not in {"References", "Formula"})
        text = re.sub(r":math:`[^`]*`", "", FLAG.sub("", text))
        text = re.sub(r":\w+:`~?(?:\w+\.)*([^`]*)`", r"\1", text)
        text = re.sub(r"^\.\. math::.*?(?=\n\S|\Z)", "", text, flags=re.MULTILINE | re.DOTALL)
        # Colours part what is one word in code, and headings would join what is two.
        lost[name] = words(text) - words(section.get_text(" ")) - words(section.get_text())
    assert {name: gone for name, gone in lost.items() if gone} == {}


@pytest.mark.parametrize("name", NAMES)
def test_an_example_is_shown_as_it_stands_in_the_docstring(name, entries):
    _, section = entries[name][0]
    shown = [bare(block.get_text()) for block in section.select(".highlight pre")]
    examples = [block for block in shown if block.startswith(">>>")]
    doc = bare(inspect.getdoc(getattr(ag, name)))
    assert [block for block in examples if block not in doc] == []
    assert typed("\n".join(examples)) == typed(bare(sections(name).get("Examples", "")))


def test_a_call_names_what_can_be_given(entries):
    for name, [(_, section)] in entries.items():
        shown = [parameter.get_text() for parameter in section.select("dt.sig .sig-param")]
        names = [re.match(r"\*{0,2}(\w*)", parameter)[1] for parameter in shown]
        try:
            wanted = list(inspect.signature(getattr(ag, name)).parameters)
        except ValueError:
            wanted = []
        assert [parameter for parameter in names if parameter] == wanted, name


def test_formulas_are_drawn(entries):
    assert entries["location_quotient"][0][1].select_one("math mfrac")
    assert len([1 for [(_, section)] in entries.values() if section.find("math")]) > 60


def test_sources_lead_into_the_bibliography(pages, entries, site):
    known = {element["id"] for element in pages["book/bibliography"].find_all(id=True)}
    for name, [(page, section)] in entries.items():
        works = one_by_one(sections(name).get("References", ""))
        links = [target_of(page, link, site) for link in section.select("a[href*=bibliography]")]
        assert len(links) == len([work for work in works if re.search(r" \(\d{4}\)[.,]", work)])
        assert all(to == "book/bibliography" and anchor in known for to, anchor in links)


def test_every_former_address_leads_to_where_the_function_stands(pages, entries, site):
    for name in NAMES:
        place = pages[FORMER].select_one(f".moved #{former_anchor(name)}")
        entry = place if place.name == "li" else place.find_parent("li")
        to = target_of(FORMER, entry.find("a", href=True), site)
        assert to == (entries[name][0][0], f"agglomeration.{name}")


def test_the_first_page_leads_to_every_task_and_every_function(pages, site):
    page = "book/reference/index"
    to = [target_of(page, link, site) for link in pages[page].select("article a[href]")]
    assert set(REFERENCE) - {page} <= {one for one, _ in to}
    assert {f"agglomeration.{name}" for name in NAMES} <= {anchor for _, anchor in to}


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
