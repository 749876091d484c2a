"""Legs of the tripod by place: location quotients of groups of occupations or industries, and how sure they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

import numpy as np
import pandas as pd

from clusterbook.known import check_known, check_names
from clusterbook.tables.loading import load

from .korea import korean_industry_table

__all__ = ["drawn_anew", "korean_legs", "metropolitan_legs"]


def metropolitan_legs(groups: Mapping[str, Sequence[str]]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return location quotients of groups of occupations by metropolitan area, and their standard errors.

    Parameters
    ----------
    groups : dict
        ``{leg: [code of an occupation or a major group, ...]}``.

    Returns
    -------
    tuple of two pandas.DataFrame
        Quotients and standard errors, one row per area, named by its first city and state, and one column per leg.
        NaN where an occupation of the leg is withheld or absent.

    Raises
    ------
    ValueError
        If no area has an occupation of that code.

    Notes
    -----
    The six areas of Puerto Rico are left out. The errors of a leg's occupations are taken as independent.

    Examples
    --------
    >>> quotients, errors = metropolitan_legs({"making": ["51-0000"]})
    >>> float(quotients.loc["Durham, NC", "making"].round(2)), len(quotients)
    (0.71, 387)
    """
    areas = load("oews_areas").query("kind == 'metro' and in_nation").set_index("area")
    names = areas["name"].str.split(r"[-/,]", regex=True).str[0] + ", " + areas["states"].str[:2]
    cells = load("oews_metro")
    cells = cells[cells["area"].isin(areas.index)]
    rates, relative = (
        cells.pivot(index="area", columns="occupation", values=column)
        for column in ("jobs_per_1000", "employment_rse")
    )
    nation = load("oews_nation").set_index("occupation")["employment"]
    quotients, errors = {}, {}
    for leg, codes in groups.items():
        codes = check_names("groups", codes, rates.columns)
        in_nation = 1000 * nation[codes].sum() / nation["00-0000"]
        squares = (rates[codes] * relative[codes] / 100) ** 2
        quotients[leg] = rates[codes].sum(axis=1, min_count=len(codes)) / in_nation
        errors[leg] = squares.sum(axis=1, min_count=len(codes)) ** 0.5 / in_nation
    tables = (
        pd.DataFrame(one).rename(index=names.to_dict()).rename_axis("area")
        for one in (quotients, errors)
    )
    first, second = tables
    return first, second


def drawn_anew(quotients: pd.DataFrame, errors: pd.DataFrame, seed: int) -> pd.DataFrame:
    """Return the quotients as another sample could have given them: drawn from their standard errors.

    Parameters
    ----------
    quotients, errors : pandas.DataFrame
        As :func:`metropolitan_legs` returns them.
    seed : int
        The same seed draws the same table.

    Returns
    -------
    pandas.DataFrame
        Like ``quotients``; never below 0.

    Examples
    --------
    >>> one = pd.DataFrame({"leg": [1.0]})
    >>> drawn_anew(one, 0 * one, seed=1).equals(one)
    True
    """
    off = np.random.default_rng(seed).standard_normal(quotients.shape)
    return (quotients + errors.loc[quotients.index, quotients.columns] * off).clip(lower=0)


def korean_legs(
    groups: Mapping[str, Sequence[str]], year: Literal[2020, 2023], left_out: str | None = None
) -> pd.DataFrame:
    """Return location quotients of groups of industries by province of Korea.

    Parameters
    ----------
    groups : dict
        ``{leg: [code of a section or a division, ...]}``.
    year : {2020, 2023}
    left_out : str, optional
        A province that neither stands in the table nor counts in the yardstick.

    Returns
    -------
    pandas.DataFrame
        One row per province, one column per leg: its part of the province's workers over its part of Korea's. NaN
        where a part of the leg is withheld.

    Raises
    ------
    ValueError
        If a code, the year or the province that is left out is not known.

    Examples
    --------
    >>> float(korean_legs({"research": ["M70"]}, 2023).loc["Daejeon", "research"].round(1))
    3.9
    """
    sections = korean_industry_table(year, "section", names=True)
    workers = pd.concat([korean_industry_table(year, names=True), sections], axis=1)
    if left_out is not None:
        check_known("left_out", left_out, workers.index)
        sections, workers = sections.drop(left_out), workers.drop(left_out)
    everyone = sections.sum(axis=1)
    legs = {
        leg: workers[check_names("groups", codes, workers.columns)].sum(
            axis=1, min_count=len(codes)
        )
        for leg, codes in groups.items()
    }
    table = pd.DataFrame(legs)
    return (table / table.sum()).div(everyone / everyone.sum(), axis=0)
