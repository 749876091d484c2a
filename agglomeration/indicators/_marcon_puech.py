"""Marcon and Puech's M: how much likelier than anywhere a plant's neighbours are of a given industry."""

import numpy as np
import pandas as pd

from ._pairs import TILE, longest, make_space, strips, to_straight
from ._random_points import check_distances, check_simulated, of_type, with_envelopes
from .inference import simulate
from .points import check_points
from .tables import check_choice

# Cells of the table in which a squared distance finds its place among the radii.
CELLS = 1 << 15


def marcon_puech(
    points,
    type,
    neighbours=None,
    distances=None,
    weights=None,
    *,
    x="x",
    y="y",
    types="type",
    coordinates="planar",
    simulations=0,
    null="location",
    level=0.95,
    alternative="two-sided",
    seed=None,
):
    r"""Marcon-Puech M: the weight of an industry among a plant's neighbours, against its weight everywhere.

    .. math::

        M(r) = \left. \sum_i \frac{\sum_{j \ne i} w_j\, 1(d_{ij} \le r)\, 1(j \in \text{neighbours})}
        {\sum_{j \ne i} w_j\, 1(d_{ij} \le r)} \right/
        \sum_i \frac{W_{\text{neighbours}} - w_i\, 1(i \in \text{neighbours})}{W - w_i}

    where :math:`i` runs over the plants of ``type`` with at least one neighbour within :math:`r`, :math:`W` is the
    weight of all plants and :math:`W_{\text{neighbours}}` that of the neighbours' industry.

    Parameters
    ----------
    points : pandas.DataFrame
        One row per plant, of all industries: the others are what the industry is compared with.
    type : label
        The industry around whose plants is looked.
    neighbours : label, optional
        The industry looked for; without it ``type`` itself.
    distances : array of float, optional
        Radii, 0 or more and increasing, in the unit of the coordinates (kilometres for geographic ones). Without it
        30 even steps up to a third of the diagonal of the points' bounding box.
    weights : str, optional
        The column of positive plant sizes; without it every plant counts alike.
    x, y, types, coordinates
        As in :func:`duranton_overman`.
    simulations : int
        How many random industries to draw for the envelopes; 0 for none.
    null : {"location", "labelling"}
        Hand the plants, with industry and size, to the sites anew (``"location"``); or hand the industries to the
        plants anew, sites keeping their sizes (``"labelling"``). The same without weights.
    level, alternative, seed
        As in :func:`duranton_overman`.

    Returns
    -------
    pandas.DataFrame
        Indexed by ``distance``: ``M``, and with ``simulations`` ``expected``, ``local_lower``, ``local_upper``,
        ``global_lower``, ``global_upper`` and ``.attrs`` as in :func:`duranton_overman`.

        1: the neighbours' industry is as frequent within :math:`r` of a plant as everywhere; 2: twice as frequent;
        0: absent. NaN where no plant of ``type`` has a neighbour within :math:`r`, and where the industry has but one
        plant and is looked for around itself.

    Raises
    ------
    ValueError
        If points, distances or weights are bad, or ``type`` or ``neighbours`` is not among the types.

    Notes
    -----
    M is cumulative: a cluster at 2 km still shows at 20. It is relative: an industry that follows all activity has 1
    everywhere, whatever the edges of the map. Without weights its mean over random labellings is exactly 1 wherever
    every plant has a neighbour. A distance of exactly :math:`r` is within :math:`r`; plants at one place are
    neighbours at every :math:`r`.

    Every pair within the largest radius is counted, without ever holding the matrix of distances; a short largest
    radius therefore saves most of the work. The envelopes count all draws in one pass.

    Equals ``dbmss::Mhat`` in R, whose default radii reach half the diameter of the window.

    References
    ----------
    Marcon, E. and Puech, F. (2010). Measures of the geographic concentration of industries: improving distance-based
    methods. Journal of Economic Geography 10(5), 745-762.

    Examples
    --------
    Two bakers side by side, two smiths further on. Everywhere one of a baker's three others is a baker, nearby all
    are; within 4 this holds for one baker and half for the other:

    >>> import pandas as pd
    >>> points = pd.DataFrame({"x": [0, 1, 5, 7], "y": 0, "type": ["baker", "baker", "smith", "smith"]})
    >>> marcon_puech(points, "baker", distances=[1, 4, 7])["M"].round(2).tolist()
    [3.0, 2.25, 1.0]
    """
    check_choice(null, ("location", "labelling"), "null")
    checked = check_points(points, x, y, types, weights, coordinates=coordinates)
    around = of_type(checked, type, "type")
    sought = around if neighbours is None else of_type(checked, neighbours, "neighbours")
    space = make_space(checked.x, checked.y, coordinates)
    radii = _default_radii(space) if distances is None else check_distances(distances)
    observed = _Labels(around, sought, checked.weight).ordered(space.order)
    drawn = []
    if simulations:
        check_simulated(around | sought)
        places = simulate(lambda generator: generator.permutation(len(around)), simulations, seed)
        drawn = [observed.shuffled(place, null) for place in places]
    curves = _curves(space, [observed, *drawn], radii, same_weights=weights is None or null == "labelling")
    result = pd.DataFrame({"M": curves[0]}, index=pd.Index(radii, name="distance"))
    return with_envelopes(result, "M", curves[1:], level, alternative, seed) if simulations else result


class _Labels:
    """Which points are looked around, which are looked for, and their weights."""

    def __init__(self, around, sought, weight):
        self.around, self.sought, self.weight = around, sought, weight

    def ordered(self, order):
        return _Labels(self.around[order], self.sought[order], self.weight[order])

    def shuffled(self, place, null):
        return _Labels(
            self.around[place], self.sought[place], self.weight if null == "labelling" else self.weight[place]
        )

    def global_ratio(self):
        """Weight of the sought among all others, for every point."""
        rest = self.weight.sum() - self.weight
        others = self.weight[self.sought].sum() - np.where(self.sought, self.weight, 0.0)
        # A sum less its only term is nothing, not what rounding leaves of it.
        if self.sought.sum() == 1:
            others[self.sought] = 0.0
        return np.divide(others, rest, out=np.full(len(rest), np.nan), where=len(rest) > 1)


def _curves(space, labellings, radii, same_weights):
    """M of every labelling, shape (labellings, radii), in one pass over the pairs."""
    candidates = np.logical_or.reduce([labels.around for labels in labellings])
    ratios = [labels.global_ratio() for labels in labellings]
    local, overall = np.zeros((2, len(labellings), len(radii)))
    rank = _ranker(radii, space.geographic)
    for here, there, tiles in strips(space, candidates, radii[-1]):
        place, everyone = _rank_strip(tiles, rank, labellings[0].weight[there], (len(here), len(there)), len(radii))
        for number, labels in enumerate(labellings):
            rows = np.flatnonzero(labels.around[here])
            columns = np.flatnonzero(labels.sought[there])
            mine = place if len(rows) == len(here) else place[rows]
            found = _within(mine.take(columns, axis=1), labels.weight[there[columns]], len(radii))
            total = everyone[rows] if same_weights else _within(mine, labels.weight[there], len(radii))
            some = total > 0
            local[number] += np.divide(found, total, out=np.zeros_like(total), where=some).sum(axis=0)
            overall[number] += ratios[number][here[rows]] @ some
    return np.divide(local, overall, out=np.full_like(local, np.nan), where=overall > 0)


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
    by one, by their root: a point at a distance that equals the radius to the last digit is within it.
    """
    straight = to_straight(radii, geographic)
    scale = (CELLS - 1) / (straight[-1] ** 2 or 1.0)
    edges = np.arange(CELLS + 1) / scale
    table = np.searchsorted(straight**2, edges[:-1]).astype(np.uint8 if len(radii) < 255 else np.uint16)
    unsure = np.iinfo(table.dtype).max
    beside = np.floor(straight**2 * scale).astype(np.intp)
    table[np.clip(beside[:, None] + [-1, 0, 1], 0, CELLS - 1)] = unsure
    table[-1] = unsure
    work, cells, ranks = np.empty(TILE * TILE), np.empty(TILE * TILE, np.intp), np.empty(TILE * TILE, table.dtype)

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


def _default_radii(space):
    return np.linspace(0, longest(space) / 3, 31)[1:]
