"""The tools that build the site: what they clear, keep, strip, cut and count."""

from __future__ import annotations

import re

import pytest
from fontTools.ttLib import TTFont

from bookpress.build.site import drop_stale, fingerprint, is_fresh, listed_pages, missing_pages
from bookpress.checks.weights import assets, weigh
from bookpress.pages.icons import UnknownIconError, inline_icons
from bookpress.sphinx.lean_pages import ICON_FONT_RULES, strip_leftovers
from bookpress.sphinx.webfonts import write_webfonts

CONTENTS = """
format: jb-book
root: book/index
parts:
  - caption: One
    chapters:
      - file: book/one
        sections:
          - file: book/two.md
"""


@pytest.fixture
def tree(tmp_path):
    """A small book that looks as if it had been built."""
    for folder in ("agglomeration", "data", "book", "_build/html/book", "_build/.jupyter_cache", "_build/.doctrees"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "_toc.yml").write_text(CONTENTS)
    (tmp_path / "_config.yml").write_text("title: A book\n")
    (tmp_path / "requirements.txt").write_text("numpy==2.4.6\n")
    (tmp_path / "data/table.csv").write_text("a,b\n1,2\n")
    return tmp_path


def test_pages_are_listed_at_every_depth(tree):
    assert listed_pages(tree) == ["book/index", "book/one", "book/two"]


def test_a_missing_page_is_named(tree):
    for name in ("index", "one"):
        (tree / f"_build/html/book/{name}.html").write_text("<p>")
    assert missing_pages(tree) == ["book/two"]


def test_notebooks_run_again_when_data_change_and_only_then(tree):
    assert drop_stale(tree)
    (tree / "_build/.jupyter_cache").mkdir()
    assert not drop_stale(tree)
    assert (tree / "_build/.jupyter_cache").exists()
    (tree / "data/table.csv").write_text("a,b\n1,3\n")
    assert drop_stale(tree)
    assert not (tree / "_build/.jupyter_cache").exists()


def test_the_old_site_never_survives(tree):
    (tree / "_build/html/old.html").write_text("<p>")
    drop_stale(tree)
    assert not (tree / "_build/html").exists()


def test_a_site_is_fresh_only_for_the_sources_it_was_built_from(tree):
    assert not is_fresh(tree)
    for name in listed_pages(tree):
        (tree / f"_build/html/{name}.html").write_text("<p>")
    (tree / "_build/site.sha256").write_text(
        fingerprint(("agglomeration", "data", "requirements.txt", "book", "_config.yml", "_toc.yml"), tree)
    )
    assert is_fresh(tree)
    (tree / "book/one.md").write_text("# One")
    assert not is_fresh(tree)


def test_fingerprint_sees_renamed_files_and_not_compiled_ones(tree):
    before = fingerprint(["data"], tree)
    (tree / "data/__pycache__").mkdir()
    (tree / "data/__pycache__/table.pyc").write_text("compiled")
    assert fingerprint(["data"], tree) == before
    (tree / "data/table.csv").rename(tree / "data/other.csv")
    assert fingerprint(["data"], tree) != before


def test_icons_become_drawings_and_keep_their_colour_mode():
    html = inline_icons('<i class="theme-switch fa-solid fa-sun   fa-lg" data-mode="light" title="Light"></i>')
    assert html.startswith('<svg class="icon theme-switch" data-mode="light"')
    assert "fa-" not in html


def test_an_unknown_icon_is_named():
    with pytest.raises(UnknownIconError, match="no-such-icon"):
        inline_icons('<span class="fas fa-no-such-icon"></span>')


def test_leftovers_go_and_the_page_stays():
    page = (
        '<html><head><meta name="viewport" content="a"><meta name="viewport" content="b"></head><body><p>Text</p>\n\n'
        '<script type="application/vnd.jupyter.widget-view+json">{"model_id": "1"}</script>'
        '<script type="text/x-thebe-config">{}</script><pre>a\n\nb</pre></body></html>'
    )
    assert strip_leftovers(page) == (
        '<html><head><meta name="viewport" content="a"></head><body><p>Text</p>\n\n<pre>a\n\nb</pre></body></html>'
    )


def test_rules_of_icon_fonts_go_and_others_stay():
    sheet = '.fa-solid,.fas{a:b}.fa-sun:before{c:d}.fade{e:f}@font-face{font-family:"Font Awesome 6 Free"}p{g:h}'
    assert ICON_FONT_RULES.sub("", "}" + sheet) == "}.fade{e:f}p{g:h}"


def test_fonts_hold_what_pages_show_and_no_more(tmp_path):
    write_webfonts(['<p>클러스터</p><script>{"reading":"\\uc9d1"}</script><math><mi>x</mi><mo>∑</mo></math>'], tmp_path)
    korean = TTFont(tmp_path / "fonts/noto-sans-korean-400.woff2").getBestCmap()
    assert set(map(chr, korean)) == set("클러스터집")
    formulas = TTFont(tmp_path / "fonts/stix-two-math.woff2")
    assert {ord("∑"), ord("\N{MATHEMATICAL ITALIC SMALL X}")} <= set(formulas.getBestCmap())
    assert "MATH" in formulas
    rules = (tmp_path / "webfonts.css").read_text()
    assert len(re.findall("unicode-range", rules)) == 4


def test_without_korean_no_korean_font_is_written(tmp_path):
    write_webfonts(["<p>clusters</p>"], tmp_path)
    assert not list(tmp_path.glob("fonts/*korean*"))


def test_a_font_is_cut_once_for_the_same_characters(tmp_path, monkeypatch):
    pages = ["<p>지식</p>"]
    write_webfonts(pages, tmp_path / "first")

    def refuse(*arguments):
        raise AssertionError("cut again")

    monkeypatch.setattr("fontTools.subset.load_font", refuse)
    write_webfonts(pages, tmp_path / "second")
    for file in (tmp_path / "first/fonts").iterdir():
        assert (tmp_path / "second/fonts" / file.name).read_bytes() == file.read_bytes()
    with pytest.raises(AssertionError, match="cut again"):
        write_webfonts([f"{pages[0]}<p>\N{HANGUL SYLLABLE GA}</p>"], tmp_path / "third")


def test_what_a_page_loads_is_found_between_figures_and_behind_signs_in_words(tmp_path):
    page = tmp_path / "page.html"
    page.write_text(
        '<link rel="icon" href="a.svg"><svg><path d="M 0 0"/></svg><script src="b.js"></script>'
        '<script type="application/json">{"src": "no.js"}</script><img alt="jobs > plants" src=\'c.png\'>'
    )
    assert assets(page) == ["a.svg", "b.js", "c.png"]


def test_a_page_weighs_what_it_loads(tmp_path):
    (tmp_path / "a.css").write_text("p { color: red }" * 100)
    (tmp_path / "plain.html").write_text("<p>text</p>")
    (tmp_path / "dressed.html").write_text('<link rel="stylesheet" href="a.css"><p>text</p>')
    plain, dressed = weigh(tmp_path / "plain.html"), weigh(tmp_path / "dressed.html")
    assert plain.first_visit == plain.html
    assert dressed.html < dressed.first_visit < dressed.html + 1700
