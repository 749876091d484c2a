"""Who is the nearest neighbour of whom, beside what the numbers of plants alone would bring."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import pandas as pd

from agglomeration.indicators.ground.extras import require
from agglomeration.indicators.ground.points import check_points
from agglomeration.indicators.ground.tables import check_choice
from agglomeration.indicators.inference.calls import keeps_call
from agglomeration.indicators.inference.result import Inference
from agglomeration.indicators.inference.simulation import simulate
from agglomeration.words import tell_many

from .pairs import make_space

if TYPE_CHECKING:
    from agglomeration.indicators.ground.points import Points

__all__ = ["colocation_quotient"]

# Distances that differ by this share are equal: a coordinate's unit must not decide who is nearest.
EQUAL = 1e-9


@keeps_call
def colocation_quotient(
    points: pd.DataFrame,
    *,
    x: str = "x",
    y: str = "y",
    types: str = "type",
    coordinates: Literal["planar", "geographic"] = "planar",
    draws: int = 0,
    alternative: Literal["greater", "less", "two-sided"] = "two-sided",
    seed: int | None = None,
    level: float = 0.95,
    jobs: int = 1,
) -> pd.DataFrame | Inference:
    r"""Colocation quotient: how often the nearest neighbour of an industry's plants is of another industry.

    .. math:: Q_{a \to b} = \frac{N_{a \to b} / N_a}{N_b / (N - 1)}, \qquad
              Q_{a \to a} = \frac{N_{a \to a} / N_a}{(N_a - 1) / (N - 1)}

    with :math:`N_{a \to b}` the plants of :math:`a` whose nearest neighbour is of :math:`b`.

    Parameters
    ----------
    points : pandas.DataFrame
        One row per plant, of all industries.
    x, y, types, coordinates
        As in :func:`duranton_overman`.
    draws : int
        How often the industries are dealt out anew over the same sites.
    alternative : {"greater", "less", "two-sided"}
        What the p-value is against.
    seed, level, jobs
        As in :func:`marcon_puech`.

    Returns
    -------
    pandas.DataFrame or Inference
        Industries (whose neighbours) x industries (of which), from 0; 1 is what chance would bring. Not symmetric:
        cafes may follow offices that do not follow cafes. Of several nearest neighbours each counts in part. NaN on
        the diagonal of an industry with one plant.

    Raises
    ------
    ValueError
        If points are bad or fewer than two.
    ImportError
        If scipy is not installed.

    Notes
    -----
    It looks at the nearest neighbour only, whatever its distance: sparse and dense parts of the map count alike, which
    is its point, and it says nothing of scale. :func:`marcon_puech` with ``neighbours`` asks the same within distances.
    Plants on one point are each other's nearest.

    R's ``sfdep::pairwise_colocation(type, type, st_knn(points, 1))`` has the same diagonal. Off it, it takes one
    plant off the other industry, too: its quotient is ours times :math:`N_b / (N_b - 1)`.

    References
    ----------
    Leslie, T. F. and Kronenfeld, B. J. (2011). The colocation quotient: a new measure of spatial association between
    categorical subsets of points. Geographical Analysis 43(3), 306-326.

    Examples
    --------
    >>> import pandas as pd
    >>> points = pd.DataFrame({"x": [0, 1, 10, 11, 20], "y": 0, "type": ["cafe", "office", "cafe", "office", "office"]})
    >>> colocation_quotient(points).loc["cafe"].round(2).to_dict()
    {'cafe': 0.0, 'office': 1.33}
    """
    check_choice(alternative, ("greater", "less", "two-sided"), "alternative")
    checked = check_points(points, x, y, types, coordinates=coordinates)
    if len(checked.x) < 2:
        raise ValueError(
            tell_many(
                "points: {n} plant has no neighbour; it takes two or more.",
                "points: {n} plants have no neighbours; it takes two or more.",
                len(checked.x),
            )
        )
    near = _nearest(checked, coordinates)
    codes: Any = checked.type
    labels: Any = checked.types
    value = pd.DataFrame(
        _quotients(near, codes, len(labels)),
        index=pd.Index(labels, name=types),
        columns=pd.Index(labels, name=types),
    )
    if not draws:
        return value

    def draw(generator: np.random.Generator) -> np.ndarray:
        return _quotients(near, generator.permutation(codes), len(labels))

    null = simulate(draw, draws, seed, jobs)
    return Inference.from_null(value, null, alternative, level, seed)


def _nearest(checked: Points, coordinates: Literal["planar", "geographic"]) -> Any:
    """A sparse matrix whose rows spread a weight of 1 over each plant's nearest neighbours."""
    spatial = require("scipy.spatial", "statistics", "nearest neighbours")
    sparse = require("scipy.sparse", "statistics", "nearest neighbours")
    space = make_space(checked.x, checked.y, coordinates)
    # Near a far origin coordinates lose digits: they are measured from their middle.
    axes = space.axes.T - space.axes.mean(axis=1)
    tree = spatial.cKDTree(axes)
    shortest = tree.query(axes, k=2)[0][:, 1]
    reach = shortest * (1 + EQUAL) + EQUAL * 1e-6 * np.ptp(axes)
    lists = tree.query_ball_point(axes, reach)
    rows = np.repeat(np.arange(len(lists)), [len(found) for found in lists])
    columns = np.concatenate([np.asarray(found, dtype=int) for found in lists])
    others = rows != columns
    rows, columns = rows[others], columns[others]
    weights = 1 / np.bincount(rows, minlength=len(lists))[rows]
    size = (len(lists), len(lists))
    return sparse.csr_array((weights, (space.order[rows], space.order[columns])), shape=size)


def _quotients(near, codes, count):
    member = np.eye(count)[codes]
    sizes = member.sum(axis=0)
    follows = member.T @ (near @ member)
    expected = (sizes - np.eye(count)) / (len(codes) - 1)
    rate = follows / sizes[:, None]
    return np.divide(rate, expected, out=np.full(rate.shape, np.nan), where=expected > 0)
