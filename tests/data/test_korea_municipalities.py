"""Korea's municipalities: what adds up, which names go with which codes, outlines, and known figures."""

import numpy as np
import pandas as pd
import pytest

import agglomeration as ag
from clusterbook import tables as datasets
from clusterbook.cases.korea import korean_value_added, municipality_places
from clusterbook.cases.provinces import province_areas
from data.recipes.korean_grid import degrees


@pytest.fixture(scope="module")
def places():
    return datasets.load("korea_municipalities").set_index("municipality")


def sums(year):
    cells = datasets.load("korea_municipality_value_added").query(
        "year == @year and level != 'activity'"
    )
    return cells.pivot(index="municipality", columns="activity", values="value_added")


@pytest.mark.parametrize(("year", "product"), [(2015, 1_661.5), (2020, 1_945.9)])
def test_activities_add_up_to_the_total_and_taxes_to_the_product(year, product):
    table, above = korean_value_added(year), sums(year)
    assert table.shape == (229, 16)
    assert ((table.sum(axis=1) - above["TOTAL"]).abs() / above["TOTAL"]).max() < 5e-6
    assert ((above["TOTAL"] + above["TAXES"] - above["GRDP"]).abs() / above["GRDP"]).max() < 5e-6
    assert round(above["GRDP"].sum() / 1e6, 1) == product


def test_municipalities_add_up_to_about_the_nations_published_product():
    # Trillion won of 2020, on the base of 2015.
    assert sums(2020)["GRDP"].sum() / 1e6 == pytest.approx(1_944.5, rel=0.001)


@pytest.mark.parametrize("year", [2015, 2020])
def test_what_is_missing_is_next_to_nothing_or_counted_elsewhere(year, places):
    table, above = korean_value_added(year), sums(year)
    missing = table.isna()
    assert missing.drop(columns=["B", "DE"]).sum().sum() == 0
    # Electricity, gas, water and waste: eleven municipalities of Gyeonggi, the same in both years.
    assert missing["DE"].sum() == 11
    assert set(places.loc[missing["DE"], "region"]) == {"31"}
    gone = (above["TOTAL"] - table.sum(axis=1))[missing.any(axis=1)]
    assert gone.abs().max() <= 2


def test_codes_are_keys_and_names_are_not(places):
    assert len(places) == 229
    assert places.index.is_unique
    assert places["name"].nunique() == places["name_korean"].nunique() == 207
    assert (places.index.str[:2] == places["region"]).all()
    assert set(places["region"]) == set(datasets.load("korea_provinces")["region"]) - {"00"}


def test_names_in_two_languages_belong_together(places):
    kinds = {"si": "시", "gun": "군", "gu": "구"}
    assert (
        places["name"].str.rsplit("-").str[-1].map(kinds) == places["name_korean"].str[-1]
    ).all()
    pairs = (
        places.groupby("name")["name_korean"].nunique(),
        places.groupby("name_korean")["name"].nunique(),
    )
    assert max(pair.max() for pair in pairs) == 1
    known = {
        "37050": "구미시",
        "34040": "아산시",
        "31240": "화성시",
        "31020": "성남시",
        "31100": "고양시",
        "38110": "창원시",
    }
    assert places.loc[list(known), "name_korean"].to_dict() == known


def test_cities_made_of_wards_are_joined(places):
    assert places["wards"].sum() == 32
    assert (places.loc[places["wards"] > 0, "wards"] >= 2).all()
    assert places.loc[places["wards"] > 0, "name"].str.endswith("-si").all()
    assert places.loc["38110", "wards"] == 5


def test_outlines_have_every_municipality_and_about_its_area(places):
    corners = datasets.load("outlines_korea_municipalities")
    assert set(corners["unit"]) == set(places.index)
    assert corners.groupby(["unit", "polygon", "ring"]).size().min() >= 4
    found = province_areas("korea_municipalities")
    ratio = found / places["area"]
    # Small islands are gone: Ongjin and Sinan consist of them.
    wide = places["area"] > 500
    assert ratio[wide].between(0.9, 1.01).mean() > 0.95
    assert found.sum() / places["area"].sum() == pytest.approx(1, abs=0.02)
    assert places["area"].sum() == pytest.approx(100_400, rel=0.01)


def test_municipalities_lie_in_the_outline_of_their_province(places):
    provinces = datasets.load("korea_provinces").set_index("region")["unit"]
    boxes = (
        datasets.load("outlines_korea")
        .groupby("unit")[["longitude", "latitude"]]
        .agg(["min", "max"])
    )
    own = datasets.load("outlines_korea_municipalities").query("polygon == 0")
    middle = own.groupby("unit")[["longitude", "latitude"]].mean()
    # Islands that the map of the provinces leaves out: Ganghwa, Ongjin and Ulleung.
    for code, place in middle.drop(["23310", "23320", "37430"]).iterrows():
        box = boxes.loc[provinces[places.loc[code, "region"]]]
        for axis in ("longitude", "latitude"):
            assert box[axis, "min"] - 0.1 < place[axis] < box[axis, "max"] + 0.1, code
    assert set(municipality_places().index) == set(places.index)


def test_known_points_of_the_grid():
    # The grid's origin, and three corners of Korea converted with PROJ.
    found = degrees([1e6, 1_188_000, 746_111, 1_302_468], [2e6, 1_673_000, 1_463_977, 1_950_000])
    known = [
        [127.5, 38],
        [129.5609503017, 35.0345403682],
        [124.7783581517, 33.1371737540],
        [130.9214255845, 37.4997501942],
    ]
    assert np.allclose(found, known, atol=1e-8)


# Manufacturing, 2020: percent of the municipality's value added, location quotient, trillion won where known.
@pytest.mark.parametrize(
    ("code", "percent", "quotient", "value"),
    [
        ("34040", 78, 2.9, None),
        ("37050", 73, 2.7, 19.2),
        ("26040", 72, 2.6, None),
        ("31240", 66, 2.4, 51.4),
    ],
)
def test_known_places_of_manufacturing(code, percent, quotient, value):
    table = korean_value_added(2020)
    made = table["C"] / sums(2020)["TOTAL"]
    assert round(100 * made[code]) == percent
    assert round(ag.location_quotient(table.fillna(0)).loc[code, "C"], 1) == quotient
    assert value is None or round(table.loc[code, "C"] / 1e6, 1) == value
    assert round(100 * table["C"].sum() / sums(2020)["TOTAL"].sum(), 1) == 27.1
    assert table["C"].idxmax() == "31240"


def test_known_places_of_information():
    table = korean_value_added(2020)
    quotients = ag.location_quotient(table.fillna(0))["J"]
    assert round(table.loc["31020", "J"] / 1e6, 1) == 13.1
    assert quotients[["31020", "11140", "11180"]].round(1).tolist() == [5.9, 6.6, 5.2]


@pytest.mark.parametrize(
    ("region", "parts"),
    [
        ("26", (16.6, -4.3, -17.8, -5.5)),
        ("31", (16.6, -0.3, 12.2, 28.5)),
        ("37", (16.6, -2.7, -12.4, 1.5)),
    ],
)
def test_known_parts_of_growth(region, parts):
    tables = [
        korean_value_added(year).groupby(lambda code: code[:2]).sum() for year in (2015, 2020)
    ]
    found = 100 * ag.shift_share(*tables, rates=True)
    columns = ["national", "industry_mix", "regional", "change"]
    assert found.loc[region, columns].round(1).tolist() == list(parts)


def test_names_can_stand_for_codes_and_other_years_are_refused():
    table = korean_value_added(2015, names=True)
    assert table.index.is_unique
    assert "Jung-gu 11020" in table.index
    assert pd.api.types.is_float_dtype(table["B"])
    with pytest.raises(ValueError, match="2015 or 2020"):
        korean_value_added(2010)
