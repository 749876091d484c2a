"""The figure types: what they say without the picture, and that they draw at both widths."""

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest

from agglomeration import plots
from agglomeration.explorable.look import NARROW, WIDE, drawing_style

CURVES = pd.DataFrame(
    {"before": np.linspace(100, 160, 20), "after": np.linspace(100, 120, 20)}, index=np.geomspace(10, 10_000, 20)
)


@pytest.mark.parametrize("width", [NARROW, WIDE])
@pytest.mark.parametrize("log", ["", "x", "xy"])
def test_curves_with_plain_numbers_on_logarithmic_axes(width, log):
    drawing = plots.lines(CURVES, "inhabitants", "output", marks={"peak": 900, "city": 1000, "far": 10_000}, log=log)
    with mpl.rc_context(drawing_style()):
        figure = drawing.draw(width)
        figure.draw_without_rendering()
    axes = figure.axes[0]
    assert axes.get_xscale() == ("log" if "x" in log else "linear")
    assert axes.get_yscale() == ("log" if "y" in log else "linear")
    if log:
        assert "1,000" in [label.get_text() for label in axes.get_xticklabels()]
    assert "before, after" in drawing.alt


def test_names_of_lines_that_stand_close_do_not_lie_on_one_another():
    drawing = plots.lines(CURVES, "inhabitants", "output", marks={"peak": 900, "city": 905}, log="x")
    with mpl.rc_context(drawing_style()):
        figure = drawing.draw(WIDE)
        figure.draw_without_rendering()
        boxes = [text.get_window_extent() for text in figure.axes[0].texts]
    assert not boxes[0].overlaps(boxes[1])
