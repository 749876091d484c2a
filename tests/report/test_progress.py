"""How far long work is: said in words where it takes long, and not where it does not."""

import io

import pytest

from agglomeration.report import FileError, make_report, read_table
from agglomeration.report.progress import MOST_STEPS, Patient, one_line

JOBS = b"region,industry,jobs\nA,x,5\nA,y,6\nB,x,7\nB,y,8\n"


def test_reading_and_computing_say_what_they_do():
    said = []
    make_report(JOBS, name="jobs.csv", draws=0, progress=said.append)
    assert said[0] == "Reading jobs.csv …" and "Looking for totals and levels …" in said
    assert any(words.startswith("Computing") for words in said)
    assert len(said) < MOST_STEPS


def test_many_lines_are_counted(monkeypatch):
    monkeypatch.setattr("agglomeration.report.reading.delimited._AT_ONCE", 100)
    monkeypatch.setattr("agglomeration.report.reading.delimited._TOLD_EVERY", 100)
    said = []
    rows = "".join(f"r{k},x,{k + 1}\n" for k in range(350))
    read_table(f"region,industry,jobs\n{rows}r1,y,3\n".encode(), name="jobs", progress=said.append)
    assert "Reading jobs: 200 lines …" in said


def test_what_is_quick_says_nothing():
    said = []
    with Patient(said.append, patience=60) as progress:
        progress("Reading …")
    assert said == []


def test_what_takes_long_says_what_it_does_now_and_goes_on():
    said = []
    with Patient(said.append, patience=60) as progress:
        progress("Reading …")
        progress.begin()
        progress("Computing …")
    assert said == ["Reading …", "Computing …", ""]


def test_a_line_is_written_over_the_one_before():
    stream = io.StringIO()
    say = one_line(stream)
    say("Reading …")
    say("")
    assert stream.getvalue() == "\r\x1b[2KReading …\r\x1b[2K"


def test_a_file_too_large_is_refused_with_the_line_that_makes_it_smaller(tmp_path, monkeypatch):
    duckdb = pytest.importorskip("duckdb")
    monkeypatch.chdir(tmp_path)
    text = (
        "code,region,industry,year,jobs\n1,A,x,2020,5\n1,A,x,2021,6\n2,B,x,2021,(D)\n2,B,y,2021,9\n"
    )
    (tmp_path / "it's large.csv").write_text(text)
    with pytest.raises(FileError, match="With DuckDB") as caught:
        read_table("it's large.csv", largest=0.00001)
    assert duckdb
    exec(str(caught.value).partition("in a smaller file: ")[2])
    read = read_table("it's large-smaller.csv")
    assert read.years == [2021] and read.table().loc["B", "y"] == 9
    assert read.withheld().loc["B", "x"]


def test_a_large_file_whose_columns_are_not_known_is_refused_without_that_line(tmp_path):
    (tmp_path / "large.csv").write_text("a,b,c\n1,2,3\n")
    with pytest.raises(FileError, match="are read at most") as caught:
        read_table(tmp_path / "large.csv", largest=0.000001)
    assert "DuckDB" not in str(caught.value)
