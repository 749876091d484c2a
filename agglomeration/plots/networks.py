"""Who is linked to whom, and who came from whom."""

import numpy as np

from agglomeration.explorable import Drawing
from agglomeration.explorable.look import COLOURS

from ._frame import DASHES, SERIES, legend, new_axes

__all__ = ["family_tree", "network"]


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
        figure, axes = new_axes(width, 0.56 * width)
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
        figure, axes = new_axes(width, 4.4)
        axes.plot(*joints(), color=COLOURS["faint"], linewidth=0.6)
        axes.plot(*strokes(~first), color=SERIES[1], linewidth=0.9, linestyle=DASHES[0], label="spin-off")
        axes.plot(*strokes(first), color=SERIES[0], linewidth=2.6, label="moved in")
        axes.set_ylim(len(members), -1)
        axes.set_yticks([row[label] for label in names or ()], list((names or {}).values()))
        axes.grid(axis="y", visible=False)
        axes.spines["left"].set_visible(False)
        axes.set_xlabel("year")
        if limits:
            axes.set_xlim(*limits)
        legend(axes)
        return figure

    told = f"{int(first.sum())} families with {len(members)} members"
    return Drawing(draw, alt or f"Family tree of {told}.")
