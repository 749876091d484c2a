"""What the search knows: the names and the texts of a built site's pages, read from the pages as they are served.

``search/names.js`` holds what a reader may look for by name: pages, terms with their Korean and their other names,
functions, tables, figures that move, regions. ``search/texts-1.js`` and those that follow hold the running text, by
section, a page or a piece of one in each. ``search/words-a.js`` and its like say which of these texts have a word that
begins so: a query fetches only the texts that answer it best. Scripts can be read from a disk, where a page may not
read other pages; ``served/search.js`` ranks what they hold and shows the sentence it found.
"""

from __future__ import annotations

import json
import re
import shutil
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from unicodedata import normalize

__all__ = ["FOLDER", "Entry", "PageTexts", "read_page", "read_words", "write_search"]

FOLDER = "search"
# Characters of running text in one file: 10 kilobytes as they travel.
MOST_IN_A_FILE = 30_000
# Words as served/search.js takes them from a query: Korean by themselves, the others with their figures.
WORD = re.compile(r"[가-힣]+|[^\W_가-힣]+")
KOREAN_TEXT = re.compile(r"[가-힣]+(?: [가-힣]+)*")
ACCENTED = re.compile("[\u00c0-\u024f]")
# A table is shown by its page; the search knows how it begins.
MOST_OF_A_TABLE = 300
SKIPPED_TAGS = {
    "script",
    "style",
    "svg",
    "template",
    "select",
    "math",
    "form",
    "button",
    "noscript",
}
SKIPPED_CLASSES = {
    *("headerlink", "highlight", "hide", "label", "eyebrow", "section-number", "toctree-wrapper"),
    # What was tried of a claim: told beside each of them, in words that are the same.
    "claim-note",
    # The same heading on every chapter, and no text of its own.
    "self-check",
}
EMPTY = {"br", "img", "hr", "meta", "link", "input", "source", "wbr", "col", "path", "use"}
BLOCKS = {"p", "li", "dd", "dt", "div", "tr", "figcaption", "caption", "pre", "summary"}
HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
FUNCTION, TERM, TABLE = "agglomeration.", "term-", "table-"
KOREAN = re.compile(r"^\(([^()]*[가-힣][^()]*)\)\s*")
# What is so named stands in the middle of a sentence; units such as a province's are no part of its Korean name.
BESIDE = re.compile(
    r"(?<=[a-z,] )([A-Z][\w-]+(?: [A-Z][\w-]+)*) \(([가-힣]{2,}(?: [가-힣]{2,})*)(?: [가-힣])?\)"
)
# What is written with a hyphen or together: who looks for one of them means the other.
COMPOUND = re.compile(
    r"\b(?:(?:co|non|pre|re|sub|inter|intra|multi)-[a-z]{3,}|[a-z]{4,}-(?:off|up|over|in|down|out)s?)\b"
)
CLAIM = re.compile(r"\s*\bholds in (?:all )?[\d,]+(?: of [\d,]+)? \w+(?=[.,;)]|\s|$)")


@dataclass
class Passage:
    """A section of a page, without those below it."""

    anchor: str
    heading: str = ""
    text: str = ""


@dataclass
class Entry:
    """What can be looked for by its name."""

    kind: str
    anchor: str
    name: str
    others: list[str] = field(default_factory=list)
    text: str = ""


@dataclass
class PageTexts:
    """What the search knows of one page."""

    title: str = ""
    number: str = ""
    opening: str = ""
    passages: list[Passage] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    # Whether it lists works.
    cites: bool = False


class _Reader(HTMLParser):
    """Collects passages and entries within the article of a page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.page = PageTexts()
        self.open: list[Passage] = []
        self.inside = 0
        self.skipping: list[str] = []
        self.numbered = False
        self.heading: list[str] | None = None
        self.terms: list[tuple[str, list[str]]] = []
        self.term: list[str] | None = None
        self.definition: list[str] | None = None
        self.function: Entry | None = None
        self.table: int | None = None

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        named = {name: value or "" for name, value in attributes}
        classes = set(named.get("class", "").split())
        if tag == "article" and "bd-article" in classes:
            self.inside = 1
            return
        if not self.inside or tag in EMPTY:
            return
        if self.skipping:
            if tag == self.skipping[0]:
                self.skipping.append(tag)
            return
        if tag in SKIPPED_TAGS or classes & SKIPPED_CLASSES:
            self.skipping = [tag]
            self.numbered = "section-number" in classes and not self.page.title
            return
        self._open(tag, named.get("id", ""), classes)

    def _open(self, tag: str, anchor: str, classes: set[str]) -> None:
        if tag == "section":
            passage = Passage(anchor)
            self.open.append(passage)
            self.page.passages.append(passage)
        elif tag in HEADINGS or "explorable-question" in classes:
            self.heading = []
        elif tag == "dt" and anchor.startswith(TERM):
            self.term = []
            self.terms.append((anchor, self.term))
        elif tag == "dd" and self.terms:
            self.definition = []
        elif tag == "dt" and anchor.startswith(FUNCTION):
            name = anchor.removeprefix(FUNCTION)
            self.function = Entry("function", anchor, name, [name.replace("_", " ")])
            self.page.entries.append(self.function)
            self.skipping = ["dt"]
        elif tag == "div" and "citation" in classes and self.open:
            self.page.cites = True
            self.page.passages.append(Passage(anchor, self.open[-1].heading))
            self.open[-1] = self.page.passages[-1]
        elif tag == "table":
            self.table = 0
        if tag in BLOCKS:
            self._say("\n")
        elif tag in {"td", "th"}:
            self._say(" ")

    def handle_endtag(self, tag: str) -> None:
        if self.skipping:
            if tag == self.skipping[0]:
                self.skipping.pop()
                self.numbered = self.numbered and bool(self.skipping)
        elif tag == "article":
            self.inside = 0
        elif tag == "section" and self.open:
            self.open.pop()
        elif self.heading is not None and (tag in HEADINGS or tag == "p"):
            self._end_heading()
        elif tag == "dt":
            self.term = None
        elif tag == "dd" and self.definition is not None:
            self._end_definition()
        elif tag == "table":
            self.table = None
        elif tag == "p" and self.function is not None:
            self.function.text = _plain(self.open[-1].text.splitlines()[-1]) if self.open else ""
            self.function = None

    def handle_data(self, data: str) -> None:
        if not self.inside:
            return
        if self.skipping:
            if self.numbered:
                self.page.number += data.strip().rstrip(".")
            return
        if self.table is not None:
            self.table += len(data)
            if self.table > MOST_OF_A_TABLE:
                return
        for kept in (self.heading, self.term, self.definition):
            if kept is not None:
                kept.append(data)
                return
        self._say(data.replace("\n", " "))

    def _say(self, text: str) -> None:
        if self.open and self.heading is None:
            self.open[-1].text += text

    def _end_heading(self) -> None:
        heading, self.heading = _plain("".join(self.heading or ())), None
        if self.open and not self.open[-1].heading:
            self.open[-1].heading = heading
        if not self.page.title:
            self.page.title = heading

    def _end_definition(self) -> None:
        said, self.definition = _plain("".join(self.definition or ())), None
        names = [(anchor, _plain("".join(parts))) for anchor, parts in self.terms]
        korean = KOREAN.match(said)
        others = [name for _, name in names[1:]]
        others += re.split(r"\s*[,;]\s*", korean[1]) if korean else []
        anchor, name = names[0]
        self.page.entries.append(Entry("term", anchor, name, others, KOREAN.sub("", said)))
        self.terms = []


def _plain(text: str) -> str:
    return " ".join(text.split())


def _lines(text: str) -> str:
    """Paragraphs, a line each."""
    return "\n".join(filter(None, map(_plain, CLAIM.sub("", text).split("\n"))))


def read_page(html: str) -> PageTexts:
    """What the search knows of a page.

    Examples
    --------
    >>> page = read_page('<article class="bd-article"><section id="a"><h1>A</h1><p>One.</p></section></article>')
    >>> page.title, page.passages[0].text
    ('A', 'One.')
    """
    reader = _Reader()
    reader.feed(html)
    page = reader.page
    for passage in page.passages:
        passage.text = _lines(passage.text)
        if passage.anchor.startswith(TABLE) and passage.text:
            page.entries.append(_table(passage))
            passage.heading = page.entries[-1].name
    page.opening = page.passages[0].text.split("\n")[0] if page.passages else ""
    page.entries += [
        Entry("figure", one.anchor, one.heading)
        for one in page.passages
        if one.heading.endswith("?") and f'<section class="explorable" id="{one.anchor}"' in html
    ]
    page.passages = [one for one in page.passages if one.text or one.heading]
    return page


def _table(passage: Passage) -> Entry:
    name = passage.anchor.removeprefix(TABLE).replace("-", "_")
    first, *rest = passage.text.split("\n")
    title = first.split(name)[0].strip() or name
    return Entry("table", passage.anchor, title, [name, name.replace("_", " ")], " ".join(rest[:1]))


def read_words(file: Path) -> list[list[str]]:
    """Names of one thing each, by line, with commas between them; a line that begins with # is a remark."""
    lines = file.read_text(encoding="utf-8").splitlines()
    return [
        [name.strip() for name in line.split(",")]
        for line in lines
        if line.strip() and not line.startswith("#")
    ]


def write_search(
    site: Path,
    pages: Sequence[str],
    parts: Mapping[str, str],
    written: Iterable[Mapping[str, Any]],
    words: Iterable[Sequence[str]] = (),
) -> None:
    """Write what the search knows into a built site.

    Parameters
    ----------
    site : pathlib.Path
        The built site, with its pages as they are served.
    pages : sequence of str
        Names of the pages of the book, in reading order.
    parts : mapping
        The part of the book that each of them stands in.
    written : iterable of mapping
        Pages that a program wrote: ``name`` with its folder, ``title``, ``words`` and ``description``.
    words : iterable of sequence of str
        Names of one thing each, besides those that the pages give: who looks for one of them finds the others.
    """
    found = {name: read_page((site / f"{name}.html").read_text(encoding="utf-8")) for name in pages}
    known = {
        "pages": [
            [name, page.number, page.title, parts.get(name, ""), page.opening, _learned(page)]
            for name, page in found.items()
        ],
        "entries": [
            [entry.kind, place, entry.anchor, entry.name, entry.others, entry.text]
            for place, page in enumerate(found.values())
            for entry in page.entries
        ],
        "regions": [
            [one["name"], one["title"], list(one["words"]), one["description"]] for one in written
        ],
    }
    files = list(_files(_passages(found.values())))
    begins = _words(files)
    known["files"] = [passages[0][0] for passages in files]
    known["words"] = sorted(begins)
    known["works"] = [n for n, page in enumerate(found.values()) if page.cites]
    known["pairs"] = [*_pairs(found.values()), *_compounds(found.values()), *map(list, words)]
    folder = site / FOLDER
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    _write(folder / "names.js", "names", known)
    for number, passages in enumerate(files, start=1):
        _write(folder / f"texts-{number}.js", f"texts({number}", passages)
    for begin, held in begins.items():
        _write(folder / f"words-{begin}.js", f'words("{begin}"', held)


def _pairs(pages: Iterable[PageTexts]) -> list[list[str]]:
    """Names that a chapter gives in both languages, ``Daedeok (대덕)``: a query with one finds the other.

    Not those that stand for several, nor what is only the end of a longer name.
    """
    texts = [one.text for page in pages if page.number for one in page.passages]
    found = {pair for text in texts for pair in BESIDE.findall(text)}
    often = Counter(name for name, _ in found)
    longer = {
        (name, korean)
        for name, korean in found
        for other, same in found
        if same == korean and other.endswith(f" {name}")
    }
    return sorted([name, korean] for name, korean in found - longer if often[name] == 1)


def _compounds(pages: Iterable[PageTexts]) -> list[list[str]]:
    """``spinoff`` beside ``spin-off``, for each such word that a chapter says."""
    texts = (one.text.casefold() for page in pages if page.number for one in page.passages)
    found = {word.removesuffix("s") for text in texts for word in COMPOUND.findall(text)}
    return [[word.replace("-", ""), word] for word in sorted(found)]


def _learned(page: PageTexts) -> str:
    """What a chapter says one learns from it."""
    text = page.passages[0].text if page.passages else ""
    _, told, rest = text.partition("What you will learn\n")
    return rest.split("\nReading time")[0].replace("\n", " ") if told else ""


def _passages(pages: Iterable[PageTexts]) -> Iterator[list[Any]]:
    for place, page in enumerate(pages):
        defined = {entry.anchor for entry in page.entries if entry.kind == "term"}
        for one in page.passages:
            if one.anchor not in defined:
                # Of what stands under the page's own title the page itself is the place.
                anchor = "" if one is page.passages[0] else one.anchor
                yield [place, anchor, one.heading, one.text]


def _files(passages: Iterable[list[Any]]) -> Iterator[list[list[Any]]]:
    """The passages of one page each, or of a piece of it."""
    kept: list[list[Any]] = []
    size = 0
    for passage in passages:
        if kept and (kept[0][0] != passage[0] or size + len(passage[3]) > MOST_IN_A_FILE):
            yield kept
            kept, size = [], 0
        kept.append(passage)
        size += len(passage[3])
    if kept:
        yield kept


def _words(files: Sequence[Sequence[list[Any]]]) -> dict[str, Any]:
    """By their first letter, words with the files that have them and how often: file, times, file, times, ...

    Of Korean, which is found within words and over spaces, each file's words as they follow each other.
    """
    found: dict[str, dict[str, list[int]]] = {}
    korean = []
    for number, passages in enumerate(files, start=1):
        text = _folded("\n".join(f"{heading}\n{text}" for _, _, heading, text in passages))
        for word, times in Counter(WORD.findall(text)).items():
            if not KOREAN_TEXT.match(word):
                begin = word[0] if re.match("[a-z0-9]", word) else "other"
                found.setdefault(begin, {}).setdefault(word, []).extend((number, times))
        if hangul := KOREAN_TEXT.findall(text):
            korean.append([number, "|".join(hangul)])
    return {**found, **({"korean": korean} if korean else {})}


def _folded(text: str) -> str:
    """As served/search.js compares it: without case and without accents on Latin letters."""
    return ACCENTED.sub(
        lambda letter: normalize("NFD", letter[0])[0], normalize("NFC", text)
    ).lower()


def _write(file: Path, call: str, told: Any) -> None:
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    begun = f"{call}," if "(" in call else f"{call}("
    file.write_text(f"siteSearch.{begun}{text});\n", encoding="utf-8")
