"""Every question of the book can be asked, whatever is drawn, and asks what its chapter teaches."""

import json
import re
from collections import Counter

import pytest

from bookpress.build.site import listed_pages
from bookpress.editions.questions.key import shown
from bookpress.place import ROOT
from clusterbook.questions import PARTS, banks
from explorable.answers.bank import kind_of, twins

# How many chapters of a part have at least this many questions; below it, the chapter is not done.
AT_LEAST = 8
SEEDS = range(1, 6)
CHAPTERS = {page.rpartition("/")[2]: page for page in listed_pages()}


@pytest.fixture(scope="module")
def drawn():
    return {seed: [one for bank in banks() for one in bank.drawn(seed)] for seed in SEEDS}


def test_the_banks_are_the_parts():
    assert [bank.part.replace("-", "_") for bank in banks()] == list(PARTS)


def test_every_draw_can_be_asked(drawn):
    """Drawing raises where two answers cannot be told apart."""
    assert all(len(draw) == len(drawn[1]) for draw in drawn.values())


def test_names_are_known_without_a_draw(drawn):
    assert [name for bank in banks() for name in bank.names] == [one.name for one in drawn[1]]


def test_names_are_unique_in_the_book(drawn):
    assert [name for name, n in Counter(one.name for one in drawn[1]).items() if n > 1] == []


def test_each_chapter_has_enough_questions(drawn):
    counted = Counter(one.chapter for one in drawn[1])
    assert {chapter: n for chapter, n in counted.items() if n < AT_LEAST} == {}
    for bank in banks():
        its = [page.rpartition("/")[2] for page in listed_pages() if f"/{bank.part}/" in page]
        assert bank.chapters == [chapter for chapter in its if chapter in bank.chapters]


def test_chapters_and_objectives_exist(drawn):
    for one in drawn[1]:
        cells = json.loads((ROOT / f"{CHAPTERS[one.chapter]}.ipynb").read_text(encoding="utf-8"))
        text = "".join("".join(cell["source"]) + "\n" for cell in cells["cells"])
        goals = re.search(r"you can\n\n((?:\d\. .*\n)+)", text)[1].count("\n")
        assert 1 <= one.objective <= goals, one.name


def test_no_two_questions_ask_the_same_of_another_place(drawn):
    assert twins(drawn[1]) == []


def test_more_than_one_kind_is_asked_in_every_chapter_and_all_in_every_part(drawn):
    for bank in banks():
        kinds = {chapter: set() for chapter in bank.chapters}
        for one in bank.drawn(1):
            kinds[one.chapter].add(kind_of(one.question))
        assert all(len(found) >= 2 for found in kinds.values())
        assert set().union(*kinds.values()) == {"choice", "number", "order", "short text"}


def test_students_get_different_numbers(drawn):
    """Those that draw something draw more than one thing in five."""
    for number, one in enumerate(drawn[1]):
        if one.varies:
            asked = [draw[number].question for draw in drawn.values()]
            assert len({repr(question) for question in asked}) > 1, one.name
            # Other numbers in the text with one and the same answer can be copied.
            assert kind_of(asked[0]) != "number" or len({f"{q.right:.9g}" for q in asked}) > 1, (
                one.name
            )


def test_texts_are_whole_and_short(drawn):
    for draw in drawn.values():
        for one in draw:
            told = [
                one.question.text,
                one.question.because,
                *(why for _, why in one.question.wrong),
            ]
            said = " ".join([*told, shown(one.question, one.question.right)])
            assert not re.search(r"\{\w+\}|np\.\w+64|\bnan\b|  |\de[-+]?\d", said), one.name
            assert not re.search(r"(?<![\d.,])1 (times|percentage points|firms|plants)\b", said), (
                one.name
            )
            assert len(one.question.text) < 700, one.name
