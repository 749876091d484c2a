"""The data package: which tables there are, and what is written about each."""

from __future__ import annotations

import difflib
import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from clusterbook.words import enumerated, quoted, tell

from .packing import packed_file

__all__ = ["directory", "file_of", "names", "package", "resource"]


@cache
def directory() -> Path:
    """Return the folder of the tables: inside the installed package, else the checkout's ``data``."""
    here = Path(__file__).resolve()
    places = [here.parent / "data", here.parents[3] / "data"]
    for place in places:
        if (place / "datapackage.json").is_file():
            return place
    raise FileNotFoundError(
        tell(
            "The data package is missing: datapackage.json is neither in {inside} nor in {beside}. Install it from a "
            "wheel, or in editable mode from a whole checkout.",
            inside=places[0],
            beside=places[1],
        )
    )


# Figures computed from the tables are kept until one of these files changes.
__reads__ = directory


def file_of(entry: Mapping[str, Any]) -> Path:
    """Return the file of a table: as the descriptor's entry names it, or as a wheel carries it."""
    file = directory() / entry["path"]
    packed = packed_file(file)
    return packed if packed.is_file() and not file.is_file() else file


@cache
def _read(path, modified):
    # The time of change is part of the key, so that an edited package is read again.
    return json.loads(path.read_text(encoding="utf-8"))


def package() -> dict[str, Any]:
    """Return the whole data package descriptor as a dictionary; treat it as read-only."""
    path = directory() / "datapackage.json"
    return _read(path, path.stat().st_mtime_ns)


def names() -> list[str]:
    """Return the names of all tables, sorted.

    Returns
    -------
    list of str

    Examples
    --------
    >>> from clusterbook import tables as datasets
    >>> "oews_industry_occupation" in datasets.names()
    True
    """
    return sorted(entry["name"] for entry in package()["resources"])


def resource(name: str) -> dict[str, Any]:
    """Return what the data package says about the table ``name``; treat it as read-only."""
    for entry in package()["resources"]:
        if entry["name"] == name:
            return entry
    near = difflib.get_close_matches(str(name), names(), n=1, cutoff=0.4)
    named = {"name": quoted(name), "tables": enumerated(names())}
    if near:
        raise LookupError(
            tell(
                "There is no table {name}. Did you mean {nearest}? The tables are: {tables}.",
                nearest=quoted(near[0]),
                **named,
            )
        )
    raise LookupError(tell("There is no table {name}. The tables are: {tables}.", **named))
