"""Supply and use tables of the United States, 71 industries, 2021, of the Bureau of Economic Analysis.

The origin calls one file "make", but lays it out as a supply table, commodities in rows and industries in columns:
only so do its column sums equal the industries' output. Three dashes are an empty cell.
"""

import io
import zipfile
from functools import cache

import pandas as pd

from data.recipes.origins import Origin

ORIGIN = Origin(
    "wheel",
    "quantecon-book-networks",
    "1.6",
    "7e29628146e0a8fa242b0bceec90ca16302b7f43c7ae47c3cd1e4910a8f6ef11",
)
INDUSTRIES, COMMODITIES = 71, 73
EXTRA = {
    "Scrap, used and secondhand goods": "Used",
    "Noncomparable imports and rest-of-the-world adjustment": "Other",
}
INPUTS = {
    "Total industry output (basic prices)": "output",
    "Total Intermediate": "intermediate_inputs",
    "Compensation of employees": "compensation",
    "Value Added (basic prices)": "value_added",
}


@cache
def published(file):
    """Return one file of the origin as it stands, with empty cells missing."""
    with zipfile.ZipFile(ORIGIN.fetch()) as wheel:
        text = wheel.read(f"quantecon_book_networks/data/csv_files/{file}.csv")
    return pd.read_csv(io.BytesIO(text), index_col=0, na_values=["---"])


def codes():
    """Return the code of every commodity by its title; an industry has the code of what it mainly makes."""
    use = published("use_71")
    return dict(zip(use.index[:INDUSTRIES], use.columns[:INDUSTRIES], strict=True)) | EXTRA


@cache
def matrices():
    """Return supply and use, commodities x industries, both under the industries' codes; an empty cell is zero."""
    supply = published("make_71").iloc[:COMMODITIES, :INDUSTRIES].fillna(0)
    use = published("use_71").iloc[:COMMODITIES, :INDUSTRIES].fillna(0)
    rows = supply.index.map(codes())
    return tuple(table.set_axis(rows).set_axis(use.columns, axis=1) for table in (supply, use))


def long(table, *labels):
    """Return a matrix as one row per cell, row by row."""
    return (
        table.rename_axis(index=labels[0], columns=labels[1])
        .stack()
        .rename(labels[2])
        .reset_index()
    )


def supply():
    """Return what each industry makes of each commodity; empty cells are left out."""
    table = long(matrices()[0].astype(int), "commodity", "industry", "supply")
    return table[table["supply"] != 0]


def use():
    """Return what each industry buys of each commodity; empty cells are left out."""
    table = long(matrices()[1].astype(int), "commodity", "industry", "use")
    return table[table["use"] != 0]


def flows():
    """Return the flows between industries: makers share a commodity's sales in proportion to what they make of it."""
    made, bought = matrices()
    market_share = made.div(made.sum(axis=1), axis=0).T
    return long(market_share @ bought, "seller", "buyer", "flow").round({"flow": 3})


def industries():
    """Return the industries' titles, output and inputs."""
    table = (
        published("use_71")
        .iloc[:, :INDUSTRIES]
        .loc[list(INPUTS)]
        .T.astype(int)
        .rename(columns=INPUTS)
    )
    table.insert(0, "title", list(codes())[:INDUSTRIES])
    return table.rename_axis("industry").reset_index()


TABLES = {
    "us_input_output": flows,
    "us_input_output_industries": industries,
    "us_supply": supply,
    "us_use": use,
}
