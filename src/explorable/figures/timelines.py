"""Figures of time: what began, what ran beside it, what ended."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from explorable.drawing import Drawing
from explorable.drawing.look import COLOURS, NARROW
from explorable.words import enumerated, in_turn, tell

from .frame import HATCHES, MARKS, SERIES, draw_rows, legend, new_axes, wrapped

__all__ = ["timeline"]

# Inches of height for a row without and with words above its bars, for a further line of a label, for a letter across.
PLAIN_ROW, NOTED_ROW, LINE, LETTER = 0.31, 0.46, 0.15, 0.064
HALF = 0.2  # of a bar's height, in rows


def timeline(
    spans: pd.DataFrame,
    last: float,
    kinds: Sequence[str] = (),
    marks: Mapping[str, float] | None = None,
    limits: tuple[float, float] | None = None,
    alt: str | None = None,
) -> Drawing:
    """Programmes, phases and events in rows over years: bars for what lasts, marks for what happens once.

    Parameters
    ----------
    spans : pandas.DataFrame
        One row per span or event; the index is its label, and those that share a label share a row of the figure, in
        order of appearance. Columns: ``start``; ``end`` (equal to ``start`` for an event, NaN for what goes on);
        optionally ``kind`` (0 to 3, an index of ``kinds``) and ``note`` (a few words above the bar, empty for none;
        left out of the drawing, not of the alternative text, where there is no room). A span runs from the beginning
        of its first year to the end of its last; an event stands in the middle of its year.
    last : float
        The year to whose end spans without an end are drawn; they stay open there.
    kinds : sequence of str, optional
        What the kinds are, at most four; they differ in colour and texture, events in their mark as well.
    marks : dict, optional
        ``{name: year}``: named vertical lines in the middle of that year.
    limits : (float, float), optional
        First and last year of the axis, the same for all states of an explorable.
    alt : str, optional
        Alternative text; tells every row unless said.

    Returns
    -------
    Drawing
    """
    spans = spans.assign(
        kind=spans.get("kind", 0), note=spans.get("note", pd.Series("", spans.index)).fillna("")
    )
    rows, noted = list(dict.fromkeys(spans.index)), spans["note"].ne("").any()
    first, final = limits or (spans["start"].min(), np.fmax(last, spans["end"].max()))

    def draw(width):
        labels = wrapped(rows, width)
        lines = sum(max(text.count("\n") - noted, 0) for text in labels)
        height = len(rows) * (NOTED_ROW if noted else PLAIN_ROW) + LINE * lines
        above = 0.25 * bool(marks) + 0.2 * (len(kinds) if width <= NARROW else bool(kinds))
        figure, axes = new_axes(width, 0.75 + height + above)
        draw_rows(axes, labels)
        axes.grid(axis="x", visible=True)
        for number, name in enumerate(kinds):
            _key(axes, spans[spans["kind"] == number], number, name)
        for label, span in spans.iterrows():
            _draw_span(axes, rows.index(label), span, last)
        room = (
            width
            - 0.075 * max((len(line) for text in labels for line in text.split("\n")), default=0)
            - 0.3
        )
        for label, alike in spans[spans["note"] != ""].groupby(level=0):
            _write_notes(
                axes, rows.index(label), alike.sort_values("start"), (first, final + 1), room
            )
        for name, year in (marks or {}).items():
            _draw_mark(axes, name, year, (first, final))
        axes.set_xlim(first, final + 1)
        step = next(
            step
            for step in (1, 2, 5, 10, 20, 50)
            if (final - first) / step <= (9 if width > NARROW else 5)
        )
        years = np.arange(np.ceil(first / step) * step, final + 1, step)
        axes.set_xticks(years, [f"{year:.0f}" for year in years])
        if kinds:
            legend(axes)
        return figure

    told = tell(
        "Timeline {first} to {last}. {spans}.",
        first=f"{first:.0f}",
        last=f"{final:.0f}",
        spans=_told(spans, kinds),
    )
    return Drawing(draw, alt or told)


def _key(axes, alike, number, name):
    """An empty artist for the key: a mark where all of a kind are events, a bar otherwise."""
    if len(alike) and (alike["end"] == alike["start"]).all():
        axes.plot([], [], MARKS[number], color=SERIES[number], label=str(name))
    else:
        axes.barh([0], [0], left=[np.nan], label=str(name), **_texture(number))


def _texture(number):
    return {
        "color": SERIES[number],
        "hatch": HATCHES[number],
        "edgecolor": COLOURS["paper"],
        "linewidth": 0.6,
    }


def _draw_span(axes, row, span, last):
    number = int(span["kind"])
    if span["end"] == span["start"]:
        axes.plot(
            span["start"] + 0.5, row, MARKS[number], color=SERIES[number], markersize=6.5, zorder=3
        )
        return
    goes_on = np.isnan(span["end"])
    end = (last if goes_on else span["end"]) + 1
    axes.barh(
        row, end - span["start"], left=span["start"], height=2 * HALF, zorder=2, **_texture(number)
    )
    if goes_on:
        axes.plot(end, row, ">", color=SERIES[number], markersize=6, zorder=3, clip_on=False)


def _write_notes(axes, row, spans, edges, room):
    """Words above the bars of a row, each from its bar's beginning or up to its end, as far as there is room."""
    first, final = edges
    taken = 0.0
    for span in spans.itertuples():
        begin, end = np.clip([span.start, np.nan_to_num(span.end, nan=final) + 1], first, final)
        at, long = room * (begin - first) / (final - first), LETTER * len(span.note)
        left = at + long <= room
        at = at if left else room * (end - first) / (final - first) - long
        if at >= taken:
            taken = at + long + LETTER
            words = {
                "xytext": (0, 2),
                "textcoords": "offset points",
                "ha": "left" if left else "right",
            }
            axes.annotate(
                span.note,
                (begin if left else end, row - HALF),
                fontsize=8.5,
                color=COLOURS["mute"],
                **words,
            )


def _draw_mark(axes, name, year, limits):
    """A named line; the name stands above the rows, on the side where there is room."""
    left = year < sum(limits) / 2
    axes.axvline(year + 0.5, color=COLOURS["mute"], linewidth=1, zorder=1)
    side = {"xytext": (3 if left else -3, 2), "ha": "left" if left else "right", "va": "bottom"}
    axes.annotate(
        name,
        (year + 0.5, 1),
        xycoords=("data", "axes fraction"),
        textcoords="offset points",
        **side,
    )


def _told(spans, kinds):
    """Every span and event in words."""
    told = []
    for label, span in spans.iterrows():
        years = _years(span["start"], span["end"])
        kind = str(kinds[int(span["kind"])]) if kinds else ""
        parts = enumerated(filter(None, [years, kind, span["note"]]))
        told.append(f"{label}: {parts}")
    return in_turn(told) or tell("Nothing to show")


def _years(start, end):
    if end == start:
        return f"{start:.0f}"
    if np.isnan(end):
        return tell("from {start}", start=f"{start:.0f}")
    return tell("from {start} to {end}", start=f"{start:.0f}", end=f"{end:.0f}")
