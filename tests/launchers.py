"""Run the tests of what launches the book elsewhere: Binder, the edition in a browser, the grading of assignments.

``make test-launch`` calls it. They take long and try other people's programs. So on a machine where they have passed
they are left alone until something changes that they depend on; where ``CI`` is set, they are always run.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest

from bookpress.build.stale import fingerprint
from bookpress.place import ROOT

DEPENDS_ON = (
    *("requirements.txt", "requirements-test.txt", "runtime.txt", "postBuild", "pyproject.toml"),
    *("src/explorable", "src/agglomeration", "src/clusterbook", "data", "assessment"),
    *(
        f"src/bookpress/editions/{part}"
        for part in ("lite.py", "plain_notebooks.py", "browser_imports.py", "drop_page.py")
    ),
    *("src/bookpress/editions/browser_edition", "src/bookpress/editions/own_file"),
    "src/bookpress/editions/assignments.py",
    *(
        f"tests/{part}"
        for part in ("launchers.py", "binder", "assessment", "site/pyodide_at_hand.py")
    ),
    *("tests/site/upload_form.py", "tests/site/test_browser_launch.py"),
    "tests/site/test_own_file_launch.py",
    # The chapters that they run.
    *(f"book/innovation-clusters/{chapter}.ipynb" for chapter in ("kinds-of-clusters", "tripod")),
    *("book/upper-austria/cooperation-projects.ipynb", "book/lab/bring-your-own-data.ipynb"),
)
NOTE = "_build/launchers.sha256"


class _Seen:
    """Whether a test was left out: what has not been tried has not passed."""

    def __init__(self) -> None:
        self.skipped = False

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.skipped |= report.skipped


def run_tests(files: Sequence[str]) -> tuple[int, bool]:
    """Run tests; return pytest's exit code, and whether all of them were tried."""
    seen = _Seen()
    code = pytest.main(
        ["-n", "2", "--dist", "loadfile", "--import-mode=importlib", *files], plugins=[seen]
    )
    return int(code), not seen.skipped


def launch(
    files: Sequence[str],
    root: Path = ROOT,
    variables: Mapping[str, str] = os.environ,
    run: Callable[[Sequence[str]], tuple[int, bool]] = run_tests,
) -> int:
    """Run the tests unless they have passed here with everything as it is now; return an exit code."""
    note = root / NOTE
    current = f"{fingerprint(DEPENDS_ON, root)} {sys.version}"
    if not variables.get("CI") and note.is_file() and note.read_text(encoding="utf-8") == current:
        print(
            f"Launchers: they passed here, and nothing that they depend on has changed; to run them: rm {NOTE}"
        )
        return 0
    note.unlink(missing_ok=True)
    code, is_whole = run(files)
    if code == 0 and is_whole:
        note.parent.mkdir(exist_ok=True)
        note.write_text(current, encoding="utf-8")
    return code


if __name__ == "__main__":
    sys.exit(launch(sys.argv[1:]))
