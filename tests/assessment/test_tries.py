"""Solutions as students write them, tried on the tests that give the points, in one process."""

from contextlib import chdir

import pytest

from tests.assessment.tries import RIGHT, WRONG


@pytest.fixture(scope="module")
def before_tests(source, tmp_path_factory):
    """What each test of an assignment finds when all answers so far are right."""
    names, found = {}, {}
    with chdir(tmp_path_factory.mktemp("tries")):
        for name, cell in source.cells.items():
            if cell.cell_type == "code":
                if name in source.tests:
                    found[name] = dict(names)
                exec(compile(source.solution(name), name, "exec"), names)
    return found


def graded(source, before_tests, cell, code):
    """Whether the points of a task are given to an answer, or what is said of it."""
    test = f"{cell}-test"
    names = dict(before_tests[test])
    exec(compile(code, cell, "exec"), names)
    try:
        exec(compile(source.cells[test].source, test, "exec"), names)
    except AssertionError as refused:
        return str(refused)
    return True


def test_every_way_that_is_right_has_its_points(assignment, source, before_tests):
    tries = RIGHT[assignment]
    assert len(tries) >= 10
    assert {cell for cell, _ in tries} == set(source.answers)
    refused = {
        code: said
        for cell, code in tries
        if (said := graded(source, before_tests, cell, code)) is not True
    }
    assert refused == {}


def test_no_slip_has_points_and_each_is_told_of(assignment, source, before_tests):
    tries = WRONG[assignment]
    assert len(tries) >= 10
    assert {cell for cell, _ in tries} == set(source.answers)
    said = {code: graded(source, before_tests, cell, code) for cell, code in tries}
    assert [code for code, words in said.items() if words is True] == []
    assert [code for code, words in said.items() if not words.strip()] == []


def test_the_case_that_students_get_tells_each_slip_from_what_is_right(source, before_tests):
    """A slip that happens to give the right number in the case as delivered teaches nothing and costs nothing."""
    for name in source.tests:
        asked = []

        def listen(answer, right, tolerance=0.0, mistakes=None, digits=None, asked=asked):
            asked.extend(
                (hint, wrong) for wrong, hint in (mistakes or {}).items() if wrong == right
            )

        exec(
            compile(source.cells[name].source, name, "exec"),
            {**before_tests[name], "require": listen},
        )
        # Of two ceilings one binds, whatever the case.
        silent = [hint for hint, _ in asked if "ceiling" not in hint]
        assert silent == [], name
