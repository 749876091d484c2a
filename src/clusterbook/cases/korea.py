"""Korea's provinces and municipalities by industry, as tables of places and industries; what is missing stays so."""

from __future__ import annotations

from typing import Literal

import pandas as pd

from clusterbook.tables.loading import load
from clusterbook.words import quoted, tell

from .places import _centre
from .provinces import _plane

__all__ = [
    "korean_industry_table",
    "korean_manufacturing",
    "korean_value_added",
    "municipality_places",
]

_NATION = "00"


def korean_industry_table(
    year: Literal[2020, 2023],
    level: Literal["division", "section"] = "division",
    item: Literal["workers", "establishments"] = "workers",
    names: bool = False,
) -> pd.DataFrame:
    """Return workers or establishments of Korea's 17 provinces by industry.

    Parameters
    ----------
    year : {2020, 2023}
    level : {"division", "section"}
        74 divisions or 19 sections of the Korean Standard Industrial Classification, 10th revision.
    item : {"workers", "establishments"}
    names : bool
        Put English names of the provinces in the place of codes.

    Returns
    -------
    pandas.DataFrame
        One row per province, one column per industry. NaN where the workers of one or two establishments are withheld;
        0 where there is no establishment.

    Raises
    ------
    ValueError
        If the year, the level or the item is another one.

    Notes
    -----
    The withheld cells hold less than two jobs in a thousand of any province. Fill them only in sight of the reader.

    Examples
    --------
    >>> table = korean_industry_table(2023, names=True)
    >>> int(table.loc["Ulsan", "C19"]), int(table.isna().sum().sum())
    (5094, 29)
    """
    asked = (("year", year, (2020, 2023)), ("level", level, ("division", "section")))
    for word, value, known in (*asked, ("item", item, ("workers", "establishments"))):
        if value not in known:
            raise ValueError(
                tell(
                    "{word}: {value} is not in the table; it can be {one} or {other}.",
                    word=word,
                    value=quoted(value),
                    one=quoted(known[0]),
                    other=quoted(known[1]),
                )
            )
    cells = load("korea_province_industry")
    cells = cells[
        (cells["year"] == year) & (cells["level"] == level) & (cells["region"] != _NATION)
    ]
    table = cells.pivot(index="region", columns="industry", values=item)
    if not names:
        return table
    titles = load("korea_provinces").set_index("region")["name"]
    return table.rename(index=titles.to_dict()).rename_axis("region")


def korean_manufacturing() -> pd.Index:
    """Return the codes of the 25 divisions of manufacturing.

    Returns
    -------
    pandas.Index

    Examples
    --------
    >>> korean_manufacturing()[[0, -1]].tolist()
    ['C10', 'C34']
    """
    industries = load("korea_industries")
    return pd.Index(industries.loc[industries["parent"] == "C", "industry"], name="industry")


def korean_value_added(year: Literal[2015, 2020], names: bool = False) -> pd.DataFrame:
    """Return value added of Korea's 229 municipalities by activity.

    Parameters
    ----------
    year : {2015, 2020}
    names : bool
        Put the English name and the code, as ``Gumi-si 37050``, in the place of the code: names alone are not unique.

    Returns
    -------
    pandas.DataFrame
        Million won of the year. One row per municipality, one column per activity of the regional accounts (16); NaN
        where the accounts have no figure (mining, and in part of Gyeonggi electricity, gas, water and waste).

    Raises
    ------
    ValueError
        If the year is another one.

    Examples
    --------
    >>> table = korean_value_added(2020)
    >>> table.shape, float((table.loc["37050", "C"] / table.loc["37050"].sum()).round(2))
    ((229, 16), 0.73)
    """
    if year not in (2015, 2020):
        raise ValueError(
            tell("year: {year} is not in the table; it can be 2015 or 2020.", year=quoted(year))
        )
    cells = load("korea_municipality_value_added")
    cells = cells[(cells["year"] == year) & (cells["level"] == "activity")]
    order = cells["activity"].unique()
    table = cells.pivot(index="municipality", columns="activity", values="value_added")[order]
    if not names:
        return table
    titles = load("korea_municipalities").set_index("municipality")["name"]
    return table.rename(index=lambda code: f"{titles[code]} {code}")


def municipality_places() -> pd.DataFrame:
    """Return where Korea's municipalities lie: each at the centre of gravity of its largest polygon.

    Returns
    -------
    pandas.DataFrame
        Indexed by municipality; columns ``name``, ``name_korean``, ``x`` and ``y`` in the plane of
        ``outlines("korea_municipalities")``.

    Examples
    --------
    >>> municipality_places().loc["37050", ["name", "name_korean"]].tolist()
    ['Gumi-si', '구미시']
    """
    table = _plane("korea_municipalities").query("polygon == 0 and ring == 0")
    centres = table.groupby("unit")[["x", "y"]].apply(_centre)
    return (
        load("korea_municipalities")
        .set_index("municipality")[["name", "name_korean"]]
        .join(centres)
    )
