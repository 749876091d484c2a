"""Short names of Korea's industries, such as fit beside a row of a figure."""

from __future__ import annotations

import pandas as pd

from clusterbook.tables.loading import load

__all__ = ["short_industry_names"]

# Where the title's beginning alone would be too long, or say too little.
_SHORT = {
    "A03": "Fishing",
    "B05": "Coal mining",
    "B06": "Metal ores",
    "B07": "Stone, sand and clay",
    "B08": "Support of mining",
    "C10": "Food",
    "C12": "Tobacco",
    "C14": "Apparel",
    "C15": "Leather and footwear",
    "C16": "Wood",
    "C17": "Pulp and paper",
    "C18": "Printing",
    "C19": "Coke and refining",
    "C20": "Chemicals",
    "C22": "Rubber and plastics",
    "C23": "Glass, cement, ceramics",
    "C25": "Metal goods",
    "C26": "Electronics",
    "C27": "Precision instruments",
    "C29": "Machinery",
    "C34": "Repair of machinery",
    "D35": "Electricity and gas",
    "E37": "Sewage",
    "E38": "Waste",
    "E39": "Remediation",
    "F42": "Specialized construction",
    "G45": "Sale of motor vehicles",
    "G46": "Wholesale",
    "H49": "Land transport",
    "H52": "Warehouses",
    "I55": "Lodging",
    "I56": "Restaurants",
    "J58": "Publishing and software",
    "J59": "Film and music",
    "J60": "Broadcasting",
    "J61": "Post and telephone",
    "J63": "Information services",
    "K64": "Finance",
    "K65": "Insurance",
    "K66": "Services to finance",
    "L68": "Real estate",
    "M72": "Engineering",
    "M73": "Other technical services",
    "N74": "Facilities management",
    "N75": "Business support",
    "N76": "Rental and leasing",
    "O84": "Government",
    "Q86": "Health",
    "Q87": "Social work",
    "R90": "Arts and libraries",
    "R91": "Sports and amusement",
    "S95": "Repair of goods",
    "S96": "Personal services",
}


def short_industry_names() -> pd.Series:
    """Return a short English name of each of the 74 divisions, by its code.

    Returns
    -------
    pandas.Series
        What the official title begins with, or, where that is too long or says too little, a name of ours. Division
        J58 is called publishing in the classification; most of its workers make software.

    Examples
    --------
    >>> short_industry_names()[["C19", "C30"]].tolist()
    ['Coke and refining', 'Motor vehicles']
    """
    titles = load("korea_industries").query("level == 'division'").set_index("industry")["title"]
    first = titles.str.removeprefix("Manufacture of ").str.partition(";")[0].str.partition(",")[0]
    names = first.str.capitalize()
    names.update(pd.Series(_SHORT))
    return names.rename("name")
