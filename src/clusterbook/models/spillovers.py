"""Knowledge spillovers: what a firm learns from others falls with distance, and needs contact.

Firms lie on a line. Each knows one unit that the others do not. Of what firm :math:`j` knows, a firm at
distance :math:`d_{ij}` can use the share :math:`c \\, 2^{-d_{ij} / h}`: the contact :math:`c` says how much
passes between neighbours at all, the half-distance :math:`h` how far it carries. Usable knowledge is

.. math:: K_i = 1 + c \\sum_{j \\ne i} 2^{-d_{ij} / h} .

Spillovers that fall with the distance between producers are what holds the city together in Lucas and
Rossi-Hansberg (2002). With :math:`c = 0` or one firm :math:`K = 1` everywhere. As :math:`h` goes to 0 nothing
is heard next door, as it grows without end all is heard everywhere: in neither case is one place better.

References
----------
Lucas, R. E. and Rossi-Hansberg, E. (2002). On the internal structure of cities. Econometrica 70(4), 1445-1476.
"""

from __future__ import annotations

import numbers
import warnings
from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from clusterbook.words import quoted, tell

__all__ = ["district_advantage", "expected_knowledge", "place_firms", "usable_knowledge"]


def place_firms(
    number: int,
    clustered: float,
    *,
    length: float = 200.0,
    district: float = 2.0,
    seed: int | None = None,
) -> pd.DataFrame:
    """Put firms on a line: some in a district in its middle, the others anywhere.

    Parameters
    ----------
    number : int
        How many firms, 1 or more.
    clustered : float
        Share of them in the district, 0 to 1; rounded to whole firms.
    length, district : float
        Length of the line and of the district in its middle, in km.
    seed : int or None
        The same seed puts them at the same places.

    Returns
    -------
    pandas.DataFrame
        One row per firm: ``place`` (km from the middle) and ``in_district``, those of the district first.

    Raises
    ------
    ValueError
        If an argument lies outside its range.

    Notes
    -----
    Places are simulated, evenly likely. A firm placed anywhere may lie in the district by chance;
    ``in_district`` says which were put there.

    Examples
    --------
    >>> firms = place_firms(10, 0.4, seed=1)
    >>> int(firms["in_district"].sum()), bool(firms.loc[firms["in_district"], "place"].abs().max() <= 1)
    (4, True)
    """
    if not isinstance(number, numbers.Integral) or number < 1:
        raise ValueError(
            tell(
                "number: {number} is not a number of firms; place at least 1.",
                number=quoted(number),
            )
        )
    if not 0 <= clustered <= 1:
        raise ValueError(
            tell(
                "clustered: {clustered} is not a share; it must lie between 0 and 1.",
                clustered=quoted(clustered),
            )
        )
    if not 0 < district <= length < np.inf:
        raise ValueError(
            tell(
                "district: {district} km do not fit in a line of {length} km.",
                district=quoted(district),
                length=quoted(length),
            )
        )
    # One draw per firm, scaled: a firm that joins the district does not move all the others.
    draws = np.random.default_rng(seed).random(number) - 0.5
    inside = np.arange(number) < round(clustered * number)
    return pd.DataFrame(
        {"place": draws * np.where(inside, district, length), "in_district": inside}
    )


def usable_knowledge(
    places: ArrayLike, firms: ArrayLike, contact: float, half_distance: float
) -> np.ndarray:
    """Knowledge that a newcomer could use at each place, its own unit included.

    Parameters
    ----------
    places : array of float
        Where the newcomer may settle, in km.
    firms : array of float
        Where the other firms are, in km; may be empty.
    contact : float
        Share :math:`c` of a neighbour's knowledge that passes at distance 0, 0 to 1.
    half_distance : float
        Distance :math:`h` in km over which half of it is lost, positive; ``float("inf")`` if none is.

    Returns
    -------
    numpy.ndarray
        One number per place, from 1 to 1 + ``contact`` times the number of firms.

    Raises
    ------
    ValueError
        If an argument lies outside its range, or a place is not finite.

    Notes
    -----
    Each firm is taken to know something else than the others. If they all know the same, the second
    neighbour adds nothing, and the sum overstates what is gained by being many.

    Examples
    --------
    >>> usable_knowledge([0.0, 5.0], firms=[0.0, 5.0], contact=0.5, half_distance=5.0).tolist()
    [1.75, 1.75]
    """
    here, sources = (
        _check_places(values, name) for values, name in ((places, "places"), (firms, "firms"))
    )
    if not 0 <= contact <= 1:
        raise ValueError(
            tell(
                "contact: {contact} is not a share; it must lie between 0 (none) and 1 (all is "
                "told).",
                contact=quoted(contact),
            )
        )
    if not half_distance > 0:
        raise ValueError(
            tell(
                "half_distance: {half_distance} is not a distance; it must be positive.",
                half_distance=quoted(half_distance),
            )
        )
    distances = np.abs(here[:, None] - sources)
    return 1 + contact * np.exp2(-distances / half_distance).sum(axis=1)


def expected_knowledge(
    places: Sequence[float] | np.ndarray,
    number: int,
    clustered: float,
    contact: float,
    half_distance: float,
    *,
    length: float = 200.0,
    district: float = 2.0,
) -> np.ndarray:
    """Knowledge that a newcomer could use at each place, on average over all ways in which firms may be placed.

    The mean of :func:`usable_knowledge` over draws of :func:`place_firms`. Of firms that lie anywhere between
    :math:`-a` and :math:`a`, a newcomer at :math:`x` in between uses on average the share

    .. math:: \\frac{c\\, h}{2 a \\ln 2} \\left( 2 - 2^{-(a - x) / h} - 2^{-(a + x) / h} \\right)

    each; in the district :math:`a` is half its length, elsewhere half the length of the line.

    Parameters
    ----------
    places : array of float
        Where the newcomer may settle, in km from the middle.
    number, clustered, length, district
        As in :func:`place_firms`.
    contact, half_distance
        As in :func:`usable_knowledge`, the half-distance finite.

    Returns
    -------
    numpy.ndarray
        One number per place, from 1 to 1 + ``contact`` times ``number``.

    Raises
    ------
    ValueError
        As in :func:`place_firms` and :func:`usable_knowledge`; and if the half-distance is not finite.

    Notes
    -----
    A single draw can lie far from it: where firms are spread out, only a few are near any place. ``clustered=0`` is
    what a place without a district has.

    Examples
    --------
    >>> expected_knowledge([0.0], 100, 0.0, contact=0.3, half_distance=2.0).round(2).tolist()
    [1.87]
    """
    places = _check_places(places, "places")
    inside = int(
        place_firms(number, clustered, length=length, district=district)["in_district"].sum()
    )
    usable_knowledge([], [], contact, half_distance)
    if not half_distance < np.inf:
        raise ValueError(
            tell(
                "half_distance: {half_distance} is not finite; use usable_knowledge where none is "
                "lost.",
                half_distance=quoted(half_distance),
            )
        )
    known = np.ones(len(places))
    for firms, half in ((inside, district / 2), (number - inside, length / 2)):
        known += firms * contact * _heard(places, half, half_distance)
    return known


def district_advantage(
    firms: Sequence[float] | np.ndarray,
    contact: float,
    half_distance: float,
    *,
    at: float = 0.0,
    against: float | None = None,
) -> float:
    """By how much more knowledge can be used in the district than at the edge, as a share: one draw of the firms.

    It goes with the next edition: the farthest firm of one draw is no edge, and :func:`expected_knowledge` has the mean
    over all draws.

    Parameters
    ----------
    firms, contact, half_distance
        As in :func:`usable_knowledge`.
    at, against : float
        The two places in km: the middle, and the firm farthest from it unless said.

    Returns
    -------
    float
        0 if both places are as good; 1 if twice as much can be used at ``at``.

    Raises
    ------
    ValueError
        As in :func:`usable_knowledge`; and if there are no firms and ``against`` is not given.

    Examples
    --------
    >>> import warnings
    >>> with warnings.catch_warnings():
    ...     warnings.simplefilter("ignore")
    ...     print(round(district_advantage([0.0, 0.0, 100.0], contact=0.5, half_distance=1.0), 3))
    0.333
    """
    warnings.warn(
        tell(
            "district_advantage goes with the next edition, since it tells of one draw: use "
            "expected_knowledge."
        ),
        FutureWarning,
        stacklevel=2,
    )
    places = _check_places(firms, "firms")
    if against is None:
        if not len(places):
            raise ValueError(
                tell("firms: there are none; say with against= which place to compare.")
            )
        against = places[np.abs(places - at).argmax()]
    middle, edge = usable_knowledge([at, against], places, contact, half_distance)
    return float(middle / edge - 1)


def _heard(places, half, half_distance):
    """Share heard of a firm that may lie anywhere from -half to half, on average."""
    scale = half_distance / np.log(2)
    # Up to the newcomer's place and beyond it; outside the stretch all of it lies on one side.
    left, right = (np.exp(-np.clip(gap, 0, None) / scale) for gap in (places + half, half - places))
    near = np.exp(-np.clip(np.abs(places) - half, 0, None) / scale)
    far = np.exp(-(np.abs(places) + half) / scale)
    within = np.abs(places) <= half
    return scale / (2 * half) * np.where(within, 2 - left - right, near - far)


def _check_places(values, name):
    array = np.asarray(values, dtype=float)
    if array.ndim != 1 or not np.isfinite(array).all():
        raise ValueError(
            tell(
                "{name}: expected a list of finite places in km, got {values}.",
                name=name,
                values=quoted(values),
            )
        )
    return array
