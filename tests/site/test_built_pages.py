"""What can be read from the files of the built site: pages, links, policy, alternative texts, weights, fonts."""

from __future__ import annotations

import json
import re
from copy import copy
from functools import cache
from xml.etree import ElementTree

import pytest
import reading
from fontTools.ttLib import TTFont

from bookpress.build.label_names import names_of
from bookpress.build.site import listed_pages
from bookpress.checks.site import findings
from bookpress.checks.weights import weigh
from bookpress.sphinx.webfonts import is_korean


@cache
def parsed(path):
    return reading.parsed(path.read_text(encoding="utf-8"))


def test_the_site_is_whole(book):
    """Every page that is listed and no other, links and anchors, nothing from elsewhere, the policy, the budgets."""
    assert findings(book) == []


def test_no_style_is_there_for_the_policy_to_forbid(site, page_name):
    assert " style=" not in re.sub(
        r"<(script|pre)\b.*?</\1>", "", (site / f"{page_name}.html").read_text(), flags=re.S
    )


def test_stored_views_hold_nothing_inline(site):
    for part in site.glob("_explorables/*.js"):
        text = part.read_text(encoding="utf-8")
        assert not re.search(r"style=|<script|\bon\w+=\\?[\"']|javascript:", text), part.name


def test_identifiers_are_unique(site, page_name):
    names = [tag["id"] for tag in parsed(site / f"{page_name}.html").find_all(id=True)]
    assert not {name for name in names if names.count(name) > 1}


def test_pictures_have_alternative_text(site, page_name):
    page = parsed(site / f"{page_name}.html")
    for image in page.find_all("img"):
        text = (image.get("alt") or "").strip()
        assert text, f"no alternative text: {image}"
        assert not re.search(r"\.(png|svg|jpe?g)$", text), (
            f"a file name is no alternative text: {image}"
        )
    for drawing in page.find_all("svg"):
        hidden = drawing.get("aria-hidden") == "true" or drawing.find_parent(
            attrs={"aria-hidden": "true"}
        )
        assert hidden or drawing.get("aria-label") or drawing.get("aria-labelledby"), str(drawing)[
            :300
        ]


def test_page_has_language_title_and_one_main_heading(site, page_name):
    page = parsed(site / f"{page_name}.html")
    assert page.html["lang"]
    assert page.title.text.strip()
    assert len(page.find_all("h1")) == 1


def test_each_page_leads_to_the_next(site, book):
    pages = listed_pages(book)
    led = [
        parsed(site / f"{page}.html").select_one(".prev-next-area a.right-next") for page in pages
    ]
    places = [
        link and (site / page).parent.joinpath(link["href"])
        for page, link in zip(pages, led, strict=True)
    ]
    assert [place and place.resolve() for place in places] == [
        *(site / f"{page}.html" for page in pages[1:]),
        None,
    ]


def test_page_says_its_edition_and_what_it_is_about(site, chapter):
    page = parsed(site / f"{chapter}.html")
    edition = page.select_one(".edition").text
    assert re.match(r"Edition \d+\.\d+\.\d+", edition)
    if time := page.select_one(".edition time"):
        assert re.fullmatch(r"\d{4}-\d\d-\d\d", time["datetime"])
    words = page.find("meta", attrs={"name": "description"})["content"]
    assert 20 <= len(words) <= 200
    shared = {
        tag["property"]: tag["content"]
        for tag in page.find_all("meta", property=re.compile("^og:"))
    }
    assert shared["og:description"] == words
    assert shared["og:title"] in page.h1.text
    if "og:url" in shared:
        assert shared["og:url"].endswith(f"/{chapter}.html")
        assert (
            site / shared["og:image"].removeprefix(shared["og:url"].removesuffix(f"{chapter}.html"))
        ).is_file()


def test_the_notebook_of_a_page_can_be_saved(site, chapter):
    link = parsed(site / f"{chapter}.html").select_one(".btn-download-source-button")["href"]
    source = (site / f"{chapter}.html").parent / link
    assert source.is_file()
    if source.suffix == ".ipynb":
        notebook = json.loads(source.read_text(encoding="utf-8"))
        assert any(cell["cell_type"] == "code" for cell in notebook["cells"])


def test_the_site_map_lists_the_book(book, site):
    if not (site / "sitemap.xml").exists():
        pytest.skip("no base address was set for this build")
    names = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    places = [
        place.text for place in ElementTree.parse(site / "sitemap.xml").iterfind(".//s:loc", names)
    ]
    assert all(place.startswith("http") for place in places)
    assert all(
        any(place.endswith(f"/{page}.html") for place in places) for page in listed_pages(book)
    )


def test_the_status_page_holds_every_page(book, site):
    rows = parsed(site / "status.html").select("#status table")[0].select("tbody tr")
    assert len(rows) == len(listed_pages(book))
    for row in rows:
        _, seconds, page, visit, _ = (cell.text for cell in row.find_all("td"))
        assert seconds == "–" or float(seconds) > 0
        assert 0 < int(page) < int(visit)


def test_nothing_is_left_of_icon_fonts_and_kernel_launchers(site, page_name):
    text = (site / f"{page_name}.html").read_text(encoding="utf-8")
    for unwanted in (
        "fontawesome",
        "fa-solid",
        "THEBE_JS_URL",
        "html-manager",
        "require.min.js",
        "MathJax",
    ):
        assert unwanted not in text


def test_a_page_weighs_something_and_a_visit_more(site, page_name, measure):
    weight = weigh(site / f"{page_name}.html")
    measure("weights", page_name, {"html": weight.html, "first visit": weight.first_visit})
    assert 0 < weight.html < weight.first_visit


def test_fonts_hold_every_korean_syllable_shown(site):
    letters = set()
    for path in [*site.rglob("*.html"), *site.glob("_explorables/*")]:
        letters.update(path.read_text(encoding="utf-8"))
    shown = {ord(letter) for letter in letters if is_korean(ord(letter)) and letter >= "가"}
    assert shown
    for weight in (400, 600):
        font = TTFont(site / f"_static/fonts/noto-sans-korean-{weight}.woff2")
        assert not {chr(code) for code in shown - set(font.getBestCmap())}, weight


def numbers_on(soup):
    """Numbers of the captions and formulas of a built page, by their labels."""
    captions = [
        (number.find_parent(id=True)["id"], number.get_text().strip())
        for number in soup.select("span.caption-number")
    ]
    formulas = [
        (one["id"].removeprefix("equation-"), one.select_one(".eqno"))
        for one in soup.select("[id^=equation-]")
    ]
    return dict(captions) | {
        label: number.get_text().strip("() #\n\u00b6") for label, number in formulas if number
    }


def test_notebooks_to_save_have_the_numbers_that_the_site_shows(book, site):
    pages = listed_pages(book)
    shown = {
        label: number
        for page in pages
        for label, number in numbers_on(parsed(site / f"{page}.html")).items()
    }
    assert names_of(book, pages).numbers == shown
    assert len(shown) > len(pages)


def test_notebooks_to_save_have_the_titles_that_the_site_shows(book, site):
    pages = listed_pages(book)
    titles = names_of(book, pages).titles
    for page in pages:
        # Tests beside this one look at the same page: it stays as it is.
        heading = copy(parsed(site / f"{page}.html").h1)
        heading.select_one(".headerlink").decompose()
        assert re.sub(r"^\d+\. ", "", heading.get_text().strip()) == titles[page]
