"""Where innovations happen on a line of regions when part of knowledge is tacit and tacit knowledge is sticky.

Regions :math:`1, \\dots, N` lie on a line. Each holds a stock of tacit knowledge :math:`K_j`. Of a neighbour's stock a
region can use what distance leaves of it,

.. math:: A_i = b_i \\sum_j e^{-\\delta |i - j|} K_j ,

where :math:`\\delta` is the stickiness of tacit knowledge (its distance decay) and :math:`b_i` how well the region
takes up what it hears (its absorptive capacity). Innovations come one after the other. A share :math:`\\tau` of them
draws on tacit knowledge and happens where that is at hand; the others need only what is written down, which is the
same everywhere:

.. math:: p_i = \\tau \\, \\frac{A_i}{\\sum_k A_k} + (1 - \\tau) \\, \\frac{b_i}{\\sum_k b_k} .

Each innovation adds :math:`g` to the stock of its region. With equal regions the limits are known: for
:math:`\\tau = 0` or :math:`\\delta = 0` every region is as likely as any other; for :math:`\\tau = 1` and
:math:`\\delta \\to \\infty` the model is Polya's urn, and the shares tend to a Dirichlet distribution with parameters
:math:`1/g`.

The model is this book's own, the smallest that joins three ideas of the references: sticky information decides where
problems are solved; spillovers fade with distance; knowledge grows on knowledge. It says where innovations happen and
takes their number as given.

References
----------
von Hippel, E. (1994). "Sticky information" and the locus of problem solving. Management Science 40(4), 429-439.
Audretsch, D. B. and Feldman, M. P. (1996). R&D spillovers and the geography of innovation and production. American
Economic Review 86(3), 630-640.
Arthur, W. B. (1994). Increasing Returns and Path Dependence in the Economy. University of Michigan Press (urns).
"""

from __future__ import annotations

import numbers

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from clusterbook.words import quoted, tell

__all__ = ["chances", "knowledge_at_hand", "simulate_innovations"]


def knowledge_at_hand(stock: ArrayLike, stickiness: float) -> np.ndarray:
    """Return the tacit knowledge that each region of a line can use: its own, and what distance leaves of the others'.

    Parameters
    ----------
    stock : array of float, shape (..., regions)
        Knowledge of each region, 0 or more.
    stickiness : float
        Distance decay :math:`\\delta` per step between neighbours, 0 or more; infinite: nothing leaves its region.

    Returns
    -------
    numpy.ndarray
        Like ``stock``; at least the stock itself, at most the sum of all stocks.

    Raises
    ------
    ValueError
        If the stickiness or a stock is negative or not a number.

    Examples
    --------
    >>> knowledge_at_hand([1, 0, 0], stickiness=0).tolist()
    [1.0, 1.0, 1.0]
    >>> knowledge_at_hand([1, 0, 0], stickiness=np.log(2)).round(6).tolist()
    [1.0, 0.5, 0.25]
    """
    stock = np.asarray(stock, dtype=float)
    if not (np.isfinite(stock) & (stock >= 0)).all():
        raise ValueError(tell("stock: knowledge must be finite and not negative in every region."))
    return stock @ _left_by_distance(stock.shape[-1], stickiness)


def chances(
    stock: ArrayLike, stickiness: float, tacit: float, uptake: ArrayLike | None = None
) -> np.ndarray:
    """Return the chance of each region to be the place of the next innovation, :math:`p_i`.

    Parameters
    ----------
    stock : array of float, shape (..., regions)
        Tacit knowledge of each region.
    stickiness : float
        Distance decay per step, 0 or more.
    tacit : float
        Share :math:`\\tau` of innovations that draw on tacit knowledge, 0 to 1.
    uptake : array of float, shape (regions,), optional
        How well each region takes up knowledge, :math:`b_i`; equal unless said.

    Returns
    -------
    numpy.ndarray
        Like ``stock``; adds up to 1 over the regions. NaN where no region has tacit knowledge to draw on.

    Raises
    ------
    ValueError
        If a parameter is out of range.

    Examples
    --------
    >>> chances([3, 1, 0, 0], stickiness=np.inf, tacit=1).tolist()
    [0.75, 0.25, 0.0, 0.0]
    >>> chances([3, 1, 0, 0], stickiness=np.inf, tacit=0).tolist()
    [0.25, 0.25, 0.25, 0.25]
    """
    regions = np.shape(stock)[-1]
    weights = _uptake(uptake, regions)
    at_hand = knowledge_at_hand(stock, stickiness)
    return _chances(at_hand, _share(tacit), weights)


def simulate_innovations(
    regions: int = 21,
    innovations: int = 300,
    *,
    stickiness: float = 1.0,
    tacit: float = 0.5,
    gain: float = 5.0,
    start: ArrayLike | None = None,
    uptake: ArrayLike | None = None,
    runs: int = 1,
    seed: int | None = None,
) -> pd.DataFrame:
    """Let innovations happen one after the other, in several independent histories at once.

    Parameters
    ----------
    regions : int
        Regions on the line.
    innovations : int
        How many innovations each history has.
    stickiness, tacit, uptake
        As in :func:`chances`.
    gain : float
        What an innovation adds to its region's knowledge, :math:`g`, in units of an ordinary starting stock; 0 or
        more. At 0 the past leaves no trace.
    start : array of float, shape (regions,), optional
        Knowledge at the start; 1 everywhere unless said.
    runs : int
        Independent histories.
    seed : int or None
        The same seed gives the same histories.

    Returns
    -------
    pandas.DataFrame
        Runs x regions (numbered from 1): innovations of each region. Every row adds up to ``innovations``.

    Raises
    ------
    ValueError
        If a parameter is out of range.

    Notes
    -----
    All histories advance together: 200 histories of 300 innovations on 21 regions take some 10 milliseconds.

    Examples
    --------
    >>> made = simulate_innovations(5, 100, stickiness=np.inf, tacit=1, runs=2, seed=1)
    >>> made.sum(axis=1).tolist()
    [100, 100]
    """
    for name, value in (("regions", regions), ("innovations", innovations), ("runs", runs)):
        if not isinstance(value, numbers.Integral) or value < 1:
            raise ValueError(
                tell(
                    "{name}: {value} is not a count; it must be 1 or more.",
                    name=name,
                    value=quoted(value),
                )
            )
    if not (np.isfinite(gain) and gain >= 0):
        raise ValueError(tell("gain: {gain} must be 0 or more, and finite.", gain=quoted(gain)))
    weights, share = _uptake(uptake, regions), _share(tacit)
    left = _left_by_distance(regions, stickiness)
    at_hand = np.tile(knowledge_at_hand(_start(start, regions), stickiness), (runs, 1))
    if np.isnan(_chances(at_hand[0], share, weights)).any():
        raise ValueError(
            tell(
                "start: no region has knowledge that a region with uptake can use; let one have "
                "some."
            )
        )
    made = np.zeros((runs, regions), dtype=int)
    draws = np.random.default_rng(seed).random((innovations, runs))
    every_run = np.arange(runs)
    for draw in draws:
        reached = _chances(at_hand, share, weights).cumsum(axis=1)
        # Rounding may leave the last sum a hair below one: the last region takes what lies above.
        place = np.minimum((draw[:, None] >= reached).sum(axis=1), regions - 1)
        made[every_run, place] += 1
        at_hand += gain * left[place]
    labels = pd.RangeIndex(1, regions + 1, name="region")
    return pd.DataFrame(made, index=pd.RangeIndex(1, runs + 1, name="run"), columns=labels)


def _chances(at_hand, tacit, weights):
    usable = at_hand * weights
    with np.errstate(invalid="ignore", divide="ignore"):
        drawn = usable / usable.sum(axis=-1, keepdims=True)
    written = weights / weights.sum()
    return (
        tacit * drawn + (1 - tacit) * written if tacit else np.broadcast_to(written, usable.shape)
    )


def _left_by_distance(regions, stickiness):
    """Share of knowledge that is left after each distance, shape (regions, regions)."""
    if np.isnan(stickiness) or stickiness < 0:
        raise ValueError(
            tell(
                "stickiness: {stickiness} is not a distance decay; it must be 0 or more.",
                stickiness=quoted(stickiness),
            )
        )
    if np.isinf(stickiness):
        return np.eye(regions)
    place = np.arange(regions)
    return np.exp(-stickiness * abs(place[:, None] - place))


def _share(tacit):
    if not 0 <= tacit <= 1:
        raise ValueError(
            tell("tacit: {tacit} is not a share; it must lie between 0 and 1.", tacit=quoted(tacit))
        )
    return tacit


def _start(start, regions):
    return np.ones(regions) if start is None else _per_region(start, regions, "start")


def _uptake(uptake, regions):
    weights = np.ones(regions) if uptake is None else _per_region(uptake, regions, "uptake")
    if not weights.sum() > 0:
        raise ValueError(
            tell("uptake: no region takes up knowledge; at least one must have more than 0.")
        )
    return weights


def _per_region(values, regions, name):
    array = np.asarray(values, dtype=float)
    if array.shape != (regions,):
        raise ValueError(
            tell(
                "{name}: {values} values for {regions} regions; give one for each.",
                name=name,
                values=array.size,
                regions=regions,
            )
        )
    if not (np.isfinite(array) & (array >= 0)).all():
        raise ValueError(
            tell(
                "{name}: region {region} is not 0 or more.",
                name=name,
                region=int((~(array >= 0)).argmax()) + 1,
            )
        )
    return array
