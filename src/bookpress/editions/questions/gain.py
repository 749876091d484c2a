"""What a course has added: scores before and after it, the gain and the normalized gain, with intervals.

The normalized gain is the gain of the class over the gain that was left to it: R. R. Hake (1998),
Interactive-engagement versus traditional methods, *American Journal of Physics* 66, 64-74, https://doi.org/10.1119/1.18809.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from explorable.words import enumerated, quoted, tell

from .files import banks

__all__ = ["Gain", "gain", "read_scores", "report_gain"]

COLUMNS = ["student", "question", "score"]
LEVEL = 0.95
FEWEST = 2
# Below it, an interval from the scatter among students is a guess itself.
FEW = 10

Scores = dict[str, dict[str, float]]


@dataclass(frozen=True)
class Gain:
    """What a class has gained; scores are shares of the points.

    Parameters
    ----------
    before, after : float
        Mean scores of those who took both tests.
    gained : float
        After minus before.
    gained_between : tuple of float
        Its interval of 95 percent, from the scatter among students.
    normalized : float
        The gain over what was left to gain; NaN if nothing was left.
    normalized_between : tuple of float
        Its interval of 95 percent; what was left is uncertain as well.
    students, questions : int
        How many.
    left_out : tuple of str
        Who took only one of the tests.
    """

    before: float
    after: float
    gained: float
    gained_between: tuple[float, float]
    normalized: float
    normalized_between: tuple[float, float]
    students: int
    questions: int
    left_out: tuple[str, ...]


def read_scores(path: Path, questions: Collection[str]) -> Scores:
    """The scores in a file with the columns student, question, score, by student and question.

    Parameters
    ----------
    path : Path
    questions : collection of str
        The names that the bank has. A platform may add the seed, as in ``toys_of_a_town-7`` or ``toys of a town 7``.

    Raises
    ------
    ValueError
        If a column, a student, a score is missing, a score is none between 0 and 1, or a question is unknown or comes
        twice for a student; the message names file and line.
    """
    scores: Scores = {}
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.DictReader(file)
        missing = [name for name in COLUMNS if name not in (rows.fieldnames or [])]
        if missing:
            raise ValueError(
                tell(
                    "{file} has no column {missing}; its first line has to name student, question and score.",
                    file=path.name,
                    missing=enumerated([quoted(name) for name in missing]),
                )
            )
        for row in rows:
            where = tell("{file}, line {line}", file=path.name, line=rows.line_num)
            student, question, score = _one(row, where, questions)
            its = scores.setdefault(student, {})
            if question in its:
                raise ValueError(
                    tell(
                        "{where}: {student} has a second score for {question}; keep one attempt.",
                        where=where,
                        student=quoted(student),
                        question=quoted(question),
                    )
                )
            its[question] = score
    if not scores:
        raise ValueError(tell("{file} has no scores.", file=path.name))
    return scores


def _one(row, where, questions):
    student, asked, said = ((row[name] or "").strip() for name in COLUMNS)
    if not student:
        raise ValueError(tell("{where}: no student is named.", where=where))
    question = _name(asked, questions)
    if question is None:
        raise ValueError(
            tell("{where}: the bank has no question {name}.", where=where, name=quoted(asked))
        )
    try:
        score = float(said)
    except ValueError:
        score = float("nan")
    if not 0 <= score <= 1:
        raise ValueError(
            tell(
                "{where}: the score is {said}; write the share of the points, from 0 to 1, and 0 where nothing was "
                "answered.",
                where=where,
                said=quoted(said),
            )
        )
    return student, question, score


def _name(asked, questions):
    """A question's name, as it stands or with the seed of a draw behind it."""
    name = asked.replace(" ", "_")
    if name in questions:
        return name
    stem = name.rstrip("0123456789")
    return stem[:-1] if stem[:-1] in questions and stem != name and stem[-1] in "-_" else None


def gain(
    before: Mapping[str, Mapping[str, float]], after: Mapping[str, Mapping[str, float]]
) -> Gain:
    """The gain of those who took both tests.

    Parameters
    ----------
    before, after : mapping of str to mapping of str to float
        For each student the score on each question, from 0 to 1.

    Raises
    ------
    ValueError
        If fewer than two students took both, or not all of them answered the same questions twice.

    Notes
    -----
    With the mean scores :math:`a` before and :math:`b` after, the gain is :math:`b - a`, and its interval that of the
    mean of the students' differences. The normalized gain is :math:`(b - a) / (1 - a)`, which is one minus a ratio of
    two means; its error is the one of a ratio, from :math:`(1 - b_i) - (1 - a_i)(1 - b)/(1 - a)` of each student.

    Examples
    --------
    >>> one = gain({"kim": {"q": 0.2}, "lee": {"q": 0.4}}, {"kim": {"q": 0.6}, "lee": {"q": 0.8}})
    >>> round(one.gained, 3), round(one.normalized, 3)
    (0.4, 0.571)
    """
    both = [student for student in before if student in after]
    if len(both) < FEWEST:
        raise ValueError(
            tell(
                "{n} of the students took both tests; an interval needs two. Are they named alike in both files?",
                n=len(both),
            )
        )
    questions = _same_questions(before, after, both)
    first, second = (
        np.array([np.mean([test[student][name] for name in questions]) for student in both])
        for test in (before, after)
    )
    left = 1 - first.mean()
    ratio = (1 - second.mean()) / left if left > 0 else np.nan
    apart = ((1 - second) - ratio * (1 - first)) / left if left > 0 else np.full(len(both), np.nan)
    return Gain(
        before=float(first.mean()),
        after=float(second.mean()),
        gained=float((second - first).mean()),
        gained_between=_between(float((second - first).mean()), second - first),
        normalized=float(1 - ratio),
        normalized_between=_between(float(1 - ratio), apart),
        students=len(both),
        questions=len(questions),
        left_out=tuple(sorted(set(before) ^ set(after))),
    )


def _same_questions(before, after, both):
    questions = sorted(before[both[0]])
    for test, name in ((before, tell("before")), (after, tell("after"))):
        for student in both:
            other = sorted(set(test[student]) ^ set(questions))
            if other:
                raise ValueError(
                    tell(
                        "{student} has other questions in the test {test} than {first} before: {others}. Both tests "
                        "need the same; write a score of 0 where nothing was answered.",
                        student=quoted(student),
                        test=name,
                        first=quoted(both[0]),
                        others=enumerated(other),
                    )
                )
    return questions


def _between(middle, scatter):
    # Here alone: whoever prints a book, or draws questions, need not wait for it.
    from scipy import stats

    half = (
        stats.t.ppf((1 + LEVEL) / 2, len(scatter) - 1) * scatter.std(ddof=1) / np.sqrt(len(scatter))
    )
    return float(middle - half), float(middle + half)


def report_gain(before: Path, after: Path) -> int:
    """Print the gain between two files of scores; return the exit code.

    Parameters
    ----------
    before, after : Path
        CSV files with the columns student, question, score.
    """
    names = {name for bank in banks() for name in bank.names}
    try:
        found = gain(read_scores(before, names), read_scores(after, names))
    except OSError as fault:
        print(tell("{file} cannot be read.", file=fault.filename), file=sys.stderr)
        return 2
    except ValueError as fault:
        print(fault, file=sys.stderr)
        return 2
    print("\n".join(_told(found)))
    return 0


def _told(found):
    low, high = (100 * end for end in found.gained_between)
    yield tell(
        "{students} students took both tests, {questions} questions each: {before} percent of the points before, "
        "{after} after.",
        students=found.students,
        questions=found.questions,
        before=f"{100 * found.before:.1f}",
        after=f"{100 * found.after:.1f}",
    )
    yield tell(
        "Gain: {gained} percentage points, between {low} and {high} with 95 percent confidence.",
        gained=f"{100 * found.gained:+.1f}",
        low=f"{low:+.1f}",
        high=f"{high:+.1f}",
    )
    if np.isnan(found.normalized):
        yield tell("Normalized gain: undefined, since nothing was left to gain.")
    else:
        yield tell(
            "Normalized gain: {gained}, between {low} and {high}: the share of what was left to gain.",
            gained=f"{found.normalized:+.2f}",
            low=f"{found.normalized_between[0]:+.2f}",
            high=f"{found.normalized_between[1]:+.2f}",
        )
    if found.students < FEW:
        yield tell("With so few students the intervals are rough.")
    if found.left_out:
        yield tell(
            "Left out, since they took one test only: {students}.",
            students=enumerated(found.left_out),
        )
