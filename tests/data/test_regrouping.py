"""Merging areas: groups against as large groups at random."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clusterbook.cases.regrouping import grouped_hoover

AREAS = list("abcdefgh")
NUMBERS = st.lists(st.integers(1, 100), min_size=8, max_size=8)


@given(NUMBERS, NUMBERS, st.lists(st.integers(0, 2), min_size=8, max_size=8))
def test_merging_can_only_lower_the_coefficient(jobs, everyone, groups):
    found = grouped_hoover(*(pd.Series(one, AREAS) for one in (jobs, everyone, groups)), draws=20)
    assert 0 <= found["groups"] <= found["areas"] + 1e-12
    assert found["random"] <= found["areas"] + 1e-12
    assert 0 < found["p"] <= 1


def test_the_values_are_those_of_the_summed_table():
    jobs, everyone = (
        pd.Series([5, 1, 0, 4], list("abcd")),
        pd.Series([10, 20, 30, 40], list("abcd")),
    )
    groups = pd.Series(list("xxyy"), list("abcd"))
    found = grouped_hoover(jobs, everyone, groups, draws=0)
    assert found["areas"] == pytest.approx(0.4)  # 0.5 - 0.1 in a; d has its share
    assert found["groups"] == pytest.approx(0.3)  # 0.6 - 0.3 in x
    assert np.isnan(found["random"])
    assert np.isnan(found["p"])


def test_areas_that_make_up_for_each_other_keep_less_than_random_groups():
    jobs = pd.Series([10, 0] * 4, AREAS)
    everyone = pd.Series(10, AREAS)
    pairs = pd.Series(np.arange(8) // 2, AREAS)
    found = grouped_hoover(jobs, everyone, pairs, seed=1)
    assert found["groups"] == pytest.approx(0)
    assert found["p"] == 1
    apart = grouped_hoover(
        jobs.sort_values(), everyone, pairs.set_axis(jobs.sort_values().index), seed=1
    )
    assert apart["groups"] == pytest.approx(0.5)
    assert apart["p"] < 0.1


def test_the_order_of_the_areas_does_not_matter():
    jobs, everyone = pd.Series(range(8), AREAS), pd.Series(10, AREAS)
    groups = pd.Series(list("xxxyyyzz"), AREAS)
    one, other = (
        grouped_hoover(jobs, those, group, draws=0)
        for those, group in ((everyone, groups), (everyone[::-1], groups[::-1]))
    )
    pd.testing.assert_series_equal(one, other)
