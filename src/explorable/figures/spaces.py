"""Spaces of activities: which lie near each other, what a place has of them, and which it might turn to."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from explorable.drawing import Drawing
from explorable.drawing.look import COLOURS, NARROW
from explorable.words import in_turn, tell_many

from .frame import BELOW, LEFT, LINE, along, in_points, legend, name_points, new_axes

__all__ = ["activity_space", "numbered_scatter"]

LISTED = 36  # characters of a listed name; the table has it in full


def numbered_scatter(
    x: pd.Series,
    y: pd.Series,
    listed: Sequence[Any],
    xlabel: str,
    ylabel: str,
    names: Mapping[Any, str] | None = None,
    filled: pd.Series | None = None,
    key: tuple[str, str] | None = None,
    limits: tuple[tuple[float, float], tuple[float, float]] | None = None,
    level: tuple[str, float] | None = None,
    alt: str | None = None,
) -> Drawing:
    """Points in two measures; the listed ones carry a number that a list beside the picture explains.

    Parameters
    ----------
    x, y : pandas.Series
        One number per label.
    listed : sequence
        Labels in the order of their numbers, from 1.
    names : dict, optional
        What the list says, where that is not the label. Long names are cut.
    filled : pandas.Series of bool, optional
        Which points are filled; all, unless said.
    key : (str, str), optional
        What a filled and an open point mean.
    limits : ((float, float), (float, float)), optional
        Ranges of the axes, the same for all states of an explorable.
    level : (str, float), optional
        A named horizontal line.
    alt : str, optional
        Alternative text; names the listed points unless said.

    Returns
    -------
    Drawing
    """
    filled = pd.Series(True, index=x.index) if filled is None else filled
    names = {} if names is None else dict(names)
    told = [str(names.get(label, label)) for label in listed]

    def draw(width):
        wide = width > NARROW
        height = 3.9 if wide else 3.3 + 0.21 * len(told)
        shape = {"width_ratios": [1.25, 1]} if wide else {"height_ratios": [3.2, 0.21 * len(told)]}
        figure = Figure(figsize=(width, height))
        axes, side = figure.subplots(*((1, 2) if wide else (2, 1)), **shape)
        if level is not None:
            axes.axhline(
                level[1], color=COLOURS["mute"], linewidth=1, linestyle="--", label=level[0]
            )
        _draw_points(axes, x, y, filled, key)
        for has in (True, False):
            chosen = [label for label in listed if filled[label] == has]
            face = COLOURS["second"] if has else COLOURS["paper"]
            axes.plot(
                x[chosen],
                y[chosen],
                "o",
                color=COLOURS["second"],
                markerfacecolor=face,
                markersize=5.5,
                zorder=3,
            )
        axes.set(xlabel=xlabel, ylabel=ylabel)
        if limits:
            axes.set(xlim=limits[0], ylim=limits[1])
        _write_list(side, told)
        if key or level:
            legend(axes)
        _number(axes, x, y, list(listed), width, level)
        return figure

    spots = zip(listed, told, strict=True)
    numbered = in_turn(f"{name}: {x[label]:.2f}, {y[label]:.2f}" for label, name in spots)
    spoken = tell_many(
        "Points of {n} activity, {y} over {x}. Numbered: {numbered}.",
        "Points of {n} activities, {y} over {x}. Numbered: {numbered}.",
        len(x),
        y=ylabel,
        x=xlabel,
        numbered=numbered.replace("-", "\N{MINUS SIGN}"),
    )
    return Drawing(draw, alt or spoken)


def activity_space(
    places: pd.DataFrame,
    links: Sequence[Any],
    filled: pd.Series,
    marked: Sequence[Any] = (),
    names: Mapping[Any, str] | None = None,
    key: tuple[str, str, str] = ("here", "not here", "near"),
    alt: str | None = None,
) -> Drawing:
    """Activities as dots, the related ones joined; filled where a place has them, ringed where it might turn next.

    Parameters
    ----------
    places : pandas.DataFrame
        Columns ``x`` and ``y``, one row per activity.
    links : sequence of pairs
        Labels of the activities that a line joins.
    filled : pandas.Series of bool
        Which of them the place has.
    marked : sequence
        Labels of those that carry a ring.
    names : dict, optional
        ``{label: text}``: landmarks that are named, on small screens the first three of them.
    key : (str, str, str)
        What a filled dot, an open dot and a ring mean.
    alt : str, optional
        Alternative text.
    """
    landmarks = {} if names is None else dict(names)
    ends = np.full((len(links), 3, 2), np.nan)  # one end, the other, a gap
    ends[:, :2] = (
        places[["x", "y"]]
        .to_numpy()[places.index.get_indexer(pd.Index(np.ravel(links)))]
        .reshape(-1, 2, 2)
    )

    def draw(width):
        wide = width > NARROW
        figure, axes = new_axes(width, (0.66 if wide else 0.95) * width)
        axes.plot(*ends.reshape(-1, 2).T, color=COLOURS["faint"], linewidth=0.5, zorder=1)
        size = 4.6 if wide else 3
        for has, label in ((True, key[0]), (False, key[1])):
            chosen = places[filled.reindex(places.index) == has]
            face = COLOURS["accent"] if has else COLOURS["paper"]
            style = {"color": COLOURS["accent"], "markerfacecolor": face, "markeredgewidth": 0.7}
            axes.plot(
                chosen["x"], chosen["y"], "o", markersize=size, label=label, zorder=2, **style
            )
        if len(marked):
            ring = {"color": COLOURS["second"], "markerfacecolor": "none", "markeredgewidth": 1.6}
            axes.plot(
                *places.loc[list(marked), ["x", "y"]].T.to_numpy(),
                "o",
                markersize=2.1 * size,
                **ring,
                label=key[2],
            )
        behind = {"facecolor": COLOURS["paper"], "edgecolor": "none", "pad": 0.6, "alpha": 0.85}
        axes.margins(x=0.1)
        axes.set_axis_off()
        legend(axes)
        named = dict(list(landmarks.items())[: None if wide else 3])
        spots = places.loc[list(named), ["x", "y"]].to_numpy()
        across, up = width * 72 - 8, figure.get_figheight() * 72 - 30
        marks = in_points(axes, places["x"], places["y"], across, up)
        reach = np.where(places.index.isin(list(marked)), 1.05 * size + 1, size / 2 + 0.4)
        name_points(
            axes,
            [str(text) for text in named.values()],
            spots,
            in_points(axes, *spots.T, across, up),
            marks,
            (0, 0, across, up + 4),
            reach,
            reach[places.index.get_indexer(list(named))],
            bbox=behind,
            zorder=4,
        )
        return figure

    count = int(filled.sum())
    told = tell_many(
        "Network of {activities} activities and {links} links; {n} is filled and {ringed} ringed.",
        "Network of {activities} activities and {links} links; {n} are filled and {ringed} ringed.",
        count,
        activities=len(places),
        links=len(links),
        ringed=len(marked),
    )
    return Drawing(draw, alt or told)


def _draw_points(axes, x, y, filled, key):
    for kind, style in ((True, {"markeredgewidth": 0}), (False, {"markerfacecolor": "none"})):
        chosen = filled.index[filled == kind]
        label = None if key is None else key[not kind]
        axes.plot(
            x[chosen],
            y[chosen],
            "o",
            color=COLOURS["accent"],
            alpha=0.75,
            markersize=3.6,
            label=label,
            **style,
        )


def _number(axes, x, y, listed, width, level):
    """Numbers beside the listed points; a list says what they are, so that none needs to stand far away."""
    wide = width > NARROW
    across = (width * 72 - LEFT) * (5 / 9 if wide else 1)
    up = 3.3 * 72 - BELOW - 3 * LINE * (not wide)
    known = x.notna() & y.notna()
    marks = in_points(axes, x[known], y[known], across, up)
    reach = np.where(x[known].index.isin(listed), 3.2, 2.2)
    if level is not None:
        line = along(axes, [(x.min(), level[1]), (x.max(), level[1])], across, up)
        marks, reach = np.vstack([marks, line]), np.append(reach, np.full(len(line), 1.0))
    places = in_points(axes, x[listed], y[listed], across, up)
    told = [str(number) for number in range(1, len(listed) + 1)]
    spots = list(zip(x[listed], y[listed], strict=True))
    own = [3.2] * len(listed)
    name_points(axes, told, spots, places, marks, (0, 0, across, up), reach, own)


def _write_list(axes, told):
    axes.set(xlim=(0, 1), ylim=(len(told), 0))
    for row, name in enumerate(told):
        axes.text(0.06, row + 0.5, str(row + 1), ha="right", va="center", color=COLOURS["second"])
        axes.text(0.09, row + 0.5, textwrap.shorten(name, LISTED, placeholder=" …"), va="center")
    axes.set_axis_off()
