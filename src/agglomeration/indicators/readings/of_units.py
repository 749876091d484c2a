"""An index with one value per region, industry or other unit: of one of them, or of all."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
import pandas as pd

from agglomeration.words import tell

from .draws import interval_told, top_interval_told
from .numbers import label, rounded
from .places import ends, place_told, spread_told, undefined_told
from .registry import Asked, place_of

__all__ = ["of_units"]


def of_units(
    asked: Asked,
    index: str,
    what: str,
    one: Callable[[str, int, float], str],
    undefined: Callable[[str, int], str],
    *,
    caution: Callable[[str, int, float], str | None] | None = None,
    whole: str | None = None,
    decimals: int = 2,
    values: pd.Series | None = None,
    benchmark: float | None = None,
) -> Iterator[str | None]:
    """The sentences of an index of units.

    ``one`` says a value, ``undefined`` why there is none, ``caution`` what to beware of: each from the label, the place
    and the value. ``whole`` is said of all units together only.
    """
    values = asked.result if values is None else values
    if what not in asked.chosen:
        yield spread_told(index, values, decimals, what)
        if not values.notna().any():
            return
        drawn = asked.draws is not None
        yield _interval_of_top(asked.draws, values, decimals) if drawn else None
        missing = undefined_told(values, what)
        yield missing
        # Three sentences are as many as are read.
        yield None if drawn and missing else whole
        return
    place = place_of(asked.chosen[what], values.index, what)
    name, value = label(values.index[place]), float(values.iloc[place])
    if np.isnan(value):
        yield undefined(name, place)
        return
    yield one(name, place, value)
    if asked.draws is None:
        yield place_told(values, place, what)
    else:
        lower, upper = (float(end.iloc[place]) for end in (asked.draws.lower, asked.draws.upper))
        yield interval_told(asked.draws, lower, upper, decimals, benchmark)
        if rounded(value, decimals) < rounded(lower, decimals):
            yield tell(
                "The value itself lies below them: draws of a small amount are more uneven than the amount itself."
            )
            return
        if rounded(value, decimals) > rounded(upper, decimals):
            yield tell(
                "The value itself lies above them: draws lack some of what a small amount has once or twice."
            )
            return
    yield caution(name, place, value) if caution else None


def _interval_of_top(draws, values, decimals):
    top, _ = ends(values)
    place = values.index.get_loc(top[0])
    lower, upper = (float(end.iloc[place]) for end in (draws.lower, draws.upper))
    return top_interval_told(draws, label(top[0]), lower, upper, decimals)
