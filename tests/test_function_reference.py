"""The reference shows every public function once, as its docstring has it, and every way leads to it."""

from __future__ import annotations

import gzip
import inspect
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

import agglomeration as ag
from bookpress.build.site import environment, listed_pages, printed_pages
from bookpress.place import ROOT
from clusterbook import function_reference as reference
from clusterbook.indicator_catalogue import QUESTIONS, names_of, sections
from clusterbook.works import key_of, linked_to, one_by_one

BOOK = ROOT / "book"
BIBLIOGRAPHY = BOOK / "references.bib"
FOLDER = BOOK / "reference"
NAMES = [name for question in QUESTIONS for name in names_of(question)]
TASKS = {
    "regions-that-specialize",
    "plants-to-a-p-value",
    "between-two-years",
    "industries-that-belong-together",
    "what-a-programme-did",
}
# Compressed bytes of a page; with the frame of the site it weighs some 8,000 more.
MOST = 100_000
CONF = """
extensions = ["myst_parser", "sphinxcontrib.bibtex", "bookpress.sphinx.written", "small"]
bibtex_bibfiles = ["book/references.bib"]
bibtex_reference_style = "author_year"
myst_enable_extensions = ["deflist", "colon_fence", "dollarmath"]
html_math_renderer = "mathml"
root_doc = "book/reference/index"
html_theme = "basic"
add_module_names = False
"""
SMALL = """
from bookpress.sphinx import mathml


def setup(app):
    mathml.setup(app)
"""
MOVED = "# Moved\n\n```{written} functions moved\n```\n"


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """Folder of the reference's pages, built without the rest of the book; and what the builder warned of."""
    root = tmp_path_factory.mktemp("reference")
    (root / "book/lab").mkdir(parents=True)
    shutil.copytree(FOLDER, root / "book/reference")
    for name in ("references.bib", "bibliography.md"):
        shutil.copy(BOOK / name, root / "book")
    (root / "book/lab/indicator-catalogue.md").write_text(MOVED)
    (root / "conf.py").write_text(CONF)
    (root / "small.py").write_text(SMALL)
    variables = environment(ROOT)
    variables["PYTHONPATH"] = f"{root}:{variables['PYTHONPATH']}"
    command = [sys.executable, "-m", "sphinx", "-q", "-b", "html", root, root / "html"]
    done = subprocess.run(command, cwd=root, env=variables, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-3000:]
    return root / "html", done.stderr


@pytest.fixture(scope="module")
def pages(built):
    """The pages that were built, by name."""
    site, _ = built
    return {
        file.relative_to(site).with_suffix("").as_posix(): BeautifulSoup(
            file.read_text(encoding="utf-8"), "html.parser"
        )
        for file in (site / "book").rglob("*.html")
    }


@pytest.fixture(scope="module")
def entries(pages):
    """Of each name the pages on which its call stands, with the section that it stands in."""
    found = {}
    for page, soup in pages.items():
        for call in soup.select("dl.py > dt.sig"):
            name = call["id"].removeprefix("agglomeration.")
            found.setdefault(name, []).append((page, call.find_parent("section")))
    return found


def test_every_public_function_stands_on_one_page_that_of_its_question(entries):
    assert Counter(NAMES) == Counter(ag.__all__)
    assert {name: [page for page, _ in places] for name, places in entries.items()} == {
        name: [f"book/reference/{question}"]
        for question in QUESTIONS
        for name in names_of(question)
    }


def test_each_question_and_each_task_is_a_page_of_the_book_and_not_printed():
    there = {f"book/reference/{file.stem}" for file in FOLDER.glob("*.md")}
    wanted = {f"book/reference/{name}" for name in {"index", *QUESTIONS, *TASKS}}
    assert there == wanted
    assert wanted <= set(listed_pages())
    assert not wanted & set(printed_pages())


def test_nothing_is_warned_of_but_chapters_that_are_not_built_here(built):
    """The whole book is built with warnings as errors; here its chapters and figures are missing."""
    known = re.compile(r"undefined label|unknown document|isn't included in any toctree|^$")
    assert [line for line in built[1].splitlines() if not known.search(line)] == []


# What tells a test how to compare; readers do not see it.
FLAG = re.compile(r"[ ]*# doctest: [^\n]*")


def words(text):
    return set(re.findall(r"\w+", text))


@pytest.mark.parametrize("name", NAMES)
def test_no_word_of_a_docstring_is_lost(name, entries):
    (_, section), told = entries[name][0], sections(name)
    # A formula is drawn, and a work is named by its authors' family names.
    text = "\n".join(told[part] for part in told if part not in {"References", "Formula"})
    text = FLAG.sub("", text)
    text = re.sub(r":\w+:`~?(?:\w+\.)*([^`]*)`", r"\1", re.sub(r":math:`[^`]*`", "", text))
    text = re.sub(r"^\.\. math::.*?(?=\n\S|\Z)", "", text, flags=re.MULTILINE | re.DOTALL)
    # Colours part what is one word in code, and headings would join what is two.
    shown = words(section.get_text(" ")) | words(section.get_text())
    assert words(text) - shown == set()


def _bare(text):
    """Lines without what a test is told, and without spaces at their ends."""
    return "\n".join(line.rstrip() for line in FLAG.sub("", text).strip().splitlines())


@pytest.mark.parametrize("name", NAMES)
def test_an_example_is_shown_as_it_stands_in_the_docstring(name, entries):
    _, section = entries[name][0]
    shown = [_bare(block.get_text()) for block in section.select(".highlight pre")]
    doc = _bare(inspect.getdoc(getattr(ag, name)))
    examples = [block for block in shown if block.startswith(">>>")]
    told = _bare(sections(name).get("Examples", ""))
    assert [block in doc for block in examples] == [True] * len(examples)
    lines = [line for line in told.splitlines() if line.startswith((">>> ", "... "))]
    assert [
        line for line in "\n".join(examples).splitlines() if line[:4] in {">>> ", "... "}
    ] == lines


@pytest.mark.parametrize("name", NAMES)
def test_a_call_names_what_can_be_given(name, entries):
    _, section = entries[name][0]
    shown = [parameter.get_text() for parameter in section.select("dt.sig .sig-param")]
    names = [re.match(r"\*{0,2}(\w*)", parameter)[1] for parameter in shown]
    try:
        wanted = list(inspect.signature(getattr(ag, name)).parameters)
    except ValueError:
        wanted = []
    assert [parameter for parameter in names if parameter] == wanted


def test_formulas_are_drawn(entries):
    _, section = entries["location_quotient"][0]
    assert section.select_one("math mfrac")
    assert len([1 for [(_, section)] in entries.values() if section.find("math")]) > 60


def works():
    return [
        (name, work)
        for name in NAMES
        for work in one_by_one(sections(name).get("References", ""))
        if re.search(r" \(\d{4}\)[.,]", work)
    ]


def test_each_source_is_a_work_of_the_bibliography():
    assert len(works()) > 60
    keys = {(name, key_of(work, BIBLIOGRAPHY)) for name, work in works()}
    assert ("gini", "gini1912") in keys and ("shift_share", "dunn1960") in keys
    assert None not in {key for _, key in keys}


def test_a_work_that_is_not_in_the_bibliography_is_named():
    with pytest.raises(
        LookupError, match=r"references.bib has not one work for: Nobody, N\. \(1901\)"
    ):
        linked_to("Nobody, N. (1901). A lost work. A press.", BIBLIOGRAPHY)


def test_two_works_of_one_author_and_year_are_told_apart_by_their_titles():
    assert (
        key_of("Krugman, P. (1991). Geography and Trade. MIT Press.", BIBLIOGRAPHY) == "krugman1991"
    )
    assert (
        linked_to("A definition of this library.", BIBLIOGRAPHY)
        == "* A definition of this library."
    )


def target_of(page, link, site):
    address, _, anchor = link["href"].partition("#")
    file = (site / page).parent / address if address else site / f"{page}.html"
    return file.resolve().relative_to(site.resolve()).with_suffix("").as_posix(), anchor


def test_sources_lead_into_the_bibliography(pages, entries, built):
    known = {element["id"] for element in pages["book/bibliography"].find_all(id=True)}
    linked = 0
    for [(page, section)] in entries.values():
        for link in section.select("a[href*=bibliography]"):
            to, anchor = target_of(page, link, built[0])
            assert to == "book/bibliography" and anchor in known
            linked += 1
    assert linked == len(works())


def test_every_link_between_the_pages_has_its_place(pages, built):
    dead = []
    for page, soup in pages.items():
        for link in soup.select(".body a[href]"):
            if re.match(r"[a-z]+:|.*_sources", link["href"]):
                continue
            to, anchor = target_of(page, link, built[0])
            if to not in pages or (anchor and not pages[to].find(id=anchor)):
                dead.append((page, link["href"]))
    assert dead == []


@pytest.mark.parametrize("name", NAMES)
def test_a_former_address_leads_to_where_the_function_stands(name, pages, entries, built):
    page = "book/lab/indicator-catalogue"
    place = pages[page].select_one(f".moved #{reference.former_anchor(name)}")
    link = place.find_parent("li").find("a", href=True) if place.name != "li" else place.a
    assert target_of(page, link, built[0]) == (entries[name][0][0], f"agglomeration.{name}")


def test_the_first_page_leads_to_every_task_and_every_function(pages, built):
    page = "book/reference/index"
    to = {target_of(page, link, built[0]) for link in pages[page].select(".body a[href]")}
    assert {f"book/reference/{name}" for name in TASKS | set(QUESTIONS)} <= {one for one, _ in to}
    assert {f"agglomeration.{name}" for name in NAMES} <= {anchor for _, anchor in to}


@pytest.mark.parametrize("task", sorted(TASKS))
def test_a_task_leads_to_its_functions(task, pages, built):
    page = f"book/reference/{task}"
    to = [target_of(page, link, built[0]) for link in pages[page].select(".body a[href]")]
    assert sum(anchor.startswith("agglomeration.") for _, anchor in to) >= 2
    assert any(one.removeprefix("book/reference/") in QUESTIONS for one, _ in to)


def test_the_search_knows_a_function_in_code_and_in_words(built):
    index = (built[0] / "searchindex.js").read_text(encoding="utf-8")
    for word in ("location_quotient", "location quotient", "shift share"):
        assert f'"{word}"' in index


def test_pages_are_light(built):
    site, _ = built
    heavy = {
        file.name: weight
        for file in (site / "book/reference").glob("*.html")
        if (weight := len(gzip.compress(file.read_bytes()))) > MOST
    }
    assert heavy == {}


@pytest.mark.parametrize("task", sorted(TASKS))
def test_the_code_of_a_task_prints_what_its_page_shows(task):
    """In a process of its own, as a reader runs it."""
    file = FOLDER / f"{task}.md"
    assert len(re.findall(r"^```pycon$", file.read_text(encoding="utf-8"), re.MULTILINE)) >= 5
    code = (
        "import doctest, sys, pathlib, re\n"
        "text = '\\n\\n'.join(re.findall(r'```pycon\\n(.*?)```', pathlib.Path(sys.argv[1]).read_text('utf-8'), re.S))\n"
        "test = doctest.DocTestParser().get_doctest(text, {}, sys.argv[1], sys.argv[1], 0)\n"
        "sys.exit(doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE).run(test).failed)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, file],
        cwd=ROOT,
        env=environment(ROOT),
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_an_unknown_question_is_refused():
    with pytest.raises(LookupError, match="no question 'luck'; there are tables, specialization"):
        reference.functions(Path(), "luck", frozenset())


def test_signs_of_markup_in_a_reading_are_shown_and_not_obeyed():
    assert reference._plain("a*b of `c_` | \\d") == r"a\*b of \`c\_\` \| \\d"
