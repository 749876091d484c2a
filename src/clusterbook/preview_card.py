"""The picture that messengers show of the book, drawn from its tables."""

from __future__ import annotations

import os
from typing import Any

import matplotlib as mpl
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import LineCollection, PatchCollection
from matplotlib.figure import Figure
from matplotlib.patches import Circle

from clusterbook.cases.places import as_dots, metropolitan_cells, outlines
from clusterbook.words import tell
from explorable.drawing.look import COLOURS, drawing_style

__all__ = ["draw_card"]


def draw_card(path: str | os.PathLike[str], title: str, subtitle: str) -> str:
    """Draw the preview card from the book's tables; return what it says, for those who do not see it."""
    cells = metropolitan_cells()
    found = cells.query("occupation == '15-1252' and location_quotient >= 2 and employment >= 500")
    words = tell(
        "{found} of {areas} metropolitan areas of the United States have at least twice the\n"
        "national share of software developers, and 500 of their jobs.",
        found=len(found),
        areas=cells["area"].nunique(),
    )
    dots = as_dots(found.sort_values("employment", ascending=False))
    with mpl.rc_context(drawing_style()):
        figure = Figure(figsize=(12, 6.3), dpi=100, facecolor=COLOURS["paper"], layout="none")  # type: ignore[arg-type]  # the stub knows no "none"
        axes = figure.add_axes((0.36, 0.1, 0.62, 0.84))
        axes.add_collection(
            LineCollection(outlines("united_states"), colors=COLOURS["faint"], linewidths=0.8)
        )
        axes.autoscale_view()
        across = axes.get_xlim()[1] - axes.get_xlim()[0]
        largest = dots["amount"].max()
        sizes = 0.03 * across * (dots["amount"] / largest) ** 0.5
        circles = [
            Circle((x, y), size) for x, y, size in zip(dots["x"], dots["y"], sizes, strict=True)
        ]
        axes.add_collection(
            PatchCollection(circles, facecolors=COLOURS["accent"], alpha=0.65, linewidths=0)
        )
        axes.set_aspect("equal")
        axes.axis("off")
        left: dict[str, Any] = {"x": 0.05, "ha": "left", "color": COLOURS["ink"]}
        figure.text(
            y=0.66,
            s=title.replace(" ", "\n"),
            va="center",
            fontsize=52,
            fontweight="semibold",
            **left,
        )
        figure.text(y=0.43, s=subtitle, va="top", fontsize=21, linespacing=1.35, **left)
        figure.text(
            y=0.06,
            s=words,
            va="bottom",
            fontsize=15,
            linespacing=1.3,
            **{**left, "color": COLOURS["mute"]},
        )
        FigureCanvasAgg(figure).print_png(str(path), metadata={"Software": None})
    return " ".join(words.split())
