"""The parts of a change, in words."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from agglomeration.indicators.growth.concordance import in_one_classification
from agglomeration.indicators.growth.shift_share import shift_share
from agglomeration.words import tell, tell_many, term

from .numbers import amount, label, signed
from .places import spread_told
from .registry import Asked, counted_told, place_of, reads

__all__: list[str] = []


@reads(shift_share, "region", "industry")
def _shift_share(asked: Asked) -> Iterator[str | None]:
    rates, of = asked.inputs["rates"], asked.inputs["of"]
    parts = asked.result * 100 if rates else asked.result
    row = _chosen(asked, parts.index, of)
    if row is None:
        yield from _all(asked, parts, of)
        return
    found = parts.iloc[row]
    name = label(parts.index[row])
    if np.isnan(found["change"]):
        yield tell(
            "{name} had nothing before, so its change has no rate and no parts (NaN).", name=name
        )
        return
    yield _changed(asked, name, row, found, rates)
    yield None if rates else counted_told(asked)
    yield _parts(asked, found, rates)
    yield tell(
        "The regional part is what is left: not what the region did, but all that the classification does not see."
    )


def _chosen(asked, index, of):
    """Which row is asked for; None for all."""
    if not asked.chosen:
        return None
    wanted = {"regions": ("region",), "industries": ("industry",), "cells": ("region", "industry")}
    names = wanted[of]
    if tuple(asked.chosen) != names:
        raise ValueError(
            tell(
                "read: with of={of} a part is chosen by {given}.",
                of=repr(of),
                given=" and ".join(f"{name}=" for name in names),
            )
        )
    if len(names) == 1:
        return place_of(asked.chosen[names[0]], index, names[0])
    return place_of(tuple(asked.chosen[name] for name in names), index, "region, industry")


def _base(asked, row):
    """What there was before, where the tables are frames."""
    before = asked.inputs["before"]
    if not isinstance(before, pd.DataFrame):
        return None
    of, concordance = asked.inputs["of"], asked.inputs["concordance"]
    (table,) = in_one_classification([asked.table("before")], concordance, ["before"])
    sums = {"regions": table.sum(axis=1), "industries": table.sum(axis=0)}
    return float(table.to_numpy().ravel()[row] if of == "cells" else sums[of].iloc[row])


def _changed(asked, name, row, found, rates):
    change = found["change"]
    if rates:
        return tell("{name} changed by {change} percent.", name=name, change=signed(change))
    base = _base(asked, row)
    shown = {"name": name, "change": _whole(change)}
    if base is None:
        return tell("{name} changed by {change}.", **shown)
    shown |= {"first": amount(base), "last": amount(base + change)}
    if base == 0:
        return tell("{name} changed by {change}, from nothing to {last}.", **shown)
    return tell(
        "{name} changed by {change}, from {first} to {last} ({percent} percent).",
        percent=signed(100 * change / base),
        **shown,
    )


def _whole(value):
    return signed(value, 0 if float(value).is_integer() else 1)


def _parts(asked, found, rates):
    by = (
        tell("all regions together") if asked.inputs["reference"] is None else tell("the reference")
    )
    shown = {name: signed(found[name]) for name in found.index} | {"by": by}
    if found.drop("change").isna().any():
        if "allocation" in found and np.isfinite(found["industry_mix"]):
            return tell(
                "Growth as in {by} gives {national} and the industry mix {industry_mix}; what is left cannot be "
                "split (NaN), "
                "for an industry begins here.",
                **shown,
            )
        if "neighbours" in found and np.isfinite(found["industry_mix"]):
            return tell(
                "Growth as in {by} gives {national} and the industry mix {industry_mix}; what is left cannot be "
                "split (NaN), "
                "for there are no neighbours with these industries.",
                **shown,
            )
        return tell(
            "It cannot be split (NaN): {by} lacked one of these industries before.", **shown
        )
    if rates:
        return _rates(found, shown)
    if "allocation" in found:
        return tell(
            "Growth as in {by} gives {national}, the industry mix {industry_mix}, the regional part {regional} and "
            "allocation {allocation}.",
            **shown,
        )
    if "neighbours" in found:
        return tell(
            "Growth as in {by} gives {national}, the industry mix {industry_mix}, the neighbours {neighbours} and the "
            "regional part {regional}.",
            **shown,
        )
    return tell(
        "Growth as in {by} gives {national}, the industry mix {industry_mix} and the regional part {regional}.",
        **shown,
    )


def _rates(found, shown):
    if "allocation" in found:
        return tell(
            "Growth as in {by} gives {national} points, the industry mix {industry_mix}, the regional part "
            "{regional} and "
            "allocation {allocation}.",
            **shown,
        )
    if "neighbours" in found:
        return tell(
            "Growth as in {by} gives {national} points, the industry mix {industry_mix}, the neighbours "
            "{neighbours} and "
            "the regional part {regional}.",
            **shown,
        )
    return tell(
        "Growth as in {by} gives {national} points, the industry mix {industry_mix} and the regional part {regional}.",
        **shown,
    )


def _all(asked, parts, of):
    what = {"regions": "region", "industries": "industry", "cells": "unit"}[of]
    index = term("regional part in percent") if asked.inputs["rates"] else term("regional part")
    values = parts["regional"]
    if of == "cells":
        values = values.set_axis(pd.Index(list(values.index), tupleize_cols=False))
    yield spread_told(index, values, 1, what)
    if not asked.inputs["rates"]:
        yield tell("All together changed by {change}.", change=_whole(float(parts["change"].sum())))
        yield counted_told(asked)
    missing = int(values.isna().sum())
    if missing and missing < len(values):
        yield tell_many(
            "It is undefined (NaN) for {n} of them.",
            "It is undefined (NaN) for {n} of them.",
            missing,
        )
    else:
        yield tell(
            "The regional part is what is left: it holds all that the classification does not see."
        )
