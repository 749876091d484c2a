"""Elasticities of wage on size: the truth of simulated movers, statsmodels with dummies, and what is refused."""

import numpy as np
import pandas as pd
import pytest

from agglomeration import agglomeration_elasticity
from clusterbook.models.movers import ABILITY, simulate_movers

statsmodels = pytest.importorskip("statsmodels.api")


def places(seed, effect=0.05, regions=60):
    generator = np.random.default_rng(seed)
    size = generator.lognormal(11, 1, regions)
    wage = 20 * size**effect * generator.lognormal(0, 0.05, regions)
    return pd.DataFrame({"region": range(regions), "size": size, "wage": wage})


def test_a_law_without_luck_comes_back():
    data = places(1)
    data["wage"] = 3 * data["size"] ** 0.07
    found = agglomeration_elasticity(data)
    assert found.estimate == pytest.approx(0.07, abs=1e-12)
    assert found.details["doubling"] == pytest.approx(2**0.07 - 1)


def test_units_of_measurement_do_not_matter():
    data = places(2)
    other = data.assign(wage=data["wage"] * 1300, size=data["size"] / 1000)
    one, two = agglomeration_elasticity(data), agglomeration_elasticity(other)
    assert one.estimate == pytest.approx(two.estimate)
    assert one.error == pytest.approx(two.error)


@pytest.mark.parametrize("cluster", ["city", None])
def test_taking_units_out_is_having_a_dummy_for_each(cluster):
    data = simulate_movers(workers=60, cities=20, years=4, seed=3)
    errors = None if cluster is None else "clustered"
    found = agglomeration_elasticity(
        data, cluster=cluster, unit="worker", effects=["year"], errors=errors
    )
    dummies = pd.get_dummies(data[["worker", "year"]].astype(str), drop_first=True, dtype=float)
    design = statsmodels.add_constant(dummies.assign(size=np.log(data["size"])))
    model = statsmodels.OLS(np.log(data["wage"]), design)
    fit = (
        model.fit(cov_type="HC1")
        if cluster is None
        else model.fit(cov_type="cluster", cov_kwds={"groups": data["city"]})
    )
    assert found.estimate == pytest.approx(fit.params["size"], rel=1e-8)
    assert found.error == pytest.approx(fit.bse["size"], rel=1e-8)


def test_effects_of_units_end_the_bias_of_sorting():
    data = simulate_movers(sorting=0.25, workers=2000, seed=4)
    pooled, within = (
        agglomeration_elasticity(data, cluster="city", unit=unit) for unit in (None, "worker")
    )
    assert pooled.estimate == pytest.approx(0.03 + 0.25 * ABILITY, abs=0.02)
    assert within.lower < 0.03 < within.upper
    assert within.details["movers"] < within.details["units"] == 2000


def test_effects_of_units_hide_what_is_learned():
    data = simulate_movers(sorting=0.0, learning=0.01, seed=5)
    pooled, within = (
        agglomeration_elasticity(data, cluster="city", unit=unit, effects=["year"])
        for unit in (None, "worker")
    )
    assert pooled.estimate > 0.035
    assert within.upper < pooled.estimate


def test_who_moves_up_and_takes_a_worse_employer_hides_the_place():
    data = simulate_movers(0.06, sorting=0.0, worse_firm=0.02, seed=6)
    kinds = {"cluster": "city", "unit": "worker"}
    without = agglomeration_elasticity(data, **kinds)
    known = agglomeration_elasticity(data, controls=["premium"], **kinds)
    assert without.upper < 0.055
    assert known.lower < 0.06 < known.upper
    assert list(known.tables["coefficients"].index) == ["size", "premium"]
    assert known.tables["coefficients"].loc["premium", "coefficient"] == pytest.approx(1, abs=0.1)


def test_intervals_of_95_percent_hold_the_truth_in_about_95():
    """200 draws: within three standard errors of the share."""
    held = [
        found.lower < 0.05 < found.upper
        for found in (agglomeration_elasticity(places(seed)) for seed in range(200))
    ]
    assert 0.95 - 3 * 0.0154 < np.mean(held) <= 1


def movers(seed, regions=20, workers=60, years=4):
    """Regions with luck of their own; three workers of ten move each year."""
    generator = np.random.default_rng(seed)
    size, luck = generator.lognormal(11, 1, regions), generator.normal(0, 0.05, regions)
    places = generator.integers(0, regions, (workers, years))
    for year in range(1, years):
        stays = generator.random(workers) > 0.3
        places[stays, year] = places[stays, year - 1]
    region = places.ravel()
    log_wage = 0.05 * np.log(size[region]) + luck[region]
    log_wage += np.repeat(generator.normal(0, 0.3, workers), years)
    log_wage += generator.normal(0, 0.1, len(region))
    return pd.DataFrame(
        {
            "region": region,
            "worker": np.repeat(range(workers), years),
            "size": size[region],
            "wage": np.exp(log_wage),
        }
    )


def test_where_workers_move_only_leaving_regions_out_knows_the_luck_of_regions():
    """Clustered errors take regions for independent, whose luck is in the mean of all who were ever there."""
    held = {}
    for errors in ("clustered", "jackknife"):
        found = [
            agglomeration_elasticity(movers(s), unit="worker", errors=errors) for s in range(100)
        ]
        held[errors] = np.mean([one.lower < 0.05 < one.upper for one in found])
    assert held["clustered"] < 0.95 - 3 * 0.022 < held["jackknife"]


def test_leaving_a_region_out_is_dropping_its_rows():
    data = movers(1)
    found = agglomeration_elasticity(data, unit="worker")
    each = [
        agglomeration_elasticity(data[data["region"] != region], unit="worker", errors="clustered")
        for region in data["region"].unique()
    ]
    slopes = np.array([one.estimate for one in each])
    count = len(slopes)
    by_hand = np.sqrt((count - 1) / count * ((slopes - slopes.mean()) ** 2).sum())
    assert found.details["errors"] == "jackknife"
    assert found.error == pytest.approx(by_hand, rel=1e-9)


def test_where_one_region_has_all_movers_the_error_is_undefined():
    data = movers(1)
    home = data.groupby("worker")["region"].transform("first")
    one = data.assign(region=home.where(data["worker"] > 0, data["region"]))
    one.loc[one["worker"] == 0, "region"] = [0, 1, 0, 1]
    one["size"] = one["region"] + 10.0
    found = agglomeration_elasticity(one, unit="worker")
    assert np.isnan(found.error)
    assert np.isfinite(found.estimate)


def test_without_luck_there_is_no_error_to_speak_of_and_no_warning():
    data = places(1).assign(wage=2.0)
    found = agglomeration_elasticity(data, cluster=None)
    assert found.estimate == pytest.approx(0, abs=1e-12)


def test_the_input_is_not_changed_and_the_order_of_rows_does_not_matter():
    data = simulate_movers(workers=50, seed=7)
    kept = data.copy()
    one = agglomeration_elasticity(data, cluster="city", unit="worker", effects=["year"])
    two = agglomeration_elasticity(
        data.sample(frac=1, random_state=1), cluster="city", unit="worker", effects=["year"]
    )
    pd.testing.assert_frame_equal(data, kept)
    assert one.error == pytest.approx(two.error, rel=1e-9)


@pytest.mark.parametrize(
    ("change", "options", "words"),
    [
        ({}, {"size": "jobs"}, "column 'jobs' is not there"),
        ({"wage": 0.0}, {}, "column 'wage' is 0; amounts must be positive"),
        ({"size": np.nan}, {}, "column 'size' is nan; it is missing"),
        ({"size": 5.0}, {}, "'size' is the same in every row"),
        ({"region": 1}, {}, "errors cannot be clustered within one label"),
        ({"worker": 1}, {"controls": ["worker"]}, "cannot be told apart from the effects"),
        ({}, {"effects": ["region"]}, "cannot be told apart from the effects"),
        ({"worker": range(60)}, {"unit": "worker"}, "no 'worker' is seen at two values of 'size'"),
        ({}, {"level": 95}, "level: 95 is not between 0 and 1"),
        ({}, {"errors": "hc3"}, "errors: 'hc3' is not known"),
        ({}, {"errors": "jackknife", "cluster": None}, "errors: 'jackknife' needs clusters"),
    ],
)
def test_bad_input_is_named(change, options, words):
    with pytest.raises(ValueError, match=words):
        agglomeration_elasticity(places(1).assign(**change), **options)


@pytest.mark.parametrize("values", [[0.0, 1.0], [30.1, 30.2]])
def test_a_control_that_the_worker_tells_is_named(values):
    data = movers(1)
    data["fixed"] = np.array(values)[data["worker"] % 2]
    with pytest.raises(ValueError, match="'fixed' is the same in all rows of each 'worker'"):
        agglomeration_elasticity(data, unit="worker", controls=["fixed"])


def test_a_text_is_no_list_of_columns():
    with pytest.raises(TypeError, match="'region' is one label"):
        agglomeration_elasticity(places(1), effects="region")
