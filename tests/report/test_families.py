"""A report holds every indicator that its table admits, with the functions' own numbers."""

import numpy as np
import pandas as pd
import pytest

import agglomeration as ag
from agglomeration.report import FileError, make_report, read_table
from agglomeration.report.measures import (
    cell_measures,
    industry_measures,
    pair_measures,
    region_measures,
)


@pytest.fixture(scope="module")
def of_years(files):
    return make_report(files["two-years.csv"].content, name="two-years.csv", draws=0)


@pytest.fixture(scope="module")
def plants(files):
    return read_table(files["plants.csv"].content).data


@pytest.mark.filterwarnings("ignore:table. 1 of 8 regions")
def test_regions_and_industries_have_the_functions_own_numbers(of_plants, jobs):
    regions, industries = (
        of_plants["regions"].set_index("region"),
        of_plants["industries"].set_index("industry"),
    )
    for column, value in {
        "Krugman specialization": ag.krugman_specialization(jobs),
        "equivalent number of industries": 1 / ag.herfindahl(jobs),
        "economic complexity": ag.economic_complexity(jobs).eci,
    }.items():
        np.testing.assert_allclose(regions[column], value, rtol=1e-12)
    for column, value in {
        "locational Gini": ag.locational_gini(jobs),
        "product complexity": ag.economic_complexity(jobs).pci,
    }.items():
        np.testing.assert_allclose(industries[column], value, rtol=1e-12)
    assert regions["share"].sum() == pytest.approx(1)


def test_both_varieties_add_up_to_the_entropy(of_plants):
    regions = of_plants["regions"]
    both = regions["unrelated variety, bits"] + regions["related variety, bits"]
    np.testing.assert_allclose(both, regions["entropy over industries, bits"], rtol=1e-12)


def test_pairs_of_region_and_industry_are_in_their_places(of_plants, jobs):
    cells = of_plants["cells"].set_index(["region", "industry"])
    assert len(cells) == jobs.size
    quotients = ag.location_quotient(jobs)
    for region, industry in (("A", "wine"), ("H", "bread"), ("E", "cars")):
        assert cells.loc[(region, industry), "amount"] == jobs.loc[region, industry]
        assert cells.loc[(region, industry), "location quotient"] == quotients.loc[region, industry]


def test_pairs_of_industries_come_once_and_the_closest_first(of_plants, jobs, plants):
    pairs = of_plants["pairs"]
    count = jobs.shape[1]
    assert len(pairs) == count * (count - 1) / 2
    assert pairs["co-agglomeration"].is_monotonic_decreasing
    together = ag.coagglomeration(plants, size="value", pairwise=True)
    first = pairs.iloc[0]
    assert first["co-agglomeration"] == together.loc[first["industry"], first["other industry"]]
    assert first["proximity"] == ag.proximity(jobs).loc[first["industry"], first["other industry"]]


def test_plants_have_p_values_of_the_throws_that_were_asked_for(of_plants, plants):
    direct = ag.ellison_glaeser(plants, size="value", draws=99, seed=1)
    table = of_plants["plants"].set_index("industry")
    pd.testing.assert_series_equal(table["Ellison-Glaeser"], direct.value, check_names=False)
    pd.testing.assert_series_equal(table["p of Ellison-Glaeser"], direct.p, check_names=False)
    assert table["plants"].sum() == len(plants)


def test_more_plants_than_are_thrown_for_a_page_have_their_z_and_a_sentence(
    files, plants, monkeypatch
):
    monkeypatch.setattr("agglomeration.report.plant_families.MOST_THROWS", 99 * len(plants) - 1)
    report = make_report(files["plants.csv"].content, name="plants.csv", draws=99)
    table = report["plants"].set_index("industry")
    direct = ag.ellison_glaeser(plants, size="value")
    pd.testing.assert_series_equal(table["z of Ellison-Glaeser"], direct.z, check_names=False)
    assert "p of Ellison-Glaeser" not in table
    (why,) = [why for what, why in report.missing if what.startswith("p-values")]
    assert f"{len(plants)} plants are more than are thrown anew" in why
    assert "z of Ellison-Glaeser" in report.html()


@pytest.mark.parametrize("key", ["change-regions", "change-industries", "change-cells"])
def test_parts_of_a_change_add_up_to_it(key, of_years):
    parts = of_years[key]
    sums = parts["national"] + parts["industry_mix"] + parts["regional"]
    np.testing.assert_allclose(sums, parts["change"], atol=1e-8)


def test_a_change_is_that_of_the_first_and_last_year(of_years):
    data = of_years.checked.data
    sums = data.groupby(["year", "region"])["value"].sum().unstack("year")
    changes = of_years["change-regions"].set_index("region")["change"]
    pd.testing.assert_series_equal(changes, sums[2020] - sums[2010], check_names=False)
    rate = (sums[2020] / sums[2010]) ** (1 / 10) - 1
    found = of_years["change-regions"].set_index("region")["growth per year"]
    pd.testing.assert_series_equal(found, rate, check_names=False)


def test_plants_with_coordinates_get_measures_without_borders(plants):
    generator = np.random.default_rng(5)
    placed = plants.assign(x=generator.random(len(plants)), y=generator.random(len(plants)))
    content = placed.rename(columns={"value": "size"}).to_csv(index=False).encode()
    report = make_report(content, draws=9)
    table = report["distances"].set_index("industry")
    curve = ag.marcon_puech(placed, "chips", types="industry")["M"].drop(0.0, errors="ignore")
    assert table.loc["chips", "largest M"] == curve.max()
    assert set(table.index) == set(plants["industry"])


def test_what_is_not_computed_is_named_with_its_reason(files, of_plants):
    missing = dict(make_report(files["jobs.csv"].content, draws=0).missing)
    assert "one row per plant" in missing["Ellison-Glaeser, Maurel-Sedillot, co-agglomeration"]
    assert "two of them" in missing["shift-share, growth, entry and exit"]
    assert "broad class" in missing["related and unrelated variety"]
    assert not any("Ellison" in what for what, _ in of_plants.missing)


@pytest.mark.parametrize(
    "rows", ["A,x,1\n", "A,x,1\nB,x,2\n", "A,x,1\nA,y,2\n", "A,x,0\nB,y,0\n", "A,x,1\nB,y,0\n"]
)
def test_the_smallest_tables_get_a_report_too(rows):
    report = make_report(f"region,industry,jobs\n{rows}".encode(), draws=9)
    assert "<h1>the file</h1>" in report.html()
    assert report.excel().startswith(b"PK")
    assert set(dict(report.missing)) >= {"shift-share, growth, entry and exit"}


def test_every_column_says_what_it_measures():
    measures = [*region_measures(), *industry_measures(), *cell_measures(), *pair_measures()]
    assert all(
        measure.meaning.endswith(".") and measure.call.startswith("ag.") for measure in measures
    )
    assert len({measure.name for measure in measures}) == len(measures)


def test_the_same_file_makes_the_same_report(files):
    first, second = (make_report(files["jobs-wide.csv"].content) for _ in range(2))
    assert first.html() == second.html()


def test_bad_arguments_are_sentences(of_plants):
    with pytest.raises(FileError, match="draws -1 must be a whole number"):
        make_report(b"region,industry,jobs\nA,x,1\n", draws=-1)
    with pytest.raises(KeyError, match="no family 'towns'; this report has regions, industries"):
        of_plants["towns"]


def test_of_many_pairs_the_most_related_are_in_the_table(monkeypatch):
    from agglomeration.report import level_families

    rows = "".join(
        f"R{a},{b},{1 + (a * 7 + k * 5) % 11}\n" for a in range(6) for k, b in enumerate("vwxyz")
    )
    content = f"region,industry,jobs\n{rows}".encode()
    every = make_report(content, draws=0)["pairs"]
    monkeypatch.setattr(level_families, "MOST_PAIRS", 4)
    report = make_report(content, draws=0)
    assert report["pairs"].equals(every.head(4))
    assert any("4 of 10 pairs" in remark for remark in report.remarks)


def test_a_regression_with_many_industries_takes_out_their_means_and_has_the_same_numbers(
    monkeypatch,
):
    from agglomeration.report import change_families

    jobs = np.random.default_rng(3).integers(0, 60, (3, 8, 5))
    rows = "".join(
        f"R{place},{name},{2010 + year},{jobs[year, place, k]}\n"
        for year in range(3)
        for place in range(8)
        for k, name in enumerate("vwxyz")
    )
    content = f"region,industry,year,jobs\n{rows}".encode()
    every = make_report(content, draws=0)
    widths, real = [], ag.growth_regression

    def seen(regressors, **said):
        widths.append((regressors.shape[1], said.get("effects", ("industry",))))
        return real(regressors, **said)

    seen.__doc__ = real.__doc__
    monkeypatch.setattr(ag, "growth_regression", seen)
    monkeypatch.setattr(change_families, "MOST_IN_DESIGN", 100)
    monkeypatch.setattr(change_families, "MOST_ROWS", 50)
    report = make_report(content, draws=0)
    # No column for an industry was made.
    assert widths == [(every["externalities"].shape[1] - 3, ())]
    within = report["regression"].set_index("term")
    full = every["regression"].set_index("term")
    assert set(full.index) - set(within.index) == {"const", *(f"industry_{k}" for k in "wxyz")}
    np.testing.assert_allclose(within, full.loc[within.index], rtol=1e-6)
    last = every["externalities"].query("year == '2011'").reset_index(drop=True)
    pd.testing.assert_frame_equal(report["externalities"].reset_index(drop=True), last)
    said = " ".join(report.remarks)
    assert "the constant of each industry is taken out" in said
    assert "those of the period that begins in 2011" in said
