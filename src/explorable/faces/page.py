"""The page's face: the default state as plain HTML, native controls, and every state as data beside them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from html import escape, unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from explorable.controls import MOST_RADIOS, Slider, Toggle
from explorable.drawing.svg import figure_html, style_sheet
from explorable.formatting import json_for_a_page, table_html
from explorable.words import enumerated, marked, tell, term

if TYPE_CHECKING:
    from explorable.card import Explorable

__all__ = ["GUESS", "section", "source_html"]

_TAG = re.compile(r"</?strong>")
GUESS = marked("You said <strong>{guess}</strong>; here it is <strong>{answer}</strong>.")
# What the script has in English, and is given in any other language. Its braces are filled in there.
SCRIPT = {
    "guess": GUESS,
    "copied": marked("Address copied."),
    "address": marked("The address of this view: {address}"),
    "lost": marked(
        "The other views could not be loaded ({why}). Figure and controls stay as they were."
    ),
}
_LINK = re.compile(r"\[([^\]]+)\]\(([^)\s]+)\)")


def section(card: Explorable, states: Sequence[Mapping[str, Any]], standalone: bool = False) -> str:
    """The whole card as HTML; ``standalone`` carries style and script along for pages without the extension."""
    offered = {key: _offered(card, key) for key in card.controls}
    start = card.grid().index(card.start)
    first = states[start]
    parts = [
        f'<section class="explorable" id="{card.slug}" data-explorable aria-labelledby="{card.slug}-question">',
        f'<p class="explorable-question" id="{card.slug}-question">{escape(card.question)}</p>',
        _presets(card),
        _controls(card, offered),
        _prediction(card),
        figure_html(first["wide"], first["narrow"], first["alt"]),
        f'<p class="explorable-reading" aria-live="polite">{first["reading"]}</p>',
        f'<p class="explorable-still">{_still(card)}</p>',
        _tools(card, first),
        f'<p class="explorable-source">{source_html(card.source)}</p>' if card.source else "",
        *(_data(part, value) for part, value in _payload(card, states, offered, start).items()),
        "</section>",
    ]
    if standalone:
        parts += [f"<style>{style_sheet()}</style>", f"<script>{_script()}</script>"]
    return "\n".join(part for part in parts if part)


def source_html(text: str) -> str:
    """A source line: escaped, with its ``[links](address)``."""
    return _LINK.sub(r'<a href="\2">\1</a>', escape(text))


def _offered(card, key):
    control, subset = card.controls[key], (card.static or {}).get(key)
    return [value for value in control.values if subset is None or value in list(subset)]


def _presets(card):
    if not card.presets:
        return ""
    buttons = "".join(
        f'<button type="button" data-preset="{i}" aria-pressed="false"'
        + (' class="warning"' if preset.warning else "")
        + f">{escape(preset.name)}{_misleads() if preset.warning else ''}</button>"
        for i, preset in enumerate(card.presets)
    )
    told = escape(tell("Cases from the text"))
    return f'<div class="explorable-presets" role="group" aria-label="{told}">{buttons}</div>'


def _misleads():
    told = escape(tell("(misleads)"))
    return f' <span aria-hidden="true">⚠</span><span class="explorable-hidden"> {told}</span>'


def _controls(card, offered):
    inputs = "".join(_control(card, key, offered[key]) for key in card.controls)
    return f'<form class="explorable-controls" autocomplete="off">{inputs}</form>'


def _control(card, key, values):
    control, name = card.controls[key], f"{card.slug}-{key}"
    label, start = escape(control.label), values.index(control.default)
    labels = [escape(control.label_of(value)) for value in values]
    if isinstance(control, Slider):
        return (
            f'<label class="explorable-slider" for="{name}"><span>{label} '
            f'<output for="{name}">{labels[start]}</output></span>'
            f'<input type="range" id="{name}" data-control="{key}" min="0" max="{len(values) - 1}" step="1" '
            f'value="{start}" aria-valuetext="{labels[start]}"></label>'
        )
    if isinstance(control, Toggle):
        checked = " checked" if control.default else ""
        return (
            f'<label class="explorable-toggle"><input type="checkbox" id="{name}" data-control="{key}"{checked}> '
            f"{label}</label>"
        )
    if len(values) > MOST_RADIOS:
        options = "".join(
            f'<option value="{i}"{" selected" if i == start else ""}>{text}</option>'
            for i, text in enumerate(labels)
        )
        return (
            f'<label class="explorable-choice" for="{name}"><span>{label}</span>'
            f'<select id="{name}" data-control="{key}">{options}</select></label>'
        )
    radios = "".join(
        f'<label><input type="radio" name="{name}" data-control="{key}" value="{i}"{" checked" if i == start else ""}>'
        f" {text}</label>"
        for i, text in enumerate(labels)
    )
    return f'<fieldset class="explorable-radios"><legend>{label}</legend>{radios}</fieldset>'


def _prediction(card):
    guess = card.prediction
    if guess is None:
        return ""
    name = f"{card.slug}-guess"
    predict, show = escape(tell("Predict")), escape(tell("Show me"))
    return (
        f'<form class="explorable-prediction" autocomplete="off"><label for="{name}">{escape(guess.prompt)}</label> '
        f'<input type="number" id="{name}" min="{guess.low}" max="{guess.high}" step="{guess.step}" required> '
        f'<button type="submit">{predict}</button> '
        f'<button type="button" data-action="skip">{show}</button>'
        '<p class="explorable-verdict" aria-live="polite"></p></form>'
    )


def _still(card):
    """What a reader without scripts is told: at which values the figure stands."""
    values = enumerated(
        (
            tell("{control}: {value}", control=c.label, value=c.label_of(c.default))
            for c in card.controls.values()
        ),
        marked("{some}; {one}"),
    )
    return escape(
        tell(
            "Shown here: {values}. With JavaScript on, the controls appear and move the figure.",
            values=values,
        )
    )


def _tools(card, state):
    """Table and CSV where there are numbers, the address, the way back."""
    table = ""
    if state["columns"]:
        inner = table_html(state["columns"], state["rows"])
        title = escape(tell("Table"))
        numbers = escape(tell("Numbers: {question}", question=card.question))
        table = (
            f'<details class="explorable-table"><summary>{title}</summary>'
            f'<div class="explorable-scroll" role="region" aria-label="{numbers}" tabindex="0">{inner}</div></details>'
            '<button type="button" data-action="csv">CSV</button>'
        )
    link, reset = escape(tell("Link to this view")), escape(tell("Reset"))
    return (
        f'<div class="explorable-tools">{table}'
        f'<button type="button" data-action="link">{link}</button>'
        f'<button type="button" data-action="reset">{reset}</button>'
        '<span class="explorable-status" role="status"></span></div>'
    )


def _payload(card, states, offered, start):
    """What the script needs: the card's values at once; sentences and drawings when a reader reaches for them."""
    guess = card.prediction
    prediction = guess and {
        "at": _keys(card, card.answer_at),
        "answer": guess.answer,
        "axis": guess.axis,
        "decimals": guess.decimals,
    }
    meta = {
        "controls": [
            {
                "name": key,
                "keys": [
                    card.controls[key].keys[card.controls[key].values.index(value)]
                    for value in values
                ],
                "labels": [card.controls[key].label_of(value) for value in values],
            }
            for key, values in offered.items()
        ],
        "start": start,
        "presets": [_keys(card, preset.state) for preset in card.presets],
        "prediction": prediction,
    }
    # What the script says, where it is not to say it in English.
    told = {name: term(message) for name, message in SCRIPT.items()}
    if told != SCRIPT:
        meta["words"] = told
    columns = []
    for state in states:
        if state["columns"] not in columns:
            columns.append(state["columns"])
    views = [
        [s["reading"], _own_alt(s), s["facts"], s["rows"], columns.index(s["columns"])]
        for s in states
    ]
    return {
        "meta": meta,
        "views": {"columns": columns, "views": views},
        "wide": _shared(state["wide"] for state in states),
        "narrow": _shared(state["narrow"] for state in states),
    }


def _own_alt(state):
    """Alternative text, or 0 where it is the reading's own words."""
    return 0 if state["alt"] == unescape(_TAG.sub("", state["reading"])) else state["alt"]


def _keys(card, state):
    return {
        key: card.controls[key].keys[card.controls[key].values.index(value)]
        for key, value in state.items()
    }


def _shared(drawings):
    """Drawings as lists of numbers into one list of parts: what states have in common is stored once."""
    parts, numbers, records = [], {}, []
    for drawing in drawings:
        record = [drawing["box"], " ".join(f"{number:g}" for number in drawing["axes"])]
        for part in drawing["parts"]:
            if part not in numbers:
                numbers[part] = len(parts)
                parts.append(part)
            record.append(numbers[part])
        records.append(record)
    return {"parts": parts, "drawings": records}


def _data(part, value):
    return f'<script type="application/json" data-explorable-part="{part}">{json_for_a_page(value)}</script>'


def _script():
    return (Path(__file__).parents[1] / "explorable.js").read_text(encoding="utf-8")
