"""Ticks at less cost: matplotlib makes each from nothing, and a layout asks nine times for what the first answer said.

Ticks take a third of the time of a drawing. What is drawn is the same; tests hold it against matplotlib's own way. Both
functions stand before methods of matplotlib's axes that have no public name; a version that lacks one is left alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure

__all__ = ["copied_ticks", "remembered_ticks"]

_PARTS = ("tick1line", "tick2line", "gridline", "label1", "label2")
_ASKED = ("_update_ticks", "_get_ticklabel_bboxes")
_MADE = ("_get_tick", "_copy_tick_props")


def copied_ticks(axes: Axes) -> Axes:
    """Let the axes make every tick but the first of its kind as a copy of that one."""
    for axis in (axes.xaxis, axes.yaxis):
        if all(hasattr(axis, name) for name in _MADE):
            _Copying(axis)
    return axes


class _Copying:
    """Makes an axis' ticks.

    Matplotlib makes a tick and then gives it the properties of the first. To copy the first says the same.
    """

    def __init__(self, axis: Any) -> None:
        self.axis, self.make, self.liken = axis, axis._get_tick, axis._copy_tick_props
        axis._get_tick, axis._copy_tick_props = self.tick, self.properties

    def tick(self, major: bool) -> Any:
        known = vars(self.axis).get("majorTicks" if major else "minorTicks")
        return _copy_of(known[0]) if known else self.make(major)

    def properties(self, source: Any, tick: Any) -> None:
        if getattr(tick, "copied_from", None) is not source:
            self.liken(source, tick)


def _copy_of(tick):
    copy = _shallow(tick)
    for name in _PARTS:
        setattr(copy, name, _shallow(getattr(tick, name)))
    for label in (copy.label1, copy.label2):
        # A label's font is its own: one may be set in bold.
        label._fontproperties = label._fontproperties.copy()
    copy.copied_from = tick
    return copy


def _shallow(thing):
    copy = object.__new__(type(thing))
    vars(copy).update(vars(thing))
    return copy


@contextmanager
def remembered_ticks(figure: Figure) -> Iterator[None]:
    """Let each axis work out its ticks, and where their words lie, once for each place that the layout gives it."""
    asked = [
        _Remembering(axis)
        for axes in figure.axes
        if axes.axison
        for axis in (axes.xaxis, axes.yaxis)
        if all(hasattr(axis, name) for name in _ASKED)
    ]
    try:
        yield
    finally:
        for axis in asked:
            axis.forget()


class _Remembering:
    """Answers for an axis.

    While a figure is drawn its data stay as they are, so that the answer changes only with the place of the axes and
    their limits. Only the last answer is kept: the ticks themselves are moved along with it.
    """

    def __init__(self, axis: Any) -> None:
        self.axis = axis
        self.place: tuple[float, ...] = ()
        self.ticks: list[Any] = []
        self.boxes: Any = None
        self.update, self.measure = axis._update_ticks, axis._get_ticklabel_bboxes
        axis._update_ticks, axis._get_ticklabel_bboxes = self.ticks_here, self.boxes_here

    def forget(self) -> None:
        for name in _ASKED:
            delattr(self.axis, name)

    def ticks_here(self) -> list[Any]:
        place = (*self.axis.axes.bbox.bounds, *self.axis.get_view_interval())
        if place != self.place:
            self.ticks, self.place, self.boxes = self.update(), place, None
            for tick in self.ticks:
                _leave_out_empty(tick)
        return self.ticks

    def boxes_here(self, ticks: list[Any], *renderer: Any) -> Any:
        if ticks is not self.ticks_here():
            return self.measure(ticks, *renderer)
        if self.boxes is None:
            self.boxes = self.measure(ticks, *renderer)
        return self.boxes


def _leave_out_empty(tick):
    """Strokes without length are prepared at length, and draw nothing."""
    for line in (tick.tick1line, tick.tick2line):
        if not line.get_markersize():
            line.set_visible(False)
