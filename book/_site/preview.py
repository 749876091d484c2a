"""Build a few pages by themselves, for their author to look at: quicker than the whole book, and not a test of it.

Run it as ``python book/_site/preview.py book/lab/data-catalogue`` from the repository's root, with one or more pages.
Glossary and references come along, links to other chapters stay open, and warnings do not fail it. What it makes is
kept apart from the book: ``_build/preview/<first page>/``.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import yaml
from build import ROOT, environment, jupyter_book

APPENDIX = ("book/glossary", "book/bibliography")


def contents(pages: list[str]) -> dict:
    """A table of contents that lists the pages under the cover, and what they link to after them."""
    return {
        "format": "jb-book",
        "root": "book/how-to-use",
        "parts": [{"caption": "Preview", "chapters": [{"file": page} for page in (*pages, *APPENDIX)]}],
    }


def preview(pages: list[str], root: Path = ROOT) -> int:
    """Build the pages and return an exit code."""
    pages = [page.removesuffix(".ipynb").removesuffix(".md") for page in pages]
    lost = [page for page in pages if not any((root / f"{page}{end}").is_file() for end in (".ipynb", ".md"))]
    if lost or not pages:
        print(f"Name pages as in _toc.yml, for instance book/lab/data-catalogue; not found: {lost}", file=sys.stderr)
        return 2
    folder = root / "_build/preview" / pages[0].replace("/", "-")
    folder.mkdir(parents=True, exist_ok=True)
    toc = folder / "_toc.yml"
    toc.write_text(yaml.safe_dump(contents(pages), sort_keys=False), encoding="utf-8")
    command = [str(jupyter_book()), "build", str(root), "--toc", str(toc), "--path-output", str(folder)]
    done = subprocess.run(command, cwd=root, env=environment(root), stdin=subprocess.DEVNULL)
    for page in pages:
        print(folder / "_build/html" / f"{page}.html")
    return done.returncode


if __name__ == "__main__":
    sys.exit(preview(sys.argv[1:]))
