"""Write the question bank into a folder of the lecturer's: nothing of it goes into the site."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from importlib.metadata import entry_points
from pathlib import Path

from bookpress.editions.with_keys import belongs_to_the_site
from explorable.answers.bank import Bank

from .course_test import (
    chosen_for_a_test,
    drawn_anew,
    list_of_a_test,
    said_twice,
    seen_on_pages,
)
from .key import key_page
from .moodle import quiz
from .qti import package
from .qti_rules import broken_package

__all__ = ["banks", "drawn_anew", "write_questions"]

GROUP = "bookpress.questions"
FOLDER = "_build/lecturer/questions"


def banks() -> list[Bank]:
    """The banks of whoever has registered some, a bank for each part."""
    found: list[Bank] = []
    for point in sorted(entry_points(group=GROUP), key=lambda one: one.name):
        found += point.load()()
    return found


def write_questions(
    into: Path | None = None,
    parts: Iterable[str] = (),
    variants: int = 1,
    seed: int = 1,
    root: Path = Path(),
    test: str | None = None,
) -> int:
    """Write QTI, Moodle XML and a key for each part; return the exit code.

    Parameters
    ----------
    into : Path, optional
        The folder, `_build/lecturer/questions` unless another is named. A folder of the site is refused.
    parts : iterable of str
        Only these parts; all, unless said.
    variants : int
        How often each question is drawn.
    seed : int
        The seed of the first draw.
    test : {"before", "after"}, optional
        Only the questions of the test before and after the course, drawn for the one or for the other; they go into a
        folder of their own, with a list.
    """
    folder = root / FOLDER if into is None else into
    folder = folder / f"test-{test}" if test else folder
    if belongs_to_the_site(folder, root):
        return 2
    known = {bank.part: bank for bank in banks()}
    unknown = sorted(set(parts) - set(known))
    if unknown:
        print(
            f"There are no questions on {', '.join(unknown)}; the parts are: {', '.join(known)}.",
            file=sys.stderr,
        )
        return 2
    # All are drawn before the first is written: a question that cannot be asked stops everything.
    drawn = {
        part: chosen_for_a_test(bank, test, variants, seed)
        if test
        else drawn_anew(bank, variants, seed)
        for part, bank in known.items()
        if part in parts or not parts
    }
    folder.mkdir(parents=True, exist_ok=True)
    for part, its in drawn.items():
        title = known[part].title
        packed = package(part, title, its)
        wrong = broken_package(packed)
        if wrong:
            print("\n".join([f"The package of {part} is no QTI 2.1:", *wrong]), file=sys.stderr)
            return 1
        (folder / f"{part}.qti.zip").write_bytes(packed)
        (folder / f"{part}.moodle.xml").write_bytes(quiz(title, its))
        (folder / f"{part}.key.html").write_text(
            key_page(title, its, seen_on_pages(known[part])), encoding="utf-8"
        )
        print(f"{part}: {len(known[part])} questions, {len(its)} with their variants")
    if test:
        (folder / "questions.csv").write_text(list_of_a_test(drawn), encoding="utf-8")
        print(said_twice([known[part] for part in drawn], variants, seed))
    print(f"QTI 2.1, Moodle XML and keys: {folder}")
    return 0
