"""What the wages of large cities are made of: slopes on size, composition, and the trade that a place is known for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from clusterbook.words import quoted, tell

from .wages import wage_cells

__all__ = [
    "QUOTIENT_CLASSES",
    "Slope",
    "SlopeParts",
    "by_size",
    "dealt",
    "place_parts",
    "premium_cells",
    "quotient_classes",
    "redrawn",
    "sampling_errors",
    "slope_parts",
    "slopes_along",
    "within_slope",
]

#: Classes of the location quotient; those near 1 are what the others are held against.
QUOTIENT_CLASSES = ("below 0.5", "0.5 to 0.8", "0.8 to 1.25", "1.25 to 2", "2 to 4", "4 and more")
_EDGES = (0, 0.5, 0.8, 1.25, 2, 4, np.inf)
_NEAR_ONE = "0.8 to 1.25"

# Two sets of effects are taken out in turn until nothing moves by more than this.
_STILL, _ROUNDS = 1e-8, 500
# A wage is never known better than to one percent, whatever its sampling error, which is printed as 0.0 for some.
_FLOOR = 1.0
_LABELS = ["area", "occupation", "major_group", "state", "in_state", "in_field"]


@dataclass(frozen=True)
class Slope:
    """Coefficients of a regression within groups.

    Attributes
    ----------
    estimates, errors : pandas.Series
        By regressor; errors are robust to what the cells of one cluster have in common.
    cells, clusters : int
        How many cells and clusters it rests on.
    """

    estimates: pd.Series
    errors: pd.Series
    cells: int
    clusters: int


@dataclass(frozen=True)
class SlopeParts:
    """A slope on size, and what is left of it where labels are held fixed.

    Attributes
    ----------
    raw, within : Slope
        Without the labels, and within them. Raw less within is the slope of the labels' effects on size: composition.
    adjusted : pandas.Series
        The outcome less the effects of the labels, from its mean; NaN in rows that were left out.
    """

    raw: Slope
    within: Slope
    adjusted: pd.Series


def premium_cells() -> pd.DataFrame:
    """Return the cells of metropolitan areas that have a mean wage, with the logarithms that slopes are made of.

    Returns
    -------
    pandas.DataFrame
        The cells of :func:`clusterbook.cases.wages.wage_cells` with a mean wage, and ``log_wage``, ``log_p10``,
        ``log_p50``, ``log_p90``, ``log_size`` (of all jobs of the area), ``log_quotient`` (NaN where no quotient is
        published), ``precision`` (1 / the squared relative error of the wage, taken to be one percent at least),
        ``published_in`` (areas with a row for the occupation), ``in_state`` (occupation and first-named state) and
        ``in_field`` (area and major group).

    Examples
    --------
    >>> cells = premium_cells()
    >>> cells["area"].nunique()
    387
    """
    cells = wage_cells()
    rows = cells.groupby("occupation").size()
    cells = cells.dropna(subset="wage").reset_index(drop=True)
    quotient = cells["location_quotient"].where(cells["location_quotient"] > 0)
    found = cells.assign(
        log_wage=np.log(cells["wage"]),
        log_size=np.log(cells["area_jobs"]),
        log_quotient=np.log(quotient.where(cells["jobs"].notna())),
        log_p10=np.log(cells["wage_p10"]),
        log_p50=np.log(cells["wage_p50"]),
        log_p90=np.log(cells["wage_p90"]),
        precision=1 / cells["wage_rse"].clip(lower=_FLOOR) ** 2,
        published_in=cells["occupation"].map(rows),
        in_state=cells["occupation"] + cells["state"],
        in_field=cells["area"] + cells["major_group"],
    )
    # Labels are coded once, since every slope asks for them.
    return found.astype(dict.fromkeys(_LABELS, "category"))


def slope_parts(
    cells: pd.DataFrame,
    held: str,
    outcome: str = "log_wage",
    size: str = "log_size",
    weights: str | None = None,
) -> SlopeParts:
    r"""Split the slope of an outcome on size into what is within labels and which labels there are.

    .. math:: \hat\beta_{raw} = \hat\beta_{within} + \hat\delta

    where :math:`\hat\delta` is the slope on size of the effects of the labels, estimated in the same regression. It is
    exact, for any weights.

    Parameters
    ----------
    cells : pandas.DataFrame
        One row per cell, with a column ``area`` within which errors may go together.
    held : str
        Column of labels, such as the occupation.
    outcome, size, weights : str
        Columns of numbers.

    Returns
    -------
    SlopeParts
        Both slopes, and the outcome with the labels held fixed.

    Examples
    --------
    >>> rows = pd.DataFrame({"area": [1, 2, 2, 3], "log_wage": [1.0, 2, 4, 5], "log_size": [0.0, 1, 1, 2],
    ...     "job": list("aabb")})
    >>> parts = slope_parts(rows, "job")
    >>> [round(float(one.estimates["log_size"]), 2) for one in (parts.raw, parts.within)]
    [2.0, 1.0]
    """
    raw = within_slope(cells, outcome, [size], [], weights)
    inside = within_slope(cells, outcome, [size], [held], weights)
    kept = cells.dropna(subset=[outcome, size] + ([weights] if weights else []))
    weight = np.ones(len(kept)) if weights is None else kept[weights].to_numpy(dtype=float)
    code = kept[held].factorize()[0]
    values = kept[[outcome, size]].to_numpy(dtype=float)
    y, x = (_left(values, [code], weight) - _left(values, [np.zeros_like(code)], weight)).T
    # What the labels took off, but for what size itself explains of it.
    effects = -(y - inside.estimates[size] * x)
    mean = weight @ values[:, 0] / weight.sum()
    adjusted = pd.Series(values[:, 0] - mean - effects, kept.index).reindex(cells.index)
    return SlopeParts(raw, inside, adjusted)


def place_parts(
    cells: pd.DataFrame,
    national: pd.Series,
    groups: pd.Series | None = None,
    average: float | None = None,
) -> pd.DataFrame:
    r"""Split the mean wage of each area into which occupations it has and what it pays in each.

    With shares :math:`s_{ro}` of the area's published jobs, wages :math:`w_{ro}` of the area, :math:`w_o` of the
    nation, and :math:`\bar w` the mean of :math:`w_o` over the jobs of all areas:

    .. math:: \ln \frac{\sum_o s_{ro} w_{ro}}{\bar w} = \ln \frac{\sum_o s_{ro} w_o}{\bar w}
              + \ln \frac{\sum_o s_{ro} w_{ro}}{\sum_o s_{ro} w_o}

    Parameters
    ----------
    cells : pandas.DataFrame
        Columns ``area``, ``occupation``, ``jobs`` and ``wage``; rows without either number are left out.
    national : pandas.Series
        The nation's wage of each occupation; an occupation without one is left out.
    groups : pandas.Series, optional
        A group for each occupation. Then the first part is split again: at the mean national wages of groups, and the
        rest of it within them.
    average : float, optional
        The wage to measure from, where it is not the mean of these cells.

    Returns
    -------
    pandas.DataFrame
        Per area ``total``, ``composition`` and ``within``, in logarithms; with groups also ``between_groups`` and
        ``inside_groups``, which add up to the composition.

    Examples
    --------
    >>> cells = pd.DataFrame({"area": [1, 1, 2, 2], "occupation": list("abab"), "jobs": [1.0, 3, 3, 1],
    ...     "wage": [10.0, 20, 11, 22]})
    >>> place_parts(cells, pd.Series({"a": 10.0, "b": 20.0})).round(2).to_dict("index")[2]
    {'total': -0.09, 'composition': -0.18, 'within': 0.1}
    """
    at_national = cells["occupation"].map(national).astype(float)
    kept = cells[["area", "occupation", "jobs", "wage"]].assign(usual=at_national).dropna()
    kept = kept[kept["jobs"] > 0]
    jobs = kept["jobs"].groupby(kept["area"]).sum()

    def mean(wages):
        return (kept["jobs"] * wages).groupby(kept["area"]).sum() / jobs

    actual, expected = mean(kept["wage"]), mean(kept["usual"])
    if average is None:
        average = np.average(kept["usual"], weights=kept["jobs"])
    parts = pd.DataFrame(
        {
            "total": np.log(actual / average),
            "composition": np.log(expected / average),
            "within": np.log(actual / expected),
        }
    )
    if groups is None:
        return parts
    group = kept["occupation"].map(groups)
    bill, held = (
        column.groupby(group).sum() for column in (kept["jobs"] * kept["usual"], kept["jobs"])
    )
    parts["between_groups"] = np.log(mean(group.map(bill / held).astype(float)) / average)
    parts["inside_groups"] = parts["composition"] - parts["between_groups"]
    return parts


def by_size(
    cells: pd.DataFrame, values: pd.Series, weights: str | None = None, classes: int = 20
) -> pd.Series:
    """Return the mean of a column in classes of areas of like size, in log points.

    Parameters
    ----------
    cells : pandas.DataFrame
        Columns ``area`` and ``area_jobs``.
    values : pandas.Series
        Logarithms, one per cell; NaN is left out.
    weights : str, optional
        Column of weights.
    classes : int
        How many classes with equally many areas each.

    Returns
    -------
    pandas.Series
        Indexed by the median jobs of the areas of each class: the mean less that of all cells, times 100.

    Examples
    --------
    >>> cells = pd.DataFrame({"area": [1, 2, 3, 4], "area_jobs": [10, 20, 30, 40]})
    >>> by_size(cells, pd.Series([0.0, 0.1, 0.2, 0.3]), classes=2).round(1).to_dict()
    {15.0: -10.0, 35.0: 10.0}
    """
    size = cells.groupby("area", observed=True)["area_jobs"].first()
    number = pd.qcut(size, classes, labels=False)
    there = values.notna().to_numpy()
    group = cells["area"].map(number).to_numpy(dtype=float)[there].astype(int)
    weight = np.ones(len(group)) if weights is None else cells[weights].to_numpy(dtype=float)[there]
    value = values.to_numpy(dtype=float)[there]
    mean = np.bincount(group, weight * value, classes) / np.bincount(group, weight, classes)
    return pd.Series(
        100 * (mean - np.average(value, weights=weight)), size.groupby(number).median()
    )


def slopes_along(cells: pd.DataFrame, held: str = "occupation") -> pd.DataFrame:
    """Return the elasticity on size of three points of the distribution of wages, every cell counting the same.

    Parameters
    ----------
    cells : pandas.DataFrame
        As :func:`premium_cells` returns them.
    held : str
        Column of labels that are held fixed.

    Returns
    -------
    pandas.DataFrame
        Percentiles 10, 50 and 90 x ``value`` and the ends of its 95 percent interval, ``lower`` and ``upper``.

    Examples
    --------
    >>> size = np.array([0.0, 1, 2])
    >>> rows = pd.DataFrame({"area": [1, 2, 3], "job": ["a"] * 3, "log_size": size})
    >>> rows = rows.assign(log_p10=0.02 * size, log_p50=0.03 * size, log_p90=0.04 * size)
    >>> slopes_along(rows, "job")["value"].round(2).to_dict()
    {10: 0.02, 50: 0.03, 90: 0.04}
    """
    slopes = [within_slope(cells, f"log_p{at}", ["log_size"], [held]) for at in (10, 50, 90)]
    value = np.array([slope.estimates["log_size"] for slope in slopes])
    half = 1.96 * np.array([slope.errors["log_size"] for slope in slopes])
    return pd.DataFrame(
        {"value": value, "lower": value - half, "upper": value + half}, [10, 50, 90]
    )


def quotient_classes(cells: pd.DataFrame) -> pd.DataFrame:
    """Return the cells that have a quotient, with a column of 0 and 1 for each class of it but that near 1.

    Parameters
    ----------
    cells : pandas.DataFrame
        As :func:`premium_cells` returns them.

    Returns
    -------
    pandas.DataFrame
        The same columns, and those of :data:`QUOTIENT_CLASSES` but one.

    Examples
    --------
    >>> cells = pd.DataFrame({"location_quotient": [0.3, 1.0, 5.0], "log_quotient": [-1.2, 0.0, 1.6]})
    >>> quotient_classes(cells)["4 and more"].tolist()
    [0.0, 0.0, 1.0]
    """
    kept = cells.dropna(subset=["log_quotient"])
    labels = list(QUOTIENT_CLASSES)
    found = pd.cut(kept["location_quotient"], _EDGES, right=False, labels=labels)
    return kept.join(pd.get_dummies(found, dtype=float).drop(columns=_NEAR_ONE))


def sampling_errors(cells: pd.DataFrame) -> pd.Series:
    r"""Return how far sampling can move the mean wage of each area, in percent.

    .. math:: \sqrt{\sum_o (b_{ro} \, \text{rse}_{ro})^2}

    with the share :math:`b` of each occupation in what the area pays in all. Errors of occupations are taken as
    independent, and the numbers of jobs as known.

    Parameters
    ----------
    cells : pandas.DataFrame
        Columns ``area``, ``jobs``, ``wage`` and ``wage_rse``; a cell without jobs pays nothing here.

    Returns
    -------
    pandas.Series
        Per area, in percent.

    Examples
    --------
    >>> cells = pd.DataFrame({"area": [1, 1], "jobs": [1.0, 1.0], "wage": [10.0, 10.0], "wage_rse": [6.0, 8.0]})
    >>> sampling_errors(cells).tolist()
    [5.0]
    """
    bill = (cells["jobs"] * cells["wage"]).fillna(0)
    share = bill / bill.groupby(cells["area"], observed=True).transform("sum")
    squares = (share * cells["wage_rse"]).fillna(0) ** 2
    return squares.groupby(cells["area"], observed=True).sum() ** 0.5


def redrawn(cells: pd.DataFrame, seed: int, times: float = 1.0) -> pd.DataFrame:
    """Return cells whose jobs, quotient and wage have a second set of sampling errors on top of their own.

    Parameters
    ----------
    cells : pandas.DataFrame
        As :func:`premium_cells` returns them.
    seed : int
        Seed of the errors, which are normal and independent.
    times : float
        By how much the errors of jobs are larger than published.

    Returns
    -------
    pandas.DataFrame
        The same columns; jobs and wages are one percent of what they were at least.

    Examples
    --------
    >>> cells = pd.DataFrame({"jobs": [100.0], "jobs_rse": [0.0], "wage": [10.0], "wage_rse": [5.0]})
    >>> cells = cells.assign(log_quotient=0.0, log_wage=np.log(10))
    >>> redrawn(cells, seed=1)["jobs"].tolist()
    [100.0]
    """
    noise = np.random.default_rng(seed).normal(size=(2, len(cells)))
    errors = cells[["jobs_rse", "wage_rse"]].fillna(0).to_numpy().T / 100 * [[times], [1]]
    jobs, wage = (1 + errors * noise).clip(min=0.01)
    return cells.assign(
        jobs=cells["jobs"] * jobs,
        log_quotient=cells["log_quotient"] + np.log(jobs),
        wage=cells["wage"] * wage,
        log_wage=cells["log_wage"] + np.log(wage),
    )


def dealt(
    cells: pd.DataFrame, what: Literal["occupation", "size", "state", "field"], seed: int = 7
) -> pd.DataFrame:
    """Return cells in a world without one thing: what it was is dealt out at random.

    Parameters
    ----------
    cells : pandas.DataFrame
        As :func:`premium_cells` returns them.
    what : {"occupation", "size", "state", "field"}
        Occupations are dealt to cells, sizes to areas, areas to states, or occupations to major groups.
    seed : int
        Seed of the dealing.

    Returns
    -------
    pandas.DataFrame
        The same columns; those that follow from what was dealt are made anew.

    Raises
    ------
    ValueError
        If ``what`` is another word.

    Examples
    --------
    >>> cells = premium_cells()
    >>> bool((dealt(cells, "size")["log_wage"] == cells["log_wage"]).all())
    True
    """
    generator = np.random.default_rng(seed)
    if what == "occupation":
        given = cells["occupation"].array[generator.permutation(len(cells))]
        return cells.assign(occupation=given)
    column = {"size": "log_size", "state": "state", "field": "major_group"}.get(what)
    if column is None:
        raise ValueError(
            tell(
                "what: {what} cannot be dealt; it can be 'occupation', 'size', 'state' or 'field'.",
                what=quoted(what),
            )
        )
    owner = "occupation" if what == "field" else "area"
    of_owner = cells.groupby(owner, observed=True)[column].first()
    given = pd.Series(generator.permutation(of_owner), of_owner.index)
    new = cells[owner].map(given.to_dict()).astype(of_owner.dtype)
    found = cells.assign(**{column: new})
    if what == "state":
        # Codes stand for the two labels together.
        codes = cells["occupation"].cat.codes.astype(int) * 1000 + new.cat.codes
        return found.assign(in_state=codes)
    if what == "field":
        codes = cells["area"].cat.codes.astype(int) * 1000 + new.cat.codes
        return found.assign(in_field=codes)
    return found


def within_slope(
    cells: pd.DataFrame,
    outcome: str,
    regressors: Sequence[str],
    effects: Sequence[str] = (),
    weights: str | None = None,
    cluster: str = "area",
) -> Slope:
    r"""Regress a column on others, within the groups of one or two columns of labels.

    .. math:: \hat\beta = (\tilde X' W \tilde X)^{-1} \tilde X' W \tilde y

    with what the effects leave of each column written with a tilde, and the errors of Liang and Zeger over clusters.

    Parameters
    ----------
    cells : pandas.DataFrame
        One row per cell. Rows with a missing number are left out.
    outcome, weights : str
        Columns; without weights each row counts the same.
    regressors : sequence of str
        Columns of numbers.
    effects : sequence of str
        Up to two columns of labels; without any there is one constant.
    cluster : str
        Column within which errors may go together.

    Returns
    -------
    Slope
        Per regressor, in units of the outcome.

    Raises
    ------
    ValueError
        If there are more than two effects, a weight is not positive, or fewer than two clusters are left.

    Notes
    -----
    Where effects lie wholly in clusters, as those of areas do, their number is not taken off the degrees of freedom;
    that of other effects is, as in :func:`agglomeration.agglomeration_elasticity`, which gives the same numbers for
    equal weights and one effect.

    Examples
    --------
    >>> rows = pd.DataFrame({"area": [1, 1, 2, 2], "y": [1.0, 5, 2, 6], "x": [0.0, 0, 1, 1], "job": list("abab")})
    >>> within_slope(rows, "y", ["x"], ["job"]).estimates.round(2).to_dict()
    {'x': 1.0}
    """
    if len(effects) > 2:
        raise ValueError(
            tell(
                "effects: {n} columns were given; give two at most.",
                n=str(len(effects)),
            )
        )
    numbers = [outcome, *regressors] + ([weights] if weights else [])
    # Only the columns that are asked for: a copy of all of them would take most of the time.
    kept = cells[list(dict.fromkeys([*numbers, *effects, cluster]))].dropna(subset=numbers)
    weight = np.ones(len(kept)) if weights is None else kept[weights].to_numpy(dtype=float)
    if not (weight > 0).all():
        raise ValueError(
            tell(
                "weights: column {column} holds 0 or less; leave those rows out.",
                column=quoted(weights),
            )
        )
    groups = kept[cluster].factorize()[0]
    count = int(groups.max(initial=-1)) + 1
    if count < 2:
        raise ValueError(
            tell("cluster: column {column} leaves fewer than two labels.", column=quoted(cluster))
        )
    labels = [kept[name].factorize()[0] for name in effects] or [np.zeros(len(kept), dtype=int)]
    values = kept[[outcome, *regressors]].to_numpy(dtype=float)
    values = _left(values, labels, weight)
    y, x = values[:, 0], values[:, 1:]
    bread = np.linalg.inv(x.T @ (weight[:, None] * x))
    slope = bread @ (x.T @ (weight * y))
    score = (weight * (y - x @ slope))[:, None] * x
    sums = np.column_stack([np.bincount(groups, column, count) for column in score.T])
    absorbed = sum(code.max() + 1 for code in labels if not _inside(code, groups))
    terms = len(kept) - x.shape[1] - absorbed
    factor = count / (count - 1) * (len(kept) - 1) / terms
    spread = np.sqrt(np.diag(factor * bread @ (sums.T @ sums) @ bread))
    names = list(regressors)
    return Slope(pd.Series(slope, names), pd.Series(spread, names), len(kept), count)


def _inside(code, groups):
    """Whether each label of an effect lies in one cluster only."""
    first = np.zeros(code.max() + 1, dtype=int)
    first[code] = groups
    return len(first) > 1 and bool((first[code] == groups).all())


def _left(values, labels, weight):
    """What one or two sets of effects leave of each column."""
    totals = [np.bincount(code, weight) for code in labels]
    values = values - (weight @ values) / weight.sum()
    scale = np.abs(values).max(axis=0).clip(1e-300)
    for _ in range(_ROUNDS):
        moved = 0.0
        for code, total in zip(labels, totals, strict=True):
            sums = [np.bincount(code, weight * column, len(total)) for column in values.T]
            mean = np.column_stack(sums) / total[:, None]
            moved = max(moved, float((np.abs(mean) / scale).max()))
            values = values - mean[code]
        if len(labels) == 1 or moved < _STILL:
            break
    return values
