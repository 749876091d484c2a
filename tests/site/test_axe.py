"""What axe, colours included, finds in light and dark on pages that hold everything of the template."""

from __future__ import annotations

import pytest
from axe import OF_COLOURS, SET_THEME, findings
from content import OPEN_ALL, THIN, faint_faults

# The items of a long list are alike, and axe looks at the colours of each for long. Rules that do not look at colours
# see whole lists in the test of all pages; faint words are looked for, and links told from words, before they are cut.
SHORTEN = """most => document.querySelectorAll('main ul, main ol, main dl, main tbody, main .citation-list').forEach(
  list => [...list.children].slice(most).forEach(one => one.remove()))"""


def test_axe_finds_nothing_in_light_and_dark(opened, tried):
    page = opened(tried)
    page.evaluate(OPEN_ALL)
    assert not faint_faults(page)
    page.evaluate(THIN)
    assert not findings(page, "link-in-text-block")
    page.evaluate(SHORTEN, 30)
    assert not findings(page)
    page.evaluate(SET_THEME, "dark")
    dark = findings(page, *OF_COLOURS)
    page.evaluate(SET_THEME, "light")
    assert not dark


@pytest.mark.parametrize(
    ("html", "found"),
    [
        (
            '<figure class="explorable-figure"><svg width="90"><text y="9" fill="#949494">no</text></svg></figure>',
            "faint: text: no: rgb(148, 148, 148) on 255,255,255",
        ),
        (
            '<div class="highlight"><pre>1<span class="c" style="color: #949494">no</span></pre></div>',
            "faint: span: no: rgb(148, 148, 148) on 255,255,255",
        ),
        (
            '<table><tbody><tr><td style="color: #949494">no</td></tr></tbody></table>',
            "faint: td: no: rgb(148, 148, 148) on 255,255,255",
        ),
        (
            '<math style="color: #949494"><mi>x</mi></math>',
            "faint: mi: x: rgb(148, 148, 148) on 255,255,255",
        ),
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
