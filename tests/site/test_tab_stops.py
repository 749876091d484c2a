"""A page by keyboard: Tab leads to everything that can be used, and shows where it is."""

from __future__ import annotations

import pytest
from where import PAGES

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


def assert_every_stop_is_reached(page, where):
    """Tab leads to every link, button and control of a part of the page, and shows where it is."""
    for _ in range(page.evaluate(STOPS, where) + 3):
        page.keyboard.down("Tab")  # held down, it goes on in half the time
    page.keyboard.up("Tab")
    # Boxes that could be scrolled a moment ago, and no longer, are no stops.
    missed = "tabStops.filter(one => one.tabIndex >= 0 && !tabSeen.has(one)).map(one => one.outerHTML.slice(0, 160))"
    assert not page.evaluate(missed)
    assert not page.evaluate("tabUnmarked")


def test_every_stop_of_a_page_is_reached_by_tab_and_marked(opened, tried):
    assert_every_stop_is_reached(opened(tried), "main")


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
