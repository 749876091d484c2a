"""How complex regions and industries are, in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pandas as pd

from agglomeration.indicators.complexity import (
    complexity_outlook,
    economic_complexity,
    expy,
    fitness_complexity,
    outside_complexity,
    prody,
)
from agglomeration.indicators.complexity.economic_complexity import BESIDE
from agglomeration.words import tell, tell_many, term

from .numbers import figure, label, named, signed
from .of_units import of_units
from .places import ends
from .registry import Asked, place_of, reads

__all__: list[str] = []


def _of(asked, name):
    """What is asked, of one of the indices that a result holds, with its draws where there are any."""
    intervals = asked.result.intervals or {}
    return replace(asked, draws=intervals.get(name))


@reads(economic_complexity, "region", "industry")
def _economic_complexity(asked: Asked) -> Iterator[str | None]:
    found = asked.result
    if found.eci.isna().all():
        yield tell(
            "No complexity can be told (NaN): all regions have the same industries, or more than one order fits "
            "equally "
            "well."
        )
        return
    caution = _beside(found) or tell(
        "It orders regions along the strongest contrast of the table, and is an average: one rare industry can lead."
    )

    def region(name, place, value):
        return tell(
            "The economic complexity of {region} is {value}, the mean complexity of the industries present there.",
            region=name,
            value=figure(value),
        )

    def scaled_region(name, place, value):
        return tell(
            "The economic complexity of {region} is {value}, in standard deviations from the mean of the regions.",
            region=name,
            value=figure(value),
        )

    def industry(name, place, value):
        return tell(
            "The complexity of {industry} is {value}, in standard deviations from the mean of the industries.",
            industry=name,
            value=figure(value),
        )

    def scaled_industry(name, place, value):
        return tell(
            "The complexity of {industry} is {value}, on the scale of the regions where it is present.",
            industry=name,
            value=figure(value),
        )

    def undefined(name, place):
        return tell(
            "{name} has no complexity (NaN): nothing is present there, or it shares nothing with the largest part "
            "of the "
            "table.",
            name=name,
        )

    scale = asked.inputs["scale"]
    if "industry" in asked.chosen:
        one = scaled_industry if scale == "regions" else industry
        yield from of_units(
            _of(asked, "pci"),
            term("complexity"),
            "industry",
            one,
            undefined,
            values=found.pci,
            caution=lambda *_: caution,
        )
        return
    one = region if scale == "industries" else scaled_region
    yield from of_units(
        _of(asked, "eci"),
        term("economic complexity"),
        "region",
        one,
        undefined,
        values=found.eci,
        caution=lambda *_: caution,
        whole=caution,
    )


def _beside(found):
    """Whether the third eigenvalue stands beside the second, so that another order fits nearly as well."""
    second, third = found.eigenvalue, found.third_eigenvalue
    if not third > (1 - BESIDE) * second:
        return None
    shown = {"second": figure(second, 3), "third": figure(third, 3)}
    without = found.leave_one_out
    known = pd.Series(dtype=float) if without is None else without["rank_correlation"].dropna()
    if known.empty:
        return tell(
            "The second eigenvalue ({second}) stands beside the third ({third}): another order fits nearly as well.",
            **shown,
        )
    return tell(
        "The second eigenvalue ({second}) stands beside the third ({third}): with one region left out the order of the "
        "others correlates with this one by {middle} in the median, and by {least} without {region}.",
        middle=figure(known.median()),
        least=figure(known.min()),
        region=label(known.idxmin()),
        **shown,
    )


@reads(fitness_complexity, "region", "industry")
def _fitness(asked: Asked) -> Iterator[str | None]:
    found = asked.result
    if found.fitness.isna().all():
        yield tell("No fitness is defined (NaN): nothing is present anywhere.")
        return
    caution = tell(
        "Read ranks: values of the least fit sink towards 0 long after their order has settled."
    )
    if not found.converged:
        caution = tell_many(
            "The values still change after {n} step: read ranks, if anything.",
            "The values still change after {n} steps: read ranks, if anything.",
            found.iterations,
        )

    def region(name, place, value):
        return tell(
            "The fitness of {region} is {value}, where 1 is the mean of the regions.",
            region=name,
            value=figure(value),
        )

    def industry(name, place, value):
        return tell(
            "The complexity of {industry} is {value}, where 1 is the mean of the industries.",
            industry=name,
            value=figure(value),
        )

    def undefined(name, place):
        return tell("{name} has no value (NaN): nothing is present there.", name=name)

    if "industry" in asked.chosen:
        yield from of_units(
            _of(asked, "complexity"),
            term("complexity"),
            "industry",
            industry,
            undefined,
            values=found.complexity,
            caution=lambda *_: caution,
        )
        return
    yield from of_units(
        _of(asked, "fitness"),
        term("fitness"),
        "region",
        region,
        undefined,
        values=found.fitness,
        caution=lambda *_: caution,
        whole=caution,
    )


@reads(complexity_outlook, "region", "industry")
def _outlook(asked: Asked) -> Iterator[str | None]:
    found = asked.result
    if {"region", "industry"} <= asked.chosen.keys():
        yield from _gain(asked, found.gain)
        return
    if "industry" in asked.chosen:
        column = place_of(asked.chosen["industry"], found.gain.columns, "industry")
        yield from _most_gain(found.gain.iloc[:, column])
        return
    caution = tell(
        "Complexity is centred at 0, so that half of the industries count against a region."
    )

    def region(name, place, value):
        best = found.gain.iloc[place].dropna()
        if best.empty:
            return tell(
                "The complexity outlook of {region} is {value}; there is nothing left to gain.",
                region=name,
                value=figure(value),
            )
        top, _ = ends(best)
        if not best.max() > 0:
            return tell(
                "The complexity outlook of {region} is {value}, and no industry that is absent there would raise it.",
                region=name,
                value=figure(value),
            )
        return tell(
            "The complexity outlook of {region} is {value}; the most to gain, {gain}, comes with {industry}.",
            region=name,
            value=figure(value),
            gain=signed(best.max(), 2),
            industry=named(top),
        )

    def undefined(name, place):
        return tell(
            "{region} has no industry that is present, so its outlook is undefined (NaN).",
            region=name,
        )

    yield from of_units(
        _of(asked, "index"),
        term("complexity outlook"),
        "region",
        region,
        undefined,
        values=found.index,
        caution=lambda *_: caution,
        whole=caution,
    )


def _gain(asked, gain):
    row = place_of(asked.chosen["region"], gain.index, "region")
    column = place_of(asked.chosen["industry"], gain.columns, "industry")
    shown = {"region": label(gain.index[row]), "industry": label(gain.columns[column])}
    value = float(gain.iat[row, column])
    if np.isnan(value):
        yield tell(
            "{industry} has no gain for {region} (NaN): it is present there, or its complexity is undefined.",
            **shown,
        )
        return
    yield tell(
        "With {industry} the complexity outlook of {region} would change by {value}.",
        value=signed(value, 2),
        **shown,
    )
    yield tell("It supposes that the rest stays as it is.")


def _most_gain(gain):
    known = gain.dropna()
    name = label(gain.name)
    if known.empty:
        yield tell(
            "{industry} has no gain for any region: it is present, or its complexity is undefined.",
            industry=name,
        )
        return
    top, _ = ends(known)
    if not signed(known.max(), 2).startswith("+"):
        yield tell(
            "{industry} would raise the complexity outlook of no region: the most it would change is {value}, in "
            "{region}.",
            industry=name,
            region=named(top),
            value=signed(known.max(), 2),
        )
        yield tell("It supposes that the rest stays as it is.")
        return
    yield tell(
        "{industry} would raise the complexity outlook most in {region}, by {value}.",
        industry=name,
        region=named(top),
        value=signed(known.max(), 2),
    )
    yield tell("It supposes that the rest stays as it is.")


@reads(prody, "industry")
def _prody(asked: Asked) -> Iterator[str | None]:
    def one(name, place, value):
        return tell(
            "The PRODY of {industry} is {value}: the income of the regions that have it, by how much they specialize "
            "in it.",
            industry=name,
            value=figure(value),
        )

    def undefined(name, place):
        return tell("No region has {industry}, so its PRODY is undefined (NaN).", industry=name)

    caution = tell("It is the income of places, not the productivity of the industry.")
    yield from of_units(
        asked, term("PRODY"), "industry", one, undefined, caution=lambda *_: caution, whole=caution
    )


@reads(expy, "region")
def _expy(asked: Asked) -> Iterator[str | None]:
    def one(name, place, value):
        return tell(
            "The EXPY of {region} is {value}: the mean PRODY of what it makes.",
            region=name,
            value=figure(value),
        )

    def undefined(name, place):
        return tell(
            "The EXPY of {region} is undefined (NaN): it makes nothing that can be measured.",
            region=name,
        )

    caution = None
    if not asked.inputs["leave_out"]:
        caution = tell("A region's own income is in it: leave_out=True takes it out.")
    yield from of_units(
        asked, term("EXPY"), "region", one, undefined, caution=lambda *_: caution, whole=caution
    )


@reads(outside_complexity, "region")
def _outside(asked: Asked) -> Iterator[str | None]:
    def one(name, place, value):
        return tell(
            "The complexity of {region} by the scale from outside is {value}, the mean over the industries present "
            "there.",
            region=name,
            value=figure(value),
        )

    def undefined(name, place):
        return tell(
            "{region} has none of the industries of the scale: undefined (NaN).", region=name
        )

    caution = tell(
        "It is a mean: one complex industry stands above one with that and ten plain ones."
    )
    yield from of_units(
        asked,
        term("complexity"),
        "region",
        one,
        undefined,
        caution=lambda *_: caution,
        whole=caution,
    )
