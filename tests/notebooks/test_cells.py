"""Cells read as plain JSON are those that nbformat reads."""

import nbformat
import pytest

from bookpress.build.cells import cells, metadata


@pytest.fixture
def stored(tmp_path):
    """A notebook as JupyterLab stores it: texts as lists of their lines, beside a cell without output."""
    made = nbformat.v4.new_notebook(metadata={"in_form": True})
    made.cells = [
        nbformat.v4.new_markdown_cell("# A title\n\nA text."),
        nbformat.v4.new_code_cell(
            "one = 1\none",
            metadata={"tags": ["hide-input"]},
            outputs=[
                nbformat.v4.new_output(
                    "execute_result", {"text/plain": "1\n2", "application/json": [1, "a"]}
                ),
                nbformat.v4.new_output("stream", text="said\ntwice\n"),
            ],
        ),
        nbformat.v4.new_code_cell("two = 2"),
    ]
    nbformat.write(made, tmp_path / "one.ipynb")
    return tmp_path / "one.ipynb"


def test_they_are_those_that_nbformat_reads(stored):
    expected = nbformat.read(stored, as_version=4)
    assert [(one.kind, one.source, one.metadata) for one in cells(stored)] == [
        (one.cell_type, one.source, one.metadata) for one in expected.cells
    ]
    assert [one.outputs for one in cells(stored, "code")] == [
        one.outputs for one in expected.cells if one.cell_type == "code"
    ]
    assert metadata(stored) == expected.metadata


def test_what_was_written_since_is_read(stored):
    assert len(cells(stored, "markdown")) == 1
    changed = nbformat.read(stored, as_version=4)
    changed.cells.append(nbformat.v4.new_markdown_cell("More."))
    nbformat.write(changed, stored)
    assert [one.source for one in cells(stored, "markdown")][1:] == ["More."]
