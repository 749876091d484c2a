"""Links between places on a map, told apart by whether they cross a border."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from explorable.drawing import Drawing
from explorable.drawing.look import COLOURS
from explorable.words import in_turn, tell_many

from .frame import DASHES, SERIES, legend, new_axes

__all__ = ["map_of_links"]


def map_of_links(
    links: pd.DataFrame,
    kinds: Sequence[str],
    outlines: Sequence[np.ndarray],
    ends: tuple[str, str] = ("firm", "institute"),
    alt: str | None = None,
) -> Drawing:
    """Straight links between two kinds of places on an outline map.

    Parameters
    ----------
    links : pandas.DataFrame
        One row per link: ``x``, ``y`` of one end, ``to_x``, ``to_y`` of the other, and ``kind``, an index of ``kinds``.
    kinds : sequence of str
        What the links are, at most four; they differ in colour and dashes.
    outlines : list of arrays
        Closed lines, shape (corners, 2).
    ends : (str, str)
        What the two ends are.
    alt : str, optional
        Alternative text; counts the links of each kind unless said.

    Returns
    -------
    Drawing
    """
    corners = np.concatenate(outlines)
    low, high = corners.min(axis=0), corners.max(axis=0)
    across, up = high - low

    def draw(width):
        # Nearly square, and never higher than a telephone.
        height = min(width * up / across, 1.15 * width, 4.6)
        figure, axes = new_axes(width, height + 0.3 + 0.2 * (len(kinds) + len(ends)) * (width < 4))
        axes.plot(*_in_one(outlines).T, color=COLOURS["mute"], linewidth=0.7)
        for number, name in enumerate(kinds):
            chosen = links[links["kind"] == number]
            gaps = np.full(len(chosen), np.nan)
            x, y = (
                np.column_stack([chosen[axis], chosen[f"to_{axis}"], gaps]).ravel()
                for axis in ("x", "y")
            )
            axes.plot(x, y, DASHES[number], color=SERIES[number], linewidth=1.1, label=name)
        axes.plot(links["x"], links["y"], "o", color=COLOURS["ink"], markersize=2.6, label=ends[0])
        axes.plot(
            links["to_x"], links["to_y"], "D", color=COLOURS["ink"], markersize=4.5, label=ends[1]
        )
        margin = 0.02 * max(across, up)
        axes.set(xlim=(low[0] - margin, high[0] + margin), ylim=(low[1] - margin, high[1] + margin))
        axes.set_aspect("equal")
        axes.set_axis_off()
        legend(axes)
        return figure

    counts = in_turn(
        f"{name}: {int((links['kind'] == number).sum())}" for number, name in enumerate(kinds)
    )
    told = tell_many(
        "Map with {n} link from {one} to {other}. {counts}.",
        "Map with {n} links from {one} to {other}. {counts}.",
        len(links),
        one=ends[0],
        other=ends[1],
        counts=counts,
    )
    return Drawing(draw, alt or told)


def _in_one(lines):
    """All lines as one with gaps, which draws in a fraction of the time."""
    gap = np.full((1, 2), np.nan)
    return np.vstack([part for line in lines for part in (line, gap)])
