"""The script of a plain page, in a real browser, from a file on a disk: no server answers."""

import csv
import gzip
import io
import re
import sys
from pathlib import Path

import pandas as pd
import pytest
from matplotlib.figure import Figure
from playwright.sync_api import sync_playwright

from explorable import (
    Choice,
    Prediction,
    Preset,
    Slider,
    Toggle,
    View,
    explorable,
    sphinx_extension,
)
from explorable.formatting import shown

sys.path.insert(0, str(Path(__file__).parents[1] / "site"))
from bookpress.browser import ARGUMENTS, find_browser

NASTY = '<img src=x onerror="alert(1)"> "a", \'b\' </script><!--<script>'
# Halves, near halves, and numbers with more digits than most.
TRICKY = [
    0.5,
    1.5,
    2.5,
    -0.5,
    0.125,
    0.375,
    1.005,
    1.015,
    2.675,
    -1234.565,
    1e-7,
    123456789,
    1234567.891,
    8.345,
    0.285,
]


def bar(width, value):
    figure = Figure(figsize=(width, 2))
    axes = figure.subplots()
    axes.barh(["value"], [value])
    axes.set(xlim=(0, 100), title=f"value {value:g}")
    return figure


@explorable(
    lens=Choice({"a": "trade", "b": "skills"}, label="Lens"),
    partners=Slider([3, 5, 8], label="Partners", default=5, format="{} of all"),
    printed=Toggle("As printed"),
    question="How many?",
    presets=[Preset("Few", partners=3), Preset("Misprint", warning=True, lens="b", printed=True)],
    prediction=Prediction("Your guess?", "shared", at={"lens": "b"}, axis="x", decimals=1),
    source="Made up.",
)
def neighbours(lens, partners, printed):
    value = partners * (2 if lens == "b" else 1) + (50 if printed else 0)
    table = pd.DataFrame({"lens, word": [lens, 'so "so"'], "value": [value / 3, float("nan")]})
    reading = f"**{value}** by {lens}."
    return View(
        lambda width: bar(width, value),
        reading,
        table,
        alt=f"A bar of {value}",
        facts={"shared": value},
    )


@explorable(
    letter=Choice(list("abcdef"), label="Letter", default="c"),
    question=f"Which? {NASTY}",
    prediction=Prediction("Guess first", "number"),
    source=NASTY,
)
def letters(letter):
    number = "abcdef".index(letter)
    table = pd.DataFrame({f"in {letter.upper()} {NASTY}": TRICKY, "two": TRICKY, "text": NASTY})
    return View(
        lambda width: bar(width, 10 * number),
        f"Letter {letter} is number **{number}** {NASTY}.",
        table,
        {table.columns[0]: 0, "two": 2},
        facts={"number": number if letter != "f" else float("nan")},
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder with a page for each case."""
    folder = tmp_path_factory.mktemp("pages")
    patch = pytest.MonkeyPatch()
    patch.setenv("EXPLORABLE_CACHE", str(folder / "store"))
    patch.setattr(sphinx_extension, "MOST_INLINE", 0)
    both = neighbours.html() + letters.html(standalone=True)
    moved = sphinx_extension._move_out(both, lambda name, _: name, folder)
    lost = re.sub(r'data-src="_explorables/wide', 'data-src="_explorables/lost', moved)
    for name, body in {"inline": both, "moved": moved, "lost": lost}.items():
        page = f'<!doctype html><html lang="en"><meta charset="utf-8"><title>Test</title><main>{body}</main></html>'
        (folder / f"{name}.html").write_text(page, encoding="utf-8")
    patch.undo()
    return folder


@pytest.fixture(scope="module")
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def visit(folder, chromium):
    """Open a page; an error in it, a question box or a request to another place fails the test."""
    troubles, contexts = [], []

    def go(name="inline", fragment="", width=900, **options):
        context = chromium.new_context(
            viewport={"width": width, "height": 900}, accept_downloads=True, **options
        )
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on(
            "dialog",
            lambda dialog: (troubles.append(f"a dialog: {dialog.message}"), dialog.dismiss()),
        )
        page.on(
            "request",
            lambda request: (
                request.url.startswith(("file:", "blob:", "data:")) or troubles.append(request.url)
            ),
        )
        if name != "lost":
            page.on("console", lambda said: said.type == "error" and troubles.append(said.text))
        page.goto(f"{(folder / name).as_uri()}.html{fragment}")
        return page

    yield go
    for context in contexts:
        context.close()
    assert not troubles


class Card:
    """A reader before one explorable."""

    def __init__(self, page, name="neighbours"):
        self.page, self.section = page, page.locator(f"section#{name}")
        self.slider = self.section.locator("input[type=range]")
        self.box = self.section.locator("input[type=checkbox]")
        self.status = self.section.locator(".explorable-status")
        self.verdict = self.section.locator(".explorable-verdict")
        self.line = self.section.locator(".explorable-wide .explorable-guess")

    def button(self, name):
        return self.section.locator("button").filter(has_text=name)

    def radio(self, word):
        return self.section.get_by_label(word, exact=True)

    def reads(self, text):
        """The sentence, the figure and its words all say this."""
        self.section.locator(".explorable-reading").filter(
            has_text=re.compile(f"^{re.escape(text)}")
        ).wait_for()
        number = re.search(r"\d+", text)[0]
        drawn = self.section.locator("figure svg").filter(visible=True)
        assert f">value {number}<" in drawn.inner_html()
        assert number in drawn.get_attribute("aria-label")

    def cells(self):
        return self.section.locator("tbody tr").evaluate_all(
            "all => all.map(r => [...r.cells].map(c => c.textContent))"
        )

    def guess(self, number):
        field = self.section.locator("input[type=number]")
        field.fill(str(number))
        field.press("Enter")


def test_the_script_is_small():
    script = Path(sphinx_extension.__file__).with_name("explorable.js").read_bytes()
    assert len(gzip.compress(script, 9)) < 10_000


@pytest.mark.parametrize("name", ["inline", "moved"])
def test_mouse(visit, name):
    card = Card(visit(name))
    card.reads("5 by a.")
    width = card.slider.bounding_box()["width"]
    card.slider.click(position={"x": width - 4, "y": 10})
    card.reads("8 by a.")
    assert card.slider.get_attribute("aria-valuetext") == "8 of all"
    assert card.section.locator("output").inner_text() == "8 of all"
    card.radio("skills").click()
    card.reads("16 by b.")
    card.box.click()
    card.reads("66 by b.")
    assert card.cells() == [["b", "22.00"], ['so "so"', "–"]]


@pytest.mark.parametrize("name", ["inline", "moved"])
def test_keyboard(visit, name):
    card = Card(visit(name))
    press = card.page.keyboard.press
    card.slider.focus()
    for key, text in (
        ("ArrowRight", "8 by a."),
        ("Home", "3 by a."),
        ("End", "8 by a."),
        ("ArrowLeft", "5 by a."),
    ):
        press(key)
        card.reads(text)
    press("Tab")
    press("Space")
    card.reads("55 by a.")
    card.radio("trade").focus()
    press("ArrowDown")
    card.reads("60 by b.")


def test_a_long_choice_moves_by_mouse_and_keyboard(visit):
    card = Card(visit(), "letters")
    card.button("Show me").click()
    card.section.locator("select").select_option("e")
    card.section.locator(".explorable-reading").filter(has_text="Letter e is number 4").wait_for()
    card.section.locator("select").focus()
    card.page.keyboard.press("ArrowDown")
    card.section.locator(".explorable-reading").filter(has_text="Letter f is number 5").wait_for()


def test_cards_on_a_page_do_not_move_each_other(visit):
    page = visit()
    one, other = Card(page), Card(page, "letters")
    other.button("Show me").click()
    before = other.section.locator("figure").inner_html()
    one.slider.press("End")
    one.reads("8 by a.")
    assert other.section.locator("figure").inner_html() == before


def test_cases_are_pressed_while_they_stand(visit):
    card = Card(visit())
    few, misprint = card.button("Few"), card.button("Misprint")
    card.slider.press("End")
    misprint.click()
    card.reads("60 by b.")
    assert (misprint.get_attribute("aria-pressed"), few.get_attribute("aria-pressed")) == (
        "true",
        "false",
    )
    assert card.box.is_checked()
    few.click()
    card.reads("3 by a.")
    assert (misprint.get_attribute("aria-pressed"), few.get_attribute("aria-pressed")) == (
        "false",
        "true",
    )
    assert not card.box.is_checked()
    assert card.radio("trade").is_checked()


def test_a_guess_moves_to_its_answer_and_stays_drawn(visit):
    card = Card(visit())
    assert card.line.count() == 0
    card.guess(40)
    card.reads("10 by b.")
    assert card.verdict.inner_text() == "You said 40; here it is 10.0."
    left, bottom, right, top, low, high = map(
        float, card.section.locator(".explorable-wide svg").get_attribute("data-axes").split()[:6]
    )
    at = re.match(r"M ([\d.]+) ([\d.]+) V ([\d.]+)", card.line.get_attribute("d"))
    assert float(at[1]) == pytest.approx(left + (40 - low) / (high - low) * (right - left))
    assert (float(at[2]), float(at[3])) == (bottom, top)
    card.box.press("Space")
    card.reads("60 by b.")
    assert card.verdict.inner_text() == "You said 40; here it is 60.0."
    assert card.line.count() == 1


def test_a_guess_beside_the_figure_is_told_and_not_drawn(visit):
    card = Card(visit())
    # The axis ends at 100; a browser lets no larger guess through than the card allows.
    card.section.locator("input[type=number]").evaluate("field => field.max = 1000")
    card.guess(400)
    card.reads("10 by b.")
    assert "You said 400" in card.verdict.inner_text()
    assert card.line.count() == 0


def test_a_guess_out_of_bounds_is_not_taken(visit):
    card = Card(visit())
    card.guess(101)
    assert card.verdict.inner_text() == ""
    card.reads("5 by a.")


SEEN = """figure => {
  const svg = [...figure.querySelectorAll('svg')].find(one => one.checkVisibility());
  return [...svg.children].filter(one => getComputedStyle(one).visibility === 'visible' && one.tagName !== 'defs')
    .map(one => one.tagName === 'text' ? one.textContent : one.tagName);
}"""


def test_the_answer_stays_covered_until_the_guess(visit):
    card = Card(visit(), "letters")
    covered = [".explorable-reading", ".explorable-table", ".explorable-tools"]
    assert not any(card.section.locator(name).is_visible() for name in covered)
    card.guess(3)
    assert card.section.locator(".explorable-reading").is_visible()
    card.section.locator(".explorable-verdict", has_text="You said 3; here it is 2.").wait_for()
    assert not card.button("Show me").is_visible()


@pytest.mark.parametrize("width", [900, 360])
def test_a_covered_figure_shows_its_axes_and_no_more(visit, width):
    card = Card(visit(width=width), "letters")
    figure = card.section.locator(".explorable-figure")
    seen = figure.evaluate(SEEN)
    # Grid lines, their numbers and names; neither the bar nor the title that says how long it is.
    assert {"0", "100", "value", "path"} <= set(seen)
    assert "value 20" not in seen
    # Nor does a screen reader say what is drawn.
    assert card.section.get_by_role("img").count() == 0
    # Moved, it is still covered.
    card.section.locator("select").select_option("d")
    card.section.locator(".explorable-reading", has_text="Letter d").wait_for(state="attached")
    assert "value 30" not in figure.evaluate(SEEN)
    height = figure.bounding_box()["height"]
    card.button("Show me").click()
    assert figure.bounding_box()["height"] == height
    assert "value 30" in figure.evaluate(SEEN)
    assert card.section.get_by_role("img").count() == 1


def test_on_paper_nothing_is_covered(visit):
    card = Card(visit(), "letters")
    card.page.emulate_media(media="print")
    assert "value 20" in card.section.locator(".explorable-figure").evaluate(SEEN)
    assert card.section.get_by_role("img").count() == 1
    assert card.section.locator(".explorable-reading").is_visible()


def test_what_has_no_axes_is_covered_wholly(visit):
    card = Card(visit(), "letters")
    card.section.evaluate(
        "card => card.querySelectorAll('svg').forEach(one => one.firstElementChild.remove())"
    )
    assert not card.section.locator(".explorable-figure").is_visible()
    card.button("Show me").click()
    assert card.section.locator(".explorable-figure").is_visible()


def test_a_card_whose_answer_is_elsewhere_is_not_covered(visit):
    assert Card(visit()).section.locator(".explorable-figure").is_visible()


def test_an_undefined_answer_is_told_as_such(visit):
    card = Card(visit(), "letters")
    card.guess(3)
    card.section.locator("select").select_option("f")
    card.section.locator(".explorable-verdict", has_text="here it is –.").wait_for()


def test_the_table_opens_below_its_button_which_stays_under_the_pointer(visit):
    card = Card(visit())
    button = card.section.locator(".explorable-table > summary")
    button.scroll_into_view_if_needed()
    place = button.bounding_box()
    button.click()
    assert button.bounding_box() == place
    assert card.section.locator(".explorable-table table").is_visible()


def test_headings_stand_as_their_columns_do(visit):
    card = Card(visit())
    sides = """table => [...table.rows].map(row => [...row.cells].map(cell => getComputedStyle(cell).textAlign))"""
    for _ in range(2):
        head, *rows = card.section.locator(".explorable-table table").evaluate(sides)
        assert rows
        assert all(row == head for row in rows)
        assert "right" in head
        # The table of another state is written by the script.
        card.button("Reset").click()


def test_reset_leads_back_and_forgets_the_guess(visit):
    card = Card(visit())
    card.guess(40)
    card.reads("10 by b.")
    card.button("Reset").click()
    card.reads("5 by a.")
    assert card.verdict.inner_text() == ""
    assert card.line.count() == 0
    assert card.radio("trade").is_checked()


def test_the_address_follows_and_leads_back(visit):
    card = Card(visit())
    card.slider.press("End")
    card.box.press("Space")
    card.reads("58 by a.")
    card.page.wait_for_url("**#neighbours?lens=a&partners=8&printed=yes")
    again = Card(visit(fragment="#neighbours?lens=a&partners=8&printed=yes"))
    again.reads("58 by a.")
    assert again.box.is_checked()
    assert again.slider.input_value() == "2"


def test_the_address_uncovers_what_it_leads_to(visit):
    card = Card(visit(fragment="#letters?letter=b"), "letters")
    card.section.locator(".explorable-reading").filter(has_text="Letter b is number 1").wait_for()
    assert card.section.locator("select").input_value() == "1"


def test_an_address_with_unknown_values_leads_to_the_start(visit):
    card = Card(visit(fragment="#neighbours?lens=z&partners=4&more=1&printed=yes"))
    card.reads("55 by a.")
    assert card.radio("trade").is_checked()


def test_an_address_entered_on_the_open_page_is_followed(visit):
    card = Card(visit())
    card.page.evaluate("location.hash = '#neighbours?lens=b&partners=3'")
    card.reads("6 by b.")


def test_the_link_is_copied_or_said(visit):
    card = Card(visit())
    card.button("Link to this view").click()
    card.status.filter(
        has_text=re.compile(r"Address copied\.|#neighbours\?lens=a&partners=5&printed=no")
    ).wait_for()


@pytest.mark.parametrize("moved", [False, True], ids=["at the start", "after a move"])
def test_the_download_equals_the_table(visit, moved):
    card = Card(visit())
    value = 5
    if moved:
        card.slider.press("End")
        card.reads("8 by a.")
        value = 8
    with card.page.expect_download() as download:
        card.button("CSV").click()
    assert download.value.suggested_filename == "neighbours.csv"
    text = download.value.path().read_text(encoding="utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert (
        rows[0] == ["lens, word", "value"] == card.section.locator("thead th").all_text_contents()
    )
    assert rows[1:] == [["a", f"{value / 3:.6g}"], ['so "so"', ""]]
    assert [row[1] for row in card.cells()] == [f"{value / 3:.2f}", "–"]


def test_the_table_opens_by_keyboard_and_keeps_its_headings_true(visit):
    card = Card(visit(), "letters")
    card.button("Show me").click()
    card.section.locator("summary").focus()
    card.page.keyboard.press("Enter")
    assert card.section.locator("table").is_visible()
    assert card.section.locator("th").first.text_content() == f"in C {NASTY}"
    card.section.locator("select").select_option("a")
    card.section.locator("th", has_text="in A").wait_for()
    assert card.section.locator("th").first.get_attribute("scope") == "col"


def test_moved_tables_round_as_the_first_one_does(visit):
    card = Card(visit(), "letters")
    card.button("Show me").click()
    first = card.cells()
    assert [row[0] for row in first] == [shown(number, 0) for number in TRICKY]
    assert [row[1] for row in first] == [shown(number, 2) for number in TRICKY]
    card.section.locator("select").select_option("a")
    card.section.locator("th", has_text="in A").wait_for(state="attached")
    assert card.cells() == first


def test_a_part_that_is_missing_is_said_and_the_rest_stays(visit):
    card = Card(visit("lost"))
    card.slider.press("End")
    card.status.filter(has_text="The other views could not be loaded (").wait_for()
    assert "Figure and controls stay as they were" in card.status.inner_text()
    card.reads("5 by a.")
    assert card.slider.get_attribute("aria-valuetext") == "5 of all"


def test_words_of_the_author_stay_words_when_moved(visit):
    page = visit(fragment="#letters?letter=a")
    card = Card(page, "letters")
    card.section.locator("select").select_option("d")
    reading = card.section.locator(".explorable-reading", has_text="Letter d")
    reading.wait_for()
    assert NASTY in reading.inner_text()
    assert card.cells()[0][2] == NASTY
    assert page.locator("img").count() == 0


def test_a_small_screen_shows_the_narrow_drawing(visit):
    card = Card(visit(width=360))
    wide, narrow = (card.section.locator(f".explorable-{name} svg") for name in ("wide", "narrow"))
    assert narrow.is_visible()
    assert not wide.is_visible()
    card.slider.press("End")
    card.reads("8 by a.")
    assert card.page.evaluate("document.scrollingElement.scrollWidth") <= 360
    card.page.set_viewport_size({"width": 900, "height": 900})
    wide.wait_for()
    card.page.wait_for_function(
        "document.querySelector('.explorable-wide svg').innerHTML.includes('>value 8<')"
    )
    card.reads("8 by a.")


INK = "getComputedStyle(document.querySelector('#neighbours figure text')).fill"
BAR = "getComputedStyle(document.querySelector('#neighbours figure path[fill*=accent]')).fill"


@pytest.mark.parametrize(
    ("scheme", "theme", "dark"),
    [
        ("light", None, False),
        ("dark", None, True),
        ("dark", "light", False),
        ("light", "dark", True),
    ],
)
def test_colours_follow_the_page_then_the_reader(visit, scheme, theme, dark):
    page = visit(color_scheme=scheme)
    if theme:
        page.evaluate(f"document.documentElement.dataset.theme = '{theme}'")
    assert page.evaluate(INK) == ("rgb(230, 233, 239)" if dark else "rgb(29, 36, 48)")
    assert page.evaluate(BAR) == ("rgb(90, 176, 240)" if dark else "rgb(11, 107, 176)")
    Card(page).slider.press("End")
    Card(page).reads("8 by a.")
    assert page.evaluate(INK) == ("rgb(230, 233, 239)" if dark else "rgb(29, 36, 48)")


@pytest.mark.parametrize(
    ("scheme", "theme"), [("light", None), ("dark", None), ("light", "dark"), ("dark", "light")]
)
def test_paper_is_white_whatever_the_screen_was(visit, scheme, theme):
    page = visit(color_scheme=scheme)
    if theme:
        page.evaluate(f"document.documentElement.dataset.theme = '{theme}'")
    page.emulate_media(media="print")
    assert page.evaluate(INK) == "rgb(0, 0, 0)"
    assert (
        page.evaluate("getComputedStyle(document.querySelector('#neighbours')).backgroundColor")
        == "rgb(255, 255, 255)"
    )


def test_on_paper_tables_are_open_and_afterwards_as_they_were(visit):
    page = visit()
    one, other = (Card(page, name).section.locator("details") for name in ("neighbours", "letters"))
    one.evaluate("table => table.open = true")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert [table.get_attribute("open") for table in (one, other)] == ["", ""]
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert [table.get_attribute("open") for table in (one, other)] == ["", None]


def test_without_script_the_start_is_shown_and_nothing_that_needs_one(visit):
    card = Card(visit(java_script_enabled=False))
    card.reads("5 by a.")
    assert card.section.locator(".explorable-still").is_visible()
    for name in (
        ".explorable-controls",
        ".explorable-presets",
        ".explorable-prediction",
        "[data-action=reset]",
    ):
        assert not card.section.locator(name).is_visible()


def test_values_and_readings_are_announced(visit):
    card = Card(visit())
    assert card.section.locator(".explorable-reading").get_attribute("aria-live") == "polite"
    assert card.verdict.get_attribute("aria-live") == "polite"
    assert card.status.get_attribute("role") == "status"
    assert not card.section.locator(".explorable-still").is_visible()
