"""What surrounds an explorable's controls: cases, reset, table, download, address, guess, small screens, speed."""

from __future__ import annotations

import csv
import io
from urllib.parse import urldefrag

from cards import Card, cards, moves_by_keyboard

# The time between a move and the next frame with the new figure, measured inside the page.
REACTION = """async (input) => {
  const figure = input.closest("section.explorable").querySelector("figure.explorable-figure");
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


def test_cases_and_reset(visit, chapter):
    for card in cards(visit(chapter)):
        start = card.values(), card.reading.inner_text()
        for button in card.section.locator(".explorable-presets button[data-preset]").all():
            card.moved(button.click)
            assert button.get_attribute("aria-pressed") == "true"
            assert card.reading.inner_text().strip()
        for control in card.controls().values():
            card.moved(next(moves_by_keyboard(control)))
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
        for control in card.controls().values():
            card.moved(next(moves_by_keyboard(control)))
        card.section.locator("button[data-action=link]").click()
        page.wait_for_timeout(300)
        fragment = "#" + urldefrag(page.url).fragment
        assert fragment.startswith(f"#{card.slug}?")
        there = visit(chapter, origin, fragment)
        again = Card(there.locator(f"section#{card.slug}.is-live"))
        there.wait_for_timeout(300)
        assert again.values() == card.values()
        assert again.reading.inner_text() == card.reading.inner_text()


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
