"""The check that stops publishing: it passes a whole site, and names each thing that can be wrong with one."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
from itertools import pairwise

import pytest
import yaml

from bookpress.build import kept_pages
from bookpress.build.site import WRITTEN
from bookpress.checks.site import BESIDES, NOT_ENDED, Page, findings, read
from bookpress.pages.policy import META
from bookpress.place import ROOT

PAGE = f"""<!doctype html><html lang="en"><head>{META}
<title>One</title><link rel="stylesheet" href="_static/a.css"></head>
<body><h1 id="top">One</h1><a href="#top">up</a> <a href="two.html#top">two</a> <a href="https://example.org/">out</a>
</body></html>"""
# What is done to the site, and the words by which it is noticed.
DAMAGE = {
    "a page is missing": ("two.html", None, "two: missing"),
    "a page is in no list": ("three.html", PAGE, "three: not in _toc.yml"),
    "a link leads nowhere": (
        "one.html",
        PAGE.replace("two.html#top", "lost.html"),
        "one: dead link: lost.html",
    ),
    "an anchor leads nowhere": ("one.html", PAGE.replace("#top", "#lost"), "one: dead link: #lost"),
    "a page is too heavy": (
        "one.html",
        PAGE + random.Random(1).randbytes(310_000).hex(),
        "one: over budget: page",
    ),
    "a first visit is too heavy": (
        "_static/a.css",
        random.Random(2).randbytes(720_000).hex(),
        "one: over budget: first",
    ),
    "a script comes from elsewhere": (
        "one.html",
        PAGE.replace("</body>", '<script src="https://example.org/a.js"></script></body>'),
        "one: loads: https://example.org/a.js",
    ),
    "a style comes from elsewhere": (
        "_static/a.css",
        "@import 'https://example.org/a.css'",
        "a.css: loads: https://",
    ),
    "a file is missing": ("_static/a.css", None, "one: loads: _static/a.css"),
    "a script is inline": (
        "one.html",
        PAGE.replace("</body>", "<script>run()</script></body>"),
        "one: unsafe: <script>",
    ),
    "there is no policy": ("one.html", PAGE.replace(META, ""), "one: unsafe: no policy"),
}


@pytest.fixture
def small(tmp_path):
    """A whole site of two pages, and those that every site has."""
    site = tmp_path / "_build/html"
    (site / "_static").mkdir(parents=True)
    (site / "_static/a.css").write_text("p { color: black }")
    (tmp_path / "_toc.yml").write_text("format: jb-book\nroot: one\nchapters:\n  - file: two\n")
    for name in ("one", "two", *BESIDES):
        (site / f"{name}.html").write_text(PAGE)
    return tmp_path


def test_a_whole_site_passes(small):
    assert findings(small) == []


def test_a_build_that_failed_is_named_though_all_its_pages_are_there(small):
    build = small / "_build"
    kept = (build / "html").rename(small / "aside")
    kept_pages.begin(build, "key")
    kept.rename(build / "html")
    kept_pages.note_reading(build, ["one"])
    assert findings(small) == [NOT_ENDED]
    kept_pages.end(build, "key")
    assert findings(small) == []


@pytest.mark.parametrize("what", DAMAGE)
def test_damage_is_named(small, what):
    name, content, words = DAMAGE[what]
    file = small / "_build/html" / name
    file.unlink() if content is None else file.write_text(content)
    assert [found for found in findings(small) if found.startswith(words)]


@pytest.fixture
def with_written(small):
    """The same with a page that a program wrote."""
    (small / "_build/html/regions").mkdir()
    (small / "_build/html/regions/here.html").write_text(
        PAGE.replace("_static/", "../_static/").replace("two.html", "../two.html")
    )
    (small / "_build" / WRITTEN).write_text(json.dumps(["regions/here"]))
    return small


def test_pages_that_a_program_writes_belong_to_the_site(with_written):
    assert findings(with_written) == []
    (with_written / "_build/html/regions/here.html").unlink()
    assert findings(with_written) == ["regions/here: missing"]


def test_pages_that_a_program_writes_have_a_budget_of_their_own(with_written):
    page = with_written / "_build/html/regions/here.html"
    page.write_text(page.read_text() + random.Random(3).randbytes(70_000).hex())
    found = findings(with_written)
    assert [one for one in found if one.startswith("regions/here: over budget: page")]
    assert [one for one in found if one.startswith("pages that a program writes: over budget")]


def test_what_is_found_stops_publishing(small):
    command = [sys.executable, "-m", "bookpress", "check", small]
    assert subprocess.run(command, capture_output=True, check=False).returncode == 0
    (small / "_build/html/two.html").unlink()
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "two: missing" in done.stdout


@pytest.mark.parametrize(
    ("html", "links", "names"),
    [
        ('<A HREF="x.html" ID = one>', ["x.html"], {"one"}),
        ("<a data-x='1>2' href = 'x.html'>", ["x.html"], set()),
        ('<style>a</style ><a href="y">b</a><style>c</style>', ["y"], set()),
        ('<script-x><a href="x"></script-x><script>1</script>', ["x"], set()),
        ('<script id="s" data-x="a>b">"<a href=z>"</script><b id="k">', [], {"s", "k"}),
        ('<!-- <a href="x"> --><i id="i">', [], {"i"}),
    ],
)
def test_links_and_names_are_read_as_a_browser_reads_them(html, links, names, tmp_path):
    (tmp_path / "page.html").write_text(html)
    assert read(tmp_path / "page.html") == Page(links, names)


def test_an_edition_that_is_not_there_is_answered_with_those_that_are():
    done = subprocess.run(
        [sys.executable, "-m", "bookpress", "editions", "paper"], capture_output=True, text=True
    )
    assert done.returncode == 2
    assert done.stdout.startswith("No edition is named 'paper'; there are: pdf,")


def test_publishing_waits_for_the_tests():
    publish = yaml.safe_load((ROOT / ".github/workflows/publish.yml").read_text())
    steps = publish["jobs"]["build"]["steps"]
    names = [step.get("run") or step["uses"].partition("@")[0] for step in steps]
    assert names.index(".ci/run") < names.index("actions/upload-pages-artifact")
    assert not any("continue-on-error" in step or "if" in step for step in steps)
    assert publish["jobs"]["deploy"]["needs"] == "build"


TOOLS = ("python", "ruff", "lint-imports", "mypy", "uv")
TOOL = """#!/bin/sh
echo "$(basename "$0") $*" >> "$LOG"
case "$(basename "$0") $*" in *"$FAILS"*) exit 1 ;; esac
"""
# What .ci/run comes to: first, beside each other, what is held against the code and the build; then these in order,
# those of a line beside each other. What a built site must be, is asked by the last.
STAGES = (
    (
        "ruff check",
        "ruff format --check",
        "bookpress form --check",
        "lint-imports",
        "mypy",
        "bookpress build",
    ),
    ("bookpress editions lite assignments",),
    ("bookpress editions pdf slides", "launchers.py"),
    ("-m pytest",),
)


def asked_by_ci(folder, fails):
    """The commands that .ci/run comes to, and its exit code, where the command with these words fails."""
    (folder / ".venv/bin").mkdir(parents=True)
    (folder / ".ci").mkdir()
    for name in (
        ".ci/run",
        "Makefile",
        "requirements.txt",
        "requirements-test.txt",
        "pyproject.toml",
    ):
        shutil.copy2(ROOT / name, folder / name)
    for name in TOOLS:
        tool = folder / ".venv/bin" / name
        tool.write_text(TOOL)
        tool.chmod(0o755)
    # An environment that is there, so that nothing is installed.
    for stamp in (".python", ".book", ".site", ".check", ".test"):
        (folder / ".venv" / stamp).touch()
    log = folder / "log"
    done = subprocess.run(
        [folder / ".ci/run"],
        env={**os.environ, "LOG": str(log), "FAILS": fails, "MAKEFLAGS": ""},
        capture_output=True,
        text=True,
    )
    return log.read_text().splitlines(), done.returncode


def test_ci_takes_every_step_in_order(tmp_path):
    asked, code = asked_by_ci(tmp_path, "nothing of all this")
    assert code == 0
    places = [
        [next(i for i, line in enumerate(asked) if step in line) for step in stage]
        for stage in STAGES
    ]
    for before, after in pairwise(places):
        assert max(before) < min(after)


@pytest.mark.parametrize("step", [step for stage in STAGES for step in stage])
def test_no_stage_follows_where_a_step_fails(step, tmp_path):
    asked, code = asked_by_ci(tmp_path, step)
    assert code != 0
    assert [line for line in asked if step in line]
    reached = next(number for number, stage in enumerate(STAGES) if step in stage)
    later = [one for stage in STAGES[reached + 1 :] for one in stage]
    assert [line for line in asked if any(one in line for one in later)] == []
