"""A long table, one row per region and industry, made into a table of regions and industries."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from agglomeration.indicators.ground.columns import amounts, check_frame, encode
from agglomeration.words import quoted, tell

from .cells import Columns
from .door import by_form
from .register import as_register

__all__ = ["to_table"]


def to_table(
    data: Any,
    region: str = "region",
    industry: str = "industry",
    value: str | None = "value",
    *,
    absent: float = 0.0,
    nan: bool = False,
    regions: Sequence[Any] | None = None,
    industries: Sequence[Any] | None = None,
) -> pd.DataFrame:
    """Make a regions x industries table from a long one.

    Parameters
    ----------
    data : pandas.DataFrame, or a table outside pandas
        One row per region and industry; with ``value=None`` one row per thing counted. Or paths of Parquet or CSV, a
        DuckDB relation, an Ibis table, or a :class:`Register` of them (see :func:`plant_table` for plants).
    region, industry : str
        The columns with the labels.
    value : str or None
        The column with the amount; None counts rows.
    absent : float
        What a pair without a row means: 0 (known to be none), or NaN (not known: withheld is not zero).
    nan : bool
        Whether a missing amount is let through as NaN (withheld) or raises.
    regions, industries : sequence, optional
        All labels, in the order wanted; without them those that occur, sorted.

    Returns
    -------
    pandas.DataFrame
        Shape (regions, industries).

    Raises
    ------
    ValueError
        If a column is not there, a label is missing, an amount is text, missing, infinite or negative, or a pair
        occurs twice (which may be a double entry or a part: add them up first if they are parts).

    Notes
    -----
    Statistical offices leave withheld and empty cells out alike. Say which you have: ``absent=0.0`` turns both
    into zero, and then small regions look specialised only because the rest of them is hidden.

    Examples
    --------
    >>> import pandas as pd
    >>> data = pd.DataFrame({"region": ["Linz", "Linz", "Wels"], "industry": ["soap", "steel", "soap"],
    ...                      "value": [2, 4, 3]})
    >>> to_table(data)  # doctest: +NORMALIZE_WHITESPACE
    industry  soap  steel
    region
    Linz       2.0    4.0
    Wels       3.0    0.0
    """
    named, labels = (region, industry, value), (regions, industries)
    return by_form(
        data,
        frame=lambda frame: _from_frame(frame, named, absent, nan, *labels),
        register=lambda rows: _from_register(rows, named, absent, nan, *labels),
    )


def _from_frame(data, columns, absent, nan, regions, industries):
    region, industry, value = columns
    check_frame(
        data, "data", [column for column in (region, industry, value) if column is not None]
    )
    rows, row_labels = encode(data, region, "data", regions, "regions")
    codes, column_labels = encode(data, industry, "data", industries, "industries")
    shape = len(row_labels), len(column_labels)
    cells = rows * shape[1]
    cells += codes
    del rows, codes
    if value is None:
        filled = np.bincount(cells, minlength=shape[0] * shape[1]).astype(float)
        filled[filled == 0] = absent
    else:
        _check_once(cells, row_labels, column_labels)
        filled = np.full(shape[0] * shape[1], absent, dtype=float)
        filled[cells] = amounts(data, value, "data", nan=nan)
    return pd.DataFrame(filled.reshape(shape), index=row_labels, columns=column_labels, copy=False)


def _from_register(data, columns, absent, nan, regions, industries):
    """The same from rows that an engine counted and added up; each pair must still occur once."""
    register = as_register(data, Columns(*columns), zeros=True, withheld=nan)
    cells, (rows, labels) = register.chosen(regions, industries)
    shape = len(rows), len(labels)
    code = cells["region"].to_numpy() * shape[1] + cells["industry"].to_numpy()
    counts = cells["sound"].to_numpy()
    filled = np.full(shape[0] * shape[1], absent, dtype=float)
    if register.columns.size is None:
        filled[code] = counts
    else:
        _check_once(np.repeat(code, np.minimum(counts, 2)), rows, labels)
        withheld = cells["withheld"].to_numpy() > 0
        filled[code] = np.where(
            withheld, np.nan, cells["power 1"].to_numpy(dtype=float, na_value=0.0) * register.scale
        )
    table = pd.DataFrame(filled.reshape(shape), index=rows, columns=labels, copy=False)
    table.attrs["rows"] = register.summary
    return table


def _check_once(cells, rows, columns):
    seen = np.zeros(len(rows) * len(columns), dtype=bool)
    seen[cells] = True
    if np.count_nonzero(seen) < len(cells):
        counts = np.bincount(cells)
        cell = int(np.argmax(counts > 1))
        raise ValueError(
            tell(
                "data: region {region}, industry {industry} has {rows} rows; each pair must occur "
                "once, so add them up first if they are parts.",
                region=quoted(rows[cell // len(columns)]),
                industry=quoted(columns[cell % len(columns)]),
                rows=counts[cell],
            )
        )
