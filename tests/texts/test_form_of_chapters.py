"""The form of chapters, of those that say in their metadata that they are held to it: ``"in_form": true``."""

import re
from itertools import pairwise
from statistics import median

import nbformat
import pytest

from bookpress.build.claims import is_in_form
from bookpress.build.notebook_form import notebooks

IN_FORM = [path for path in notebooks() if is_in_form(path)]
# The cover has a form of its own. The page on one's own data prepares files that are wrong on purpose, and folds more.
COVER = "index"
WITHOUT = {COVER, "bring-your-own-data"}
FOLDED = {"hide-input", "hide-cell"}
SAID = re.compile(r"^# ?(?:no )?claims?:")
# As a computer keeps a number, or a type where a number should be.
UNROUNDED = re.compile(r"\b\d+\.\d{5,}|\bnp\.\w+\(|\b(?:float|int)\d+\(")


def lines(cell):
    """The lines of code that a reader reads: blank ones, and what is said of claims, are none."""
    return [line for line in cell.source.splitlines() if line.strip() and not SAID.match(line)]


def is_folded(cell):
    return bool(FOLDED & set(cell.metadata.get("tags", [])))


def printed(cell):
    """What a cell prints: plain texts of what is not shown as HTML."""
    for output in cell.outputs:
        if "text" in output:
            yield output.text
        elif "text/plain" in (data := output.get("data", {})) and "text/html" not in data:
            yield data["text/plain"]


def faults(cells):
    """What is not in form, in words."""
    code = [cell for cell in cells if cell.cell_type == "code"]
    counts = [len(lines(cell)) for cell in code]
    if median(counts) > 4:
        yield f"the median cell has {median(counts):g} lines; at most 4"
    yield from (
        f"code cell {i} has {n} lines; at most 20" for i, n in enumerate(counts, 1) if n > 20
    )
    folded = sum(map(is_folded, code))
    if folded >= 0.4 * len(code):
        yield f"{folded} of {len(code)} cells are folded; fewer than 40 percent"
    for number, cell in enumerate(code, start=1):
        for text in printed(cell):
            if found := UNROUNDED.search(text):
                yield f"code cell {number} prints {found[0]}; round it, or show a Table"


@pytest.mark.parametrize("path", IN_FORM, ids=lambda path: path.stem)
def test_a_chapter_is_in_form(path):
    assert list(faults(nbformat.read(path, as_version=4).cells)) == []


def test_every_chapter_is_held_to_the_form():
    chapters = {path.stem for path in notebooks() if path.parent.name != "seminar"}
    assert chapters - {path.stem for path in IN_FORM} == WITHOUT


def folds(cells):
    """How many folds a page has: folded cells side by side are one."""
    folded = [cell.cell_type == "code" and is_folded(cell) for cell in cells]
    return sum(now and not before for before, now in pairwise([False, *folded]))


def test_the_cover_has_one_fold_and_short_cells():
    (cover,) = (path for path in notebooks() if path.stem == COVER)
    cells = nbformat.read(cover, as_version=4).cells
    assert folds(cells) <= 1
    assert max(len(lines(cell)) for cell in cells if cell.cell_type == "code") <= 20
    # What the fold says of itself.
    first = next(cell for cell in cells if cell.cell_type == "code")
    assert first.metadata["mystnb"]["code_prompt_show"]


def test_folds_are_counted_by_what_stands_between_them():
    folded, shown, text = code("a", "hide-input"), code("b"), nbformat.v4.new_markdown_cell("c")
    assert folds([text, folded, folded, text]) == 1
    assert folds([folded, shown, folded, text, folded]) == 3
    assert folds([shown, text]) == 0


def code(source, *tags, output=None):
    cell = nbformat.v4.new_code_cell(source, metadata={"tags": list(tags)})
    if output:
        cell.outputs = [nbformat.v4.new_output("execute_result", data={"text/plain": output})]
    return cell


GOOD = [code("a = 1"), code("b = 2"), code("c = 3", "hide-input")]


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        (GOOD, []),
        ([*GOOD, code("x\n" * 20)], []),
        ([*GOOD, code("x\n" * 21)], ["code cell 4 has 21 lines; at most 20"]),
        ([*GOOD, code("# claim: luck\n" + "x\n" * 20)], []),
        ([code("x\n" * 5)], ["the median cell has 5 lines; at most 4"]),
        ([*GOOD, code("d", "hide-input")], ["2 of 4 cells are folded; fewer than 40 percent"]),
        (
            [*GOOD, code("d", output="0.33000000000000007")],
            ["code cell 4 prints 0.33000000000000007"],
        ),
        ([*GOOD, code("d", output="(np.float64(0.3), 1)")], ["code cell 4 prints np.float64("]),
        ([*GOOD, code("d", output="0.3333")], []),
    ],
)
def test_the_rule_itself(cells, said):
    found = list(faults(cells))
    assert [words.partition(";")[0] for words in found] == [
        words.partition(";")[0] for words in said
    ]
