"""Figures of who covers what: named rows against a few named columns."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

import numpy as np
import pandas as pd

from explorable.drawing import Drawing
from explorable.drawing.look import COLOURS, NARROW
from explorable.words import enumerated, in_turn, tell

from .frame import MARKS, SERIES, draw_rows, legend, new_axes, rows_height, wrapped

__all__ = ["marked_fields"]


def marked_fields(
    table: pd.DataFrame, kinds: Sequence[str], faded: Collection[Any] = (), alt: str | None = None
) -> Drawing:
    """Which rows cover which columns: a mark in a field, its shape and fill the kind.

    Parameters
    ----------
    table : pandas.DataFrame
        Rows x a few columns; 0 leaves a field empty, 1 is the first of ``kinds``, 2 the second.
    kinds : sequence of str
        What a filled mark and, if there is a second kind, an open one mean.
    faded : collection, optional
        Rows that stand in the background.
    alt : str, optional
        Alternative text; tells every row unless said.

    Returns
    -------
    Drawing
    """

    def draw(width):
        labels = wrapped(table.index, width)
        figure, axes = new_axes(width, rows_height(labels, 0.95))
        draw_rows(axes, labels)
        across = range(len(table.columns))
        axes.hlines(
            range(len(table)),
            -0.4,
            len(across) - 0.6,
            color=COLOURS["rule"],
            linewidth=0.8,
            zorder=0,
        )
        background = table.index.isin(list(faded))[:, None]
        for kind, name in enumerate(kinds):
            for behind in (False, True):
                rows, columns = np.nonzero(table.eq(kind + 1).to_numpy() & (background == behind))
                colour = COLOURS["back"] if behind else SERIES[kind]
                look = {
                    "color": colour,
                    "markerfacecolor": COLOURS["paper"] if kind else colour,
                    "linestyle": "",
                }
                axes.plot(
                    columns,
                    rows,
                    MARKS[kind],
                    label=None if behind else name,
                    markersize=8,
                    zorder=3,
                    **look,
                )
        narrow = width <= NARROW
        names = [str(name).replace(" ", "\n") if narrow else str(name) for name in table.columns]
        axes.set_xticks(
            list(across), names, rotation=55 if narrow else 0, ha="right" if narrow else "center"
        )
        axes.set_xlim(-0.5, len(across) - 0.5)
        axes.grid(axis="x", visible=False)
        legend(axes)
        return figure

    covered = in_turn(
        tell(
            "{row}: {columns}",
            row=label,
            columns=enumerated(_covered(row, kinds)) or tell("nothing"),
        )
        for label, row in table.iterrows()
    )
    told = tell("Rows and the columns they cover. {covered}.", covered=covered)
    return Drawing(draw, alt or told)


def _covered(row, kinds):
    return [f"{column} ({kinds[int(value) - 1]})" for column, value in row.items() if value]
