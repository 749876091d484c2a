"""Places on light outlines, alone, side by side, or beside their ranking."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from explorable.drawing import Drawing
from explorable.drawing.look import COLOURS, NARROW
from explorable.words import enumerated, in_turn, tell, tell_many

from .frame import (
    ROW,
    dots_in_rows,
    draw_rows,
    in_points,
    legend,
    name_of_rows,
    name_points,
    new_axes,
    rows_height,
    wrapped,
)

__all__ = ["map_and_ranking", "map_of_dots", "maps_of_dots"]

TALLEST = (
    5.2  # inches: a country higher than wide leaves room at its sides instead of filling the screen
)


def map_of_dots(
    dots: pd.DataFrame,
    outlines: Sequence[np.ndarray],
    size: str,
    key: str | None = None,
    alt: str | None = None,
) -> Drawing:
    """Places on a light map: each dot's area grows with its amount, the largest are named.

    Parameters
    ----------
    dots : pandas.DataFrame
        Columns ``x``, ``y`` in the outlines' units, ``amount``, and ``name`` (empty for dots without one).
    outlines : list of arrays
        Closed lines, shape (points, 2), drawn once for all states.
    size : float
        The amount that gets the largest dot.
    key : str, optional
        What a dot is.
    """

    def draw(width):
        figure, axes = new_axes(width, min(0.25 + width * _slope(outlines), TALLEST))
        _draw_places(axes, dots, outlines, size, 1 if width > NARROW else 0.5)
        if key:
            axes.set_title(key, fontweight="normal", color=COLOURS["mute"])
        return figure

    told = tell_many(
        "Map with {n} dot; {key}. Named: {named}.",
        "Map with {n} dots; {key}. Named: {named}.",
        len(dots),
        key=key or tell("area shows the amount"),
        named=_named(dots),
    )
    return Drawing(draw, alt or told)


def maps_of_dots(
    panels: Mapping[str, pd.DataFrame],
    outlines: Sequence[np.ndarray],
    size: str,
    kinds: Sequence[str] = (),
    alt: str | None = None,
) -> Drawing:
    """The same map once for each of several amounts: side by side, on small screens one below the other.

    Parameters
    ----------
    panels : dict
        ``{title: dots}``, the dots as in :func:`map_of_dots`; a missing amount is a place without a figure and gets
        a small cross.
    outlines, size
        As in :func:`map_of_dots`.
    kinds : sequence of str, optional
        What the dots with 0, 1 and 2 in a column ``kind`` are: rings in the background, dots, diamonds.
    """

    def draw(width):
        across = len(panels) if width > NARROW else 1
        down = len(panels) // across
        height = down * (0.3 + width / across * _slope(outlines)) + 0.25 * bool(kinds) * (
            3 - across
        )
        figure = Figure(figsize=(width, height))
        grid = figure.subplots(down, across, squeeze=False).ravel()
        for axes, (title, dots) in zip(grid, panels.items(), strict=True):
            _draw_places(axes, dots, outlines, size, 0.5)
            axes.set_title(title)
        for kind, name in enumerate(kinds):
            grid[0].plot([], [], markersize=5.5, label=name, **_KINDS[kind])
        if kinds:
            legend(grid[0])
        return figure

    named = in_turn(f"{title}: {_named(dots)}" for title, dots in panels.items())
    told = tell("Maps with dots; the places named are the largest. {named}.", named=named)
    return Drawing(draw, alt or told)


def map_and_ranking(
    dots: pd.DataFrame,
    outlines: Sequence[np.ndarray],
    size: str,
    values: pd.Series,
    xlabel: str,
    filled: Sequence[bool],
    key: tuple[str, str],
    title: str | None = None,
    limits: tuple[float, float] = (1, 100),
    log: bool = True,
    decimals: int = 1,
    alt: str | None = None,
) -> Drawing:
    """A map with dots and, beside it, the leading places ranked, by rule on a logarithmic axis; on small screens below.

    Parameters
    ----------
    dots, outlines, size
        As in :func:`map_of_dots`.
    values : pandas.Series
        One number per place, in the order to draw; empty where no place qualifies.
    xlabel : str
        What the numbers are.
    filled : list of bool
        Which dots of the ranking are filled.
    key : (str, str)
        What a filled and an open dot mean.
    title : str, optional
        What a dot on the map is.
    limits : (float, float)
        Range of the ranking's axis, the same for all states of an explorable.
    log : bool
        Whether that axis is logarithmic, as befits quotients; if not, it suits counts and shares.
    decimals : int
        Decimals of the numbers beside the ranking's dots.
    """

    def draw(width):
        beside = width > NARROW
        labels = wrapped(values.index, NARROW)
        across = 0.56 * width if beside else width
        map_height, rows = 0.25 + across * _slope(outlines), max(ROW, rows_height(labels, 0))
        height = max(map_height, rows + 0.95) if beside else map_height + rows + 1.05
        # Placed by hand: the automatic layout of two unlike pictures differs in its last digits from run to run.
        figure = Figure(figsize=(width, height), layout="none")
        longest = max((len(line) for label in labels for line in label.splitlines()), default=10)
        left = 0.15 + 0.07 * longest + (across if beside else 0)
        country = figure.add_axes(
            _box(figure, 0.02, height - map_height, across - 0.04, map_height - 0.25)
        )
        ranking = figure.add_axes(_box(figure, left, 0.45, width - left - 0.15, rows))
        _draw_places(country, dots, outlines, size, 0.5)
        if title:
            country.set_title(title, fontweight="normal", color=COLOURS["mute"])
        _rank(ranking, values, filled, key, limits, log, decimals)
        name_of_rows(ranking, xlabel)
        return figure

    leading = in_turn(f"{place} {value:.{decimals}f}" for place, value in values.items())
    told = tell_many(
        "Map with {n} dot, and its leading places by {x}: {leading}.",
        "Map with {n} dots, and its leading places by {x}: {leading}.",
        len(dots),
        x=xlabel,
        leading=leading or tell("no place qualifies"),
    )
    return Drawing(draw, alt or told)


def _named(dots):
    """The named places with their amounts."""
    named = dots[dots["name"] != ""].sort_values("amount", ascending=False)
    places = (f"{place.name} {place.amount:,.4g}" for place in named.itertuples())
    return enumerated(places) or tell("no place")


def _slope(outlines):
    """Height of a map of width 1."""
    corners = np.concatenate(outlines)
    width, height = corners.max(axis=0) - corners.min(axis=0)
    return height / width


def _on_a_grid(outlines, across):
    """Outlines with corners on a grid finer than their lines are thick; what shrinks to a point is left out.

    Neighbours keep their common border, and a page with a map carries half as much.
    """
    step = np.ptp(np.concatenate(outlines)[:, 0]) / across
    for line in outlines:
        snapped = np.round(line / step)
        corners = snapped[np.append(True, np.diff(snapped, axis=0).any(axis=1))]
        if len(corners) > 3:
            yield corners * step


def _draw_places(axes, dots, outlines, size, scale):
    borders = Path.make_compound_path(*map(Path, _on_a_grid(outlines, 1000 if scale == 1 else 600)))
    axes.add_artist(PathPatch(borders, facecolor="none", edgecolor=COLOURS["faint"], linewidth=0.5))
    blank = dots[dots["amount"].isna()]
    axes.plot(blank["x"], blank["y"], "x", color=COLOURS["mute"], markersize=3, markeredgewidth=0.6)
    # Diameters in quarters of a point: no eye sees the step, and dots of one size are stored in the page as one shape.
    diameters = np.round(4 * np.sqrt(8 * scale + 150 * scale * dots["amount"] / size)) / 4
    kinds = dots["kind"] if "kind" in dots else pd.Series(1, index=dots.index)
    for (kind, diameter), alike in dots.groupby([kinds, diameters], sort=True):
        axes.plot(alike["x"], alike["y"], markersize=diameter, **_KINDS[kind])
    corners = np.concatenate(outlines)
    (west, south), (east, north) = corners.min(axis=0), corners.max(axis=0)
    margin = (east - west) / 50
    axes.set(xlim=(west - margin, east + margin), ylim=(south - margin, north + margin))
    axes.set_aspect("equal")
    axes.set_axis_off()
    # A country higher than wide is as high as its figure, and so narrower than it.
    across = min(490 * scale, (TALLEST - 0.25) * 72 / _slope(outlines) if scale == 1 else np.inf)
    _name_places(axes, dots, diameters / 2, across, across * _slope(outlines))


# How the dots of a map differ, in shape as well as in colour: background, plain, outstanding.
_KINDS = (
    {
        "marker": "o",
        "linestyle": "",
        "color": COLOURS["back"],
        "markerfacecolor": "none",
        "markeredgewidth": 0.7,
    },
    {
        "marker": "o",
        "linestyle": "",
        "color": COLOURS["accent"],
        "alpha": 0.75,
        "markeredgewidth": 0,
    },
    {"marker": "D", "linestyle": "", "color": COLOURS["second"], "markeredgewidth": 0},
)


def _name_places(axes, dots, reach, across, up):
    """Write names beside their dots, where they cover as few others as can be."""
    named = dots["name"] != ""
    places = dots[named].sort_values("y", ascending=False)
    marks = in_points(axes, dots["x"], dots["y"], across, up)
    name_points(
        axes,
        places["name"].tolist(),
        places[["x", "y"]].to_numpy(),
        in_points(axes, places["x"], places["y"], across, up),
        marks,
        (0, 0, across, up),
        reach.fillna(1.5).to_numpy(),
        reach[places.index].fillna(1.5).to_numpy(),
        size=9,
    )


def _rank(axes, values, filled, key, limits, log, decimals):
    """Dots in rows; a logarithmic axis has plain numbers on it."""
    draw_rows(axes, wrapped(values.index, NARROW))
    if log:
        axes.set_xscale("log")
        every = (1, 3, 10, 30, 100) if limits[1] <= 300 * limits[0] else (0.1, 1, 10, 100)
        axes.set_xticks([tick for tick in every if limits[0] <= tick <= limits[1]], minor=False)
        axes.set_xticks([], minor=True)
        axes.xaxis.set_major_formatter("{x:g}")
    dots_in_rows(axes, values, filled, key, decimals, start=limits[0])
    axes.set_xlim(*limits)
    axes.legend(loc="lower right", bbox_to_anchor=(1.02, 1), borderaxespad=0.1, handletextpad=0.4)


def _box(figure, left, bottom, width, height):
    """Inches as the shares of the figure that axes are placed with."""
    across, up = figure.get_size_inches()
    return left / across, bottom / up, width / across, height / up
