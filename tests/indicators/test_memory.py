"""Indicators that go through their input once hold at most twice its memory beyond it, whichever way it lies."""

import tracemalloc

import numpy as np
import pandas as pd
import pytest

import agglomeration as ag

REGIONS, INDUSTRIES, PLANTS = 1200, 400, 400_000


def jobs(seed=1):
    generator = np.random.default_rng(seed)
    values = generator.lognormal(3, 1.5, (REGIONS, INDUSTRIES)) * (
        generator.random((REGIONS, INDUSTRIES)) < 0.5
    )
    return pd.DataFrame(
        values,
        [f"r{row}" for row in range(REGIONS)],
        [f"i{column}" for column in range(INDUSTRIES)],
    )


def by_rows(table):
    """The same table, its rows rather than its columns lying together in memory."""
    return pd.DataFrame(
        np.ascontiguousarray(table.to_numpy()), table.index, table.columns, copy=False
    )


def plants():
    generator = np.random.default_rng(2)
    return pd.DataFrame(
        {
            "region": pd.Categorical.from_codes(generator.integers(0, 200, PLANTS), range(200)),
            "industry": pd.Categorical.from_codes(generator.integers(0, 100, PLANTS), range(100)),
            "size": np.ceil(generator.lognormal(2, 1, PLANTS)),
        }
    )


TABLE = jobs()
OF_REGIONS = pd.Series(1.0, TABLE.index)
GROUPS = pd.Series(np.arange(REGIONS) % 50, TABLE.index)
HALF = pd.Series(0.5, TABLE.columns)
NUMBER = np.arange(INDUSTRIES)
LEVELS = pd.DataFrame({"section": NUMBER // 100, "group": NUMBER // 10}, index=TABLE.columns)

OF_A_TABLE = {
    "location quotient": ag.location_quotient,
    "symmetric": lambda table: ag.location_quotient(table, "symmetric"),
    "standardized": lambda table: ag.location_quotient(table, "standardized"),
    "additive": lambda table: ag.location_quotient(table, "additive"),
    "presence": ag.presence,
    "Krugman": ag.krugman_specialization,
    "Krugman, rest": lambda table: ag.krugman_specialization(table, "rest"),
    "Krugman, mean of others": lambda table: ag.krugman_specialization(table, "mean_of_others"),
    "Hoover": ag.hoover_specialization,
    "Hachman": ag.hachman,
    "Herfindahl": ag.herfindahl,
    "Herfindahl of industries": lambda table: ag.herfindahl(table, of="industries"),
    "entropy": ag.entropy,
    "entropy of industries": lambda table: ag.entropy(table, of="industries"),
    "variety": lambda table: ag.variety(table, LEVELS),
    "Duranton-Puga": ag.duranton_puga_diversity,
    "diversity": ag.diversity,
    "ubiquity": ag.ubiquity,
    "Gini": ag.gini,
    "weighted Gini": lambda table: ag.gini(table, OF_REGIONS),
    "locational Gini": ag.locational_gini,
    "Hoover concentration": ag.hoover_concentration,
    "Krugman concentration, rest": lambda table: ag.krugman_concentration(table, "rest"),
    "Krugman concentration, mean of others": lambda table: ag.krugman_concentration(
        table, "mean_of_others"
    ),
    "Theil": ag.theil,
    "Theil L": lambda table: ag.theil(table, "L"),
    "Theil within groups": lambda table: ag.theil(table, groups=GROUPS),
    "Theil L within groups": lambda table: ag.theil(table, "L", groups=GROUPS),
    "co-agglomeration": lambda table: ag.coagglomeration(table, region=None),
    "co-agglomeration of pairs": lambda table: ag.coagglomeration(
        table, region=None, pairwise=True
    ),
    "Ellison-Glaeser of a table": lambda table: ag.ellison_glaeser(table, herfindahl=HALF),
    "Maurel-Sedillot of a table": lambda table: ag.maurel_sedillot(table, herfindahl=HALF),
}
OF_TWO_TABLES = {
    "growth": ag.growth,
    "log growth": lambda before, after: ag.growth(before, after, kind="log"),
    "growth of regions": lambda before, after: ag.growth(before, after, of="regions"),
    "shift-share": ag.shift_share,
    "Esteban-Marquillas": lambda before, after: ag.shift_share(before, after, "esteban-marquillas"),
    "entry": ag.entry,
    "exit": ag.exit,
    "cluster index": lambda jobs, plants: ag.cluster_index(jobs, plants, OF_REGIONS, OF_REGIONS),
}
OF_PLANTS = {
    "Ellison-Glaeser": ag.ellison_glaeser,
    "Maurel-Sedillot": ag.maurel_sedillot,
    "co-agglomeration": ag.coagglomeration,
    "plant table": ag.plant_table,
    "plant Herfindahl": ag.plant_herfindahl,
}


def times_the_input(function, *inputs):
    """Largest memory allocated at once during a second call, as a multiple of the input's."""
    function(*inputs)
    tracemalloc.start()
    try:
        function(*inputs)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    return peak / sum(frame.memory_usage(index=False, deep=True).sum() for frame in inputs)


@pytest.mark.parametrize("layout", [lambda table: table, by_rows], ids=["columns", "rows"])
@pytest.mark.parametrize("name", OF_A_TABLE)
def test_of_a_table(name, layout):
    times = times_the_input(OF_A_TABLE[name], layout(TABLE))
    assert times < 2


@pytest.mark.parametrize("name", OF_TWO_TABLES)
def test_of_two_tables(name):
    before = TABLE.clip(lower=1)
    times = times_the_input(OF_TWO_TABLES[name], before, before * 2)
    assert times < 2


@pytest.mark.parametrize("layout", [lambda table: table, by_rows], ids=["columns", "rows"])
@pytest.mark.parametrize("kind", ["rate", "log", "change"])
def test_growth_of_cells_holds_little_beyond_its_result(layout, kind):
    """The result is half as large as the two tables together."""
    before, after = layout(TABLE), layout(TABLE.iloc[::-1].set_axis(TABLE.index))
    times = times_the_input(lambda *dates: ag.growth(*dates, kind=kind), before, after)
    assert times < 0.6


@pytest.mark.parametrize("name", OF_PLANTS)
def test_of_plants(name):
    times = times_the_input(OF_PLANTS[name], plants())
    assert times < 2


def test_of_a_long_table():
    long = (
        TABLE.rename_axis(index="region", columns="industry").stack().rename("value").reset_index()
    )
    long = long.astype({"region": "category", "industry": "category"})
    times = times_the_input(ag.to_table, long)
    assert times < 2


def test_ripley_holds_no_table_of_pairs():
    """A table of yes and no for each pair and radius would take 90 MB, the distances 36."""
    points = pd.DataFrame(np.random.default_rng(3).random((3000, 2)), columns=["x", "y"])
    tracemalloc.start()
    try:
        ag.ripley_k(points, np.linspace(0.01, 0.5, 20), area=1.0)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 4e6
