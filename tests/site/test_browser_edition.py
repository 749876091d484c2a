"""The edition in the browser: every import can be had there, and chapters run from end to end."""

from __future__ import annotations

import contextlib
import fcntl
import functools
import http.server
import json
import re
import threading
import tomllib
import warnings
from functools import cache

import nbformat
import pytest
from packaging.requirements import Requirement
from playwright.sync_api import TimeoutError
from pyodide_at_hand import NotAtHandError, pyodide_folder
from upload_form import WRITTEN, write_report

from bookpress.build.site import listed_notebooks
from bookpress.editions.browser_imports import (
    LITE,
    added_wheels,
    imports_of,
    package_of,
    packages_for,
    pyodide_packages,
)
from bookpress.editions.lite import EXTENSIONS, build_lite
from bookpress.place import ROOT

NETWORK = "https://cdn.jsdelivr.net/pyodide/v0.27.7/full/"


def stem(path):
    return path.stem


@pytest.mark.parametrize("path", listed_notebooks(), ids=stem)
def test_every_import_can_be_had_in_the_browser(path):
    packages = packages_for(path, ROOT)
    assert {"ipywidgets", "matplotlib", "pandas"} <= set(packages) or "matplotlib" not in packages


def notebook_of(*sources):
    return nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in sources])


@pytest.mark.parametrize(
    ("source", "needed"),
    [
        ("import agglomeration as ag\nag.communities(table)", "networkx"),
        ("from agglomeration import growth_regression", "statsmodels"),
        ("import agglomeration as ag\nag.local_moran(table)", "esda"),
        ("import scipy.stats", "scipy"),
    ],
)
def test_packages_that_the_library_imports_on_demand_are_found(source, needed):
    assert needed in imports_of(notebook_of(source), ROOT)


def test_packages_that_are_not_needed_are_not_fetched():
    found = imports_of(notebook_of("import agglomeration as ag\nag.location_quotient(table)"), ROOT)
    assert "numpy" in found
    assert not {"networkx", "statsmodels", "esda", "tqdm"} & found


def test_what_the_browser_lacks_is_named(tmp_path):
    nbformat.write(notebook_of("import pyspark"), tmp_path / "large.ipynb")
    with pytest.raises(LookupError, match=r"large\.ipynb imports pyspark, which the browser's Python does not have"):
        packages_for(tmp_path / "large.ipynb", ROOT)


@cache
def project():
    return tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]


def test_the_library_s_lower_bounds_admit_the_browser_s_versions():
    extras = project()["optional-dependencies"]
    listed = [
        *project()["dependencies"],
        *(line for extra in ("statistics", "networks", "regression") for line in extras[extra]),
    ]
    versions = {name: row["version"] for name, row in pyodide_packages().items()}
    compared = [Requirement(line) for line in listed]
    assert [str(line) for line in compared if line.name in versions and versions[line.name] not in line.specifier] == []
    assert sum(line.name in versions for line in compared) >= 5


def test_versions_that_belong_together_are_named_together():
    kernel = next(line for line in project()["optional-dependencies"]["site"] if "pyodide-kernel" in line)
    settings = (LITE / "jupyter-lite.json").read_text()
    assert kernel == "jupyterlite-pyodide-kernel==0.6.1"
    assert "/v0.27.7/" in settings
    assert pyodide_packages()["numpy"]["version"] == "2.0.2"


def test_wheels_are_pinned_with_their_hashes():
    text = (LITE / "wheels.txt").read_text()
    pins = re.split(r"\n(?=\w)", text.strip())
    assert len(pins) == len(added_wheels())
    assert all(re.match(r"[\w-]+==[\d.]+ \\\n +--hash=sha256:[0-9a-f]{64}", pin) for pin in pins)


def test_a_module_of_another_name_is_found():
    assert package_of("sklearn") == "scikit-learn"
    assert package_of("PIL").lower() == "pillow"
    assert package_of("no_such_module") is None


@pytest.mark.parametrize("path", listed_notebooks(), ids=stem)
def test_a_chapter_is_the_plain_one_after_a_cell_that_fetches_its_packages(path, edition):
    name = path.relative_to(ROOT)
    first, *cells = nbformat.read(edition / "files" / name, as_version=4).cells
    assert first.source.splitlines()[1].startswith("%pip install -q agglomeration ")
    plain = nbformat.read(edition.parent / "_sources" / name, as_version=4).cells
    assert [cell.source for cell in cells] == [cell.source for cell in plain]


def test_each_chapter_offers_to_run_and_only_where_it_can(edition, visit):
    for name in ("book/innovation-clusters/tripod", "book/index"):
        link = "a[href*='lite/notebooks/index.html?path=']"
        page = visit(name, origin="server")
        target, _, query = page.locator(link).get_attribute("href").partition("?path=")
        assert (edition.parent / name).parent.joinpath(target).resolve() == edition / "notebooks/index.html"
        assert (edition / "files" / query).is_file()
        assert query == f"{name}.ipynb"
        assert visit(name).locator(link).count() == 0


CHAPTERS = ("innovation-clusters/kinds-of-clusters", "upper-austria/cooperation-projects", "innovation-clusters/tripod")
STILL = "() => ![...document.querySelectorAll('.jp-InputPrompt')].some(one => one.textContent.includes('*'))"
FIGURES = "[...document.querySelectorAll('.jp-OutputArea .explorable-figure svg')].map(one => one.outerHTML).join('')"


@pytest.fixture(scope="module")
def edition(site):
    """Folder of the built edition, built first where it is missing."""
    with open(ROOT / "_build/lite.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (site / "lite/jupyter-lite.json").exists():
            assert build_lite() == 0, "the edition in the browser could not be built"
    return site / "lite"


@pytest.fixture(scope="module")
def pyodide():
    """The browser's Python as files; without it the chapters cannot run here."""
    with open(ROOT / "_build/pyodide.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        try:
            return pyodide_folder(ROOT / "_build/pyodide")
        except NotAtHandError as error:
            warnings.warn(f"NOT TESTED: no chapter was run in the browser's Python. {error}", stacklevel=1)
            pytest.skip(f"NOT TESTED: no chapter was run in the browser's Python. {error}")


@pytest.fixture(scope="module")
def edition_server(edition, pyodide):
    """Address of a server of the site that has Pyodide as well; one setting, its address, is changed for that."""

    class Handler(http.server.SimpleHTTPRequestHandler):
        def do_GET(self):
            if self.path.partition("?")[0] != "/lite/jupyter-lite.json":
                return super().do_GET()
            settings = (edition / "jupyter-lite.json").read_text()
            assert NETWORK in settings
            body = settings.replace(NETWORK, "/pyodide/").encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            return self.wfile.write(body)

        def translate_path(self, path):
            if path.startswith("/pyodide/"):
                return str(pyodide / path.partition("?")[0].rpartition("/")[2])
            return super().translate_path(path)

        def log_message(self, *arguments):
            pass

    handler = functools.partial(Handler, directory=str(edition.parent))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{running.server_port}"
        running.shutdown()


@pytest.fixture
def opened(edition_server, chromium):
    """Open a chapter of the edition and run it; at the end, nothing may have been asked of another place."""
    context = chromium.new_context(viewport={"width": 1280, "height": 1000})
    elsewhere = []
    context.on("request", lambda request: elsewhere.append(request.url) if _is_outside(request.url) else None)

    def open_chapter(name):
        page = context.new_page()
        page.goto(f"{edition_server}/lite/notebooks/index.html?path=book/{name}.ipynb")
        page.locator(".jp-Notebook .jp-Cell").first.wait_for(timeout=120_000)
        run_all(page)
        page.wait_for_function(STILL, timeout=240_000)
        errors = page.locator('.jp-OutputArea-output[data-mime-type="application/vnd.jupyter.error"]')
        assert errors.all_inner_texts() == []
        return page

    yield open_chapter
    context.close()
    assert elsewhere == []


def run_all(page):
    """Ask for all cells; a notebook that is still looking for its kernel may not have heard it the first time."""
    for _ in range(3):
        page.get_by_text("Run", exact=True).first.click()
        page.get_by_text("Run All Cells", exact=True).click()
        with contextlib.suppress(TimeoutError):
            return page.locator(".jp-InputPrompt", has_text="[*]").first.wait_for(timeout=20_000)
    raise AssertionError("no cell was run")


def _is_outside(address):
    return not address.startswith(("http://127.0.0.1", "blob:", "data:"))


@pytest.mark.parametrize("name", CHAPTERS)
def test_a_chapter_runs_and_its_widget_moves(name, opened):
    page = opened(name)
    before = page.evaluate(FIGURES)
    assert before
    move(page)
    page.wait_for_function(f"before => {FIGURES} !== before", arg=before, timeout=60_000)


def test_a_reader_s_own_file_becomes_a_report_in_the_browser(opened):
    refused, read, written = write_report(opened("lab/bring-your-own-data"))
    assert "thousands=','" in refused
    assert "8,100" in read
    assert all(name in written for name in WRITTEN)


def test_the_edition_holds_no_extension_of_another_jupyterlab(edition):
    settings = json.loads((edition / "jupyter-lite.json").read_text())["jupyter-config-data"]
    assert {extension["name"] for extension in settings["federated_extensions"]} == set(EXTENSIONS)


def move(page):
    """Another choice of the first list or buttons of choices, else one step of the first slider."""
    choices, lists = page.locator(".widget-radio-box input"), page.locator(".widget-dropdown select")
    if lists.count():
        lists.first.select_option(index=1)
    elif choices.count():
        choices.nth(1).check()
    else:
        slider = page.locator(".widget-slider [role=slider]").first
        slider.focus()
        slider.press("ArrowRight")
