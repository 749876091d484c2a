"""Where the book uses its terms and names its people: beside each term of the glossary, and on a page of both.

A page says ``% index of terms``, ``% index of Korean terms`` or ``% index of people`` where each should stand; the
glossary is asked nothing. All of it is read from the sources of the chapters, so it cannot be older than they are.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unicodedata import normalize

import yaml
from pybtex.database import parse_file
from pybtex.richtext import Text

__all__ = ["GlossaryEntry", "chapters_of", "glossary_of", "index_of_people", "setup"]

GLOSSARY = re.compile(r"(?<=```\{glossary\}\n).*?(?=\n```)", re.DOTALL)
TERM = re.compile(r"\{term\}`([^`<]*?)(?:\s*<([^`>]+)>)?`")
CITED = re.compile(r"\{cite(?::\w+)?\}`([^`]+)`")
KOREAN = re.compile(r"\(([^()]*)\)")
PLACES = {
    "% index of terms": "terms",
    "% index of Korean terms": "korean",
    "% index of people": "people",
}


@dataclass(frozen=True)
class GlossaryEntry:
    """A term with its other names, its Korean, and what it means."""

    name: str
    others: tuple[str, ...]
    korean: str
    said: str


def glossary_of(text: str) -> list[GlossaryEntry]:
    """The entries of a page's glossary; none where it has none.

    Examples
    --------
    >>> glossary_of("```{glossary}\\nlocation quotient\\nLQ\\n  (입지계수) A share.\\n```")[0].others
    ('LQ',)
    """
    found = GLOSSARY.search(text)
    return [_entry(block) for block in found[0].split("\n\n")] if found else []


def _entry(block: str) -> GlossaryEntry:
    lines = block.splitlines()
    names = [line for line in lines if not line.startswith(" ")]
    said = " ".join(line.strip() for line in lines[len(names) :])
    korean = KOREAN.match(said)
    return GlossaryEntry(names[0], tuple(names[1:]), korean[1] if korean else "", said)


def chapters_of(root: Path, toc: Path) -> dict[str, tuple[int, str]]:
    """Each chapter with its number and its text, in reading order."""
    parts = yaml.safe_load(toc.read_text(encoding="utf-8")).get("parts", [])
    pages = [
        chapter["file"] for part in parts if part.get("numbered") for chapter in part["chapters"]
    ]
    return {page: (number, _text(root, page)) for number, page in enumerate(pages, start=1)}


def _text(root: Path, page: str) -> str:
    notebook = root / f"{page}.ipynb"
    if not notebook.is_file():
        return (root / f"{page}.md").read_text(encoding="utf-8")
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    return "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")


def _terms_used(
    chapters: Mapping[str, tuple[int, str]], entries: list[GlossaryEntry]
) -> dict[str, list[str]]:
    """For each term, by its first name, the chapters that link it by any; where none does, those that say it."""
    first = {
        name.casefold(): entry.name for entry in entries for name in (entry.name, *entry.others)
    }
    used: dict[str, list[str]] = defaultdict(list)
    for page, (_, text) in chapters.items():
        linked = (
            " ".join((term or label).split()).casefold() for label, term in TERM.findall(text)
        )
        for name in dict.fromkeys(first[one] for one in linked if one in first):
            used[name].append(page)
    plain = {page: " ".join(text.casefold().split()) for page, (_, text) in chapters.items()}
    for entry in entries:
        if entry.name not in used:
            said = rf"\b{re.escape(entry.name.casefold())}(?:s|es)?\b"
            used[entry.name] = [page for page, text in plain.items() if re.search(said, text)]
    return used


def _links(pages: Iterable[str], chapters: Mapping[str, tuple[int, str]]) -> str:
    return ", ".join(f"{{doc}}`{chapters[page][0]} </{page}>`" for page in pages)


def _in_chapters(pages: list[str], chapters: Mapping[str, tuple[int, str]]) -> str:
    return f"{'Chapter' if len(pages) == 1 else 'Chapters'} {_links(pages, chapters)}"


def with_chapters(text: str, chapters: Mapping[str, tuple[int, str]]) -> str:
    """A glossary whose terms each end with the chapters that use them."""
    used = _terms_used(chapters, glossary_of(text))

    def led_on(block: str) -> str:
        pages = used.get(_entry(block).name)
        return f"{block}\n\n  {_in_chapters(pages, chapters)}." if pages else block

    return GLOSSARY.sub(lambda all_: "\n\n".join(map(led_on, all_[0].split("\n\n"))), text)


def index_of_terms(
    entries: list[GlossaryEntry], chapters: Mapping[str, tuple[int, str]]
) -> Iterator[str]:
    """A line for each term and for each of its other names, in the order of the alphabet."""
    used = _terms_used(chapters, entries)
    lines = {}
    for entry in entries:
        pages = used.get(entry.name)
        told = f": {_links(pages, chapters)}" if pages else ""
        lines[entry.name] = f"- {{term}}`{entry.name}` ({entry.korean}){told}"
        lines |= {
            name: f"- {name}: see {{term}}`{entry.name}`"
            for name in entry.others
            if not re.search("[가-힣]", name)
        }
    yield from (lines[name] for name in sorted(lines, key=str.casefold))


def index_of_korean(entries: list[GlossaryEntry]) -> Iterator[str]:
    """A line for each Korean name, in the order of the Korean alphabet."""
    pairs = [
        (word.strip(), entry.name)
        for entry in entries
        for word in (*entry.korean.split(","), *entry.others)
        if re.search("[가-힣]", word)
    ]
    yield from (f"- {word}: {{term}}`{name}`" for word, name in sorted(pairs))


def index_of_people(
    works: Mapping[str, Any], chapters: Mapping[str, tuple[int, str]]
) -> Iterator[str]:
    """A line for each author or editor of a work that a chapter cites, with these chapters."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for page, (_, text) in chapters.items():
        keys = {key.strip() for group in CITED.findall(text) for key in group.split(",")}
        for key in sorted(keys & set(works)):
            persons = works[key].persons
            for person in persons.get("author") or persons.get("editor") or ():
                if person.first_names or person.last_names:
                    found[_name(person)][page] = None
    yield from (
        f"- {name}: {_links(found[name], chapters)}" for name in sorted(found, key=_sorted_by)
    )


def _name(person: Any) -> str:
    family = " ".join([*person.prelast_names, *person.last_names, *person.lineage_names])
    given = " ".join([*person.first_names, *person.middle_names])
    return str(Text.from_latex(f"{family}, {given}" if given else family))


def _sorted_by(name: str) -> str:
    bare = normalize("NFD", name.casefold()).encode("ascii", "ignore").decode()
    return re.sub(r"^(?:de|den|der|di|la|van|von) ", "", bare)


def write_in(app: Any, docname: str, source: list[str]) -> None:
    """Lead from terms to chapters, and put the indices where a page asks for them."""
    asked = {place: kind for place, kind in PLACES.items() if f"{place}\n" in f"{source[0]}\n"}
    is_glossary = bool(GLOSSARY.search(source[0]))
    if not (asked or is_glossary):
        return
    # What stands there comes from other files: the page is read anew with each build.
    app.env.reread_always.add(docname)
    root = Path(app.srcdir)
    toc = root / app.config.external_toc_path
    known = {
        page: told for page, told in chapters_of(root, toc).items() if page in app.env.found_docs
    }
    if is_glossary:
        source[0] = with_chapters(source[0], known)
    for place, kind in asked.items():
        source[0] = source[0].replace(place, "\n".join(_index(app, root, kind, known)))


def _index(app: Any, root: Path, kind: str, known: Mapping[str, tuple[int, str]]) -> Iterable[str]:
    if kind == "people":
        works: dict[str, Any] = {}
        for file in app.config.bibtex_bibfiles:
            works |= parse_file(str(root / file), "bibtex").entries
        return index_of_people(works, known)
    pages = [Path(app.env.doc2path(page)) for page in sorted(app.env.found_docs)]
    texts = (page.read_text(encoding="utf-8") for page in pages if page.suffix == ".md")
    entries = [entry for text in texts for entry in glossary_of(text)]
    return index_of_terms(entries, known) if kind == "terms" else index_of_korean(entries)


def setup(app: Any) -> None:
    app.connect("source-read", write_in)
