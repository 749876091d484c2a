"""The few figure types the book uses: one look, readable wide and narrow, alternative text built in."""

import textwrap

import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from agglomeration.explorable import Drawing
from agglomeration.explorable.look import COLOURS, NARROW

__all__ = [
    "bars",
    "board_of_dots",
    "columns",
    "dumbbells",
    "family_tree",
    "fans",
    "histograms",
    "lines",
    "map_and_ranking",
    "map_of_dots",
    "maps_of_dots",
    "marked_rows",
    "network",
    "ranked_dots",
    "scatter",
    "stacked_bars",
]

_ROW = 0.27  # inches of height for one labelled row
_SERIES = [COLOURS[role] for role in ("accent", "second", "third", "fourth")]
# Every series also differs in shape or texture: nothing is told by colour alone.
_MARKS = ("o", "s", "^", "D")
_DASHES = ("-", "--", ":", "-.")
_HATCHES = ("", "////", "....", "xxxx")


def _axes(width, height):
    figure = Figure(figsize=(width, height))
    return figure, figure.subplots()


def _wrapped(labels, width):
    """Labels broken so that they leave room for the picture."""
    room = 22 if width <= NARROW else 38
    return [textwrap.fill(str(label), room) for label in labels]


def _rows_height(labels, extra=0.75):
    return extra + sum(_ROW + 0.15 * text.count("\n") for text in labels)


def _rows(axes, labels):
    """Labelled rows from top to bottom, without lines across."""
    axes.set_yticks(range(len(labels)), labels)
    axes.set_ylim(len(labels) - 0.4, -0.6)
    axes.grid(axis="y", visible=False)
    axes.spines["left"].set_visible(False)


def _name_of_rows(axes, xlabel):
    """The axis' name ends where the rows end: centred, a long one would leave the figure on the right."""
    axes.set_xlabel(xlabel, loc="right")


def _dots_in_rows(axes, values, filled, key, decimals, start):
    """A dot with its number in each row, joined to where the axis starts; filled and open ones tell two kinds apart."""
    axes.hlines(range(len(values)), start, values, color=COLOURS["faint"], linewidth=1)
    for kind, face in ((True, COLOURS["accent"]), (False, COLOURS["paper"])):
        rows = [row for row, flag in enumerate(filled) if bool(flag) is kind]
        label = None if key is None else key[not kind]
        axes.plot(values.iloc[rows], rows, "o", color=COLOURS["accent"], markerfacecolor=face, label=label, zorder=3)
    for row, value in enumerate(values):
        axes.annotate(f"{value:.{decimals}f}", (value, row), xytext=(8, 0), textcoords="offset points", va="center")


def _legend(axes, **options):
    """The key stands above what it explains, from the figure's left edge: beside the labels it would not fit."""
    handles, labels = axes.get_legend_handles_labels()
    width = axes.figure.bbox.width / axes.figure.dpi
    columns = len(labels) if sum(len(label) + 5 for label in labels) < 13 * width else 1
    axes.figure.legend(
        handles, labels, loc="outside upper left", ncols=columns, handletextpad=0.4, borderaxespad=0.1, **options
    )


def ranked_dots(values, xlabel, filled=None, key=None, decimals=2, limits=None, alt=None):
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
        labels = _wrapped(values.index, width)
        figure, axes = _axes(width, _rows_height(labels, 0.75 + 0.25 * bool(key)))
        _rows(axes, labels)
        _dots_in_rows(axes, values, filled, key, decimals, start=min(0, limits[0] if limits else 0))
        _name_of_rows(axes, xlabel)
        axes.margins(x=0.12)
        if limits:
            axes.set_xlim(*limits)
        if key:
            _legend(axes)
        return figure

    if alt is None:
        alt = f"Ranked dots, {xlabel}: from {values.index[0]} ({values.iloc[0]:.{decimals}f})"
        alt += f" down to {values.index[-1]} ({values.iloc[-1]:.{decimals}f})."
    return Drawing(draw, alt)


def dumbbells(table, xlabel, limits=None, alt=None):
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
        labels = _wrapped(table.index, width)
        figure, axes = _axes(width, _rows_height(labels, 1.05))
        _rows(axes, labels)
        rows = np.arange(len(table))
        axes.hlines(rows, table.min(axis=1), table.max(axis=1), color=COLOURS["faint"], linewidth=1.4)
        for number, name in enumerate((first, second)):
            axes.plot(table[name], rows, _MARKS[number], color=_SERIES[number], label=str(name), zorder=3)
        _name_of_rows(axes, xlabel)
        if limits:
            axes.set_xlim(*limits)
        _legend(axes)
        return figure

    told = "; ".join(f"{name} {row[first]:,.3g} and {row[second]:,.3g}" for name, row in table.iterrows())
    return Drawing(
        draw, alt or f"Pairs of dots per row, {first} and {second}, {xlabel}: {told}.".replace("nan", "none")
    )


def marked_rows(table, xlabel, notes=None, mark=None, ticks=None, limits=None, alt=None):
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
        labels = _wrapped(table.index, width)
        figure, axes = _axes(width, _rows_height(labels, 1.05))
        _rows(axes, labels)
        rows = np.arange(len(table))
        if ticks:
            axes.set_xscale("log")
            axes.set_xticks(ticks, [f"{tick:g}" for tick in ticks])
            axes.minorticks_off()
        if mark:
            axes.axvline(mark[1], color=COLOURS["mute"], linewidth=1, label=mark[0])
        axes.hlines(rows, table.min(axis=1), table.max(axis=1), color=COLOURS["faint"], linewidth=1.4)
        for number, name in enumerate(table.columns):
            axes.plot(table[name], rows, _MARKS[number], color=_SERIES[number], label=str(name), zorder=3)
        for row, note in enumerate(() if notes is None else notes):
            axes.annotate(note, (1.01, row), xycoords=("axes fraction", "data"), va="center")
        _name_of_rows(axes, xlabel)
        if limits:
            axes.set_xlim(*limits)
        _legend(axes)
        return figure

    ends = [""] * len(table) if notes is None else [f" {note}" for note in notes]
    told = "; ".join(f"{label}{end}" for label, end in zip(table.index, ends, strict=True))
    return Drawing(draw, alt or f"Marks per row, {xlabel}: {', '.join(map(str, table.columns))}. From the top: {told}.")


def bars(values, xlabel, highlight=(), decimals=0, limits=None, marks=None, alt=None):
    """Horizontal bars with their numbers; highlighted rows stand out, ``marks`` draws named vertical lines."""

    def draw(width):
        labels = _wrapped(values.index, width)
        figure, axes = _axes(width, _rows_height(labels, 0.75 + 0.25 * bool(marks)))
        _rows(axes, labels)
        chosen = [label in set(highlight) or not highlight for label in values.index]
        colours = [COLOURS["accent"] if flag else COLOURS["faint"] for flag in chosen]
        axes.barh(range(len(values)), values, color=colours, height=0.62)
        for row, value in enumerate(values):
            if np.isfinite(value):
                text = f"{value:,.{decimals}f}".replace("-", "\N{MINUS SIGN}")
                axes.annotate(text, (value, row), xytext=(4, 0), textcoords="offset points", va="center")
        for number, (name, at) in enumerate((marks or {}).items(), start=1):
            axes.axvline(at, color=_SERIES[number], linestyle=_DASHES[number], label=name)
        _name_of_rows(axes, xlabel)
        axes.margins(x=0.14)
        if limits:
            axes.set_xlim(*limits)
        if marks:
            _legend(axes)
        return figure

    told = "; ".join(f"{label} {value:,.{decimals}f}" for label, value in values.items())
    return Drawing(draw, alt or f"Bars, {xlabel}: {told}.")


def stacked_bars(table, xlabel, alt=None):
    """Bars of parts: rows are bars, columns are parts, told apart by colour and texture."""

    def draw(width):
        labels = _wrapped(table.index, width)
        figure, axes = _axes(width, _rows_height(labels, 1.15))
        _rows(axes, labels)
        start = np.zeros(len(table))
        for number, name in enumerate(table.columns):
            part = table[name].fillna(0).to_numpy(dtype=float)
            axes.barh(
                range(len(table)),
                part,
                left=start,
                height=0.62,
                label=str(name),
                color=_SERIES[number],
                hatch=_HATCHES[number],
                edgecolor=COLOURS["paper"],
                linewidth=0.6,
            )
            start += part
        _name_of_rows(axes, xlabel)
        _legend(axes)
        return figure

    told = "; ".join(f"{name}: {', '.join(f'{c} {v:g}' for c, v in row.items())}" for name, row in table.iterrows())
    return Drawing(draw, alt or f"Stacked bars, {xlabel}. {told}.")


def histograms(panels, xlabel, marks=None, limits=None, bins=40, alt=None):
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
        grid = figure.subplots(len(panels), 1, sharex=True, squeeze=False)[:, 0]
        span = limits or (min(map(np.nanmin, panels.values())), max(map(np.nanmax, panels.values())))
        for axes, (title, draws) in zip(grid, panels.items(), strict=True):
            draws = np.asarray(draws, dtype=float)
            axes.hist(draws[np.isfinite(draws)], bins=np.linspace(*span, bins + 1), color=COLOURS["accent"], alpha=0.45)
            for number, (name, at) in enumerate((marks or {}).get(title, {}).items()):
                axes.axvline(at, color=_SERIES[number], linestyle=_DASHES[number], label=name)
            axes.set_title(title, pad=22 if marks else 6)
            axes.set_yticks([])
            axes.spines["left"].set_visible(False)
            axes.set_xlim(*span)
            if (marks or {}).get(title):
                key = axes.legend(
                    loc="lower left", bbox_to_anchor=(0, 1), ncols=3, borderaxespad=0.1, handletextpad=0.4
                )
                key.set_in_layout(False)
        grid[-1].set_xlabel(xlabel)
        return figure

    means = "; ".join(f"{title}: mean {np.nanmean(draws):.3f}" for title, draws in panels.items())
    return Drawing(draw, alt or f"Histograms of {xlabel}. {means}.")


def lines(table, xlabel, ylabel, marks=None, limits=None, reference=None, log="", alt=None):
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
        figure, axes = _axes(width, 3.4 if width > NARROW else 3.1)
        if reference is not None:
            axes.plot(table.index, reference, color=COLOURS["mute"], linewidth=1)
        for number, name in enumerate(table.columns):
            axes.plot(table.index, table[name], color=_SERIES[number], linestyle=_DASHES[number], label=str(name))
        for letter in log:
            getattr(axes, f"set_{letter}scale")("log")
            getattr(axes, f"{letter}axis").set_major_formatter(lambda value, _: f"{value:,.12g}")
            axes.minorticks_off()
        for row, (name, at) in enumerate((marks or {}).items()):
            axes.axvline(at, color=COLOURS["mute"], linewidth=1)
            # Names of lines that stand close must not lie on one another, nor leave the figure on the right.
            left = axes.transAxes.inverted().transform(axes.transData.transform((at, 1)))[0] < 0.7
            axes.annotate(
                name,
                (at, 1),
                xycoords=("data", "axes fraction"),
                xytext=(4 if left else -4, -10 - 13 * row),
                textcoords="offset points",
                ha="left" if left else "right",
                bbox={"facecolor": COLOURS["paper"], "edgecolor": "none", "pad": 1},
            )
        axes.set_xlabel(xlabel)
        axes.set_ylabel(ylabel)
        if limits:
            axes.set_ylim(*limits)
        if len(table.columns) > 1:
            _legend(axes)
        return figure

    ends = "; ".join(f"{name} from {curve.iloc[0]:,.4g} to {curve.iloc[-1]:,.4g}" for name, curve in table.items())
    span = f"{table.index[0]:,.4g} to {table.index[-1]:,.4g}"
    return Drawing(draw, alt or f"Curves of {ylabel} over {xlabel} {span}: {ends}.")


def fans(panels, xlabel, points=None, limits=None, alt=None):
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
        grid = figure.subplots(len(panels), 1, sharex=True, squeeze=False)[:, 0]
        for axes, (title, table) in zip(grid, panels.items(), strict=True):
            band = axes.fill_between(table.index, table["low"], table["high"], color=_SERIES[0], alpha=0.2, linewidth=0)
            (middle,) = axes.plot(table.index, table["middle"], color=_SERIES[0])
            handles = {"middle of the runs": middle, "four in five runs": band}
            if title in (points or {}):
                (found,) = axes.plot(points[title].index, points[title], "D", color=_SERIES[1], markersize=5)
                handles["published"] = found
            axes.set_title(title)
            if title in (limits or {}):
                axes.set_ylim(*limits[title])
        grid[-1].set_xlabel(xlabel)
        columns = 3 if width > NARROW else 2
        figure.legend(handles.values(), handles, loc="outside upper left", ncols=columns, borderaxespad=0.1)
        return figure

    ends = "; ".join(f"{title}: {table['middle'].iloc[-1]:,.0f}" for title, table in panels.items())
    return Drawing(draw, alt or f"Simulated paths over {xlabel}, at the end {ends}.")


def family_tree(members, last, names=None, limits=None, alt=None):
    """Who came from whom: one line per member from its founding to its end, joined to its parent's.

    Parameters
    ----------
    members : pandas.DataFrame
        In the order to draw, a parent before its children: ``founded``, ``closed`` (NaN while it lives) and
        ``parent`` (a label of the index; -1 for a founder of a family).
    last : float
        The year in which living lines end.
    names : dict, optional
        ``{label: text}``: what to write beside a founder's line.
    limits : (float, float), optional
        Range of the axis, the same for all states of an explorable.
    alt : str, optional
        Alternative text.
    """
    row = dict(zip(members.index, range(len(members)), strict=True))
    ends = members["closed"].fillna(last)
    first = members["parent"] < 0

    def strokes(chosen):
        """Lines with gaps between them, so that each kind is one path."""
        x = [(members["founded"][label], ends[label], np.nan) for label in members.index[chosen]]
        y = [(row[label], row[label], np.nan) for label in members.index[chosen]]
        return np.ravel(x), np.ravel(y)

    def joints():
        children = members[~first]
        x = [(year, year, np.nan) for year in children["founded"]]
        y = [(row[parent], row[label], np.nan) for label, parent in children["parent"].items()]
        return np.ravel(x), np.ravel(y)

    def draw(width):
        figure, axes = _axes(width, 4.4)
        axes.plot(*joints(), color=COLOURS["faint"], linewidth=0.6)
        axes.plot(*strokes(~first), color=_SERIES[1], linewidth=0.9, linestyle=_DASHES[0], label="spin-off")
        axes.plot(*strokes(first), color=_SERIES[0], linewidth=2.6, label="moved in")
        axes.set_ylim(len(members), -1)
        axes.set_yticks([row[label] for label in names or ()], list((names or {}).values()))
        axes.grid(axis="y", visible=False)
        axes.spines["left"].set_visible(False)
        axes.set_xlabel("year")
        if limits:
            axes.set_xlim(*limits)
        _legend(axes)
        return figure

    told = f"{int(first.sum())} families with {len(members)} members"
    return Drawing(draw, alt or f"Family tree of {told}.")


def scatter(x, y, xlabel, ylabel, names=(), highlight=(), diagonal=False, filled=None, key=None, limits=None, alt=None):
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
        figure, axes = _axes(width, 3.8 if width > NARROW else 3.3)
        if diagonal:
            span = [min(x.min(), y.min()), max(x.max(), y.max())]
            axes.plot(span, span, color=COLOURS["mute"], linewidth=1)
        for kind, style in ((True, {"markeredgewidth": 0}), (False, {"markerfacecolor": "none"})):
            chosen = filled.index[filled == kind]
            label = None if key is None else key[not kind]
            axes.plot(
                x[chosen], y[chosen], "o", color=COLOURS["accent"], alpha=0.45, markersize=4, label=label, **style
            )
        for label in highlight:
            axes.plot(x[label], y[label], "o", color=COLOURS["second"])
            text = dict(names).get(label, label)
            left = limits is not None and x[label] > sum(limits) / 2
            side = {"xytext": (-6, 3), "ha": "right"} if left else {"xytext": (6, 3)}
            axes.annotate(text, (x[label], y[label]), textcoords="offset points", **side)
        axes.set_xlabel(xlabel)
        axes.set_ylabel(ylabel)
        if limits:
            axes.set(xlim=limits, ylim=limits)
        if key:
            _legend(axes)
        return figure

    spans = (f"{label} from {axis.min():,.3g} to {axis.max():,.3g}" for label, axis in ((ylabel, y), (xlabel, x)))
    told = "".join(f" {dict(names).get(name, name)}: {y[name]:,.3g} against {x[name]:,.3g}." for name in highlight)
    return Drawing(draw, alt or f"Points of {len(x)} places: {' against '.join(spans)}.{told}")


def map_of_dots(dots, outlines, size, key=None, alt=None):
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
        figure, axes = _axes(width, 0.25 + width * _slope(outlines))
        _draw_places(axes, dots, outlines, size, 1 if width > NARROW else 0.5)
        if key:
            axes.set_title(key, fontweight="normal", color=COLOURS["mute"])
        return figure

    return Drawing(draw, alt or f"Map with {len(dots)} dots; {key or 'area shows the amount'}. Named: {_named(dots)}.")


def maps_of_dots(panels, outlines, size, kinds=(), alt=None):
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
        height = down * (0.3 + width / across * _slope(outlines)) + 0.25 * bool(kinds) * (3 - across)
        figure = Figure(figsize=(width, height))
        grid = figure.subplots(down, across, squeeze=False).ravel()
        for axes, (title, dots) in zip(grid, panels.items(), strict=True):
            _draw_places(axes, dots, outlines, size, 0.5)
            axes.set_title(title)
        for kind, name in enumerate(kinds):
            grid[0].plot([], [], markersize=5.5, label=name, **_KINDS[kind])
        if kinds:
            _legend(grid[0])
        return figure

    told = (f"{title}: {_named(dots)}" for title, dots in panels.items())
    return Drawing(draw, alt or f"Maps with dots; the places named are the largest. {'; '.join(told)}.")


def _named(dots):
    """The named places with their amounts."""
    named = dots[dots["name"] != ""].sort_values("amount", ascending=False)
    return ", ".join(f"{place.name} {place.amount:,.4g}" for place in named.itertuples()) or "no place"


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
    _name_places(axes, dots[dots["name"] != ""], corners, 490 * scale)


# How the dots of a map differ, in shape as well as in colour: background, plain, outstanding.
_KINDS = (
    {"marker": "o", "linestyle": "", "color": COLOURS["faint"], "markerfacecolor": "none", "markeredgewidth": 0.7},
    {"marker": "o", "linestyle": "", "color": COLOURS["accent"], "alpha": 0.6, "markeredgewidth": 0},
    {"marker": "D", "linestyle": "", "color": COLOURS["second"], "markeredgewidth": 0},
)


def _name_places(axes, places, corners, points):
    """Write names beside dots: to the left in the east, and each below the one before where they would touch."""
    (west, _), (east, _) = corners.min(axis=0), corners.max(axis=0)
    scale = points / (east - west)
    taken = []
    for place in places.sort_values("y", ascending=False).itertuples():
        right = place.x > east / 2
        start, width, up = place.x * scale, 5.2 * len(place.name) + 5, 4.0
        span = (start - width, start) if right else (start, start + width)
        for low, high, height in taken:
            if low < span[1] and span[0] < high and abs(place.y * scale + up - height) < 10:
                up = height - 10 - place.y * scale
        taken.append((*span, place.y * scale + up))
        side = {"xytext": (-5, up), "ha": "right"} if right else {"xytext": (5, up)}
        axes.annotate(place.name, (place.x, place.y), textcoords="offset points", fontsize=9, **side)


def map_and_ranking(dots, outlines, size, values, xlabel, filled, key, title=None, limits=(1, 100), alt=None):
    """A map with dots and, beside it, the leading places ranked on a logarithmic axis; on small screens below it.

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
    """

    def draw(width):
        beside = width > NARROW
        labels = _wrapped(values.index, NARROW)
        across = 0.56 * width if beside else width
        map_height, rows = 0.25 + across * _slope(outlines), max(_ROW, _rows_height(labels, 0))
        height = max(map_height, rows + 0.95) if beside else map_height + rows + 1.05
        # Placed by hand: the automatic layout of two unlike pictures differs in its last digits from run to run.
        figure = Figure(figsize=(width, height), layout="none")
        longest = max((len(line) for label in labels for line in label.splitlines()), default=10)
        left = 0.15 + 0.07 * longest + (across if beside else 0)
        country = figure.add_axes(_box(figure, 0.02, height - map_height, across - 0.04, map_height - 0.25))
        ranking = figure.add_axes(_box(figure, left, 0.45, width - left - 0.15, rows))
        _draw_places(country, dots, outlines, size, 0.5)
        if title:
            country.set_title(title, fontweight="normal", color=COLOURS["mute"])
        _rank(ranking, values, filled, key, limits)
        _name_of_rows(ranking, xlabel)
        return figure

    told = "; ".join(f"{place} {value:.1f}" for place, value in values.items()) or "no place qualifies"
    return Drawing(draw, alt or f"Map with {len(dots)} dots, and its leading places by {xlabel}: {told}.")


def _rank(axes, values, filled, key, limits):
    """Dots in rows on a logarithmic axis with plain numbers."""
    axes.set_xscale("log")
    _rows(axes, _wrapped(values.index, NARROW))
    _dots_in_rows(axes, values, filled, key, 1, start=limits[0])
    axes.set_xticks([tick for tick in (1, 3, 10, 30, 100) if limits[0] <= tick <= limits[1]], minor=False)
    axes.set_xticks([], minor=True)
    axes.xaxis.set_major_formatter("{x:g}")
    axes.set_xlim(*limits)
    axes.legend(loc="lower right", bbox_to_anchor=(1.02, 1), borderaxespad=0.1, handletextpad=0.4)


def _box(figure, left, bottom, width, height):
    """Inches as the shares of the figure that axes are placed with."""
    across, up = figure.get_size_inches()
    return left / across, bottom / up, width / across, height / up


def network(sizes, links, former=None, alt=None):
    """The largest member in the middle, the others around it: areas are sizes, lines are links.

    Parameters
    ----------
    sizes : pandas.Series
        Size of each member now; 0 for one that is gone.
    links : pandas.DataFrame
        Strength of the link from row to column; both directions are added. 0 draws no line.
    former : pandas.Series, optional
        Size of each member before; drawn as an open ring where it was larger.
    """
    former = sizes if former is None else former
    middle = int(former.to_numpy().argmax())
    turn = np.delete(np.arange(len(sizes)), middle)
    angle = np.pi / 2 - 2 * np.pi * np.arange(len(turn)) / len(turn)
    x, y = np.zeros(len(sizes)), np.zeros(len(sizes))
    x[turn], y[turn] = 1.9 * np.cos(angle), np.sin(angle)
    strength = links.to_numpy() + links.to_numpy().T

    def draw(width):
        scale = (width / 6.8) ** 2
        figure, axes = _axes(width, 0.56 * width)
        for one, other in zip(*np.nonzero(np.triu(strength, 1)), strict=True):
            wide = 0.4 + 5 * strength[one, other] / former.sum() * 10 * scale**0.5
            axes.plot(x[[one, other]], y[[one, other]], color=COLOURS["faint"], linewidth=wide, zorder=1)
        whole = 9000 * scale * former / former.sum()
        axes.scatter(x, y, s=whole, facecolor=COLOURS["paper"], edgecolor=COLOURS["accent"], linewidth=1.2, zorder=2)
        axes.scatter(x, y, s=whole * (sizes / former), color=COLOURS["accent"], linewidth=0, zorder=3)
        behind = {"facecolor": COLOURS["paper"], "edgecolor": "none", "pad": 1}
        for place, name in enumerate(sizes.index):
            at = {"xytext": (0, -((whole.iloc[place] / np.pi) ** 0.5) - 5), "textcoords": "offset points"}
            axes.annotate(name, (x[place], y[place]), **at, ha="center", va="top", zorder=4, bbox=behind)
        axes.set(xlim=(-2.4, 2.4), ylim=(-1.5, 1.3))
        axes.set_axis_off()
        return figure

    lines = int(np.count_nonzero(np.triu(strength, 1)))
    told = "; ".join(f"{name} {size:.0f}" for name, size in sizes.items())
    return Drawing(draw, alt or f"Network of {len(sizes)} members with {lines} links. Sizes: {told}.")


def columns(values, xlabel, ylabel, curve=None, even=None, key=(), limits=None, alt=None):
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
        figure, axes = _axes(width, 3.3 if width > NARROW else 3.0)
        axes.bar(values.index, values, width=0.8, color=COLOURS["accent"], alpha=0.55)
        axes.set_xlim(values.index[0] - 0.7, values.index[-1] + 0.7)
        drawn = list(axes.containers)
        if curve is not None:
            drawn += axes.plot(curve.index, curve, "s-", color=_SERIES[1], markersize=3, linewidth=1.4)
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
            _legend(axes)
        return figure

    top = values.idxmax()
    return Drawing(draw, alt or f"Bars of {ylabel} over {len(values)} places; the highest is {top} ({values[top]:g}).")


def board_of_dots(regions, sizes, side, alt=None):
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
    regions, sizes = np.asarray(regions), np.asarray(sizes, dtype=float)
    order = np.argsort(-sizes, kind="stable")
    place = np.empty(len(sizes), dtype=int)
    for region in np.unique(regions):
        here = order[regions[order] == region]
        place[here] = range(len(here))
    # Dots of one region are laid out on a sunflower spiral: near the middle, none hidden, none random.
    radius, angle = 0.13 * np.sqrt(place), 2.39996 * place
    x = regions % side + 0.5 + radius * np.cos(angle)
    y = regions // side + 0.5 + radius * np.sin(angle)

    def draw(width):
        figure, axes = _axes(width, min(width, 3.4))
        for edge in range(side + 1):
            axes.plot([0, side], [edge, edge], color=COLOURS["faint"], linewidth=0.8)
            axes.plot([edge, edge], [0, side], color=COLOURS["faint"], linewidth=0.8)
        areas = 2200 * sizes / sizes.sum() + 6
        axes.scatter(x, y, s=areas, color=COLOURS["accent"], alpha=0.65, linewidth=0)
        axes.set_aspect("equal")
        axes.set_axis_off()
        return figure

    hit = len(np.unique(regions))
    return Drawing(draw, alt or f"A board of {side * side} regions; {len(sizes)} plants lie in {hit} of them.")
