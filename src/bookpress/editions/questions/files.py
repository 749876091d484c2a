"""Write the question bank into a folder of the lecturer's: nothing of it goes into the site."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from importlib.metadata import entry_points
from pathlib import Path

from explorable.answers.bank import Bank, Drawn

from .key import key_page
from .moodle import quiz
from .qti import package
from .qti_rules import broken_package

__all__ = ["banks", "drawn_anew", "write_questions"]

GROUP = "bookpress.questions"
FOLDER = "_build/lecturer/questions"
SITE = "_build/html"


def banks() -> list[Bank]:
    """The banks of whoever has registered some, a bank for each part."""
    found: list[Bank] = []
    for point in sorted(entry_points(group=GROUP), key=lambda one: one.name):
        found += point.load()()
    return found


def drawn_anew(bank: Bank, variants: int, seed: int) -> list[Drawn]:
    """Every question of a bank, each draw of it beside the others; one that does not vary comes once.

    Parameters
    ----------
    bank : Bank
    variants : int
        How often each question is drawn.
    seed : int
        The seed of the first draw; the others follow it. A draw that says the same as one before is left out.
    """
    draws = [list(bank.drawn(seed + number)) for number in range(variants)]
    chosen: list[Drawn] = []
    for same in zip(*draws, strict=True):
        seen: set[str] = set()
        for one in same:
            said = repr(one.question)
            if said not in seen:
                chosen.append(one)
            seen.add(said)
    return chosen


def write_questions(
    into: Path | None = None,
    parts: Iterable[str] = (),
    variants: int = 1,
    seed: int = 1,
    root: Path = Path(),
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
    """
    folder = root / FOLDER if into is None else into
    if folder.resolve().is_relative_to((root / SITE).resolve()):
        print(
            f"{folder} belongs to the site, and keys do not: name another folder.", file=sys.stderr
        )
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
        part: drawn_anew(bank, variants, seed)
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
        (folder / f"{part}.key.html").write_text(key_page(title, its), encoding="utf-8")
        print(f"{part}: {len(known[part])} questions, {len(its)} with their variants")
    print(f"QTI 2.1, Moodle XML and keys: {folder}")
    return 0
