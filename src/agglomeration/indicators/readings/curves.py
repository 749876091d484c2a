"""A curve over distances beside the curves of chance, in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from agglomeration.indicators.ground.ties import above
from agglomeration.words import joined, tell, tell_many

from .numbers import chance, figure, label, level_told
from .registry import Asked

__all__ = ["Curve", "at_distance", "distance_told", "outside_told", "row_at"]


@dataclass(frozen=True)
class Curve:
    """One curve: its table by distance, with its band where it was drawn for, and its p."""

    table: pd.DataFrame
    name: str
    p: float | None = None
    draws: int = 0
    level: float = 0.95
    unit: str | None = None
    around: str | None = None
    other: str | None = None

    @property
    def values(self) -> pd.Series:
        """The curve itself."""
        return self.table[self.name].astype(float)

    @classmethod
    def of(cls, asked: Asked, name: str, unit: str | None) -> Curve:
        """The curve that a function returned, with or without draws."""
        draws = asked.draws
        around, other = (asked.inputs.get(which) for which in ("type", "neighbours"))
        who: dict[str, Any] = {
            "unit": unit,
            "around": None if around is None else label(around),
            "other": None if other is None else label(other),
        }
        if draws is None:
            return cls(asked.result, name, **who)
        return cls(draws.frame, name, float(draws.p), len(draws.draws), draws.level, **who)


def distance_told(distance: Any, unit: str | None) -> str:
    """A distance with its unit, where that is known."""
    distance = float(distance)
    shown = f"{distance:,.0f}" if abs(distance) >= 1000 else f"{distance:.4g}"
    return tell("{distance} {unit}", distance=shown, unit=unit) if unit else shown


def row_at(table: pd.DataFrame, distance: float) -> int:
    """Where a distance stands; it must be one of those computed."""
    places = np.flatnonzero(np.isclose(table.index.to_numpy(dtype=float), distance))
    if not len(places):
        raise ValueError(
            tell(
                "read: distance={distance} was not computed; the nearest that was is {nearest}.",
                distance=f"{distance:g}",
                nearest=f"{table.index[int(np.abs(table.index.to_numpy(dtype=float) - distance).argmin())]:g}",
            )
        )
    return int(places[0])


def at_distance(curve: Curve, place: int, decimals: int) -> str | None:
    """What the curves of chance are at a distance, and whether the value is outside their band."""
    row = curve.table.iloc[place]
    if not curve.draws or np.isnan(row["expected"]):
        return None
    shown = {
        "expected": figure(row["expected"], decimals),
        "lower": figure(row["local_lower"], decimals),
        "upper": figure(row["local_upper"], decimals),
        "level": level_told(curve.level),
    }
    return tell_many(
        "In {n} draw it is {expected} there.",
        "In {n} draws it is {expected} there on average, and in {level} percent of them between {lower} and {upper}.",
        curve.draws,
        **shown,
    )


def outside_told(curve: Curve) -> Iterator[str | None]:
    """At which distances a curve leaves the band that whole curves of chance stay in."""
    table, values = curve.table, curve.values
    high = above(values, table["global_upper"]).to_numpy()
    low = above(table["global_lower"], values).to_numpy()
    shown = {"p": chance(curve.p) if curve.p is not None and np.isfinite(curve.p) else tell("no p")}
    shown["industry"] = curve.around or tell("all industries")
    shown |= {"high": _spans(curve, high), "low": _spans(curve, low)}
    if high.any() and low.any():
        yield tell(
            "The curve of {industry} is above the band of chance at {high} (localized) and below it at {low} "
            "(dispersed), {p} for the "
            "whole curve.",
            **shown,
        )
    elif high.any():
        yield tell(
            "The curve of {industry} is above the band of chance at {high}: localized, {p} for the whole curve.",
            **shown,
        )
    elif low.any():
        yield tell(
            "The curve of {industry} is below the band of chance at {low}: dispersed, {p} for the whole curve.",
            **shown,
        )
    else:
        yield tell_many(
            "The curve of {industry} stays within the band of chance at its {n} distance, {p} for the whole curve.",
            "The curve of {industry} stays within the band of chance at all {n} distances, {p} for the whole curve.",
            int(values.notna().sum()),
            **shown,
        )


def _spans(curve, outside):
    """The distances at which a curve is outside, as spans without a gap."""
    places = np.flatnonzero(outside)
    if not len(places):
        return ""
    index = curve.table.index
    runs = np.split(places, np.flatnonzero(np.diff(places) > 1) + 1)
    return joined(
        tell(
            "{first} to {last}",
            first=distance_told(index[run[0]], None),
            last=distance_told(index[run[-1]], curve.unit),
        )
        if len(run) > 1
        else distance_told(index[run[0]], curve.unit)
        for run in runs
    )
