"""Worksheets are for paper: two sides, with room to write."""

import pytest
from pypdf import PdfReader
from where import PAGES


@pytest.mark.parametrize("sheet", [page for page in PAGES if "/worksheet-" in page])
def test_a_worksheet_prints_on_two_sides(printed, site, sheet):
    assert len(PdfReader(printed / f"{sheet}.pdf").pages) == 2
    assert 'class="answer-lines"' in (site / f"{sheet}.html").read_text(encoding="utf-8")


def test_there_is_room_to_write(visit, tried_room):
    page = visit(tried_room)
    page.emulate_media(media="print")
    rooms = page.locator(".answer-lines").all()
    assert rooms
    for room in rooms:
        assert room.bounding_box()["height"] > 100
