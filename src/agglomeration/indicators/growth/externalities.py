"""Marshall-Arrow-Romer, Jacobs or Porter: regressors of local growth, and the regression."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

import numpy as np
import pandas as pd

from agglomeration.indicators.ground.columns import amounts, check_frame, check_list, encode
from agglomeration.indicators.ground.extras import require
from agglomeration.indicators.ground.tables import check_choice, ratio
from agglomeration.indicators.specialization.quotients import location_quotient
from agglomeration.words import enumerated, listed, quoted, tell

__all__ = ["externality_regressors", "growth_regression"]

DIVERSITY = ("relative", "absolute")
EXTERNALITIES = ("specialization", "diversity", "competition")


def externality_regressors(
    panel: pd.DataFrame,
    region: str = "region",
    industry: str = "industry",
    time: str = "time",
    jobs: str = "jobs",
    plants: str | None = None,
    *,
    diversity: Literal["relative", "absolute"] = "relative",
) -> pd.DataFrame:
    r"""Regressors of local industry growth: specialization, diversity of the other industries, competition.

    For region :math:`r`, industry :math:`i` and each date but the last, with jobs :math:`e` and plants :math:`b`:

    .. math::

        \text{specialization (Marshall-Arrow-Romer)} &= \frac{e_{ri} / e_r}{E_i / E} \\
        \text{diversity (Jacobs)} &= \frac{1 / \sum_{j \ne i} \left(e_{rj} / (e_r - e_{ri})\right)^2}
                                          {1 / \sum_{j \ne i} \left(E_j / (E - E_i)\right)^2} \\
        \text{competition (Porter)} &= \frac{b_{ri} / e_{ri}}{B_i / E_i}

    Parameters
    ----------
    panel : pandas.DataFrame
        One row per region, industry and date; pairs without a row have no jobs at that date.
    region, industry, time, jobs : str
        Its columns; dates must sort. Dates that are categories with an order keep it; without one they are sorted.
    plants : str, optional
        The column with the number of plants, at least one wherever there are jobs; without it there is no
        ``competition``.
    diversity : {"relative", "absolute"}
        Whether the inverse Herfindahl index of the other industries is divided by the same of all regions.

    Returns
    -------
    pandas.DataFrame
        One row per region, industry and starting date with jobs. Columns ``growth`` (log change of jobs to the next
        date; NaN where none are left), ``log_jobs``, ``specialization``, ``diversity``, ``competition`` (0 upward, 1 =
        as in all regions together; absolute diversity from 1 upward), and ``growth_elsewhere`` (log change of the
        industry's jobs in all other regions). NaN where undefined, as the diversity of a region with one industry.

    Raises
    ------
    ValueError
        If a column is not there, a label or amount is missing, negative or infinite, a row occurs twice, there is
        only one date, or jobs are without a plant.

    Notes
    -----
    Marshall-Arrow-Romer expect growth from specialization and little competition; Porter from specialization and
    much competition; Jacobs from diversity and much competition. Initial jobs stand in the
    denominators and in growth: errors in them bend the coefficients downward (regression to the mean), so keep
    ``log_jobs`` among the regressors. Cells that vanished have no log change: a regression without them sees survivors
    only.

    References
    ----------
    Glaeser, E. L., Kallal, H. D., Scheinkman, J. A. and Shleifer, A. (1992). Growth in cities. Journal of Political
    Economy 100(6), 1126-1152.
    Combes, P.-P. (2000). Economic structure and local growth: France, 1984-1993. Journal of Urban Economics 47(3),
    329-355.

    Examples
    --------
    >>> import pandas as pd
    >>> panel = pd.DataFrame({"region": ["Linz", "Linz", "Wels", "Wels"] * 2, "industry": ["soap", "steel"] * 4,
    ...                       "time": [2000] * 4 + [2010] * 4, "jobs": [10, 30, 50, 10, 10, 60, 50, 10]})
    >>> externality_regressors(panel)[["growth", "specialization"]].round(3)  # doctest: +NORMALIZE_WHITESPACE
                          growth  specialization
    region industry time
    Linz   soap     2000   0.000           0.417
           steel    2000   0.693           1.875
    Wels   soap     2000   0.000           1.389
           steel    2000   0.000           0.417
    """
    check_choice(diversity, DIVERSITY, "diversity")
    columns = [region, industry, time, jobs] + ([plants] if plants is not None else [])
    check_frame(panel, "panel", columns)
    if isinstance(panel[time].dtype, pd.CategoricalDtype) and not panel[time].cat.ordered:
        # Categories without an order stand as they first came, which need not be the order of the dates.
        panel = panel.copy(deep=False)
        panel[time] = panel[time].astype(panel[time].cat.categories.dtype)
    cells, labels = _cells(panel, (region, industry, time))
    shape = tuple(len(axis) for axis in labels)
    if shape[2] < 2:
        raise ValueError(
            tell(
                "panel: column {time} holds only {date}; growth needs at least two dates.",
                time=quoted(time),
                date=quoted(labels[2][0]),
            )
        )
    employment = _cube(panel, jobs, cells, shape)
    establishments = None if plants is None else _cube(panel, plants, cells, shape)
    if establishments is not None:
        _check_plants_of_jobs(panel, jobs, plants)
    dates = [
        _at_date(employment, establishments, date, labels, diversity == "relative")
        for date in range(shape[2] - 1)
    ]
    return pd.concat(dates).sort_index()


def _cells(panel, columns):
    """Position of each row in the region x industry x date cube, and the cube's labels."""
    encoded = [encode(panel, column, "panel") for column in columns]
    shape = tuple(len(labels) for _, labels in encoded)
    cells = np.ravel_multi_index([codes for codes, _ in encoded], shape)
    twice = pd.Series(cells).duplicated().to_numpy()
    if twice.any():
        row = panel.iloc[int(np.argmax(twice))]
        raise ValueError(
            tell(
                "panel: {labels} has more than one row; add its rows up first.",
                labels=listed(row[column] for column in columns),
            )
        )
    return cells, [labels for _, labels in encoded]


def _cube(panel, column, cells, shape):
    cube = np.zeros(np.prod(shape))
    cube[cells] = amounts(panel, column, "panel")
    return cube.reshape(shape)


def _check_plants_of_jobs(panel, jobs, plants):
    without = (panel[jobs] > 0).to_numpy() & ~(panel[plants] > 0).to_numpy()
    if without.any():
        position = int(np.argmax(without))
        raise ValueError(
            tell(
                "panel: row {row} has {jobs} jobs and {plants} plants; jobs need at least one "
                "plant.",
                row=quoted(panel.index[position]),
                jobs=panel[jobs].iloc[position],
                plants=panel[plants].iloc[position],
            )
        )


def _at_date(employment, establishments, date, labels, relative):
    """Regressors of the cells with jobs at one date."""
    now, later = employment[:, :, date], employment[:, :, date + 1]
    table = pd.DataFrame(now, index=labels[0], columns=labels[1])
    columns = {
        "growth": _log_change(now, later),
        "log_jobs": _log(now),
        "specialization": location_quotient(table).to_numpy(),
        "diversity": _diversity_of_others(now, relative),
    }
    if establishments is not None:
        plants = establishments[:, :, date]
        columns["competition"] = ratio(
            ratio(plants, now), ratio(plants.sum(axis=0), now.sum(axis=0))
        )
    columns["growth_elsewhere"] = _log_change(
        _sum_of_others(now, axis=0), _sum_of_others(later, axis=0)
    )
    there = now > 0
    rows, industries = np.nonzero(there)
    index = pd.MultiIndex.from_arrays(
        [labels[0][rows], labels[1][industries], labels[2][[date] * len(rows)]],
        names=[axis.name for axis in labels],
    )
    return pd.DataFrame({name: values[there] for name, values in columns.items()}, index=index)


def _log(values):
    return np.log(np.where(values > 0, values, np.nan))


def _log_change(now, later):
    return _log(later) - _log(now)


def _diversity_of_others(jobs, relative):
    absolute = ratio(_sum_of_others(jobs, axis=1) ** 2, _sum_of_others(jobs**2, axis=1))
    if not relative:
        return absolute
    return ratio(absolute, _diversity_of_others(jobs.sum(axis=0, keepdims=True), relative=False))


def _sum_of_others(values, axis):
    """Sum along the axis without the cell itself, from both ends, so that a large cell cancels nothing."""
    values = np.moveaxis(values, axis, 0)
    others = np.zeros_like(values)
    others[1:] += np.cumsum(values[:-1], axis=0)
    others[:-1] += np.cumsum(values[:0:-1], axis=0)[::-1]
    return np.moveaxis(others, 0, axis)


def growth_regression(
    regressors: pd.DataFrame,
    explain: str = "growth",
    by: Sequence[str] | None = None,
    *,
    logs: bool = True,
    effects: Sequence[str] = ("industry",),
    cluster: str | None = "region",
    missing: Literal["raise", "drop"] = "raise",
) -> Any:
    r"""Regress local industry growth on specialization, diversity and competition (ordinary least squares).

    .. math:: \text{growth}_{rit} = \alpha + \beta' \ln x_{rit} + \gamma \ln e_{rit} + \mu_i + \varepsilon_{rit}

    Parameters
    ----------
    regressors : pandas.DataFrame
        As :func:`externality_regressors` returns it; further columns may be added.
    explain : str
        The column to explain.
    by : sequence of str, optional
        The columns that explain it; without it those of ``specialization``, ``diversity``, ``competition``,
        ``log_jobs`` and ``growth_elsewhere`` that are there.
    logs : bool
        Whether specialization, diversity and competition enter as logarithms.
    effects : sequence of str
        Levels of the index that get a dummy per label (the first left out).
    cluster : str or None
        The level of the index within which errors may be correlated; None gives errors robust to
        heteroscedasticity (HC1).
    missing : {"raise", "drop"}
        What to do with rows that hold an undefined value.

    Returns
    -------
    statsmodels regression results
        ``.params``, ``.bse``, ``.pvalues``, ``.conf_int()``, ``.summary()``, as statsmodels has them.

    Raises
    ------
    ValueError
        If a column or level is not there, or undefined values are to raise.
    ImportError
        If statsmodels is not installed.

    Notes
    -----
    Coefficients are associations: specialized places differ in more than specialization. Standard errors clustered on
    few regions (under some 40) are too small.

    References
    ----------
    Glaeser, E. L., Kallal, H. D., Scheinkman, J. A. and Shleifer, A. (1992). Growth in cities. Journal of Political
    Economy 100(6), 1126-1152.

    Examples
    --------
    >>> import numpy as np
    >>> import pandas as pd
    >>> names = ["region", "industry", "time"]
    >>> places = pd.MultiIndex.from_product([range(30), ["soap", "steel"], [2000]], names=names)
    >>> generator = np.random.default_rng(1)
    >>> data = pd.DataFrame({"specialization": generator.lognormal(size=60)}, index=places)
    >>> data["growth"] = 0.1 - 0.5 * np.log(data["specialization"]) + generator.normal(scale=0.01, size=60)
    >>> bool(abs(growth_regression(data).params["specialization"] + 0.5) < 0.01)
    True
    """
    check_choice(missing, ("raise", "drop"), "missing")
    for labels, argument in ((by, "by"), (effects, "effects")):
        check_list(labels, argument)
    check_frame(regressors, "regressors", [explain])
    usual = [*EXTERNALITIES, "log_jobs", "growth_elsewhere"]
    names = [name for name in usual if name in regressors.columns] if by is None else list(by)
    check_frame(regressors, "regressors", [explain, *names])
    levels = [*effects] + ([cluster] if cluster is not None else [])
    absent = [level for level in levels if level not in regressors.index.names]
    if absent:
        raise ValueError(
            tell(
                "regressors: the index has no level {absent}; it has {levels}.",
                absent=listed(absent),
                levels=listed(regressors.index.names),
            )
        )
    design = regressors[[explain, *names]].astype(float)
    if logs:
        for name in set(names) & set(EXTERNALITIES):
            design[name] = _log(design[name])
    design = _complete(design, missing)
    dummies = [_dummies(design.index, level) for level in effects]
    statsmodels = require("statsmodels.api", "regression", "growth regressions")
    model = statsmodels.OLS(
        design[explain], statsmodels.add_constant(pd.concat([design[names], *dummies], axis=1))
    )
    if cluster is None:
        return model.fit(cov_type="HC1")
    groups, labels = pd.factorize(design.index.get_level_values(cluster))
    if len(labels) < 2:
        raise ValueError(
            tell(
                "regressors: level {cluster} holds only {labels}; errors cannot be clustered "
                "within one label, so pass cluster=None.",
                cluster=quoted(cluster),
                labels=listed(labels),
            )
        )
    return model.fit(cov_type="cluster", cov_kwds={"groups": groups})


def _complete(design, missing):
    undefined = design.isna()
    if missing == "raise" and undefined.to_numpy().any():
        counts = undefined.sum()
        named = enumerated(
            tell("{count} in {column}", count=f"{count:,}", column=quoted(name))
            for name, count in counts[counts > 0].items()
        )
        raise ValueError(
            tell(
                "regressors: undefined values: {named}; look at them, then pass missing='drop'.",
                named=named,
            )
        )
    kept = design[~undefined.any(axis=1)]
    if kept.empty:
        raise ValueError(tell("regressors: no row is without an undefined value."))
    return kept


def _dummies(index, level):
    labels = pd.Series(index.get_level_values(level).astype(str), index=index)
    return pd.get_dummies(labels, prefix=level, drop_first=True, dtype=float)
