"""Input sharing: a specialised supplier has a fixed cost, and it takes several buyers to carry it.

Stigler (1951) took up Adam Smith's sentence that the division of labour is limited by the extent of the
market: a step of production with falling costs leaves the firms when there are enough of them to feed a
specialist. Here every buyer needs one unit of each of many inputs. The specialist's process costs 1 per unit
and :math:`F_j` a year to keep up. A unit can be had

- *improvised* with general tools, at :math:`1 + b`;
- *from afar*, from a specialist who serves the wide world, at :math:`1 + t`: :math:`t` pays for shipping, and
  for waiting and misunderstanding;
- by the *own process*, at :math:`1 + F_j`, which no other buyer shares;
- from a *specialist next door* whom :math:`n` buyers share, at :math:`1 + F_j / n`.

Each input is had in the cheapest way, so a specialist settles next door if
:math:`F_j / n < \\min(b, t, F_j)`. With one buyer there is none: it would be the buyer's own process by
another name. With :math:`t = 0` there is none either: what travels free need not be near.

References
----------
Stigler, G. J. (1951). The division of labor is limited by the extent of the market. Journal of Political
Economy 59(3), 185-193.
"""

from __future__ import annotations

import numbers

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from clusterbook.words import quoted, tell

__all__ = ["WAYS", "input_sharing", "ways_of_each_input"]

WAYS = ["improvised", "from afar", "own process", "specialist next door"]


def input_sharing(
    buyers: int | ArrayLike,
    transport: float,
    *,
    improvised: float = 1.0,
    fixed_costs: tuple[float, float] = (0.5, 50.0),
    inputs: int = 100,
) -> pd.DataFrame:
    """How a town of buyers gets its inputs, and what that costs each of them.

    Parameters
    ----------
    buyers : int or array of int
        Number of buyers in the town :math:`n`, 1 or more.
    transport : float
        Extra cost of a unit from afar :math:`t`, 0 or more; ``float("inf")`` if it cannot be shipped.
        All costs are multiples of a specialist's running cost per unit.
    improvised : float
        Extra cost of an improvised unit :math:`b`, positive.
    fixed_costs : (float, float)
        Smallest and largest fixed cost :math:`F_j`; the inputs are spread evenly between them in ratios.
    inputs : int
        Number of inputs, 2 or more.

    Returns
    -------
    pandas.DataFrame
        One row per number of buyers: the share of inputs had in each of the four ``WAYS``; ``cost`` (of a
        unit, mean over the inputs, specialists selling at cost); ``saving`` (share of the cost of the same
        buyer alone); ``contested`` (share of inputs for which two specialists could live next door).

    Raises
    ------
    ValueError
        If an argument lies outside its range.

    Notes
    -----
    A single specialist need not sell at cost. Up to the buyers' next best way the saving can go to either
    side; only where a second one could live, ``contested``, is it safe in the buyers' hands.

    References
    ----------
    Stigler, G. J. (1951), Journal of Political Economy 59(3), 185-193.

    Examples
    --------
    >>> table = input_sharing([1, 10, 200], transport=0.5)
    >>> table["specialist next door"].tolist()
    [0.0, 0.5, 1.0]
    >>> table["saving"].round(2).tolist()
    [0.0, 0.1, 0.3]
    """
    counts = np.atleast_1d(np.asarray(buyers))
    if not ((counts >= 1) & (counts == np.floor(counts))).all():
        raise ValueError(
            tell(
                "buyers: {counts} are not counts; a town needs at least 1 buyer.",
                counts=quoted(counts.tolist()),
            )
        )
    costs = _fixed_costs(transport, improvised, fixed_costs, inputs)
    rows = [_town(int(count), costs, transport, improvised) for count in counts]
    return pd.DataFrame(rows, index=pd.Index(counts, name="buyers"))


def ways_of_each_input(
    buyers: int,
    transport: float,
    *,
    improvised: float = 1.0,
    fixed_costs: tuple[float, float] = (0.5, 50.0),
    inputs: int = 100,
) -> pd.DataFrame:
    """Cheapest way of getting each input, from the smallest fixed cost to the largest.

    Parameters
    ----------
    buyers : int
        Number of buyers in the town.
    transport, improvised, fixed_costs, inputs
        As in :func:`input_sharing`.

    Returns
    -------
    pandas.DataFrame
        One row per input: ``fixed_cost``, ``way`` and ``cost`` of a unit.

    Raises
    ------
    ValueError
        As in :func:`input_sharing`.

    Examples
    --------
    >>> ways_of_each_input(10, transport=0.4, inputs=3)["way"].tolist()
    ['specialist next door', 'from afar', 'from afar']
    """
    if not isinstance(buyers, numbers.Integral) or buyers < 1:
        raise ValueError(
            tell(
                "buyers: {buyers} is not a count; a town needs at least 1 buyer.",
                buyers=quoted(buyers),
            )
        )
    costs = _fixed_costs(transport, improvised, fixed_costs, inputs)
    extra = _extra_costs(buyers, costs, transport, improvised)
    way = np.array(WAYS)[extra.argmin(axis=0)]
    return pd.DataFrame({"fixed_cost": costs, "way": way, "cost": 1 + extra.min(axis=0)})


def _town(buyers, costs, transport, improvised):
    extra = _extra_costs(buyers, costs, transport, improvised)
    alone = _extra_costs(1, costs, transport, improvised).min(axis=0)
    chosen = extra.argmin(axis=0)
    row = {way: (chosen == number).mean() for number, way in enumerate(WAYS)}
    cost = 1 + extra.min(axis=0).mean()
    row |= {"cost": cost, "saving": 1 - cost / (1 + alone.mean())}
    return row | {"contested": (2 * costs / buyers < alone).mean()}


def _extra_costs(buyers, costs, transport, improvised):
    """Cost above 1 of each way (rows, in the order of WAYS) and input; the first cheapest way is taken."""
    next_door = costs / buyers if buyers > 1 else np.full(len(costs), np.inf)
    same = np.ones(len(costs))
    return np.vstack([improvised * same, transport * same, costs, next_door])


def _fixed_costs(transport, improvised, fixed_costs, inputs):
    if not transport >= 0:
        raise ValueError(
            tell(
                "transport: {transport} is not a cost; it must be 0 (travels free) or more.",
                transport=quoted(transport),
            )
        )
    if not (np.isfinite(improvised) and improvised > 0):
        raise ValueError(
            tell(
                "improvised: {improvised} is not usable; the extra cost must be positive.",
                improvised=quoted(improvised),
            )
        )
    low, high = fixed_costs
    if not 0 < low <= high < np.inf:
        raise ValueError(
            tell(
                "fixed_costs: {fixed_costs} is no range; give the smallest and the largest, both "
                "positive.",
                fixed_costs=quoted(fixed_costs),
            )
        )
    if not isinstance(inputs, numbers.Integral) or inputs < 2:
        raise ValueError(
            tell(
                "inputs: {inputs} is not usable; the model needs at least 2.", inputs=quoted(inputs)
            )
        )
    return np.geomspace(low, high, inputs)
