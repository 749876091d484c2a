"""The decks of slides: made from the pages, turned and moved in a browser from disk and server, printed."""

from __future__ import annotations

import contextlib
import json
import re

import pytest
from axe import OF_COLOURS, SET_THEME, findings
from cards import Card, moves_by_keyboard
from playwright.sync_api import TimeoutError
from where import PAGES

from bookpress.checks.site import dead_links, over_budget, unsafe, wrong_assets
from bookpress.editions.deck import (
    FEWEST,
    KEPT,
    MOST,
    POINTS,
    PROMPT,
    READING,
    Slide,
    deck_name,
    deck_of,
    fitting,
)
from bookpress.editions.paper import pdf_of
from bookpress.editions.slides import FIT, Relink, fit_of
from bookpress.place import ROOT

CHAPTERS = [
    page
    for page in PAGES
    if (ROOT / f"{page}.ipynb").is_file()
    and any(
        ":class: objectives" in "".join(cell["source"])
        for cell in json.loads((ROOT / f"{page}.ipynb").read_text())["cells"]
    )
]
# Decks of a few parts, for what is the same in all.
SOME = CHAPTERS[:: max(1, len(CHAPTERS) // 3)][:3]
UNCOVER = "document.querySelectorAll('section.present .is-covered [data-action=skip]').forEach(one => one.click())"
# Where the present slide, or something in it, is cut off; in units of the slide.
CUT = """() => {
  const slide = document.querySelector('.slides > section.present');
  const scale = slide.getBoundingClientRect().width / slide.offsetWidth, frame = slide.getBoundingClientRect();
  const found = [...slide.querySelectorAll('*')].filter(one => {
    if (!one.checkVisibility() || one.closest('svg, math, .explorable-hidden, .notes')) return false;
    const box = one.getBoundingClientRect();
    return box.width && (box.left < frame.left - 1 || box.right > frame.right + 1 || box.bottom > frame.bottom + 1
      || box.top < frame.top - 1);
  }).map(one => one.outerHTML.slice(0, 120));
  for (const box of [slide, ...slide.querySelectorAll('.explorable, .deck-side, .deck-main, .deck-table')])
    if (box.scrollHeight > box.clientHeight + 1 || box.scrollWidth > box.clientWidth + 1)
      found.push(`${box.className}: ${box.scrollWidth} x ${box.scrollHeight}`);
  return found;
}"""
# The smallest letters of what is read to a room, citations and sources left out.
SMALLEST = """() => Math.min(...[...document.querySelectorAll(
    '.present :is(h1, h2, li, .deck-question, .deck-prompt, .explorable-reading), .present.slide-discussion p')].filter(
  one => one.checkVisibility()).map(one => parseFloat(getComputedStyle(one).fontSize)))"""
# Of 720: a fiftieth of the height, as on a poster read from ten times its height.
LEGIBLE = 14


def pytest_generate_tests(metafunc):
    if "lesson" in metafunc.fixturenames:
        metafunc.parametrize("lesson", CHAPTERS, scope="module")
    if "turned" in metafunc.fixturenames:
        metafunc.parametrize("turned", SOME, scope="module")


def number(page):
    """Of the slide that shows."""
    return page.evaluate(
        "[...document.querySelectorAll('.slides > section')].findIndex(s => s.matches('.present'))"
    )


def count(page):
    return page.locator(".slides > section").count()


def test_there_are_chapters():
    assert CHAPTERS


def test_every_chapter_has_a_deck_within_bounds_that_is_listed_and_linked(decks, lesson):
    text = (decks / f"{deck_name(lesson)}.html").read_text(encoding="utf-8")
    assert FEWEST <= text.count('<section id="slide-') <= MOST
    link = "../" * lesson.count("/") + f"{deck_name(lesson)}.html"
    assert f'href="{link}"' in (decks / f"{lesson}.html").read_text(encoding="utf-8")
    listed = (decks / "slides.html").read_text(encoding="utf-8")
    assert f'href="{deck_name(lesson)}.html"' in listed
    assert f'href="{pdf_of(deck_name(lesson))}"' in listed


def test_a_deck_is_as_safe_and_light_as_a_page(decks, lesson):
    deck = decks / f"{deck_name(lesson)}.html"
    assert not [*unsafe(deck), *wrong_assets(deck), *dead_links(deck), *over_budget(deck)]
    text = re.sub(
        r'<script type="application/json".*?</script>',
        "",
        deck.read_text(encoding="utf-8"),
        flags=re.DOTALL,
    )
    names = re.findall(r'<[^<>]*\sid="([^"]+)"', text)
    assert len(names) == len(set(names)), sorted(
        name for name in set(names) if names.count(name) > 1
    )
    assert all('aria-label="' in drawing for drawing in re.findall(r"<svg [^>]*>", text))


def test_slides_say_what_the_page_says(decks, lesson):
    deck, page = (
        (decks / f"{name}.html").read_text(encoding="utf-8") for name in (deck_name(lesson), lesson)
    )
    reading = re.compile(r'<p[^>]*class="explorable-reading"[^>]*>(.*?)</p>')

    def plain(texts):
        return [re.sub(r"<[^>]*>", "", text) for text in texts]

    assert plain(reading.findall(deck)) == plain(reading.findall(page))
    pasted = re.compile(r'<span class="pasted-text">(.*?)</span>')
    assert set(plain(pasted.findall(deck))) <= set(plain(pasted.findall(page)))
    assert set(re.findall(r"<svg .*?</svg>", deck, re.DOTALL)) <= set(
        re.findall(r"<svg .*?</svg>", page, re.DOTALL)
    )


def test_every_slide_holds_what_is_on_it_in_letters_that_can_be_read(decks, lesson):
    """As it was seen where it was printed."""
    fit = json.loads((decks / fit_of(deck_name(lesson))).read_text(encoding="utf-8"))
    deck = (decks / f"{deck_name(lesson)}.html").read_text(encoding="utf-8")
    assert [slide["slide"] for slide in fit] == re.findall(r'<section id="(slide-[^"]*)"', deck)
    assert {slide["slide"]: slide["cut"] for slide in fit if slide["cut"]} == {}
    assert {
        slide["slide"]
        for slide in fit
        if slide["letters"] is not None and slide["letters"] < LEGIBLE
    } == set()


def test_what_a_slide_cannot_hold_is_noticed(decks, chromium):
    page = chromium.new_page(viewport={"width": 1280, "height": 720})
    page.goto(f"{(decks / deck_name(SOME[0])).as_uri()}.html?print-pdf")
    page.wait_for_selector("html.is-fitted")
    page.evaluate("""() => {
      const [first, second] = document.querySelectorAll('.slides > section');
      const wide = first.appendChild(Object.assign(document.createElement('pre'), {textContent: 'too wide'}));
      Object.assign(wide.style, {width: '3000px', maxWidth: 'none'});
      second.querySelector('h1, h2').style.fontSize = '9px';
    }""")
    first, second, *others = page.evaluate(FIT)
    page.close()
    assert any("too wide" in piece for piece in first["cut"])
    assert second["letters"] == 9
    assert not any(slide["cut"] for slide in others)


def test_slides_turn_by_key_figures_move_and_nothing_is_cut(decks, opened, turned):
    page = opened(deck_name(turned), "disk")
    for place in range(count(page)):
        assert number(page) == place
        page.evaluate(UNCOVER)
        assert not page.evaluate(CUT), page.url
        assert page.evaluate(SMALLEST) >= LEGIBLE, page.url
        for section in page.locator("section.present .explorable").all():
            card = Card(section)
            control = next(iter(card.controls().values()))
            start = card.shown()
            figures, readings = {start[0]}, {start[1]}
            for move in moves_by_keyboard(control):
                figure, reading = card.moved(move)
                figures.add(figure)
                readings.add(reading)
                if min(len(figures), len(readings)) > 1:
                    break
            assert len(figures) > 1, f"{card.slug}: the figure does not move"
            assert len(readings) > 1, f"{card.slug}: the reading does not change"
            for case in section.locator("[data-preset]").all():
                card.moved(case.click)
                assert not page.evaluate(CUT), f"{card.slug}: {case.inner_text()}"
            assert number(page) == place, f"{card.slug}: a key inside the figure turned the slide"
            page.keyboard.press("Escape")
        page.keyboard.press("ArrowRight")
    assert number(page) == count(page) - 1
    page.keyboard.press("ArrowLeft")
    assert number(page) == count(page) - 2


def test_a_deck_is_printed_with_a_page_for_each_slide(decks, lesson):
    paper = (decks / pdf_of(deck_name(lesson))).read_bytes()
    deck = (decks / f"{deck_name(lesson)}.html").read_text(encoding="utf-8")
    assert paper.startswith(b"%PDF")
    assert len(re.findall(rb"/Type /Page\b", paper)) == deck.count('<section id="slide-')
    assert re.search(rb"/MediaBox \[0 0 960 540(?:\.\d+)?\]", paper)
    assert "../" * deck_name(lesson).count("/") + pdf_of(deck_name(lesson)) in deck


def test_axe_finds_nothing_on_any_slide(decks, visit, turned):
    page = visit(deck_name(turned), "server", "?print-pdf", color_scheme="light")
    page.wait_for_selector("html.is-fitted")
    assert not findings(page)
    page.evaluate(SET_THEME, "dark")
    assert not findings(page, *OF_COLOURS)


def test_axe_finds_nothing_in_the_running_deck(decks, visit):
    page = visit(deck_name(SOME[0]), "server", color_scheme="dark")
    assert not findings(page)
    while not page.locator("section.present .explorable").count():
        page.keyboard.press("ArrowRight")
    page.evaluate(UNCOVER)
    assert not findings(page)


def test_keys_and_buttons_of_the_deck(decks, visit, origin):
    page = visit(deck_name(SOME[0]), origin, color_scheme="light")
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.keyboard.press("d")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != light
    page.get_by_role("button", name="Next slide").click()
    assert number(page) == 1
    assert page.locator(".deck-number").inner_text() == f"2 / {count(page)}"
    page.get_by_role("button", name="Previous slide").click()
    assert number(page) == 0


def test_a_remote_turns_slides_from_a_button_inside_a_figure(decks, visit):
    page = visit(deck_name(SOME[0]))
    while not page.locator("section.present .explorable [data-preset]").count():
        page.keyboard.press("ArrowRight")
    place = number(page)
    page.locator("section.present [data-preset]").first.click()
    page.keyboard.press("ArrowRight")
    assert number(page) == place
    page.keyboard.press("PageDown")
    assert number(page) == place + 1


def test_the_speakers_window_follows_and_leads(decks, visit, origin):
    page = visit(deck_name(SOME[0]), origin)
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    speaker = speakers_window(page)
    title = page.locator("section.present").get_attribute("aria-label")
    speaker.locator("h1", has_text=f"3 / {count(page)}").wait_for()
    assert speaker.locator(".deck-speaker h1").inner_text() == title
    notes = page.locator("section.present .notes").evaluate("notes => notes.textContent")
    assert speaker.locator(".deck-notes").evaluate("notes => notes.textContent") == notes.strip(
        "\n"
    )
    speaker.keyboard.press("ArrowRight")
    speaker.locator("h1", has_text=f"4 / {count(page)}").wait_for()
    assert number(page) == 3


def test_the_address_of_a_view_opens_its_slide(decks, visit):
    page = visit(deck_name(SOME[0]), "disk")
    while not page.locator("section.present .explorable").count():
        page.keyboard.press("ArrowRight")
    page.evaluate(UNCOVER)
    card = Card(page.locator("section.present .explorable"))
    card.moved(next(moves_by_keyboard(next(iter(card.controls().values())))))
    card.section.locator("button[data-action=link]").click()
    then = number(page), card.values(), card.shown()
    page.goto("about:blank")
    page.go_back()
    page.locator(f"section.present #{card.slug}.is-live").wait_for()
    again = Card(page.locator("section.present .explorable"))
    page.wait_for_function(
        "expected => document.querySelector('.present .explorable-reading').textContent === expected",
        arg=then[2][1],
    )
    assert (number(page), again.values(), again.shown()) == then


def test_without_scripts_every_slide_can_be_read(decks, visit):
    page = visit(deck_name(SOME[0]), java_script_enabled=False)
    for slide in page.locator(".slides > section").all():
        assert slide.is_visible()
    assert page.locator(".explorable-figure svg").first.is_visible()
    assert not page.locator(".deck-bar button").first.is_visible()


def test_reveal_comes_with_its_licence_from_the_installed_package(decks):
    script = (decks / "_static/reveal/reveal.js").read_text(encoding="utf-8")
    assert "MIT licensed" in script[:300]
    assert "sourceMappingURL" not in script
    assert "Hakim El Hattab" in (decks / "_static/reveal/LICENSE").read_text(encoding="utf-8")


# ---- What becomes a slide ----

CHAPTER = """<body><article class="bd-article"><section id="a"><h1>Title</h1><p><em>Why 7?</em></p>
<div class="objectives admonition"><p class="admonition-title">What you will learn</p>
<ol><li><p>count to 7.</p></li></ol><p>Reading time: 1 minute.</p></div>
<section id="the-idea"><h2>The idea</h2><p><em>One.</em> It is <span class="pasted-text">7</span>. More.</p>
<p><em>Two.</em> It is not. More.</p><p>Three is a claim. More.</p></section>
<section id="i"><h2>The indicators</h2><p><strong>Size.</strong> A number:</p><div class="math">
<math><mi>n</mi></math></div></section><section id="side"><h2>A side road</h2><p><em>Look.</em> Nothing.</p></section>
<section id="go"><h2>Explore: go</h2><p>Guess.</p><div class="cell"><div class="cell_output"><figure id="fig-go">
<section class="explorable" id="go-card" data-explorable><p class="explorable-question">Does it go?</p>
<form class="explorable-controls"></form><form class="explorable-prediction"><label>How many?</label></form>
<figure class="explorable-figure"><div class="explorable-wide"><svg viewBox="0 0 400 300"></svg></div>
<div class="explorable-narrow"><svg viewBox="0 0 200 200"></svg></div></figure>
<p class="explorable-reading">It is 7.</p>
<details class="explorable-table"></details><script type="application/json" data-explorable-part="wide">{}</script>
<script type="application/json" data-explorable-part="narrow">{}</script></section></figure></div></div>
<section id="r"><h3>What to read off</h3><p><em>It goes.</em> To 7.</p></section></section>
<section id="exercises"><h2>Exercises</h2><div class="exercise"><p class="admonition-title">Exercise 1 (Argue)</p>
<section><p>Should it be 7?</p></section></div><div class="solution"><p class="admonition-title">Solution</p>
<section><p>It depends.</p></section></div></section></section></article></body>"""


def marked(figure=None, heading=None, **slideshow):
    metadata = {
        "slideshow": slideshow,
        **({"mystnb": {"figure": {"name": figure}}} if figure else {}),
    }
    return {"cells": [{"metadata": metadata, "source": [f"## {heading}\n"] if heading else []}]}


def names(deck):
    return [slide.name for slide in deck.slides]


def test_the_bones_of_a_chapter_become_slides_in_order():
    deck = deck_of(CHAPTER)
    found = names(deck)
    assert found == [
        *("question", "objectives", "the-idea", "the-indicators"),
        *("go-card-predict", "go-card-slide", "what-to-read-off", "discussion"),
    ]
    by_name = dict(zip(found, deck.slides, strict=True))
    assert "<strong>One.</strong>" in by_name["the-idea"].body
    assert "Three is a claim." in by_name["the-idea"].body
    assert "More." not in by_name["the-idea"].body
    assert "More." in "".join(by_name["the-idea"].notes)
    assert "How many?" in by_name["go-card-predict"].body
    assert (
        '<p class="deck-term">Size</p><div class="math"><math><mi>n</mi></math></div>'
        in by_name["the-indicators"].body
    )
    assert "To 7." in "".join(by_name["go-card-slide"].notes)
    assert "It depends." in "".join(by_name["discussion"].notes)
    assert "It depends." not in by_name["discussion"].body


def test_a_number_changes_once():
    before, after = (deck_of(page).slides for page in (CHAPTER, CHAPTER.replace("7", "8")))
    changed = [
        a.name for a, b in zip(before, after, strict=True) if "7" in a.body + "".join(a.notes)
    ]
    assert {"objectives", "the-idea", "go-card-slide", "what-to-read-off", "discussion"} <= set(
        changed
    )
    assert not any(">7" in slide.body or " 7" in slide.body for slide in after)


def test_a_card_has_one_drawing_no_table_and_no_section_of_its_own():
    card = next(slide.body for slide in deck_of(CHAPTER).slides if slide.kind == "card")
    assert card.count("<svg") == 1
    assert "explorable-table" not in card
    assert "<section" not in card
    assert '<h2 class="explorable-question">Does it go?</h2>' in card
    # 200 x 200 units fill the room beside the controls more than 400 x 300 do.
    assert "is-narrow" in card
    assert 'part="narrow"' in card
    assert 'part="wide"' not in card


def test_cells_can_be_left_out_of_a_deck_and_bring_words_for_the_speaker():
    assert "go-card-slide" not in names(
        deck_of(CHAPTER, marked(figure="fig-go", slide_type="skip"))
    )
    assert "the-idea" not in names(deck_of(CHAPTER, marked(heading="The idea", slide_type="skip")))
    deck = deck_of(
        CHAPTER, marked(heading="The idea", slide_type="slide", speaker_notes="Ask <first>.")
    )
    idea = next(slide for slide in deck.slides if slide.name == "the-idea")
    assert idea.notes[0] == "<p>Ask &lt;first&gt;.</p>"
    assert idea.rank == KEPT
    assert "a-side-road" not in names(deck_of(CHAPTER))
    assert "a-side-road" in names(
        deck_of(CHAPTER, marked(heading="A side road", slide_type="slide"))
    )
    deck = deck_of(CHAPTER, marked(heading="A side road", slide_type="notes"))
    assert any(
        "Look." in note for note in next(s for s in deck.slides if s.name == "the-indicators").notes
    )


def test_sentences_of_a_section_can_be_chosen_by_how_they_begin():
    deck = deck_of(CHAPTER, marked(heading="The idea", points=["It is not", "Three is"]))
    idea = next(slide for slide in deck.slides if slide.name == "the-idea")
    assert re.findall(r"<li>(.*?)</li>", idea.body) == ["It is not.", "Three is a claim."]
    with pytest.raises(LookupError, match="no sentence begins with 'It was'"):
        deck_of(CHAPTER, marked(heading="The idea", points=["It was"]))


def test_too_many_slides_lose_the_last_of_the_least():
    def slides(*ranks):
        return [Slide(f"{place}", "points", "", [], rank) for place, rank in enumerate(ranks)]

    many = slides(*[KEPT] * 5, PROMPT, *[POINTS] * 7, PROMPT, READING)
    assert [slide.name for slide in fitting(many)] == [
        slide.name for slide in many if slide.name != "13"
    ]
    assert len(fitting(slides(*[KEPT] * (MOST + 2)))) == MOST + 2
    assert len(fitting(slides(*[KEPT] * 5, *[6] * 9))) == FEWEST


def test_links_of_a_page_lead_to_the_same_from_its_deck():
    relink = Relink("book/a/b", "slides/a/b")
    assert relink("c.html") == "../../book/a/c.html"
    assert relink("mailto:x@example.org") == "mailto:x@example.org"


def speakers_window(page):
    """A busy browser may open it late, or not hear the key: it is asked once more."""
    for patience in (12_000, 30_000):
        with contextlib.suppress(TimeoutError), page.expect_popup(timeout=patience) as opened:
            page.keyboard.press("s")
        if len(page.context.pages) > 1:
            return opened.value
    raise AssertionError("The key s opens no window for the speaker.")
