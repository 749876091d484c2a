"""Checks of the columns of a long frame: amounts, and labels turned into integer codes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import pandas as pd

from agglomeration.words import listed, marked, quoted, tell, term

__all__ = [
    "amounts",
    "check_frame",
    "check_labels",
    "check_list",
    "encode",
    "first_text",
    "is_number_dtype",
    "listed",
    "named_type",
    "quoted",
]


def named_type(value: Any) -> str:
    """What a value is, for an error: with its package, where its name is that of a type of pandas.

    Examples
    --------
    >>> named_type([1])
    'list'
    """
    name, package = type(value).__name__, type(value).__module__.partition(".")[0]
    way = next((way for method, way in _WAYS.items() if hasattr(value, method)), None)
    if package in ("builtins", "numpy", "pandas") or (
        way is None and name not in ("DataFrame", "Series")
    ):
        return name
    return tell(
        "a {name} of {package}, which {way} turns into one of pandas",
        name=name,
        package=package,
        way=way or "to_pandas()",
    )


# How tables of other packages become those of pandas: Dask; Polars, Arrow, cuDF; Spark; a lazy frame; DuckDB.
_WAYS = {
    "compute": "compute()",
    "to_pandas": "to_pandas()",
    "toPandas": "toPandas()",
    "collect": "collect().to_pandas()",
    "df": "df()",
}


MISSING = marked(
    "{name}: row {row}, column {column} is {value}; it is missing; fill it or drop the row first."
)
NOT_FINITE = marked("{name}: row {row}, column {column} is {value}; amounts must be finite.")
NOT_POSITIVE = marked(
    "{name}: row {row}, column {column} is {value}; amounts must be positive; drop the row or correct it first."
)
NEGATIVE = marked("{name}: row {row}, column {column} is {value}; amounts must not be negative.")


def check_list(labels: Any, name: str) -> None:
    """Raise if a text stands where several labels are expected: it would be read letter by letter."""
    if isinstance(labels, (str, bytes)):
        raise TypeError(
            tell(
                "{name}: {label} is one label; give a list, [{label}].",
                name=name,
                label=quoted(labels),
            )
        )


def is_number_dtype(dtype: Any) -> bool:
    """Whether every cell of such a column is a real number (or missing)."""
    return pd.api.types.is_numeric_dtype(dtype) and not pd.api.types.is_complex_dtype(dtype)


def first_text(column: Iterable[Any]) -> int | None:
    """Position of the first cell that is not a number, or None."""
    for position, cell in enumerate(column):
        missing = cell is None or cell is pd.NA
        if not missing and (
            isinstance(cell, (str, bytes, complex)) or not hasattr(cell, "__float__")
        ):
            return position
    return None


def check_labels(axis: pd.Index, name: str, what: str) -> None:
    """Raise unless every label occurs once and none is missing."""
    missing = (
        any((codes < 0).any() for codes in axis.codes)
        if isinstance(axis, pd.MultiIndex)
        else axis.hasnans
    )
    if missing:
        raise ValueError(
            tell(
                "{name}: the label of one {what} is missing; name it or drop it first.",
                name=name,
                what=term(what),
            )
        )
    if not axis.is_unique:
        label = axis[axis.duplicated()][0]
        raise ValueError(
            tell(
                "{name}: {what} {label} occurs {times} times; each {what} must occur once, so add "
                "the duplicates up or rename them.",
                name=name,
                what=term(what),
                label=quoted(label),
                times=int((axis == label).sum()),
            )
        )


def check_frame(data: pd.DataFrame, name: str, columns: str | Sequence[str]) -> None:
    """Raise unless ``data`` is a non-empty DataFrame that has each of ``columns`` once."""
    if not isinstance(data, pd.DataFrame):
        raise TypeError(
            tell("{name}: expected a DataFrame, got {found}.", name=name, found=named_type(data))
        )
    for column in columns:
        found = int((data.columns == column).sum())
        if found == 0:
            raise ValueError(
                tell(
                    "{name}: column {column} is not there; the columns are {columns}.",
                    name=name,
                    column=quoted(column),
                    columns=listed(data.columns, 12),
                )
            )
        if found > 1:
            raise ValueError(
                tell(
                    "{name}: column {column} occurs {times} times; the columns are {columns}.",
                    name=name,
                    column=quoted(column),
                    times=found,
                    columns=listed(data.columns, 12),
                )
            )
    if len(data) == 0:
        raise ValueError(tell("{name}: the table is empty; it needs at least one row.", name=name))


def amounts(
    data: pd.DataFrame,
    column: str,
    name: str,
    *,
    positive: bool = False,
    negative: bool = False,
    nan: bool = False,
) -> np.ndarray:
    """Return one column as finite floats, or raise a sentence that names the row and the value.

    Parameters
    ----------
    data : pandas.DataFrame
        The long frame.
    column, name : str
        Which column, and what to call the frame in an error.
    positive : bool
        Whether zero is refused too.
    negative : bool
        Whether negative amounts are allowed.
    nan : bool
        Whether missing amounts are let through as NaN.
    """
    series = data[column]
    if not is_number_dtype(series.dtype):
        position = first_text(series)
        if position is not None:
            raise ValueError(
                tell(
                    "{name}: row {row}, column {column} is {value}, which is not a number; "
                    "convert the column with pandas.to_numeric first.",
                    name=name,
                    row=quoted(data.index[position]),
                    column=quoted(column),
                    value=quoted(series.iloc[position]),
                )
            )
    plain = isinstance(series.dtype, np.dtype) and series.dtype.kind in "fiu"
    # With na_value= a column is copied, even where nothing is to be replaced.
    values = (
        series.to_numpy(dtype=float) if plain else series.to_numpy(dtype=float, na_value=np.nan)
    )
    if not nan:
        _refuse(data, column, name, values, np.isnan(values), MISSING)
    _refuse(data, column, name, values, np.isinf(values), NOT_FINITE)
    if positive:
        _refuse(data, column, name, values, values <= 0, NOT_POSITIVE)
    elif not negative:
        _refuse(data, column, name, values, values < 0, NEGATIVE)
    return values


def _refuse(data, column, name, values, bad, message):
    if bad.any():
        position = int(np.argmax(bad))
        raise ValueError(
            tell(
                message,
                name=name,
                row=quoted(data.index[position]),
                column=quoted(column),
                value=f"{values[position]:g}",
            )
        )


def encode(
    data: pd.DataFrame,
    column: str,
    name: str,
    labels: Sequence[Any] | None = None,
    argument: str | None = None,
) -> tuple[np.ndarray, pd.Index]:
    """Return integer codes and the labels they stand for, sorted (categories keep their own order).

    Parameters
    ----------
    data : pandas.DataFrame
        The long frame.
    column, name : str
        Which column, and what to call the frame in an error.
    labels : sequence, optional
        The labels to encode against, in their order; those without a row are then kept.
    argument : str, optional
        The caller's name of ``labels``, for the error about a category without a row.

    Raises
    ------
    ValueError
        If a label is missing, is not among ``labels``, or a category has no row and ``labels`` is not given.
    """
    series = data[column]
    if labels is not None:
        check_list(labels, argument or "labels")
        index = pd.Index(labels)
        check_labels(index, argument or "labels", column)
        codes, found = pd.factorize(series)
        positions = index.get_indexer(pd.Index(found))
        if (positions < 0).any():
            raise ValueError(
                tell(
                    "{name}: column {column} holds {strangers}, which {labels} lacks.",
                    name=name,
                    column=quoted(column),
                    strangers=listed(found[positions < 0]),
                    labels=argument or "labels",
                )
            )
        codes = np.where(codes < 0, -1, positions[codes])
    elif isinstance(series.dtype, pd.CategoricalDtype):
        codes, index = series.cat.codes.to_numpy().astype(np.intp), series.cat.categories
        _refuse_unused(codes, index, column, name, argument)
    else:
        codes, found = pd.factorize(series, sort=True)
        index = pd.Index(found)
    if codes.min() < 0:
        position = int(np.argmin(codes))
        raise ValueError(
            tell(
                "{name}: row {row} has no {column}; name it or drop the row first.",
                name=name,
                row=quoted(data.index[position]),
                column=quoted(column),
            )
        )
    return codes, index.rename(column)


def _refuse_unused(codes, categories, column, name, argument):
    named = codes if codes.min() >= 0 else codes[codes >= 0]
    used = np.bincount(named, minlength=len(categories)) > 0
    if used.all():
        return
    unused = listed(categories[~used])
    if argument:
        raise ValueError(
            tell(
                "{name}: column {column} has categories without a row: {unused}; pass {argument}= to keep them, or "
                "drop them with .cat.remove_unused_categories().",
                name=name,
                column=quoted(column),
                unused=unused,
                argument=argument,
            )
        )
    raise ValueError(
        tell(
            "{name}: column {column} has categories without a row: {unused}; "
            "drop them with .cat.remove_unused_categories().",
            name=name,
            column=quoted(column),
            unused=unused,
        )
    )
