"""Points moved to the middles of a square grid, and how much weight lies within a radius of each cell."""

from __future__ import annotations

from typing import Any, Literal, NamedTuple

import numpy as np

from agglomeration.indicators.ground.tables import check_choice
from agglomeration.words import tell

# Cells along the longer side of the map.
CELLS = 1024


class Grid(NamedTuple):
    """Where points lie on a grid: the ``cell`` of each, by rows; its ``shape``; and a cell's ``side``."""

    cell: np.ndarray
    shape: tuple[int, int]
    side: float

    @property
    def error(self) -> float:
        """The most by which a distance between two points changes: either end moves by half a cell's diagonal."""
        return float(np.sqrt(2) * self.side)

    def sums(self, chosen: Any = None, weight: Any = None) -> np.ndarray:
        """Number (or weight) of the chosen points in each cell."""
        cell = self.cell if chosen is None else self.cell[chosen]
        weight = weight if weight is None or chosen is None else weight[chosen]
        return np.bincount(cell, weight, self.shape[0] * self.shape[1]).reshape(self.shape)


def check_binned(
    method: Literal["exact", "binned"],
    coordinates: Literal["planar", "geographic"],
    distance_matrix: Any = None,
) -> None:
    """Raise unless the method is known and can be had for such coordinates."""
    check_choice(method, ("exact", "binned"), "method")
    if method == "binned" and distance_matrix is not None:
        raise ValueError(
            tell(
                'method: "binned" moves plants on a map, and distance_matrix= has none; use method="exact".'
            )
        )
    if method == "binned" and coordinates == "geographic":
        raise ValueError(
            tell(
                'method: "binned" needs planar coordinates; project the points, or use '
                'method="exact".'
            )
        )


def snap(x: np.ndarray, y: np.ndarray) -> Grid:
    """Put planar points on a square grid with ``CELLS`` along the longer side of their bounding box."""
    side = max(x.max() - x.min(), y.max() - y.min()) * (1 + 1e-9) / CELLS
    if side == 0:
        raise ValueError(tell('points: all lie at one place; method="binned" needs some extent.'))
    column, row = (np.floor((values - values.min()) / side).astype(np.intp) for values in (x, y))
    shape = int(row.max()) + 1, int(column.max()) + 1
    return Grid(row * shape[1] + column, shape, side)


def fast_length(length: int) -> int:
    """The next length of which a Fourier transform is quick: no prime factor above 5."""
    best = 1 << int(length - 1).bit_length()
    for fives in (1, 5, 25, 125):
        for threes in (1, 3, 9, 27, 81):
            odd = fives * threes
            twos = max(-(-length // odd), 1)
            best = min(best, odd << int(twos - 1).bit_length())
    return best


class Discs:
    """Sums over all cells within a radius of each cell, by Fourier transform, whatever the number of points."""

    def __init__(self, grid: Grid, largest: float) -> None:
        self.grid = grid
        # Wide enough that what leaves the map on one side does not come in on the other.
        reach = [min(int(largest / grid.side), length - 1) for length in grid.shape]
        self.padded = [
            fast_length(length + more) for length, more in zip(grid.shape, reach, strict=True)
        ]
        self.squared = [
            _squared_steps(length, most) for length, most in zip(self.padded, reach, strict=True)
        ]

    def spectrum(self, values: np.ndarray) -> np.ndarray:
        """Transform of values on the grid."""
        return np.fft.rfft2(values, self.padded)

    def disc(self, radius: float) -> np.ndarray:
        """Transform of the cells within ``radius`` of a cell, which is real since they lie alike on all sides."""
        within = self.squared[0][:, None] + self.squared[1] <= (radius / self.grid.side) ** 2
        return np.fft.rfft2(within.astype(float)).real

    def sums(self, spectrum: np.ndarray, disc: np.ndarray) -> np.ndarray:
        """What lies within the radius, for each cell of the grid in one row."""
        around = np.fft.irfft2(spectrum * disc, self.padded)
        return around[: self.grid.shape[0], : self.grid.shape[1]].ravel()


def _squared_steps(length, most):
    """Squared distance in cells from the first one, either way round; infinite beyond ``most``."""
    step = np.arange(length)
    step = np.minimum(step, length - step)
    return np.where(step <= most, step, np.inf) ** 2
