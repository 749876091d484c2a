"""The figures of all places of a kind, as they are written to a page: numbers and sentences, ready for JSON."""

from __future__ import annotations

from typing import Any, Literal

import numpy as np

from clusterbook.tables.package import resource

from .kinds import Kind, kind_of_place

__all__ = ["region_data"]


def region_data(
    kind: Literal["metros", "states", "provinces", "municipalities"],
) -> dict[str, Any]:
    """Return all that the pages of a kind of places say, ready for JSON.

    Parameters
    ----------
    kind : {"metros", "states", "provinces", "municipalities"}

    Returns
    -------
    dict
        What the package's docstring lists.

    Examples
    --------
    >>> found = region_data("provinces")
    >>> found["unit"], len(found["places"]), found["places"][6]["slug"]
    ('workers', 17, 'kr-province-26-ulsan')
    """
    given = kind_of_place(kind)
    return {
        "kind": given.key,
        "unit": given.unit,
        "activity": given.activity,
        "activities_name": given.activities,
        "year": given.year,
        "year_before": given.year_before,
        "sources": [_source(name) for name in given.tables],
        "cannot": list(given.cannot),
        "left_out": list(given.left_out),
        "activities": [
            {"code": code, **{name: row[name] for name in ("title", "korean", "group")}}
            for code, row in given.titles.iterrows()
        ],
        "reference": [_number(value) for value in given.reference],
        "reference_total": _number(given.reference_total),
        "places": [_place(given, code) for code in given.cells.index],
    }


def _place(given: Kind, code):
    row = given.places.loc[code]
    ranks = given.totals.rank(ascending=False, method="min")
    errors = None if given.errors is None else [_round(e, 3) for e in given.errors.loc[code]]
    return {
        "code": code,
        **{name: row[name] for name in ("slug", "name", "title", "korean", "parent", "outline")},
        "page": bool(row["page"]),
        "x": _round(row["x"], 3),
        "y": _round(row["y"], 3),
        "total": _number(given.totals[code]),
        "size_rank": int(ranks[code]),
        "cells": [_number(value) for value in given.cells.loc[code]],
        "marks": "".join(given.marks.loc[code]),
        "rse": errors,
        "badge": None,
        "measures": {},
        "strongest": [],
        "missing_near": [],
        "alike": [],
        "change": None,
        "sentences": [],
        "chapters": [],
    }


def _source(name):
    entry = resource(name)
    return {"table": name, "title": entry["title"], "citation": entry["citation"]}


def _number(value):
    return None if np.isnan(value) else round(value)


def _round(value, digits):
    return None if np.isnan(value) else round(float(value), digits)
