"""What pages hold of the template, and that all of it is tried."""

from __future__ import annotations

import pytest
from where import BESIDES, book_features, chosen

from bookpress.checks.features import choose, features, features_of

CARD = """<main><section class="explorable" data-explorable><div class="explorable-presets"><button data-preset="0"
class="warning">A</button></div><form class="explorable-controls">{control}</form>{table}<script type="application/json"
data-explorable-part="meta">{{"controls": [{{"name": "a", "keys": ["1", "2"]}}, {{"name": "b", "keys": ["x", "y"]}}],
"start": 1, "prediction": {{"at": {at}, "axis": {axis}}}}}</script><script type="application/json"
data-explorable-part="wide"{file}>{{}}</script></section></main>"""
PLAIN = {
    "control": '<input type="range">',
    "table": "",
    "at": '{"a": "1", "b": "y"}',
    "axis": "null",
    "file": "",
}


def of_card(**changes):
    return {name.removeprefix("card with ") for name in features(CARD.format(**PLAIN | changes))}


@pytest.mark.parametrize(
    ("changes", "there", "gone"),
    [
        ({}, "a control that is a range", "a table"),
        ({}, "a case that misleads", "a guess that is drawn"),
        ({}, "a covered start", "an open start beside a guess"),
        ({}, "wide in the page", "wide in a file"),
        (
            {"control": "<select></select>"},
            "a control that is a select",
            "a control that is a range",
        ),
        ({"table": '<details class="explorable-table"></details>'}, "a table", "no table"),
        ({"at": '{"b": "x"}'}, "an open start beside a guess", "a covered start"),
        ({"at": '{"b": "y"}'}, "a covered start", "an open start beside a guess"),
        ({"axis": '"x"'}, "a guess that is drawn", "a guess that is told"),
        ({"file": ' data-src="a.js"'}, "wide in a file", "wide in the page"),
    ],
)
def test_kinds_of_cards_are_told_apart(changes, there, gone):
    found = of_card(**changes)
    assert there in found
    assert gone not in found


def test_what_stands_on_a_page_is_named():
    html = """<main><div class="admonition note tag_1"></div><details class="hide above-input"></details>
    <form class="answer-check"><script type="application/json">{"kind": "word"}</script></form>
    <a class="reference x7 external" href="https://example.org">A</a><a tabindex="-1" class="silent" href="#">B</a>
    <div class="highlight"><pre>1</pre></div><svg class="main-svg"><a href="#">no</a></svg></main>
    <nav><a class="frame" href="#">C</a></nav>"""
    assert features(html) == {
        *("admonition", "admonition note", "fold of code", "form of an answer", "code"),
        *("answer that is a word", "stop a.external.reference"),
    }


def test_fewest_pages_are_chosen_and_those_with_most_first():
    found = {"a": frozenset("1"), "b": frozenset("123"), "c": frozenset("345"), "d": frozenset("6")}
    assert choose(found) == ["b", "c", "d"]
    assert choose(found, 2) == ["b", "c"]
    assert choose({}) == []


def test_all_that_the_pages_hold_is_tried(site, sample_features):
    """Where this fails, put what is named on a page of ``tests/site/sample``."""
    besides = features_of(site, BESIDES)
    tried = frozenset().union(
        *(book_features()[page] for page in chosen()), *sample_features.values()
    )
    untried = {name: page for page, found in book_features().items() for name in found - tried}
    assert untried == {}
    assert all(besides.values())
