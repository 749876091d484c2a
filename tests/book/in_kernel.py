"""What the kernel runs in which nbval has just run a cell: the book's checks of what that cell has made.

The kernel holds the cards, the exercises and the claims; the checks are the tests of this folder. So they run there,
and no notebook runs once more for them. ``conftest.py`` of the repository sends the kernel here; that of this folder
asks ``Served`` instead of running the notebook itself.
"""

import contextlib
import io
import json
import os
from pathlib import Path

import pytest

from bookpress.build.claims import code_cells
from explorable.claims.recording import RECORDED, Recorder, Rewritten

PLUGIN = "served"
RECORDER = "__recorder__"


class Served:
    """The names of a notebook that has run as far as one of its cells, and what the checks of that cell said."""

    def __init__(self, notebook, names, made):
        self.notebook, self.names, self.made = Path(notebook), names, made
        self.passed, self.failed = [], {}

    def pytest_runtest_logreport(self, report):
        if report.failed:
            self.failed[report.nodeid] = report.longreprtext
        elif report.when == "call" and report.passed:
            self.passed.append(report.nodeid)

    def pytest_collectreport(self, report):
        if report.failed:
            self.failed[report.nodeid] = report.longreprtext


def record(notebook, names, shell):
    """From now on, note the calls of a notebook's cells that rest on chance or on a choice."""
    sources = [source.strip() for source in code_cells(Path(notebook))]
    recorder, last = Recorder(cell=None), -1
    names[RECORDER], names[RECORDED] = recorder, recorder.wrapped
    shell.ast_transformers.append(Rewritten())

    def before_a_cell(told):
        # Two cells may have the same source. What the checks run between the cells is none of them.
        nonlocal last
        source, following = told.raw_cell.strip(), sources[last + 1 :]
        recorder.cell = last + 1 + following.index(source) if source in following else None
        last = last if recorder.cell is None else recorder.cell

    shell.events.register("pre_run_cell", before_a_cell)


def check(notebook, names, made, test, report):
    """Run the tests of one file on what a cell has made, and write down what they said."""
    served = Served(notebook, names, made)
    root = Path(__file__).parents[2]
    # The last two take out the rubbish five times, of a kernel that holds all the chapter's tables.
    quiet = ("faulthandler", "cacheprovider", "unraisableexception", "threadexception")
    arguments = [
        *(f"-pno:{name}" for name in quiet),
        f"--rootdir={root}",
        f"-c{root / 'pyproject.toml'}",
        "--capture=no",
        str(Path(__file__).with_name(test)),
    ]
    # Not into the outputs of the cell; and from the repository's folder, where the kernel is in that of the notebook.
    with (
        contextlib.redirect_stdout(io.StringIO()) as said,
        contextlib.redirect_stderr(said),
        contextlib.chdir(root),
    ):
        # No plugin of another package is needed here, and to load them all takes longer than most checks.
        os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
        pytest.main(arguments, plugins=[_named(served)])
    found = {"passed": served.passed, "failed": served.failed, "said": said.getvalue()[-2000:]}
    Path(report).write_text(json.dumps(found), encoding="utf-8")


def _named(served):
    """A plugin that the folder's ``conftest.py`` finds by its name."""

    class Naming:
        @staticmethod
        def pytest_configure(config):
            config.pluginmanager.register(served, PLUGIN)

    return Naming()
