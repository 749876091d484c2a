"""The dartboard's arithmetic: what plants thrown at random regions look like, on average and in spread."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Literal, NamedTuple

import numpy as np
import pandas as pd

from agglomeration.indicators.ground.columns import named_type
from agglomeration.indicators.ground.tables import check_aligned, check_choice, check_table
from agglomeration.indicators.ground.ties import at_least
from agglomeration.indicators.inference.simulation import check_alternative, simulate
from agglomeration.indicators.plants.cells import Columns
from agglomeration.indicators.plants.door import as_sums
from agglomeration.indicators.plants.sums import Plants, PlantSums, sum_sizes
from agglomeration.words import tell


class Holdings(NamedTuple):
    """What an index of the dartboard family needs to know of an industry's plants."""

    table: np.ndarray
    shares: np.ndarray
    herfindahl: np.ndarray
    powers: np.ndarray
    plants: np.ndarray


def hold(sums: PlantSums, reference: np.ndarray | None = None) -> Holdings:
    """Plants' sums with the regions' shares x, from ``reference`` (array) or all plants."""
    table, powers = sums.table.to_numpy(), sums.powers.to_numpy()
    held = table.sum(axis=1) if reference is None else reference
    return Holdings(table, held / held.sum(), powers[0], powers, sums.plants.to_numpy())


def check_located(
    plants: Any, columns: Columns, reference: pd.Series | None, regions: Sequence[Any] | None
) -> tuple[PlantSums, Plants | None, np.ndarray | None]:
    """Plants added up, the checked plants (None where only their sums are here), and the reference's region sizes.

    The sizes are in the order of the regions, and None without a reference.
    """
    if reference is not None and not isinstance(reference, pd.Series):
        raise TypeError(
            tell(
                "reference: expected a Series with one size per region, got {found}.",
                found=named_type(reference),
            )
        )
    listed = reference.index if regions is None and reference is not None else regions
    sums, checked = as_sums(plants, columns, regions=listed)
    sizes = (
        None
        if reference is None
        else _check_sizes(reference, sums.table.index, cover=regions is not None)
    )
    return sums, checked, sizes


def check_spread(table: pd.DataFrame, reference: pd.Series | None) -> tuple[np.ndarray, np.ndarray]:
    """Values of a regions x industries table with the reference's regions in rows, and the regions' shares x."""
    values = check_table(table)
    if reference is None:
        held = values.sum(axis=1)
        return values, held / held.sum() if held.sum() > 0 else np.full(len(held), np.nan)
    sizes = _check_sizes(reference, table.index, cover=True)
    elsewhere = reference.index.difference(table.index, sort=False)
    if len(elsewhere):
        sizes = np.concatenate([sizes, _check_sizes(reference, elsewhere, cover=True)])
        values = np.vstack([values, np.zeros((len(elsewhere), values.shape[1]))])
    return values, sizes / sizes.sum()


def _check_sizes(reference, regions, cover):
    sizes = check_aligned(reference, regions, "reference", "region", cover=cover)
    if reference.sum() <= 0:
        raise ValueError(tell("reference: every region has size 0; at least one must be larger."))
    return sizes


def industry_shares(table: np.ndarray) -> np.ndarray:
    """Each industry's shares over the regions; an industry without employment has none (NaN)."""
    totals = table.sum(axis=0)
    return np.divide(table, totals, out=np.full_like(table, np.nan), where=totals > 0)


def raw_concentration(table: np.ndarray, shares: np.ndarray) -> np.ndarray:
    """Ellison and Glaeser's G: the sum over regions of (s - x) squared, per industry."""
    gaps = industry_shares(table)
    gaps -= shares[:, None]
    return np.einsum("ij,ij->j", gaps, gaps)


def agglomeration_index(raw: Any, herfindahl: Any, region_herfindahl: Any) -> Any:
    """Ellison and Glaeser's gamma from G, H and the sum of x squared; NaN with one plant or one region."""
    raw, herfindahl = np.asarray(raw, dtype=float), np.asarray(herfindahl, dtype=float)
    lumpiness = 1 - region_herfindahl
    # One plant or one region; rounding can leave their sums of squares a bit below 1.
    defined = ~at_least(herfindahl, 1) & ~at_least(region_herfindahl, 1)
    return np.divide(
        raw - lumpiness * herfindahl,
        lumpiness * (1 - herfindahl),
        out=np.full(np.broadcast(raw, herfindahl).shape, np.nan),
        where=defined,
    )


def raw_concentration_deviation(shares: np.ndarray, powers: np.ndarray) -> np.ndarray:
    """Standard deviation of G under the null: plants land independently with probabilities x.

    ``powers`` holds the sums of the plants' shares squared, cubed and to the fourth.
    """
    second, third = (shares**2).sum(), (shares**3).sum()
    variance = 2 * (
        powers[0] ** 2 * (second - 2 * third + second**2)
        - powers[2] * (second - 4 * third + 3 * second**2)
    )
    return np.sqrt(np.maximum(variance, 0.0))


def same_region_deviation(shares: np.ndarray, powers: np.ndarray) -> np.ndarray:
    """Standard deviation of the sum of s squared under the same null.

    The sum is H plus what pairs of plants in one region add: a pair counts twice the product of its
    plants' shares. Pairs are correlated through a common plant unless the regions are alike.
    """
    second, third = (shares**2).sum(), (shares**3).sum()
    herfindahl, cubes, fourths = powers
    one_pair = 2 * (herfindahl**2 - fourths) * (second - second**2)
    shared_plant = 4 * (herfindahl - herfindahl**2 - 2 * cubes + 2 * fourths) * (third - second**2)
    return np.sqrt(np.maximum(one_pair + shared_plant, 0.0))


def check_throw(null: str, alternative: str) -> None:
    """Raise unless both are known, whether plants are thrown or not."""
    check_choice(null, ("dartboard", "permutation"), "null")
    check_alternative(alternative)


def throw_plants(
    statistic: Callable[..., Any],
    plants: Plants | None,
    shares: np.ndarray,
    fixed_shares: bool,
    null: Literal["dartboard", "permutation"],
    draws: int,
    seed: int | None,
    jobs: int,
) -> np.ndarray:
    """Simulate ``statistic(table, shares)`` with the plants at random places, sizes and industries kept.

    ``"dartboard"`` throws every plant at the regions with probabilities ``shares``; ``"permutation"``
    hands the observed locations out anew among all plants, and the regions' shares follow unless
    ``fixed_shares``.
    """
    if plants is None:
        raise ValueError(
            tell(
                "draws: sums of plants hold no plants to throw; hand in a frame of the plants, or "
                "leave draws at 0 and read z."
            )
        )
    bounds = np.cumsum(shares)[:-1]

    def draw(generator):
        if null == "dartboard":
            region = np.searchsorted(bounds, generator.random(len(plants.size)), side="right")
        else:
            region = generator.permutation(plants.region)
        table = sum_sizes(region, plants, len(shares))
        moves = null == "permutation" and not fixed_shares
        return statistic(table, table.sum(axis=1) / table.sum() if moves else shares)

    return simulate(draw, draws, seed, jobs)
