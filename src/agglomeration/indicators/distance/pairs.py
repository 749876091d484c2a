"""Distances between all pairs of points, tile by tile: never more than a few megabytes at once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal, NamedTuple

import numpy as np

# Mean radius of the earth (IUGG), in kilometres.
EARTH_RADIUS = 6371.0088
# A tile of TILE x TILE distances stays in the processor's second-level cache.
TILE = 256


class Space(NamedTuple):
    """Points in an order in which neighbours in the list are neighbours on the map.

    ``axes`` are planar coordinates, or the three of the unit sphere for longitude and latitude; ``order`` says
    where each point stood; ``lows`` and ``highs`` (tiles, axes) bound each run of TILE points.
    """

    axes: np.ndarray
    order: np.ndarray
    lows: np.ndarray
    highs: np.ndarray
    geographic: bool

    @property
    def size(self) -> int:
        """How many points there are."""
        return self.axes.shape[1]


class Measured(NamedTuple):
    """Points whose distances were measured otherwise, travel times for instance: a symmetric matrix, in their order."""

    between: np.ndarray
    geographic: bool = False

    @property
    def order(self) -> np.ndarray:
        """Where each point stood: where it stands."""
        return np.arange(self.size)

    @property
    def size(self) -> int:
        """How many points there are."""
        return len(self.between)


def make_space(x: np.ndarray, y: np.ndarray, coordinates: Literal["planar", "geographic"]) -> Space:
    """Arrange points for :func:`half_tiles` and :func:`strips`."""
    order = _along_a_curve(x, y)
    x, y = x[order], y[order]
    geographic = coordinates == "geographic"
    axes = _on_the_sphere(x, y) if geographic else np.stack([x, y])
    starts = np.arange(0, len(x), TILE)
    lows, highs = (
        np.minimum.reduceat(axes, starts, axis=1).T,
        np.maximum.reduceat(axes, starts, axis=1).T,
    )
    return Space(axes, order, lows, highs, geographic)


def to_straight(distance: float | np.ndarray, geographic: bool) -> Any:
    """Distance on the map to the straight-line distance of the axes (the chord, for a great circle)."""
    if not geographic:
        return distance
    return 2 * np.sin(np.minimum(distance / (2 * EARTH_RADIUS), np.pi / 2))


def to_map(straight: Any, geographic: bool) -> Any:
    """Straight-line distance of the axes to distance on the map, in place."""
    if geographic:
        straight /= 2
        np.arcsin(np.minimum(straight, 1.0, out=straight), out=straight)
        straight *= 2 * EARTH_RADIUS
    return straight


def longest(space: Space | Measured) -> float:
    """A distance on the map that no pair exceeds."""
    if isinstance(space, Measured):
        return float(space.between.max())
    diagonal = np.sqrt(((space.axes.max(axis=1) - space.axes.min(axis=1)) ** 2).sum())
    return float(to_map(np.array(diagonal * (1 + 1e-12)), space.geographic))


def half_tiles(
    space: Space | Measured, weight: np.ndarray | None = None, reach: float = np.inf
) -> Iterator[Any]:
    """Yield the distances on the map of all pairs, each pair once, and the products of their weights (or None).

    Tiles that lie further apart than ``reach`` are left out. The arrays are overwritten by the next tile.
    """
    if isinstance(space, Measured):
        yield from _measured_half(space, weight)
        return
    tiles = len(space.lows)
    limit = _straight_limit(reach, space)
    buffer, scratch = np.empty((2, TILE * TILE))
    for first in range(tiles):
        gaps = _box_gaps(
            space.lows[first], space.highs[first], space.lows[first:], space.highs[first:]
        )
        for second in first + np.flatnonzero(gaps <= limit):
            rows, columns = _run(first, space), _run(second, space)
            squared = _squared(space.axes[:, rows], space.axes[:, columns], buffer, scratch)
            once = _upper(squared.shape) if first == second else None
            distance = squared.ravel() if once is None else squared[once]
            product = _products(weight, rows, columns, once)
            yield to_map(np.sqrt(distance, out=distance), space.geographic), product


def _products(weight, rows, columns, once):
    if weight is None:
        return None
    product = np.multiply.outer(weight[rows], weight[columns])
    return product.ravel() if once is None else product[once]


def _measured_half(space, weight):
    tiles = [_run(tile, space) for tile in range(-(-space.size // TILE))]
    for first, rows in enumerate(tiles):
        for columns in tiles[first:]:
            tile = space.between[rows, columns]
            once = _upper(tile.shape) if rows == columns else None
            # A copy: whoever takes it may write into it.
            distance = tile.flatten() if once is None else tile[once]
            yield distance, _products(weight, rows, columns, once)


def strips(space: Space | Measured, marked: np.ndarray, reach: float) -> Iterator[Any]:
    """Yield for runs of points, at the positions ``marked``, the tiles of their distances to all points in reach.

    Each item is the positions of the points, the positions of the others, and an iterator over slices of the others
    with the squared straight-line distances to them, infinite from a point to itself. Points further than ``reach``
    may be left out. The arrays are overwritten by the next tile.
    """
    limit = _straight_limit(reach, space)
    for start in range(0, len(marked), TILE):
        here = marked[start : start + TILE]
        if isinstance(space, Measured):
            yield here, space.order, _measured_strip(space, here)
            continue
        low, high = space.axes[:, here].min(axis=1), space.axes[:, here].max(axis=1)
        near = np.flatnonzero(_box_gaps(low, high, space.lows, space.highs) <= limit)
        there = np.concatenate([np.arange(space.size)[_run(tile, space)] for tile in near])
        yield here, there, _strip(space, here, there, near)


def _strip(space, here, there, near):
    buffer, scratch = np.empty((2, len(here) * TILE))
    first, start = space.axes[:, here], 0
    for tile in near:
        run = _run(tile, space)
        squared = _squared(first, space.axes[:, run], buffer, scratch)
        own = np.flatnonzero((here >= run.start) & (here < run.stop))
        squared[own, here[own] - run.start] = np.inf
        yield slice(start, start + squared.shape[1]), squared
        start += squared.shape[1]


def _measured_strip(space, here):
    for tile in range(-(-space.size // TILE)):
        run = _run(tile, space)
        squared = space.between[here, run] ** 2
        own = np.flatnonzero((here >= run.start) & (here < run.stop))
        squared[own, here[own] - run.start] = np.inf
        yield run, squared


def _squared(first, second, buffer, scratch):
    """Squared straight-line distances between two runs of points, in ``buffer``."""
    shape = first.shape[1], second.shape[1]
    total, one = (array[: shape[0] * shape[1]].reshape(shape) for array in (buffer, scratch))
    np.subtract(first[0][:, None], second[0], out=total)
    total *= total
    for axis in range(1, len(first)):
        np.subtract(first[axis][:, None], second[axis], out=one)
        one *= one
        total += one
    return total


def _box_gaps(low, high, lows, highs):
    """Squared straight-line distance between one box and others."""
    apart = np.maximum(lows - high, low - highs)
    return (np.maximum(apart, 0.0) ** 2).sum(axis=1)


def _straight_limit(reach, space):
    # A hair wider than asked, so that rounding cannot drop a pair at exactly this distance.
    return to_straight(reach, space.geographic) ** 2 * (1 + 1e-9)


def _run(tile, space):
    return slice(tile * TILE, min((tile + 1) * TILE, space.size))


_UPPER = ~np.tri(TILE, dtype=bool)


def _upper(shape):
    return _UPPER[: shape[0], : shape[1]]


def _on_the_sphere(longitude, latitude):
    across, along = np.radians(longitude), np.radians(latitude)
    return np.stack([np.cos(along) * np.cos(across), np.cos(along) * np.sin(across), np.sin(along)])


def _along_a_curve(x, y):
    """Order along a Z-shaped curve through a fine grid of ranks: interleave the bits of column and row."""
    key = np.zeros(len(x), dtype=np.uint64)
    for shift, values in enumerate((x, y)):
        rank = np.empty(len(values), dtype=np.uint64)
        rank[np.argsort(values, kind="stable")] = np.arange(len(values), dtype=np.uint64)
        for bit in range(int(len(values) - 1).bit_length()):
            key |= ((rank >> np.uint64(bit)) & np.uint64(1)) << np.uint64(2 * bit + shift)
    return np.argsort(key, kind="stable")
