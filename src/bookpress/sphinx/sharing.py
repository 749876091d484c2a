"""What others see of a page: its description, its preview card, its place in the site map."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from html import escape
from importlib.metadata import entry_points
from pathlib import Path
from urllib.parse import quote

from docutils import nodes

MOST = 200
SITEMAP = """<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
{entries}
</urlset>
"""


def description(doctree: nodes.document | None, otherwise: str) -> str:
    """The first sentence or two of a page, which in a chapter is its question."""
    if doctree is not None:
        for paragraph in doctree.findall(nodes.paragraph):
            if isinstance(paragraph.parent, nodes.section) and (
                text := " ".join(paragraph.astext().split())
            ):
                return shortened(text)
    return otherwise


def shortened(text: str, most: int = MOST) -> str:
    """A text cut after a word.

    Examples
    --------
    >>> shortened("one two three", most=9)
    'one two …'
    """
    if len(text) <= most:
        return text
    return text[: most - 1].rsplit(" ", 1)[0] + " …"


def sitemap(base: str, pages: Mapping[str, date | None]) -> str:
    """The site map of ``{page: day of its last change}``, as the protocol of sitemaps.org wants it."""
    entries = []
    for page, day in pages.items():
        changed = f"<lastmod>{day}</lastmod>" if day else ""
        entries.append(f"  <url><loc>{escape(base + quote(page))}.html</loc>{changed}</url>")
    return SITEMAP.format(entries="\n".join(entries))


def draw_card(path: Path, title: str, subtitle: str) -> str:
    """Let the book draw its preview card, if it registers a way to; return what the card says."""
    for point in entry_points(group="bookpress.preview_card"):
        return point.load()(path, title, subtitle)
    return ""
