"""Measures, badges, what lies near, what changed: by hand on a small table, and by law on the real ones."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

import agglomeration as ag
from clusterbook.cases.occupation_space import published_quotients
from clusterbook.regions import badge
from clusterbook.regions.change import changes
from clusterbook.regions.kinds import kind_of_place
from clusterbook.regions.measures import complete_activities, measured, quotients
from clusterbook.regions.near import PEERS, alike, densities, of_its_size, work_map
from clusterbook.regions.sentences import standing_out


@pytest.fixture(scope="module")
def states():
    return kind_of_place("states")


@pytest.fixture(scope="module")
def provinces():
    return kind_of_place("provinces")


@pytest.fixture
def small(states):
    """Three places of two occupations, one of them withheld in the last."""
    labels = pd.Index(["A", "B", "C"])
    cells = pd.DataFrame({"x": [600.0, 200.0, 100.0], "y": [300.0, 700.0, np.nan]}, labels)
    marks = pd.DataFrame({"x": list("ppp"), "y": list("ppw")}, labels)
    return replace(
        states,
        cells=cells,
        marks=marks,
        errors=pd.DataFrame({"x": [0.02, 0.2, 0.08], "y": [0.04, 0.3, np.nan]}, labels),
        totals=pd.Series([1000.0, 1000.0, 1000.0], labels),
        reference=pd.Series({"x": 400.0, "y": 500.0}),
        reference_total=1000.0,
    )


def test_quotients_of_the_small_table(small):
    found = quotients(small)
    assert found["x"].tolist() == pytest.approx([1.5, 0.5, 0.25])
    assert found.loc["A", "y"] == pytest.approx(0.6)
    assert np.isnan(found.loc["C", "y"])


def test_what_stands_out_in_the_small_table(small):
    found = standing_out(small)
    assert found["A"].index.tolist() == ["x"]
    assert found["A"].loc["x", "lower"] == pytest.approx(1.5 * (1 - 1.96 * 0.02))
    # B has 1.4 times the nation's share of y, with an error of 30 percent: nobody knows.
    assert found["B"].empty


def test_certainty_of_the_small_table(small):
    found = badge.certainty(small)
    assert found["published"].tolist() == pytest.approx([0.9, 0.9, 0.1])
    assert found["withheld"].tolist() == [0, 0, 1]
    assert found.loc["C", "withheld_share"] == 0.5
    assert found["error"].tolist() == pytest.approx([0.03, 0.25, 0.08])
    grades = {place: one["grade"] for place, one in badge.badges(small).items()}
    assert grades == {"A": "B", "B": "D", "C": "D"}
    assert badge.badges(small)["A"]["missed"] == ["published"]


@pytest.mark.parametrize("key", ["metros", "states"])
def test_every_badge_keeps_its_bounds_and_misses_the_next(key):
    kind = kind_of_place(key)
    seen = badge.certainty(kind)
    values = {
        "published": seen["published"],
        "error": seen["error"],
        "withheld": seen["withheld_share"],
    }
    for place, found in badge.badges(kind).items():
        bounds = dict(zip(values, badge.GRADES.get(found["grade"], (0, 9, 9)), strict=True))
        assert values["published"][place] >= bounds["published"]
        assert values["error"][place] <= bounds["error"]
        assert values["withheld"][place] <= bounds["withheld"]
        assert bool(found["missed"]) == (found["grade"] != "A")
    assert {one["grade"] for one in badge.badges(kind).values()} == set("ABCD")


def test_a_census_has_no_badge(provinces):
    assert set(badge.badges(provinces).values()) == {None}


def test_large_areas_are_those_of_the_chapter_on_knowledge_spaces():
    places, activities = complete_activities(kind_of_place("metros"))
    chapter = published_quotients(500_000, complete=True)
    assert sorted(places) == sorted(chapter.index)
    assert sorted(activities) == sorted(chapter.columns)


def test_measures_are_those_of_the_library(provinces):
    found = measured(provinces)
    # Withheld are less than two in a thousand workers: filling them with zero changes little.
    plain = ag.krugman_specialization(provinces.cells.fillna(0), reference=provinces.reference)
    assert (found.values["krugman"] - plain).abs().max() < 0.004
    assert found.draws == {}
    assert "complexity" not in found.values


def test_draws_are_the_same_again_and_hold_the_value(states):
    first, second = measured(states), measured(states)
    for name in ("krugman", "diversity", "complexity"):
        assert np.array_equal(first.draws[name], second.draws[name])
        low, high = np.quantile(first.draws[name], [0.0, 1.0], axis=0)
        inside = (low <= first.values[name]) & (first.values[name] <= high)
        assert inside.mean() > 0.9


def test_without_errors_every_draw_is_the_table(states):
    sure = replace(states, errors=states.errors * 0, group_errors=states.group_errors * 0)
    found = measured(sure)
    for name, drawn in found.draws.items():
        assert np.ptp(drawn, axis=0) == pytest.approx(0)
        assert drawn[0] == pytest.approx(found.values[name].to_numpy())


@pytest.mark.parametrize("key", ["states", "provinces"])
def test_density_of_a_place_does_not_know_the_place(key):
    kind = kind_of_place(key)
    near = densities(kind)
    places, activities = complete_activities(kind)
    has = (quotients(kind).loc[places, activities] >= 1).astype(float)
    place = places[3]
    others = ag.proximity(has.drop(place), by="amount")
    expected = ag.relatedness_density(has.loc[[place]], others, by="amount").loc[place]
    pd.testing.assert_series_equal(near.loc[place], expected, check_names=False)


def test_municipalities_have_no_density_and_no_map():
    kind = kind_of_place("municipalities")
    assert densities(kind).shape[1] == 0
    assert work_map(kind) is None


@pytest.mark.parametrize("key", ["states", "provinces", "municipalities"])
def test_the_places_most_alike_are_so_both_ways(key):
    kind = kind_of_place(key)
    found = alike(kind, number=len(kind.cells))
    for place in kind.cells.index[:4]:
        assert found[place].is_monotonic_increasing
        assert found[place].between(0, 1).all()
        for other in found[place].index[:5]:
            # What both publish is the same whichever of the two is the reference.
            assert found[other][place] == pytest.approx(found[place][other], abs=1e-9)


def test_places_that_publish_little_are_not_most_alike_to_all():
    """Of the areas with the fewest figures no more stand among the most alike than of the others."""
    kind = kind_of_place("metros")
    named = pd.Series([other for found in alike(kind).values() for other in found.index])
    often = named.value_counts().reindex(kind.cells.index, fill_value=0)
    few = kind.cells.notna().sum(axis=1).rank(pct=True) <= 0.2
    assert 0.7 < often[few].mean() / often.mean() < 1.3
    assert often.max() < 60


@pytest.mark.parametrize("key", ["metros", "states", "provinces", "municipalities"])
def test_places_of_its_size_lie_around_it(key):
    kind = kind_of_place(key)
    found = of_its_size(kind)
    assert {len(peers) for peers in found.values()} == {2 * PEERS[key]}
    order = kind.totals.sort_values(kind="stable").index
    middle = order[len(order) // 2]
    larger = (kind.totals[found[middle]] > kind.totals[middle]).sum()
    assert abs(larger - PEERS[key]) <= 1
    assert all(place not in peers for place, peers in found.items())


@pytest.mark.parametrize("key", ["provinces", "municipalities"])
def test_parts_of_a_change_add_up(key):
    found = changes(kind_of_place(key))
    for parts in found.values():
        assert parts["national"] + parts["industry_mix"] + parts["regional"] == pytest.approx(
            parts["change"], abs=1e-3
        )
    regional = sum(parts["regional"] for parts in found.values())
    assert regional == pytest.approx(0, abs=1)


def test_changes_of_a_withheld_cell_are_not_told(provinces):
    seen = provinces.cells.notna() & provinces.before.notna()
    for place, parts in changes(provinces).items():
        told = [code for code, _ in parts["gains"] + parts["losses"]]
        told += parts["entries"] + parts["exits"]
        assert seen.loc[place, told].all()


def test_no_year_compares_in_the_united_states(states):
    assert changes(states) is None
