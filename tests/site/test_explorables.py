"""Every explorable of every page, moved as readers move it: by mouse and by keyboard, from disk and from a server."""

from __future__ import annotations

import csv
import io
from urllib.parse import urldefrag

import pytest
from build import listed_pages

# The time between a move and the new figure, measured inside the page over a control's values.
REACTION = """async (input) => {
  const section = input.closest("section.explorable");
  const figure = section.querySelector("figure.explorable-figure");
  const times = [];
  for (let i = 0; i < 6; i++) {
    const changed = new Promise(done => {
      const watcher = new MutationObserver(() => { watcher.disconnect(); requestAnimationFrame(() => done(true)); });
      watcher.observe(figure, {childList: true, subtree: true});
      setTimeout(() => done(false), 2000);
    });
    const start = performance.now();
    input.value = i % 2 ? input.min : input.max;
    input.dispatchEvent(new Event("input", {bubbles: true}));
    if (await changed) times.push(performance.now() - start);
  }
  return times;
}"""


class Card:
    """One explorable on an open page."""

    def __init__(self, section):
        self.section = section
        self.page = section.page
        self.reading = section.locator("p.explorable-reading")
        self.figure = section.locator("figure.explorable-figure svg").filter(visible=True)

    @property
    def slug(self):
        return self.section.get_attribute("id")

    def controls(self):
        """Each control once: a slider, a box or a list by itself, radio buttons by their group."""
        inputs = self.section.locator(".explorable-controls :is(input, select)")
        names = dict.fromkeys(inputs.evaluate_all("all => all.map(input => input.dataset.control)"))
        return {name: self.section.locator(f'.explorable-controls [data-control="{name}"]') for name in names}

    def shown(self):
        return self.figure.inner_html(), self.reading.inner_text()

    def values(self):
        return self.section.locator(".explorable-controls :is(input, select)").evaluate_all(
            "all => all.map(input => ['radio', 'checkbox'].includes(input.type) ? input.checked : input.value)"
        )

    def reset(self):
        self.section.locator("button[data-action=reset]").click()
        self.page.wait_for_timeout(150)

    def uncover(self):
        if self.section.evaluate("card => card.classList.contains('is-covered')"):
            self.section.locator("[data-action=skip]").click()

    def settle(self, before):
        """Wait for a changed figure or reading; return what is shown then."""
        for _ in range(60):
            now = self.shown()
            if now != before:
                return now
            self.page.wait_for_timeout(25)
        return self.shown()


def cards(page):
    found = [Card(section) for section in page.locator("section.explorable").all()]
    for card in found:
        card.section.scroll_into_view_if_needed()
        card.uncover()
    return found


def moves_by_mouse(control):
    kind = control.first.evaluate("input => input.type")
    if kind == "range":
        for share in (0.03, 0.97, 0.5, 0.25, 0.75):
            box = control.bounding_box()
            yield lambda box=box, share=share: control.click(
                position={"x": box["width"] * share, "y": box["height"] / 2}
            )
    elif kind == "checkbox":
        yield control.click
        yield control.click
    elif kind == "radio":
        for option in control.all():
            yield option.click
    else:
        for number in range(control.locator("option").count()):
            yield lambda number=number: control.select_option(index=number)


def moves_by_keyboard(control):
    kind = control.first.evaluate("input => input.type")
    keys = {
        "range": ["Home", "End", "ArrowLeft", "ArrowLeft", "PageDown"],
        "checkbox": ["Space", "Space"],
        "radio": ["ArrowDown", "ArrowDown", "ArrowUp", "ArrowUp", "ArrowUp"],
        "select-one": ["End", "Home", "ArrowDown", "ArrowDown", "ArrowDown"],
    }
    for key in keys[kind]:
        focused = control.locator(":scope:checked") if kind == "radio" else control

        def press(focused=focused, key=key):
            focused.first.focus()
            control.page.keyboard.press(key)

        yield press


def assert_moves(card, name, moves, how):
    figures, readings = set(), set()
    for move in moves:
        before = card.shown()
        values = card.values()
        move()
        figure, reading = card.settle(before) if card.values() != values else before
        figures.add(figure)
        readings.add(reading)
        if len(figures) > 1 and len(readings) > 1:
            return
    assert len(figures) > 1, f"{card.slug}: moving {name} by {how} leaves the figure as it is"
    assert len(readings) > 1, f"{card.slug}: moving {name} by {how} leaves the reading as it is"


def test_the_book_holds_explorables(site):
    assert sum((site / f"{name}.html").read_text(encoding="utf-8").count("data-explorable ") for name in listed_pages())


@pytest.mark.parametrize(("how", "moves"), [("mouse", moves_by_mouse), ("keyboard", moves_by_keyboard)])
def test_controls_move_figure_and_reading(visit, chapter, origin, how, moves):
    page = visit(chapter, origin)
    for card in cards(page):
        assert card.controls(), f"{card.slug} has no control"
        for name, control in card.controls().items():
            card.reset()
            assert_moves(card, name, moves(control), how)


def test_controls_have_names_and_announce_their_values(visit, chapter):
    for card in cards(visit(chapter)):
        assert card.reading.get_attribute("aria-live") == "polite"
        for control in card.controls().values():
            for entry in control.all():
                assert entry.evaluate("input => [...input.labels].map(label => label.textContent).join('').trim()")
            if control.first.get_attribute("type") == "range":
                assert control.get_attribute("aria-valuetext")


def test_cases_and_reset(visit, chapter, origin):
    for card in cards(visit(chapter, origin)):
        start = card.values(), card.reading.inner_text()
        buttons = card.section.locator(".explorable-presets button[data-preset]").all()
        for button in buttons:
            button.click()
            assert button.get_attribute("aria-pressed") == "true"
            card.page.wait_for_timeout(150)
            assert card.reading.inner_text().strip()
        for control in card.controls().values():
            for move in list(moves_by_keyboard(control))[:2]:
                move()
        card.page.wait_for_timeout(150)
        card.reset()
        assert (card.values(), card.reading.inner_text()) == start


def test_table_opens_and_equals_its_download(visit, chapter, origin):
    for card in cards(visit(chapter, origin)):
        table = card.section.locator("details.explorable-table")
        if not table.count():
            continue
        table.locator("summary").focus()
        card.page.keyboard.press("Enter")
        assert table.locator("table").is_visible()
        with card.page.expect_download() as download:
            card.section.locator("button[data-action=csv]").click()
        text = download.value.path().read_text(encoding="utf-8-sig")
        rows = [row for row in csv.reader(io.StringIO(text)) if row]
        assert rows[0] == table.locator("thead th").all_inner_texts()
        assert len(rows) - 1 == table.locator("tbody tr").count() > 0


def test_address_leads_back_to_the_view(visit, chapter, origin):
    page = visit(chapter, origin)
    for card in cards(page):
        before = card.shown()
        name, control = next(iter(card.controls().items()))
        for move in list(moves_by_keyboard(control))[:2]:
            move()
        card.settle(before)
        card.section.locator("button[data-action=link]").click()
        fragment = "#" + urldefrag(page.url).fragment
        assert fragment.startswith(f"#{card.slug}?"), name
        again = visit(chapter, origin, fragment)
        other = Card(again.locator(f"section#{card.slug}"))
        again.wait_for_timeout(300)
        assert other.values() == card.values()
        assert other.reading.inner_text() == card.reading.inner_text()


def test_a_guess_stays_beside_the_answer(visit, chapter):
    page = visit(chapter)
    for section in page.locator("section.explorable:has(.explorable-prediction)").all():
        card = Card(section)
        guess = section.locator(".explorable-prediction input[type=number]")
        guess.fill(guess.get_attribute("max"))
        guess.press("Enter")
        section.locator(".explorable-verdict strong").first.wait_for()
        assert card.figure.count() == 1
        assert guess.input_value() in section.locator(".explorable-verdict").inner_text()


def test_the_narrow_drawing_is_used_on_small_screens(visit, chapter):
    for card in cards(visit(chapter, width=360)):
        assert card.section.locator(".explorable-narrow svg").is_visible()
        assert not card.section.locator(".explorable-wide svg").is_visible()


def test_reaction_is_measured(visit, chapter, measure):
    for card in cards(visit(chapter, "server")):
        sliders = card.section.locator(".explorable-controls input[type=range]")
        if sliders.count():
            card.section.hover()
            card.page.wait_for_timeout(300)
            times = sliders.first.evaluate(REACTION)
            assert times, f"{card.slug}: the figure never changed"
            measure("reaction", f"{chapter}#{card.slug}", round(sorted(times)[len(times) // 2], 1))
