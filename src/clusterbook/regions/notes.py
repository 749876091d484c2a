"""What has to be said of single places: other borders, other names, a page that tells two."""

from __future__ import annotations

from typing import Any

import pandas as pd

from clusterbook.tables.loading import load
from clusterbook.words import tell

from .kinds import Kind

__all__ = ["notes"]

_JOINED = ("24", "36")
_GUNWI = "37310"


def notes(given: Kind) -> dict[Any, list[str]]:
    """Return what has to be said of single places, as sentences by place.

    Parameters
    ----------
    given : Kind

    Examples
    --------
    >>> from clusterbook.regions.kinds import kind_of_place
    >>> notes(kind_of_place("municipalities"))["37310"]
    ['Gunwi has belonged to Daegu since July 2023; these figures are of 2020.']
    """
    if given.key == "provinces":
        return _of_provinces()
    if given.key == "municipalities":
        return _of_municipalities(given)
    return {}


def _of_provinces():
    said: dict[Any, list[str]] = {}
    for code, former in load("korea_provinces").set_index("region")["former_name_korean"].items():
        if not pd.isna(former):
            said.setdefault(code, []).append(tell("Its former name is {former}.", former=former))
    for code in ("22", "37"):
        said.setdefault(code, []).append(
            tell(
                "Gunwi moved from North Gyeongsang to Daegu in July 2023: it is in the one in 2020 and in the other in "
                "2023."
            )
        )
    for code in _JOINED:
        said.setdefault(code, []).append(
            tell(
                "By a law of 2026 Gwangju and South Jeolla become one city from July 2026; these figures are of 2023."
            )
        )
    said.setdefault("29", []).append(
        tell(
            "Sejong is a province of one municipality, and has this one page; its value added is in the comparison and "
            "the ranking of municipalities."
        )
    )
    return said


def _of_municipalities(given):
    said: dict[Any, list[str]] = {
        _GUNWI: [tell("Gunwi has belonged to Daegu since July 2023; these figures are of 2020.")]
    }
    for code, row in given.cells.iterrows():
        if pd.isna(row["DE"]):
            said.setdefault(code, []).append(
                tell(
                    "Its accounts have no figure for electricity, gas, water and waste; that may be nothing, or be "
                    "counted with another activity."
                )
            )
    return said
