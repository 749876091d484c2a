"""Binder's environment, made as Binder makes it: it holds what is pinned, and a chapter runs in JupyterLab."""

from __future__ import annotations

import json
import shutil
import warnings

import nbformat
import pytest
from environment import NotAtHandError, make_environment, printed_by, started
from packaging.requirements import Requirement
from playwright.sync_api import sync_playwright
from upload_form import WRITTEN, write_report

from bookpress.browser import ARGUMENTS, find_browser
from bookpress.build.site import listed_notebooks
from bookpress.editions.browser_imports import imports_of

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
    """Open a chapter in a page of the running JupyterLab and run all its cells."""
    with (
        started(recipe, checkout, environment) as (address, token),
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=find_browser(), args=ARGUMENTS)

        def run(chapter):
            page = browser.new_page(viewport={"width": 1400, "height": 1000})
            page.goto(f"{address}lab/tree/{chapter}.ipynb?token={token}&reset")
            page.locator(".jp-Notebook .jp-Cell").first.wait_for(timeout=120_000)
            page.locator("#jp-main-statusbar", has_text="| Idle").wait_for(timeout=60_000)
            page.get_by_text("Run", exact=True).first.click()
            page.get_by_text("Run All Cells", exact=True).click()
            page.wait_for_function(DONE, timeout=240_000)
            # A cell that fails stops those after it; one far from what is seen may keep its error to itself.
            assert "[ ]:" not in page.evaluate(PROMPTS), page.locator(
                ".jp-OutputArea-output"
            ).all_inner_texts()
            return page

        yield run
        browser.close()


def test_it_holds_the_pinned_versions(root, environment, recipe):
    python, versions = json.loads(printed_by(environment, VERSIONS))
    assert python.startswith(f"{recipe.python}.")
    versions = {
        name.lower().replace("_", "-").replace(".", "-"): version
        for name, version in versions.items()
    }
    pins = [Requirement(line) for line in (root / "requirements.txt").read_text().splitlines()]
    wanted = {
        pin.name: pin
        for pin in pins
        if pin.marker is None or pin.marker.evaluate({"python_full_version": python})
    }
    assert {
        name: versions.get(name)
        for name, pin in wanted.items()
        if versions.get(name) not in pin.specifier
    } == {}


def test_it_can_import_what_chapters_do(root, environment):
    modules = {
        module
        for path in listed_notebooks()
        for module in imports_of(nbformat.read(path, as_version=4), root)
    }
    assert printed_by(environment, IMPORTS, *sorted(modules)) == ""


def test_the_library_is_there_with_its_tables(environment):
    place, *empty = printed_by(environment, TABLES).split()
    assert place.startswith(str(environment))
    assert not empty


def test_chapters_are_in_plain_words(checkout, environment):
    for path in (checkout / "book").rglob("*.ipynb"):
        cells = nbformat.read(path, as_version=4).cells
        assert not [
            cell.source
            for cell in cells
            if cell.cell_type == "markdown" and "{cite:" in cell.source
        ]


def test_a_chapter_runs_and_its_widget_moves_figure_and_reading(lab):
    page = lab("book/upper-austria/cooperation-projects")
    page.locator(".jp-OutputArea .widget-slider").first.scroll_into_view_if_needed()
    before = page.evaluate(SHOWN)
    assert all(before)
    slider = page.locator(".jp-OutputArea .widget-slider [role=slider]").first
    slider.focus()
    slider.press("Home")  # two firms: too few for the programme of the chapter
    page.wait_for_function(BOTH_CHANGED, arg=before, timeout=60_000)


def test_a_reader_s_own_file_becomes_a_report(lab, checkout):
    refused, read, written = write_report(lab("book/lab/bring-your-own-data"))
    assert "thousands=','" in refused
    assert "8,100" in read
    for name in WRITTEN:
        assert name in written
        assert (checkout / "book/lab" / name).stat().st_size > 5_000
