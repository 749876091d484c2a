"""The one door for plants: whatever form they come in is asked here, once."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any, NamedTuple, TypeVar, cast

import numpy as np
import pandas as pd

from agglomeration.indicators.ground.columns import amounts, check_frame, encode

from .cells import Columns
from .register import Register, as_register
from .sources import is_outside
from .sums import Plants, PlantSums, add_up

__all__ = ["AddedUp", "as_sums", "by_form", "check_plants", "takes_plants"]

F = TypeVar("F", bound=Callable[..., Any])
Result = TypeVar("Result")


class AddedUp(NamedTuple):
    """Plants added up, and the plants themselves where they are at hand: only a frame has them."""

    sums: PlantSums
    plants: Plants | None


def by_form(
    data: Any,
    *,
    frame: Callable[[Any], Result],
    register: Callable[[Any], Result],
    sums: Callable[[PlantSums], Result] | None = None,
) -> Result:
    """Hand the data to the function for their form; everything but a register, paths and sums goes as a frame."""
    if isinstance(data, PlantSums) and sums is not None:
        return sums(data)
    if isinstance(data, Register) or is_outside(data):
        return register(data)
    return frame(data)


def as_sums(
    plants: Any, columns: Columns, *, regions: Any = None, industries: Any = None
) -> AddedUp:
    """Plants of any form added up: a frame, a register, what a register is made of, or their sums already."""

    def of_frame(frame: Any) -> AddedUp:
        region, industry, size = columns[:3]
        # Plants without regions are refused there.
        checked = check_plants(
            frame,
            region,  # type: ignore[arg-type]
            industry,
            size,
            regions=regions,
            industries=industries,
        )
        return AddedUp(add_up(checked), checked)

    def of_register(data: Any) -> AddedUp:
        return AddedUp(as_register(data, Columns(*columns)).sums(regions, industries), None)

    def of_sums(sums: PlantSums) -> AddedUp:
        return AddedUp(sums if regions is None else sums.over(pd.Index(regions)), None)

    return by_form(plants, frame=of_frame, register=of_register, sums=of_sums)


def check_plants(
    plants: pd.DataFrame,
    region: str = "region",
    industry: str = "industry",
    size: str | None = "size",
    *,
    regions: Sequence[Any] | None = None,
    industries: Sequence[Any] | None = None,
) -> Plants:
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


def takes_plants(*names: str) -> Callable[[F], F]:
    """Let a function of tables take plants outside pandas instead (a register, paths, a relation) in these arguments.

    Its arguments ``region``, ``industry`` and ``size`` name the plants' columns; they say nothing of a table.

    Examples
    --------
    >>> import pandas as pd
    >>> @takes_plants("table")
    ... def total(table, *, region="region", industry="industry", size="size"):
    ...     return table.to_numpy().sum()
    >>> total(pd.DataFrame({"steel": [3, 1]}))
    np.int64(4)
    """

    def decorate(function: F) -> F:
        places = [list(inspect.signature(function).parameters).index(name) for name in names]

        @wraps(function)
        def with_tables(*arguments: Any, **options: Any) -> Any:
            columns = Columns(*(options.get(part, part) for part in ("region", "industry", "size")))
            given = list(arguments)
            for name, place in zip(names, places, strict=True):
                if place < len(given):
                    given[place] = _as_table(given[place], columns)
                elif name in options:
                    options[name] = _as_table(options[name], columns)
            return function(*given, **options)

        return cast(F, with_tables)

    return decorate


def _as_table(data: Any, columns: Columns) -> Any:
    def several(tables: Any) -> Any:
        return (
            [_as_table(part, columns) for part in tables]
            if isinstance(tables, (list, tuple))
            else tables
        )

    def added_up(plants: Any) -> pd.DataFrame:
        return as_sums(plants, columns).sums.table

    return by_form(data, frame=several, register=added_up, sums=added_up)
