"""The ground the indicators stand on: labelled tables that were checked once, in one place."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from .columns import check_labels, first_text, is_number_dtype, listed, named_type, quoted

__all__ = [
    "align_table",
    "check_aligned",
    "check_choice",
    "check_flows",
    "check_table",
    "ratio",
    "shares",
    "undefined_at_zero",
]


def check_choice(value: Any, choices: Collection[Any], name: str) -> None:
    """Raise unless ``value`` is one of ``choices``; the sentence lists them."""
    if isinstance(value, (np.ndarray, pd.DataFrame, pd.Series, list, dict)):
        raise TypeError(f"{name}: expected one of {listed(choices, 20)}, got {named_type(value)}.")
    if value not in choices:
        raise ValueError(
            f"{name}: {quoted(value)} is not known; choose one of {listed(choices, 20)}."
        )


def check_table(
    table: pd.DataFrame,
    name: str = "table",
    *,
    nan: bool = False,
    negative: bool = False,
    rows: str = "region",
    columns: str = "industry",
) -> np.ndarray:
    """Return the table's values as floats, or raise a sentence that names what is wrong and where.

    Parameters
    ----------
    table : pandas.DataFrame
        Regions in rows, industries in columns, non-negative finite amounts (jobs, plants, patents).
    name : str
        What to call the table in an error.
    nan : bool
        Whether missing cells are allowed through.
    negative : bool
        Whether negative cells are allowed through.
    rows, columns : str
        What a row and a column are called in an error.

    Returns
    -------
    numpy.ndarray
        The values, shape (regions, industries). The input is not changed; treat the array as
        read-only, since it may share the frame's memory.

    Raises
    ------
    TypeError
        If ``table`` is not a DataFrame.
    ValueError
        If it is empty, a label is missing or occurs twice, or a cell is text, missing, infinite or negative.

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame({"steel": [4, 1], "soap": [2, -3]}, index=["Linz", "Wels"])
    >>> check_table(table)
    Traceback (most recent call last):
        ...
    ValueError: table: region 'Wels', industry 'soap' is -3; amounts must not be negative.
    """
    if not isinstance(table, pd.DataFrame):
        raise TypeError(
            f"{name}: expected a DataFrame with one row per {rows} and one column per {columns}, "
            f"got {named_type(table)}; to_table() makes one from a long table."
        )
    if table.shape[0] == 0 or table.shape[1] == 0:
        raise ValueError(
            f"{name}: the table is empty ({table.shape[0]} rows, {table.shape[1]} columns); "
            f"it needs at least one {rows} and one {columns}."
        )
    check_labels(table.index, name, rows)
    check_labels(table.columns, name, columns)
    values = table.to_numpy()
    if values.dtype.kind in "fiu":
        values = values.astype(float, copy=False)
    else:
        _check_numbers(table, name, rows, columns)
        mixed = any(pd.api.types.is_object_dtype(dtype) for dtype in table.dtypes.unique())
        numbers = table.mask(table.isna(), np.nan) if mixed else table
        values = numbers.to_numpy(dtype=float, na_value=np.nan)
    _check_cells(table, values, name, nan, negative, rows, columns)
    return values


def _check_numbers(table, name, rows, columns):
    dtypes = table.dtypes
    if all(is_number_dtype(dtype) for dtype in dtypes.unique()):
        return
    for position, dtype in enumerate(dtypes):
        if is_number_dtype(dtype):
            continue
        cells = table.iloc[:, position]
        row = first_text(cells)
        if row is not None:
            raise ValueError(
                f"{name}: {rows} {quoted(table.index[row])}, {columns} {quoted(table.columns[position])} is "
                f"{quoted(cells.iloc[row])}, which is not a number; convert the column with pandas.to_numeric first."
            )


def _check_cells(table, values, name, nan, negative, rows, columns):
    if _is_sound(values, negative):
        return
    missing = np.isnan(values)
    if not nan and missing.any():
        _raise_cell(
            table,
            name,
            rows,
            columns,
            missing,
            "missing",
            "fill it or drop its row or column first",
        )
    infinite = np.isinf(values)
    if infinite.any():
        _raise_cell(table, name, rows, columns, infinite, "infinite", "amounts must be finite")
    below = values < 0
    if not negative and below.any():
        row, column = np.argwhere(below)[0]
        _raise_cell(
            table,
            name,
            rows,
            columns,
            below,
            f"{values[row, column]:g}",
            "amounts must not be negative",
        )


def _is_sound(values, negative):
    low, high = values.min(), values.max()
    return np.isfinite(low) and np.isfinite(high) and (negative or low >= 0)


def _raise_cell(table, name, rows, columns, mask, state, way_out):
    row, column = np.argwhere(mask)[0]
    more = int(mask.sum()) - 1
    others = f" ({more} more like it)" if more else ""
    raise ValueError(
        f"{name}: {rows} {quoted(table.index[row])}, {columns} {quoted(table.columns[column])} is "
        f"{state}{others}; {way_out}."
    )


def check_aligned(
    reference: pd.Series,
    labels: pd.Index,
    name: str = "reference",
    what: str = "industry",
    *,
    cover: bool = False,
    negative: bool = False,
    nan: bool = False,
) -> np.ndarray:
    """Return a labelled row's values in the order of ``labels``, or raise naming the labels that do not match.

    Parameters
    ----------
    reference : pandas.Series
        One finite, non-negative amount per label, in any order.
    labels : pandas.Index
        The labels it must have.
    name, what : str
        What to call the reference and its labels in an error.
    cover : bool
        Whether labels beyond ``labels`` are allowed (and left out).
    negative, nan : bool
        Whether negative and missing amounts are allowed through.

    Returns
    -------
    numpy.ndarray
        Shape (len(labels),).

    Examples
    --------
    >>> import pandas as pd
    >>> check_aligned(pd.Series({"steel": 4.0, "soup": 2.0}), pd.Index(["steel", "soap"]))
    Traceback (most recent call last):
        ...
    ValueError: reference: no value for industry 'soap'; surplus: 'soup'. It must have the table's labels.
    """
    if not isinstance(reference, pd.Series):
        raise TypeError(
            f"{name}: expected a Series with one value per {what}, got {named_type(reference)}."
        )
    check_labels(reference.index, name, what)
    if not reference.index.equals(labels):
        _check_same_labels(reference.index, labels, name, what, cover)
        reference = reference.reindex(labels)
    values = reference.to_numpy()
    if values.dtype.kind in "fiu" and len(values) and _is_sound(values, negative):
        return values.astype(float, copy=False)
    return check_table(
        reference.to_frame(name), name, rows=what, columns="column", negative=negative, nan=nan
    )[:, 0]


def _check_same_labels(theirs, ours, name, what, cover):
    missing, surplus = ours.difference(theirs, sort=False), theirs.difference(ours, sort=False)
    if len(missing) or (len(surplus) and not cover):
        lacks = f"no value for {what} {listed(missing)}; " if len(missing) else ""
        excess = listed(surplus) if len(surplus) else "none"
        raise ValueError(f"{name}: {lacks}surplus: {excess}. It must have the table's labels.")


def align_table(other: pd.DataFrame, table: pd.DataFrame, name: str) -> pd.DataFrame:
    """Return ``other`` in the order of ``table``'s labels, or raise naming the labels that do not match.

    Examples
    --------
    >>> import pandas as pd
    >>> align_table(pd.DataFrame({"soap": [1]}), pd.DataFrame({"steel": [1]}), "after")
    Traceback (most recent call last):
        ...
    ValueError: after: no value for industry 'steel'; surplus: 'soap'. It must have the table's labels.
    """
    if not isinstance(other, pd.DataFrame):
        raise TypeError(
            f"{name}: expected a DataFrame with the labels of the table, got {named_type(other)}."
        )
    if other.index.equals(table.index) and other.columns.equals(table.columns):
        return other
    for theirs, ours, what in (
        (other.index, table.index, "region"),
        (other.columns, table.columns, "industry"),
    ):
        check_aligned(pd.Series(0.0, index=theirs), ours, name, what)
    return other.loc[table.index, table.columns]


def check_flows(flows: pd.DataFrame, name: str = "flows", *, negative: bool = False) -> np.ndarray:
    """Return an input-output table's values, or raise a sentence that names what is wrong and where.

    Parameters
    ----------
    flows : pandas.DataFrame
        Industry x industry: rows deliver, columns receive; the same labels in the same order both ways.
    name : str
        What to call the table in an error.
    negative : bool
        Whether negative cells are allowed (some published tables have a few).

    Returns
    -------
    numpy.ndarray
        Shape (industries, industries).

    Raises
    ------
    ValueError
        If the labels differ or stand in another order, or as :func:`check_table`.

    Examples
    --------
    >>> import pandas as pd
    >>> check_flows(pd.DataFrame({"ore": [1.0, 2.0]}, index=["ore", "steel"]))
    Traceback (most recent call last):
        ...
    ValueError: flows: the table is not square (2 rows, 1 columns); row without a column: 'steel'.
    """
    values = check_table(flows, name, negative=negative, rows="row", columns="column")
    if flows.index.equals(flows.columns):
        return values
    rows, columns = (
        flows.index.difference(flows.columns, sort=False),
        flows.columns.difference(flows.index, sort=False),
    )
    if len(rows) == 0 and len(columns) == 0:
        raise ValueError(
            f"{name}: rows and columns stand in a different order; use {name}[{name}.index]."
        )
    gaps = [f"row without a column: {listed(rows)}"] if len(rows) else []
    gaps += [f"column without a row: {listed(columns)}"] if len(columns) else []
    square = "labels differ" if values.shape[0] == values.shape[1] else "table is not square"
    raise ValueError(
        f"{name}: the {square} ({values.shape[0]} rows, {values.shape[1]} columns); {'; '.join(gaps)}."
    )


def ratio(numerator: Any, denominator: Any) -> Any:
    """Divide elementwise; where the denominator is 0 the ratio is undefined: NaN, without a warning."""
    with np.errstate(divide="ignore", invalid="ignore"):
        quotient = np.divide(numerator, denominator)
    if np.ndim(quotient) == 0:
        return quotient if denominator != 0 else np.nan
    zero = np.asarray(denominator) == 0
    if zero.any():
        # Unlike putmask this writes into an array of any order without a copy.
        np.copyto(quotient, np.nan, where=zero)
    return quotient


def undefined_at_zero(totals: Any) -> np.ndarray:
    """The totals as divisors: 0 becomes NaN, so that what is divided by it is undefined without a warning."""
    return np.where(totals > 0, totals, np.nan)


def shares(values: ArrayLike, axis: int | None = None) -> np.ndarray:
    """Divide by the sum along ``axis`` (None: by the sum of all); a sum of 0 leaves NaN, without a warning.

    Examples
    --------
    >>> import numpy as np
    >>> shares(np.array([[1.0, 3.0], [0.0, 0.0]]), axis=1)
    array([[0.25, 0.75],
           [ nan,  nan]])
    """
    values = np.asarray(values, dtype=float)
    return ratio(values, values.sum(axis=axis, keepdims=True))
