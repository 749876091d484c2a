"""What the figure types share: marks that differ in shape as well as in colour, labelled rows, the key."""

import textwrap

import numpy as np
from matplotlib.figure import Figure

from explorable.drawing.look import COLOURS, NARROW
from explorable.drawing.ticks import copied_ticks

ROW = 0.27  # inches of height for one labelled row
KEY_LINE = 0.18  # inches of height for one more line of a key
# Points: a letter on average, a line of letters, what numbers and name of the upright axis take, half its top number.
LETTER, LINE, LEFT, ABOVE = 5.2, 13, 50, 7
# Of a name above a line: which part of it lies left of the line, and by how many points it is moved away.
SIDES = {"center": (0.5, 0), "left": (0, 3), "right": (1, -3)}
SERIES = [COLOURS[role] for role in ("accent", "second", "third", "fourth")]
# Every series also differs in shape or texture: nothing is told by colour alone.
MARKS = ("o", "s", "^", "D")
DASHES = ("-", "--", ":", "-.")
# No dots: each is a circle of its own curves, and a tile of them weighs ten times what lines do.
HATCHES = ("", "////", "----", "xxxx")


def new_axes(width, height):
    figure = Figure(figsize=(width, height))
    return figure, copied_ticks(figure.subplots())


def wrapped(labels, width):
    """Labels broken so that they leave room for the picture."""
    room = 22 if width <= NARROW else 38
    return [textwrap.fill(str(label), room) for label in labels]


def rows_height(labels, extra=0.75):
    return extra + sum(ROW + 0.15 * text.count("\n") for text in labels)


def draw_rows(axes, labels):
    """Labelled rows from top to bottom, without lines across."""
    axes.set_yticks(range(len(labels)), labels)
    axes.set_ylim(len(labels) - 0.4, -0.6)
    axes.grid(axis="y", visible=False)
    axes.spines["left"].set_visible(False)


def name_of_rows(axes, xlabel):
    """The axis' name ends where the rows end: centred, a long one would leave the figure on the right."""
    axes.set_xlabel(xlabel, loc="right")


def dots_in_rows(axes, values, filled, key, decimals, start):
    """A dot with its number in each row, joined to where the axis starts; filled and open ones tell two kinds apart."""
    axes.hlines(range(len(values)), start, values, color=COLOURS["faint"], linewidth=1)
    for kind, face in ((True, COLOURS["accent"]), (False, COLOURS["paper"])):
        rows = [row for row, flag in enumerate(filled) if bool(flag) is kind]
        label = None if key is None else key[not kind]
        axes.plot(
            values.iloc[rows],
            rows,
            "o",
            color=COLOURS["accent"],
            markerfacecolor=face,
            label=label,
            zorder=3,
        )
    for row, value in enumerate(values):
        axes.annotate(
            f"{value:.{decimals}f}",
            (value, row),
            xytext=(8, 0),
            textcoords="offset points",
            va="center",
        )


def legend(axes, **options):
    """The key stands above what it explains, from the figure's left edge: beside the labels it would not fit.

    Where its names stand below each other, the figure is higher by what they need: rows and curves keep their room.
    """
    handles, labels = axes.get_legend_handles_labels()
    figure = axes.figure
    width = figure.bbox.width / figure.dpi
    columns = len(labels) if sum(len(label) + 5 for label in labels) < 13 * width else 1
    figure.set_figheight(figure.get_figheight() + KEY_LINE * (len(labels) // columns - 1))
    figure.legend(
        handles,
        labels,
        loc="outside upper left",
        ncols=columns,
        handletextpad=0.4,
        borderaxespad=0.1,
        **options,
    )


def name_axes(axes, xlabel, ylabel):
    """Names of both axes, broken where they are longer than the figure is wide or high."""
    narrow = axes.figure.get_figwidth() <= NARROW
    axes.set_xlabel(textwrap.fill(xlabel, 38 if narrow else 80))
    axes.set_ylabel(textwrap.fill(ylabel, 34 if narrow else 38))


def named_lines(axes, marks):
    """Upright lines, their names above the picture, where no curve runs; names that would meet stand apart.

    Parameters
    ----------
    marks : dict
        ``{name: position}``; the limits of the axes are set before.
    """
    for at in marks.values():
        axes.axvline(at, color=COLOURS["mute"], linewidth=1)
    names = sorted(marks, key=marks.get)
    places = [_across(axes, marks[name]) for name in names]
    width = axes.figure.get_figwidth() * 72
    taken = []
    for name, place, following in zip(names, places, [*places[1:], np.inf], strict=True):
        long = LETTER * len(name)
        # Of two lines that stand close, the left one has its name on its left.
        order = ("right", "left", "center") if following - place < long else SIDES
        level, side = _free(place, long, width, taken, order)
        leader = {"arrowstyle": "-", "color": COLOURS["mute"], "shrinkA": 0, "shrinkB": 0}
        axes.annotate(
            name,
            (marks[name], 1),
            xycoords=("data", "axes fraction"),
            xytext=(SIDES[side][1], ABOVE + LINE * level),
            textcoords="offset points",
            ha=side,
            arrowprops=leader if level else None,
        )


def _across(axes, at):
    """Points from the figure's left edge, about: the layout comes later, and leaves room for numbers on the left."""
    part = axes.transAxes.inverted().transform(axes.transData.transform((at, 1)))[0]
    return LEFT + part * (axes.figure.get_figwidth() * 72 - LEFT)


def _free(place, long, width, taken, order):
    """The lowest level, and the side of its line, where a name meets no other and no edge; it is noted as taken."""
    for level in range(len(taken) + 1):
        for side in order:
            part, shift = SIDES[side]
            begins = place - part * long + shift
            meets = any(
                row == level and begins < last + 4 and begins + long > first - 4
                for row, first, last in taken
            )
            if not meets and begins > 0 and begins + long < width:
                taken.append((level, begins, begins + long))
                return level, side
    taken.append((len(taken), 0, width))
    return len(taken) - 1, "center"
