"""Regions hold each unit once, and its centre lies inside it."""

import pytest
from matplotlib.path import Path

from clusterbook import tables as datasets
from clusterbook.cases.places import outlines
from clusterbook.cases.regions import japanese_bureaus, unit_places


def test_each_prefecture_belongs_to_one_bureau():
    bureaus = japanese_bureaus()
    assert set(bureaus.index) == set(datasets.load("outlines_japan")["unit"])
    assert bureaus.index.is_unique
    assert set(bureaus) == set(datasets.load("japan_programme_regions")["region"])


def test_kanto_is_tokyo_and_ten_prefectures():
    bureaus = japanese_bureaus()
    assert (bureaus == "Kanto").sum() == 11
    # Tokyo, Niigata, Yamanashi, Nagano, Shizuoka.
    assert (bureaus[["JP-13", "JP-15", "JP-19", "JP-20", "JP-22"]] == "Kanto").all()


@pytest.mark.parametrize("country", ["japan", "france", "austria"])
def test_nearly_all_centres_lie_inside_a_unit(country):
    places = unit_places(country)
    shapes = [Path(line) for line in outlines(country)]
    inside = sum(
        any(shape.contains_point((place.x, place.y)) for shape in shapes)
        for place in places.itertuples()
    )
    # The centre of a bent shape, such as Nagasaki, lies beside it.
    assert inside >= 0.95 * len(places)


def test_paris_lies_north_of_lyon_and_west_of_strasbourg():
    places = unit_places("france")
    assert places.loc["FR-75", "y"] > places.loc["FR-69", "y"]
    assert places.loc["FR-75", "x"] < places.loc["FR-67", "x"]
