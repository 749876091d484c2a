"""One wheel holds it all: installed alone, far from the repository, it reports, loads tables and completes."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import warnings
import zipfile
from pathlib import Path

import pytest

NO_NETWORK = re.compile(
    r"error sending request|dns error|failed to (?:fetch|download|lookup)|connect|network was disabled",
    re.IGNORECASE,
)
# What the wheel is made of; nothing else of the repository is there when it is.
PARTS = ("pyproject.toml", "README.md", "LICENSE", "src", "data")
# What a reader's file may look like.
JOBS = "region,industry,jobs\n" + "".join(
    f"{region},{industry},{100 + 37 * row + 11 * column + 13 * row * column}\n"
    for row, region in enumerate(("Linz", "Wels", "Steyr", "Enns"))
    for column, industry in enumerate(("steel", "food", "paper", "software"))
)
COMPLETION = """
import jedi
script = jedi.Script("import agglomeration as ag\\nag.loc")
print(*(found.name for found in script.complete(2, 6)))
script = jedi.Script("import agglomeration as ag\\nag.location_quotient(")
(signature,) = script.get_signatures(2, 21)
print(*(parameter.name for parameter in signature.params))
print(signature.docstring())
"""
# Library, tables, figures and press, and where each comes from.
PACKAGES = "import agglomeration, clusterbook, explorable, bookpress"
FILES = f"{PACKAGES}\nprint(*(one.__file__ for one in (agglomeration, clusterbook, explorable, bookpress)), sep='\\n')"
FACE = """
from explorable import Choice, View, explorable
from matplotlib.figure import Figure

@explorable(side=Choice(["left", "right"], label="Side"), question="Which side?")
def which_side(side):
    figure = Figure()
    figure.subplots().plot([0, 1])
    return View(figure, f"It is the **{side}** side.", alt="a line")

page = which_side.html(standalone=True)
assert page.count("<svg") >= 2 and "<style" in page and "<script" in page
print(len(page))
"""


def run(*command, **options):
    done = subprocess.run(
        [str(word) for word in command], capture_output=True, text=True, check=False, **options
    )
    assert done.returncode == 0, f"{done.stdout}{done.stderr}"
    return done.stdout


def fetching(*command, **options):
    """Run what may need packages; without a network, uv's cache may still hold them."""
    for offline in ("0", "1"):
        done = subprocess.run(
            [str(word) for word in command],
            capture_output=True,
            text=True,
            check=False,
            env={**os.environ, "UV_OFFLINE": offline},
            **options,
        )
        if not (done.returncode and NO_NETWORK.search(done.stderr)):
            assert done.returncode == 0, f"{done.stdout}{done.stderr}"
            return
    told = f"NOT TESTED: the wheel was not installed by itself, its packages cannot be had. {done.stderr.strip()}"
    warnings.warn(told, stacklevel=1)
    pytest.skip(told)


@pytest.fixture(scope="module")
def uv():
    beside = Path(sys.executable).with_name("uv")
    found = str(beside) if beside.exists() else shutil.which("uv")
    if not found:
        told = "NOT TESTED: the wheel was not installed by itself, uv is not there. Run: make test"
        warnings.warn(told, stacklevel=1)
        pytest.skip(told)
    return found


@pytest.fixture(scope="module")
def wheel(uv, root, tmp_path_factory):
    """The wheel, made from a copy of what it is made of."""
    copy = tmp_path_factory.mktemp("copy")
    for name in PARTS:
        if (root / name).is_dir():
            shutil.copytree(
                root / name, copy / name, ignore=shutil.ignore_patterns("__pycache__", "*.egg-info")
            )
        else:
            shutil.copy(root / name, copy / name)
    fetching(
        uv,
        "build",
        "--quiet",
        "--wheel",
        "--python",
        sys.executable,
        "--out-dir",
        copy / "made",
        copy,
    )
    (made,) = (copy / "made").glob("*.whl")
    return made


@pytest.fixture(scope="module")
def alone(uv, wheel, tmp_path_factory):
    """The folder of commands of a new environment that holds the wheel and what it asks for, and no more."""
    folder = tmp_path_factory.mktemp("alone") / "environment"
    run(uv, "venv", "--quiet", "--python", sys.executable, folder)
    fetching(uv, "pip", "install", "--quiet", "--python", folder, f"{wheel}[excel,page]")
    return folder / ("Scripts" if os.name == "nt" else "bin")


@pytest.fixture
def desk(tmp_path):
    """Options of a run that sees nothing of the repository."""
    (tmp_path / "jobs.csv").write_text(JOBS)
    (tmp_path / "home").mkdir()
    kept = {
        name: value for name, value in os.environ.items() if name in {"PATH", "LANG", "SYSTEMROOT"}
    }
    return {"cwd": tmp_path, "env": {**kept, "HOME": str(tmp_path / "home"), "MPLBACKEND": "agg"}}


def test_the_wheel_is_light_and_holds_what_is_read_beside_the_code(wheel):
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        tables = sum(
            one.compress_size for one in archive.infolist() if "/tables/data/" in one.filename
        )
        assert b"from" in archive.read("agglomeration/__init__.pyi")
    # The tables have a budget of their own; code, styles and fonts are light beside them.
    assert tables < 4_700_000
    assert wheel.stat().st_size < 7_000_000
    for package in ("agglomeration", "bookpress", "clusterbook", "explorable"):
        assert f"{package}/py.typed" in names
    for pattern in (
        r"agglomeration/report/\w+\.css",
        r"bookpress/fonts/.+\.(?:otf|ttf|woff2)",
        r"bookpress/fonts/OFL\.txt",
        r"bookpress/icons/.+\.svg",
        r"bookpress/served/.+\.css",
        r"bookpress/templates/.+\.html",
        r"bookpress/editions/browser_edition/jupyter-lite\.json",
        r"clusterbook/tables/data/datapackage\.json",
        r"clusterbook/tables/data/oews_metro\.columns\.bz2",
        r"explorable/explorable\.(?:css|js)",
        r"explorable/answers/answers\.js",
        r"explorable/drawing/fonts/.+\.(?:otf|ttf)",
        r"explorable/drawing/fonts/OFL\.txt",
    ):
        assert [name for name in names if re.fullmatch(pattern, name)], pattern
    assert {name.partition("/")[0] for name in names if "dist-info" not in name} == {
        "agglomeration",
        "bookpress",
        "clusterbook",
        "explorable",
    }


def test_every_file_beside_the_code_travels(wheel, root):
    """What lies in the packages' folders is needed by them, or is a text for authors."""
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    files = [
        path for path in (root / "src").rglob("*") if path.is_file() and "egg-info" not in str(path)
    ]
    there = {
        path.relative_to(root / "src").as_posix()
        for path in files
        if "__pycache__" not in path.parts
    }
    assert there - names == set()


def test_packages_come_from_the_environment(alone, desk):
    environment = alone.parent.resolve()
    assert all(
        Path(file).is_relative_to(environment)
        for file in run(alone / "python", "-c", FILES, **desk).split("\n")[:4]
    )


def test_a_file_of_a_reader_becomes_a_report(alone, desk):
    run(alone / "agglomeration", "report", "jobs.csv", **desk)
    page = (desk["cwd"] / "jobs-report.html").read_text(encoding="utf-8")
    assert "Location quotient" in page
    assert "<style" in page
    with zipfile.ZipFile(desk["cwd"] / "jobs-report.xlsx") as book:
        assert "xl/workbook.xml" in book.namelist()


def test_tables_of_the_book_are_there(alone, desk):
    program = "import agglomeration as ag\nprint(len(ag.datasets.names()), *ag.datasets.load('oews_metro').shape)"
    tables, rows, columns = map(int, run(alone / "python", "-c", program, **desk).split())
    assert tables > 20
    assert rows > 1000
    assert columns >= 3


def test_figures_find_style_script_and_fonts(alone, desk):
    assert int(run(alone / "python", "-c", FACE, **desk)) > 10_000


def test_names_and_signatures_are_completed(alone, desk):
    names, parameters, words = run(alone / "python", "-c", COMPLETION, **desk).split("\n", 2)
    assert {"local_moran", "location_quotient", "locational_gini"} <= set(names.split())
    assert parameters.split()[:3] == ["table", "kind", "reference"]
    assert "Location quotient" in words


def test_the_press_says_what_it_can_do(alone, desk):
    said = run(alone / "python", "-m", "bookpress", "--help", **desk)
    assert "build the site" in said
    assert run(alone / "bookpress", "--help", **desk).count("build the site") == 1
