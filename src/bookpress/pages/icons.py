"""The theme's icons as inline SVG: the handful in use instead of a script with two thousand of them."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pydata_sphinx_theme

ICON_FILE = Path(pydata_sphinx_theme.__file__).parent / "theme/pydata_sphinx_theme/static/scripts/fontawesome.js"
ICON_TAG = re.compile(r'<(i|span)\s+class="(?P<classes>[^"]*\bfa-[^"]*)"(?P<rest>[^>]*)>\s*</\1>')
STYLES = {"fa-solid", "fa-regular", "fa-brands", "fas", "far", "fab", "fa-lg", "fa-fw"}


class UnknownIconError(KeyError):
    """The theme asks for an icon that its own file does not hold."""


def inline_icons(html: str) -> str:
    """Replace each icon tag of the theme by the drawing itself."""
    return ICON_TAG.sub(_svg, html)


def _svg(tag: re.Match) -> str:
    classes = tag["classes"].split()
    name = next(part for part in classes if part.startswith("fa-") and part not in STYLES)
    width, height, path = _drawing(name.removeprefix("fa-"))
    others = [part for part in classes if not part.startswith("fa")]
    mode = re.search(r'data-mode="\w+"', tag["rest"])
    return (
        f'<svg class="{" ".join(["icon", *others])}" {mode[0] + " " if mode else ""}viewBox="0 0 {width} {height}" '
        f'aria-hidden="true" focusable="false"><path d="{path}"/></svg>'
    )


@cache
def _drawing(name: str) -> tuple[str, str, str]:
    pattern = rf'[,{{]"?{re.escape(name)}"?:\[(\d+),(\d+),\[[^\]]*\],"[0-9a-f]+","([^"]+)"\]'
    found = re.findall(pattern, ICON_FILE.read_text(encoding="utf-8"))
    if not found:
        raise UnknownIconError(f"no icon {name!r} in {ICON_FILE.name}: use another one, or draw it in the template")
    return found[-1]  # outlined variants come before the solid ones
