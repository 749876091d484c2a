"""Links to numbers say the numbers, and read each page that they lead to once."""

from __future__ import annotations

from collections import Counter

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

LINKS = (
    "See :numref:`one`, :numref:`two`, :numref:`the {number}th of them <two>` and :numref:`three`."
)
PAGES = {
    "index": f"Title\n=====\n\n{LINKS}\n\n.. toctree::\n\n   tables\n",
    "tables": "Tables\n======\n\n"
    + "".join(
        f".. _{name}:\n\n.. table:: A table\n\n   == ==\n   1  2\n   == ==\n\n"
        for name in ("one", "two")
    )
    + ".. _three:\n\nThird\n-----\n\nText.\n",
}


def test_links_to_numbers_say_them_and_read_a_page_once(tmp_path, monkeypatch):
    for name, text in PAGES.items():
        (tmp_path / f"{name}.rst").write_text(text, encoding="utf-8")
    read, get_doctree = Counter(), BuildEnvironment.get_doctree

    def counted(self, page):
        read[page] += 1
        return get_doctree(self, page)

    monkeypatch.setattr(BuildEnvironment, "get_doctree", counted)

    def built(folder, *extensions):
        read.clear()
        told = {"numfig": True, "extensions": list(extensions)}
        app = Sphinx(
            tmp_path,
            None,
            tmp_path / folder,
            tmp_path / f"{folder}-trees",
            "html",
            told,
            status=None,
        )
        app.build()
        assert app.statuscode == 0
        shown = (tmp_path / folder / "index.html").read_text(encoding="utf-8")
        return shown, read["tables"]

    own, often = built("own")
    with_ours, once = built("ours", "bookpress.sphinx.numbered_targets")
    assert "the 2th of them" in own
    assert with_ours == own
    # One for the links, one for the page itself.
    assert often - once == LINKS.count("numref") - 1
