"""Shapes that tables come in: frames, files without names, notes below, rows of units, pairs without a row."""

import io

import numpy as np
import pandas as pd
import pytest

from agglomeration.report import FileError, read_table
from agglomeration.report.options import READING
from agglomeration.report.reading.grid import Column, Grid

JOBS = pd.DataFrame(
    {"region": ["A", "A", "B", "B"], "industry": ["x", "y"] * 2, "jobs": [5, 6, 7, 1234]}
)
TABLE = {"x": {"A": 5.0, "B": 7.0}, "y": {"A": 6.0, "B": 1234.0}}


class ArrowLike:
    """What Polars and Arrow have in common: they make themselves a frame of pandas."""

    def to_pandas(self):
        return JOBS


def test_every_option_of_the_reading_is_one_of_the_function():
    import inspect

    others = {"source", "name", "progress"}
    assert set(READING) == set(inspect.signature(read_table).parameters) - others


@pytest.mark.parametrize(
    "form", ["frame", "index", "arrow-like", "arrow", "parquet", "feather", "wide"]
)
def test_frames_are_read_as_files_are(form):
    def stored(write):
        stream = io.BytesIO()
        write(stream)
        return stream.getvalue()

    given = {
        "frame": lambda: JOBS,
        "index": lambda: JOBS.set_index(["region", "industry"]),
        "arrow-like": ArrowLike,
        "arrow": lambda: pytest.importorskip("pyarrow").Table.from_pandas(JOBS),
        "parquet": lambda: stored(lambda stream: JOBS.to_parquet(stream)),
        "feather": lambda: stored(lambda stream: JOBS.to_feather(stream)),
        "wide": lambda: JOBS.assign(z=JOBS["industry"] + "z").pivot(
            index="region", columns="industry", values="jobs"
        ),
    }[form]()
    options = {"layout": "wide"} if form == "wide" else {}
    assert read_table(given, name="jobs", **options).table().to_dict() == TABLE


class Streamed:
    """What hands over its rows only by the protocol of Arrow."""

    def __init__(self, columns):
        self.table = pytest.importorskip("pyarrow").table(columns)

    def __arrow_c_stream__(self, schema=None):
        return self.table.__arrow_c_stream__(schema)


def polars(columns):
    reason = "Polars is not installed: its frames were not tried, only the protocol that they use"
    return pytest.importorskip("polars", reason=reason).DataFrame(columns)


def arrow(columns):
    return pytest.importorskip("pyarrow").table(columns)


def in_pieces_with_dictionaries(columns):
    import pyarrow as pa

    table = arrow(columns)
    table = table.set_column(0, "region", table["region"].dictionary_encode())
    return pa.concat_tables([table.slice(0, 3), table.slice(3)])


@pytest.mark.parametrize("make", [polars, arrow, in_pieces_with_dictionaries, Streamed])
@pytest.mark.parametrize("withheld", ["(D)", None], ids=["as text", "as null"])
def test_what_is_withheld_in_a_frame_of_another_package_is_so_in_the_table(make, withheld):
    jobs = [12, 340, withheld, 45, 61, 28]
    jobs = [cell if cell is None else str(cell) for cell in jobs] if withheld else jobs
    columns = {"region": list("AABBCC"), "industry": list("xyxyxy"), "jobs": jobs}
    if withheld is None:
        with pytest.raises(FileError, match=r"line 3, column 'jobs' is empty"):
            read_table(make(columns))
    read = read_table(make(columns), **({} if withheld else {"withheld": ""}))
    assert read.withheld().to_numpy().tolist() == [[False, False], [True, False], [False, False]]
    assert read.data["value"].sum() == 486


def test_a_frame_that_holds_more_than_cells_or_no_rows_yet_says_so():
    with pytest.raises(FileError, match="its column 'jobs' holds lists or other things"):
        read_table(JOBS.assign(jobs=[[1], [2], [3], [4]]))

    class Lazy:
        def collect(self):
            return JOBS

    with pytest.raises(TypeError, match=r"a Lazy has no rows yet; .* collect\(\) returns"):
        read_table(Lazy())


def test_an_empty_cell_of_a_frame_is_asked_about():
    holes = JOBS.assign(jobs=[5, np.nan, 7, 1234])
    with pytest.raises(FileError, match=r"line 2, column 'jobs' is empty"):
        read_table(holes)
    assert read_table(holes, withheld="").withheld().loc["A", "y"]


def test_a_file_without_names_is_asked_about_and_read():
    text = b"Linz,steel,120\nLinz,soap,30\nWels,steel,45\n"
    with pytest.raises(
        FileError, match="has the number '120' where the names of columns stand"
    ) as caught:
        read_table(text)
    assert caught.value.ways == [{"header": 0}, {"header": 1}]
    said = {"region": "column 1", "industry": "column 2", "value": "column 3"}
    assert read_table(text, header=0, **said).table().to_numpy().sum() == 195


def test_notes_below_are_left_out_and_can_be_counted():
    text = "region,industry,jobs\nA,x,5\nA,y,6\nB,x,7\nB,y,8\n"
    for notes in (
        "Source: made up\n",
        "__________\nLegend: none\n- = nothing\n",
        "* preliminary\n",
    ):
        read = read_table(f"{text}{notes}".encode())
        assert read.table().to_numpy().sum() == 26
        assert "Lines below the table" in dict(read.notes)
    odd = f"{text}made up\n".encode()
    with pytest.raises(FileError, match="footer=1"):
        read_table(odd)
    assert read_table(odd, footer=1).table().to_numpy().sum() == 26


def test_a_region_without_amounts_is_no_note():
    with pytest.raises(FileError, match="is empty"):
        read_table(b"region,x,y,z\nA,1,2,3\nB,4,5,6\nC,,,\n")


def test_a_row_of_units_is_left_out():
    read = read_table(b"region,x,y,z\n,jobs,jobs,jobs\nA,1,2,3\nB,4,5,7\n")
    assert read.table().to_numpy().sum() == 22
    assert dict(read.notes)["Line of units"] == "left out: 'jobs'"


def test_what_a_total_shows_to_be_missing_is_no_zero():
    text = (
        b"region,industry,jobs\nTotal,a,10\nTotal,b,9\nX,a,4\nX,b,9\nY,a,6\nZ,a,0\nZ,b,0\nW,a,0\n"
    )
    assert read_table(text).table().loc["Y", "b"] == 0
    text = text.replace(b"Total,b,9", b"Total,b,12")
    with pytest.raises(FileError, match="absent='not available'"):
        read_table(text)
    assert np.isnan(read_table(text, absent="not available").table().loc["Y", "b"])
    assert read_table(text, absent="none").table().loc["Y", "b"] == 0


def test_rows_to_keep_are_named():
    text = b"region,industry,sex,jobs\nA,x,men,5\nA,x,women,6\nB,x,men,7\nB,x,women,8\n"
    with pytest.raises(
        FileError, match=r"They differ in the column 'sex'.*only='sex=men'"
    ) as caught:
        read_table(text)
    assert {"only": "sex=women"} in caught.value.ways
    assert read_table(text, only="sex=women").table().to_numpy().sum() == 14
    with pytest.raises(FileError, match="no row has 'all' in the column 'sex'"):
        read_table(text, only="sex=all")
    with pytest.raises(FileError, match="write COLUMN=CELL"):
        read_table(text, only="women")
    both = text + b"A,x,total,11\nB,x,total,15\n"
    assert read_table(both).table().to_numpy().sum() == 26


def test_a_question_carries_its_answers():
    with pytest.raises(FileError) as caught:
        read_table(b'region,industry,jobs\nA,x,"1,234"\nB,x,"2,345"\n')
    assert caught.value.ways == [{"thousands": ","}, {"decimal": ","}]
    assert [
        read_table(b'region,industry,jobs\nA,x,"1,234"\n', **way).data["value"].iloc[0]
        for way in caught.value.ways
    ] == [1234, 1.234]


def test_levels_become_classes_and_totals_references():
    rows = "".join(
        f"{region},{code},{jobs}\n"
        for region, a, b, c in (("X", 310, 452, 97), ("Y", 275, 861, 334))
        for code, jobs in (
            ("Total", a + b + c),
            ("C", a + b),
            ("C10", a),
            ("C24", b),
            ("F", c),
            ("F41", c),
        )
    )
    read = read_table(f"region,industry,jobs\n{rows}".encode())
    assert list(read.table().columns) == ["C10", "C24", "F41"]
    assert read.groups().to_dict() == {"C10": "C", "C24": "C", "F41": "F"}
    assert read.total_line("industry").to_dict() == {"X": 859, "Y": 1470}
    assert [(one.label, one.kind) for one in read.apart] == [
        ("Total", "total"),
        ("C", "broader"),
        ("F", "broader"),
    ]
    broad = read_table(f"region,industry,jobs\n{rows}".encode(), industry_level=1)
    assert list(broad.table().columns) == ["C", "F"]


def test_a_column_keeps_each_cell_once():
    grid = Grid.of_rows([["a", 1], ["a", "1"], ["b", 1.0], ["a"]])
    first, second = grid.columns
    assert isinstance(first, Column)
    assert first.cells() == ["a", "a", "b", "a"]
    assert [type(cell) for cell in second.cells()] == [int, str, float, type(None)]
    assert first.take([2, 3]).values == ["a", "b"]
