"""Ticks that are copied and remembered draw what matplotlib's own ticks draw."""

import io
from contextlib import contextmanager

import pytest
from matplotlib.figure import Figure

from explorable.drawing import renderer
from explorable.drawing.look import NARROW
from explorable.drawing.renderer import write_svg
from explorable.drawing.svg import Drawing, draw_svg
from explorable.drawing.ticks import copied_ticks, remembered_ticks

NAMES = ["Linz", "Wels and\nits hinterland", "산업 집적", "Steyr"]


def rows(axes):
    axes.barh(range(4), [3, 1200, 7, 0.5])
    axes.set_yticks(range(4), NAMES)
    axes.grid(axis="y", visible=False)
    axes.set_xlabel("Jobs")


def logarithmic(axes):
    axes.plot([1, 10, 100], [5, 1, 3])
    axes.set_xscale("log")


def one_name_in_bold(axes):
    rows(axes)
    axes.get_yticklabels()[2].set_fontweight("bold")


def above(axes):
    rows(axes)
    axes.xaxis.tick_top()
    axes.xaxis.set_label_position("top")


def with_strokes(axes):
    rows(axes)
    axes.tick_params(size=5)


def square(axes):
    rows(axes)
    axes.set_aspect(100)


def reversed_limits(axes):
    rows(axes)
    axes.set_ylim(3.5, 0.6)


CASES = [rows, logarithmic, one_name_in_bold, above, with_strokes, square, reversed_limits]


@contextmanager
def as_matplotlib_asks(figure):
    yield


def drawn(case, copied, remembered, monkeypatch):
    monkeypatch.setattr(
        renderer, "remembered_ticks", remembered_ticks if remembered else as_matplotlib_asks
    )

    def draw(width):
        figure = Figure(figsize=(width, 3))
        # Two on top of each other that share an axis: what moves one moves the ticks of the other.
        for axes in figure.subplots(2, 1, sharex=True):
            case(copied_ticks(axes) if copied else axes)
        return figure

    return draw_svg(Drawing(draw), NARROW, "figure")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.__name__)
def test_ticks_look_as_matplotlib_draws_them(case, monkeypatch):
    expected = drawn(case, False, False, monkeypatch)
    assert str(expected).count("<text") >= 6
    for copied, remembered in ((True, False), (False, True), (True, True)):
        assert drawn(case, copied, remembered, monkeypatch) == expected


def test_limits_that_change_while_a_figure_is_drawn_move_the_ticks():
    figure = Figure()
    axes = figure.subplots()
    axes.set_xlim(0, 10)
    with remembered_ticks(figure):
        first = [tick.get_loc() for tick in axes.xaxis._update_ticks()]
        axes.set_xlim(0, 1000)
        second = [tick.get_loc() for tick in axes.xaxis._update_ticks()]
    assert first[-1] == 10
    assert second[-1] == 1000


def test_an_axis_answers_for_itself_again_once_the_figure_is_drawn():
    figure = Figure()
    figure.subplots()
    write_svg(figure, io.StringIO())
    assert not {"_update_ticks", "_get_ticklabel_bboxes"} & set(vars(figure.axes[0].xaxis))


def test_what_is_done_to_one_copy_leaves_the_others_alone():
    axes = copied_ticks(Figure().subplots())
    axes.set_xticks(range(5))
    ticks = axes.xaxis.get_major_ticks()
    ticks[3].label1.set_fontsize(30)
    ticks[3].gridline.set_color("red")
    assert [tick.label1.get_fontsize() == 30 for tick in ticks] == [
        False,
        False,
        False,
        True,
        False,
    ]
    assert [tick.gridline.get_color() == "red" for tick in ticks].count(True) == 1
