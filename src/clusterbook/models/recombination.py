r"""Recombinant search: founders look for two known parts that make something new, and the first one takes the niche.

A place holds a *pool* of :math:`n` parts: techniques, components, ways to do business. A part answers :math:`F` design
questions. With probability :math:`\sqrt{r}` it answers a question as its *field* does, otherwise in a way of its own.
Two parts of one field then agree on a question with probability

.. math:: \sqrt{r} \cdot \sqrt{r} = r ,

the *relatedness* of the pool. Fields answer alike with probability :math:`b` (the *bridge*), so that parts of two
fields agree with probability :math:`r b`. A pair of parts with :math:`o` common answers *works* if

.. math:: o \ge a \quad \text{(it can be understood)} \qquad \text{and} \qquad F - o \ge c \quad \text{(it is new)} ,

and it is a *niche* if it works and is wanted, which happens with probability :math:`m` for each pair. The expected
share of pairs that are niches is

.. math:: q(r) = m \sum_{o = a}^{F - c} \binom{F}{o} r^o (1 - r)^{F - o} .

It is 0 where nothing agrees (:math:`r = 0`, :math:`a > 0`), 0 where everything does (:math:`r = 1`, :math:`c > 0`),
and has one maximum between them: an inverted U that is not put in, but follows from the two thresholds.

Founders come one after the other. Each knows one part, drawn at random, and looks at up to :math:`w` others (the
*width* of the search), at first in another field with probability :math:`\beta` (*brokerage*). The first look that
finds a niche nobody has taken ends the search: the venture succeeds and the niche is filled.

The result is **simulated**. Thresholds, questions and demand are assumptions; nothing is estimated from data.

References
----------
Fleming, L. (2001). Recombinant uncertainty in technological search. Management Science 47(1), 117-132 (search by
combining components; the unfamiliar fails more often, and varies more).
Hargadon, A. and Sutton, R. I. (1997). Technology brokering and innovation in a product development firm.
Administrative Science Quarterly 42(4), 716-749 (bringing solutions to fields that do not know them).
Nooteboom, B., Van Haverbeke, W., Duysters, G., Gilsing, V. and van den Oord, A. (2007). Optimal cognitive distance and
absorptive capacity. Research Policy 36(7), 1016-1034 (the inverted U).
"""

from __future__ import annotations

import math
import numbers

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from clusterbook.words import quoted, tell

__all__ = ["found_ventures", "niche_share"]


def niche_share(
    relatedness: float | ArrayLike,
    *,
    questions: int = 12,
    understand: int = 3,
    novel: int = 5,
    wanted: float = 0.25,
) -> float | np.ndarray:
    r"""Return the expected share of pairs of parts that are niches, :math:`q(r)`.

    Parameters
    ----------
    relatedness : float or array of float
        Probability :math:`r` that two parts agree on a design question, 0 to 1.
    questions : int
        Design questions :math:`F`.
    understand : int
        Least number of common answers :math:`a`, without which nobody understands both parts.
    novel : int
        Least number of different answers :math:`c`, without which the pair is nothing new.
    wanted : float
        Probability :math:`m` that somebody wants a pair that works, 0 to 1.

    Returns
    -------
    float or numpy.ndarray
        0 to ``wanted``.

    Raises
    ------
    ValueError
        If a probability is outside 0 to 1, or the thresholds leave no room: ``understand + novel > questions``.

    Examples
    --------
    >>> [round(niche_share(r), 3) for r in (0.0, 0.1, 0.4, 0.8, 1.0)]
    [0.0, 0.028, 0.215, 0.018, 0.0]
    """
    _check_thresholds(questions, understand, novel, wanted)
    r = _check_probability(relatedness, "relatedness")
    common = range(understand, questions - novel + 1)
    share = wanted * sum(
        math.comb(questions, o) * r**o * (1 - r) ** (questions - o) for o in common
    )
    return share if np.ndim(relatedness) else float(share)


def found_ventures(
    pool: int,
    relatedness: float,
    width: int,
    *,
    ventures: int = 100,
    fields: int = 1,
    bridge: float = 0.0,
    brokerage: float = 0.0,
    questions: int = 12,
    understand: int = 3,
    novel: int = 5,
    wanted: float = 0.25,
    runs: int = 20,
    seed: int | None = None,
) -> pd.DataFrame:
    r"""Let founders search the pool of a place, and count who finds an open niche.

    Parameters
    ----------
    pool : int
        Parts :math:`n` in the place, at least 2.
    relatedness : float
        Probability :math:`r` that two parts of one field agree on a design question.
    width : int
        Other parts :math:`w` that a founder looks at, at most; never more than there are.
    ventures : int
        Founders per run, one after the other.
    fields : int
        Fields into which the pool is divided as evenly as can be.
    bridge : float
        Probability :math:`b` that two fields answer a question alike; without meaning for one field.
    brokerage : float
        Probability :math:`\beta` that a founder's first look goes to another field.
    questions, understand, novel, wanted
        As in :func:`niche_share`.
    runs : int
        Places simulated, each with a pool of its own.
    seed : int or None
        The same seed gives the same places and founders.

    Returns
    -------
    pandas.DataFrame
        One row per run: ``success`` (share of ventures that found an open niche, 0 to 1), ``looks`` (parts looked at
        per venture), ``niches`` (share of all pairs that are niches), ``filled`` (share of the niches taken; NaN
        without one) and ``novelty`` (mean share of questions on which the parts of a successful venture differ; NaN
        without one).

    Raises
    ------
    ValueError
        If a count is below its least value, a probability is outside 0 to 1, the thresholds leave no room, there are
        more fields than parts, or brokerage is asked for with one field.

    Notes
    -----
    Later looks stay as likely as the first to go to another field while both sides have parts left: founders draw
    without replacement, each part weighted by its side's probability. With ``width=1`` and many more pairs than
    ventures, ``success`` averages to :func:`niche_share`.

    Examples
    --------
    A pool of parts that all are the same has nothing to combine:

    >>> float(found_ventures(80, 1.0, 8, seed=1)["success"].mean())
    0.0
    >>> wide, narrow = (found_ventures(40, 0.4, width, seed=1)["success"].mean() for width in (8, 1))
    >>> bool(wide > narrow > 0.1)
    True
    """
    _check_thresholds(questions, understand, novel, wanted)
    for name, value, least in (
        ("pool", pool, 2),
        ("width", width, 1),
        ("ventures", ventures, 1),
        ("fields", fields, 1),
        ("runs", runs, 1),
    ):
        _check_count(value, name, least)
    for name, share in (("relatedness", relatedness), ("bridge", bridge), ("brokerage", brokerage)):
        _check_probability(share, name)
    if fields > pool:
        raise ValueError(
            tell(
                "fields: {fields} fields need at least as many parts; the pool has {pool}.",
                fields=fields,
                pool=pool,
            )
        )
    if fields == 1 and brokerage > 0:
        raise ValueError(
            tell(
                "brokerage: with one field there is nobody to broker between; ask for at least 2 "
                "fields."
            )
        )
    generator = np.random.default_rng(seed)
    field = np.arange(pool) % fields
    rows = []
    for _ in range(runs):
        agree = _agreement(field, fields, relatedness, bridge, questions, generator)
        niche = _niches(agree, questions, understand, novel, wanted, generator)
        partners, known = _searches(field, min(width, pool - 1), ventures, brokerage, generator)
        rows.append(_found(niche, agree, partners, known, questions))
    columns = ["success", "looks", "niches", "filled", "novelty"]
    return pd.DataFrame(rows, columns=columns, index=pd.RangeIndex(runs, name="run"))


def _agreement(field, fields, relatedness, bridge, questions, generator):
    """Common answers of every two parts."""
    parts = len(field)
    # Answer 0 is the place's, 1 to `fields` are the fields' own, the rest belong to one part each.
    of_field = np.where(
        generator.random((fields, questions)) < math.sqrt(bridge),
        0,
        np.arange(1, fields + 1)[:, None],
    )
    follows = generator.random((parts, questions)) < math.sqrt(relatedness)
    answers = np.where(follows, of_field[field], fields + 1 + np.arange(parts)[:, None])
    return (answers[:, None, :] == answers[None, :, :]).sum(axis=2)


def _niches(agree, questions, understand, novel, wanted, generator):
    upper = np.triu(generator.random(agree.shape) < wanted, 1)
    works = (agree >= understand) & (questions - agree >= novel)
    return works & (upper | upper.T)


def _searches(field, width, ventures, brokerage, generator):
    """For each founder the parts she looks at, in order (-1: none left), and the part she knows."""
    parts = len(field)
    known = generator.integers(parts, size=ventures)
    own = field[known][:, None] == field[None, :]
    own[np.arange(ventures), known] = False
    other = field[known][:, None] != field[None, :]
    with np.errstate(divide="ignore", invalid="ignore"):
        weight = np.where(other, brokerage / other.sum(axis=1, keepdims=True), 0.0)
        weight = np.where(own, (1 - brokerage) / own.sum(axis=1, keepdims=True), weight)
        # Exponential waiting times, shortest first, are draws without replacement by weight.
        waiting = generator.exponential(size=(ventures, parts)) / weight
    order = np.argsort(waiting, axis=1)[:, :width]
    return np.where(np.isinf(np.take_along_axis(waiting, order, axis=1)), -1, order), known


def _found(niche, agree, partners, known, questions):
    """Let the founders search in turn; the measures of one run."""
    taken, differing, looks = set(), 0, 0
    for start, row in zip(known.tolist(), partners.tolist(), strict=True):
        for partner in row:
            if partner < 0:
                break
            looks += 1
            pair = (min(start, partner), max(start, partner))
            if niche[pair] and pair not in taken:
                taken.add(pair)
                differing += questions - int(agree[pair])
                break
    there = int(niche.sum()) // 2
    pairs = len(niche) * (len(niche) - 1) / 2
    filled = len(taken) / there if there else np.nan
    novelty = differing / (questions * len(taken)) if taken else np.nan
    return len(taken) / len(known), looks / len(known), there / pairs, filled, novelty


def _check_thresholds(questions, understand, novel, wanted):
    _check_count(questions, "questions", 1)
    _check_count(understand, "understand", 0)
    _check_count(novel, "novel", 0)
    _check_probability(wanted, "wanted")
    if understand + novel > questions:
        raise ValueError(
            tell(
                "understand: {understand} common and novel: {novel} different answers do not fit "
                "into {questions} questions; lower one of them.",
                understand=understand,
                novel=novel,
                questions=questions,
            )
        )


def _check_count(value, name, least):
    if not isinstance(value, numbers.Integral) or value < least:
        raise ValueError(
            tell(
                "{name}: {value} is not a count of at least {least}.",
                name=name,
                value=quoted(value),
                least=least,
            )
        )


def _check_probability(value, name):
    values = np.asarray(value, dtype=float)
    if not ((values >= 0) & (values <= 1)).all():
        raise ValueError(
            tell(
                "{name}: {value} is not a probability; it must lie between 0 and 1.",
                name=name,
                value=quoted(value),
            )
        )
    return values
