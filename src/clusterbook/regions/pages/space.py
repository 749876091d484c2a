"""The map of work or of industries: all of it in a file that the pages share, and on it what a place has."""

from __future__ import annotations

from typing import Any

from clusterbook.words import tell, tell_many

from .elements import Html, element, shown

__all__ = ["space", "space_backdrop"]

_SIDE = 360
_MARGIN = 8
# So many names are written out, of what is strongest here.
_NAMED = 6


def _at(share: float) -> float:
    return round(_MARGIN + share * (_SIDE - 2 * _MARGIN), 1)


def _spots(data):
    found = data["map"]
    return {
        i: (_at(x), _at(y))
        for i, x, y in zip(found["activities"], found["x"], found["y"], strict=True)
    }


def space_backdrop(data: dict[str, Any]) -> str:
    """The whole map as a file: lines join each activity with those most often found in the same places."""
    spots = _spots(data)
    lines = "".join(
        f"M{spots[one][0]:g} {spots[one][1]:g}L{spots[other][0]:g} {spots[other][1]:g}"
        for one, other in data["map"]["links"]
    )
    dots = "".join(f'<circle cx="{x:g}" cy="{y:g}" r="2.2"/>' for x, y in spots.values())
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_SIDE}" height="{_SIDE}" viewBox="0 0 {_SIDE} {_SIDE}">'
        f'<path d="{lines}" fill="none" stroke="#8b95a3" stroke-opacity=".35" stroke-width=".7"/>'
        f'<g fill="#8b95a3" fill-opacity=".7">{dots}</g></svg>'
    )


def space(data: dict[str, Any], place: dict[str, Any]) -> Html:
    """The map with what the place has more of than the nation, and what lies near."""
    spots = _spots(data)
    near = {one["code"] for one in place["missing_near"]}
    has, nearest = [], []
    for i in spots:
        value, other = place["cells"][i], data["reference"][i]
        if data["activities"][i]["code"] in near:
            nearest.append(i)
        elif value and other and value / place["total"] >= other / data["reference_total"]:
            has.append(i)
    strongest = sorted(has, key=lambda i: -(place["cells"][i] / data["reference"][i]))[:_NAMED]
    named = "; ".join(data["activities"][i]["title"] for i in strongest)
    unseen = sum(place["cells"][i] is None for i in spots)
    counted = {
        "all": shown(len(spots)),
        "activities": data["activities_name"],
        "has": shown(len(has)),
        "named": named or "–",
    }
    if unseen:
        told = tell_many(
            "Of {all} {activities} on the map the place has a larger share than the nation in {has} (filled), and {n} "
            "is not published here. Rings mark what lies near and is not there. Strongest: {named}.",
            "Of {all} {activities} on the map the place has a larger share than the nation in {has} (filled), and {n} "
            "are not published here. Rings mark what lies near and is not there. Strongest: {named}.",
            unseen,
            **counted,
        )
    else:
        told = tell(
            "Of {all} {activities} on the map, all of them published here, the place has a larger share than the "
            "nation in {has} (filled). Rings mark what lies near and is not there. Strongest: {named}.",
            **counted,
        )
    marks = [element("circle", cx=spots[i][0], cy=spots[i][1], r=3.4, class_="r-has") for i in has]
    rings = [
        element("circle", cx=spots[i][0], cy=spots[i][1], r=4.5, class_="r-near") for i in nearest
    ]
    drawn = element(
        "svg",
        element("image", href=f"space-{data['kind']}.svg", width=_SIDE, height=_SIDE),
        *marks,
        *rings,
        viewBox=f"0 0 {_SIDE} {_SIDE}",
        role="img",
        aria_label=told,
        class_="r-space",
    )
    note = tell(
        "{told} Neighbours are often found in the same places; where a dot lies has no other meaning.",
        told=told,
    )
    return element("figure", drawn, element("figcaption", note))
