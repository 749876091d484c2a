"""Indicators of two years: shift-share, growth, entry and exit, and what goes with growth."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

import agglomeration as ag
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
    keys = ["year", "region", "industry"]
    whole = checked.data.groupby("industry")["value"].transform(lambda part: part.notna().all())
    panel = (
        checked.data[whole]
        .groupby(keys, as_index=False)
        .agg(jobs=("value", "sum"), plants=("value", "size"))
    )
    counted = {"plants": "plants"} if checked.rows == "plants" else {}
    regressors = Measure(
        marked("regressors of growth"), ag.externality_regressors, {"time": "year", **counted}
    )
    frame = found.tried(tell("regressors of growth"), lambda: regressors.of(panel))
    if frame is None:
        return
    decimals = dict.fromkeys(frame.columns, 3)
    shown = frame.reset_index().astype({"region": str, "industry": str, "year": str})
    found.families.append(
        Family("externalities", tell("Growth and externalities"), shown, 3, decimals, [regressors])
    )
    known = frame.replace([np.inf, -np.inf], np.nan).dropna()
    if len(known) < FEWEST_CELLS:
        reason = tell_many(
            "{n} pair has growth and all regressors, and {least} are needed.",
            "{n} pairs have growth and all regressors, and {least} are needed.",
            len(known),
            least=FEWEST_CELLS,
        )
        found.lacks(tell("growth regression"), reason)
        return
    regression = Measure(marked("coefficient"), ag.growth_regression, {"missing": "drop"})
    fit = found.tried(tell("growth regression"), lambda: regression.of(frame))
    if fit is not None:
        named = {"coefficient": fit.params, "standard error": fit.bse, "p": fit.pvalues}
        told = pd.DataFrame(named).rename_axis("term").reset_index().astype({"term": str})
        found.families.append(
            Family(
                "regression",
                tell("Growth regression"),
                told,
                1,
                dict.fromkeys(named, 3),
                [regression],
            )
        )
