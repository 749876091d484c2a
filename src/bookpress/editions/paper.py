"""Print each page of the built book to a PDF, with every explorable at its start, and link it from the page.

``python -m bookpress pdf`` prints the book, ``... pdf _build/preview/<name>`` a preview. This is a step of its own
after the build, since it needs a Chromium, which reading and building do not. What has been printed since the build is
not printed again.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from bookpress.build.site import printed_pages
from bookpress.pages.buttons import PDF_PLACE
from bookpress.pages.changing import alone, change
from bookpress.pages.icons import inline_icons
from bookpress.place import ROOT

FOLDER = "_pdf"
LINK = inline_icons(
    '<li><a href="{address}" target="_blank" class="btn btn-sm btn-download-pdf-button dropdown-item" '
    'title="This page as a PDF, every figure at its start"><span class="btn__icon-container">'
    '<i class="fas fa-file-pdf"></i></span><span class="btn__text-container">PDF</span></a></li>'
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
    return target


def link_pdf(site: Path, name: str) -> None:
    """Offer the printed page among a page's downloads."""
    address = "../" * name.count("/") + pdf_of(name)
    with alone(site):
        change(
            site / f"{name}.html",
            lambda text: text.replace(PDF_PLACE, LINK.format(address=address)),
        )


def print_pages(root: Path = ROOT) -> int:
    """Print the pages that have no PDF yet; return how many were printed."""
    from playwright.sync_api import sync_playwright

    from bookpress.browser import ARGUMENTS, find_browser

    site = root / "_build/html"
    waiting = [name for name in printed_pages(root) if not (site / pdf_of(name)).exists()]
    if not waiting:
        return 0
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=ARGUMENTS)
        for number, name in enumerate(waiting, start=1):
            size = print_page(browser, site, name).stat().st_size
            link_pdf(site, name)
            print(f"[{number}/{len(waiting)}] {pdf_of(name)}: {size / 1000:.0f} KB", flush=True)
        browser.close()
    return len(waiting)
