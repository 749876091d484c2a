"""Notes for lecturers: a page for each part, made of its chapters as they stand, with the keys; ``bookpress notes``.

They go into a folder of the lecturer's and never into the site. What a page says of a chapter is taken from it: its
objectives, the time it states, its figures with the address of each, its exercises with their solutions and with the
slips that they tell. Of what happens in a class nothing is on record; the page ends with a form for it.
"""

from __future__ import annotations

import ast
import json
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import Any

import yaml
from latex2mathml.converter import convert
from markdown_it import MarkdownIt
from mdit_py_plugins.dollarmath import dollarmath_plugin

from bookpress.editions.with_keys import belongs_to_the_site
from bookpress.place import ROOT

__all__ = ["Chapter", "notes_page", "parts", "read_chapter", "write_notes"]

FOLDER = "_build/lecturer/notes"
# Keys of worksheets lie outside the book, so that no page of it can show one.
KEYS = "assessment/keys"
# Minutes for an exercise, by how its title begins; what begins otherwise is computed.
MINUTES = {"Read off": 5, "Argue": 15}
COMPUTED = 10
STYLE = (
    "body{font:1rem/1.5 system-ui,sans-serif;max-width:48rem;margin:2rem auto;padding:0 1rem}"
    "h2{border-top:2px solid;padding-top:.5rem;break-before:page}h2:first-of-type{break-before:auto}"
    "pre{white-space:pre-wrap;font-size:.85rem}table{border-collapse:collapse}"
    "td,th{border:1px solid #888;padding:.2rem .5rem;text-align:left;vertical-align:top}.form td{height:2.2rem}"
)
SHOWN = MarkdownIt("commonmark").enable("table")
# Else Markdown would take strokes out of formulas, and show what is left.
dollarmath_plugin(
    SHOWN,
    renderer=lambda formula, how: convert(
        formula, display="block" if how["display_mode"] else "inline"
    ),
)


@dataclass
class Exercise:
    """An exercise of a chapter, and its solution as Markdown."""

    title: str
    text: str
    solution: str = ""

    @property
    def minutes(self) -> int:
        """Our allowance for it."""
        return next((n for begins, n in MINUTES.items() if self.title.startswith(begins)), COMPUTED)


@dataclass
class Chapter:
    """What the notes say of a chapter."""

    page: str
    title: str
    question: str
    objectives: list[str]
    reading: int
    sections: dict[str, int]
    figures: list[tuple[str, str, list[str]]] = field(default_factory=list)
    exercises: list[Exercise] = field(default_factory=list)
    slips: list[str] = field(default_factory=list)

    @property
    def practice(self) -> int:
        """Minutes for all of its exercises."""
        return sum(one.minutes for one in self.exercises)


def parts(root: Path = ROOT) -> dict[str, tuple[str, list[str]]]:
    """Folder of each part with its caption and its chapters, in the order of the book; those that teach something."""
    contents = yaml.safe_load((root / "_toc.yml").read_text(encoding="utf-8"))
    found = {}
    for part in contents["parts"]:
        pages = [one["file"] for one in part["chapters"]]
        its = [page for page in pages if _objectives(root, page)]
        if its and "caption" in part:
            found[its[0].split("/")[1]] = (part["caption"], its)
    return found


def _objectives(root, page):
    file = root / f"{page}.ipynb"
    return file.is_file() and ":class: objectives" in file.read_text(encoding="utf-8")


def read_chapter(page: str, root: Path = ROOT) -> Chapter:
    """A chapter as its notebook stands, its numbers as they are stored with it.

    Parameters
    ----------
    page : str
        As in ``_toc.yml``, such as ``"book/lab/data-catalogue"``.
    root : Path
        The book's folder.
    """
    cells = _cells(root, page)
    told = _told(cells)
    text = "\n\n".join(_source(cell) for cell in cells if cell["cell_type"] == "markdown")
    goals = _first(r"you can\n\n((?:\d+\. .*\n)+)", text)
    reading = re.search(r"Reading time: about (\d+) minutes", text)
    chapter = Chapter(
        page=page,
        title=_first(r"^# (.*)$", text),
        question=_first(r"^\*([^*].*)\*$", text),
        objectives=[_plain(line.partition(". ")[2], told) for line in goals.splitlines()],
        reading=int(reading[1]) if reading else 0,
        sections=_sections(text),
    )
    for cell in cells:
        if cell["cell_type"] == "code":
            chapter.figures += _figures(_source(cell))
            chapter.slips += _slips(_source(cell))
    chapter.exercises = _exercises(cells, told)
    return chapter


def _first(pattern: str, text: str) -> str:
    """What a pattern finds first; nothing, if it finds nothing."""
    found = re.search(pattern, text, flags=re.MULTILINE)
    return found[1] if found else ""


def _cells(root, page):
    return json.loads((root / f"{page}.ipynb").read_text(encoding="utf-8"))["cells"]


def _source(cell):
    return "".join(cell["source"])


def _told(cells):
    """The numbers that the text shows, by their names: stored with the cells that glue them."""
    found = {}
    for cell in cells:
        for output in cell.get("outputs", []):
            name = output.get("metadata", {}).get("scrapbook", {}).get("name")
            if name:
                (value,) = list(output["data"].values())[:1]
                found[name] = "".join(value).strip("'\"")
    return found


def _plain(text, told):
    """Markdown without the roles of the site: what they show is left."""
    text = re.sub(r"\{glue:text\}`([^`]+)`", lambda found: told.get(found[1], found[1]), text)
    text = re.sub(r"\{cite:?\w*\}`([^`]+)`", "", text)
    text = re.sub(r"\{claim\}`[^`]+`", "", text)
    return re.sub(r"\{[\w:]+\}`([^`<]*?)(?: *<[^`]*>)?`", r"\1", text)


def _sections(text):
    """Words of each section of the text."""
    pieces = re.split(r"^## (.*)$", text, flags=re.MULTILINE)[1:]
    return {title: len(body.split()) for title, body in zip(pieces[::2], pieces[1::2], strict=True)}


def _figures(source: str) -> Iterator[tuple[str, str, list[str]]]:
    """The explorables of a cell: address, question, presets."""
    if "@explorable" not in source:
        return
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.FunctionDef):
            continue
        for call in node.decorator_list:
            if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "explorable":
                given = {one.arg: one.value for one in call.keywords}
                question = _words(given.get("question"))
                presets = [
                    _words(one.args[0])
                    for one in ast.walk(given.get("presets", ast.List([])))
                    if isinstance(one, ast.Call) and getattr(one.func, "id", "") == "Preset"
                ]
                yield node.name.replace("_", "-"), question, [one for one in presets if one]


def _words(node):
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def _slips(source: str) -> list[str]:
    """What an exercise says to those who make a typical mistake."""
    if "Exercise(" not in source:
        return []
    return [
        _words(value)
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Dict)
        for value in node.values
        if _words(value).endswith(".")
    ]


def _exercises(cells, told):
    """Exercises and solutions, whether a solution is one block or runs over cells."""
    found: dict[str, Exercise] = {}
    open_label = None
    for cell in cells:
        source = _source(cell)
        if cell["cell_type"] == "code":
            if open_label:
                found[open_label].solution += f"\n\n```python\n{source}\n```\n{_printed(cell)}"
            continue
        for piece in re.split(r"(?=^```\{)", source, flags=re.MULTILINE):
            head = re.match(
                r"```\{(exercise|solution|solution-start|solution-end)\} *(.*)\n?", piece
            )
            body = piece[head.end() :] if head else piece
            label = re.search(r":label: ([\w-]+)", body)
            text = _plain(re.sub(r"^:\w+: .*$|^```$", "", body, flags=re.MULTILINE), told).strip()
            if head and head[1] == "exercise" and label:
                found[label[1]] = Exercise(head[2].strip(), text)
            elif head and head[1] in ("solution", "solution-start") and head[2].strip() in found:
                found[head[2].strip()].solution += text
                open_label = head[2].strip() if head[1] == "solution-start" else None
            elif head and head[1] == "solution-end":
                open_label = None
            elif open_label:
                found[open_label].solution += f"\n\n{text}"
    return list(found.values())


def _printed(cell):
    said = ["".join(one["text"]) for one in cell.get("outputs", []) if "text" in one]
    return f"\n```text\n{''.join(said).strip()}\n```\n" if said else ""


def notes_page(caption: str, chapters: Iterable[Chapter], key: str = "") -> str:
    """The page of a part, as HTML that needs nothing else.

    Parameters
    ----------
    caption : str
        The part's name.
    chapters : iterable of Chapter
    key : str
        The worksheet's key, as Markdown.
    """
    chapters = list(chapters)
    body = [_overview(chapters), *(_section(chapter) for chapter in chapters)]
    if key:
        body.append(f"<h2>Key to the worksheet</h2>{SHOWN.render(key)}")
    body.append(_form(chapters))
    name = escape(caption)
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{name}: notes</title>'
        f"<style>{STYLE}</style><h1>{name}: notes for the lecturer</h1>"
        "<p>With keys: not for the web. Minutes to teach are the reading time that a chapter states; minutes to "
        f"exercise are an allowance of ours: {MINUTES['Read off']} to read off, {COMPUTED} to compute, "
        f"{MINUTES['Argue']} to argue. "
        "Difficulties are expected, not observed: they are the slips that the exercises tell.</p>"
        f"{''.join(body)}</html>"
    )


def _overview(chapters):
    rows = "".join(
        f"<tr><td>{escape(one.title)}</td><td>{one.reading}</td><td>{one.practice}</td></tr>"
        for one in chapters
    )
    total = (
        f"<tr><th>All</th><th>{sum(one.reading for one in chapters)}</th>"
        f"<th>{sum(one.practice for one in chapters)}</th></tr>"
    )
    return (
        "<table><tr><th>Chapter</th><th>Minutes to teach</th><th>Minutes to exercise</th></tr>"
        f"{rows}{total}</table>"
    )


def _section(chapter):
    address = chapter.page.removeprefix("book/")
    goals = "".join(f"<li>{SHOWN.renderInline(goal)}</li>" for goal in chapter.objectives)
    figures = "".join(
        f"<li><code>{escape(address)}.html#{escape(name)}</code>: {escape(question)}"
        + (f" <i>Buttons:</i> {escape('; '.join(presets))}." if presets else "")
        + "</li>"
        for name, question, presets in chapter.figures
    )
    slips = "".join(f"<li>{escape(slip)}</li>" for slip in dict.fromkeys(chapter.slips))
    solved = "".join(
        f"<h4>{escape(one.title)} ({one.minutes} minutes)</h4>{SHOWN.render(one.text)}"
        f"<p><b>Key.</b></p>{SHOWN.render(one.solution)}"
        for one in chapter.exercises
    )
    return (
        f"<h2>{escape(chapter.title)}</h2><p><i>{SHOWN.renderInline(chapter.question)}</i></p>"
        f"<p>{chapter.reading} minutes to teach, {chapter.practice} to exercise.</p>"
        f"<h3>Objectives</h3><ol>{goals}</ol>"
        f"<h3>Show</h3><ol>{figures}</ol><h3>Skip, if time is short</h3>{_skip(chapter)}"
        f"<h3>Expected difficulties</h3><ul>{slips}</ul><h3>Exercises and key</h3>{solved}"
    )


def _skip(chapter):
    """What is left to reading: all but the idea, the first figure and the exercises; the longest first."""
    kept = (
        "The idea",
        "The indicator",
        "Exercises",
        "Further reading",
        "In the workshop",
        "The data",
    )
    explored = [title for title in chapter.sections if title.startswith("Explore")][:1]
    left = {
        title: words
        for title, words in chapter.sections.items()
        if not title.startswith(kept) and title not in explored
    }
    if not left:
        return "<p>Nothing: the chapter is one argument.</p>"
    items = "".join(
        f"<li>{escape(_plain(title, {}))} ({words} words)</li>"
        for title, words in sorted(left.items(), key=lambda one: -one[1])
    )
    return f"<p>Teach the idea and the first figure; leave to reading:</p><ul>{items}</ul>"


def _form(chapters):
    rows = "".join(
        f"<tr><td>{escape(one.title)}</td><td></td><td></td><td></td><td></td></tr>"
        for one in chapters
    )
    return (
        "<h2>What happened</h2><p>Nothing is on record yet of any class. Please fill this in after yours, without "
        "names of students, and send it to those who gave you the book, or open an issue in its repository.</p>"
        "<p>Date: ____________ Place: ____________ Students: ______ Their subject: ____________</p>"
        '<table class="form"><tr><th>Chapter</th><th>Minutes it took</th><th>What was got wrong, by how many</th>'
        f"<th>Which view worked, which did not</th><th>What to change</th></tr>{rows}</table>"
    )


def worksheet_key(part: str, root: Path = ROOT) -> str:
    """The key of a part's worksheet, its numbers filled in; empty where the part has none."""
    if not (root / f"{KEYS}/{part}.ipynb").is_file():
        return ""
    cells = _cells(root, f"{KEYS}/{part}")
    text = "\n\n".join(_source(cell) for cell in cells if cell["cell_type"] == "markdown")
    key = _plain(text.partition("\n")[2], _told(cells))
    # The addresses lead into the site, which is elsewhere.
    return re.sub(r'<a href="[^"]*">(.*?)</a>', r"\1", key)


def write_notes(into: Path | None = None, only: Iterable[str] = (), root: Path = ROOT) -> int:
    """Write the notes of each part into a folder; return the exit code.

    Parameters
    ----------
    into : Path, optional
        The folder, `_build/lecturer/notes` unless another is named. A folder of the site is refused.
    only : iterable of str
        Only these parts; all, unless said.
    root : Path
        The book's folder.
    """
    folder = root / FOLDER if into is None else into
    if belongs_to_the_site(folder, root):
        return 2
    known: Mapping[str, Any] = parts(root)
    unknown = sorted(set(only) - set(known))
    if unknown:
        print(
            f"There is no part {', '.join(unknown)}; the parts are: {', '.join(known)}.",
            file=sys.stderr,
        )
        return 2
    folder.mkdir(parents=True, exist_ok=True)
    for part, (caption, pages) in known.items():
        if part in only or not only:
            chapters = [read_chapter(page, root) for page in pages]
            page = notes_page(caption, chapters, worksheet_key(part, root))
            (folder / f"{part}.html").write_text(page, encoding="utf-8")
            print(f"{part}: {len(chapters)} chapters")
    print(f"Notes for lecturers: {folder}")
    return 0
