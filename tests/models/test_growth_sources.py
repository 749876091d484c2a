"""Growth with known sources: in a fine classification shift-share finds the advantage, in a broad one it need not."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from agglomeration.indicators.growth.shift_share import shift_share
from clusterbook.models.growth_sources import grow_regions


def regional(country, groups):
    return shift_share(*country.classified(groups), rates=True)["regional"]


def fine(country):
    return pd.Series(country.before.columns, country.before.columns)


@given(st.floats(0, 0.3), st.floats(0, 0.3), st.integers(0, 50))
def test_the_finest_classification_finds_the_advantage_but_for_its_mean(between, within, seed):
    """Without chance, the regional part is the advantage of the region less what the nation has of it on average."""
    country = grow_regions(12, between=between, within=within, specialization=0, seed=seed)
    share = country.before.sum(axis=1) / country.before.to_numpy().sum()
    expected = country.advantage - (share * country.advantage).sum()
    np.testing.assert_allclose(regional(country, fine(country)), expected, atol=1e-9)


def test_a_broad_classification_takes_the_mix_within_sectors_for_an_advantage():
    country = grow_regions(400, advantage=0, within=0.2, seed=3)
    assert regional(country, fine(country)).abs().max() < 1e-9
    assert regional(country, country.sectors).std() > 0.01


def test_sectors_suffice_where_industries_of_a_sector_grow_alike():
    country = grow_regions(30, within=0, advantage=0, seed=4)
    assert regional(country, country.sectors).abs().max() < 1e-9


def test_classes_keep_all_jobs():
    country = grow_regions(seed=5)
    for one, other in zip(
        country.classified(country.sectors), (country.before, country.after), strict=True
    ):
        np.testing.assert_allclose(one.sum(axis=1), other.sum(axis=1))
    assert list(country.sectors.unique()) == ["A", "B", "C", "D"]


def test_a_spread_stretches_the_same_draws():
    small, large = (grow_regions(advantage=spread, seed=6).advantage for spread in (0.01, 0.02))
    pd.testing.assert_series_equal(2 * small, large)


def test_jobs_are_never_negative():
    assert (grow_regions(within=3, seed=7).after >= 0).all(axis=None)


def test_many_sectors_have_names_of_their_own():
    assert grow_regions(1, 30, 1, seed=8).sectors.nunique() == 30


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"regions": 0}, "regions: 0 is not a count"),
        ({"within": -1}, "within: -1 is out of range"),
        ({"growth": -1}, "growth: -1 is out of range"),
    ],
)
def test_bad_input_is_named(changes, words):
    with pytest.raises(ValueError, match=words):
        grow_regions(**changes)
