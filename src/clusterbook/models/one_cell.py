"""One cell of a table is moved, and every measure of a family answers: specialization, diversity or concentration."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import pandas as pd

import agglomeration as ag
from clusterbook.words import marked, quoted, tell

__all__ = [
    "Family",
    "before_and_after",
    "cell_changed",
    "family_of",
    "rises_and_falls",
    "told_move",
]

Family = Literal["specialization", "diversity", "concentration"]


def cell_changed(table: pd.DataFrame, cell: tuple[str, str], jobs: float) -> pd.DataFrame:
    """Return a copy of a table in which one cell is another number.

    Parameters
    ----------
    table : pandas.DataFrame
        Places in rows, industries in columns, jobs.
    cell : tuple of str
        Place and industry.
    jobs : float
        What stands in the cell of the copy.

    Raises
    ------
    LookupError
        If the table has no such cell.

    Examples
    --------
    >>> town = pd.DataFrame({"steel": [60], "wine": [40]}, index=["Linz"])
    >>> cell_changed(town, ("Linz", "wine"), 0).loc["Linz"].tolist()
    [60, 0]
    """
    place, industry = cell
    if place not in table.index or industry not in table.columns:
        raise LookupError(
            tell(
                "cell: the table has no cell of {place} and {industry}; name a row and a column.",
                place=quoted(place),
                industry=quoted(industry),
            )
        )
    moved = table.copy()
    moved.loc[place, industry] = jobs
    return moved


def family_of(table: pd.DataFrame, cell: tuple[str, str], family: Family) -> pd.Series:
    """Return every measure of a family: of the cell and its place, or of the cell's industry.

    Parameters
    ----------
    table : pandas.DataFrame
        Places in rows, industries in columns, jobs.
    cell : tuple of str
        Place and industry. Specialization and diversity are the place's, concentration is the industry's.
    family : {"specialization", "diversity", "concentration"}
        Which measures.

    Returns
    -------
    pandas.Series
        Indexed by the measure's name.

    Raises
    ------
    ValueError
        If there is no such family.

    Examples
    --------
    >>> towns = pd.DataFrame({"steel": [60, 20], "wine": [40, 80]}, index=["Linz", "Wels"])
    >>> family_of(towns, ("Linz", "steel"), "specialization").round(2).head(2).tolist()
    [1.5, 0.4]
    """
    if family not in _FAMILIES:
        raise ValueError(
            tell(
                "family: {family} is unknown; it can be 'specialization', 'diversity' or 'concentration'.",
                family=quoted(family),
            )
        )
    return pd.Series(_FAMILIES[family](table, *cell))


def before_and_after(
    table: pd.DataFrame, cell: tuple[str, str], jobs: float, family: Family
) -> pd.DataFrame:
    """Hold every measure of a family on a table against the same after one cell has changed.

    Parameters
    ----------
    table : pandas.DataFrame
        Places in rows, industries in columns, jobs.
    cell : tuple of str
        Place and industry.
    jobs : float
        What the cell becomes.
    family : {"specialization", "diversity", "concentration"}
        Which measures.

    Returns
    -------
    pandas.DataFrame
        A row per measure, columns ``before`` and ``after``.

    Examples
    --------
    >>> towns = pd.DataFrame({"steel": [60, 20], "wine": [40, 80]}, index=["Linz", "Wels"])
    >>> bool(before_and_after(towns, ("Linz", "steel"), 60, "diversity").eval("before == after").all())
    True
    """
    tables = {"before": table, "after": cell_changed(table, cell, jobs)}
    return pd.DataFrame({when: family_of(each, cell, family) for when, each in tables.items()})


def rises_and_falls(found: pd.DataFrame) -> dict[str, int]:
    """Count the measures that rose and those that fell when a cell was moved.

    Parameters
    ----------
    found : pandas.DataFrame
        What :func:`before_and_after` returns.

    Returns
    -------
    dict of int
        ``rise`` and ``fall``; what is the same to nine decimals is in neither.

    Examples
    --------
    >>> rises_and_falls(pd.DataFrame({"before": [1.5, 0.2], "after": [1.2, 0.2]}))
    {'rise': 0, 'fall': 1}
    """
    # What a computer's last digit moves has not moved.
    changes = (found["after"] - found["before"]).round(9)
    return {"rise": int((changes > 0).sum()), "fall": int((changes < 0).sum())}


def told_move(
    found: pd.DataFrame, cell: tuple[str, str], jobs: tuple[int, int], family: Family
) -> str:
    """Say in one sentence which way a family went when a cell was moved.

    Parameters
    ----------
    found : pandas.DataFrame
        What :func:`before_and_after` returns.
    cell : tuple of str
        Place and industry.
    jobs : tuple of int
        What the cell was and what it became.
    family : {"specialization", "diversity", "concentration"}
        Which measures.

    Examples
    --------
    >>> found = pd.DataFrame({"before": [1.5], "after": [1.2]}, index=["location quotient of the cell"])
    >>> told_move(found, ("Linz", "steel"), (60, 120), "specialization")[:40]
    'Steel in Linz goes from 60 to **120** jo'
    """
    place, industry = cell
    return tell(
        _SAID[family],
        begins=industry.capitalize(),
        place=place,
        industry=industry,
        was=jobs[0],
        becomes=jobs[1],
        measures=len(found),
        **rises_and_falls(found),
        first=found.index[0],
        before=f"{found['before'].iloc[0]:.2f}",
        after=f"{found['after'].iloc[0]:.2f}",
    )


_SAID = {
    "specialization": marked(
        "{begins} in {place} goes from {was} to **{becomes}** jobs. Of {measures} measures of the specialization of "
        "{place}, **{rise}** rise and **{fall}** fall; {first}: {before} to **{after}**."
    ),
    "diversity": marked(
        "{begins} in {place} goes from {was} to **{becomes}** jobs. Of {measures} measures of the diversity of "
        "{place}, **{rise}** rise and **{fall}** fall; {first}: {before} to **{after}**."
    ),
    "concentration": marked(
        "{begins} in {place} goes from {was} to **{becomes}** jobs. Of {measures} measures of the concentration of "
        "{industry}, **{rise}** rise and **{fall}** fall; {first}: {before} to **{after}**."
    ),
}


def _of_place(table, place, industry):
    return {
        "location quotient of the cell": ag.location_quotient(table).loc[place, industry],
        "Krugman": ag.krugman_specialization(table)[place],
        "Hoover": ag.hoover_specialization(table)[place],
        "Herfindahl": ag.herfindahl(table)[place],
        "Hachman": ag.hachman(table)[place],
    }


def _of_variety(table, place, industry):
    return {
        "entropy, bits": ag.entropy(table)[place],
        "equivalent number (1 / Herfindahl)": 1 / ag.herfindahl(table)[place],
        "industries with a quotient of 1 or more": ag.diversity(table)[place],
        "Duranton-Puga": ag.duranton_puga_diversity(table)[place],
    }


def _of_industry(table, place, industry):
    return {
        "Gini": ag.gini(table)[industry],
        "locational Gini": ag.locational_gini(table)[industry],
        "Hoover": ag.hoover_concentration(table)[industry],
        "Krugman": ag.krugman_concentration(table)[industry],
        "Herfindahl": ag.herfindahl(table, of="industries")[industry],
    }


_FAMILIES: dict[str, Callable[[pd.DataFrame, str, str], dict[str, float]]] = {
    "specialization": _of_place,
    "diversity": _of_variety,
    "concentration": _of_industry,
}
