"""Who filled Korea's special account for the regions, and who paid: figures that stand in the words of the record."""

from __future__ import annotations

import pandas as pd

from clusterbook.tables.loading import load

from .record import record

__all__ = ["regional_account", "who_paid"]

# The record prints both parts of an account, and the parts of a plan, in the sentence of its row.
_AMOUNT = r"([\d,]+\.\d)"
_PARTS = r"([\d.]+) national, ([\d.]+) local"
_ACCOUNT = "krei201106"


def regional_account() -> pd.DataFrame:
    """Return the size of the special account, and of the part that the regions fill themselves, from 2005 to 2011.

    Returns
    -------
    pandas.DataFrame
        Indexed by ``year``: ``size``, ``national`` (the innovation part, from 2009 that of wider regions) and
        ``regional``, in billion won of the year, and ``share``, percent of the size that is regional.

    Notes
    -----
    In 2009 the account was rebuilt, and programmes may have changed sides; the table that was seen does not say which.
    The parts leave out that of Jeju; in 2009 they exceed the printed size by 2.0.

    Examples
    --------
    >>> regional_account().loc[[2005, 2008, 2011], "share"].round().astype(int).tolist()
    [76, 74, 37]
    """
    rows = record("korea")
    rows = rows[(rows["source"] == _ACCOUNT) & (rows["kind"] == "budget")]
    found = rows["item"].str.findall(_AMOUNT).str[:2]
    parts = [[float(text.replace(",", "")) for text in pair] for pair in found]
    table = pd.DataFrame(parts, columns=["national", "regional"])
    table.insert(0, "size", rows["value"].to_numpy())
    table.index = pd.Index(rows["first_year"].astype(int), name="year")
    return table.assign(share=100 * table["regional"] / table["size"])


def who_paid() -> pd.DataFrame:
    """Return which share of some programmes and plans for regional industry was not the state's.

    Returns
    -------
    pandas.DataFrame
        One row per programme or plan, in order of years: ``programme``, ``in Korean``, ``years``, ``sum`` and
        ``state`` in billion won, and ``other``, the percentage that local governments, and in the older programmes
        firms and others too, were to pay.

    Notes
    -----
    The programmes differ in what they pay for, so a change from row to row is no trend of one programme.

    Examples
    --------
    >>> who_paid()["other"].round().astype(int).tolist()
    [28, 47, 50, 15, 24, 35, 28]
    """
    rows = record("korea").query("unit == 'billion KRW'")
    parts = rows["item"].str.extract(_PARTS).astype(float).dropna()
    chosen = rows.loc[parts.index].assign(state=parts[0], sum=parts.sum(axis="columns"))
    chosen = chosen[(chosen["sum"] - chosen["value"]).abs() < 0.05 * chosen["value"]]
    # Parts of a programme stand beside the whole of it.
    chosen = chosen[~chosen["name"].str.startswith("Strategic industries:")]
    later = chosen.rename(
        columns={"name": "programme", "name_original": "in Korean", "date": "years"}
    )
    table = pd.concat([_early(), later], ignore_index=True)
    table["other"] = 100 * (1 - table["state"] / table["sum"])
    order = table["years"].str[:4].astype(int).argsort(kind="stable")
    columns = ["programme", "in Korean", "years", "sum", "state", "other"]
    return table.loc[order, columns].reset_index(drop=True)


def _early():
    """The two programmes of provinces before the record begins."""
    amounts = load("korea_programmes").query(
        "programme.str.startswith('promotion of industries in') and item in ['total', 'national funds']"
    )
    named = ["programme", "programme_original", "date"]
    wide = amounts.pivot(index=named, columns="item", values="value").reset_index()
    names = {"programme_original": "in Korean", "date": "years"}
    return wide.rename(columns=names | {"total": "sum", "national funds": "state"})
