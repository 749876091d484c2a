"""Partnerships of firms with institutes when borders are open, and when money stops at them.

Firm :math:`i` needs something that institute :math:`j` knows to a degree :math:`e_{ij}`, drawn evenly between 0 and 1.
Working together over the distance :math:`d_{ij}` is worth

.. math:: v_{ij} = e_{ij} \\, e^{-d_{ij} / \\rho} ,

with :math:`\\rho` the reach of cooperation. Each firm takes the institute that is worth most to it: among all of them,
or, where a programme pays only inside a place, among those of its own place. Institutes can serve any number of firms.

References
----------
Singh, J. and Marx, M. (2013). Geographic constraints on knowledge spillovers: political borders vs. spatial proximity.
Management Science (borders matter beyond distance; the model here is ours, not theirs).
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from clusterbook.words import quoted, tell

__all__ = ["chance_of_crossing", "partnerships"]


def partnerships(
    firms: pd.DataFrame,
    institutes: pd.DataFrame,
    reach: float,
    borders: bool = False,
    seed: int = 0,
) -> pd.DataFrame:
    """Let each firm choose its institute.

    Parameters
    ----------
    firms, institutes : pandas.DataFrame
        Columns ``place``, ``x``, ``y``; coordinates in the unit of ``reach``.
    reach : float
        Distance over which a partnership loses all but a share 1/e of its worth; infinity for no loss.
    borders : bool
        Whether a firm may choose among the institutes of its own place only.
    seed : int
        Of the degrees :math:`e_{ij}`, which are the same with borders and without.

    Returns
    -------
    pandas.DataFrame
        One row per firm that finds a partner, indexed by firm: ``institute``, ``distance``, ``worth`` (0 to 1) and
        ``crosses`` (whether the two lie in different places). Simulated.

    Raises
    ------
    ValueError
        If ``reach`` is not positive, or there is no firm or no institute.

    Examples
    --------
    >>> firms = pd.DataFrame({"place": ["city", "ring"], "x": [0.0, 5.0], "y": [0.0, 0.0]})
    >>> institutes = pd.DataFrame({"place": ["city"], "x": [1.0], "y": [0.0]})
    >>> partnerships(firms, institutes, reach=10)["crosses"].tolist()
    [False, True]
    >>> len(partnerships(firms, institutes, reach=10, borders=True))
    1
    """
    if not reach > 0:
        raise ValueError(tell("reach: {reach} must be positive.", reach=quoted(reach)))
    if firms.empty or institutes.empty:
        raise ValueError(tell("firms, institutes: one of them is empty; nobody can be a partner."))
    shape = (len(firms), len(institutes))
    degree = np.random.default_rng(seed).uniform(size=shape)
    east, north = (
        np.subtract.outer(firms[axis].to_numpy(), institutes[axis].to_numpy())
        for axis in ("x", "y")
    )
    distance = np.hypot(east, north)
    same = np.equal.outer(firms["place"].to_numpy(), institutes["place"].to_numpy())
    # By logarithms, since over many times the reach the worth itself is too small a number to compare.
    logged = np.where(same | (not borders), np.log(degree) - distance / reach, -np.inf)
    chosen = logged.argmax(axis=1)
    rows = np.arange(len(firms))
    found = pd.DataFrame(
        {
            "institute": institutes.index[chosen],
            "distance": distance[rows, chosen],
            "worth": np.exp(logged[rows, chosen]),
            "crosses": ~same[rows, chosen],
        },
        index=firms.index.rename("firm"),
    )
    return found[np.isfinite(logged[rows, chosen])]


def chance_of_crossing(firms: pd.DataFrame, institutes: pd.DataFrame) -> float:
    r"""Share of partnerships that would cross a border if every firm drew its institute blindly.

    .. math:: 1 - \sum_p f_p \, u_p

    with :math:`f_p` and :math:`u_p` the shares of place :math:`p` in firms and in institutes.

    Parameters
    ----------
    firms, institutes : pandas.DataFrame
        As in :func:`partnerships`.

    Returns
    -------
    float
        0 to 1.

    Examples
    --------
    >>> firms = pd.DataFrame({"place": ["city", "ring"]})
    >>> chance_of_crossing(firms, pd.DataFrame({"place": ["city", "city", "city", "ring"]}))
    0.5
    """
    shares = [sites["place"].value_counts(normalize=True) for sites in (firms, institutes)]
    return 1 - float((shares[0] * shares[1]).sum())
