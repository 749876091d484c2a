"""Every table of the data package on one page: what it is, a look inside, what it cannot say, how to cite it."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

import pandas as pd

from clusterbook.words import enumerated, quoted, tell

from .description import describe
from .loading import load
from .package import file_of, names

__all__ = ["Cards", "cards", "overview", "subject", "subjects"]

# The longest beginning of a table's name decides its subject.
SUBJECTS = {
    "Jobs in the United States": ("oews_",),
    "Flows between industries": (
        "us_input_output",
        "us_supply",
        "us_use",
        "brazil_",
        "input_output_",
    ),
    "Growth of countries": ("shift_share_",),
    "Maps": ("outlines_", "metro_coordinates"),
    "The booklet": ("booklet_", "errata"),
    "Published results and sources": ("published_", "evidence", "sources", "worked_"),
    "Upper Austria": ("upper_austria_",),
    "Korea": ("korea_",),
    "Japan": ("japan_",),
    "France and Europe": ("france_", "europe_"),
    "Policy and places in the United States": ("us_", "research_triangle_", "north_carolina_"),
    "Measurements of this book's own": ("engine_", "us_cluster_"),
}
ORIGINS = {
    "transcribed": "typed from the sources named",
    "measured": "measured, and never twice the same",
}
PREVIEW_ROWS = 3
LONGEST_TEXT = 60


def subjects() -> list[str]:
    """Return the subjects of the catalogue, in order.

    Examples
    --------
    >>> subjects()[0]
    'Jobs in the United States'
    """
    return list(SUBJECTS)


def subject(name: str) -> str:
    """Return the subject that a table belongs to.

    Raises
    ------
    LookupError
        If the table's name begins like none that the catalogue knows.

    Examples
    --------
    >>> subject("us_use"), subject("us_regions")
    ('Flows between industries', 'Policy and places in the United States')
    """
    found = [
        (len(start), title)
        for title, starts in SUBJECTS.items()
        for start in starts
        if name.startswith(start)
    ]
    if not found:
        raise LookupError(
            tell(
                "The catalogue has no subject for the table {name}: add the beginning of its name "
                "to SUBJECTS.",
                name=quoted(name),
            )
        )
    return max(found)[1]


def overview() -> pd.DataFrame:
    """Return one row per table: its subject, title, size and licence.

    Returns
    -------
    pandas.DataFrame
        Indexed by the table's name; columns ``subject``, ``title``, ``rows``, ``columns``, ``kilobytes``
        (of the file as stored) and ``licence``.

    Examples
    --------
    >>> int(overview().loc["us_input_output", "rows"])
    5041
    """
    rows = []
    for name in names():
        entry, table = describe(name).entry, load(name)
        size = file_of(entry).stat().st_size
        licence = "; ".join(
            dict.fromkeys(
                licence["name"].removeprefix("LicenseRef-") for licence in entry["licenses"]
            )
        )
        rows.append(
            [
                name,
                subject(name),
                entry["title"],
                len(table),
                len(table.columns),
                round(size / 1000, 1),
                licence,
            ]
        )
    columns = ["table", "subject", "title", "rows", "columns", "kilobytes", "licence"]
    table = pd.DataFrame(rows, columns=columns).set_index("table")
    return table.sort_values(
        "subject", key=lambda titles: titles.map(subjects().index), kind="stable"
    )


def cards(title: str) -> Cards:
    """Return the cards of all tables of one subject.

    Parameters
    ----------
    title : str
        One of :func:`subjects`.

    Returns
    -------
    Cards
        One card per table in a notebook; a list of names and titles at a prompt.

    Examples
    --------
    >>> cards("Growth of countries").names
    ('shift_share_countries',)
    """
    if title not in SUBJECTS:
        raise LookupError(
            tell(
                "The catalogue has no subject {title}; it has {subjects}.",
                title=quoted(title),
                subjects=enumerated(subjects()),
            )
        )
    return Cards(tuple(name for name in names() if subject(name) == title))


@dataclass(frozen=True)
class Cards:
    """The cards of some tables.

    Parameters
    ----------
    names : tuple of str
        The tables, in order.
    """

    names: tuple

    def __repr__(self) -> str:
        return "\n".join(
            f"{name}: {describe(name).entry['title']} ({_size(load(name))})" for name in self.names
        )

    def _repr_html_(self):
        return "".join(_card(name) for name in self.names)


def _size(table):
    return f"{len(table):,} rows x {len(table.columns)} columns"


def _card(name):
    """One table, folded: title and size; below them what it is, first rows, columns, what it cannot say."""
    description, table = describe(name), load(name)
    entry = description.entry
    anchor = f"table-{name.replace('_', '-')}"
    recipe = ORIGINS.get(entry["recipe"]) or f"rebuilt by {entry['recipe']}"
    return (
        f'<section id="{anchor}"><details class="looked-up"><summary><strong>{escape(entry["title"])}</strong> '
        f"<code>{name}</code>, {_size(table)}, {escape(recipe)}</summary>"
        f"<p>{escape(entry['description'])}</p>{_preview(table)}"
        f"<details><summary>Columns of {name}</summary>{_columns(table, entry)}</details>"
        f"{description.notes_html()}</details></section>"
    )


def _preview(table):
    """The first rows as they load; long texts are cut."""
    head = table.head(PREVIEW_ROWS).astype(object)
    head = head.where(head.notna(), "")
    return head.map(_cut).to_html(index=False, border=0, justify="left")


def _cut(value):
    text = str(value)
    return text if len(text) <= LONGEST_TEXT else text[: LONGEST_TEXT - 1].rstrip() + "…"


def _columns(table, entry):
    """Each column with its unit and meaning, and how much of it is filled, as a number and a bar."""
    rows = []
    for field in entry["schema"]["fields"]:
        filled = float(table[field["name"]].notna().mean())
        label = f"{escape(field['name'])} is {_percent(filled)} filled"
        rows.append(
            f"<tr><td><code>{escape(field['name'])}</code></td><td>{escape(field['type'])}</td>"
            f"<td>{escape(field['unit'])}</td><td>{escape(field['description'])}</td>"
            f'<td><meter min="0" max="1" value="{filled:.3f}" aria-label="{label}"></meter> {_percent(filled)}</td>'
            "</tr>"
        )
    head = "".join(f"<th>{title}</th>" for title in ("column", "type", "unit", "meaning", "filled"))
    return f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>"


def _percent(share):
    """A share as whole percent that says 0 and 100 only where it is so."""
    percent = round(100 * share)
    if percent == 100 and share < 1:
        return "over 99 %"
    if percent == 0 and share > 0:
        return "under 1 %"
    return f"{percent} %"
