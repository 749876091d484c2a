"""Labour pooling in its limits: one firm, one fate, no shocks; and the exact means against drawn years."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clusterbook.models.labour_pooling import labour_pooling, pooled_year, simulate_years

firms = st.integers(1, 60)
shocks = st.floats(0, 0.5)
correlations = st.floats(0, 1)
rules = st.sampled_from(["free", "fixed"])


def assert_no_gain(table):
    np.testing.assert_allclose(table.loc["pooled"], table.loc["alone"], atol=1e-12)


@given(shocks, correlations, rules)
def test_one_firm_gains_nothing_from_a_pool_of_its_own(shock, correlation, wages):
    assert_no_gain(labour_pooling(1, shock, correlation, wages=wages))


@given(firms, shocks, rules)
def test_firms_that_share_one_fate_gain_nothing(number, shock, wages):
    assert_no_gain(labour_pooling(number, shock, 1.0, wages=wages))


@given(firms, correlations, rules)
def test_without_shocks_there_is_nothing_to_pool(number, correlation, wages):
    table = labour_pooling(number, 0.0, correlation, wages=wages)
    assert_no_gain(table)
    np.testing.assert_allclose(table[["wage_swing", "unemployment"]], 0, atol=1e-9)


@given(firms, shocks, correlations, st.floats(0.2, 5))
def test_free_wages_have_the_closed_form(number, shock, correlation, elasticity):
    table = labour_pooling(number, shock, correlation, elasticity=elasticity)
    slope, apart = 1 / elasticity, (number - 1) / number * (1 - correlation)
    np.testing.assert_allclose(table["wage"], 1)
    np.testing.assert_allclose(table["unemployment"], 0, atol=1e-12)
    np.testing.assert_allclose(table["profit"], [slope / 2, slope / 2 * (1 + apart * shock**2)])
    swing = slope * shock * np.sqrt([1, correlation + (1 - correlation) / number])
    np.testing.assert_allclose(table["wage_swing"], swing, atol=1e-7)


@given(firms, shocks, correlations)
def test_fixed_wages_never_leave_more_idle_or_make_less_when_pooled(number, shock, correlation):
    table = labour_pooling(number, shock, correlation, wages="fixed")
    assert table.loc["alone", "unemployment"] == pytest.approx(shock / 2)
    assert table.loc["pooled", "unemployment"] <= shock / 2 + 1e-12
    assert table.loc["pooled", "profit"] >= table.loc["alone", "profit"] - 1e-12
    np.testing.assert_allclose(table["wage_swing"], 0, atol=1e-9)


def test_a_large_pool_of_independent_firms_leaves_hardly_anyone_idle():
    table = labour_pooling(1000, 0.25, wages="fixed").loc["pooled"]
    assert table["unemployment"] < 0.005
    assert table["profit"] == pytest.approx(0.5 * (1 + 0.25**2), rel=0.01)


def test_four_equally_likely_years_of_two_firms_by_hand():
    """Demand of 125 or 75, 200 workers: idle are 50 of 200 in one year of four, alone 25 of 100 in one of two."""
    years = pooled_year(2, [0, 1, 1, 2], 0.25, wages="fixed")
    assert years["unemployment"].tolist() == [0.25, 0, 0, 0]
    assert labour_pooling(2, 0.25, wages="fixed")["unemployment"].tolist() == [0.125, 0.0625]


@given(firms, st.integers(0, 60), shocks, rules)
def test_workers_are_neither_made_nor_lost(number, good, shock, wages):
    good = min(good, number)
    year = pooled_year(number, good, shock, wages=wages).iloc[0]
    placed = (good * year["in_good"] + (number - good) * year["in_bad"]) / number
    assert placed == pytest.approx(1 - year["unemployment"])
    assert year["in_bad"] >= -1e-12


@pytest.mark.parametrize("correlation", [0.0, 0.3, 1.0])
@pytest.mark.parametrize("wages", ["free", "fixed"])
def test_drawn_years_average_to_the_exact_means(correlation, wages):
    drawn = simulate_years(7, 0.4, correlation, years=20_000, wages=wages, seed=3)
    exact = labour_pooling(7, 0.4, correlation, wages=wages)
    for place in ("alone", "pooled"):
        for name in ("wage", "unemployment", "profit"):
            error = drawn[place, name].std() / len(drawn) ** 0.5
            assert abs(drawn[place, name].mean() - exact.loc[place, name]) < 4 * error + 1e-9


def test_two_firms_have_the_correlation_asked_for():
    good = simulate_years(2, 0.2, 0.36, years=40_000, seed=4)["all", "good"]
    alike = (good != 1).mean()
    assert abs(alike - (1 + 0.36) / 2) < 4 * (0.25 / 40_000) ** 0.5


def test_the_same_seed_draws_the_same_years():
    assert simulate_years(5, 0.2, seed=1).equals(simulate_years(5, 0.2, seed=1))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"firms": 0}, "firms: 0 is not a number of firms"),
        ({"firms": 2.5}, "firms: 2.5"),
        ({"firms": 2000}, "firms: 2000 is more than"),
        ({"shock": 0.6}, "shock: 0.6"),
        ({"correlation": -0.1}, "correlation: -0.1"),
        ({"wages": "sticky"}, "wages: 'sticky' is no rule of pay"),
        ({"elasticity": 0}, "elasticity: 0"),
    ],
)
def test_bad_arguments_are_named(arguments, message):
    with pytest.raises(ValueError, match=message):
        labour_pooling(**{"firms": 3, "shock": 0.2, **arguments})


def test_bad_counts_are_named():
    with pytest.raises(ValueError, match="good: \\[4\\] are not counts of the 3 firms"):
        pooled_year(3, 4, 0.2)
    with pytest.raises(ValueError, match="years: 0"):
        simulate_years(3, 0.2, years=0)
