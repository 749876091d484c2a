"""In the workbook numbers are numbers, names are text whatever they begin with, and nothing is a formula."""

import io
import zipfile

import openpyxl
import pytest
from hostile_names import HOSTILE

from agglomeration.report import spreadsheet
from agglomeration.report.spreadsheet import _text


@pytest.fixture(scope="module")
def content(hostile):
    return hostile.excel()


@pytest.fixture(scope="module")
def book(content):
    return openpyxl.load_workbook(io.BytesIO(content))


def test_no_cell_is_a_formula_an_error_or_a_link(content, book):
    kinds = {cell.data_type for page in book for row in page.iter_rows() for cell in row}
    assert kinds <= {"s", "n"}
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        sheets = [
            package.read(name) for name in package.namelist() if name.startswith("xl/worksheets/")
        ]
        assert not any(
            name.startswith(("xl/externalLinks", "xl/vba")) for name in package.namelist()
        )
    assert sheets
    assert not any(b"<f>" in sheet or b"<f " in sheet or b"<hyperlink" in sheet for sheet in sheets)


def test_names_stay_text_when_they_are_edited(book):
    cells = [cell for (cell,) in book["Regions"].iter_rows(min_row=2, max_col=1)]
    assert sorted(cell.value for cell in cells) == sorted(HOSTILE)
    assert {cell.value for cell in cells if cell.quotePrefix} == {
        name for name in HOSTILE if name[0] in "=+-@"
    }


def test_one_sheet_per_family_with_its_numbers(book, hostile):
    assert book.sheetnames == [
        "About",
        *(family.title for family in hostile.families),
        "What columns mean",
        "Data as read",
    ]
    for family in hostile.families:
        rows = list(book[family.title].iter_rows(values_only=True))
        assert list(rows[0]) == list(family.frame)
        assert len(rows) == len(family.frame) + 1
        for row, expected in zip(
            rows[1:], family.frame.itertuples(index=False, name=None), strict=True
        ):
            for cell, value in zip(row, expected, strict=True):
                if isinstance(value, float):
                    # Workbooks hold 16 digits.
                    assert (
                        cell is None
                        if value != value
                        else cell == pytest.approx(value, rel=1e-14, abs=1e-300)
                    )
                else:
                    assert cell == value


def test_without_xlsxwriter_the_workbook_says_what_is_needed(monkeypatch, of_plants):
    monkeypatch.setitem(__import__("sys").modules, "xlsxwriter", None)
    with pytest.raises(
        ImportError,
        match=r"Excel workbooks need xlsxwriter: python3 -m pip install -e '\.\[excel\]'",
    ):
        of_plants.excel()
    assert of_plants.html().startswith("<!doctype html>")


def test_without_xlsxwriter_the_page_is_written_with_a_warning(monkeypatch, of_plants, tmp_path):
    monkeypatch.setitem(__import__("sys").modules, "xlsxwriter", None)
    with pytest.warns(
        UserWarning, match=r"without the workbook.*python3 -m pip install -e '\.\[excel\]'"
    ):
        written = of_plants.write(tmp_path)
    names = ["plants-report.html", "plants-report.json"]
    assert (
        [path.name for path in written] == sorted(path.name for path in tmp_path.iterdir()) == names
    )


def test_a_text_longer_than_a_cell_can_be_says_that_it_goes_on():
    assert _text("a" * 32_767) == "a" * 32_767
    assert len(_text("a" * 40_000)) == 32_767
    assert _text("a" * 40_000).endswith("a…")


def test_a_large_workbook_has_the_cells_of_a_small_one(of_plants, monkeypatch):
    small = openpyxl.load_workbook(io.BytesIO(of_plants.excel()))
    monkeypatch.setattr(spreadsheet, "MANY_ROWS", 0)
    large = openpyxl.load_workbook(io.BytesIO(of_plants.excel()))
    assert large.sheetnames == small.sheetnames
    for one, other in zip(small, large, strict=True):
        assert list(one.values) == list(other.values)


def test_more_rows_than_a_workbook_holds_have_no_sheet_and_it_says_so(of_plants, monkeypatch):
    rows = len(of_plants.checked.data)
    monkeypatch.setattr(spreadsheet, "MOST_DATA", rows - 1)
    book = openpyxl.load_workbook(io.BytesIO(of_plants.excel()))
    assert "Data as read" not in book.sheetnames
    said = dict(book["About"].values)
    assert said["data as read"].startswith(f"the {rows:,} rows that were read are more")
