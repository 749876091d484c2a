"""Moran, local Moran and Getis-Ord by esda, and Ripley's K: checked going in, labelled coming out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from typing import Any, Literal

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from agglomeration.indicators.ground.columns import named_type
from agglomeration.indicators.ground.extras import require
from agglomeration.indicators.ground.points import check_points
from agglomeration.indicators.ground.tables import check_aligned, check_flows
from agglomeration.indicators.ground.ties import NOISE, above
from agglomeration.indicators.inference.calls import keeps_call
from agglomeration.indicators.inference.former_keywords import takes_former
from agglomeration.indicators.inference.result import Inference
from agglomeration.indicators.inference.simulation import check_alternative, p_value, simulate
from agglomeration.words import listed, marked, quoted, tell

from .pairs import half_tiles, make_space
from .random_points import check_distances
from .without_neighbours import WITHOUT, warn_of_regions_without

# Most places drawn for one question that are kept: eight megabytes; of four questions.
_MOST_PLACES = 1 << 20
_QUADRANTS = {
    (own, around): f"{'high' if own else 'low'} among {'high' if around else 'low'}"
    for own in (True, False)
    for around in (True, False)
}


@takes_former("permutations")
@keeps_call
def moran(
    values: pd.Series,
    neighbours: Any,
    *,
    draws: int = 0,
    alternative: Literal["greater", "less", "two-sided"] = "greater",
    level: float = 0.95,
    seed: int | None = None,
    jobs: int = 1,
) -> float | Inference:
    r"""Moran's I: whether regions resemble their neighbours.

    .. math:: I = \frac{n}{\sum_i \sum_j w_{ij}} \frac{\sum_i \sum_j w_{ij} z_i z_j}{\sum_i z_i^2},
        \qquad z_i = y_i - \bar y

    Parameters
    ----------
    values : pandas.Series
        One number per region.
    neighbours : libpysal.graph.Graph or libpysal.weights.W
        Who is whose neighbour, labelled like ``values``; rows are standardized to sum to 1.
    draws : int
        How many times to hand the values out anew among the regions; 0 for none.
    alternative, level, seed, jobs
        As in :func:`ellison_glaeser`.

    Returns
    -------
    float or Inference
        :math:`-1/(n-1)` on average without any pattern, above it where neighbours are alike, about 1 at most. NaN
        where all values are equal. With ``draws`` an :class:`Inference`.

    Warns
    -----
    UserWarning
        If regions have no neighbours: they are left out, values and draws alike, and named; with ``draws`` also in
        ``details["without_neighbours"]``.

    Raises
    ------
    ImportError
        If esda is not installed.
    ValueError
        If values are missing or not labelled like the neighbours.

    Notes
    -----
    It says whether neighbours are alike, not where: see :func:`local_moran`. Equals ``esda.Moran(y, w).I`` where each
    region has a neighbour; esda counts one without among the values. ``esda.Smaup`` (S-maup) takes the autocorrelation
    of small units and says whether joining them into larger regions would change what is found.

    References
    ----------
    Moran, P. A. P. (1950). Notes on continuous stochastic phenomena. Biometrika 37(1/2), 17-23.

    Examples
    --------
    >>> import pandas as pd
    >>> from libpysal.weights import W
    >>> row = W({"a": ["b"], "b": ["a", "c"], "c": ["b", "d"], "d": ["c"]}, silence_warnings=True)
    >>> print(round(moran(pd.Series({"a": 1.0, "b": 2.0, "c": 3.0, "d": 4.0}), row), 3))
    0.4
    """
    esda = require("esda", "space", "Moran's I")
    check_alternative(alternative)
    array, graph, alone = _aligned(values, neighbours)
    if _all_alike(array):
        if not draws:
            return np.nan
        null = np.full(draws, np.nan)
        return _naming(Inference.from_null(np.nan, null, alternative, level, seed), alone)
    value = float(esda.Moran(array, graph, permutations=0).I)
    if not draws:
        return value
    matrix, centred = graph.sparse, array - array.mean()
    scale = len(array) / (matrix.sum() * (centred @ centred))

    def draw(generator):
        shuffled = generator.permutation(centred)
        return scale * (shuffled @ (matrix @ shuffled))

    null = simulate(draw, draws, seed, jobs)
    return _naming(Inference.from_null(value, null, alternative, level, seed), alone)


@takes_former("permutations")
@keeps_call
def correlogram(
    values: pd.Series,
    distances: pd.DataFrame,
    rings: Sequence[float],
    *,
    draws: int = 0,
    alternative: Literal["greater", "less", "two-sided"] = "greater",
    level: float = 0.95,
    seed: int | None = None,
    jobs: int = 1,
) -> pd.DataFrame | Inference:
    r"""Moran's I ring by ring: how likeness fades with distance.

    .. math:: I(d_k) = \frac{n_k}{\sum_{i,j} w_{ij}} \frac{\sum_{i,j} w_{ij} z_i z_j}{\sum_i z_i^2}, \qquad
        w_{ij} \propto 1(d_{k-1} < d_{ij} \le d_k)

    over the :math:`n_k` regions that have another one in ring :math:`k`, with rows that sum to 1.

    Parameters
    ----------
    values : pandas.Series
        One number per region.
    distances : pandas.DataFrame
        Regions x regions, labelled like ``values``, 0 or more.
    rings : sequence of float
        Outer edges of the rings, increasing, in the unit of the distances; the first ring begins at 0.
    draws, alternative, level, seed, jobs
        As in :func:`moran`, anew for each ring.

    Returns
    -------
    pandas.DataFrame or Inference
        By outer edge: ``I``; with ``draws`` an :class:`Inference`, ring by ring. NaN where fewer than two
        regions have a neighbour in the ring, or where those that have one are all equal. The regions that have none
        are left out of their ring; ``.attrs["without_neighbours"]``, with ``draws`` the ``details``, names them by
        outer edge.

    Raises
    ------
    ImportError
        If esda is not installed and draws are asked for.
    ValueError
        If the rings do not increase, or values and distances are missing or labelled differently.

    Notes
    -----
    Two places at the same spot (distance 0) count as neighbours in no ring. Equals ``esda.Moran(y, w).I`` with binary
    weights of each ring; esda's own ``correlogram`` widens one disc instead.

    References
    ----------
    Cliff, A. D. and Ord, J. K. (1981). Spatial Processes: Models and Applications. Pion.

    Examples
    --------
    >>> import pandas as pd
    >>> places = pd.Series([0.0, 1.0, 2.0, 3.0], index=list("abcd"))
    >>> apart = pd.DataFrame({name: (places - at).abs() for name, at in places.items()})
    >>> correlogram(places, apart, [1, 2])["I"].round(2).to_dict()
    {1: 0.4, 2: -0.6}
    """
    check_alternative(alternative)
    edges = list(rings)
    if edges != sorted(set(edges)) or (edges and edges[0] <= 0):
        raise ValueError(
            tell(
                "rings: {edges} must be above 0 and increase; list the outer edges from near to "
                "far.",
                edges=edges,
            )
        )
    check_aligned(values, distances.index, "values", "region", negative=True)
    apart = check_flows(distances, "distances")
    labels = distances.index
    found: dict[float, Any] = {}
    alone: dict[float, list[Any]] = {}
    for inner, outer in pairwise([0, *edges]):
        near = above(apart, inner) & ~above(apart, outer)
        some = near.any(axis=1)
        # Who has nobody in the ring takes no part in its mean either.
        near, here = near[np.ix_(some, some)], values[labels[some]]
        alone[outer] = labels[~some].tolist()
        if len(here) < 2:
            found[outer] = Inference.from_null(np.nan, np.full(draws, np.nan)) if draws else np.nan
        elif draws:
            found[outer] = moran(
                here, _graph(near, labels[some]), draws=draws, seed=seed, jobs=jobs
            )
        else:
            found[outer] = _likeness(near, here.to_numpy(dtype=float))
    if not draws:
        table = pd.DataFrame.from_dict(found, orient="index", columns=["I"], dtype=float)
        table.attrs[WITHOUT] = alone
        return table
    value = pd.Series({outer: ring.value for outer, ring in found.items()}, name="I", dtype=float)
    drawn = (
        np.column_stack([ring.draws for ring in found.values()]) if found else np.empty((draws, 0))
    )
    result = Inference.from_null(value, drawn, alternative, level, seed)
    return _naming(result.beside(value.to_frame()), alone)


def _graph(near, labels):
    graphs = require("libpysal.graph", "space", "neighbours")
    sparse = require("scipy.sparse", "statistics", "neighbours")
    return graphs.Graph.from_sparse(sparse.csr_array(near.astype(float)), ids=labels)


def _likeness(near, values):
    """Moran's I over rows that sum to 1: esda computes the moments of its distribution too, which cost most."""
    if _all_alike(values):
        return np.nan
    centred = values - values.mean()
    return centred @ (near @ centred / near.sum(axis=1)) / (centred @ centred)


@takes_former("permutations")
@keeps_call
def local_moran(
    values: pd.Series,
    neighbours: Any,
    *,
    draws: int = 999,
    alternative: Literal["two-sided", "greater", "less"] = "two-sided",
    level: float = 0.95,
    seed: int | None = None,
) -> Inference | pd.DataFrame:
    r"""Local Moran's I (LISA) of each region: who sits among its like, and who stands out.

    .. math:: I_i = \frac{(n - 1) z_i \sum_j w_{ij} z_j}{\sum_j z_j^2}

    Parameters
    ----------
    values, neighbours
        As in :func:`moran`.
    draws : int
        How many times to hand the other regions' values out anew around each region; 0 for no p-values.
    alternative : {"two-sided", "greater", "less"}
        Two-sided doubles the smaller of the two one-sided values (at most 1): a region may be unlike its neighbours
        as well as like them.
    level : float
        The share of the draws between ``lower`` and ``upper``.
    seed : int, optional
        The same seed gives the same p-values.

    Returns
    -------
    Inference or pandas.DataFrame
        An :class:`Inference` of each region's I. Its ``frame`` has ``I``, ``quadrant`` (high or low among high
        or low neighbours), ``p``, and ``lower`` and ``upper`` of the draws; ``draws=0`` returns the first two
        alone. All undefined for a region without neighbours, and everywhere where all values are equal.

    Warns
    -----
    UserWarning
        If regions have no neighbours: they are left out, so that the others' results do not depend on them, and named;
        also in ``details["without_neighbours"]``, and with ``draws=0`` in ``.attrs``.

    Raises
    ------
    ImportError, ValueError
        As :func:`moran`.

    Notes
    -----
    As many tests as regions: some are significant by chance. Permutations that give exactly the value count for both
    sides: a region whose neighbours could not have been otherwise has a p of 1. Equals
    ``esda.Moran_Local(y, w).Is`` where each region has a neighbour, which is (n - 1)/n times the value of R's
    ``spdep::localmoran``. Its ``p_sim`` is another one: it is one-sided, on the side where the value lies, about half
    of the two-sided p, and it does not count ties.

    References
    ----------
    Anselin, L. (1995). Local indicators of spatial association - LISA. Geographical Analysis 27(2), 93-115.

    Examples
    --------
    >>> import pandas as pd
    >>> from libpysal.weights import W
    >>> row = W({"a": ["b"], "b": ["a", "c"], "c": ["b", "d"], "d": ["c"]}, silence_warnings=True)
    >>> local_moran(pd.Series({"a": 1.0, "b": 2.0, "c": 3.0, "d": 4.0}), row, draws=0)
          I         quadrant
    a  0.45    low among low
    b  0.15    low among low
    c  0.15  high among high
    d  0.45  high among high
    """
    esda = require("esda", "space", "local Moran's I")
    array, graph, alone = _aligned(values, neighbours)
    check_alternative(alternative)
    labels, told = graph.unique_ids, (values.index, alone, alternative, level, seed)
    if _all_alike(array):
        frame = pd.DataFrame({"I": np.nan, "quadrant": None}, index=labels)
        return _tested(frame, np.full((draws, len(labels)), np.nan), np.nan, *told)
    matrix = graph.sparse.tocsr()
    found = esda.Moran_Local(array, graph, permutations=0).Is
    centred = array - array.mean()
    least = NOISE * np.abs(centred).max()
    high, high_around = centred > least, matrix @ centred > least
    quadrant = [_QUADRANTS[own, around] for own, around in zip(high, high_around, strict=True)]
    frame = _with_neighbours(pd.DataFrame({"I": found, "quadrant": quadrant}, index=labels), matrix)
    if not draws:
        return _tested(frame, np.empty((0, len(labels))), np.nan, *told)
    # Beside the sum over the neighbours, what local Moran holds is the same in each draw; its sign turns the sides.
    sides = {
        place: _turned(alternative, high[place])
        for place in np.flatnonzero(np.abs(centred) > least)
    }
    sums = _handed_out(array, matrix, draws, seed)
    p = _local_p(array, matrix, sums, sides)
    sums -= array.mean() * _weights_of_others(matrix)
    sums *= (len(array) - 1) * centred / (centred @ centred)
    return _tested(frame, sums, p, *told)


@takes_former("permutations")
@keeps_call
def getis_ord(
    values: pd.Series,
    neighbours: Any,
    *,
    star: bool = True,
    draws: int = 999,
    alternative: Literal["greater", "less", "two-sided"] = "two-sided",
    level: float = 0.95,
    seed: int | None = None,
) -> Inference | pd.DataFrame:
    r"""Getis-Ord G of each region: whether high or low values gather around it.

    .. math:: G_i^* = \frac{\sum_j w_{ij} y_j}{\sum_j y_j}, \qquad
        z_i = \frac{\sum_j w_{ij} y_j - \bar y \sum_j w_{ij}}
        {s \sqrt{\left(n \sum_j w_{ij}^2 - (\sum_j w_{ij})^2\right) / (n - 1)}}

    with :math:`\bar y` and :math:`s` the mean and the standard deviation of the :math:`n` values that are summed.

    Parameters
    ----------
    values : pandas.Series
        One non-negative number per region.
    neighbours
        As in :func:`moran`.
    star : bool
        Whether the region itself counts, with the largest weight of its row (:math:`G_i^*`), or not (:math:`G_i`,
        whose sums leave the region out).
    draws, alternative, level, seed
        As in :func:`local_moran`: ``"greater"`` asks for hot spots, ``"less"`` for cold ones.

    Returns
    -------
    Inference or pandas.DataFrame
        An :class:`Inference` of each region's G. Its ``frame`` has ``G``, ``z`` (positive: a hot spot,
        negative: a cold spot), ``p``, and ``lower`` and ``upper`` of the draws; ``draws=0`` returns the first
        two alone. All undefined for a region without neighbours, where the values in the denominator sum to 0,
        and everywhere where all values are equal; z also where the values that are summed are all equal, or all
        regions are neighbours.

    Warns
    -----
    UserWarning
        As :func:`local_moran`.

    Raises
    ------
    ImportError, ValueError
        As :func:`moran`; and if a value is negative.

    Notes
    -----
    It tells high from low gatherings, which local Moran's I does not, but sees no outliers. Equals
    ``esda.G_Local(y, w, star=star).Gs`` for weights with rows that sum to 1. ``z`` is that of Ord and Getis and does
    not depend on what the weights of a row sum to: for equal weights it is ``.Zs`` of esda with ``transform="B"``.
    With ``transform="R"`` esda takes the sum of the weights for the sum of their squares, and its ``.Zs`` are nearer
    to 0. For its ``p_sim`` see :func:`local_moran`.

    References
    ----------
    Ord, J. K. and Getis, A. (1995). Local spatial autocorrelation statistics. Geographical Analysis 27(4), 286-306.

    Examples
    --------
    >>> import pandas as pd
    >>> from libpysal.weights import W
    >>> row = W({"a": ["b"], "b": ["a", "c"], "c": ["b", "d"], "d": ["c"]}, silence_warnings=True)
    >>> getis_ord(pd.Series({"a": 1.0, "b": 2.0, "c": 3.0, "d": 4.0}), row, star=False, seed=1).value.round(3).tolist()
    [0.222, 0.25, 0.429, 0.5]
    """
    esda = require("esda", "space", "Getis-Ord statistics")
    array, graph, alone = _aligned(values, neighbours, negative=False)
    check_alternative(alternative)
    labels, told = graph.unique_ids, (values.index, alone, alternative, level, seed)
    if _all_alike(array):
        frame = pd.DataFrame(np.nan, columns=["G", "z"], index=labels)
        return _tested(frame, np.full((draws, len(labels)), np.nan), np.nan, *told)
    matrix = graph.sparse.tocsr()
    own = (
        matrix.max(axis=1).toarray().ravel()
        if star and not matrix.diagonal().any()
        else matrix.diagonal() * star
    )
    graph = graph.assign_self_weight(own).transform("r")
    matrix = graph.sparse.tocsr()
    with np.errstate(all="ignore"):
        # With the region's own weight in its place esda has nothing to guess.
        found = esda.G_Local(
            array, graph, transform="R", star=None if star else False, permutations=0
        ).Gs
    frame = pd.DataFrame({"G": found, "z": _standard_score(array, matrix, star)}, index=labels)
    frame = _with_neighbours(frame, matrix)
    if not draws:
        return _tested(frame, np.empty((0, len(labels))), np.nan, *told)
    sums = _handed_out(array, matrix, draws, seed)
    p = _local_p(
        array, matrix, sums, dict.fromkeys(np.flatnonzero(np.isfinite(found)), alternative)
    )
    with np.errstate(all="ignore"):
        sums += matrix.diagonal() * array
        sums /= array.sum() if star else array.sum() - array
    return _tested(frame, sums, p, *told)


def _tested(frame, sums, p, order, alone, alternative, level, seed):
    """The result of a local statistic, the first column of the frame, for all regions; undefined where that is."""
    full = frame.reindex(order)
    if not len(sums):
        full.attrs[WITHOUT] = alone
        return full
    value = full.iloc[:, 0].astype(float)
    defined = value.notna().to_numpy()
    drawn = np.full((len(sums), len(order)), np.nan)
    drawn[:, defined] = sums[:, frame.index.get_indexer(order[defined])]
    p = pd.Series(np.broadcast_to(p, len(frame)), index=frame.index).reindex(order)
    kind = marked("draws under the null hypothesis")
    parts = {"level": level, "alternative": alternative, "seed": seed, "kind": kind}
    result = Inference.of_draws(value, drawn, p.where(value.notna()), **parts).beside(full)
    return _naming(result, alone)


def _naming(result, alone):
    """The result with the regions that take no part among its details."""
    return replace(result, details={**result.details, WITHOUT: alone})


def _standard_score(values, matrix, star):
    """Ord and Getis' z of each sum over neighbours; NaN where the sum could not have been another one."""
    weights, squares = matrix.sum(axis=1), matrix.multiply(matrix).sum(axis=1)
    everyone, count = np.ones(len(values)), len(values)
    if star:
        mean, deviation = everyone * values.mean(), everyone * values.std()
    else:
        others = [np.delete(values, place) for place in range(count)]
        mean, deviation = (
            np.array([other.mean() for other in others]),
            np.array([other.std() for other in others]),
        )
        count -= 1
    free = count * squares - weights**2
    possible = (deviation > NOISE * mean) & (free > NOISE * weights**2)
    spread = np.where(
        possible, deviation * np.sqrt(np.maximum(free, 0.0) / max(count - 1, 1)), np.nan
    )
    return (matrix @ values - mean * weights) / spread


def _turned(alternative, high):
    """The side of a sum over neighbours that is the given side of its product with a high or a low value."""
    return (
        alternative
        if high or alternative == "two-sided"
        else {"greater": "less", "less": "greater"}[alternative]
    )


def _handed_out(values, matrix, draws, seed):
    """Sums over the neighbours of each region when the other regions' values are handed out anew, one row per draw.

    The draws take the same places among the others for each region, as those of esda do.
    """
    count = len(values)
    others = [_others(matrix, place) for place in range(count)]
    most = max(len(places) for places, _ in others)
    sums = np.zeros((count, draws))
    if not most:
        return sums.T
    # Only what has a whole number as a seed is drawn alike again.
    keep = isinstance(seed, int) and draws * most <= _MOST_PLACES
    drawn = (_kept_places if keep else _places_drawn)(count, most, draws, seed)
    for place, (_, weights) in enumerate(others):
        handed = np.delete(values, place)[drawn[:, : len(weights)]]
        sums[place] = handed @ weights
    return sums.T


def _places_drawn(count, most, draws, seed):
    """For each draw so many places among all others, one row per draw."""
    drawn = simulate(
        lambda generator: generator.choice(count - 1, size=most, replace=False), draws, seed
    )
    # Kept arrays are shared between calls.
    drawn.flags.writeable = False
    return drawn


# The same regions are often looked at by several measures, and then drawn alike.
_kept_places = lru_cache(4)(_places_drawn)


def _local_p(values, matrix, sums, sides):
    """By region the p-value of its sum over neighbours. A region that is not in ``sides`` has nothing to be tested: no
    draw differs from what it has.
    """
    p = np.ones(len(values))
    for place, side in sides.items():
        places, weights = _others(matrix, place)
        if len(places):
            p[place] = p_value(weights @ values[places], sums[:, place], side)
    return p


def _others(matrix, place):
    """A region's neighbours other than itself, and their weights."""
    row = slice(matrix.indptr[place], matrix.indptr[place + 1])
    places, weights = matrix.indices[row], matrix.data[row]
    order = np.argsort(places)
    order = order[(places[order] != place) & (weights[order] != 0)]
    return places[order], weights[order]


def _weights_of_others(matrix):
    return np.asarray(matrix.sum(axis=1)).ravel() - matrix.diagonal()


def _with_neighbours(frame, matrix):
    """The frame with everything undefined for the regions without a neighbour."""
    has_others = (matrix != 0).sum(axis=1) > (matrix.diagonal() != 0)
    return frame.where(pd.Series(has_others, index=frame.index))


def ripley_k(
    points: pd.DataFrame,
    distances: ArrayLike,
    area: float | None = None,
    *,
    x: str = "x",
    y: str = "y",
) -> pd.DataFrame:
    r"""Ripley's K: the expected number of further points within a distance of a point, over their density.

    .. math:: K(r) = \frac{A}{n (n - 1)} \sum_i \sum_{j \ne i} 1(d_{ij} < r)

    Parameters
    ----------
    points : pandas.DataFrame
        One row per point, planar coordinates.
    distances : array of float
        Radii, 0 or more and increasing.
    area : float, optional
        Area of the window the points could lie in, in squared units of the coordinates. Without it that of their
        bounding box, which is too small.
    x, y : str
        The columns with the coordinates.

    Returns
    -------
    pandas.DataFrame
        Indexed by ``distance``: ``K`` and ``L``, the root of K over pi. Without any pattern K is
        :math:`\pi r^2` and L is r, but for the edges. NaN with fewer than two points.

    Raises
    ------
    ValueError
        If points, distances or the area are bad.

    Notes
    -----
    No correction for edges: points beyond them are missed, so K falls below :math:`\pi r^2` as r grows. Its
    benchmark is an even spread, which plants never have: for industries use :func:`marcon_puech` or
    :func:`duranton_overman`, which have envelopes. For a test against an even spread, which needs the window's shape
    and not its area alone, call ``pointpats.k_test``.

    Equals R's ``spatstat.explore::Kest(correction="none")``, which counts a distance of exactly r too. ``pointpats.k``
    counts the same pairs, but takes the bounding box for the window and n for n - 1: on one pattern 935 where spatstat,
    with the true window, gives 2281.

    References
    ----------
    Ripley, B. D. (1977). Modelling spatial patterns. Journal of the Royal Statistical Society B 39(2), 172-212.

    Examples
    --------
    Three points 3, 4 and 5 apart in a window of 100: of six ordered pairs two are closer than 3.5:

    >>> import pandas as pd
    >>> points = pd.DataFrame({"x": [0, 3, 0], "y": [0, 0, 4]})
    >>> ripley_k(points, [3.5, 5.5], area=100)["K"].round(2).tolist()
    [33.33, 100.0]
    """
    checked, radii = check_points(points, x, y), check_distances(distances)
    count = len(checked.x)
    window = float(np.ptp(checked.x) * np.ptp(checked.y)) if area is None else area
    if not (np.isfinite(window) and window > 0):
        raise ValueError(
            tell(
                "area: {window} is not an area; give area=, positive and finite.",
                window=quoted(window),
            )
        )
    if count < 2:
        return pd.DataFrame({"K": np.nan, "L": np.nan}, index=pd.Index(radii, name="distance"))
    value = window * _pairs_closer(checked.x, checked.y, radii) / (count * (count - 1) / 2)
    return pd.DataFrame(
        {"K": value, "L": np.sqrt(value / np.pi)}, index=pd.Index(radii, name="distance")
    )


def _pairs_closer(x, y, radii):
    """How many pairs of points are closer than each radius; a distance that misses it by rounding only is not."""
    below = radii * (1 - NOISE)
    counts = np.zeros(len(radii) + 1)
    for distance, _ in half_tiles(make_space(x, y, "planar"), reach=radii[-1]):
        counts += np.bincount(np.searchsorted(below, distance, side="right"), minlength=len(counts))
    return np.cumsum(counts[:-1])


def _aligned(values, neighbours, negative=True):
    """Values and neighbours (rows sum to 1) of the regions that have any, and the names of those that have none."""
    graphs = require("libpysal.graph", "space", "neighbours")
    # esda would standardize a W in place, and the input must not change.
    graph = graphs.Graph.from_W(neighbours) if hasattr(neighbours, "id_order") else neighbours
    if not isinstance(graph, graphs.Graph):
        raise TypeError(
            tell(
                "neighbours: expected a libpysal.graph.Graph or libpysal.weights.W, labelled like the values, "
                "got {found}.",
                found=named_type(neighbours),
            )
        )
    labels = pd.Index(graph.unique_ids)
    array = check_aligned(values, labels, "values", "region", negative=negative)
    if len(labels) < 2:
        raise ValueError(
            tell(
                "values: there is only {region}; neighbours need at least two regions.",
                region=listed(labels),
            )
        )
    linked = _linked(graph.sparse.tocsr())
    if linked.all():
        return array, graph.transform("r"), []
    warn_of_regions_without(labels[~linked])
    part = graph.sparse.tocsr()[linked][:, linked]
    graph = graphs.Graph.from_sparse(part, ids=labels[linked])
    return array[linked], graph.transform("r"), labels[~linked].tolist()


def _linked(matrix):
    """Which regions are a neighbour of another one, or have one."""
    links = (matrix != 0).tolil()
    links.setdiag(False)
    return np.asarray(links.sum(axis=0)).ravel() + np.asarray(links.sum(axis=1)).ravel() > 0


def _all_alike(values):
    """Whether nothing but rounding tells the values apart."""
    return np.ptp(values) <= NOISE * np.abs(values).max() if len(values) > 1 else True
