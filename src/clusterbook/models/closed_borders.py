"""What closing a province's border to money costs the firms of three Korean areas, on the real outlines.

Sixty firms lie half in an area's metropolitan cities and half in the province around them, institutes for three fifths
in the cities; all are scattered at random. Each firm chooses as in :mod:`clusterbook.models.partnerships`, once among
all institutes and once among those of its own province. Sites, partners and worth are invented.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pandas as pd

from clusterbook.cases.provinces import KM_PER_DEGREE, sites_inside
from clusterbook.words import enumerated, quoted, tell

from .partnerships import chance_of_crossing, partnerships

__all__ = ["AREAS", "ClosedBorders", "average_closing", "close_borders", "typical_closing"]

#: The cities of each area, and the province around them.
AREAS = {
    "capital": (["KR-11", "KR-28"], "KR-41"),
    "southeast": (["KR-26", "KR-31"], "KR-48"),
    "Daegu": (["KR-27"], "KR-47"),
}
FIRMS, FIRMS_IN_CITIES, INSTITUTES_IN_CITIES = 60, 0.5, 0.6
# Firms and institutes of one draw must not fall on the same sites.
_APART = 500


@dataclass(frozen=True)
class ClosedBorders:
    """One draw of firms and institutes, with open and with closed borders.

    Parameters
    ----------
    firms, institutes : pandas.DataFrame
        Columns ``place``, ``x``, ``y``; kilometres.
    free, bound : pandas.DataFrame
        The partnerships with open and with closed borders, indexed by firm.
    """

    firms: pd.DataFrame
    institutes: pd.DataFrame
    free: pd.DataFrame
    bound: pd.DataFrame

    def facts(self) -> dict[str, float]:
        """Return what the border cuts, and what closing it costs; shares are percent.

        Returns
        -------
        dict
            ``crossing`` (number of partnerships across a border), ``share`` (of all), ``blind`` (the share among blind
            partners), ``lost`` (of the worth of all, if firms choose again at home), ``lost_by_cut`` (of the worth
            of those that are cut; NaN if there is none) and ``without_second`` (of the worth of all, if those that
            are cut found nobody else).
        """
        cut, worth = self.free["crosses"], self.free["worth"]
        kept = self.bound["worth"].reindex(worth.index).fillna(0.0)
        before = worth[cut].sum()
        return {
            "crossing": int(cut.sum()),
            "share": 100 * float(cut.mean()),
            "blind": 100 * chance_of_crossing(self.firms, self.institutes),
            "lost": 100 * (1 - float(kept.sum() / worth.sum())),
            "lost_by_cut": 100 * (1 - float(kept[cut].sum() / before)) if before else np.nan,
            "without_second": 100 * float(before / worth.sum()),
        }

    def links(self, closed: bool) -> pd.DataFrame:
        """Return straight lines between partners, as the map of links draws them.

        Parameters
        ----------
        closed : bool
            Take the partners of closed borders.

        Returns
        -------
        pandas.DataFrame
            ``x``, ``y`` of the firm, ``to_x``, ``to_y`` of its institute, and ``kind``: 1 where the open border
            would be crossed, else 0.
        """
        found = self.bound if closed else self.free
        ends = self.institutes.loc[found["institute"], ["x", "y"]].to_numpy()
        start = self.firms.loc[found.index, ["x", "y"]]
        crosses = self.free.loc[found.index, "crosses"].astype(int)
        return start.assign(to_x=ends[:, 0], to_y=ends[:, 1], kind=crosses)


def close_borders(
    area: str, institutes: int, seed: int = 0, reach: float = 30.0, firms: int = FIRMS
) -> ClosedBorders:
    """Draw firms and institutes in an area, and let the firms choose with open and with closed borders.

    Parameters
    ----------
    area : {"capital", "southeast", "Daegu"}
    institutes : int
        How many, over all provinces of the area.
    seed : int
        Of sites and of what the institutes know.
    reach : float
        Kilometres over which a partnership loses all but a share 1/e of its worth; infinity for no loss.
    firms : int

    Returns
    -------
    ClosedBorders

    Raises
    ------
    ValueError
        If there is no such area.

    Examples
    --------
    >>> drawn = close_borders("capital", institutes=12, seed=1)
    >>> drawn.facts()["lost"] < drawn.facts()["share"]
    True
    """
    if area not in AREAS:
        raise ValueError(
            tell(
                "area: {area} is not among the areas; it can be {areas}.",
                area=quoted(area),
                areas=enumerated(AREAS),
            )
        )
    sides = (
        _scattered(area, firms, FIRMS_IN_CITIES, seed),
        _scattered(area, institutes, INSTITUTES_IN_CITIES, seed + _APART),
    )
    free, bound = (partnerships(*sides, reach, closed, seed) for closed in (False, True))
    return ClosedBorders(*sides, free, bound)


def average_closing(area: str, institutes: int, draws: int = 100, reach: float = 30.0) -> pd.Series:
    """Return the mean of :meth:`ClosedBorders.facts` over several draws.

    Parameters
    ----------
    area, institutes, reach
        As in :func:`close_borders`.
    draws : int
        Seeds 0, 1, ...

    Returns
    -------
    pandas.Series

    Examples
    --------
    >>> average_closing("Daegu", institutes=6, draws=2).index[:3].tolist()
    ['crossing', 'share', 'blind']
    """
    return _drawn(area, institutes, draws, reach).mean()


def typical_closing(area: str, institutes: int, draws: int = 100) -> ClosedBorders:
    """Return the draw whose cut and loss lie nearest to the means of all, so that one map does not mislead.

    Parameters
    ----------
    area, institutes
        As in :func:`close_borders`.
    draws : int
        Seeds 0, 1, ...

    Returns
    -------
    ClosedBorders

    Examples
    --------
    >>> len(typical_closing("Daegu", institutes=6, draws=3).free)
    60
    """
    told = _drawn(area, institutes, draws, 30.0)[["share", "lost"]]
    away = (told - told.mean()).abs() / told.std()
    return close_borders(area, institutes, int(away.sum(axis="columns").idxmin()))


# The mean and the typical draw of one case rest on the same draws.
@lru_cache(maxsize=32)
def _drawn(area, institutes, draws, reach):
    """The facts of each draw, one row per seed."""
    return pd.DataFrame(
        [close_borders(area, institutes, seed, reach).facts() for seed in range(draws)]
    )


def _scattered(area, number, share, seed):
    """Random sites over an area's provinces, a share of them in its cities; kilometres."""
    cities, province = AREAS[area]
    inside = round(number * share / len(cities))
    numbers = dict.fromkeys(cities, inside) | {province: number - inside * len(cities)}
    sites = sites_inside("korea", numbers, seed)
    return sites.assign(x=KM_PER_DEGREE * sites["x"], y=KM_PER_DEGREE * sites["y"])
