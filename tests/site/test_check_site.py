"""The check that stops publishing: it passes a whole site, and names each thing that can be wrong with one."""

from __future__ import annotations

import random
import subprocess
import sys

import pytest
import yaml

from bookpress.checks.site import BESIDES, findings
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


@pytest.mark.parametrize("what", DAMAGE)
def test_damage_is_named(small, what):
    name, content, words = DAMAGE[what]
    file = small / "_build/html" / name
    file.unlink() if content is None else file.write_text(content)
    assert [found for found in findings(small) if found.startswith(words)]


def test_what_is_found_stops_publishing(small):
    command = [sys.executable, "-m", "bookpress", "check", small]
    assert subprocess.run(command, capture_output=True, check=False).returncode == 0
    (small / "_build/html/two.html").unlink()
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "two: missing" in done.stdout


def test_publishing_waits_for_build_check_and_tests():
    publish = yaml.safe_load((ROOT / ".github/workflows/publish.yml").read_text())
    steps = publish["jobs"]["build"]["steps"]
    names = [step.get("run") or step["uses"].partition("@")[0] for step in steps]
    assert names.index(".ci/run") < names.index("actions/upload-pages-artifact")
    assert not any("continue-on-error" in step or "if" in step for step in steps)
    assert publish["jobs"]["deploy"]["needs"] == "build"
    assert "exec make test" in (ROOT / ".ci/run").read_text()
    recipe = (ROOT / "Makefile").read_text().split("\ntest:")[1].split("\n\n")[0]
    for command in ("(PRESS) build", "(PRESS) check", "-m pytest"):
        assert command in recipe
    assert not any(line.startswith("\t-") or "|| true" in line for line in recipe.splitlines())
