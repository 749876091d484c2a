"""Indicators of two years: shift-share, growth, entry and exit, and what goes with growth."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

import agglomeration as ag

from .family import Family, Found, add_column
from .measures import Measure

if TYPE_CHECKING:
    from agglomeration.report.checked import CheckedTable

__all__ = ["add_changes"]

TITLES = {
    "regions": "Change of regions",
    "industries": "Change of industries",
    "cells": "Change of pairs",
}
LABELS = {"regions": ["region"], "industries": ["industry"], "cells": ["region", "industry"]}
# Below this a regression with a constant per industry has more to say about chance than about places.
FEWEST_CELLS = 30


def add_changes(found: Found, checked: CheckedTable) -> None:
    """What changed between the first and the last year."""
    if len(checked.years) < 2:
        return
    first, last = checked.years[0], checked.years[-1]
    before, after = checked.table(first), checked.table(last)
    for of in TITLES:
        _change(found, before, after, of, last - first)
    _externalities(found, checked)


def _change(found, before, after, of, periods):
    dunn = Measure("national, industry_mix, regional", ag.shift_share, {"of": of}, 1)
    parts = found.tried(f"shift-share of {of}", lambda: dunn.of(before, after))
    if parts is None:
        return
    frame, done, decimals = parts.copy(), [dunn], dict.fromkeys(parts.columns, 1)
    split = {"kind": "esteban-marquillas", "of": of}
    finer = found.tried(f"finer split of {of}", lambda: ag.shift_share(before, after, **split))
    if finer is not None:
        regional = Measure("regional at the common mix", ag.shift_share, split, 1)
        add_column(frame, done, decimals, regional, finer["regional"])
        add_column(
            frame,
            done,
            decimals,
            Measure("allocation", ag.shift_share, split, 1),
            finer["allocation"],
        )
    rate = Measure("growth per year", ag.growth, {"of": of, "periods": periods}, 4)
    found_rate = found.tried(f"growth of {of}", lambda: rate.of(before, after))
    add_column(frame, done, decimals, rate, found_rate)
    for name, function in (("entered", ag.entry), ("left", ag.exit)) if of == "cells" else ():
        events = found.tried(name, lambda function=function: function(before, after))
        add_column(frame, done, decimals, Measure(name, function, decimals=0), events)
    frame = frame.rename_axis(LABELS[of]).reset_index()
    found.families.append(
        Family(f"change-{of}", TITLES[of], frame, len(LABELS[of]), decimals, done)
    )


def _externalities(found, checked):
    """Specialization, diversity and competition at the start of each period, and the regression of growth on them."""
    keys = ["year", "region", "industry"]
    panel = checked.data.groupby(keys, as_index=False).agg(
        jobs=("value", "sum"), plants=("value", "size")
    )
    counted = {"plants": "plants"} if checked.rows == "plants" else {}
    regressors = Measure(
        "regressors of growth", ag.externality_regressors, {"time": "year", **counted}
    )
    frame = found.tried("regressors of growth", lambda: regressors.of(panel))
    if frame is None:
        return
    decimals = dict.fromkeys(frame.columns, 3)
    shown = frame.reset_index().astype({"region": str, "industry": str, "year": str})
    found.families.append(
        Family("externalities", "Growth and externalities", shown, 3, decimals, [regressors])
    )
    known = frame.replace([np.inf, -np.inf], np.nan).dropna()
    if len(known) < FEWEST_CELLS:
        reason = (
            f"{len(known)} pairs have growth and all regressors, and {FEWEST_CELLS} are needed."
        )
        found.missing.append(("growth regression", reason))
        return
    regression = Measure("coefficient", ag.growth_regression, {"missing": "drop"})
    fit = found.tried("growth regression", lambda: regression.of(frame))
    if fit is not None:
        named = {"coefficient": fit.params, "standard error": fit.bse, "p": fit.pvalues}
        told = pd.DataFrame(named).rename_axis("term").reset_index().astype({"term": str})
        found.families.append(
            Family(
                "regression", "Growth regression", told, 1, dict.fromkeys(named, 3), [regression]
            )
        )
