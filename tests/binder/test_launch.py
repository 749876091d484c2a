"""Binder's environment, made as Binder makes it: it holds what is pinned, and a chapter runs in JupyterLab."""

from __future__ import annotations

import json
import shutil
import warnings

import nbformat
import pytest
from browser import ARGUMENTS, find_browser
from browser_imports import imports_of
from build import listed_notebooks
from environment import NotAtHandError, make_environment, printed_by, started
from packaging.requirements import Requirement
from playwright.sync_api import sync_playwright

CHAPTER = "book/upper-austria/cooperation-projects"
VERSIONS = """
import json, sys
from importlib.metadata import distributions
from platform import python_version
print(json.dumps([python_version(), {one.metadata["Name"]: one.version for one in distributions()}]))
"""
IMPORTS = """
import importlib, sys
for name in sys.argv[1:]:
    try:
        importlib.import_module(name)
    except ImportError as error:
        print(error)
"""
TABLES = """
import agglomeration as ag
print(ag.__file__, *(name for name in ag.datasets.names() if ag.datasets.load(name).empty))
"""
PROMPTS = "() => [...document.querySelectorAll('.jp-CodeCell .jp-InputPrompt')].map(one => one.textContent)"
DONE = f"() => ({PROMPTS})().some(one => one.includes('1')) && !({PROMPTS})().some(one => one.includes('*'))"
# Figures and readings of all cards that the kernel has drawn.
SHOWN = """() => ['.explorable-figure svg', '.explorable-reading'].map(what =>
  [...document.querySelectorAll(`.jp-OutputArea .widget-html ${what}`)].map(one => one.outerHTML).join(''))"""
BOTH_CHANGED = f"before => ({SHOWN})().every((shown, number) => shown !== before[number])"


@pytest.fixture(scope="module")
def environment(root, checkout, recipe):
    folder = root / "_build/binder"
    folder.parent.mkdir(exist_ok=True)
    try:
        yield make_environment(recipe, checkout, folder)
    except NotAtHandError as error:
        told = f"NOT TESTED: Binder's environment was not made, its packages cannot be had. {error}"
        warnings.warn(told, stacklevel=1)
        pytest.skip(told)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="module")
def lab(recipe, checkout, environment):
    """A page of the running JupyterLab with a chapter open."""
    with started(recipe, checkout, environment) as (address, token), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=ARGUMENTS)
        page = browser.new_page(viewport={"width": 1400, "height": 1000})
        page.goto(f"{address}lab/tree/{CHAPTER}.ipynb?token={token}")
        page.locator(".jp-Notebook .jp-Cell").first.wait_for(timeout=120_000)
        yield page
        browser.close()


def test_it_holds_the_pinned_versions(root, environment, recipe):
    python, versions = json.loads(printed_by(environment, VERSIONS))
    assert python.startswith(f"{recipe.python}.")
    versions = {name.lower().replace("_", "-").replace(".", "-"): version for name, version in versions.items()}
    pins = [Requirement(line) for line in (root / "requirements.txt").read_text().splitlines()]
    wanted = {
        pin.name: pin for pin in pins if pin.marker is None or pin.marker.evaluate({"python_full_version": python})
    }
    assert {name: versions.get(name) for name, pin in wanted.items() if versions.get(name) not in pin.specifier} == {}


def test_it_can_import_what_chapters_do(root, environment):
    modules = {module for path in listed_notebooks() for module in imports_of(nbformat.read(path, as_version=4), root)}
    assert printed_by(environment, IMPORTS, *sorted(modules)) == ""


def test_the_library_is_there_with_its_tables(environment):
    place, *empty = printed_by(environment, TABLES).split()
    assert place.startswith(str(environment))
    assert not empty


def test_a_chapter_runs_and_its_widget_moves_figure_and_reading(lab):
    lab.locator("#jp-main-statusbar", has_text="| Idle").wait_for(timeout=60_000)
    lab.get_by_text("Run", exact=True).first.click()
    lab.get_by_text("Run All Cells", exact=True).click()
    lab.wait_for_function(DONE, timeout=240_000)
    # A cell that fails stops those after it; one far from what is seen may keep its error to itself.
    assert "[ ]:" not in lab.evaluate(PROMPTS), lab.locator(".jp-OutputArea-output").all_inner_texts()
    lab.locator(".jp-OutputArea .widget-slider").first.scroll_into_view_if_needed()
    before = lab.evaluate(SHOWN)
    assert all(before)
    slider = lab.locator(".jp-OutputArea .widget-slider [role=slider]").first
    slider.focus()
    slider.press("Home")  # two firms: too few for the programme of the chapter
    lab.wait_for_function(BOTH_CHANGED, arg=before, timeout=60_000)
