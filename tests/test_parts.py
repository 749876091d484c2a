"""The parts of the book: a picture of each on the cover, and a map of what builds on what."""

from __future__ import annotations

import gzip
import json
import re
from types import SimpleNamespace

import pytest

from bookpress.place import ROOT
from bookpress.sphinx import _part_address
from clusterbook.part_pictures import HEIGHT, PICTURES, WIDTH, part_picture
from clusterbook.what_builds_on_what import builds_on, chapters_of, lanes_of

FOLDERS = list(dict.fromkeys(one.folder for one in chapters_of(ROOT).values()))
PAGES = frozenset(chapters_of(ROOT))
# All pictures together, as they travel.
MOST = 8_000


@pytest.fixture
def small(tmp_path):
    """A book of two parts; the third chapter builds on both others, one of which stands in another part."""
    parts = {"one": {"a": [], "b": ["one/a"]}, "two": {"c": ["one/a", "one/b"]}}
    toc = "format: jb-book\nroot: book/cover\nparts:\n  - chapters:\n    - file: book/how\n"
    for folder, chapters in parts.items():
        toc += f"  - caption: Part {folder}\n    numbered: 1\n    chapters:\n"
        for name, before in chapters.items():
            toc += f"    - file: book/{folder}/{name}\n"
            file = tmp_path / f"book/{folder}/{name}.ipynb"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(json.dumps({"cells": [], "metadata": {"prerequisites": before}}))
    (tmp_path / "_toc.yml").write_text(toc)
    return tmp_path


def listed(text):
    """Chapters of a map, with what is said of each."""
    return dict(re.findall(r":doc:`/([^`]+)`\n\n     (.+)", text))


def test_chapters_have_the_numbers_of_the_side_bar(small):
    found = chapters_of(small)
    assert {page: one.number for page, one in found.items()} == {
        "book/one/a": 1,
        "book/one/b": 2,
        "book/two/c": 3,
    }
    assert found["book/two/c"].before == ("book/one/a", "book/one/b")


def test_a_map_says_what_its_lines_show(small):
    pages = frozenset(chapters_of(small))
    text, files = builds_on(small, "one", pages)
    assert listed(text) == {
        "book/one/a": "Can be read first. In another part, chapter :doc:`3 </book/two/c>` builds on it.",
        "book/one/b": "Builds on chapter :doc:`1 </book/one/a>`. "
        "In another part, chapter :doc:`3 </book/two/c>` builds on it.",
    }
    assert small / "book/two/c.ipynb" in files
    text, _ = builds_on(small, "two", pages)
    # Of the other part those that are needed, above its own.
    assert list(listed(text)) == ["book/one/a", "book/one/b", "book/two/c"]
    assert listed(text)["book/one/b"] == "In another part."
    with pytest.raises(LookupError, match="three"):
        builds_on(small, "three", pages)
    # A preview that has none of the part's chapters shows none.
    assert listed(builds_on(small, "two", frozenset())[0]) == {}


def test_a_line_leads_from_what_comes_first_to_each_that_builds_on_it():
    first, second, third, fourth = lanes_of("abcd", [("a", "b"), ("a", "d"), ("c", "d")])
    paths = [re.findall(r'd="([^"]+)"', one) for one in (first, second, third, fourth)]
    # From the dot of the first down past the third to the fourth, with a branch at the second.
    assert paths[0] == ["M52 50H47Q43 50 43 60V100"]
    assert paths[1] == ["M43 0V100", "M43 0V40Q43 50 47 50H52"]
    assert paths[2] == ["M43 0V100", "M52 50H38Q34 50 34 60V100"]
    assert paths[3] == ["M43 0V40Q43 50 47 50H52", "M34 0V40Q34 50 38 50H52"]
    # A lane that has ended is used again.
    assert '"M52 50H47Q43' in lanes_of("abc", [("a", "b"), ("b", "c")])[1]


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_prerequisite_of_the_book_is_on_its_map(folder):
    text, _ = builds_on(ROOT, folder, PAGES)
    said = listed(text)
    for page, one in chapters_of(ROOT).items():
        if one.folder == folder:
            numbers = {chapters_of(ROOT)[first].number for first in one.before}
            told = said[page].partition(" In another")[0].partition(" In other")[0]
            assert set(map(int, re.findall(r"`(\d+) <", told))) == numbers
            assert ("Can be read first" in told) == (not numbers)
            assert set(one.before) <= set(said)


@pytest.mark.parametrize("word", PICTURES)
def test_a_picture_stays_in_its_frame_and_says_what_it_shows(word):
    text, _ = part_picture(ROOT, word, frozenset())
    assert re.search(r'role="img" aria-label="[^"]{20,}\."', text)
    starts = re.findall(r"M(-?[\d.]+) (-?[\d.]+)", text)
    assert starts
    assert all(0 <= float(x) <= WIDTH and 0 <= float(y) <= HEIGHT for x, y in starts)
    assert "nan" not in text
    # Colours are the page's, which may be dark.
    assert not re.search(r"#[0-9a-f]{3}|style=|rgb", text)


def test_the_pictures_weigh_little_and_none_is_made_up():
    drawn = "".join(part_picture(ROOT, word, frozenset())[0] for word in PICTURES)
    assert len(gzip.compress(drawn.encode())) < MOST
    with pytest.raises(LookupError, match="seminar"):
        part_picture(ROOT, "seminar", frozenset())


def test_every_part_has_its_picture_on_the_cover_and_its_map():
    cover = json.loads((ROOT / "book/index.ipynb").read_text(encoding="utf-8"))["cells"]
    words = "".join("".join(cell["source"]) for cell in cover)
    assert re.findall(r":link: part-([\w-]+)", words) == FOLDERS == list(PICTURES)
    assert re.findall(r"\{written\} part-picture ([\w-]+)", words) == FOLDERS
    maps = (ROOT / "book/what-builds-on-what.md").read_text(encoding="utf-8")
    assert re.findall(r"\(part-([\w-]+)\)=\n", maps) == FOLDERS
    assert re.findall(r"\{written\} builds-on ([\w-]+)", maps) == FOLDERS


def test_a_page_leads_to_its_part_where_a_page_tells_of_it():
    labels = {"part-one": ("book/maps", "part-one", "One")}
    app = SimpleNamespace(
        env=SimpleNamespace(get_domain=lambda name: SimpleNamespace(labels=labels)),
        builder=SimpleNamespace(get_relative_uri=lambda page, other: f"../{other[5:]}.html"),
    )
    assert _part_address(app, "book/one/a") == "../maps.html#part-one"
    assert _part_address(app, "book/two/c") is None
    assert _part_address(app, "book/maps") is None
