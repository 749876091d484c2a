"""The staffing and trade matrices that several chapters start from, built from the tables in one place."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

import pandas as pd

from clusterbook.tables.loading import load
from clusterbook.words import quoted, tell

__all__ = ["input_output_flows", "input_output_titles", "knowledge_occupations", "staffing_matrix"]

# Computing, engineering and science (major groups of the occupational classification), and the two
# management occupations that direct such work: engineering managers and natural sciences managers.
_KNOWLEDGE_GROUPS = ("15", "17", "19")
_KNOWLEDGE_MANAGERS = ("11-9041", "11-9121")


def staffing_matrix(industries: Literal["naics", "input-output"] = "naics") -> pd.DataFrame:
    """Jobs by industry and detailed occupation, United States, May 2025.

    Parameters
    ----------
    industries : {"naics", "input-output"}
        "naics": the four-digit industries of the staffing table. "input-output": these added up to the
        industries of the input-output table, as far as every one of their parts is there.

    Returns
    -------
    pandas.DataFrame
        Industries x occupations, jobs. Withheld cells count as 0: published cells cover a median 98.5 %
        of an industry's jobs, so little is lost; see the table's caveats.

    Raises
    ------
    ValueError
        If ``industries`` is another word.

    Examples
    --------
    >>> staffing_matrix().shape
    (244, 823)
    >>> staffing_matrix("input-output").shape
    (57, 823)
    """
    if industries not in ("naics", "input-output"):
        raise ValueError(
            tell(
                "industries: {industries} is unknown; it can be 'naics' or 'input-output'.",
                industries=quoted(industries),
            )
        )
    cells = load("oews_industry_occupation")
    cells = cells[cells["level"] == "detailed"]
    matrix = cells.pivot(index="industry", columns="occupation", values="employment").fillna(0)
    if industries == "naics":
        return matrix
    belongs = _input_output_industry()
    return matrix.loc[belongs.index].groupby(belongs).sum()


def _input_output_industry():
    """Input-output industry of each four-digit industry; parts by owner would count jobs twice."""
    codes = load("input_output_naics").set_index("naics")["industry"]
    staffed = load("oews_industries").query("owner == 'all'").set_index("industry")["naics"]
    longest = {
        code: next((codes[code[:n]] for n in (4, 3, 2) if code[:n] in codes), None)
        for code in set(staffed)
    }
    return staffed.map(longest).dropna().rename("industry")


def knowledge_occupations(occupations: Iterable[str]) -> list[str]:
    """Of some occupation codes, those of knowledge work: computing, engineering, science and their managers.

    Examples
    --------
    >>> knowledge_occupations(["11-9121", "19-1042", "51-9011"])
    ['11-9121', '19-1042']
    """
    return [
        code for code in occupations if code[:2] in _KNOWLEDGE_GROUPS or code in _KNOWLEDGE_MANAGERS
    ]


def input_output_flows() -> pd.DataFrame:
    """What each industry sells to each other, United States, 2021, million US dollars: sellers x buyers.

    Examples
    --------
    >>> input_output_flows().shape
    (71, 71)
    """
    return load("us_input_output").pivot(index="seller", columns="buyer", values="flow")


def input_output_titles() -> pd.Series:
    """Names of the input-output industries by code."""
    return load("us_input_output_industries").set_index("industry")["title"]
