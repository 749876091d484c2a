"""Japan's two cluster programmes on one map: by areas of the bureaus, by prefectures, and as a lottery has it."""

from __future__ import annotations

from functools import cache
from typing import Literal

import numpy as np
import pandas as pd

from clusterbook.known import check_known
from clusterbook.tables.loading import load

from .regions import japanese_bureaus

__all__ = ["by_lot", "prefectures_covered", "projects_by_area", "regrouped"]


def projects_by_area() -> pd.DataFrame:
    """Return the projects of both ministries in the nine areas of the bureaus, at two dates each.

    Returns
    -------
    pandas.DataFrame
        Areas in rows; columns ``industry 2006`` and ``industry 2009`` (projects of METI's second phase), ``science
        2008`` and ``science 2009`` (clusters of MEXT's second stage, in the second case with the four of the global hub
        type), numbers.

    Notes
    -----
    A knowledge cluster is booked in the area of the prefecture that is named first. METI's project of 2009 is the
    eighteenth, begun in Kyushu in 2007.

    Examples
    --------
    >>> projects_by_area().sum().tolist()
    [17, 18, 9, 13]
    """
    first = load("japan_programme_regions").set_index("region")["projects"]
    added = load("japan_programme_projects").query("first_year > 2006")["region"].value_counts()
    clusters = load("japan_knowledge_clusters")
    area = clusters["prefectures"].str.split("; ").str[0].map(japanese_bureaus())
    chosen = {year: area[clusters["first_year"] <= year].value_counts() for year in (2008, 2009)}
    table = pd.DataFrame({"industry 2006": first, "industry 2009": first.add(added, fill_value=0)})
    for year, counts in chosen.items():
        table[f"science {year}"] = counts.reindex(table.index, fill_value=0)
    return table.loc[first.index].astype(int).rename_axis("area")


def prefectures_covered() -> pd.DataFrame:
    """Return which programmes of 2009 cover each of the 47 prefectures.

    Returns
    -------
    pandas.DataFrame
        Prefectures in rows; ``industry``, the number of projects of METI in the bureau's area, each of which is taken
        to cover the whole of it; ``science``, 1 where a knowledge cluster was proposed, else 0.

    Examples
    --------
    >>> prefectures_covered().gt(0).sum().to_dict()
    {'industry': 47, 'science': 14}
    """
    bureaus = japanese_bureaus()
    proposing = load("japan_knowledge_clusters")["prefectures"].str.split("; ").explode()
    industry = bureaus.map(projects_by_area()["industry 2009"])
    science = pd.Series(bureaus.index.isin(proposing), bureaus.index)
    return pd.DataFrame({"industry": industry, "science": science}).astype(int)


def by_lot(
    projects: int,
    seed: int,
    kept: bool = False,
    among: Literal["prefectures", "areas"] = "prefectures",
) -> pd.Series:
    """Return how many projects each area has where their places are drawn by lot.

    Parameters
    ----------
    projects : int
        How many are drawn; among prefectures 1 to 47; with ``kept``, at least 9.
    seed : int
        Of the lottery.
    kept : bool
        Give one project to each area first, and draw the rest.
    among : {"prefectures", "areas"}
        What is drawn: prefectures, each at most once, whatever their area; or areas, each as likely as another and as
        often as it comes.

    Returns
    -------
    pandas.Series
        Projects by area of the bureaus.

    Raises
    ------
    ValueError
        If there are more projects than prefectures to draw, or fewer than areas to keep, or ``among`` is another word.

    Examples
    --------
    >>> int(by_lot(13, seed=0).sum()), int(by_lot(13, seed=0, kept=True).min())
    (13, 1)
    """
    check_known("among", among, ("prefectures", "areas"))
    bureaus, generator, areas = _bureaus(), np.random.default_rng(seed), _areas()
    if among == "areas":
        drawn = generator.multinomial(
            projects - len(areas) * kept, np.full(len(areas), 1 / len(areas))
        )
        return pd.Series(drawn + kept, areas, name="projects")
    shuffled = bureaus.iloc[generator.permutation(len(bureaus))]
    first = shuffled[~shuffled.duplicated()] if kept else shuffled.iloc[:0]
    rest = shuffled.drop(first.index)
    drawn = pd.concat([first, rest.sample(projects - len(first), random_state=generator)])
    return drawn.value_counts().reindex(areas, fill_value=0).rename("projects")


def regrouped(seed: int) -> pd.Series:
    """Return the prefectures in nine areas of the same sizes as the bureaus', drawn at random.

    Parameters
    ----------
    seed : int
        Of the drawing.

    Returns
    -------
    pandas.Series
        Name of an area per prefecture. Prefectures of one area need not lie side by side.

    Examples
    --------
    >>> int(regrouped(1).value_counts().max())
    11
    """
    bureaus = _bureaus()
    return bureaus.sample(frac=1, random_state=np.random.default_rng(seed)).set_axis(bureaus.index)


# Lots are drawn by the hundred; the map does not change between them.
@cache
def _bureaus():
    return japanese_bureaus()


@cache
def _areas():
    return projects_by_area().index
