"""A figure as the page wants it: small SVG with real text, colours by role, drawn wide and narrow."""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import matplotlib as mpl
from matplotlib.figure import Figure

from explorable.errors import ExplorableError
from explorable.which_face import face
from explorable.words import tell

from .look import COLOURS, NARROW, WIDE, drawing_style
from .renderer import write_svg

__all__ = [
    "Drawing",
    "as_drawing",
    "draw_svg",
    "figure_html",
    "narrow_and_wide",
    "plain_figure",
    "style_sheet",
    "svg_element",
]

_SVG = "{http://www.w3.org/2000/svg}"
_HREF = "{http://www.w3.org/1999/xlink}href"
_ROLES = re.compile("|".join(COLOURS.values()))
_ROLE_OF = {colour: role for role, colour in COLOURS.items()}
_LONG_DECIMALS = re.compile(r"-?\d+\.\d{3,}")
# What every text and line has anyway: the stylesheet says it once.
_DEFAULTS = {"font-family", "stroke-linecap", "stroke-linejoin"}
_REFERENCE = re.compile(r"url\(#([^)]+)\)")
_HASHED = re.compile(r"[0-9a-f]{10}$")
_SHORT_FONT = re.compile(r"(?:(italic|oblique) )?(?:normal )*(?:(\d+|bold) )?([\d.]+)px .*")


class Drawing:
    """A figure that can be drawn at any width, with its alternative text.

    Parameters
    ----------
    draw : callable
        ``draw(width)`` returns a matplotlib ``Figure`` of that width in inches.
    alt : str, optional
        What the figure shows, for readers who cannot see it.

    Notes
    -----
    Shown as the last value of a notebook cell it appears inline and turns dark with the page.
    """

    def __init__(self, draw: Callable[[float], Figure], alt: str | None = None) -> None:
        self.draw, self.alt = draw, alt

    def __repr__(self) -> str:
        return tell("Figure: {alt}", alt=self.alt)

    def _repr_mimebundle_(self, include=None, exclude=None):
        if not self.alt:
            raise ExplorableError(
                tell(
                    "A figure shown by itself needs words for those who cannot see it: "
                    "Drawing(..., alt=)."
                )
            )
        if face():
            html = figure_html(**narrow_and_wide(self, self.slug()), alt=self.alt)
            return {"text/plain": repr(self), "text/html": html}
        return {**plain_figure(self)._repr_mimebundle_(), "text/plain": repr(self)}

    def slug(self) -> str:
        """A name from all that is shown, so that two figures on a page do not share identifiers."""
        shown = repr((self.alt, draw_svg(self, WIDE, "")["parts"]))
        return f"figure-{hashlib.sha256(shown.encode()).hexdigest()[:6]}"

    def figure(self, width: float = WIDE) -> Figure:
        """Return the matplotlib figure at a width, in the book's look."""
        with mpl.rc_context(drawing_style()):
            return self.draw(width)


def as_drawing(figure: Any) -> Drawing:
    """A ``Drawing`` from what an author returned: itself, a function of the width, or a plain Figure."""
    if isinstance(figure, Drawing):
        return figure
    if isinstance(figure, Figure):
        return Drawing(lambda width: _resized(figure, width))
    if callable(figure):
        return Drawing(figure)
    raise ExplorableError(
        tell(
            "A view's figure must be a matplotlib Figure or a function of the width; got {found}.",
            found=type(figure).__name__,
        )
    )


def _resized(figure, width):
    height = figure.get_size_inches()[1]
    figure.set_size_inches(width, height)
    return figure


def draw_svg(drawing: Drawing, width: float, prefix: str, outlines: bool = False) -> dict[str, Any]:
    """Draw at a width; return the view box, the extent of the first axes, and the SVG's parts as strings.

    With ``outlines`` letters are drawn as shapes, for a page that does not have the font they were measured in.
    """
    with mpl.rc_context({**drawing_style(), "svg.fonttype": "path" if outlines else "none"}):
        figure = drawing.draw(width)
        if not isinstance(figure, Figure):
            raise ExplorableError(
                tell(
                    "A drawing must return a matplotlib Figure; got {found}.",
                    found=type(figure).__name__,
                )
            )
        stream = io.StringIO()
        write_svg(figure, stream)
    root = ElementTree.fromstring(stream.getvalue())
    parts = [_text_of(child, prefix) for child in _children(root)]
    view_box = " ".join(f"{float(number):g}" for number in root.attrib["viewBox"].split())
    return {"box": view_box, "axes": _axes_extent(figure), "parts": parts}


def narrow_and_wide(drawing: Drawing, slug: str) -> dict[str, dict[str, Any]]:
    """The two drawings of a figure."""
    return {
        "wide": draw_svg(drawing, WIDE, f"{slug}-w"),
        "narrow": draw_svg(drawing, NARROW, f"{slug}-n"),
    }


def svg_element(drawn: Mapping[str, Any], alt: str | None) -> str:
    """One complete inline SVG."""
    extent = " ".join(f"{number:g}" for number in drawn["axes"])
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{drawn["box"]}" role="img" '
        f'aria-label="{escape(alt or "", quote=True)}" data-axes="{extent}">{"".join(drawn["parts"])}</svg>'
    )


def figure_html(wide: Mapping[str, Any], narrow: Mapping[str, Any], alt: str | None) -> str:
    """Both drawings of a figure; the style sheet shows the one that fits."""
    return (
        '<figure class="explorable-figure">'
        f'<div class="explorable-wide">{svg_element(wide, alt)}</div>'
        f'<div class="explorable-narrow">{svg_element(narrow, alt)}</div></figure>'
    )


def plain_figure(drawing: Drawing) -> Any:
    """A widget that shows one drawing in the colours of the reader's notebook."""
    import ipywidgets as widgets  # only a live notebook has them

    drawn = draw_svg(drawing, WIDE, drawing.slug(), outlines=True)
    figure = f'<figure class="explorable-figure">{svg_element(drawn, drawing.alt)}</figure>'
    return widgets.HTML(f"<style>{style_sheet()}</style>{figure}")


def style_sheet() -> str:
    """The style sheet of cards and figures, for a face that brings it along."""
    return (Path(__file__).parents[1] / "explorable.css").read_text(encoding="utf-8")


def _axes_extent(figure):
    """Left, bottom, right, top of the first axes in SVG units, then its data limits: where a guess is drawn.

    Empty without axes, and where their scale is not linear.
    """
    axes = figure.axes[0] if figure.axes else None
    if axes is None or {axes.get_xscale(), axes.get_yscale()} != {"linear"}:
        return []
    height = figure.get_size_inches()[1] * 72
    box = axes.get_position()
    wide = figure.get_size_inches()[0] * 72
    corners = [box.x0 * wide, height * (1 - box.y0), box.x1 * wide, height * (1 - box.y1)]
    return [round(number, 4) for number in (*corners, *axes.get_xlim(), *axes.get_ylim())]


def _children(element):
    """Drawn descendants with groups that say nothing unwrapped, and matplotlib's own style sheet left out."""
    for child in element:
        tag = child.tag.removeprefix(_SVG)
        if tag in ("metadata", "style") or (
            tag == "defs" and child.find(f"{_SVG}style") is not None
        ):
            continue
        if tag == "g" and not set(child.attrib) - {"id"}:
            yield from _children(child)
        elif not (tag == "path" and child.get("style", "").strip("; ") == "fill: none"):
            yield child


def _text_of(element, prefix):
    for node in element.iter():
        node.tag = node.tag.removeprefix(_SVG)
        _clean(node, prefix)
        for part in ("text", "tail"):
            if not (getattr(node, part) or "").strip():
                setattr(node, part, None)
    text = ElementTree.tostring(element, encoding="unicode", short_empty_elements=True).replace(
        " />", "/>"
    )
    return _ROLES.sub(lambda match: f"var(--x-{_ROLE_OF[match[0]]})", text)


def _clean(node, prefix):
    """Keep what draws: short numbers, own names, no ids nobody refers to."""
    attributes = node.attrib
    if _HREF in attributes:
        attributes["href"] = attributes.pop(_HREF)
    if node.tag == "g" and "id" in attributes:
        del attributes["id"]
    if "id" in attributes:
        attributes["id"] = _own_id(attributes["id"], prefix)
    if attributes.get("href", "").startswith("#"):
        attributes["href"] = f"#{_own_id(attributes['href'][1:], prefix)}"
    if attributes.get("transform", "").startswith("rotate(-0 "):
        del attributes["transform"]
    # As attributes, since pages with a strict policy forbid inline styles.
    attributes.update(_presentation(attributes.pop("style", "")))
    for name, value in attributes.items():
        if "url(#" in value:
            attributes[name] = _REFERENCE.sub(
                lambda found: f"url(#{_own_id(found[1], prefix)})", value
            )
    for name in ("d", "x", "y", "transform", "points", "width", "height"):
        if name in attributes:
            attributes[name] = _shorten(attributes[name])


def _own_id(name, prefix):
    """The drawing's own id: where matplotlib ends it with a hash of ten digits, six will do."""
    return f"{prefix}{_HASHED.sub(lambda found: found[0][:-4], name)}"


def _presentation(style):
    """The declarations of a style as attributes of the element."""
    declared = dict(part.strip().split(": ", 1) for part in style.split(";") if part.strip())
    if "font" in declared:
        slant, weight, size = _SHORT_FONT.fullmatch(declared.pop("font")).groups()
        declared["font-size"] = f"{size}px"
        declared.update({"font-weight": weight} if weight not in (None, "400") else {})
        declared.update({"font-style": slant} if slant else {})
    return {name: value for name, value in declared.items() if name not in _DEFAULTS}


@lru_cache(2048)
def _shorten(text):
    """Two decimals each; remembered, since letters and the outlines of a map are the same in state after state."""
    return " ".join(
        _LONG_DECIMALS.sub(
            lambda match: f"{float(match[0]):.2f}".rstrip("0").rstrip("."), text
        ).split()
    )
