"""Tables of the book that a reader's regions can be compared with, by the table's name."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import pandas as pd

from clusterbook.tables.loading import load

__all__ = ["Reference", "reference", "reference_names"]


class Reference(NamedTuple):
    """A nation by industry: what it is, its unit, how its industries may be called, and the amounts.

    ``amounts`` has the columns ``year`` (0 where there is one year only), ``amount``, and one for each way to name an
    industry: codes and titles.
    """

    name: str
    told: str
    unit: str
    amounts: pd.DataFrame


def reference_names() -> dict[str, str]:
    """Return ``{table: what it is}`` for the tables that can be a reference.

    Examples
    --------
    >>> sorted(reference_names())
    ['brazil_jobs', 'korea_province_industry', 'oews_nation']
    """
    return {name: told for name, (told, _, _) in _TABLES.items()}


def reference(name: str) -> Reference | None:
    """Return a table of the book as a reference; None if there is none of that name.

    Examples
    --------
    >>> found = reference("korea_province_industry")
    >>> found.amounts.query("year == 2023 and code == 'C'")["amount"].tolist() > [1_000_000]
    True
    """
    if name not in _TABLES:
        return None
    told, unit, read = _TABLES[name]
    return Reference(name, told, unit, read())


def _america():
    titles = load("oews_occupations").set_index("occupation")["title"]
    rows = load("oews_nation").rename(columns={"occupation": "code", "employment": "amount"})
    return rows.assign(title=rows["code"].map(titles), year=0)[["year", "code", "title", "amount"]]


def _korea():
    names = load("korea_industries").set_index("industry")[["title", "title_korean"]]
    rows = load("korea_province_industry").query("region == '00'")
    rows = rows.rename(columns={"industry": "code", "workers": "amount"})
    return rows.join(names, on="code")[["year", "code", "title", "title_korean", "amount"]]


def _brazil():
    rows = load("brazil_jobs").rename(columns={"industry": "code", "jobs": "amount"})
    return rows[["year", "code", "amount"]]


_TABLES: dict[str, tuple[str, str, Callable[[], pd.DataFrame]]] = {
    "oews_nation": ("jobs by occupation, United States, May 2025", "jobs", _america),
    "korea_province_industry": ("workers by industry, Korea, 2020 and 2023", "workers", _korea),
    "brazil_jobs": ("jobs by activity, Brazil, 2010 to 2021", "jobs", _brazil),
}
