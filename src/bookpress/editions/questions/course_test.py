"""The test before and the test after a course: the same questions of each chapter, drawn with seeds that never meet."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from io import StringIO

from explorable.answers.bank import Bank, Drawn
from explorable.answers.self_check import some_of
from explorable.words import tell

__all__ = [
    "ON_PAGES",
    "chosen_for_a_test",
    "drawn_anew",
    "list_of_a_test",
    "said_twice",
    "seen_on_pages",
]

# A test of all questions would take a day.
PER_CHAPTER = 2
# So far apart that no number of variants makes the seeds of the two tests meet.
APART = {"before": 0, "after": 500_000}
# The seed of the questions that stand on the pages of chapters: far from both.
ON_PAGES = 1_000_003


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


def chosen_for_a_test(bank: Bank, when: str, variants: int = 1, seed: int = 1) -> list[Drawn]:
    """Two questions of each chapter, the same before and after the course, drawn for the one or for the other.

    Those that draw something come first, and two different objectives where the chapter's questions have them.

    Parameters
    ----------
    bank : Bank
    when : {"before", "after"}
        The draws of the test after begin 500,000 seeds beyond those of the test before.
    variants : int
        How often each question is drawn.
    seed : int
        The seed of the first draw of the test before.
    """
    names = {name for chapter in bank.chapters for name in _of_a_chapter(bank, chapter)}
    drawn = drawn_anew(bank, variants, seed + APART[when])
    return [one for one in drawn if one.name in names]


def seen_on_pages(bank: Bank) -> set[str]:
    """Names of the questions that stand on the pages of their chapters just as a file has them: they draw nothing."""
    on_pages = (one for chapter in bank.chapters for one in some_of(bank, chapter, ON_PAGES))
    return {one.name for one in on_pages if not one.varies}


def _of_a_chapter(bank, chapter):
    # The sort keeps the order of the bank among equals.
    its = sorted(bank.drawn(seed=1, chapter=chapter), key=lambda one: not one.varies)
    first = its[:1]
    others = sorted(its[1:], key=lambda one: one.objective == first[0].objective)
    return [one.name for one in [*first, *others][:PER_CHAPTER]]


def said_twice(banks: Sequence[Bank], variants: int = 1, seed: int = 1) -> str:
    """A sentence on how many questions of the test after say what one before said already."""
    before, after = (
        [one for bank in banks for one in chosen_for_a_test(bank, when, variants, seed)]
        for when in APART
    )
    known = {repr(one.question) for one in before}
    return tell(
        "The tests before and after have {questions} questions in common; of {drawn} draws after the course, {same} "
        "read as one before it.",
        questions=len({one.name for one in after}),
        drawn=len(after),
        same=sum(repr(one.question) in known for one in after),
    )


def list_of_a_test(drawn: Mapping[str, Sequence[Drawn]]) -> str:
    """Which questions a test has, as CSV: part, chapter, question, objective, seed; without any answer."""
    text = StringIO()
    into = csv.writer(text, lineterminator="\n")
    into.writerow(["part", "chapter", "question", "objective", "seed"])
    for part, its in drawn.items():
        into.writerows([part, one.chapter, one.name, one.objective, one.seed] for one in its)
    return text.getvalue()
