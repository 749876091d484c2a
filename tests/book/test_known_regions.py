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
    ("세종시", "KR-50"),
    ("제주도", "KR-49"),
    ("서울시", "KR-11"),
    ("Seoul Metropolitan City", "KR-11"),
    ("11 서울특별시", "KR-11"),
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


OFFICE = ["11", *map(str, range(21, 27)), "29", *map(str, range(31, 40))]
MINISTRY = ["11", *map(str, range(26, 32)), "36", *map(str, range(41, 49)), "50"]


@pytest.mark.parametrize(
    ("codes", "told", "country", "of"),
    [
        (OFFICE, [], "Korea", {"21": "KR-26", "26": "KR-31", "39": "KR-49"}),
        (MINISTRY, [], "Korea", {"26": "KR-26", "36": "KR-50", "50": "KR-49"}),
        ([*MINISTRY[:-1], "50"], ["행정구역코드"], "Korea", {"42": "KR-42"}),
        (["11", "51", "52"], ["법정동코드"], "Korea", {"51": "KR-42", "52": "KR-45"}),
        (["11", "26", "31"], ["시도별", "KOSIS"], "Korea", {"26": "KR-31", "31": "KR-41"}),
        (
            ["1100000000", "2600000000", "4100000000"],
            ["시도코드"],
            "Korea",
            {"4100000000": "KR-41"},
        ),
        ([f"{k:02d}" for k in range(1, 48)], [], "Japan", {"13": "JP-13"}),
        ([f"{k:02d}" for k in range(1, 17)], [], "Germany", {"09": "DE-BY", "16": "DE-TH"}),
        ([f"{k}" for k in range(1, 17)], [], "Germany", {"9": "DE-BY"}),
        (["05", "09", "16"], ["Land"], "Germany", {"05": "DE-NW"}),
        ([f"{k}" for k in range(1, 10)], ["Bundesland"], "Austria", {"4": "AT-4"}),
        (["01000", "06000", "36000"], ["area_fips"], "the United States", {"06000": "US-CA"}),
        (["6", "36", "48"], ["state_fips"], "the United States", {"6": "US-CA"}),
        (["2A", "2B", "75", "13"], ["Département"], "France", {"2A": "FR-2A"}),
    ],
)
def test_codes_are_known_by_their_whole_set_or_by_what_names_them(codes, told, country, of):
    found = known_regions(codes, told)
    assert found is not None and found.country == country and found.unknown == []
    assert {code: found.units[code] for code in of} == of


@pytest.mark.parametrize(
    ("codes", "told"),
    [
        (["11", "26", "41"], []),
        (["11", "26", "31"], ["시도"]),
        (["1", "2", "3"], ["Land"]),
        (["11", "seoul", "26"], ["시도"]),
        (["01", "1", "02", "04"], ["fips"]),
    ],
)
def test_codes_that_may_be_those_of_several_are_nobodys(codes, told):
    assert known_regions(codes, told) is None


def test_the_states_are_known_by_their_numbers():
    units = load("outlines_units").dropna(subset=["fips"])
    found = known_regions(units["fips"].astype(str).str.zfill(2))
    assert found is not None and found.country == "the United States"


def test_the_office_and_the_ministry_number_the_same_provinces():
    office, ministry = known_regions(OFFICE), known_regions(MINISTRY)
    assert sorted(office.units) == sorted(ministry.units) and len(office.units) == 17


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
