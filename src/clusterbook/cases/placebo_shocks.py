"""Shares of occupations in metropolitan areas, and the latitude, which no shock to an occupation can have caused."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import pandas as pd

from clusterbook.tables import load

from .places import metropolitan_places

__all__ = ["MetropolitanShares", "metropolitan_shares"]


@dataclass(frozen=True)
class MetropolitanShares:
    """What a regression on shift-shares needs, by metropolitan area.

    Attributes
    ----------
    shares : pandas.DataFrame
        Share in all jobs of the area of the occupations whose codes begin alike, such as 15-1 for computer and
        mathematical ones; what is withheld counts as zero, so that a row adds up to less than 1.
    latitude, longitude : pandas.Series
        Where the area lies, in degrees.
    state : pandas.Series
        The first state of the area.
    jobs : pandas.Series
        All jobs of the area.
    """

    shares: pd.DataFrame
    latitude: pd.Series
    longitude: pd.Series
    state: pd.Series
    jobs: pd.Series


@cache
def metropolitan_shares() -> MetropolitanShares:
    """Return the shares of groups of occupations (codes such as 15-1) and the places of metropolitan areas.

    Returns
    -------
    MetropolitanShares
        For the areas of the map of the United States.

    Examples
    --------
    >>> metropolitan_shares().shares.shape
    (387, 94)
    """
    places = metropolitan_places()
    cells = load("oews_metro")
    cells = cells[cells["area"].isin(places.index)]
    total = cells[cells["occupation"] == "00-0000"].set_index("area")["employment"]
    detailed = cells[cells["level"] == "detailed"]
    group = detailed["occupation"].str[:4]
    jobs = detailed.groupby(["area", group])["employment"].sum().unstack(fill_value=0)
    jobs = jobs.loc[:, jobs.sum() > 0]
    shares = jobs.div(total.loc[jobs.index], axis=0)
    places = places.loc[shares.index]
    return MetropolitanShares(
        shares,
        places["latitude"],
        places["longitude"],
        places["states"].str[:2],
        total.loc[shares.index].astype(float),
    )
