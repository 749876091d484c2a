"""Every option of a report, once: the function, the command and the form in a notebook are built from this list.

The page on which a reader drops a file has a field for each, too.
"""

from __future__ import annotations

from typing import Any, Literal, NamedTuple

from agglomeration.words import marked

__all__ = ["COMPARING", "OPTIONS", "READING", "Option", "option_named"]

LAYOUTS = ("long", "wide", "years")
ROWS = ("totals", "plants")
# Megabytes of text, and of what a workbook unpacks to: it takes more memory.
LARGEST = 200
LARGEST_UNPACKED = 50


class Option(NamedTuple):
    """An option: ``name`` in Python, ``--name`` on the command line (with - for _), and a field of the form."""

    name: str
    about: str
    stage: Literal["reading", "comparing", "computing"] = "reading"
    choices: tuple[str, ...] = ()
    several: bool = False
    kind: type = str
    default: Any = None


OPTIONS = (
    Option("region", marked("column with the region")),
    Option("industry", marked("column with the industry")),
    Option("value", marked("column with the amount (jobs), or a plant's size")),
    Option("year", marked("column with the year")),
    Option("plant", marked("column with the plant's name or number")),
    Option("group", marked("column with the broad class of the industry")),
    Option("x", marked("column with the plant's x, or longitude")),
    Option("y", marked("column with the plant's y, or latitude")),
    Option(
        "layout",
        marked(
            "long: a row per region and industry; wide: a column per industry; years: a column per year"
        ),
        choices=LAYOUTS,
    ),
    Option("rows", marked("what a row is: totals, or single plants"), choices=ROWS),
    Option(
        "only",
        marked("rows to keep, as COLUMN=CELL, such as 항목=종사자수"),
        several=True,
        default=(),
    ),
    Option("encoding", marked("encoding of the text, such as utf-8, cp949, latin-1")),
    Option("separator", marked("what separates cells: , ; | or tab")),
    Option("decimal", marked("decimal mark, . or , ; a point unless said"), choices=(".", ",")),
    Option("thousands", marked("mark between thousands; none is accepted unless said or seen")),
    Option("none", marked("a mark that means no job at all, such as -"), several=True, default=()),
    Option("withheld", marked("a mark that means withheld, such as (D)"), several=True, default=()),
    Option(
        "not_available", marked("a mark that means not known, such as :"), several=True, default=()
    ),
    Option(
        "without",
        marked(
            "a region, industry or column of a wide table to leave out; empty: no sum is among the rest"
        ),
        several=True,
        default=(),
    ),
    Option(
        "absent",
        marked(
            "what a pair of region and industry without a row means; none unless said, or a total says otherwise"
        ),
        choices=("none", "not available"),
    ),
    Option("region_level", marked("level of nested regions to take, 1 for the broadest"), kind=int),
    Option(
        "industry_level", marked("level of nested industries to take, 1 for the broadest"), kind=int
    ),
    Option("sheet", marked("sheet of the workbook")),
    Option("header", marked("line with the names of columns; 0 if there are none"), kind=int),
    Option("footer", marked("lines at the end that are notes"), kind=int),
    Option("largest", marked("megabytes that are read at most"), kind=float, default=LARGEST),
    Option(
        "reference",
        marked(
            "what regions are compared with: a line of the file (전국, Total, United States), another file, or a table "
            "of the book; all regions of the file together unless said"
        ),
        "comparing",
        several=True,
        default=(),
    ),
    Option(
        "digits",
        marked(
            "first digits of the industries' codes that make an industry; finer ones are added up"
        ),
        "comparing",
        kind=int,
    ),
    Option(
        "classes",
        marked(
            "first digits of the industries' codes that make a broad class, for related variety"
        ),
        "comparing",
        kind=int,
    ),
    Option(
        "concordance",
        marked(
            "a file with two columns, an industry's code in any year and the class that it is of in all"
        ),
        "comparing",
    ),
    Option(
        "neighbours",
        marked(
            "a file with two columns, a region and its neighbour; known countries have theirs in the book"
        ),
        "comparing",
    ),
    Option(
        "draws",
        marked("simulations behind each p-value and interval"),
        "computing",
        kind=int,
        default=999,
    ),
    Option("seed", marked("the same seed, the same p-values"), "computing", kind=int, default=1),
)
READING = tuple(option.name for option in OPTIONS if option.stage == "reading")
COMPARING = tuple(option.name for option in OPTIONS if option.stage == "comparing")


def option_named(name: str) -> Option:
    """The option of a name.

    Examples
    --------
    >>> option_named("withheld").several
    True
    """
    return next(option for option in OPTIONS if option.name == name)
