"""The reference has a page for each question and each task; its sources are works, its code prints what it shows."""

from __future__ import annotations

import doctest
import re
from collections import Counter
from pathlib import Path

import pytest

import agglomeration as ag
from bookpress.build.site import listed_pages, printed_pages
from bookpress.place import ROOT
from clusterbook import function_reference as reference
from clusterbook.example_readings import reading_of_example
from clusterbook.indicator_catalogue import QUESTIONS, names_of, sections
from clusterbook.works import key_of, linked_to, one_by_one

BIBLIOGRAPHY = ROOT / "book/references.bib"
FOLDER = ROOT / "book/reference"
NAMES = [name for question in QUESTIONS for name in names_of(question)]
TASKS = {
    "regions-that-specialize",
    "plants-to-a-p-value",
    "between-two-years",
    "what-could-come-next",
    "industries-that-belong-together",
    "a-table-for-a-region",
    "what-a-programme-did",
}


def test_every_public_name_answers_one_question():
    assert Counter(NAMES) == Counter(ag.__all__)


def test_each_question_and_each_task_is_a_page_of_the_book_and_not_printed():
    there = {f"book/reference/{file.stem}" for file in FOLDER.glob("*.md")}
    wanted = {f"book/reference/{name}" for name in {"index", *QUESTIONS, *TASKS}}
    assert there == wanted
    assert wanted <= set(listed_pages())
    assert not wanted & set(printed_pages())


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_page_of_a_question_brings_its_functions(question):
    text = (FOLDER / f"{question}.md").read_text(encoding="utf-8")
    assert re.findall(r"```\{written\} (.+)\n", text) == [f"functions {question}"]
    assert text.startswith(f"---\nprinted: false\n---\n(reference-{question})=\n# ")


@pytest.mark.parametrize("task", sorted(TASKS))
def test_the_page_of_a_task_leads_to_its_functions_and_says_what_it_leaves_open(task):
    text = (FOLDER / f"{task}.md").read_text(encoding="utf-8")
    named = set(re.findall(r"\{py:(?:func|class)\}`~agglomeration\.(\w+)`", text))
    assert len(named) >= 2 and named <= set(NAMES)
    assert set(re.findall(r"\{doc\}`\w+ <(\w+)>`", text)) & set(QUESTIONS)
    assert "## What this does not answer" in text


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


@pytest.mark.parametrize("task", sorted(TASKS))
def test_the_code_of_a_task_prints_what_its_page_shows(task):
    file = FOLDER / f"{task}.md"
    blocks = re.findall(r"^```pycon\n(.*?)^```$", file.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    assert len(blocks) >= 5
    test = doctest.DocTestParser().get_doctest("\n\n".join(blocks), {}, task, str(file), 0)
    told = []
    runner = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE)
    runner.run(test, out=told.append)
    assert runner.summarize(verbose=False).failed == 0, "".join(told)


def test_a_reading_stands_below_the_example_that_it_is_of():
    read = {name: said for name in NAMES if (said := reading_of_example(name)) is not None}
    assert {"location_quotient", "shift_share", "ellison_glaeser"} <= set(read)
    for name, said in read.items():
        text = reference._function(name, BIBLIOGRAPHY, {})
        shown = text.partition(".. rubric:: What ag.read says of the example\n\n")[2]
        assert shown.startswith(reference._plain(said))


def test_a_function_without_a_reading_has_none():
    assert reading_of_example("check_table") is None
    assert "What ag.read says" not in reference._function("check_table", BIBLIOGRAPHY, {})


def test_chapters_that_call_a_function_are_named():
    pages = frozenset(listed_pages())
    used = reference._uses(ROOT, pages)
    assert "book/upper-austria/cooperation-projects" in used["eligibility"]
    assert ":doc:`/book/upper-austria/cooperation-projects`" in reference._function(
        "eligibility", BIBLIOGRAPHY, used
    )


def test_a_formula_of_several_lines_is_lined_up():
    text = "Before.\n\n.. math::\n\n    a &= b \\\\\n    c &= d\n\nAfter."
    assert reference._written(text) == (
        "Before.\n\n.. math::\n\n    \\begin{aligned}\n    a &= b \\\\\n    c &= d\n    \\end{aligned}\n\nAfter."
    )
    assert reference._written(".. math:: a = b\n\nAfter.") == ".. math:: a = b\n\nAfter."


def test_an_unknown_question_is_refused():
    with pytest.raises(LookupError, match="no question 'luck'; there are tables, specialization"):
        reference.functions(Path(), "luck", frozenset())


def test_signs_of_markup_in_a_reading_are_shown_and_not_obeyed():
    assert reference._plain("a*b of `c_` | \\d") == r"a\*b of \`c\_\` \| \\d"
