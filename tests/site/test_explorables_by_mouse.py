"""Explorables moved by mouse, on pages opened from the disk: controls, cases, reset, download, small screens."""

from __future__ import annotations

import csv
import io

from cards import assert_every_control_moves, moves_by_keyboard, moves_by_mouse


def test_controls_move_figure_and_reading(opened, tried_card):
    assert_every_control_moves(opened(tried_card, "disk"), moves_by_mouse, "mouse")


def test_cases_and_reset(opened_cards, tried_card):
    for card in opened_cards(tried_card, "disk"):
        start = card.values(), card.reading.inner_text()
        for button in card.section.locator(".explorable-presets button[data-preset]").all():
            card.moved(lambda button=button: button.evaluate("button => button.click()"))
            assert button.get_attribute("aria-pressed") == "true"
            assert card.reading.inner_text().strip()
        for control in card.controls().values():
            card.moved(next(moves_by_keyboard(control)))
        card.reset()
        assert (card.values(), card.reading.inner_text()) == start


def test_table_opens_and_equals_its_download(opened_cards, tried_card):
    for card in opened_cards(tried_card, "disk"):
        table = card.section.locator("details.explorable-table")
        table.evaluate("table => { table.open = false; }")
        table.locator("summary").focus()
        card.page.keyboard.press("Enter")
        assert table.locator("table").is_visible()
        with card.page.expect_download() as download:
            card.section.locator("button[data-action=csv]").click()
        text = download.value.path().read_text(encoding="utf-8-sig")
        rows = [row for row in csv.reader(io.StringIO(text)) if row]
        assert rows[0] == table.locator("thead th").all_inner_texts()
        assert len(rows) - 1 == table.locator("tbody tr").count() > 0


def test_the_narrow_drawing_is_used_on_small_screens(opened_cards, tried_card):
    for card in opened_cards(tried_card, "disk", width=360):
        assert card.section.locator(".explorable-narrow svg").is_visible()
        assert not card.section.locator(".explorable-wide svg").is_visible()
