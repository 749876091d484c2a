"""What surrounds a page: colour mode, contents, search, downloads, full screen."""

from __future__ import annotations

import pytest
from build import listed_pages

PAGE = listed_pages()[-3]


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


@pytest.mark.parametrize(
    ("width", "selector"), [(1280, ".bd-header-article .primary-toggle"), (400, ".bd-header-article .primary-toggle")]
)
def test_contents_open_and_close(visit, width, selector):
    page = visit(PAGE, width=width)
    contents = page.locator("nav.bd-docs-nav").first
    before = contents.is_visible()
    page.locator(selector).click()
    page.wait_for_timeout(500)
    assert page.locator("nav.bd-docs-nav").first.is_visible() != before


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


def test_downloads_open_by_click(visit):
    page = visit(PAGE)
    page.locator(".dropdown-download-buttons > button").click()
    assert page.locator(".btn-download-source-button").is_visible()


def test_full_screen_works(visit):
    page = visit(PAGE)
    page.locator(".btn-fullscreen-button").click()
    page.wait_for_function("document.fullscreenElement !== null")


def test_keyboard_reaches_the_text_first(visit):
    page = visit(PAGE)
    page.keyboard.press("Tab")
    focused = page.evaluate("document.activeElement.getAttribute('href')")
    assert focused == "#main-content"


def test_korean_font_is_loaded_only_where_there_is_korean(visit, site):
    plain, korean = None, None
    for name in listed_pages():
        text = (site / f"{name}.html").read_text(encoding="utf-8").split("<article", 1)[1].split("</article>", 1)[0]
        has = any("가" <= letter <= "힣" for letter in text)
        korean, plain = (name, plain) if has else (korean, name)
    loaded = "[...document.fonts].some(f => f.status === 'loaded' && f.unicodeRange.includes('U+AC00'))"
    for name, expected in ((plain, False), (korean, True)):
        if name:
            page = visit(name)
            page.evaluate("document.fonts.ready")
            assert page.evaluate(loaded) is expected, name
