"""Every control of every explorable, moved by keyboard on pages from disk and from a server."""

from cards import assert_every_control_moves, cards, moves_by_keyboard


def test_controls_move_figure_and_reading(visit, chapter, origin):
    assert_every_control_moves(visit(chapter, origin), moves_by_keyboard, "keyboard")


def test_controls_have_names_and_announce_their_values(visit, chapter):
    for card in cards(visit(chapter)):
        assert card.reading.get_attribute("aria-live") == "polite"
        for control in card.controls().values():
            for entry in control.all():
                assert entry.evaluate("input => [...input.labels].map(label => label.textContent).join('').trim()")
            if control.first.get_attribute("type") == "range":
                assert control.get_attribute("aria-valuetext")
