"""Exercises that check themselves: right, nearly right, wrong, and wrong in kind."""

import numpy as np
import pytest

from explorable.answers import Exercise, require


@pytest.fixture
def said(capsys):
    def ask(exercise, *answer):
        assert exercise.check(*answer) is None
        return capsys.readouterr().out.strip()

    return ask


number = Exercise(right=0.25, tolerance=0.01, mistakes={0.75: "That is the rest."})
count = Exercise(right=5, mistakes={6: "Drugs itself is on both lists."})
word = Exercise(right="Linz", mistakes={"Vienna": "Mind the state."})
figures = Exercise(
    right=431.54, mistakes={0.043154: "That is in another unit.", float("nan"): "No."}, digits=3
)
several = Exercise(
    right={"food", "soap"}, mistakes={("food", "paint"): "Paint is on one list only."}
)


@pytest.mark.parametrize("exercise", [number, count, word, several, figures])
def test_without_an_answer_it_says_what_to_do(said, exercise):
    assert said(exercise) == "Write your answer between the brackets, then run the cell again."


@pytest.mark.parametrize(
    ("exercise", "answer"),
    [
        (number, 0.25),
        (number, 0.26),
        (number, np.float64(0.241)),
        (count, 5),
        (count, 5.0),
        (count, np.int64(5)),
        (figures, 432),
        (figures, np.float32(431.5)),
        (figures, 431.04),
        (word, "Linz"),
        (word, " linz "),
        (several, ["soap", "food"]),
        (several, {"soap": 1, "food": 2}),
        (several, np.array(["soap", "food", "soap"])),
    ],
)
def test_right_answers(said, exercise, answer):
    assert said(exercise, answer) == "Right."


@pytest.mark.parametrize(
    ("exercise", "answer", "hint"),
    [
        (number, 0.75, "That is the rest."),
        (count, 6, "Drugs itself is on both lists."),
        (word, "VIENNA", "Mind the state."),
        (several, ["paint", "food"], "Paint is on one list only."),
        (number, 25, "Mind the unit: a share and a percentage differ by a factor of 100."),
        (count, 0.05, "Mind the unit: a share and a percentage differ by a factor of 100."),
        (number, 0.2, "The right answer is larger."),
        (number, 0.0, "The right answer is larger."),
        (number, 0.27, "The right answer is smaller."),
        (count, -3, "The right answer is larger."),
        (figures, 431, "The right answer is larger."),
        (figures, 432.05, "The right answer is smaller."),
        (figures, 4.32, "Mind the unit: a share and a percentage differ by a factor of 100."),
        (figures, 0.0432, "That is in another unit."),
        (word, "Graz", "Look at the table once more."),
        (several, ["food", "steel", "glass"], "1 of your 3 is right; the answer has 2."),
        (several, [], "0 of your 0 are right; the answer has 2."),
    ],
)
def test_wrong_answers_get_their_hint(said, exercise, answer, hint):
    assert said(exercise, answer) == f"Not yet. {hint}"


@pytest.mark.parametrize(
    ("exercise", "answer", "hint"),
    [
        (number, "0.25", "The answer is a number; '0.25' is not one."),
        (number, True, "The answer is a number; True is not one."),
        (number, [0.25], "The answer is a number; [0.25] is not one."),
        (number, float("nan"), "The answer is a number; nan is not one."),
        (word, 5, "The answer is a word in quotation marks; 5 is not one."),
        (several, "food", 'The answer is a list of names, as in ["a", "b"]; \'food\' is not one.'),
        (several, 5, 'The answer is a list of names, as in ["a", "b"]; 5 is not one.'),
        (
            several,
            [["food"], "soap"],
            "The answer is a list of names, as in [\"a\", \"b\"]; [['food'], 'soap'] is not one.",
        ),
    ],
)
def test_answers_of_the_wrong_kind_are_told_the_kind(said, exercise, answer, hint):
    assert said(exercise, answer) == f"Not yet. {hint}"


def test_a_mistake_that_is_right_is_refused():
    with pytest.raises(ValueError, match=r"0\.26 counts as right \(0\.25, give or take 0\.01\)"):
        Exercise(right=0.25, tolerance=0.01, mistakes={0.26: "A hint nobody sees."})


def test_a_mistake_that_rounds_to_the_right_answer_is_refused():
    with pytest.raises(ValueError, match=r"431\.2 counts as right \(431\.54, give or take 0\.5\)"):
        Exercise(right=431.54, mistakes={431.2: "A hint nobody sees."}, digits=3)


def test_an_answer_that_is_not_a_number_cannot_be_the_right_one():
    with pytest.raises(ValueError, match="right answer is nan"):
        Exercise(right=float("nan"))


def test_a_test_that_gives_points_says_what_the_check_says():
    assert require(0.26, right=0.25, tolerance=0.01) is None
    with pytest.raises(AssertionError, match=r"^Not yet\. That is the rest\.$"):
        require(0.75, right=0.25, mistakes={0.75: "That is the rest."})
    with pytest.raises(AssertionError, match="The answer is a number; Ellipsis is not one"):
        require(..., right=0.25)
    with pytest.raises(AssertionError, match="There is no answer yet"):
        require(None, right=0.25)


def test_a_test_that_gives_points_lets_a_mistake_be_right_for_once():
    """With other cases a wrong way may lead to the right number."""
    assert (
        require(5, right=5, mistakes={5: "A hint that would be wrong here.", 6: "Another."}) is None
    )
