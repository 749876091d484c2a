"""The ground the indicators stand on: labelled tables that were checked once, in one place."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from agglomeration.words import listed, marked, quoted, tell, tell_many, term

from .columns import check_labels, first_text, is_number_dtype, named_type
from .nested import warn_of_nests

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
        raise TypeError(
            tell(
                "{name}: expected one of {choices}, got {found}.",
                name=name,
                choices=listed(choices, 20),
                found=named_type(value),
            )
        )
    if value not in choices:
        raise ValueError(
            tell(
                "{name}: {value} is not known; choose one of {choices}.",
                name=name,
                value=quoted(value),
                choices=listed(choices, 20),
            )
        )


def check_table(
    table: pd.DataFrame,
    name: str = "table",
    *,
    nan: bool = False,
    negative: bool = False,
    rows: str = "region",
    columns: str = "industry",
    added: bool = True,
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
    added : bool
        Whether industries are added up, so that one which holds others counts twice: of that it warns.

    Returns
    -------
    numpy.ndarray
        The values, shape (regions, industries). The input is not changed; treat the array as
        read-only, since it may share the frame's memory.

    Warns
    -----
    UserWarning
        If an industry is the sum of all others in three or more regions, or its code is the beginning of others' codes
        and its cells hold theirs.

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
            tell(
                "{name}: expected a DataFrame with one row per {rows} and one column per "
                "{columns}, got {found}; to_table() makes one from a long table.",
                name=name,
                rows=term(rows),
                columns=term(columns),
                found=named_type(table),
            )
        )
    if table.shape[0] == 0 or table.shape[1] == 0:
        raise ValueError(
            tell(
                "{name}: the table is empty ({height} rows, {width} columns); it needs at least "
                "one {rows} and one {columns}.",
                name=name,
                height=table.shape[0],
                width=table.shape[1],
                rows=term(rows),
                columns=term(columns),
            )
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
    # The other tables of a call have the same industries.
    if added and columns == "industry" and name in ("table", "before"):
        warn_of_nests(values, table.columns, name)
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
        if row is not None and position == 0 and _names_rows(table, cells):
            raise ValueError(
                tell(
                    "{name}: column {column} holds names such as {value}; make them the index first: "
                    "{name}.set_index({column}).",
                    name=name,
                    column=quoted(table.columns[0]),
                    value=quoted(cells.iloc[row]),
                )
            )
        if row is not None:
            raise ValueError(
                tell(
                    "{name}: {rows} {row}, {columns} {column} is {value}, which is not a number; "
                    "convert the column with pandas.to_numeric first.",
                    name=name,
                    rows=term(rows),
                    row=quoted(table.index[row]),
                    columns=term(columns),
                    column=quoted(table.columns[position]),
                    value=quoted(cells.iloc[row]),
                )
            )


def _names_rows(table, cells):
    """Whether the first of several columns names rows that are merely numbered, as after reading a file."""
    return (
        isinstance(table.index, pd.RangeIndex)
        and table.shape[1] > 1
        and pd.to_numeric(cells, errors="coerce").isna().all()
        and cells.notna().all()
        and cells.is_unique
    )


def _check_cells(table, values, name, nan, negative, rows, columns):
    if _is_sound(values, negative):
        return
    missing = np.isnan(values)
    if not nan and missing.any():
        raise ValueError(_missing(*_first(table, values, missing, name, rows, columns)))
    infinite = np.isinf(values)
    if infinite.any():
        raise ValueError(_infinite(*_first(table, values, infinite, name, rows, columns)))
    below = values < 0
    if not negative and below.any():
        raise ValueError(_negative(*_first(table, values, below, name, rows, columns)))


def _is_sound(values, negative):
    low, high = values.min(), values.max()
    return np.isfinite(low) and np.isfinite(high) and (negative or low >= 0)


def _first(table, values, bad, name, rows, columns):
    """How many more cells are bad, and what a sentence says of the first one."""
    row, column = np.argwhere(bad)[0]
    return int(bad.sum()) - 1, {
        "name": name,
        "rows": term(rows),
        "row": quoted(table.index[row]),
        "columns": term(columns),
        "column": quoted(table.columns[column]),
        "value": f"{values[row, column]:g}",
    }


def _missing(more, cell):
    if not more:
        return tell(
            "{name}: {rows} {row}, {columns} {column} is missing; fill it or drop its row or column first.",
            **cell,
        )
    return tell_many(
        "{name}: {rows} {row}, {columns} {column} is missing ({n} more like it); "
        "fill it or drop its row or column first.",
        "{name}: {rows} {row}, {columns} {column} is missing ({n} more like it); "
        "fill it or drop its row or column first.",
        more,
        **cell,
    )


def _infinite(more, cell):
    if not more:
        return tell(
            "{name}: {rows} {row}, {columns} {column} is infinite; amounts must be finite.", **cell
        )
    return tell_many(
        "{name}: {rows} {row}, {columns} {column} is infinite ({n} more like it); amounts must be finite.",
        "{name}: {rows} {row}, {columns} {column} is infinite ({n} more like it); amounts must be finite.",
        more,
        **cell,
    )


def _negative(more, cell):
    if not more:
        return tell(
            "{name}: {rows} {row}, {columns} {column} is {value}; amounts must not be negative.",
            **cell,
        )
    return tell_many(
        "{name}: {rows} {row}, {columns} {column} is {value} ({n} more like it); amounts must not be negative.",
        "{name}: {rows} {row}, {columns} {column} is {value} ({n} more like it); amounts must not be negative.",
        more,
        **cell,
    )


def check_aligned(
    reference: pd.Series,
    labels: pd.Index,
    name: str = "reference",
    what: str = marked("industry"),
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
            tell(
                "{name}: expected a Series with one value per {what}, got {found}.",
                name=name,
                what=term(what),
                found=named_type(reference),
            )
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
    if not len(missing) and (cover or not len(surplus)):
        return
    named = {
        "name": name,
        "what": term(what),
        "missing": listed(missing),
        "surplus": listed(surplus),
    }
    if not len(surplus):
        raise ValueError(
            tell(
                "{name}: no value for {what} {missing}; surplus: none. It must have the table's labels.",
                **named,
            )
        )
    if not len(missing):
        raise ValueError(
            tell("{name}: surplus: {surplus}. It must have the table's labels.", **named)
        )
    raise ValueError(
        tell(
            "{name}: no value for {what} {missing}; surplus: {surplus}. It must have the table's labels.",
            **named,
        )
    )


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
            tell(
                "{name}: expected a DataFrame with the labels of the table, got {found}.",
                name=name,
                found=named_type(other),
            )
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
    values = check_table(
        flows, name, negative=negative, rows=marked("row"), columns=marked("column")
    )
    if flows.index.equals(flows.columns):
        return values
    rows, columns = (
        flows.index.difference(flows.columns, sort=False),
        flows.columns.difference(flows.index, sort=False),
    )
    if len(rows) == 0 and len(columns) == 0:
        raise ValueError(
            tell(
                "{name}: rows and columns stand in a different order; use {name}[{name}.index].",
                name=name,
            )
        )
    raise ValueError(_not_square(name, values.shape, listed(rows), listed(columns)))


def _not_square(name, shape, rows, columns):
    named = {"name": name, "height": shape[0], "width": shape[1], "rows": rows, "columns": columns}
    if shape[0] == shape[1]:
        return tell(
            "{name}: the labels differ ({height} rows, {width} columns); row without a column: {rows}; "
            "column without a row: {columns}.",
            **named,
        )
    if not columns:
        return tell(
            "{name}: the table is not square ({height} rows, {width} columns); row without a column: {rows}.",
            **named,
        )
    if not rows:
        return tell(
            "{name}: the table is not square ({height} rows, {width} columns); column without a row: {columns}.",
            **named,
        )
    return tell(
        "{name}: the table is not square ({height} rows, {width} columns); row without a column: {rows}; "
        "column without a row: {columns}.",
        **named,
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
