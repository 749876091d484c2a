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
    found = agglomeration_elasticity(data, cluster=cluster, unit="worker", effects=["year"])
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
    ],
)
def test_bad_input_is_named(change, options, words):
    with pytest.raises(ValueError, match=words):
        agglomeration_elasticity(places(1).assign(**change), **options)


def test_a_text_is_no_list_of_columns():
    with pytest.raises(TypeError, match="'region' is one label"):
        agglomeration_elasticity(places(1), effects="region")
