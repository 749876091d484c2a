"""Whose fate is shared: pairs counted by hand, bounds, and what a shuffle takes away."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clusterbook.cases.korea import korean_industry_table
from clusterbook.cases.shared_fates import korean_changes, shared_fates


def test_pairs_are_counted_as_by_hand():
    changes = pd.DataFrame({"a": [0.3, 0.1, np.nan], "b": [-0.2, 0.0, 0.4]})
    z = changes - np.nanmean(changes)
    pairs = [
        (z["a"][0], z["a"][1]),
        (z["b"][0], z["b"][1]),
        (z["b"][0], z["b"][2]),
        (z["b"][1], z["b"][2]),
    ]
    across = [(z["a"][0], z["b"][0]), (z["a"][1], z["b"][1])]
    for name, own in {"same industry": pairs, "same place": across}.items():
        x, y = np.transpose(own)
        expected = 2 * (x * y).sum() / (x**2 + y**2).sum()
        assert shared_fates(changes)[name] == pytest.approx(expected)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.floats(-5, 5), min_size=12, max_size=12).filter(lambda x: np.std(x) > 1e-2))
def test_no_correlation_exceeds_one_and_units_do_not_matter(values):
    changes = pd.DataFrame(np.reshape(values, (4, 3)))
    found = shared_fates(changes)
    assert (found.abs() <= 1 + 1e-9).all()
    np.testing.assert_allclose(shared_fates(3 * changes + 1), found, atol=1e-6)
    np.testing.assert_allclose(shared_fates(changes.T), found[::-1], atol=1e-9)


def test_a_group_of_one_has_no_pair():
    assert np.isnan(shared_fates(pd.DataFrame([[0.1, 0.2]]))["same industry"])


def test_what_does_not_vary_is_refused():
    with pytest.raises(ValueError, match="no two of them differ"):
        shared_fates(pd.DataFrame([[0.1, 0.1]]))


def test_changes_are_logs_of_the_published_counts():
    before, after = (
        korean_industry_table(year, names=True).loc["Ulsan", "C31"] for year in (2020, 2023)
    )
    assert korean_changes().loc["Ulsan", "C31"] == pytest.approx(np.log(after / before))


def test_small_cells_are_left_out_and_never_filled():
    few, many = korean_changes(least=10_000), korean_changes(least=100)
    assert few.notna().sum().sum() < many.notna().sum().sum()
    assert few.stack().equals(many.where(few.notna()).stack())
    assert korean_changes("municipalities", 50_000).shape == (229, 16)


@pytest.mark.parametrize(
    ("of", "least", "said"),
    [("villages", 1, "'villages' is not known"), ("sections", 0, "least: 0")],
)
def test_what_is_not_there_is_refused(of, least, said):
    with pytest.raises(ValueError, match=said):
        korean_changes(of, least)
