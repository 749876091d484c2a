"""Korea's provinces by industry: what adds up, what is withheld, and known figures."""

import numpy as np
import pandas as pd
import pytest

import agglomeration as ag
from clusterbook import tables as datasets
from clusterbook.cases.korea import korean_industry_table, korean_manufacturing
from clusterbook.cases.korean_names import short_industry_names

ITEMS = ["establishments", "workers"]


@pytest.fixture(scope="module")
def cells():
    return datasets.load("korea_province_industry")


@pytest.fixture(scope="module")
def jobs():
    """Workers in 2023, by name of the province and division; the few withheld cells count as 0."""
    return korean_industry_table(2023, names=True).fillna(0)


def nation(year):
    """Return the nation's workers by division, those of withheld cells among them."""
    table = datasets.load("korea_province_industry").query(
        "region == '00' and level == 'division' and year == @year"
    )
    return table.set_index("industry")["workers"]


def test_every_pair_has_a_row(cells):
    assert len(cells) == 18 * 94 * 2
    assert not cells.duplicated(["region", "industry", "year"]).any()
    levels = datasets.load("korea_industries").set_index("industry")["level"]
    assert (cells["industry"].map(levels) == cells["level"]).all()
    assert levels.value_counts().to_dict() == {"division": 74, "section": 19, "total": 1}


def test_classes_nest():
    industries = datasets.load("korea_industries").set_index("industry")
    divisions = industries[industries["level"] == "division"]
    assert (divisions["parent"] == divisions.index.str[0]).all()
    assert (industries.loc[industries["level"] == "section", "parent"] == "TOTAL").all()


@pytest.mark.parametrize(
    ("year", "establishments", "workers"),
    [(2020, 6_032_022, 24_813_449), (2023, 6_246_489, 25_445_897)],
)
def test_the_nations_totals_are_the_published_ones(cells, year, establishments, workers):
    row = cells.query("region == '00' and industry == 'TOTAL' and year == @year").iloc[0]
    assert row[ITEMS].tolist() == [establishments, workers]


def test_provinces_add_up_to_the_nation(cells):
    by_industry = ["industry", "year"]
    whole = cells[cells["region"] == "00"].set_index(by_industry)[ITEMS]
    provinces = cells[cells["region"] != "00"]
    sums = provinces.groupby(by_industry)[ITEMS].sum().loc[whole.index]
    hidden = (
        provinces.groupby(by_industry)["workers"]
        .apply(lambda column: column.isna().any())
        .loc[whole.index]
    )
    assert (sums["establishments"] == whole["establishments"]).all()
    assert (sums["workers"] == whole["workers"])[~hidden].all()
    assert (sums["workers"] < whole["workers"])[hidden].all()


@pytest.mark.parametrize("parent", ["section", "total"])
def test_industries_add_up_to_their_class(cells, parent):
    belongs = datasets.load("korea_industries").set_index("industry")["parent"]
    child = {"section": "division", "total": "section"}[parent]
    inside = cells[cells["level"] == child].assign(
        parent=lambda table: table["industry"].map(belongs)
    )
    sums = inside.groupby(["region", "parent", "year"])[ITEMS].sum()
    hidden = inside.groupby(["region", "parent", "year"])["workers"].apply(
        lambda column: column.isna().any()
    )
    above = cells.set_index(["region", "industry", "year"])[ITEMS].loc[sums.index]
    assert (sums["establishments"] == above["establishments"]).all()
    assert (sums["workers"] == above["workers"])[~hidden].all()
    assert parent == "section" or not hidden.any()


def test_withheld_is_not_zero_and_zero_is_not_withheld(cells):
    withheld = cells[cells["workers_status"] == "withheld"]
    assert withheld["workers"].isna().all()
    assert withheld["establishments"].isin([1, 2]).all()
    assert set(withheld["level"]) == {"division"}
    assert "00" not in set(withheld["region"])
    shown = cells[cells["workers_status"] == "shown"]
    assert (shown[ITEMS] > 0).all(axis=None)
    assert (cells.loc[cells["workers_status"] == "none", ITEMS] == 0).all(axis=None)
    # Who has one or two establishments is always withheld, but where the nation itself has no more.
    assert not (shown["establishments"] < 3).any()


@pytest.mark.parametrize(("year", "count", "hidden"), [(2020, 26, 1_804), (2023, 29, 2_643)])
def test_how_many_cells_are_withheld_and_what_they_hold_together(cells, year, count, hidden):
    here = cells[(cells["year"] == year) & (cells["level"] == "division")]
    assert (here["workers_status"] == "withheld").sum() == count
    whole = here.loc[here["region"] == "00", "workers"].sum()
    assert whole - here.loc[here["region"] != "00", "workers"].sum() == hidden


@pytest.mark.parametrize("year", [2020, 2023])
def test_withheld_cells_hold_less_than_two_jobs_in_a_thousand(year):
    whole = korean_industry_table(year, "section").sum(axis=1)
    hidden = 1 - korean_industry_table(year).sum(axis=1) / whole
    assert hidden.min() >= 0
    assert hidden.max() < 0.002


def test_codes_of_two_systems_are_joined_by_place():
    provinces = datasets.load("korea_provinces").set_index("region")
    units = datasets.load("outlines_units").set_index("unit")
    joined = provinces["unit"].drop("00")
    assert set(joined) == set(datasets.load("outlines_korea")["unit"])
    # The letters of the short name stand in the name that the outlines give, as those of 충북 in 충청북도.
    long = joined.map(units["name_korean"])
    for region, name in provinces["name_korean"].drop("00").items():
        assert all(letter in long[region] for letter in name), (region, name, long[region])
    assert provinces.loc["26", ["name", "unit"]].tolist() == ["Ulsan", "KR-31"]


# Location quotients of workers and shares of the nation's jobs, 2023, computed apart from this library.
QUOTIENTS = {
    ("Ulsan", "C19"): 17.8,
    ("Ulsan", "C31"): 11.2,
    ("Ulsan", "C30"): 6.8,
    ("Ulsan", "C20"): 4.1,
    ("South Gyeongsang", "C31"): 7.8,
    ("South Gyeongsang", "C29"): 2.4,
    ("South Gyeongsang", "C25"): 2.4,
    ("South Jeolla", "C19"): 4.8,
    ("South Jeolla", "C31"): 3.7,
    ("South Jeolla", "C20"): 2.3,
    ("South Jeolla", "C24"): 2.2,
    ("North Gyeongsang", "C24"): 3.3,
    ("North Gyeongsang", "C13"): 2.5,
    ("North Gyeongsang", "C26"): 2.1,
    ("North Gyeongsang", "C30"): 2.1,
    ("Gyeonggi", "C26"): 2.2,
    ("Gyeonggi", "C32"): 2.5,
    ("Gyeonggi", "C27"): 1.8,
    ("Gyeonggi", "M70"): 1.8,
    ("Seoul", "J58"): 2.8,
    ("Seoul", "J62"): 2.7,
    ("Seoul", "C14"): 2.8,
    ("Seoul", "K64"): 2.1,
    ("Seoul", "H51"): 3.5,
    ("Daejeon", "M70"): 3.9,
    ("Daegu", "C13"): 3.9,
    ("Daegu", "C25"): 1.9,
    ("Busan", "H50"): 4.8,
    ("Busan", "C15"): 3.5,
    ("Busan", "A03"): 7.0,
    ("Gwangju", "C30"): 1.7,
    ("South Chungcheong", "C19"): 4.3,
    ("South Chungcheong", "C24"): 3.1,
    ("South Chungcheong", "C30"): 2.9,
    ("South Chungcheong", "C26"): 1.9,
    ("North Chungcheong", "C21"): 5.0,
    ("North Chungcheong", "C28"): 2.8,
    ("North Chungcheong", "C10"): 2.8,
    ("Incheon", "C16"): 3.4,
    ("Incheon", "C21"): 2.8,
    ("Gangwon", "B05"): 31.4,
    ("Gangwon", "I55"): 3.9,
    ("Jeju", "A03"): 13.5,
    ("Jeju", "I55"): 6.7,
    ("Sejong", "O84"): 4.3,
    ("North Jeolla", "D35"): 5.1,
}
SHARES = {
    ("Ulsan", "C19"): 39,
    ("Ulsan", "C31"): 24,
    ("Ulsan", "C30"): 15,
    ("South Gyeongsang", "C31"): 47,
    ("North Gyeongsang", "C26"): 11,
    ("Gyeonggi", "C26"): 53,
    ("Gyeonggi", "M70"): 44,
    ("Seoul", "J58"): 63,
    ("Seoul", "J62"): 60,
    ("Seoul", "C14"): 65,
    ("Daejeon", "M70"): 11,
}
# Krugman's index against the rest, over 74 divisions and over the 25 of manufacturing, 2023.
PROFILES = {
    "Seoul": (0.549, 1.027),
    "Sejong": (0.480, 0.642),
    "Gangwon": (0.442, 0.848),
    "Jeju": (0.442, 1.017),
    "South Jeolla": (0.414, 0.886),
    "Ulsan": (0.411, 0.981),
    "South Chungcheong": (0.355, 0.358),
    "North Gyeongsang": (0.339, 0.344),
    "North Jeolla": (0.330, 0.630),
    "South Gyeongsang": (0.329, 0.565),
    "North Chungcheong": (0.309, 0.496),
    "Gwangju": (0.259, 0.438),
    "Daejeon": (0.250, 0.367),
    "Gyeonggi": (0.248, 0.385),
    "Daegu": (0.241, 0.501),
    "Incheon": (0.237, 0.350),
    "Busan": (0.228, 0.357),
}


def test_known_location_quotients(jobs):
    found = ag.location_quotient(jobs, reference=nation(2023)).stack()
    assert {pair: round(float(found[pair]), 1) for pair in QUOTIENTS} == QUOTIENTS


def test_known_shares_of_the_nations_jobs(jobs):
    found = (100 * jobs / nation(2023)).stack()
    assert {pair: round(float(found[pair])) for pair in SHARES} == SHARES


def test_known_specialization(jobs):
    tables = [jobs, jobs[korean_manufacturing()]]
    rest = [nation(2023)[table.columns] - table for table in tables]
    own = [table.div(table.sum(axis=1), axis=0) for table in tables]
    other = [table.div(table.sum(axis=1), axis=0) for table in rest]
    found = pd.concat([(a - b).abs().sum(axis=1) for a, b in zip(own, other, strict=True)], axis=1)
    expected = pd.DataFrame(PROFILES).T
    assert (found.loc[expected.index].to_numpy() - expected).abs().max().max() <= 0.0005
    # Without the few withheld workers the library's index, which knows the provinces only, is the same to two decimals.
    library = ag.krugman_specialization(jobs, reference="rest")
    assert (library - found[0]).abs().max() < 0.005


@pytest.mark.parametrize(
    ("divisions", "region", "parts"),
    [
        ("all", "Seoul", (2.55, 0.09, -3.81, -1.17)),
        ("all", "Gyeonggi", (2.55, -0.46, 3.02, 5.11)),
        ("all", "Ulsan", (2.55, -0.02, -1.00, 1.53)),
        ("manufacturing", "Seoul", (-2.43, -6.20, -6.30, -14.93)),
        ("manufacturing", "Ulsan", (-2.43, 2.97, -3.13, -2.58)),
    ],
)
def test_known_parts_of_growth(jobs, divisions, region, parts):
    before = korean_industry_table(2020, names=True).fillna(0)
    kept = before.columns if divisions == "all" else korean_manufacturing()
    reference = (nation(2020)[kept], nation(2023)[kept])
    found = 100 * ag.shift_share(before[kept], jobs[kept], reference=reference, rates=True)
    columns = ["national", "industry_mix", "regional", "change"]
    assert found.loc[region, columns].tolist() == pytest.approx(parts, abs=0.0051)


def test_counting_establishments_is_not_counting_workers(jobs):
    plants = korean_industry_table(2023, item="establishments", names=True)
    quotients = [ag.location_quotient(table) for table in (plants, jobs)]
    found = [
        [round(float(table.loc["Ulsan", code]), 1) for table in quotients]
        for code in ("C19", "C31", "C30")
    ]
    assert found == [[4.9, 17.8], [5.0, 11.2], [2.8, 6.8]]
    # Over cells of manufacturing that are not withheld, the empty ones among them.
    known = korean_industry_table(2023)[korean_manufacturing()].notna().to_numpy()
    ranks = [table[korean_manufacturing()].to_numpy()[known] for table in quotients]
    assert round(pd.Series(ranks[0]).corr(pd.Series(ranks[1]), method="spearman"), 2) == 0.88
    power = (
        korean_industry_table(2023, names=True).loc["North Jeolla", "D35"]
        / plants.loc["North Jeolla", "D35"]
    )
    assert (plants.loc["North Jeolla", "D35"], round(power, 1)) == (25_570, 1.1)


@pytest.mark.parametrize(
    ("industry", "low", "high"),
    [
        ("C31", 0.14, 0.38),
        ("C19", 0.11, 0.30),
        ("A03", 0.14, 0.32),
        ("A01", 0.05, 0.12),
        ("C30", -0.02, 0.09),
        ("C26", -0.18, 0.15),
        ("C14", -0.04, 0.23),
    ],
)
def test_the_ellison_glaeser_index_has_bounds_only(jobs, industry, low, high):
    """Between all plants of a province alike and all but one with a single worker."""
    plants = korean_industry_table(2023, item="establishments", names=True)[industry]
    workers, all_jobs = jobs[industry], jobs.sum(axis=1)
    x = all_jobs / all_jobs.sum()
    raw = ((workers / workers.sum() - x) ** 2).sum() / (1 - (x**2).sum())
    squares = [
        workers**2 / plants.where(plants > 0),
        (workers - plants + 1).clip(lower=1) ** 2 + plants - 1,
    ]
    herfindahl = [square[plants > 0].sum() / workers.sum() ** 2 for square in squares]
    found = sorted((raw - value) / (1 - value) for value in herfindahl)
    assert np.round(found, 2).tolist() == pytest.approx(
        [low, high], abs=0.0101 if industry == "C19" else 0.0001
    )


@pytest.mark.parametrize(
    ("arguments", "message"),
    [((2021,), "2020 or 2023"), ((2023, "group"), "section"), ((2023, "section", "pay"), "item")],
)
def test_what_the_table_does_not_have_is_refused(arguments, message):
    with pytest.raises(ValueError, match=message):
        korean_industry_table(*arguments)


def test_each_division_has_a_short_name_of_its_own():
    names = short_industry_names()
    assert list(names.index) == list(korean_industry_table(2023).columns)
    assert names.is_unique
    assert names.str.len().max() <= 25
