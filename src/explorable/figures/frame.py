"""What the figure types share: marks that differ in shape as well as in colour, labelled rows, the key."""

import textwrap
from functools import lru_cache

import numpy as np
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path

from explorable.drawing.look import COLOURS, FONT, NARROW
from explorable.drawing.ticks import copied_ticks

ROW = 0.27  # inches of height for one labelled row
KEY_LINE = 0.18  # inches of height for one more line of a key
# Points: a letter on average, a line of letters, what numbers and name of the upright axis take, half its top number,
# what those of the other axis take.
LETTER, LINE, LEFT, ABOVE, BELOW = 5.2, 13, 50, 7, 31
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


def room_of(axes, lines_above=0):
    """Points across and up that the axes of a figure of its own will have, about."""
    across, up = axes.figure.get_size_inches() * 72
    return across - LEFT - 6, up - BELOW - 3 - LINE * lines_above


def along(axes, ends, across, up):
    """Points of a straight line of the data, dense enough to be seen by a name that looks for room."""
    (left, low), (right, high) = in_points(axes, *np.transpose(ends), across, up)
    count = int(np.hypot(right - left, high - low) // 6) + 2
    return np.column_stack([np.linspace(left, right, count), np.linspace(low, high, count)])


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


# Which way a name may stand from its point: right, left, above and below before the corners, and what lies between.
_WAYS: list[tuple[float, float]] = [
    (1, 0),
    (-1, 0),
    (0, 1),
    (0, -1),
    (1, 1),
    (-1, 1),
    (1, -1),
    (-1, -1),
]
_WAYS += [(0.6, 1), (-0.6, 1), (0.6, -1), (-0.6, -1)]
# How far away from it, in points; beyond the first a thin line leads back to it.
_GAPS = (2.5, 13, 25, 39, 54)


def in_points(axes, x, y, across, up):
    """Where points of the data lie in axes of that many points across and up: the layout comes later."""
    axes.get_xlim()  # asks for the limits that marks drawn so far have moved: transforms do not
    at = axes.transData.transform(np.column_stack([x, y]).astype(float))
    return axes.transAxes.inverted().transform(at) * (across, up)


def name_points(axes, names, spots, places, marks, room, reach, own, size=10, leaders=True, **look):
    """Write names beside their points, where they cover no other mark and no other name, or as few as can be.

    Parameters
    ----------
    names : list of str
        What is written.
    spots : list of (x, y)
        The points named, in units of the data.
    places, marks : array of shape (n, 2)
        Where the points named, and all marks that should stay uncovered, lie in points (``in_points``).
    room : (left, bottom, right, top)
        What a name must not leave, in points.
    reach : float or array
        How far each mark reaches from its middle, in points.
    own : array
        How far the points named do.
    size : float
        The letters' size.
    leaders : bool
        Whether a name may stand farther away, with a thin line to its point.
    """
    choices = [
        _choices(*each, places, marks, reach, room, size, leaders)
        for each in zip(names, places, own, strict=True)
    ]
    for name, spot, radius, (offset, far) in zip(names, spots, own, _settled(choices), strict=True):
        leader = {"arrowstyle": "-", "color": COLOURS["mute"], "linewidth": 0.7}
        leader |= {"shrinkA": 1, "shrinkB": radius}
        written = axes.annotate(
            name,
            spot,
            xytext=tuple(np.round(offset, 2)),
            textcoords="offset points",
            ha="center",
            va="center_baseline",
            fontsize=size,
            arrowprops=leader if far else None,
            **look,
        )
        # Axes do not shrink for a name that stands within the figure anyway.
        written.set_in_layout(False)


def _choices(name, place, radius, places, marks, reach, room, size, leaders):
    """Where a name may stand: each offset with its box, its line, and what it costs beside the other names."""
    half = np.array([_length(name, size) / 2, 0.5 * size])
    gaps = _GAPS if leaders else _GAPS[:1]
    offsets = np.array([_offset(way, radius + gap, half) for gap in gaps for way in _WAYS])
    boxes = np.hstack([place + offsets - half, place + offsets + half])
    lines = np.array([[place, _edge(place, offset, half)] for offset in offsets])
    cost = np.add.outer(0.3 * np.arange(len(gaps)), 0.01 * np.arange(len(_WAYS))).ravel()
    others = places[(places != place).any(axis=1)]
    # A point that is named itself weighs more than one among many.
    cost += _covered(boxes, marks, reach).sum(axis=1) + 2 * _covered(boxes, others, 3).sum(axis=1)
    outside = np.maximum(0, room[:2] - boxes[:, :2]) + np.maximum(0, boxes[:, 2:] - room[2:])
    cost += 10 * outside.sum(axis=1)
    # A line past another point that is named would be taken for that one's.
    far = np.arange(len(boxes)) >= len(_WAYS)
    for other in others:
        cost += 10 * far * _through(np.append(other - 4, other + 4), lines)
    return offsets, boxes, lines, far, cost


def _settled(choices, rounds=4):
    """For each name its offset and whether a line leads to it; names give way to each other until none would move."""
    chosen = [None] * len(choices)
    for _ in range(rounds):
        before = list(chosen)
        for number, (_, boxes, lines, far, cost) in enumerate(choices):
            beside = np.zeros(len(boxes))
            for place, best in enumerate(chosen):
                if best is not None and place != number:
                    beside += _disturbed(
                        boxes, lines, far, *(part[best] for part in choices[place][1:4])
                    )
            chosen[number] = int(np.argmin(cost + beside))
        if chosen == before:
            break
    return [(each[0][best], each[3][best]) for each, best in zip(choices, chosen, strict=True)]


def _disturbed(boxes, lines, far, box, line, its_far):
    """What it costs that names meet, that the line of one runs through another, or that lines cross."""
    meet = (boxes[:, :2] < box[2:] + 2).all(axis=1) & (box[:2] < boxes[:, 2:] + 2).all(axis=1)
    cost = 100 * meet + 10 * far * _through(box, lines)
    if its_far:
        cost = cost + 10 * _through(boxes, line[None]) + 10 * far * _cross(lines, line)
    return cost


def _offset(way, gap, half):
    """From a point to the middle of a name that stands a gap away from it."""
    aside = 0.7 if all(way) else 1.0
    return np.array(way) * (half + aside * gap * np.array([1, 0.8]))


@lru_cache(4096)
def _length(text, size):
    """How long a text is, in points."""
    return text_to_path.get_text_width_height_descent(
        text, FontProperties(family=FONT, size=size), False
    )[0]


def _edge(place, offset, half):
    """Where the line from a point meets the edge of its name."""
    inside = np.min(half / np.maximum(np.abs(offset), 1e-9))
    return place + max(0.1, 1 - inside) * offset


def _through(boxes, lines):
    """Which lines run through a box, or through which boxes one line runs."""
    points = lines[:, :1] + np.linspace(0, 1, 25)[:, None] * (lines[:, 1:] - lines[:, :1])
    boxes = np.atleast_2d(boxes)[:, None]
    return ((points > boxes[..., :2]) & (points < boxes[..., 2:])).all(axis=2).any(axis=1)


def _cross(lines, line):
    """Which lines cross one."""

    def side(start, end, point):
        across, up = (end - start).T
        return np.sign(across * (point - start)[..., 1] - up * (point - start)[..., 0])

    (first, last), (start, end) = lines.transpose(1, 0, 2), line
    return (side(start, end, first) != side(start, end, last)) & (
        side(first, last, start) != side(first, last, end)
    )


def _covered(boxes, marks, reach):
    """Which marks each box touches."""
    low, high = boxes[:, None, :2], boxes[:, None, 2:]
    far = np.abs(marks - np.clip(marks, low, high)).max(axis=2)
    return far < reach
