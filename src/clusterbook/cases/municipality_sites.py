"""Korea's municipalities as points: which of them have more of an activity than the nation."""

from __future__ import annotations

from functools import cache
from typing import Literal

import numpy as np
import pandas as pd

import agglomeration as ag
from clusterbook.tables.loading import load
from clusterbook.words import enumerated, quoted, tell

from .korea import korean_value_added, municipality_places

__all__ = ["municipality_sites"]


def municipality_sites(
    activity: str, year: Literal[2015, 2020] = 2020, quotient: float = 1.5
) -> pd.DataFrame:
    """Return the municipalities of Korea as points, and which of them are specialized in an activity.

    Parameters
    ----------
    activity : str
        Code of an activity of the regional accounts that has a figure in every municipality.
    year : {2015, 2020}
    quotient : float
        Specialized is a municipality whose location quotient of value added is at least this.

    Returns
    -------
    pandas.DataFrame
        Indexed by municipality: ``longitude`` and ``latitude`` of the centre of gravity of its largest polygon,
        ``region`` (code of its province), ``quotient``, and ``type`` (``"specialized"`` or ``"other"``).

    Raises
    ------
    ValueError
        If the activity has no figure somewhere, or the year is another one.

    Examples
    --------
    >>> sites = municipality_sites("C")
    >>> sites["type"].value_counts().to_dict()
    {'other': 189, 'specialized': 40}
    """
    quotients = _quotients(year)
    if activity not in quotients:
        raise ValueError(
            tell(
                "activity: {activity} has no figure in every municipality; give one of {activities}.",
                activity=quoted(activity),
                activities=enumerated(map(repr, quotients.columns)),
            )
        )
    own = quotients[activity].rename("quotient")
    kinds = np.where(own >= quotient, "specialized", "other")
    return _places().join(own).assign(type=kinds)


@cache
def _quotients(year):
    return ag.location_quotient(korean_value_added(year).dropna(axis="columns"))


@cache
def _places():
    """Degrees: the plane of the outlines has east ones shortened by the cosine of its middle latitude."""
    latitude = load("outlines_korea_municipalities")["latitude"].agg(["min", "max"]).mean()
    plane = municipality_places()
    regions = load("korea_municipalities").set_index("municipality")["region"]
    longitude = plane["x"] / np.cos(np.radians(latitude))
    return pd.DataFrame({"longitude": longitude, "latitude": plane["y"], "region": regions})
