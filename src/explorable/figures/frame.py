"""What the figure types share: marks that differ in shape as well as in colour, labelled rows, the key."""

import textwrap

from matplotlib.figure import Figure

from explorable.drawing.look import COLOURS, NARROW
from explorable.drawing.ticks import copied_ticks

ROW = 0.27  # inches of height for one labelled row
SERIES = [COLOURS[role] for role in ("accent", "second", "third", "fourth")]
# Every series also differs in shape or texture: nothing is told by colour alone.
MARKS = ("o", "s", "^", "D")
DASHES = ("-", "--", ":", "-.")
HATCHES = ("", "////", "....", "xxxx")


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
    """The key stands above what it explains, from the figure's left edge: beside the labels it would not fit."""
    handles, labels = axes.get_legend_handles_labels()
    width = axes.figure.bbox.width / axes.figure.dpi
    columns = len(labels) if sum(len(label) + 5 for label in labels) < 13 * width else 1
    axes.figure.legend(
        handles,
        labels,
        loc="outside upper left",
        ncols=columns,
        handletextpad=0.4,
        borderaxespad=0.1,
        **options,
    )
