"""The share beside a sentence: it opens by mouse and keyboard, without a script while in focus, and on paper."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

import explorable
from bookpress.editions.deck import Page, sentences
from bookpress.pages.policy import META
from explorable.claims import Result
from explorable.claims.note import note_html

FOLDER = Path(explorable.__file__).parent
RESULT = Result(
    says="Most are lucky.",
    kind="draws",
    what="",
    demanded=0.95,
    draws=200,
    held=198,
    world="nobody is",
    world_held=3,
    fails=["seed 5", "seed 17"],
)
SHARE = "holds in 198 of 200 draws"


@pytest.fixture(scope="module")
def page_of_claims(tmp_path_factory):
    """A page with one claim twice under the site's own policy, and the same without its script."""
    folder = tmp_path_factory.mktemp("claims")
    for name in ("explorable.css", "claims/claims.css", "claims/claims.js"):
        file = folder / Path(name).name
        file.write_text((FOLDER / name).read_text(encoding="utf-8"), encoding="utf-8")
    text = "".join(
        f"<p>One in ten is not {note_html(RESULT, f'claim-luck-{number}')}. And so on.</p>"
        for number in (1, 2)
    )
    for name, script in (("with", '<script src="claims.js" defer></script>'), ("without", "")):
        head = (
            f'<meta charset="utf-8">{META}<title>Claims</title><link rel="stylesheet" href="explorable.css">'
            f'<link rel="stylesheet" href="claims.css">{script}'
        )
        body = f"<main><h1>Claims</h1>{text}</main>"
        page = f'<!doctype html><html lang="en"><head>{head}</head><body>{body}</body></html>'
        (folder / f"{name}.html").write_text(page, encoding="utf-8")
    return folder


@pytest.fixture
def opened_page(page_of_claims, chromium):
    """Open one of the two pages; an error on it fails the test."""
    context, troubles = chromium.new_context(viewport={"width": 360, "height": 640}), []

    def open_page(name):
        page = context.new_page()
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("console", lambda said: said.type == "error" and troubles.append(said.text))
        page.goto((page_of_claims / f"{name}.html").as_uri())
        return page

    yield open_page
    context.close()
    assert troubles == []


def test_a_click_opens_one_note_and_another_closes_it(opened_page):
    page = opened_page("with")
    button, note = page.get_by_role("button", name=SHARE).first, page.locator("#claim-luck-1")
    assert not note.is_visible()
    button.click()
    assert note.is_visible()
    assert button.get_attribute("aria-expanded") == "true"
    assert "It fails at seed 5; seed 17." in note.inner_text()
    assert not page.locator("#claim-luck-2").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    button.click()
    assert not note.is_visible()
    assert button.get_attribute("aria-expanded") == "false"


def test_it_opens_and_closes_by_keyboard(opened_page):
    page = opened_page("with")
    note = page.locator("#claim-luck-1")
    page.keyboard.press("Tab")
    assert not note.is_visible()
    page.keyboard.press("Enter")
    assert note.is_visible()
    page.keyboard.press("Escape")
    assert not note.is_visible()


def test_without_a_script_it_shows_while_it_is_in_focus(opened_page):
    page = opened_page("without")
    note = page.locator("#claim-luck-1")
    assert not note.is_visible()
    page.keyboard.press("Tab")
    assert note.is_visible()


@pytest.mark.parametrize("name", ["with", "without"])
def test_on_paper_all_of_it_stands_in_the_text(opened_page, name):
    page = opened_page(name)
    page.emulate_media(media="print")
    assert page.locator("#claim-luck-1").is_visible()
    assert page.locator("#claim-luck-2").is_visible()


def test_a_slide_has_the_share_alone():
    text = f"<p>It is so {note_html(RESULT, 'claim-luck')}. Not more.</p>"
    page = Page(f"<article><section>{text}</section></article>", str)
    paragraph = page.article.p
    assert paragraph.get_text() == f"It is so ({SHARE}). Not more."
    assert sentences(list(paragraph.children))[1] == "Not more."
    assert paragraph.button is None


def test_nothing_is_wrong_for_those_who_listen(opened_page):
    page = opened_page("with")
    page.get_by_role("button", name=SHARE).first.click()
    found = Axe().run(page, options={"preload": False}).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []
