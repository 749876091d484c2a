"""Reading a page: by eye on screens of all sizes, by screen reader, by keyboard, in large text, on paper."""

from __future__ import annotations

import re

import pytest
from axe import OF_COLOURS, SET_THEME, findings
from where import PAGES

# Everything open, so that nothing escapes.
OPEN_ALL = """() => {
  document.querySelectorAll('.explorable.is-covered [data-action=skip]').forEach(one => one.click());
  document.querySelectorAll('details').forEach(one => { one.open = true; });
  document.querySelectorAll('.toggle-hidden button.toggle-button').forEach(one => one.click());
}"""
# What a reader with a keyboard can stop at; begins before the part of the page that is asked for.
STOPS = """where => {
  const shown = one => one.checkVisibility({visibilityProperty: true}) && one.getClientRects().length;
  const radio = one => one.type === 'radio' && !one.checked;
  window.tabStops = [...document.querySelector(where).querySelectorAll(
    'a[href], button, input, select, textarea, summary, [tabindex]')].filter(
    one => one.tabIndex >= 0 && !one.disabled && shown(one) && !radio(one));
  window.tabSeen = new Set();
  window.tabUnmarked = [];
  document.addEventListener('focusin', event => {
    const style = getComputedStyle(event.target);
    if (!tabSeen.has(event.target) && (style.outlineStyle === 'none' || parseFloat(style.outlineWidth) < 2))
      tabUnmarked.push(event.target.outerHTML.slice(0, 160));
    tabSeen.add(event.target);
  });
  const begin = Object.assign(document.createElement('span'), {tabIndex: -1});
  document.querySelector(where).prepend(begin);
  begin.focus();
  begin.remove();
  return tabStops.length;
}"""
# Elements whose text is cut off at their edge.
CUT = """() => [...document.querySelectorAll('main :not(svg *, math *)')].filter(one => {
  const style = getComputedStyle(one);
  return one.childElementCount === 0 && one.textContent.trim() && one.checkVisibility()
    && ['hidden', 'clip'].includes(style.overflowX) && one.scrollWidth > one.clientWidth + 1
    && !one.closest('.explorable-hidden, .visually-hidden, .sr-only, svg, math');
}).map(one => one.outerHTML.slice(0, 160))"""


def test_axe_finds_nothing_in_light_and_dark(opened, page_name):
    page = opened(page_name)
    page.evaluate(OPEN_ALL)
    page.evaluate(SET_THEME, "light")
    assert not findings(page)
    page.evaluate(SET_THEME, "dark")
    # The frame is the same everywhere: looking at it once will do.
    dark = findings(page, *OF_COLOURS, where=None if page_name == PAGES[0] else "main")
    page.evaluate(SET_THEME, "light")
    assert not dark


@pytest.mark.parametrize("width", [360, 768])
def test_no_sideways_scrolling(opened, page_name, width):
    page = opened(page_name, width=width)
    assert page.evaluate("document.scrollingElement.scrollWidth") <= width


def test_text_at_twice_its_size_fits(opened, page_name):
    page = opened(page_name)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    wide, cut = page.evaluate("document.scrollingElement.scrollWidth"), page.evaluate(CUT)
    page.evaluate("document.documentElement.style.fontSize = ''")
    assert wide <= 1280
    assert not cut


def assert_every_stop_is_reached(page, where):
    """Tab leads to every link, button and control of a part of the page, and shows where it is."""
    for _ in range(page.evaluate(STOPS, where) + 3):
        page.keyboard.press("Tab")
    # Boxes that could be scrolled a moment ago, and no longer, are no stops.
    missed = "tabStops.filter(one => one.tabIndex >= 0 && !tabSeen.has(one)).map(one => one.outerHTML.slice(0, 160))"
    assert not page.evaluate(missed)
    assert not page.evaluate("tabUnmarked")


def test_every_stop_of_a_page_is_reached_by_tab_and_marked(opened, page_name):
    assert_every_stop_is_reached(opened(page_name), "main")


@pytest.mark.parametrize("where", ["body", "#pst-primary-sidebar"])
def test_every_stop_of_the_frame_is_reached_by_tab_and_marked(visit, where):
    assert_every_stop_is_reached(visit(PAGES[-1], "server"), where)


def test_nothing_moves_where_less_motion_is_asked(opened, page_name):
    longest = opened(page_name).evaluate(
        "Math.max(...[...document.querySelectorAll('*')].map(element => { const style = getComputedStyle(element);"
        " return Math.max(parseFloat(style.transitionDuration) || 0, parseFloat(style.animationDuration) || 0); }))"
    )
    assert longest < 0.01


def test_print_holds_figures_readings_and_tables_and_no_controls(opened, page_name):
    page = opened(page_name)
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


def test_every_page_is_printed_and_linked(printed, site, chapter):
    paper = printed / f"{chapter}.pdf"
    content = paper.read_bytes()
    assert content.startswith(b"%PDF")
    assert len(re.findall(rb"/Type /Page\b", content)) >= 1
    assert f"_pdf/{chapter}.pdf" in (site / f"{chapter}.html").read_text(encoding="utf-8")


def test_the_first_page_opens_from_both_places(visit, origin):
    page = visit("index", origin)
    page.wait_for_url(f"**/{PAGES[0]}.html")
    assert page.locator("h1").count() == 1
