"""Explorables moved by keyboard, on pages from a server: controls, guess, address."""

from __future__ import annotations

from urllib.parse import urldefrag

from cards import CHANGED, Card, assert_every_control_moves, moves_by_keyboard


def test_a_guess_stays_beside_the_answer(opened, tried_guess):
    page = opened(tried_guess)
    for section in page.locator("section.explorable:has(.explorable-prediction)").all():
        card = Card(section)
        guess = section.locator(".explorable-prediction input[type=number]")
        guess.fill(guess.get_attribute("max"))
        guess.press("Enter")
        section.locator(".explorable-verdict strong").first.wait_for()
        assert card.figure.count() == 1
        assert guess.input_value() in section.locator(".explorable-verdict").inner_text()


def test_controls_move_figure_and_reading(opened, tried_card):
    assert_every_control_moves(opened(tried_card), moves_by_keyboard, "keyboard")


def test_address_leads_back_to_the_view(opened_cards, tried_card):
    for card in opened_cards(tried_card)[-1:]:  # the others are addressed in the same way
        for control in card.controls().values():
            card.moved(next(moves_by_keyboard(control)))
        card.section.locator("button[data-action=link]").click()
        assert urldefrag(card.page.url).fragment.startswith(f"{card.slug}?")
        then = card.values(), card.shown()
        card.page.reload()
        card.page.locator(f"section#{card.slug}.is-live").wait_for()
        if (card.values(), card.shown()) != then:
            card.section.evaluate(CHANGED, card.shown())
        assert (card.values(), card.shown()) == then
