"""What plant sizes that nobody publishes could be: bounds from the workers and establishments of each region."""

from __future__ import annotations

import numpy as np
import pandas as pd

import agglomeration as ag
from clusterbook.words import quoted, tell

__all__ = ["WIDER_AREAS", "gamma_bounds", "herfindahl_bounds"]

#: Korea's 17 provinces in eight: five wider areas, each around its large cities, and three provinces alone.
WIDER_AREAS = {
    "Capital region": ["Seoul", "Incheon", "Gyeonggi"],
    "Chungcheong": ["Daejeon", "Sejong", "North Chungcheong", "South Chungcheong"],
    "Gwangju and South Jeolla": ["Gwangju", "South Jeolla"],
    "Daegu and North Gyeongsang": ["Daegu", "North Gyeongsang"],
    "Busan, Ulsan and South Gyeongsang": ["Busan", "Ulsan", "South Gyeongsang"],
    "Gangwon": ["Gangwon"],
    "North Jeolla": ["North Jeolla"],
    "Jeju": ["Jeju"],
}


def herfindahl_bounds(workers: pd.DataFrame, establishments: pd.DataFrame) -> pd.DataFrame:
    r"""Return the smallest and the largest plant Herfindahl index that the published figures leave possible.

    .. math::

        \sum_i \frac{E_i^2}{n_i E^2} \le H \le \sum_i \frac{(E_i - n_i + 1)^2 + n_i - 1}{E^2}

    with :math:`E_i` workers in :math:`n_i` establishments of region :math:`i`. Below: all plants of a region are equal.
    Above: each region has one giant, and its other plants have one worker each.

    Parameters
    ----------
    workers, establishments : pandas.DataFrame
        Regions in rows, industries in columns. A withheld cell is NaN.

    Returns
    -------
    pandas.DataFrame
        One row per industry: ``lower`` and ``upper``; NaN where a cell of the industry is withheld, or nobody works.

    Raises
    ------
    ValueError
        If the tables have other labels, or a region has fewer workers than establishments, or workers in none.

    Examples
    --------
    >>> workers = pd.DataFrame({"ships": [80, 20]}, index=["Ulsan", "Busan"])
    >>> plants = pd.DataFrame({"ships": [4, 2]}, index=["Ulsan", "Busan"])
    >>> herfindahl_bounds(workers, plants).round(3)
           lower  upper
    ships   0.18  0.629
    """
    if not (
        workers.index.equals(establishments.index)
        and workers.columns.equals(establishments.columns)
    ):
        raise ValueError(
            tell(
                "establishments: its regions and industries differ from those of workers; give both tables the "
                "same labels, in the same order."
            )
        )
    wrong = (workers < establishments) | ((establishments == 0) & (workers > 0))
    if wrong.to_numpy().any():
        row, column = np.argwhere(wrong.to_numpy())[0]
        raise ValueError(
            tell(
                "establishments: {region} has {workers} workers in {plants} establishments of {industry}; each has "
                "one worker at least, and nobody works in none: correct it, or leave the industry out.",
                region=quoted(workers.index[row]),
                workers=f"{float(workers.to_numpy()[row, column]):g}",
                plants=f"{float(establishments.to_numpy()[row, column]):g}",
                industry=quoted(workers.columns[column]),
            )
        )
    there = workers.where(workers.isna() | (workers > 0))
    squares = workers.sum(skipna=False).where(lambda total: total > 0) ** 2
    equal = there**2 / establishments
    giant = (there - establishments + 1) ** 2 + establishments - 1
    known = workers.notna()
    return pd.DataFrame(
        {
            name: parts.where(parts.notna() | ~known, 0).sum(skipna=False) / squares
            for name, parts in (("lower", equal), ("upper", giant))
        }
    )


def gamma_bounds(
    workers: pd.DataFrame, establishments: pd.DataFrame, reference: pd.Series
) -> pd.DataFrame:
    """Return the smallest and the largest Ellison-Glaeser index that unpublished plant sizes leave possible.

    Parameters
    ----------
    workers, establishments : pandas.DataFrame
        As in :func:`herfindahl_bounds`.
    reference : pandas.Series
        Size of each region in any unit, as in :func:`agglomeration.ellison_glaeser`.

    Returns
    -------
    pandas.DataFrame
        One row per industry: ``lower`` and ``upper``; NaN where a Herfindahl bound is undefined, or 1.

    Raises
    ------
    ValueError
        As in the two functions.

    Notes
    -----
    These are the ends of what the estimate could be, not an interval for the strength behind it.

    Examples
    --------
    >>> workers = pd.DataFrame({"ships": [80, 20]}, index=["Ulsan", "Busan"])
    >>> plants = pd.DataFrame({"ships": [4, 2]}, index=["Ulsan", "Busan"])
    >>> gamma_bounds(workers, plants, pd.Series({"Ulsan": 1, "Busan": 1})).round(3)
           lower  upper
    ships -0.727   0.22
    """
    ends = herfindahl_bounds(workers, establishments)
    known = ends.dropna().index
    both = pd.DataFrame(
        {end: _gamma(workers[known], values[known], reference) for end, values in ends.items()}
    )
    bounds = pd.DataFrame({"lower": both.min(axis=1), "upper": both.max(axis=1)})
    return bounds.where(both.notna().all(axis=1)).reindex(ends.index)


def _gamma(workers, herfindahl, reference):
    return ag.ellison_glaeser(workers, herfindahl=herfindahl, reference=reference)["gamma"]
