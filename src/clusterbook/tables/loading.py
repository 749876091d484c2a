"""Read a table with the types that the data package gives its columns."""

from __future__ import annotations

from functools import lru_cache

import pandas as pd

from clusterbook.words import quoted, tell

from .package import file_of, resource
from .packing import unpacked

__all__ = ["load"]


def _type(field):
    """Return a column's pandas type; whole numbers that may be missing are held as floats, so that NaN can say so."""
    required = field.get("constraints", {}).get("required", False)
    kind = field["type"]
    if kind in ("integer", "year"):
        return "int64" if required else "float64"
    if kind == "boolean":
        return "bool" if required else "boolean"
    return {"number": "float64", "string": "str", "date": "str"}[kind]


@lru_cache(maxsize=16)
def _read(path, modified, types, dates):
    # The time of change is part of the key, so that a rebuilt table is read again.
    source = path if path.suffix != ".bz2" else unpacked(path)
    table = pd.read_csv(source, dtype=dict(types), keep_default_na=False, na_values=[""])
    for column in dates:
        table[column] = pd.to_datetime(table[column], format="%Y-%m-%d")
    return table


def load(name: str) -> pd.DataFrame:
    """Load one table of the book by its name.

    Parameters
    ----------
    name : str
        One of :func:`names`.

    Returns
    -------
    pandas.DataFrame
        A tidy table: one observation per row, in the file's order, with the column names, types and
        units that :func:`describe` lists. Codes are text (a leading zero stays). A missing value is
        NaN and means what the table's caveats say: it is never a zero. The table is yours: changing
        it does not change what the next call returns.

    Raises
    ------
    LookupError
        If there is no such table; the message names the nearest one and lists all.

    Notes
    -----
    The file is read when first asked for and kept; a second call costs a copy.

    Examples
    --------
    >>> from clusterbook import tables as datasets
    >>> table = datasets.load("oews_industry_occupation")
    >>> drugs = table[table["industry"] == "325400"].set_index("occupation")
    >>> float(drugs.loc["19-1042", "employment"]) > 0
    True
    >>> datasets.load("oews_metros")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
        ...
    LookupError: There is no table 'oews_metros'. Did you mean 'oews_metro'? The tables are: ...
    """
    entry = resource(name)
    path = file_of(entry)
    if not path.is_file():
        raise FileNotFoundError(
            tell(
                "The table {name} should be in {path}, which is missing. Rebuild it with: make "
                "data.",
                name=quoted(name),
                path=path,
            )
        )
    fields = entry["schema"]["fields"]
    types = tuple((field["name"], _type(field)) for field in fields)
    dates = tuple(field["name"] for field in fields if field["type"] == "date")
    return _read(path, path.stat().st_mtime_ns, types, dates).copy()
