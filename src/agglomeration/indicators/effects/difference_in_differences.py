"""Before and after, with and without, where places begin at different dates."""

from __future__ import annotations

from typing import Literal

import numpy as np
import pandas as pd

from agglomeration.indicators.ground.columns import amounts, check_frame, encode
from agglomeration.indicators.ground.tables import check_choice
from agglomeration.words import listed, quoted, tell

from .effect import Effect, check_level, normal_effect, z_of

__all__ = ["difference_in_differences"]

CONTROL = ("never", "not_yet")
AVERAGES = ("group", "simple")
# Draws of signs for the joint test of what was before.
SIGNS = 199


def difference_in_differences(
    data: pd.DataFrame,
    outcome: str = "outcome",
    unit: str = "region",
    time: str = "time",
    first_treated: str = "first_treated",
    *,
    control: Literal["never", "not_yet"] = "never",
    average: Literal["group", "simple"] = "group",
    cluster: str | None = None,
    level: float = 0.95,
) -> Effect:
    r"""Average effect on the treated, for units that are treated from different dates on.

    Group-time effects of Callaway and Sant'Anna, without covariates: for the group :math:`g` first treated at
    date :math:`g` and its last date before, :math:`b`, against those untreated, :math:`C`:

    .. math::

        \widehat{ATT}(g, t) = \frac{1}{n_g} \sum_{i \in g} (Y_{it} - Y_{ib})
                              - \frac{1}{n_C} \sum_{i \in C} (Y_{it} - Y_{ib})

    Effects at dates before :math:`b` should be 0: placebos in time.

    Parameters
    ----------
    data : pandas.DataFrame
        One row per unit and date, every unit at every date.
    outcome, unit, time : str
        Its columns; dates must sort.
    first_treated : str
        The column with the first date of treatment, one per unit; missing for those never treated. A date after the
        last one counts as never within these dates.
    control : {"never", "not_yet"}
        Who is compared with: units that are never treated, or also those that are not treated yet at either date.
    average : {"group", "simple"}
        How group-time effects from the start on become one number: the mean over the dates of each group (at which
        somebody is untreated), then over groups by their size; or over all groups and dates by the size of the group,
        so that early groups, with more dates, count more.
    cluster : str, optional
        A column, one label per unit, within which errors may be correlated; without it the unit.
    level : float
        Level of the intervals, each by itself.

    Returns
    -------
    Effect
        ``tables``: ``"group_time"`` (by group and date: estimate, error, lower, upper, ``event`` = dates since the
        first treated one, treated and control units), ``"event"`` (by dates since the start), ``"group"``, and
        ``"overall"`` (both averages). ``details``: ``pretrend_p`` of the joint test that all effects before are 0 (NaN
        where there are none to test), ``two_way``, the coefficient of the usual regression with effects of units and
        dates, for comparison (NaN where these tell who is treated when), ``clusters``, and ``left_out``, the first
        dates of groups that are in no average because nobody is untreated while they are treated.

    Raises
    ------
    ValueError
        If the panel has gaps or double rows, a value is missing, a unit has two first dates, is treated from the first
        date on (nothing is known before) or at a date that is not there, nobody is treated, or nobody is a control.

    Notes
    -----
    It supposes parallel trends: without treatment the treated would have changed as the controls did. A programme that
    picks winners or losers breaks this; covariates, which could mend it in part, are not taken, so match on the trend
    before (:func:`matching`). The placebos before the start can speak against parallel trends, not for them, and have
    little power in short panels. Their joint test (``pretrend_p``) draws signs by lot, since the usual chi-squared
    refuses parallel trends far too often where groups are small. In simulated panels with parallel trends, three
    groups and 21 placebos it refuses at 5 percent in 1 of 100 with 13 units in each group, and in 3 of 100 with 50; so
    it is cautious, and ``"event"`` may show what it does not find. Nobody may act before the date (anticipation).
    Usual two-way effects compare those treated late with those treated early, whose effect may still grow: the
    coefficient can have the wrong sign. Errors rest on the number of units: with fewer than some 15 in a group, or in
    the controls, they are too small; of a group of one unit they know the controls' luck alone.

    ``diff_diff.CallawaySantAnna(base_period="universal")``, ``csdid`` and the R package did give the same group-time
    effects, aggregates and errors.

    References
    ----------
    Callaway, B. and Sant'Anna, P. H. C. (2021). Difference-in-differences with multiple time periods. Journal of
    Econometrics 225(2), 200-230.
    Goodman-Bacon, A. (2021). Difference-in-differences with variation in treatment timing. Journal of Econometrics
    225(2), 254-277.

    Examples
    --------
    >>> import pandas as pd
    >>> data = pd.DataFrame({"region": list("aabbccdd"), "time": [1, 2] * 4, "first_treated": [2] * 4 + [None] * 4,
    ...                      "outcome": [1, 5, 2, 7, 3, 4, 0, 2]})
    >>> difference_in_differences(data)  # (4 + 5) / 2 - (1 + 2) / 2
    3 (standard error 0.5, 95 percent interval 2.02 to 3.98), 8 observations
    """
    check_choice(control, CONTROL, "control")
    check_choice(average, AVERAGES, "average")
    level = check_level(level)
    named = [outcome, unit, time, first_treated, *([cluster] if cluster is not None else [])]
    check_frame(data, "data", named)
    values, first, (units, dates) = _panel(data, outcome, unit, time, first_treated)
    groups = np.unique(first[first >= 0])
    if len(groups) == 0:
        raise ValueError(
            tell(
                "data: column {column} holds no date of treatment up to the last date; nobody is treated.",
                column=quoted(first_treated),
            )
        )
    if control == "never" and (first >= 0).all():
        raise ValueError(
            tell(
                "data: every {unit} is treated at some date; there is none to compare with, so pass control='not_yet'.",
                unit=quoted(unit),
            )
        )
    bundles = _bundles(data, cluster, unit, units)
    cells, influence, weights = _group_time(values, first, groups, control)
    if not (cells["there"] & (cells["event"] >= 0)).any():
        raise ValueError(
            tell(
                "data: nobody is untreated at the dates at which others are treated; there is nobody to compare with."
            )
        )
    tables = _tables(cells, influence, weights, first, (groups, dates), bundles, level)
    chosen = tables["overall"].loc[average]
    details = {
        "average": average,
        "control": control,
        "pretrend_p": _pretrends(cells, influence, bundles, first),
        "two_way": _two_way(values, first),
        "clusters": int(bundles.max()) + 1,
        "left_out": dates[groups].difference(tables["group"].index, sort=False).tolist(),
    }
    return normal_effect(chosen["estimate"], chosen["error"], level, len(data), tables, details)


def _panel(data, outcome, unit, time, first_treated):
    """Outcomes by unit and date, and at which position of the dates each unit is first treated (-1: never)."""
    codes, units = encode(data, unit, "data")
    moments, dates = encode(data, time, "data")
    if len(dates) < 2:
        raise ValueError(
            tell(
                "data: column {time} holds only {date}; a difference needs two dates.",
                time=quoted(time),
                date=quoted(dates[0]),
            )
        )
    dates = dates.sort_values() if not dates.is_monotonic_increasing else dates
    moments = dates.get_indexer(pd.Index(data[time]))
    counts = np.zeros((len(units), len(dates)), dtype=int)
    np.add.at(counts, (codes, moments), 1)
    if (counts != 1).any():
        row, column = np.argwhere(counts != 1)[0]
        raise ValueError(
            tell(
                "data: {unit} {label} has {n} rows at {date}; every unit needs one row at every date, so add rows up "
                "or leave the unit or the date out.",
                unit=quoted(unit),
                label=quoted(units[row]),
                n=int(counts[row, column]),
                date=quoted(dates[column]),
            )
        )
    values = np.empty(counts.shape)
    values[codes, moments] = amounts(data, outcome, "data", negative=True)
    starts = pd.Series(data[first_treated].to_numpy(), index=codes)
    varied = starts.groupby(level=0).nunique(dropna=False) > 1
    if varied.any():
        raise ValueError(
            tell(
                "data: {unit} {label} has several values of {column}; it is treated from one first date on.",
                unit=quoted(unit),
                label=quoted(units[int(np.argmax(varied.to_numpy()))]),
                column=quoted(first_treated),
            )
        )
    one = starts.groupby(level=0).first().reindex(range(len(units)))
    first = np.full(len(units), -1)
    for position, start in enumerate(one):
        if not pd.isna(start) and _at_or_before(start, dates[-1], (time, first_treated)):
            first[position] = _position(start, dates, (unit, units[position], first_treated))
    return values, first, (units, dates)


def _at_or_before(start, last, names):
    try:
        return bool(start <= last)
    except TypeError as error:
        time, column = names
        raise ValueError(
            tell(
                "data: column {column} holds {start} and column {time} holds {last}, which cannot be compared; write "
                "both in the same way.",
                column=quoted(column),
                start=quoted(start),
                time=quoted(time),
                last=quoted(last),
            )
        ) from error


def _position(start, dates, names):
    unit, label, column = names
    shown = {"unit": quoted(unit), "label": quoted(label), "start": quoted(start)}
    if start <= dates[0]:
        raise ValueError(
            tell(
                "data: {unit} {label} is treated from {start} on, and nothing is known before; leave it out.",
                **shown,
            )
        )
    place = dates.get_indexer(pd.Index([start]))[0]
    if place < 0:
        raise ValueError(
            tell(
                "data: {unit} {label} has {start} in {column}, which is no date of the panel; the dates are {dates}.",
                column=quoted(column),
                dates=listed(dates, 8),
                **shown,
            )
        )
    return place


def _bundles(data, cluster, unit, units):
    if cluster is None:
        return np.arange(len(units))
    codes, labels = encode(data, cluster, "data")
    of_unit = pd.Series(codes, index=encode(data, unit, "data")[0])
    if (of_unit.groupby(level=0).nunique() > 1).any():
        place = int(np.argmax((of_unit.groupby(level=0).nunique() > 1).to_numpy()))
        raise ValueError(
            tell(
                "data: {unit} {label} has several values of {column}; a cluster holds whole units.",
                unit=quoted(unit),
                label=quoted(units[place]),
                column=quoted(cluster),
            )
        )
    if len(labels) < 2:
        raise ValueError(
            tell(
                "data: column {column} holds only {label}; errors cannot be clustered within one label.",
                column=quoted(cluster),
                label=quoted(labels[0]),
            )
        )
    return of_unit.groupby(level=0).first().to_numpy()


def _group_time(values, first, groups, control):
    """Every group and date: its effect and the influence of each unit on it (columns of an array)."""
    n, dates = values.shape
    rows, columns = [], []
    for group in groups:
        # The last date before the group is treated; dates before it show whether trends were parallel.
        base = group - 1
        treated = first == group
        for date in range(dates):
            untreated = first < 0
            if control == "not_yet":
                # Untreated at both dates that are compared, of which either may come first.
                untreated = untreated | ((first > max(date, base)) & ~treated)
            change = values[:, date] - values[:, base]
            there = bool(untreated.any())
            influence = np.zeros(n)
            estimate = np.nan
            if there:
                means = change[treated].mean(), change[untreated].mean()
                estimate = means[0] - means[1]
                # How far each unit moves the difference; errors of averages of effects come from the same columns.
                influence += treated * (change - means[0]) / treated.mean()
                influence -= untreated * (change - means[1]) / untreated.mean()
            rows.append(
                (group, date, estimate, date - group, treated.sum(), untreated.sum(), there)
            )
            columns.append(influence)
    names = ["group", "date", "estimate", "event", "treated", "controls", "there"]
    cells = pd.DataFrame(rows, columns=names)
    weights = np.array([(first == group).mean() for group in cells["group"]])
    return cells, np.column_stack(columns), weights


def _averaged(keep, cells, influence, weights, first):
    """The mean of some group-time effects by the size of their groups, and the influence of each unit on it."""
    places = np.flatnonzero(keep)
    size = weights[places]
    estimates = cells["estimate"].to_numpy()[places]
    total = size.sum()
    # Sizes of groups are estimates, too: each unit moves them by being in its group.
    moved = (first[:, None] == cells["group"].to_numpy()[places]) - size
    of_sizes = moved / total - moved.sum(axis=1, keepdims=True) * size / total**2
    return float(size @ estimates / total), influence[:, places] @ (
        size / total
    ) + of_sizes @ estimates


def _error(influence, bundles):
    sums = np.bincount(bundles, weights=influence)
    return np.sqrt((sums**2).sum()) / len(influence)


def _tables(cells, influence, weights, first, labels, bundles, level):
    groups, dates = labels
    known = cells["there"].to_numpy()
    after = known & (cells["event"] >= 0).to_numpy()
    each = {}
    for place, cell in enumerate(cells.itertuples()):
        # The base is compared with itself: 0 by construction, not by estimation.
        base = not cell.there or cell.event == -1
        each[(dates[cell.group], dates[cell.date])] = (
            cell.estimate,
            np.nan if base else _error(influence[:, place], bundles),
        )
    group_time = _with_intervals(each, level)
    group_time.index = pd.MultiIndex.from_tuples(each, names=["group", "time"])
    for name in ("event", "treated", "controls"):
        group_time[name] = cells[name].to_numpy()
    events, of_group, parts = {}, {}, []
    for event in np.sort(cells["event"][known].unique()):
        keep = known & (cells["event"] == event).to_numpy()
        value, moved = _averaged(keep, cells, influence, weights, first)
        events[int(event)] = (value, np.nan if event == -1 else _error(moved, bundles))
    for group in groups:
        keep = after & (cells["group"] == group).to_numpy()
        if not keep.any():
            continue
        moved = influence[:, keep].mean(axis=1)
        value = float(cells["estimate"][keep].mean())
        of_group[dates[group]] = (value, _error(moved, bundles))
        parts.append((group, value, moved))
    overall = {
        "group": _over_groups(parts, first, bundles),
        "simple": _over(after, cells, influence, weights, first, bundles),
    }
    return {
        "group_time": group_time,
        "event": _with_intervals(events, level).rename_axis("event"),
        "group": _with_intervals(of_group, level).rename_axis("group"),
        "overall": _with_intervals(overall, level).rename_axis("average"),
    }


def _over(keep, cells, influence, weights, first, bundles):
    value, moved = _averaged(keep, cells, influence, weights, first)
    return value, _error(moved, bundles)


def _over_groups(parts, first, bundles):
    cells = pd.DataFrame(
        {"group": [part[0] for part in parts], "estimate": [part[1] for part in parts]}
    )
    influence = np.column_stack([part[2] for part in parts])
    weights = np.array([(first == part[0]).mean() for part in parts])
    return _over(np.ones(len(parts), dtype=bool), cells, influence, weights, first, bundles)


def _with_intervals(rows, level):
    table = pd.DataFrame(list(rows.values()), index=list(rows), columns=["estimate", "error"])
    table["error"] = table["error"].where(table["error"] > 0)
    table["lower"] = table["estimate"] - z_of(level) * table["error"]
    table["upper"] = table["estimate"] + z_of(level) * table["error"]
    return table


def _pretrends(cells, influence, bundles, first):
    """The p-value that all effects before the base are 0, over as many as are told apart.

    The usual chi-squared takes the covariance for known, which a dozen units per group do not make it. The same
    statistic is drawn anew instead, each cluster's influence with a sign by lot and its covariance estimated again.
    """
    before = (cells["there"] & (cells["event"] < -1)).to_numpy()
    if not before.any():
        return np.nan
    estimates = cells["estimate"].to_numpy()[before]
    moves = influence[:, before]
    observed = _wald(estimates, moves, bundles)
    if np.isnan(observed):
        return np.nan
    # Treated and controls of each column: within both the influence is centred, and so it is in each draw.
    treated = first[:, None] == cells["group"].to_numpy()[before]
    sides = [side.astype(float) for side in (treated, (moves != 0) & ~treated)]
    sizes = [np.maximum(side.sum(axis=0), 1) for side in sides]
    generator = np.random.default_rng(0)
    larger = 0
    for _ in range(SIGNS):
        drawn = moves * generator.choice([-1.0, 1.0], bundles.max() + 1)[bundles][:, None]
        value = drawn.mean(axis=0)
        for side, size in zip(sides, sizes, strict=True):
            drawn = drawn - side * (np.einsum("ij,ij->j", drawn, side) / size)
        statistic = _wald(value, drawn, bundles)
        # Draws that tell fewer effects apart say nothing of the others: they count as larger.
        larger += np.isnan(statistic) or statistic >= observed
    return (1 + larger) / (1 + SIGNS)


def _wald(estimates, moves, bundles):
    """How far effects are from 0, beside their covariance; NaN where it does not tell them apart."""
    sums = moves
    if bundles.max() + 1 < len(moves):
        sums = np.zeros((bundles.max() + 1, len(estimates)))
        np.add.at(sums, bundles, moves)
    covariance = sums.T @ sums / len(moves) ** 2
    eigenvalues, vectors = np.linalg.eigh(covariance)
    if eigenvalues[0] <= eigenvalues[-1] * len(estimates) * np.finfo(float).eps:
        return np.nan
    return float(((vectors.T @ estimates) ** 2 / eigenvalues).sum())


def _two_way(values, first):
    """The usual coefficient: outcome on being treated, less the means of units and dates."""
    dates = np.arange(values.shape[1])
    treated = ((first[:, None] >= 0) & (dates >= first[:, None])).astype(float)
    rest = treated - treated.mean(axis=0) - treated.mean(axis=1, keepdims=True) + treated.mean()
    square = float((rest**2).sum())
    return float((rest * values).sum()) / square if square > 1e-12 else np.nan
