"""Small files beside the one that is reported on: pairs of neighbours, and the classes of codes of two dates."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from agglomeration.words import quoted, tell

from .errors import FileError
from .reading.encodings import decoded

__all__ = ["concordance_of", "neighbours_of"]


def neighbours_of(
    source: str | os.PathLike[str] | Mapping[Any, Any] | None,
) -> dict[str, list[str]] | None:
    """The neighbours of each region, from a file of pairs or as given; each is the other's neighbour, too.

    Examples
    --------
    >>> neighbours_of({"Linz": ["Wels"]})
    {'Linz': ['Wels'], 'Wels': ['Linz']}
    """
    if source is None:
        return None
    if isinstance(source, Mapping):
        pairs = [(str(one), str(other)) for one, others in source.items() for other in others]
    else:
        pairs = _pairs(source, "neighbours")
    found: dict[str, list[str]] = {}
    for one, other in pairs:
        for here, there in ((one, other), (other, one)):
            known = found.setdefault(here, [])
            if there not in known:
                known.append(there)
    return found


def concordance_of(
    source: str | os.PathLike[str] | Mapping[Any, Any] | pd.Series | None,
) -> dict[str, str] | None:
    """The class of each code of two dates, from a file of pairs or as given.

    Examples
    --------
    >>> concordance_of({"7011": "software"})
    {'7011': 'software'}
    """
    if source is None:
        return None
    if isinstance(source, (Mapping, pd.Series)):
        return {str(code): str(group) for code, group in source.items()}
    return dict(_pairs(source, "concordance"))


def _pairs(source, name):
    """The rows below the first line of a file with two columns."""
    path = Path(source)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise FileError(
            tell(
                "{name}: the file {path} cannot be read ({reason}).",
                name=name,
                path=quoted(str(source)),
                reason=error.strerror or error,
            )
        ) from error
    text = decoded(data)[0]
    first = text.partition("\n")[0]
    mark = next((one for one in ("\t", ";") if one in first), ",")
    rows = [row for row in csv.reader(io.StringIO(text), delimiter=mark) if row]
    for line, row in enumerate(rows, 1):
        if len(row) != 2 or not all(str(cell).strip() for cell in row):
            raise FileError(
                tell(
                    "{name}: line {line} of {path} has not two names; each line names one and the other, below a first "
                    "line with the names of the columns.",
                    name=name,
                    line=line,
                    path=quoted(path.name),
                )
            )
    return [(str(one).strip(), str(other).strip()) for one, other in rows[1:]]
