"""Bounds from counts: every draw of plants lies within, both ends are reached, and what is withheld stays unknown."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import agglomeration as ag
from clusterbook.cases.korea import korean_industry_table
from clusterbook.cases.plant_bounds import WIDER_AREAS, gamma_bounds, herfindahl_bounds

sizes = st.lists(st.lists(st.integers(1, 500), max_size=5), min_size=2, max_size=4).filter(
    lambda regions: sum(map(len, regions)) > 1
)


def tables(regions):
    """Workers and establishments as an office would publish them."""
    frame = {"own": list(map(sum, regions))}, {"own": list(map(len, regions))}
    return tuple(pd.DataFrame(one, dtype=float) for one in frame)


@given(sizes)
def test_the_true_indices_lie_within_their_bounds(regions):
    workers, establishments = tables(regions)
    plants = pd.DataFrame(
        [(i, "own", size) for i, listed in enumerate(regions) for size in listed],
        columns=["region", "industry", "size"],
    )
    board = pd.Series(range(1, len(regions) + 1), dtype=float)
    true = ag.ellison_glaeser(plants, reference=board).loc["own"]
    low, high = herfindahl_bounds(workers, establishments).loc["own"]
    assert low - 1e-12 <= true["H"] <= high + 1e-12
    low, high = gamma_bounds(workers, establishments, board).loc["own"]
    assert np.isnan(low) or low - 1e-9 <= true["gamma"] <= high + 1e-9


@pytest.mark.parametrize(("regions", "end"), [([[5, 5], [2]], 0), ([[9, 1, 1], [4], []], 1)])
def test_both_ends_are_reached(regions, end):
    workers, establishments = tables(regions)
    flat = np.array([size for listed in regions for size in listed])
    found = herfindahl_bounds(workers, establishments).loc["own"].iloc[end]
    assert found == pytest.approx((flat**2).sum() / flat.sum() ** 2)


def test_one_worker_in_each_plant_leaves_nothing_open():
    ends = herfindahl_bounds(*tables([[1, 1, 1], [1]])).loc["own"]
    assert ends.tolist() == pytest.approx([1 / 4, 1 / 4])


def test_what_is_withheld_or_empty_stays_undefined():
    workers, establishments = tables([[4, 2], [3]])
    workers = workers.assign(withheld=[np.nan, 3.0], empty=0.0)
    establishments = establishments.assign(withheld=[1.0, 1.0], empty=0.0)
    ends = herfindahl_bounds(workers, establishments)
    assert ends.loc["own"].notna().all()
    assert ends.loc[["withheld", "empty"]].isna().all(axis=None)
    gammas = gamma_bounds(workers, establishments, pd.Series([1.0, 2.0]))
    assert gammas.loc[["withheld", "empty"]].isna().all(axis=None)


@pytest.mark.parametrize(
    ("plants", "found"), [([9, 1], "6 workers in 9"), ([0, 1], "6 workers in 0")]
)
def test_impossible_counts_are_named(plants, found):
    workers = pd.DataFrame({"own": [6.0, 3.0]}, index=["Ulsan", "Busan"])
    establishments = pd.DataFrame({"own": plants}, index=["Ulsan", "Busan"])
    with pytest.raises(ValueError, match=f"'Ulsan' has {found} establishments of 'own'"):
        herfindahl_bounds(workers, establishments)


def test_other_labels_are_refused():
    workers, establishments = tables([[4, 2], [3]])
    with pytest.raises(ValueError, match="same labels"):
        herfindahl_bounds(workers, establishments.rename(columns={"own": "other"}))


def test_every_province_is_in_one_wider_area():
    named = [name for members in WIDER_AREAS.values() for name in members]
    assert sorted(named) == sorted(korean_industry_table(2023, names=True).index)
