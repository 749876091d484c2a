"""Korea's provinces put together into wider areas."""

import pandas as pd
import pytest

import agglomeration as ag
from clusterbook.cases.wider_areas import areas_by_lot, areas_of_policy, held_together
from clusterbook.tables import load

PROVINCES = set(load("korea_provinces").query("region != '00'")["name"])


def test_each_province_lies_in_one_area_of_policy():
    areas = areas_of_policy()
    assert set(areas.index) == PROVINCES and areas.index.is_unique
    assert areas.nunique() == 8


@pytest.mark.parametrize("seed", range(5))
def test_lot_joins_neighbours_only(seed):
    areas = areas_by_lot(seed)
    assert set(areas.index) == PROVINCES and areas.nunique() == 8
    # Jeju touches nobody, Gwangju only South Jeolla.
    assert (areas == areas["Jeju"]).sum() == 1
    if (areas == areas["Gwangju"]).sum() > 1:
        assert areas["Gwangju"] == areas["South Jeolla"]


def test_lots_differ_and_can_be_drawn_again():
    assert areas_by_lot(1).equals(areas_by_lot(1))
    assert len({tuple(areas_by_lot(seed)) for seed in range(5)}) > 1


def test_fewer_areas_than_islands_are_refused():
    assert areas_by_lot(1, 2).nunique() == 2
    with pytest.raises(ValueError, match="2 are the fewest"):
        areas_by_lot(1, 1)


def test_what_one_province_holds_is_the_herfindahl_index():
    workers = pd.DataFrame({"cars": [3, 1, 0], "ships": [1, 1, 2]}, index=["a", "b", "c"])
    alone = held_together(workers, {"a": "a", "b": "b", "c": "c"})
    assert alone["cars"] == pytest.approx(ag.portfolio_concentration(workers["cars"]).herfindahl)
    assert held_together(workers, {"a": "x", "b": "x", "c": "c"}).tolist() == [1.0, 0.5]
    assert held_together(workers, dict.fromkeys("abc", "x")).tolist() == [1.0, 1.0]
