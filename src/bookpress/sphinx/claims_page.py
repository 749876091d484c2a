"""The page of all claims, beside what was cited and not tried: written where a page says ``% claims of the book``."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from explorable.claims import Result
from explorable.claims.store import file_of, read

__all__ = ["PLACE", "contents_of", "lines_of", "setup"]

PLACE = "% claims of the book"
CITED = re.compile(r"\{cite(?::\w+)?\}`([^`]+)`")


def write_in(app: Any, docname: str, source: list[str]) -> None:
    """Put the claims where a page asks for them; their headings are the page's own."""
    if PLACE in source[0]:
        # What stands there comes from other files: the page is read anew with each build.
        app.env.reread_always.add(docname)
        root = Path(app.srcdir)
        lines = lines_of(contents_of(root, root / app.config.external_toc_path))
        source[0] = source[0].replace(PLACE, "\n".join(lines))


def contents_of(root: Path, toc: Path) -> dict[str, dict[str, tuple[dict[str, Result], list[str]]]]:
    """Claims and cited works of each page, by part: ``{part: {page: (claims, works)}}``."""
    parts = yaml.safe_load(toc.read_text(encoding="utf-8")).get("parts", [])
    return {
        part["caption"]: {
            chapter["file"]: (
                read(file_of(root / f"{chapter['file']}.ipynb")),
                _cited(root, chapter["file"]),
            )
            for chapter in part["chapters"]
        }
        for part in parts
        if part.get("numbered")
    }


def _cited(root: Path, page: str) -> list[str]:
    file = root / f"{page}.ipynb"
    if not file.is_file():
        return []
    cells = json.loads(file.read_text(encoding="utf-8"))["cells"]
    text = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")
    keys = (key.strip() for found in CITED.findall(text) for key in found.split(","))
    return list(dict.fromkeys(keys))


def lines_of(contents: dict[str, dict[str, Any]]) -> Iterator[str]:
    """The page in Markdown."""
    pages = [entry for chapters in contents.values() for entry in chapters.values()]
    yield from (_in_all(pages), "")
    yield from ('<div class="list-filter" data-list="main section li" data-of="claims"></div>', "")
    for part, chapters in contents.items():
        told = {page: entry for page, entry in chapters.items() if any(entry)}
        if not told:
            continue
        yield from (f"## {part}", "")
        for page, (claims, works) in told.items():
            yield from (f"### {{doc}}`/{page}`", "")
            yield from _chapter(claims, works)


def _chapter(claims: dict[str, Result], works: list[str]) -> Iterator[str]:
    for name, result in claims.items():
        yield f"- {result.says} {{claim}}`{name}`"
    if not claims:
        yield "No finding of this chapter is tried yet."
    yield ""
    if works:
        told = "One work is" if len(works) == 1 else f"{len(works)} works are"
        yield f'<details class="looked-up"><summary>{told} cited, and not tried here</summary>'
        yield from ("", f"{{cite:t}}`{','.join(works)}`.", "", "</details>", "")


def _in_all(pages: list[tuple[dict[str, Result], list[str]]]) -> str:
    claims = sum(len(found) for found, _ in pages)
    chapters = sum(bool(found) for found, _ in pages)
    if not claims:
        return "No claim is tried yet."
    if claims == 1:
        return f"One claim is tried, in one of {len(pages)} chapters."
    if chapters == 1:
        return f"{claims} claims are tried, in one of {len(pages)} chapters."
    return f"{claims} claims are tried, in {chapters} of {len(pages)} chapters."


def setup(app: Any) -> None:
    app.connect("source-read", write_in)
