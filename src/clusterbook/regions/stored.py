"""The figures of all places of a kind, as they are written to a page: numbers and sentences, ready for JSON."""

from __future__ import annotations

from typing import Any, Literal

import numpy as np
import pandas as pd

import agglomeration as ag
from clusterbook.tables.package import resource
from explorable.states.fingerprint import fingerprint_of
from explorable.states.store import Store

from .badge import badges, bounds_told, certainty
from .change import changes
from .chapters import chapters_of, ideas, measures_told
from .kinds import kind_of_place
from .measures import measured
from .near import alike, densities, of_its_size, work_map
from .notes import notes
from .sentences import sentences, standing_out

__all__ = ["LIBRARY", "computed", "region_data"]

#: All that this package takes from the library: figures are computed anew when one of these changes.
LIBRARY = (
    ag.entry,
    ag.exit,
    ag.growth,
    ag.herfindahl,
    ag.hoover_specialization,
    ag.krugman_specialization,
    ag.location_quotient,
    ag.outside_complexity,
    ag.proximity,
    ag.relatedness_density,
    ag.shift_share,
    ag.simulate,
)

_NEAR = 8
_STRONGEST = 12
# The largest and smallest rank that 95 of 100 draws leave.
_ENDS = (0.025, 0.975)


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

    Raises
    ------
    ValueError
        If there is no such kind.

    Notes
    -----
    Computed once, and kept with all other stored figures until the code or a table changes.

    Examples
    --------
    >>> found = region_data("provinces")
    >>> found["unit"], len(found["places"]), found["places"][6]["slug"]
    ('workers', 17, 'kr-province-26-ulsan')
    """
    store, state = Store(fingerprint_of("regions", (computed, *LIBRARY)), "regions"), {"kind": kind}
    if not store.has(state):
        store.put(state, computed(kind))
    return store.get(state)


def computed(kind: Literal["metros", "states", "provinces", "municipalities"]) -> dict[str, Any]:
    """Return what `region_data` returns, computed anew."""
    given = kind_of_place(kind)
    measures = measured(given)
    spots = work_map(given)
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
        "not_shown": list(given.not_shown),
        "grades": [] if given.errors is None else bounds_told(),
        "chapters": ideas(given),
        "measures": measures_told(given),
        "activities": _activities(given, measures),
        "groups": [
            {
                "title": name,
                "korean": given.groups_korean.get(str(name), ""),
                "amount": _whole(amount),
            }
            for name, amount in given.group_reference[given.groups.columns].items()
        ],
        "reference": _wholes(given.reference),
        "reference_total": _whole(given.reference_total),
        "map": None if spots is None else _map(given, *spots),
        "places": _places(given, measures),
    }


def _activities(given, measures):
    scale, drawn = measures.complexity, measures.complexity_draws
    ranks = pd.DataFrame(drawn, columns=scale.index).rank(axis=1, ascending=False)
    found = []
    for code, row in given.titles.iterrows():
        entry = {"code": code, **{name: row[name] for name in ("title", "korean", "group")}}
        if code in scale.index:
            low, high = ranks[code].quantile(_ENDS)
            entry |= {
                "complexity": _round(scale[code], 3),
                "complexity_ranks": [int(low), int(np.ceil(high))],
                "complexity_half": _half((ranks[code] <= len(scale) / 2).mean()),
            }
        found.append(entry)
    return found


def _half(upper):
    """In which half something lies in 95 of 100 draws; None where that is not sure."""
    return "upper" if upper >= 0.95 else "lower" if upper <= 0.05 else None


def _map(given, spots, links):
    position = {code: k for k, code in enumerate(given.titles.index)}
    return {
        "activities": [position[code] for code in spots.index],
        "x": [_round(x, 3) for x in spots["x"]],
        "y": [_round(y, 3) for y in spots["y"]],
        "links": [[position[one], position[other]] for one, other in links],
    }


def _places(given, measures):
    seen, badge, out = certainty(given), badges(given), standing_out(given)
    near, like, changed = densities(given), alike(given), changes(given)
    told, size, said = sentences(given, measures, changed, out), of_its_size(given), notes(given)
    numbers = _numbers(given, measures, changed)
    return [
        {
            **_described(given, code),
            "notes": said.get(code, []),
            "published": {
                "share": _published(seen.loc[code]),
                "cells": int(seen.loc[code, "cells"]),
                "withheld": int(seen.loc[code, "withheld"]),
                "unpublished": int(seen.loc[code, "unpublished"]),
                "error": _round(seen.loc[code, "error"], 3),
            },
            "badge": badge[code],
            "measures": numbers[code],
            "strongest": [
                {"code": name, **{key: _round(value, 2) for key, value in row.items()}}
                for name, row in out[code].head(_STRONGEST).iterrows()
            ],
            "missing_near": _lacking(given, measures, near, code),
            "known_near": int(near.loc[code].notna().sum()) if len(near.columns) else 0,
            "alike": [
                {"code": other, "distance": _round(value, 3)} for other, value in like[code].items()
            ],
            "of_its_size": list(size[code]),
            "change": None if changed is None else _change(changed[code]),
            "sentences": [text for text, _ in told[code]],
            "stands_out": [stands for _, stands in told[code]],
            "chapters": chapters_of(given, code),
        }
        for code in given.cells.index
    ]


def _published(row):
    """In tenths of a percent, cut off: a place that withholds anything does not publish all. Sums are rounded, too."""
    share = np.floor(1000 * row["published"] + 0.01) / 1000
    return float(min(share, 0.999)) if row["withheld"] else float(share)


def _described(given, code):
    row = given.places.loc[code]
    errors = None if given.errors is None else _rounded(given.errors.loc[code], 3)
    names = ("slug", "name", "title", "korean", "also", "parent", "outline")
    group_errors = None if given.errors is None else given.group_errors.loc[code]
    return {
        "code": code,
        **{name: row[name] for name in names},
        "page": bool(row["page"]),
        "x": _round(row["x"], 3),
        "y": _round(row["y"], 3),
        "total": _whole(given.totals[code]),
        "cells": _wholes(given.cells.loc[code]),
        "marks": "".join(given.marks.loc[code]),
        "rse": errors,
        "groups": _wholes(given.groups.loc[code]),
        "groups_rse": None if group_errors is None else _rounded(group_errors, 3),
    }


def _numbers(given, measures, changed):
    """By place: each measure with its interval and its rank with the ranks that the draws leave, 1 the largest."""
    values = {"size": given.totals, **{name: measures.values[name] for name in measures.values}}
    if changed is not None:
        values["growth"] = pd.Series({place: parts["growth"] for place, parts in changed.items()})
    found: dict[Any, dict[str, Any]] = {place: {} for place in given.cells.index}
    for name, value in values.items():
        rank = value.rank(ascending=False, method="min")
        drawn = measures.draws.get(name)
        ends = _ends(drawn) if drawn is not None else None
        for k, place in enumerate(given.cells.index):
            entry = {"value": _round(value[place], 4), "rank": _whole(rank[place])}
            if ends is not None:
                entry |= {key: _round(end[k], 4) for key, end in ends.items()}
                entry["rank_lower"] = int(entry["rank_lower"])
                entry["rank_upper"] = int(np.ceil(entry["rank_upper"]))
            found[place][name] = entry
    return found


def _ends(drawn):
    ranks = pd.DataFrame(drawn).rank(axis=1, ascending=False).to_numpy()
    low, high = np.quantile(drawn, _ENDS, axis=0)
    first, last = np.quantile(ranks, _ENDS, axis=0)
    return {"lower": low, "upper": high, "rank_lower": first, "rank_upper": last}


def _lacking(given, measures, near, code):
    """What a place surely has less of than the nation, the nearest first."""
    if not len(near.columns):
        return []
    out = _upper_ends(given, code, near.columns)
    found = near.loc[code].where(out < 1).dropna().sort_values(ascending=False, kind="stable")
    return [
        {
            "code": name,
            "density": _round(value, 3),
            "complexity": _round(measures.complexity.get(name, np.nan), 2),
        }
        for name, value in found.head(_NEAR).items()
    ]


def _upper_ends(given, code, names):
    share = given.cells.loc[code, names] / given.totals[code]
    found = share / (given.reference[names] / given.reference_total)
    return found if given.errors is None else found * (1 + 1.96 * given.errors.loc[code, names])


def _change(parts):
    rates = {name: _round(parts[name], 4) for name in ("growth", "nation")}
    amounts = {
        name: _whole(parts[name]) for name in ("national", "industry_mix", "regional", "change")
    }
    moved = {
        name: [{"code": code, "change": _whole(value)} for code, value in parts[name]]
        for name in ("gains", "losses")
    }
    return {**rates, **amounts, **moved, "entries": parts["entries"], "exits": parts["exits"]}


def _source(name):
    entry = resource(name)
    return {"table": name, "title": entry["title"], "citation": entry["citation"]}


# Whole rows, of which there are many: without asking numpy about each number.
def _wholes(row):
    return [None if value != value else round(value) for value in row.tolist()]


def _rounded(row, digits):
    return [None if value != value else round(value, digits) for value in row.tolist()]


def _whole(value):
    return None if np.isnan(value) else round(value)


def _round(value, digits):
    return None if np.isnan(value) else round(float(value), digits)
