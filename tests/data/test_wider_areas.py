"""Korea's provinces put together into wider areas."""

import networkx as nx
import pandas as pd
import pytest

import agglomeration as ag
from clusterbook.cases.known_regions import neighbours_of
from clusterbook.cases.wider_areas import (
    areas_by_lot,
    areas_of_policy,
    areas_of_sizes,
    held_together,
)
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


@pytest.mark.parametrize("largest", [3, 4, 6])
def test_no_lot_has_a_larger_area_than_asked_for(largest):
    lots = [areas_by_lot(seed, largest=largest) for seed in range(10)]
    assert all(lot.nunique() == 8 and lot.value_counts().max() <= largest for lot in lots)
    # Without the limit some area is larger: else these lots would show nothing.
    assert max(areas_by_lot(seed).value_counts().max() for seed in range(10)) > largest


def test_a_lot_that_gets_stuck_is_drawn_again_and_refused_when_none_can_succeed():
    # Sixteen provinces fit into four areas of four only by luck: about every lot gets stuck on the way.
    assert areas_by_lot(1, 5, largest=4).value_counts().tolist() == [4, 4, 4, 4, 1]
    with pytest.raises(ValueError, match="none of 200 lots came down to 8 areas of at most 2"):
        areas_by_lot(1, largest=2)


def test_every_way_has_the_sizes_asked_for_and_connected_areas():
    sizes = sorted(areas_of_policy().value_counts())
    ways, touching = areas_of_sizes(sizes), _map()
    assert set(ways.columns) == PROVINCES and not ways.duplicated().any()
    for _, way in ways.sample(30, random_state=1).iterrows():
        assert sorted(way.value_counts()) == sizes
        assert all(nx.is_connected(touching.subgraph(part.index)) for _, part in way.groupby(way))


def test_the_areas_of_policy_and_every_lot_of_their_sizes_are_among_the_ways():
    policy = areas_of_policy()
    sizes = sorted(policy.value_counts())
    ways = areas_of_sizes(sizes)
    listed = set(ways.itertuples(index=False, name=None))
    lots = [areas_by_lot(seed, largest=4) for seed in range(60)]
    same = [lot for lot in lots if sorted(lot.value_counts()) == sizes]
    assert same
    for way in (policy, *same):
        named = way.groupby(way).transform(lambda part: min(part.index))
        assert tuple(named[ways.columns]) in listed


def test_ways_with_one_province_alone_are_those_that_leave_the_others_connected():
    mainland = _map().subgraph(PROVINCES - {"Jeju"})
    expected = PROVINCES - {"Jeju"} - set(nx.articulation_points(mainland))
    ways = areas_of_sizes([15, 1, 1])
    alone = {
        area for _, way in ways.iterrows() for area, size in way.value_counts().items() if size == 1
    }
    assert alone - {"Jeju"} == expected and len(ways) == len(expected)


@pytest.mark.parametrize(
    ("sizes", "match"),
    [
        ([17], "cannot be joined"),
        ([4, 4], "add up to 8"),
        ([0, 17], "one province or more"),
        ([], "add up to 0"),
    ],
)
def test_sizes_that_cannot_be_are_refused(sizes, match):
    with pytest.raises(ValueError, match=match):
        areas_of_sizes(sizes)


def _map():
    touching = neighbours_of(pd.Series(sorted(PROVINCES)))
    found = nx.Graph((one, other) for one, others in touching.items() for other in others)
    found.add_nodes_from(PROVINCES)
    return found


def test_what_one_province_holds_is_the_herfindahl_index():
    workers = pd.DataFrame({"cars": [3, 1, 0], "ships": [1, 1, 2]}, index=["a", "b", "c"])
    alone = held_together(workers, {"a": "a", "b": "b", "c": "c"})
    assert alone["cars"] == pytest.approx(ag.portfolio_concentration(workers["cars"]).herfindahl)
    assert held_together(workers, {"a": "x", "b": "x", "c": "c"}).tolist() == [1.0, 0.5]
    assert held_together(workers, dict.fromkeys("abc", "x")).tolist() == [1.0, 1.0]


def test_a_frame_of_ways_holds_what_each_way_holds():
    workers = pd.DataFrame({"cars": [3, 1, 0], "none": 0}, index=["a", "b", "c"])
    ways = pd.DataFrame([["a", "a", "c"], ["a", "b", "b"]], index=[7, 9], columns=["a", "b", "c"])
    held = held_together(workers, ways)
    assert held.index.tolist() == [7, 9] and held["none"].isna().all()
    for number, way in ways.iterrows():
        pd.testing.assert_series_equal(
            held.loc[number], held_together(workers, way), check_names=False
        )


def test_a_province_without_an_area_is_refused():
    workers = pd.DataFrame({"cars": [3, 1]}, index=["a", "b"])
    with pytest.raises(ValueError, match="no area is given for 'b'"):
        held_together(workers, {"a": "x"})
