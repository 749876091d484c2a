"""Check a built site without a browser: its build has ended well, its pages are there, links and anchors lead
somewhere, nothing comes from elsewhere, every page holds the policy and stays within its budget.

``python -m bookpress check`` checks the book, ``... check _build/preview/<name>`` a preview; it prints what it
finds and fails if there is anything.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

from bookpress.build.kept_pages import has_ended
from bookpress.build.site import listed_pages, written_pages
from bookpress.editions.deck import FOLDER, deck_name
from bookpress.editions.slides import has_deck
from bookpress.pages.policy import META, OWN_POLICY, forbidden
from bookpress.place import ROOT

from .weights import (
    FIRST_VISIT_BUDGET,
    PAGE_BUDGET,
    WRITTEN_FIRST_VISIT_BUDGET,
    WRITTEN_MEAN_BUDGET,
    WRITTEN_PAGE_BUDGET,
    WRITTEN_TOTAL_BUDGET,
    assets,
    weigh,
)

# A build that fails leaves pages behind, and they may all be there.
NOT_ENDED = (
    "The last build has not ended, or it failed: build the book again, and see what it says."
)
# Pages of the site that are no pages of the book.
BESIDES = {"index", "search", "slides", "status", "404"}
OUTSIDE = re.compile(r"^(?:[a-z]+:)?//")
LOADED_BY_STYLE = re.compile(r"""(?:url\(|@import\s+)["']?(?!data:|#)([^"')]+)""")

TAGS = re.compile(r"""<([a-z][^\s>/]*)\s(?:[^>"']|"[^"]*"|'[^']*')*>""", re.IGNORECASE)
TELLS = re.compile(r"\b(?:href|id)\s*=", re.IGNORECASE)
# What a script or a comment holds looks like markup, and is none.
NOT_MARKUP = re.compile(
    r"""(<(script|style)(?=[\s>])(?:[^>"']|"[^"]*"|'[^']*')*>).*?(?=</\2\s*>)|<!--.*?-->""",
    re.DOTALL | re.IGNORECASE,
)


@dataclass
class Page:
    """What can be linked from and to on a page."""

    links: list[str] = field(default_factory=list)
    names: set[str] = field(default_factory=set)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.page = Page()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        named = dict(attributes)
        if name := named.get("id"):
            self.page.names.add(name)
        if tag in {"a", "link"} and (link := named.get("href")) is not None:
            self.page.links.append(link)


@cache
def read(path: Path) -> Page:
    """Links and names of a page; read once."""
    reader = _Reader()
    for tag in TAGS.finditer(NOT_MARKUP.sub(r"\1", path.read_text(encoding="utf-8"))):
        # Most tags tell nothing, and to read each would take ten times as long.
        if TELLS.search(tag[0]):
            reader.feed(f"{tag[0]}</{tag[1]}>")
    return reader.page


def pages_of(site: Path) -> set[str]:
    """Names of all pages in a built site, those of other tools left out."""
    found = (path.relative_to(site) for path in site.rglob("*.html"))
    return {
        path.with_suffix("").as_posix()
        for path in found
        if path.parts[0] not in (*OWN_POLICY, "reports")
    }


def wanted_pages(root: Path) -> set[str]:
    """Names of the pages that a site must have: those of the book, written ones, those besides, decks of chapters."""
    return {*listed_pages(root), *BESIDES, *written_pages(root), *wanted_decks(root)}


def wanted_decks(root: Path) -> set[str]:
    """Names of the decks that a site must have; none where it has none."""
    site = root / "_build/html"
    there = [
        page
        for page in listed_pages(root)
        if (site / f"{page}.html").is_file() and (site / FOLDER).is_dir()
    ]
    return {
        deck_name(page)
        for page in there
        if has_deck((site / f"{page}.html").read_text(encoding="utf-8"))
    }


def dead_links(page: Path) -> list[str]:
    """Links of a page to files or anchors that are not there."""
    dead, files = [], {"": page}
    for link in read(page).links:
        address = urlsplit(link)
        if address.scheme or address.netloc or address.path.startswith("/"):
            continue
        if address.path not in files:
            # As a browser goes up: by the words of an address, whatever they stand for on a disk.
            files[address.path] = Path(os.path.normpath(page.parent / unquote(address.path)))
        target = files[address.path]
        # An explorable's state follows its name after a question mark.
        name = unquote(address.fragment).split("?")[0]
        if not target.is_file() or (
            name and target.suffix == ".html" and name not in read(target).names
        ):
            dead.append(link)
    return dead


def wrong_assets(page: Path) -> list[str]:
    """What a page loads from elsewhere, twice, or in vain."""
    addresses = [address for address in assets(page) if not address.startswith("data:")]
    wrong = [
        address for address in addresses if OUTSIDE.match(address) or addresses.count(address) > 1
    ]
    for address in addresses:
        if (
            not address.startswith("/")
            and not (page.parent / unquote(urlsplit(address).path)).is_file()
        ):
            wrong.append(address)
    return wrong


def wrong_styles(sheet: Path) -> list[str]:
    """What a style sheet loads from elsewhere or in vain."""
    loaded = LOADED_BY_STYLE.findall(sheet.read_text(encoding="utf-8"))
    return [
        one
        for one in loaded
        if OUTSIDE.match(one) or not (sheet.parent / unquote(urlsplit(one).path)).is_file()
    ]


def over_budget(page: Path) -> list[str]:
    """Which budget a page exceeds, and by how much."""
    return _over(page, PAGE_BUDGET, FIRST_VISIT_BUDGET)


def over_written_budget(page: Path) -> list[str]:
    """The same for a page that a program writes: there are hundreds, and a reader opens several."""
    return _over(page, WRITTEN_PAGE_BUDGET, WRITTEN_FIRST_VISIT_BUDGET)


def heavy_together(pages: Iterable[Path]) -> list[str]:
    """Whether the pages that a program writes are too heavy on average, or all together."""
    sizes = [page.stat().st_size for page in pages]
    total, mean = sum(sizes), sum(sizes) / max(len(sizes), 1)
    return [
        f"{what}: {bytes_ / 1000:.0f} KB of {budget // 1000}"
        for what, bytes_, budget in (
            ("a page on average", mean, WRITTEN_MEAN_BUDGET),
            ("all pages together", total, WRITTEN_TOTAL_BUDGET),
        )
        if bytes_ > budget
    ]


def _over(page: Path, by_itself: int, with_all: int) -> list[str]:
    weight = weigh(page)
    sizes = {
        "page": (weight.html, by_itself),
        "first visit": (weight.first_visit, with_all),
    }
    return [
        f"{what}: {bytes_ / 1000:.0f} KB of {budget // 1000}"
        for what, (bytes_, budget) in sizes.items()
        if bytes_ > budget
    ]


def unsafe(page: Path) -> list[str]:
    """What the policy forbids on a page, or that the page holds none."""
    text = page.read_text(encoding="utf-8")
    head = text.partition("<body")[0]
    first = min(
        (head.find(tag) for tag in ("<script", "<link", "<style") if tag in head), default=len(head)
    )
    return (
        [] if 0 <= head.find(META) < first else ["no policy before what it governs"]
    ) + forbidden(text)


CHECKS = {
    "dead link": dead_links,
    "loads": wrong_assets,
    "over budget": over_budget,
    "unsafe": unsafe,
}


def findings(root: Path = ROOT) -> list[str]:
    """Everything that is wrong with the site built in ``root``."""
    site = root / "_build/html"
    wanted, there = wanted_pages(root), pages_of(site)
    found = [] if has_ended(root / "_build") else [NOT_ENDED]
    found += [f"{page}: missing" for page in sorted(wanted - there)]
    found += [f"{page}: not in _toc.yml" for page in sorted(there - wanted)]
    written = set(written_pages(root)) & there
    for page in sorted(there):
        checks = CHECKS | ({"over budget": over_written_budget} if page in written else {})
        for what, check in checks.items():
            found += [f"{page}: {what}: {one}" for one in check(site / f"{page}.html")]
    found += [
        f"pages that a program writes: over budget: {one}"
        for one in heavy_together(site / f"{page}.html" for page in written)
    ]
    for sheet in sorted((site / "_static").rglob("*.css")):
        found += [f"{sheet.name}: loads: {one}" for one in wrong_styles(sheet)]
    return found
