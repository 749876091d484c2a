"""All figures of a kind as files of comma-separated values, which a page without scripts can link to.

Figures name places and activities by their codes; the names stand in the two other files, once each.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import Any

from clusterbook.words import tell, term

from ..kinds import MARKS
from .data_files import source_of
from .elements import Html, element
from .measures import figure_of, rank_of, shown_measures

__all__ = ["activities_csv", "csv_files", "csv_links", "figures_csv", "measures_csv"]

# Spreadsheets take a file for Unicode if it begins so.
_BEGINNING = "\ufeff"


def csv_files(data: dict[str, Any]) -> dict[str, str]:
    """The files of a kind by name."""
    return {
        f"{data['kind']}-measures.csv": measures_csv(data),
        f"{data['kind']}-figures.csv": figures_csv(data),
        f"{data['kind']}-{data['activities_name']}.csv": activities_csv(data),
    }


def csv_links(data: dict[str, Any]) -> Html:
    """A paragraph that leads to all of them."""
    kind, activities = data["kind"], data["activities_name"]
    return element(
        "p",
        tell("All places of this kind as CSV, with their source:"),
        " ",
        element("a", tell("names and measures"), href=f"{kind}-measures.csv", download=True),
        "; ",
        element("a", tell("figures by code"), href=f"{kind}-figures.csv", download=True),
        "; ",
        element(
            "a",
            tell("titles of the {activities}, and the nation", activities=activities),
            href=f"{kind}-{activities}.csv",
            download=True,
        ),
        ".",
    )


def measures_csv(data: dict[str, Any]) -> str:
    """A row for each place and measure: value, interval, rank and the ranks that the draws leave."""
    names = shown_measures(data)
    header = ("place", "name", "name_korean", "measure", "value", "lower", "upper", "rank")
    rows = [
        (
            *(place[part] for part in ("code", "title", "korean")),
            name,
            *figure_of(place, name),
            *rank_of(data, place, name),
        )
        for place in data["places"]
        for name in names
    ]
    return _written((*header, "rank_lower", "rank_upper"), rows, data)


def figures_csv(data: dict[str, Any]) -> str:
    """A row for each published or withheld figure; what has no row is not published, which is not zero."""
    marks = {letter: term(word) for letter, word in MARKS.items()}
    rows = (
        (
            place["code"],
            activity["code"],
            value,
            marks[mark],
            None if place["rse"] is None else place["rse"][k],
        )
        for place in data["places"]
        for k, (activity, value, mark) in enumerate(
            zip(data["activities"], place["cells"], place["marks"], strict=True)
        )
        if mark != "a"
    )
    header = ("place", data["activity"], data["unit"].replace(" ", "_"), "status")
    return _written((*header, "relative_standard_error"), rows, data)


def activities_csv(data: dict[str, Any]) -> str:
    """A row for each activity: its titles, its group, and the nation's amount."""
    rows = (
        (*(activity[part] for part in ("code", "title", "korean", "group")), amount)
        for activity, amount in zip(data["activities"], data["reference"], strict=True)
    )
    header = (data["activity"], "title", "title_korean", "group")
    return _written((*header, f"nation_{data['unit'].replace(' ', '_')}"), rows, data)


def _written(header: tuple[str, ...], rows: Iterable[tuple[Any, ...]], data: dict[str, Any]) -> str:
    """The text; where the figures come from and of when they are stands in the first row, beside them."""
    text = io.StringIO(_BEGINNING)
    text.seek(0, io.SEEK_END)
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow((*header, "year", "source"))
    source = source_of(data)
    for number, row in enumerate(rows):
        writer.writerow((*row, data["year"], source if number == 0 else ""))
    return text.getvalue()
