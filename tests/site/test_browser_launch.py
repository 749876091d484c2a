"""The edition in the browser, launched: chapters run from end to end, and a reader's own file becomes a report."""

from __future__ import annotations

import contextlib
import fcntl
import functools
import http.server
import threading
import warnings

import pytest
from playwright.sync_api import TimeoutError
from pyodide_at_hand import NotAtHandError, pyodide_folder
from upload_form import WRITTEN, write_report

from bookpress.place import ROOT

NETWORK = "https://cdn.jsdelivr.net/pyodide/v0.27.7/full/"
CHAPTERS = (
    "innovation-clusters/kinds-of-clusters",
    "upper-austria/cooperation-projects",
    "innovation-clusters/tripod",
)
STILL = "() => ![...document.querySelectorAll('.jp-InputPrompt')].some(one => one.textContent.includes('*'))"
# A notebook without a kernel is idle as well: what is asked for is the kernel's name and its rest.
READY = (
    "() => document.querySelector('.jp-KernelName')?.textContent.includes('Pyodide')"
    " && document.querySelector('.jp-Notebook-ExecutionIndicator[data-status=idle]')"
)
FIGURES = "[...document.querySelectorAll('.jp-OutputArea .explorable-figure svg')].map(one => one.outerHTML).join('')"


@pytest.fixture(scope="module")
def pyodide():
    """The browser's Python as files; without it the chapters cannot run here."""
    with open(ROOT / "_build/pyodide.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        try:
            return pyodide_folder(ROOT / "_build/pyodide")
        except NotAtHandError as error:
            warnings.warn(
                f"NOT TESTED: no chapter was run in the browser's Python. {error}", stacklevel=1
            )
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
    context.on(
        "request",
        lambda request: elsewhere.append(request.url) if _is_outside(request.url) else None,
    )

    def open_chapter(name):
        page = context.new_page()
        page.goto(f"{edition_server}/lite/notebooks/index.html?path=book/{name}.ipynb")
        page.locator(".jp-Notebook .jp-Cell").first.wait_for(timeout=120_000)
        run_all(page)
        page.wait_for_function(STILL, timeout=240_000)
        errors = page.locator(
            '.jp-OutputArea-output[data-mime-type="application/vnd.jupyter.error"]'
        )
        assert errors.all_inner_texts() == []
        # What the browser itself throws, as when it cannot load a compiled package, arrives as plain text.
        told = page.locator(
            '.jp-OutputArea-output[data-mime-type="application/vnd.jupyter.stderr"]'
        )
        assert [one for one in told.all_inner_texts() if "JsException" in one] == []
        return page

    yield open_chapter
    context.close()
    assert elsewhere == []


def run_all(page):
    """Ask for all cells once their kernel is there: one that is asked before answers with a question, or not at all."""
    with contextlib.suppress(TimeoutError):
        page.wait_for_function(READY, timeout=240_000)
    for _ in range(4):
        with contextlib.suppress(TimeoutError):
            page.get_by_text("Run", exact=True).first.click(timeout=10_000)
            page.get_by_text("Run All Cells", exact=True).click(timeout=10_000)
            return page.locator(".jp-InputPrompt", has_text="[*]").first.wait_for(timeout=60_000)
    said = page.locator(".jp-Dialog").all_inner_texts()
    raise AssertionError(f"No cell was run; the notebook says {said}.")


def _is_outside(address):
    return not address.startswith(("http://127.0.0.1", "blob:", "data:"))


@pytest.mark.parametrize("name", CHAPTERS)
def test_a_chapter_runs_and_its_widget_moves(name, opened):
    page = opened(name)
    scroll_to_a_figure(page)
    # A widget is drawn after the kernel has gone idle: on a busy machine the last figure comes a moment later.
    before = page.wait_for_function(FIGURES, timeout=60_000).json_value()
    move(page)
    page.wait_for_function(f"before => {FIGURES} !== before", arg=before, timeout=60_000)


def test_a_reader_s_own_file_becomes_a_report_in_the_browser(opened):
    refused, read, written = write_report(opened("lab/bring-your-own-data"))
    assert "thousands=','" in refused
    assert "8,100" in read
    assert all(name in written for name in WRITTEN)


def scroll_to_a_figure(page):
    """A notebook keeps only what is near the screen: a chapter's first figure may stand far below its top."""
    panel = page.locator(".jp-WindowedPanel-outer").first
    panel.evaluate("one => one.scrollTo(0, 0)")
    for _ in range(150):
        page.wait_for_timeout(200)
        if page.evaluate(FIGURES):
            return
        panel.evaluate("one => one.scrollBy(0, 600)")


def move(page):
    """Another choice of the first list or buttons of choices, else one step of the first slider."""
    choices, lists = (
        page.locator(".widget-radio-box input"),
        page.locator(".widget-dropdown select"),
    )
    if lists.count():
        lists.first.select_option(index=1)
    elif choices.count():
        choices.nth(1).check()
    else:
        slider = page.locator(".widget-slider [role=slider]").first
        slider.focus()
        slider.press("ArrowRight")
