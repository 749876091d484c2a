"""Controls: finite lists of values with a key for addresses and a word for readers."""

import numpy as np
import pytest

from explorable import Choice, ExplorableError, Preset, Slider, Toggle


def test_a_choice_takes_its_words_from_a_mapping():
    lens = Choice({"all": "all skills", "knowledge": "knowledge work"}, label="Lens")
    assert lens.values == ["all", "knowledge"]
    assert lens.labels == ["all skills", "knowledge work"]
    assert lens.label_of("knowledge") == "knowledge work"
    assert lens.default == "all"


def test_a_choice_of_a_list_reads_as_it_is():
    assert Choice([0.0, 0.5], label="Spillover").labels == ["0.0", "0.5"]


def test_a_slider_reads_by_its_format():
    cost = Slider([1000, 20000], label="Cost", format="{:,} EUR", default=20000)
    assert cost.labels == ["1,000 EUR", "20,000 EUR"]
    assert cost.default == 20000


def test_a_slider_takes_numbers_of_numpy():
    share = Slider(np.linspace(0, 1, 5), label="Share")
    assert share.keys == ["0", "0.25", "0.5", "0.75", "1"]


def test_a_toggle_is_yes_or_no():
    toggle = Toggle("As printed")
    assert (toggle.values, toggle.keys, toggle.default) == ([False, True], ["no", "yes"], False)
    assert Toggle("As printed", default=True).default is True


def test_close_numbers_have_keys_of_their_own():
    assert Slider([0.12345678, 0.12345679], label="x", format="{}").keys == [
        "0.12345678",
        "0.12345679",
    ]


def test_a_control_says_what_it_is():
    assert repr(Toggle("As printed")) == "Toggle('As printed', 2 values, starts at False)"


def test_a_preset_cannot_be_changed_by_accident():
    preset = Preset("Drugs", warning=True, industry="3254")
    assert (preset.name, preset.warning, preset.state) == ("Drugs", True, {"industry": "3254"})
    with pytest.raises(AttributeError):
        preset.name = "Paint"


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (
            lambda: Choice(["one"], label="Industry"),
            r"'Industry' has 1 value; a reader needs at least two",
        ),
        (lambda: Choice(["a", "b", "a"], label="Industry"), "'Industry' lists the value 'a' twice"),
        (
            lambda: Choice({"a": "same", "b": "same"}, label="Industry"),
            "'Industry' lists the label 'same' twice",
        ),
        (
            lambda: Slider([0.001, 0.002], label="Share", format="{:.0%}"),
            "'Share' lists the label '0%' twice",
        ),
        (
            lambda: Choice(["a", "b"], label="Industry", default="c"),
            "'Industry' starts at 'c', which is not one of",
        ),
        (
            lambda: Slider([1, 2], label="Partners", default=3),
            "'Partners' starts at 3, which is not one of its values",
        ),
        (
            lambda: Slider([2, 1], label="Partners"),
            "'Partners' is not in increasing order; sort its values",
        ),
        (
            lambda: Slider(["a", "b"], label="Partners"),
            "'Partners' holds values that are not numbers; use Choice",
        ),
        (
            lambda: Slider([False, True], label="Partners"),
            "'Partners' holds values that are not numbers",
        ),
        (
            lambda: Choice(["a", "b"], label=" "),
            "A Choice has no label; readers must know what they move",
        ),
        (lambda: Toggle(""), "A Toggle has no label"),
    ],
)
def test_mistakes_are_named(make, sentence):
    with pytest.raises(ExplorableError, match=sentence):
        make()
