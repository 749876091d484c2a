"""Several indicators made into one, in words."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from agglomeration.indicators.composite import composite_indicator, rank_over_weights
from agglomeration.words import tell, tell_many, term

from .numbers import figure, label, level_told, named
from .of_units import of_units
from .places import ends
from .registry import Asked, place_of, reads

__all__: list[str] = []


@reads(composite_indicator, "unit")
def _composite(asked: Asked) -> Iterator[str | None]:
    components, weights = asked.table("components"), asked.inputs["weights"]
    used = (
        components
        if weights is None
        else components.loc[:, weights.reindex(components.columns).to_numpy() > 0]
    )
    rule = asked.inputs["rule"]

    def one(name, place, value):
        row = used.iloc[place]
        shown = {
            "unit": name,
            "value": figure(value),
            "least": figure(row.min()),
            "most": figure(row.max()),
            "weakest": named(ends(row)[1]),
            "strongest": named(ends(row)[0]),
        }
        if row.min() == row.max():
            return tell("{unit} scores {value}, as in each of its components.", **shown)
        if rule == "minimum":
            return tell(
                "{unit} scores {value}, its weakest component, {weakest}; the strongest is {strongest} ({most}).",
                **shown,
            )
        return tell(
            "{unit} scores {value}, between its weakest component, {weakest} ({least}), and its strongest, {strongest} "
            "({most}).",
            **shown,
        )

    def undefined(name, place):
        missing = used.columns[used.iloc[place].isna().to_numpy()]
        return tell_many(
            "{unit} has no score (NaN): {missing} is missing, and a mean over the rest would be another indicator.",
            "{unit} has no score (NaN): {missing} are missing, and a mean over the rest would be another indicator.",
            len(missing),
            unit=name,
            missing=named(list(missing)),
        )

    if rule == "minimum":
        whole = tell("Nothing makes up for the weakest component, whatever the weights.")
    elif rule == "arithmetic":
        whole = tell(
            "A strong component makes up for a weak one in full: see rank_over_weights for what the weights do."
        )
    else:
        whole = tell(
            "A strong component makes up for a weak one in part: see rank_over_weights for what the weights do."
        )
    yield from of_units(
        asked, term("score"), "unit", one, undefined, whole=whole, caution=lambda *_: whole
    )


@reads(rank_over_weights, "unit")
def _ranks(asked: Asked) -> Iterator[str | None]:
    draws, frame = asked.draws, asked.draws.frame
    n = len(draws.draws)
    if "unit" in asked.chosen:
        place = place_of(asked.chosen["unit"], frame.index, "unit")
        name, row = label(frame.index[place]), frame.iloc[place]
        if np.isnan(row["median"]):
            yield tell("{unit} has no rank (NaN): one of its components is missing.", unit=name)
            return
        yield tell_many(
            "Over {n} weighting {unit} has rank {median}.",
            "Over {n} random weightings {unit} has the median rank {median}, at best {best} and at worst {worst}.",
            n,
            unit=name,
            **{which: _rank(row[which]) for which in ("best", "median", "worst")},
        )
        lower, upper = float(draws.lower.iloc[place]), float(draws.upper.iloc[place])
        if lower == upper:
            return
        yield tell(
            "{level} percent of its ranks lie between {lower} and {upper}.",
            level=level_told(draws.level),
            lower=_rank(lower),
            upper=_rank(upper),
        )
        return
    known = frame.dropna()
    if known.empty:
        yield tell("No unit has a rank (NaN): in each a component is missing.")
        return
    first = list(known.index[(known["best"] == 1).to_numpy()])
    firm = int((known["best"] == known["worst"]).sum())
    yield tell_many(
        "{n} of {all} is first under one of the weightings or more: {names}.",
        "{n} of {all} are first under one of the weightings or more: {names}.",
        len(first),
        all=f"{len(known):,}",
        names=named(first),
    )
    if n == 1:
        return
    yield tell_many(
        "{n} of {all} keeps its rank under all {draws} of them.",
        "{n} of {all} keep their rank under all {draws} of them.",
        firm,
        all=f"{len(known):,}",
        draws=f"{n:,}",
    )


def _rank(value):
    return figure(value, 0 if float(value).is_integer() else 1)
