"""A figure as a page wants it: the look, the drawing, and small SVG of it."""

from .svg import Drawing, draw_svg

__all__ = ["Drawing", "draw_svg"]
