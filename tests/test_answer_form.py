"""The check on a page without a kernel: what travels with it, and that its rule is the notebook's."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorable.answers.exercise import UNIT, Exercise
from explorable.answers.form import cell_of, cell_rule, fnv1a

FORM = re.compile(r'<script type="application/json">(.*)</script></form>', re.DOTALL)
numbers = st.floats(-1e6, 1e6).filter(lambda value: value == 0 or abs(value) > 1e-3)


def data_of(exercise):
    return json.loads(FORM.search(exercise.form())[1])


@given(value=numbers, tolerance=st.floats(0.001, 10), step=st.floats(-3, 3))
def test_a_number_counts_as_right_where_it_does_in_a_notebook(value, tolerance, step):
    answer = value + step * tolerance
    gap = abs(abs(answer - value) - tolerance)
    width, offset = cell_rule(value, tolerance)
    same = cell_of(answer, width, offset) == cell_of(value, width, offset)
    if gap > 1e-8 * (1 + abs(value)):  # else it lies on the border, to the last digits of a float
        assert same == (Exercise(value, tolerance)._verdict(answer) == "Right.")


@pytest.mark.parametrize("value", [0, 5, -3, 0.28, 166_500, 1e9, 1 / 3])
def test_without_tolerance_only_the_value_counts(value):
    width, offset = cell_rule(value, 0)
    cell = cell_of(value, width, offset)
    assert cell_of(value + 1e-5 * max(abs(value), 1), width, offset) != cell
    assert cell_of(value - 1e-5 * max(abs(value), 1), width, offset) != cell
    assert cell_of(float(repr(float(value))), width, offset) == cell


def test_the_answer_cannot_be_read_off():
    form = Exercise(right=41.725, tolerance=0.01, mistakes={83.45: "Halve it."}).form()
    assert "41.7" not in form
    assert "83.4" not in form
    form = Exercise(right={"soap", "paper"}, mistakes={("glass",): "Not that."}).form()
    assert not re.search("soap|paper|glass", form)


def test_words_that_could_end_the_data_do_not():
    form = Exercise(right=1, mistakes={2: "</script><img src=x onerror=alert(1)> & <!-- "}).form()
    assert form.count("</script>") == 1
    assert "<!--" not in form
    assert (
        data_of(Exercise(1, mistakes={2: "</script>"}))["entries"][1]["said"]
        == "Not yet. </script>"
    )


@pytest.mark.parametrize("by", [100, 0.01])
def test_the_authors_own_hint_for_a_slip_of_unit_is_the_only_one(by):
    exercise = Exercise(0.4667, digits=2, mistakes={0.4667 * by: "That is no percentage."})
    entries = data_of(exercise)["entries"]
    cells = {(entry["width"], entry["offset"], entry["hash"]) for entry in entries}
    assert len(cells) == len(entries) == 3
    assert [entry["said"] for entry in entries][1] == exercise._verdict(0.4667 * by)


def test_a_number_has_its_unit_checked_and_names_have_not():
    assert [entry["said"] for entry in data_of(Exercise(0.25))["entries"]] == [
        "Right.",
        *[f"Not yet. {UNIT}"] * 2,
    ]
    assert len(data_of(Exercise("Linz"))["entries"]) == 1


def test_two_exercises_of_a_page_have_two_names():
    names = [
        re.search('<input type="text" id="([^"]+)"', Exercise(right).form())[1]
        for right in (1, 2, "1", {"1"})
    ]
    assert len(set(names)) == 4


def test_only_a_field_that_needs_no_sign_gets_the_keys_without_one():
    assert 'inputmode="decimal"' in Exercise(1, mistakes={2: "No."}).form()
    assert "inputmode" not in Exercise(1, mistakes={-1: "Mind the sign."}).form()
    assert "inputmode" not in Exercise("Linz").form()


def test_the_hash_is_the_published_one():
    """Values of FNV-1a from the list that its authors publish with it."""
    assert [fnv1a(text) for text in ("", "a", "foobar")] == [0x811C9DC5, 0xE40C292C, 0xBF9CF968]


def test_a_page_gets_the_form_and_a_notebook_the_sentence(monkeypatch, capsys):
    shown = []
    monkeypatch.setattr("explorable.answers.exercise.publish_display_data", shown.append)
    exercise = Exercise(5)
    exercise.check()
    assert capsys.readouterr().out.startswith("Write your answer")
    assert shown == []
    monkeypatch.setenv("EXPLORABLE_STATIC", "page")
    exercise.check()
    exercise.check(5)
    assert [data["text/html"] for data in shown] == [exercise.form()]
    assert shown[0]["text/plain"].startswith("Write your answer")
    assert capsys.readouterr().out == "Right.\n"
