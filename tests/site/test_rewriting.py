"""What a build makes of the last one: it writes the pages that show something new, and comes to the same site.

A warning stops it, now and when it is asked again.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

import pytest
import yaml

from bookpress.build.stale import is_fresh
from bookpress.place import ROOT

CONFIG = {
    "title": "A book",
    "execute": {"execute_notebooks": "off"},
    "bibtex_bibfiles": ["book/references.bib"],
    "sphinx": {
        "extra_extensions": ["sphinx_exercise", "explorable.sphinx_extension", "bookpress.sphinx"]
    },
}
CONTENTS = """
format: jb-book
root: book/cover
parts:
  - caption: One
    numbered: true
    chapters: [{file: book/first}, {file: book/second}]
  - caption: Besides
    chapters: [{file: book/works}]
"""
PAGES = {
    "cover": "# Cover\n\nBegin with {doc}`first`.\n",
    "first": "(first)=\n# First\n\n{cite:t}`marshall` began.\n\n```{index} quotients\n```\n",
    "second": "(second)=\n# Second\n\nSee {ref}`first`, {cite:t}`marshall`, $a^2$ and `code`.\n"
    # The title of a solution is put in place when the page is written.
    "\n```{exercise} Count\n:label: count\n\nHow many?\n```\n\n```{solution} count\n\nTwo.\n```\n"
    "\n```{exercise} Add\n:label: add\n\nHow much?\n```\n"
    "\n```{solution-start} add\n```\n\nThree.\n\n```{solution-end}\n```\n",
    "works": "# Works\n\n```{bibliography}\n```\n",
}
WORKS = "@book{marshall, author={Marshall, Alfred}, title={Principles}, year={1890}, publisher={Macmillan}}\n"


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    """A book of four pages that show each other's titles and a work."""
    folder = tmp_path_factory.mktemp("book")
    (folder / "book").mkdir()
    (folder / "_config.yml").write_text(yaml.safe_dump(CONFIG))
    (folder / "_toc.yml").write_text(CONTENTS)
    (folder / "book/references.bib").write_text(WORKS)
    for name in ("CITATION.cff", "requirements.txt", "LICENSE"):
        shutil.copy(ROOT / name, folder)
    for page, text in PAGES.items():
        (folder / f"book/{page}.md").write_text(text)
    return folder


def build(folder):
    """Build as an author does; return the exit code, what was said, and when each page was written."""
    done = subprocess.run(
        [sys.executable, "-m", "bookpress", "build"],
        cwd=folder,
        env={**os.environ, "EXPLORABLE_CACHE": str(folder / "cache")},
        capture_output=True,
        text=True,
        check=False,
    )
    site = folder / "_build/kept/site/book"
    written = {page: (site / f"{page}.html").stat().st_mtime_ns for page in PAGES}
    return done.returncode, done.stdout + done.stderr, written


def site_of(folder):
    """Contents of all files of the built site but the archive of them."""
    site = folder / "_build/html"
    return {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in site.rglob("*")
        if path.is_file() and path.suffix != ".zip"
    }


def change(folder, page, old, new):
    file = folder / f"book/{page}.md"
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new))


def test_a_build_writes_what_shows_something_new_and_repeats_what_was_wrong(book):
    """One book through five builds: each begins with what the last one left."""
    code, said, cold = build(book)
    assert code == 0, said
    assert is_fresh(book)
    anew, second = site_of(book), "book/second.html"

    change(book, "second", "See", "Now see")
    assert not is_fresh(book)
    code, said, warm = build(book)
    assert code == 0, said
    assert b"Now see" in site_of(book)[second]
    # The first page is always written.
    assert {page for page in PAGES if warm[page] > cold[page]} == {"second", "cover"}

    change(book, "second", "Now see", "See")
    code, said, _ = build(book)
    assert code == 0, said
    after = site_of(book)
    assert set(after) == set(anew)
    assert [name for name in anew if after[name] != anew[name]] == []

    # Another title, which other pages show; and a warning, which is an error.
    change(book, "first", "# First", "# The first")
    change(book, "second", "See", "See {ref}`nothing`,")
    code, said, renamed = build(book)
    assert code == 1
    assert "nothing" in said
    assert not is_fresh(book)
    assert all(renamed[page] > warm[page] for page in PAGES)
    assert b">The first<" in site_of(book)[second]
    # The list of works, written again from what the last build has left, has each work once.
    works = "book/works.html"
    assert site_of(book)[works].count(b"Principles") == anew[works].count(b"Principles") == 1

    # What was said of a page is said again, though the page is as it was read before.
    code, said, _ = build(book)
    assert code == 1
    assert "nothing" in said
