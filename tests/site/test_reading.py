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
# Words of figures whose contrast with what is behind the figure is under 4.5, which axe does not look at.
FAINT = """() => {
  const dot = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
  const known = {};
  const parts = colour => known[colour] ??= (() => {
    dot.clearRect(0, 0, 1, 1);
    dot.fillStyle = colour;
    dot.fillRect(0, 0, 1, 1);
    return [...dot.getImageData(0, 0, 1, 1).data];
  })();
  const light = colour => colour.slice(0, 3).map(one => one / 255)
    .map(one => one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4)
    .reduce((sum, one, number) => sum + one * [0.2126, 0.7152, 0.0722][number], 0.05);
  const behind = one => {
    for (; one; one = one.parentElement) {
      const colour = parts(getComputedStyle(one).backgroundColor);
      if (colour[3] === 255) return light(colour);
    }
    return light([255, 255, 255]);
  };
  const faint = (colour, place) => {
    const both = [light(parts(colour)), behind(place)];
    return Math.max(...both) / Math.min(...both) < 4.5;
  };
  const words = [...document.querySelectorAll('.explorable-figure svg text')].filter(one => one.checkVisibility())
    .filter(one => faint(getComputedStyle(one).fill, one.closest('svg')))
    .map(one => `${one.textContent}: ${getComputedStyle(one).fill}`);
  const code = [...document.querySelectorAll('.highlight pre, .highlight pre span')]
    .filter(one => one.checkVisibility() && faint(getComputedStyle(one).color, one))
    .map(one => `${one.className} in code: ${getComputedStyle(one).color}`);
  return [...words, ...new Set(code)];
}"""


def test_axe_finds_nothing_in_light_and_dark(opened, page_name):
    page = opened(page_name)
    page.evaluate(OPEN_ALL)
    page.evaluate(SET_THEME, "light")
    assert not findings(page)
    assert not page.evaluate(FAINT)
    page.evaluate(SET_THEME, "dark")
    # The frame is the same everywhere: looking at it once will do.
    dark = findings(page, *OF_COLOURS, where=None if page_name == PAGES[0] else "main"), page.evaluate(FAINT)
    page.evaluate(SET_THEME, "light")
    assert not any(dark), dark


def test_faint_words_of_a_figure_and_of_code_are_noticed(chromium):
    page = chromium.new_page()
    words = '<text y="9" fill="#949494">faint</text><text y="9" fill="#6e6e6e">clear</text>'
    page.set_content(f'<figure class="explorable-figure"><svg width="90">{words}</svg></figure>')
    assert page.evaluate(FAINT) == ["faint: rgb(148, 148, 148)"]
    code = '<span class="c" style="color: #949494">faint</span><span style="color: #6e6e6e">clear</span>'
    page.set_content(f'<div class="highlight"><pre>{code}</pre></div>')
    assert page.evaluate(FAINT) == ["c in code: rgb(148, 148, 148)"]
    page.close()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_on_the_page_for_lost_addresses(visit, theme):
    page = visit("404", "server")
    page.evaluate(SET_THEME, theme)
    assert not findings(page)


@pytest.mark.parametrize("width", [360, 768])
def test_a_narrow_page_scrolls_down_only_and_its_wide_boxes_by_keyboard(opened, page_name, width):
    page = opened(page_name, width=width)
    assert page.evaluate("document.scrollingElement.scrollWidth") <= width
    assert not findings(page, "scrollable-region-focusable", where="main")


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


def test_the_next_page_is_reached_by_keyboard(visit):
    page = visit(PAGES[0], "server")
    for name in PAGES[1:3]:
        last = "document.activeElement.matches('.prev-next-area a.right-next')"
        for _ in range(page.evaluate(STOPS, "main") + 3):
            page.keyboard.press("Tab")
            if page.evaluate(last):
                break
        page.keyboard.press("Enter")
        page.wait_for_url(f"**/{name}.html")
        page.wait_for_load_state("load")


def test_nothing_moves_where_less_motion_is_asked(opened, page_name):
    longest = opened(page_name).evaluate(
        "Math.max(...[...document.querySelectorAll('*')].map(element => { const style = getComputedStyle(element);"
        " return Math.max(parseFloat(style.transitionDuration) || 0, parseFloat(style.animationDuration) || 0); }))"
    )
    assert longest < 0.01
    assert opened(page_name).evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"


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
