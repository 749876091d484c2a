"""Every option of the report, once: the function, the command, the form and the page in a browser are built from it.

A message may name an option by its name here; a test holds that each of the four has it.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Any, NamedTuple

from agglomeration.words import marked, quoted, tell, term

from .errors import FileError

__all__ = ["OPTIONS", "PARTS", "Option", "from_text", "of_part", "told"]


class Option(NamedTuple):
    """One option: its name, what it is for, which group it belongs to, and what it may be.

    Attributes
    ----------
    name : str
        As in Python; on the command line ``--name`` with hyphens.
    told : str
        What it is for, in a line.
    part : str
        A key of ``PARTS``.
    kind : type
        ``str``, ``int`` or ``float``.
    choices : tuple of str
        What it may be, where that is a list.
    several : bool
        Whether it may be given more than once.
    """

    name: str
    told: str
    part: str
    kind: type = str
    choices: tuple[str, ...] = ()
    several: bool = False


# The groups, in the order in which they are shown.
PARTS = {
    "columns": marked("Which column is what"),
    "form": marked("How the table is laid out"),
    "marks": marked("What marks mean"),
    "text": marked("How the text is read"),
    "comparing": marked("What is compared with what"),
    "computing": marked("How it is computed"),
}

OPTIONS: tuple[Option, ...] = (
    Option("region", marked("column with the region"), "columns"),
    Option("industry", marked("column with the industry"), "columns"),
    Option("value", marked("column with the amount (jobs), or a plant's size"), "columns"),
    Option("year", marked("column with the year"), "columns"),
    Option("plant", marked("column with the plant's name or number"), "columns"),
    Option("group", marked("column with the broad class of the industry"), "columns"),
    Option("x", marked("column with the plant's x, or longitude"), "columns"),
    Option("y", marked("column with the plant's y, or latitude"), "columns"),
    Option(
        "layout",
        marked(
            "long: a row per region and industry; wide: a column per industry; years: a column per year"
        ),
        "form",
        choices=("long", "wide", "years"),
    ),
    Option(
        "rows",
        marked("what a row is: totals, or single plants"),
        "form",
        choices=("totals", "plants"),
    ),
    Option("sheet", marked("sheet of the workbook"), "form"),
    Option("header", marked("line with the names of columns"), "form", int),
    Option(
        "without",
        marked("a region, industry or column of a wide table to leave out, such as a total"),
        "form",
        several=True,
    ),
    Option("none", marked("a mark that means no job at all, such as -"), "marks", several=True),
    Option("encoding", marked("encoding of the text, such as utf-8, cp949, latin-1"), "text"),
    Option("separator", marked("what separates cells: , ; | or tab"), "text"),
    Option(
        "decimal", marked("decimal mark, . or , ; a point unless said"), "text", choices=(".", ",")
    ),
    Option("thousands", marked("mark between thousands; none is accepted unless said"), "text"),
    Option("largest", marked("megabytes that are read at most"), "text", float),
    Option(
        "reference",
        marked(
            "what regions are compared with: a line of the file (전국, Total, United States), another file, or a "
            "table of the book; all regions of the file together unless said"
        ),
        "comparing",
        several=True,
    ),
    Option(
        "classes",
        marked("how many first digits of the industries' codes make a broad class"),
        "comparing",
        int,
    ),
    Option(
        "neighbours",
        marked(
            "a file with two columns, a region and its neighbour; known countries have theirs in the book"
        ),
        "comparing",
    ),
    Option("draws", marked("simulations behind each p-value and interval"), "computing", int),
    Option("seed", marked("the same seed, the same p-values"), "computing", int),
)


def of_part(*parts: str) -> tuple[Option, ...]:
    """The options of some groups, in their order.

    Examples
    --------
    >>> [option.name for option in of_part("comparing")]
    ['reference', 'classes', 'neighbours']
    """
    return tuple(option for option in OPTIONS if option.part in parts)


def told(option: Option) -> str:
    """What an option is for, in the reader's language, and whether it may be repeated.

    Examples
    --------
    >>> told(next(option for option in OPTIONS if option.name == "sheet"))
    'sheet of the workbook'
    """
    said = term(option.told)
    return tell("{said}; may be given several times", said=said) if option.several else said


def from_text(option: Option, text: str) -> Any:
    """An option as somebody wrote it into a field: several are separated by commas, or each in quotation marks.

    Examples
    --------
    >>> by_name = {option.name: option for option in OPTIONS}
    >>> from_text(by_name["header"], "2"), from_text(by_name["without"], "Total, '1,5 and more'")
    (2, ('Total', '1,5 and more'))
    """
    if option.several:
        return _several(text)
    if option.kind is str:
        return _unquoted(text)
    convert: Callable[[str], Any] = option.kind
    try:
        return convert(text.strip())
    except ValueError:
        raise FileError(
            tell("{option} {text} is not a number.", option=option.name, text=quoted(text))
        ) from None


def _several(text):
    """Names between commas; where quotation marks are used, as Python reads them."""
    if "'" in text or '"' in text:
        try:
            found = ast.literal_eval(f"({_each_quoted(text)},)")
            return tuple(str(part) for part in found)
        except (SyntaxError, ValueError):
            pass
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _each_quoted(text):
    """Names without quotation marks between names with them, as text that Python reads."""
    parts, inside, current = [], "", ""
    for letter in text:
        if letter == "," and not inside:
            parts.append(current.strip())
            current = ""
            continue
        if letter in "'\"":
            inside = "" if letter == inside else inside or letter
        current += letter
    parts.append(current.strip())
    return ",".join(part if part[:1] in ("'", '"') else repr(part) for part in parts if part)


def _unquoted(text):
    """A single value as it stands, or between quotation marks, as a message prints it."""
    text = text.strip() if text.strip() else text
    return text[1:-1] if len(text) > 1 and text[0] == text[-1] and text[0] in "'\"" else text
