"""The tools that build the site: what they clear, keep, strip, cut and count."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import nbformat
import pytest
from fontTools.ttLib import TTFont
from jupyter_cache import get_cache
from jupyter_cache.base import CacheBundleIn

from bookpress import browser
from bookpress.build.site import environment, listed_notebooks, listed_pages, missing_pages
from bookpress.build.stale import drop_stale, fingerprint, is_fresh, note_fresh, state_of
from bookpress.checks.weights import assets, weigh
from bookpress.pages.icons import ICONS, UnknownIconError, inline_icons
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


# What the notebooks of the small book say, by their page.
CELLS = {
    "plain": "1 + 1",
    "catalogue": "from clusterbook import indicator_catalogue",
    "teaching": "open('../_toc.yml')",
}
MODULE = """"A module."

def double(number):
    "Twice as much."
    return 2 * number

class LostError(LookupError):
    "It is not there."
"""


@pytest.fixture
def tree(tmp_path):
    """A small book that looks as if it had been built."""
    for folder in (
        "src/agglomeration",
        "src/bookpress/fonts",
        "data/recipes",
        "book",
        "_build/html/book",
    ):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "_toc.yml").write_text(CONTENTS)
    (tmp_path / "_config.yml").write_text("title: A book\n")
    (tmp_path / "CITATION.cff").write_text("version: 1.0.0\n")
    (tmp_path / "requirements.txt").write_text("numpy==2.4.6\n")
    (tmp_path / "data/table.csv").write_text("a,b\n1,2\n")
    (tmp_path / "data/recipes/table.py").write_text(MODULE)
    (tmp_path / "src/agglomeration/doubles.py").write_text(MODULE)
    (tmp_path / "src/bookpress/fonts/letters.woff2").write_bytes(b"letters")
    for name, source in CELLS.items():
        cells = [nbformat.v4.new_code_cell(source, id="only")]
        nbformat.write(nbformat.v4.new_notebook(cells=cells), tmp_path / f"book/{name}.ipynb")
    return tmp_path


@pytest.fixture
def stale(tree):
    """A function that says which notebooks of the small book have become stale since the last time it was asked."""
    notebooks = [tree / f"book/{name}.ipynb" for name in CELLS]

    def ask():
        return {path.stem for path in drop_stale(notebooks, tree)}

    assert ask() == set(CELLS)
    assert ask() == set()
    return ask


def change(file, old, new):
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new))


def test_pages_are_listed_at_every_depth(tree):
    assert listed_pages(tree) == ["book/index", "book/one", "book/two"]


def test_a_missing_page_is_named(tree):
    for name in ("index", "one"):
        (tree / f"_build/html/book/{name}.html").write_text("<p>")
    assert missing_pages(tree) == ["book/two"]


# What is changed, and which notebooks must run again because of it.
CHANGES = {
    "a docstring": (
        "src/agglomeration/doubles.py",
        "Twice as much.",
        "Twice, as much.",
        {"catalogue"},
    ),
    "the only words of a class": (
        "src/agglomeration/doubles.py",
        "It is not there.",
        "It is lost.",
        {"catalogue"},
    ),
    "a comment": (
        "src/agglomeration/doubles.py",
        "    return",
        "    # a comment\n    return",
        {"catalogue"},
    ),
    "what a function does": (
        "src/agglomeration/doubles.py",
        "2 * number",
        "3 * number",
        set(CELLS),
    ),
    "a table": ("data/table.csv", "1,2", "1,3", set(CELLS)),
    "how a recipe is explained": (
        "data/recipes/table.py",
        "Twice as much.",
        "Twice, as much.",
        set(),
    ),
    "the environment": ("requirements.txt", "2.4.6", "2.4.7", set(CELLS)),
    "the chapters": ("_toc.yml", "book/two.md", "book/three.md", {"teaching"}),
    "the edition": ("CITATION.cff", "1.0.0", "1.0.1", set()),
}


@pytest.mark.parametrize("what", CHANGES)
def test_those_notebooks_run_again_whose_outputs_may_change(what, tree, stale):
    file, old, new, again = CHANGES[what]
    change(tree / file, old, new)
    assert stale() == again
    assert stale() == set()


def test_what_a_chapter_asks_to_read_before_changes_the_map_of_chapters(tree, stale):
    path = tree / "book/plain.ipynb"
    notebook = nbformat.read(path, as_version=4)
    notebook.metadata["prerequisites"] = ["one"]
    nbformat.write(notebook, path)
    assert stale() == {"teaching"}


def test_stale_outputs_go_and_others_stay(tree, stale):
    cache = get_cache(str(tree / "_build/.jupyter_cache"))
    pages = tree / "_build/.doctrees/book"
    pages.mkdir(parents=True)
    for name in CELLS:
        notebook = nbformat.read(tree / f"book/{name}.ipynb", as_version=4)
        cache.cache_notebook_bundle(CacheBundleIn(notebook, name), check_validity=False)
        (pages / f"{name}.doctree").write_text("as it was read")
    change(tree / "_toc.yml", "book/two.md", "book/three.md")
    assert stale() == {"teaching"}
    assert {record.uri for record in cache.list_cache_records()} == {"plain", "catalogue"}
    assert {file.stem for file in pages.iterdir()} == {"plain", "catalogue"}


def test_without_a_note_nothing_of_a_last_build_is_believed(tree, stale):
    (tree / "_build/.jupyter_cache").mkdir()
    (tree / "_build/notebooks.json").unlink()
    assert stale() == set(CELLS)
    assert not (tree / "_build/.jupyter_cache").exists()


def test_the_old_site_never_survives(tree):
    (tree / "_build/html/old.html").write_text("<p>")
    drop_stale([], tree)
    assert not (tree / "_build/html").exists()


# Whatever of these changes, some page shows it.
SHOWN = {
    "book/one.md": "# One",
    "book/plain.ipynb": "{}",
    "CITATION.cff": "version: 1.0.1",
    "_config.yml": "title: Another book",
    "_toc.yml": "root: book/index",
    "src/bookpress/fonts/letters.woff2": "other letters",
    "src/bookpress/sphinx/policy.py": "STRICT = True",
    "src/explorable/explorable.css": "p { color: black }",
    "data/table.csv": "a,b",
    "requirements.txt": "numpy==2.4.7",
}


@pytest.mark.parametrize("name", SHOWN)
def test_a_site_is_fresh_only_for_the_sources_it_was_built_from(name, tree):
    assert not is_fresh(tree)
    note_fresh(state_of(tree), tree)
    assert is_fresh(tree)
    (tree / name).parent.mkdir(parents=True, exist_ok=True)
    (tree / name).write_text(SHOWN[name])
    assert not is_fresh(tree)


@pytest.mark.parametrize("name", ["BOOK_BASE_URL", "BOOK_REPOSITORY"])
def test_a_site_is_fresh_only_for_the_address_it_was_built_for(name, tree, monkeypatch):
    monkeypatch.delenv(name, raising=False)
    note_fresh(state_of(tree), tree)
    monkeypatch.setenv(name, "https://example.org/clusters/")
    assert not is_fresh(tree)
    monkeypatch.delenv(name)
    assert is_fresh(tree)


def test_what_reads_the_list_of_chapters_is_known_by_it(root):
    """A notebook of the book that reads more than its imports and tables must run again when that changes."""
    reading = [
        path.stem
        for path in listed_notebooks(root)
        if "_toc.yml" in path.read_text(encoding="utf-8")
    ]
    assert reading == ["teaching"]


def test_fingerprint_sees_renamed_files_and_not_compiled_ones(tree):
    before = fingerprint(["data"], tree)
    (tree / "data/__pycache__").mkdir()
    (tree / "data/__pycache__/table.pyc").write_text("compiled")
    assert fingerprint(["data"], tree) == before
    (tree / "data/table.csv").rename(tree / "data/other.csv")
    assert fingerprint(["data"], tree) != before


def test_icons_become_drawings_and_keep_their_colour_mode():
    html = inline_icons(
        '<i class="theme-switch fa-solid fa-sun   fa-lg" data-mode="light" title="Light"></i>'
    )
    assert html.startswith('<svg class="icon theme-switch" data-mode="light"')
    assert "fa-" not in html


def test_an_unknown_icon_is_named():
    with pytest.raises(UnknownIconError, match="no-such-icon"):
        inline_icons('<span class="fas fa-no-such-icon"></span>')


def test_icons_that_the_press_asks_for_are_there_and_name_their_maker(root):
    sources = [file.read_text(encoding="utf-8") for file in (root / "src/bookpress").rglob("*.py")]
    asked = {name for source in sources for name in re.findall(r"fa[sb] fa-([a-z-]+)", source)}
    assert len(asked) >= 9
    assert asked <= {file.stem for file in ICONS.iterdir()}
    for file in ICONS.iterdir():
        assert "CC BY 4.0" in file.read_text(encoding="utf-8"), file.name
        assert re.search(
            r'viewBox="0 0 \d+ 512".*<path d="M',
            inline_icons(f'<i class="fas fa-{file.stem}"></i>'),
        )


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
    write_webfonts(
        ['<p>클러스터</p><script>{"reading":"\\uc9d1"}</script><math><mi>x</mi><mo>∑</mo></math>'],
        tmp_path,
        tmp_path / "kept",
    )
    korean = TTFont(tmp_path / "fonts/noto-sans-korean-400.woff2").getBestCmap()
    assert set(map(chr, korean)) == set("클러스터집")
    formulas = TTFont(tmp_path / "fonts/stix-two-math.woff2")
    assert {ord("∑"), ord("\N{MATHEMATICAL ITALIC SMALL X}")} <= set(formulas.getBestCmap())
    assert "MATH" in formulas
    rules = (tmp_path / "webfonts.css").read_text()
    assert len(re.findall("unicode-range", rules)) == 4


def test_without_korean_no_korean_font_is_written(tmp_path):
    write_webfonts(["<p>clusters</p>"], tmp_path, tmp_path / "kept")
    assert not list(tmp_path.glob("fonts/*korean*"))


def test_a_font_is_cut_once_for_the_same_characters(tmp_path, monkeypatch):
    pages = ["<p>지식</p>"]
    write_webfonts(pages, tmp_path / "first", tmp_path / "kept")

    def refuse(*arguments):
        raise AssertionError("cut again")

    monkeypatch.setattr("fontTools.subset.load_font", refuse)
    write_webfonts(pages, tmp_path / "second", tmp_path / "kept")
    for file in (tmp_path / "first/fonts").iterdir():
        assert (tmp_path / "second/fonts" / file.name).read_bytes() == file.read_bytes()
    with pytest.raises(AssertionError, match="cut again"):
        write_webfonts(
            [f"{pages[0]}<p>\N{HANGUL SYLLABLE GA}</p>"], tmp_path / "third", tmp_path / "kept"
        )


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


@pytest.mark.parametrize("forbidden", ["", "1"])
def test_kernels_find_what_was_compiled_where_none_may_stand_beside_the_sources(
    forbidden, tmp_path, monkeypatch
):
    monkeypatch.delenv("PYTHONPYCACHEPREFIX", raising=False)
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", forbidden)
    (tmp_path / "src").mkdir()
    (tmp_path / "src/compiled_once.py").write_text("1")
    command = [sys.executable, "-c", "import compiled_once"]
    subprocess.run(command, env=environment(tmp_path), check=True)
    (compiled,) = tmp_path.rglob("compiled_once*.pyc")
    assert compiled.is_relative_to(tmp_path / "_build") == bool(forbidden)


def test_a_listed_page_that_was_not_built_stops_the_build(tmp_path, monkeypatch, capsys):
    from bookpress.build import site

    (tmp_path / "_toc.yml").write_text("format: jb-book\nroot: one\n")
    monkeypatch.setattr(
        site, "jupyter_book", lambda: "true"
    )  # builds nothing, and says that all went well
    assert site.build(tmp_path) == 1
    assert "_toc.yml lists pages that were not built: one" in capsys.readouterr().err
    assert not is_fresh(tmp_path)


@pytest.mark.parametrize("system", [False, True])
def test_no_package_of_the_system_is_installed_unasked(system, monkeypatch, capsys):
    commands = []
    monkeypatch.setattr(browser, "find_browser", lambda: None)
    monkeypatch.setattr(browser, "_has_apt", lambda: True)
    monkeypatch.setattr(
        browser.subprocess, "run", lambda command, **options: commands.append(command)
    )
    arguments = ["browser", *(["--system"] if system else [])]
    from bookpress.__main__ import main

    monkeypatch.chdir(os.getcwd())
    assert main(arguments) == 1
    assert ("apt-get" in {command[0] for command in commands}) == system
    assert [sys.executable, "-m", "playwright", "install", "chromium"] in commands
    assert "--system" in capsys.readouterr().out


def test_a_browser_that_is_there_is_left_alone(monkeypatch):
    monkeypatch.setattr(browser, "find_browser", lambda: "chromium")
    commands = []

    def answer(command, **options):
        commands.append(command)
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr(browser.subprocess, "run", answer)
    assert browser.prepare(system=True) == 0
    assert [command[0] for command in commands] == ["chromium"]
