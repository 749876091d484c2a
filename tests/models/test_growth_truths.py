"""Regions with a known truth: the rule comes back without noise, many runs are single runs, passing luck misleads."""

import numpy as np
import pytest

from agglomeration import externality_regressors, growth_regression
from clusterbook.models.growth_truths import TRUTHS, found_signs, recover, simulate_growth, verdicts

NAMES = ["specialization", "diversity", "competition"]


def regressed(panel, **options):
    cells = externality_regressors(panel, plants="plants")
    return growth_regression(cells, by=[*NAMES, "log_jobs"], **options)


@pytest.mark.parametrize("truth", TRUTHS)
def test_without_noise_the_regression_gives_the_truth_back(truth):
    fitted = regressed(simulate_growth(truth, 15, 6, noise=0.0, seed=3))
    for name in NAMES:
        assert fitted.params[name] == pytest.approx(TRUTHS[truth][name], abs=1e-8)
    assert fitted.params["log_jobs"] == pytest.approx(0.0, abs=1e-8)


@pytest.mark.parametrize("cluster", [True, False])
@pytest.mark.parametrize("passing", [0.0, 0.3])
def test_the_quick_regression_is_the_library_s(passing, cluster):
    panel = simulate_growth("Jacobs", 20, 5, passing=passing, seed=4)
    fitted = regressed(panel, cluster="region" if cluster else None)
    found = recover(
        "Jacobs", 20, 5, passing=passing, cluster=cluster, maps=1, histories=1, seed=4
    ).iloc[0]
    for name in NAMES:
        assert found[name] == pytest.approx(fitted.params[name], rel=1e-6)
        assert found[f"z {name}"] == pytest.approx(fitted.tvalues[name], rel=1e-6)


def test_estimates_are_right_on_average_and_tighter_with_more_regions():
    few, many = (recover("Porter", regions, maps=20, histories=10, seed=1) for regions in (30, 120))
    for name in NAMES:
        error = many[name].std() / len(many) ** 0.5
        assert abs(many[name].mean() - TRUTHS["Porter"][name]) < 5 * error
        assert many[name].std() < few[name].std()


def test_an_absent_effect_is_found_about_as_often_as_the_test_allows():
    """Many regions, independent errors: five percent each, give or take four standard errors."""
    found = recover("none", 150, 5, common=0.0, maps=100, histories=10, seed=2)
    share = (found_signs(found) != 0).mean()
    assert (abs(share - 0.05) < 4 * (0.05 * 0.95 / len(found)) ** 0.5 + 0.01).all()


def test_common_luck_of_a_region_makes_independent_errors_too_small():
    """Diversity is nearly the same in all industries of a region, so it takes the region's luck for its own."""
    runs = {"common": 0.6, "maps": 30, "histories": 5, "seed": 3}
    loose, strict = (
        found_signs(recover("none", 80, cluster=cluster, **runs)) for cluster in (False, True)
    )
    assert (loose["diversity"] != 0).mean() > 2 * (strict["diversity"] != 0).mean()


def test_passing_luck_alone_looks_like_competition_and_against_specialization():
    found = recover("none", 100, passing=0.4, maps=20, histories=5, seed=5)
    assert found["competition"].mean() > 0.1
    assert found["specialization"].mean() < -0.05
    assert (verdicts(found, "none") == "fooled").mean() > 0.9


def test_the_truth_is_named_or_given_by_its_effects():
    named = recover("Porter", 20, 5, maps=2, histories=2)
    given = recover({"specialization": 0.1, "competition": 0.1}, 20, 5, maps=2, histories=2)
    np.testing.assert_array_equal(named, given)


def test_the_same_seed_gives_the_same_regions_under_every_truth():
    one, other = (simulate_growth(truth, 10, 4, seed=6) for truth in ("none", "Jacobs"))
    start = one["time"] == 0
    np.testing.assert_array_equal(one[start], other[start])
    assert not np.array_equal(one["jobs"][~start], other["jobs"][~start])
    assert not np.array_equal(one["jobs"], simulate_growth("none", 10, 4, seed=7)["jobs"])


def test_plants_are_whole_and_there():
    panel = simulate_growth("none", 200, seed=8)
    assert (panel["plants"] >= 1).all()
    np.testing.assert_array_equal(panel["plants"], panel["plants"].round())


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"truth": "Weber"}, "'Weber' is unknown"),
        ({"truth": {"size": 1.0}}, "'size' is no regressor"),
        ({"regions": 1}, "regions: 1 is not a count of at least 2"),
        ({"industries": 2}, "industries: 2 is not a count of at least 3"),
        ({"noise": -0.1}, "noise: -0.1 is a standard deviation"),
        ({"passing": float("nan")}, "passing: nan is a standard deviation"),
        ({"common": 1.5}, "common: 1.5 is a share"),
    ],
)
def test_bad_input_is_named(options, words):
    settings = {"truth": "none", "regions": 10, **options}
    for run in (simulate_growth, recover):
        with pytest.raises(ValueError, match=words):
            run(**settings)


def test_a_count_of_histories_is_needed():
    with pytest.raises(ValueError, match="histories: 0 is not a count"):
        recover("none", 10, histories=0)


def test_noise_does_not_move_the_test_of_an_effect_that_is_zero_and_weakens_that_of_one_that_is_there():
    quiet, loud = (
        recover("Jacobs", 20, 6, noise=noise, maps=3, histories=4) for noise in (0.1, 0.6)
    )
    np.testing.assert_allclose(
        quiet["z specialization"], loud["z specialization"], rtol=1e-6, atol=1e-9
    )
    assert (quiet["z competition"] > loud["z competition"]).all()
