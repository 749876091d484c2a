"""Every chapter has what a chapter has, in short cells."""

import re
from graphlib import TopologicalSorter

import pytest

from bookpress.build.cells import cells, metadata
from bookpress.build.notebook_form import notebooks
from bookpress.build.site import listed_pages
from bookpress.place import ROOT

LONGEST_CELL = 25
# A chapter's sections, by words of their headings; the cover and the laboratory's pages have forms of their own.
SECTIONS = (
    "the idea",
    "the indicator",
    "the data",
    "explore",
    "exercises",
    "in the workshop",
    "further reading",
)
PARTS_WITHOUT_CHAPTERS = ("book", "lab", "seminar")
CHAPTERS = [path for path in notebooks() if path.parent.name not in PARTS_WITHOUT_CHAPTERS]


def lines(cell):
    """Lines of code, without empty ones and comments."""
    return [
        line
        for line in cell.source.splitlines()
        if line.strip() and not line.strip().startswith("#")
    ]


def text_of(path):
    return "\n\n".join(cell.source for cell in cells(path, "markdown"))


@pytest.fixture(params=CHAPTERS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def chapter(request):
    return request.param


@pytest.fixture
def text(chapter):
    return text_of(chapter)


def test_the_book_has_chapters():
    assert CHAPTERS


def test_no_cell_is_long(notebook):
    long = [(len(lines(cell)), cell.source.splitlines()[0]) for cell in cells(notebook, "code")]
    assert [cell for cell in long if cell[0] > LONGEST_CELL] == []


def test_every_notebook_is_a_page(notebook):
    assert str(notebook.relative_to(ROOT).with_suffix("")) in listed_pages()


def test_a_chapter_has_its_sections_in_order(text):
    headings = [line.strip("# ").lower() for line in text.splitlines() if re.match(r"## \S", line)]
    found = [
        next((i for i, heading in enumerate(headings) if section in heading), None)
        for section in SECTIONS
    ]
    assert None not in found, dict(zip(SECTIONS, found, strict=True))
    assert found == sorted(found), headings


def test_a_chapter_opens_with_label_title_and_question(chapter):
    first = cells(chapter, "markdown")[0].source
    label, title = re.match(r"\(([a-z0-9-]+)\)=\n# (\S.*)", first).groups()
    assert label == chapter.stem
    assert title.strip()
    assert re.search(r"^\*[^*].*\?\*$", first, flags=re.MULTILINE), (
        "the question stands in italics below the title"
    )


def test_a_chapter_says_what_is_learnt_and_how_long_it_takes(text):
    objectives = re.search(
        r":::\{admonition\} What you will learn\n:class: objectives\n(.*?)\n:::", text, re.DOTALL
    )
    assert objectives
    numbered = re.findall(r"^\d\. \S", objectives[1], flags=re.MULTILINE)
    assert 3 <= len(numbered) <= 5
    assert re.search(r"Reading time: about \d+ minutes", objectives[1])


def prerequisites(path):
    return metadata(path).get("prerequisites")


def test_a_chapter_says_what_comes_before(chapter, text):
    before = prerequisites(chapter)
    assert before is not None, (
        'its metadata lack "prerequisites": [...], a list of <part>/<chapter>; then make format'
    )
    assert re.search(r"^Read before: \S", text, flags=re.MULTILINE)
    places = listed_pages()
    own = places.index(str(chapter.relative_to(ROOT).with_suffix("")))
    for name in before:
        assert f"book/{name}" in places[:own], f"{name} is no page that stands before this chapter"


@pytest.mark.parametrize(
    "path", [path for path in notebooks() if path.parent.name == "lab"], ids=lambda path: path.stem
)
def test_a_page_of_the_laboratory_says_what_comes_before(path):
    assert prerequisites(path) is not None
    assert re.search(r"^Read before: \S", text_of(path), flags=re.MULTILINE)


def test_no_chapter_waits_for_itself():
    before = {
        str(path.relative_to(ROOT / "book").with_suffix("")): prerequisites(path) or []
        for path in notebooks()
    }
    assert set(TopologicalSorter(before).static_order()) >= set(before)


def test_a_chapter_has_three_exercises_each_with_its_solution(text):
    asked = re.findall(r"```\{exercise\} (.+)\n:label: (\S+)", text)
    solved = re.findall(r"```\{solution(?:-start)?\} (\S+)\n:class: dropdown", text)
    assert [label for _, label in asked] == solved
    assert len(asked) >= 3
    # Where there are several of a kind, the title says after a colon which.
    kinds = {title.partition(":")[0] for title, _ in asked}
    assert {"Compute", "Argue"} <= kinds
    # Where a chapter estimates, so does its reader.
    assert kinds & {"Read off", "Estimate"}
    assert text.count("{solution-start}") == text.count("{solution-end}")


def test_a_computed_exercise_waits_for_the_reader(chapter):
    checks = [
        cell.source.strip()
        for cell in cells(chapter, "code")
        if re.search(r"\.check\(", cell.source)
    ]
    assert any(re.fullmatch(r"\w+\.check\(\)", source) for source in checks), (
        "no cell to write an answer into"
    )
    assert any(re.search(r"\.check\(\S", source) for source in checks), (
        "no cell that checks the solution"
    )


def test_a_chapter_names_its_reading(text):
    reading = text.split("## Further reading", 1)[1]
    assert len(re.findall(r"^- .*\{cite:[pt]+\}`", reading, flags=re.MULTILINE)) >= 3


def test_a_chapter_has_an_explorable(chapter):
    assert any("@explorable(" in cell.source for cell in cells(chapter, "code"))


def test_set_up_is_collapsed_and_never_removed(notebook):
    for cell in cells(notebook, "code"):
        assert not {"remove-cell", "remove-input"} & set(cell.metadata.get("tags", []))


# What a role shows of its text: {term}`tacit knowledge <...>`.
ROLE = re.compile(r"\{[\w:-]+\}`([^`<]*?)\s*(?:<[^`]*>)?`")


def test_the_points_of_a_deck_begin_sentences_of_their_section(notebook):
    """Else the deck is not made, which takes a whole build to find out."""
    section, wanted = "", []
    for cell in cells(notebook, "markdown"):
        if cell.source.startswith("#"):
            assert [point for point in wanted if point not in section] == []
            section, wanted = "", []
        section += re.sub(r"[*`]", "", ROLE.sub(r"\1", cell.source)) + "\n"
        wanted += cell.metadata.get("slideshow", {}).get("points", [])
    assert [point for point in wanted if point not in section] == []


def test_glued_numbers_are_made_on_the_page(notebook):
    made = {
        output["metadata"]["scrapbook"]["name"]
        for cell in cells(notebook, "code")
        for output in cell.outputs
        if "scrapbook" in output.get("metadata", {})
    }
    assert set(re.findall(r"\{glue:text\}`(\w+)`", text_of(notebook))) - made == set()


def test_a_glued_number_has_a_name_of_its_own(notebook):
    names = [
        output["metadata"]["scrapbook"]["name"]
        for cell in cells(notebook, "code")
        for output in cell.outputs
        if "scrapbook" in output.get("metadata", {})
    ]
    assert sorted(names) == sorted(set(names))


def test_what_is_glued_reads_as_text(notebook):
    """No midnight behind a day, no missing value, no number as a library prints it."""
    outputs = [
        output for cell in cells(notebook, "code") for output in cell.outputs if output.get("data")
    ]
    glued = [
        text
        for output in outputs
        for kind, text in output["data"].items()
        if kind.startswith("application/papermill")
    ]
    assert [
        text for text in glued if re.search(r"00:00:00|\bnp\.|\bnan\b|NaT|Timestamp", text)
    ] == []


def test_a_result_is_set_as_a_result(notebook):
    for cell in cells(notebook, "code"):
        for output in cell.outputs:
            shown = "".join(output.get("data", {}).get("text/plain", ""))
            assert not re.search(r"np\.(float|int|bool|str)\w*\(", shown), shown[:80]
            # What is glued is set into a sentence, without its quotes.
            if "scrapbook" not in output.get("metadata", {}):
                assert not shown.startswith(("'", '"')), f"{shown[:80]}: print the words"


def test_the_speakers_have_one_name_each(notebook):
    named = re.findall(r"([A-Z][\w-]+ [A-Z][\w-]+)(?:'s)? \((구교준|문미성)\)", text_of(notebook))
    assert set(named) <= {("Jun Koo", "구교준"), ("Misung Moon", "문미성")}
