"""Plants on a plane with the curves that are measured on them, and a curve within the band that chance gives."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from explorable.drawing import Drawing
from explorable.drawing.look import COLOURS, NARROW
from explorable.words import enumerated, in_turn, marked, tell, tell_many, term

from .frame import DASHES, SERIES, legend, new_axes

__all__ = ["curve_in_band", "plane_and_curves"]

BAND = marked("95 % of blind draws")


def curve_in_band(
    table: pd.DataFrame,
    xlabel: str,
    ylabel: str,
    others: pd.DataFrame | None = None,
    key: tuple[str, str] = (marked("observed"), BAND),
    limits: tuple[float, float] | None = None,
    alt: str | None = None,
) -> Drawing:
    """A curve and the band that simulated curves fill: outside it, chance is not enough.

    Parameters
    ----------
    table : pandas.DataFrame
        Columns ``value``, ``lower`` and ``upper`` over a common axis, its index.
    xlabel, ylabel : str
        What the axes are.
    others : pandas.DataFrame, optional
        Up to three more curves to compare with; their names are the key.
    key : (str, str)
        What the curve and the band are.
    limits : (float, float), optional
        Range of the upright axis, the same for all states of an explorable.
    alt : str, optional
        Alternative text; says where the curve leaves the band unless said.
    """

    def draw(width):
        figure, axes = new_axes(width, 3.4 if width > NARROW else 3.1)
        _in_band(axes, table, key)
        for number, name in enumerate([] if others is None else others.columns, start=1):
            axes.plot(
                others.index,
                others[name],
                color=SERIES[number],
                linestyle=DASHES[number],
                label=str(name),
            )
        axes.set_xlabel(xlabel)
        axes.set_ylabel(ylabel)
        axes.set_xlim(table.index[0], table.index[-1])
        if limits:
            axes.set_ylim(*limits)
        legend(axes)
        return figure

    told = tell(
        "Curve of {y} over {x}, with a band: {leaves}.", y=ylabel, x=xlabel, leaves=_leaves(table)
    )
    return Drawing(draw, alt or told)


def plane_and_curves(
    points: pd.DataFrame,
    side: float,
    panels: list[dict[str, Any]],
    grid: tuple[float, float] | None = None,
    alt: str | None = None,
) -> Drawing:
    """Plants on a square and, beside it, one or two curves; on small screens below it.

    Parameters
    ----------
    points : pandas.DataFrame
        ``x``, ``y`` from 0 to ``side``, and ``type``: ``"industry"`` is drawn strongly, all others faintly.
    side : float
        Side of the square.
    panels : list of dict
        ``table`` (a column ``value``, and ``lower`` and ``upper`` for a band, over its index), ``xlabel``,
        ``title``, and, if wanted, ``limits`` of the upright axis and ``at``, the place of a dot on the curve.
    grid : (float, float), optional
        Width of the cells of a square grid to draw, and how far it is shifted to the right and up.
    alt : str, optional
        Alternative text.
    """

    def draw(width):
        beside = width > NARROW
        heights = [1.95 if len(panels) == 2 else 3.0] * len(panels)
        square = 3.2 if beside else width - 0.2
        height = 0.3 + max(square, sum(heights)) if beside else 0.6 + square + sum(heights)
        # Placed by hand: the automatic layout of unlike pictures differs in its last digits from run to run.
        figure = Figure(figsize=(width, height), layout="none")
        left, bottom = (0.05 if beside else 0.1), height - square - 0.25
        plane = figure.add_axes((left / width, bottom / height, square / width, square / height))
        _draw_plane(plane, points, side, grid)
        start = square + 0.75 if beside else 0.55
        top = height if beside else bottom - 0.1
        for panel, room in zip(panels, heights, strict=True):
            box = (start, top - room + 0.5, width - start - 0.12, room - 0.82)
            axes = figure.add_axes(
                (box[0] / width, box[1] / height, box[2] / width, box[3] / height)
            )
            _draw_panel(axes, **panel)
            top -= room
        return figure

    told = tell_many(
        "A square with {n} plant of an industry among {all}. {panels}.",
        "A square with {n} plants of an industry among {all}. {panels}.",
        int((points["type"] == "industry").sum()),
        all=len(points),
        panels=in_turn(f"{panel['title']}: {_leaves(panel['table'])}" for panel in panels),
    )
    return Drawing(draw, alt or told)


def _draw_plane(axes, points, side, grid):
    others, own = (
        points[flag] for flag in (points["type"] != "industry", points["type"] == "industry")
    )
    if grid:
        lines = [np.arange(grid[1] % grid[0], side, grid[0]) for _ in range(2)]
        axes.vlines(lines[0], 0, side, color=COLOURS["mute"], linewidth=0.8)
        axes.hlines(lines[1], 0, side, color=COLOURS["mute"], linewidth=0.8)
    axes.plot(others["x"], others["y"], ".", color=COLOURS["mute"], markersize=2.5, alpha=0.75)
    axes.plot(
        own["x"], own["y"], "o", color=COLOURS["accent"], markersize=4, markeredgewidth=0, alpha=0.8
    )
    axes.set(xlim=(0, side), ylim=(0, side), xticks=[], yticks=[], aspect="equal")
    axes.grid(visible=False)
    for spine in axes.spines.values():
        spine.set_visible(True)


def _draw_panel(axes, table, xlabel, title, limits=None, at=None):
    _in_band(axes, table, (None, None))
    if at is not None:
        axes.plot([at], [table["value"][at]], "o", color=SERIES[1], markersize=7, zorder=4)
    axes.set_title(title)
    axes.set_xlabel(xlabel)
    axes.margins(x=0.03)
    if limits:
        axes.set_ylim(*limits)


def _in_band(axes, table, key):
    if "lower" in table:
        axes.fill_between(
            table.index,
            table["lower"],
            table["upper"],
            facecolor=(COLOURS["faint"], 0.6),
            edgecolor=COLOURS["back"],
            linewidth=0.6,
            label=term(key[1]),
        )
    axes.plot(table.index, table["value"], color=SERIES[0], label=term(key[0]), zorder=3)


def _leaves(table):
    """Where a curve lies above and below its band, in words that hide no gap."""
    value = table["value"]
    span = {"first": f"{value.iloc[0]:,.3g}", "last": f"{value.iloc[-1]:,.3g}"}
    if "lower" not in table:
        return tell("from {first} to {last}", **span)
    over, under = _stretches(value > table["upper"]), _stretches(value < table["lower"])
    if over and under:
        return tell(
            "from {first} to {last}, above the band at {over} and below it at {under}",
            **span,
            over=over,
            under=under,
        )
    if over:
        return tell("from {first} to {last}, above the band at {over}", **span, over=over)
    if under:
        return tell("from {first} to {last}, below the band at {under}", **span, under=under)
    return tell("from {first} to {last}, nowhere outside the band", **span)


def _stretches(flags):
    """The stretches of an axis at which something holds, one after the other; empty if there is none."""
    at = np.flatnonzero(flags)
    runs = np.split(at, np.flatnonzero(np.diff(at) > 1) + 1)
    return enumerated(_stretch(flags.index[run]) for run in runs if len(run))


def _stretch(run):
    first, last = (f"{end:,.4g}" for end in run[[0, -1]])
    return first if len(run) == 1 else tell("{first} to {last}", first=first, last=last)
