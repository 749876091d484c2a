"""Duranton and Overman's Kd: how many pairs of plants are each distance apart, against what chance gives."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from agglomeration.indicators.ground.points import check_distance_matrix, check_points
from agglomeration.indicators.ground.tables import check_choice
from agglomeration.indicators.ground.ties import NOISE
from agglomeration.indicators.inference.calls import keeps_call
from agglomeration.indicators.inference.former_keywords import takes_former
from agglomeration.indicators.inference.simulation import check_alternative, simulate
from agglomeration.words import quoted, tell

from .grid import check_binned, snap
from .kernel_density import (
    FINEST,
    TAIL,
    gather_moments,
    kernel_density,
    quantile,
    silverman_bandwidth,
    snapped_moments,
    survey,
)
from .pairs import Measured, longest, make_space
from .random_points import check_distances, check_simulated, of_type, relocated, with_envelopes

if TYPE_CHECKING:
    from agglomeration.indicators.inference.result import Inference


@takes_former("simulations")
@keeps_call
def duranton_overman(
    points: pd.DataFrame,
    type: Any = None,
    distances: ArrayLike | None = None,
    weights: str | None = None,
    *,
    x: str = "x",
    y: str = "y",
    types: str = "type",
    coordinates: Literal["planar", "geographic"] = "planar",
    distance_matrix: pd.DataFrame | None = None,
    bandwidth: float | None = None,
    method: Literal["exact", "binned"] = "exact",
    draws: int = 0,
    null: Literal["location", "labelling"] = "location",
    level: float = 0.95,
    alternative: Literal["two-sided", "greater", "less"] = "two-sided",
    seed: int | None = None,
    jobs: int = 1,
) -> pd.DataFrame | Inference:
    r"""Duranton-Overman K-density: the density of the distances between all pairs of an industry's plants.

    .. math::

        \hat K(d) = \frac{1}{h \sum_{i<j} w_i w_j} \sum_{i<j} w_i w_j
        \left[\varphi\!\left(\frac{d - d_{ij}}{h}\right) + \varphi\!\left(\frac{d + d_{ij}}{h}\right)\right],
        \qquad d \ge 0

    with :math:`d_{ij}` the distance of plants :math:`i` and :math:`j`, :math:`\varphi` the standard normal density
    and :math:`h` the bandwidth. The second term reflects at 0 what the kernel puts on negative distances, so that
    :math:`\hat K` integrates to 1.

    Parameters
    ----------
    points : pandas.DataFrame
        One row per plant, of all industries when chance is to be simulated.
    type : label, optional
        The industry studied; without it all points are one industry.
    distances : array of float, optional
        Where to evaluate, 0 or more and increasing, in the unit of the coordinates (kilometres for geographic ones).
        Without it 100 even steps from 0 to the median distance of the industry's pairs, or to the largest where half
        of the pairs are at one place. To compare industries give all the same; Duranton and Overman stop at the median
        distance of all plants.
    weights : str, optional
        The column of positive plant sizes; without it every plant counts alike.
    x, y, types : str
        The columns with coordinates and industry.
    coordinates : {"planar", "geographic"}
        Euclidean distance in the unit of ``x`` and ``y``, or great-circle kilometres from longitude and latitude in
        degrees (on a sphere of radius 6371.0088 km).
    distance_matrix : pandas.DataFrame, optional
        Plants x plants, how far apart they are in another sense, such as minutes by road: non-negative, finite, the
        same both ways, labelled like the rows of ``points``, in any order. ``distances`` and ``bandwidth`` are in its
        unit, and coordinates are not looked at.
    bandwidth : float, optional
        :math:`h`, in the unit of distance. Without it Silverman's rule, 0.9 min(sd, IQR / 1.34) N^(-1/5), over the
        N pair distances, unweighted; every simulated industry then has its own.
    method : {"exact", "binned"}
        ``"exact"``: every pair's distance; time grows with the square of the industry's plants, memory does not.
        ``"binned"`` (planar only): plants are moved to the middles of a grid of 1,024 cells along the longer side;
        time hardly grows with the number of plants. No distance is off by more than :math:`\sqrt 2 / 1024`
        (0.14 %) of the longer side; a bandwidth below one cell is refused.
    draws : int
        How many random industries to draw for the envelopes; 0 for none.
    null : {"location", "labelling"}
        Draw the industry's sites among all sites, its plants keeping their sizes (``"location"``); or draw which
        plants are the industry, each keeping its site and size (``"labelling"``). The same without weights.
    level : float
        What the envelopes hold.
    alternative : {"two-sided", "greater", "less"}
        Which side of the global envelope is closed; ``"greater"`` tests for localization only.
    seed, jobs
        As in :func:`simulate`.

    Returns
    -------
    pandas.DataFrame or Inference
        Indexed by ``distance``: ``Kd``, per unit of distance; ``.attrs`` has the ``bandwidth``. With ``draws`` an
        :class:`Inference` of the whole curve: one ``p``, and the global envelope as ``lower`` and ``upper``. Its
        ``frame`` adds to the table ``expected`` (the simulated mean), ``local_lower``, ``local_upper`` (hold each
        distance's draws separately), ``global_lower`` and ``global_upper`` (hold whole curves); its ``details`` have
        the ``bandwidth``.

        NaN with fewer than two plants.

    Raises
    ------
    ValueError
        If points, distances or weights are bad, ``type`` is not among the types, all pairs are equally far apart and
        no bandwidth is given, or there is nothing to draw random industries from.

    Notes
    -----
    The industry is localized at the distances where the curve lies above the global envelope, dispersed where it lies
    below. Kd is a density: it must fall somewhere if it rises elsewhere, so dispersion at long distances can be the
    mirror of localization at short ones. It takes the edges of the country and the pattern of all industry into
    account only through the draws: a curve without envelope says little. The global envelope is by extreme rank
    length over the distances evaluated, where Duranton and Overman tuned a local level until 5 % of the draws left it.

    ``dbmss::Kdhat`` in R smooths on a grid of at least 512 points, takes only pairs up to twice the largest distance
    for its bandwidth, and with ``Approximate = 1`` (its default from 10,000 points) another bandwidth still: 0.0140
    against 0.0178 at distance 0. Give ``bandwidth=`` to compare. Its ``Dtable`` is ``distance_matrix`` here.

    References
    ----------
    Duranton, G. and Overman, H. G. (2005). Testing for localization using micro-geographic data. Review of Economic
    Studies 72(4), 1077-1106.

    Silverman, B. W. (1986). Density Estimation for Statistics and Data Analysis. Chapman and Hall.

    Examples
    --------
    Three plants 3, 4 and 5 apart; with so narrow a kernel there is next to nothing at 0:

    >>> import pandas as pd
    >>> points = pd.DataFrame({"x": [0, 3, 0], "y": [0, 0, 4]})
    >>> duranton_overman(points, distances=[0, 3, 4, 5], bandwidth=0.2)["Kd"].round(4).tolist()
    [0.0, 0.6649, 0.6649, 0.6649]
    """
    check_binned(method, coordinates, distance_matrix)
    check_choice(null, ("location", "labelling"), "null")
    check_alternative(alternative)
    column = None if type is None else types
    between = None
    if distance_matrix is None:
        checked = check_points(points, x, y, column, weights, coordinates=coordinates)
    else:
        checked, between = check_distance_matrix(points, distance_matrix, column, weights)
    member = of_type(checked, type, "type")
    if draws:
        check_simulated(member)
    settings = {"bandwidth": _check_bandwidth(bandwidth), "method": method}

    def curve(chosen, weight, at):
        if len(weight) < 2:
            at = np.array([0.0]) if at is None else at
            return at, np.full(len(at), np.nan), np.nan if bandwidth is None else bandwidth
        if between is None:
            space = make_space(checked.x[chosen], checked.y[chosen], coordinates)
        else:
            space = Measured(between[chosen][:, chosen])
        return _density(space, None if weights is None else weight, at, **settings)

    distances = None if distances is None else check_distances(distances)
    at, value, used = curve(member, checked.weight[member], distances)
    result = pd.DataFrame({"Kd": value}, index=pd.Index(at, name="distance"))
    result.attrs["bandwidth"] = float(used)
    if not draws:
        return result

    def draw(generator):
        chosen, weight = relocated(member, checked.weight, null, generator)
        return curve(chosen, weight, at)[1]

    return with_envelopes(result, simulate(draw, draws, seed, jobs), level, alternative, seed)


def _density(space, weight, distances, bandwidth, method):
    """Distances, density there, and the bandwidth used."""
    count = space.size
    ordered = None if weight is None else weight[space.order]
    # What is asked for is known: no survey of all pairs, only one pass near the distances.
    known = bandwidth is not None and distances is not None
    if method == "binned":
        grid = snap(*space.axes)
        moments, exact_in = snapped_moments(grid, ordered), None
    else:
        moments, exact_in = None if known else survey(space, ordered), space
    if bandwidth is None:
        bandwidth = _rule_of_thumb(moments, exact_in, count)
    if distances is None:
        least = grid.error if method == "binned" else NOISE * longest(space)
        distances = np.linspace(0, _default_end(moments, exact_in, least), 100)
    if method == "binned":
        _check_resolution(bandwidth, grid)
    elif moments is None or moments.width > bandwidth / FINEST:
        moments = _narrow_moments(space, ordered, bandwidth, distances)
    # All pairs once, by the product of their weights; none of a plant with itself.
    total = count * (count - 1) / 2 if weight is None else (weight.sum() ** 2 - weight @ weight) / 2
    return distances, kernel_density(moments, bandwidth, distances, total), bandwidth


def _default_end(moments, space, least):
    """The median distance; where half of the pairs are at one place, as far as can be told, the largest."""
    end = quantile(moments, 0.5, space)
    end = end if end > least else quantile(moments, 1, space)
    if end <= least:
        raise ValueError(
            tell("points: all lie at one place, which suggests no distances; give distances=.")
        )
    return end


def _narrow_moments(space, weight, bandwidth, distances):
    """Moments of the pairs that matter at ``distances``, in bins as narrow as the bandwidth asks."""
    reach = distances.max() + TAIL * bandwidth
    bins = int(np.ceil(reach * FINEST / bandwidth)) + 2
    return gather_moments(space, weight, bandwidth / FINEST, bins, reach)


def _rule_of_thumb(moments, space, count):
    bandwidth = silverman_bandwidth(moments, space)
    if bandwidth == 0 and count == 2:
        raise ValueError(
            tell(
                "points: there is one pair only, so their distances suggest no bandwidth; give bandwidth=."
            )
        )
    if bandwidth == 0:
        raise ValueError(
            tell(
                "points: all pairs are equally far apart, so their distances suggest no bandwidth; give bandwidth=."
            )
        )
    return bandwidth


def _check_resolution(bandwidth, grid):
    if bandwidth < grid.side:
        raise ValueError(
            tell(
                'method: "binned" moves points to cells {side} wide, too coarse for a bandwidth '
                'of {bandwidth}; give a larger bandwidth=, or use method="exact".',
                side=f"{grid.side:g}",
                bandwidth=f"{bandwidth:g}",
            )
        )


def _check_bandwidth(bandwidth):
    if bandwidth is not None and not (np.isfinite(bandwidth) and bandwidth > 0):
        raise ValueError(
            tell(
                "bandwidth: {bandwidth} is not a width; it must be positive and finite.",
                bandwidth=quoted(bandwidth),
            )
        )
    return bandwidth
