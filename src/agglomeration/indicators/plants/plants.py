"""A file of plants added up: to tables, to plant Herfindahl indices, and to all that indices of concentration need."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from agglomeration.indicators.ground.columns import amounts, check_frame, encode

from .cells import Columns
from .door import as_sums, by_form, check_plants
from .sums import PlantSums, power_of_two, power_sums, share_powers, sum_sizes

__all__ = ["plant_herfindahl", "plant_sums", "plant_table"]


def plant_table(
    plants: Any,
    region: str = "region",
    industry: str = "industry",
    size: str = "size",
    *,
    regions: Sequence[Any] | None = None,
    industries: Sequence[Any] | None = None,
) -> pd.DataFrame:
    """Add plants up to a regions x industries table.

    Parameters
    ----------
    plants, region, industry, size, regions, industries
        As in :func:`check_plants`; ``size=None`` counts plants. Or plants outside pandas: paths, a DuckDB relation, an
        Ibis table, or a :class:`Register` of them, which then names the columns.

    Returns
    -------
    pandas.DataFrame
        The sum of sizes, shape (regions, industries); a pair without a plant is 0, which here is known.

    Raises
    ------
    ValueError
        As :func:`check_plants`.

    Examples
    --------
    >>> import pandas as pd
    >>> plants = pd.DataFrame({"region": ["Linz", "Linz", "Wels"], "industry": ["steel", "soap", "soap"],
    ...                        "size": [120, 5, 7]})
    >>> plant_table(plants)  # doctest: +NORMALIZE_WHITESPACE
    industry  soap  steel
    region
    Linz       5.0  120.0
    Wels       7.0    0.0
    """
    columns = Columns(region, industry, size)

    def of_frame(frame):
        # A table needs no powers of the sizes.
        checked = check_plants(
            frame, region, industry, size, regions=regions, industries=industries
        )
        sums = sum_sizes(checked.region, checked, len(checked.regions))
        return pd.DataFrame(sums, index=checked.regions, columns=checked.industries, copy=False)

    def of_others(data):
        return as_sums(data, columns, regions=regions, industries=industries).sums.table

    return by_form(plants, frame=of_frame, register=of_others, sums=of_others)


def plant_sums(
    plants: Any,
    region: str = "region",
    industry: str = "industry",
    size: str = "size",
    *,
    regions: Sequence[Any] | None = None,
    industries: Sequence[Any] | None = None,
) -> PlantSums:
    r"""Add plants up to all that indices of concentration need to know of them.

    .. math:: e_{ri} = \sum_k e_{rik}, \qquad \sum_k z_k^2, \quad \sum_k z_k^3, \quad \sum_k z_k^4

    with :math:`z_k` the plant's share of its industry.

    Parameters
    ----------
    plants, region, industry, size, regions, industries
        As in :func:`plant_table`.

    Returns
    -------
    PlantSums
        ``table`` (regions x industries), ``plants`` (how many, per industry) and ``powers`` (per industry, above 0 to
        1; NaN for an industry without a plant). :func:`ellison_glaeser`, :func:`maurel_sedillot` and
        :func:`coagglomeration` take it instead of the plants.

    Raises
    ------
    ValueError
        As :func:`check_plants`.

    Notes
    -----
    It is small whatever the number of plants, and holds no single plant: where a file may not leave a statistical
    office, its sums may, but for cells so small that they tell of one firm.

    Examples
    --------
    >>> import pandas as pd
    >>> plants = pd.DataFrame({"region": ["Linz", "Linz", "Wels"], "industry": ["steel", "steel", "soap"],
    ...                        "size": [3, 1, 8]})
    >>> plant_sums(plants).powers  # doctest: +NORMALIZE_WHITESPACE
    industry       soap     steel
    share
    squared         1.0  0.625000
    cubed           1.0  0.437500
    to the fourth   1.0  0.320312
    """
    return as_sums(
        plants, Columns(region, industry, size), regions=regions, industries=industries
    ).sums


def plant_herfindahl(
    plants: Any,
    industry: str = "industry",
    size: str = "size",
    *,
    industries: Sequence[Any] | None = None,
) -> pd.Series:
    r"""Herfindahl index of plant sizes in each industry.

    .. math:: H_i = \sum_k \left(\frac{e_{ik}}{\sum_k e_{ik}}\right)^2

    with :math:`e_{ik}` the size of plant :math:`k` of industry :math:`i`.

    Parameters
    ----------
    plants, industry, size, industries
        As in :func:`plant_table`; the region plays no part.

    Returns
    -------
    pandas.Series
        One value per industry, from 1 / number of plants (all alike) to 1 (one plant); NaN for an industry that
        ``industries`` lists and that has no plant.

    Raises
    ------
    ValueError
        As :func:`check_plants`.

    Notes
    -----
    It is what the Ellison-Glaeser index takes off raw concentration: a few large plants make any industry look
    concentrated. It needs every plant: an estimate from size classes is a lower bound. For one industry it equals
    R's ``REAT::herf`` of the plants' sizes.

    References
    ----------
    Ellison, G. and Glaeser, E. L. (1997). Geographic concentration in U.S. manufacturing industries: a dartboard
    approach. Journal of Political Economy 105(5), 889-927.

    Examples
    --------
    >>> import pandas as pd
    >>> plants = pd.DataFrame({"industry": ["steel", "steel", "soap"], "size": [3, 1, 8]})
    >>> plant_herfindahl(plants)
    industry
    soap     1.000
    steel    0.625
    Name: H, dtype: float64
    """

    def of_frame(frame):
        check_frame(frame, "plants", [industry, size])
        codes, labels = encode(frame, industry, "plants", industries, "industries")
        sizes = amounts(frame, size, "plants", positive=True)
        scale, counts = power_of_two(sizes.max()), np.bincount(codes, minlength=len(labels))
        totals = np.bincount(codes, weights=sizes, minlength=len(labels)) / scale
        squares = power_sums(codes, sizes, len(labels), scale, orders=(2,))
        return pd.Series(
            share_powers(squares, totals, counts, orders=(2,))[0], index=labels, name="H"
        )

    def of_others(data):
        added = as_sums(data, Columns(None, industry, size), industries=industries)
        return added.sums.powers.loc["squared"].rename("H")

    return by_form(plants, frame=of_frame, register=of_others, sums=of_others)
