"""Indicators that need to know which regions touch: whether neighbours have the same industries."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

import agglomeration as ag
from agglomeration.indicators.ground.extras import require
from agglomeration.words import listed, marked, tell, tell_many

from .family import Family, Found
from .measures import Measure, cell_measures

if TYPE_CHECKING:
    from agglomeration.report.comparing import Comparison

__all__ = ["add_places"]

MOST_INDUSTRIES = 300
MOST_DRAWS = 199
# With fewer regions a permutation has too few orders to tell anything.
FEWEST_REGIONS = 5


def add_places(
    found: Found,
    comparison: Comparison,
    neighbours: dict[str, list[str]] | None,
    draws: int,
    seed: int,
) -> None:
    """Moran's I of each industry's quotient."""
    name = tell("spatial autocorrelation")
    if neighbours is None:
        found.lacks(
            name,
            tell(
                "it needs to be told which regions are neighbours, and these are of no country whose outlines are in "
                "the book: say neighbours= with a file of two columns, a region and its neighbour."
            ),
        )
        return
    there = set(map(str, comparison.table.index))
    linked = [
        region for region in comparison.table.index if there & set(neighbours.get(str(region), ()))
    ]
    if len(linked) < FEWEST_REGIONS:
        found.lacks(
            name,
            tell_many(
                "{n} region has a neighbour in the file, and {least} are needed.",
                "{n} regions have a neighbour in the file, and {least} are needed.",
                len(linked),
                least=FEWEST_REGIONS,
            ),
        )
        return
    graph = found.tried(name, lambda: _weights(linked, neighbours))
    if graph is not None:
        _fill(found, comparison, graph, linked, min(draws, MOST_DRAWS), seed)


def _weights(linked, neighbours):
    weights = require("libpysal.weights", "space", "Neighbours")
    inside = set(linked)
    kept = {one: [other for other in neighbours[one] if other in inside] for one in linked}
    return weights.W(kept, silence_warnings=True)


def _fill(found, comparison, graph, linked, draws, seed):
    held, table = cell_measures()[0].held(comparison)
    quotients = held.of(table).reindex(linked)
    known = [column for column in quotients if quotients[column].notna().all()][:MOST_INDUSTRIES]
    rows = []
    for industry in known:
        result: Any = found.tried(
            "Moran's I",
            lambda industry=industry: ag.moran(
                quotients[industry], graph, draws=draws, alternative="two-sided", seed=seed
            ),
        )
        if result is None:
            return
        drawn = isinstance(result, ag.Inference)
        rows.append(
            {
                "industry": str(industry),
                "Moran's I": float(result.value if drawn else result),
                "p of Moran's I": float(result.p) if drawn else np.nan,
            }
        )
    if not rows:
        return
    frame = pd.DataFrame(rows).sort_values("Moran's I", ascending=False, ignore_index=True)
    if not draws:
        frame = frame.drop(columns="p of Moran's I")
    told = {"draws": draws, "alternative": "two-sided", "seed": seed}
    decimals = {str(column): 3 for column in frame.columns[1:]}
    measure = Measure(marked("Moran's I"), ag.moran, told)
    found.families.append(Family("places", tell("Neighbours alike"), frame, 1, decimals, [measure]))
    left = [str(region) for region in comparison.table.index if region not in linked]
    if left:
        found.remark(
            "Moran's I",
            tell_many(
                "{n} region touches no other and is not in it: {labels}.",
                "{n} regions touch no other and are not in it: {labels}.",
                len(left),
                labels=listed(left),
            ),
        )
