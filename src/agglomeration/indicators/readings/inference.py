"""A statistic of one's own with its draws, in words."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from agglomeration.indicators.inference import bootstrap
from agglomeration.words import tell

from .draws import chance_told, interval_told
from .numbers import amount, figure, label
from .places import spread_told
from .registry import Asked, place_of, reads

__all__: list[str] = []


@reads(bootstrap, "unit")
def _bootstrap(asked: Asked) -> Iterator[str | None]:
    draws = asked.draws
    if draws is None:
        yield tell(
            "There is nothing but a value without draws: {value}.", value=_plain(asked.result)
        )
        return
    if np.ndim(draws.value) == 0:
        numbers = [float(part) for part in (draws.value, draws.lower, draws.upper)]
        yield from _one(None, draws, numbers, draws.p)
        return
    values, lower, upper = (_units(part) for part in (draws.value, draws.lower, draws.upper))
    if "unit" in asked.chosen:
        place = place_of(asked.chosen["unit"], values.index, "unit")
        # A whole curve has one p, whatever its places.
        p = (
            _units(draws.p).iloc[place]
            if np.ndim(draws.p) and len(_units(draws.p)) == len(values)
            else None
        )
        name = label(values.index[place])
        numbers = [float(part.iloc[place]) for part in (values, lower, upper)]
        yield from _one(name, draws, numbers, p)
        return
    yield spread_told(tell("value"), values.astype(float), 3, "unit")


def _units(part):
    """A value per label, also where the labels are those of rows and columns."""
    if isinstance(part, pd.DataFrame):
        names = [(row, column) for row in part.index for column in part.columns]
        return pd.Series(
            part.to_numpy(dtype=float).ravel(), index=pd.Index(names, tupleize_cols=False)
        )
    if isinstance(part, pd.Series):
        names = pd.Index(list(part.index), tupleize_cols=False)
        return part.set_axis(names)
    return pd.Series(np.ravel(part))


def _one(name, draws, numbers, p):
    value, lower, upper = numbers
    if np.isnan(value):
        yield tell("The value is undefined (NaN).")
        return
    if name is None:
        yield tell("The value is {value}.", value=_plain(value))
    else:
        yield tell("The value of {unit} is {value}.", unit=name, value=_plain(value))
    if draws.p is None:
        yield interval_told(draws, lower, upper, _decimals(value))
    elif p is not None:
        yield chance_told(float(p), draws, tell("the null hypothesis"))


def _plain(value):
    whole = abs(value) < 1e15 and value == round(value)
    return amount(value) if whole else figure(value, _decimals(value))


def _decimals(value):
    """As many decimals as give three digits, of which the interval has as many."""
    return int(np.clip(2 - np.floor(np.log10(abs(value))), 0, 9)) if value else 3
