"""Build a few pages by themselves, for their author to look at: quicker than the whole book, and not a test of it.

Run it as ``python -m bookpress preview book/lab/data-catalogue`` in the book's folder, with one or more pages.
Glossary and references come along, links to other chapters stay open, and warnings do not fail it. What it makes is
kept apart from the book: ``_build/preview/<first page>/``, or the name given by ``--into``. The site's tests run on it,
too: ``BOOK_SITE=_build/preview/<name> python -m pytest tests/site``.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import yaml

from bookpress.place import ROOT

from . import kept_pages
from .installed import refusal
from .site import environment, jupyter_book
from .stale import surroundings_of

COVER = "book/how-to-use"
APPENDIX = ("book/glossary", "book/bibliography")


def contents(pages: list[str]) -> dict:
    """A table of contents that lists the pages under the cover, and what they link to after them."""
    listed = [page for page in dict.fromkeys((*pages, *APPENDIX)) if page != COVER]
    return {
        "format": "jb-book",
        "root": COVER,
        "parts": [{"caption": "Preview", "chapters": [{"file": page} for page in listed]}],
    }


def preview(pages: list[str], into: str | None = None, root: Path = ROOT) -> int:
    """Build the pages and return an exit code."""
    pages = [page.removesuffix(".ipynb").removesuffix(".md") for page in pages]
    lost = [
        page
        for page in pages
        if not any((root / f"{page}{end}").is_file() for end in (".ipynb", ".md"))
    ]
    if lost or not (pages or into):
        print(
            f"Name pages as in _toc.yml, for instance book/lab/data-catalogue; not found: {lost}",
            file=sys.stderr,
        )
        return 2
    if said := refusal(root):
        print(said, file=sys.stderr)
        return 1
    folder = root / "_build/preview" / (into or pages[0].replace("/", "-"))
    folder.mkdir(parents=True, exist_ok=True)
    toc = folder / "_toc.yml"
    toc.write_text(yaml.safe_dump(contents(pages), sort_keys=False), encoding="utf-8")
    command = [
        str(jupyter_book()),
        "build",
        str(root),
        "--toc",
        str(toc),
        "--path-output",
        str(folder),
    ]
    key = surroundings_of(root) + toc.read_text(encoding="utf-8")
    kept_pages.begin(folder / "_build", key)
    done = subprocess.run(command, cwd=root, env=environment(root), stdin=subprocess.DEVNULL)
    if not done.returncode:
        kept_pages.end(folder / "_build", key)
    for page in pages:
        print(folder / "_build/html" / f"{page}.html")
    return done.returncode
