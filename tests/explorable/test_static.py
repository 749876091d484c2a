"""The page's face: whole HTML, every state beside it as data, and nothing an author writes becomes markup."""

import html
import json
import re
from html.parser import HTMLParser

import pandas as pd
import pytest
from bs4 import BeautifulSoup

from explorable import Choice, Prediction, Preset, Slider, Toggle, View, explorable
from explorable.faces.page import source_html

NASTY = "<img src=x onerror=\"alert(1)\"> & 'so' </script><!--<script>"
VOID = {"input", "img", "br", "hr", "meta", "link"}


class Balance(HTMLParser):
    """Notes every tag that is closed without being open, or never."""

    def __init__(self):
        super().__init__()
        self.open, self.wrong = [], []

    def handle_starttag(self, tag, attributes):
        names = [name for name, _ in attributes]
        if len(names) != len(set(names)):
            self.wrong.append(f"<{tag}> has an attribute twice: {names}")
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attributes):
        pass

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.wrong.append(f"</{tag}> closes nothing")


@pytest.fixture(scope="module")
def card(picture):
    """One of every control, with cases and a guess, and nasty words wherever an author can put words."""

    @explorable(
        lens=Choice({"a": "trade", "b": f"skills {NASTY}"}, label=f"Lens {NASTY}"),
        partners=Slider([3, 5, 8], label="Partners", default=5, format="{} of all"),
        printed=Toggle(f"As printed {NASTY}", default=True),
        question=f"How many? {NASTY}",
        presets=[
            Preset(f"Few {NASTY}", partners=3),
            Preset("Misprint", warning=True, printed=False, lens="b"),
        ],
        prediction=Prediction(
            f"Your guess {NASTY}?", "shared", low=1, high=8, step=0.5, at={"lens": "b"}, axis="x"
        ),
        source=f"Source {NASTY} [the office](https://example.org/a?b=1&c=2).",
    )
    def neighbours(lens, partners, printed):
        table = pd.DataFrame({f"what {NASTY}": [lens, NASTY], "share": [partners / 3, None]})
        reading = f"**{partners}** by {lens}, {NASTY}: {printed}."
        return View(
            picture(partners, NASTY),
            reading,
            table,
            alt=f"{lens} {NASTY}",
            facts={"shared": partners},
        )

    return neighbours


def part(page, name):
    found = page.find("script", {"data-explorable-part": name})
    return json.loads(found.string)


@pytest.fixture(scope="module")
def text(card, tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("EXPLORABLE_CACHE", str(tmp_path_factory.mktemp("store")))
        return card.html()


@pytest.fixture
def page(text):
    return BeautifulSoup(text, "html.parser")


def test_tags_are_balanced(text):
    balance = Balance()
    balance.feed(text)
    assert not balance.wrong
    assert not balance.open


def test_no_word_of_the_author_becomes_markup(text, page):
    assert not page.find_all("img")
    assert len(page.find_all("script")) == 4
    for tag in page.find_all(True):
        assert not [name for name in tag.attrs if name.startswith("on")]
    assert page.select_one(".explorable-question").text == f"How many? {NASTY}"
    assert page.select_one("legend").text == f"Lens {NASTY}"
    assert NASTY in page.select_one(".explorable-presets button").text
    assert NASTY in page.select_one(".explorable-prediction label").text
    assert NASTY in page.select_one(".explorable-toggle").text
    assert NASTY in page.select_one(".explorable-reading").text
    assert NASTY in page.select_one(".explorable-source").text
    assert NASTY in page.select_one("thead th").text
    assert page.select("tbody td")[2].text == NASTY
    assert page.select_one(".explorable-wide svg")["aria-label"] == f"a {NASTY}"


def test_no_data_closes_its_element(text):
    for found in re.finditer(
        r'<script type="application/json"[^>]*>(.*?)</script>', text, flags=re.DOTALL
    ):
        assert json.loads(found[1])
        assert "<!--" not in found[1]


def test_no_inline_handlers_and_no_outside_addresses(text):
    markup = re.sub(r"<script.*?</script>", "", text, flags=re.DOTALL)
    assert not re.search(r"<[^>]*\son\w+=", re.sub(r'"[^"]*"', '""', markup))
    addresses = re.findall(r'(?:src|href)="([^"#][^"]*)"', markup)
    assert addresses == ["https://example.org/a?b=1&amp;c=2"]


def test_every_control_is_labelled(page):
    for control in page.select(
        ".explorable-controls :is(input, select), .explorable-prediction input"
    ):
        by_name = control.get("id") and page.find("label", {"for": control["id"]})
        label = control.find_parent("label") or by_name
        assert label.text.strip()
    assert page.select_one("fieldset legend")
    assert (
        page.select_one("section")["aria-labelledby"]
        == page.select_one(".explorable-question")["id"]
    )
    assert page.select_one(".explorable-scroll")["aria-label"]
    assert page.select_one(".explorable-presets")["aria-label"]


def test_identifiers_are_unique(page):
    names = [tag["id"] for tag in page.find_all(id=True)]
    assert len(names) == len(set(names))


def test_controls_stand_at_the_start(page):
    slider = page.find("input", {"type": "range"})
    assert (slider["min"], slider["max"], slider["value"], slider["aria-valuetext"]) == (
        "0",
        "2",
        "1",
        "5 of all",
    )
    assert page.find("output").text == "5 of all"
    assert page.find("input", {"type": "checkbox"}).has_attr("checked")
    assert [
        radio["value"]
        for radio in page.find_all("input", {"type": "radio"})
        if radio.has_attr("checked")
    ] == ["0"]


def test_a_long_choice_is_a_list(picture):
    @explorable(
        n=Choice({i: f"number {i}" for i in range(6)}, label="Number", default=4), question="?"
    )
    def numbers(n):
        return View(picture(n), f"**{n}**")

    page = BeautifulSoup(numbers.html(), "html.parser")
    options = page.select("select option")
    assert [option.text for option in options] == [f"number {i}" for i in range(6)]
    assert [option["value"] for option in options if option.has_attr("selected")] == ["4"]


def test_data_hold_exactly_the_states(card, page):
    states, grid = card.states(), card.grid()
    meta, views, wide, narrow = (part(page, name) for name in ("meta", "views", "wide", "narrow"))
    assert [control["name"] for control in meta["controls"]] == ["lens", "partners", "printed"]
    assert [control["keys"] for control in meta["controls"]] == [
        ["a", "b"],
        ["3", "5", "8"],
        ["no", "yes"],
    ]
    assert [control["labels"] for control in meta["controls"]][1] == [
        "3 of all",
        "5 of all",
        "8 of all",
    ]
    assert grid[meta["start"]] == card.start
    assert (
        len(views["views"]) == len(wide["drawings"]) == len(narrow["drawings"]) == len(grid) == 12
    )
    for number, state in enumerate(states):
        reading, alt, facts, rows, columns = views["views"][number]
        assert (reading, alt, facts, rows) == (
            state["reading"],
            state["alt"],
            state["facts"],
            state["rows"],
        )
        assert views["columns"][columns] == state["columns"]
        for name, shared in (("wide", wide), ("narrow", narrow)):
            box, axes, *numbers = shared["drawings"][number]
            assert [shared["parts"][i] for i in numbers] == state[name]["parts"]
            assert box == state[name]["box"]
            assert [float(value) for value in axes.split()] == pytest.approx(
                state[name]["axes"], rel=1e-5
            )


def test_what_states_share_is_stored_once(page):
    for name in ("wide", "narrow"):
        parts = part(page, name)["parts"]
        assert len(parts) == len(set(parts))


def test_alternative_text_that_is_the_reading_is_not_stored_twice(picture):
    @explorable(n=Slider([1, 2], label="N"), question="?")
    def numbers(n):
        return View(picture(n), f"**{n}** & {n}")

    views = part(BeautifulSoup(numbers.html(), "html.parser"), "views")["views"]
    assert [view[1] for view in views] == [0, 0]


def test_states_may_have_columns_of_their_own(picture):
    @explorable(measure=Choice(["Hoover", "Gini"], label="Measure"), question="?")
    def measured(measure):
        return View(picture(1), f"**1** {measure}", pd.DataFrame({measure: [1], "n": [2]}))

    views = part(BeautifulSoup(measured.html(), "html.parser"), "views")
    assert views["columns"] == [[["Hoover", 0], ["n", 0]], [["Gini", 0], ["n", 0]]]
    assert [view[4] for view in views["views"]] == [0, 1]


def test_undefined_facts_are_null(picture):
    @explorable(n=Slider([1, 2], label="N"), question="?")
    def numbers(n):
        return View(picture(n), f"**{n}**", facts={"share": float("nan")})

    assert part(BeautifulSoup(numbers.html(), "html.parser"), "views")["views"][0][2] == {
        "share": None
    }


def test_cases_and_guess_are_told_by_keys(page):
    meta = part(page, "meta")
    assert meta["presets"] == [{"partners": "3"}, {"printed": "no", "lens": "b"}]
    assert meta["prediction"] == {
        "at": {"lens": "b"},
        "answer": "shared",
        "axis": "x",
        "decimals": 0,
    }
    guess = page.select_one(".explorable-prediction input")
    assert (guess["min"], guess["max"], guess["step"]) == ("1", "8", "0.5")
    buttons = page.select("[data-preset]")
    assert [button["data-preset"] for button in buttons] == ["0", "1"]
    assert "(misleads)" in buttons[1].text
    assert "(misleads)" not in buttons[0].text
    assert {button["type"] for button in page.find_all("button")} == {"button", "submit"}


def test_a_subset_is_offered_and_nothing_else(picture):
    @explorable(
        n=Choice([1, 2, 3, 4, 5, 6], label="N", default=5),
        up=Toggle("Up"),
        static={"n": (2, 5)},
        question="?",
    )
    def numbers(n, up):
        return View(picture(n + up), f"**{n}** {up}")

    page = BeautifulSoup(numbers.html(), "html.parser")
    meta = part(page, "meta")
    assert meta["controls"][0]["keys"] == ["2", "5"]
    assert meta["start"] == 2
    assert [radio["value"] for radio in page.find_all("input", {"type": "radio"})] == ["0", "1"]
    assert [view[0] for view in part(page, "views")["views"]][2] == "<strong>5</strong> False"


def test_without_script_the_page_says_where_it_stands(page):
    still = page.select_one(".explorable-still").text
    assert f"Lens {NASTY}: trade; Partners: 5 of all; As printed {NASTY}: yes" in still
    assert page.select_one(".explorable-wide svg")
    assert page.select_one(".explorable-narrow svg")
    assert [cell.text for cell in page.select("tbody td")] == ["a", "1.67", NASTY, "–"]


def test_no_table_no_table_button(picture):
    @explorable(n=Slider([1, 2], label="N"), question="?")
    def numbers(n):
        return View(picture(n), f"**{n}**")

    text = numbers.html()
    assert "<table" not in text
    assert 'data-action="csv"' not in text
    assert 'data-action="reset"' in text


def test_a_page_by_itself_carries_style_and_script(card, text):
    alone = card.html(standalone=True)
    assert alone.startswith(text)
    assert "<style>" in alone
    assert "window.explorablePart" in alone
    assert "<style>" not in text


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("plain", "plain"),
        ("[a](b.html) and [c](d)", '<a href="b.html">a</a> and <a href="d">c</a>'),
        ('[a](b"onclick="x)', '<a href="b&quot;onclick=&quot;x">a</a>'),
        ("[<b>](c)", '<a href="c">&lt;b&gt;</a>'),
    ],
)
def test_sources_may_hold_links(given, expected):
    assert source_html(given) == expected


def test_the_bundle_of_a_build_is_page_and_text(card, monkeypatch):
    monkeypatch.setenv("EXPLORABLE_STATIC", "page")
    bundle = card._repr_mimebundle_()
    assert set(bundle) == {"text/plain", "text/html"}
    assert bundle["text/html"] == card.html()
    assert bundle["text/plain"] == repr(card) == card.text()
    assert html.unescape(bundle["text/plain"]).startswith(f"How many? {NASTY}\n(Lens ")
    monkeypatch.setenv("EXPLORABLE_STATIC", "standalone")
    assert "<style>" in card._repr_mimebundle_()["text/html"]
