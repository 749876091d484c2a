"""Gaussian kernel density of pair distances, exact to rounding without ever holding the distances.

Distances fall into narrow bins, and each bin keeps their number, sum and sum of squares about its middle. That is
enough to expand the kernel around the middle: with bins no wider than 1/200 of the bandwidth, what is left out is
below 4e-9 of the kernel's height.
"""

from __future__ import annotations

from math import comb, factorial
from typing import Any, NamedTuple

import numpy as np

from .grid import Grid, fast_length
from .pairs import Space, half_tiles, longest

# Beyond this many bandwidths the kernel is below 1e-15 of its height.
TAIL = 8.5
# Bins per bandwidth below which the distances are gone through again with narrower bins.
FINEST = 200
# For evaluation the bins are joined to a quarter of the bandwidth, with moments that leave out less than 2e-11.
JOINED, ORDER = 4, 8
# Distances are gathered up to this many before they are counted.
GATHER = 1 << 19


class Moments(NamedTuple):
    """What is kept of the pair distances, in bins of ``width``; the last bin takes all that lies beyond.

    ``sums`` (3, bins) are the weighted number, sum and sum of squares about the bins' middles, in widths;
    ``counts`` (bins,) is the unweighted number; ``first`` and ``second`` are the unweighted sums over all pairs of
    the distance and its square.
    """

    width: float
    sums: np.ndarray
    counts: np.ndarray
    first: float
    second: float


def survey(space: Space, weight: np.ndarray) -> Any:
    """Moments of all pairs, in bins that suit Silverman's bandwidth unless the points are very uneven."""
    pairs = space.size * (space.size - 1) / 2
    bins = int(np.clip(2500 * pairs**0.2, 1 << 12, 1 << 17))
    return gather_moments(space, weight, (longest(space) or 1.0) * (1 + 1e-9) / (bins - 1), bins)


def gather_moments(
    space: Space, weight: np.ndarray, width: float, bins: int, reach: float = np.inf
) -> Any:
    """Go once through all pairs within ``reach``."""
    counter = _Counter(bins, weighted=weight is not None)
    first = second = 0.0
    for distance, product in half_tiles(space, weight, reach):
        first += distance.sum()
        # Not a matrix product: its threads cost more than they bring on a piece this small.
        second += np.einsum("i,i->", distance, distance)
        counter.add(_in_widths(distance, width, bins), product)
    sums, counts = counter.result()
    return Moments(width, sums, counts, first, second)


def _in_widths(distance, width, bins):
    distance /= width
    return np.minimum(distance, bins - 0.5, out=distance)


class _Counter:
    """Counts distances bin by bin, many at a time: a count touches every bin, whatever the number of distances."""

    def __init__(self, bins, weighted):
        self.sums, self.counts = np.zeros((3, bins)), np.zeros(bins)
        self.place, self.rest = np.empty(GATHER, np.intp), np.empty(GATHER)
        self.product = np.empty(GATHER) if weighted else None
        self.filled = 0

    def add(self, distance, product):
        if self.filled + len(distance) > GATHER:
            self._flush()
        here = slice(self.filled, self.filled + len(distance))
        np.copyto(self.place[here], distance, casting="unsafe")
        np.subtract(distance, self.place[here], out=self.rest[here])
        if self.product is not None:
            self.product[here] = product
        self.filled = here.stop

    def result(self):
        self._flush()
        return self.sums, self.counts

    def _flush(self):
        place, rest = self.place[: self.filled], self.rest[: self.filled]
        rest -= 0.5
        counts = np.bincount(place, minlength=len(self.counts))
        self.counts += counts
        if self.product is None:
            self.sums[0] += counts
            power = rest
        else:
            power = self.product[: self.filled]
            self.sums[0] += np.bincount(place, weights=power, minlength=len(counts))
            power *= rest
        self.sums[1] += np.bincount(place, weights=power, minlength=len(counts))
        power *= rest
        self.sums[2] += np.bincount(place, weights=power, minlength=len(counts))
        self.filled = 0


def silverman_bandwidth(moments: Any, space: Space | None = None) -> float:
    """Silverman's rule over the pair distances: 0.9 min(sd, IQR / 1.34) N^(-1/5), with N pairs; 0 if all are alike.

    The quartiles are known to a bin. If that leaves open which of the two is smaller, or the quartiles decide, they
    are looked up in ``space``, if given.
    """
    pairs = moments.counts.sum()
    if pairs < 2:
        return 0.0
    deviation = float(np.sqrt(max(moments.second - moments.first**2 / pairs, 0.0) / (pairs - 1)))
    spread = quantile(moments, 0.75) - quantile(moments, 0.25)
    if space is not None and spread - 2 * moments.width < 1.34 * deviation:
        spread = quantile(moments, 0.75, space) - quantile(moments, 0.25, space)
    smaller = min(deviation, spread / 1.34) or deviation
    return 0.9 * smaller * pairs**-0.2


def quantile(moments: Any, level: float, space: Space | None = None) -> float:
    """Quantile of the pair distances, linear between the two nearest.

    To a bin at worst; given ``space``, the distances of the bins in question are looked up there.
    """
    rank = (moments.counts.sum() - 1) * level
    ranks = np.array([np.floor(rank), np.ceil(rank)])
    cumulated = np.cumsum(moments.counts)
    first, last = np.searchsorted(cumulated, ranks, side="right")
    below = cumulated[first - 1] if first else 0.0
    if space is None:
        low, high = first + 0.5, last + 0.5
    else:
        low, high = _between(moments, space, first, last)[(ranks - below).astype(np.intp)]
    return float((low + (rank % 1) * (high - low)) * moments.width)


def _between(moments, space, first, last):
    """The distances in bins ``first`` to ``last``, sorted, in widths."""
    found = []
    for distance, _ in half_tiles(space):
        distance = _in_widths(distance, moments.width, len(moments.counts))
        found.append(distance[(distance >= first) & (distance < last + 1)])
    return np.sort(np.concatenate(found))


def kernel_density(
    moments: Any, bandwidth: float, distances: np.ndarray, total: float | np.ndarray
) -> np.ndarray:
    """Density at ``distances``, reflected at 0, of pairs whose weights sum to ``total``."""
    step = bandwidth / JOINED
    margin = int(np.ceil(TAIL * JOINED))
    reflected = np.concatenate([distances, -distances[distances < TAIL * bandwidth]])
    last = int(np.floor(distances.max() / step)) + margin
    joined = _join(moments, bandwidth, step, last)
    # Distances near 0 look to both sides of it: pad the bins on the left.
    pad = 2 * margin + 1
    joined = np.pad(joined, ((0, 0), (pad, 1)))
    centre = np.floor(reflected / step).astype(np.intp)
    window = centre[:, None] + np.arange(-margin, margin + 1)
    offset = reflected[:, None] / bandwidth - (window + 0.5) / JOINED
    heights = _expand(joined[:, window + pad], offset)
    density = heights[: len(distances)]
    density[distances < TAIL * bandwidth] += heights[len(distances) :]
    return density / (total * bandwidth)


def _join(moments, bandwidth, step, last):
    """Moments 0 to ORDER, each over its factorial, in bins of ``step`` and units of the bandwidth."""
    filled = np.flatnonzero(moments.counts)
    middle = (filled + 0.5) * moments.width
    place = np.floor(middle / step).astype(np.intp)
    near = place <= last
    filled, middle, place = filled[near], middle[near], place[near]
    shift = middle / bandwidth - (place + 0.5) / JOINED
    scale = moments.width / bandwidth
    narrow = [moments.sums[order, filled] * scale**order for order in range(3)]
    powers = [np.ones_like(shift)]
    for _ in range(ORDER):
        powers.append(powers[-1] * shift)
    joined = np.empty((ORDER + 1, last + 1))
    for order in range(ORDER + 1):
        terms = (comb(order, k) * powers[order - k] * narrow[k] for k in range(min(order, 2) + 1))
        joined[order] = np.bincount(place, weights=sum(terms), minlength=last + 1) / factorial(
            order
        )
    return joined


def _expand(moments, offset):
    """Sum of kernels by Hermite polynomials: phi(u - r) = phi(u) sum of He_k(u) r^k / k!."""
    previous, polynomial = np.zeros_like(offset), np.ones_like(offset)
    total = moments[0].copy()
    for order in range(1, len(moments)):
        previous, polynomial = polynomial, offset * polynomial - (order - 1) * previous
        total += polynomial * moments[order]
    return (total * np.exp(-0.5 * offset**2)).sum(axis=1) / np.sqrt(2 * np.pi)


def snapped_moments(grid: Grid, weight: np.ndarray) -> Any:
    """Moments of all pairs of points on a grid.

    How many pairs are a given step of the grid apart comes from one Fourier transform, whatever the number of points.
    """
    counts = _steps_apart(grid, None)
    weights = counts if weight is None else _steps_apart(grid, weight)
    down, across = np.ogrid[: grid.shape[0], 1 - grid.shape[1] : grid.shape[1]]
    distance = np.hypot(down, across) * grid.side
    # Two points of one cell are this far apart on average, if they lie anywhere in it.
    distance[0, grid.shape[1] - 1] = grid.side * (2 + np.sqrt(2) + 5 * np.arcsinh(1)) / 15
    return _moments_of(distance[counts > 0], counts[counts > 0], weights[counts > 0])


def _steps_apart(grid, weight):
    """Number (sum of weight products) of pairs by step: rows 0 and down, columns left to right, each pair once."""
    rows, columns = grid.shape
    padded = [fast_length(2 * length - 1) for length in grid.shape]
    spectrum = np.fft.rfft2(grid.sums(weight=weight), padded)
    spectrum *= spectrum.conj()
    apart = np.fft.irfft2(spectrum, padded)[:rows]
    apart = np.concatenate([apart[:, padded[1] - columns + 1 :], apart[:, :columns]], axis=1)
    own = len(grid.cell) if weight is None else weight @ weight
    apart[0, columns - 1] = (apart[0, columns - 1] - own) / 2
    apart[0, : columns - 1] = 0
    return np.rint(apart) if weight is None else apart


def _moments_of(distance, counts, weights):
    """Moments of distances that occur ``counts`` times."""
    bins = 1 << 17
    width = distance.max() * (1 + 1e-9) / (bins - 1)
    scaled = distance / width
    place = scaled.astype(np.intp)
    rest = scaled - place - 0.5
    sums = np.stack(
        [np.bincount(place, weights=weights * rest**order, minlength=bins) for order in range(3)]
    )
    counted = np.bincount(place, weights=counts, minlength=bins)
    return Moments(width, sums, counted, float(counts @ distance), float(counts @ distance**2))
