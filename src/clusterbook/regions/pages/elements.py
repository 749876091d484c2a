"""Elements of a page, and numbers as it shows them: what is not an element is escaped, what is not known is a dash."""

from __future__ import annotations

import math
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from html import escape

__all__ = ["Html", "element", "joined", "shown", "table"]

DASH = "–"
MINUS = "\N{MINUS SIGN}"
EMPTY = {"rect", "path", "circle", "image", "input", "link", "use"}


class Html(str):
    """A piece of a page, as it will stand there."""


def joined(parts: Iterable[str]) -> Html:
    """Several pieces one after the other."""
    return Html("".join(part if isinstance(part, Html) else escape(part) for part in parts))


def element(tag: str, *children: str, **attributes: object) -> Html:
    """An element; attributes that are None or False are left out, an underscore is a hyphen, one at the end goes.

    Examples
    --------
    >>> element("p", "a < b", class_="x", data_y=1, hidden=False)
    '<p class="x" data-y="1">a &lt; b</p>'
    """
    named = "".join(
        f" {name.rstrip('_').replace('_', '-')}"
        + ("" if value is True else f'="{escape(str(value))}"')
        for name, value in attributes.items()
        if value is not None and value is not False
    )
    if tag in EMPTY:
        return Html(f"<{tag}{named}/>")
    return Html(f"<{tag}{named}>{joined(children)}</{tag}>")


def table(
    caption: str, header: Iterable[tuple[str, bool]], rows: Iterable[str], **attributes: object
) -> Html:
    """A table that scrolls where it is wider than the page; headings say whether their column holds numbers."""
    cells = joined(
        element("th", text, scope="col", class_="text-right" if right else None)
        if text
        else element("td")
        for text, right in header
    )
    made = element(
        "table",
        element("caption", caption),
        element("thead", element("tr", cells)),
        element("tbody", joined(rows)),
        **attributes,
    )
    return element(
        "div",
        made,
        class_="pst-scrollable-table-container",
        role="region",
        aria_label=caption,
        tabindex=0,
    )


def shown(value: float | None, digits: int = 0, percent: bool = False) -> str:
    """A number as the pages print it, by library and script alike: half away from zero, no minus before a zero.

    Examples
    --------
    >>> shown(0.0345, 1, percent=True), shown(1234.5), shown(-0.001, 2), shown(None)
    ('3.5%', '1,235', '0.00', '–')
    """
    if value is None or math.isnan(value):
        return DASH
    exact = Decimal(100 * float(value) if percent else float(value))
    text = f"{exact.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP):,f}"
    if not text.strip("-0.,"):
        text = text.lstrip("-")
    return text.replace("-", MINUS) + ("%" if percent else "")
