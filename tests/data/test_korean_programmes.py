"""Korea's programmes in time and place."""

import numpy as np
import pandas as pd
import pytest

import agglomeration as ag
from clusterbook.cases.korea import korean_industry_table, korean_manufacturing
from clusterbook.cases.korean_programmes import (
    SPAN_KINDS,
    chart_as_read,
    chart_with_drawn_bars,
    cluster_complexes,
    industry_quotients,
    money_in_the_largest,
    named_workers,
    policy_spans,
    provinces_of,
)
from clusterbook.cases.programme_chart import INSTRUMENTS, chart_of_programmes
from clusterbook.cases.withheld import complete_industry_table
from clusterbook.tables import load


def test_all_that_was_named_lies_in_a_province_of_today():
    provinces = set(load("korea_provinces")["name"])
    parks = load("korea_technoparks")["names"].str.split(";").explode()
    cities = load("korea_innovation_cities")["region"]
    for names in (parks, cities, load("korea_cluster_complexes")["complex"]):
        assert set(provinces_of(names)) <= provinces


def test_a_name_that_lies_nowhere_is_refused():
    with pytest.raises(ValueError, match="no province for 'Pyongyang'"):
        provinces_of(pd.Series(["Seoul", "Pyongyang"]))


def test_complexes_stand_for_divisions_of_manufacturing():
    complexes = cluster_complexes()
    assert complexes["province"].is_unique
    assert set(complexes["divisions"].explode()) <= set(korean_manufacturing())


@pytest.mark.parametrize("yardstick", ["all", "manufacturing"])
def test_quotients_of_one_division_are_the_library_s(yardstick):
    jobs = complete_industry_table(2023, names=True)
    if yardstick == "manufacturing":
        jobs = jobs[korean_manufacturing()]
    expected = ag.location_quotient(jobs)["C30"]
    found = industry_quotients(2023, yardstick)["motor vehicles"]
    np.testing.assert_allclose(found, expected)


def test_plants_are_counted_in_the_place_of_workers():
    plants = korean_industry_table(2023, item="establishments", names=True)
    expected = ag.location_quotient(plants)["C31"]
    found = industry_quotients(2023, item="establishments")["medium-size shipbuilding"]
    np.testing.assert_allclose(found, expected)


def test_what_is_counted_is_asked_for_by_its_name():
    with pytest.raises(ValueError, match="item: 'firms'"):
        industry_quotients(2023, item="firms")


def test_leaving_a_province_out_takes_it_from_the_nation():
    whole, left = industry_quotients(2020), industry_quotients(2020, left_out=["Gyeonggi"])
    assert "Gyeonggi" not in left.index
    # Gyeonggi is specialized in electronics: without it the nation is less so, and all others are more.
    assert (left["electronics"] > whole["electronics"].drop("Gyeonggi")).all()


def test_workers_are_added_over_divisions():
    jobs, named = complete_industry_table(2020, names=True), named_workers(2020)
    both = jobs.loc["Busan", "C29"] + jobs.loc["Busan", "C31"]
    assert named.loc["Busan", "machinery and ship parts"] == both


@pytest.mark.parametrize("reach", range(4))
def test_bars_to_the_right_are_part_of_bars_to_both_sides(reach):
    both, right = (
        {(row.programme, row.instrument) for row in chart_as_read(reach, bars).itertuples()}
        for bars in ("both", "right")
    )
    assert right <= both
    assert len(right) == len(chart_of_programmes(0)) if reach == 0 else len(right) > 9


def test_drawn_bars_are_whole_and_hold_their_name():
    order = {name: place for place, name in enumerate(INSTRUMENTS)}
    for seed in range(20):
        drawn = chart_with_drawn_bars(seed)
        assert drawn.groupby("programme")["printed"].sum().eq(1).all()
        places = drawn["instrument"].map(order).groupby(drawn["programme"])
        assert (places.max() - places.min() + 1 == places.size()).all()
    assert len({len(chart_with_drawn_bars(seed)) for seed in range(20)}) > 1


def test_spans_end_after_they_begin():
    spans = policy_spans()
    assert (spans["end"].fillna(9999) >= spans["start"]).all()
    assert spans["kind"].isin(range(len(SPAN_KINDS))).all()
    # The years of the acts, as the legal archives give them.
    assert spans.loc["Laws", "start"].tolist() == [1998, 2002, 2004, 2009, 2023]


def test_equal_shares_of_money_lie_between_the_two_extremes():
    for row in money_in_the_largest().itertuples():
        s, n = row.largest / 100, row.places
        ends = [pd.Series([s, 1 - s]), pd.Series([s, *[(1 - s) / (n - 1)] * (n - 1)])]
        numbers = [ag.portfolio_concentration(end).equivalent_number for end in ends]
        assert (row.fewest, row.most) == pytest.approx(numbers)
        assert 1 <= row.fewest <= row.most < row.places
