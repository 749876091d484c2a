"""Release, hand in, grade, give back: with a right, a wrong and a broken submission of every assignment."""

import copy
import logging
import re

import nbformat
import pytest
from nbgrader.api import Gradebook

from bookpress.build.notebook_form import assignments
from bookpress.editions.assignments import quietly, release

# A mistake that students make, in one answer of each assignment, and what they are told of it.
MISTAKES = {
    "case-studies": (
        "equal-industries",
        "share = funds['national_funds'] / funds['national_funds'].sum()\nequal_industries = 1 / (share**2).sum()",
        "The row 'total' is not an industry; leave it out.",
    ),
    "classical-agglomeration": (
        "krugman",
        "krugman = (place / place.sum() - nation / nation.sum()).abs().sum() / 2",
        "You took half of the sum.",
    ),
    "cluster-theory": (
        "supplier",
        "supplier = dollars.loc[INDUSTRY].drop(INDUSTRY).idxmax()\n"
        "per_dollar = dollars[INDUSTRY].drop(INDUSTRY).max() / output[INDUSTRY]",
        "That is the chief customer: sellers stand in rows, buyers in columns.",
    ),
    "does-it-pay": (
        "gain",
        "keeps = WAGE / (1 + RENTS * MOVES)\nowners = 100 * (1 - keeps / WAGE)",
        "A renter pays rent from a share of the income only.",
    ),
    "innovation-clusters": (
        "overlap",
        "near = [set(table[INDUSTRY].nlargest(PARTNERS + 1).index) for table in (trade, skills)]\n"
        "shared, by_chance = len(near[0] & near[1]), PARTNERS**2 / (len(known) - 1)",
        "The industry is nearest to itself; leave it out of both lists.",
    ),
    "lab": (
        "absent",
        "absent, hidden = len(nation) - int(area['employment'].count()), int(area['employment'].isna().sum())",
        "You counted occupations without a number, too; they have a row.",
    ),
    "learning-regions": (
        "half",
        "half = np.log(2) / ((1 - CODIFIED) * TRAVEL + CODIFIED * MESSAGE)",
        "That is in hundreds of kilometres.",
    ),
    "upper-austria": (
        "subsidy",
        "subsidy, more = 0.25 * COST, 0.0",
        "That is the ceiling by cost; the ceiling per firm is lower.",
    ),
}
ENDLESS = "while True:\n    pass"


class Course:
    """A course folder with everything released; grades are read from its gradebook."""

    def __init__(self, folder):
        self.folder = folder
        logging.disable(logging.WARNING)
        # The endless answer is stopped soon, all others have time also on a busy machine.
        patience = {"Execute": {"timeout_func": lambda cell: 1 if ENDLESS in cell.source else 600}}
        self.api = release(folder, **patience)
        logging.disable(logging.NOTSET)

    def path(self, step, name, student=""):
        return self.folder / step / student / name / f"{name}.ipynb"

    def released(self, name):
        return nbformat.read(self.path("release", name), as_version=4)

    def hand_in(self, name, student, answers):
        """Fill the cells of a released assignment, as a student does, and grade what tests can grade."""
        notebook = copy.deepcopy(self.released(name))
        for cell in notebook.cells:
            grade_id = cell.metadata.get("nbgrader", {}).get("grade_id")
            cell.source = answers.get(grade_id, cell.source)
        path = self.path("submitted", name, student)
        path.parent.mkdir(parents=True)
        nbformat.write(notebook, path)
        self.done(self.api.autograde, name, student)

    def done(self, step, *arguments):
        result = quietly(step, *arguments)
        assert result["success"], f"{result['log']}\n{result['error']}"

    def grades(self, name, student):
        with Gradebook(f"sqlite:///{self.folder / 'gradebook.db'}") as book:
            found = book.find_submission_notebook(name, name, student).grades
            return {grade.name: (grade.auto_score, grade.needs_manual_grade) for grade in found}

    def grade_by_hand(self, name, student, cell, points):
        """What a lecturer does on the page of nbgrader."""
        with Gradebook(f"sqlite:///{self.folder / 'gradebook.db'}") as book:
            book.find_grade(cell, name, name, student).manual_score = points
            book.db.commit()

    def feedback(self, name, student):
        self.done(self.api.generate_feedback, name, student)
        return self.path("feedback", name, student).with_suffix(".html").read_text(encoding="utf-8")

    def error(self, name, student, cell):
        """The last line of a cell's error, as graded."""
        graded = nbformat.read(self.path("autograded", name, student), as_version=4)
        outputs = next(
            c for c in graded.cells if c.metadata.get("nbgrader", {}).get("grade_id") == cell
        ).outputs
        return next(
            (f"{one.ename}: {one.evalue}" for one in outputs if one.output_type == "error"), None
        )


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    return Course(tmp_path_factory.mktemp("course"))


@pytest.fixture(scope="module")
def right_answers(source):
    return {name: source.solution(name) for name in [*source.answers, *source.essays]}


def full(source, *lost):
    """All points of the tests, but none for those named."""
    return {name: 0 if name in lost else source.points(name) for name in source.tests}


def by_tests(course, source, assignment, student):
    grades = course.grades(assignment, student)
    return {name: grades[name][0] for name in source.tests}


def test_every_assignment_has_a_mistake_here():
    assert set(MISTAKES) == {path.stem for path in assignments()}


def test_students_get_neither_solutions_nor_hidden_tests(assignment, source, course):
    text = course.path("release", assignment).read_text(encoding="utf-8")
    assert "SOLUTION" not in text
    assert "HIDDEN" not in text
    assert "require(" not in text
    released = {
        c.metadata.nbgrader.grade_id: c
        for c in course.released(assignment).cells
        if "nbgrader" in c.metadata
    }
    for name in source.answers:
        assert "YOUR CODE HERE" in released[name].source
    for name in source.essays:
        assert released[name].source == "YOUR ANSWER HERE"
    for name in source.tests:
        shown = source.cells[name].source.partition("### BEGIN HIDDEN TESTS")[0].strip()
        assert released[name].source.strip() == shown


def test_right_answers_get_all_points_and_essays_wait_for_a_reader(
    assignment, source, course, right_answers
):
    course.hand_in(assignment, "right", right_answers)
    assert by_tests(course, source, assignment, "right") == full(source)
    grades = course.grades(assignment, "right")
    assert {name for name, (_, waits) in grades.items() if waits} == set(source.essays)


def test_a_typical_mistake_loses_its_points_only_and_is_told(
    assignment, source, course, right_answers
):
    cell, wrong, hint = MISTAKES[assignment]
    course.hand_in(assignment, "wrong", right_answers | {cell: wrong})
    assert by_tests(course, source, assignment, "wrong") == full(source, f"{cell}-test")
    assert course.error(assignment, "wrong", f"{cell}-test").startswith(
        f"AssertionError: Not yet. {hint}"
    )


def test_broken_cells_lose_their_points_and_stop_no_other(
    assignment, source, course, right_answers
):
    """One answer that Python cannot read, one that never ends, one essay that is not there."""
    unread, endless = source.answers[0], source.answers[-1]
    written = right_answers[endless].replace("\n\n\n", "\n").splitlines()[0]
    broken = {unread: right_answers[unread] + "\n((", endless: f"{written}\n{ENDLESS}"}
    course.hand_in(
        assignment, "broken", right_answers | broken | {source.essays[0]: "YOUR ANSWER HERE"}
    )
    assert by_tests(course, source, assignment, "broken") == full(
        source, f"{unread}-test", f"{endless}-test"
    )
    assert course.error(assignment, "broken", unread).startswith("SyntaxError")
    assert re.match(
        "CellTimeoutError|KeyboardInterrupt", course.error(assignment, "broken", endless)
    )
    # What nobody has written needs no reader.
    assert course.grades(assignment, "broken")[source.essays[0]] == (0, False)


def test_feedback_gives_points_and_hints_back(assignment, source, course):
    cell, _, hint = MISTAKES[assignment]
    for name in source.essays:
        course.grade_by_hand(assignment, "wrong", name, source.points(name))
    page = course.feedback(assignment, "wrong")
    possible = sum(map(source.points, [*source.tests, *source.essays]))
    assert f"(Score: {possible - source.points(f'{cell}-test'):.1f} / {possible:.1f})" in page
    assert hint.split(";")[0] in re.sub(r"<[^>]+>", "", page).replace("&#39;", "'")
