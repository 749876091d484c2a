"""The contents at the side: a fold for each part; the page that is read is in view."""

from __future__ import annotations

import re

import pytest

from bookpress.pages.contents import fold_contents
from bookpress.place import ROOT

SERVED = ROOT / "src/bookpress/served"
CAPTION = (
    '<p aria-level="2" class="caption" role="heading"><span class="caption-text">{}</span></p>'
)


def part(name, pages, current=None):
    """A part of the contents as the theme writes it."""
    entries = "".join(
        f'<li class="toctree-l1{" current active" if page == current else ""}">'
        f'<a class="reference internal" href="#">{page}</a></li>'
        for page in pages
    )
    below = '<li class="toctree-l1 has-children"><details><summary>x</summary><ul><li>y</li></ul></details></li>'
    return f'{CAPTION.format(name)}\n<ul class="nav bd-sidenav">{entries}{below}</ul>\n'


def contents(current):
    parts = [
        part("One", [f"{n}. Chapter" for n in range(1, 8)], current),
        part("Two", ["8. Alone"], current),
        part("Seminar", [f"Sheet {n}" for n in range(60)], current),
    ]
    return (
        '<nav class="bd-links bd-docs-nav" aria-label="Main"><div class="bd-toc-item">'
        '<ul class="nav bd-sidenav"><li class="toctree-l1"><a href="#">How to</a></li></ul>'
        f"{''.join(parts)}</div></nav>"
    )


def test_every_part_folds_and_the_one_that_is_read_is_open():
    folded = fold_contents(contents("3. Chapter"))
    assert re.findall(r'<details( open)? class="contents-part">', folded) == [" open", "", ""]
    assert re.findall(r'caption-text">(\w+)<', folded) == ["One", "Two", "Seminar"]
    assert re.findall(r'contents-numbers">([^<]+)<', folded) == ["1–7", "8"]
    # Nothing is lost, and what stands in no part stays open.
    assert folded.count("<li") == contents("").count("<li")
    assert folded.index("How to") < folded.index("<details")
    assert " open" not in fold_contents(contents("")).partition("Seminar")[0]


def test_captions_elsewhere_stay_as_they_are():
    page = f"<article>{part('One', ['1. A'])}</article>"
    assert fold_contents(page) == page


@pytest.mark.parametrize("current", ["2. Chapter", "Sheet 50"])
def test_the_page_that_is_read_is_in_view(chromium, tmp_path, current):
    (tmp_path / "site.js").write_text((SERVED / "site.js").read_text(encoding="utf-8"))
    (tmp_path / "page.html").write_text(
        '<!doctype html><meta charset="utf-8"><script src="site.js"></script>'
        '<div class="bd-sidebar-primary" style="height: 400px; overflow: auto">'
        f"{fold_contents(contents(current))}</div>",
        encoding="utf-8",
    )
    page = chromium.new_page(viewport={"width": 1280, "height": 720})
    page.goto((tmp_path / "page.html").as_uri())
    place = page.locator("li.active > a").bounding_box()
    assert 0 <= place["y"] <= 400 - place["height"]
    page.close()
