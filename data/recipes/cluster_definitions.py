"""Which American industries belong together, by several searches, template groups and sectors, and how each scores.

Computed from tables of this project (trade, staffing, metropolitan areas); nothing is fetched.
"""

from functools import cache

import pandas as pd

import agglomeration as ag
from clusterbook.cases.cluster_definitions import (
    SEARCHES,
    american_similarities,
    apportioned_nearness,
    definitions,
    searched,
    shuffled_similarities,
    template_groups,
)

STORED_TABLES = (
    "us_input_output",
    "oews_industry_occupation",
    "input_output_naics",
    "oews_metro",
    "oews_nation",
)
SHUFFLES = range(9)
# The template groups look at trade.
LOOKED_AT = SEARCHES | {"templates": ("trade",)}
COLUMNS = {
    "cluster above mean": "groups_above_mean",
    "cluster above 95": "groups_above_95",
    "industry above mean": "industries_above_mean",
    "industry above 95": "industries_above_95",
    "score": "score",
}


@cache
def found():
    """Return every grouping by definition and number."""
    return definitions()


@cache
def judges():
    """Return the similarities that groups are scored by."""
    return american_similarities() | {"colocation": apportioned_nearness()}


@cache
def lots():
    """Return the similarities as each lot deals them out."""
    return [shuffled_similarities(american_similarities(), seed) for seed in SHUFFLES]


def groups():
    """Return the group of each industry by definition and number."""
    table = pd.DataFrame(found()).rename_axis(index="industry", columns=["definition", "number"])
    return table.unstack().rename("group").reset_index()


def shuffled(definition, number):
    """Return the scores of the groups that the same search finds in shuffled similarities, by similarity.

    A similarity that was searched scores as it was shuffled, for that is what the search saw; another one as it is.
    """
    rows = []
    for dealt in lots():
        seen = {name: dealt[name] for name in LOOKED_AT[definition]}
        one = (
            template_groups(dealt["trade"], number)
            if definition == "templates"
            else searched(dealt, definition, number)
        )
        rows.append(ag.validation_scores(one, judges() | seen)["score"])
    return pd.DataFrame(rows)


def scores():
    """Return the validation scores of each grouping by each similarity, with those of shuffled ones beside."""
    parts = []
    for (definition, number), one in found().items():
        part = ag.validation_scores(one, judges()).rename(columns=COLUMNS)
        part.insert(0, "searched", [name in LOOKED_AT.get(definition, ()) for name in part.index])
        if definition in LOOKED_AT:
            chance = shuffled(definition, number)
            part["shuffled_mean"], part["shuffled_highest"] = chance.mean(), chance.max()
        parts.append(part.reset_index().assign(definition=definition, number=number))
    table = pd.concat(parts, ignore_index=True)
    first = ["definition", "number", "similarity"]
    return table[[*first, *table.columns.difference(first, sort=False)]].round(1)


TABLES = {"us_cluster_definitions": groups, "us_cluster_scores": scores}
