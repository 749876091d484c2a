"""Each part of the book has an assignment that a lecturer can read, change and grade."""

import ast
import re
from contextlib import chdir

import pytest

from bookpress.build.notebook_form import assignments, in_form
from bookpress.build.site import listed_pages
from bookpress.place import ROOT

# Parts that hold no chapters.
OTHER_FOLDERS = {"book", "seminar"}
# What a lecturer may set instead: every case of every assignment is changed, and the tests must follow.
CHANGES = {
    "case-studies": {
        "YEAR, LEVEL": (1998, "national"),
        "VERSION": "first",
        "REACH": 3,
        "PAIR": ("technoparks", "training for regional innovation"),
        "REGION": "Daegu",
    },
    "classical-agglomeration": {
        "PLACE": "21140",
        "OCCUPATION": "27-4032",
        "PLANTS, SKEW, SEED": (30, 0.5, 8),
        "START, KIND": (1975, "dynamic"),
    },
    "cluster-theory": {"INDUSTRY": "Hospitals", "SHARE": 0.02, "FLOOR": 5000, "OCCUPATION": "17-2061"},
    "innovation-clusters": {
        "PLACE": "41940",
        "OCCUPATION, BAR, LEAST": ("15-1252", 2.0, 1000),
        "INDUSTRY, PARTNERS": ("Utilities", 8),
    },
    "lab": {"AREA": "20500", "FLOOR": 200, "SEED": 4, "REGION, INDUSTRY": ("Linz", "food")},
    "learning-regions": {
        "CODIFIED, TRAVEL, MESSAGE": (0.3, 0.4, 0.05),
        "PLACE, COMMUNITY, ORGANIZATION": (0.4, 0.3, 0.2),
        "ONE, OTHER": ("15-1252", "23-1011"),
        "CITY, LEAST_JOBS": ("12420", 500_000),
    },
    "upper-austria": {
        "AS_OF, MEASURE": ("2008-12", "members"),
        "STAGE, CLUSTER": ("ongoing", "Mechatronics"),
        "FIRMS, SMALL, COST": (3, 2, 300_000),
        "SUCCEEDED, ASKED": (9, 10),
    },
}


def test_every_part_has_one():
    parts = {page.split("/")[1] for page in listed_pages() if page.count("/") == 2} - OTHER_FOLDERS
    assert {path.stem for path in assignments()} == parts
    assert len({path.parent for path in assignments()}) == len(parts)


def test_it_is_stored_in_form_and_without_outputs(assignment, source):
    path = ROOT / f"assessment/source/{assignment}/{assignment}.ipynb"
    assert in_form(path.read_text(encoding="utf-8")) == path.read_text(encoding="utf-8"), "run: make format"
    assert [cell.outputs for cell in source.notebook.cells if cell.get("outputs")] == []


def test_it_says_its_points_and_its_time(source):
    text = "\n\n".join(cell.source for cell in source.notebook.cells if cell.cell_type == "markdown")
    graded = [*source.tests, *source.essays]
    assert "take 60 to 90 minutes" in text
    assert f"{sum(map(source.points, graded))} points." in text.partition("## Task 1")[0]
    in_order = [source.points(name) for name in source.cells if name in graded]
    assert [int(points) for points in re.findall(r"^## Task \d\. .*\((\d) points\)$", text, re.MULTILINE)] == in_order
    assert 4 <= len(in_order) <= 6
    assert len(source.essays) == 2


def test_a_written_answer_has_a_rubric_that_adds_up(source):
    cells = source.notebook.cells
    for name in source.essays:
        task = cells[cells.index(source.cells[name]) - 1].source
        rubric = re.search(r"^Points: (.*)$", task, re.MULTILINE)[1]
        assert sum(map(int, re.findall(r"(?:^|; )(\d) for ", rubric))) == source.points(name), name
        assert len(source.solution(name).split()) > 60, name


def test_every_answer_is_graded_by_hidden_tests_with_hints(source):
    assert source.tests == [f"{name}-test" for name in source.answers]
    for name in source.tests:
        shown, hidden = source.cells[name].source.split("### BEGIN HIDDEN TESTS\n")
        assert hidden.endswith("### END HIDDEN TESTS")
        assert re.search(r"^assert .*\"", shown, re.MULTILINE), f"{name}: nothing tells the student of a mistake"
        assert re.search(r"^(?:require\(|assert )", hidden, re.MULTILINE)
        asserted = [node for node in ast.walk(ast.parse(shown + hidden)) if isinstance(node, ast.Assert)]
        assert all(node.msg for node in asserted), f"{name}: a test that says nothing"


def test_cells_are_short(source):
    for name, cell in source.cells.items():
        assert len(cell.source.splitlines()) <= 25, name


def test_a_student_may_change_answers_only(source):
    for name in {*source.cells, *source.tests} - {*source.answers, *source.essays}:
        assert source.cells[name].metadata.nbgrader.locked, name
    unmarked = [cell for cell in source.notebook.cells if cell.cell_type == "code" and "nbgrader" not in cell.metadata]
    assert unmarked == []


def run(source, cases, tmp_path):
    names = {}
    with chdir(tmp_path):
        for name, cell in source.cells.items():
            if cell.cell_type == "code":
                exec(compile(cases if name == "cases" else source.solution(name), name, "exec"), names)
    return names


def test_other_cases_need_no_other_tests(assignment, source, tmp_path):
    names = run(source, source.cells["cases"].source, tmp_path)
    changed = CHANGES[assignment]
    written = re.findall(r"^([A-Z_, ]+) = ", source.cells["cases"].source, re.MULTILINE)
    keep = [line for line in source.cells["cases"].source.splitlines() if line.split(" = ")[0] not in changed]
    others = run(source, "\n".join([*keep, *(f"{name} = {value!r}" for name, value in changed.items())]), tmp_path)
    assert set(changed) <= set(written)
    given = [part.strip() for name in source.answers for part in source.cells[name].source.split(" = ")[0].split(",")]
    same = [name for name in given if str(names[name]) == str(others[name])]
    assert same == [], "a change of the cases changes these answers, too"


@pytest.mark.parametrize("word", ["issue", "session", "/work"])
def test_nothing_of_how_it_was_made_is_left(source, word):
    assert word not in " ".join(cell.source for cell in source.notebook.cells)
