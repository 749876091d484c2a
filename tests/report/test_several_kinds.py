"""What stands beside amounts and is none of them: shares, averages, a second kind of amounts, parts of a line."""

import numpy as np
import pytest

from agglomeration.report import FileError, read_table

PLACES = ["Praha", "Brno", "Ostrava", "Most"]
FIELDS = ["Food", "Textiles", "Steel", "Cars"]
JOBS = np.array([[310, 97, 20, 451], [88, 640, 75, 12], [42, 33, 907, 150], [65, 21, 48, 505]])


def file_of(header, rows):
    return "\n".join(",".join(map(str, row)) for row in [header, *rows]).encode()


def beside(kinds, join):
    """Each industry with two kinds of amounts, the second a tenth of the first."""
    header = ["region", *(join(field, kind) for field in FIELDS for kind in kinds)]
    rows = [
        [place, *(x for jobs in JOBS[k] for x in (jobs, jobs // 10))]
        for k, place in enumerate(PLACES)
    ]
    return file_of(header, rows)


def read_as(content, names, **options):
    read = read_table(content, **options)
    np.testing.assert_array_equal(read.table().loc[PLACES, names], JOBS)


@pytest.mark.parametrize(
    ("kinds", "join"),
    [
        (("jobs", "firms"), "{0}_{1}".format),
        (("jobs", "firms"), "{1}: {0}".format),
        (("(jobs)", "(firms)"), "{0} {1}".format),
        (("M", "F"), "{0} {1}".format),
        (("", " growth"), "{0}{1}".format),
    ],
)
def test_two_kinds_of_amounts_across_are_asked_about(kinds, join):
    content = beside(kinds, join)
    with pytest.raises(FileError, match="two kinds of amounts") as caught:
        read_table(content)
    names = [join(field, kinds[0]) for field in FIELDS]
    assert len(caught.value.ways) == 3
    read_as(content, names, **caught.value.ways[0])
    assert len(read_table(content, **caught.value.ways[1]).table().columns) == 4
    read_as(content, names, layout="wide")


@pytest.mark.parametrize("ending", [" share", " %", "_pct", " 구성비"])
def test_shares_beside_amounts_are_asked_about(ending):
    content = beside(("", ending), "{0}{1}".format)
    with pytest.raises(FileError, match="hold shares or averages") as caught:
        read_table(content)
    read_as(content, FIELDS, **caught.value.ways[0])


@pytest.mark.parametrize("name", ["Average", "평균", "Median"])
def test_averages_are_no_industries_and_no_regions(name):
    rows = [[place, *JOBS[k]] for k, place in enumerate(PLACES)]
    across = file_of(["region", *FIELDS, name], [[*row, sum(row[1:]) / 4] for row in rows])
    down = file_of(["region", *FIELDS], [*rows, [name, *JOBS.mean(axis=0)]])
    for content in (across, down):
        with pytest.raises(FileError, match="average") as caught:
            read_table(content)
        read_as(content, FIELDS, **caught.value.ways[0])


@pytest.mark.parametrize("name", ["Firms", "Mean wage", "Establishments", "사업체수"])
def test_another_amount_is_no_industry(name):
    content = file_of(
        ["region", *FIELDS, name], [[p, *JOBS[k], 70 - k] for k, p in enumerate(PLACES)]
    )
    with pytest.raises(FileError, match="its name says that it is something else") as caught:
        read_table(content)
    read_as(content, FIELDS, **caught.value.ways[0])


def test_names_that_only_share_words_are_industries():
    names = [
        "Food manufacturing",
        "Food stores",
        "Management of companies and enterprises",
        "Steel",
    ]
    content = file_of(["region", *names], [[p, *JOBS[k]] for k, p in enumerate(PLACES)])
    read_as(content, names)


@pytest.mark.parametrize("name", ["of which: Steel", "darunter Steel"])
def test_a_part_of_a_line_is_not_added_to_it(name):
    rows = [[place, *JOBS[k]] for k, place in enumerate(FIELDS)]
    content = file_of(["industry", *PLACES], [*rows, [name, *(JOBS[3] // 3)]])
    with pytest.raises(FileError, match="is a part of another line") as caught:
        read_table(content)
    np.testing.assert_array_equal(
        read_table(content, **caught.value.ways[0]).table().loc[PLACES, FIELDS].T, JOBS
    )


CLASSES = [
    ["15-24", "25-34", "35-44", "45-54"],
    ["15~24세", "25~34세", "35∼44세", "65세 이상"],  # noqa: RUF001 (as it is written there)
    ["under 25", "25 to 49", "50 to 64", "65 and over"],
    ["unter 25", "25 bis unter 50", "50 bis unter 65", "65 und älter"],
    ["20대", "30대", "40대", "50대 이상"],
    ["Y15-24", "Y25-49", "Y50-64", "Y_GE65"],
    ["1-4 employees", "5-9 employees", "10-999 employees", "1,000+ employees"],
    ["1~4명", "5 - 9명", "10~999명", "1,000명 이상"],
    ["1 bis 9 Beschäftigte", "10 bis 19 Beschäftigte", "20 bis 49 Beschäftigte", "50 und mehr"],
]
NO_CLASSES = [
    ["11", "31-33", "44-45", "48-49"],
    ["10-12", "13-15", "16-18", "19"],
    ["01-03", "05-39", "41-43", "45-56"],
    ["15-0000", "17-0000", "29-1141", "51-0000"],
    ["Under construction", "Over-the-counter trade", "24-hour shops", "20 Teile"],
]


def shaped(names, shape):
    """Jobs under names across, down or in a column, and the option that takes the names all the same."""
    cells, names = JOBS.tolist(), [f'"{name}"' for name in names]
    if shape == "across":
        rows = [[place, sum(row), *row] for place, row in zip(PLACES, cells, strict=True)]
        return file_of(["region", "Total", *names], rows), {"layout": "wide"}
    if shape == "long":
        rows = [[p, i, JOBS[k, m]] for k, p in enumerate(PLACES) for m, i in enumerate(names)]
        return file_of(["region", "industry", "jobs"], rows), {"industry": "industry"}
    rows = [[name, *row] for name, row in zip(names, cells, strict=True)]
    return file_of([shape, *FIELDS], rows), {shape: shape}


@pytest.mark.parametrize("names", [*CLASSES, *NO_CLASSES], ids=lambda names: names[0])
@pytest.mark.parametrize("shape", ["across", "long", "industry", "region"])
def test_ages_and_sizes_of_firms_are_asked_about_and_codes_are_not(names, shape):
    content, way = shaped(names, shape)
    if names in NO_CLASSES:
        assert read_table(content).data["value"].sum() == JOBS.sum()
        return
    with pytest.raises(FileError, match="look like classes of a number, such as ages") as caught:
        read_table(content)
    assert caught.value.ways == [way]
    read = read_table(content, **way)
    assert read.data["value"].sum() == JOBS.sum()
    assert any("look like classes" in remark for remark in read.remarks)


def test_an_age_among_industries_is_left_out_or_taken_as_it_was_said():
    content = file_of(["region", *FIELDS[:3], "65 and over"], [["A", *JOBS[0]], ["B", *JOBS[1]]])
    with pytest.raises(FileError, match="name '65 and over' looks like a class") as caught:
        read_table(content)
    one, other = (read_table(content, **way) for way in caught.value.ways)
    assert one.data["industry"].nunique() == 3 and not one.remarks
    assert other.data["industry"].nunique() == 4 and "looks like a class" in other.remarks[0]


def test_several_units_above_industries_are_asked_about():
    rows = [[place, *JOBS[k]] for k, place in enumerate(PLACES)]
    units = ["", "persons", "persons", "EUR", "persons"]
    with pytest.raises(FileError, match=r"several units, 'persons', 'EUR'.* 'Steel' is in 'EUR'"):
        read_table(file_of(["region", *FIELDS], [units, *rows]))
    read_as(file_of(["region", *FIELDS], [["", *["persons"] * 4], *rows]), FIELDS)


def test_a_negative_number_is_a_mark_once_it_is_said():
    content = b"region,industry,jobs\nA,x,-999\nA,y,3\nB,x,4\nB,y,5\n"
    with pytest.raises(FileError, match="must not be negative") as caught:
        read_table(content)
    withheld, unknown = (read_table(content, **way) for way in caught.value.ways)
    assert withheld.withheld().loc["A", "x"]
    assert unknown.not_available().loc["A", "x"]
    assert np.isnan(withheld.table().loc["A", "x"])


def test_small_areas_split_by_carets_and_one_year_of_eurostat_are_read():
    areas = "".join(
        f"2022^{area}^cp_{k}^{area % 97 + k}\n" for area in (11010, 11020) for k in (1, 2)
    )
    assert read_table(areas.encode()).table().to_numpy().tolist() == [[50, 51], [60, 61]]
    eurostat = "freq,nace_r2,geo\\TIME_PERIOD\t2020 \n" + "".join(
        f"A,{code},{place}\t{jobs} \n"
        for place, row in (("AT11", (7, 40)), ("AT12", (90, 8)))
        for code, jobs in zip("BC", row, strict=True)
    )
    assert read_table(eurostat.encode()).table().to_numpy().tolist() == [[7, 40], [90, 8]]


def test_a_first_column_without_a_name_can_be_told():
    content = file_of(["", *FIELDS], [[place, *JOBS[k]] for k, place in enumerate(PLACES)])
    with pytest.raises(FileError, match="first column has no name") as caught:
        read_table(content)
    read_as(content, FIELDS, **caught.value.ways[0])
    assert list(read_table(content, **caught.value.ways[1]).table().index) == sorted(FIELDS)
