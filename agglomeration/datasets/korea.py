"""Korea's provinces by industry, as a table of regions and industries, with what is withheld left missing."""

import pandas as pd

from .loading import load

__all__ = ["korean_industry_table", "korean_manufacturing"]

_NATION = "00"


def korean_industry_table(year, level="division", item="workers", names=False):
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
    The withheld cells hold at most one job in a thousand of any province. Fill them only in sight of the reader.

    Examples
    --------
    >>> table = korean_industry_table(2023, names=True)
    >>> int(table.loc["Ulsan", "C19"]), int(table.isna().sum().sum())
    (5094, 29)
    """
    asked = {"year": (year, (2020, 2023)), "level": (level, ("division", "section"))}
    asked |= {"item": (item, ("workers", "establishments"))}
    for word, (value, known) in asked.items():
        if value not in known:
            raise ValueError(f"{word}: {value!r} is not in the table; it can be {known[0]!r} or {known[1]!r}.")
    cells = load("korea_province_industry")
    cells = cells[(cells["year"] == year) & (cells["level"] == level) & (cells["region"] != _NATION)]
    table = cells.pivot(index="region", columns="industry", values=item)
    if not names:
        return table
    titles = load("korea_provinces").set_index("region")["name"]
    return table.rename(index=titles).rename_axis("region")


def korean_manufacturing():
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
