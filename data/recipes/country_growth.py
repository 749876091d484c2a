"""Shift-share of employment in 21 countries, from the 10-Sector Database of Groningen's Growth and Development Centre.

No licence of that database was found, so only these results are kept in the project. The database comes inside an R
package of Debian 12 ("bookworm"), which only its own client fetches.
"""

import io
import itertools
import subprocess
import tarfile
from functools import cache

import pandas as pd

from agglomeration.indicators.growth.shift_share import shift_share
from data.recipes.origins import Origin
from data.recipes.r_data import read_frame

ORIGIN = Origin(
    "debian",
    "r-cran-collapse:amd64",
    "1.9.2-1",
    "cafab93c64be3c36aaeff8cbddbcea66d937b1e22831ae294df38be19b4e9dd3",
)
SECTORS = ["AGR", "MIN", "MAN", "PU", "CON", "WRT", "TRA", "FIRE", "GOV", "OTH"]
YEARS = range(1975, 2011, 5)
# The countries of Asia, Europe and the three largest of the Americas that have every year from 1975 to 2010.
COUNTRIES = {
    "BRA": "Brazil",
    "CHN": "China",
    "DNK": "Denmark",
    "ESP": "Spain",
    "FRA": "France",
    "GBR": "United Kingdom",
    "HKG": "Hong Kong",
    "IDN": "Indonesia",
    "IND": "India",
    "ITA": "Italy",
    "JPN": "Japan",
    "KOR": "Korea",
    "MEX": "Mexico",
    "MYS": "Malaysia",
    "NLD": "Netherlands",
    "PHL": "Philippines",
    "SGP": "Singapore",
    "SWE": "Sweden",
    "THA": "Thailand",
    "TWN": "Taiwan",
    "USA": "United States",
}


@cache
def employment():
    """Return persons employed, in thousands, by year and country (rows) and sector (columns)."""
    command = ["dpkg-deb", "--fsys-tarfile", str(ORIGIN.fetch())]
    files = subprocess.run(command, capture_output=True, check=True).stdout
    with tarfile.open(fileobj=io.BytesIO(files)) as package:
        folder = "./usr/lib/R/site-library/collapse/data/Rdata"
        index, database = (
            package.extractfile(f"{folder}.{ending}").read() for ending in ("rdx", "rdb")
        )
    table = read_frame(index, database, "GGDC10S")
    table = table[(table["Variable"] == "EMP") & table["Country"].isin(COUNTRIES)]
    return table.astype({"Year": int}).set_index(["Year", "Country"])[SECTORS].sort_index()


def classified(count):
    """Return employment in ten sectors, or in nine with government among other services.

    Korea and Singapore report government within other services. With ten sectors their government is 0 and their other
    services are compared with a sector that grows differently; with nine every country is compared like with like.
    """
    table = employment().fillna({"GOV": 0.0})
    if count == 10:
        return table
    return table.drop(columns=["GOV", "OTH"]).assign(OTH=table["GOV"] + table["OTH"])


def parts(start, end, kind, sectors):
    """Return the parts of each country's growth from start to end, in percent of its employment at the start."""
    table = classified(sectors)
    between = [table.loc[year] for year in range(start + 1, end)] if kind == "dynamic" else ()
    result = shift_share(table.loc[start], table.loc[end], kind, between=between, rates=True)
    result = (100 * result).round(4).rename_axis("country").reset_index()
    return result.assign(start=start, end=end, kind=kind, sectors=sectors)


def growth():
    """Return the parts for all pairs of years that are multiples of five, by kind and classification."""
    variants = [("dunn", 9), ("dunn", 10), ("esteban-marquillas", 9), ("dynamic", 9)]
    cases = itertools.product(itertools.combinations(YEARS, 2), variants)
    table = pd.concat([parts(*years, *variant) for years, variant in cases], ignore_index=True)
    table["name"] = table["country"].map(COUNTRIES)
    columns = ["country", "name", "start", "end", "kind", "sectors"]
    return table[[*columns, "national", "industry_mix", "regional", "allocation", "change"]]


TABLES = {"shift_share_countries": growth}
