"""Worksheets are for paper: two sides, with room to write."""

import re

import pytest
from where import PAGES


@pytest.mark.parametrize("sheet", [page for page in PAGES if "/worksheet-" in page])
def test_a_worksheet_prints_on_two_sides_with_room_to_write(visit, printed, sheet):
    assert len(re.findall(rb"/Type /Page\b", (printed / f"{sheet}.pdf").read_bytes())) == 2
    page = visit(sheet)
    page.emulate_media(media="print")
    for room in page.locator(".answer-lines").all():
        assert room.bounding_box()["height"] > 100
