"""The live face: stock ipywidgets that call the function on every change."""

from __future__ import annotations

import base64
import csv
import io
from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING, Any, Literal

import ipywidgets as widgets

from explorable.controls import MOST_RADIOS, Slider, Toggle
from explorable.drawing.look import WIDE
from explorable.drawing.svg import draw_svg, style_sheet, svg_element
from explorable.formatting import shown, table_html
from explorable.words import tell

from .page import GUESS, source_html

if TYPE_CHECKING:
    from explorable.card import Explorable

__all__ = ["card", "guess_line"]


def card(explorable: Explorable) -> Any:
    """A widget with the controls, the figure, the reading and the tools of one explorable."""
    return _Card(explorable).box


class _Card:
    def __init__(self, explorable):
        self.explorable, self.guess, self.busy = explorable, None, False
        self.inputs = {key: _input(control) for key, control in explorable.controls.items()}
        self.figure, self.verdict = widgets.HTML(), widgets.HTML()
        self.box = widgets.VBox(self._children())
        self.box.add_class("explorable")
        for control in self.inputs.values():
            control.observe(self._changed, names="value")
        self.show()

    def _children(self):
        asked = escape(self.explorable.question)
        question = f'<style>{style_sheet()}</style><p class="explorable-question">{asked}</p>'
        reset = widgets.Button(description=tell("Reset"))
        reset.on_click(lambda _: self.reset())
        children = [
            widgets.HTML(f"<style>{style_sheet()}</style>{question}"),
            self._presets(),
            widgets.HBox(list(self.inputs.values())),
            self._predict(),
        ]
        children[2].layout = widgets.Layout(flex_flow="row wrap", grid_gap="0 2em")
        return [child for child in children if child is not None] + [
            self.verdict,
            self.figure,
            reset,
        ]

    def _presets(self):
        buttons = []
        for preset in self.explorable.presets:
            button = widgets.Button(description=preset.name + (" ⚠" if preset.warning else ""))
            button.on_click(
                lambda _, state=preset.state: self.set({**self.explorable.start, **state})
            )
            button.layout.width = "auto"
            buttons.append(button)
        return (
            widgets.HBox(buttons, layout=widgets.Layout(flex_flow="row wrap")) if buttons else None
        )

    def _predict(self):
        guess = self.explorable.prediction
        if guess is None:
            return None
        limits = {"min": guess.low, "max": guess.high, "step": guess.step}
        entry = widgets.BoundedFloatText(
            description=guess.prompt, style={"description_width": "initial"}, **limits
        )
        entry.layout.width = "auto"
        button = widgets.Button(description=tell("Predict"))
        button.on_click(lambda _: self._predicted(entry.value))
        return widgets.HBox([entry, button], layout=widgets.Layout(flex_flow="row wrap"))

    def _predicted(self, value):
        self.guess = value
        self.set({**self.state, **self.explorable.answer_at})

    @property
    def state(self):
        return {key: control.value for key, control in self.inputs.items()}

    def set(self, state):
        """Set several controls and draw once."""
        self.busy = True
        for key, value in state.items():
            self.inputs[key].value = value
        self.busy = False
        self._changed()

    def reset(self):
        """Back to the start, the guess forgotten."""
        self.guess, self.verdict.value = None, ""
        self.set(self.explorable.start)

    def _changed(self, _=None):
        if self.busy:
            return
        try:
            self.show()
        except Exception as error:  # ipywidgets would put it into a log that no reader opens
            self.figure.value = (
                f'<p class="explorable-status" role="alert">{escape(str(error))}</p>'
            )

    def show(self):
        """Draw the state of the controls."""
        view = self.explorable(**self.state)
        drawn = draw_svg(view.figure, WIDE, f"{self.explorable.slug}-l", outlines=True)
        if self.guess is not None:
            self._tell(view, drawn)
        self.figure.value = (
            f'<figure class="explorable-figure">{svg_element(drawn, view.alt)}</figure>'
            f'<p class="explorable-reading" aria-live="polite">{view.reading_html}</p>'
            f"{_table(view, self.explorable.slug)}"
            f'<p class="explorable-source">{source_html(self.explorable.source)}</p>'
        )

    def _tell(self, view, drawn):
        """Say the guess beside the answer and draw it where the answer is read off."""
        guess = self.explorable.prediction
        answer = shown(view.facts[guess.answer], guess.decimals)
        told = tell(GUESS, guess=f"{self.guess:g}", answer=answer)
        self.verdict.value = f'<p class="explorable-verdict">{told}</p>'
        if guess.axis:
            drawn["parts"] = [*drawn["parts"], guess_line(drawn["axes"], guess.axis, self.guess)]


def guess_line(extent: Sequence[float], axis: Literal["x", "y"], value: float) -> str:
    """A dashed line at the guess, in the units of the drawing."""
    if not extent:
        return ""
    left, bottom, right, top, x0, x1, y0, y1 = extent
    if (
        not min(x0, x1) <= value <= max(x0, x1)
        if axis == "x"
        else not min(y0, y1) <= value <= max(y0, y1)
    ):
        return ""
    if axis == "x":
        at = left + (value - x0) / (x1 - x0) * (right - left)
        return f'<path class="explorable-guess" d="M {at:.2f} {bottom:.2f} V {top:.2f}"/>'
    at = bottom + (value - y0) / (y1 - y0) * (top - bottom)
    return f'<path class="explorable-guess" d="M {left:.2f} {at:.2f} H {right:.2f}"/>'


def _input(control):
    pairs = list(zip(control.labels, control.values, strict=True))
    style = {"description_width": "initial"}
    if isinstance(control, Slider):
        layout = widgets.Layout(
            width="22em"
        )  # a long label leaves the slider itself no room in the usual width
        return widgets.SelectionSlider(
            options=pairs,
            value=control.default,
            description=control.label,
            style=style,
            layout=layout,
        )
    if isinstance(control, Toggle):
        return widgets.Checkbox(value=control.default, description=control.label, indent=False)
    kind = widgets.RadioButtons if len(pairs) <= MOST_RADIOS else widgets.Dropdown
    return kind(options=pairs, value=control.default, description=control.label, style=style)


def _table(view, slug):
    columns, rows = view.columns(), view.rows()
    if not columns:
        return ""
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerows([[name for name, _ in columns], *rows])
    title = escape(tell("Table"))
    data = base64.b64encode(stream.getvalue().encode("utf-8-sig")).decode()
    return (
        f'<details class="explorable-table"><summary>{title}</summary>{table_html(columns, rows)}'
        f'<a download="{slug}.csv" href="data:text/csv;base64,{data}">CSV</a></details>'
    )
