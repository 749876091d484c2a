"""Pages that a program writes: one shell for all, files beside them, a note for the checks."""

from __future__ import annotations

import json
from types import SimpleNamespace

import pytest

from bookpress.build.site import WRITTEN, written_pages
from bookpress.sphinx import written_pages as press

SHELL = f"""<title>{press.TITLE}</title><meta content="{press.DESCRIPTION}"><meta content="{press.TITLE}">
<link href="https://example.org/regions/shell.html"><main>{press.BODY}</main>"""
FOUND = {
    "pages": [
        {
            "name": "a",
            "title": "A & B",
            "description": 'say "x"',
            "words": ["울산"],
            "body": "<h1>A</h1>",
        },
        {"name": "b", "title": "B", "description": "b", "words": [], "body": "written-title-there"},
    ],
    "files": {"data/one.js": "regions.one = 1;"},
    "styles": ("s.css",),
    "scripts": ("s.js",),
}


@pytest.fixture
def app(tmp_path, monkeypatch):
    writer = SimpleNamespace(
        name="regions", load=lambda: lambda root, pages: FOUND if pages else None
    )
    monkeypatch.setattr(press, "entry_points", lambda group: [writer])
    return SimpleNamespace(
        srcdir=tmp_path,
        env=SimpleNamespace(found_docs={"book/index"}),
    )


@pytest.fixture
def site(app, tmp_path):
    site = tmp_path / "_build/html"
    (site / "regions").mkdir(parents=True)
    (site / "regions/shell.html").write_text(SHELL)
    list(press.collect(app))
    list(press.write_pages(app, site))
    return site


def test_sphinx_renders_one_shell_for_all(app):
    (name, context, template) = next(press.collect(app))
    assert (name, template) == ("regions/shell", "written.html")
    assert context["scripts"] == ("s.js",)


def test_a_book_that_does_not_show_them_has_none(app, tmp_path):
    app.env.found_docs = set()
    assert list(press.collect(app)) == []
    assert press.names_of(app) == []


def test_each_page_fills_every_place_of_the_shell(site):
    page = (site / "regions/a.html").read_text()
    assert page.count("A &amp; B") == 2
    assert 'content="say &quot;x&quot;"' in page
    assert "<main><h1>A</h1></main>" in page
    assert "https://example.org/regions/a.html" in page
    assert not [
        mark for mark in (press.TITLE, press.DESCRIPTION, press.BODY, "shell") if mark in page
    ]
    assert "written-title-there" in (site / "regions/b.html").read_text()


def test_the_shell_is_gone_and_files_lie_beside_the_pages(site, tmp_path):
    assert not (site / "regions/shell.html").exists()
    assert (site / "regions/data/one.js").read_text() == "regions.one = 1;"
    assert json.loads((site.parent / WRITTEN).read_text()) == ["regions/a", "regions/b"]
    assert written_pages(tmp_path) == ["regions/a", "regions/b"]


def test_fonts_learn_all_characters(app, site):
    (site / "regions/shell.html").write_text(SHELL)
    assert set("<h1>A</h1>") <= set("".join(press.write_pages(app, site)))
