"""Notebooks are stored without what changes from run to run."""

import nbformat
import pytest

from bookpress.build.notebook_form import in_form, keys, notebooks


def a_notebook(*outputs):
    code = nbformat.v4.new_code_cell(
        "1 + 1", execution_count=7, metadata={"collapsed": True, "tags": ["hide-input"]}
    )
    code.outputs = list(outputs)
    notebook = nbformat.v4.new_notebook(cells=[code], metadata={"widgets": {"state": {}}})
    return nbformat.writes(notebook)


def a_result(**data):
    named = {kind.replace("__", "+").replace("_", "/"): value for kind, value in data.items()}
    return nbformat.v4.new_output("execute_result", data=named, execution_count=7)


def first_cell(text):
    return nbformat.reads(in_form(text), as_version=4).cells[0]


def test_counts_follow_the_order_of_cells_and_stray_metadata_goes():
    cell = first_cell(a_notebook(a_result(text_plain="2")))
    assert cell.execution_count == 1
    assert cell.outputs[0].execution_count == 1
    assert cell.metadata == {"tags": ["hide-input"]}
    assert "widgets" not in nbformat.reads(in_form(a_notebook()), as_version=4).metadata


def test_images_go_and_their_text_stays():
    cell = first_cell(a_notebook(a_result(image_png="iVBORw0KGgo=", text_plain="<Figure>")))
    assert dict(cell.outputs[0].data) == {"text/plain": "<Figure>"}


def test_an_output_of_images_alone_goes():
    assert first_cell(a_notebook(a_result(image_png="iVBORw0KGgo="))).outputs == []


def test_tables_stay():
    cell = first_cell(a_notebook(a_result(text_html="<table></table>", text_plain="a table")))
    assert cell.outputs[0].data["text/html"] == "<table></table>"


def test_the_page_face_of_an_explorable_goes():
    page = '<section class="explorable"><figure class="explorable-figure"></figure></section>'
    cell = first_cell(a_notebook(a_result(text_html=page, text_plain="a reading")))
    assert dict(cell.outputs[0].data) == {"text/plain": "a reading"}


def test_form_is_stable():
    once = in_form(a_notebook(a_result(image_png="iVBORw0KGgo=", text_plain="2")))
    assert in_form(once) == once


def a_chapter(prerequisites, line=""):
    opening = nbformat.v4.new_markdown_cell(f"Reading time: about 30 minutes.{line}\n:::")
    return nbformat.writes(
        nbformat.v4.new_notebook(cells=[opening], metadata={"prerequisites": prerequisites})
    )


@pytest.mark.parametrize(
    ("prerequisites", "said"),
    [
        ([], "no other chapter"),
        (["part/one"], "{ref}`one`"),
        (["part/one", "part/two"], "{ref}`one`, {ref}`two`"),
    ],
)
@pytest.mark.parametrize("line", ["", "\n\nRead before: {ref}`old`."], ids=["new", "changed"])
def test_what_comes_before_is_said_below_the_reading_time(prerequisites, said, line):
    text = first_cell(a_chapter(prerequisites, line)).source
    assert text == f"Reading time: about 30 minutes.\n\nRead before: {said}.\n:::"


@pytest.mark.parametrize("path", [*notebooks(), *keys()], ids=lambda path: path.stem)
def test_notebook_of_the_book_is_in_form(path):
    assert in_form(path.read_text(encoding="utf-8")) == path.read_text(encoding="utf-8"), (
        "run: make format"
    )
