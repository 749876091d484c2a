"""The assignments as a lecturer has them, and what their cells are for."""

import re

import nbformat
import pytest

from bookpress.build.notebook_form import assignments
from bookpress.place import ROOT

SOLUTION = re.compile(r"### (?:BEGIN|END) SOLUTION\n?")


def pytest_generate_tests(metafunc):
    """Tests that take ``assignment`` run once per assignment, one after the other."""
    if "assignment" in metafunc.fixturenames:
        metafunc.parametrize("assignment", [path.stem for path in assignments()], scope="module")


class Source:
    """One assignment before it is released."""

    def __init__(self, name):
        self.notebook = nbformat.read(ROOT / f"assessment/source/{name}/{name}.ipynb", as_version=4)
        self.cells = {
            c.metadata.nbgrader.grade_id: c for c in self.notebook.cells if "nbgrader" in c.metadata
        }

    def ids(self, kind, **flags):
        """Names of cells, in their order."""
        found = {name: cell for name, cell in self.cells.items() if cell.cell_type == kind}
        return [
            n
            for n, c in found.items()
            if all(c.metadata.nbgrader[flag] == value for flag, value in flags.items())
        ]

    @property
    def answers(self):
        """Code cells in which students write."""
        return self.ids("code", solution=True)

    @property
    def tests(self):
        return self.ids("code", grade=True)

    @property
    def essays(self):
        return self.ids("markdown", grade=True)

    def points(self, name):
        return self.cells[name].metadata.nbgrader.points

    def solution(self, name):
        """What a student writes who has everything right."""
        return SOLUTION.sub("", self.cells[name].source).strip()


@pytest.fixture(scope="module")
def source(assignment):
    return Source(assignment)


@pytest.fixture(scope="session")
def all_sources():
    return {path.stem: Source(path.stem) for path in assignments()}
