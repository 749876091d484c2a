"""What chapters on cluster theory and learning regions call firm, or loose, is so with other seeds and other tables."""

import pandas as pd
import pytest
from libpysal.weights import W

import agglomeration as ag
from clusterbook.models.learning import simulate_learning

KINDS = ("physical", "social", "organizational")


def known(meetings=40, barrier=0.5, **how):
    return simulate_learning(meetings, **dict.fromkeys(KINDS, 0) | how, barrier=barrier, seed=100)[
        "known"
    ].iloc[-1]


@pytest.mark.parametrize("kind", KINDS)
def test_one_kind_of_proximity_alone_is_never_too_much(kind):
    path = [known(**{kind: level}, barrier=(0.3, 0.6, 0.6)) for level in (0, 0.5, 0.9, 1)]
    assert path == sorted(path)


def test_at_its_best_a_town_of_one_trade_learns_more_and_at_high_proximity_less():
    levels = (0, 0.25, 0.5, 0.7, 0.8, 0.9)
    across, town = (
        [known(**dict.fromkeys(KINDS, level), overlap=overlap) for level in levels]
        for overlap in (0.0, 1.0)
    )
    assert max(town) > max(across) + 0.03
    assert town[0] > across[0]
    assert town[-1] < across[-1]


def test_hiding_a_strong_area_lowers_the_hoover_coefficient_and_hiding_a_weak_one_raises_it():
    jobs = pd.Series({"strong": 50.0, "fair": 30.0, "weak": 20.0})
    everyone = pd.Series({"strong": 100.0, "fair": 450.0, "weak": 450.0})

    def hoover(own):
        return ag.hoover_concentration(pd.DataFrame({"own": own, "rest": everyone - own}))["own"]

    # The surplus over the shares of all jobs: 0.5 - 0.1; then 0.6 - 0.45; then 0.625 - 0.1.
    assert hoover(jobs) == pytest.approx(0.4)
    assert hoover(jobs.replace(50.0, 0.0)) == pytest.approx(0.15)
    assert hoover(jobs.replace(20.0, 0.0)) == pytest.approx(0.525)


def test_getis_ord_is_a_mean_over_the_neighbourhood_and_no_share():
    row = {"a": ["b"], "b": ["a", "c"], "c": ["b", "d"], "d": ["c"]}
    found = ag.getis_ord(
        pd.Series({"a": 1.0, "b": 2.0, "c": 3.0, "d": 4.0}), W(row, silence_warnings=True), seed=1
    )
    assert found["G"].tolist() == pytest.approx([1.5 / 10, 2 / 10, 3 / 10, 3.5 / 10])
