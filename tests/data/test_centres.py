"""Strong areas of a field and their near pairs: as published, each pair once, and where they belong."""

import numpy as np
import pytest

import agglomeration as ag
from clusterbook.cases.centres import home_of_areas, near_pairs, strong_areas
from clusterbook.cases.fields_of_work import fields_of_work
from clusterbook.cases.scales import jobs_at_scale, kilometres_between


def test_strong_areas_reach_the_threshold_and_none_is_left_out():
    codes = fields_of_work()["Textiles"]
    areas = jobs_at_scale("Textiles", codes, "metro")
    strong = strong_areas("Textiles", codes, 3)
    assert set(strong.index) == set(areas.index[areas["quotient"] >= 3])
    assert strong["quotient"].is_monotonic_decreasing


def test_pairs_are_those_within_reach_each_once():
    areas = list(strong_areas("Furniture", fields_of_work()["Furniture"]).index)
    apart = kilometres_between(areas)
    pairs = near_pairs(areas, 200)
    assert len(pairs) == ((apart.to_numpy() <= 200).sum() - len(areas)) / 2
    assert (pairs["partner"] != pairs["other"]).all()
    assert len({frozenset(pair) for pair in pairs[["partner", "other"]].to_numpy()}) == len(pairs)
    found = [apart.loc[pair.partner, pair.other] for pair in pairs.itertuples()]
    np.testing.assert_allclose(pairs["kilometres"], found)


def test_wider_homes_cut_no_more():
    pairs = near_pairs(home_of_areas().index, 100)
    cuts = [ag.border_cut(pairs, home_of_areas(of)) for of in ("state", "division", "region")]
    assert cuts == sorted(cuts, reverse=True)


def test_homes_are_those_of_the_first_city():
    states = home_of_areas()
    assert (states["20500"], states["35620"], len(states)) == ("37", "36", 387)
    assert home_of_areas("region")["35620"] == "Northeast"
    with pytest.raises(ValueError, match="'state', 'division' or 'region'"):
        home_of_areas("county")
