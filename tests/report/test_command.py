"""The command writes a report, or says in a sentence why not; it never shows where in the program it stopped."""

import subprocess
import sys
import tomllib
from importlib import import_module
from pathlib import Path

import pytest

from agglomeration.report import command
from agglomeration.report.command import main

ROOT = Path(__file__).parents[2]


@pytest.fixture
def desk(tmp_path, monkeypatch, files):
    """A folder with the example files, in which the command runs."""
    for name, example in files.items():
        (tmp_path / name).write_bytes(example.content)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_one_command_makes_a_page_and_a_workbook(desk):
    done = subprocess.run(
        [sys.executable, "-m", "agglomeration", "report", "korean.csv", "--draws", "9"],
        cwd=desk,
        capture_output=True,
        encoding="utf-8",
        env={"PYTHONPATH": str(ROOT / "src"), "PYTHONIOENCODING": "utf-8", "PATH": ""},
        stdin=subprocess.DEVNULL,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "Encoding: CP949" in done.stdout
    assert done.stdout.splitlines()[-3:] == [
        "Written: korean-report.html",
        "Written: korean-report.json",
        "Written: korean-report.xlsx",
    ]
    assert "자동차" in (desk / "korean-report.html").read_text(encoding="utf-8")
    assert (desk / "korean-report.xlsx").read_bytes().startswith(b"PK")


@pytest.mark.parametrize(
    "name", ["text.csv", "old.xls", "joined.csv", "no-industry.csv", "nothing.csv", "."]
)
def test_a_file_that_will_not_do_ends_with_one_sentence_and_a_code(name, desk, capsys):
    assert main(["report", name]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1
    assert "Traceback" not in said.err
    assert not list(desk.glob("*-report.*"))


def test_options_reach_the_reading(desk, capsys):
    options = ["--decimal=,", "--draws", "0", "--no-excel", "--to", "made"]
    assert main(["report", "comma.csv", *options]) == 0
    assert sorted(path.name for path in (desk / "made").iterdir()) == [
        "comma-report.html",
        "comma-report.json",
    ]
    assert main(["report", "empty-cell.csv", "--none=", "--draws=0", "--no-excel"]) == 0
    assert main(["report", "total.csv", "--without", "Total", "--draws=0", "--no-excel"]) == 0
    assert "Left out: 'Total'" in capsys.readouterr().out


def test_options_reach_the_comparing(desk, capsys):
    options = ["--reference", "A", "--draws=0", "--no-excel"]
    assert main(["report", "jobs.csv", *options]) == 0
    assert "Quotients and gaps are relative to 'A'" in capsys.readouterr().out
    assert main(["report", "jobs.csv", "--reference=nowhere", "--overwrite", "--no-excel"]) == 1
    said = capsys.readouterr().err
    assert "reference 'nowhere' is no line of it, no file, and no table of the book" in said
    assert said.count("\n") == 1


def test_nothing_is_replaced_unless_said(desk, capsys):
    (desk / "jobs-report.html").write_text("mine")
    assert main(["report", "jobs.csv", "--draws=0", "--no-excel"]) == 1
    assert (
        "jobs-report.html: is there already; name another folder with --to"
        in capsys.readouterr().err
    )
    assert (desk / "jobs-report.html").read_text() == "mine"
    assert main(["report", "jobs.csv", "--draws=0", "--no-excel", "--overwrite"]) == 0
    assert (desk / "jobs-report.html").read_text(encoding="utf-8").startswith("<!doctype html>")


def test_a_folder_that_cannot_be_written_is_named(desk, capsys):
    (desk / "taken").write_text("a file")
    assert main(["report", "jobs.csv", "--draws=0", "--no-excel", "--to", "taken"]) == 1
    assert "taken: cannot be written to" in capsys.readouterr().err


def test_without_xlsxwriter_the_page_is_written_and_the_workbook_is_said_to_lack(
    desk, capsys, monkeypatch
):
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    assert main(["report", "jobs.csv", "--draws=0"]) == 0
    said = capsys.readouterr()
    assert "the page is written without the workbook" in said.out.lower()
    assert "xlsxwriter: python3 -m pip install -e '.[excel]'" in said.out
    written = sorted(path.name for path in desk.glob("*-report.*"))
    assert (said.err, written) == ("", ["jobs-report.html", "jobs-report.json"])
    assert main(["report", "jobs.csv", "--draws=0", "--no-excel", "--overwrite"]) == 0
    assert "xlsxwriter" not in capsys.readouterr().out


def test_a_fault_of_the_program_is_a_sentence_too(desk, capsys, monkeypatch):
    def broken(*arguments, **options):
        raise RuntimeError("the wheel came off")

    monkeypatch.setattr(command, "make_report", broken)
    assert main(["report", "jobs.csv"]) == 70
    said = capsys.readouterr().err
    assert "the fault is the program's, not yours (RuntimeError: the wheel came off)" in said
    assert "Traceback" not in said
    with pytest.raises(RuntimeError):
        main(["report", "jobs.csv", "--debug"])


def test_without_a_command_it_says_what_it_can_do(capsys):
    assert main([]) == 2
    assert "report" in capsys.readouterr().out
    with pytest.raises(SystemExit) as ended:
        main(["report", "jobs.csv", "--layout", "tall"])
    assert ended.value.code == 2


def test_the_installed_command_is_this_one():
    scripts = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["scripts"]
    module, _, name = scripts["agglomeration"].partition(":")
    assert getattr(import_module(module), name) is main
