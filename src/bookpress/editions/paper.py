"""Print each page of the built book to a PDF, with every explorable at its start, and link it from the page.

All of them together make one more, of the whole book (:mod:`bookpress.editions.whole_book`).

``python -m bookpress pdf`` prints the book, ``... pdf _build/preview/<name>`` a preview. This is a step of its own
after the build, since it needs a Chromium, which reading and building do not. What has been printed since the build is
not printed again.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from posixpath import dirname, relpath
from queue import Empty, SimpleQueue
from typing import Any

from bookpress.build.site import printed_pages
from bookpress.pages.buttons import PDF_PLACE
from bookpress.pages.changing import SIDE_BY_SIDE, alone, change
from bookpress.pages.icons import inline_icons
from bookpress.place import ROOT

from .whole_book import WHOLE, base_of, uri_actions, write_whole

FOLDER = "_pdf"
LINK = inline_icons(
    '<li><a href="{address}" target="_blank" class="btn btn-sm btn-download-pdf-button dropdown-item" '
    'title="This page as a PDF, every figure at its start"><span class="btn__icon-container">'
    '<i class="fas fa-file-pdf"></i></span><span class="btn__text-container">PDF</span></a></li>'
    '<li><a href="{whole}" target="_blank" class="btn btn-sm btn-download-book-button dropdown-item" '
    'title="All printed pages in one PDF, with contents and links"><span class="btn__icon-container">'
    '<i class="fas fa-file-pdf"></i></span><span class="btn__text-container">Whole book (PDF)</span></a></li>'
)
# Chromium sets headers and footers in its own fonts; the sizes are those of a screen.
FOOTER = (
    '<div style="font: 8px sans-serif; width: 100%; margin: 0 15mm; display: flex; justify-content: space-between">'
    '<span class="title"></span><span><span class="pageNumber"></span> / <span class="totalPages"></span></span></div>'
)
PAPER = {
    "format": "A4",
    "margin": {"top": "16mm", "bottom": "18mm", "left": "15mm", "right": "15mm"},
    "display_header_footer": True,
    "header_template": "<span></span>",
    "footer_template": FOOTER,
    "print_background": True,
    "tagged": True,
    "outline": True,
}


def pdf_of(name: str) -> str:
    """Where a page's PDF stands in the site."""
    return f"{FOLDER}/{name}.pdf"


def print_page(browser: Any, site: Path, name: str) -> Path:
    """Print one page as it stands before a reader has moved anything."""
    target = site / pdf_of(name)
    target.parent.mkdir(parents=True, exist_ok=True)
    context = browser.new_context(color_scheme="light", reduced_motion="reduce")
    page = context.new_page()
    page.goto((site / f"{name}.html").as_uri())
    page.evaluate("document.fonts.ready.then(() => true)")
    page.pdf(path=str(target), **PAPER)
    context.close()
    _lead_to_the_site(target, site, name)
    return target


def _lead_to_the_site(paper: Path, site: Path, name: str) -> None:
    """Links lead to the pages of the site, where it knows its address there; not to the folder they were printed in."""
    import pikepdf

    here = f"{site.resolve().as_uri()}/"
    base = base_of(site, name)
    with pikepdf.open(paper, allow_overwriting_input=True) as printed:
        for page in printed.pages:
            for annotation, address in uri_actions(page):
                if address.startswith(here):
                    file = address.removeprefix(here)
                    led = base + file if base else relpath(file, f"{FOLDER}/{dirname(name)}")
                    annotation["/A"]["/URI"] = pikepdf.String(led)
        # What a page is made of takes a third less room when it is packed, too.
        printed.save(object_stream_mode=pikepdf.ObjectStreamMode.generate)


def link_pdf(site: Path, name: str) -> None:
    """Offer the printed page among a page's downloads."""
    up = "../" * name.count("/")
    links = LINK.format(address=up + pdf_of(name), whole=up + WHOLE)
    with alone(site):
        change(site / f"{name}.html", lambda text: text.replace(PDF_PLACE, links))


def print_pages(root: Path = ROOT) -> int:
    """Print the pages that have no PDF yet, and the whole anew where any was; return how many were printed."""
    site = root / "_build/html"
    waiting = [name for name in printed_pages(root) if not (site / pdf_of(name)).exists()]
    if not waiting and (site / WHOLE).exists():
        return 0
    queue: SimpleQueue[tuple[str, str]] = SimpleQueue()
    for number, name in enumerate(waiting, start=1):
        queue.put((f"[{number}/{len(waiting)}]", name))
    at_once = (os.cpu_count() or 1) if SIDE_BY_SIDE else 1
    with ThreadPoolExecutor(at_once) as pool:
        # A page that cannot be printed is told when the others are done.
        for printer in [pool.submit(_print_waiting, site, queue) for _ in range(at_once)]:
            printer.result()
    with _browser() as browser:
        size = write_whole(browser, root).stat().st_size
    print(f"{WHOLE}: {size / 1000:,.0f} KB", flush=True)
    return len(waiting)


def _print_waiting(site: Path, queue: SimpleQueue[tuple[str, str]]) -> None:
    """Print what waits, with a browser of its own, which lays out one page at a time."""
    with _browser() as browser:
        while True:
            try:
                number, name = queue.get_nowait()
            except Empty:
                return
            size = print_page(browser, site, name).stat().st_size
            link_pdf(site, name)
            print(f"{number} {pdf_of(name)}: {size / 1000:.0f} KB", flush=True)


@contextmanager
def _browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    from bookpress.browser import ARGUMENTS, find_browser

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=ARGUMENTS)
        try:
            yield browser
        finally:
            browser.close()
