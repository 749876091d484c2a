r"""What it costs to move a body of knowledge over a distance, and who learns it.

A body of knowledge consists of many pieces. A share :math:`c` of them is *codified*: it fits into a message, which
costs :math:`\kappa` per unit of distance. The others are *tacit*. A tacit piece passes in a meeting, which costs
:math:`\mu` of everybody's time and :math:`\tau` of travel per unit of distance. Or somebody puts it into words, at a
cost :math:`x` that differs from piece to piece, even between 0 and :math:`\omega`, and sends it. Each piece takes the
cheaper way:

.. math::

    \text{codified: } \min(\kappa d,\; \mu + \tau d), \qquad
    \text{tacit: } \min(x + \kappa d,\; \mu + \tau d), \quad x \sim U(0, \omega) .

Let :math:`C(d)` be the mean over all pieces. To make sense of the whole costs :math:`\beta` more, wherever one is: the
*entry barrier*. A person at distance :math:`d` learns if the knowledge is worth the cost. Its worth differs between
people; it is exponential with mean 1, the unit of all costs, so that the share who learn is

.. math:: L(d) = e^{-\beta - C(d)} .

If nothing tacit can be put into words (:math:`\omega = \infty`) and messages are not dearer than travel, then
:math:`C(d) = (1 - c)\mu + [c \kappa + (1 - c) \tau]\, d`: learning falls by half every

.. math:: d_{1/2} = \frac{\ln 2}{c \kappa + (1 - c) \tau} ,

which stays finite when messages become free, unless everything is codified.

The costs are assumptions, not estimates. That cheaper messages replace meetings, and yet may bring about more of them,
is the argument of Gaspar and Glaeser; that codification is itself a choice with a cost is that of Cowan, David and
Foray. The model is this book's own and smaller than either.

References
----------
Gaspar, J. and Glaeser, E. L. (1998). Information technology and the future of cities. Journal of Urban Economics
43(1), 136-156.
Cowan, R., David, P. A. and Foray, D. (2000). The explicit economics of knowledge codification and tacitness.
Industrial and Corporate Change 9(2), 211-253.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from clusterbook.words import quoted, tell

__all__ = ["half_distance", "where_learned"]


def where_learned(
    distances: Sequence[float],
    codified: float,
    message: float,
    *,
    travel: float = 0.4,
    meeting: float = 0.1,
    wording: float = np.inf,
    barrier: float = 0.2,
) -> pd.DataFrame:
    r"""Return what a body of knowledge costs at each distance, how it travels and how many learn it.

    Parameters
    ----------
    distances : sequence of float
        Distances from where the knowledge is, 0 or more, in any unit.
    codified : float
        Share of pieces that are written down, :math:`c`, 0 to 1.
    message : float
        Cost of a message per unit of distance, :math:`\kappa`, 0 or more.
    travel, meeting : float
        Cost of travel per unit of distance, :math:`\tau`, and of the meeting itself, :math:`\mu`; 0 or more.
    wording : float
        Largest cost of putting a tacit piece into words, :math:`\omega`, above 0; infinite: it cannot be done.
    barrier : float
        Cost of making sense of the whole, :math:`\beta`, 0 or more.

    Returns
    -------
    pandas.DataFrame
        Indexed by distance. ``cost``: :math:`\beta + C(d)`, in units of what the knowledge is worth on average.
        ``in person``: share of pieces that pass in a meeting, 0 to 1. ``learners``: share of the people there who
        learn it, 0 to 1. ``meetings``: pieces that pass in person, per person there, the product of the two.

    Raises
    ------
    ValueError
        If a share is outside 0 to 1, or a cost or distance is negative.

    Notes
    -----
    Where a message and a meeting cost the same, the message is sent.

    Examples
    --------
    Half codified, free messages, nothing else can be written down: at distance 2, half of all pieces need a trip.

    >>> where_learned([0, 2], 0.5, 0.0).round(3)
              cost  in person  learners  meetings
    distance
    0         0.25        0.5     0.779     0.389
    2         0.65        0.5     0.522     0.261
    """
    distance = np.asarray(distances, dtype=float)
    _check(
        codified,
        distances=distance,
        message=message,
        travel=travel,
        meeting=meeting,
        barrier=barrier,
    )
    if not wording > 0:
        raise ValueError(
            tell(
                "wording: {wording} is not a cost; it must be above 0, infinite where it cannot "
                "be done.",
                wording=quoted(wording),
            )
        )
    sent, visited = message * distance, meeting + travel * distance
    by_hand = visited < sent
    # Pieces whose wording costs less than a visit saves are put into words; on average at half of that limit.
    limit = np.clip(visited - sent, 0, wording)
    worded = limit / wording if np.isfinite(wording) else np.zeros_like(limit)
    tacit = worded * (limit / 2 + sent) + (1 - worded) * visited
    cost = barrier + codified * np.minimum(sent, visited) + (1 - codified) * tacit
    in_person = codified * by_hand + (1 - codified) * (1 - worded)
    table = pd.DataFrame({"cost": cost, "in person": in_person, "learners": np.exp(-cost)})
    table.index = pd.Index(distances, name="distance")
    return table.assign(meetings=table["learners"] * table["in person"])


def half_distance(codified: float, message: float, travel: float = 0.4) -> float:
    r"""Return the distance over which learning falls by half when nothing tacit can be put into words.

    .. math:: d_{1/2} = \frac{\ln 2}{c \kappa + (1 - c) \tau}

    Parameters
    ----------
    codified, message, travel : float
        As in :func:`where_learned`; the message no dearer than travel.

    Returns
    -------
    float
        A distance above 0; infinite where distance costs nothing.

    Raises
    ------
    ValueError
        If a share is outside 0 to 1, a cost is negative, or messages are dearer than travel.

    Examples
    --------
    Free messages take half knowledge twice as far, and no farther:

    >>> [round(half_distance(0.5, message), 2) for message in (0.4, 0.1, 0.0)]
    [1.73, 2.77, 3.47]
    >>> half_distance(1.0, 0.0)
    inf
    """
    _check(codified, message=message, travel=travel)
    if message > travel:
        raise ValueError(
            tell(
                "message: {message} is dearer than travel ({travel}); then everything goes by "
                "hand.",
                message=quoted(message),
                travel=quoted(travel),
            )
        )
    decay = codified * message + (1 - codified) * travel
    return float(np.log(2) / decay) if decay else np.inf


def _check(codified, **costs):
    if not 0 <= codified <= 1:
        raise ValueError(
            tell(
                "codified: {codified} is not a share; it must lie between 0 and 1.",
                codified=quoted(codified),
            )
        )
    for name, values in costs.items():
        if not (np.isfinite(values) & (np.asarray(values) >= 0)).all():
            raise ValueError(
                tell(
                    "{name}: {values} must be 0 or more, and finite.",
                    name=name,
                    values=quoted(values),
                )
            )
