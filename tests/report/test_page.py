"""Nothing of a file reaches the page but as text: no element, no attribute, no address, no style."""

import base64
import hashlib
import re
from itertools import pairwise

import pytest
from bs4 import BeautifulSoup
from hostile_names import HOSTILE

from agglomeration.report import make_report

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


def test_a_long_table_says_that_it_is_cut():
    rows = [f"R{a:03},I{b:02},{1 + (a * 7 + b * 3) % 50}" for a in range(40) for b in range(9)]
    report = make_report("\n".join(["region,industry,jobs", *rows]).encode(), draws=0)
    page = BeautifulSoup(report.html(), "html.parser")
    caption = page.select_one("#cells caption").get_text()
    assert "360 rows. The page shows the 300 largest by location quotient;" in caption
    assert len(page.select("#cells tbody tr")) == 300


def test_the_first_lines_say_what_every_quotient_is_relative_to(plants_page):
    header = BeautifulSoup(plants_page, "html.parser").header.get_text(" ")
    assert "relative to the 8 regions of this file together" in header
    text = b"region,industry,jobs\nA,x,1\nA,y,3\nB,x,2\nB,y,2\nN,x,9\nN,y,1\n"
    other = make_report(text, reference="N", draws=0)
    header = BeautifulSoup(other.html(), "html.parser").header.get_text(" ")
    assert "relative to 'N'" in header


def test_what_matters_stands_in_words_before_any_table(plants_page):
    page = BeautifulSoup(plants_page, "html.parser")
    sections = [section["id"] for section in page.find_all("section")]
    assert sections[:2] == ["first", "assumed"]
    assert "highest is 4.36, of steel in G" in page.select_one("#first").get_text()


def test_the_strongest_are_above_the_reference(plants_page):
    drawn = BeautifulSoup(plants_page, "html.parser").select_one("#cells figure .explorable-wide")
    numbers = [float(text.get_text()) for text in drawn.select("text") if _is_quotient(text)]
    assert len(numbers) >= 10
    assert min(numbers) > 1


def _is_quotient(text):
    """A number with two decimals stands beside a dot; those of the axis have fewer or are in its row."""
    return re.fullmatch(r"\d+\.\d\d", text.get_text()) is not None


def test_nothing_that_rounds_to_zero_has_a_sign(hostile_page, plants_page):
    for page in (hostile_page, plants_page):
        cells = BeautifulSoup(page, "html.parser").select("td.number")
        assert cells
        assert not [
            cell.get_text() for cell in cells if re.fullmatch(r"[-−]0(\.0+)?", cell.get_text())
        ]
