"""What surrounds a page: colour mode, contents, search, downloads, full screen."""

from __future__ import annotations

import pytest
from where import CHAPTER as PAGE
from where import PAGES


def test_colour_mode_switches_and_is_kept(visit, origin):
    page = visit(PAGE, origin, color_scheme="light")
    seen = []
    for _ in range(3):
        page.locator(".theme-switch-button").click()
        seen.append(page.evaluate("document.documentElement.dataset.mode"))
        assert page.locator(".theme-switch-button .theme-switch").filter(visible=True).count() == 1
    assert sorted(seen) == ["auto", "dark", "light"]
    while page.evaluate("document.documentElement.dataset.theme") != "dark":
        page.locator(".theme-switch-button").click()
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.reload()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == dark


@pytest.mark.parametrize(("width", "then"), [(1280, "hidden"), (400, "visible")])
def test_contents_close_where_they_are_open_and_open_where_they_are_not(visit, width, then):
    page = visit(PAGE, width=width)
    contents = page.locator("nav.bd-docs-nav").first
    assert contents.is_visible() is (then == "hidden")
    page.locator(".bd-header-article .primary-toggle").click()
    contents.wait_for(state=then)


def test_one_search_field_finds_pages(visit, origin):
    page = visit(PAGE, origin)
    assert page.locator(".search-button__button").filter(visible=True).count() == 1
    page.keyboard.press("Control+k")
    field = page.locator("#pst-search-dialog input")
    assert field.is_visible()
    field.fill("cluster")
    field.press("Enter")
    page.wait_for_url("**/search.html?q=cluster*")
    page.locator("#search-results li a").first.wait_for()
    page.locator("#search-results li a").first.click()
    page.wait_for_url("**/book/**")


def found(page, query):
    """Names of the pages that a search finds."""
    page.goto(f"{page.url.split('?')[0]}?q={query}")
    page.locator(".search-summary[data-done=true]").wait_for()
    return {
        link.split("#")[0].split("?")[0].removesuffix(".html")
        for link in page.locator("#search-results li > a").evaluate_all(
            "all => all.map(a => a.getAttribute('href'))"
        )
    }


@pytest.mark.parametrize("query", ["집적", "집적의", "집적에서는", "산업 클러스터", "클러스터를"])
def test_search_finds_korean_terms_bare_and_with_particles(visit, origin, query):
    pages = found(visit("search", origin), query)
    assert "book/glossary" in pages


def test_search_finds_korean_terms_written_together_and_only_what_is_there(visit):
    page = visit("search")
    assert "book/glossary" in found(page, "산업클러스터")
    assert not found(page, "없는낱말입니다")


def test_search_shows_the_korean_word_it_found(visit, origin):
    page = visit("search", origin)
    assert found(page, "집적의")
    page.locator("#search-results mark", has_text="집적").first.wait_for()


def test_english_search_is_as_before(visit):
    pages = found(visit("search"), "clustering")
    assert "book/glossary" in pages  # by its stem


def test_downloads_open_by_click(visit):
    page = visit(PAGE)
    page.locator(".dropdown-download-buttons > button").click()
    assert page.locator(".btn-download-source-button").is_visible()
    assert page.locator(".site-links a[download]").count() == 1


def test_full_screen_works(visit):
    page = visit(PAGE)
    page.locator(".btn-fullscreen-button").click()
    page.locator("html:fullscreen").wait_for()
    page.locator(".btn-fullscreen-button").click()
    page.locator("html:not(:fullscreen)").wait_for()


def test_the_print_button_prints(visit):
    page = visit(PAGE)
    page.evaluate("window.print = () => { window.printed = true; }")
    page.locator(".dropdown-download-buttons > button").click()
    page.locator(".btn-print-button").click()
    assert page.evaluate("window.printed")


def test_keyboard_reaches_the_text_first(visit):
    page = visit(PAGE)
    page.keyboard.press("Tab")
    focused = page.evaluate("document.activeElement.getAttribute('href')")
    assert focused == "#main-content"


def test_korean_font_is_loaded_only_where_there_is_korean(visit, site):
    plain, korean = None, None
    for name in PAGES:
        text = (
            (site / f"{name}.html")
            .read_text(encoding="utf-8")
            .split("<article", 1)[1]
            .split("</article>", 1)[0]
        )
        has = any("가" <= letter <= "힣" for letter in text)
        korean, plain = (name, plain) if has else (korean, name)
    loaded = (
        "[...document.fonts].some(f => f.status === 'loaded' && f.unicodeRange.includes('U+AC00'))"
    )
    for name, expected in ((plain, False), (korean, True)):
        if name:
            page = visit(name)
            page.evaluate("document.fonts.ready")
            assert page.evaluate(loaded) is expected, name
