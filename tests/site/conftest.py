"""The built site, a server for it, and a browser that notices every error and every request that leaves the site."""

from __future__ import annotations

import fcntl
import functools
import http.server
import json
import sys
import threading
from pathlib import Path

import pytest
from build import ROOT, build, is_fresh, listed_pages
from playwright.sync_api import sync_playwright

sys.path.insert(0, str(Path(__file__).parent))
from browser import ARGUMENTS, find_browser

MEASUREMENTS = ROOT / "_build/measurements"


def pytest_generate_tests(metafunc):
    """Tests that take ``page_name`` run once per page of the book, those that take ``origin`` from disk and server."""
    if "page_name" in metafunc.fixturenames:
        metafunc.parametrize("page_name", [*listed_pages(), "search"])
    if "chapter" in metafunc.fixturenames:
        metafunc.parametrize("chapter", listed_pages())
    if "origin" in metafunc.fixturenames:
        metafunc.parametrize("origin", ["disk", "server"])


@pytest.fixture(scope="session")
def site():
    """Folder of the built site, built first where it is missing or older than its sources."""
    (ROOT / "_build").mkdir(exist_ok=True)
    with open(ROOT / "_build/site.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # several test processes share one site
        if not is_fresh():
            assert build() == 0, "the site could not be built"
    return ROOT / "_build/html"


@pytest.fixture(scope="session")
def server(site):
    """Address of a local server of the site."""
    handler = functools.partial(_Silent, directory=str(site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{running.server_port}"
        running.shutdown()


class _Silent(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *arguments):
        pass


@pytest.fixture(scope="module")
def chromium():
    """A running Chromium; closed with each module, since its event loop would get in the way of notebooks' kernels."""
    path = find_browser()
    assert path, "no Chromium found; run: make test"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def visit(site, server, chromium):
    """Open a page by name; at the end of the test any error or outside request fails it."""
    contexts, troubles = [], []

    def open_page(name, origin="disk", fragment="", width=1280, **options):
        context = chromium.new_context(viewport={"width": width, "height": 900}, accept_downloads=True, **options)
        contexts.append(context)
        base = site.as_uri() if origin == "disk" else server
        page = context.new_page()
        watch(page, base, troubles)
        page.goto(f"{base}/{name}.html{fragment}")
        page.wait_for_load_state("load")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not troubles, "\n".join(troubles)


def watch(page, base, troubles):
    """Note what goes wrong on a page and refuse requests to other places."""

    def check(route):
        address = route.request.url
        if address.startswith((base, "data:", "blob:")):
            route.continue_()
        else:
            troubles.append(f"{page.url}: a request leaves the site: {address}")
            route.abort()

    page.route("**/*", check)
    page.on("pageerror", lambda error: troubles.append(f"{page.url}: {error}"))
    # A page that is left drops what it was still loading; that is no fault of the page.
    page.on(
        "requestfailed",
        lambda request: (
            request.failure == "net::ERR_ABORTED" or troubles.append(f"{page.url}: not loaded: {request.url}")
        ),
    )
    page.on("response", lambda answer: answer.status >= 400 and troubles.append(f"{answer.status}: {answer.url}"))
    page.on(
        "console",
        lambda message: message.type == "error" and troubles.append(f"{page.url}: console error: {message.text}"),
    )


@pytest.fixture(scope="session")
def measure():
    """Note a measurement; all of them are printed with the summary and nothing is asserted about them."""

    def note(kind, name, value):
        MEASUREMENTS.mkdir(parents=True, exist_ok=True)
        file = MEASUREMENTS / f"{kind}.json"
        with open(MEASUREMENTS / "lock", "w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            known = json.loads(file.read_text()) if file.exists() else {}
            file.write_text(json.dumps({**known, name: value}, indent=1, sort_keys=True))

    return note
