"""Figures that the script computes with: scripts themselves, because a page from a disk may load no other data."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from .kind_texts import texts_of
from .measures import figure_of, shown_measures

__all__ = ["LEAST", "MOST", "cells_file", "kind_file", "names_file", "source_of"]

# Quotients are listed of cells that are no smaller than this, and so many of them.
LEAST = {"metros": 100, "states": 500, "provinces": 100, "municipalities": 0}
MOST = 20


def source_of(data: dict[str, Any]) -> str:
    """Where the figures of a kind come from, in one line."""
    cited = dict.fromkeys(one["citation"].rstrip(".") for one in data["sources"])
    return f"{'; '.join(cited)}."


def kind_file(data: dict[str, Any]) -> str:
    """All places of a kind with their measures, its activities, and its reference."""
    measures = shown_measures(data)
    found = {
        "unit": data["unit"],
        "year": data["year"],
        "source": source_of(data),
        "activity": texts_of(data)["activity"],
        "activities": [
            {name: one[name] for name in ("code", "title", "korean") if one[name]}
            for one in data["activities"]
        ],
        "reference": data["reference"],
        "total": data["reference_total"],
        "least": LEAST[data["kind"]],
        "most": MOST,
        "measures": {
            name: {
                "label": one.label,
                "digits": one.digits,
                "percent": one.percent,
                "reading": one.reading,
            }
            for name, one in measures.items()
        },
        "places": [
            {
                **{
                    part: place[part]
                    for part in ("code", "slug", "title", "korean", "also", "total")
                },
                "measures": {name: figure_of(place, name) for name in measures},
            }
            for place in data["places"]
        ],
    }
    return f"regions.kinds.{data['kind']}={_json(found)};\n"


def cells_file(data: dict[str, Any], place: dict[str, Any]) -> str:
    """The figures of a place in the order of its kind's activities; a hole is one that is not published."""
    values = _holes(place["cells"])
    errors = "null" if place["rse"] is None else _holes(_percent(place["rse"]))
    name = f"{data['kind']}-{place['code']}"
    return (
        f'regions.cells["{name}"]={{values:{values},errors:{errors},marks:"{place["marks"]}"}};\n'
    )


def names_file(all_data: Iterable[dict[str, Any]]) -> str:
    """The names of all places that have a page, for the search; and of those that have none, with the reason."""
    rows = []
    for data in all_data:
        many = texts_of(data)["many"]
        rows += [
            [place["title"], place["korean"], many, place["slug"], place["also"]]
            for place in data["places"]
            if place["page"]
        ]
        rows += [[name, "", data["left_out"][0], None, ""] for name in data["not_shown"]]
    return f"regions.names={_json(rows)};\n"


def _percent(shares):
    return [None if share is None else round(100 * share, 1) for share in shares]


def _holes(values):
    """An array of JavaScript in which what is missing is left out; a last comma counts nothing, so one more is set."""
    texts = [
        "" if value is None else f"{value:g}" if isinstance(value, float) else str(value)
        for value in values
    ]
    return f"[{','.join(texts)}{',' if texts and not texts[-1] else ''}]"


def _json(thing):
    return json.dumps(thing, ensure_ascii=False, separators=(",", ":"))
