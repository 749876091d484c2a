"""Each page in a browser, once: no error, no request to another place, nothing that a reader could not use."""

from __future__ import annotations

from content import content_faults
from where import BESIDES, PAGES


def test_a_page_can_be_used_by_everyone_and_says_what_is_stored(opened, folder_of, content_page):
    folder, name = folder_of(content_page)
    page = opened(content_page)
    # The frame is the same everywhere: looking at it on a few pages will do.
    assert content_faults(page, folder / f"{name}.html", frame=name in (PAGES[0], *BESIDES)) == []
