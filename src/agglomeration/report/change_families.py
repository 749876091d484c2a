"""Indicators of two years: shift-share, growth, entry and exit, and what goes with growth."""

from __future__ import annotations

from math import erfc, sqrt
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

import agglomeration as ag
from agglomeration.indicators.ground.ties import NOISE
from agglomeration.indicators.growth.externalities import EXTERNALITIES
from agglomeration.words import listed, marked, tell, tell_many, term

from .family import Family, Found, add_column
from .measures import Measure

if TYPE_CHECKING:
    from agglomeration.report.checked import CheckedTable

__all__ = ["add_changes"]

TITLES = {
    "regions": marked("Change of regions"),
    "industries": marked("Change of industries"),
    "cells": marked("Change of pairs"),
}
SHIFT_SHARES = {
    "regions": marked("shift-share of regions"),
    "industries": marked("shift-share of industries"),
    "cells": marked("shift-share of pairs"),
}
FINER = {
    "regions": marked("finer split of regions"),
    "industries": marked("finer split of industries"),
    "cells": marked("finer split of pairs"),
}
GROWTHS = {
    "regions": marked("growth of regions"),
    "industries": marked("growth of industries"),
    "cells": marked("growth of pairs"),
}
LABELS = {"regions": ["region"], "industries": ["industry"], "cells": ["region", "industry"]}
# Below this a regression with a constant per industry has more to say about chance than about places.
FEWEST_CELLS = 30
# Numbers in a regression with a column for each industry; statsmodels holds several copies of them.
MOST_IN_DESIGN = 2_000_000
# Rows of regressors in the page's data: those of every pair and year would be longer than the file.
MOST_ROWS = 200_000


def add_changes(
    found: Found, checked: CheckedTable, concordance: dict[str, str] | None = None
) -> None:
    """What changed between the first and the last year."""
    if len(checked.years) < 2:
        return
    first, last = checked.years[0], checked.years[-1]
    before, after = checked.table(first), checked.table(last)
    missing = (before.isna() | after.isna()).any(axis=0)
    if missing.any():
        left = list(missing.index[missing])
        found.remark(
            tell("Change"),
            tell_many(
                "{n} industry is left out, since an amount of the first or the last year is missing: {labels}.",
                "{n} industries are left out, since an amount of the first or the last year is missing: {labels}.",
                len(left),
                labels=listed(left),
            ),
        )
        before, after = before.loc[:, ~missing], after.loc[:, ~missing]
    if before.shape[1] == 0:
        found.lacks(
            tell("shift-share, growth, entry and exit"),
            tell("in every industry an amount of the first or the last year is missing."),
        )
        return
    bridge = {} if concordance is None else {"concordance": concordance}
    for of in TITLES:
        _change(found, checked, before, after, of, last - first, bridge)
    _externalities(found, checked, concordance or {})


def _change(found, checked, before, after, of, periods, bridge):
    dunn = Measure(
        marked("national, industry_mix, regional"),
        ag.shift_share,
        {"of": of, **bridge},
        1,
        checked.unit,
    )
    parts = found.tried(term(SHIFT_SHARES[of]), lambda: dunn.of(before, after))
    if parts is None:
        return
    frame, done, decimals = parts.copy(), [dunn], dict.fromkeys(parts.columns, 1)
    units = dict.fromkeys(map(str, parts.columns), checked.unit)
    split = {"kind": "esteban-marquillas", "of": of, **bridge}
    finer = found.tried(term(FINER[of]), lambda: ag.shift_share(before, after, **split))
    if finer is not None:
        for name, part in ((marked("regional at the common mix"), "regional"), ("allocation",) * 2):
            measure = Measure(name, ag.shift_share, split, 1, checked.unit)
            add_column(frame, done, decimals, measure, finer[part].reindex(frame.index))
    arguments = {"of": of, "periods": periods, **bridge}
    rate = Measure(marked("growth per year"), ag.growth, arguments, 4, "share per year")
    found_rate = found.tried(term(GROWTHS[of]), lambda: rate.of(before, after))
    if found_rate is not None:
        series = found_rate.stack() if isinstance(found_rate, pd.DataFrame) else found_rate
        add_column(frame, done, decimals, rate, series.reindex(frame.index))
    for name, function in (("entered", ag.entry), ("left", ag.exit)) if of == "cells" else ():
        measure = Measure(name, function, bridge, 0)
        events = found.tried(name, lambda measure=measure: measure.of(before, after))
        if events is not None:
            series = events.stack() if isinstance(events, pd.DataFrame) else events
            add_column(frame, done, decimals, measure, series.reindex(frame.index))
    frame = frame.rename_axis(LABELS[of]).reset_index()
    title = term(TITLES[of])
    found.families.append(
        Family(f"change-{of}", title, frame, len(LABELS[of]), decimals, done, units)
    )


def _externalities(found, checked, classes):
    """Specialization, diversity and competition at the start of each period, and the regression of growth on them."""
    counted = {"plants": "plants"} if checked.rows == "plants" else {}
    regressors = Measure(
        marked("regressors of growth"), ag.externality_regressors, {"time": "year", **counted}
    )
    frame = found.tried(tell("regressors of growth"), lambda: regressors.of(_panel(checked)))
    if frame is None:
        return
    _add_regressors(found, frame, regressors)
    defined = np.isfinite(frame.to_numpy()).all(axis=1)
    if defined.sum() < FEWEST_CELLS:
        reason = tell_many(
            "{n} pair has growth and all regressors, and {least} are needed.",
            "{n} pairs have growth and all regressors, and {least} are needed.",
            int(defined.sum()),
            least=FEWEST_CELLS,
        )
        found.lacks(tell("growth regression"), reason)
        return
    regression = Measure(marked("coefficient"), ag.growth_regression, {"missing": "drop"})
    industries = frame.index.get_level_values("industry")[defined].nunique()
    many = int(defined.sum()) * (industries + frame.shape[1]) > MOST_IN_DESIGN
    told = found.tried(
        tell("growth regression"),
        lambda: _fit_within(found, frame) if many else _fit(regression.of(frame)),
    )
    if told is not None:
        found.families.append(
            Family(
                "regression",
                tell("Growth regression"),
                told.rename_axis("term").reset_index().astype({"term": str}),
                1,
                dict.fromkeys(told, 3),
                [regression],
            )
        )


def _panel(checked):
    """One row per region, industry and year, of the industries without a missing amount."""
    keys, data = ["year", "region", "industry"], checked.data
    lacking = data.loc[data["value"].isna(), "industry"].unique()
    if len(lacking):
        data = data[~data["industry"].isin(lacking)]
    if checked.rows == "totals":
        # Each has one row already: to add them up would copy the whole file.
        return data[[*keys, "value"]].rename(columns={"value": "jobs"})
    return data.groupby(keys, as_index=False).agg(jobs=("value", "sum"), plants=("value", "size"))


def _add_regressors(found, frame, measure):
    """Their table: of very many rows those of the last period."""
    shown = frame
    if len(frame) > MOST_ROWS:
        years = frame.index.get_level_values("year")
        last = years.max()
        shown = frame[years == last]
        found.remark(
            tell("regressors of growth"),
            tell(
                "{kept} of {every} rows are in the table, those of the period that begins in {year}; the function "
                "gives all, and the growth regression takes all.",
                kept=f"{len(shown):,}",
                every=f"{len(frame):,}",
                year=last,
            ),
        )
    decimals = dict.fromkeys(frame.columns, 3)
    shown = shown.reset_index().astype({"region": str, "industry": str, "year": str})
    found.families.append(
        Family("externalities", tell("Growth and externalities"), shown, 3, decimals, [measure])
    )


def _fit(fit):
    return pd.DataFrame({"coefficient": fit.params, "standard error": fit.bse, "p": fit.pvalues})


def _fit_within(found, frame):
    """The same regression with the means of industries taken out, in place of a column for each industry.

    By the theorem of Frisch, Waugh and Lovell the coefficients are those of the regression with all columns, and the
    errors are once the columns that are not there are counted.
    """
    columns = {
        name: np.log(values.where(values > 0)) if name in EXTERNALITIES else values
        for name, values in frame.items()
    }
    taken = pd.DataFrame(columns, copy=False).dropna()
    means = taken.groupby(level="industry", sort=False).transform("mean")
    within = taken - means
    flat = [name for name in within if within[name].std() <= NOISE * taken[name].abs().max()]
    if flat:
        raise ValueError(
            tell("within the industries {columns} does not vary.", columns=listed(flat))
        )
    fit = ag.growth_regression(within, logs=False, effects=())
    rows, named = within.shape
    fewer = rows - taken.index.get_level_values("industry").nunique() - (named - 1)
    told = pd.DataFrame({"coefficient": fit.params, "standard error": fit.bse}).drop("const")
    told["standard error"] *= np.sqrt((rows - named) / fewer)
    z = (told["coefficient"] / told["standard error"]).abs()
    told["p"] = [erfc(one / sqrt(2)) for one in z]
    found.remark(
        tell("growth regression"),
        tell(
            "the constant of each industry is taken out as its mean and is not in the table, since {rows} rows with a "
            "column for each of so many industries need too much memory; coefficients, errors and p are those of the "
            "function.",
            rows=f"{rows:,}",
        ),
    )
    return told
