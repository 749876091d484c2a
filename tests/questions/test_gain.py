"""The tests before and after a course ask the same with other numbers, and the gain between them is computed."""

import ast

import numpy as np
import pytest
from scipy import stats

from bookpress.__main__ import main
from bookpress.editions.questions.course_test import APART, chosen_for_a_test
from bookpress.editions.questions.gain import gain, read_scores
from bookpress.place import ROOT
from clusterbook.questions import banks
from explorable.answers.bank import Bank
from explorable.answers.questions import Number

NAMES = {"toys_of_a_town", "ships"}
CLASSES = 200


def class_of(scores):
    return {f"student {number}": {"ships": score} for number, score in enumerate(scores)}


@pytest.mark.parametrize("bank", banks(), ids=lambda bank: bank.part)
def test_both_tests_have_the_same_two_questions_of_each_chapter(bank):
    before, after = (chosen_for_a_test(bank, when) for when in APART)
    assert [one.name for one in before] == [one.name for one in after]
    assert {one.chapter for one in before} == set(bank.chapters)
    assert len(before) == 2 * len(bank.chapters)
    assert any(
        repr(one.question) != repr(other.question) for one, other in zip(before, after, strict=True)
    )


def test_seeds_of_the_two_tests_never_meet():
    toys = Bank("toys", "Toys")

    @toys.asks("one", objective=1)
    def share(draw):
        return Number(text=f"Of {draw.whole(20, 999)} jobs?", right=1, because="So.")

    seeds = [{one.seed for one in chosen_for_a_test(toys, when, 5, 7)} for when in APART]
    assert [len(its) for its in seeds] == [5, 5]
    assert not seeds[0] & seeds[1]


def test_a_test_is_written_with_its_list(tmp_path, capsys):
    assert main(["questions", "cluster-theory", "--test", "after", "--into", str(tmp_path)]) == 0
    listed = (tmp_path / "test-after/questions.csv").read_text(encoding="utf-8").splitlines()
    assert listed[0] == "part,chapter,question,objective,seed"
    assert all(line.startswith("cluster-theory,") for line in listed[1:])
    assert (tmp_path / "test-after/cluster-theory.qti.zip").exists()
    assert "in common" in capsys.readouterr().out


def test_the_gain_is_that_of_students_and_its_interval_is_a_t():
    before, after = np.array([0.2, 0.3, 0.5, 0.4]), np.array([0.6, 0.5, 0.7, 0.9])
    found = gain(class_of(before), class_of(after))
    expected = stats.ttest_rel(after, before).confidence_interval()
    assert found.gained == pytest.approx((after - before).mean())
    assert found.gained_between == pytest.approx((expected.low, expected.high))
    assert found.normalized == pytest.approx((after.mean() - before.mean()) / (1 - before.mean()))


def test_a_class_that_gains_all_alike_has_no_scatter():
    """Each loses half of what was left: the ratio is the same for all, and its interval a point."""
    before = np.array([0.2, 0.4, 0.6])
    found = gain(class_of(before), class_of(1 - (1 - before) / 2))
    assert found.normalized_between == pytest.approx((0.5, 0.5))
    assert found.gained_between[0] < found.gained < found.gained_between[1]


def test_the_interval_of_the_normalized_gain_holds_the_truth_in_19_of_20_classes():
    rng = np.random.default_rng(1)
    held = 0
    for _ in range(CLASSES):
        before = rng.uniform(0.1, 0.7, 40)
        after = 1 - (1 - before) * rng.uniform(0.2, 0.8, 40)
        low, high = gain(class_of(before), class_of(after)).normalized_between
        held += low <= 0.5 <= high
    # Three standard errors around 95 percent; intervals a fifth too narrow hold the truth in 88 percent.
    assert 0.903 <= held / CLASSES <= 0.997


def test_nothing_left_to_gain_is_undefined():
    found = gain(class_of([1.0, 1.0]), class_of([1.0, 0.5]))
    assert np.isnan(found.normalized)
    assert found.gained == -0.25


def test_who_took_one_test_only_is_named():
    after = class_of([0.5, 0.6]) | {"park": {"ships": 1.0}}
    assert gain(class_of([0.2, 0.3]), after).left_out == ("park",)


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (class_of([0.1]), class_of([0.2]), "an interval needs two"),
        (
            class_of([0.1, 0.2]),
            {"student 0": {"ships": 1.0}, "student 1": {"toys_of_a_town": 1.0}},
            "'student 1' has other questions in the test after",
        ),
    ],
)
def test_what_cannot_be_compared_is_refused(before, after, said):
    with pytest.raises(ValueError, match=said):
        gain(before, after)


def scores_of(tmp_path, text):
    (tmp_path / "one.csv").write_text(text, encoding="utf-8")
    return read_scores(tmp_path / "one.csv", NAMES)


def test_names_are_read_as_platforms_write_them(tmp_path):
    said = (
        "student,question,score\nkim,toys_of_a_town-7,1\nlee,toys of a town 12,0.5\npark,ships,0\n"
    )
    assert scores_of(tmp_path, said) == {
        "kim": {"toys_of_a_town": 1.0},
        "lee": {"toys_of_a_town": 0.5},
        "park": {"ships": 0.0},
    }


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("student,question\nkim,ships\n", "one.csv has no column 'score'"),
        ("student,question,score\n", "one.csv has no scores"),
        ("student,question,score\n,ships,1\n", "line 2: no student is named"),
        ("student,question,score\nkim,trains,1\n", "line 2: the bank has no question 'trains'"),
        ("student,question,score\nkim,ships,\n", "line 2: the score is ''"),
        ("student,question,score\nkim,ships,70\n", "line 2: the score is '70'"),
        ("student,question,score\nkim,ships,1\nkim,ships,0\n", "line 3: 'kim' has a second score"),
    ],
)
def test_a_faulty_file_is_refused_with_its_line(tmp_path, text, said):
    with pytest.raises(ValueError, match=said):
        scores_of(tmp_path, text)


def test_the_command_prints_the_gain_and_says_what_is_wrong(tmp_path, capsys):
    name = banks()[0].names[0]
    for file, scores in {"before.csv": (0.2, 0.4), "after.csv": (0.6, 0.7)}.items():
        rows = [
            f"{student},{name},{score}"
            for student, score in zip(("kim", "lee"), scores, strict=True)
        ]
        (tmp_path / file).write_text("\n".join(["student,question,score", *rows]), encoding="utf-8")
    files = [str(tmp_path / name) for name in ("before.csv", "after.csv")]
    assert main(["questions", "--gain", *files]) == 0
    told = capsys.readouterr().out
    assert "Gain: +35.0 percentage points" in told
    assert "Normalized gain: +0.50" in told
    assert main(["questions", "--gain", files[0], str(tmp_path / "none.csv")]) == 2
    assert "none.csv cannot be read" in capsys.readouterr().err


def test_no_part_of_the_press_reads_scipy_before_it_computes():
    """Half a second for each process that writes pages."""
    files = list((ROOT / "src/bookpress").rglob("*.py"))
    first = {
        file.name: [
            name
            for node in ast.parse(file.read_text(encoding="utf-8")).body
            if isinstance(node, (ast.Import, ast.ImportFrom))
            for name in [getattr(node, "module", None), *(alias.name for alias in node.names)]
            if name and name.partition(".")[0] == "scipy"
        ]
        for file in files
    }
    assert "gain.py" in first
    assert {file: names for file, names in first.items() if names} == {}
