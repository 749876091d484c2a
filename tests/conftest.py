"""What tests of figures share."""

import matplotlib as mpl
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.text import Text

from explorable.drawing.look import drawing_style


@pytest.fixture(scope="session")
def words_cut():
    """A function of a drawing and a width: the words that do not lie inside the figure as a whole."""

    def find(drawing, width):
        with mpl.rc_context(drawing_style()):
            figure = drawing.draw(width)
            # Everything gets its place; no pixel is painted, which would take twice as long.
            FigureCanvasAgg(figure)
            figure.draw_without_rendering()
            frame = figure.bbox.padded(2)
            hidden = {id(text) for axes in figure.axes for text in _not_drawn(axes)}
            texts = [
                text
                for text in figure.findobj(Text)
                if text.get_visible() and id(text) not in hidden
            ]
            boxes = [(text.get_text(), text.get_window_extent()) for text in texts]
        corners = [(text, ((box.x0, box.y0), (box.x1, box.y1))) for text, box in boxes if box.width]
        return [
            text for text, both in corners if not all(frame.contains(*corner) for corner in both)
        ]

    return find


def _not_drawn(axes):
    """Texts that matplotlib holds and does not draw: of switched-off axes, and of ticks outside the view."""
    for axis in (axes.xaxis, axes.yaxis):
        if not axes.axison:
            yield from axis.findobj(Text)
        low, high = sorted(axis.get_view_interval())
        for tick in [*axis.get_major_ticks(), *axis.get_minor_ticks()]:
            if not low <= tick.get_loc() <= high:
                yield from tick.findobj(Text)
