"""The renderer that remembers what it has measured draws what matplotlib's own draws."""

import io
import re

import matplotlib as mpl
import pytest
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure

from explorable.drawing.look import drawing_style
from explorable.drawing.renderer import write_svg

WORDS = {
    "plain": "Jobs per 1,000",
    "two lines": "Linz and\nits hinterland",
    "Korean": "산업 집적",
    "a formula": "$\\frac{x_{ij}}{x_i}$",
    "nothing": "",
}


def drawn(write, words, font, fonttype):
    with mpl.rc_context({**drawing_style(), "svg.fonttype": fonttype}):
        figure = Figure(figsize=(4, 3))
        axes = figure.subplots()
        axes.barh([words, "other"], [3, 1200], label="kind")
        axes.set_ylabel(words, **font)
        axes.annotate(words, (600, 1), rotation=30, **font)
        figure.legend(loc="outside upper left")
        stream = io.StringIO()
        write(figure, stream)
    return stream.getvalue()


def with_names_in_order(svg):
    """Names of clips are hashes of places with all their digits, of which the last may differ.

    Groups that hold nothing, of strokes without length, are left out, and the others counted anew.
    """
    svg = re.sub(r'\s*<g id="line2d_\d+"/>', "", svg)
    svg = re.sub(r'<g id="line2d_\d+">\s*<g>\s*</g>\s*</g>', "", svg)
    svg = re.sub(r'(?<=id="line2d_)\d+', "n", svg)
    names = dict.fromkeys(re.findall(r"\bp[0-9a-f]{10}\b", svg))
    for number, name in enumerate(names):
        svg = svg.replace(name, f"clip-{number}")
    return svg


def as_matplotlib_writes(figure, stream):
    nothing = dict.fromkeys(("Date", "Creator", "Format", "Type"))
    FigureCanvasSVG(figure).print_svg(stream, metadata=nothing)


@pytest.mark.parametrize("fonttype", ["none", "path"])
@pytest.mark.parametrize(
    "font",
    [
        {},
        {"fontsize": 17, "fontweight": "semibold"},
        {"fontfamily": "DejaVu Sans", "fontstyle": "italic"},
    ],
    ids=["the book's font", "large and bold", "another font"],
)
@pytest.mark.parametrize("words", WORDS.values(), ids=WORDS)
def test_a_figure_looks_as_matplotlib_draws_it(words, font, fonttype):
    expected = drawn(as_matplotlib_writes, words, font, fonttype)
    for _ in ("measured", "remembered"):
        assert with_names_in_order(drawn(write_svg, words, font, fonttype)) == with_names_in_order(
            expected
        )


def test_the_same_words_in_another_size_are_measured_anew():
    small, large = (drawn(write_svg, "Linz", {"fontsize": size}, "none") for size in (8, 20))
    assert small != large


def as_drawn(change):
    """The first axes' left edge, as a share of the width, after a change."""
    figure = Figure(figsize=(4, 3), layout="constrained")
    axes = figure.subplots()
    change(axes)
    write_svg(figure, io.StringIO())
    return axes.get_position().x0


def test_a_spine_that_was_moved_keeps_its_room():
    def bare(axes):
        axes.set_yticks([])

    def moved(axes):
        bare(axes)
        axes.spines["left"].set_position(("outward", 40))

    assert as_drawn(moved) > as_drawn(bare) + 0.1


def test_axes_that_are_switched_off_take_no_room_for_ticks():
    assert as_drawn(lambda axes: axes.set_axis_off()) < as_drawn(lambda axes: None)
