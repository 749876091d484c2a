"""When the tests of launchers are run again, and when not."""

from __future__ import annotations

import importlib.util
import re

import pytest

from bookpress.place import ROOT


@pytest.fixture(scope="module")
def launchers():
    spec = importlib.util.spec_from_file_location("launchers", ROOT / "tests/launchers.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def launch(launchers, tmp_path):
    """A function that launches in a small copy, and says whether anything was run."""
    for name in ("requirements.txt", "assessment/a.ipynb", "src/explorable/card.py"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x = 1")

    def start(outcome=(0, True), **variables):
        runs = []

        def run(files):
            runs.append(files)
            return outcome

        assert launchers.launch(["a"], tmp_path, variables, run) == (outcome[0] if runs else 0)
        return bool(runs)

    return start


def test_they_run_once_until_something_changes(launch, tmp_path):
    assert launch()
    assert not launch()
    (tmp_path / "src/explorable/card.py").write_text("x = 2")
    assert launch()
    assert not launch()
    (tmp_path / "assessment/b.ipynb").write_text("new")
    assert launch()
    (tmp_path / "README.md").write_text("no matter")
    assert not launch()


def test_they_always_run_on_a_service(launch):
    assert launch()
    assert launch(CI="true")


@pytest.mark.parametrize("outcome", [(1, True), (0, False)], ids=["failed", "left out"])
def test_what_has_not_passed_runs_again(launch, outcome):
    assert launch(outcome)
    assert launch()
    assert launch(outcome, CI="true")
    assert launch()


def test_all_that_is_named_is_there(launchers):
    assert [name for name in launchers.DEPENDS_ON if not (ROOT / name).exists()] == []


def test_make_runs_them_and_only_once():
    """What the run of all tests leaves out is what the other target runs, which is part of ``make test``."""
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    files = re.search(r"^LAUNCHERS = (.*)$", text, re.MULTILINE)[1].split()
    assert files
    assert all((ROOT / file).is_file() for file in files)
    test, launch = (
        re.search(rf"^{name}:.*\n(?:\t.*\n)+", text, re.MULTILINE)[0]
        for name in ("test", "test-launch")
    )
    assert "$(LAUNCHERS:%=--ignore=%)" in test
    assert "test-launch" in test
    assert "tests/launchers.py $(LAUNCHERS)" in launch
