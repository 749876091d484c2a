"""Published findings as a chapter prints them: who, what, on which data, by which design, and where it was read."""

from __future__ import annotations

from typing import Any

import pandas as pd

from clusterbook.tables.loading import load
from clusterbook.words import joined, marked, quoted, tell

__all__ = ["findings", "study"]

# More names than this are "and others".
NAMED = 3
HEDGED = {
    "about": marked("about {number}"),
    "less than": marked("less than {number}"),
    "more than": marked("more than {number}"),
    "up to": marked("up to {number}"),
}


def findings(*works: str, valued: bool = True) -> pd.DataFrame:
    """Return the findings of some works, in the order in which the works are named.

    Parameters
    ----------
    *works : str
        Short names of works in the table ``evidence``, such as ``"ciccone2002"``; without any, all of them.
    valued : bool
        Leave out findings that have no number.

    Returns
    -------
    pandas.DataFrame
        By running number of the table: ``work``, ``study`` (names and year), ``measure``, ``amount`` (the number as it
        is hedged: "about 6", "0.015 to 0.039"), ``value``, ``value_high``, ``unit``, ``standard_error``, ``data``,
        ``design``, ``read`` (abstract, page or paper) and ``confidence``. NaN where nothing was seen.

    Raises
    ------
    LookupError
        If a work is not in the table.

    Examples
    --------
    >>> findings("donovan2024")[["study", "amount"]].iloc[0].tolist()
    ['Donovan and others 2024', '0.015 to 0.039']
    """
    table = load("evidence").set_index("number")
    for name in works:
        if not (table["work"] == name).any():
            raise LookupError(tell("evidence: there is no finding of {work}.", work=quoted(name)))
    if works:
        table = pd.concat([table[table["work"] == name] for name in dict.fromkeys(works)])
    if valued:
        table = table[table["value"].notna()]
    table = table.assign(
        study=[study(row.authors, row.year) for row in table.itertuples()],
        amount=[_amount(row) for row in table.itertuples()],
    )
    columns = "work study measure amount value value_high unit standard_error data design read"
    return table[[*columns.split(), "confidence"]]


def study(authors: Any, year: Any) -> str:
    """Names and year of a study, in short.

    Parameters
    ----------
    authors : str
        As the table has them: "Card, David; Rothstein, Jesse; Yi, Moises".
    year : int
        Left out where it is missing.

    Returns
    -------
    str

    Examples
    --------
    >>> study("Card, David; Rothstein, Jesse; Yi, Moises", 2025)
    'Card, Rothstein and Yi 2025'
    """
    if pd.isna(authors):
        short = tell("authors not seen")
    else:
        names = [name.split(",")[0].strip() for name in str(authors).split(";")]
        many = len(names) > NAMED
        short = tell("{first} and others", first=names[0]) if many else joined(names)
    return short if pd.isna(year) else f"{short} {int(year)}"


def _amount(row):
    """The number as the page hedges it; a dash where there is none."""
    if pd.isna(row.value):
        return "–"
    shown = f"{row.value:,.6g}"
    if not pd.isna(row.value_high):
        return tell("{low} to {high}", low=shown, high=f"{row.value_high:,.6g}")
    return shown if pd.isna(row.qualifier) else tell(HEDGED[row.qualifier], number=shown)
