r"""Simulated industries that grow by spin-offs: firms take after parents, stay near them, or gain by neighbours.

The industry begins with founders at random places. Firm :math:`i` has a capability :math:`q_i`. Each year firms found
others, a Poisson number with mean :math:`\sigma e^{q_i / 2}`, and a few strangers come, to any region. A child of
:math:`i` has the capability

.. math:: q = h\, q_i + \sqrt{1 - h^2}\, u, \qquad u \sim N(0, 1)

with heredity :math:`h`. It settles in its parent's region with probability :math:`s`, else in any. There it performs as

.. math:: y = q + g \ln n_r + \tfrac{1}{2} e, \qquad e \sim N(0, 1)

where :math:`n_r` counts the firms of its region when it comes, itself included. The gain from neighbours is :math:`g`.
When there is no more room, the worst close: those with the smallest :math:`q + g \ln n_r` beside a year's luck.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from clusterbook.words import quoted, tell

__all__ = ["simulate_spin_offs"]

FOUNDERS = 30
STRANGERS = 2.0
CHILDREN = 0.06
ROOM = 120
LUCK = 0.5


def simulate_spin_offs(
    heredity: float = 0.7,
    gain: float = 0.0,
    stay: float = 1.0,
    *,
    regions: int = 12,
    years: int = 40,
    seed: int | None = 0,
) -> pd.DataFrame:
    r"""Simulate the firms of an industry, from its founders on.

    Parameters
    ----------
    heredity : float
        By how much a child takes after its parent, :math:`h` from 0 to 1.
    gain : float
        What one unit of the logarithm of the number of firms in the region adds to performance, :math:`g`.
    stay : float
        The probability that a child settles in its parent's region, :math:`s`.
    regions, years : int
        How many there are.
    seed : int, optional
        Seed of all draws.

    Returns
    -------
    pandas.DataFrame
        One row per firm, in the order of founding, the founders first: ``year``, ``region`` (from 0), ``parent`` (the
        row of its parent, -1 without), ``capability``, ``parents_capability`` and ``parents_performance`` (NaN without
        a parent), ``neighbours`` (firms of its region in the year of its founding, itself included),
        ``performance`` in that year, and ``open``, whether it is there at the end.

    Raises
    ------
    ValueError
        If a share is not from 0 to 1, or there are fewer than 2 regions.

    Examples
    --------
    >>> firms = simulate_spin_offs(seed=1)
    >>> int(firms["open"].sum()), bool((firms["parent"] >= 0).any())
    (120, True)
    """
    for name, value in (("heredity", heredity), ("stay", stay)):
        if not 0 <= value <= 1:
            raise ValueError(
                tell("{name}: {value} is not from 0 to 1.", name=name, value=quoted(value))
            )
    if regions < 2:
        raise ValueError(
            tell("regions: {value} is too few; it takes at least 2.", value=quoted(regions))
        )
    generator = np.random.default_rng(seed)
    strangers = np.full(FOUNDERS, -1)
    firms = _founded(
        np.zeros((0, len(COLUMNS))), strangers, 0, heredity, gain, stay, regions, generator
    )
    for year in range(1, years + 1):
        alive = np.flatnonzero(firms[:, OPEN])
        children = generator.poisson(CHILDREN * np.exp(firms[alive, CAPABILITY] / 2))
        parents = np.concatenate(
            [np.repeat(alive, children), np.full(generator.poisson(STRANGERS), -1)]
        )
        firms = _founded(firms, parents, year, heredity, gain, stay, regions, generator)
        _close_the_worst(firms, gain, regions, generator)
    table = pd.DataFrame(firms, columns=COLUMNS).rename_axis("firm")
    whole = dict.fromkeys(("year", "region", "parent", "neighbours"), int)
    return table.astype(whole | {"open": bool})


COLUMNS = [
    "year",
    "region",
    "parent",
    "capability",
    "parents_capability",
    "parents_performance",
    "neighbours",
    "performance",
    "open",
]
REGION, CAPABILITY, PERFORMANCE, OPEN = (
    COLUMNS.index(name) for name in ("region", "capability", "performance", "open")
)


def _founded(firms, parents, year, heredity, gain, stay, regions, generator):
    """The firms with those that are founded this year; a parent of -1 is none."""
    count = len(parents)
    child = parents >= 0
    capability, performance = np.full(count, np.nan), np.full(count, np.nan)
    capability[child] = firms[parents[child], CAPABILITY]
    performance[child] = firms[parents[child], PERFORMANCE]
    region = generator.integers(regions, size=count)
    stays = child & (generator.random(count) < stay)
    region[stays] = firms[parents[stays], REGION]
    drawn = generator.standard_normal(count)
    taken = heredity * capability + np.sqrt(1 - heredity**2) * drawn
    own = np.where(child, taken, drawn)
    here = firms[firms[:, OPEN] == 1, REGION].astype(int)
    near = np.bincount(np.concatenate([here, region]), minlength=regions)[region]
    does = own + gain * np.log(near) + LUCK * generator.standard_normal(count)
    columns = [np.full(count, year), region, parents, own, capability, performance, near, does]
    return np.vstack([firms, np.column_stack([*columns, np.ones(count)])])


def _close_the_worst(firms, gain, regions, generator):
    """Close, in place, those for which there is no room."""
    alive = np.flatnonzero(firms[:, OPEN])
    region = firms[alive, REGION].astype(int)
    near = np.bincount(region, minlength=regions)[region]
    does = firms[alive, CAPABILITY] + gain * np.log(near) + generator.standard_normal(len(alive))
    firms[alive[np.argsort(does)[: max(0, len(alive) - ROOM)]], OPEN] = 0
