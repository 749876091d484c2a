"""Sizes of cities: they sum to their tables, and the line through them is the published one."""

import numpy as np
import pandas as pd
import pytest

from clusterbook.cases.city_sizes import (
    american_city_sizes,
    korean_city_sizes,
    median_places,
    rank_size_slope,
)
from clusterbook.tables import load


def test_american_areas_come_by_size_and_without_puerto_rico():
    sizes = american_city_sizes()
    assert sizes.is_monotonic_decreasing and len(sizes) == 387
    assert "41980" not in sizes.index  # San Juan


def test_korean_people_are_counted_once():
    people = load("korea_municipalities")["population"].sum()
    assert korean_city_sizes("municipality").sum() == people
    cities, joined = korean_city_sizes("city"), korean_city_sizes("capital")
    assert cities.sum() == joined.sum() < people
    seoul = load("korea_municipalities").query("region == '11'")["population"].sum()
    assert cities["Seoul"] == seoul
    assert cities["Seoul"] + cities["Incheon"] < joined["Capital region"]
    assert not any("-gun" in name or "-gu " in name for name in cities.index)


def test_another_notion_of_a_city_is_refused():
    with pytest.raises(ValueError, match="'village' is unknown"):
        korean_city_sizes("village")


@pytest.mark.parametrize("slope", [-0.5, -1.0, -2.0])
def test_a_straight_line_has_its_slope_in_any_unit(slope):
    sizes = (np.arange(1, 101) - 0.5) ** (1 / slope)
    for unit in (1, 1000):
        found, error = rank_size_slope(unit * sizes, 60)
        assert found == pytest.approx(slope)
        assert error == pytest.approx(-slope * np.sqrt(2 / 60))


@pytest.mark.parametrize(
    ("sizes", "largest", "said"),
    [([1, 2], None, "2 of 2"), ([1, 2, 3], 4, "4 of 3"), ([0, 1, 2], None, "not above 0")],
)
def test_a_line_that_cannot_be_drawn_is_refused(sizes, largest, said):
    with pytest.raises(ValueError, match=said):
        rank_size_slope(sizes, largest)


def test_the_median_worker_stands_in_the_middle():
    codes = ["51-4041", "27-4032"]
    sizes, places = american_city_sizes(), median_places(codes)
    cells = load("oews_metro").query("occupation in @codes and area in @sizes.index")
    for code, rows in cells.dropna(subset="employment").groupby("occupation"):
        smaller = rows["area"].map(sizes) < places.loc[code, "size"]
        equal = rows["area"].map(sizes) == places.loc[code, "size"]
        half = rows["employment"].sum() / 2
        assert rows.loc[smaller, "employment"].sum() < half
        assert rows.loc[smaller | equal, "employment"].sum() >= half
    assert places["seen"].between(0, 1).all()


def test_the_median_place_is_in_the_unit_of_the_sizes_and_leaves_out_what_has_none():
    sizes = american_city_sizes()
    whole, thousands = median_places(["51-4041"]), median_places(["51-4041"], sizes / 1000)
    pd.testing.assert_series_equal(whole["size"] / 1000, thousands["size"])
    fewer = median_places(["51-4041"], sizes.iloc[10:])
    assert fewer.loc["51-4041", "seen"] < whole.loc["51-4041", "seen"]
