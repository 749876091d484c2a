"""The theme's icons as inline SVG: the handful in use instead of a script with two thousand of them."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

ICONS = Path(__file__).parents[1] / "icons"
ICON_TAG = re.compile(r'<(i|span)\s+class="(?P<classes>[^"]*\bfa-[^"]*)"(?P<rest>[^>]*)>\s*</\1>')
STYLES = {"fa-solid", "fa-regular", "fa-brands", "fas", "far", "fab", "fa-lg", "fa-fw"}


class UnknownIconError(KeyError):
    """A page asks for an icon that is not among the files."""


def inline_icons(html: str) -> str:
    """Replace each icon tag of the theme by the drawing itself."""
    return ICON_TAG.sub(_svg, html)


def _svg(tag: re.Match) -> str:
    classes = tag["classes"].split()
    name = next(part for part in classes if part.startswith("fa-") and part not in STYLES)
    box, path = _drawing(name.removeprefix("fa-"))
    others = [part for part in classes if not part.startswith("fa")]
    mode = re.search(r'data-mode="\w+"', tag["rest"])
    return (
        f'<svg class="{" ".join(["icon", *others])}" {mode[0] + " " if mode else ""}viewBox="{box}" '
        f'aria-hidden="true" focusable="false"><path d="{path}"/></svg>'
    )


@cache
def _drawing(name: str) -> tuple[str, str]:
    file = ICONS / f"{name}.svg"
    if not file.is_file():
        raise UnknownIconError(
            f"no icon {name!r}: put Font Awesome's drawing into {ICONS.name}/{file.name}"
        )
    drawing = ElementTree.parse(file).getroot()
    return drawing.attrib["viewBox"], drawing[0].attrib["d"]
