r"""Learning by interacting: people meet, tell each other what they know, and are kept apart by three kinds of distance.

Each of :math:`N` people belongs to a place, to a community (those of like training, language and values) and to an
organization: three *circles*. There are :math:`G` of each kind. Every circle has know-how of its own, an equal part of
all :math:`K` pieces; at the start a person knows each piece of the own three circles with probability :math:`s`.

In each round everybody visits one other person. Let :math:`d^k_{ij}` be 1 where :math:`i` and :math:`j` belong to
different circles of kind :math:`k`, and 0 otherwise. The partner is drawn with weights

.. math:: w_{ij} = \prod_k (1 - p_k)^{d^k_{ij}} ,

where :math:`p_k` is how strongly people keep to their own circle: the *physical*, *social* and *organizational*
proximity of those who meet. At 0 the circle does not matter, at 1 nobody leaves it. If the partner knows something
that the visitor does not, the visitor learns one such piece, drawn at random, with probability

.. math:: a_{ij} = \prod_k (1 - b_k)^{d^k_{ij}} ;

:math:`b_k` is the *barrier* between circles: what cannot be shown at a distance, is not understood, or must not be
told. So nearness works twice. It makes a meeting fruitful, and it chooses people who know the same. Nobody forgets, and
nothing new is invented: the model shows how knowledge spreads, not how it grows.

With *overlap* the circles coincide: that share of the people belongs to the community and to the organization of their
own place, as in a town of one trade and one firm.

The results are **simulated**. The model is this book's own; it joins Boschma's argument that proximity can be too
little and too much with knowledge that passes from person to person, as in Cowan and Jonard.

References
----------
Boschma, R. (2005). Proximity and innovation: a critical assessment. Regional Studies 39(1), 61-74.
Cowan, R. and Jonard, N. (2004). Network structure and the diffusion of knowledge. Journal of Economic Dynamics and
Control 28(8), 1557-1575.
Granovetter, M. S. (1973). The strength of weak ties. American Journal of Sociology 78(6), 1360-1380.
"""

from __future__ import annotations

import numbers
from collections.abc import Sequence

import numpy as np
import pandas as pd

from clusterbook.known import check_known
from clusterbook.words import quoted, tell

__all__ = ["borders_crossed", "meetings_until", "simulate_learning"]

KINDS = ("physical", "social", "organizational")


def simulate_learning(
    meetings: int = 60,
    *,
    physical: float = 0.5,
    social: float = 0.5,
    organizational: float = 0.5,
    overlap: float = 0.0,
    barrier: float | Sequence[float] = 0.5,
    people: int = 96,
    circles: int = 4,
    pieces: int = 48,
    start: float = 0.5,
    runs: int = 10,
    seed: int | None = None,
) -> pd.DataFrame:
    """Let people meet, round after round, and follow what they know.

    Parameters
    ----------
    meetings : int
        Rounds: in each, everybody visits one other person. 0 or more.
    physical, social, organizational : float
        How strongly people keep to their own place, community and organization when they choose whom to visit, 0 to 1.
    overlap : float
        Share of people whose three circles coincide, 0 to 1.
    barrier : float or sequence of three floats
        Chance that one difference of circle keeps a piece from passing, 0 to 1; for all three kinds, or for place,
        community and organization one by one.
    people : int
        People in each run, at least 2.
    circles : int
        Places, and as many communities and organizations, as equal in size as can be.
    pieces : int
        Pieces of knowledge, dealt to all circles in turn.
    start : float
        Probability with which a person knows a piece of an own circle at the start, 0 to 1.
    runs : int
        Independent worlds, whose mean is returned.
    seed : int or None
        The same seed gives the same worlds.

    Returns
    -------
    pandas.DataFrame
        Indexed by the meetings that each person has made, from 0. ``known``: share of all pieces that the average
        person knows. ``everywhere``: share of pieces that somebody knows in every place. Then the fate of the meetings
        of that round, as shares that sum to 1: ``taught``, ``lost`` (there was something new, but it did not pass),
        ``nothing new`` and ``nobody`` (no partner to visit); NaN in row 0.

    Raises
    ------
    ValueError
        If a count is below its least value, or a share is outside 0 to 1.

    Examples
    --------
    No contact, no learning:

    >>> path = simulate_learning(0, seed=1)
    >>> len(path), bool(path.loc[0, "known"] == simulate_learning(30, seed=1).loc[0, "known"])
    (1, True)

    People who never leave their place cannot learn what only other places know:

    >>> closed = simulate_learning(400, physical=1, barrier=0, seed=1)
    >>> bool(closed["known"].max() <= 1 - 3 / 4 / 3)
    True
    """
    _check_counts(
        meetings=(meetings, 0),
        people=(people, 2),
        circles=(circles, 1),
        pieces=(pieces, 1),
        runs=(runs, 1),
    )
    closed = [
        _share(value, name)
        for name, value in zip(KINDS, (physical, social, organizational), strict=True)
    ]
    barriers = [_share(value, "barrier") for value in np.broadcast_to(barrier, 3)]
    rng = np.random.default_rng(seed)
    member = _circles(rng, runs, people, circles, _share(overlap, "overlap"))
    apart = member[:, :, :, None] != member[:, :, None, :]
    known = _know_how(rng, member, circles, pieces, _share(start, "start"))
    reached = _product(apart, closed)
    reached[:, np.arange(people), np.arange(people)] = 0.0
    reached = reached.cumsum(axis=2)
    passes = _product(apart, barriers)
    rows = [(*_knowledge(known, member[0], circles), *[np.nan] * 4)]
    for _ in range(meetings):
        fate = _round(rng, known, reached, passes)
        rows.append((*_knowledge(known, member[0], circles), *fate))
    columns = ["known", "everywhere", "taught", "lost", "nothing new", "nobody"]
    return pd.DataFrame(rows, columns=columns).rename_axis("meetings")


def borders_crossed(
    *,
    physical: float = 0.5,
    social: float = 0.5,
    organizational: float = 0.5,
    overlap: float = 0.0,
    people: int = 96,
    circles: int = 4,
    runs: int = 10,
    seed: int | None = None,
) -> float:
    r"""Return how many borders between circles a visit crosses on average, from 0 to 3.

    .. math:: B = \frac1N \sum_i \frac{\sum_j w_{ij} \sum_k d^k_{ij}}{\sum_j w_{ij}}

    Parameters
    ----------
    physical, social, organizational : float
        As in :func:`simulate_learning`: how strongly people keep to their own circles, 0 to 1.
    overlap : float
        Share of people whose three circles coincide, 0 to 1.
    people, circles, runs : int
        As in :func:`simulate_learning`.
    seed : int or None
        The same seed gives the same circles.

    Returns
    -------
    float
        The mean over people of the expected number of kinds in which they differ from whom they visit. Those who have
        nobody to visit are left out; NaN if that is everybody.

    Raises
    ------
    ValueError
        If a count is below its least value, or a share is outside 0 to 1.

    Notes
    -----
    It depends on whom people choose, not on what passes: barriers and knowledge do not enter. A proximity is a weight
    on one border. Where all three borders are one, it counts three times, so the same proximity is another dose; the
    number of borders is the same measure in both.

    Examples
    --------
    Of 95 others 72 are of another circle, in each of three kinds:

    >>> round(borders_crossed(physical=0, social=0, organizational=0, seed=1), 3)
    2.274
    """
    _check_counts(people=(people, 2), circles=(circles, 1), runs=(runs, 1))
    closed = [
        _share(value, name)
        for name, value in zip(KINDS, (physical, social, organizational), strict=True)
    ]
    rng = np.random.default_rng(seed)
    member = _circles(rng, runs, people, circles, _share(overlap, "overlap"))
    apart = member[:, :, :, None] != member[:, :, None, :]
    reached = _product(apart, closed)
    reached[:, np.arange(people), np.arange(people)] = 0.0
    total = reached.sum(axis=2)
    crossed = (reached * apart.sum(axis=0)).sum(axis=2)
    return float((crossed[total > 0] / total[total > 0]).mean()) if (total > 0).any() else np.nan


def meetings_until(path: pd.DataFrame, share: float, column: str = "known") -> float:
    """Return after how many meetings a column of a path first reaches a share; NaN if it never does.

    Parameters
    ----------
    path : pandas.DataFrame
        As from :func:`simulate_learning`.
    share : float
        The share to reach.
    column : str
        Which column.

    Returns
    -------
    float
        A number of meetings, or NaN.

    Raises
    ------
    ValueError
        If there is no such column.

    Examples
    --------
    >>> path = pd.DataFrame({"known": [0.1, 0.4, 0.6]})
    >>> meetings_until(path, 0.5), meetings_until(path, 0.9)
    (2.0, nan)
    """
    check_known("column", column, path.columns)
    reached = path.index[path[column] >= share]
    return float(reached[0]) if len(reached) else np.nan


def _round(rng, known, reached, passes):
    """Let everybody make one visit, bring ``known`` up to date, and return the shares of the four fates."""
    runs, people, _ = known.shape
    total = reached[:, :, -1]
    draw = rng.random((runs, people)) * total
    # The smallest partner whose cumulated weight exceeds the draw; those of weight 0 are never hit.
    partner = np.minimum((reached <= draw[:, :, None]).sum(axis=2), people - 1)
    world, visitor = np.ogrid[:runs, :people]
    new = known[world, partner] & ~known
    count = new.sum(axis=2)
    piece = (new.cumsum(axis=2) <= (rng.random((runs, people)) * count)[:, :, None]).sum(axis=2)
    alone = total == 0
    told = (count > 0) & ~alone
    learns = told & (rng.random((runs, people)) < passes[world, visitor, partner])
    where = np.nonzero(learns)
    known[(*where, piece[where])] = True
    return learns.mean(), (told & ~learns).mean(), (~told & ~alone).mean(), alone.mean()


def _knowledge(known, place, circles):
    """Share known by the average person, and share of pieces that somebody knows in every place."""
    here = [(known & (place == number)[:, :, None]).any(axis=1) for number in range(circles)]
    return known.mean(), np.mean(np.all(here, axis=0))


def _circles(rng, runs, people, circles, overlap):
    """Place, community and organization of each person, shape (3, runs, people); circles of (nearly) equal size."""
    place = np.tile(np.arange(people) % circles, (runs, 1))
    free = np.arange(people) >= round(overlap * people)
    member = np.stack([place] * 3)
    for kind in (1, 2):
        for run in range(runs):
            member[kind, run, free] = rng.permutation(member[kind, run, free])
    return member


def _know_how(rng, member, circles, pieces, start):
    """Who knows which piece at the start, shape (runs, people, pieces)."""
    kind, circle = np.arange(pieces) % 3, np.arange(pieces) // 3 % circles
    own = np.moveaxis(member[kind], 0, 2) == circle
    return own & (rng.random(own.shape) < start)


def _product(apart, chances):
    """Product over the kinds of one minus the chance where two people differ."""
    return np.prod(
        [np.where(differ, 1 - chance, 1.0) for differ, chance in zip(apart, chances, strict=True)],
        axis=0,
    )


def _check_counts(**counts):
    for name, (value, least) in counts.items():
        if not isinstance(value, numbers.Integral) or value < least:
            raise ValueError(
                tell(
                    "{name}: {value} is not a count; it must be {least} or more.",
                    name=name,
                    value=quoted(value),
                    least=least,
                )
            )


def _share(value, name):
    if not 0 <= value <= 1:
        raise ValueError(
            tell(
                "{name}: {value} is not a share; it must lie between 0 and 1.",
                name=name,
                value=quoted(value),
            )
        )
    return float(value)
