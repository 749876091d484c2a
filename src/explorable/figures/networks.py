"""Who is linked to whom, and who came from whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from explorable.drawing import Drawing
from explorable.drawing.look import COLOURS, NARROW
from explorable.words import in_turn, tell, tell_many

from .frame import DASHES, SERIES, legend, new_axes, wrapped

__all__ = ["arcs", "family_tree", "islands", "network"]


def network(
    sizes: pd.Series, links: pd.DataFrame, former: pd.Series | None = None, alt: str | None = None
) -> Drawing:
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
            axes.plot(
                x[[one, other]], y[[one, other]], color=COLOURS["back"], linewidth=wide, zorder=1
            )
        whole = 9000 * scale * former / former.sum()
        axes.scatter(
            x,
            y,
            s=whole,
            facecolor=COLOURS["paper"],
            edgecolor=COLOURS["accent"],
            linewidth=1.2,
            zorder=2,
        )
        axes.scatter(
            x, y, s=whole * (sizes / former), color=COLOURS["accent"], linewidth=0, zorder=3
        )
        behind = {"facecolor": COLOURS["paper"], "edgecolor": "none", "pad": 1}
        for place, name in enumerate(sizes.index):
            at = {
                "xytext": (0, -((whole.iloc[place] / np.pi) ** 0.5) - 5),
                "textcoords": "offset points",
            }
            axes.annotate(
                name, (x[place], y[place]), **at, ha="center", va="top", zorder=4, bbox=behind
            )
        axes.set(xlim=(-2.4, 2.4), ylim=(-1.5, 1.3))
        axes.set_axis_off()
        return figure

    lines = int(np.count_nonzero(np.triu(strength, 1)))
    told = tell_many(
        "Network of {members} members with {n} link. Sizes: {sizes}.",
        "Network of {members} members with {n} links. Sizes: {sizes}.",
        lines,
        members=len(sizes),
        sizes=in_turn(f"{name} {size:.0f}" for name, size in sizes.items()),
    )
    return Drawing(draw, alt or told)


def family_tree(
    members: pd.DataFrame,
    last: float,
    names: Mapping[Any, str] | None = None,
    limits: tuple[float, float] | None = None,
    alt: str | None = None,
) -> Drawing:
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
        axes.plot(*joints(), color=COLOURS["back"], linewidth=0.6)
        axes.plot(
            *strokes(~first),
            color=SERIES[1],
            linewidth=0.9,
            linestyle=DASHES[0],
            label=tell("spin-off"),
        )
        axes.plot(*strokes(first), color=SERIES[0], linewidth=2.6, label=tell("moved in"))
        axes.set_ylim(len(members), -1)
        axes.set_yticks([row[label] for label in names or ()], list((names or {}).values()))
        axes.grid(axis="y", visible=False)
        axes.spines["left"].set_visible(False)
        axes.set_xlabel("year")
        if limits:
            axes.set_xlim(*limits)
        legend(axes)
        return figure

    told = tell_many(
        "Family tree of {n} family with {members} members.",
        "Family tree of {n} families with {members} members.",
        int(first.sum()),
        members=len(members),
    )
    return Drawing(draw, alt or told)


def islands(
    groups: pd.Series,
    links: pd.DataFrame,
    sizes: pd.Series,
    names: pd.Series,
    alt: str | None = None,
) -> Drawing:
    """A network of some dozens of members, each group a ring of its own: what a link joins is seen without a label.

    Parameters
    ----------
    groups : pandas.Series
        Number of each member's group, 1 for the largest. A member alone in its group stands in a row at the bottom.
    links : pandas.DataFrame
        Members x members, symmetric; 0 draws no line.
    sizes : pandas.Series
        Size of each member, which gives its area.
    names : pandas.Series
        Short name of each member; the two largest of a group name it.
    """
    members = {
        number: sizes[groups == number].sort_values(ascending=False).index
        for number in sorted(groups.unique())
    }
    rings = {number: found for number, found in members.items() if len(found) > 1}
    single = [found[0] for found in members.values() if len(found) == 1]
    strength = links.loc[groups.index, groups.index].to_numpy()
    pairs = np.argwhere(np.triu(strength > 0, 1))
    inside = groups.to_numpy()[pairs[:, 0]] == groups.to_numpy()[pairs[:, 1]]

    def draw(width):
        height = 5.4 if width > NARROW else 7.2
        figure, axes = new_axes(width, height)
        centres, radius = _shelves(
            [len(found) for found in rings.values()], width - 0.1, height - 0.55
        )
        places = _on_rings(rings, centres, radius) | _in_a_row(single, width)
        x, y = np.array([places[label] for label in groups.index]).T
        # Links between groups first, so that those inside lie on top; lines broken by NaN are drawn in one call.
        for chosen, look in ((~inside, "back"), (inside, "accent")):
            across = np.column_stack([x[pairs[chosen]], np.full(chosen.sum(), np.nan)]).ravel()
            up = np.column_stack([y[pairs[chosen]], np.full(chosen.sum(), np.nan)]).ravel()
            axes.plot(across, up, color=COLOURS[look], linewidth=0.5, zorder=1)
        area = (width / 6.8) * 900 * sizes / sizes.sum() + 8
        axes.scatter(x, y, s=area[groups.index], color=COLOURS["ink"], linewidth=0, zorder=2)
        behind = {"facecolor": COLOURS["paper"], "edgecolor": "none", "pad": 0.6, "alpha": 0.85}
        for found, (left, low), reach in zip(rings.values(), centres, radius, strict=True):
            lines = [names[found[0]], names[found[1]]]
            if len(found) > 2:
                lines.append(tell_many("+ {n} more", "+ {n} more", len(found) - 2))
            text = "\n".join(lines)
            axes.text(
                left,
                low - reach - 0.1,
                text,
                ha="center",
                va="top",
                fontsize=9,
                zorder=3,
                bbox=behind,
            )
        if single:
            axes.text(
                0.05, 0.3, tell_many("{n} alone", "{n} alone", len(single)), va="bottom", fontsize=9
            )
        axes.set(xlim=(0, width), ylim=(0, height))
        axes.set_axis_off()
        return figure

    around = in_turn(
        tell(
            "{members} around {one} and {other}",
            members=len(found),
            one=names[found[0]],
            other=names[found[1]],
        )
        for found in rings.values()
    )
    told = tell(
        "Network of {members} members, links: {links}, inside groups: {inside}; members alone: {alone}. "
        "Groups: {groups}.",
        members=len(groups),
        links=len(pairs),
        inside=int(inside.sum()),
        alone=len(single),
        groups=around or tell("none"),
    )
    return Drawing(draw, alt or told)


def arcs(groups: pd.Series, links: Sequence[tuple[Any, Any]], alt: str | None = None) -> Drawing:
    """Members one below the other in their order, and an arc from each to those that build on it.

    Parameters
    ----------
    groups : pandas.Series
        Group of each member, in the order to draw; the members of a group stand together.
    links : list of (label, label)
        What comes first, and what builds on it.
    alt : str, optional
        Alternative text.
    """
    rows, row_of = [], {}
    for name, members in groups.groupby(groups, sort=False):
        rows.append(name)
        for label in members.index:
            row_of[label] = len(rows)
            rows.append(label)
    built = {later for _, later in links}

    def draw(width):
        labels = wrapped(rows, width)
        tall = np.array([1 + 0.75 * text.count("\n") for text in labels])
        middle = np.cumsum(tall) - (tall + 1) / 2
        at = {label: middle[row] for label, row in row_of.items()}
        reach = max((abs(at[later] - at[first]) for first, later in links), default=1)
        figure, axes = new_axes(width, 0.8 + 0.2 * tall.sum())
        for first, later in links:
            apart = groups[first] != groups[later]
            look = {
                "edgecolor": SERIES[apart],
                "linestyle": DASHES[apart],
                "linewidth": 1.1,
                "facecolor": "none",
            }
            axes.add_patch(PathPatch(_bow(at[first], at[later], reach), zorder=1, **look))
        for open_end, key in ((False, tell("builds on none")), (True, tell("builds on others"))):
            spots = [place for label, place in at.items() if (label in built) is open_end]
            face = COLOURS["paper"] if open_end else COLOURS["ink"]
            axes.plot(
                [0] * len(spots),
                spots,
                "o",
                color=COLOURS["ink"],
                markerfacecolor=face,
                label=key,
                zorder=2,
            )
        for apart, key in enumerate((tell("within a part"), tell("across parts"))):
            axes.plot([], [], color=SERIES[apart], linestyle=DASHES[apart], label=key)
        axes.set_yticks(middle, labels)
        for label, tick in zip(rows, axes.get_yticklabels(), strict=True):
            tick.set_color(COLOURS["mute" if label in row_of else "ink"])
        axes.set(xlim=(-0.05, 1.05), ylim=(tall.sum() - 0.4, -0.6), xticks=[])
        axes.grid(visible=False)
        axes.spines[:].set_visible(False)
        axes.tick_params(length=0)
        legend(axes)
        return figure

    counts = {
        "members": len(row_of),
        "groups": groups.nunique(),
        "arcs": len(links),
        "free": len(row_of) - len(built),
    }
    if not links:
        return Drawing(
            draw,
            tell(
                "{members} members in {groups} groups with {arcs} arcs; {free} build on none.",
                **counts,
            ),
        )
    told = tell(
        "{members} members in {groups} groups with {arcs} arcs; {free} build on none. The others: {others}.",
        others=in_turn(
            tell("{later} on {earlier}", later=later, earlier=first) for first, later in links
        ),
        **counts,
    )
    return Drawing(draw, alt or told)


def _bow(start, end, reach):
    """A curve from one row to another; the farther apart they are, the wider it swings."""
    swing = 0.12 + 1.2 * abs(end - start) / reach
    points = [(0, start), (swing, start), (swing, end), (0, end)]
    return Path(points, [Path.MOVETO, Path.CURVE4, Path.CURVE4, Path.CURVE4])


def _shelves(counts, width, height, words=0.56):
    """Centres and radii of rings side by side on shelves, as large as the room allows; the largest come first."""
    for scale in np.arange(0.34, 0.02, -0.005):
        radius = np.maximum(scale * np.sqrt(counts), 0.1)
        rows, row, used = [], [], 0.0
        for number, reach in enumerate(radius):
            slot = max(2 * reach + 0.2, 1.16)
            if row and used + slot > width:
                rows.append(row)
                row, used = [], 0.0
            row.append((number, slot))
            used += slot
        rows.append(row)
        heights = [2 * radius[row[0][0]] + words + 0.12 for row in rows if row]
        if sum(heights) <= height:
            break
    centres, top = np.zeros((len(counts), 2)), height + 0.5
    spare = max(0.0, height - sum(heights)) / max(1, len(heights))
    for row, tall in zip(rows, heights, strict=False):
        left, gap = 0.0, (width - sum(slot for _, slot in row)) / len(row)
        for number, slot in row:
            centres[number] = left + (slot + gap) / 2, top - 0.12 - radius[row[0][0]]
            left += slot + gap
        top -= tall + spare
    return centres, radius


def _on_rings(rings, centres, radius):
    """Where each member stands: around the middle of its group, the largest on top."""
    places = {}
    for found, (x, y), reach in zip(rings.values(), centres, radius, strict=True):
        angle = np.pi / 2 - 2 * np.pi * np.arange(len(found)) / len(found)
        places |= dict(
            zip(
                found,
                zip(x + reach * np.cos(angle), y + reach * np.sin(angle), strict=True),
                strict=True,
            )
        )
    return places


def _in_a_row(labels, width):
    """Members without a group, side by side along the lower edge."""
    step = min(0.22, (width - 0.2) / max(1, len(labels)))
    return {label: (0.1 + step * number, 0.15) for number, label in enumerate(labels)}
