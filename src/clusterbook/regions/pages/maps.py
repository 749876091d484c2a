"""Maps of places: outlines in a file that all pages share, marks on it, and links on the marks."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from functools import cache
from typing import Any

import pandas as pd

from clusterbook.tables.loading import load

from .elements import Html, element, joined

__all__ = ["COUNTRY", "backdrop", "locator", "place_map"]

COUNTRY = {"metros": "us", "states": "us", "provinces": "kr", "municipalities": "kr"}
_TABLES = {"metros": "united_states", "states": "united_states", "provinces": "korea"}
_WIDTH = 640.0
_MARGIN = 6.0
# Corners that lie closer than this on the map are one.
_SHORTEST = 0.7


@cache
def _lines(kind: str) -> pd.DataFrame:
    """Corners of outlines on the book's maps: columns unit, polygon, ring, x, y (upwards)."""
    found = load(f"outlines_{_TABLES.get(kind, 'korea_municipalities')}")
    if "x" in found:
        return found
    middle = found["latitude"].agg(["min", "max"]).mean()
    return found.assign(x=found["longitude"] * math.cos(math.radians(middle)), y=found["latitude"])


@cache
def _frame(kind: str) -> tuple[float, float, float, float]:
    """Left edge, upper edge, scale, and height of a kind's map."""
    lines = _lines(kind)
    left, right = lines["x"].min(), lines["x"].max()
    scale = (_WIDTH - 2 * _MARGIN) / (right - left)
    if COUNTRY[kind] == "kr":
        scale *= 0.62  # a tall country: no higher than a screen
    top, bottom = lines["y"].max(), lines["y"].min()
    return left, top, scale, (top - bottom) * scale + 2 * _MARGIN


def _width(kind):
    lines, scale = _lines(kind), _frame(kind)[2]
    return (lines["x"].max() - lines["x"].min()) * scale + 2 * _MARGIN


def _on_map(kind: str, x: float, y: float) -> tuple[float, float]:
    left, top, scale, _ = _frame(kind)
    return round(float((x - left) * scale + _MARGIN), 1), round(
        float((top - y) * scale + _MARGIN), 1
    )


@cache
def _paths(kind: str) -> dict[str, str]:
    """The path of each unit's outline."""
    found: dict[str, list[str]] = {}
    for (unit, _, _), corners in _lines(kind).groupby(["unit", "polygon", "ring"], sort=False):
        points = [_on_map(kind, x, y) for x, y in zip(corners["x"], corners["y"], strict=True)]
        found.setdefault(str(unit), []).append(_path(points))
    return {unit: "".join(parts) for unit, parts in found.items()}


def _path(points):
    """Steps from corner to corner, in tenths where they are needed: half as long as the places themselves."""
    steps = [f"M{points[0][0]:g} {points[0][1]:g}l"]
    before = points[0]
    for point in points[1:]:
        step = [round(float(here - there), 1) for here, there in zip(point, before, strict=True)]
        if math.hypot(*step) >= _SHORTEST:
            # Steps of a path need no space before a minus, and no zero before a point.
            steps.append(" ".join(re.sub(r"(?<!\d)0\.", ".", f"{one:g}") for one in step))
            before = point
    return steps[0] + re.sub(r" -", "-", " ".join(steps[1:])) + "z"


def _box(kind):
    return f"0 0 {_width(kind):.0f} {_frame(kind)[3]:.0f}"


def backdrop(kind: str) -> str:
    """The outlines as a file: a grey that can be seen on light and on dark."""
    width, height = _box(kind).split()[2:]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="{_box(kind)}">'
        f'<path d="{"".join(_paths(kind).values())}" fill="none" stroke="#8b95a3" stroke-width=".8"/></svg>'
    )


def locator(
    kind: str, place: dict[str, Any], others: Iterable[dict[str, Any]], told: str
) -> Html | None:
    """Where a place lies, and where those lie that are most like it; None where that is not known."""
    if place["x"] is None:
        return None
    width, height = _box(kind).split()[2:]
    marks = [
        element("circle", cx=x, cy=y, r=4, class_="r-other")
        for other in others
        if other["x"] is not None
        for x, y in [_on_map(kind, other["x"], other["y"])]
    ]
    x, y = _on_map(kind, place["x"], place["y"])
    return element(
        "svg",
        element("image", href=f"outlines-{kind}.svg", width=width, height=height),
        *marks,
        element("circle", cx=x, cy=y, r=7, class_="r-here"),
        viewBox=_box(kind),
        role="img",
        aria_label=told,
        class_="r-locator",
    )


def place_map(kind: str, places: Iterable[dict[str, Any]], told: str) -> Html:
    """A map to click: a link on each place, by arrow keys from one to the nearest."""
    places = [place for place in places if place["x"] is not None]
    drawn = [place for place in places if place["outline"]]
    links = joined(_link(kind, place, first=number == 0) for number, place in enumerate(places))
    width, height = _box(kind).split()[2:]
    under = (
        [] if drawn else [element("image", href=f"outlines-{kind}.svg", width=width, height=height)]
    )
    return element(
        "svg", *under, links, viewBox=_box(kind), role="group", aria_label=told, class_="r-map"
    )


def _link(kind, place, first):
    x, y = _on_map(kind, place["x"], place["y"])
    if place["outline"]:
        mark = element("path", d=_paths(kind)[place["outline"]])
    else:
        mark = element("circle", cx=x, cy=y, r=4.5)
    return element(
        "a",
        mark,
        href=f"{place['slug']}.html",
        aria_label=place["title"],
        tabindex=0 if first else -1,
        data_code=place["code"],
        data_x=x,
        data_y=y,
    )
