"""A map of each part of the book: its chapters one below the other, and lines from each to those that build on it.

The press asks for it by the entry point ``builds-on`` of the group ``bookpress.written``, ``{written} builds-on
cluster-theory``. Everything is read from the table of contents and from what each chapter says must be read before it.
Links and words are those of a list; the lines beside it repeat what the words say.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import yaml

from clusterbook.words import enumerated, tell, tell_many

__all__ = ["Chapter", "builds_on", "chapters_of", "lanes_of"]

# Where the lines stand beside a chapter: the dots at the right, lanes to the left of them; heights are percent.
DOT, LANE = 52, 9
ROLE = ".. role:: raw-html(raw)\n   :format: html\n"


class Chapter(NamedTuple):
    """A numbered chapter: its part, by the name of its folder, and the pages to be read before it."""

    number: int
    folder: str
    before: tuple[str, ...]


def chapters_of(root: Path) -> dict[str, Chapter]:
    """The chapters of a book by their pages, in reading order.

    Parameters
    ----------
    root : pathlib.Path
        The book's folder.
    """
    contents = yaml.safe_load((root / "_toc.yml").read_text(encoding="utf-8"))
    pages = [
        chapter["file"]
        for part in contents.get("parts", [])
        if part.get("numbered")
        for chapter in part["chapters"]
    ]
    return {
        page: Chapter(number, page.split("/")[-2], _before(root / f"{page}.ipynb"))
        for number, page in enumerate(pages, start=1)
    }


def _before(file: Path) -> tuple[str, ...]:
    noted = json.loads(file.read_text(encoding="utf-8"))["metadata"] if file.is_file() else {}
    return tuple(f"book/{name}" for name in noted.get("prerequisites", ()))


def builds_on(root: Path, word: str, pages: frozenset[str]) -> tuple[str, list[Path]]:
    """The map of a part, as reStructuredText, and the files that it was made from.

    Parameters
    ----------
    root : pathlib.Path
        The book's folder.
    word : str
        The folder of the part.
    pages : frozenset of str
        Names of the pages that can be linked.

    Raises
    ------
    LookupError
        If no chapter stands in such a folder.
    """
    chapters = chapters_of(root)
    if word not in {one.folder for one in chapters.values()}:
        raise LookupError(
            tell("builds-on finds no numbered chapter in the folder {word}.", word=word)
        )
    # A preview has a few of the book's pages.
    known = {page: one for page, one in chapters.items() if page in pages}
    own = [page for page, one in known.items() if one.folder == word]
    needed = {first for page in own for first in known[page].before if first in known}
    rows = [*(page for page in known if page in needed and page not in own), *own]
    links = [(first, page) for page in own for first in known[page].before if first in rows]
    drawn = lanes_of(rows, links)
    items = [
        _item(f"/{page}", svg, _said(page, word, known))
        for page, svg in zip(rows, drawn, strict=True)
    ]
    text = f"{ROLE}\n.. container:: builds-on\n\n{''.join(items)}"
    return text, [root / "_toc.yml", *(root / f"{page}.ipynb" for page in known)]


def _item(page: str, svg: str, said: Sequence[str]) -> str:
    return f"   - :raw-html:`{svg}`\\ :doc:`{page}`\n\n     {' '.join(said)}\n\n"


def _said(page: str, part: str, known: Mapping[str, Chapter]) -> list[str]:
    """What a chapter builds on, and where it leads to in other parts; of one of another part nothing more."""
    if known[page].folder != part:
        return [tell("In another part.")]
    before = [one for one in known[page].before if one in known]
    after = [
        one for one, chapter in known.items() if page in chapter.before and chapter.folder != part
    ]
    said = [
        tell_many(
            "Builds on chapter {chapters}.",
            "Builds on chapters {chapters}.",
            len(before),
            chapters=_numbers(before, known),
        )
        if before
        else tell("Can be read first.")
    ]
    if after:
        said.append(
            tell_many(
                "In another part, chapter {chapters} builds on it.",
                "In other parts, chapters {chapters} build on it.",
                len(after),
                chapters=_numbers(after, known),
            )
        )
    return said


def _numbers(pages: Sequence[str], known: Mapping[str, Chapter]) -> str:
    return enumerated(f":doc:`{known[page].number} </{page}>`" for page in pages)


def lanes_of(rows: Sequence[str], links: Sequence[tuple[str, str]]) -> list[str]:
    """For each row a piece of the drawing: a line leads down from what comes first to all that builds on it.

    Parameters
    ----------
    rows : sequence of str
        What stands below each other.
    links : sequence of (str, str)
        What comes first, and what builds on it.

    Examples
    --------
    >>> first, second = lanes_of(["a", "b"], [("a", "b")])
    >>> 'd="M52 50H47Q43 50 43 60V100"' in first, 'd="M43 0V40Q43 50 47 50H52"' in second
    (True, True)
    """
    at = {row: place for place, row in enumerate(rows)}
    paths: list[list[str]] = [[] for _ in rows]
    last: list[int] = []
    for first in rows:
        ends = sorted(at[later] for source, later in links if source == first)
        if not ends:
            continue
        lane = next((n for n, end in enumerate(last) if end <= at[first]), len(last))
        last[lane : lane + 1] = [ends[-1]]
        x = DOT - LANE * (lane + 1)
        paths[at[first]].append(f"M{DOT} 50H{x + 4}Q{x} 50 {x} 60V100")
        for place in range(at[first] + 1, ends[-1] + 1):
            if place != ends[-1]:
                paths[place].append(f"M{x} 0V100")
            if place in ends:
                paths[place].append(f"M{x} 0V40Q{x} 50 {x + 4} 50H{DOT}")
    return [
        f'<svg class="builds-on-lines" viewBox="0 0 {DOT + 8} 100" preserveAspectRatio="none" aria-hidden="true" '
        f'focusable="false">{"".join(f"""<path d="{path}"/>""" for path in drawn)}</svg>'
        for drawn in paths
    ]
