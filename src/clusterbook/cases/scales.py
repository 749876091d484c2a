"""One group of occupations at several spatial scales: metropolitan areas, states, and groups of states."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Literal

import numpy as np
import pandas as pd

from clusterbook.known import check_names
from clusterbook.tables.loading import load
from clusterbook.words import enumerated, quoted, tell

from .occupation_groups import area_jobs, group_jobs
from .places import metropolitan_places, state_places
from .states import census_divisions

__all__ = ["SCALES", "jobs_at_scale", "kilometres_between"]

SCALES = ("metro", "state", "division", "region")
_EARTH_RADIUS = 6371.0088  # kilometres, the mean of the ellipsoid
_APART = (
    "02",
    "15",
)  # Alaska and Hawaii stand aside on the map and must not pull a group's centre there.


def jobs_at_scale(
    name: str, codes: Sequence[str], scale: Literal["metro", "state", "division", "region"]
) -> pd.DataFrame:
    """Return a group's jobs, all jobs and the location quotient of every area at one spatial scale.

    Parameters
    ----------
    name : str
        What the group is called.
    codes : sequence of str
        Its detailed occupations.
    scale : {"metro", "state", "division", "region"}
        387 metropolitan areas, 51 states (with the capital district), and the Census Bureau's nine divisions and four
        regions, whose jobs are the sums of their states'.

    Returns
    -------
    pandas.DataFrame
        By area: ``name``, ``x``, ``y`` in the plane of ``outlines("united_states")``, ``jobs`` of the group,
        ``all_jobs``, and the location ``quotient`` against the nation's own figure. Jobs and quotient are NaN where an
        area publishes none of the occupations, which is not zero.

    Raises
    ------
    ValueError
        If the scale is unknown or a code is no detailed occupation.

    Notes
    -----
    Sums over published cells are lower bounds. Metropolitan areas hold fewer of the nation's jobs than states do, and
    publish fewer cells, so from metropolitan area to state more than the borders change; from state to division and
    region nothing else does.

    Examples
    --------
    >>> textiles = ["51-6061", "51-6062", "51-6063", "51-6064"]
    >>> jobs_at_scale("Textiles", textiles, "division")["quotient"].idxmax()
    'South Atlantic'
    """
    if scale not in SCALES:
        raise ValueError(
            tell(
                "scale: {scale} is unknown; it can be {scales}.",
                scale=quoted(scale),
                scales=enumerated(map(repr, SCALES)),
            )
        )
    areas: Literal["metro", "state"] = "metro" if scale == "metro" else "state"
    found = _areas(areas).join(group_jobs({name: list(codes)}, areas)[name].rename("jobs"))
    if areas != scale:
        found = _merged(found, census_divisions()[scale])
    nation = load("oews_nation").set_index("occupation")["employment"]
    share = nation[list(codes)].sum() / nation["00-0000"]
    return found.assign(quotient=found["jobs"] / found["all_jobs"] / share)


def kilometres_between(areas: Sequence[str]) -> pd.DataFrame:
    """Return the distances between metropolitan areas along the surface of the earth.

    Parameters
    ----------
    areas : sequence of str
        Codes of metropolitan areas.

    Returns
    -------
    pandas.DataFrame
        Areas x areas, kilometres between their first cities; 0 on the diagonal.

    Raises
    ------
    ValueError
        If an area is not known.

    Examples
    --------
    Durham and Raleigh:

    >>> round(kilometres_between(["20500", "39580"]).iloc[0, 1])
    34
    """
    places = load("metro_coordinates").set_index("area")[["latitude", "longitude"]]
    areas = check_names("areas", areas, places.index)
    places = places.loc[areas]
    latitude, longitude = np.radians(places.to_numpy()).T
    north, east = latitude[:, None] - latitude, longitude[:, None] - longitude
    half = (
        np.sin(north / 2) ** 2
        + np.cos(latitude[:, None]) * np.cos(latitude) * np.sin(east / 2) ** 2
    )
    return pd.DataFrame(2 * _EARTH_RADIUS * np.arcsin(np.sqrt(half)), index=areas, columns=areas)


@cache
def _areas(areas):
    """Places of areas with all their jobs."""
    if areas == "state":
        return state_places().join(area_jobs("state").rename("all_jobs"))
    places = metropolitan_places()
    first = places["states"].str.split("-").str[0]
    places = places.assign(name=places["city"] + ", " + first)
    return places[["name", "x", "y"]].join(area_jobs().rename("all_jobs"), how="inner")


def _merged(states, groups):
    """Sums over groups of states, each in the middle of its contiguous ones."""
    middle = states.drop(list(_APART)).groupby(groups)[["x", "y"]].mean()
    sums = states.groupby(groups)[["jobs", "all_jobs"]].sum(min_count=1)
    return (
        middle.join(sums)
        .rename_axis("area")
        .reset_index(names="name")
        .set_index("name", drop=False)
    )
