"""The report as one HTML file: no script, nothing from elsewhere, and everything that came from the file escaped."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from explorable.drawing.svg import figure_html, style_sheet
from explorable.formatting import shown

from .checked import counted
from .figures import drawn, figures_of

if TYPE_CHECKING:
    from agglomeration.report.making import Report

__all__ = ["report_page"]

ROWS_ON_PAGE = 40
# What a long table is cut by on the page; the workbook has all rows.
_ORDER = ("amount", "Ellison-Glaeser", "largest M", "change")


def report_page(report: Report) -> str:
    """The whole page as text; the same report always gives the same page."""
    figures = figures_of(report.families)
    style = _style()
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    name = report.checked.name
    body = "\n".join(
        [
            f"<header><p>Report on</p><h1>{escape(name)}</h1><p>{escape(report.checked.summary())}</p></header>",
            _contents(report),
            "<main>",
            _assumed(report),
            *(_family(family, figures) for family in report.families),
            _missing(report),
            _meanings(report),
            _made(report),
            "</main>",
        ]
    )
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="referrer" content="no-referrer">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f"<title>Report on {escape(name)}</title>\n<style>{style}</style>\n</head>\n"
        f'<body>\n<a class="skip" href="#assumed">Skip to the report</a>\n{body}\n</body>\n</html>\n'
    )


@cache
def _style():
    own = Path(__file__).with_name("report.css").read_text(encoding="utf-8")
    return f"{style_sheet()}\n{own}"


def _contents(report):
    links = [
        ("assumed", "What was read"),
        *((family.key, family.title) for family in report.families),
    ]
    links += [
        ("missing", "Not computed"),
        ("meanings", "What the columns mean"),
        ("made", "How it was made"),
    ]
    items = "".join(f'<li><a href="#{key}">{escape(title)}</a></li>' for key, title in links)
    return f'<nav aria-label="Contents"><ul>{items}</ul></nav>'


def _section(key, title, inside):
    heading = f'<h2 id="{key}-title">{escape(title)}</h2>'
    return f'<section id="{key}" aria-labelledby="{key}-title">{heading}\n{inside}</section>'


def _definitions(pairs):
    return (
        "<dl>"
        + "".join(f"<dt>{escape(term)}</dt><dd>{escape(said)}</dd>" for term, said in pairs)
        + "</dl>"
    )


def _assumed(report):
    said = "<p>Nothing was repaired. What was guessed stands here, and can be set.</p>"
    said += _definitions((what, f"{told}.") for what, told in report.checked.notes)
    remarks = [*report.checked.remarks, *report.remarks]
    if remarks:
        items = "".join(f"<li>{escape(remark)}</li>" for remark in remarks)
        said += f"<h3>Look at this before you trust the numbers</h3><ul>{items}</ul>"
    return _section("assumed", "What was read", said)


def _family(family, figures):
    parts = [_figure(figure) for figure in figures if figure.family == family.key]
    return _section(family.key, family.title, "\n".join([*parts, _table(family)]))


def _figure(figure):
    drawing = drawn(figure, f"{figure.family}-figure")
    return (
        f"<h3>{escape(figure.title)}</h3>\n{figure_html(**drawing, alt=figure.drawing.alt)}"
        f'<p class="caption">{escape(figure.caption)}</p>'
    )


def _table(family):
    frame, total = family.frame, len(family.frame)
    if total > ROWS_ON_PAGE:
        order = next((column for column in _ORDER if column in frame), None)
        frame = frame.head(ROWS_ON_PAGE) if order is None else frame.loc[_largest(frame[order])]
        by = "the first" if order is None else f"the largest by {order}"
        cut = f" The page shows {ROWS_ON_PAGE} of {total:,} rows, {by}; the workbook has all."
    else:
        cut = ""
    digits = [family.decimals.get(column, _usual(frame[column])) for column in frame]
    numeric = [""] * family.labels + [' class="number"'] * (frame.shape[1] - family.labels)
    head = "".join(
        f'<th scope="col"{n}>{escape(str(c))}</th>' for c, n in zip(frame, numeric, strict=True)
    )
    body = "".join(
        _row(cells, digits, family.labels) for cells in frame.itertuples(index=False, name=None)
    )
    caption = f"{family.title}: {counted(total, 'row')}.{cut}"
    return (
        f'<div class="scrolled" tabindex="0" role="region" aria-label="Table: {escape(family.title)}">'
        f"<table><caption>{escape(caption)}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _largest(column):
    return column.abs().nlargest(ROWS_ON_PAGE).index


def _usual(column):
    if column.dtype.kind not in "fiu":
        return None
    return 0 if (column.dropna() % 1 == 0).all() else 1


def _row(cells, digits, labels):
    made = "".join(
        f'<th scope="row">{escape(str(cell))}</th>'
        if place < labels
        else f'<td class="number">{escape(shown(cell, decimals))}</td>'
        for place, (cell, decimals) in enumerate(zip(cells, digits, strict=True))
    )
    return f"<tr>{made}</tr>"


def _missing(report):
    said = "<p>These indicators of the library were not computed, and why.</p>"
    return _section("missing", "Not computed", said + _definitions(report.missing))


def _meanings(report):
    rows = "".join(
        f'<tr><th scope="row">{escape(measure.name)}</th><td>{escape(measure.meaning)}</td>'
        f"<td><code>{escape(measure.call)}</code></td></tr>"
        for measure in report.measures()
    )
    return _section(
        "meanings",
        "What the columns mean",
        '<div class="scrolled" tabindex="0" role="region" aria-label="Table: what the columns mean"><table>'
        "<caption>Each column with what it measures and the function behind it. Its documentation has the formula, "
        "the range, the pitfalls and the source: <code>help(ag.location_quotient)</code>.</caption><thead><tr>"
        '<th scope="col">Column</th><th scope="col">What it measures</th><th scope="col">Function</th></tr></thead>'
        f"<tbody>{rows}</tbody></table></div>",
    )


def _made(report):
    return _section("made", "How it was made", _definitions(report.provenance()))
