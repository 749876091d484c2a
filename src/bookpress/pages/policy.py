"""What a page may load and run: only files of this site, no inline script, no inline style, no other site.

The policy travels in each page, so that it also holds on a host whose headers nobody can set, and on a disk, where
Chromium and Firefox take ``'self'`` for all files. Pages of other tools in folders of their own (``OWN_POLICY``) bring
their own.
"""

from __future__ import annotations

import hashlib
import re
from html import unescape
from pathlib import Path

from sphinx.util import logging

logger = logging.getLogger(__name__)

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
    )
)
META = f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n<meta name="referrer" content="no-referrer">'
# Folders whose pages are made by other tools.
OWN_POLICY = ("_static", "lite", "own-file")

# What the theme writes inline, and site.js does instead.
HANDLERS = {"window.print()": "print", "toggleFullScreen()": "fullscreen"}
HANDLER = re.compile(rf'\bonclick="({"|".join(map(re.escape, HANDLERS))})"')
SEARCH_FOCUS = re.compile(
    r"<script>\s*// Activate the search field on page load.*?</script>", re.DOTALL
)
DEFAULT_THEME = re.compile(r'(<html[^>]*?) data-theme="auto"')
INLINE_STYLE = re.compile(r'(<[a-zA-Z][\w-]*\b[^<>]*?)\sstyle="([^"]*)"([^<>]*)')
DATA = re.compile(r'<script type="application/(?:ld\+)?json"[^>]*>.*?</script>', re.DOTALL)
CLASS = re.compile(r'\sclass="([^"]*)"')
FORBIDDEN = re.compile(
    r"<script(?![^>]*\ssrc=)[^>]*>.{0,80}"
    r"|<style.{0,80}|<[a-zA-Z][^<>]*\son[a-z]+=[^<>]{0,80}|<[^<>]*\shref=\"\s*javascript:[^<>]{0,80}",
    re.DOTALL | re.IGNORECASE,
)


class InlineStyles:
    """Inline styles of all pages, moved into rules of one style sheet."""

    def __init__(self) -> None:
        self.rules: dict[str, str] = {}

    def move_out(self, html: str) -> str:
        """Replace each ``style`` attribute by a class that says the same."""
        moved = INLINE_STYLE.sub(self._classed, html)
        return moved if moved == html else self.move_out(moved)

    def _classed(self, tag: re.Match) -> str:
        start, declared, rest = tag.groups()
        declared = "; ".join(part.strip() for part in unescape(declared).split(";") if part.strip())
        if not declared:
            return start + rest
        name = f"s-{hashlib.sha256(declared.encode()).hexdigest()[:6]}"
        self.rules[name] = declared
        whole = start + rest
        if CLASS.search(whole):
            return CLASS.sub(rf' class="\1 {name}"', whole, count=1)
        return f'{start} class="{name}"{rest}'

    def sheet(self) -> str:
        """The rules; each wins over others as the attribute did."""
        return "".join(
            f".{name} {{ {'; '.join(f'{part} !important' for part in declared.split('; '))}; }}\n"
            for name, declared in sorted(self.rules.items())
        )


def without_inline_code(html: str, styles: InlineStyles) -> str:
    """Bring a written page into the form that the policy allows."""
    html = DEFAULT_THEME.sub(r"\1", SEARCH_FOCUS.sub("", html))
    html = HANDLER.sub(lambda handler: f'type="button" data-run="{HANDLERS[handler[1]]}"', html)
    return styles.move_out(html)


def forbidden(html: str) -> list[str]:
    """Beginnings of inline scripts, styles and handlers that the policy will block."""
    return [" ".join(found[0].split()) for found in FORBIDDEN.finditer(DATA.sub("", html))]


def warn_of_inline_code(page: Path, html: str) -> None:
    """A page that the policy would break is a warning, and so fails the build."""
    for piece in forbidden(html):
        logger.warning("%s: the policy of the site blocks this: %s", page.name, piece[:160])
