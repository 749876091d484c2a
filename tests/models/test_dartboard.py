"""The dartboard in its limits: no force, full force, one plant, one region, and gamma recovered on average."""

import numpy as np
import pandas as pd
import pytest

from agglomeration.indicators.concentration import ellison_glaeser
from clusterbook.models.dartboard import expected_gamma, null_distribution, throw

REGIONS = pd.Series({"large": 6.0, "middle": 3.0, "small": 2.0, "tiny": 1.0})
SHARES = REGIONS / REGIONS.sum()


def assert_mean(values, expected):
    """The mean lies within four standard errors of what it must be."""
    assert abs(values.mean() - expected) < 4 * values.std() / len(values) ** 0.5


@pytest.mark.parametrize("skew", [0.0, 1.2])
@pytest.mark.parametrize("spillover", [0.0, 0.15])
@pytest.mark.parametrize("natural_advantage", [0.0, 0.3])
def test_gamma_averages_to_the_truth(skew, spillover, natural_advantage):
    thrown = null_distribution(
        25,
        REGIONS,
        skew=skew,
        spillover=spillover,
        natural_advantage=natural_advantage,
        draws=6000,
        seed=5,
    )
    assert_mean(thrown["gamma"], expected_gamma(spillover, natural_advantage))


def test_raw_concentration_averages_to_lumpiness_not_to_zero():
    sizes = np.array([40.0, 20, 10, 10, 5, 5, 5, 5])
    thrown = null_distribution(sizes, REGIONS, draws=20_000, seed=6)
    lumpiness = (1 - (SHARES**2).sum()) * ((sizes / sizes.sum()) ** 2).sum()
    assert_mean(thrown["G"], lumpiness)
    assert lumpiness > 0.1


def test_natural_advantage_spreads_the_regions_chances_as_the_model_says():
    """With many plants the industry's shares are its chances: mean x, variance gamma x (1 - x)."""
    shares = np.array(
        [
            throw(400, REGIONS, natural_advantage=0.2, seed=seed)["region"].value_counts(
                normalize=True, sort=False
            )
            for seed in range(600)
        ]
    )
    x = SHARES.to_numpy()
    sampling = x * (1 - x) * (1 - 0.2) / 400
    np.testing.assert_allclose(shares.var(axis=0), 0.2 * x * (1 - x) + sampling, rtol=0.25)
    np.testing.assert_allclose(shares.mean(axis=0), x, atol=0.04)


@pytest.mark.parametrize("force", ["spillover", "natural_advantage"])
def test_full_force_puts_every_plant_in_one_region(force):
    thrown = null_distribution(12, REGIONS, **{force: 1.0}, skew=1.0, draws=200, seed=7)
    np.testing.assert_allclose(thrown["gamma"].mean(), 1.0, atol=0.2)
    assert throw(12, REGIONS, **{force: 1.0}, seed=7)["region"].nunique() == 1


def test_a_throw_measured_by_the_index_equals_its_row_of_the_distribution():
    sizes = np.array([30.0, 12, 7, 7, 3])
    plants = throw(sizes, REGIONS, spillover=0.3, seed=11)
    measured = ellison_glaeser(plants, reference=REGIONS).loc["simulated"]
    thrown = null_distribution(sizes, REGIONS, spillover=0.3, draws=1, seed=11).loc[0]
    np.testing.assert_allclose(
        measured[["G", "H", "gamma"]].to_numpy(float), thrown[["G", "H", "gamma"]], rtol=1e-12
    )


def test_pairs_of_any_rank_share_their_fate_equally_often():
    together = [
        throw(30, 500, spillover=0.25, seed=seed)["region"].cat.codes.to_numpy()
        for seed in range(1500)
    ]
    together = np.array(together)
    for first, second in [(0, 1), (0, 29), (28, 29)]:
        share = (together[:, first] == together[:, second]).mean()
        assert abs(share - 0.25) < 4 * (0.25 * 0.75 / 1500) ** 0.5 + 1 / 500


def test_undefined_with_one_plant_or_one_region():
    assert null_distribution(1, REGIONS, draws=5, seed=1)["gamma"].isna().all()
    assert null_distribution(9, 1, draws=5, seed=1)["gamma"].isna().all()


def test_the_same_seed_throws_the_same_darts_and_skew_makes_giants():
    first, second = (throw(50, 8, skew=1.5, spillover=0.1, seed=3) for _ in range(2))
    pd.testing.assert_frame_equal(first, second)
    assert first["size"].max() > 5 * first["size"].median()
    assert throw(50, 8, seed=3)["size"].nunique() == 1


def test_two_forces_add_up_as_in_the_paper():
    assert expected_gamma(0.2, 0.5) == pytest.approx(0.6)
    assert expected_gamma(1.0, 0.4) == pytest.approx(1.0)
    assert expected_gamma() == 0.0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"plants": 0}, "plants: 0 is not a number of plants"),
        ({"plants": [3.0, -1.0]}, "plants: number 2 is -1"),
        ({"plants": [[3.0]]}, "shape"),
        ({"regions": 0}, "regions: 0 is not a number of regions"),
        ({"regions": [1.0, np.nan]}, "regions: number 2 is nan"),
        ({"regions": ["a", "b"]}, "regions: 'a' is not a number"),
        ({"regions": pd.Series([1.0, 2.0], index=["a", "a"])}, "'a' occurs twice"),
        ({"skew": -1.0}, "skew: -1.0"),
        ({"spillover": 1.2}, "spillover: 1.2 is not a strength"),
        ({"natural_advantage": -0.1}, "natural_advantage: -0.1 is not a strength"),
        ({"draws": 0}, "draws: 0 is not a count"),
    ],
)
def test_bad_arguments_are_named(arguments, message):
    with pytest.raises(ValueError, match=message):
        null_distribution(**{"plants": 5, "regions": 4, **arguments})
