"""Figures of labelled rows: one or several numbers for each of a list of things."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from explorable.drawing import Drawing
from explorable.drawing.look import COLOURS, NARROW
from explorable.words import enumerated, in_turn, tell

from .frame import (
    DASHES,
    HATCHES,
    LETTER,
    MARKS,
    ROW,
    SERIES,
    dots_in_rows,
    draw_rows,
    legend,
    name_of_rows,
    new_axes,
    rows_height,
    wrapped,
)

__all__ = [
    "bars",
    "crossed_groups",
    "dumbbells",
    "marked_rows",
    "ranked_dots",
    "stacked_bars",
    "waterfall",
]


def ranked_dots(
    values: pd.Series,
    xlabel: str,
    filled: Sequence[bool] | None = None,
    key: tuple[str, str] | None = None,
    decimals: int = 2,
    limits: tuple[float, float] | None = None,
    alt: str | None = None,
) -> Drawing:
    """Rows from the largest value down, a dot at each; filled and open dots tell two kinds apart.

    Parameters
    ----------
    values : pandas.Series
        One number per label, in the order to draw.
    xlabel : str
        What the numbers are, with their unit.
    filled : list of bool, optional
        Which dots are filled; all, unless said.
    key : (str, str), optional
        What a filled and an open dot mean.
    decimals : int
        Decimals of the number written beside each dot.
    limits : (float, float), optional
        Range of the axis, the same for all states of an explorable.
    alt : str, optional
        Alternative text; names the ends of the ranking unless said.

    Returns
    -------
    Drawing
    """
    filled = [True] * len(values) if filled is None else list(filled)

    def draw(width):
        labels = wrapped(values.index, width)
        figure, axes = new_axes(width, rows_height(labels, 0.75 + 0.25 * bool(key)))
        draw_rows(axes, labels)
        dots_in_rows(axes, values, filled, key, decimals, start=min(0, limits[0] if limits else 0))
        name_of_rows(axes, xlabel)
        axes.margins(x=0.12)
        if limits:
            axes.set_xlim(*limits)
        if key:
            legend(axes)
        return figure

    told = tell(
        "Ranked dots, {x}: from {top} ({most}) down to {bottom} ({least}).",
        x=xlabel,
        top=values.index[0],
        most=f"{values.iloc[0]:.{decimals}f}",
        bottom=values.index[-1],
        least=f"{values.iloc[-1]:.{decimals}f}",
    )
    return Drawing(draw, told if alt is None else alt)


def dumbbells(
    table: pd.DataFrame,
    xlabel: str,
    limits: tuple[float, float] | None = None,
    alt: str | None = None,
) -> Drawing:
    """Two numbers per row joined by a line: how far apart two measurements of one thing are.

    Parameters
    ----------
    table : pandas.DataFrame
        Two columns; their names are the key. A missing number leaves its dot out.
    xlabel : str
        What the numbers are.
    limits : (float, float), optional
        Range of the axis.
    alt : str, optional
        Alternative text.
    """
    first, second = table.columns

    def draw(width):
        labels = wrapped(table.index, width)
        figure, axes = new_axes(width, rows_height(labels, 1.05))
        draw_rows(axes, labels)
        rows = np.arange(len(table))
        axes.hlines(
            rows, table.min(axis=1), table.max(axis=1), color=COLOURS["back"], linewidth=1.4
        )
        for number, name in enumerate((first, second)):
            axes.plot(
                table[name], rows, MARKS[number], color=SERIES[number], label=str(name), zorder=3
            )
        name_of_rows(axes, xlabel)
        if limits:
            axes.set_xlim(*limits)
        legend(axes)
        return figure

    pairs = in_turn(
        tell("{name} {one} and {other}", name=name, one=_or_none(one), other=_or_none(other))
        for name, one, other in zip(table.index, table[first], table[second], strict=True)
    )
    told = tell(
        "Pairs of dots per row, {first} and {second}, {x}: {pairs}.",
        first=first,
        second=second,
        x=xlabel,
        pairs=pairs,
    )
    return Drawing(draw, alt or told)


def _or_none(value):
    return tell("none") if np.isnan(value) else f"{value:,.3g}"


def marked_rows(
    table: pd.DataFrame,
    xlabel: str,
    notes: Sequence[str] | None = None,
    mark: tuple[str, float] | None = None,
    ticks: Sequence[float] | None = None,
    limits: tuple[float, float] | None = None,
    alt: str | None = None,
) -> Drawing:
    """Up to four measurements per row, each with its own mark, joined by a line; a note at the end of the row.

    Parameters
    ----------
    table : pandas.DataFrame
        One row per label, one column per measurement; the columns' names are the key.
    xlabel : str
        What the measurements are.
    notes : list of str, optional
        A word or number at the right end of each row.
    mark : (str, float), optional
        A named vertical line.
    ticks : list of float, optional
        Makes the axis logarithmic, with these numbers on it; for ratios, where 2 and 1/2 are equally far from 1.
    limits : (float, float), optional
        Range of the axis, the same for all states of an explorable.
    alt : str, optional
        Alternative text.
    """

    def draw(width):
        labels = wrapped(table.index, width)
        figure, axes = new_axes(width, rows_height(labels, 1.05))
        draw_rows(axes, labels)
        rows = np.arange(len(table))
        if ticks:
            axes.set_xscale("log")
            axes.set_xticks(ticks, [f"{tick:g}" for tick in ticks])
            axes.minorticks_off()
        if mark:
            axes.axvline(mark[1], color=COLOURS["mute"], linewidth=1, label=mark[0])
        axes.hlines(
            rows, table.min(axis=1), table.max(axis=1), color=COLOURS["back"], linewidth=1.4
        )
        for number, name in enumerate(table.columns):
            axes.plot(
                table[name], rows, MARKS[number], color=SERIES[number], label=str(name), zorder=3
            )
        for row, note in enumerate(() if notes is None else notes):
            axes.annotate(note, (1.01, row), xycoords=("axes fraction", "data"), va="center")
        name_of_rows(axes, xlabel)
        if limits:
            axes.set_xlim(*limits)
        legend(axes)
        return figure

    ends = [""] * len(table) if notes is None else [f" {note}" for note in notes]
    told = tell(
        "Marks per row, {x}: {marks}. From the top: {rows}.",
        x=xlabel,
        marks=enumerated(table.columns),
        rows=in_turn(f"{label}{end}" for label, end in zip(table.index, ends, strict=True)),
    )
    return Drawing(draw, alt or told)


def crossed_groups(
    table: pd.DataFrame, xlabel: str, columns: int = 20, alt: str | None = None
) -> Drawing:
    """Two ways of grouping the same things: a dot where a row and a column have things in common, its area the number.

    Parameters
    ----------
    table : pandas.DataFrame
        Counts, one row per group of one kind, one column per group of the other; the columns in the order to draw.
    xlabel : str
        What the columns are.
    columns : int
        For how many columns there is room, the same for all states of an explorable; the last one gathers the rest.
    alt : str, optional
        Alternative text.
    """
    counts = table.to_numpy()
    if counts.shape[1] > columns:
        counts = np.column_stack([counts[:, : columns - 1], counts[:, columns - 1 :].sum(axis=1)])
    shown = counts.shape[1]
    rows, places = np.nonzero(counts)

    def draw(width):
        labels = wrapped(table.index, width)
        figure, axes = new_axes(width, rows_height(labels, 0.75))
        draw_rows(axes, labels)
        across = width - 2.1
        room = min(ROW, across / columns) * 72
        for count in np.unique(counts[counts > 0]):
            alike = counts[rows, places] == count
            points = 1.6 + (room - 1.6) * (count / counts.max()) ** 0.5
            axes.plot(
                places[alike],
                rows[alike],
                "o",
                color=COLOURS["accent"],
                markersize=points,
                markeredgewidth=0,
            )
        axes.hlines(
            range(len(table)), -0.6, columns - 0.4, color=COLOURS["faint"], linewidth=0.4, zorder=0
        )
        every = range(0, shown, 1 if width > NARROW else 4)
        names = [str(number + 1) for number in every]
        if counts.shape[1] < table.shape[1] and shown - 1 in every:
            names[-1] += "+"
        axes.set_xticks(list(every), names)
        axes.set_xlim(-0.6, columns - 0.4)
        axes.grid(axis="x", visible=False)
        name_of_rows(axes, xlabel)
        return figure

    met = table.to_numpy() > 0
    split, mixed = (int((met.sum(axis=axis) > 1).sum()) for axis in (1, 0))
    told = tell(
        "Dots where rows and columns ({x}) meet: rows split over several columns: {split}, of {rows} in all; columns "
        "that mix rows: {mixed}, of {columns} in all.",
        x=xlabel,
        split=split,
        rows=len(met),
        mixed=mixed,
        columns=met.shape[1],
    )
    return Drawing(draw, alt or told)


def bars(
    values: pd.Series,
    xlabel: str,
    highlight: Sequence[Any] = (),
    decimals: int = 0,
    limits: tuple[float, float] | None = None,
    marks: Mapping[str, float] | None = None,
    alt: str | None = None,
) -> Drawing:
    """Horizontal bars with their numbers; highlighted rows stand out, ``marks`` draws named vertical lines."""

    def draw(width):
        labels = wrapped(values.index, width)
        figure, axes = new_axes(width, rows_height(labels, 0.75 + 0.25 * bool(marks)))
        draw_rows(axes, labels)
        chosen = [label in set(highlight) or not highlight for label in values.index]
        colours = [COLOURS["accent"] if flag else COLOURS["back"] for flag in chosen]
        axes.barh(range(len(values)), values, color=colours, height=0.62)
        for number, (name, at) in enumerate((marks or {}).items(), start=1):
            axes.axvline(at, color=SERIES[number], linestyle=DASHES[number], label=name)
        name_of_rows(axes, xlabel)
        axes.margins(x=0.14)
        if limits:
            axes.set_xlim(*limits)
        for row, value in enumerate(values):
            if np.isfinite(value):
                text = f"{value:,.{decimals}f}".replace("-", "\N{MINUS SIGN}")
                start = _beside(value, text, (marks or {}).values(), axes, labels)
                axes.annotate(
                    text, (start, row), xytext=(4, 0), textcoords="offset points", va="center"
                )
        if marks:
            legend(axes)
        return figure

    bars = in_turn(f"{label} {value:,.{decimals}f}" for label, value in values.items())
    return Drawing(draw, alt or tell("Bars, {x}: {bars}.", x=xlabel, bars=bars))


def _beside(value, text, marks, axes, labels):
    """Where a bar's number begins: at its end, or behind the first upright line that would cross the number."""
    taken = LETTER * max(len(line) for label in labels for line in label.split("\n"))
    room = axes.figure.get_figwidth() * 72 - taken - 20
    low, high = axes.get_xlim()
    long = (LETTER * len(text) + 8) * (high - low) / room
    for at in sorted(marks):
        if value <= at < value + long <= high - long:
            value = at
    return value


def stacked_bars(
    table: pd.DataFrame,
    xlabel: str,
    limits: tuple[float, float] | None = None,
    alt: str | None = None,
) -> Drawing:
    """Bars of parts: rows are bars, columns are parts, told apart by colour and texture; ``limits`` spans the axis."""

    def draw(width):
        labels = wrapped(table.index, width)
        figure, axes = new_axes(width, rows_height(labels, 1.15))
        draw_rows(axes, labels)
        start = np.zeros(len(table))
        for number, name in enumerate(table.columns):
            part = table[name].fillna(0).to_numpy(dtype=float)
            axes.barh(
                range(len(table)),
                part,
                left=start,
                height=0.62,
                label=str(name),
                color=SERIES[number],
                hatch=HATCHES[number],
                edgecolor=COLOURS["paper"],
                linewidth=0.6,
            )
            start += part
        name_of_rows(axes, xlabel)
        if limits:
            axes.set_xlim(*limits)
        legend(axes)
        return figure

    bars = in_turn(
        f"{name}: {enumerated(f'{c} {v:g}' for c, v in row.items())}"
        for name, row in table.iterrows()
    )
    return Drawing(draw, alt or tell("Stacked bars, {x}. {bars}.", x=xlabel, bars=bars))


def waterfall(
    parts: pd.Series,
    xlabel: str,
    total: str = "total",
    limits: tuple[float, float] | None = None,
    decimals: int = 1,
    alt: str | None = None,
) -> Drawing:
    """Parts that add up: each bar begins where the one above ends, and the last is the sum, from zero.

    Parameters
    ----------
    parts : pandas.Series
        One number per part, in the order to draw.
    xlabel : str
        What the numbers are, with their unit.
    total : str
        The name of the sum.
    limits : (float, float), optional
        Range of the axis, the same for all states of an explorable.
    decimals : int
        Decimals of the numbers beside the bars.
    alt : str, optional
        Alternative text; names all parts and the sum unless said.
    """
    ends = parts.cumsum()
    starts = ends - parts
    labels = [*map(str, parts.index), total]
    values = [*parts, parts.sum()]

    def draw(width):
        names = wrapped(labels, width)
        figure, axes = new_axes(width, rows_height(names))
        draw_rows(axes, names)
        axes.axvline(0, color=COLOURS["mute"], linewidth=1)
        # Losses are hatched as well: nothing is told by colour alone.
        for row, (start, part) in enumerate(zip(starts, parts, strict=True)):
            look = {"color": SERIES[0]} if part >= 0 else {"color": SERIES[1], "hatch": "////"}
            axes.barh(
                row,
                part,
                left=start,
                height=0.62,
                edgecolor=COLOURS["paper"],
                linewidth=0.6,
                **look,
            )
            axes.plot([start + part] * 2, [row, row + 1], color=COLOURS["mute"], linewidth=0.8)
        axes.barh(len(parts), parts.sum(), height=0.62, color=COLOURS["ink"])
        for row, value in enumerate(values):
            right = max(starts.iloc[row], ends.iloc[row]) if row < len(parts) else max(value, 0)
            text = f"{value:+,.{decimals}f}".replace("-", "\N{MINUS SIGN}")
            axes.annotate(
                text, (right, row), xytext=(4, 0), textcoords="offset points", va="center"
            )
        name_of_rows(axes, xlabel)
        axes.margins(x=0.14)
        if limits:
            axes.set_xlim(*limits)
        return figure

    bars = in_turn(
        f"{name} {value:,.{decimals}f}" for name, value in zip(labels, values, strict=True)
    )
    return Drawing(draw, alt or tell("Bars that add up, {x}: {bars}.", x=xlabel, bars=bars))
