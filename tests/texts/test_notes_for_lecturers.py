"""Notes for lecturers say of each chapter what stands in it, hold every key, and stay out of the site."""

import json
import re
from html import unescape

import pytest

from bookpress.build.site import listed_pages
from bookpress.editions.lecturer import (
    notes_page,
    parts,
    read_chapter,
    worksheet_key,
    write_notes,
)
from bookpress.place import ROOT

CHAPTERS = [page for _, pages in parts().values() for page in pages]


@pytest.fixture(scope="module")
def read():
    return {page: read_chapter(page) for page in CHAPTERS}


def source(page):
    return (ROOT / f"{page}.ipynb").read_text(encoding="utf-8")


def test_every_chapter_with_objectives_has_its_section(read):
    taught = [
        page
        for page in listed_pages()
        if (ROOT / f"{page}.ipynb").is_file() and ":class: objectives" in source(page)
    ]
    assert sorted(read) == sorted(taught)
    for caption, pages in parts().values():
        page = notes_page(caption, [read[one] for one in pages])
        heads = [unescape(one) for one in re.findall(r"<h2>(.*?)</h2>", page)]
        assert heads == [*(read[one].title for one in pages), "What happened"]


@pytest.mark.parametrize("page", CHAPTERS)
def test_a_section_has_what_the_chapter_has(page, read):
    chapter, text = read[page], source(page)
    assert len(chapter.objectives) >= 3
    assert not [goal for goal in chapter.objectives if "{" in goal]
    assert len(chapter.exercises) == text.count("```{exercise}")
    assert [one.title for one in chapter.exercises if not one.solution] == []
    assert len(chapter.figures) == len(re.findall(r'"@explorable\(', text))
    assert all(question for _, question, _ in chapter.figures)
    if "Reading time" in text:
        assert f"about {chapter.reading} minutes" in text
    for slip in chapter.slips:
        assert json.dumps(slip, ensure_ascii=False)[1:-1].replace('"', r"\"") in text


def test_formulas_are_shown_as_formulas(read):
    """Markdown alone takes the strokes out of TeX, and a thin space becomes a comma."""
    text = "Take $0.6\\,a$ and\n\n$$\nb = \\frac{1}{2}\n$$"
    page = notes_page("A part", [], key=text)
    assert page.count("<math") == 2
    assert "0.6,a" not in page
    assert "<mfrac>" in page
    for caption, pages in parts().values():
        told = notes_page(caption, [read[one] for one in pages])
        prose = re.sub(r"<pre>.*?</pre>|<code>.*?</code>", "", told, flags=re.DOTALL)
        assert re.findall(r"\$[^$\n<]{1,60}\$|\\[a-z]{2,}", prose) == []


@pytest.mark.parametrize("page", CHAPTERS)
def test_nothing_of_the_site_is_left_in_a_text(page, read):
    """Roles are filled in, numbers too."""
    for one in read[page].exercises:
        assert not re.search(
            r"\{(?:glue|ref|term|cite|numref|claim)[:\w]*\}", one.text + one.solution
        )


def test_minutes_are_added_up(read):
    pages = parts()["cluster-theory"][1]
    page = notes_page("Cluster theory", [read[one] for one in pages])
    teach, practise = re.search(r"<th>All</th><th>(\d+)</th>\s*<th>(\d+)</th>", page).groups()
    assert int(teach) == sum(read[one].reading for one in pages)
    allowed = {"Read off": 5, "Argue": 15}
    titles = [one.title for page in pages for one in read[page].exercises]
    assert int(practise) == sum(
        next((n for begins, n in allowed.items() if title.startswith(begins)), 10)
        for title in titles
    )


@pytest.mark.parametrize("part", parts())
def test_the_key_of_the_worksheet_is_there_with_its_numbers(part):
    key = worksheet_key(part)
    assert len(re.findall(r"\*\*Task \d\.\*\*", key)) >= 4
    assert "{glue" not in key
    assert "<a " not in key
    assert not key.lstrip().startswith("#")


def test_a_part_without_a_worksheet_has_no_key():
    assert worksheet_key("astronomy") == ""


def test_pages_are_written_for_the_parts_that_are_named(tmp_path):
    assert write_notes(tmp_path, ["cluster-theory"]) == 0
    (page,) = tmp_path.iterdir()
    text = page.read_text(encoding="utf-8")
    assert page.name == "cluster-theory.html"
    assert "Key to the worksheet" in text and 'class="form"' in text


def test_a_part_that_is_not_there_is_named(tmp_path, capsys):
    assert write_notes(tmp_path / "new", ["astronomy"]) == 2
    assert "no part astronomy; the parts are: " in capsys.readouterr().err
    assert not (tmp_path / "new").exists()


def test_notes_do_not_go_into_the_site(capsys):
    assert write_notes(ROOT / "_build/html/notes") == 2
    assert "keys do not" in capsys.readouterr().err
