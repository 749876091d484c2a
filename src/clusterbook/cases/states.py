"""Which states touch which, and the groups of states in which the nation is usually told."""

from __future__ import annotations

from collections.abc import Hashable

import pandas as pd

from clusterbook.tables.loading import load

__all__ = ["census_divisions", "neighbouring_states"]

# The Census Bureau's four regions and nine divisions, by the codes of their states.
_DIVISIONS = {
    ("Northeast", "New England"): ("09", "23", "25", "33", "44", "50"),
    ("Northeast", "Middle Atlantic"): ("34", "36", "42"),
    ("Midwest", "East North Central"): ("17", "18", "26", "39", "55"),
    ("Midwest", "West North Central"): ("19", "20", "27", "29", "31", "38", "46"),
    ("South", "South Atlantic"): ("10", "11", "12", "13", "24", "37", "45", "51", "54"),
    ("South", "East South Central"): ("01", "21", "28", "47"),
    ("South", "West South Central"): ("05", "22", "40", "48"),
    ("West", "Mountain"): ("04", "08", "16", "30", "32", "35", "49", "56"),
    ("West", "Pacific"): ("02", "06", "15", "41", "53"),
}


def census_divisions() -> pd.DataFrame:
    """Return the group of neighbouring states to which each state belongs, as the Census Bureau draws them.

    Returns
    -------
    pandas.DataFrame
        Indexed by the state's code; columns ``division`` (nine) and ``region`` (four).

    Notes
    -----
    Source: U.S. Census Bureau, Census Regions and Divisions of the United States. They were drawn to publish figures,
    not to find clusters.

    Examples
    --------
    >>> census_divisions().loc["37"].tolist()
    ['South Atlantic', 'South']
    """
    rows = {state: names[::-1] for names, states in _DIVISIONS.items() for state in states}
    table = pd.DataFrame.from_dict(rows, orient="index", columns=["division", "region"])
    return table.sort_index().rename_axis("area")


def neighbouring_states() -> dict[Hashable, list[str]]:
    """Return the states that touch each state, read from the outlines.

    Returns
    -------
    dict
        ``{code: codes}`` for the 48 contiguous states and the capital district; Alaska and Hawaii touch none and are
        left out. States that meet in one point, as Arizona and Colorado do, touch; those with only water between
        them do not.

    Examples
    --------
    >>> neighbouring_states()["44"]
    ['09', '25']
    """
    lines = load("outlines_united_states")
    corners = lines.merge(lines, on=["longitude", "latitude"], suffixes=("", "_other"))
    fips = load("outlines_units").set_index("unit")["fips"]
    pairs = pd.DataFrame(
        {"state": corners["unit"].map(fips), "other": corners["unit_other"].map(fips)}
    )
    pairs = (
        pairs[pairs["state"] != pairs["other"]].drop_duplicates().sort_values(["state", "other"])
    )
    return pairs.groupby("state")["other"].agg(list).to_dict()
