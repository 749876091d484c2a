"""pandas, DuckDB and Spark give the same numbers on the same million plants."""

import functools

import numpy as np
import pandas as pd
import pytest

import agglomeration as ag

duckdb = pytest.importorskip("duckdb")
ibis = pytest.importorskip("ibis")
pytestmark = pytest.mark.filterwarnings(
    "ignore:PySpark does not yet fully support pandas:FutureWarning"
)

YEARS = (2010, 2015, 2020)


def _paths(parquet, request):
    return parquet


def _relation(parquet, request):
    return duckdb.connect().read_parquet(parquet)


def _ibis_on_duckdb(parquet, request):
    return ibis.duckdb.connect().read_parquet(parquet)


def _ibis_on_spark(parquet, request):
    return request.getfixturevalue("spark").read_parquet(parquet.removesuffix("/*.parquet"))


SOURCES = {
    "paths": _paths,
    "DuckDB relation": _relation,
    "Ibis, DuckDB": _ibis_on_duckdb,
    "Ibis, Spark": _ibis_on_spark,
}


@pytest.fixture(scope="module", params=SOURCES)
def source(request, parquet):
    """The plants on one of the engines."""
    return SOURCES[request.param](parquet, request)


@pytest.fixture(scope="module")
def register(source):
    return ag.Register(source)


@pytest.fixture(scope="module")
def by_year(source):
    return ag.Register(source, year="year", plant="plant")


@pytest.fixture(scope="module")
def expected(plants):
    """What pandas says, computed once for all engines."""
    return functools.cache(lambda name: OF_PLANTS[name](plants))


@pytest.fixture(scope="module")
def tables(plants):
    """What pandas makes of the plants of each year."""
    labels = {
        "regions": sorted(plants["region"].unique()),
        "industries": sorted(plants["industry"].unique()),
    }
    return {year: ag.plant_table(plants[plants["year"] == year], **labels) for year in YEARS}


def equal(one, other):
    """Equal to twelve digits, labels included; what is undefined is undefined in both."""
    if isinstance(one, pd.DataFrame):
        pd.testing.assert_frame_equal(one, other, rtol=1e-12, atol=0, check_column_type=False)
    elif isinstance(one, pd.Series):
        pd.testing.assert_series_equal(one, other, rtol=1e-12, atol=0)
    else:
        np.testing.assert_allclose(one, other, rtol=1e-12)


OF_PLANTS = {
    "Ellison-Glaeser": ag.ellison_glaeser,
    "Maurel-Sedillot": ag.maurel_sedillot,
    "co-agglomeration of all": ag.coagglomeration,
    "co-agglomeration of pairs": lambda plants: ag.coagglomeration(plants, pairwise=True),
    "plant Herfindahl": ag.plant_herfindahl,
    "table": ag.plant_table,
    "sums": lambda plants: ag.plant_sums(plants).powers,
    "counts": lambda plants: ag.plant_sums(plants).plants,
}


@pytest.mark.parametrize("name", OF_PLANTS)
def test_of_plants(name, expected, register):
    equal(expected(name), OF_PLANTS[name](register))


def test_sums_of_fractions(plants, source):
    """Engines add in an order of their own, which shows in the last digits of what is not whole."""
    register = ag.Register(source, size="turnover")
    for part in ("table", "plants", "powers"):
        equal(getattr(ag.plant_sums(plants, size="turnover"), part), getattr(register.sums(), part))


def test_a_reference_and_all_regions(plants, register):
    sizes = pd.Series(np.arange(1.0, 152.0), [*sorted(plants["region"].unique()), "elsewhere"])
    equal(
        ag.ellison_glaeser(plants, reference=sizes), ag.ellison_glaeser(register, reference=sizes)
    )
    kept = [*sizes.index[::-1]]
    equal(ag.maurel_sedillot(plants, regions=kept), ag.maurel_sedillot(register, regions=kept))
    equal(ag.plant_table(plants, regions=kept), ag.plant_table(register, regions=kept))


def test_variety_over_a_hierarchy(expected, register, hierarchy):
    equal(ag.variety(expected("table"), hierarchy), ag.variety(register, hierarchy))


def test_counts_in_a_table(plants, source):
    equal(ag.to_table(plants, value=None), ag.to_table(source, value=None))


def test_entry_and_exit(tables, by_year):
    for measure in (ag.entry, ag.exit):
        expected = measure(tables[2010], tables[2020], "proximity")
        assert expected.notna().all(axis=None) and 0 < expected.iloc[:, 0].mean() < 1
        equal(expected, measure(by_year.at(2010), by_year.at(2020), "proximity"))


def test_shift_share_over_years(tables, by_year):
    first, between, last = (by_year.at(year) for year in YEARS)
    equal(
        ag.shift_share(tables[2010], tables[2020], "dynamic", between=[tables[2015]]),
        ag.shift_share(first, last, "dynamic", between=[between]),
    )


def test_one_year_at_a_time(plants, by_year):
    assert by_year.years == list(YEARS)
    equal(ag.ellison_glaeser(plants[plants["year"] == 2015]), ag.ellison_glaeser(by_year.at(2015)))


def test_faults_are_counted_alike(source, plants):
    """Regions beyond a short classification are unknown, and the sums of the others stay what they are."""
    known = sorted(plants["region"].unique())[:100]
    register = ag.Register(source, regions=known, faulty="drop")
    with pytest.warns(ag.FaultyRows):
        found = ag.plant_table(register)
    strange = ~plants["region"].isin(known)
    assert register.faults[["column", "fault", "rows"]].to_numpy().tolist() == [
        ["region", "unknown", strange.sum()]
    ]
    equal(ag.plant_table(plants[~strange]), found)
