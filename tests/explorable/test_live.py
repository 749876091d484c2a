"""The live face: stock widgets that call the function on every change."""

import base64
import re

import ipywidgets as widgets
import pandas as pd
import pytest

from explorable import Choice, Prediction, Preset, Slider, Toggle, View, explorable
from explorable.faces.live import guess_line


@pytest.fixture
def card(picture):
    calls = []

    @explorable(
        lens=Choice({"a": "trade", "b": "skills"}, label="Lens"),
        partners=Slider([3, 5, 8], label="Partners", default=5),
        printed=Toggle("As printed"),
        question="How <many>?",
        presets=[
            Preset("Few", partners=3),
            Preset("Misprint", warning=True, lens="b", printed=True),
        ],
        prediction=Prediction(
            "Guess?", "shared", high=9999, at={"lens": "b"}, axis="x", decimals=1
        ),
        source="The [office](https://example.org).",
    )
    def neighbours(lens, partners, printed):
        calls.append((lens, partners, printed))
        if (lens, partners, printed) == ("a", 8, True):
            raise ValueError("no <such> neighbours")
        table = pd.DataFrame({"lens": [lens, None], "share, %": [partners / 3, None]})
        value = 1000 * partners if printed else partners
        return View(picture(value), f"**{value}** by {lens} & more", table, facts={"shared": value})

    neighbours.calls = calls
    return neighbours


class Shown:
    """What a reader of the live card finds and does."""

    def __init__(self, explorable):
        self.box = explorable.widget()
        self.all = list(self._walk(self.box))

    def _walk(self, widget):
        yield widget
        for child in getattr(widget, "children", ()):
            yield from self._walk(child)

    def find(self, kind, word):
        return next(w for w in self.all if isinstance(w, kind) and word in w.description)

    @property
    def page(self):
        return "".join(w.value for w in self.all if isinstance(w, widgets.HTML))

    @property
    def reading(self):
        return re.search(r'explorable-reading" aria-live="polite">(.*?)</p>', self.page)[1]

    @property
    def figure(self):
        return re.search(r"<svg.*?</svg>", self.page)[0]


@pytest.fixture
def shown(card):
    return Shown(card)


def test_letters_are_drawn_since_the_reader_s_page_may_lack_the_font(shown):
    assert "<text" not in shown.figure
    uses = set(re.findall(r'<use [^>]*href="#([^"]+)"', shown.figure))
    assert uses
    assert uses <= set(re.findall(r' id="([^"]+)"', shown.figure))


def test_controls_are_stock_widgets_at_their_start(shown):
    assert shown.find(widgets.RadioButtons, "Lens").value == "a"
    assert shown.find(widgets.SelectionSlider, "Partners").value == 5
    assert shown.find(widgets.Checkbox, "As printed").value is False
    assert shown.reading == "<strong>5</strong> by a &amp; more"
    assert "How &lt;many&gt;?" in shown.page
    assert '<a href="https://example.org">office</a>' in shown.page
    assert "explorable" in shown.box._dom_classes


def test_a_long_choice_is_a_list(picture):
    @explorable(n=Choice(list("abcde"), label="Letter"), question="?")
    def letters(n):
        return View(picture(ord(n)), f"**{n}**")

    assert Shown(letters).find(widgets.Dropdown, "Letter").value == "a"


@pytest.mark.parametrize(
    ("kind", "word", "value", "reading"),
    [
        (widgets.RadioButtons, "Lens", "b", "<strong>5</strong> by b &amp; more"),
        (widgets.SelectionSlider, "Partners", 8, "<strong>8</strong> by a &amp; more"),
        (widgets.Checkbox, "As printed", True, "<strong>5000</strong> by a &amp; more"),
    ],
)
def test_moving_a_control_changes_figure_reading_and_table(shown, kind, word, value, reading):
    before = shown.figure, shown.page
    shown.find(kind, word).value = value
    assert shown.reading == reading
    assert shown.figure != before[0]


def test_a_move_calls_the_function_once(card, shown):
    card.calls.clear()
    shown.find(widgets.SelectionSlider, "Partners").value = 3
    shown.find(widgets.Button, "Misprint").click()
    assert card.calls == [("a", 3, False), ("b", 5, True)]


def test_cases_set_what_they_name_and_put_back_the_rest(shown):
    shown.find(widgets.SelectionSlider, "Partners").value = 8
    shown.find(widgets.Button, "Misprint").click()
    assert shown.find(widgets.SelectionSlider, "Partners").value == 5
    assert shown.find(widgets.Checkbox, "As printed").value is True
    assert shown.reading == "<strong>5000</strong> by b &amp; more"
    assert "⚠" in shown.find(widgets.Button, "Misprint").description
    assert "⚠" not in shown.find(widgets.Button, "Few").description


def test_reset_leads_back_and_forgets_the_guess(shown):
    start = shown.reading, shown.figure
    shown.find(widgets.BoundedFloatText, "Guess?").value = 4
    shown.find(widgets.Button, "Predict").click()
    shown.find(widgets.Button, "Reset").click()
    assert (shown.reading, shown.figure) == start
    assert "You said" not in shown.page


def test_a_guess_moves_to_its_answer_and_stays_drawn(shown):
    shown.find(widgets.BoundedFloatText, "Guess?").value = 4
    shown.find(widgets.Button, "Predict").click()
    assert shown.find(widgets.RadioButtons, "Lens").value == "b"
    assert "You said <strong>4</strong>; here it is <strong>5.0</strong>." in shown.page
    assert 'class="explorable-guess"' in shown.figure
    shown.find(widgets.Checkbox, "As printed").value = True
    assert "here it is <strong>5,000.0</strong>." in shown.page


def test_no_guess_no_line(shown):
    assert "explorable-guess" not in shown.figure


def test_the_table_is_there_and_its_download_equals_it(shown):
    data = re.search(r'download="neighbours\.csv" href="data:text/csv;base64,([^"]+)"', shown.page)[
        1
    ]
    text = base64.b64decode(data).decode("utf-8-sig")
    assert text == 'lens,"share, %"\na,1.66667\n,\n'
    assert "<td>a</td><td class=" in shown.page


def test_a_state_that_fails_says_so_and_the_next_one_works(shown):
    slider, box = (
        shown.find(widgets.SelectionSlider, "Partners"),
        shown.find(widgets.Checkbox, "As printed"),
    )
    box.value = True
    slider.value = 8
    assert (
        "neighbours fails at lens=&#x27;a&#x27;, partners=8, printed=True: ValueError: no &lt;such&gt;"
        in shown.page
    )
    slider.value = 3
    assert "fails at" not in shown.page
    assert shown.reading == "<strong>3000</strong> by a &amp; more"


def test_the_bundle_of_a_notebook_is_widget_and_text(card):
    bundle = card._repr_mimebundle_()
    assert "application/vnd.jupyter.widget-view+json" in bundle
    assert bundle["text/plain"] == repr(card)
    assert "text/html" not in bundle


EXTENT = [10, 90, 110, 20, 0, 50, 0, 7]


@pytest.mark.parametrize(
    ("axis", "value", "path"),
    [
        ("x", 25, "M 60.00 90.00 V 20.00"),
        ("x", 0, "M 10.00 90.00 V 20.00"),
        ("x", 51, None),
        ("y", 3.5, "M 10.00 55.00 H 110.00"),
        ("y", -1, None),
    ],
)
def test_the_line_of_a_guess_is_where_the_axis_has_its_number(axis, value, path):
    assert guess_line(EXTENT, axis, value) == (
        f'<path class="explorable-guess" d="{path}"/>' if path else ""
    )


def test_a_turned_axis_has_its_guess_too():
    assert guess_line([10, 90, 110, 20, 50, 0, 0, 7], "x", 40) == (
        '<path class="explorable-guess" d="M 30.00 90.00 V 20.00"/>'
    )


def test_calling_gives_one_view_and_keeps_the_rest_at_the_start(card):
    assert card(partners=8).plain_reading == "8 by a & more"
    assert card("b", 3).plain_reading == "3 by b & more"
    assert card.start == {"lens": "a", "partners": 5, "printed": False}
