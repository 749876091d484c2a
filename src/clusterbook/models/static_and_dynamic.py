r"""Static against dynamic economies: a large place whose firms keep what they know, a small one where people move.

An industry of one unit of workers lives in two places. In the *closed* place people stay with their firm. In the *open*
one a share :math:`q` of them changes to another firm of the place each year: the *turnover*. The closed place is old
and has all the know-how that it can keep; the open one is young and starts with the part :math:`\theta` of it. Output
per worker of a place with the share :math:`n` of all workers and the know-how :math:`K` per firm is

.. math:: \ln y = \varepsilon \ln n + \beta \ln K , \qquad \beta = -\log_2 (1 - b) .

:math:`\varepsilon` is the *static* economy: being many is cheaper, today. :math:`b` is the *learning rate*: by how much
unit cost falls when know-how doubles. A firm finds one piece of know-how a year and :math:`\delta` of it becomes
obsolete. Turnover does three things. It lets what a firm knows leak, at the rate :math:`q`; it costs the share
:math:`q` of the firm's own finding, as who leaves finds nothing for it; and what leaks becomes common to all firms of
the place, of which there are :math:`F n`:

.. math::

    \Delta P = (1 - q) - (q + \delta) P , \qquad \Delta S = F n\, q P - \delta S , \qquad K = P + S .

In the long run :math:`K = \frac{1 - q}{q + \delta} \left(1 + F n q / \delta\right)`: for a place of given size an
inverted U in :math:`q`, and the larger the place, the more turnover it stands. In the closed place :math:`q = 0`.

Each year workers move to where more is made, :math:`\Delta n_o = \mu\, n_o n_c (\ln y_o + s - \ln y_c)`, with a
*support* :math:`s` of the open place while it lasts. So a place that falls behind shrinks, and a place that shrinks
falls behind: the open place can be drained before its learning pays.

All numbers are assumptions and the results are **simulated**. That older centres rest on experience and can be
overtaken by new ones is the argument of Brezis and Krugman; that firms gain and lose by movement
of workers is that of Combes and Duranton; that experience fades is what Benkard found. The model is this book's own and
smaller than any of theirs.

References
----------
Brezis, E. S. and Krugman, P. R. (1997). Technology and the life cycle of cities. Journal of Economic Growth 2(4),
369-383.
Combes, P.-P. and Duranton, G. (2006). Labour pooling, labour poaching, and spatial clustering. Regional Science and
Urban Economics 36(1), 1-28.
Benkard, C. L. (2000). Learning and forgetting: the dynamics of aircraft production. American Economic Review 90(4),
1034-1054.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from clusterbook.words import marked, quoted, tell, term

__all__ = ["know_how", "overtaking_year", "two_places"]

FIRMS = 10.0
OBSOLETE = 0.1


def know_how(
    share: float | np.ndarray,
    turnover: float | np.ndarray,
    *,
    firms: float = FIRMS,
    obsolete: float = OBSOLETE,
) -> Any:
    r"""Know-how per firm in the long run, in pieces.

    .. math:: K = \frac{1 - q}{q + \delta} \left(1 + \frac{F n q}{\delta}\right)

    Parameters
    ----------
    share : float or array
        Share :math:`n` of the industry's workers in the place, 0 to 1.
    turnover : float or array
        Share :math:`q` of them that changes firms each year, 0 to 1.
    firms : float
        Firms :math:`F` if all were in one place.
    obsolete : float
        Share :math:`\delta` of know-how that is of no use after a year, above 0.

    Returns
    -------
    float or array
        0 or more.

    Raises
    ------
    ValueError
        If a number is out of range.

    Examples
    --------
    >>> know_how(0.5, 0), round(know_how(0.5, 0.1), 6)
    (10.0, 27.0)
    """
    _check(
        {"share": share, "turnover": turnover},
        marked("between 0 and 1"),
        lambda value: (value >= 0) & (value <= 1),
    )
    _check(
        {"firms": firms, "obsolete": obsolete},
        "above 0",
        lambda value: (value > 0) & (value < np.inf),
    )
    return (1 - turnover) / (turnover + obsolete) * (1 + firms * share * turnover / obsolete)


def two_places(
    lead: float = 3.0,
    learning: float = 0.1,
    turnover: float = 0.2,
    *,
    static: float = 0.03,
    support: float = 0.0,
    support_years: int = 0,
    start: float = 0.4,
    mobility: float = 0.3,
    firms: float = FIRMS,
    obsolete: float = OBSOLETE,
    years: int = 100,
) -> pd.DataFrame:
    r"""Follow a closed place and a younger, open one.

    Parameters
    ----------
    lead : float
        How many times as many workers the closed place has at the start; above 0.
    learning : float
        Learning rate :math:`b`, 0 to below 1: by how much unit cost falls when know-how doubles.
    turnover : float
        Turnover :math:`q` in the open place, 0 to 1.
    static : float
        Static economy :math:`\varepsilon`, 0 or more.
    support : float
        What the open place gets on top, in log points of output per worker (0.1 is about ten percent).
    support_years : int
        For how many years.
    start : float
        Know-how per firm of the open place at the start, as a part :math:`\theta` of the closed one's; above 0.
    mobility : float
        Speed :math:`\mu` at which workers follow a difference, 0 or more.
    firms, obsolete : float
        As in :func:`know_how`.
    years : int
        How many years.

    Returns
    -------
    pandas.DataFrame
        Indexed by year, 0 to ``years``: ``closed`` and ``open``, output per worker (1 is the closed place in year 0);
        ``share``, the open place's share of all workers; ``know_how_closed`` and ``know_how_open``; ``cost``, the
        support paid in the year, in units of all workers' output in year 0, per worker.

    Raises
    ------
    ValueError
        If a number is out of range.

    Notes
    -----
    Nothing is random. Without learning the smaller place always shrinks if there is a static economy. Without turnover
    both places come to know the same, and only size decides.

    Examples
    --------
    >>> path = two_places(lead=1.5, learning=0.2)
    >>> bool(path["open"].iloc[0] < path["closed"].iloc[0]), bool(path["open"].iloc[-1] > path["closed"].iloc[-1])
    (True, True)
    """
    positive = {"lead": lead, "start": start, "firms": firms, "obsolete": obsolete}
    _check(positive, "above 0", lambda value: (value > 0) & (value < np.inf))
    _check(
        {"learning": learning},
        marked("0 or more and below 1"),
        lambda value: (value >= 0) & (value < 1),
    )
    _check(
        {"turnover": turnover}, marked("between 0 and 1"), lambda value: (value >= 0) & (value <= 1)
    )
    amounts = {
        "static": static,
        "support": support,
        "support_years": support_years,
        "mobility": mobility,
    }
    _check(
        {**amounts, "years": years},
        marked("0 or more"),
        lambda value: (value >= 0) & (value < np.inf),
    )
    elasticity = -np.log2(1 - learning)
    rates = np.array([0.0, turnover])
    own, common, share = np.array([1.0, start]) / obsolete, np.zeros(2), 1 / (1 + lead)
    rows = []
    for year in range(years + 1):
        sizes = np.array([1 - share, share])
        stock = own + common
        output = static * np.log(sizes) + elasticity * np.log(stock)
        if year == 0:
            # What both make is told in what the closed place makes in the first year.
            first = output[0]
        helped = support if year < support_years else 0.0
        made = np.exp(output - first)
        rows.append((*made, share, *stock, share * made[1] * np.expm1(helped)))
        moved = mobility * share * (1 - share) * (output[1] + helped - output[0])
        share = float(np.clip(share + moved, 1e-6, 1 - 1e-6))
        own, common = (
            own + (1 - rates) - (rates + obsolete) * own,
            common + firms * sizes * rates * own - obsolete * common,
        )
    columns = ["closed", "open", "share", "know_how_closed", "know_how_open", "cost"]
    return pd.DataFrame(rows, columns=columns).rename_axis("year")


def overtaking_year(path: pd.DataFrame) -> float:
    """Year in which the open place makes more per worker than the closed one, for good; NaN if it never does.

    Parameters
    ----------
    path : pandas.DataFrame
        What :func:`two_places` returns.

    Returns
    -------
    float
        NaN also if the open place is ahead at some time and behind at the end.

    Examples
    --------
    >>> overtaking_year(two_places(lead=1.5, learning=0.0))
    nan
    """
    behind = path.index[path["open"] <= path["closed"]]
    if len(behind) == 0:
        return float(path.index[0])
    return float(behind[-1] + 1) if behind[-1] < path.index[-1] else np.nan


def _check(values, bounds, inside):
    for name, value in values.items():
        if not np.all(inside(np.asarray(value, dtype=float))):
            raise ValueError(
                tell(
                    "{name}: {value} is out of range; it must be {bounds}.",
                    name=name,
                    value=quoted(value),
                    bounds=term(bounds),
                )
            )
