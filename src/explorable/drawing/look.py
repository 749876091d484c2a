"""One look on both sides: colour roles that become CSS variables, one font, one drawing style."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from cycler import cycler
from matplotlib import font_manager

__all__ = ["COLOURS", "FONT", "NARROW", "WIDE", "drawing_style"]

FONT = "Noto Sans KR"

# Widths in inches of the two drawings of every figure.
WIDE, NARROW = 6.8, 3.4

# Role: the colour matplotlib draws with, which the page replaces by the variable --x-role.
# The four data colours stay apart for readers with colour-blindness and from the page in light and dark. Grid lines and
# frames are of ``rule`` and ``faint``; a mark in the background that says something is of ``back``, which has the
# contrast of 3 to 1 that marks need.
COLOURS = {
    "ink": "#1d2430",
    "mute": "#5b6472",
    "rule": "#dfe3ea",
    "faint": "#b4bdca",
    "back": "#808a99",
    "paper": "#fefefe",
    "accent": "#0b6bb0",
    "second": "#b34a00",
    "third": "#157a55",
    "fourth": "#7a45a3",
}


@cache
def register_font():
    """Tell matplotlib about the shipped font, so that what it measures is what the page shows."""
    for file in sorted((Path(__file__).parent / "fonts").glob("*.ttf")):
        font_manager.fontManager.addfont(str(file))


def drawing_style() -> dict[Any, Any]:
    """Return the rcParams every figure is drawn with."""
    register_font()
    return {
        "font.family": FONT,
        "font.size": 10,
        "text.color": COLOURS["ink"],
        "axes.labelcolor": COLOURS["ink"],
        "axes.edgecolor": COLOURS["faint"],
        "axes.facecolor": "none",
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.titlesize": 10,
        "axes.titlelocation": "left",
        "axes.titleweight": "semibold",
        "axes.axisbelow": True,
        "axes.grid": True,
        "axes.prop_cycle": cycler(
            color=[COLOURS[role] for role in ("accent", "second", "third", "fourth")]
        ),
        "grid.color": COLOURS["rule"],
        "grid.linewidth": 0.8,
        "xtick.major.size": 0,
        "ytick.major.size": 0,
        "xtick.color": COLOURS["faint"],
        "ytick.color": COLOURS["faint"],
        "xtick.labelcolor": COLOURS["ink"],
        "ytick.labelcolor": COLOURS["ink"],
        "legend.frameon": False,
        "legend.fontsize": 9,
        "lines.linewidth": 1.8,
        "figure.facecolor": "none",
        "figure.constrained_layout.use": True,
        "svg.fonttype": "none",
        "svg.hashsalt": "explorable",
    }
