"""What labels stand for, read from the sources, since there is not a built site everywhere."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from pybtex.database import parse_file

from explorable.claims.note import note_text
from explorable.claims.store import file_of, read

from .works import lettered, said

LABELLED = re.compile(
    r"^(?:`{3,}|:{3,})\{(?P<kind>list-table|figure|exercise)\}[^\n]*\n(?:(?!:(?:name|label): ):[^\n]*\n)*"
    r":(?:name|label): (?P<label>[\w-]+)$|^\$\$ \((?P<formula>[\w-]+)\)$",
    re.MULTILINE,
)
HEADING = re.compile(
    r"^(?P<labels>(?:\([\w-]+\)=\n)*)(?P<level>#+) (?:\d+\. )?(?P<title>[^\n]+)$", re.MULTILINE
)
WORDS = {"list-table": "Table", "figure": "Figure", "exercise": "Exercise"}


@dataclass
class Names:
    """What labels stand for: numbers of figures and formulas, titles of pages and sections, works, claims."""

    numbers: dict[str, str] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)
    works: dict[str, tuple[str, str]] = field(default_factory=dict)
    claims: dict[str, str] = field(default_factory=dict)


def names_of(root: Path, pages: list[str]) -> Names:
    """Count figures, tables, exercises and formulas as the site does, page by page."""
    config = yaml.safe_load((root / "_config.yml").read_text(encoding="utf-8"))
    names = Names(works=works(root / config["bibtex_bibfiles"][0]))
    numbered = numbered_pages(root)
    counts: Counter[str] = Counter()
    for page in pages:
        chapter = numbered.get(page)
        results = read(file_of(root / f"{page}.ipynb"))
        names.claims |= {name: note_text(result) for name, result in results.items()}
        for text, figure, kind in pieces(root, page):
            if figure:
                names.numbers[figure] = _next(counts, kind, chapter)
            for found in LABELLED.finditer(text):
                if found["formula"]:
                    names.numbers[found["formula"]] = _next(counts, "", chapter)
                else:
                    names.numbers[found["label"]] = _next(counts, WORDS[found["kind"]], chapter)
            for heading in HEADING.finditer(text):
                title = heading["title"].replace("'", "\u2019")
                for label in re.findall(r"\(([\w-]+)\)=", heading["labels"]):
                    names.titles.setdefault(label, title)
                if heading["level"] == "#":
                    names.titles[page] = title
                    names.titles.setdefault(Path(page).name, title)
    return names


def numbered_pages(root: Path) -> dict[str, int]:
    """Numbers of the chapters, which run on through the parts."""
    parts = yaml.safe_load((root / "_toc.yml").read_text(encoding="utf-8")).get("parts", [])
    listed = [
        chapter["file"] for part in parts if part.get("numbered") for chapter in part["chapters"]
    ]
    return {page: number for number, page in enumerate(listed, 1)}


def pieces(root: Path, page: str) -> Iterator[tuple[str, str | None, str]]:
    """Texts of a page in order, and labels of what cells of code show with a caption: "Figure" or "Table"."""
    if not (root / f"{page}.ipynb").is_file():
        yield (root / f"{page}.md").read_text(encoding="utf-8"), None, ""
        return
    for cell in json.loads((root / f"{page}.ipynb").read_text(encoding="utf-8"))["cells"]:
        if cell["cell_type"] == "markdown":
            yield "".join(cell["source"]), None, ""
        else:
            name = cell["metadata"].get("mystnb", {}).get("figure", {}).get("name")
            yield "", name, "Table" if _shows_a_table(cell) else "Figure"


def _shows_a_table(cell: dict[str, Any]) -> bool:
    """Whether the stored outputs are a table; figures are not stored."""
    return any(
        "<table" in "".join(output.get("data", {}).get("text/html", ""))
        for output in cell["outputs"]
    )


def works(bibliography: Path) -> dict[str, tuple[str, str]]:
    """Names and year of each work of the bibliography."""
    entries = parse_file(str(bibliography)).entries
    letters = lettered(entries)
    return {
        key.lower(): (said(entry)[0], letters.get(key, said(entry)[1]))
        for key, entry in entries.items()
    }


def _next(counts: Counter, word: str, chapter: int | None) -> str:
    counts[word, chapter] += 1
    number = counts[word, chapter]
    return f"{word} {chapter}.{number}".strip() if chapter else f"{word} {number}".strip()
