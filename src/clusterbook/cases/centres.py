"""Metropolitan areas that are strong in one field, and those of them that lie near one another: by whose side?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np
import pandas as pd

from clusterbook.words import quoted, tell

from .places import metropolitan_places
from .scales import jobs_at_scale, kilometres_between
from .states import census_divisions

__all__ = ["home_of_areas", "near_pairs", "strong_areas"]


def strong_areas(name: str, codes: Sequence[str], quotient: float = 1.5) -> pd.DataFrame:
    """Return the metropolitan areas with a location quotient of a field at or above a threshold.

    Parameters
    ----------
    name : str
        What the field is called.
    codes : sequence of str
        Its detailed occupations.
    quotient : float

    Returns
    -------
    pandas.DataFrame
        As :func:`~clusterbook.cases.scales.jobs_at_scale`, the highest quotient first. Areas that publish no
        figure are not among them, which does not say that they are weak.

    Examples
    --------
    >>> strong_areas("Textiles", ["51-6061", "51-6062", "51-6063", "51-6064"])["name"].iloc[0]
    'Dalton, GA'
    """
    areas = jobs_at_scale(name, codes, "metro")
    return areas[areas["quotient"] >= quotient].sort_values("quotient", ascending=False)


def near_pairs(areas: Sequence[str], kilometres: float) -> pd.DataFrame:
    """Return all pairs of areas that lie within some distance of each other.

    Parameters
    ----------
    areas : sequence of str
        Codes of metropolitan areas.
    kilometres : float

    Returns
    -------
    pandas.DataFrame
        One row per pair: ``partner``, ``other``, ``kilometres``. No pair occurs twice.

    Raises
    ------
    ValueError
        If an area is not known.

    Examples
    --------
    Durham, Raleigh and San Jose:

    >>> near_pairs(["20500", "39580", "41940"], 100)[["partner", "other"]].to_numpy().tolist()
    [['20500', '39580']]
    """
    apart = kilometres_between(areas)
    first, second = np.triu_indices(len(apart), 1)
    distance = apart.to_numpy()[first, second]
    near = distance <= kilometres
    names = apart.index.to_numpy()
    pairs = {
        "partner": names[first[near]],
        "other": names[second[near]],
        "kilometres": distance[near],
    }
    return pd.DataFrame(pairs)


def home_of_areas(of: Literal["state", "division", "region"] = "state") -> pd.Series:
    """Return where each metropolitan area belongs; one that lies in several states, by its first city.

    Parameters
    ----------
    of : {"state", "division", "region"}
        The state, or the Census Bureau's division or region.

    Returns
    -------
    pandas.Series
        Indexed by the area's code.

    Raises
    ------
    ValueError
        If ``of`` is unknown.

    Examples
    --------
    >>> home_of_areas("division")["20500"]
    'South Atlantic'
    """
    if of not in ("state", "division", "region"):
        raise ValueError(
            tell("of: {of} is unknown; it can be 'state', 'division' or 'region'.", of=quoted(of))
        )
    states = metropolitan_places()["state"].astype(str).str.zfill(2)
    return states if of == "state" else states.map(census_divisions()[of])
