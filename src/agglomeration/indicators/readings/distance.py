"""Concentration without borders and likeness of neighbours, in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from agglomeration.indicators.distance import (
    by_industry,
    colocation_quotient,
    correlogram,
    duranton_overman,
    getis_ord,
    lang_marcon_puech,
    local_marcon_puech,
    local_moran,
    marcon_puech,
    moran,
    ripley_k,
)
from agglomeration.words import tell, tell_many, term

from .curves import Curve, at_distance, distance_told, outside_told, row_at
from .draws import chance_told, marked_told, too_few
from .numbers import chance, figure, label, named, rounded
from .places import ends
from .registry import Asked, place_of, reads

__all__: list[str] = []


def _handed_out() -> str:
    return tell("the values handed out anew among the regions")


@reads(moran)
def _moran(asked: Asked) -> Iterator[str | None]:
    value = float(asked.result)
    if np.isnan(value):
        yield tell(
            "Moran's I is undefined (NaN): all values are equal, or no region has a neighbour."
        )
        return
    shown = {"value": figure(value)}
    if asked.draws is None:
        expected = -1 / (len(asked.inputs["values"]) - 1)
    else:
        expected = float(np.nanmean(asked.draws.draws))
        shown["mean"] = figure(expected)
    draws = asked.draws
    if draws is not None and float(draws.p) > 1 - draws.level + 1e-12:
        yield tell(
            "Moran's I is {value}, where it is {mean} on average without any pattern.", **shown
        )
    elif rounded(value) == rounded(expected):
        yield tell(
            "Moran's I is {value}, what it is without any pattern: neighbours are no more alike than others.",
            **shown,
        )
    elif value > expected:
        yield tell(
            "Moran's I is {value}: neighbours are more alike than regions at random.", **shown
        )
    else:
        yield tell(
            "Moran's I is {value}: neighbours are less alike than regions at random.", **shown
        )
    if asked.draws is None:
        yield tell(
            "Without any pattern it is {expected} on average, and about 1 is the most; draws= tells what chance does.",
            expected=figure(expected),
        )
    else:
        yield chance_told(float(asked.draws.p), asked.draws, _handed_out())
        yield _without(asked.draws.details.get("without_neighbours", ())) or tell(
            "It says whether neighbours are alike, not where: see local_moran."
        )


def _without(regions):
    if not len(regions):
        return None
    return tell_many(
        "{n} region without neighbours is left out: {names}.",
        "{n} regions without neighbours are left out: {names}.",
        len(regions),
        names=named(list(regions)),
    )


def _frame(asked):
    return asked.result if asked.draws is None else asked.draws.frame


@reads(local_moran, "region")
def _local_moran(asked: Asked) -> Iterator[str | None]:
    frame, draws = _frame(asked), asked.draws
    if "region" in asked.chosen:
        place = place_of(asked.chosen["region"], frame.index, "region")
        name, row = label(frame.index[place]), frame.iloc[place]
        if np.isnan(row["I"]):
            yield _no_neighbours(name)
            return
        yield _quadrant(name, row)
        if draws is not None:
            yield chance_told(
                float(row["p"]), draws, tell("the other regions' values handed out anew around it")
            )
            n = int(frame["I"].notna().sum())
            yield None if too_few(draws) else _many_tests(n, draws)
        return
    known = frame[frame["I"].notna()]
    if known.empty:
        yield tell(
            "Local Moran's I is undefined throughout (NaN): all values are equal, or nobody has a neighbour."
        )
        return
    marked = known if draws is None else known[known["p"] <= 1 - draws.level + 1e-12]
    counts = marked["quadrant"].value_counts()
    shown = {
        "high_high": f"{counts.get('high among high', 0):,}",
        "low_low": f"{counts.get('low among low', 0):,}",
        "high_low": f"{counts.get('high among low', 0):,}",
        "low_high": f"{counts.get('low among high', 0):,}",
    }
    if draws is None:
        yield tell_many(
            "Of {n} region, high among high: {high_high}, low among low: {low_low}, high among low: {high_low}, "
            "low among high: {low_high}.",
            "Of {n} regions, high among high: {high_high}, low among low: {low_low}, high among low: {high_low}, "
            "low among high: {low_high}.",
            len(known),
            **shown,
        )
        yield tell("Without draws= none of these is told from chance.")
        return
    yield tell_many(
        "Of {n} region, marked with a p of {alpha} or less: high among high {high_high}, low among low {low_low}, high "
        "among low {high_low}, low among high {low_high}.",
        "Of {n} regions, marked with a p of {alpha} or less: high among high {high_high}, low among low {low_low}, "
        "high "
        "among low {high_low}, low among high {low_high}.",
        len(known),
        alpha=f"{1 - draws.level:.2g}",
        **shown,
    )
    yield _many_tests(len(known), draws)
    yield _without(draws.details.get("without_neighbours", ()))


def _no_neighbours(name):
    return tell(
        "{region} has no neighbours, or all values are equal, so there is nothing to be said of it (NaN).",
        region=name,
    )


def _quadrant(name, row):
    shown = {"region": name, "value": figure(row["I"])}
    if shown["value"] == "0":
        return tell(
            "The value of {region}, or that of its neighbours, is the mean: local Moran's I is 0.",
            **shown,
        )
    return {
        "high among high": tell(
            "The value of {region} is high and so are its neighbours': local Moran's I is {value}.",
            **shown,
        ),
        "low among low": tell(
            "The value of {region} is low and so are its neighbours': local Moran's I is {value}.",
            **shown,
        ),
        "high among low": tell(
            "The value of {region} is high and its neighbours' are low: local Moran's I is {value}.",
            **shown,
        ),
        "low among high": tell(
            "The value of {region} is low and its neighbours' are high: local Moran's I is {value}.",
            **shown,
        ),
    }[row["quadrant"]]


def _many_tests(n, draws):
    """As many tests as regions."""
    if too_few(draws):
        return tell_many(
            "{n} draw is too few for a p of {alpha}, so nothing can be marked.",
            "{n} draws are too few for a p of {alpha}, so nothing can be marked.",
            len(draws.draws),
            alpha=f"{1 - draws.level:.2g}",
        )
    expected = (1 - draws.level) * n
    return tell(
        "With as many tests as regions, chance alone marks at most about {expected} of {n}.",
        expected=figure(expected, 1 if expected >= 1 else 2),
        n=f"{n:,}",
    )


@reads(getis_ord, "region")
def _getis_ord(asked: Asked) -> Iterator[str | None]:
    frame, draws = _frame(asked), asked.draws
    if "region" in asked.chosen:
        place = place_of(asked.chosen["region"], frame.index, "region")
        name, row = label(frame.index[place]), frame.iloc[place]
        if np.isnan(row["z"]):
            yield _no_neighbours(name)
            return
        shown = {"region": name, "z": figure(row["z"]), "G": figure(row["G"], 3)}
        marked = draws is not None and row["p"] <= 1 - draws.level + 1e-12
        if rounded(row["z"]) > 0 and not marked:
            yield tell("Values around {region} are above the mean: z is {z} (G is {G}).", **shown)
        elif rounded(row["z"]) < 0 and not marked:
            yield tell("Values around {region} are below the mean: z is {z} (G is {G}).", **shown)
        elif rounded(row["z"]) > 0:
            yield tell(
                "High values gather around {region}, a hot spot: z is {z} (G is {G}).", **shown
            )
        elif rounded(row["z"]) < 0:
            yield tell(
                "Low values gather around {region}, a cold spot: z is {z} (G is {G}).", **shown
            )
        else:
            yield tell(
                "Neither high nor low values gather around {region}: z is {z} (G is {G}).", **shown
            )
        if draws is not None:
            yield chance_told(
                float(row["p"]), draws, tell("the other regions' values handed out anew around it")
            )
            n = int(frame["z"].notna().sum())
            yield None if too_few(draws) else _many_tests(n, draws)
        return
    known = frame[frame["z"].notna()]
    if known.empty:
        yield tell(
            "Getis-Ord G is undefined throughout (NaN): all values are equal, or nobody has a neighbour."
        )
        return
    marked = known if draws is None else known[known["p"] <= 1 - draws.level + 1e-12]
    shown = {
        "hot": f"{int((marked['z'] > 0).sum()):,}",
        "cold": f"{int((marked['z'] < 0).sum()):,}",
    }
    if draws is None:
        yield tell_many(
            "Of {n} region, high values gather around {hot} and low ones around {cold}.",
            "Of {n} regions, high values gather around {hot} and low ones around {cold}.",
            len(known),
            **shown,
        )
        yield tell("Without draws= none of these is told from chance.")
        return
    yield tell_many(
        "Of {n} region, marked with a p of {alpha} or less: hot spots {hot}, cold spots {cold}.",
        "Of {n} regions, marked with a p of {alpha} or less: hot spots {hot}, cold spots {cold}.",
        len(known),
        alpha=f"{1 - draws.level:.2g}",
        **shown,
    )
    yield _many_tests(len(known), draws)
    yield _without(draws.details.get("without_neighbours", ()))


@reads(correlogram, "distance")
def _correlogram(asked: Asked) -> Iterator[str | None]:
    frame, draws = _frame(asked), asked.draws
    values = frame["I"].astype(float)
    if "distance" in asked.chosen:
        place = row_at(frame, asked.chosen["distance"])
        edge, value = distance_told(frame.index[place], None), values.iloc[place]
        inner = distance_told(frame.index[place - 1] if place else 0, None)
        if np.isnan(value):
            yield tell(
                "In the ring from {inner} to {edge} fewer than two regions have a neighbour, or all are equal "
                "(NaN).",
                inner=inner,
                edge=edge,
            )
            return
        yield tell(
            "In the ring from {inner} to {edge} Moran's I is {value}, where no pattern gives a little less than 0.",
            inner=inner,
            edge=edge,
            value=figure(value),
        )
        yield (
            None
            if draws is None
            else chance_told(float(frame["p"].iloc[place]), draws, _handed_out())
        )
        return
    known = values.dropna()
    if known.empty:
        yield tell(
            "Moran's I is undefined in every ring (NaN): too few regions have a neighbour in one."
        )
        return
    shown = {
        "first": figure(known.iloc[0]),
        "near": distance_told(known.index[0], None),
        "last": figure(known.iloc[-1]),
        "far": distance_told(known.index[-1], None),
    }
    if len(known) == 1:
        yield tell("Moran's I is {first} in the one ring that has it, up to {near}.", **shown)
    else:
        yield tell(
            "Moran's I is {first} in the ring up to {near} and {last} in the ring up to {far}.",
            **shown,
        )
    below = known.index[(known <= 0).to_numpy()]
    if len(below) and known.iloc[0] > 0:
        yield tell(
            "It is at or below 0 first in the ring up to {edge}.",
            edge=distance_told(below[0], None),
        )
    if draws is not None and too_few(draws):
        yield marked_told(0, len(known), draws)
    elif draws is not None:
        marked = int((frame["p"] <= 1 - draws.level + 1e-12).sum())
        yield tell_many(
            "Of {n} ring, each tested by itself, with a p of {alpha} or less: {some}.",
            "Of {n} rings, each tested by itself, with a p of {alpha} or less: {some}.",
            len(known),
            some=f"{marked:,}",
            alpha=f"{1 - draws.level:.2g}",
        )


@reads(ripley_k, "distance")
def _ripley_k(asked: Asked) -> Iterator[str | None]:
    frame = asked.result
    place = (
        row_at(frame, asked.chosen["distance"]) if "distance" in asked.chosen else len(frame) - 1
    )
    radius, found = float(frame.index[place]), frame.iloc[place]
    shown = {"radius": distance_told(radius, None)}
    if np.isnan(found["K"]):
        yield tell("Ripley's K is undefined (NaN): it takes two points.")
        return
    shown |= {"L": figure(found["L"], 3), "K": figure(found["K"], 3)}
    if rounded(found["L"], 3) > rounded(radius, 3):
        yield tell(
            "Within a distance of {radius} from a point there are more others than points "
            "thrown at random have: L is {L} (K is {K}).",
            **shown,
        )
    elif rounded(found["L"], 3) < rounded(radius, 3):
        yield tell(
            "Within a distance of {radius} from a point there are fewer others than points "
            "thrown at random have: L is {L} (K is {K}).",
            **shown,
        )
    else:
        yield tell(
            "Within a distance of {radius} from a point there are as many others as points "
            "thrown at random have: L is {L} (K is {K}).",
            **shown,
        )
    if asked.inputs["area"] is None:
        yield tell(
            "The window is the points' bounding box, which is too small, and edges are not corrected for."
        )
    else:
        yield tell(
            "Edges are not corrected for, so K is too low at large distances; all industry "
            "together is no random spread."
        )


def _unit(asked):
    settings = asked.inputs.get("settings", asked.inputs)
    if settings.get("distance_matrix") is not None:
        return None
    return term("km") if settings.get("coordinates") == "geographic" else None


def _decimals(values):
    """As many decimals as a density needs, whose unit decides how small it is."""
    largest = float(np.nanmax(np.abs(values))) if np.isfinite(values).any() else 1.0
    return int(np.clip(2 - np.floor(np.log10(largest)), 2, 9)) if largest > 0 else 2


@reads(duranton_overman, "distance")
def _duranton_overman(asked: Asked) -> Iterator[str | None]:
    yield from _density_told(asked, Curve.of(asked, "Kd", _unit(asked)))


def _density_told(asked, curve):
    values = curve.values
    if values.isna().all():
        yield tell("The density of distances is undefined (NaN): it takes two plants.")
        return
    decimals = _decimals(values.to_numpy())
    if "distance" in asked.chosen:
        place = row_at(curve.table, asked.chosen["distance"])
        at = distance_told(values.index[place], curve.unit)
        yield tell(
            "At a distance of {at} the density of the distances between plants of {industry} is "
            "{value} per unit of distance.",
            industry=_whose(curve),
            at=at,
            value=figure(values.iloc[place], decimals),
        )
        yield at_distance(curve, place, decimals)
        yield None if curve.draws else _no_band()
        return
    top, _ = ends(values)
    if not curve.draws:
        yield tell(
            "The density of the distances between plants of {industry} is highest at a distance "
            "of {at}, with {value} per unit of "
            "distance.",
            industry=_whose(curve),
            at=distance_told(top[0], curve.unit),
            value=figure(values.max(), decimals),
        )
        yield _no_band()
        return
    yield from outside_told(curve)
    yield tell(
        "A density that rises somewhere falls elsewhere: dispersion far off can mirror localization nearby."
    )


def _whose(curve):
    return curve.around or tell("all industries")


def _no_band():
    return tell(
        "A curve without draws= says little: the map's edges and the pattern of all industry are in it."
    )


@reads(marcon_puech, "distance")
def _marcon_puech(asked: Asked) -> Iterator[str | None]:
    yield from _m_told(asked, Curve.of(asked, "M", _unit(asked)))


def _m_told(asked, curve):
    values = curve.values
    if values.isna().all():
        yield tell(
            "M is undefined (NaN): no plant has a neighbour within these distances, or there is one plant alone."
        )
        return
    if "distance" in asked.chosen:
        place = row_at(curve.table, asked.chosen["distance"])
        yield _m_at(curve, place)
        yield at_distance(curve, place, 2)
    elif curve.draws:
        yield from outside_told(curve)
        yield _m_at(curve, _first(values))
    else:
        yield _m_at(curve, _highest(values))
        yield _no_band()
        return
    yield tell("M is cumulative: what gathers at a short distance still shows at longer ones.")


def _highest(values):
    top, _ = ends(values)
    return int(values.index.get_loc(top[0]))


def _first(values):
    return int(np.flatnonzero(values.notna())[0])


def _m_at(curve, place):
    value = curve.values.iloc[place]
    shown = {
        "at": distance_told(curve.table.index[place], curve.unit),
        "value": figure(value),
        "around": curve.around,
        "other": curve.other or curve.around,
    }
    if np.isnan(value):
        return tell(
            "Within a distance of {at} from a plant of {around} there is no plant at all, so M is undefined (NaN).",
            **shown,
        )
    if rounded(value) == 0:
        return tell(
            "Within a distance of {at} from a plant of {around} there is no other of {other}: M is 0.",
            **shown,
        )
    if rounded(value) == 1:
        return tell(
            "Within a distance of {at} from a plant of {around}, {other} is as frequent as everywhere: M is {value}.",
            **shown,
        )
    return tell(
        "Within a distance of {at} from a plant of {around}, {other} is {value} times as frequent as everywhere (M).",
        **shown,
    )


@reads(lang_marcon_puech, "distance")
def _lang_marcon_puech(asked: Asked) -> Iterator[str | None]:
    curve = Curve.of(asked, "m", _unit(asked))
    values = curve.values
    if values.isna().all():
        yield tell(
            "m is undefined (NaN): no plant has a neighbour about these distances, or there is one plant alone."
        )
        return
    if "distance" in asked.chosen:
        place = row_at(curve.table, asked.chosen["distance"])
        yield _density_at(curve, place)
        yield at_distance(curve, place, 2)
    elif curve.draws:
        yield from outside_told(curve)
        yield _density_at(curve, _first(values))
    else:
        yield _density_at(curve, _highest(values))
        yield _no_band()
        return
    yield tell(
        "m looks about each distance alone, with some plants on either side: see its bandwidth."
    )


def _density_at(curve, place):
    value = curve.values.iloc[place]
    shown = {
        "at": distance_told(curve.table.index[place], curve.unit),
        "value": figure(value),
        "around": curve.around,
        "other": curve.other or curve.around,
    }
    if np.isnan(value):
        return tell(
            "About {at} away from a plant of {around} there is no plant at all, so m is undefined (NaN).",
            **shown,
        )
    if rounded(value) == 0:
        return tell(
            "About {at} away from a plant of {around} there is none of {other}: m is 0.", **shown
        )
    if rounded(value) == 1:
        return tell(
            "About {at} away from a plant of {around}, {other} is as frequent as everywhere: m is {value}.",
            **shown,
        )
    return tell(
        "About {at} away from a plant of {around}, {other} is {value} times as frequent as everywhere (m).",
        **shown,
    )


@reads(local_marcon_puech, "unit")
def _local_marcon_puech(asked: Asked) -> Iterator[str | None]:
    table = asked.result
    industry = label(asked.inputs["type"])
    given = asked.inputs.get("neighbours")
    other = industry if given is None else label(given)
    if "unit" in asked.chosen:
        place = place_of(asked.chosen["unit"], table.index, "unit")
        row = table.iloc[place]
        shown = {"plant": label(table.index[place]), "other": other, "value": figure(row["M"])}
        if np.isnan(row["p"]):
            yield tell(
                "Near plant {plant} there is no other, so that its M is undefined (NaN).", **shown
            )
            return
        if np.isnan(row["M"]):
            yield tell(
                "There is no plant of {other} but {plant}, so that its M is undefined (NaN).",
                **shown,
            )
            return
        yield tell_many(
            "Of {n} plant near plant {plant}, {found} is of {other}: its M is {value}.",
            "Of {n} plants near plant {plant}, those of {other} are {found}: its M is {value}.",
            int(row["plants"]),
            found=f"{int(row['found']):,}",
            **shown,
        )
        yield tell(
            "By lot there would be as many or more with a chance of {p}.", p=chance(float(row["p"]))
        )
        return
    known = table[table["p"].notna()]
    if known.empty:
        yield tell("No plant of {industry} has another so near.", industry=industry)
        return
    yield tell_many(
        "Of {n} plant of {industry} with others near, {few} has more of {other} around it than in 95 of 100 lots.",
        "Of {n} plants of {industry} with others near, those with more of {other} around them than in 95 of 100 lots "
        "are {few}.",
        len(known),
        few=f"{int((known['p'] <= 0.05 + 1e-12).sum()):,}",
        industry=industry,
        other=other,
    )
    yield tell(
        "By chance alone it would be up to one in 20; plants that are near each other share their neighbours."
    )


@reads(by_industry, "industry", "distance")
def _by_industry(asked: Asked) -> Iterator[str | None]:
    frame, draws = _frame(asked), asked.draws
    name = str(frame.columns[0])
    industries = pd.Index(frame.index.get_level_values(0).unique())
    p: Any = None if draws is None else draws.p
    if "industry" in asked.chosen:
        place = place_of(asked.chosen["industry"], industries, "industry")
        table = frame.xs(industries[place], level=0)
        industry = label(industries[place])
        curve = Curve(table, name, unit=_unit(asked), around=industry)
        if draws is not None:
            curve = replace(
                curve, p=float(p.iloc[place]), draws=len(draws.draws), level=draws.level
            )
        if name == "M":
            yield from _m_told(asked, curve)
        else:
            yield from _density_told(asked, curve)
        return
    if "distance" in asked.chosen:
        raise ValueError(tell("read: choose the industry, too, to read its curve at a distance."))
    if draws is None:
        yield tell_many(
            "There is a curve for {n} industry; without draws= none is told from chance.",
            "There are curves for {n} industries; without draws= none is told from chance.",
            len(industries),
        )
        return
    values = draws.frame[name].astype(float)
    known = p.dropna()
    high = (values > draws.frame["global_upper"]).groupby(level=0, sort=False).any()
    low = (values < draws.frame["global_lower"]).groupby(level=0, sort=False).any()
    shown = {
        "high": f"{int(high.sum()):,}",
        "low": f"{int(low.sum()):,}",
        "both": f"{int((high & low).sum()):,}",
    }
    yield tell_many(
        "Of {n} industry, the curve leaves its band of chance upward somewhere in {high}, downward in {low}, both "
        "ways in "
        "{both}.",
        "Of {n} industries, the curve leaves its band of chance upward somewhere in {high}, downward in {low}, "
        "both ways "
        "in {both}.",
        len(industries),
        **shown,
    )
    yield marked_told(int((known <= 1 - draws.level + 1e-12).sum()), len(known), draws)


@reads(colocation_quotient, "pair")
def _colocation(asked: Asked) -> Iterator[str | None]:
    found = asked.result
    if "pair" not in asked.chosen:
        values = found.stack().dropna()
        if values.empty:
            yield tell("No two industries can be compared here.")
            return
        one, other = values.idxmax()
        yield tell(
            "The nearest neighbour is {other} most beyond chance around {one}: {value} times as often.",
            one=label(one),
            other=label(other),
            value=figure(values.max()),
        )
        yield tell("It looks at the nearest neighbour only, whatever its distance.")
        return
    row, column = (place_of(name, found.index, "pair") for name in asked.chosen["pair"])
    value = float(found.iat[row, column])
    shown = {"one": label(found.index[row]), "other": label(found.columns[column])}
    if np.isnan(value):
        yield tell("{one} has one plant, which has no neighbour of its kind (NaN).", **shown)
        return
    yield tell(
        "The nearest neighbour of {one} is {other} {value} times as often as by chance.",
        value=figure(value),
        **shown,
    )
    if asked.draws is not None:
        yield chance_told(
            float(asked.draws.p.iat[row, column]),
            asked.draws,
            tell("the industries dealt out anew over the sites"),
        )
    yield tell("It looks at the nearest neighbour only, whatever its distance.")
