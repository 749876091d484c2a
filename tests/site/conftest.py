"""The built site, a server for it, and a browser that notices every error and every request that leaves the site.

The site is the book's, built first where it is older than its sources. ``BOOK_SITE=_build/preview/<name>`` takes a
preview instead, as it stands (see ``python -m bookpress preview``).
"""

from __future__ import annotations

import contextlib
import fcntl
import functools
import http.server
import json
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from bookpress.build.site import listed_pages
from bookpress.checks.features import features_of
from bookpress.checks.site import wanted_decks
from bookpress.editions.lite import build_lite
from bookpress.editions.paper import FOLDER, pdf_of
from bookpress.editions.slides import fit_of
from bookpress.place import ROOT

sys.path.insert(0, str(Path(__file__).parent))
from cards import cards
from sample_site import SOURCES, sample_site
from watching import watch
from where import BESIDES, PAGES, SAMPLE, SITE, book_features, built, chosen, looked_at

from bookpress.browser import ARGUMENTS, find_browser

MEASUREMENTS = SITE / "_build/measurements"
# A feature that a page must have for a test that takes it.
WITH = {
    "tried_card": "card with a table",
    "tried_guess": ("card with a covered start", "card with an open start beside a guess"),
    "tried_stored": "card with wide in a file",
    "tried_answer": "form of an answer",
    "tried_room": "room to write",
}


def pytest_generate_tests(metafunc):
    """What tests run on, each in turn.

    ``page_name`` is each page of the site, ``chapter`` each page of the book, ``content_page`` each that a browser
    looks at; ``tried`` is each of the few pages on which the template is tried, ``tried_card`` and the like those of
    them that have what is asked for; ``origin`` is disk and server. A page is opened once for all tests of a module
    that look at it, so they run page by page.
    """
    listed = {
        "page_name": lambda: [*PAGES, *BESIDES],
        "chapter": lambda: PAGES,
        "content_page": looked_at,
        "tried": lambda: [*chosen(), *BESIDES, *SAMPLE],
        **{name: functools.partial(_tried_with, *_listed(wanted)) for name, wanted in WITH.items()},
    }
    for name, pages in listed.items():
        if name in metafunc.fixturenames:
            only_listed = metafunc.config.option.collectonly and SITE == ROOT
            metafunc.parametrize(name, PAGES if only_listed else pages(), scope="module")
    if "origin" in metafunc.fixturenames:
        metafunc.parametrize("origin", ["disk", "server"])


def _listed(wanted):
    return (wanted,) if isinstance(wanted, str) else wanted


def _tried_with(*wanted):
    """The pages tried that have one of some features."""
    found = {page: book_features()[page] for page in chosen()} | _sample_features()
    return [page for page in found if found[page] & set(wanted)]


@functools.cache
def _sample_features():
    pages = listed_pages(SOURCES)
    return {
        f"sample:{page}": held
        for page, held in features_of(sample_site() / "_build/html", pages).items()
    }


@pytest.fixture(scope="session")
def sample_features():
    """What each page of the sample site holds of the template."""
    return _sample_features()


@pytest.fixture(scope="session")
def book():
    """Folder that holds ``_toc.yml`` and the built site, which is built first where that is needed and possible."""
    return built()


@pytest.fixture(scope="session")
def site(book):
    """Folder of the built site."""
    return book / "_build/html"


@pytest.fixture(scope="session")
def printed(book, site):
    """Folder of the printed pages; those that are missing are printed first."""
    with open(MEASUREMENTS.parent / "print.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        # In a process of its own: one process drives one browser.
        subprocess.run(
            [sys.executable, "-m", "bookpress", "pdf", book], check=True, stdin=subprocess.DEVNULL
        )
    return site / FOLDER


@pytest.fixture(scope="session")
def decks(book, site):
    """Folder of the site with its decks made and printed; a preview's are made anew where its pages have changed."""
    with open(MEASUREMENTS.parent / "print.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        decks = wanted_decks(book)
        if (
            book == ROOT
            and decks
            and all((site / of(deck)).exists() for deck in decks for of in (pdf_of, fit_of))
        ):
            return site
        subprocess.run(
            [sys.executable, "-m", "bookpress", "slides", book],
            check=True,
            stdin=subprocess.DEVNULL,
        )
    return site


@pytest.fixture(scope="session")
def edition(site):
    """Folder of the built edition, built first where it is missing."""
    with open(ROOT / "_build/lite.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (site / "lite/jupyter-lite.json").exists():
            assert build_lite() == 0, "the edition in the browser could not be built"
    return site / "lite"


@pytest.fixture(scope="session")
def server(site):
    """Address of a local server of the site."""
    with served(site) as address:
        yield address


@pytest.fixture(scope="session")
def sample():
    """Folder of the built sample site."""
    return sample_site() / "_build/html"


@pytest.fixture(scope="session")
def sample_server(sample):
    """Address of a local server of the sample site."""
    with served(sample) as address:
        yield address


@pytest.fixture(scope="session")
def folder_of(request):
    """A function of a page's name: the folder of its site, and its name there."""

    def find(name):
        of_sample, _, page = name.rpartition(":")
        return request.getfixturevalue("sample" if of_sample else "site"), page

    return find


@pytest.fixture(scope="session")
def base_of(request, folder_of):
    """A function of a page's name and ``disk`` or ``server``: the address of its site, and its name there."""

    def find(name, origin="disk"):
        folder, page = folder_of(name)
        if origin == "disk":
            return folder.as_uri(), page
        return request.getfixturevalue("sample_server" if page != name else "server"), page

    return find


@contextlib.contextmanager
def served(folder):
    """A server of a folder on this machine, for as long as the block lasts."""
    handler = functools.partial(_Silent, directory=str(folder))
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
def visit(base_of, chromium):
    """Open a page by name; at the end of the test any error or outside request fails it."""
    contexts, troubles = [], []

    def open_page(name, origin="disk", fragment="", width=1280, **options):
        context = chromium.new_context(
            viewport={"width": width, "height": 900}, accept_downloads=True, **options
        )
        contexts.append(context)
        base, name = base_of(name, origin)
        page = context.new_page()
        watch(page, base, troubles)
        page.goto(f"{base}/{name}.html{fragment}")
        page.wait_for_load_state("load")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not troubles, "\n".join(troubles)


class _Kept:
    """One open page, until another one is asked for."""

    def __init__(self, chromium):
        self.chromium, self.key, self.page, self.troubles = chromium, None, None, []

    def open(self, base, name, **options):
        key = (base, name, *sorted(options.items()))
        if key != self.key:
            self.close()
            size = {"width": 1280, "height": 900}
            context = self.chromium.new_context(viewport=size, accept_downloads=True, **options)
            self.key, self.page = key, context.new_page()
            watch(self.page, base, self.troubles)
            self.page.goto(f"{base}/{name}.html")
            self.page.wait_for_load_state("load")
        return self.page

    def close(self):
        if self.page:
            self.page.context.close()
        self.key = self.page = None
        self.troubles.clear()


@pytest.fixture(scope="module")
def kept(chromium):
    """The page that the tests of a module look at in turn."""
    keeper = _Kept(chromium)
    yield keeper
    keeper.close()


@pytest.fixture
def opened(kept, base_of):
    """Open a page by name, or come back to it; errors and outside requests until then fail the test."""

    def open_page(name, origin="server", width=1280, **options):
        page = kept.open(*base_of(name, origin), reduced_motion="reduce", **options)
        page.emulate_media(media="screen")
        if page.viewport_size != {"width": width, "height": 900}:
            page.set_viewport_size({"width": width, "height": 900})
            page.evaluate(
                "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
            )
        return page

    yield open_page
    troubles = "\n".join(kept.troubles)
    kept.troubles.clear()
    assert not troubles, troubles


@pytest.fixture
def opened_cards(opened):
    """The explorables of a page that stays open, each at its start with its figure showing."""

    def open_cards(name, origin="server", **options):
        found = cards(opened(name, origin, **options))
        for card in found:
            card.reset()
        return found

    return open_cards


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
