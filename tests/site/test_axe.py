"""What axe, and what looks at colours where axe would be slow, find on a page in light and dark."""

from __future__ import annotations

import pytest
from axe import OF_COLOURS, SET_THEME, findings
from where import PAGES

# Everything open, so that nothing escapes.
OPEN_ALL = """() => {
  document.querySelectorAll('.explorable.is-covered [data-action=skip]').forEach(one => one.click());
  document.querySelectorAll('details').forEach(one => { one.open = true; });
  document.querySelectorAll('.toggle-hidden button.toggle-button').forEach(one => one.click());
}"""


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


@pytest.mark.parametrize(
    ("html", "found"),
    [
        (
            '<figure class="explorable-figure"><svg width="90"><text y="9" fill="#949494">no</text></svg></figure>',
            "faint: no: rgb(148, 148, 148)",
        ),
        (
            '<div class="highlight"><pre>1<span class="c" style="color: #949494">no</span></pre></div>',
            "faint: span c: rgb(148, 148, 148)",
        ),
        (
            '<table><tbody><tr><td style="color: #949494">no</td></tr></tbody></table>',
            "faint: td : rgb(148, 148, 148)",
        ),
        ('<math style="color: #949494"><mi>x</mi></math>', "faint: math : rgb(148, 148, 148)"),
    ],
)
def test_faint_words_are_noticed_where_axe_does_not_look(chromium, html, found):
    page = chromium.new_page()
    page.set_content(html)
    assert found in findings(page, "color-contrast").splitlines()
    page.set_content(html.replace("#949494", "#6e6e6e"))
    assert not findings(page, "color-contrast")
    page.close()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_on_the_page_for_lost_addresses(visit, theme):
    page = visit("404", "server")
    page.evaluate(SET_THEME, theme)
    assert not findings(page)
