"""``python -m bookpress COMMAND``: build a book, look at single pages, make its editions, check it."""

from __future__ import annotations

import argparse
import os
import sys
from argparse import Namespace
from pathlib import Path

COMMANDS = {
    "build": "build the site; with --if-changed only where a source is newer",
    "preview": "build a few pages by themselves",
    "slides": "make a deck of slides of each chapter, and print each",
    "pdf": "print each page of the built book",
    "lite": "put the edition that runs in a browser beside the site",
    "assignments": "build what students get of the assignments",
    "notes": "write the notes for lecturers, a page for each part, with the keys: never into the site",
    "questions": "write the question bank, with keys, for a learning platform: for lecturers, never into the site",
    "editions": "make all of these side by side: slides, paper, browser, assignments",
    "claims": "try the claims whose code or data changed, and store the results beside their chapters",
    "check": "check a built site without a browser",
    "form": "put the notebooks into the project's form; with --check only say which differ",
    "plain": "turn a copy's notebooks into plain Markdown, in place",
    "licences": "write the list of the packages' licences",
    "browser": "make sure that a Chromium is there",
}


def parser() -> argparse.ArgumentParser:
    """The command line."""
    line = argparse.ArgumentParser(prog="python -m bookpress", description=__doc__)
    line.add_argument(
        "--book", default=".", help="folder of the book: the current one, unless another is named"
    )
    commands = line.add_subparsers(dest="command", required=True, metavar="COMMAND")
    found = {
        name: commands.add_parser(name, help=words, description=words)
        for name, words in COMMANDS.items()
    }
    found["build"].add_argument(
        "--if-changed", action="store_true", help="leave a site alone that shows its sources"
    )
    found["preview"].add_argument("pages", nargs="+", help="pages as in _toc.yml")
    found["preview"].add_argument("--into", help="name of the folder in _build/preview/")
    for name in ("slides", "pdf", "check"):
        found[name].add_argument(
            "site", nargs="?", default=".", help="folder that holds _build: a preview's"
        )
    found["form"].add_argument("notebooks", nargs="*", help="only these; all, unless said")
    found["form"].add_argument("--check", action="store_true", help="change nothing")
    found["claims"].add_argument("chapters", nargs="*", help="only these; all, unless said")
    found["claims"].add_argument("--again", action="store_true", help="try all, changed or not")
    found["claims"].add_argument(
        "--calls", action="store_true", help="list calls with chance or choice under no claim"
    )
    found["notes"].add_argument("parts", nargs="*", help="only these, such as cluster-theory")
    found["notes"].add_argument("--into", help="another folder than _build/lecturer/notes")
    found["questions"].add_argument("parts", nargs="*", help="only these, such as cluster-theory")
    found["questions"].add_argument("--into", help="another folder than _build/lecturer/questions")
    found["questions"].add_argument(
        "--variants",
        type=int,
        default=1,
        help="how often each question is drawn with other numbers",
    )
    found["questions"].add_argument(
        "--seed", type=int, default=1, help="the seed of the first draw"
    )
    found["questions"].add_argument(
        "--test",
        choices=["before", "after"],
        help="a test before or after the course: two questions of each chapter",
    )
    found["questions"].add_argument(
        "--gain",
        nargs=2,
        metavar=("BEFORE.csv", "AFTER.csv"),
        help="write nothing: print the gain between two files of student,question,score",
    )
    found["plain"].add_argument(
        "--in-place", action="store_true", help="yes: overwrite the notebooks of this copy"
    )
    found["editions"].add_argument(
        "steps", nargs="*", help="only these of slides, pdf, lite, assignments; all, unless said"
    )
    found["browser"].add_argument(
        "--system", action="store_true", help="install the system's package if need be"
    )
    return line


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit code."""
    chosen = parser().parse_args(arguments)
    # Every tool takes the current folder for the book's, so this comes before they are imported.
    os.chdir(chosen.book)
    return globals()[f"_{chosen.command}"](chosen)


def _build(chosen: Namespace) -> int:
    from bookpress.build.site import build, is_whole_and_fresh

    return 0 if chosen.if_changed and is_whole_and_fresh() else build()


def _preview(chosen: Namespace) -> int:
    from bookpress.build.preview import preview

    return preview(chosen.pages, chosen.into)


def _slides(chosen: Namespace) -> int:
    from bookpress.editions.slides import slides

    return slides(_site(chosen))


def _pdf(chosen: Namespace) -> int:
    from bookpress.editions.paper import print_pages

    print_pages(_site(chosen))
    return 0


def _lite(chosen: Namespace) -> int:
    from bookpress.editions.lite import build_lite

    return build_lite()


def _assignments(chosen: Namespace) -> int:
    from bookpress.editions.assignments import main as release

    return release()


def _notes(chosen: Namespace) -> int:
    from bookpress.editions.lecturer import write_notes

    return write_notes(Path(chosen.into) if chosen.into else None, chosen.parts)


def _questions(chosen: Namespace) -> int:
    from bookpress.editions.questions import report_gain, write_questions

    if chosen.gain:
        return report_gain(*map(Path, chosen.gain))
    into = Path(chosen.into) if chosen.into else None
    return write_questions(into, chosen.parts, chosen.variants, chosen.seed, test=chosen.test)


def _editions(chosen: Namespace) -> int:
    from bookpress.editions.side_by_side import EDITIONS, editions

    if unknown := [step for step in chosen.steps if step not in EDITIONS]:
        print(f"No edition is named {unknown[0]!r}; there are: {', '.join(EDITIONS)}.")
        return 2
    # In their own order, the longest first.
    return editions(steps=tuple(step for step in EDITIONS if step in (chosen.steps or EDITIONS)))


def _check(chosen: Namespace) -> int:
    from bookpress.checks.site import findings

    wrong = findings(_site(chosen))
    print("\n".join(wrong) or "The site is whole: pages, links, policy, budgets.")
    return int(bool(wrong))


def _claims(chosen: Namespace) -> int:
    from bookpress.build.claims import main as claims

    return claims(chosen.chapters, chosen.again, chosen.calls)


def _form(chosen: Namespace) -> int:
    from bookpress.build.notebook_form import main as form

    return form(map(Path, chosen.notebooks), chosen.check)


def _plain(chosen: Namespace) -> int:
    from bookpress.editions.plain_notebooks import overwrite

    if not chosen.in_place:
        print(
            "This overwrites the notebooks of the book; it is for a copy. Say --in-place.",
            file=sys.stderr,
        )
        return 2
    return overwrite()


def _licences(chosen: Namespace) -> int:
    from bookpress.licences import write_listing

    return write_listing()


def _browser(chosen: Namespace) -> int:
    from bookpress.browser import prepare

    return prepare(chosen.system)


def _site(chosen):
    from bookpress.place import ROOT

    return (ROOT / chosen.site).resolve()


if __name__ == "__main__":
    sys.exit(main())
