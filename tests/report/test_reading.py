"""A file becomes a table, or a sentence that says what is wrong with it, where, and what to do."""

import io
import re
import zipfile

import numpy as np
import openpyxl
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import agglomeration as ag
from agglomeration.report import CheckedTable, FileError, read_table
from clusterbook.example_files import example_files

# What is said about each file that is refused: the place, and the way out where there is one.
REFUSED = {
    "joined.csv": r"line 1 holds a hidden byte order mark \(U\+FEFF\)",
    "latin.csv": r"line \d+ is neither UTF-8 nor Korean CP949 \(byte 0xfc\).* say which encoding.*encoding='latin-1'",
    "thousands.csv": r"'1,300', which may mean 1300 or 1\.300; say thousands=',' .*--thousands=','.* or decimal=','",
    "no-industry.csv": r"no column for the industry.*its columns are 'region', 'jobs'.*--industry=NAME",
    "text.csv": r"line 6, column 'jobs' is 'about 300', which is not a number; correct it",
    "empty-cell.csv": r"line 6, column 'jobs' is empty; fill it, or say what empty means.*none=''.*is not zero",
    "negative.csv": r"line 6, column 'jobs' is -12; amounts must not be negative",
    "twice.csv": r"region 'A', industry 'wine' stands in lines 6 and 34; each pair has one row.*rows='plants'",
    "spaces.csv": r"the region names 'A' and 'A ' differ only in spaces",
    "ragged.csv": r"line 6 has 4 cells and line 1, with the names of columns, has 3",
    "no-rows.csv": r"names of columns in line 1 and no row of data",
    "empty.csv": r"it is empty; it needs a row with the names",
    "page.xls": r"web page or XML, whatever its name says.*save it as \.xlsx or CSV.*Nothing in it was run",
    "old.xls": r"before 2007 \(\.xls\), or one locked with a password.*save it as \.xlsx",
    "formula.xlsx": r"cell C33 is a formula without a stored result, and formulas are not computed",
}
READ = sorted(set(example_files()) - set(REFUSED))


@pytest.mark.parametrize("name", REFUSED)
def test_a_bad_file_is_refused_in_a_sentence(name, files):
    with pytest.raises(FileError, match=f"^{re.escape(name)}: .*{REFUSED[name]}") as caught:
        read_table(files[name].content, name=name)
    assert str(caught.value).endswith((".", "?"))


@pytest.mark.parametrize(
    "name",
    [name for name, example in example_files().items() if example.way_out and name in REFUSED],
)
def test_the_way_out_that_is_offered_leads_out(name, files):
    example = files[name]
    with pytest.raises(FileError) as caught:
        read_table(example.content, name=name)
    for option, value in example.way_out.items():
        assert f"{option}={value!r}" in str(caught.value)
    assert isinstance(read_table(example.content, name=name, **example.way_out), CheckedTable)


@pytest.mark.parametrize(
    "name", [name for name in READ if name not in ("comma.csv", "withheld.csv")]
)
def test_a_good_file_is_read(name, files, jobs):
    read = read_table(files[name].content, name=name)
    assert (
        read.table(read.years[0] if read.years else None).to_numpy().sum() == jobs.to_numpy().sum()
    )


def test_decimal_commas_and_withheld_cells_are_read_as_they_are(files, jobs):
    halves = jobs.to_numpy().sum() + 0.5 * (jobs.to_numpy() > 0).sum()
    assert read_table(files["comma.csv"].content).table().to_numpy().sum() == halves
    read = read_table(files["withheld.csv"].content)
    assert read.withheld().to_numpy().sum() == read.table().isna().to_numpy().sum() == 1
    pd.testing.assert_frame_equal(read.table().fillna(jobs), jobs, check_names=False)


@pytest.mark.parametrize(
    "name",
    [
        "jobs.csv",
        "jobs-wide.csv",
        "total.csv",
        "title.csv",
        "merged.xlsx",
        "plants.csv",
        "mark.csv",
        "semicolons.csv",
        "jobs.xlsx",
    ],
)
def test_all_forms_of_one_table_are_read_alike(name, files, jobs):
    pd.testing.assert_frame_equal(read_table(files[name].content).table(), jobs, check_names=False)


def test_a_total_that_is_left_out_leaves_the_rest_as_it_is(files, jobs):
    pd.testing.assert_frame_equal(
        read_table(files["total.csv"].content, without="Total").table(), jobs, check_names=False
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949", "utf-16", "utf-32"])
def test_korean_is_read_in_every_encoding_it_comes_in(encoding, files, jobs):
    text = files["korean.csv"].content.decode("cp949")
    read = read_table(text.encode(encoding))
    assert read.unit == "종사자수"
    assert "자동차" in read.table().columns
    assert read.table().to_numpy().sum() == jobs.to_numpy().sum()


def test_western_bytes_are_not_taken_for_korean(files):
    with pytest.raises(FileError, match="say which encoding it is"):
        read_table("region,industry,jobs\nGüßing,Stahl,3\nWörgl,Öl,4\n".encode("latin-1"))


def test_the_other_way_round_and_years_across(jobs):
    across = jobs.T.rename_axis("industry").reset_index().to_csv(index=False).encode()
    pd.testing.assert_frame_equal(read_table(across).table(), jobs, check_names=False)
    years = (
        jobs.stack()
        .rename("2010")
        .reset_index()
        .assign(**{"2020": lambda frame: frame["2010"] * 2})
    )
    read = read_table(years.to_csv(index=False).encode())
    assert read.years == [2010, 2020]
    pd.testing.assert_frame_equal(read.table(2010), jobs, check_names=False)
    pd.testing.assert_frame_equal(read.table(), 2 * jobs, check_names=False)


def test_every_guess_is_said(files):
    said = dict(read_table(files["korean.csv"].content).notes)
    assert said["Encoding"].startswith("CP949")
    assert said["Separator"].startswith("comma")
    assert said["Layout"].startswith("long")
    assert said["Columns"] == "region = '시도', industry = '산업', value = '종사자수'"
    assert said["Pairs without a row"] == "8 of 40 counted as none"


def test_what_is_said_by_the_caller_is_not_guessed(files):
    options = {"encoding": "cp949", "separator": ",", "layout": "long", "rows": "totals"}
    said = dict(read_table(files["korean.csv"].content, **options).notes)
    assert all(
        said[what].endswith("as you said") for what in ("Encoding", "Separator", "Layout", "Rows")
    )


def test_leading_zeros_of_codes_stay():
    read = read_table(b"region,industry,jobs\n01,011,3\n02,011,4\n")
    assert list(read.table().index) == ["01", "02"]


@pytest.mark.parametrize(
    ("cell", "options", "number"),
    [
        ("12", {}, 12.0),
        (" 12.5 ", {}, 12.5),
        ("1e3", {}, 1000.0),
        ("1,234,567", {"thousands": ","}, 1234567.0),
        ("1.234,5", {"thousands": ".", "decimal": ","}, 1234.5),
        ("-", {"none": "-"}, 0.0),
        ("1 234", {}, 1234.0),
        ("1\u00a0234 567", {}, 1234567.0),
        ("12,34", {}, 12.34),
        ("1.234,5", {}, 1234.5),
        ("1,234,567", {}, 1234567.0),
    ],
)
def test_numbers_by_stated_rules(cell, options, number):
    content = f'region;industry;jobs\nA;x;"{cell}"\nB;x;1\n'.encode()
    assert read_table(content, **options).table().loc["A", "x"] == number


@pytest.mark.parametrize(
    "cell",
    [
        "1_000",
        "\uff11\uff12",
        "0x10",
        "nan",
        "inf",
        "1e999",
        "12%",
        "1.2.3",
        "=1+1",
        "@A1",
        "TRUE",
        "--1",
        "+",
    ],
)
def test_what_is_not_plainly_a_number_is_refused(cell):
    with pytest.raises(FileError, match=r"line 2, column 'jobs' is "):
        read_table(f'region;industry;jobs\nA;x;"{cell}"\n'.encode())


def test_a_mark_between_the_wrong_digits_is_no_thousand():
    with pytest.raises(FileError, match="'12,34'"):
        read_table(b'region,industry,jobs\nA,x,"12,34"\n', thousands=",")


@settings(deadline=None)
@given(st.floats(0, 1e15, allow_nan=False))
def test_a_number_comes_back_exactly(number):
    content = f"region,industry,jobs\nA,x,{number!r}\n".encode()
    assert read_table(content, decimal=".").data["value"].iloc[0] == number


@settings(deadline=None)
@given(st.integers(1000, 10**15))
def test_thousands_come_back_exactly(number):
    content = f'region,industry,jobs\nA,x,"{number:,}"\n'.encode()
    assert read_table(content, thousands=",").data["value"].iloc[0] == number


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused_in_a_sentence(content):
    try:
        assert isinstance(read_table(content), CheckedTable)
    except FileError as error:
        assert str(error).startswith("the file: ")


@settings(max_examples=200, deadline=None)
@given(st.lists(st.text(alphabet='ab,;"\n\r\t 019.-=년ä\x00\u202e', max_size=25), max_size=6))
def test_any_text_is_read_or_refused_in_a_sentence(lines):
    content = "\n".join(["region,industry,jobs", *lines]).encode()
    try:
        assert isinstance(read_table(content), CheckedTable)
    except FileError as error:
        assert str(error).startswith("the file: ")


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (
            "region,industry,jobs\nA,x,1\n,x,2\n",
            r"line 3, column 'region' is empty; each row must name its region",
        ),
        (
            "region,industry,jobs\nA\u202eB,x,1\n",
            r"holds a character that cannot be seen \(U\+202E\)",
        ),
        (f"region,industry,jobs\n{'a' * 201},x,1\n", r"has 201 letters"),
        ("region,industry,jobs,jobs\nA,x,1,2\n", r"the name 'jobs' stands above columns 3 and 4"),
        (
            "region,county,industry,jobs\nA,B,x,1\n",
            r"columns 'region' and 'county' may both be the region",
        ),
        (
            "region,industry,jobs\nA,x\n",
            r"line 2 has 2 cells and line 1, with the names of columns, has 3",
        ),
        ('region,industry,jobs\nA,"x,1\n', r"line 2 cannot be split into cells.*quotation mark"),
        ("region\nA\n", r"so it has one column"),
        ("region,industry,jobs,year\nA,x,1,20\n", r"'20', which is not a year of four digits"),
        ("plant,region,industry,size\n1,A,x,1\n1,B,x,2\n", r"plant '1' stands in lines 2 and 3"),
        ("region,industry,size\nA,x,0\n", r"a plant has a positive size"),
        (
            "region,industry,group,jobs\nA,x,g,1\nB,x,h,2\n",
            r"industry 'x' lies in the classes 'g' and 'h'",
        ),
        (
            "region,industry,jobs\nCafe\u0301,x,1\nCaf\u00e9,x,2\n",
            r"differ only in how their letters are composed",
        ),
    ],
)
def test_other_faults_have_their_sentences(rows, said):
    with pytest.raises(FileError, match=said):
        read_table(rows.encode())


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"region": "county"}, "no column 'county', which you named as region"),
        ({"encoding": "klingon"}, "encoding 'klingon' is not known"),
        ({"encoding": "ascii"}, "line 2 cannot be read as ascii"),
        ({"layout": "tall"}, "layout 'tall' is not known; choose one of 'long', 'wide', 'years'"),
        ({"layout": "wide"}, "so it is not wide; leave layout= out"),
        ({"separator": "::"}, "separator '::' is not one character"),
        ({"decimal": "x"}, "decimal 'x' is not known"),
        ({"thousands": "."}, "must be one mark other than the decimal"),
        ({"without": "Nowhere"}, "no region or industry 'Nowhere' to leave out"),
        ({"header": 99}, "line 99, which you named as header, is empty or not there"),
        ({"largest": 0.00001}, "and 1e-05 MB are read at most"),
    ],
)
def test_wrong_options_have_their_sentences(options, said):
    with pytest.raises(FileError, match=re.escape(said)):
        read_table("region,industry,jobs\nKöln,x,1\nBonn,x,2\n".encode(), **options)


def test_what_is_no_error_and_may_be_wrong_is_remarked():
    def remarks(rows):
        return " ".join(read_table(rows.encode()).remarks)

    assert "differ only in capitals" in remarks("region,industry,jobs\nlinz,x,1\nLinz,x,2\n")
    assert "has nothing at all" in remarks("region,industry,jobs\nA,x,0\nB,x,2\n")
    assert "repeats another row" in remarks("region,industry,size\nA,x,2\nA,x,2\n")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"%PDF-1.7 x", "is a PDF"),
        (b"\x1f\x8b\x08xx", "gzip"),
        (b"PAR1xx", "damaged file of the kind parquet"),
        (b"\x7fELFxx", "runs nothing"),
    ],
)
def test_other_kinds_of_file_are_named(content, said):
    with pytest.raises(FileError, match=said):
        read_table(content)


def test_places_that_are_no_file(tmp_path):
    with pytest.raises(FileError, match="there is no such file in"):
        read_table(tmp_path / "nothing.csv")
    with pytest.raises(FileError, match="is a folder; name one file"):
        read_table(tmp_path)
    with pytest.raises(FileError, match="is an address; fetch the file first"):
        read_table("https://example.invalid/jobs.csv")
    with pytest.raises(
        TypeError, match="expected a path, bytes or a frame of pandas, Polars or Arrow"
    ):
        read_table(3)


def test_too_many_pairs_are_refused_before_they_fill_the_memory():
    rows = "".join(f"r{k},i{k},1\n" for k in range(800))
    with pytest.raises(FileError, match=r"800 regions and 800 industries make 640,000 pairs"):
        read_table(f"region,industry,jobs\n{rows}".encode())


def workbook(change=None, **parts):
    """A small workbook; ``parts`` replace files inside it."""
    book = openpyxl.Workbook()
    for row in (("region", "industry", "jobs"), ("A", "x", 1), ("B", "x", 2.5)):
        book.active.append(row)
    if change:
        change(book)
    stream = io.BytesIO()
    book.save(stream)
    if not parts:
        return stream.getvalue()
    made = io.BytesIO()
    with zipfile.ZipFile(stream) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, parts.pop(name, old.read(name)))
        for name, content in parts.items():
            new.writestr(name, content)
    return made.getvalue()


SHEET = "xl/worksheets/sheet1.xml"


def test_a_workbook_is_read_with_its_numbers_as_they_are():
    assert read_table(workbook()).table().loc["B", "x"] == 2.5


def test_stored_results_of_formulas_are_read_and_said():
    content = workbook()
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        sheet = package.read(SHEET).decode()
    assert "<v>2.5</v>" in sheet
    read = read_table(workbook(**{SHEET: sheet.replace("<v>2.5</v>", "<f>1+1.5</f><v>2.5</v>")}))
    assert read.table().loc["B", "x"] == 2.5
    assert dict(read.notes)["Formulas"].startswith("1 (the first in C3)")


def test_a_workbook_that_unfolds_is_refused():
    with pytest.raises(
        FileError, match=r"it unpacks to 60 MB, and 50 MB are read at most; save the sheet as CSV"
    ):
        read_table(workbook(**{SHEET: b" " * 60_000_000}))
    bomb = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbb">]><worksheet>&b;</worksheet>'
    with pytest.raises(FileError, match="declares entities, as no spreadsheet does"):
        read_table(workbook(**{SHEET: bomb}))


def test_several_sheets_are_a_question():
    def second(book):
        book.create_sheet("Notes").append(["hello"])

    content = workbook(second)
    with pytest.raises(
        FileError, match=r"it has data on 2 sheets \('Sheet', 'Notes'\).*sheet='Sheet'"
    ):
        read_table(content)
    assert len(read_table(content, sheet="Sheet").data) == 2
    with pytest.raises(FileError, match="it has no sheet 'Jobs'"):
        read_table(content, sheet="Jobs")


@pytest.mark.parametrize(
    "content", [b"PK\x03\x04 broken", workbook(**{SHEET: b"<worksheet><broken"})]
)
def test_a_damaged_workbook_is_named(content):
    with pytest.raises(FileError, match="damaged"):
        read_table(content)


def test_other_archives_are_named():
    def archive(*names):
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w") as package:
            for name in names:
                package.writestr(name, "x")
        return stream.getvalue()

    for names, said in (
        (("a.csv",), "a ZIP archive"),
        (("xl/workbook.bin",), "binary Excel"),
        (("mimetype", "content.xml"), r"OpenDocument file \(\.ods\)"),
    ):
        with pytest.raises(FileError, match=said):
            read_table(archive(*names))


def test_without_openpyxl_a_workbook_says_what_is_needed(monkeypatch, files):
    monkeypatch.setitem(__import__("sys").modules, "openpyxl", None)
    with pytest.raises(
        ImportError, match=r"Excel workbooks need openpyxl: python3 -m pip install -e '\.\[excel\]'"
    ):
        read_table(files["jobs.xlsx"].content)
    assert len(read_table(files["jobs.csv"].content).data) == 32


def test_the_face_of_the_package():
    assert ag.read_table is read_table
    assert issubclass(ag.FileError, ValueError)


def _of_lines(count, cells, seed=5):
    jobs = np.random.default_rng(seed).integers(1, 500, (cells, count))
    rows = "".join(f"R{a},line {k},{jobs[a, k]}\n" for a in range(cells) for k in range(count))
    return f"region,industry,jobs\n{rows}".encode()


def test_lines_that_exceed_another_are_given_up_after_a_few_cells(monkeypatch):
    from agglomeration.report.reading import levels

    looked = []

    class Counted(np.ndarray):
        def __getitem__(self, key):
            if isinstance(key, tuple) and isinstance(key[0], np.ndarray):
                looked.append(len(key[0]) * (key[1].stop - key[1].start))
            return super().__getitem__(key)

    real = levels._Lines.under

    def under(lines, place, others):
        plain = lines.shown
        lines.shown = plain.view(Counted)
        try:
            found = np.asarray(real(lines, place, others))
        finally:
            lines.shown = plain
        every = (plain[list(others)] <= plain[place] * (1 + 1e-9)).all(axis=1)
        # Fewer than two are no sum; otherwise they are all that exceed it nowhere.
        assert len(found) < 2 or found.tolist() == np.asarray(others)[every].tolist()
        assert len(found) >= 2 or every.sum() < 2
        return found

    monkeypatch.setattr(levels, "_CELLS_AT_ONCE", 4)
    monkeypatch.setattr(levels._Lines, "under", under)
    lines, cells = 40, 60
    read_table(_of_lines(lines, cells))
    # The cells of an industry are the regions, and those of a region the industries.
    every = lines**2 * cells + cells**2 * lines
    assert 0 < sum(looked) < 0.2 * every


@pytest.mark.parametrize(
    ("limit", "told"),
    [("_MOST_BLOCKS", "elsewhere in the file"), ("_MOST_SUBSETS", "scattered over the file")],
)
def test_sums_that_were_not_looked_for_are_named(monkeypatch, limit, told):
    content = (
        b"region,industry,jobs\n"
        + "".join(
            f"R{a},{name},{(k + 1) * 10 + a * (k + 2)}\n"
            for a in range(3)
            for k, name in enumerate("vwxyz")
        ).encode()
    )
    assert not any("too many to look" in remark for remark in read_table(content).remarks)
    monkeypatch.setattr(f"agglomeration.report.reading.levels.{limit}", 3)
    assert any(
        "5 industries, too many to look" in remark and told in remark
        for remark in read_table(content).remarks
    )
