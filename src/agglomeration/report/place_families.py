"""Indicators that need to know which regions touch: whether neighbours have the same industries."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

import agglomeration as ag
from agglomeration.indicators.ground.ties import NOISE
from agglomeration.indicators.inference.simulation import p_value, simulate
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
    linked = list(map(str, comparison.table.index))
    while (kept := [one for one in linked if _around(one, neighbours) & set(linked)]) != linked:
        # Who has neighbours only among those left out has none.
        linked = kept
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
    weights = _weights(linked, neighbours)
    _fill(found, comparison, weights, linked, min(draws, MOST_DRAWS), seed)


def _around(region, neighbours):
    return set(neighbours.get(region, ())) - {region}


def _weights(linked, neighbours):
    """Who is whose neighbour, in rows that sum to 1."""
    around = [_around(one, neighbours) for one in linked]
    weights = np.array([[other in some for other in linked] for some in around])
    return weights / np.maximum(weights.sum(axis=1, keepdims=True), 1)


def _fill(found, comparison, weights, linked, draws, seed):
    held, table = cell_measures()[0].held(comparison)
    quotients = held.of(table).reindex(linked)
    known = [column for column in quotients if quotients[column].notna().all()][:MOST_INDUSTRIES]
    values = quotients[known].to_numpy(dtype=float)
    # As ag.moran has it for each: all of them at once take hundreds of industries as long as one.
    alike = np.ptp(values, axis=0) <= NOISE * np.abs(values).max(axis=0, initial=0)
    centred = np.where(alike, np.nan, values - values.mean(axis=0))
    scale = len(linked) / (weights.sum() * (centred**2).sum(axis=0))

    def index(rows):
        return scale * (rows * (weights @ rows)).sum(axis=0)

    own = index(centred)
    p = np.full(len(known), np.nan)
    if draws:
        null = simulate(
            lambda generator: index(centred[generator.permutation(len(linked))]), draws, seed
        )
        p = p_value(own, null, "two-sided")
    rows = [
        {"industry": str(industry), "Moran's I": own[place], "p of Moran's I": p[place]}
        for place, industry in enumerate(known)
    ]
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
