"""Every control of every explorable, moved by mouse on pages from disk and from a server."""

from build import listed_pages
from cards import assert_every_control_moves, moves_by_mouse


def test_the_book_holds_explorables(site):
    assert sum((site / f"{name}.html").read_text(encoding="utf-8").count("data-explorable ") for name in listed_pages())


def test_controls_move_figure_and_reading(visit, chapter, origin):
    assert_every_control_moves(visit(chapter, origin), moves_by_mouse, "mouse")
