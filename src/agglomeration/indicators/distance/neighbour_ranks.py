"""Weight among each point's neighbours, pair by pair: every distance finds its place among the radii."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

import numpy as np

from agglomeration.indicators.inference.simulation import share_work

from .pairs import TILE, Measured, Space, strips, to_straight

# Cells of the table in which a squared distance finds its place among the radii.
CELLS = 1 << 15
# The points are gone through in at most so many parts, whatever the number of processes, and the sums added in turn.
PARTS = 32


def exact_ratios(
    space: Space | Measured,
    labellings: Sequence[Any],
    radii: np.ndarray,
    same_weights: bool,
    jobs: int = 1,
) -> Any:
    """Sums of local and overall ratios, shape (2, labellings, radii), in one pass over the pairs within reach.

    ``same_weights`` says that all labellings weigh the points alike.
    """
    marked = np.flatnonzero(np.logical_or.reduce([labels.around for labels in labellings]))
    parts = np.split(
        marked, range(_multiple(len(marked) / PARTS), len(marked), _multiple(len(marked) / PARTS))
    )
    ratios = [labels.global_ratio() for labels in labellings]
    work = partial(_sums, space, labellings, ratios, radii, same_weights)
    return np.sum(share_work(work, parts, jobs), axis=0)


def _multiple(length):
    """The next multiple of a tile's length."""
    return TILE * max(int(np.ceil(length / TILE)), 1)


def _sums(space, labellings, ratios, radii, same_weights, marked):
    local, overall = sums = np.zeros((2, len(labellings), len(radii)))
    rank = _ranker(radii, space.geographic)
    for here, there, tiles in strips(space, marked, radii[-1]):
        place, everyone = _rank_strip(
            tiles, rank, labellings[0].weight[there], (len(here), len(there)), len(radii)
        )
        for number, labels in enumerate(labellings):
            rows = np.flatnonzero(labels.around[here])
            columns = np.flatnonzero(labels.sought[there])
            mine = place if len(rows) == len(here) else place[rows]
            found = _within(mine.take(columns, axis=1), labels.weight[there[columns]], len(radii))
            total = (
                everyone[rows] if same_weights else _within(mine, labels.weight[there], len(radii))
            )
            some = total > 0
            local[number] += np.divide(found, total, out=np.zeros(total.shape), where=some).sum(
                axis=0
            )
            overall[number] += ratios[number][here[rows]] @ some
    return sums


def _rank_strip(tiles, rank, weight, shape, radii):
    """Ranks of a strip of distances among the radii, and the weight of all points within each of them."""
    place = np.empty(shape, dtype=np.uint8 if radii < 255 else np.uint16)
    sums = np.zeros((shape[0], radii + 1))
    for columns, squared in tiles:
        ranks = rank(squared)
        place[:, columns] = ranks
        sums += _tally(ranks, weight[columns], radii)
    return place, np.cumsum(sums[:, :radii], axis=1)


def _within(place, weight, radii):
    """Weight within each radius of each row's point."""
    return np.cumsum(_tally(place, weight, radii)[:, :radii], axis=1)


def _tally(place, weight, radii):
    """Weight by row and rank."""
    rows = place.shape[0]
    base = np.arange(0, rows * (radii + 1), radii + 1, dtype=np.intp)
    keys = np.add(place, base[:, None], dtype=np.intp).ravel()
    weights = None if (weight == 1).all() else np.broadcast_to(weight, place.shape).ravel()
    return np.bincount(keys, weights=weights, minlength=rows * (radii + 1)).reshape(rows, radii + 1)


def _ranker(radii, geographic):
    """A function that says of squared straight-line distances how many radii they exceed.

    A table answers by the cell that the square falls in. The few squares that fall near a radius are looked at one
    by one, by their root.
    """
    straight = to_straight(radii, geographic)
    scale = (CELLS - 1) / (straight[-1] ** 2 or 1.0)
    edges = np.arange(CELLS + 1) / scale
    table = np.searchsorted(straight**2, edges[:-1]).astype(
        np.uint8 if len(radii) < 255 else np.uint16
    )
    unsure = np.iinfo(table.dtype).max
    beside = np.floor(straight**2 * scale).astype(np.intp)
    table[np.clip(beside[:, None] + [-1, 0, 1], 0, CELLS - 1)] = unsure
    table[-1] = unsure
    work, cells, ranks = (
        np.empty(TILE * TILE),
        np.empty(TILE * TILE, np.intp),
        np.empty(TILE * TILE, table.dtype),
    )

    def rank(squared):
        values = squared.ravel()
        scaled, cell, place = (array[: len(values)] for array in (work, cells, ranks))
        np.multiply(values, scale, out=scaled)
        np.minimum(scaled, CELLS, out=scaled)
        np.copyto(cell, scaled, casting="unsafe")
        beyond.take(cell, out=place, mode="clip")
        open_cases = np.flatnonzero(place == unsure)
        if len(open_cases):
            place[open_cases] = np.searchsorted(straight, np.sqrt(values[open_cases]))
        return place.reshape(squared.shape)

    beyond = np.append(table, np.array(len(radii), table.dtype))
    return rank
