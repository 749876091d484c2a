"""What all tests share, those of the notebooks in ``book/`` included."""

import ast
import json
import tempfile
from pathlib import Path

import pytest

from bookpress.build.notebook_form import notebooks
from bookpress.build.warm_kernels import KERNEL, imported_by_most, warm_kernels

ROOT = Path(__file__).resolve().parent
IN_KERNEL = ROOT / "tests/book/in_kernel.py"
# Files of checks of a whole notebook, and of what they are.
NAMED = {"test_exercises.py": "exercises", "test_claims_tried.py": "claims"}


@pytest.fixture(scope="session")
def root():
    """The repository's folder."""
    return ROOT


def pytest_collectstart(collector):
    """Drawings are not stored in notebooks, so there is nothing to compare a new one with."""
    if hasattr(collector, "skip_compare"):
        collector.skip_compare += ("image/svg+xml", "application/javascript")


# What the checks of a cell need beside what the notebooks themselves import.
OF_CHECKS = (
    "pytest",
    "bookpress.build.claims",
    "bookpress.build.notebook_form",
    "explorable.claims.recording",
)


WARM = "kernels are warm"
WARM_HERE = pytest.StashKey[bool]()


def pytest_configure(config):
    """Kernels of the current environment find loaded what most notebooks import; see ``warm_kernels``.

    The processes that share the tests inherit from this one what it finds and where kernels are found.
    """
    option = config.option
    if not (getattr(option, "nbval", False) and option.nbval_current_env):
        return
    if hasattr(config, "workerinput"):
        are_warm = config.workerinput[WARM]
    else:
        kernels = warm_kernels([*imported_by_most(notebooks()), *OF_CHECKS])
        are_warm = config.stash[WARM_HERE] = kernels.__enter__()
        config.add_cleanup(lambda: kernels.__exit__(None, None, None))
    if are_warm:
        # By its name, under which the warm one is found; as that of the current environment it would be the ordinary.
        option.nbval_current_env, option.nbval_kernel_name = False, KERNEL


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node):
    """Tell a process that shares the tests whether this one keeps kernels warm: it reads the same command line."""
    node.workerinput[WARM] = node.config.stash.get(WARM_HERE, False)


class CheckInKernel(pytest.Item):
    """The book's checks of what a cell has made, in the kernel in which nbval has just run it."""

    def __init__(self, *, test, made, **others):
        super().__init__(**others)
        self.test, self.made = test, made
        self.obj = None  # nbval gives it to its cells, too, since pytest asks every item for it

    def runtest(self):
        with tempfile.TemporaryDirectory() as folder:
            report = Path(folder) / "report.json"
            given = (str(self.path), self.made, self.test, str(report))
            self.ask(f"['check']({given[0]!r}, globals(), *{given[1:]!r})")
            if not report.exists():
                raise InKernelError("The checks did not come to an end in the kernel.")
            found = json.loads(report.read_text(encoding="utf-8"))
        if found["failed"]:
            raise InKernelError(
                "\n\n".join(f"{name}\n{why}" for name, why in found["failed"].items())
            )
        if not found["passed"]:
            raise InKernelError(
                f"No check ran on {self.made or NAMED[self.test]}.\n{found['said']}"
            )

    def ask(self, call):
        """Let the kernel call something of ``in_kernel.py``."""
        kernel = self.parent.kernel
        # In names of its own, so that the cells that follow find theirs as they left them.
        source = f"import runpy as _runpy; _runpy.run_path({str(IN_KERNEL)!r}){call}"
        asked = kernel.execute_cell_input(source, allow_stdin=False)
        kernel.await_reply(asked, timeout=self.config.option.nbval_cell_timeout)
        kernel.await_idle(asked, 60)

    def repr_failure(self, excinfo, style=None):
        if isinstance(excinfo.value, InKernelError):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self):
        return self.path, None, self.name


class RecordInKernel(CheckInKernel):
    """Before the first cell: from now on the kernel notes which calls rest on chance or on a choice."""

    def runtest(self):
        self.ask(f"['record']({str(self.path)!r}, globals(), get_ipython())")


class InKernelError(Exception):
    """What the checks of a cell found."""


def pytest_collection_modifyitems(config, items):
    """After a cell that makes an explorable, and after the last of a notebook that asks or claims, come their checks.

    Those tests that would run the same notebook once more for the same checks are left out.
    """
    cells = [item for item in items if type(item).__name__ == "IPyNbCell"]
    last = {item.parent: item for item in cells}
    first = {item.parent: item for item in reversed(cells)}
    checks = {}
    for cell in cells:
        if made := explorables_of(cell.cell.source):
            checks.setdefault(cell, []).append(("test_explorables.py", made))
        if cell is last[cell.parent] and _asks(cell.parent):
            checks.setdefault(cell, []).append(("test_exercises.py", []))
        if cell is last[cell.parent] and _claims(cell.parent):
            checks.setdefault(cell, []).append(("test_claims_tried.py", []))
    served = {str(cell.parent.path) for cell in cells}
    kept, dropped = [], []
    for item in items:
        here = served & set(map(str, _notebook_of(item)))
        if first.get(item.parent) is item and _claims(item.parent):
            name = "recording of calls"
            kept.append(RecordInKernel.from_parent(item.parent, name=name, test="", made=[]))
        (dropped if here else kept).append(item)
        for test, made in checks.get(item, []):
            name = " ".join(["checks of", *(made or [NAMED[test]])])
            kept.append(CheckInKernel.from_parent(item.parent, name=name, test=test, made=made))
    config.hook.pytest_deselected(items=dropped)
    items[:] = kept


def explorables_of(source):
    """Names of the functions that a cell decorates with ``explorable``."""
    if "explorable" not in source:
        return []
    return [
        node.name
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef)
        for part in node.decorator_list
        if isinstance(part, ast.Call) and getattr(part.func, "id", None) == "explorable"
    ]


def _asks(notebook):
    return any(".check()" in cell.source for cell in notebook.nb.cells if cell.cell_type == "code")


def _claims(notebook):
    """Whether a notebook has claims, or is held to the form of chapters."""
    in_form = notebook.nb.metadata.get("in_form")
    return in_form or notebook.path.with_suffix(".claims.json").is_file()


def _notebook_of(item):
    """The notebook that a test would run."""
    given = getattr(getattr(item, "callspec", None), "params", {})
    if "explorable_name" in given:
        yield given["explorable_name"][0]
    for kind in ("asking", "claiming"):
        if kind in given:
            yield given[kind]


def pytest_terminal_summary(terminalreporter):
    """What the site's tests measured: reported, and compared with the budgets only where sizes are."""
    weights = _measured("weights")
    if weights:
        terminalreporter.section("the site, compressed", sep="-")
        for page, weight in sorted(weights.items()):
            terminalreporter.line(
                f"{weight['html'] / 1000:7.1f} KB page {weight['first visit'] / 1000:7.1f} KB first visit  {page}"
            )


def _measured(kind):
    file = ROOT / f"_build/measurements/{kind}.json"
    return json.loads(file.read_text()) if file.exists() else {}
