"""Wages of the Occupational Employment and Wage Statistics, May 2025, with their standard errors.

The origin is that of the tables of jobs. Annual wages are taken, not hourly ones, which lack teachers and others who
are paid by the year. A dash carries a footnote: withheld, top-coded, or paid by the hour only.
"""

from functools import cache

from data.recipes import oews
from data.recipes.oews import WITHHELD, hyphenated

ORIGIN = oews.ORIGIN
MEASURES = {
    "v02": "employment_rse",
    "v04": "wage",
    "v05": "wage_rse",
    "v11": "wage_p10",
    "v13": "wage_p50",
    "v15": "wage_p90",
}
WAGES = [name for name in MEASURES.values() if name != "employment_rse"]
MISSING = {"4": "hourly", "5": "top-coded", "8": "withheld"}
LEVELS = ["total", "major", "detailed"]


@cache
def cells(scope):
    """Return the wages of one scope, as published, and why the mean is missing where it is."""
    columns = ", ".join(MEASURES)
    table = oews.query(
        f"SELECT key, {columns}, f04 FROM cell WHERE key LIKE ? ORDER BY key", f"OEU{scope}%"
    )
    key, footnote = table.pop("key").str, table.pop("f04")
    table = table.rename(columns=MEASURES)
    table = table.mask(table == WITHHELD).assign(
        missing=footnote.map(MISSING).where(table["wage"] == WITHHELD)
    )
    table.insert(0, "area", key[4:11])
    table.insert(1, "industry", key[11:17])
    table.insert(2, "occupation", hyphenated(key[17:23]))
    return table


def metro():
    """Return wages by metropolitan area and occupation."""
    table = cells("M")
    table = table[table["area"].str.startswith("00")]
    return table.assign(area=table["area"].str[2:])[["area", "occupation", *WAGES, "missing"]]


def state():
    """Return wages by state or territory and occupation."""
    table = cells("S")
    return table.assign(area=table["area"].str[:2])[["area", "occupation", *WAGES, "missing"]]


def nation():
    """Return wages by occupation in the 50 states and the District of Columbia."""
    table = cells("N")
    return table.loc[table["industry"] == "000000", ["occupation", *WAGES, "missing"]]


def industry():
    """Return wages by four-digit industry and occupation, with the standard error of jobs."""
    table = cells("N")
    level = table["occupation"].map(oews.occupations().set_index("occupation")["level"])
    table = table[table["industry"].isin(oews.industries()["industry"]) & level.isin(LEVELS)]
    return table[["industry", "occupation", "employment_rse", *WAGES, "missing"]]


TABLES = {
    "oews_industry_wages": industry,
    "oews_metro_wages": metro,
    "oews_nation_wages": nation,
    "oews_state_wages": state,
}
