"""A file of plants: checked once, as integer codes, and added up to tables and plant Herfindahl indices."""

import inspect
from functools import wraps
from typing import NamedTuple

import numpy as np
import pandas as pd

from agglomeration.indicators.ground.columns import amounts, check_frame, encode

from .cells import Columns
from .register import as_register, is_register
from .sums import PlantSums, add_up, power_of_two, power_sums, share_powers, sum_sizes

__all__ = ["Plants", "check_plants", "plant_herfindahl", "plant_sums", "plant_table"]


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
    if is_register(plants):
        return as_register(plants, Columns(region, industry, size)).sums(regions, industries).table
    checked = check_plants(plants, region, industry, size, regions=regions, industries=industries)
    sums = sum_sizes(checked.region, checked, len(checked.regions))
    return pd.DataFrame(sums, index=checked.regions, columns=checked.industries, copy=False)


def plant_sums(plants, region="region", industry="industry", size="size", *, regions=None, industries=None):
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
    if isinstance(plants, PlantSums):
        return plants if regions is None else plants.over(pd.Index(regions))
    if is_register(plants):
        return as_register(plants, Columns(region, industry, size)).sums(regions, industries)
    return add_up(check_plants(plants, region, industry, size, regions=regions, industries=industries))


def takes_plants(*names):
    """Let a function of tables take plants outside pandas instead (a register, paths, a relation) in these arguments.

    Examples
    --------
    >>> import pandas as pd
    >>> @takes_plants("table")
    ... def total(table):
    ...     return table.to_numpy().sum()
    >>> total(pd.DataFrame({"steel": [3, 1]}))
    np.int64(4)
    """

    def decorate(function):
        signature = inspect.signature(function)

        @wraps(function)
        def with_tables(*arguments, **options):
            bound = signature.bind(*arguments, **options)
            for name in names:
                if name in bound.arguments:
                    bound.arguments[name] = _as_table(bound.arguments[name])
            return function(*bound.args, **bound.kwargs)

        return with_tables

    return decorate


def _as_table(data):
    if is_register(data):
        return plant_table(data)
    if isinstance(data, (list, tuple)):
        return [_as_table(part) for part in data]
    return data


def plant_herfindahl(plants, industry="industry", size="size", *, industries=None):
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
    if is_register(plants):
        return (
            as_register(plants, Columns(None, industry, size))
            .sums(industries=industries)
            .powers.loc["squared"]
            .rename("H")
        )
    check_frame(plants, "plants", [industry, size])
    codes, labels = encode(plants, industry, "plants", industries, "industries")
    sizes = amounts(plants, size, "plants", positive=True)
    scale, counts = power_of_two(sizes.max()), np.bincount(codes, minlength=len(labels))
    totals = np.bincount(codes, weights=sizes, minlength=len(labels)) / scale
    squares = power_sums(codes, sizes, len(labels), scale, orders=(2,))
    return pd.Series(share_powers(squares, totals, counts, orders=(2,))[0], index=labels, name="H")
