"""The decks of the talks of the half day: made from the talk and its chapters, opened at the views that it names."""

from __future__ import annotations

import json
import re
from functools import partial

import pytest

from bookpress.checks.site import dead_links, over_budget, unsafe, wrong_assets
from bookpress.editions.deck import Page, deck_name
from bookpress.editions.paper import pdf_of
from bookpress.editions.slides import Relink, deck_page, fit_of, has_deck
from bookpress.editions.talk import deck_of_talk, is_talk
from bookpress.place import ROOT

TALKS = ["book/seminar/talk-innovation-clusters", "book/seminar/talk-cluster-policy"]
# Of 720: a fiftieth of the height.
LEGIBLE = 14
CARD = (
    '<section class="explorable" id="{name}" data-explorable><p class="explorable-question">{name}?</p>'
    '<p class="explorable-reading">It is so.</p><figure class="explorable-figure">'
    '<div class="explorable-wide"><svg viewBox="0 0 4 3"></svg></div>'
    '<div class="explorable-narrow"><svg viewBox="0 0 3 4"></svg></div></figure></section>'
)
CHAPTER = f"<article><section><h1>C</h1>{CARD.format(name='bar')}{CARD.format(name='web')}</section></article>"
TALK = """<article><section id="talk"><h1>A <i>talk</i></h1><p><em>For a room.</em></p><p>How to use it.</p>
<section id="one"><h2>Near &amp; far</h2><p class="talk-clock">Minutes 0-5</p>
<ul><li><p>first <em>point</em></p></li><li><p>second</p></li></ul>
<p>Begin.</p><p>Show <a href="../a/c.html#bar?x=1">one</a>, then <a href="../a/c.html#bar?x=2">two</a>.</p>
<p>Then <a href="../a/c.html#web?y=3">the other</a> and <a href="../a/c.html#title">a chapter</a>.</p></section>
<section id="two"><h2>End</h2><p class="talk-clock">Minutes 5-9</p><ul><li>third</li></ul><p>Thanks.</p></section>
</section></article>"""
NAME = "slides/seminar/talk"


@pytest.fixture(scope="module")
def deck():
    asked = []

    def chapter(page):
        asked.append(page)
        return Page(CHAPTER, Relink(page, NAME))

    made = deck_of_talk(TALK, NAME, Relink("book/seminar/talk", NAME), chapter)
    assert set(asked) == {"book/a/c"}
    return made


def test_a_step_is_a_slide_and_each_figure_one_after_it(deck):
    assert (deck.title, deck.question) == ("A talk", "For a room.")
    assert [(slide.name, slide.view) for slide in deck.slides] == [
        ("question", ""),
        ("near-far", ""),
        ("bar-slide", "#bar?x=1"),
        ("web-slide", "#web?y=3"),
        ("end", ""),
    ]


def test_points_are_on_the_wall_and_the_text_in_the_notes(deck):
    near = deck.slides[1]
    assert "Minutes 0-5" in near.body
    assert "<h2>Near &amp; far</h2>" in near.body
    assert near.body.endswith("<li>first <em>point</em></li><li>second</li></ul>")
    assert [re.sub(r"<[^>]+>", "", note)[:5] for note in near.notes] == ["Begin", "Show ", "Then "]
    assert "Begin" not in near.body
    assert "point" not in " ".join(near.notes)


def test_the_notes_of_a_figure_begin_where_the_text_names_it(deck):
    first, second = deck.slides[2:4]
    assert [re.sub(r"<[^>]+>", "", note)[:4] for note in first.notes] == ["Show", "Then"]
    assert [re.sub(r"<[^>]+>", "", note)[:4] for note in second.notes] == ["Then"]


def test_a_slide_says_the_view_at_which_it_opens(deck):
    html = deck_page(deck, "Seminar", "book/seminar/talk", NAME, Relink("book/seminar/talk", NAME))
    assert re.findall(r'<section id="(slide-[\w-]+)"[^>]* data-view="([^"]+)"', html) == [
        ("slide-bar-slide", "#bar?x=1"),
        ("slide-web-slide", "#web?y=3"),
    ]


def test_a_view_of_a_figure_that_is_not_there_is_an_error():
    chapter = partial(Page, CHAPTER.replace('id="web"', 'id="net"'))
    with pytest.raises(LookupError):
        deck_of_talk(TALK, NAME, str, lambda page: chapter(str))


def test_chapters_and_talks_have_decks_and_other_pages_have_none():
    assert is_talk(TALK)
    assert has_deck(TALK)
    assert has_deck('<div class="objectives admonition">')
    assert not has_deck(CHAPTER)


@pytest.fixture(params=TALKS)
def talk(request):
    return request.param


def test_each_talk_has_a_deck_that_is_listed_linked_safe_and_light(decks, talk):
    deck = decks / f"{deck_name(talk)}.html"
    text = deck.read_text(encoding="utf-8")
    steps = (ROOT / f"{talk}.md").read_text(encoding="utf-8").count('class="talk-clock"')
    assert text.count('class="slide-points"') == steps == 7
    assert not [*unsafe(deck), *wrong_assets(deck), *dead_links(deck), *over_budget(deck)]
    link = "../" * talk.count("/") + f"{deck_name(talk)}.html"
    assert f'href="{link}"' in (decks / f"{talk}.html").read_text(encoding="utf-8")
    assert f'href="{deck_name(talk)}.html"' in (decks / "slides.html").read_text(encoding="utf-8")
    light = re.sub(r'<script type="application/json".*?</script>', "", text, flags=re.DOTALL)
    names = re.findall(r'<[^<>]*\sid="([^"]+)"', light)
    assert sorted(name for name in set(names) if names.count(name) > 1) == []


def test_nothing_on_a_slide_of_a_talk_is_cut_or_small(decks, talk):
    fit = json.loads((decks / fit_of(deck_name(talk))).read_text(encoding="utf-8"))
    assert {slide["slide"]: slide["cut"] for slide in fit if slide["cut"]} == {}
    assert not [one for one in fit if one["letters"] is not None and one["letters"] < LEGIBLE]
    assert (decks / pdf_of(deck_name(talk))).read_bytes().startswith(b"%PDF")


def test_a_figure_of_a_talk_opens_at_its_view_each_time_it_shows(decks, visit):
    page = visit(deck_name(TALKS[0]))
    present = page.locator("section.present")
    while present.get_attribute("data-view") is None:
        page.keyboard.press("PageDown")
    view = present.get_attribute("data-view")
    card = present.locator(".explorable")
    page.wait_for_function("!document.querySelector('section.present .is-covered')")
    start = card.locator(".explorable-reading").inner_text()
    assert all(part in page.url for part in view.split("?")[1].split("&"))
    card.locator("input[type=range]").first.focus()
    page.keyboard.press("ArrowRight")
    reading = "document.querySelector('section.present .explorable-reading').innerText"
    page.wait_for_function(f"start => {reading} !== start", arg=start)
    page.keyboard.press("Escape")
    page.keyboard.press("PageUp")
    page.keyboard.press("PageDown")
    page.wait_for_function(f"start => {reading} === start", arg=start)
