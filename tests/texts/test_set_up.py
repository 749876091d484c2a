"""The page on setting up names commands that exist, and its check says what is missing in sentences."""

import re
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path

import pytest

from bookpress.build.site import listed_pages
from bookpress.place import ROOT
from clusterbook import check

PAGE = ROOT / "book/seminar/set-up.md"
TOML = (ROOT / "pyproject.toml").read_text(encoding="utf-8")


def absent(name):
    raise PackageNotFoundError(name)


def test_here_all_is_there(capsys):
    assert check.packages() == []
    assert check.findings(ROOT) == []
    assert check.main(ROOT) == 0
    assert "All is there." in capsys.readouterr().out


def test_packages_that_are_missing_are_named_together_with_the_way_out():
    (said,) = check.packages(installed=absent)
    assert "pandas" in said and "jupyterlab" in said and "pip install -r requirements.txt" in said
    (one,) = check.packages(["numpy>=2.0"], installed=absent)
    assert one.startswith("The package numpy is missing.")


def test_a_package_that_is_too_old_is_named_with_what_is_needed():
    (said,) = check.packages(["pandas>=2.2"], installed=lambda name: "1.5.3")
    assert said.startswith("The package pandas is 1.5.3; the book needs >=2.2.")


def test_the_lines_to_type_start_the_python_that_was_asked(monkeypatch, tmp_path):
    """Who types them has its packages, whatever ``python`` is on this machine."""
    inside = tmp_path / ".venv/bin/python"
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "executable", str(inside))
    assert check.typed("-m pip list") == f"{Path('.venv/bin/python')} -m pip list"
    monkeypatch.setattr(sys, "executable", str(tmp_path.parent / "my tools/python"))
    assert re.fullmatch(r'(& )?".*my tools.python" -m pip list', check.typed("-m pip list"))
    (said,) = check.packages(["numpy>=2.0"], installed=absent)
    assert said.endswith("-m pip install -r requirements.txt -e .") and "my tools" in said


def test_packages_of_tests_are_not_asked_of_students():
    names = {re.split(r"[^\w-]", line)[0] for line in check._with_extras(requires("agglomeration"))}
    assert {"numpy", "scipy", "jupyterlab"} <= names
    assert not names & {"pytest", "playwright", "pyspark", "nbgrader", "agglomeration"}


def test_a_missing_library_is_said(monkeypatch):
    monkeypatch.setattr(check, "requires", absent)
    (said,) = check.packages()
    assert said.startswith("The library agglomeration is not installed here.")


def test_what_stands_on_the_packages_waits_for_them(monkeypatch):
    monkeypatch.setattr(check, "packages", lambda: ["The package pandas is missing."])
    monkeypatch.setattr(check, "tables", lambda: pytest.fail("asked too early"))
    assert check.findings() == ["The package pandas is missing."]


def test_tables_that_cannot_be_read_are_said():
    def load(name):
        raise FileNotFoundError("no such file")

    (said,) = check.tables(load)
    assert said.startswith("The book's tables cannot be read: no such file. Get")


@pytest.mark.parametrize(
    ("offered", "said"),
    [
        ({}, "JupyterLab has no kernel."),
        (
            {"python3": "/elsewhere/bin/python"},
            "another Python than this one: '/elsewhere/bin/python'",
        ),
    ],
)
def test_a_kernel_of_another_python_is_said(offered, said):
    (found,) = check.kernel(lambda: offered)
    assert said in found
    assert "ipykernel install" in found
    assert check.kernel(lambda: {**offered, "own": sys.executable}) == []


def test_kernels_that_cannot_be_listed_are_said():
    def fail():
        raise OSError("broken.")

    assert check.kernel(fail) == ["JupyterLab's kernels cannot be listed: broken."]


def test_a_folder_in_which_nothing_can_be_saved_is_said(tmp_path):
    assert check.room(tmp_path) == []
    (said,) = check.room(tmp_path / "not there")
    assert said.startswith("Nothing can be saved in ")


def test_without_any_package_it_still_answers():
    """As after a first, forgotten step: Python sees the sources and nothing else."""
    code = "import sys; sys.path.insert(0, sys.argv[1]); from clusterbook.check import main; main()"
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", code, str(ROOT / "src")],
        capture_output=True, text=True, check=True, cwd=ROOT / "book",
    )  # fmt: skip
    assert re.search(r"is not installed here|is missing|are missing", done.stdout)
    assert done.stderr == ""


def test_the_page_stands_in_the_book_and_names_what_is_there():
    text = PAGE.read_text(encoding="utf-8")
    assert "book/seminar/set-up" in listed_pages()
    for heading in (
        "Windows",
        "macOS",
        "Linux",
        "In the browser",
        "Check",
        "If something is missing",
    ):
        assert f"\n## {heading}\n" in text
    assert text.count("python -m clusterbook.check") >= 3
    oldest = re.search(r'requires-python = ">=([\d.]+)"', TOML)[1]
    assert f"Python {oldest} or newer" in text
    assert ".".join(map(str, check.OLDEST)) == oldest
    for line in re.findall(r"pip install (.*)$", text, flags=re.MULTILINE):
        for file in re.findall(r"-r (\S+)", line):
            assert (ROOT / file).is_file()


@pytest.mark.parametrize(
    "page", ["book/seminar/teaching.ipynb", "book/seminar/assessment.md", "README.md"]
)
def test_the_page_is_linked_from_where_one_begins(page):
    text = (ROOT / page).read_text(encoding="utf-8")
    assert "{ref}`set-up`" in text or "book/seminar/set-up.md" in text


def test_sentences_of_the_check_are_on_the_page():
    """What a student reads on the screen is found on the page, by how it begins."""
    text = PAGE.read_text(encoding="utf-8")
    source = Path(check.__file__).read_text(encoding="utf-8")
    kinds = r"This is Python|The package|The library|The book's tables|JupyterLab has|JupyterLab starts|Nothing can"
    begins = re.findall(rf'"({kinds})', source)
    assert len(begins) >= 6
    assert [one for one in begins if f"*{one}" not in text] == []
