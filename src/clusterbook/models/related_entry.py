r"""Simulated regions that gain and lose industries: because of what they have, or only as if it were so.

Industry :math:`i` is a point on a circle of technologies, region :math:`r` another. The region begins with the
industries near its point, more of them the broader it is. Between two dates an absent industry enters with probability

.. math:: P_{ri} = e + b\, (\omega_{ri} - \bar\omega) + a_r + c_i

where :math:`\omega` is the relatedness density by the *true* nearness of technologies, :math:`b` the strength of
relatedness, :math:`a_r` larger in broad regions and :math:`c_i` larger for widespread industries. With :math:`b = 0`
relatedness does nothing, and still what is dense enters more often: broad regions are dense in everything.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from clusterbook.words import quoted, tell

__all__ = ["RelatedEntry", "simulate_entry"]

# How far on the circle (of length 1) technologies reach each other.
REACH = 0.08
LEAVES = 0.1


@dataclass(frozen=True)
class RelatedEntry:
    """What a simulation of entry brought.

    Parameters
    ----------
    before, after : pandas.DataFrame
        Regions x industries; 1 where the industry is present at the date, else 0.
    relatedness : pandas.DataFrame
        The true nearness of technologies, 0 to 1, industries x industries.
    chances : pandas.DataFrame
        The probability with which each absent industry entered; NaN for those that were there.
    """

    before: pd.DataFrame
    after: pd.DataFrame
    relatedness: pd.DataFrame
    chances: pd.DataFrame


def simulate_entry(
    strength: float = 0.3,
    breadth: float = 0.15,
    *,
    rate: float = 0.12,
    regions: int = 80,
    industries: int = 60,
    seed: int | None = 0,
) -> RelatedEntry:
    r"""Simulate which industries regions have at two dates.

    Parameters
    ----------
    strength : float
        The true :math:`b`: by how much the probability of entry rises with density from 0 to 1. 0 for a world in which
        relatedness does nothing.
    breadth : float
        By how much entry is likelier in the broadest region than in the narrowest, and for the most widespread
        industry than for the rarest, whatever is related to what.
    rate : float
        The probability of entry where all this is average; a tenth of what is present leaves, by lot.
    regions, industries : int
        How many there are.
    seed : int, optional
        Seed of all draws.

    Returns
    -------
    RelatedEntry
        The two dates, the true relatedness, and the probabilities. Probabilities are kept from 0 to 1.

    Raises
    ------
    ValueError
        If a count is too small.

    Examples
    --------
    >>> world = simulate_entry(regions=20, industries=10, seed=1)
    >>> world.before.shape, int((world.after > world.before).sum().sum()) > 0
    ((20, 10), True)
    """
    for name, value in (("regions", regions), ("industries", industries)):
        if value < 2:
            raise ValueError(
                tell(
                    "{name}: {value} is too few; it takes at least 2.",
                    name=name,
                    value=quoted(value),
                )
            )
    generator = np.random.default_rng(seed)
    technology, place = generator.random(industries), generator.random(regions)
    broad, spread = (generator.permutation(np.linspace(0, 1, n)) for n in (regions, industries))
    related = np.exp(-((_apart(technology, technology) / REACH) ** 2))
    np.fill_diagonal(related, 0)
    near = np.exp(-((_apart(place, technology) / (3 * REACH)) ** 2))
    held = generator.random(near.shape) < near * (0.1 + 0.8 * broad[:, None]) + 0.15 * spread
    density = held @ related / related.sum(axis=0)
    absent = ~held
    typical = density[absent].mean() if absent.any() else 0.0
    chance = rate + strength * (density - typical)
    chance = chance + breadth * (broad[:, None] - 0.5) + breadth * (spread - 0.5)
    chance = np.clip(chance, 0, 1)
    enters = absent & (generator.random(held.shape) < chance)
    leaves = held & (generator.random(held.shape) < LEAVES)
    rows = pd.RangeIndex(1, regions + 1, name="region")
    columns = pd.RangeIndex(1, industries + 1, name="industry")

    def labelled(values):
        return pd.DataFrame(values, index=rows, columns=columns)

    return RelatedEntry(
        labelled(held.astype(int)),
        labelled(((held & ~leaves) | enters).astype(int)),
        pd.DataFrame(related, index=columns, columns=columns.rename("other")),
        labelled(np.where(absent, chance, np.nan)),
    )


def _apart(one, other):
    """Distances on a circle of length 1, at most one half."""
    straight = np.abs(one[:, None] - other)
    return np.minimum(straight, 1 - straight)
