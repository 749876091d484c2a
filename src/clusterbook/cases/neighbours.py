"""Neighbouring metropolitan areas told as one place: what both publish, and how unlike neighbours usually are."""

from __future__ import annotations

import numpy as np
import pandas as pd

from clusterbook.known import check_names
from clusterbook.tables.loading import load

from .scales import kilometres_between

__all__ = ["neighbour_ratios", "published_in_both", "quotients_apart"]


def published_in_both(areas: dict[str, str], begins: str = "") -> pd.DataFrame:
    """Return the detailed occupations that two metropolitan areas both publish.

    Parameters
    ----------
    areas : dict
        ``{name: code}`` of the two areas.
    begins : str
        How the occupations' codes begin; all of them, unless said.

    Returns
    -------
    pandas.DataFrame
        One row per occupation; columns in two levels, the area's name and ``employment``, ``location_quotient`` and
        ``employment_rse`` (the relative standard error of the jobs, in percent).

    Raises
    ------
    ValueError
        If an area is not known.

    Examples
    --------
    >>> pair = published_in_both({"Durham": "20500", "Raleigh": "39580"}, "19-10")
    >>> len(pair), float(pair.loc["19-1042", ("Durham", "location_quotient")])
    (7, 5.88)
    """
    cells = load("oews_metro").query("level == 'detailed'").set_index(["area", "occupation"])
    columns = ["employment", "location_quotient", "employment_rse"]
    check_names("areas", areas.values(), cells.index.unique("area"))
    both = [cells.loc[code, columns].dropna() for code in areas.values()]
    table = pd.concat(both, axis=1, join="inner", keys=list(areas))
    return table[table.index.str.startswith(begins)]


def quotients_apart(table: pd.DataFrame, errors: float = 1.96) -> pd.DataFrame:
    r"""Return how far two areas' quotients are apart, and whether beyond sampling error.

    .. math:: |q_1 - q_2| > z \sqrt{e_1^2 + e_2^2}

    Parameters
    ----------
    table : pandas.DataFrame
        As :func:`published_in_both` returns it.
    errors : float
        The number :math:`z` of standard errors of the difference.

    Returns
    -------
    pandas.DataFrame
        ``gap``, the first area's quotient minus the second's, and ``beyond``.

    Notes
    -----
    The errors of the two areas are taken as independent, and those of all jobs as none. Of twenty occupations that are
    alike in both areas one is found beyond 1.96 by chance.

    Examples
    --------
    >>> pair = published_in_both({"Durham": "20500", "Raleigh": "39580"}, "19-10")
    >>> quotients_apart(pair)["beyond"].sum()
    np.int64(4)
    """
    quotients = pd.DataFrame(table.xs("location_quotient", axis=1, level=1))
    squares = (quotients * table.xs("employment_rse", axis=1, level=1) / 100) ** 2
    gap = quotients.iloc[:, 0] - quotients.iloc[:, 1]
    return pd.DataFrame({"gap": gap, "beyond": gap.abs() > errors * squares.sum(axis=1) ** 0.5})


def neighbour_ratios(values: pd.Series, reach: float) -> pd.Series:
    """Return by how many times neighbouring metropolitan areas differ.

    Parameters
    ----------
    values : pandas.Series
        One positive number per area, indexed by its code.
    reach : float
        Kilometres between the first cities of two areas, at most, for these to count as neighbours.

    Returns
    -------
    pandas.Series
        Larger over smaller value, 1 and more, indexed by the two codes; each pair once.

    Examples
    --------
    >>> neighbour_ratios(pd.Series({"20500": 4.0, "39580": 2.0, "41860": 3.0}), 60)
    20500  39580    2.0
    dtype: float64
    """
    between = kilometres_between(list(values.index)).to_numpy()
    close = np.argwhere(np.triu(between <= reach, 1))
    one, other = (values.to_numpy()[close[:, side]] for side in (0, 1))
    pairs = pd.MultiIndex.from_arrays([values.index[close[:, side]] for side in (0, 1)])
    return pd.Series(np.maximum(one / other, other / one), pairs)
