"""The French poles: their fund year by year, its projects by pole, and what a public euro was held to have moved."""

from __future__ import annotations

from typing import Literal

import pandas as pd

import agglomeration as ag
from clusterbook.known import check_known
from clusterbook.tables.loading import load

from .record import money, record

__all__ = [
    "fund_by_year",
    "measured_per_euro",
    "needed_additionality",
    "private_per_euro",
    "projects_by_span",
]

_CREDITS = ("left out", "private", "public")
_VERSIONS = ("first", "published")
_CALLS = (7, 9, 22)
_STUDY = {
    "research": "extra research spending per participating firm",
    "credit": "extra research tax credit per firm",
    "support": "extra public support per firm, sum",
}
_LAST_CALL = 24


def fund_by_year() -> pd.DataFrame:
    """Return the inter-ministerial fund for projects of the poles, from its first year to its last.

    Returns
    -------
    pandas.DataFrame
        Indexed by ``year``, 2006 to 2018: ``voted`` in the finance act and ``committed`` in fact, in million euros of
        the year.

    Notes
    -----
    These are commitments of the state alone; local authorities paid beside it, and payments come later.

    Examples
    --------
    >>> fund_by_year().loc[[2006, 2008, 2018], "voted"].tolist()
    [215.9, 243.3, 50.0]
    """
    rows = record("france").query("source == 'senat141' and not is_total")
    amounts = money(rows)
    amounts = amounts[amounts["stage"].isin(["appropriated", "awarded"])]
    table = amounts.pivot(index="first_year", columns="stage", values="millions")
    table = table.set_axis(table.index.astype(int)).rename_axis(index="year", columns=None)
    return table.set_axis(["voted", "committed"], axis="columns")


def projects_by_span() -> pd.DataFrame:
    """Return the fund's projects of eight poles, by span of calls.

    Returns
    -------
    pandas.DataFrame
        Poles in rows, spans of calls such as ``"1-6"`` in columns, numbers of projects.

    Notes
    -----
    The source counts every project in which a pole has any role, from some call to the last: spans are differences.
    A project of two poles is in both rows, so the columns must not be added to a number of projects.

    Examples
    --------
    >>> projects_by_span().loc["Systematic"].tolist()
    [54, 37, 24, 18, 19, 69]
    """
    to_the_last = load("france_fund_by_pole").pivot(
        index="pole", columns="first_call", values="projects"
    )
    starts = sorted(map(int, to_the_last.columns.to_numpy()))
    spans = {}
    for start, following in zip(starts, [*starts[1:], None], strict=True):
        end = _LAST_CALL if following is None else following - 1
        later = 0 if following is None else to_the_last[following]
        spans[f"{start}-{end}"] = to_the_last[start] - later
    return pd.DataFrame(spans)


def measured_per_euro(
    credit: Literal["left out", "private", "public"] = "left out",
    version: Literal["first", "published"] = "published",
) -> float:
    r"""Return what member firms added per extra public euro, in one of three readings of one study.

    .. math:: \frac{R - S}{D}, \qquad \frac{R - D}{D}, \qquad \frac{R - S}{S}

    with :math:`R` the extra research of a member, :math:`S` all extra public support and :math:`D` the support without
    the tax credit.

    Parameters
    ----------
    credit : {"left out", "private", "public"}
        What the research tax credit is: not counted on either side, money of the firm, or public money.
    version : {"first", "published"}
        Of the study of Bellégo and Dortet-Bernadet.

    Returns
    -------
    float
        Euros per public euro.

    Raises
    ------
    ValueError
        If ``credit`` or ``version`` is another one.

    Examples
    --------
    >>> [round(measured_per_euro(credit), 2) for credit in ("left out", "private", "public")]
    [0.43, 1.64, 0.2]
    """
    check_known("credit", credit, _CREDITS)
    check_known("version", version, _VERSIONS)
    study = load("france_impact").query("version == @version").set_index("item")["value"]
    research, paid_back, support = (float(study[item]) for item in _STUDY.values())
    direct = support - paid_back
    if credit == "public":
        return (research - support) / support
    return (research - (direct if credit == "private" else support)) / direct


def private_per_euro(
    credit: Literal["left out", "private", "public"] = "left out",
    calls: Literal[7, 9, 22] = 9,
    local: bool = True,
    laboratories: float = 0.0,
    part: float = 0.3,
) -> float:
    r"""Return the private euros per public euro in the accounts of the fund.

    .. math:: v = \frac{T - P}{P} - \ell \left(\frac{1}{r} - 1\right), \qquad \frac{v (1 - q)}{1 + v q}

    with :math:`T` the cost of the projects, :math:`P` the public money, :math:`\ell` the share of it for laboratories,
    which are paid the part :math:`r` of their full cost, and :math:`q` the part of the private money that the tax
    credit pays. The second formula holds where the credit is public.

    Parameters
    ----------
    credit : {"left out", "private", "public"}
        As in :func:`measured_per_euro`. The accounts do not show the credit; only "public" takes it out.
    calls : {7, 9, 22}
        After how many calls. After seven only the state's money is known, and local money is put at half of it.
    local : bool
        Count the money of local authorities as public.
    laboratories : float
        The share of the public money that goes to laboratories, 0 to 1: their own cost is then not private. 0 leaves
        it where the accounts have it.
    part : float
        The part of the private money that the tax credit is assumed to pay, 0 to 1.

    Returns
    -------
    float
        Euros per public euro.

    Raises
    ------
    ValueError
        If ``credit`` or ``calls`` is another one.

    Examples
    --------
    >>> round(private_per_euro(), 2), round(private_per_euro(laboratories=0.3), 2)
    (1.74, 1.29)
    >>> round(private_per_euro("public"), 2)
    0.8
    """
    check_known("credit", credit, _CREDITS)
    check_known("calls", calls, _CALLS)
    rows = load("france_fund_calls").query("calls == @calls and research_spending_billion_eur > 0")
    row = rows.iloc[0]
    state = row["state_million_eur"]
    beside = state / 2 if calls == 7 else row["local_million_eur"]
    public = state + (beside if local else 0.0)
    private = ag.leverage(public, 1000 * row["research_spending_billion_eur"], "private")
    private -= laboratories * (1 / _rate_of_laboratories() - 1)
    if credit == "public":
        return float(private * (1 - part) / (1 + private * part))
    return float(private)


def needed_additionality(
    credit: Literal["left out", "private", "public"] = "left out",
    version: Literal["first", "published"] = "published",
    calls: Literal[7, 9, 22] = 9,
    local: bool = True,
    laboratories: float = 0.0,
    part: float = 0.3,
) -> float:
    r"""Return the percentage of private money that would have to be additional, so that accounts and study agree.

    .. math:: a^{*} = 100 \, m / v

    with :math:`m` of :func:`measured_per_euro` and :math:`v` of :func:`private_per_euro`, the tax credit treated alike
    in both.

    Parameters
    ----------
    credit, version
        As in :func:`measured_per_euro`.
    calls, local, laboratories, part
        As in :func:`private_per_euro`.

    Returns
    -------
    float
        Percent; above 100 no share of the accounts' private money is enough.

    Examples
    --------
    >>> [round(needed_additionality(credit)) for credit in ("left out", "private", "public")]
    [25, 94, 24]
    """
    booked = private_per_euro(credit, calls, local, laboratories, part)
    return 100 * measured_per_euro(credit, version) / booked


def _rate_of_laboratories():
    """The part of its full cost that a laboratory was paid, 0 to 1, by the guide that says so."""
    rows = record("france").query("source == 'investinnove2016' and unit == 'percent of full cost'")
    return rows["value"].item() / 100
