"""The explorables of all pages, read from their files: what is stored is whole, and fits what the page shows."""

from __future__ import annotations

import json
import re

from bs4 import BeautifulSoup
from where import PAGES

from bookpress.checks.cards import card_faults, cards_of
from bookpress.place import ROOT
from bookpress.sphinx.self_checks import checks_of

# The cover asks nothing, pages around the chapters need not.
CHAPTERS = {
    page
    for page in PAGES
    if page.count("/") == 2
    and not page.startswith("book/seminar/")
    and (ROOT / f"{page}.ipynb").exists()
}


def test_every_card_is_whole(site):
    faults = {page: card_faults(site / f"{page}.html") for page in PAGES}
    assert {page: found for page, found in faults.items() if found} == {}
    assert any(cards_of(site / f"{page}.html") for page in PAGES)


def test_the_cards_of_the_sample_are_whole(sample):
    page = sample / "book/part/cards.html"
    assert card_faults(page) == []
    assert len(cards_of(page)) == 3
    moving = {name for card in cards_of(page) for name, *_ in card.moves()}
    assert moving == {"lens", "partners", "printed", "letter", "size"}


def test_chapters_with_questions_ask_some_at_their_end(site):
    """What each asks is held in tests/questions; here, that it came into the page, its contents and its scripts."""
    asking = {page for page in PAGES if checks_of(page)}
    assert asking >= CHAPTERS
    for page in PAGES:
        html = (site / f"{page}.html").read_text(encoding="utf-8")
        before, found, after = html.partition('<section class="self-check"')
        assert bool(found) == (page in asking), page
        if found:
            assert after.partition("</section>")[0].count('<form class="answer-check"') >= 4, page
            assert html.count('href="#check-yourself"') >= 2, page
            assert html.count('id="check-yourself"') == 1, page
            assert "_static/answers.js" in before, page


def test_forms_of_answers_say_right_first_and_have_their_labels(site):
    """Their right answers are held against the exercises where those are run."""
    asked = set()
    for page in PAGES:
        html = (site / f"{page}.html").read_text(encoding="utf-8")
        # Where the questions at the end begin, and end: theirs are others.
        before, _, after = html.partition('<section class="self-check"')
        html = before + after.partition("</section>")[2]
        for text in re.findall(r'<form class="answer-check".*?</form>', html, re.DOTALL):
            form = BeautifulSoup(text, "html.parser").form
            data = json.loads(form.script.text)
            assert [entry["said"] for entry in data["entries"]].index("Right.") == 0, page
            assert len({json.dumps({**entry, "said": ""}) for entry in data["entries"]}) == len(
                data["entries"]
            ), page
            assert form.label["for"] == form.input["id"], page
            assert form.select_one(f"[id='{form.input['aria-describedby']}'][role=status]"), page
            asked.add(page)
    assert asked >= CHAPTERS
