"""The record of cluster policy to 2026: all places in one table, and sums that do not mix what must stay apart."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from clusterbook.tables.loading import load
from clusterbook.words import enumerated, marked, quoted, tell, tell_many

__all__ = ["PLACES", "STAGES", "Total", "money", "record", "total"]

PLACES = ("korea", "japan", "us", "france", "europe", "upper_austria")
# From the wish to the payment; money taken back comes last.
STAGES = (
    "requested",
    "announced",
    "authorized",
    "appropriated",
    "awarded",
    "spent",
    "withdrawn",
    "not stated",
)

SEVERAL_STAGES = marked("The amounts are of several stages, which do not add up: {found}.")
SEVERAL_CURRENCIES = marked("The amounts are of several currencies, which do not add up: {found}.")
_MONEY = re.compile(r"(?:(thousand|million|billion) )?(KRW|JPY|USD|EUR|GBP|DKK)(?: per (\w+))?")
_IN_MILLIONS = {None: 1e-6, "thousand": 1e-3, "million": 1.0, "billion": 1e3}


@dataclass(frozen=True)
class Total:
    """A sum of amounts of money that are of one kind.

    Parameters
    ----------
    value : float
        The sum, in the unit.
    unit : str
        Millions of one currency, in prices of the day.
    stage : str
        The stage of every amount in it.
    rows : int
        How many amounts were added.
    """

    value: float
    unit: str
    stage: str
    rows: int


def record(
    *places: Literal["korea", "japan", "us", "france", "europe", "upper_austria"],
) -> pd.DataFrame:
    """Return the rows of several places in one table.

    Parameters
    ----------
    *places : {"korea", "japan", "us", "france", "europe", "upper_austria"}
        All of them if none is named.

    Returns
    -------
    pandas.DataFrame
        The rows as they stand in the tables ``<place>_since_2008``, with a column ``place`` before them.

    Raises
    ------
    ValueError
        If there is no record of a place.

    Examples
    --------
    >>> sorted(record("france", "japan")["place"].unique())
    ['france', 'japan']
    """
    unknown = [place for place in places if place not in PLACES]
    if unknown:
        raise ValueError(
            tell(
                "There is no record of {unknown}; there is one of {places}.",
                unknown=quoted(unknown[0]),
                places=enumerated(PLACES),
            )
        )
    tables = [load(f"{place}_since_2008") for place in places or PLACES]
    for place, table in zip(places or PLACES, tables, strict=True):
        table.insert(0, "place", place)
    return pd.concat(tables, ignore_index=True)


def money(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the amounts of money among some rows, in millions of their currency.

    Parameters
    ----------
    rows : pandas.DataFrame
        Rows of :func:`record` or of ``us_programmes``.

    Returns
    -------
    pandas.DataFrame
        The rows that have a stage, with ``millions``, ``currency`` and ``per`` behind them; ``per`` is
        what the amount is counted for, as a year or an award, and empty where it is a whole amount.

    Examples
    --------
    >>> hubs = record("us").query("name == 'Tech Hubs' and stage == 'authorized'")
    >>> money(hubs)["millions"].tolist()
    [10000.0, 10000.0]
    """
    amounts = rows[rows["stage"].notna()].copy()
    parts = amounts["unit"].str.extract(f"^{_MONEY.pattern}$")
    amounts["millions"] = amounts["value"] * parts[0].map(_IN_MILLIONS).where(
        parts[0].notna(), _IN_MILLIONS[None]
    )
    amounts["currency"], amounts["per"] = parts[1], parts[2]
    return amounts


def total(rows: pd.DataFrame, several_years: bool = False) -> Total:
    """Add amounts of money, and refuse where the sum would mean nothing.

    Parameters
    ----------
    rows : pandas.DataFrame
        Rows of :func:`record` or of ``us_programmes``, chosen by you.
    several_years : bool
        Add amounts of several years although their prices differ: a sum in prices of each day.

    Returns
    -------
    Total

    Raises
    ------
    ValueError
        If a row is no amount of money, if stages or currencies differ, if the stage is not stated, if amounts per
        year or per award, or a printed sum, stand among the rows, if two rows are versions of one matter, or if years
        differ and ``several_years`` was not asked for.

    Examples
    --------
    >>> fund = record("france").query("stage == 'appropriated' and not is_total")
    >>> round(total(fund, several_years=True).value, 1)
    1888.8
    >>> total(fund)
    Traceback (most recent call last):
        ...
    ValueError: The amounts are of 13 years, with prices of each: add them with several_years=True if that is meant.
    """
    if rows.empty or rows["stage"].isna().any():
        raise ValueError(tell("Some rows are no amounts of money: choose rows that have a stage."))
    amounts = money(rows)
    for column, message in (("stage", SEVERAL_STAGES), ("currency", SEVERAL_CURRENCIES)):
        found = sorted(amounts[column].unique())
        if len(found) > 1:
            raise ValueError(tell(message, found=enumerated(found)))
    if amounts["stage"].iloc[0] == "not stated":
        raise ValueError(
            tell("The sources state no stage for these amounts: they may be of several.")
        )
    if amounts["per"].notna().any():
        raise ValueError(
            tell(
                "Some amounts are per {per}: a sum needs the number of them.",
                per=amounts["per"].dropna().iloc[0],
            )
        )
    _refuse_doubles(amounts)
    spans = amounts[["first_year", "last_year"]].drop_duplicates()
    if len(spans) > 1 and not several_years:
        raise ValueError(
            tell_many(
                "The amounts are of {n} year, with prices of each: add them with several_years=True if that is meant.",
                "The amounts are of {n} years, with prices of each: add them with several_years=True if that is meant.",
                len(spans),
            )
        )
    unit = f"million {amounts['currency'].iloc[0]}"
    return Total(float(amounts["millions"].sum()), unit, amounts["stage"].iloc[0], len(amounts))


def _refuse_doubles(amounts):
    """Refuse what would count money twice: a printed sum beside its parts, two versions of one matter."""
    if amounts["is_total"].any() and len(amounts) > 1:
        raise ValueError(
            tell("A printed sum stands among the rows: leave it out, or take it alone.")
        )
    versions = amounts["dispute"].dropna()
    twice = versions[versions.duplicated()]
    if not twice.empty:
        raise ValueError(
            tell(
                "Several rows are versions of one matter: choose one of {matter}.",
                matter=quoted(twice.iloc[0]),
            )
        )
