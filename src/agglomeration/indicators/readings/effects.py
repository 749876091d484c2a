"""What was changed by a place, a shock or a programme, in words."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from agglomeration.indicators.effects import (
    agglomeration_elasticity,
    convergence,
    difference_in_differences,
    entry_model,
    matching,
    shift_share_instrument,
    shift_share_placebo,
    synthetic_control,
)
from agglomeration.words import tell, tell_many

from .numbers import chance, figure, label, level_told, named, percent, signed
from .registry import Asked, reads

__all__: list[str] = []

FEW_CLUSTERS = 40
FEW_SHOCKS = 20
WEAK = 10
FAR = 0.1
# A gap before that is this large beside the one after says that the mixture never followed.
LOOSE = 2


def _sure(found):
    """The interval and p-value; None where there is neither."""
    if np.isnan(found.p):
        return tell("It has no standard error here.")
    shown = {"level": level_told(found.level), "p": chance(found.p)}
    if np.isinf(found.lower) or np.isinf(found.upper):
        return tell("At {level} percent the data bound it on no side ({p}).", **shown)
    return tell(
        "The {level} percent interval runs from {lower} to {upper} ({p}).",
        lower=figure(found.lower, 3),
        upper=figure(found.upper, 3),
        **shown,
    )


@reads(agglomeration_elasticity)
def _elasticity(asked: Asked) -> Iterator[str | None]:
    found = asked.result
    yield tell(
        "The elasticity of {outcome} with respect to {size} is {value}: twice the {size} goes with {doubling} percent.",
        outcome=label(asked.inputs["outcome"]),
        size=label(asked.inputs["size"]),
        value=figure(found.estimate, 3),
        doubling=signed(100 * found.details["doubling"]),
    )
    yield _sure(found)
    clusters = found.details.get("clusters", FEW_CLUSTERS)
    if clusters < FEW_CLUSTERS:
        yield tell_many(
            "Errors clustered on {n} label tend to come out too small.",
            "Errors clustered on {n} labels tend to come out too small.",
            clusters,
        )
    elif asked.inputs["unit"] is None:
        yield tell(
            "It holds nothing fixed but what was named: the able may have chosen the large places."
        )
    else:
        yield tell_many(
            "It rests on {n} who moved, and leaves out what was learned on the way.",
            "It rests on {n} who moved, and leaves out what was learned on the way.",
            found.details["movers"],
        )


@reads(shift_share_instrument)
def _instrument(asked: Asked) -> Iterator[str | None]:
    found = asked.result
    shown = {"value": figure(found.estimate, 3), "n": f"{found.observations:,}"}
    if asked.inputs["exposure"] is None:
        yield tell("Over {n} regions the effect of the shift-share is {value}.", **shown)
    else:
        yield tell(
            "Over {n} regions the effect of the exposure, told by the shift-share, is {value}.",
            **shown,
        )
    yield _sure(found)
    first, shocks = found.details["first_stage"], found.details["effective_shocks"]
    if first < WEAK:
        yield tell(
            "The instrument is weak (first stage {first}): take the interval of errors='akm0'.",
            first=figure(first, 1),
        )
    elif found.details["errors"] in ("robust", "clustered"):
        yield tell(
            "These errors take regions with like shares for independent, and are far too small."
        )
    elif shocks < FEW_SHOCKS:
        yield tell(
            "It rests on as few shocks as {shocks} of equal size would be, too few for these errors.",
            shocks=figure(shocks, 1),
        )
    else:
        weights = found.tables["rotemberg"]["weight"]
        top = weights.abs().sort_values(ascending=False).index[:3]
        yield tell(
            "It leans most on {industries}: ask whether their shares or shocks are innocent.",
            industries=named(list(top)),
        )


@reads(shift_share_placebo)
def _placebo(asked: Asked) -> Iterator[str | None]:
    rejects = asked.result
    draws, level = asked.inputs["draws"], asked.inputs["level"]
    shown = {
        "draws": f"{draws:,}",
        "robust": percent(rejects["robust"]),
        "wanted": figure(100 * (1 - level), 1),
    }
    if np.isnan(rejects["akm0"]):
        yield tell(
            "Random shocks explain the outcome in {robust} percent of {draws} draws by usual robust errors, where "
            "{wanted} percent should.",
            **shown,
        )
        yield tell(
            "Exposure-robust errors are undefined: the regions do not tell the industries apart."
        )
        return
    yield tell(
        "Random shocks explain the outcome in {robust} percent of {draws} draws by usual robust errors, and in {akm} "
        "and {akm0} percent by the two exposure-robust ones, where {wanted} percent should.",
        akm=percent(rejects["akm"]),
        akm0=percent(rejects["akm0"]),
        **shown,
    )
    if not np.isnan(rejects["clustered"]):
        yield tell(
            "Clustered errors find it in {clustered} percent.",
            clustered=percent(rejects["clustered"]),
        )


@reads(difference_in_differences)
def _differences(asked: Asked) -> Iterator[str | None]:
    found = asked.result
    groups = len(found.tables["group"])
    yield tell_many(
        "The average effect on the treated, over {n} group by its first date, is {value}.",
        "The average effect on the treated, over {n} groups by their first dates, is {value}.",
        groups,
        value=figure(found.estimate, 3),
    )
    yield _sure(found)
    alone = len(found.details["left_out"])
    if alone:
        yield tell_many(
            "{n} group is left out, since nobody is untreated while it is treated.",
            "{n} groups are left out, since nobody is untreated while they are treated.",
            alone,
        )
        return
    p = found.details["pretrend_p"]
    if np.isnan(p):
        yield tell("Nothing tests here whether trends were parallel before.")
    elif p < 1 - found.level:
        yield tell(
            "The placebos before speak against parallel trends ({p}).",
            p=chance(p),
        )
    else:
        yield tell(
            "The placebos before do not speak against parallel trends ({p}), which is no proof of them.",
            p=chance(p),
        )


@reads(synthetic_control)
def _synthetic(asked: Asked) -> Iterator[str | None]:
    found = asked.result
    weights = found.tables["weights"].sort_values(ascending=False)
    used = list(weights.index[weights > 0.01])
    yield tell(
        "{region} differs by {value} on average from its mixture, which is made most of {donors}.",
        region=label(found.details["region"]),
        value=signed(found.estimate, 2),
        donors=named(used),
    )
    if np.isnan(found.p):
        yield tell("No placebo says how often such a gap comes by chance.")
    else:
        yield tell_many(
            "With the gap before taken into account, {p} for {n} placebo.",
            "With the gap before taken into account, {p} among {n} placebos.",
            found.details["donors"],
            p=chance(found.p),
        )
    ratio, exact = found.details["ratio"], found.details["exact"]
    if ratio < LOOSE:
        yield tell("The mixture did not follow it before, so that the gap after says little.")
    elif np.isinf(ratio) and not np.isnan(found.p):
        yield tell_many(
            "The mixture follows it without any gap before, as it does {n} region in all: p counts those, and says "
            "nothing of the gap after.",
            "The mixture follows it without any gap before, as it does {n} regions in all: p counts those, and says "
            "nothing of the gap after.",
            exact,
        )
    elif exact and not np.isnan(found.p):
        yield tell_many(
            "{n} placebo has no gap before and counts as larger, whatever its gap after.",
            "{n} placebos have no gap before and count as larger, whatever their gaps after.",
            exact,
        )


@reads(matching)
def _matching(asked: Asked) -> Iterator[str | None]:
    found = asked.result
    details = found.details
    yield tell_many(
        "The average effect on {n} treated unit is {value}; without matching the difference is {plain}.",
        "The average effect on {n} treated units is {value}; without matching the difference is {plain}.",
        details["treated"],
        value=figure(found.estimate, 3),
        plain=figure(details["unmatched_difference"], 3),
    )
    yield _sure(found)
    after = found.tables["balance"]["after"].abs().dropna()
    if details["left_out"]:
        yield tell_many(
            "It leaves out {n} treated unit that nobody is like.",
            "It leaves out {n} treated units that nobody is like.",
            details["left_out"],
        )
    elif len(after) and after.max() > FAR:
        yield tell(
            "The matched still differ in {covariate}, by {value} standard deviations.",
            covariate=label(after.idxmax()),
            value=figure(after.max()),
        )
    else:
        yield tell("The matched are alike in what was named, and need not be in anything else.")


@reads(entry_model)
def _entry(asked: Asked) -> Iterator[str | None]:
    found = asked.result
    details = found.details
    shown = {
        "value": signed(100 * details["per_deviation"], 1),
        "at_risk": f"{details['at_risk']:,}",
        "rate": percent(details["rate"]),
    }
    if asked.inputs["of"] == "entry":
        yield tell_many(
            "One standard deviation more of relatedness density goes with {value} percentage points of entry; {n} of "
            "{at_risk} absent industries came ({rate} percent).",
            "One standard deviation more of relatedness density goes with {value} percentage points of entry; {n} of "
            "{at_risk} absent industries came ({rate} percent).",
            details["events"],
            **shown,
        )
    else:
        yield tell_many(
            "One standard deviation more of relatedness density goes with {value} percentage points of exit; {n} of "
            "{at_risk} present industries left ({rate} percent).",
            "One standard deviation more of relatedness density goes with {value} percentage points of exit; {n} of "
            "{at_risk} present industries left ({rate} percent).",
            details["events"],
            **shown,
        )
    yield _sure(found)
    if details["clusters"] < FEW_CLUSTERS:
        yield tell_many(
            "Errors clustered on {n} label tend to come out too small.",
            "Errors clustered on {n} labels tend to come out too small.",
            details["clusters"],
        )
    elif not asked.inputs["fixed_effects"]:
        yield tell(
            "Without fixed effects, diversified regions and widespread industries make such an association by "
            "themselves."
        )
    elif not asked.inputs["margin"]:
        yield tell(
            "A quotient that wavers about the threshold counts as entry here; compare with margin=0.1."
        )
    else:
        yield tell("It is an association, within regions and within industries.")


@reads(convergence)
def _convergence(asked: Asked) -> Iterator[str | None]:
    found = asked.result
    details = found.details
    shown = {"slope": figure(details["slope"], 4), "n": f"{found.observations:,}"}
    if np.isnan(found.estimate):
        yield tell(
            "Over {n} regions those that began behind more than caught up (slope {slope}): no speed describes that.",
            **shown,
        )
    elif found.estimate > 0:
        yield tell(
            "Over {n} regions {speed} percent of the gap closes per period, half of it in {half_life}.",
            speed=percent(found.estimate),
            half_life=figure(details["half_life"], 1),
            **shown,
        )
    else:
        yield tell(
            "Over {n} regions the gap does not close: those that began behind grew no faster (slope {slope}).",
            **shown,
        )
    yield _sure(found)
    sigma = {
        "before": figure(details["sigma_before"], 3),
        "after": figure(details["sigma_after"], 3),
    }
    if details["sigma_after"] < details["sigma_before"]:
        yield tell("The spread of logarithms went from {before} to {after}.", **sigma)
    else:
        yield tell(
            "The spread of logarithms did not fall (from {before} to {after}): places changed, and no gap closed.",
            **sigma,
        )
