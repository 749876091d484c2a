"""Make a deck of slides of each chapter of the built book and of each talk, and print each to a PDF: ``make slides``.

``python -m bookpress slides`` does so for the book, ``... slides _build/preview/<name>`` for a preview. What is on the
slides is taken from the built pages (``deck.py``, ``talk.py``); reveal.js, which moves them, comes from the installed
package sphinx-revealjs. A deck that says the same as before is not written again, and its PDF is not printed again.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from html import escape
from importlib.resources import files
from operator import methodcaller
from pathlib import Path

from bookpress.build.site import listed_pages
from bookpress.pages.buttons import DECK_PLACE, PDF_PLACE
from bookpress.pages.changing import alone, change, replace
from bookpress.pages.icons import inline_icons
from bookpress.pages.offline import write_archive
from bookpress.pages.policy import META
from bookpress.place import ROOT

from .deck import Deck, Page, Slide, deck_name, deck_of, is_chapter
from .paper import pdf_of
from .talk import deck_of_talk, is_talk

LIST = "slides"
# On the page that lists the decks, the list goes between these.
LIST_PLACE = re.compile(r"<!-- decks -->.*<!-- /decks -->", re.DOTALL)
# Of reveal.js: what moves slides, and under which licence. The look is ours.
REVEAL = {"dist/reveal.js": "reveal.js", "dist/reveal.css": "reveal.css", "LICENSE": "LICENSE"}
SOURCE_MAP = re.compile(r"\n?(?://|/\*)# sourceMappingURL=\S+(?: \*/)?")
# A page's part; on the page its name is a link, and a deck lies in another folder.
PART = re.compile(r'<p class="eyebrow"><span>(?:<a [^>]*>)?(.*?)(?:</a>)?</span>')
HEADING = re.compile(r"<h[12][^>]*>(.*?)</h[12]>", re.DOTALL)
STORED = re.compile(r'(?<= data-src=")[^"]+')
TAG = re.compile(r"<[^>]*>")
LINK = inline_icons(
    '<li><a href="{address}" class="btn btn-sm dropdown-item" title="This page as slides, for a seminar">'
    '<span class="btn__icon-container"><i class="fas fa-person-chalkboard"></i></span>'
    '<span class="btn__text-container">Slides</span></a></li>'
)
PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
{policy}
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<meta name="description" content="{description}">
<title>{title} - slides</title>
<script src="{root}_static/site.js"></script>
<link rel="stylesheet" href="{root}_static/reveal/reveal.css">
<link rel="stylesheet" href="{root}_static/explorable.css">
<link rel="stylesheet" href="{root}_static/slides.css">
<link rel="stylesheet" href="{root}_static/webfonts.css">
<link rel="icon" href="{root}_static/favicon.svg">
<script defer src="{root}_static/explorable.js"></script>
<script defer src="{root}_static/reveal/reveal.js"></script>
<script defer src="{root}_static/slides.js"></script>
</head>
<body>
<div id="deck">
<main class="slides">
{slides}
</main>
</div>
<nav class="deck-bar" aria-label="Slides">
<a href="{chapter}">{title}</a>
<ul>
<li><button type="button" data-turn="-1" aria-label="Previous slide">&lsaquo;</button></li>
<li><span class="deck-number" role="status"></span></li>
<li><button type="button" data-turn="1" aria-label="Next slide">&rsaquo;</button></li>
<li><button type="button" data-deck="speaker">Notes</button></li>
<li><button type="button" data-deck="mode">Light or dark</button></li>
<li><button type="button" data-run="fullscreen">Full screen</button></li>
{pdf_place}
</ul>
</nav>
<section class="deck-speaker" aria-label="For the speaker" hidden></section>
</body>
</html>
"""
SLIDE = """<section id="slide-{name}" class="slide-{kind}" role="group" aria-label="{label}"{swipe}{view}>
{above}{body}
<aside class="notes" aria-label="Notes">{notes}</aside>
</section>"""
# Of each slide, all laid out at once: what of it is cut off, in units of the slide, and its smallest letters that are
# read to a room, citations and sources left out.
FIT = """() => [...document.querySelectorAll('.slides > section')].map(slide => {
  const frame = slide.getBoundingClientRect();
  const cut = [...slide.querySelectorAll('*')].filter(one => {
    if (!one.checkVisibility() || one.closest('svg, math, .explorable-hidden, .notes')) return false;
    const box = one.getBoundingClientRect();
    return box.width && (box.left < frame.left - 1 || box.right > frame.right + 1 || box.bottom > frame.bottom + 1
      || box.top < frame.top - 1);
  }).map(one => one.outerHTML.slice(0, 120));
  for (const box of [slide, ...slide.querySelectorAll('.explorable, .deck-side, .deck-main, .deck-table')])
    if (box.scrollHeight > box.clientHeight + 1 || box.scrollWidth > box.clientWidth + 1)
      cut.push(`${box.className}: ${box.scrollWidth} x ${box.scrollHeight}`);
  const read = 'h1, h2, li, .deck-question, .deck-prompt, .explorable-reading';
  const letters = [...slide.querySelectorAll(`:is(${read})`), ...(slide.matches('.slide-discussion') ?
    slide.querySelectorAll('p') : [])].filter(one => one.checkVisibility() && !one.closest('.notes'))
    .map(one => parseFloat(getComputedStyle(one).fontSize));
  return {slide: slide.id, cut, letters: letters.length ? Math.min(...letters) : null};
})"""
PDF_ITEM = '<li><a href="{address}">PDF</a></li>'


@dataclass
class Made:
    """A deck in the site: its name, its title and its part of the book, its number of slides."""

    name: str
    title: str
    part: str
    slides: int
    is_new: bool


def make_decks(root: Path = ROOT) -> list[Made]:
    """Write the decks of all chapters and talks, and link each from its page."""
    site = root / "_build/html"
    copy_reveal(site / "_static/reveal")
    made = []
    for page in listed_pages(root):
        html = (site / f"{page}.html").read_text(encoding="utf-8")
        if not has_deck(html):
            continue
        name = deck_name(page)
        relink = Relink(page, name)
        source = root / f"{page}.ipynb"
        notebook = json.loads(source.read_text(encoding="utf-8")) if source.exists() else None
        if is_talk(html):
            deck = deck_of_talk(html, name, relink, chapters_for(name, site))
        else:
            deck = deck_of(html, notebook, relink)
        part = found[1] if (found := PART.search(html)) else ""
        is_new = _write_if_new(site / f"{name}.html", deck_page(deck, part, page, name, relink))
        link_deck(site, page, name)
        made.append(Made(name, deck.title, part, len(deck.slides), is_new))
    return made


def has_deck(html: str) -> bool:
    """Whether a page has a deck: a chapter, or a talk of the seminar."""
    return is_chapter(html) or is_talk(html)


def chapters_for(name: str, site: Path) -> Callable[[str], Page]:
    """Of the name of a page: that page of the site, its addresses as a deck has to write them; each is read once."""

    @cache
    def page_of(page: str) -> Page:
        html = (site / f"{page}.html").read_text(encoding="utf-8")
        return Page(html, Relink(page, name))

    return page_of


def copy_reveal(folder: Path) -> None:
    """Put what the decks need of reveal.js into the site, with its licence."""
    package = files("sphinx_revealjs") / "_static/revealjs"
    folder.mkdir(parents=True, exist_ok=True)
    for source, target in REVEAL.items():
        text = (package / source).read_text(encoding="utf-8")
        (folder / target).write_text(SOURCE_MAP.sub("", text), encoding="utf-8")


class Relink:
    """Addresses written on a page, as its deck has to write them.

    Examples
    --------
    >>> relink = Relink("book/a/b", "slides/a/b")
    >>> relink("../glossary.html#term-x"), relink("#eq-1"), relink("https://example.org")
    ('../../book/glossary.html#term-x', '../../book/a/b.html#eq-1', 'https://example.org')
    """

    def __init__(self, page: str, deck: str) -> None:
        self.page, self.deck = page, deck

    def __call__(self, address: str) -> str:
        if re.match(r"[a-z]+:|/", address):
            return address
        path, mark, fragment = address.partition("#")
        target = (
            os.path.normpath(os.path.join(os.path.dirname(self.page), path))
            if path
            else f"{self.page}.html"
        )
        return os.path.relpath(target, os.path.dirname(self.deck)) + mark + fragment


def deck_page(deck: Deck, part: str, page: str, name: str, relink: Relink) -> str:
    """A deck as a page of the site."""
    root = "../" * name.count("/")
    slides = "\n".join(
        _slide(slide, f"{place} / {len(deck.slides)}", part)
        for place, slide in enumerate(deck.slides, 1)
    )
    return PAGE.format(
        policy=META,
        title=escape(deck.title),
        description=escape(TAG.sub("", deck.question), quote=True),
        root=root,
        slides=STORED.sub(lambda stored: relink(stored[0]), slides),
        chapter=f"{root}{page}.html",
        pdf_place=PDF_PLACE,
    )


def _slide(slide: Slide, place: str, part: str) -> str:
    heading = HEADING.search(slide.body)
    return SLIDE.format(
        name=slide.name,
        kind=slide.kind,
        label=f"{place}: " + escape(TAG.sub("", heading[1] if heading else ""), quote=True),
        swipe=" data-prevent-swipe" if slide.kind == "card" else "",
        view=f' data-view="{escape(slide.view, quote=True)}"' if slide.view else "",
        above=f'<p class="deck-kicker">{part}</p>' if slide.kind == "title" and part else "",
        body=slide.body,
        notes="".join(slide.notes),
    )


def _write_if_new(file: Path, text: str) -> bool:
    """Write a deck unless it stands there already, with its link to the PDF or without."""
    if file.exists() and _without_pdf(file.read_text(encoding="utf-8")) == _without_pdf(text):
        return False
    replace(file, text)
    return True


def _without_pdf(html: str) -> str:
    return re.sub(r'<li><a href="[^"]*\.pdf">PDF</a></li>', PDF_PLACE, html)


def link_deck(site: Path, page: str, name: str) -> None:
    """Offer the deck among what can be done with a chapter."""
    link = LINK.format(address="../" * page.count("/") + f"{name}.html")
    with alone(site):
        change(site / f"{page}.html", lambda text: text.replace(DECK_PLACE, link))


def print_decks(site: Path, made: list[Made]) -> int:
    """Print each deck that has no PDF as it is now, a page for a slide; return how many were printed."""
    noted = {
        deck.name
        for deck in made
        if all((site / of(deck.name)).exists() for of in (pdf_of, fit_of))
    }
    waiting = [deck for deck in made if deck.is_new or deck.name not in noted]
    if not waiting:
        return 0
    from playwright.sync_api import sync_playwright

    from bookpress.browser import ARGUMENTS, find_browser

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=ARGUMENTS)
        page = browser.new_page(
            viewport={"width": 1280, "height": 720}, color_scheme="light", reduced_motion="reduce"
        )
        for deck in waiting:
            target = site / pdf_of(deck.name)
            target.parent.mkdir(parents=True, exist_ok=True)
            page.goto(f"{(site / deck.name).as_uri()}.html?print-pdf")
            page.wait_for_selector("html.is-fitted")
            note_fit(site, deck.name, page.evaluate(FIT))
            page.pdf(
                path=str(target),
                prefer_css_page_size=True,
                print_background=True,
                tagged=True,
                outline=True,
            )
            item = PDF_ITEM.format(address="../" * deck.name.count("/") + pdf_of(deck.name))
            change(site / f"{deck.name}.html", methodcaller("replace", PDF_PLACE, item))
        browser.close()
    return len(waiting)


def fit_of(name: str) -> str:
    """Where it is noted how the slides of a deck fit, beside its PDF."""
    return pdf_of(name).replace(".pdf", ".fit.json")


def note_fit(site: Path, name: str, fit: list[dict]) -> None:
    """Write down of each slide what is cut off, and its smallest letters; say what a room could not read."""
    (site / fit_of(name)).write_text(json.dumps(fit, indent=1), encoding="utf-8")
    for slide in fit:
        for piece in slide["cut"]:
            print(f"{name}#{slide['slide']} is cut off: {piece}")


def list_decks(site: Path, made: list[Made]) -> None:
    """Write the list of decks, by part, into the page that is there for it."""
    parts: dict[str, list[str]] = {}
    for deck in made:
        pdf = (
            f' <a href="{pdf_of(deck.name)}">PDF</a>' if (site / pdf_of(deck.name)).exists() else ""
        )
        entry = f'<li><a href="{deck.name}.html">{escape(deck.title)}</a> ({deck.slides} slides){pdf}</li>'
        parts.setdefault(deck.part, []).append(entry)
    lists = "".join(
        f"<h2>{part}</h2><ul>{''.join(entries)}</ul>" for part, entries in parts.items()
    )
    linked = f"<!-- decks -->{lists}<!-- /decks -->"
    with alone(site):
        change(site / f"{LIST}.html", lambda text: LIST_PLACE.sub(lambda place: linked, text))


def slides(root: Path = ROOT) -> int:
    """Make and print all decks; return an exit code."""
    site = root / "_build/html"
    made = make_decks(root)
    printed = print_decks(site, made)
    list_decks(site, made)
    if any(deck.is_new for deck in made):
        with alone(site):
            write_archive(site)
    print(
        f"{len(made)} decks, {sum(deck.slides for deck in made)} slides; printed anew: {printed}. Open in a browser:"
    )
    print(f"    {site / LIST}.html")
    return 0 if made else 1
