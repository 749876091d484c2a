"""The items of the workshop booklet's second talk, each with the place in the book that takes it up."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import Any

import pandas as pd

from clusterbook.tables.loading import load
from clusterbook.words import enumerated, quoted, tell

__all__ = ["SECTIONS", "Items", "items"]

# In the order of the booklet.
SECTIONS = (
    "Abroad: Europe",
    "Abroad: Japan",
    "Abroad: France",
    "Abroad: United States",
    "Korea",
    "Korea assessed",
    "Wider-area cooperation",
    "Appendix: the region",
    "Appendix: strategy and results",
    "Appendix: success factors",
)

COLUMNS = ("in the booklet", "item", "in the book", "what stands there")


@dataclass(frozen=True)
class Items:
    """Items of one section: links in a notebook, a list at a prompt.

    Parameters
    ----------
    rows : pandas.DataFrame
        Rows of the table ``booklet_items``.
    """

    rows: pd.DataFrame

    def __repr__(self) -> str:
        return "\n".join(
            f"{row.number} {row.place}: {row.item} ({row.page}#{row.anchor})"
            for row in self.rows.itertuples()
        )

    def _repr_html_(self) -> str:
        head = "".join(f'<th scope="col">{name}</th>' for name in COLUMNS)
        body = "".join(map(_line, self.rows.itertuples()))
        table = f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
        return f'<div class="book-table">{table}</div>'


def _line(row: Any) -> str:
    """An item with its link; the page of a lecturer stands in a folder beside the chapters' folders."""
    address = escape(f"../{row.page}.html#{row.anchor}")
    name = escape(row.page.rpartition("/")[2].replace("-", " "))
    link = f'<a href="{address}">{name}</a>'
    cells = (escape(row.place), escape(row.item), link, escape(row.shows))
    return f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"


def items(section: str) -> Items:
    """Return the items of a section of the booklet's second talk.

    Parameters
    ----------
    section : str
        One of ``SECTIONS``.

    Returns
    -------
    Items
        In the order of the booklet.

    Raises
    ------
    LookupError
        If the table has no such section.

    Examples
    --------
    >>> items("Abroad: Japan").rows["anchor"].tolist()[-1]
    'seventeen-or-eighteen'
    """
    if section not in SECTIONS:
        raise LookupError(
            tell(
                "The booklet's second talk has no section {section}; it has {sections}.",
                section=quoted(section),
                sections=enumerated(tuple(map(quoted, SECTIONS))),
            )
        )
    return Items(load("booklet_items").query("section == @section"))
