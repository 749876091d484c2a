"""Weight among each point's neighbours on a grid: the sums over discs of all cells at once."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

import numpy as np

from agglomeration.indicators.inference.simulation import share_work

from .grid import Discs, Grid

# Labellings for which the transform of a disc is made once; each keeps a transform of its own meanwhile.
AT_ONCE = 8


def binned_ratios(
    grid: Grid, labellings: Sequence[Any], radii: np.ndarray, same_weights: bool, jobs: int = 1
) -> Any:
    """Sums of local and overall ratios, shape (2, labellings, radii), with the points at the middles of their cells.

    ``same_weights`` says that all labellings weigh the points alike.
    """
    parts = [labellings[start : start + AT_ONCE] for start in range(0, len(labellings), AT_ONCE)]
    work = partial(_sums, grid, radii, same_weights)
    return np.concatenate(share_work(work, parts, jobs), axis=1)


def _sums(grid, radii, same_weights, labellings):
    discs = Discs(grid, radii[-1])
    plain = all((labels.weight == 1).all() for labels in labellings)
    points = discs.spectrum(grid.sums())
    sought = [discs.spectrum(grid.sums(labels.sought, labels.weight)) for labels in labellings]
    heavy = (
        []
        if plain
        else [discs.spectrum(grid.sums(weight=labels.weight)) for labels in labellings[:1]]
    )
    if not plain and not same_weights:
        heavy += [discs.spectrum(grid.sums(weight=labels.weight)) for labels in labellings[1:]]
    ratios = [labels.global_ratio() for labels in labellings]
    sums = np.zeros((2, len(labellings), len(radii)))
    for place, radius in enumerate(radii):
        disc = discs.disc(radius)
        neighbours = np.rint(discs.sums(points, disc)) - 1
        for number, labels in enumerate(labellings):
            here = np.flatnonzero(labels.around)
            cell, some = grid.cell[here], neighbours[grid.cell[here]] > 0
            own = labels.weight[here]
            found = discs.sums(sought[number], disc)[cell] - np.where(labels.sought[here], own, 0.0)
            if plain:
                found, total = np.rint(found), neighbours[cell]
            else:
                if number < len(heavy):
                    everyone = discs.sums(heavy[number], disc)
                total = everyone[cell] - own
                # What the transform's rounding adds or takes away stays within what there can be.
                found = np.clip(found, 0.0, np.maximum(total, 0.0))
            some &= total > 0
            sums[0, number, place] = np.divide(
                found, total, out=np.zeros(total.shape), where=some
            ).sum()
            sums[1, number, place] = ratios[number][here] @ some
    return sums
