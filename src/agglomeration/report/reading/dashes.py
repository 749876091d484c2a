"""A dash in a table that only looks like one of an office: a zero where the sums prove it, else a question."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from agglomeration.words import quoted, tell

from ..errors import FileError, option
from ..taken import Apart

__all__ = ["ask_unproved"]

# One dash that a sum calls zero may be withheld and zero by chance.
_LEAST = 2


def ask_unproved(
    dashes: pd.DataFrame, frame: pd.DataFrame, apart: pd.DataFrame, sums: Iterable[Apart]
) -> None:
    """Ask what a dash means unless every one lies in a sum that leaves nothing for it.

    Parameters
    ----------
    dashes : pandas.DataFrame
        The cells with a dash, which were read as none: ``region``, ``industry``, perhaps ``year``, and ``mark``.
    frame, apart : pandas.DataFrame
        The cells that are taken and those that are set apart, with their ``value``.
    sums : iterable of Apart
        What is set apart, with its parts.
    """
    if dashes.empty:
        return
    sums = [one for one in sums if one.kind in ("total", "broader")]
    # What lies in another line may do so only because its dashes were read as zeros: it counts here.
    for one in sums:
        dashes = dashes[dashes[one.what] != one.label]
    if dashes.empty:
        return
    keys = ["region", "industry", *(["year"] if "year" in frame else [])]
    values = pd.concat([frame, apart]).set_index(keys)["value"].to_dict()
    cells = [tuple(cell) for cell in dashes[keys].to_numpy(dtype=object)]
    proved = [any(_leaves_nothing(cell, one, values) for one in sums) for cell in cells]
    sure = np.array(proved) & (len(cells) >= _LEAST)
    if sure.all():
        return
    place = int(np.argmin(sure))
    text = dashes["mark"].iloc[place]
    raise FileError(
        tell(
            "{where} is {mark}, and no sum in the file proves that it is zero; say what this mark means: none with "
            "{none}, withheld with {withheld}, or not known with {unknown}. What is withheld or unknown is not zero.",
            where=", ".join(map(str, cells[place])),
            mark=quoted(text),
            none=option(none=text),
            withheld=option(withheld=text),
            unknown=option(not_available=text),
        ),
        ways=[{"none": text}, {"withheld": text}, {"not_available": text}],
    )


def _leaves_nothing(cell, one, values):
    """Whether a sum of a cell and others is shown, and is the sum of the others; pairs without a row are none."""
    at = 0 if one.what == "region" else 1
    if cell[at] not in one.parts:
        return False
    whole = values.get((*cell[:at], one.label, *cell[at + 1 :]), np.nan)
    parts = sum(values.get((*cell[:at], part, *cell[at + 1 :]), 0.0) for part in one.parts)
    return bool(abs(whole - parts) <= 1e-9 * abs(whole))
