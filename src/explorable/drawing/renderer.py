"""Matplotlib's own way to draw SVG, with every word measured once instead of once per figure and pass.

A grid of states draws the same names again and again, and a layout asks for each of them several times.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, TextIO

from matplotlib.backends.backend_svg import FigureCanvasSVG, RendererSVG
from matplotlib.font_manager import findfont, get_font
from matplotlib.textpath import text_to_path

from .ticks import remembered_ticks

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["write_svg"]

_WORDS = 1 << 16
_NO_METADATA = dict.fromkeys(("Date", "Creator", "Format", "Type"))


def write_svg(figure: Figure, stream: TextIO) -> None:
    """Write a figure as SVG, 72 units to the inch, without metadata."""
    figure.dpi = FigureCanvasSVG.fixed_dpi
    width, height = (inches * figure.dpi for inches in figure.get_size_inches())
    renderer = _Renderer(width, height, stream, metadata=_NO_METADATA)
    _Canvas(figure, renderer)
    for axes in figure.axes:
        _spare(axes)
    with remembered_ticks(figure):
        figure.draw(renderer)
    renderer.finalize()


def _spare(axes):
    """Keep the layout from measuring what cannot change it: spines on the edge of their axes, axes switched off."""
    for spine in axes.spines.values():
        if spine.get_position() == ("outward", 0.0):
            spine.set_in_layout(False)
    if not axes.axison:
        axes.xaxis.set_visible(False)
        axes.yaxis.set_visible(False)


class _Canvas(FigureCanvasSVG):
    """Lends the layout the renderer that draws; left alone it makes one for each figure."""

    def __init__(self, figure, renderer):
        super().__init__(figure)
        self._renderer = renderer

    def get_renderer(self):
        return self._renderer


class _Renderer(RendererSVG):
    def get_text_width_height_descent(self, s, prop, ismath):
        return _extent(s, prop.copy(), ismath)

    def _get_font_height_metrics(self, prop):
        # Matplotlib asks this of renderers that know it; for all others it looks into the font's tables at every word.
        return _heights(prop.copy())


@lru_cache(_WORDS)
def _extent(words, font, is_math):
    return text_to_path.get_text_width_height_descent(words, font, is_math)


@lru_cache(_WORDS)
def _heights(font):
    """Ascent, descent and the gap between lines, as matplotlib reads them; nothing where the font does not say."""
    file = get_font(findfont(font))
    table = file.get_sfnt_table("OS/2")
    if table is None:
        return None, None, None
    scale = 1 / file.get_sfnt_table("head")["unitsPerEm"] * font.get_size_in_points()
    return (
        table["sTypoAscender"] * scale,
        -table["sTypoDescender"] * scale,
        table["sTypoLineGap"] * scale,
    )
