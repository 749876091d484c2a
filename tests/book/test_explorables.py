"""Every explorable of the book, over its whole grid: its sentence against its table, its controls, its words."""

import itertools
import math
import os
import re
from collections import Counter
from pathlib import Path

import pytest

from bookpress.build.cells import cells
from bookpress.build.notebook_form import notebooks
from bookpress.place import ROOT
from explorable.drawing.look import NARROW, WIDE

BOLD = re.compile(r"<strong>(.*?)</strong>")
NUMBER = re.compile(r"(?<![\w.,])(−?\d[\d,]*(?:\.\d+)?)(\s?(?:%|percent))?(?![\w])")
FIXED_COLOUR = re.compile(r"(?<!url\()#(?:[0-9a-fA-F]{6}|[0-9a-fA-F]{3})\b")


def numbers_of(state, values):
    """What a bold number of the reading may be.

    A number in the table; the sum of a column; the number of rows; a fact of the view; a value the reader has chosen.
    """
    columns = list(zip(*state["rows"], strict=True))
    numeric = [[cell for cell in column if isinstance(cell, (int, float))] for column in columns]
    yield from itertools.chain.from_iterable(numeric)
    yield from (math.fsum(column) for column in numeric if column)
    yield len(state["rows"])
    yield from (value for value in state["facts"].values() if value is not None)
    yield from (value for value in values.values() if isinstance(value, (int, float)))


def as_written(value, like):
    """A value with the decimals and the separators of a written number."""
    decimals = len(like.partition(".")[2])
    text = f"{value:,.{decimals}f}" if "," in like else f"{value:.{decimals}f}"
    return text.replace("-", "−")


def unsupported(state, values):
    """Bold numbers of the reading that no number of the view supports."""
    known = list(numbers_of(state, values))
    for bold in BOLD.findall(state["reading"]):
        for number, percent in NUMBER.findall(bold):
            scales = (1, 100) if percent else (1,)
            if not any(
                as_written(scale * value, number) == number for value in known for scale in scales
            ):
                yield number


@pytest.mark.parametrize(
    ("state", "missing"),
    [
        ({"reading": "<strong>3</strong> of 9", "rows": [["a", 3]]}, []),
        ({"reading": "<strong>3</strong>", "rows": [["a", 4]]}, ["3"]),
        ({"reading": "<strong>0.33</strong>", "rows": [["a", 1 / 3]]}, []),
        ({"reading": "<strong>0.34</strong>", "rows": [["a", 1 / 3]]}, ["0.34"]),
        ({"reading": "<strong>33 %</strong>", "rows": [["a", 1 / 3]]}, []),
        ({"reading": "<strong>33</strong>", "rows": [["a", 1 / 3]]}, ["33"]),
        ({"reading": "<strong>−1,234.5 euros</strong>", "facts": {"lost": -1234.5}}, []),
        ({"reading": "<strong>7</strong> in <strong>2</strong>", "rows": [["a", 3], ["b", 4]]}, []),
        ({"reading": "<strong>Linz 4020</strong>", "rows": [["a", 3]]}, ["4020"]),
        ({"reading": "<strong>B2B</strong>", "rows": [["a", 3]]}, []),
        ({"reading": "at least <strong>50</strong>"}, []),
    ],
)
def test_the_rule_itself(state, missing):
    assert list(unsupported({"rows": [], "facts": {}, **state}, {"floor": 50})) == missing


def test_bold_numbers_stand_in_the_table_or_the_facts(card, states):
    wrong = {
        str(values): (found, state["reading"])
        for values, state in zip(card.grid(), states, strict=True)
        if (found := list(unsupported(state, values)))
    }
    first = dict(itertools.islice(wrong.items(), 3))
    assert not wrong, (
        f"{len(wrong)} of {len(states)} states; put the number into the view's facts: {first}"
    )


def test_every_state_has_words(states):
    for state in states:
        plain = re.sub(r"<[^>]+>", "", state["reading"]).strip()
        assert plain.endswith((".", "?", "!")), f"a reading is a sentence: {plain!r}"
        assert "nan" not in plain.split()
        assert not re.search(r"\bp = 0(\.0+)?(?![\d.]\d|\d)", plain), f"no p is 0: {plain!r}"
        assert state["alt"].strip()


def test_different_figures_have_different_words(states):
    by_words = Counter((state["alt"], state["reading"]) for state in states)
    drawn = {(state["alt"], state["reading"], str(state["wide"]["parts"])) for state in states}
    alike = [words for words, count in Counter(entry[:2] for entry in drawn).items() if count > 1]
    assert not alike, (
        f"{len(alike)} of {len(by_words)} descriptions stand for several figures: {alike[:2]}"
    )


def test_every_control_changes_figure_or_reading(card, states):
    shown = [(state["reading"], state["wide"]["parts"]) for state in states]
    for name in card.controls:
        pairs = [shown_at(card, shown, name, value) for value in offered(card, name)]
        assert any(views != pairs[0] for views in pairs), (
            f"moving {name} leaves figure and reading as they are"
        )


def test_no_two_values_of_a_control_show_the_same(card, states):
    shown = [(state["reading"], state["wide"]["parts"], state["rows"]) for state in states]
    for name in card.controls:
        for one, other in itertools.combinations(offered(card, name), 2):
            same = shown_at(card, shown, name, one) == shown_at(card, shown, name, other)
            assert not same, (
                f"{name}: {one!r} and {other!r} show the same, whatever the other controls say"
            )


def offered(card, name):
    """Values of a control that the page offers."""
    return list(dict.fromkeys(values[name] for values in card.grid()))


def shown_at(card, shown, name, value):
    """What is shown at one value of a control, over all values of the others."""
    return [view for values, view in zip(card.grid(), shown, strict=True) if values[name] == value]


def test_every_colour_is_a_role_of_the_page(states):
    for state in states:
        for name in ("wide", "narrow"):
            found = {
                colour
                for part in state[name]["parts"]
                for colour in FIXED_COLOUR.findall(re.sub(r">[^<]*<", "><", part))
            }
            assert not found, f"fixed colours do not follow the page into the dark: {sorted(found)}"


def test_no_word_of_a_figure_is_cut(card, words_cut):
    for case in ({}, *(preset.state for preset in card.presets)):
        figure = card(**case).figure
        cut = {width: words_cut(figure, width) for width in (WIDE, NARROW)}
        assert cut == {WIDE: [], NARROW: []}, f"at {case or 'the start'}"


def test_presets_lead_to_states_of_their_own(card, states):
    grid, start = card.grid(), card.start
    places = [grid.index({**start, **preset.state}) for preset in card.presets]
    assert len(places) == len(set(places)), "two cases lead to the same state"
    assert len({preset.name for preset in card.presets}) == len(card.presets)


def test_the_guess_can_be_right(card, states):
    if card.prediction is None:
        pytest.skip("has no prediction")
    guess = card.prediction
    answers = [
        state["facts"][guess.answer]
        for values, state in zip(card.grid(), states, strict=True)
        if values == {**card.start, **guess.at}
    ]
    assert len(answers) == 1
    assert guess.low <= answers[0] <= guess.high


def of(addresses, explorable_name):
    """The addresses of one explorable."""
    path, name = explorable_name
    page = Path(os.path.relpath(path, ROOT / "book")).with_suffix("").as_posix()
    return [
        address
        for address in addresses
        if (address.page, address.slug) == (page, name.replace("_", "-"))
    ]


def state_of(card, state):
    """The values that an address sets, the others at their start."""
    chosen = dict(state)
    for name, key in state:
        control = card.controls[name]
        chosen[name] = control.values[control.keys.index(key)]
    return card.start | chosen


def test_the_texts_have_addresses_and_each_names_an_explorable(addresses):
    known = {
        (path.relative_to(ROOT / "book").with_suffix("").as_posix(), name.replace("_", "-"))
        for path in notebooks()
        for name in re.findall(r"^def (\w+)\(", _code(path), flags=re.MULTILINE)
    }
    lost = [address[:3] for address in addresses if (address.page, address.slug) not in known]
    assert len(addresses) > 100
    assert not lost


def _code(path):
    return "\n".join(cell.source for cell in cells(path, "code") if "@explorable(" in cell.source)


def test_each_address_in_the_texts_leads_to_a_state_of_the_page(card, addresses, explorable_name):
    grid = card.grid()
    for address in of(addresses, explorable_name):
        assert state_of(card, address.state) in grid, (
            f"{address.source}: {address.slug}?{address.state}"
        )


GLUED = re.compile(r"\{glue:text\}`(\w+)`")


def test_keys_of_worksheets_say_what_the_views_say(card, addresses, explorable_name):
    """A key computes its numbers from the tables; where it names one view, the view's sentence must have them too."""
    for source in {
        address.source for address in of(addresses, explorable_name) if "{glue" in address.paragraph
    }:
        values = glued(ROOT / "assessment/keys" / source)
        for paragraph in {
            address.paragraph
            for address in of(addresses, explorable_name)
            if address.source == source
        }:
            views = [address for address in addresses if address.paragraph == paragraph]
            if {address.slug for address in views} != {views[0].slug}:
                continue
            said = " ".join(
                re.sub(r"<[^>]+>|\*", "", card(**state_of(card, view.state)).reading)
                for view in views
            )
            missing = [name for name in GLUED.findall(paragraph) if not has(said, values[name])]
            assert not missing, f"{source}: {missing} of {paragraph!r}; the views say {said!r}"


def glued(path):
    """The values that a notebook glues, as its stored outputs have them."""
    outputs = [output for cell in cells(path, "code") for output in cell.outputs]
    named = [output for output in outputs if "scrapbook" in output.get("metadata", {})]
    kind = "application/papermill.record/text/plain"
    return {
        output["metadata"]["scrapbook"]["name"]: output["data"][kind].strip("'") for output in named
    }


def has(sentence, number):
    return re.search(rf"(?<![\d.,]){re.escape(number)}(?![\d]|[.,]\d)", sentence) is not None


@pytest.mark.parametrize(
    ("sentence", "number", "there"),
    [
        ("fills 132 in", "132", True),
        ("fills 1,132 in", "132", False),
        ("fills 132.5", "132", False),
        ("at 13.", "13", True),
    ],
)
def test_a_number_is_found_as_a_whole(sentence, number, there):
    assert has(sentence, number) is there
