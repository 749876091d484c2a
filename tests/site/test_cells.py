"""What is folded side by side is one fold; a table that a cell shows has the number of a table."""

import pytest
from docutils import nodes
from docutils.utils import new_document
from myst_nb.sphinx_ import HideCodeCellNode

from bookpress.build.label_names import _shows_a_table
from bookpress.sphinx.cells import (
    TablesAsTables,
    caption_above,
    captioned_table,
    is_table,
    merge_folds,
)

SHOWN = "Show the code"


def cell(name, output=False, prompt=SHOWN, folded=True):
    held = nodes.container("", nb_element="cell_code")
    code = nodes.literal_block("", name)
    if folded:
        fold = HideCodeCellNode("", code, prompt_show=prompt, prompt_hide="Hide the code")
        fold["classes"].append("above-input")
        held += fold
    else:
        held += code
    if output:
        held += nodes.container(
            "", nodes.paragraph("", f"output of {name}"), nb_element="cell_code_output"
        )
    return held


def folds(*cells):
    """Prompts and codes of the folds after merging, and how many cells are left."""
    section = nodes.section("", *cells)
    merge_folds(section, SHOWN)
    found = [
        (fold["prompt_show"], [code.astext() for code in fold.children])
        for fold in section.findall(HideCodeCellNode)
    ]
    return found, len(section.children)


def test_folds_side_by_side_become_one_that_says_what_is_in_it():
    words = "Prepares the table"
    assert folds(cell("a", prompt=words), cell("b"), cell("c")) == (
        [(f"{words}: 3 cells", ["a", "b", "c"])],
        1,
    )
    assert folds(cell("a"), cell("b")) == ([(f"{SHOWN}: 2 cells", ["a", "b"])], 1)


def test_what_is_shown_keeps_its_place():
    found, left = folds(
        cell("a"), cell("b", output=True), cell("c"), cell("d", folded=False), cell("e")
    )
    assert [codes for _, codes in found] == [["a", "b"], ["c"], ["e"]]
    assert left == 4


def test_text_between_keeps_folds_apart():
    found, _ = folds(cell("a"), nodes.paragraph("", "Then:"), cell("b"))
    assert [prompt for prompt, _ in found] == [SHOWN, SHOWN]


@pytest.mark.parametrize(
    ("texts", "table"),
    [
        (['<div class="book-table"><table><tr></tr></table></div>'], True),
        (['<figure class="explorable-figure"></figure><table></table>'], False),
        (["<svg></svg>"], False),
        ([], False),
    ],
)
def test_what_is_a_table(texts, table):
    assert is_table(texts) == table
    outputs = [{"data": {"text/html": text}} for text in texts if "explorable" not in text]
    assert _shows_a_table({"outputs": outputs}) == table


def test_a_figure_that_holds_a_table_becomes_one_with_its_caption_above():
    document = new_document("page")
    figure = nodes.figure("", nodes.raw("", "<table></table>", format="html"), ids=["tab-one"])
    figure += nodes.caption("", "A table.")
    document += figure
    document.ids["tab-one"] = figure
    TablesAsTables(document).apply()
    (table,) = document.findall(captioned_table)
    assert [type(child) for child in table.children] == [caption_above, nodes.raw]
    assert table["ids"] == ["tab-one"]
    assert document.ids["tab-one"] is table
