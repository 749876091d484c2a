"""Lang, Marcon and Puech's m: how much likelier than anywhere the plants at a distance are of a given industry."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from agglomeration.indicators.ground.tables import check_choice
from agglomeration.indicators.inference.calls import keeps_call
from agglomeration.indicators.inference.simulation import check_alternative, simulate
from agglomeration.words import quoted, tell

from .kernel_density import TAIL
from .marcon_puech import Labels, default_radii, placed
from .pairs import strips, to_map
from .random_points import check_distances, check_simulated, of_type, with_envelopes

if TYPE_CHECKING:
    from agglomeration.indicators.inference.result import Inference

__all__ = ["lang_marcon_puech"]


@keeps_call
def lang_marcon_puech(
    points: pd.DataFrame,
    type: Any,
    neighbours: Any = None,
    distances: ArrayLike | None = None,
    weights: str | None = None,
    *,
    x: str = "x",
    y: str = "y",
    types: str = "type",
    coordinates: Literal["planar", "geographic"] = "planar",
    distance_matrix: pd.DataFrame | None = None,
    bandwidth: float | None = None,
    draws: int = 0,
    null: Literal["location", "labelling"] = "location",
    level: float = 0.95,
    alternative: Literal["greater", "less", "two-sided"] = "two-sided",
    seed: int | None = None,
    jobs: int = 1,
) -> pd.DataFrame | Inference:
    r"""Lang-Marcon-Puech m: the weight of an industry among the plants at a distance, against its weight everywhere.

    .. math::

        m(r) = \left. \sum_i \frac{\sum_{j \ne i} w_j\, \kappa_h(d_{ij} - r)\, 1(j \in \text{neighbours})}
        {\sum_{j \ne i} w_j\, \kappa_h(d_{ij} - r)} \right/
        \sum_i \frac{W_{\text{neighbours}} - w_i\, 1(i \in \text{neighbours})}{W - w_i}

    the Marcon-Puech M with a Gaussian kernel :math:`\kappa_h` of bandwidth :math:`h` about the distance :math:`r`, in
    place of all that lies within it.

    Parameters
    ----------
    points, type, neighbours, distances, weights
        As in :func:`marcon_puech`; ``distances`` are those at which it is evaluated.
    x, y, types, coordinates, distance_matrix
        As in :func:`duranton_overman`.
    bandwidth : float, optional
        :math:`h`, in the unit of distance. Without it Silverman's rule, 0.9 min(sd, IQR / 1.34) N^(-1/5), over the
        distances of the N pairs of a plant of ``type`` and one of ``neighbours``; every simulated industry then has
        its own.
    draws, null, level, alternative, seed, jobs
        As in :func:`marcon_puech`, whose draws are the same for the same seed.

    Returns
    -------
    pandas.DataFrame or Inference
        Indexed by ``distance``: ``m``; ``.attrs`` has the ``bandwidth``. With ``draws`` an :class:`Inference` of the
        whole curve, as in :func:`duranton_overman`.

        1: among the plants that are :math:`r` away the neighbours' industry is as frequent as everywhere; 2: twice as
        frequent; 0: absent. NaN where no plant of ``type`` has a neighbour within 8.5 bandwidths of that distance, and
        where the industry has but one plant and is looked for around itself.

    Raises
    ------
    ValueError
        As :func:`marcon_puech`; if the bandwidth is not positive, or the pairs suggest none.

    Notes
    -----
    M is cumulative and m is not: a cluster at 2 km shows in m at 2 km and not at 20, so it says at *which* distance
    plants gather. Like M it is relative, so that the edges of the map and the pattern of all activity are in both
    parts of the ratio; nothing is reflected at 0 for the same reason. Unlike Kd it need not fall at one distance
    because it rises at another. Its mean over random labellings is 1, without weights exactly so where the bandwidth
    is given and every plant counts. Few plants at a distance make it jump there: look at the envelope. Time grows with
    the plants of the industry times all plants times the distances.

    The estimator is that of ``dbmss::mhat`` in R, which takes only pairs up to twice the largest distance for its
    bandwidth, smooths on a grid of 512 points, and is NaN everywhere where one plant has no neighbour about a distance.

    References
    ----------
    Lang, G., Marcon, E. and Puech, F. (2020). Distance-based measures of spatial concentration: introducing a relative
    density function. Annals of Regional Science 64, 243-265.

    Examples
    --------
    Two bakers side by side, two smiths further on. One of a baker's three others is a baker. About 1 away all are,
    about 5 away none is:

    >>> import pandas as pd
    >>> points = pd.DataFrame({"x": [0, 1, 5, 7], "y": 0, "type": ["baker", "baker", "smith", "smith"]})
    >>> lang_marcon_puech(points, "baker", distances=[1, 5], bandwidth=0.4)["m"].round(2).tolist()
    [3.0, 0.0]
    """
    check_choice(null, ("location", "labelling"), "null")
    check_alternative(alternative)
    checked, space = placed(points, x, y, types, weights, coordinates, distance_matrix)
    around = of_type(checked, type, "type")
    sought = around if neighbours is None else of_type(checked, neighbours, "neighbours")
    radii = default_radii(space) if distances is None else check_distances(distances)
    if bandwidth is not None and not (np.isfinite(bandwidth) and bandwidth > 0):
        raise ValueError(
            tell(
                "bandwidth: {bandwidth} is not a width; it must be positive and finite.",
                bandwidth=quoted(bandwidth),
            )
        )
    observed = Labels(around, sought, checked.weight).ordered(space.order)
    used = _rule_of_thumb(space, observed) if bandwidth is None else float(bandwidth)
    result = pd.DataFrame(
        {"m": _curve(space, observed, radii, used)}, pd.Index(radii, name="distance")
    )
    result.attrs["bandwidth"] = used
    if not draws:
        return result
    check_simulated(around | sought)

    def draw(generator):
        labels = observed.shuffled(generator.permutation(len(around)), null)
        width = _rule_of_thumb(space, labels) if bandwidth is None else bandwidth
        return _curve(space, labels, radii, width)

    return with_envelopes(result, simulate(draw, draws, seed, jobs), level, alternative, seed)


def _curve(space, labels, radii, bandwidth):
    """Mean of local ratios over the mean of overall ones, at each distance."""
    if np.isnan(bandwidth):
        return np.full(len(radii), np.nan)
    local, overall = np.zeros((2, len(radii)))
    ratio = labels.global_ratio()
    for here, there, distance in _rows(space, labels.around, radii[-1] + TAIL * bandwidth):
        weight, sought = labels.weight[there], labels.sought[there]
        for place, radius in enumerate(radii):
            apart = np.abs(distance - radius) / bandwidth
            height = np.where(apart <= TAIL, np.exp(-0.5 * np.minimum(apart, TAIL) ** 2), 0.0)
            total = height @ weight
            found = height[:, sought] @ weight[sought]
            some = total > 0
            local[place] += (found[some] / total[some]).sum()
            overall[place] += ratio[here][some].sum()
    return np.divide(local, overall, out=np.full(len(radii), np.nan), where=overall > 0)


def _rows(space, marked, reach):
    """Runs of the marked points, all others in reach, and the distances between them on the map."""
    for here, there, tiles in strips(space, np.flatnonzero(marked), reach):
        distance = np.empty((len(here), len(there)))
        for columns, squared in tiles:
            distance[:, columns] = to_map(np.sqrt(squared), space.geographic)
        # Through the sphere nothing is further than its antipode: a point is no neighbour of itself.
        distance[here[:, None] == there] = np.inf
        yield here, there, distance


def _rule_of_thumb(space, labels):
    """Silverman's bandwidth over the pairs of a plant and one that is looked for."""
    parts = []
    for here, there, distance in _rows(space, labels.around, np.inf):
        wanted = np.isfinite(distance) & labels.sought[there]
        # Where plants are looked for around each other every pair would count twice.
        twice = labels.around[there] & labels.sought[here][:, None] & (there < here[:, None])
        parts.append(distance[wanted & ~twice])
    pairs = np.concatenate(parts) if parts else np.empty(0)
    if not len(pairs):
        return np.nan
    deviation = pairs.std(ddof=1) if len(pairs) > 1 else 0.0
    low, high = np.quantile(pairs, [0.25, 0.75])
    smaller = min(deviation, (high - low) / 1.34) or deviation
    if not smaller > 1e-12 * pairs.max():
        raise ValueError(
            tell(
                "points: all pairs are equally far apart, so their distances suggest no bandwidth; give bandwidth=."
            )
        )
    return float(0.9 * smaller * len(pairs) ** -0.2)
