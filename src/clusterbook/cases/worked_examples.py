"""Worked examples of textbooks: what they give, what they print, and how far a number computed again is from it."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from clusterbook.tables.loading import load
from clusterbook.words import quoted, tell

__all__ = ["compared", "given"]


def given(example: str) -> pd.DataFrame:
    """Return what a worked example gives.

    Parameters
    ----------
    example : str
        Its name in the table ``worked_examples``.

    Returns
    -------
    pandas.DataFrame
        Items in rows, what they have in columns, both in the order of the example; NaN where it gives no number.

    Raises
    ------
    LookupError
        If there is no such example.

    Examples
    --------
    >>> given("Krugman coefficient").loc["Sweden"].tolist()
    [45000.0, 15000.0, 32000.0, 10000.0, 30000.0]
    """
    rows = _rows(example, "given")
    table = rows.pivot(index="item", columns="of", values="value")
    return table.loc[rows["item"].unique(), rows["of"].unique()].rename_axis(
        index=None, columns=None
    )


def compared(example: str, ours: Sequence[float]) -> pd.DataFrame:
    """Hold numbers computed again against those that a worked example prints.

    Parameters
    ----------
    example : str
        Its name in the table ``worked_examples``.
    ours : sequence of float
        One number per printed result, in the order of the table.

    Returns
    -------
    pandas.DataFrame
        Columns ``example``, ``result``, ``printed``, ``ours``, ``difference`` and ``same``: whether our number,
        rounded to the decimals that are printed, is the printed one.

    Raises
    ------
    LookupError
        If there is no such example.
    ValueError
        If there are more or fewer numbers than printed results.

    Examples
    --------
    >>> compared("location quotient", [0.38476])["same"].tolist()
    [False]
    """
    printed = _rows(example, "printed")
    ours = [float(number) for number in ours]
    if len(ours) != len(printed):
        raise ValueError(
            tell(
                "ours: {ours} numbers for {printed} printed results of {example}.",
                ours=len(ours),
                printed=len(printed),
                example=quoted(example),
            )
        )
    pairs = zip(printed["item"], printed["of"], strict=True)
    names = [f"{item}, {of}" if isinstance(of, str) else item for item, of in pairs]
    table = pd.DataFrame(
        {"example": example, "result": names, "printed": printed["value"].to_numpy(), "ours": ours}
    )
    table["difference"] = table["ours"] - table["printed"]
    half = 0.5 * 10.0 ** -printed["decimals"].to_numpy(dtype=float)
    # A number that lies half between two decimals may be rounded either way; a hair is left for the machine's own.
    return table.assign(same=table["difference"].abs() <= half * (1 + 1e-9))


def _rows(example, part):
    table = load("worked_examples")
    found = table[(table["example"] == example) & (table["part"] == part)]
    if found.empty:
        known = ", ".join(map(repr, table["example"].unique()))
        raise LookupError(
            tell(
                "There is no worked example {example}; there are {known}.",
                example=quoted(example),
                known=known,
            )
        )
    return found
