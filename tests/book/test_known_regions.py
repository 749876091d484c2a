"""Regions are known by every spelling that files use, and by no other country's; neighbours touch both ways."""

import pytest

from clusterbook.cases.known_regions import COUNTRIES, known_regions, neighbours_of
from clusterbook.cases.references import reference, reference_names
from clusterbook.tables.loading import load

KOREAN = [
    ("Seoul", "KR-11"),
    ("서울", "KR-11"),
    ("서울특별시", "KR-11"),
    ("서울 특별시", "KR-11"),
    ("Busan-si", "KR-26"),
    ("Pusan", "KR-26"),
    ("강원도", "KR-42"),
    ("강원특별자치도", "KR-42"),
    ("Gangwon-do", "KR-42"),
    ("전라북도", "KR-45"),
    ("전북특별자치도", "KR-45"),
    ("Jeollabuk-do", "KR-45"),
    ("Jeonbuk", "KR-45"),
    ("충남", "KR-44"),
    ("Chungcheongnam-do", "KR-44"),
    ("제주특별자치도", "KR-49"),
    ("세종특별자치시", "KR-50"),
]
OTHERS = [
    (["Kärnten", "Wien", "Tirol"], ["AT-2", "AT-9", "AT-7"]),
    (["AT31", "AT13", "AT34"], ["AT-4", "AT-9", "AT-8"]),
    (
        ["Freistaat Bayern", "NRW", "Hesse", "Sachsen", "Berlin"],
        ["DE-BY", None, "DE-HE", "DE-SN", "DE-BE"],
    ),
    (
        ["東京", "大阪府", "Kyoto", "Hokkaido", "静岡県"],
        ["JP-13", "JP-27", "JP-26", "JP-01", "JP-22"],
    ),
    (["CA", "New York", "US-TX", "District of Columbia"], ["US-CA", "US-NY", "US-TX", "US-DC"]),
]


@pytest.mark.parametrize(("name", "unit"), KOREAN)
def test_a_korean_province_is_known_in_all_its_spellings(name, unit):
    others = [other for other in ("대구광역시", "Ulsan", "경기") if other != name]
    found = known_regions([name, *others])
    assert found is not None and found.country == "Korea"
    assert found.units[name] == unit


@pytest.mark.parametrize(("names", "units"), OTHERS)
def test_regions_of_other_countries_are_known_by_name_and_code(names, units):
    found = known_regions(names)
    assert found is not None
    assert {name: found.units.get(name) for name in names} == dict(zip(names, units, strict=True))
    assert found.unknown == [name for name, unit in zip(names, units, strict=True) if unit is None]


@pytest.mark.parametrize("code", COUNTRIES)
def test_every_unit_of_a_country_has_a_place_inside_its_outlines(code):
    names = load("outlines_units").query("country == @code")["name"].tolist()
    found = known_regions(names)
    assert found is not None and found.unknown == [] and len(found.places) == len(names)
    lows, highs = (
        [limit(line[:, axis]) for line in found.lines] for limit, axis in ((min, 0), (max, 0))
    )
    assert found.places["x"].between(min(lows), max(highs)).all()


@pytest.mark.parametrize("code", COUNTRIES)
def test_who_touches_is_touched(code):
    names = load("outlines_units").query("country == @code")["name"].tolist()
    touching = neighbours_of(names)
    assert touching is not None
    assert all(one in touching[other] for one, others in touching.items() for other in others)
    assert not any(one in others for one, others in touching.items())


def test_borders_that_everyone_knows():
    touching = neighbours_of(["Wien", "Niederösterreich", "Burgenland", "Tirol", "Vorarlberg"])
    assert touching["Wien"] == ["Niederösterreich"]
    assert touching["Vorarlberg"] == ["Tirol"]


@pytest.mark.parametrize(
    "labels",
    [
        [],
        ["Linz", "Wels", "Steyr"],
        ["Wien", "Tirol"],
        ["서울", "Wien", "CA", "Tokyo"],
        ["서울", "Seoul", "부산", "대구"],
    ],
)
def test_what_is_no_country_or_names_one_region_twice_is_not_known(labels):
    assert known_regions(labels) is None
    assert neighbours_of(labels) is None


@pytest.mark.parametrize("name", sorted(reference_names()))
def test_a_reference_has_amounts_by_code_and_year(name):
    found = reference(name)
    assert found is not None and found.name == name
    assert (found.amounts["amount"].dropna() >= 0).all()
    assert not found.amounts.duplicated(["year", "code"]).any()


def test_there_is_no_reference_of_another_name():
    assert reference("moon") is None
