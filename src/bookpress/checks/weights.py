"""What a page weighs on the wire: its HTML, and all that a first visit loads with it."""

from __future__ import annotations

import gzip
import re
from dataclasses import dataclass
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

# Compressed bytes: of a page's HTML, and of everything its first visit loads.
PAGE_BUDGET = 300_000
FIRST_VISIT_BUDGET = 400_000
# The same for pages that a program writes by the hundred; and bytes on disk, on average and of all of them.
WRITTEN_PAGE_BUDGET = 60_000
WRITTEN_FIRST_VISIT_BUDGET = 350_000
WRITTEN_MEAN_BUDGET = 85_000
WRITTEN_TOTAL_BUDGET = 60_000_000
# Tags that may load something; what stands between them, figures above all, is most of a page.
LOADING = re.compile(r"""<(script|img|source|iframe|link)\b(?:[^>"']|"[^"]*"|'[^']*')*>""")
ALREADY_COMPRESSED = {".woff2", ".png", ".jpg", ".jpeg", ".gif", ".webp"}


@dataclass(frozen=True)
class Weight:
    """Compressed bytes of a page's HTML and of everything its first visit loads, before any interaction."""

    html: int
    first_visit: int


class _Assets(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        named = dict(attributes)
        if tag in {"script", "img", "source", "iframe"} and (source := named.get("src")):
            self.addresses.append(source)
        elif (
            tag == "link"
            and named.get("rel") in {"stylesheet", "icon", "preload"}
            and (address := named.get("href"))
        ):
            self.addresses.append(address)


def assets(page: Path) -> list[str]:
    """Addresses a browser loads with a page, as written there."""
    parser = _Assets()
    for tag in LOADING.finditer(page.read_text(encoding="utf-8")):
        parser.feed(tag[0] + f"</{tag[1]}>")
    return parser.addresses


def compressed(path: Path) -> int:
    """Size of a file as a server sends it."""
    return _compressed(path, path.stat().st_mtime_ns)


@cache
def _compressed(path: Path, changed: int) -> int:
    content = path.read_bytes()
    return (
        len(content)
        if path.suffix in ALREADY_COMPRESSED
        else len(gzip.compress(content, 9, mtime=0))
    )


def weigh(page: Path) -> Weight:
    """Weigh a built page."""
    own = [address for address in assets(page) if not address.startswith(("/", "data:"))]
    local = {(page.parent / unquote(urlsplit(address).path)).resolve() for address in own}
    local = {
        path for path in local if path.is_file()
    }  # what is missing is for the check of the site to say
    fonts = {
        font for path in local if path.name == "webfonts.css" for font in _fonts_used(path, page)
    }
    html = compressed(page)
    return Weight(html=html, first_visit=html + sum(map(compressed, local | fonts)))


def _fonts_used(sheet: Path, page: Path) -> set[Path]:
    """Fonts whose declared range meets the page's text, in all weights; that of formulas where there are some."""
    text = page.read_text(encoding="utf-8")
    shown = set(map(ord, re.sub(r"<script.*?</script>|<[^>]*>", "", text, flags=re.DOTALL)))
    used = set()
    for rule in re.findall(
        r"@font-face \{(.*?)\}", sheet.read_text(encoding="utf-8"), flags=re.DOTALL
    ):
        ranges = re.findall(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?", rule)
        meets = any(
            int(first, 16) <= code <= int(last or first, 16)
            for first, last in ranges
            for code in shown
        )
        if meets or (not ranges and "<math" in text):
            used |= {
                (sheet.parent / address).resolve()
                for address in re.findall(r'url\("([^"]+)"\)', rule)[:1]
            }
    return used
