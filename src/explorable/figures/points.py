"""Figures of points: two measures against each other, plants on a board."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from explorable.drawing import Drawing
from explorable.drawing.look import COLOURS, NARROW
from explorable.words import enumerated, marked, tell, tell_many

from .frame import along, in_points, legend, name_axes, name_points, new_axes, room_of

__all__ = ["board_of_dots", "scatter"]


def scatter(
    x: pd.Series,
    y: pd.Series,
    xlabel: str,
    ylabel: str,
    names: Mapping[Any, str] | Iterable[tuple[Any, str]] = (),
    highlight: Sequence[Any] = (),
    diagonal: bool = False,
    filled: pd.Series | None = None,
    key: tuple[str, str] | None = None,
    limits: tuple[float, float] | None = None,
    alt: str | None = None,
) -> Drawing:
    """Points in two measures; highlighted ones are named; filled and open points tell two kinds apart.

    Parameters
    ----------
    x, y : pandas.Series
        One number per label.
    names : dict, optional
        What to write beside a highlighted point, where that is not its label.
    highlight : sequence, optional
        Labels of the points that stand out.
    diagonal : bool
        Whether to draw the line on which both measures agree.
    filled : pandas.Series of bool, optional
        Which points are filled; all, unless said.
    key : (str, str), optional
        What a filled and an open point mean.
    limits : (float, float), optional
        Range of both axes, the same for all states of an explorable.
    """
    filled = pd.Series(True, index=x.index) if filled is None else filled

    def draw(width):
        figure, axes = new_axes(width, 3.8 if width > NARROW else 3.3)
        if diagonal:
            span = [min(x.min(), y.min()), max(x.max(), y.max())]
            axes.plot(span, span, color=COLOURS["mute"], linewidth=1)
        for kind, style in ((True, {"markeredgewidth": 0}), (False, {"markerfacecolor": "none"})):
            chosen = filled.index[filled == kind]
            label = None if key is None else key[not kind]
            axes.plot(
                x[chosen],
                y[chosen],
                "o",
                color=COLOURS["accent"],
                alpha=0.75,
                markersize=4,
                label=label,
                **style,
            )
        for label in highlight:
            axes.plot(x[label], y[label], "o", color=COLOURS["second"])
        name_axes(axes, xlabel, ylabel)
        if limits:
            axes.set(xlim=limits, ylim=limits)
        told = [str(dict(names).get(label, label)) for label in highlight]
        line = [(span[0], span[0]), (span[1], span[1])] if diagonal else None
        _name_highlighted(axes, x, y, list(highlight), told, bool(key), line)
        if key:
            legend(axes)
        return figure

    told = [
        tell_many(
            "Points of {n} place: {y} from {y_low} to {y_high} against {x} from {x_low} to {x_high}.",
            "Points of {n} places: {y} from {y_low} to {y_high} against {x} from {x_low} to {x_high}.",
            len(x),
            y=ylabel,
            y_low=f"{y.min():,.3g}",
            y_high=f"{y.max():,.3g}",
            x=xlabel,
            x_low=f"{x.min():,.3g}",
            x_high=f"{x.max():,.3g}",
        )
    ]
    told += [
        tell(
            "{name}: {y} against {x}.",
            name=dict(names).get(name, name),
            y=f"{y[name]:,.3g}",
            x=f"{x[name]:,.3g}",
        )
        for name in highlight
    ]
    return Drawing(draw, alt or enumerated(told, marked("{some} {one}")))


def _name_highlighted(axes, x, y, highlight, told, with_key, line):
    """Names of the highlighted points, beside all others and beside the diagonal."""
    across, up = room_of(axes, int(with_key))
    spots = list(zip(x[highlight], y[highlight], strict=True))
    known = x.notna() & y.notna()
    marks = in_points(axes, x[known], y[known], across, up)
    if line:
        marks = np.vstack([marks, along(axes, line, across, up)])
    places = in_points(axes, x[highlight], y[highlight], across, up)
    room = (0, 0, across, up + 1)
    name_points(axes, told, spots, places, marks, room, 2.5, [3.5] * len(told))


def board_of_dots(
    regions: Sequence[int], sizes: Sequence[float], side: int, alt: str | None = None
) -> Drawing:
    """A square board of regions with a dot for each plant, its area its size.

    Parameters
    ----------
    regions : sequence of int
        Region of each plant, 0 to ``side**2 - 1``, row by row.
    sizes : sequence of float
        Size of each plant.
    side : int
        Regions along one side.
    """
    homes, amounts = np.asarray(regions), np.asarray(sizes, dtype=float)
    order = np.argsort(-amounts, kind="stable")
    place = np.empty(len(amounts), dtype=int)
    for region in np.unique(homes):
        here = order[homes[order] == region]
        place[here] = range(len(here))
    # Dots of one region are laid out on a sunflower spiral: near the middle, none hidden, none random.
    radius, angle = 0.13 * np.sqrt(place), 2.39996 * place
    x = homes % side + 0.5 + radius * np.cos(angle)
    y = homes // side + 0.5 + radius * np.sin(angle)

    def draw(width):
        figure, axes = new_axes(width, min(width, 3.4))
        for edge in range(side + 1):
            axes.plot([0, side], [edge, edge], color=COLOURS["faint"], linewidth=0.8)
            axes.plot([edge, edge], [0, side], color=COLOURS["faint"], linewidth=0.8)
        areas = 2200 * amounts / amounts.sum() + 6
        axes.scatter(x, y, s=areas, color=COLOURS["accent"], alpha=0.75, linewidth=0)
        axes.set_aspect("equal")
        axes.set_axis_off()
        return figure

    hit = len(np.unique(regions))
    told = tell_many(
        "A board of {regions} regions; {n} plant lies in {hit} of them.",
        "A board of {regions} regions; {n} plants lie in {hit} of them.",
        len(sizes),
        regions=side * side,
        hit=hit,
    )
    return Drawing(draw, alt or told)
