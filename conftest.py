"""What all tests share, those of the notebooks in ``book/`` included."""

import ast
import json
import tempfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent
IN_KERNEL = ROOT / "tests/book/in_kernel.py"


@pytest.fixture(scope="session")
def root():
    """The repository's folder."""
    return ROOT


def pytest_collectstart(collector):
    """Drawings are not stored in notebooks, so there is nothing to compare a new one with."""
    if hasattr(collector, "skip_compare"):
        collector.skip_compare += ("image/svg+xml", "application/javascript")


class CheckInKernel(pytest.Item):
    """The book's checks of what a cell has made, in the kernel in which nbval has just run it."""

    def __init__(self, *, test, made, **others):
        super().__init__(**others)
        self.test, self.made = test, made
        self.obj = None  # nbval gives it to its cells, too, since pytest asks every item for it

    def runtest(self):
        kernel = self.parent.kernel
        with tempfile.TemporaryDirectory() as folder:
            report = Path(folder) / "report.json"
            given = (str(self.path), self.made, self.test, str(report))
            # In names of its own, so that the cells that follow find theirs as they left them.
            source = (
                f"import runpy as _runpy; _runpy.run_path({str(IN_KERNEL)!r})['check']"
                f"({given[0]!r}, globals(), *{given[1:]!r})"
            )
            asked = kernel.execute_cell_input(source, allow_stdin=False)
            kernel.await_reply(asked, timeout=self.config.option.nbval_cell_timeout)
            kernel.await_idle(asked, 60)
            if not report.exists():
                raise InKernelError("The checks did not come to an end in the kernel.")
            found = json.loads(report.read_text(encoding="utf-8"))
        if found["failed"]:
            raise InKernelError(
                "\n\n".join(f"{name}\n{why}" for name, why in found["failed"].items())
            )
        if not found["passed"]:
            raise InKernelError(f"No check ran on {self.made or 'the exercises'}.\n{found['said']}")

    def repr_failure(self, excinfo, style=None):
        if isinstance(excinfo.value, InKernelError):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self):
        return self.path, None, self.name


class InKernelError(Exception):
    """What the checks of a cell found."""


def pytest_collection_modifyitems(config, items):
    """After a cell that makes an explorable, and after the last of a notebook that asks its readers, come their checks.

    Those tests that would run the same notebook once more for the same checks are left out.
    """
    cells = [item for item in items if type(item).__name__ == "IPyNbCell"]
    last = {item.parent: item for item in cells}
    checks = {}
    for cell in cells:
        if made := explorables_of(cell.cell.source):
            checks.setdefault(cell, []).append(("test_explorables.py", made))
        if cell is last[cell.parent] and _asks(cell.parent):
            checks.setdefault(cell, []).append(("test_exercises.py", []))
    served = {str(cell.parent.path) for cell in cells}
    kept, dropped = [], []
    for item in items:
        here = served & set(map(str, _notebook_of(item)))
        (dropped if here else kept).append(item)
        for test, made in checks.get(item, []):
            name = " ".join(["checks of", *made]) if made else "checks of exercises"
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


def _notebook_of(item):
    """The notebook that a test would run."""
    given = getattr(getattr(item, "callspec", None), "params", {})
    if "explorable_name" in given:
        yield given["explorable_name"][0]
    if "asking" in given:
        yield given["asking"]


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
