"""Outlines and coordinates: whole, closed, and each point where it belongs."""

import numpy as np
import pytest
from matplotlib.path import Path

from clusterbook import tables as datasets
from clusterbook.cases.places import metropolitan_places, metropolitan_sites
from clusterbook.tables import load

COUNTRIES = {
    "united_states": 51,
    "korea": 17,
    "austria": 9,
    "germany": 16,
    "japan": 47,
    "france": 96,
}


def rings(table, x="longitude", y="latitude"):
    """Yield the unit, polygon, ring and corners of an outline table."""
    for key, corners in table.groupby(["unit", "polygon", "ring"], sort=False):
        yield *key, corners[[x, y]].to_numpy()


def area(corners):
    """Area of a ring by the shoelace formula."""
    x, y = corners.T
    return abs(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1))) / 2


@pytest.mark.parametrize(("country", "units"), COUNTRIES.items())
def test_every_unit_has_an_outline_and_a_name(country, units):
    table = datasets.load(f"outlines_{country}")
    assert table["unit"].nunique() == units
    names = datasets.load("outlines_units").set_index("unit")
    code = {
        "united_states": "US",
        "korea": "KR",
        "austria": "AT",
        "germany": "DE",
        "japan": "JP",
        "france": "FR",
    }[country]
    assert set(table["unit"]) == set(names[names["country"] == code].index)


@pytest.mark.parametrize("country", COUNTRIES)
def test_rings_enclose_something_and_are_not_closed_twice(country):
    for *_, corners in rings(datasets.load(f"outlines_{country}")):
        assert len(corners) >= 3
        assert area(corners) > 0
        assert (corners[0] != corners[-1]).any()


@pytest.mark.parametrize("country", COUNTRIES)
def test_holes_lie_inside_and_polygons_go_from_large_to_small(country):
    sizes = {}
    border = {}
    for unit, polygon, ring, corners in rings(datasets.load(f"outlines_{country}")):
        if ring == 0:
            sizes.setdefault(unit, []).append(area(corners))
            border[unit, polygon] = Path(corners)
        else:
            assert border[unit, polygon].contains_points(corners, radius=1e-6).mean() > 0.5
    for unit, areas in sizes.items():
        assert areas[0] == max(areas), unit


@pytest.mark.parametrize(
    ("country", "one", "other"),
    [
        ("korea", "KR-11", "KR-41"),
        ("austria", "AT-9", "AT-3"),
        ("germany", "DE-BE", "DE-BB"),
        ("japan", "JP-13", "JP-14"),
        ("united_states", "US-CA", "US-NV"),
    ],
)
def test_neighbours_share_their_border(country, one, other):
    table = datasets.load(f"outlines_{country}").set_index("unit")[["longitude", "latitude"]]
    shared = set(table.loc[one].itertuples(index=False, name=None)) & set(
        table.loc[other].itertuples(index=False, name=None)
    )
    assert len(shared) >= 3


def test_korean_names():
    names = datasets.load("outlines_units").set_index("unit")
    assert names.loc["KR-11", "name_korean"] == "서울특별시"
    assert names.loc["AT-4", ["name", "name_local"]].tolist() == ["Upper Austria", "Oberösterreich"]


def test_every_metropolitan_area_has_a_place():
    places = datasets.load("metro_coordinates").set_index("area")
    metros = set(datasets.load("oews_metro")["area"])
    assert len(metros) == 393
    assert set(places.index) == metros
    areas = datasets.load("oews_areas").set_index("area").loc[places.index]
    assert (places["x"].isna() == (areas["states"] == "PR")).all()


def test_metropolitan_areas_lie_in_their_states():
    """Simplified coasts put a few harbours into the sea, none far out, and no place into another state."""
    table = datasets.load("outlines_united_states")
    inside = {}
    for unit, _, ring, corners in rings(table, "x", "y"):
        if ring == 0:
            inside.setdefault(unit, []).append(Path(corners))
    places = (
        datasets.load("metro_coordinates")
        .merge(datasets.load("oews_areas"), on="area")
        .dropna(subset="x")
    )
    missed = []
    for place in places.itertuples():
        paths = [path for state in place.states.split("-") for path in inside[f"US-{state}"]]
        if not any(path.contains_point((place.x, place.y)) for path in paths):
            gap = min(np.hypot(*(path.vertices - (place.x, place.y)).T).min() for path in paths)
            missed.append((place.name, gap))
    assert len(missed) < 12, missed
    # A thousandth of the earth's radius is 6 km; corners of simplified outlines are some 30 km apart.
    assert all(gap < 5 for _, gap in missed), missed


@pytest.mark.parametrize(
    ("area", "city", "longitude", "latitude"),
    [
        ("46520", "Honolulu", -157.86, 21.31),
        ("17410", "Cleveland", -81.70, 41.50),
        ("17420", "Cleveland", -84.88, 35.16),
    ],
)
def test_known_places(area, city, longitude, latitude):
    place = datasets.load("metro_coordinates").set_index("area").loc[area]
    assert place["city"] == city
    assert (place["longitude"], place["latitude"]) == pytest.approx((longitude, latitude), abs=0.02)


def test_sites_hold_every_area_of_the_map_and_count_what_is_published():
    sites = metropolitan_sites("51-9197")
    places = metropolitan_places()
    assert list(sites.index) == list(places.index)
    published = (
        load("oews_metro")
        .query("occupation == '51-9197' and not withheld")
        .set_index("area")["employment"]
    )
    published = published[published.index.isin(places.index)]
    assert (
        sites.loc[sites["type"] == "published", "jobs"].sort_index().tolist()
        == published.sort_index().tolist()
    )
    assert (sites.loc[sites["type"] == "no figure", "jobs"] == 1).all()


def test_sites_of_an_occupation_that_nobody_publishes():
    with pytest.raises(LookupError, match="99-9999"):
        metropolitan_sites("99-9999")
