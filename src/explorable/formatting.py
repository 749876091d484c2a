"""Numbers, sentences and tables as a reader sees them."""

from __future__ import annotations

import json
import numbers
import re
from collections.abc import Iterable, Sequence
from html import escape
from typing import Any

__all__ = ["bold", "json_for_a_page", "plain", "shown", "table_html", "table_text", "with_minus"]

# What is nothing when rounded has no sign.
_NOTHING = re.compile(r"(?<![\w.])-(?=0(?:\.0+)?(?![\d.,]*\d))")
_MINUS = re.compile(r"(?<![\w.])-(?=\d)")
_BOLD = re.compile(r"\*\*(.+?)\*\*")


def with_minus(text: str) -> str:
    """A real minus sign before numbers, where Python writes a hyphen; none before what is nothing when rounded.

    Examples
    --------
    >>> with_minus("from -0.5 to -0.00")
    'from −0.5 to 0.00'
    """
    return _MINUS.sub("\N{MINUS SIGN}", _NOTHING.sub("", text))


def bold(text: str) -> str:
    """Escape a text and turn ``**this**`` into strong type."""
    return _BOLD.sub(r"<strong>\1</strong>", escape(text, quote=False))


def plain(text: str) -> str:
    """A text without the marks of strong type."""
    return _BOLD.sub(r"\1", text)


def shown(cell: Any, decimals: int | None) -> str:
    """A cell as a reader sees it; a real minus sign, nothing for undefined."""
    if cell is None or cell != cell:
        return "–"
    if isinstance(cell, numbers.Real) and decimals is not None:
        return with_minus(f"{cell:,.{decimals}f}")
    return str(cell)


def table_html(columns: Sequence[Sequence[Any]], rows: Iterable[Sequence[Any]]) -> str:
    """A table element."""
    head = "".join(f'<th scope="col"{_numeric(d)}>{escape(name)}</th>' for name, d in columns)
    body = "".join(
        "<tr>"
        + "".join(
            f"<td{_numeric(d)}>{escape(shown(c, d))}</td>"
            for c, (_, d) in zip(row, columns, strict=True)
        )
        + "</tr>"
        for row in rows
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def table_text(columns: Sequence[Sequence[Any]], rows: Iterable[Sequence[Any]]) -> str:
    """A table in plain text, columns lined up."""
    cells = [[name for name, _ in columns]]
    cells += [[shown(c, d) for c, (_, d) in zip(row, columns, strict=True)] for row in rows]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    return "\n".join(
        "  ".join(cell.ljust(w) for cell, w in zip(row, widths, strict=True)).rstrip()
        for row in cells
    )


def _numeric(decimals):
    return "" if decimals is None else ' class="number"'


def json_for_a_page(value: Any) -> str:
    """Data for a script element of a page, as short as they read the same."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    # A closing tag inside the data would end the element early, the start of a comment keep it open.
    return text.replace("</", "<\\/").replace("<!--", "\\u003c!--")
