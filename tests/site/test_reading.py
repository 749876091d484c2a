"""Reading a page: on screens of all sizes, without motion, on paper."""

from __future__ import annotations

import contextlib
import re
import zlib

import pytest
from axe import findings
from pypdf import PdfReader
from reading import SIDEWAYS, links_out, parsed
from where import PAGES

from bookpress.build.site import printed_pages
from bookpress.editions.paper import PAPER


@pytest.mark.parametrize("width", [360, 768])
def test_a_narrow_page_scrolls_down_only_and_its_wide_boxes_by_keyboard(opened, tried, width):
    page = opened(tried, width=width)
    assert page.evaluate(SIDEWAYS) == []
    assert not findings(page, "scrollable-region-focusable", where="main")


def test_nothing_moves_where_less_motion_is_asked(opened, tried):
    longest = opened(tried).evaluate(
        "Math.max(...[...document.querySelectorAll('*')].map(element => { const style = getComputedStyle(element);"
        " return Math.max(parseFloat(style.transitionDuration) || 0, parseFloat(style.animationDuration) || 0); }))"
    )
    assert longest < 0.01
    assert (
        opened(tried).evaluate("getComputedStyle(document.documentElement).scrollBehavior")
        == "auto"
    )


def test_print_holds_figures_readings_and_tables_and_no_controls(opened, tried):
    page = opened(tried)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    for section in page.locator("section.explorable").all():
        assert section.locator("figure.explorable-figure svg").filter(visible=True).count() == 1
        assert section.locator("p.explorable-reading").is_visible()
        assert section.locator(".explorable-table table").is_visible()
        assert not section.locator(".explorable-controls").is_visible()
    assert page.locator("article h1, .bd-search-container h1").first.is_visible()
    assert not page.locator("#pst-primary-sidebar").is_visible()
    page.evaluate("dispatchEvent(new Event('afterprint'))")


def runs_of_letters(paper: bytes) -> int:
    """How many pieces of text a PDF shows."""
    shown = 0
    for packed in re.findall(rb"stream\r?\n(.*?)endstream", paper, re.DOTALL):
        with contextlib.suppress(zlib.error):  # fonts and pictures are packed otherwise
            shown += len(re.findall(rb"\bT[Jj]\b", zlib.decompress(packed)))
    return shown


def test_every_page_is_printed_and_linked(printed, site, chapter):
    """Its heading and a piece of text for each paragraph are on paper, unless one only looks things up in it."""
    text = (site / f"{chapter}.html").read_text(encoding="utf-8")
    if chapter not in printed_pages():
        assert "_pdf/" not in text
        return
    paper = (printed / f"{chapter}.pdf").read_bytes()
    assert paper.startswith(b"%PDF")
    assert f"_pdf/{chapter}.pdf" in text
    article = parsed(text).article
    article.h1.select_one(".headerlink").decompose()
    # A page's title is its heading, and after it the book's.
    read = PdfReader(printed / f"{chapter}.pdf")
    assert read.metadata.title.startswith(article.h1.get_text())
    # No link leads to the folder in which it was printed.
    assert not [to for page in read.pages for to in links_out(page) if to.startswith("file:")]
    assert runs_of_letters(paper) > len(article.find_all("p"))


def test_a_blank_print_is_noticed(chromium):
    page = chromium.new_page()
    page.set_content(
        "<style>@media print { main { display: none } }</style><main><h1>A</h1><p>B.</p></main>"
    )
    assert runs_of_letters(page.pdf(**PAPER)) <= 3  # number of the page and its title
    page.close()


def test_the_first_page_opens_from_both_places(visit, origin):
    page = visit("index", origin)
    page.wait_for_url(f"**/{PAGES[0]}.html")
    assert page.locator("h1").count() == 1
