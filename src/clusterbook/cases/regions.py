"""Regions that a ministry or a source works with, and where the units of a country lie on its map."""

from __future__ import annotations

import numpy as np
import pandas as pd

from clusterbook.tables.loading import load

from .places import _centre

__all__ = ["JAPANESE_BUREAUS", "japanese_bureaus", "unit_places"]

# The nine areas of the regional bureaus of Japan's Ministry of Economy, Trade and Industry, by number of prefecture.
JAPANESE_BUREAUS = {
    "Hokkaido": (1,),
    "Tohoku": (2, 3, 4, 5, 6, 7),
    "Kanto": (8, 9, 10, 11, 12, 13, 14, 15, 19, 20, 22),
    "Chubu": (16, 17, 21, 23, 24),
    "Kinki (Kansai)": (18, 25, 26, 27, 28, 29, 30),
    "Chugoku": (31, 32, 33, 34, 35),
    "Shikoku": (36, 37, 38, 39),
    "Kyushu": (40, 41, 42, 43, 44, 45, 46),
    "Okinawa": (47,),
}


def japanese_bureaus() -> pd.Series:
    """Return which bureau of the Ministry of Economy, Trade and Industry each prefecture of Japan belongs to.

    Returns
    -------
    pandas.Series
        The bureau's area, indexed by the unit of ``outlines_japan``. The names are those of
        ``japan_programme_regions``. Kanto reaches to Niigata, Nagano and Shizuoka; Chubu holds the coast of
        Hokuriku but for Fukui, which belongs to Kinki.

    Examples
    --------
    >>> japanese_bureaus()[["JP-13", "JP-22", "JP-18"]].tolist()
    ['Kanto', 'Kanto', 'Kinki (Kansai)']
    """
    pairs = [
        (f"JP-{number:02d}", area)
        for area, numbers in JAPANESE_BUREAUS.items()
        for number in numbers
    ]
    return pd.Series(dict(pairs), name="bureau").sort_index()


def unit_places(country: str) -> pd.DataFrame:
    """Return the centre of each unit of a country, in the plane of :func:`~clusterbook.cases.places.outlines`.

    Parameters
    ----------
    country : str
        Part of the table's name after ``outlines_``, but for the United States, which have ``state_places``.

    Returns
    -------
    pandas.DataFrame
        Indexed by the unit; columns ``name``, ``x`` and ``y``, the centre of gravity of its largest polygon.

    Examples
    --------
    >>> unit_places("france").loc["FR-75", "name"]
    'Paris'
    """
    table = load(f"outlines_{country}")
    middle = np.cos(np.radians(table["latitude"].agg(["min", "max"]).mean()))
    table = table.assign(x=table["longitude"] * middle, y=table["latitude"]).query(
        "polygon == 0 and ring == 0"
    )
    centres = table.groupby("unit")[["x", "y"]].apply(_centre)
    return load("outlines_units").set_index("unit")[["name"]].join(centres, how="inner")
