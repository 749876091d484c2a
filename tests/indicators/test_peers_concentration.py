"""Agreement with other packages on one seeded table, and the disagreements by name."""

import numpy as np
import pandas as pd
import pytest

from agglomeration.indicators.concentration import (
    ellison_glaeser,
    gini,
    hoover_concentration,
    locational_gini,
    theil,
)

econcomplex = pytest.importorskip("econcomplex")
inequality = pytest.importorskip("inequality")


@pytest.fixture(scope="module")
def table():
    generator = np.random.default_rng(20)
    values = generator.poisson(3, (40, 12)) * generator.lognormal(0, 1, (40, 12))
    return pd.DataFrame(
        values,
        index=[f"r{row}" for row in range(40)],
        columns=[f"i{column}" for column in range(12)],
    )


def test_gini_equals_econcomplex_and_inequality(table):
    pd.testing.assert_series_equal(gini(table), econcomplex.gini(table), check_names=False)
    for column in table:
        assert gini(table)[column] == pytest.approx(
            inequality.gini.Gini(table[column].to_numpy()).g
        )


def test_locational_gini_equals_econcomplex_on_its_scale(table):
    pd.testing.assert_series_equal(
        locational_gini(table, scale="half"), econcomplex.locational_gini(table), check_names=False
    )


def test_locational_gini_against_population_equals_econcomplex_hoover_gini(table):
    population = pd.Series(np.random.default_rng(21).lognormal(8, 1, len(table)), index=table.index)
    pd.testing.assert_series_equal(
        locational_gini(table, reference=population),
        econcomplex.hoover_gini(table, population),
        check_names=False,
    )


def test_hoover_equals_econcomplex_in_percent(table):
    pd.testing.assert_series_equal(
        hoover_concentration(table), econcomplex.hoover_index(table) / 100, check_names=False
    )


def test_an_empty_industry_is_undefined_here_and_a_number_there(table):
    """econcomplex calls an industry without jobs even (Gini, Hoover 0) or fully concentrated (locational Gini 0.5)."""
    empty = table.assign(none=0.0)
    assert econcomplex.gini(empty)["none"] == 0
    assert econcomplex.hoover_index(empty)["none"] == 0
    assert econcomplex.locational_gini(empty)["none"] == 0.5
    for index in (gini, locational_gini, hoover_concentration):
        assert np.isnan(index(empty)["none"])


def test_theil_equals_inequality(table):
    values = table["i3"] + 1
    assert theil(values) == pytest.approx(inequality.theil.Theil(values.to_numpy()).T)
    groups = pd.Series(np.arange(40) % 4, index=table.index)
    peer = inequality.theil.TheilD(values.to_numpy(), groups.to_numpy())
    parts = theil(values, groups=groups)
    np.testing.assert_allclose([parts["within"], parts["between"]], [peer.wg[0], peer.bg[0]])


def test_ellison_glaeser_equals_the_example_of_farhauer_and_kroell():
    """Farhauer and Kröll (2014), as R's REAT reproduces it: 0.05990628."""
    plants = pd.DataFrame(
        {
            "region": ["Wien"] * 5 + ["Linz"] * 4 + ["Graz"],
            "industry": "example",
            "size": [200, 650, 12000, 100, 50, 16000, 13000, 1500, 1500, 25000],
        }
    )
    reference = pd.Series({"Wien": 500_000, "Linz": 400_000, "Graz": 100_000})
    assert ellison_glaeser(plants, reference=reference).loc["example", "gamma"] == pytest.approx(
        0.05990628, abs=5e-9
    )
