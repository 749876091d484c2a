"""Plants added up: all that the indices of the dartboard family need to know of them."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from agglomeration.indicators.ground.blocks import CELLS, runs
from agglomeration.indicators.ground.columns import check_list
from agglomeration.words import quoted, tell

__all__ = ["PlantSums"]

ORDERS = (2, 3, 4)
POWERS = pd.Index(["squared", "cubed", "to the fourth"], name="share")


class Plants(NamedTuple):
    """Plants as arrays: the codes point into the labels."""

    region: np.ndarray
    industry: np.ndarray
    size: np.ndarray
    regions: pd.Index
    industries: pd.Index


class PlantSums(NamedTuple):
    """Plants added up by region and industry.

    Attributes
    ----------
    table : pandas.DataFrame
        Regions x industries: the sum of the plants' sizes.
    plants : pandas.Series
        Per industry: how many plants.
    powers : pandas.DataFrame
        Per industry (columns): the plants' shares of the industry ``squared`` (the plant Herfindahl index), ``cubed``
        and ``to the fourth``, each summed; NaN for an industry without a plant.
    """

    table: pd.DataFrame
    plants: pd.Series
    powers: pd.DataFrame

    def over(self, regions: pd.Index) -> PlantSums:
        """The same sums with these regions in this order; those without a plant are 0."""
        check_list(regions, "regions")
        regions = pd.Index(regions).rename(self.table.index.name)
        lacking = self.table.index.difference(regions, sort=False)
        if len(lacking):
            raise ValueError(
                tell(
                    "regions: no {region}, where there are plants; list it, too.",
                    region=quoted(lacking[0]),
                )
            )
        return self._replace(table=self.table.reindex(regions, fill_value=0.0))


def add_up(plants):
    """Sums of checked plants, from their codes and sizes."""
    industries = len(plants.industries)
    table = sum_sizes(plants.region, plants, len(plants.regions))
    scale = power_of_two(plants.size.max())
    powers = power_sums(plants.industry, plants.size, industries, scale)
    counts = np.bincount(plants.industry, minlength=industries)
    table = pd.DataFrame(table, index=plants.regions, columns=plants.industries, copy=False)
    return PlantSums(
        table, *_labelled(counts, powers, table.to_numpy().sum(axis=0) / scale, plants.industries)
    )


def from_cells(cells, regions, industries, scale):
    """The same sums from those of the cells, as an engine returns them: codes, ``sound`` rows and ``power 1`` to 4."""
    code, count = cells["industry"].to_numpy(), len(industries)
    sums = [cells[f"power {order}"].to_numpy(dtype=float, na_value=0.0) for order in range(1, 5)]
    powers = np.array([np.bincount(code, weights=part, minlength=count) for part in sums[1:]])
    counts = np.bincount(code, weights=cells["sound"], minlength=count).astype(int)
    table = spread(cells, sums[0] * scale, regions, industries)
    return PlantSums(
        table, *_labelled(counts, powers, table.to_numpy().sum(axis=0) / scale, industries)
    )


def spread(cells, values, regions, industries):
    """One value per cell as a table, added up where there are no regions."""
    region = cells["region"].to_numpy() if regions is not None else np.zeros(len(cells), dtype=int)
    index = regions if regions is not None else pd.Index(["all"])
    flat = np.bincount(
        region * len(industries) + cells["industry"].to_numpy(),
        values,
        minlength=len(index) * len(industries),
    )
    return pd.DataFrame(flat.reshape(len(index), -1), index=index, columns=industries, copy=False)


def sum_sizes(region, plants, regions):
    """Regions x industries table of plant sizes, with the plants at ``region``."""
    industries = len(plants.industries)
    sums = np.zeros(regions * industries)
    for part in runs(len(region), cells=max(CELLS, len(sums))):
        cell = region[part] * industries
        cell += plants.industry[part]
        sums += np.bincount(cell, weights=plants.size[part], minlength=len(sums))
    return sums.reshape(regions, industries)


def power_sums(industry, size, industries, scale, orders=ORDERS):
    """Sums of the powers of the sizes over ``scale`` by industry, shape (orders, industries)."""
    powers = np.zeros((len(orders), industries))
    for part in runs(len(size), cells=max(CELLS, industries)):
        scaled = size[part] / scale
        power = scaled.copy()
        for row in range(len(orders)):
            power *= scaled
            powers[row] += np.bincount(industry[part], weights=power, minlength=industries)
    return powers


def share_powers(powers, totals, counts, orders=ORDERS):
    """Powers of sizes made powers of the shares of ``totals``; 1 for an industry's only plant, NaN without one."""
    with np.errstate(invalid="ignore"):
        shares = powers / totals ** np.array(orders)[:, None]
    shares[:, counts == 1] = 1.0
    return shares


def power_of_two(largest):
    """A power of two of the order of the number: dividing by it rounds nothing, and powers stay in range."""
    return float(2.0 ** (np.frexp(largest)[1] - 1))


def _labelled(counts, powers, totals, industries):
    shares = share_powers(powers, totals, counts)
    return pd.Series(counts, index=industries, name="plants"), pd.DataFrame(
        shares, index=POWERS, columns=industries
    )
