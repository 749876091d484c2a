"""Questions that cannot be told apart are refused with a sentence; drawing again gives the same."""

import pytest

from bookpress.editions.questions.key import shown
from explorable.answers.bank import Bank, Draw, twins
from explorable.answers.questions import Choice, Number, Order, Question, ShortText

BASE = {"text": "Which?", "because": "So it is."}


@pytest.mark.parametrize(
    ("kind", "given", "said"),
    [
        (Choice, {"right": "a", "wrong": [("b", "no.")]}, "fewer than two wrong answers"),
        (Choice, {"right": "a", "wrong": [("b", "no."), (" A ", "no.")]}, "two equal answers"),
        (Choice, {"right": "a", "wrong": [("b", "no."), ("B", "no.")]}, "two equal answers"),
        (Choice, {"right": "a", "wrong": [("b", "no."), ("c", " ")]}, "does not explain"),
        (Number, {"right": float("nan")}, "which nobody can give"),
        (Number, {"right": 1.0, "wrong": [(float("inf"), "no.")]}, "which nobody can give"),
        (Number, {"right": 1 - 0.9 - 0.1}, "zero but for the arithmetic"),
        (Number, {"right": 1.0, "wrong": [(-5e-17, "no.")]}, "zero but for the arithmetic"),
        (Number, {"right": 1.234, "wrong": [(1.2341, "no.")]}, "cannot tell 1.2341 from 1.234"),
        (
            Number,
            {"right": 1.0, "wrong": [(2.0, "no."), (2.001, "no.")]},
            "cannot tell 2.001 from 2",
        ),
        (Number, {"right": 3, "wrong": [(3, "no.")], "exact": True}, "cannot tell 3 from 3"),
        (Number, {"right": 1.0, "wrong": [(1.2, "no.")], "tolerance": 0.2}, "cannot tell"),
        (Number, {"right": 1.0, "wrong": [(2.0, "")]}, "does not explain"),
        (Order, {"right": ["a", "b"]}, "fewer than three things"),
        (Order, {"right": ["a", "b", "A"]}, "two equal answers"),
        (
            Order,
            {"right": ["a", "b", "c"], "wrong": [(["a", "b"], "no.")]},
            "order of other things",
        ),
        (
            Order,
            {"right": ["a", "b", "c"], "wrong": [(["a", "b", "c"], "no.")]},
            "same order twice",
        ),
        (ShortText, {"right": "one"}, "needs a list"),
        (ShortText, {"right": ["One"], "wrong": [("one", "no.")]}, "two equal answers"),
    ],
)
def test_a_question_that_cannot_be_asked_is_refused_with_a_sentence(kind, given, said):
    with pytest.raises(ValueError, match=said) as fault:
        kind(**BASE, **given)
    assert str(fault.value).endswith(".")
    assert "Which?" in str(fault.value)


@pytest.mark.parametrize("name", ["text", "because"])
def test_text_and_reason_are_sentences(name):
    with pytest.raises(ValueError, match=f"a {name} that is no whole sentence"):
        Number(**{**BASE, name: "no end"}, right=1)


def test_the_kinds_alone_can_be_asked():
    with pytest.raises(NotImplementedError):
        Question(**BASE)


def test_a_rounded_answer_is_within_reach_and_a_coarser_one_is_not():
    asked = Number(**BASE, right=2 / 3, digits=3)
    assert abs(0.667 - asked.right) <= asked.reach(asked.right) < abs(0.67 - asked.right)
    assert Number(**BASE, right=7, exact=True).reach(7) == 0
    assert Number(**BASE, right=0.0).reach(0.0) == 0
    assert Number(**BASE, right=7.0, tolerance=2.0).reach(7.0) == 2


def bank():
    toys = Bank("toys", "Toys")

    @toys.asks("one", objective=1)
    def share(draw):
        return Number(text=f"Of {draw.whole(20, 90)} jobs?", right=1, because="So.")

    @toys.asks("two", objective=2)
    def always():
        return Number(text="How many?", right=1, because="So.")

    return toys


def test_the_same_seed_draws_the_same_and_another_one_something_else():
    texts = [[one.question.text for one in bank().drawn(seed)] for seed in (1, 1, 2, 3, 4)]
    assert texts[0] == texts[1]
    assert len({draw[0] for draw in texts}) > 1
    assert len({draw[1] for draw in texts}) == 1
    assert [one.varies for one in bank().drawn(1)] == [True, False]
    assert [one.name for one in bank().drawn(1, "two")] == ["always"]
    assert (len(bank()), bank().chapters) == (2, ["one", "two"])


def test_a_name_stands_once_in_a_bank():
    toys = bank()
    with pytest.raises(ValueError, match="two questions named 'always'"):

        @toys.asks("three", objective=1)
        def always():
            raise AssertionError


def test_a_draw_that_cannot_be_asked_names_question_and_seed():
    toys = Bank("toys", "Toys")

    @toys.asks("one", objective=1)
    def broken(draw):
        return Number(text="How many?", right=1, wrong=[(1, "no.")], because="So.")

    with pytest.raises(ValueError, match=r"'broken' of 'toys', drawn with seed 7: .* cannot tell"):
        list(toys.drawn(7))


def test_what_is_drawn_comes_from_what_was_offered():
    draw = Draw("one")
    things = list("abcdef")
    assert draw.pick(things) in things
    assert len(set(draw.some(things, 4))) == 4
    assert sorted(draw.shuffled(things)) == things
    assert all(draw.whole(10, 20, 5) in (10, 15, 20) for _ in range(20))


def test_twins_are_found_by_their_words_and_not_by_numbers_and_names():
    toys = Bank("toys", "Toys")
    for place, what in {
        "Seoul": "work in the shops of",
        "Busan": "work in the shops of",
        "Ulsan": "live near a park in",
    }.items():

        def ask(place=place, what=what):
            return Number(text=f"How many people {what} {place} today?", right=1, because="So.")

        ask.__name__ = place
        toys.asks("one", objective=1)(ask)
    assert twins(toys.drawn()) == [("Seoul", "Busan")]


def test_answers_are_printed_as_they_are_asked_for():
    assert shown(Number(**BASE, right=1, digits=2), 12345.6) == "12,346"
    assert shown(Number(**BASE, right=1, exact=True), 12345) == "12,345"
    assert shown(Order(**BASE, right=["a", "b", "c"]), ["b", "a", "c"]) == "b, a, c"
