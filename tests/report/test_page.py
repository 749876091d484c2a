"""Nothing of a file reaches the page but as text: no element, no attribute, no address, no style."""

import base64
import hashlib
import re
from itertools import pairwise

import pytest
from bs4 import BeautifulSoup
from hostile_names import HOSTILE

ALLOWED = {
    *(
        "html",
        "head",
        "meta",
        "title",
        "style",
        "body",
        "a",
        "header",
        "p",
        "h1",
        "h2",
        "h3",
        "nav",
        "ul",
        "li",
        "main",
    ),
    *(
        "section",
        "dl",
        "dt",
        "dd",
        "table",
        "caption",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "code",
        "figure",
        "div",
    ),
    *("svg", "g", "path", "text", "defs", "use", "clippath", "rect"),
}


@pytest.fixture(scope="module", params=["hostile_page", "plants_page"])
def page(request):
    return request.getfixturevalue(request.param)


def test_only_elements_that_the_page_itself_writes(page):
    soup = BeautifulSoup(page, "html.parser")
    assert {element.name for element in soup.find_all(True)} <= ALLOWED
    for element in soup.find_all(True):
        handlers = [
            name
            for name in element.attrs
            if name.startswith("on") or name in ("style", "src", "srcdoc")
        ]
        assert handlers == []
        if element.name in ("a", "use"):
            assert element["href"].startswith("#")


def test_hostile_names_are_there_as_text(hostile_page):
    soup = BeautifulSoup(hostile_page, "html.parser")
    names = [cell.get_text() for cell in soup.select("#regions tbody th")]
    assert sorted(names) == sorted(HOSTILE)
    assert soup.title.get_text() == "Report on <b onclick=alert(1)>=x.csv"
    drawn = {text.get_text() for text in soup.select("#regions svg text")}
    assert {"$\\frac{$", "javascript:alert(1)"} & drawn


def test_the_policy_admits_the_page_s_own_style_and_nothing_else(page):
    style = re.search(r"<style>(.*?)</style>", page, re.DOTALL)[1]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)[1]
    assert (
        policy
        == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    )
    assert page.index("Content-Security-Policy") < page.index("<style>")
    assert page.count("<style>") == 1
    assert not re.search(r"url\((?!#)|@import", page)


def test_tables_and_figures_can_be_followed_without_seeing_them(page):
    soup = BeautifulSoup(page, "html.parser")
    assert soup.html["lang"] == "en"
    for table in soup.find_all("table"):
        assert table.caption.get_text()
        assert all(cell.get("scope") in ("col", "row") for cell in table.find_all("th"))
    pictures = soup.find_all("svg")
    assert pictures
    assert all(picture["role"] == "img" and picture["aria-label"] for picture in pictures)
    levels = [int(heading.name[1]) for heading in soup.find_all(["h1", "h2", "h3"])]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    ids = [element["id"] for element in soup.find_all(id=True)]
    assert len(ids) == len(set(ids))
    assert {link["href"][1:] for link in soup.find_all("a")} <= set(ids)


def test_a_long_table_says_that_it_is_cut(hostile_page):
    caption = BeautifulSoup(hostile_page, "html.parser").select_one("#cells caption").get_text()
    assert re.search(
        r"190 rows\. The page shows 40 of 190 rows, the largest by amount; the workbook has all",
        caption,
    )
