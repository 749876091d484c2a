"""One function, three faces: live widget, static page, print.

An explorable is a pure function of at most three controls that returns a picture, a sentence with the
numbers, and the table behind them. Shown in a notebook it is a live widget; built into a page it moves
without a server; printed, or read aloud, it is its default figure, sentence and table.
"""

from explorable.drawing.svg import Drawing

from .card import Explorable, Prediction, explorable
from .claims import Claim, Grid, LeftOut, Seeds, World, claim
from .controls import Choice, Preset, Slider, Toggle
from .errors import ExplorableError
from .view import View

__all__ = [
    "Choice",
    "Claim",
    "Drawing",
    "Explorable",
    "ExplorableError",
    "Grid",
    "LeftOut",
    "Prediction",
    "Preset",
    "Seeds",
    "Slider",
    "Toggle",
    "View",
    "World",
    "claim",
    "explorable",
]
