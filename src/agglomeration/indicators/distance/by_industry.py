"""A distance-based measure of every industry, the industries shared out over processes or over a cluster."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from agglomeration.indicators.ground.columns import check_frame, check_labels, check_list, encode
from agglomeration.indicators.ground.extras import require
from agglomeration.indicators.inference.calls import keeps_call
from agglomeration.indicators.inference.former_keywords import takes_former
from agglomeration.indicators.inference.result import Inference
from agglomeration.words import listed, quoted, tell

from .duranton_overman import duranton_overman


@takes_former("simulations")
@keeps_call
def by_industry(
    measure: Callable[..., Any],
    points: pd.DataFrame,
    distances: ArrayLike | None = None,
    weights: str | None = None,
    *,
    industries: Sequence[Any] | None = None,
    types: str = "type",
    draws: int = 0,
    level: float = 0.95,
    seed: int | None = None,
    jobs: int | None = None,
    **settings: Any,
) -> pd.DataFrame | Inference:
    """A distance-based measure of every industry, the industries shared out over processes or over a cluster.

    Parameters
    ----------
    measure : callable
        :func:`duranton_overman`, :func:`marcon_puech`, or a function with their arguments that returns a DataFrame.
    points : pandas.DataFrame
        One row per plant of all industries.
    distances, weights, types, draws, level, seed
        As in the measure. Give ``distances``: otherwise each industry has its own, and curves cannot be compared.
    industries : sequence, optional
        The industries to measure; without it all of them, sorted.
    jobs : int, optional
        How many processes (-1: one per core). Without it, as joblib is set up: one, unless the call stands inside
        ``joblib.parallel_config(...)``.
    settings
        Further arguments of the measure.

    Returns
    -------
    pandas.DataFrame or Inference
        The measure's columns, indexed by industry and distance. Each industry's part is what the measure gives for it
        alone, whatever ``jobs``. NaN where the measure is. With ``draws`` an :class:`Inference` of all curves: ``p`` by
        industry, the draws with one column per row of the ``frame``.

    Raises
    ------
    ImportError
        If joblib is not installed.
    ValueError
        If an industry has no point, a point has no industry, or as the measure.

    Notes
    -----
    Exact measures need little memory but time that grows with the square of an industry's plants: the largest begin
    first. For industries of more than some tens of thousands of plants ``method="binned"`` moves every plant to the
    middle of one of 1,024 cells along the longer side, which changes no distance by more than 0.14 % of that side.

    On a cluster, with the package ``distributed``::

        client = distributed.Client("scheduler:8786")
        with joblib.parallel_config(backend="dask"):
            curves = by_industry(duranton_overman, points, distances)

    References
    ----------
    Duranton, G. and Overman, H. G. (2005). Testing for localization using micro-geographic data. Review of Economic
    Studies 72(4), 1077-1106.

    Examples
    --------
    >>> import pandas as pd
    >>> points = pd.DataFrame({"x": [0, 3, 0, 8], "y": [0, 0, 4, 0], "type": ["soap", "soap", "steel", "steel"]})
    >>> by_industry(duranton_overman, points, [3.0], bandwidth=1.0)["Kd"].round(3).to_dict()
    {('soap', 3.0): 0.399, ('steel', 3.0): 0.0}
    """
    joblib = require("joblib", "statistics", "industries in parallel")
    check_frame(points, "points", [types])
    points = _plain_types(points, types)
    codes, labels = encode(points, types, "points", argument=None)
    counts = pd.Series(np.bincount(codes), index=labels)
    chosen = _chosen(labels, industries, types)
    # Kd of one industry without draws looks at nobody else.
    alone = measure is duranton_overman and not draws
    fixed = {"types": types, "draws": draws, "seed": seed, **settings}
    if draws:
        fixed["level"] = level
    order = counts[chosen].sort_values(ascending=False, kind="stable").index
    parts = ((points[codes == labels.get_loc(name)] if alone else points, name) for name in order)
    curves = joblib.Parallel(n_jobs=jobs)(
        joblib.delayed(_one)(measure, part, name, distances, weights, fixed) for part, name in parts
    )
    found = dict(zip(order, curves, strict=True))
    return _together([found[name] for name in chosen], chosen)


def _one(measure, points, name, distances, weights, settings):
    found = measure(points, name, distances=distances, weights=weights, **settings)
    # The points are known where all curves come together; they need not travel back with each.
    return found.of_call(None) if isinstance(found, Inference) else found


def _together(curves, industries):
    """The curves of the industries one below the other."""

    def stacked(parts):
        joined = pd.concat(parts, keys=range(len(parts)), names=["industry"])
        # As keys, labels that are tuples would make several levels.
        labels = pd.Index(industries, tupleize_cols=False)
        joined.index = joined.index.set_levels([labels], level=["industry"])
        return joined

    if not isinstance(curves[0], Inference):
        return stacked(curves)
    names = pd.Index(industries, name="industry", tupleize_cols=False)
    result = replace(
        curves[0],
        value=stacked([curve.value for curve in curves]),
        draws=np.concatenate([curve.draws for curve in curves], axis=1),
        p=pd.Series([curve.p for curve in curves], index=names, name="p"),
        lower=stacked([curve.lower for curve in curves]),
        upper=stacked([curve.upper for curve in curves]),
        details={name: curve.details for name, curve in zip(industries, curves, strict=True)},
    )
    return result.with_frame(stacked([curve.frame for curve in curves]))


def _plain_types(points, types):
    """The points with labels in place of categories, of which a part of the points would not use all."""
    if not isinstance(points[types].dtype, pd.CategoricalDtype):
        return points
    plain = points.copy(deep=False)
    plain[types] = points[types].astype(points[types].cat.categories.dtype)
    return plain


def _chosen(labels, industries, types):
    if industries is None:
        return labels
    check_list(industries, "industries")
    chosen = pd.Index(industries)
    check_labels(chosen, "industries", "industry")
    lacking = chosen.difference(labels, sort=False)
    if len(lacking):
        raise ValueError(
            tell(
                "industries: {lacking} not found in column {types}; there are {there}.",
                lacking=listed(lacking),
                types=quoted(types),
                there=listed(labels, 12),
            )
        )
    return chosen
