"""Figures over a common axis: curves, bands, upright bars, distributions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal

import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from explorable.drawing import Drawing
from explorable.drawing.look import COLOURS, NARROW
from explorable.drawing.ticks import copied_ticks
from explorable.words import in_turn, tell, tell_many

from .frame import DASHES, SERIES, legend, name_axes, named_lines, new_axes

__all__ = ["columns", "fans", "histograms", "lines"]


def lines(
    table: pd.DataFrame,
    xlabel: str,
    ylabel: str,
    marks: Mapping[str, float] | None = None,
    limits: tuple[float, float] | None = None,
    reference: Sequence[float] | None = None,
    log: Literal["", "x", "y", "xy"] = "",
    alt: str | None = None,
) -> Drawing:
    """Curves over a common axis: the index along x, one curve per column.

    Parameters
    ----------
    table : pandas.DataFrame
        At most four columns; their names are the key.
    xlabel, ylabel : str
        What the axes are.
    marks : dict, optional
        ``{name: position}``: named vertical lines.
    limits : (float, float), optional
        Range of the y axis.
    reference : sequence of float, optional
        A thin comparison line over the same index.
    log : {"", "x", "y", "xy"}
        Which axes are logarithmic.
    alt : str, optional
        Alternative text.
    """

    def draw(width):
        figure, axes = new_axes(width, 3.4 if width > NARROW else 3.1)
        if reference is not None:
            axes.plot(table.index, reference, color=COLOURS["mute"], linewidth=1)
        for number, name in enumerate(table.columns):
            axes.plot(
                table.index,
                table[name],
                color=SERIES[number],
                linestyle=DASHES[number],
                label=str(name),
            )
        for letter in log:
            getattr(axes, f"set_{letter}scale")("log")
            getattr(axes, f"{letter}axis").set_major_formatter(lambda value, _: f"{value:,.12g}")
            axes.minorticks_off()
        if "x" not in log and pd.api.types.is_integer_dtype(table.index):
            # Half a year or half a firm is no place for a tick.
            axes.xaxis.set_major_locator(MaxNLocator("auto", integer=True))
        name_axes(axes, xlabel, ylabel)
        if limits:
            axes.set_ylim(*limits)
        if marks:
            named_lines(axes, marks)
        if len(table.columns) > 1:
            legend(axes)
        return figure

    ends = in_turn(
        tell(
            "{name} from {first} to {last}",
            name=name,
            first=f"{curve.iloc[0]:,.4g}",
            last=f"{curve.iloc[-1]:,.4g}",
        )
        for name, curve in table.items()
    )
    told = tell(
        "Curves of {y} over {x} {low} to {high}: {ends}.",
        y=ylabel,
        x=xlabel,
        low=f"{table.index[0]:,.4g}",
        high=f"{table.index[-1]:,.4g}",
        ends=ends,
    )
    return Drawing(draw, alt or told)


def fans(
    panels: Mapping[str, pd.DataFrame],
    xlabel: str,
    points: Mapping[str, pd.Series] | None = None,
    limits: Mapping[str, Any] | None = None,
    alt: str | None = None,
) -> Drawing:
    """Simulated paths one above the other: the middle of the runs, a band around it, and published points.

    Parameters
    ----------
    panels : dict
        ``{title: table}`` with columns ``low``, ``middle`` and ``high`` over a common axis, such as years.
    xlabel : str
        What the common axis is.
    points : dict, optional
        ``{title: series}``: what was observed, where it was.
    limits : dict, optional
        ``{title: (low, high)}``, the same for all states of an explorable.
    alt : str, optional
        Alternative text; names the last values unless said.
    """

    def draw(width):
        figure = Figure(figsize=(width, 0.75 + 1.75 * len(panels)))
        grid = [
            copied_ticks(axes)
            for axes in figure.subplots(len(panels), 1, sharex=True, squeeze=False)[:, 0]
        ]
        for axes, (title, table) in zip(grid, panels.items(), strict=True):
            # A light band between edges that can be seen: the middle and the points stand out against it.
            band = axes.fill_between(
                table.index,
                table["low"],
                table["high"],
                facecolor=(SERIES[0], 0.2),
                edgecolor=SERIES[0],
                linewidth=0.6,
            )
            (middle,) = axes.plot(table.index, table["middle"], color=SERIES[0])
            handles = {tell("middle of the runs"): middle, tell("four in five runs"): band}
            if title in (points or {}):
                (found,) = axes.plot(
                    points[title].index, points[title], "D", color=SERIES[1], markersize=5
                )
                handles[tell("published")] = found
            axes.set_title(title)
            if title in (limits or {}):
                axes.set_ylim(*limits[title])
        grid[-1].set_xlabel(xlabel)
        columns = 3 if width > NARROW else 2
        figure.legend(
            handles.values(), handles, loc="outside upper left", ncols=columns, borderaxespad=0.1
        )
        return figure

    ends = in_turn(f"{title}: {table['middle'].iloc[-1]:,.0f}" for title, table in panels.items())
    told = tell("Simulated paths over {x}, at the end {ends}.", x=xlabel, ends=ends)
    return Drawing(draw, alt or told)


def columns(
    values: pd.Series,
    xlabel: str,
    ylabel: str,
    curve: pd.Series | None = None,
    even: float | None = None,
    key: Sequence[str] = (),
    limits: tuple[float, float] | None = None,
    alt: str | None = None,
) -> Drawing:
    """Upright bars along an ordered axis, such as regions on a line.

    Parameters
    ----------
    values : pandas.Series
        One number per place on the axis.
    curve : pandas.Series, optional
        A second measurement, drawn as a line of small squares over the bars.
    even : float, optional
        A level to compare with, drawn as a thin dashed line.
    key : sequence of str
        What bars, curve and level are, as far as drawn.
    limits : (float, float), optional
        Range of the upright axis, the same for all states of an explorable.
    """

    def draw(width):
        figure, axes = new_axes(width, 3.3 if width > NARROW else 3.0)
        axes.bar(values.index, values, width=0.8, color=COLOURS["accent"], alpha=0.75)
        axes.set_xlim(values.index[0] - 0.7, values.index[-1] + 0.7)
        drawn = list(axes.containers)
        if curve is not None:
            drawn += axes.plot(
                curve.index, curve, "s-", color=SERIES[1], markersize=3, linewidth=1.4
            )
        if even is not None:
            drawn += [axes.axhline(even, color=COLOURS["mute"], linestyle="--", linewidth=1)]
        axes.grid(axis="x", visible=False)
        axes.set_xlabel(xlabel)
        axes.set_ylabel(ylabel)
        if limits:
            axes.set_ylim(*limits)
        for artist, name in zip(drawn, key, strict=False):
            artist.set_label(name)
        if key:
            legend(axes)
        return figure

    top = values.idxmax()
    told = tell_many(
        "Bars of {y} over {n} place; the highest is {top} ({most}).",
        "Bars of {y} over {n} places; the highest is {top} ({most}).",
        len(values),
        y=ylabel,
        top=top,
        most=f"{values.max():g}",
    )
    return Drawing(draw, alt or told)


def histograms(
    panels: Mapping[str, Any],
    xlabel: str,
    marks: Mapping[str, Mapping[str, float]] | None = None,
    limits: tuple[float, float] | None = None,
    bins: int = 40,
    alt: str | None = None,
) -> Drawing:
    """Distributions one above the other on one axis, each with named vertical lines.

    Parameters
    ----------
    panels : dict
        ``{title: draws}``.
    xlabel : str
        What is counted.
    marks : dict, optional
        ``{title: {name: position}}``: the lines in each panel.
    limits : (float, float), optional
        Range of the axis, the same for all states of an explorable.
    """

    def draw(width):
        figure = Figure(figsize=(width, 0.5 + 1.45 * len(panels)))
        grid = [
            copied_ticks(axes)
            for axes in figure.subplots(len(panels), 1, sharex=True, squeeze=False)[:, 0]
        ]
        span = limits or (
            min(map(np.nanmin, panels.values())),
            max(map(np.nanmax, panels.values())),
        )
        for axes, (title, draws) in zip(grid, panels.items(), strict=True):
            draws = np.asarray(draws, dtype=float)
            counts, edges = np.histogram(
                draws[np.isfinite(draws)], bins=np.linspace(*span, bins + 1)
            )
            axes.stairs(counts, edges, fill=True, color=COLOURS["accent"], alpha=0.75, linewidth=0)
            for number, (name, at) in enumerate((marks or {}).get(title, {}).items()):
                axes.axvline(at, color=SERIES[number], linestyle=DASHES[number], label=name)
            axes.set_title(title, pad=22 if marks else 6)
            axes.set_yticks([])
            axes.spines["left"].set_visible(False)
            axes.set_xlim(*span)
            if (marks or {}).get(title):
                key = axes.legend(
                    loc="lower left",
                    bbox_to_anchor=(0, 1),
                    ncols=3,
                    borderaxespad=0.1,
                    handletextpad=0.4,
                )
                key.set_in_layout(False)
        grid[-1].set_xlabel(xlabel)
        return figure

    means = in_turn(
        tell("{title}: mean {mean}", title=title, mean=f"{np.nanmean(draws):.3f}")
        for title, draws in panels.items()
    )
    return Drawing(draw, alt or tell("Histograms of {x}. {means}.", x=xlabel, means=means))
