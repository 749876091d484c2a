"""The ground the indicators stand on: labelled tables that were checked once, in one place."""

import numpy as np
import pandas as pd

__all__ = ["check_table", "check_aligned", "check_plants", "shares", "to_table"]


def _first(mask):
    """Row and column position of the first true cell."""
    row, column = np.argwhere(mask)[0]
    return int(row), int(column)


def check_table(table, name="table", *, nan=False, rows="region", columns="industry"):
    """Return the table's values as floats, or raise a sentence that names what is wrong and where.

    Parameters
    ----------
    table : pandas.DataFrame
        Regions in rows, industries in columns, non-negative finite amounts (jobs, plants, patents).
    name : str
        What to call the table in an error.
    nan : bool
        Whether missing cells are allowed through.
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
        If it is empty, a label occurs twice, or a cell is text, missing, infinite or negative.

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
            f"got {type(table).__name__}; to_table() makes one from a long table."
        )
    if table.shape[0] == 0 or table.shape[1] == 0:
        raise ValueError(
            f"{name}: the table is empty ({table.shape[0]} rows, {table.shape[1]} columns); "
            f"it needs at least one {rows} and one {columns}."
        )
    for axis, what in ((table.index, rows), (table.columns, columns)):
        if not axis.is_unique:
            label = axis[axis.duplicated()][0]
            raise ValueError(
                f"{name}: {what} {label!r} occurs {int((axis == label).sum())} times; "
                f"each {what} must occur once, so add the duplicates up or rename them."
            )
    try:
        values = table.to_numpy(dtype=float, na_value=np.nan)
    except (TypeError, ValueError):
        raise _text_error(table, name, rows, columns) from None
    if not nan and np.isnan(values).any():
        _raise_cell(table, name, rows, columns, np.isnan(values), "missing", "fill it or drop its row or column first")
    if np.isinf(values).any():
        _raise_cell(table, name, rows, columns, np.isinf(values), "infinite", "amounts must be finite")
    if np.nanmin(values, initial=0.0) < 0:
        row, column = _first(values < 0)
        raise ValueError(
            f"{name}: {rows} {table.index[row]!r}, {columns} {table.columns[column]!r} is "
            f"{values[row, column]:g}; amounts must not be negative."
        )
    return values


def _raise_cell(table, name, rows, columns, mask, state, way_out):
    row, column = _first(mask)
    more = int(mask.sum()) - 1
    others = f" ({more} more cells like it)" if more else ""
    raise ValueError(
        f"{name}: {rows} {table.index[row]!r}, {columns} {table.columns[column]!r} is {state}{others}; {way_out}."
    )


def _text_error(table, name, rows, columns):
    for position, column in enumerate(table.columns):
        for row, cell in zip(table.index, table.iloc[:, position], strict=True):
            try:
                float(cell)
            except (TypeError, ValueError):
                if cell is not pd.NA:
                    return ValueError(
                        f"{name}: {rows} {row!r}, {columns} {column!r} is {cell!r}, which is not a number; "
                        "convert the column with pandas.to_numeric first."
                    )
    return ValueError(f"{name}: the table holds cells that are not numbers; convert them with pandas.to_numeric first.")
