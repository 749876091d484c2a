"""What a table holds, where it comes from, under which licence, and what it cannot say."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from html import escape

from .package import resource

__all__ = ["Description", "describe"]

WIDTH = 100


def _paragraph(text, indent="  "):
    return textwrap.fill(
        text,
        WIDTH,
        initial_indent=indent,
        subsequent_indent=" " * len(indent),
        break_on_hyphens=False,
        break_long_words=False,
    )


def _named(entry):
    """Return a source or licence as one line: its title, and its address if it has one."""
    return f"{entry['title']} <{entry['path']}>" if "path" in entry else entry["title"]


def _link(entry):
    title = escape(entry["title"])
    return f'<a href="{escape(entry["path"])}">{title}</a>' if "path" in entry else title


def _meaning(field):
    return f"{field['description']} [{field['unit']}]"


@dataclass(frozen=True)
class Description:
    """A table's entry in the data package, readable as text and as a web page.

    Parameters
    ----------
    entry : dict
        The entry as it stands in ``datapackage.json``.
    """

    entry: dict

    @property
    def columns(self) -> list[str]:
        """The names of the columns, in order."""
        return [field["name"] for field in self.entry["schema"]["fields"]]

    @property
    def units(self) -> dict[str, str]:
        """The unit of each column, by its name."""
        return {field["name"]: field["unit"] for field in self.entry["schema"]["fields"]}

    def __repr__(self) -> str:
        entry = self.entry
        lines = [
            f"{entry['name']}: {entry['title']}",
            _paragraph(entry["description"]),
            "",
            "Columns",
        ]
        lines += [
            _paragraph(_meaning(f), f"  {f['name']} ({f['type']}): ")
            for f in entry["schema"]["fields"]
        ]
        for heading, texts in self._sections(_named):
            lines += ["", heading, *(_paragraph(text, "  - ") for text in texts)]
        return "\n".join(lines)

    def _repr_html_(self):
        entry = self.entry
        rows = "".join(
            f"<tr><td><code>{escape(f['name'])}</code></td><td>{escape(f['type'])}</td>"
            f"<td>{escape(f['unit'])}</td><td>{escape(f['description'])}</td></tr>"
            for f in entry["schema"]["fields"]
        )
        parts = [
            f"<p><strong><code>{escape(entry['name'])}</code>: {escape(entry['title'])}</strong></p>",
            f"<p>{escape(entry['description'])}</p>",
            "<table><thead><tr><th>column</th><th>type</th><th>unit</th><th>meaning</th></tr></thead>"
            f"<tbody>{rows}</tbody></table>",
        ]
        return "".join(parts) + self.notes_html()

    def notes_html(self) -> str:
        """Caveats, source, licence and citation as a piece of a web page."""
        parts = []
        for heading, texts in self._sections(_link, escape):
            parts.append(
                f"<p><em>{heading}</em></p><ul>{''.join(f'<li>{text}</li>' for text in texts)}</ul>"
            )
        return "".join(parts)

    def _sections(self, linked, plain=str):
        entry = self.entry
        yield "What it cannot say", [plain(text) for text in entry["caveats"]]
        yield (
            "Source",
            [f"{linked(source)}, retrieved {entry['retrieved']}" for source in entry["sources"]],
        )
        yield "Licence", [linked(licence) for licence in entry["licenses"]]
        yield "How to cite", [plain(entry["citation"])]


def describe(name: str) -> Description:
    """Say what a table holds: its columns with their units, its source, licence and caveats.

    Parameters
    ----------
    name : str
        One of :func:`names`.

    Returns
    -------
    Description
        Shows itself as text at a prompt and as a table in a notebook; ``print`` it in a script. The
        columns and units are also there as ``.columns`` and ``.units``, all else as ``.entry``.

    Raises
    ------
    LookupError
        If there is no such table.

    Examples
    --------
    >>> from clusterbook import tables as datasets
    >>> datasets.describe("oews_industry_occupation").units["employment"]
    'jobs'
    """
    return Description(resource(name))
