"""A file of plants: checked once, as integer codes, and added up to tables and plant Herfindahl indices."""

from typing import NamedTuple

import numpy as np
import pandas as pd

from ._blocks import CELLS, runs
from .columns import amounts, check_frame, encode

__all__ = ["Plants", "check_plants", "plant_herfindahl", "plant_table"]


class Plants(NamedTuple):
    """Plants as arrays: the codes point into the labels."""

    region: np.ndarray
    industry: np.ndarray
    size: np.ndarray
    regions: pd.Index
    industries: pd.Index


def check_plants(plants, region="region", industry="industry", size="size", *, regions=None, industries=None):
    """Return the plants as integer codes and sizes, or raise a sentence that names what is wrong and where.

    Parameters
    ----------
    plants : pandas.DataFrame
        One row per plant.
    region, industry : str
        The columns that say where the plant is and what it does.
    size : str or None
        The column with its size (usually jobs), positive; None gives every plant the size 1.
    regions, industries : sequence, optional
        All labels, in the order wanted; those without a plant are then kept. Without them the labels are those
        that occur, sorted (categories keep their own order).

    Returns
    -------
    Plants
        ``region`` and ``industry`` (integer codes), ``size`` (floats), ``regions`` and ``industries`` (labels).

    Raises
    ------
    ValueError
        If a column is not there, the frame is empty, a label is missing, a size is missing, infinite, negative or
        zero, or a category has no plant and ``regions`` (``industries``) does not say that it is to be kept.

    Examples
    --------
    >>> import pandas as pd
    >>> plants = pd.DataFrame({"region": ["Linz", "Wels"], "industry": ["steel", "soap"], "size": [120, 0]})
    >>> check_plants(plants)
    Traceback (most recent call last):
        ...
    ValueError: plants: row 1, column 'size' is 0; amounts must be positive; drop the row or correct it first.
    """
    columns = [region, industry] if size is None else [region, industry, size]
    check_frame(plants, "plants", columns)
    region_codes, region_labels = encode(plants, region, "plants", regions, "regions")
    industry_codes, industry_labels = encode(plants, industry, "plants", industries, "industries")
    sizes = np.ones(len(plants)) if size is None else amounts(plants, size, "plants", positive=True)
    return Plants(region_codes, industry_codes, sizes, region_labels, industry_labels)


def plant_table(plants, region="region", industry="industry", size="size", *, regions=None, industries=None):
    """Add plants up to a regions x industries table.

    Parameters
    ----------
    plants, region, industry, size, regions, industries
        As in :func:`check_plants`; ``size=None`` counts plants.

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
    checked = check_plants(plants, region, industry, size, regions=regions, industries=industries)
    sums = sum_sizes(checked.region, checked, len(checked.regions))
    return pd.DataFrame(sums, index=checked.regions, columns=checked.industries, copy=False)


def sum_sizes(region, plants, regions):
    """Regions x industries table of plant sizes, with the plants at ``region``."""
    industries = len(plants.industries)
    sums = np.zeros(regions * industries)
    for part in runs(len(region), cells=max(CELLS, len(sums))):
        cell = region[part] * industries
        cell += plants.industry[part]
        sums += np.bincount(cell, weights=plants.size[part], minlength=len(sums))
    return sums.reshape(regions, industries)


def plant_herfindahl(plants, industry="industry", size="size", *, industries=None):
    r"""Herfindahl index of plant sizes in each industry.

    .. math:: H_i = \sum_k \left(\frac{e_{ik}}{\sum_k e_{ik}}\right)^2

    with :math:`e_{ik}` the size of plant :math:`k` of industry :math:`i`.

    Parameters
    ----------
    plants, industry, size, industries
        As in :func:`check_plants`; the region plays no part.

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
    check_frame(plants, "plants", [industry, size])
    codes, labels = encode(plants, industry, "plants", industries, "industries")
    sizes = amounts(plants, size, "plants", positive=True)
    totals = np.bincount(codes, weights=sizes, minlength=len(labels))
    squares = np.zeros(len(labels))
    for part in runs(len(codes), cells=max(CELLS, len(labels))):
        share = sizes[part] / totals[codes[part]]
        squares += np.bincount(codes[part], weights=share * share, minlength=len(labels))
    return pd.Series(np.where(totals > 0, squares, np.nan), index=labels, name="H")
