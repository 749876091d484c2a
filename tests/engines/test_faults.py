"""Dirty rows are counted, shown, and dropped or kept apart only if the user says so."""

import os

import numpy as np
import pandas as pd
import pytest

import agglomeration as ag

pytest.importorskip("duckdb")
pytest.importorskip("ibis")

KNOWN = ["soap", "steel", "toys"]


def sound():
    """Forty sound plants."""
    number = np.arange(40)
    return pd.DataFrame(
        {
            "plant": [f"p{k:02}" for k in number],
            "region": np.array(["Linz", "Steyr", "Wels"])[number % 3],
            "industry": np.array(KNOWN)[number // 2 % 3],
            "size": 1.0 + number % 7,
        }
    )


def dirty():
    """The same with every fault: which rows have which is what the tests know."""
    plants = sound()
    plants.loc[0, "region"] = None
    plants.loc[1, "industry"] = None
    plants.loc[2, "industry"] = "magic"
    plants.loc[3, "size"] = np.nan
    plants.loc[4, "size"] = -5.0
    plants.loc[5:6, "size"] = 0.0
    plants.loc[7, "size"] = np.inf
    plants.loc[8, "plant"] = None
    plants.loc[9, "plant"] = plants.loc[10, "plant"]
    return plants


FAULTS = {
    ("plant", "repeated"): [9, 10],
    ("region", "missing"): [0],
    ("industry", "missing"): [1],
    ("industry", "unknown"): [2],
    ("plant", "missing"): [8],
    ("size", "missing"): [3],
    ("size", "infinite"): [7],
    ("size", "negative"): [4],
    ("size", "zero"): [5, 6],
}
FAULTY = list(range(11))


@pytest.fixture
def file(tmp_path):
    dirty().to_parquet(tmp_path / "plants.parquet")
    return tmp_path / "plants.parquet"


def test_every_fault_is_counted_and_shown(file):
    faults = ag.Register(file, plant="plant", industries=KNOWN).faults
    assert dict(
        zip(zip(faults["column"], faults["fault"], strict=True), faults["rows"], strict=True)
    ) == {fault: len(rows) for fault, rows in FAULTS.items()}
    shown = faults.set_index(["column", "fault"])["examples"]
    for fault, rows in FAULTS.items():
        names = {str(dirty().loc[row, "plant"]) for row in rows}
        assert {example.rpartition("plant ")[2] for example in shown[fault]} <= names | {"None"}
        assert len(shown[fault]) == len(rows)


def test_to_stop_is_the_default_and_says_how_many(file):
    register = ag.Register(file, plant="plant", industries=KNOWN)
    with pytest.raises(
        ValueError, match=r"11 of 40 rows are faulty\. Column 'plant' is repeated in 2"
    ) as error:
        ag.ellison_glaeser(register)
    assert 'faulty="drop"' in str(error.value)
    with pytest.raises(ValueError, match=r"7 of 40 rows are faulty"):
        ag.ellison_glaeser(file)


def test_dropped_rows_leave_what_pandas_makes_of_the_others(file):
    register = ag.Register(file, plant="plant", industries=KNOWN, faulty="drop")
    with pytest.warns(
        ag.FaultyRows, match=r"11 of 40 rows are faulty.*They were left out; 29 rows are used"
    ):
        found = ag.ellison_glaeser(register)
    pd.testing.assert_frame_equal(ag.ellison_glaeser(sound().drop(FAULTY)), found, rtol=1e-12)
    assert "They were left out; 29 rows are used" in found.attrs["rows"]
    assert "left out" in ag.plant_table(register).attrs["rows"]


def test_the_warning_comes_once(file, recwarn):
    register = ag.Register(file, plant="plant", industries=KNOWN, faulty="drop")
    for _ in range(2):
        ag.coagglomeration(register)
    assert [warning.category for warning in recwarn if warning.category is ag.FaultyRows] == [
        ag.FaultyRows
    ]


@pytest.mark.filterwarnings("ignore::agglomeration.indicators.plants.register.FaultyRows")
def test_rows_kept_apart_are_whole_and_say_why(file, tmp_path):
    apart = tmp_path / "apart.parquet"
    register = ag.Register(file, plant="plant", industries=KNOWN, faulty="apart", apart=apart)
    used = ag.plant_sums(register).plants.sum()
    kept = pd.read_parquet(apart)
    assert used + len(kept) == 40
    assert list(kept.columns) == [*dirty().columns, "fault"]
    assert kept["fault"].value_counts().to_dict() == {
        f"{part} {kind}": len(rows) for (part, kind), rows in FAULTS.items()
    }
    columns = ["plant", "region", "industry", "size"]
    expected = dirty().loc[FAULTY].sort_values(columns).reset_index(drop=True)
    pd.testing.assert_frame_equal(
        kept[columns].sort_values(columns).reset_index(drop=True), expected
    )
    assert sorted(os.listdir(tmp_path)) == ["apart.parquet", "plants.parquet"]


def test_without_faults_the_file_is_empty_and_nobody_is_warned(tmp_path, recwarn):
    register = ag.Register(sound(), plant="plant", faulty="apart", apart=tmp_path / "apart.parquet")
    ag.plant_table(register)
    assert len(pd.read_parquet(tmp_path / "apart.parquet")) == 0
    assert not [warning for warning in recwarn if warning.category is ag.FaultyRows]
    assert register.summary == "plants: all of 40 rows are used; none is faulty."


def test_a_row_with_two_faults_counts_under_both_and_once_in_all():
    plants = sound()
    plants.loc[0, ["region", "size"]] = [None, -1.0]
    register = ag.Register(plants, faulty="drop")
    assert register.faults["rows"].tolist() == [1, 1]
    assert register.summary.startswith("plants: 1 of 40 rows is faulty.")


def test_an_identifier_may_come_back_in_another_year():
    plants = pd.concat([sound().assign(year=year) for year in (2010, 2020)], ignore_index=True)
    assert ag.Register(plants, plant="plant", year="year").faults.empty
    assert ag.Register(plants, plant="plant").faults["rows"].tolist() == [80]


def test_text_in_a_column_of_sizes_and_codes_with_leading_zeros(tmp_path):
    lines = [
        "region,industry,size",
        "01,0100,5",
        "01,0200,n/a",
        "02,0100,7",
        "02,0200,",
        "03,0200,2",
    ]
    (tmp_path / "plants.csv").write_text("\n".join(lines))
    register = ag.Register(tmp_path / "plants.csv", faulty="drop")
    assert register.faults[["fault", "rows"]].to_numpy().tolist() == [
        ["not a number", 1],
        ["missing", 1],
    ]
    with pytest.warns(ag.FaultyRows):
        table = ag.plant_table(register)
    assert table.index.tolist() == ["01", "02", "03"] and table.columns.tolist() == ["0100", "0200"]
    assert table.to_numpy().tolist() == [[5, 0], [7, 0], [0, 2]]


def test_zeros_may_count():
    plants = sound()
    plants.loc[0, "size"] = 0.0
    assert ag.plant_sums(ag.Register(plants, zeros=True)).plants.sum() == 40
    assert ag.Register(plants).faults["fault"].tolist() == ["zero"]


def test_nothing_left_is_an_error():
    with pytest.raises(ValueError, match=r"40 of 40 rows are faulty.*Nothing is left"):
        ag.plant_table(ag.Register(sound(), regions=["elsewhere"], faulty="drop"))
