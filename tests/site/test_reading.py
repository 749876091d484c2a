"""Reading a page: by eye on screens of all sizes, by screen reader, on paper, with scripts off."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

GRAVE = {"serious", "critical"}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(visit, page_name, scheme):
    # From a server: axe reads the style sheets once more, which a page from a disk may not.
    page = visit(page_name, "server", color_scheme=scheme)
    assert page.evaluate("document.documentElement.dataset.theme") == scheme
    page.evaluate("document.querySelectorAll('.explorable.is-covered [data-action=skip]').forEach(one => one.click())")
    page.evaluate("document.querySelectorAll('.explorable-table').forEach(one => { one.open = true; })")
    found = Axe().run(page).response["violations"]
    grave = [
        f"{finding['id']} ({finding['impact']}): {finding['help']}: "
        + "; ".join(node["html"][:200] for node in finding["nodes"])
        for finding in found
        if finding["impact"] in GRAVE
    ]
    assert not grave, "\n".join(grave)


@pytest.mark.parametrize("width", [360, 768])
def test_no_sideways_scrolling(visit, page_name, width):
    page = visit(page_name, width=width)
    assert page.evaluate("document.scrollingElement.scrollWidth") <= width


def test_the_first_page_opens_from_both_places(visit, origin):
    page = visit("index", origin)
    page.wait_for_url("**/book/index.html")
    assert page.locator("h1").count() == 1


def test_pages_load_without_errors(visit, chapter, origin):
    visit(chapter, origin).wait_for_timeout(300)


def test_without_scripts_figures_readings_and_tables_show(visit, chapter):
    page = visit(chapter, java_script_enabled=False)
    for section in page.locator("section.explorable").all():
        assert section.locator("figure.explorable-figure svg").filter(visible=True).count() == 1
        assert section.locator("p.explorable-reading").inner_text().strip()
        if section.locator("details.explorable-table").count():
            section.locator("details.explorable-table > summary").click()
            assert section.locator("details.explorable-table table").is_visible()
        assert not section.locator(".explorable-controls").is_visible()


def test_print_holds_figures_and_readings_and_no_controls(visit, chapter):
    page = visit(chapter)
    page.emulate_media(media="print")
    for section in page.locator("section.explorable").all():
        assert section.locator("figure.explorable-figure svg").filter(visible=True).count() == 1
        assert section.locator("p.explorable-reading").is_visible()
        assert not section.locator(".explorable-controls").is_visible()
    assert page.locator("article h1").is_visible()
    assert not page.locator("#pst-primary-sidebar").is_visible()
    assert page.pdf().startswith(b"%PDF")


def test_motion_is_reduced_where_asked(visit):
    page = visit("book/index", reduced_motion="reduce")
    longest = page.evaluate(
        "Math.max(...[...document.querySelectorAll('*')]"
        ".map(element => parseFloat(getComputedStyle(element).transitionDuration) || 0))"
    )
    assert longest < 0.01
