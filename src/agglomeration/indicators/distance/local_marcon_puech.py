"""Where the plants are around which an industry gathers."""

from __future__ import annotations

from typing import Any, Literal

import numpy as np
import pandas as pd

from agglomeration.indicators.ground.extras import require
from agglomeration.indicators.ground.ties import NOISE
from agglomeration.words import quoted, tell

from .marcon_puech import Labels, placed
from .pairs import strips, to_straight
from .random_points import of_type

__all__ = ["local_marcon_puech"]


def local_marcon_puech(
    points: pd.DataFrame,
    type: Any,
    neighbours: Any = None,
    radius: float | None = None,
    weights: str | None = None,
    *,
    x: str = "x",
    y: str = "y",
    types: str = "type",
    coordinates: Literal["planar", "geographic"] = "planar",
    distance_matrix: pd.DataFrame | None = None,
) -> pd.DataFrame:
    r"""Marcon-Puech M of each plant: where the clusters of an industry are.

    .. math::

        M_i(r) = \left. \frac{\sum_{j \ne i} w_j\, 1(d_{ij} \le r)\, 1(j \in \text{neighbours})}
        {\sum_{j \ne i} w_j\, 1(d_{ij} \le r)} \right/
        \frac{W_{\text{neighbours}} - w_i\, 1(i \in \text{neighbours})}{W - w_i}

    Parameters
    ----------
    points, type, neighbours, weights
        As in :func:`marcon_puech`.
    radius : float
        :math:`r`, in the unit of distance; choose it where :func:`marcon_puech` or
        :func:`lang_marcon_puech` stands out.
    x, y, types, coordinates, distance_matrix
        As in :func:`duranton_overman`.

    Returns
    -------
    pandas.DataFrame
        A row per plant of ``type``, by its label: ``M`` (1 is as everywhere; NaN without a plant within :math:`r`),
        ``plants`` within :math:`r`, ``found`` (those of the neighbours' industry among them), and ``p``: the chance
        of at least as many, had the other plants' industries been dealt out among their sites by lot. It is exact and
        counts plants, not weights; NaN where no plant is near.

    Raises
    ------
    ValueError
        As :func:`marcon_puech`, or without a radius.
    ImportError
        If scipy is not installed.

    Notes
    -----
    Draw the plants on a map, coloured by M: that is where an industry gathers, beside all other activity, without
    borders of regions. Neighbours share their neighbours, so that low p-values come in crowds, and of 100 plants five
    are below 0.05 by chance: hold p against :func:`marcon_puech` with draws for the industry as a whole, or against
    0.05 divided by the number of plants. A plant with few others around it has a wild M. ``dbmss::Mhat`` with
    ``Individual = TRUE`` gives the same M. For regions in place of plants see :func:`local_moran`.

    References
    ----------
    Marcon, E. and Puech, F. (2010). Measures of the geographic concentration of industries: improving distance-based
    methods. Journal of Economic Geography 10(5), 745-762.

    Examples
    --------
    Three bakers side by side, one beside two smiths:

    >>> import pandas as pd
    >>> points = pd.DataFrame({"x": [0, 1, 2, 9, 10, 11], "y": 0, "type": ["baker"] * 4 + ["smith"] * 2})
    >>> local_marcon_puech(points, "baker", radius=2).round(2)
         M  plants  found    p
    0  1.67       2      2  0.3
    1  1.67       2      2  0.3
    2  1.67       2      2  0.3
    3  0.00       2      0  1.0
    """
    stats = require("scipy.stats", "statistics", "p-values of plants")
    checked, space = placed(points, x, y, types, weights, coordinates, distance_matrix)
    around = of_type(checked, type, "type")
    sought = around if neighbours is None else of_type(checked, neighbours, "neighbours")
    if radius is None or not (np.isfinite(radius) and radius >= 0):
        raise ValueError(
            tell(
                "radius: {radius} is no distance; give one that is finite and 0 or more.",
                radius=quoted(radius),
            )
        )
    labels = Labels(around, sought, checked.weight).ordered(space.order)
    near, found = np.zeros((2, space.size)), np.zeros((2, space.size))
    limit = to_straight(radius * (1 + NOISE), space.geographic) ** 2
    for here, there, tiles in strips(space, np.flatnonzero(labels.around), radius * (1 + NOISE)):
        for columns, squared in tiles:
            inside = (squared <= limit).astype(float)
            among = there[columns]
            for row, weight in enumerate((np.ones(len(among)), labels.weight[among])):
                near[row, here] += inside @ weight
                found[row, here] += inside @ (weight * labels.sought[among])
    ratio = labels.global_ratio()
    local = np.divide(found[1], near[1], out=np.full(space.size, np.nan), where=near[1] > 0)
    value = np.divide(local, ratio, out=np.full(space.size, np.nan), where=ratio > 0)
    others = labels.sought.sum() - labels.sought
    p = stats.hypergeom.sf(found[0] - 1, space.size - 1, others, near[0])
    table = pd.DataFrame(
        {
            "M": value,
            "plants": near[0].astype(int),
            "found": found[0].astype(int),
            "p": np.where(near[0] > 0, p, np.nan),
        },
        index=points.index[space.order],
    )
    # Back in the order of the points.
    back = np.argsort(space.order)
    return table.iloc[back[around]]
