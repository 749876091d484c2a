"""Least squares with clustered errors where effects were taken out beforehand; statsmodels estimates."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from agglomeration.indicators.ground.extras import require
from agglomeration.words import tell

__all__ = ["coefficients", "fitted", "with_errors"]


def fitted(
    explained: np.ndarray, design: np.ndarray, groups: np.ndarray | None, absorbed: int
) -> tuple[Any, float]:
    """The fit, and by what its errors grow because effects were taken out before it.

    ``absorbed`` counts these effects, less those that are sums of the clusters and so are taken in already.
    """
    statsmodels = require("statsmodels.api", "regression", "regressions with clustered errors")
    rows, columns = design.shape
    left = rows - columns - absorbed
    if left < 1:
        raise ValueError(
            tell(
                "data: {rows} rows are too few for {terms} coefficients and effects; add rows or leave effects out.",
                rows=f"{rows:,}",
                terms=f"{columns + absorbed:,}",
            )
        )
    model = statsmodels.OLS(explained, design)
    scale = np.sqrt((rows - columns) / left)
    if groups is None:
        return model.fit(cov_type="HC1", use_t=True), scale
    return model.fit(cov_type="cluster", cov_kwds={"groups": groups}, use_t=True), scale


def coefficients(fit: Any, names: Sequence[str], scale: float, level: float) -> pd.DataFrame:
    """Coefficient, error, interval and p of the first variables, by name; Student's t of the clusters less one."""
    told = len(names)
    table = pd.DataFrame({"coefficient": fit.params[:told]}, index=pd.Index(names, name="variable"))
    freedom = getattr(fit, "df_resid_inference", None) or fit.df_resid
    return with_errors(table, fit.bse[:told] * scale, freedom, level)


def with_errors(
    table: pd.DataFrame, errors: np.ndarray, freedom: float, level: float
) -> pd.DataFrame:
    """The coefficients of a table with such errors, and what follows from them."""
    stats = require("scipy.stats", "statistics", "intervals")
    values = table["coefficient"].to_numpy()
    half = stats.t.ppf((1 + level) / 2, freedom) * errors
    # An error of 0 says nothing of chance.
    ratio = np.divide(values, errors, out=np.full(len(values), np.nan), where=errors > 0)
    return table.assign(
        error=errors,
        lower=values - half,
        upper=values + half,
        p=2 * stats.t.sf(np.abs(ratio), freedom),
    )
