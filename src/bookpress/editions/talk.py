"""Take the slides of a talk of the seminar from its built page and from the pages of the chapters that it shows.

A talk has a section for each step. The list in it is for the wall; the paragraphs are the speaker's. An address of a
view, such as ``../cluster-theory/porters-cluster.html#web-of-industries?percent=5``, puts that figure on a slide of its
own after the step, opened at this view (``slides.js``): one slide for each figure, at the first of its views.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from html import escape

from bs4 import Tag

from bookpress.pages.elements import element

from .deck import HEADINGS, KEPT, Deck, Page, Slide, card_of, plain_name

__all__ = ["deck_of_talk", "is_talk"]

CLOCK = "p.talk-clock"
VIEW = re.compile(r"(?P<path>[^#?]+)\.html#(?P<card>[a-z0-9-]+)\?(?P<state>.+)")


def is_talk(html: str) -> bool:
    """Whether a page is a talk: its steps say their minutes."""
    return 'class="talk-clock"' in html


def deck_of_talk(
    html: str, name: str, relink: Callable[[str], str], chapter: Callable[[str], Page]
) -> Deck:
    """The deck of a talk.

    Parameters
    ----------
    html : str
        The built page of the talk.
    name : str
        Where the deck stands in the site, such as ``"slides/seminar/talk-cluster-policy"``.
    relink : callable
        Of an address on the page: how the deck writes it.
    chapter : callable
        Of the name of a page, such as ``"book/case-studies/japan"``: that page, its addresses written for the deck.
    """
    page = Page(html, relink)
    title = " ".join(element(page.article, "h1").get_text().split())
    question = element(page.article, "h1 ~ p")
    told = (question.find("em") or question).decode_contents().strip()
    head = f'<h1>{escape(title)}</h1><p class="deck-question">{told}</p>'
    slides = [Slide("question", "title", head, [], KEPT)]
    for step in page.article.find_all("section", recursive=False):
        slides += _step(page, step, name, chapter)
    return Deck(title, told, slides)


def _step(page: Page, step: Tag, name: str, chapter: Callable[[str], Page]) -> list[Slide]:
    """A slide with the points of a step, then one for each figure that it opens."""
    heading = " ".join(element(step, ", ".join(HEADINGS)).get_text().split())
    clock = element(step, CLOCK)
    spoken = [one for one in step.find_all("p", recursive=False) if one is not clock]
    points = "".join(f"<li>{_inner(item)}</li>" for item in step.select(":scope > ul > li"))
    body = (
        f'<p class="deck-kicker">{_inner(clock)}</p><h2>{escape(heading)}</h2>'
        f'<ul class="deck-points">{points}</ul>'
    )
    slides = [Slide(plain_name(heading), "points", body, [page.html(one) for one in spoken], KEPT)]
    for number, paragraph in enumerate(spoken):
        notes = [page.html(one) for one in spoken[number:]]
        for link in paragraph.find_all("a", href=True):
            view = VIEW.fullmatch(str(link["href"]))
            if view is None or any(one.name == f"{view['card']}-slide" for one in slides):
                continue
            place = os.path.normpath(os.path.join(os.path.dirname(name), view["path"]))
            shown = card_of(chapter(place), view["card"])
            at = f"#{view['card']}?{view['state']}"
            slides.append(Slide(f"{view['card']}-slide", "card", shown, notes, KEPT, at))
    return slides


def _inner(tag: Tag) -> str:
    inside = tag.find("p") or tag
    return inside.decode_contents().strip()
