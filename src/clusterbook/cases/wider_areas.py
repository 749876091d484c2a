"""Korea's provinces put together: the wider areas of policy, areas drawn by lot, and what either holds together."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import numpy as np
import pandas as pd

from clusterbook.tables.loading import load
from clusterbook.words import tell

from .known_regions import neighbours_of
from .plant_bounds import WIDER_AREAS

__all__ = ["areas_by_lot", "areas_of_policy", "held_together"]

_NATION = "00"


def areas_of_policy() -> pd.Series:
    """Return the wider area of each province, as the government draws them since 2025.

    Returns
    -------
    pandas.Series of str
        Indexed by the provinces' English names: one of eight areas, three of which are one province. The seven of 2008
        are not in our tables.

    Examples
    --------
    >>> areas_of_policy()[["Ulsan", "Jeju"]].tolist()
    ['Busan, Ulsan and South Gyeongsang', 'Jeju']
    """
    homes = {province: area for area, provinces in WIDER_AREAS.items() for province in provinces}
    return pd.Series(homes, name="area").rename_axis("region")


def areas_by_lot(seed: int, number: int = 8) -> pd.Series:
    """Return wider areas drawn by lot: neighbours are joined, pair by pair, until few enough are left.

    Parameters
    ----------
    seed : int
    number : int
        How many areas are left. Each step joins the areas of two provinces that touch, each such pair with equal
        chances; an area that has grown has more borders, and so tends to grow on.

    Returns
    -------
    pandas.Series of str
        Indexed by the provinces' English names; an area is named after one of its provinces.

    Raises
    ------
    ValueError
        If so few areas cannot be reached: Jeju touches no other province.

    Examples
    --------
    >>> areas_by_lot(1).nunique(), areas_by_lot(1)["Jeju"]
    (8, 'Jeju')
    """
    generator = np.random.default_rng(seed)
    touching = _touching()
    home = {
        province: province
        for province in sorted({one for pair in touching for one in pair} | {"Jeju"})
    }
    while len(set(home.values())) > number:
        across = [(one, other) for one, other in touching if home[one] != home[other]]
        if not across:
            raise ValueError(
                tell(
                    "number: {number} areas cannot be reached; {fewest} are the fewest.",
                    number=number,
                    fewest=len(set(home.values())),
                )
            )
        one, other = across[generator.integers(len(across))]
        kept, joined = home[one], home[other]
        home = {province: kept if area == joined else area for province, area in home.items()}
    return pd.Series(home, name="area").rename_axis("region")


@cache
def _touching():
    """The pairs of provinces that touch, each once."""
    provinces = load("korea_provinces").query("region != @_NATION")["name"]
    found = neighbours_of(provinces)
    assert found is not None
    return sorted(
        {tuple(sorted((one, other))) for one, others in found.items() for other in others}
    )


def held_together(workers: pd.DataFrame, areas: pd.Series | Mapping[str, str]) -> pd.Series:
    r"""Return how likely two workers of an industry, drawn at random in the nation, work in the same area.

    .. math:: H_i = \sum_a \Big( \sum_{r \in a} s_{ri} \Big)^2

    with :math:`s_{ri}` the share of province :math:`r` in the workers of industry :math:`i`.

    Parameters
    ----------
    workers : pandas.DataFrame
        Provinces in rows, industries in columns.
    areas : pandas.Series or dict
        The area of each province.

    Returns
    -------
    pandas.Series
        One value per industry, 0 to 1. Fewer areas hold more, whatever they are: compare with others of the same
        number, and with other industries.

    Examples
    --------
    >>> workers = pd.DataFrame({"ships": [50, 50]}, index=["Ulsan", "Busan"])
    >>> [float(held_together(workers, areas)["ships"]) for areas in (
    ...     {"Ulsan": "Ulsan", "Busan": "Busan"}, {"Ulsan": "southeast", "Busan": "southeast"})]
    [0.5, 1.0]
    """
    shares = workers.div(workers.sum())
    homes = pd.Series(areas)
    return (shares.groupby(homes.reindex(shares.index)).sum() ** 2).sum().rename("held together")
