"""What a register is made of, how functions take it, and what is said when something is amiss."""

import subprocess
import sys

import numpy as np
import pandas as pd
import pytest

import agglomeration as ag
from agglomeration.indicators.ground import extras

duckdb = pytest.importorskip("duckdb")
ibis = pytest.importorskip("ibis")

PLANTS = pd.DataFrame(
    {
        "region": ["Linz", "Linz", "Wels", "Steyr"],
        "industry": ["steel", "soap", "soap", "steel"],
        "size": [120, 5, 7, 4],
        "year": [2010, 2010, 2020, 2020],
    }
)


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "parts").mkdir()
    for number in range(2):
        PLANTS.iloc[number::2].to_parquet(tmp_path / "parts" / f"{number}.parquet")
        PLANTS.iloc[number::2].to_csv(tmp_path / f"{number}.csv.gz", index=False)
    return tmp_path


def test_a_path_a_glob_a_list_a_folder_and_packed_text(folder):
    parts = folder / "parts"
    for data in (
        str(parts / "*.parquet"),
        [parts / "0.parquet", parts / "1.parquet"],
        parts,
        str(folder / "*.csv.gz"),
    ):
        pd.testing.assert_frame_equal(ag.plant_table(data), ag.plant_table(PLANTS))


def test_files_that_are_not_there_or_not_read(folder):
    with pytest.raises(ValueError, match=r"no file matches '.*nothing\.parquet'; check the path"):
        ag.plant_table(folder / "nothing.parquet")
    (folder / "plants.xlsx").write_bytes(b"")
    with pytest.raises(ValueError, match=r"files that end in '\.xlsx' are not read"):
        ag.plant_table(folder / "plants.xlsx")
    with pytest.raises(ValueError, match="not both at once"):
        ag.plant_table([folder / "0.csv.gz", folder / "parts/1.parquet"])
    with pytest.raises(
        TypeError, match="expected paths, a DuckDB relation, an Ibis table or a DataFrame, got int"
    ):
        ag.Register(3)


def test_a_column_that_is_not_there_or_holds_no_numbers(folder):
    with pytest.raises(
        ValueError, match="plants: column 'jobs' is not there; the columns are 'region', 'industry'"
    ):
        ag.plant_table(folder / "parts", size="jobs")
    with pytest.raises(ValueError, match=r"column 'size' holds timestamp.*, which is not a number"):
        ag.plant_table(ag.Register(PLANTS.assign(size=pd.Timestamp("2020-01-01"))))


def test_an_empty_table():
    with pytest.raises(ValueError, match="plants: the table is empty"):
        ag.plant_table(ag.Register(PLANTS.iloc[:0]))


def test_columns_are_named_in_one_place():
    renamed = PLANTS.rename(columns={"size": "jobs"})
    register = ag.Register(renamed, size="jobs")
    for columns in ({}, {"size": "jobs"}):
        pd.testing.assert_frame_equal(ag.plant_table(register, **columns), ag.plant_table(PLANTS))
    with pytest.raises(
        ValueError, match="size: the register has size='jobs' and the call asks for None"
    ):
        ag.plant_table(register, size=None)


def test_years_share_their_labels_and_one_must_be_chosen():
    register = ag.Register(PLANTS, year="year")
    assert register.years == [2010, 2020]
    late = ag.plant_table(register.at(2020))
    assert late.loc["Linz"].tolist() == [0, 0] and late.loc["Wels", "soap"] == 7
    with pytest.raises(
        ValueError, match=r"the register has 2 years; take one of them with \.at\(year\)"
    ):
        ag.plant_table(register)
    with pytest.raises(ValueError, match="2015 is not in the register; there are 2010, 2020"):
        register.at(2015)
    with pytest.raises(ValueError, match="made without year="):
        ag.Register(PLANTS).at(2010)


def test_a_long_table_from_a_file_keeps_its_laws(tmp_path):
    long = pd.DataFrame(
        {
            "region": ["Linz", "Linz", "Wels"],
            "industry": ["soap", "steel", "soap"],
            "value": [2.0, 0, 3],
        }
    )
    long.to_parquet(tmp_path / "long.parquet")
    for absent in (0.0, np.nan):
        pd.testing.assert_frame_equal(
            ag.to_table(long, absent=absent), ag.to_table(tmp_path / "long.parquet", absent=absent)
        )
    pd.concat([long, long.iloc[:1]]).to_parquet(tmp_path / "twice.parquet")
    with pytest.raises(
        ValueError, match="region 'Linz', industry 'soap' has 2 rows; each pair must occur once"
    ):
        ag.to_table(tmp_path / "twice.parquet")
    withheld = long.assign(value=[np.nan, 0, 3])
    withheld.to_parquet(tmp_path / "withheld.parquet")
    with pytest.raises(ValueError, match="Column 'value' is missing in 1"):
        ag.to_table(tmp_path / "withheld.parquet")
    pd.testing.assert_frame_equal(
        ag.to_table(withheld, nan=True), ag.to_table(tmp_path / "withheld.parquet", nan=True)
    )


def test_sums_stand_for_the_plants_but_not_where_plants_are_thrown():
    sums = ag.plant_sums(PLANTS)
    pd.testing.assert_frame_equal(ag.ellison_glaeser(sums), ag.ellison_glaeser(PLANTS))
    assert ag.coagglomeration(sums) == ag.coagglomeration(PLANTS)
    kept = ["Graz", "Wels", "Steyr", "Linz"]
    pd.testing.assert_frame_equal(
        ag.plant_sums(sums, regions=kept).table, ag.plant_table(PLANTS, regions=kept)
    )
    with pytest.raises(ValueError, match="regions: no 'Linz', where there are plants"):
        ag.plant_sums(sums, regions=["Wels", "Steyr"])
    for measure in (ag.ellison_glaeser, ag.coagglomeration):
        with pytest.raises(ValueError, match="sums of plants hold no plants to throw"):
            measure(ag.Register(PLANTS), draws=9)


def test_every_form_goes_through_one_door(tmp_path):
    """Tables of two dates from files whose columns have names of their own, from sums, or as they are."""
    named = {"region": "county", "industry": "trade", "size": "jobs"}
    dates = [PLANTS, PLANTS.assign(size=PLANTS["size"] + 3)]
    paths = [tmp_path / f"{place}.parquet" for place in range(2)]
    for plants, path in zip(dates, paths, strict=True):
        plants.rename(columns=named).to_parquet(path)
    expected = ag.shift_share(*map(ag.plant_table, dates))
    pd.testing.assert_frame_equal(ag.shift_share(*map(ag.plant_sums, dates)), expected)
    pd.testing.assert_frame_equal(ag.shift_share(*paths, **named), expected, check_names=False)
    classes = pd.Series({"steel": "heavy", "soap": "light"})
    found = ag.variety(table=str(paths[0]), hierarchy=classes, draws=9, seed=1, **named)
    right = ag.variety(ag.plant_table(PLANTS), classes, draws=9, seed=1)
    pd.testing.assert_frame_equal(found.frame, right.frame, check_names=False)


@pytest.mark.parametrize("factor", [1e200, 1e-200])
def test_sizes_at_the_ends_of_floating_point(factor):
    huge = PLANTS.assign(size=PLANTS["size"] * factor)
    for found in (ag.ellison_glaeser(huge), ag.ellison_glaeser(ag.Register(huge))):
        pd.testing.assert_frame_equal(found, ag.ellison_glaeser(PLANTS), rtol=1e-12)


def test_arguments_are_checked():
    with pytest.raises(
        ValueError, match="faulty: 'ignore' is not known; choose one of 'stop', 'drop', 'apart'"
    ):
        ag.Register(PLANTS, faulty="ignore")
    with pytest.raises(ValueError, match='faulty="apart" needs the file'):
        ag.Register(PLANTS, faulty="apart")


def test_a_column_that_is_no_classification_is_refused(monkeypatch):
    monkeypatch.setattr("agglomeration.indicators.plants.cells.MOST_CELLS", 3)
    with pytest.raises(ValueError, match="more than 3 combinations of 'region', 'industry'"):
        ag.plant_table(ag.Register(PLANTS))


@pytest.mark.parametrize("package", ["duckdb", "ibis"])
def test_a_missing_engine_is_named(monkeypatch, package, tmp_path):
    there = extras.import_module

    def import_module(name):
        if name == package:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
        return there(name)

    monkeypatch.setattr(extras, "import_module", import_module)
    with pytest.raises(
        ImportError, match=rf"need {package}: python3 -m pip install -e '\.\[engines\]'"
    ):
        ag.plant_table(ag.Register(PLANTS))


def test_engines_load_only_when_something_lies_outside_pandas():
    code = (
        "import sys, pandas as pd, agglomeration as ag;"
        "ag.ellison_glaeser(pd.DataFrame({'region': ['a', 'b'], 'industry': 'i', 'size': [1, 2]}));"
        "print([name for name in ('duckdb', 'ibis', 'pyspark', 'distributed') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
