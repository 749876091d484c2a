"""Marcon and Puech's M: how much likelier than anywhere a plant's neighbours are of a given industry."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from agglomeration.indicators.ground.points import Points, check_distance_matrix, check_points
from agglomeration.indicators.ground.tables import check_choice
from agglomeration.indicators.ground.ties import NOISE
from agglomeration.indicators.inference.calls import keeps_call
from agglomeration.indicators.inference.former_keywords import takes_former
from agglomeration.indicators.inference.simulation import check_alternative, simulate
from agglomeration.words import tell

from .grid import check_binned, snap
from .neighbour_discs import binned_ratios
from .neighbour_ranks import exact_ratios
from .pairs import Measured, Space, longest, make_space
from .random_points import check_distances, check_simulated, of_type, with_envelopes

if TYPE_CHECKING:
    from agglomeration.indicators.inference.result import Inference


@takes_former("simulations")
@keeps_call
def marcon_puech(
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
    method: Literal["exact", "binned"] = "exact",
    draws: int = 0,
    null: Literal["location", "labelling"] = "location",
    level: float = 0.95,
    alternative: Literal["greater", "less", "two-sided"] = "two-sided",
    seed: int | None = None,
    jobs: int = 1,
) -> pd.DataFrame | Inference:
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
    x, y, types, coordinates, distance_matrix
        As in :func:`duranton_overman`.
    method : {"exact", "binned"}
        ``"exact"``: every pair within the largest radius; time grows with the square of the number of plants in
        reach. ``"binned"`` (planar only): plants are moved to the middles of a grid of 1,024 cells along the map's
        longer side; time hardly grows with the number of plants. No distance is off by more than
        :math:`\sqrt 2 / 1024` (0.14 %) of the longer side: what is counted within :math:`r` lies, for every plant,
        between the exact counts within that much less and that much more. Shorter radii are refused.
    draws : int
        How many random industries to draw for the envelopes; 0 for none.
    null : {"location", "labelling"}
        Hand the plants, with industry and size, to the sites anew (``"location"``); or hand the industries to the
        plants anew, sites keeping their sizes (``"labelling"``). The same without weights.
    level, alternative, seed, jobs
        As in :func:`duranton_overman`. More than one process pays from about 10,000 plants, or with draws.

    Returns
    -------
    pandas.DataFrame or Inference
        Indexed by ``distance``: ``M``; with ``"binned"`` ``.attrs["distance_error"]`` is the most by which a distance
        is off. With ``draws`` an :class:`Inference` of the whole curve, as in :func:`duranton_overman`, with
        ``distance_error`` in its ``details``.

        1: the neighbours' industry is as frequent within :math:`r` of a plant as everywhere; 2: twice as frequent;
        0: absent. NaN where no plant of ``type`` has a neighbour within :math:`r`, and where the industry has but one
        plant and is looked for around itself.

    Raises
    ------
    ValueError
        If points, distances or weights are bad, ``type`` or ``neighbours`` is not among the types, or a radius is too
        short for the grid of ``"binned"``.

    Notes
    -----
    M is cumulative: a cluster at 2 km still shows at 20. It is relative: an industry that follows all activity has 1
    everywhere, whatever the edges of the map. Without weights its mean over random labellings is exactly 1 wherever
    every plant has a neighbour. A distance of exactly :math:`r` is within :math:`r`; plants at one place are
    neighbours at every :math:`r`.

    The exact form counts every pair within the largest radius, without ever holding the matrix of distances; a short
    largest radius therefore saves most of the work, and the envelopes count all draws in one pass. From about 50,000
    plants the binned form is quicker. The same seed draws the same industries for both.

    Equals ``dbmss::Mhat`` in R, whose default radii reach half the diameter of the window, and whose ``Dtable`` is
    ``distance_matrix`` here. The density beside it is :func:`lang_marcon_puech`; which plants make a high M,
    :func:`local_marcon_puech`.

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
    check_binned(method, coordinates, distance_matrix)
    check_choice(null, ("location", "labelling"), "null")
    check_alternative(alternative)
    checked, space = placed(points, x, y, types, weights, coordinates, distance_matrix)
    around = of_type(checked, type, "type")
    sought = around if neighbours is None else of_type(checked, neighbours, "neighbours")
    radii = default_radii(space) if distances is None else check_distances(distances)
    observed = Labels(around, sought, checked.weight).ordered(space.order)
    drawn = []
    if draws:
        check_simulated(around | sought)
        places = simulate(lambda generator: generator.permutation(len(around)), draws, seed)
        drawn = [observed.shuffled(place, null) for place in places]
    same_weights = weights is None or null == "labelling"
    # A distance that exceeds a radius by rounding only is within it, in whatever unit.
    within = radii * (1 + NOISE)
    result = pd.DataFrame(index=pd.Index(radii, name="distance"))
    if method == "binned" and isinstance(space, Space):
        grid = snap(*space.axes)
        _check_resolution(radii, grid)
        result.attrs["distance_error"] = grid.error
        local, overall = binned_ratios(grid, [observed, *drawn], within, same_weights, jobs)
    else:
        local, overall = exact_ratios(space, [observed, *drawn], within, same_weights, jobs)
    curves = np.divide(local, overall, out=np.full_like(local, np.nan), where=overall > 0)
    result["M"] = curves[0]
    return with_envelopes(result, curves[1:], level, alternative, seed) if draws else result


def placed(
    points: pd.DataFrame,
    x: str,
    y: str,
    types: str,
    weights: str | None,
    coordinates: Literal["planar", "geographic"],
    distance_matrix: pd.DataFrame | None,
) -> tuple[Points, Space | Measured]:
    """The points, checked, and where they lie or how far apart they are."""
    if distance_matrix is not None:
        checked, between = check_distance_matrix(points, distance_matrix, types, weights)
        return checked, Measured(between)
    checked = check_points(points, x, y, types, weights, coordinates=coordinates)
    return checked, make_space(checked.x, checked.y, coordinates)


class Labels:
    """Which points are looked around, which are looked for, and their weights."""

    def __init__(self, around: np.ndarray, sought: np.ndarray, weight: np.ndarray) -> None:
        self.around, self.sought, self.weight = around, sought, weight

    def ordered(self, order: np.ndarray) -> Labels:
        """The same of the points in another order."""
        return Labels(self.around[order], self.sought[order], self.weight[order])

    def shuffled(self, place: np.ndarray, null: str) -> Labels:
        """The labels handed out anew, with or without the weights."""
        return Labels(
            self.around[place],
            self.sought[place],
            self.weight if null == "labelling" else self.weight[place],
        )

    def global_ratio(self) -> np.ndarray:
        """Weight of the sought among all others, for every point."""
        rest = self.weight.sum() - self.weight
        others = self.weight[self.sought].sum() - np.where(self.sought, self.weight, 0.0)
        # A sum less its only term is nothing, not what rounding leaves of it.
        if self.sought.sum() == 1:
            others[self.sought] = 0.0
        return np.divide(others, rest, out=np.full(len(rest), np.nan), where=len(rest) > 1)


def _check_resolution(radii, grid):
    if radii[0] < grid.error:
        raise ValueError(
            tell(
                'method: "binned" changes distances by up to {error}, so a radius of {radius} '
                'says nothing; leave it out, or use method="exact".',
                error=f"{grid.error:g}",
                radius=f"{radii[0]:g}",
            )
        )


def default_radii(space: Space | Measured) -> np.ndarray:
    """Even steps up to a third of the longest distance."""
    end = longest(space) / 3
    if end == 0:
        raise ValueError(
            tell("points: all lie at one place, which suggests no distances; give distances=.")
        )
    return np.linspace(0, end, 31)[1:]
