"""Variety of places: what stands in for blanks, what is left out, and under how many headings work is filed."""

import numpy as np
import pandas as pd
import pytest

import agglomeration as ag
from clusterbook.cases.korea import korean_industry_table
from clusterbook.cases.occupation_groups import area_occupations
from clusterbook.cases.variety_of_places import (
    employment_errors,
    korean_variety,
    occupational_variety,
)
from clusterbook.tables import load


@pytest.fixture(scope="module")
def large():
    return area_occupations(least_jobs=1_000_000)


def test_the_errors_are_the_published_ones_times_the_jobs(large):
    cells = load("oews_metro").set_index(["area", "occupation"])
    cell = cells.loc[("41940", "15-1252")]
    found = employment_errors(large).loc["41940", "15-1252"]
    assert found == pytest.approx(cell["employment"] * cell["employment_rse"] / 100)


def test_variety_splits_the_entropy_of_published_jobs(large):
    shares = large.loc["41940"].fillna(0)
    shares = shares[shares > 0] / shares.sum()
    entropy = -(shares * np.log2(shares)).sum()
    assert occupational_variety(large).loc["41940"].sum() == pytest.approx(entropy)


def test_two_jobs_left_in_one_group_are_one_bit_and_the_third_is_left_out():
    jobs = pd.DataFrame({"15-1252": [5.0], "15-1251": [5.0], "15-1253": [9.0]}, index=["town"])
    found = occupational_variety(jobs, without=["15-1253"])
    assert found.loc["town"].tolist() == [0, 1]


def test_blanks_are_filled_with_the_share_in_the_nation():
    codes = ["15-1252", "15-1251"]
    nation = load("oews_nation").set_index("occupation")["employment"]
    jobs = pd.DataFrame([[100.0, np.nan]], index=["town"], columns=codes)
    filled = pd.DataFrame([[100.0, 100 * nation[codes[1]] / nation["00-0000"]]], ["town"], codes)
    same_group = pd.Series("15", index=codes)
    expected = ag.variety(filled, same_group)["related"]
    assert occupational_variety(jobs, blanks="nation")["related"].tolist() == expected.tolist()
    assert occupational_variety(jobs)["related"].tolist() == [0]
    assert occupational_variety(jobs, "common").loc["town"].tolist() == [0, 0]


@pytest.mark.parametrize("how", [{"counted": "knowledge"}, {"without": ["35-3011"]}])
def test_a_blank_is_a_share_of_all_published_jobs_whichever_of_them_count(how):
    codes = ["15-1252", "15-1251", "35-3011"]
    nation = load("oews_nation").set_index("occupation")["employment"]
    jobs = pd.DataFrame([[100.0, np.nan, 900.0]], index=["town"], columns=codes)
    filled = jobs.fillna(1000 * nation[codes[1]] / nation["00-0000"])
    expected = occupational_variety(filled, **how)["related"]
    found = occupational_variety(jobs, blanks="nation", **how)["related"]
    assert found.tolist() == expected.tolist() and found.iloc[0] > 0


def test_manufacturing_under_one_heading_has_no_variety_of_its_own():
    table = korean_industry_table(2023, names=True).fillna(0)
    made = [code for code in table if code.startswith("C")]
    split, one = korean_variety(2023), korean_variety(2023, manufacturing="one")
    share = table[made].sum(axis=1) / table.sum(axis=1)
    inside = ag.variety(table[made], pd.Series("C", index=made))["related"]
    pd.testing.assert_series_equal(
        split["related"] - one["related"], share * inside, check_names=False
    )
    pd.testing.assert_series_equal(split["manufacturing"], share, check_names=False)
    pd.testing.assert_series_equal(split["unrelated"], one["unrelated"])


def test_unknown_words_are_named(large):
    with pytest.raises(ValueError, match="counted: 'some' is unknown"):
        occupational_variety(large, "some")
    with pytest.raises(ValueError, match="blanks: 'mean' is unknown"):
        occupational_variety(large, blanks="mean")
    with pytest.raises(ValueError, match="manufacturing: 'two' is unknown"):
        korean_variety(2023, manufacturing="two")


def test_codes_to_leave_out_that_are_not_there_are_named(large):
    with pytest.raises(ValueError, match="without: '15-9999' is not a column of the table"):
        occupational_variety(large, without=["15-1252", "15-9999"])
    with pytest.raises(ValueError, match="without: '15-9999', '15-9998' are not columns"):
        occupational_variety(large, "knowledge", without=["15-9999", "15-9998"])


def test_what_is_not_counted_may_be_left_out_all_the_same(large):
    cook = "35-2014"
    assert cook in large
    without = occupational_variety(large, "knowledge", without=[cook])
    pd.testing.assert_frame_equal(without, occupational_variety(large, "knowledge"))
