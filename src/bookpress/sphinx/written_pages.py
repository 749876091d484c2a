"""Pages that a program writes by the hundred: Sphinx renders one shell for them, and the search knows their names.

As documents of the book each would carry the navigation of all others. So a writer is registered as an entry point of
the group ``bookpress.pages``; its name is the folder of the pages. It is called with the book's folder and the names of
the book's pages, and returns nothing where the book does not show them, or a mapping:

- ``pages``: for each a mapping with ``name`` (of its file in the folder, without ending), ``title``, ``description``,
  ``words`` (other names that the search knows it by) and ``body`` (HTML);
- ``files``: ``{name: text}``, what lies beside the pages: data, scripts, styles;
- ``styles`` and ``scripts``: names of those files that each page loads.

The pages stand outside contents, slides, paper and the edition in a browser; inside the offline copy and the site map.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from html import escape
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

from bookpress.build.site import WRITTEN

__all__ = ["collect", "names_of", "write_pages"]

GROUP = "bookpress.pages"
SHELL = "shell"
# Stand in the shell where a page's own words go.
TITLE, DESCRIPTION, BODY = (f"written-{part}-here" for part in ("title", "description", "body"))


def collect(app: Any) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Ask the registered writers, and let Sphinx render a shell for each."""
    app.written_pages = {}
    for point in sorted(entry_points(group=GROUP), key=lambda one: one.name):
        found = point.load()(Path(app.srcdir), frozenset(app.env.found_docs))
        if not found:
            continue
        found = {**found, "pages": list(found["pages"])}
        app.written_pages[point.name] = found
        context = {
            "title": TITLE,
            "described": DESCRIPTION,
            "body_place": BODY,
            "styles": found["styles"],
            "scripts": found["scripts"],
        }
        yield f"{point.name}/{SHELL}", context, "written.html"


def names_of(app: Any) -> list[str]:
    """Names of the pages, as in the site map."""
    return [
        f"{folder}/{page['name']}"
        for folder, found in getattr(app, "written_pages", {}).items()
        for page in found["pages"]
    ]


def write_pages(app: Any, site: Path) -> Iterator[str]:
    """Write the pages into their dressed shells; yield the characters of each, for the fonts."""
    for folder, found in getattr(app, "written_pages", {}).items():
        shell = site / folder / f"{SHELL}.html"
        parts = _parts_of(shell.read_text(encoding="utf-8"), f"{folder}/{SHELL}.html")
        shell.unlink()
        for page in found["pages"]:
            text = _filled(parts, page, f"{folder}/{page['name']}.html")
            (site / folder / f"{page['name']}.html").write_text(text, encoding="utf-8")
            yield "".join(set(page["body"] + page["title"]))
        for name, text in found["files"].items():
            file = site / folder / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
            yield "".join(set(text))
    (site.parent / WRITTEN).write_text(json.dumps(names_of(app)), encoding="utf-8")


def _parts_of(shell: str, address: str) -> list[str]:
    """The shell cut where something is put in; every second part says what."""
    parts = [shell]
    for mark in (TITLE, DESCRIPTION, BODY, address):
        parts = [piece for part in parts for piece in _cut(part, mark)]
    return parts


def _cut(part: str, mark: str) -> Iterable[str]:
    pieces = part.split(mark)
    return [one for piece in pieces for one in (piece, mark)][:-1]


def _filled(parts: Iterable[str], page: Mapping[str, Any], address: str) -> str:
    put = {
        TITLE: escape(page["title"]),
        DESCRIPTION: escape(page["description"]),
        BODY: page["body"],
    }
    return "".join(
        address if part.endswith(f"/{SHELL}.html") and "<" not in part else put.get(part, part)
        for part in parts
    )
