"""The report as one HTML file: no script, nothing from elsewhere, and everything that came from the file escaped."""

from __future__ import annotations

import base64
import hashlib
import numbers
from functools import cache
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from agglomeration.words import language, quoted, tell, tell_many, term
from explorable.drawing.svg import figure_html, style_sheet
from explorable.formatting import shown

from .figures import drawn

if TYPE_CHECKING:
    from agglomeration.report.making import Report

__all__ = ["page_style", "report_page", "style_hash"]

# Longer tables are in the workbook and in the data file as a whole; the page says how many rows it shows, and by what.
ROWS_ON_PAGE = 300
_ORDER = ("location quotient", "Ellison-Glaeser", "largest M", "change", "amount")


def report_page(report: Report) -> str:
    """The whole page as text; the same report always gives the same page."""
    figures = report.drawn()
    style = page_style()
    policy = f"default-src 'none'; style-src '{style_hash()}'; base-uri 'none'; form-action 'none'"
    name = report.checked.name
    body = "\n".join(
        [
            _header(report),
            _contents(report),
            "<main>",
            _first(report),
            _assumed(report),
            *(_family(family, figures) for family in report.families),
            _missing(report),
            _meanings(report),
            _made(report),
            "</main>",
        ]
    )
    title = escape(tell("Report on {name}", name=name))
    skip = escape(tell("Skip to the report"))
    return (
        f'<!doctype html>\n<html lang="{escape(language())}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="referrer" content="no-referrer">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f"<title>{title}</title>\n<style>{style}</style>\n</head>\n"
        f'<body>\n<a class="skip" href="#first">{skip}</a>\n{body}\n</body>\n</html>\n'
    )


@cache
def page_style() -> str:
    """The style sheet of every report."""
    own = Path(__file__).with_name("report.css").read_text(encoding="utf-8")
    return f"{style_sheet()}\n{own}"


def style_hash() -> str:
    """The style sheet's hash as a policy names it: a page that frames a report admits it by this."""
    digest = base64.b64encode(hashlib.sha256(page_style().encode()).digest()).decode()
    return f"sha256-{digest}"


def _header(report):
    """What it is about, and what every number is relative to."""
    relative = "".join(f"<p>{escape(said)}</p>" for said in report.comparison.sentences)
    about = escape(tell("Report on"))
    return (
        f"<header><p>{about}</p><h1>{escape(report.checked.name)}</h1>"
        f'<p>{escape(report.checked.summary())}</p><div id="relative">{relative}</div></header>'
    )


def _contents(report):
    links = [
        ("first", tell("What matters first")),
        ("assumed", tell("What was read")),
        *((family.key, family.title) for family in report.families),
        ("missing", tell("Not computed")),
        ("meanings", tell("What the columns mean")),
        ("made", tell("How it was made")),
    ]
    items = "".join(f'<li><a href="#{key}">{escape(title)}</a></li>' for key, title in links)
    contents = escape(tell("Contents"))
    return f'<nav aria-label="{contents}"><ul>{items}</ul></nav>'


def _section(key, title, inside):
    heading = f'<h2 id="{key}-title">{escape(title)}</h2>'
    return f'<section id="{key}" aria-labelledby="{key}-title">{heading}\n{inside}</section>'


def _definitions(pairs):
    return (
        "<dl>"
        + "".join(f"<dt>{escape(of)}</dt><dd>{escape(said)}</dd>" for of, said in pairs)
        + "</dl>"
    )


def _first(report):
    """In words, before any table."""
    said = _definitions(report.findings) if report.findings else ""
    remarks = [*report.checked.remarks, *report.remarks]
    if remarks:
        items = "".join(f"<li>{escape(remark)}</li>" for remark in remarks)
        look = escape(tell("Look at this before you trust the numbers"))
        said += f"<h3>{look}</h3><ul>{items}</ul>"
    return _section("first", tell("What matters first"), said)


def _assumed(report):
    checked = report.checked
    guessed = tell("Nothing was repaired. What was guessed stands here, and can be set.")
    said = f"<p>{escape(guessed)}</p>"
    if checked.taken:
        rows = [(one.column, role_told(one.role), one.why) for one in checked.taken]
        heads = (tell("Column of the file"), tell("Taken as"), tell("Why"))
        said += _words_table(
            tell("Every column of the file, and what it was taken as."), heads, rows
        )
    if checked.marks:
        rows = [
            (quoted(one.text) if one.text else tell("empty"), term(one.meaning), f"{one.cells:,}")
            for one in checked.marks
        ]
        heads = (tell("Mark"), tell("It means"), tell("Cells"))
        said += _words_table(
            tell("What stood in the place of amounts. Withheld is not zero."), heads, rows
        )
    if checked.apart:
        rows = [
            (one.label, f"{term(one.what)}, {term(one.kind)}", one.why) for one in checked.apart
        ]
        heads = (tell("Line"), tell("It is"), tell("Why"))
        said += _words_table(
            tell("Lines that hold others, or lie in one that is taken: never added up."),
            heads,
            rows,
        )
    said += _definitions((what, f"{told}.") for what, told in checked.notes)
    return _section("assumed", tell("What was read"), said)


def role_told(role: str) -> str:
    """What a column was taken as, in the reader's language."""
    return term(role)


def _words_table(caption, heads, rows):
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in heads)
    body = "".join(
        "<tr>"
        + f'<th scope="row">{escape(str(first))}</th>'
        + "".join(f"<td>{escape(str(cell))}</td>" for cell in rest)
        + "</tr>"
        for first, *rest in rows
    )
    label = escape(tell("Table: {title}", title=caption))
    return (
        f'<div class="scrolled" tabindex="0" role="region" aria-label="{label}"><table><caption>{escape(caption)}'
        f"</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _family(family, figures):
    here = [figure for figure in figures if figure.family == family.key]
    parts = [_figure(figure, number) for number, figure in enumerate(here, 1)]
    return _section(family.key, family.title, "\n".join([*parts, _table(family)]))


def _figure(figure, number):
    slug = f"{figure.family}-figure" + (f"-{number}" if number > 1 else "")
    drawing = drawn(figure, slug)
    return (
        f"<h3>{escape(figure.title)}</h3>\n{figure_html(**drawing, alt=figure.drawing.alt)}"
        f'<p class="caption">{escape(figure.caption)}</p>'
    )


def _table(family):
    frame, total = family.frame, len(family.frame)
    caption = tell_many("{title}: {n} row.", "{title}: {n} rows.", total, title=family.title)
    if total > ROWS_ON_PAGE:
        order = next((column for column in _ORDER if column in frame), None)
        frame = frame.head(ROWS_ON_PAGE) if order is None else frame.loc[_largest(frame[order])]
        if order is None:
            cut = tell(
                "The page shows the first {shown}; the workbook and the data file have all.",
                shown=ROWS_ON_PAGE,
            )
        else:
            cut = tell(
                "The page shows the {shown} largest by {order}; the workbook and the data file have all.",
                shown=ROWS_ON_PAGE,
                order=term(order),
            )
        caption = f"{caption} {cut}"
    digits = [family.decimals.get(column, _usual(frame[column])) for column in frame]
    numeric = [""] * family.labels + [' class="number"'] * (frame.shape[1] - family.labels)
    head = "".join(
        f'<th scope="col"{n}>{escape(_headed(family, c))}</th>'
        for c, n in zip(frame, numeric, strict=True)
    )
    body = "".join(
        _row(cells, digits, family.labels) for cells in frame.itertuples(index=False, name=None)
    )
    label = escape(tell("Table: {title}", title=family.title))
    tall = " tall" if len(frame) > TALL else ""
    return (
        f'<div class="scrolled{tall}" tabindex="0" role="region" aria-label="{label}">'
        f"<table><caption>{escape(caption)}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


# More rows than this scroll in a box of their own, under their heading.
TALL = 25


def _headed(family, column):
    """The name of a column, with the unit of an amount."""
    unit, name = family.unit(str(column)), term(str(column))
    return f"{name} ({unit})" if column == "amount" and unit else name


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
        else f'<td class="number">{escape(_number(cell, decimals))}</td>'
        for place, (cell, decimals) in enumerate(zip(cells, digits, strict=True))
    )
    return f"<tr>{made}</tr>"


def _number(cell, decimals):
    """A cell as it is shown; what rounds to zero has no sign."""
    if decimals is not None and isinstance(cell, numbers.Real) and round(cell, decimals) == 0:
        cell = 0.0
    return shown(cell, decimals)


def _missing(report):
    said = escape(tell("These indicators of the library were not computed, and why."))
    return _section(
        "missing", tell("Not computed"), f"<p>{said}</p>" + _definitions(report.missing)
    )


def _meanings(report):
    rows = "".join(
        f'<tr><th scope="row">{escape(term(measure.name))}</th><td>{escape(measure.meaning)}</td>'
        f"<td>{escape(measure.unit or '–')}</td><td><code>{escape(measure.call)}</code></td></tr>"
        for measure in report.measures()
    )
    caption = tell(
        "Each column with what it measures, its unit and its function, whose documentation has the formula, the "
        "range, the pitfalls and the source: help(ag.location_quotient)."
    )
    heads = (tell("Column"), tell("What it measures"), tell("Unit"), tell("Function"))
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in heads)
    label = escape(tell("Table: {title}", title=tell("What the columns mean")))
    return _section(
        "meanings",
        tell("What the columns mean"),
        f'<div class="scrolled" tabindex="0" role="region" aria-label="{label}"><table>'
        f"<caption>{escape(caption)}</caption><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>",
    )


def _made(report):
    return _section("made", tell("How it was made"), _definitions(report.provenance()))
