"""Where the official classification puts an industry, and names short enough for a figure."""

from __future__ import annotations

from typing import Literal

import pandas as pd

from clusterbook.tables.loading import load
from clusterbook.words import quoted, tell

__all__ = ["official_sectors", "short_titles"]

# The sectors of the North American Industry Classification System, in few words.
_SECTORS = {
    "11": "Farming, forestry",
    "21": "Mining",
    "22": "Utilities",
    "23": "Construction",
    "31-33": "Manufacturing",
    "42": "Wholesale",
    "44-45": "Retail",
    "48-49": "Transport",
    "51": "Information",
    "52": "Finance",
    "53": "Real estate, rental",
    "54": "Professional services",
    "55": "Management of firms",
    "56": "Administrative services",
    "61": "Education",
    "62": "Health, social work",
    "71": "Arts, recreation",
    "72": "Hotels, restaurants",
    "81": "Other services",
    "92": "Government",
}
# The input-output table's codes begin as those of the classification, but for these.
_BEGINNINGS = {"HS": "53", "OR": "53", "GF": "92", "GS": "92"}
_INPUT_OUTPUT = {
    "111CA": "Farms",
    "113FF": "Forestry, fishing",
    "211": "Oil and gas",
    "212": "Mining",
    "213": "Mining support",
    "22": "Utilities",
    "23": "Construction",
    "321": "Wood",
    "327": "Glass, cement",
    "331": "Primary metals",
    "332": "Metal products",
    "333": "Machinery",
    "334": "Electronics",
    "335": "Electrical goods",
    "3361MV": "Motor vehicles",
    "3364OT": "Aircraft, ships",
    "337": "Furniture",
    "339": "Misc. goods",
    "311FT": "Food, drink",
    "313TT": "Textiles",
    "315AL": "Apparel",
    "322": "Paper",
    "323": "Printing",
    "324": "Refineries",
    "325": "Chemicals",
    "326": "Plastics",
    "42": "Wholesale",
    "441": "Car dealers",
    "445": "Food stores",
    "452": "Department stores",
    "4A0": "Other retail",
    "481": "Air transport",
    "482": "Railways",
    "483": "Shipping",
    "484": "Trucking",
    "485": "Buses, taxis",
    "486": "Pipelines",
    "487OS": "Transport support",
    "493": "Warehouses",
    "511": "Publishing",
    "512": "Film, music",
    "513": "Broadcasting",
    "514": "Data services",
    "521CI": "Banks",
    "523": "Securities",
    "524": "Insurance",
    "525": "Funds",
    "HS": "Housing",
    "ORE": "Real estate",
    "532RL": "Rental, leasing",
    "5411": "Legal services",
    "5415": "Computer services",
    "5412OP": "Technical services",
    "55": "Head offices",
    "561": "Office services",
    "562": "Waste",
    "61": "Education",
    "621": "Doctors",
    "622": "Hospitals",
    "623": "Nursing homes",
    "624": "Social work",
    "711AS": "Arts, sports",
    "713": "Amusement",
    "721": "Hotels",
    "722": "Restaurants",
    "81": "Other services",
    "GFGD": "Defense",
    "GFGN": "Federal government",
    "GFE": "Federal enterprises",
    "GSLG": "State government",
    "GSLE": "State enterprises",
}


def official_sectors(industries: Literal["naics", "input-output"] = "naics") -> pd.Series:
    """Return the sector in which the official classification puts each industry.

    Parameters
    ----------
    industries : {"naics", "input-output"}
        The four-digit industries of the staffing table (without the rows that repeat schools and hospitals by owner),
        or the industries of the input-output table.

    Returns
    -------
    pandas.Series
        Short name of one of the 20 sectors of the North American Industry Classification System, by industry code.

    Raises
    ------
    ValueError
        If ``industries`` is another word.

    Notes
    -----
    The input-output table follows the classification but for government, which it gathers by owner, and housing.

    Examples
    --------
    >>> official_sectors().loc[["312100", "325400"]].tolist()
    ['Manufacturing', 'Manufacturing']
    >>> official_sectors("input-output").nunique()
    20
    """
    if _checked(industries) == "naics":
        listed = load("oews_industries").query("owner == 'all'")
        return listed.set_index("industry")["sector"].map(_SECTORS)
    codes = pd.Series(_INPUT_OUTPUT).index.to_series(name="sector")
    known = {beginning: code for code in _SECTORS for beginning in _two_digits(code)}
    return (
        codes.str[:2]
        .replace(_BEGINNINGS)
        .map(known | {"4A": "44-45"})
        .map(_SECTORS)
        .rename_axis("industry")
    )


def short_titles(industries: Literal["naics", "input-output"] = "naics") -> pd.Series:
    """Return names of industries for figures.

    Parameters
    ----------
    industries : {"naics", "input-output"}
        As in :func:`official_sectors`. The names of the four-digit industries are the official ones without what
        stands in brackets; those of the input-output table are this book's, of at most 19 letters.

    Returns
    -------
    pandas.Series
        By industry code.

    Examples
    --------
    >>> short_titles("input-output")["3361MV"]
    'Motor vehicles'
    >>> short_titles()["3330A1"]
    'Machinery Manufacturing'
    """
    if _checked(industries) == "input-output":
        return pd.Series(_INPUT_OUTPUT, name="title").rename_axis("industry")
    titles = load("oews_industries").query("owner == 'all'").set_index("industry")["title"]
    return titles.str.replace(r" \([^)]*\)", "", regex=True)


def _checked(industries):
    if industries not in ("naics", "input-output"):
        raise ValueError(
            tell(
                "industries: {industries} is unknown; it can be 'naics' or 'input-output'.",
                industries=quoted(industries),
            )
        )
    return industries


def _two_digits(sector):
    """Two-digit beginnings of a sector's codes: '31-33' is 31, 32 and 33."""
    first, _, last = sector.partition("-")
    return [str(number) for number in range(int(first), int(last or first) + 1)]
