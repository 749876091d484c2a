"""What files have as offices hand them out: sums without a name, shares, notes, years in names, cut digits.

Layouts are those of offices; names and numbers are made up.
"""

import random

import numpy as np
import pytest

from agglomeration.report import FileError, read_table

NAMES = [f"Region {letter}" for letter in "ABCDEFGH"]
INDUSTRIES = ["Food", "Textiles", "Machinery", "Trade", "Transport"]


def amounts(seed):
    return np.random.default_rng(seed).integers(20, 9000, (len(NAMES), len(INDUSTRIES)))


def wide(rows, names=("region", *INDUSTRIES)):
    return "\n".join(",".join(map(str, row)) for row in (names, *rows)).encode()


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("where", [0, 3, 8])
@pytest.mark.parametrize("transposed", [False, True])
def test_a_sum_of_some_lines_is_set_apart_wherever_these_stand(seed, where, transposed):
    table = amounts(seed)
    some = sorted(random.Random(seed).sample(range(8), 3))
    area = ("Plains", *table[some].sum(axis=0))
    rows = [(name, *row) for name, row in zip(NAMES, table.tolist(), strict=True)]
    rows.insert(where, area)
    if transposed:
        rows = [
            ("sector", *(row[0] for row in rows)),
            *zip(INDUSTRIES, *(row[1:] for row in rows), strict=True),
        ]
        content = wide(rows[1:], rows[0])
    else:
        content = wide(rows)
    read = read_table(content)
    assert sorted(read.data["region"].unique()) == NAMES
    (apart,) = read.apart
    assert (apart.label, sorted(apart.parts)) == ("Plains", [NAMES[k] for k in some])


def test_a_sum_is_found_though_each_industry_hides_some_region():
    table = amounts(3).astype(object)
    area = ("Plains", *table[[1, 4, 6]].sum(axis=0))
    for place, industry in enumerate((0, 1, 2)):
        table[(1, 4, 7)[place], industry] = "X"
    rows = [(name, *row) for name, row in zip(NAMES, table.tolist(), strict=True)]
    assert "Plains" not in set(read_table(wide([*rows, area])).data["region"])


def test_lines_of_one_proportion_are_no_sums():
    rows = [(f"R{k}", 1000 // k, 900 // k + 1) for k in range(1, 13)]
    assert len(read_table(wide(rows, ("region", "a", "b")), layout="wide").data) == 24


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([("A", 0.5, 0.25), ("B", 0.125, 1)], "all of them lie between 0 and 1"),
        ([("A", 62.5, 37.5), ("B", 12.1, 87.8)], "they add up to 100 in each region"),
        ([("A", 62.5, 12.25), ("B", 37.5, 87.75)], "they add up to 100 in each industry"),
    ],
)
def test_shares_are_known_by_what_they_are(rows, told):
    content = "\n".join(
        [
            "region,industry,value",
            *(f"{r},{i},{v}" for r, *vs in rows for i, v in zip("xy", vs, strict=True)),
        ]
    ).encode()
    with pytest.raises(FileError, match=told) as caught:
        read_table(content)
    (way,) = caught.value.ways
    assert len(read_table(content, **way).data) == 4


@pytest.mark.parametrize("cell", ["1.23E+05", "1,23E+05"])
def test_digits_that_a_spreadsheet_cut_off_are_remarked(cell):
    content = f"region;industry;jobs\nA;x;{cell}\nA;y;120\nB;x;15\nB;y;7,5\n"
    options = {"decimal": ","} if "," in cell else {}
    content = content if options else content.replace("7,5", "7.5")
    (remark,) = [r for r in read_table(content.encode(), **options).remarks if "powers" in r]
    assert cell in remark


def test_one_column_is_not_two_things():
    with pytest.raises(FileError, match="it can be one of them"):
        read_table(b"region,industry,jobs\nA,x,1\n", region="region", industry="region")


def test_lines_of_two_cells_above_are_titles_and_all_notes_below_are_left_out():
    content = (
        "Register of jobs\nmeasure,Count\ndate,2022\n\nregion,Food,Trade,Transport\nA,12,34,9\nB,7,8,31\n\n"
        "Table 7: jobs by place of work\nLast updated: 30 September 2023\nNote: made up\n"
    )
    assert read_table(content.encode()).table().to_numpy().sum() == 101


@pytest.mark.parametrize(
    ("content", "way"),
    [
        ("a,b\nregion,Food,Trade,Transport\nA,1,2,3\nB,4,5,7\nC,4,5,6\n", "header"),
        ("region,Food,Trade,Transport\nA,1,2,3\nB,4,5,7\nC,4,9,6\nD,4,5,6\nthe end\n", "footer"),
    ],
)
def test_a_line_of_another_width_offers_what_leads_to_the_table(content, way):
    try:
        read = read_table(content.encode())
    except FileError as error:
        (offered,) = error.ways
        assert way in offered
        read = read_table(content.encode(), **offered)
    assert list(read.table().columns) == ["Food", "Trade", "Transport"]


def test_years_in_names_are_years_and_months_are_none():
    head = "region,industry,Jobs {},Jobs {}"
    rows = "A,x,12,14\nA,y,5,6\nB,x,9,31\nB,y,8,4\n"
    read = read_table(f"{head.format(2021, 2022)}\n{rows}".encode())
    assert read.years == [2021, 2022] and read.data["value"].sum() == 89
    for months in (("2022-01", "2022-02"), ("2022.1/4", "2022.2/4")):
        with pytest.raises(FileError):
            read_table(f"{head.format(*months)}\n{rows}".encode())


def test_columns_of_men_and_women_are_no_industries():
    with pytest.raises(FileError, match="parts of all who work") as caught:
        read_table("Bundesland;Männer;Frauen;Insgesamt\nHessen;5;7;12\nBayern;9;4;13\n".encode())
    assert caught.value.ways == [{"layout": "wide"}]


def test_a_column_of_monthly_jobs_is_no_column_of_levels():
    rows = "".join(
        f"{a},{n},5,{k * 7 + 11},{k * 7 + 12}\n"
        for k, (a, n) in enumerate((a, n) for a in ("01001", "01003") for n in ("311", "312"))
    )
    content = f"area_fips,industry_code,own_code,month1_emplvl,month2_emplvl\n{rows}".encode()
    assert len(read_table(content, value="month1_emplvl").data) == 4


def test_a_unit_that_stands_beside_years_is_what_amounts_are_counted_in():
    content = "GeoName,sector,Unit,2021,2022\nOhio,Food,Number of jobs,5,7\nUtah,Food,Number of jobs,3,9\n"
    assert "Number of jobs in all in 2022: 16" in read_table(content.encode()).summary()
