"""Take the slides of a chapter from its built page: every number, figure and sentence is the page's own.

The bones of chapters say what becomes a slide. The question and the objectives come first. Of a text, the italic or
bold beginnings of its paragraphs stand on the slide, or else their first sentences; the whole text goes to the notes.
Each explorable is a slide with its question as title, after its call to predict and before what to read off. The
exercise *Argue* is the discussion, its solution the notes. Metadata ``slideshow`` of a notebook's cell changes this:

- ``{"slide_type": "skip"}``: what begins in this cell gets no slide;
- ``{"slide_type": "slide"}``: it gets one, and keeps it; also a table, or a section that is none of the bones;
- ``{"slide_type": "notes"}``: the text of the section that begins there goes to the notes of the slide before;
- ``{"points": ["It begins", ...]}``: these sentences of the section are its points, each named by how it begins; one
  that the text no longer has is an error;
- ``{"speaker_notes": "..."}``: these words come first in the notes.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape, unescape

from bs4 import BeautifulSoup, Tag

from bookpress.pages.elements import class_names, element

FOLDER = "slides"
# A deck has no more slides than this, and is filled up to the other number where a chapter lacks some bones.
MOST, FEWEST = 14, 8
# Points on one slide. Where a text has few paragraphs, its sentences are the points.
MOST_POINTS, FEW_POINTS, FEW_TEXTS = 6, 4, 3
MOST_FORMULAS = 3
# Letters of all points of a slide together that can be read from the back of a room. Where there is room, the sentence
# after each beginning stands there, too.
MOST_LETTERS = 680

IDEA, DISPUTE, WORKSHOP = "the idea", "what the authors disagree about", "in the workshop"
INDICATORS = re.compile(r"\bindicators?$")
READ_OFF = "what to read off"
# Sections without a slide of their own: exercises have one slide, these none.
SILENT = ("exercises", "further reading", READ_OFF, WORKSHOP)
# What goes first where there are too many slides: the highest rank, of equal ones the last.
KEPT, POINTS, READING, LAST, FIGURE, PROMPT, FILLER = range(7)

# What a slide of 1280 by 720 leaves for a figure by itself, and for one beside its controls.
FIGURE_ROOM, CARD_ROOM = (1160, 510), (640, 500)

HEAVY = re.compile(r'<svg .*?</svg>|<script type="application/json".*?</script>', re.DOTALL)
CLOSING = "['\"\N{RIGHT DOUBLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK})]*"
SENTENCE_END = re.compile(
    rf"(?<![A-Z])(?<!e\.g)(?<!i\.e)(?<!vs)(?<!\bSt)(?<!\bcf)([.?!]{CLOSING})\s+"
    r"(?=[A-Z\N{LEFT DOUBLE QUOTATION MARK}\"(\d가-힣]|$)"
)
ENDS = re.compile(rf"[.?!:]{CLOSING}$")
HEADINGS = ("h1", "h2", "h3", "h4")


@dataclass
class Slide:
    """One slide: a name for its address, HTML for the wall, HTML for the speaker, and the view that it opens."""

    name: str
    kind: str
    body: str
    notes: list[str] = field(default_factory=list)
    rank: int = POINTS
    # Address of the view at which its figure opens, where that is not the figure's start.
    view: str = ""


@dataclass
class Deck:
    """The slides of one chapter."""

    title: str
    question: str
    slides: list[Slide]


def is_chapter(html: str) -> bool:
    """Whether a page has the bones of a chapter: it names its objectives."""
    return 'class="objectives ' in html


def deck_name(page: str) -> str:
    """Where the deck of a page stands in the site.

    Examples
    --------
    >>> deck_name("book/case-studies/korea")
    'slides/case-studies/korea'
    """
    return f"{FOLDER}/{page.removeprefix('book/')}"


class Page:
    """A built page, parsed without its drawings and data, which are put back when parts of it are written."""

    def __init__(self, html: str, relink: Callable[[str], str]) -> None:
        self.heavy: list[str] = []
        article = html[html.index("<article") : html.rindex("</article>")]
        self.soup = BeautifulSoup(HEAVY.sub(self._keep, article), "html.parser")
        self.article = element(self.soup, "section")
        for tag in self.article.select(
            "a.headerlink, button.copybtn, div.cell_input, details.hide"
        ):
            tag.decompose()
        for claim in self.article.select(".claim"):
            # On a wall nobody clicks: the share alone.
            share = element(claim, "button")
            share.name, share.attrs = "small", {"class": "claim-share"}
            share.string = f"({share.get_text()})"
            claim.replace_with(share)
        for link in self.article.find_all("a", href=True):
            link["href"] = relink(str(link["href"]))
        # A text may stand on a slide and in the notes; what it names would be there twice.
        for named in self.article.find_all(("span", "p", "a", "li"), id=True):
            if not named.find_parent(attrs={"data-explorable": True}):
                del named["id"]

    def _keep(self, found: re.Match) -> str:
        self.heavy.append(found[0])
        return f'<i data-kept="{len(self.heavy) - 1}"></i>'

    def html(self, tag: Tag | str) -> str:
        """A part of the page as HTML."""
        return re.sub(r'<i data-kept="(\d+)"></i>', lambda kept: self.heavy[int(kept[1])], str(tag))

    def drawing(self, figure: Tag, width: str) -> str:
        """The wide or the narrow drawing of a figure."""
        return self.html(element(figure, f".explorable-{width} [data-kept]"))


def deck_of(html: str, notebook: dict | None = None, relink: Callable[[str], str] = str) -> Deck:
    """The deck of a chapter, from its built page and what the cells of its notebook say about slides."""
    page = Page(html, relink)
    objectives = element(page.article, "div.objectives")
    marks = Marks(notebook or {"cells": []})
    title = _text(element(page.article, "h1"))
    question = _inner(_question(page))
    slides = [
        Slide(
            "question",
            "title",
            f'<h1>{escape(title)}</h1><p class="deck-question">{question}</p>',
            [f"<p>{_inner(objectives.find_all('p')[-1])}</p>"],
            KEPT,
        ),
        Slide("objectives", "points", _objectives(objectives), [], KEPT),
    ]
    slides += _from_sections(page, marks)
    return Deck(title, question, _numbered(fitting(slides)))


def fitting(slides: list[Slide]) -> list[Slide]:
    """As many slides as a deck may have: those with the highest rank go first, of equal ones the last."""
    kept = [slide for slide in slides if slide.rank != FILLER]
    fillers = [slide for slide in slides if slide.rank == FILLER][: max(0, FEWEST - len(kept))]
    kept = [slide for slide in slides if slide in kept or slide in fillers]
    while len(kept) > MOST and max(slide.rank for slide in kept) > KEPT:
        highest = max(slide.rank for slide in kept)
        kept.remove([slide for slide in kept if slide.rank == highest][-1])
    return kept


def _numbered(slides: list[Slide]) -> list[Slide]:
    """Names that occur twice get numbers: names are addresses."""
    seen: dict[str, int] = {}
    for slide in slides:
        seen[slide.name] = seen.get(slide.name, 0) + 1
        if seen[slide.name] > 1:
            slide.name += f"-{seen[slide.name]}"
    return slides


class Marks:
    """What the cells of a notebook say about slides, by figure name and by heading."""

    def __init__(self, notebook: dict) -> None:
        self.found: dict[str, dict] = {}
        for cell in notebook["cells"]:
            mark = cell["metadata"].get("slideshow")
            if not mark:
                continue
            figure = cell["metadata"].get("mystnb", {}).get("figure", {}).get("name")
            heading = re.search(r"^#+ (.+)$", "".join(cell["source"]), re.MULTILINE)
            if name := figure or (heading and plain_name(heading[1])):
                self.found[name] = mark

    def kind(self, name: str) -> str:
        """``slide``, ``skip`` or ``notes`` where the cell says so, else nothing."""
        kind = self.found.get(name, {}).get("slide_type", "")
        return "slide" if kind in ("subslide", "fragment") else kind

    def points(self, name: str, section: Tag) -> list[tuple[str, str]]:
        """The sentences of a section that its cell names by how they begin."""
        told = [
            one
            for block in section.find_all(("p", "li"), recursive=True)
            for one in sentences(list(block.children))
        ]
        found = []
        for beginning in self.found.get(name, {}).get("points", []):
            starts = (
                one for one in told if _straight(_letters(one)).startswith(_straight(beginning))
            )
            if (sentence := next(starts, None)) is None:
                raise LookupError(
                    f"{name}: no sentence begins with {beginning!r}; mend the points in the cell's metadata."
                )
            found.append(("", sentence))
        return found

    def notes(self, name: str) -> list[str]:
        """The speaker's notes that a cell brings."""
        words = self.found.get(name, {}).get("speaker_notes")
        return [f"<p>{escape(words)}</p>"] if words else []


def _from_sections(page: Page, marks: Marks) -> list[Slide]:
    slides: list[Slide] = []
    first_prompt, figure_shown = True, False
    for section in page.article.find_all("section"):
        heading = section.find(HEADINGS, recursive=False)
        if (
            heading is None
            or heading.name == "h1"
            or section.find_parent(class_=("exercise", "solution"))
        ):
            continue
        name, kind = _text(heading), marks.kind(plain_name(_text(heading)))
        if kind == "notes" and slides:
            slides[-1].notes += _paragraphs(page, section)
        chosen = marks.points(plain_name(name), section)
        slide = (
            None if kind in ("skip", "notes") else _text_slide(page, section, name, slides, chosen)
        )
        if slide is not None:
            slide.rank = KEPT if kind == "slide" else slide.rank
            slide.notes = marks.notes(plain_name(name)) + slide.notes
            slides.append(slide)
        for cell in section.select(":scope > .cell > .cell_output"):
            frame = cell.find("figure", id=True)
            marked = marks.kind(str(frame["id"])) if frame else ""
            if marked == "skip":
                continue
            if card := cell.select_one("[data-explorable]"):
                made = _card_slides(page, card, section)
                made[0].rank = POINTS if len(made) > 1 and first_prompt else made[0].rank
                first_prompt = first_prompt and len(made) < 2
            elif marked == "slide" or (not figure_shown and cell.select_one(".explorable-figure")):
                figure_shown = figure_shown or bool(cell.select_one(".explorable-figure"))
                made = [
                    _figure_slide(page, cell, name, section, KEPT if marked == "slide" else FIGURE)
                ]
            else:
                continue
            if frame:
                made[-1].notes = marks.notes(str(frame["id"])) + made[-1].notes
            slides += made
    discussion = _discussion(page)
    workshop = [slide for slide in slides if slide.kind == "workshop"]
    return [slide for slide in slides if slide.kind != "workshop"] + discussion + workshop


def _text_slide(
    page: Page, section: Tag, name: str, before: list[Slide], chosen: list[tuple[str, str]]
) -> Slide | None:
    key, notes = name.lower(), _paragraphs(page, section)
    if key == READ_OFF:
        cards = [slide for slide in before if slide.kind == "card"]
        if not cards:
            return None
        cards[-1].notes = notes
        return _points_slide(page, section, name, READING, kicker=_title_of(cards[-1]))
    if key == WORKSHOP:
        slide = _points_slide(page, section, name, LAST)
        if slide:
            slide.kind = "workshop"
        return slide
    if INDICATORS.search(name):
        return _formulas(page, section, name) or _points_slide(page, section, name, POINTS)
    if chosen or key in (IDEA, DISPUTE):
        return _points_slide(page, section, name, POINTS, chosen=chosen)
    if key in SILENT or section.select_one("[data-explorable]"):
        return None
    return _points_slide(page, section, name, FILLER) if section.find(("em", "strong")) else None


def _points_slide(
    page: Page,
    section: Tag,
    name: str,
    rank: int,
    kicker: str = "",
    chosen: list[tuple[str, str]] | None = None,
) -> Slide | None:
    blocks = section.find_all(("p", "ol", "ul"), recursive=False)
    lead = ""
    listed = [
        item
        for block in blocks
        if block.name in ("ol", "ul")
        for item in block.find_all("li", recursive=False)
    ]
    if chosen:
        points, ordered = chosen, False
    elif len(listed) >= FEW_TEXTS:
        points = [point(item.find("p") or item) for item in listed]
        whole = next(block for block in blocks if listed[0] in block.contents)
        ordered = whole.name == "ol"
        if (before := whole.find_previous_sibling()) and before.name == "p":
            lead = f'<p class="deck-lead">{sentences(list(before.children))[-1]}</p>'
    else:
        texts, ordered = [block for block in blocks if block.name == "p"], False
        points = [point(block) for block in texts]
        if 0 < len(texts) < FEW_TEXTS:
            each = FEW_POINTS // len(texts)
            points = [
                ("", one) for block in texts for one in sentences(list(block.children))[:each]
            ]
    # What only leads to a list or a formula says nothing without it.
    points = [(a, b) for a, b in points if not (a + b).endswith(":")][:MOST_POINTS]
    if not points:
        return None
    with_rest = _amount(points, True) <= MOST_LETTERS or not any(a for a, b in points)
    while len(points) > 1 and _amount(points, with_rest) > MOST_LETTERS:
        points = points[:-1]
    items = "".join(f"<li>{_point_html(a, b, with_rest)}</li>" for a, b in points)
    kind = "ol" if ordered else "ul"
    above = f'<p class="deck-kicker">{kicker}</p>' if kicker else ""
    body = f'{above}<h2>{escape(name)}</h2>{lead}<{kind} class="deck-points">{items}</{kind}>'
    return Slide(plain_name(name), "points", body, _paragraphs(page, section), rank)


def _amount(points: list[tuple[str, str]], with_rest: bool) -> int:
    return sum(len(_letters(_point_html(a, b, with_rest))) for a, b in points)


def _point_html(beginning: str, sentence: str, with_rest: bool) -> str:
    if not beginning:
        return sentence
    return f"<strong>{beginning}</strong>" + (f" {sentence}" if with_rest else "")


def point(block: Tag) -> tuple[str, str]:
    """What a paragraph is about: its marked beginning if it has one, and the first sentence after that.

    Examples
    --------
    >>> point(BeautifulSoup("<p><em>Cuts are cheap.</em> One of <b>9</b> is lost. Not more.</p>", "html.parser").p)
    ('Cuts are cheap.', 'One of <b>9</b> is lost.')
    >>> point(BeautifulSoup("<p><em>Smith</em> said no. In 1990.</p>", "html.parser").p)
    ('', '<em>Smith</em> said no.')
    """
    first = next((child for child in block.children if str(child).strip()), None)
    if isinstance(first, Tag) and first.name in ("em", "strong"):
        words = first.get_text().strip()
        if ENDS.search(words) or (
            first.name == "strong" and block.parent and block.parent.name == "li"
        ):
            rest = sentences(list(first.next_siblings))
            colon = ":" if str(first.next_sibling).startswith(":") else ""
            return first.decode_contents().strip() + colon, rest[0] if rest else ""
    return "", (sentences(list(block.children)) or [""])[0]


def sentences(nodes: list) -> list[str]:
    """The sentences of a paragraph, each as HTML.

    Examples
    --------
    >>> sentences(list(BeautifulSoup("<p>See <b>7 of 9</b>. <i>No?</i> Yes.</p>", "html.parser").p.children))
    ['See <b>7 of 9</b>.', '<i>No?</i>', 'Yes.']
    """
    found, current = [], ""
    for node in nodes:
        if isinstance(node, Tag):
            current += "" if node.name in ("ol", "ul") else str(node)
            continue
        text, start = str(node), 0
        # A marked beginning may end with the sentence: the text after it then begins with a space.
        if ENDS.search(_letters(current).strip()) and text[:1].isspace():
            found.append(current)
            current = ""
        for end in SENTENCE_END.finditer(text):
            found.append(current + escape(text[start : end.end(1)], quote=False))
            current, start = "", end.end()
        current += escape(text[start:], quote=False)
    stripped = (re.sub(r"^[\s.:,;]+", "", one).strip() for one in (*found, current))
    return [one for one in stripped if re.search(r"\w", _letters(one))]


def _formulas(page: Page, section: Tag, name: str) -> Slide | None:
    entries = []
    for formula in section.select("div.math")[:MOST_FORMULAS]:
        before = formula.find_previous_sibling("p")
        term = before.find("strong") if before else None
        words = (
            _inner(term)
            if term
            else (sentences(list(before.children)) or [""])[-1]
            if before
            else ""
        )
        drawn = re.findall(r"<math.*</math>", page.html(formula), re.DOTALL)
        entries.append(
            f'<li><p class="deck-term">{words.rstrip(".:")}</p><div class="math">{drawn[0]}</div></li>'
        )
    if not entries:
        return None
    body = f'<h2>{escape(name)}</h2><ul class="deck-formulas">{"".join(entries)}</ul>'
    notes = [
        note for part in [section, *section.find_all("section")] for note in _paragraphs(page, part)
    ]
    return Slide(plain_name(name), "formulas", body, notes)


def _figure_slide(page: Page, cell: Tag, name: str, section: Tag, rank: int) -> Slide:
    caption = cell.select_one(".caption-text")
    told = f"<figcaption>{_inner(caption)}</figcaption>" if caption else ""
    if figure := cell.select_one(".explorable-figure"):
        shown = f'<div class="explorable-figure">{page.drawing(figure, larger(page, figure, FIGURE_ROOM))}</div>'
    else:
        shown = f'<div class="deck-table">{page.html(element(cell, "table"))}</div>'
    body = f'<h2>{escape(name)}</h2><figure class="deck-figure">{shown}{told}</figure>'
    anchor = cell.find("figure", id=True)
    return Slide(
        str(anchor["id"]) if anchor else plain_name(name),
        "figure",
        body,
        _paragraphs(page, section),
        rank,
    )


def larger(page: Page, figure: Tag, room: tuple[int, int]) -> str:
    """Which drawing of a figure, wide or narrow, has the larger letters in a room of that width and height."""

    def scale(width: str) -> float:
        sizes = re.findall(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', page.drawing(figure, width))
        across, down = map(float, sizes[0])
        return min(room[0] / across, room[1] / down)

    return max(("wide", "narrow"), key=scale)


def _card_slides(page: Page, card: Tag, section: Tag) -> list[Slide]:
    """The call to predict, where there is one, and the card itself."""
    name, question = card["id"], element(card, ".explorable-question")
    guess = card.select_one(".explorable-prediction")
    before = _paragraphs(page, section, until=card)
    slides = []
    if guess:
        asked = _inner(element(guess, "label"))
        body = f'<p class="deck-kicker">{_inner(question)}</p><h2>Predict</h2><p class="deck-prompt">{asked}</p>'
        slides.append(Slide(f"{name}-predict", "prompt", body, before, PROMPT))
    after = _paragraphs(page, section, after=card)
    slides.append(
        Slide(
            f"{name}-slide",
            "card",
            _card(page, card),
            before + after if not guess else after or before,
            KEPT,
        )
    )
    return slides


def card_of(page: Page, name: str) -> str:
    """An explorable of a page by its name, for the wall."""
    return _card(page, element(page.article, f'[data-explorable][id="{name}"]'))


def _card(page: Page, card: Tag) -> str:
    """An explorable for the wall: its question as heading, controls and reading at the side, the figure large."""
    copy = element(BeautifulSoup(str(card), "html.parser"), "[data-explorable]")
    copy.name = "div"  # nested sections would be slides
    copy["role"] = "group"
    element(copy, ".explorable-question").name = "h2"
    for gone in copy.select(".explorable-table, [data-action=csv]"):
        gone.decompose()
    used = larger(page, copy, CARD_ROOM)
    unused = "narrow" if used == "wide" else "wide"
    element(copy, f".explorable-{unused}").clear()
    copy["class"] = " ".join([*class_names(copy), f"is-{used}"])
    for kept in copy.select(":scope > [data-kept]"):
        if f'data-explorable-part="{unused}"' in page.html(kept):
            kept.decompose()
    side, main = (
        Tag(name="div", attrs={"class": "deck-side"}),
        Tag(name="div", attrs={"class": "deck-main"}),
    )
    for kind in ("presets", "controls", "reading", "still", "tools"):
        if part := copy.select_one(f".explorable-{kind}"):
            side.append(part.extract())
    for kind in ("prediction", "figure", "source"):
        if part := copy.select_one(f".explorable-{kind}"):
            main.append(part.extract())
    heading = element(copy, "h2")
    heading.insert_after(side)
    side.insert_after(main)
    return page.html(copy)


def _discussion(page: Page) -> list[Slide]:
    for exercise in page.article.select("div.exercise"):
        if "argue" in _text(element(exercise, ".admonition-title")).lower():
            told = "".join(
                f"<p>{_inner(p)}</p>"
                for p in exercise.find_all("p")
                if "admonition-title" not in class_names(p)
            )
            solution = exercise.find_next_sibling("div", class_="solution")
            notes = []
            if solution:
                notes = [
                    f"<p>{_inner(p)}</p>"
                    for p in solution.find_all("p")
                    if "admonition-title" not in class_names(p)
                ]
            return [Slide("discussion", "discussion", f"<h2>Discuss</h2>{told}", notes, KEPT)]
    return []


def _objectives(objectives: Tag) -> str:
    items = "".join(
        f"<li>{_inner(item.find('p') or item)}</li>" for item in objectives.find_all("li")
    )
    return f'<h2>{_inner(element(objectives, ".admonition-title"))}</h2><ol class="deck-points">{items}</ol>'


def _question(page: Page) -> Tag:
    paragraph = element(page.article, "h1").find_next("p")
    if paragraph is None:
        raise LookupError("a chapter without a question below its title")
    return paragraph.find("em") or paragraph


def _paragraphs(
    page: Page, section: Tag, until: Tag | None = None, after: Tag | None = None
) -> list[str]:
    """The text of a section as the speaker's notes; of its part before or after an explorable."""
    found, seen = [], after is None
    for child in section.find_all(True, recursive=False):
        holds = child is (until or after) or (until or after) in child.select("[data-explorable]")
        if holds and until is not None:
            break
        if child.name in ("p", "ul", "ol") and seen:
            found.append(page.html(child))
        seen = seen or holds
    return found


def _title_of(slide: Slide) -> str:
    return re.findall(r"<h2[^>]*>(.*?)</h2>", slide.body, re.DOTALL)[0]


def _inner(tag: Tag) -> str:
    return tag.decode_contents().strip()


def _text(tag: Tag) -> str:
    return " ".join(tag.get_text().split())


def _letters(html: str) -> str:
    return unescape(re.sub(r"<[^>]*>", "", html))


def _straight(text: str) -> str:
    """A text with typewriter's quotation marks, as it is written in a cell."""
    return re.sub("[\N{LEFT SINGLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}]", "'", text)


def plain_name(heading: str) -> str:
    """A heading as a name: words and hyphens."""
    return "-".join(re.findall(r"\w+", heading.lower()))
