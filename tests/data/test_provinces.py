"""Provinces as maps and models want them, and the chart of the ministry."""

import numpy as np
import pytest
from matplotlib.path import Path

import agglomeration as ag
from clusterbook.cases.places import outlines
from clusterbook.cases.programme_chart import INSTRUMENTS, chart_of_programmes
from clusterbook.cases.provinces import (
    KM_PER_DEGREE,
    province_areas,
    province_outlines,
    province_places,
    sites_inside,
)
from clusterbook.tables.loading import load


def test_sites_lie_in_their_units():
    found = sites_inside("korea", {"KR-11": 20, "KR-41": 30}, seed=4)
    for unit, corners in province_outlines("korea", ["KR-11", "KR-41"]).items():
        assert Path(corners).contains_points(found.loc[found["place"] == unit, ["x", "y"]]).all()
    assert found["place"].value_counts().to_dict() == {"KR-41": 30, "KR-11": 20}


def test_no_site_of_the_ring_lies_in_the_city_inside_it():
    ring, seoul = (
        sites_inside("korea", {"KR-41": 300}, seed=1),
        province_outlines("korea", ["KR-11"])["KR-11"],
    )
    assert not Path(seoul).contains_points(ring[["x", "y"]]).any()


def test_places_lie_in_the_plane_of_the_outlines_and_have_about_the_right_distance():
    places, corners = province_places("korea"), np.concatenate(outlines("korea"))
    assert (places[["x", "y"]] > corners.min(axis=0)).all(axis=None)
    assert (places[["x", "y"]] < corners.max(axis=0)).all(axis=None)
    seoul, busan = places.loc[["KR-11", "KR-26"], ["x", "y"]].to_numpy()
    assert KM_PER_DEGREE * np.hypot(*(seoul - busan)) == pytest.approx(325, rel=0.03)


@pytest.mark.parametrize(
    ("country", "unit", "place"),
    [("austria", "AT-4", "Upper Austria"), ("korea", "KR-41", "Gyeonggi")],
)
def test_areas_are_the_printed_ones(country, unit, place):
    # Seoul lies inside Gyeonggi and has six percent of its area: counted, it would be seen.
    printed = load("upper_austria_region").query(
        "place == @place and item == 'area' and source == 'booklet2016'"
    )
    assert province_areas(country)[unit] == pytest.approx(printed["value"].item(), rel=0.015)


def test_the_share_of_the_country_is_the_printed_one():
    areas = province_areas("austria")
    assert 100 * areas["AT-4"] / areas.sum() == pytest.approx(14.3, abs=0.2)
    with pytest.raises(LookupError, match="united_states"):
        province_areas("united_states")


def test_an_unknown_unit_is_named():
    with pytest.raises(LookupError, match="KR-99"):
        province_outlines("korea", ["KR-99"])
    with pytest.raises(LookupError, match="united_states"):
        province_places("united_states")


@pytest.mark.parametrize("reach", range(4))
def test_a_bar_reaches_as_far_as_assumed_and_no_farther_than_the_chart(reach):
    chart = chart_of_programmes(reach)
    matrix = ag.programme_matrix(chart, covers="instrument")
    assert (matrix <= 1).all(axis=None)
    assert chart["printed"].sum() == 9
    assert matrix.sum(axis=1).between(min(reach + 1, 4), min(2 * reach + 1, 4)).all()
    assert set(chart["instrument"]) <= set(INSTRUMENTS)


@pytest.mark.parametrize("reach", [-1, 4, 0.5])
def test_a_reach_off_the_chart_is_refused(reach):
    with pytest.raises(ValueError, match="reach"):
        chart_of_programmes(reach)
