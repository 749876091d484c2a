"""Enterprise zones: each regression against statsmodels and against what was published for it."""

import numpy as np
import pandas as pd
import pytest
import statsmodels.formula.api as smf

from clusterbook.cases.enterprise_zones import REGRESSIONS, dealt_effects, zone_effect, zone_panel

FORMULAS = {
    "years": "claims ~ zone + C(year)",
    "cities and years": "claims ~ zone + C(year) + C(city)",
    "cities and years, without the year before": "claims ~ zone + C(year) + C(city)",
    "differences": "d_claims ~ d_zone + C(year)",
    "differences, trends of cities": "d_claims ~ d_zone + C(year) + C(city)",
}


@pytest.fixture(scope="module")
def panel():
    table = zone_panel()
    steps = table.groupby("city")[["claims", "zone"]].diff().add_prefix("d_")
    return table.join(steps)


@pytest.mark.parametrize("name", REGRESSIONS)
def test_each_regression_is_that_of_statsmodels(panel, name):
    rows = panel.dropna(subset="d_claims") if name.startswith("differences") else panel
    if name.endswith("year before"):
        rows = rows[rows["year"] != rows["first_treated"] - 1]
    fit = smf.ols(FORMULAS[name], rows).fit(cov_type="cluster", cov_kwds={"groups": rows["city"]})
    zone = next(term for term in fit.params.index if "zone" in term)
    effect, error = zone_effect(zone_panel(), name)
    assert effect == pytest.approx(fit.params[zone])
    assert error == pytest.approx(fit.bse[zone])


def test_what_a_textbook_reports_is_found():
    """Wooldridge, Introductory Econometrics, example 13.8: -0.182 in differences with effects of years."""
    assert zone_effect(zone_panel(), "differences")[0] == pytest.approx(-0.182, abs=0.0005)


def test_ten_of_22_cities_have_a_zone_and_keep_it(panel):
    assert panel["city"].nunique() == 22
    assert panel.groupby("city")["first_treated"].first().notna().sum() == 10
    assert (panel["zone"] == (panel["year"] >= panel["first_treated"])).all()


def test_zones_dealt_by_lot_do_nothing_on_average():
    found = dealt_effects(zone_panel(), "cities and years", draws=400, seed=1)
    assert abs(found.mean()) < 3 * found.std() / np.sqrt(len(found))
    assert found.std() > 0.03


@pytest.mark.parametrize("name", REGRESSIONS)
def test_a_dealt_effect_is_the_coefficient_in_the_dealt_panel(name):
    table = zone_panel()
    first = table.groupby("city")["first_treated"].first()
    dealt = table["city"].map(
        dict(zip(first.index, np.random.default_rng(3).permutation(first), strict=True))
    )
    moved = table.assign(first_treated=dealt, zone=(table["year"] >= dealt).astype(float))
    found = dealt_effects(table, name, draws=1, seed=3)[0]
    assert found == pytest.approx(zone_effect(moved, name)[0])


def test_the_same_seed_deals_the_same_zones():
    one, same, other = (
        dealt_effects(zone_panel(), "differences", draws=5, seed=s) for s in (1, 1, 2)
    )
    assert (one == same).all() and (one != other).any()


def test_dealing_changes_nothing_in_the_panel(panel):
    before = zone_panel().copy()
    dealt_effects(zone_panel(), "years", draws=2)
    pd.testing.assert_frame_equal(zone_panel(), before)


def test_another_regression_is_named():
    with pytest.raises(ValueError, match="regression: 'levels' is unknown"):
        zone_effect(zone_panel(), "levels")


BROKEN = {
    "city 2 has no claims in 1982": lambda table: table[
        (table["city"] != 2) | (table["year"] != 1982)
    ],
    "city 3 has no claims in 1985": lambda table: table.assign(
        claims=table["claims"].where((table["city"] != 3) | (table["year"] != 1985))
    ),
    "city 1 stands more than once in 1980": lambda table: pd.concat([table, table.iloc[:1]]),
    "no city has a zone": lambda table: table[table["first_treated"].isna()],
    "fewer than two cities": lambda table: table[table["city"] == table["city"].iloc[0]],
}


@pytest.mark.parametrize("asked", [zone_effect, dealt_effects])
@pytest.mark.parametrize("sentence", BROKEN)
def test_a_panel_that_gives_no_estimate_is_refused(asked, sentence):
    with pytest.raises(ValueError, match=sentence):
        asked(BROKEN[sentence](zone_panel()), "differences")
