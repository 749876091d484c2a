"""An index of every pair of industries or programmes: of one pair, of what is nearest to one, or of all."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
import pandas as pd

from agglomeration.indicators.ground.ties import tied
from agglomeration.words import joined, tell, tell_many

from .draws import chance_told, interval_told
from .numbers import figure, label
from .places import place_told, spread_told
from .registry import Asked, place_of

__all__ = ["named_pair", "nearest_told", "of_pairs", "pairs_of"]

NEAREST = 3


def named_pair(one: object, other: object) -> str:
    """Two labels as a pair."""
    return tell("{one} with {other}", one=label(one), other=label(other))


def pairs_of(matrix: pd.DataFrame) -> pd.Series:
    """Each pair of a symmetric matrix once, by its name."""
    rows, columns = np.triu_indices(len(matrix), 1)
    names = [
        named_pair(matrix.index[int(row)], matrix.columns[int(column)])
        for row, column in zip(rows, columns, strict=True)
    ]
    return pd.Series(
        matrix.to_numpy(dtype=float)[rows, columns], index=pd.Index(names, dtype=object)
    )


def of_pairs(
    asked: Asked,
    index: str,
    one: Callable[[str, float], str],
    undefined: str,
    *,
    what: str = "industry",
    decimals: int = 2,
    whole: str | None = None,
    caution: Callable[[int, int], str | None] | None = None,
    null: str | None = None,
    benchmark: float | None = None,
    matrix: pd.DataFrame | None = None,
) -> Iterator[str | None]:
    """The sentences of a symmetric index; ``one`` says a pair's value, ``undefined`` why there may be none."""
    matrix = asked.result if matrix is None else matrix
    if "pair" in asked.chosen:
        row, column = _places(asked, matrix)
        value = float(matrix.to_numpy(dtype=float)[row, column])
        pair = named_pair(matrix.index[row], matrix.columns[column])
        if np.isnan(value):
            yield tell("{pair}: the {index} is undefined (NaN).", pair=pair, index=index)
            yield undefined
            return
        yield one(pair, value)
        yield _uncertainty(asked, row, column, decimals, null, benchmark) or _place(
            matrix, row, column
        )
        yield caution(row, column) if caution else None
        return
    if what in asked.chosen:
        line = _line(asked, matrix, what)
        yield from nearest_told(index, line, decimals)
        yield whole if line.notna().any() else None
        return
    if len(matrix) < 2:
        yield tell("There is one of them alone, and so no pair.")
        return
    values = pairs_of(matrix)
    yield spread_told(index, values, decimals, "pair")
    yield whole if values.notna().any() else None


def _places(asked, matrix):
    pair = asked.chosen["pair"]
    if not isinstance(pair, (tuple, list)) or len(pair) != 2:
        raise ValueError(
            tell("read: pair= takes two labels, pair=({one}, {other}).", one="'a'", other="'b'")
        )
    row, column = (place_of(name, matrix.index, "pair") for name in pair)
    if row == column:
        raise ValueError(tell("read: pair= names {one} twice; name two.", one=repr(label(pair[0]))))
    return row, column


def _line(asked, matrix, what):
    """What one of them has with each other."""
    place = place_of(asked.chosen[what], matrix.index, what)
    return matrix.iloc[place].drop(matrix.columns[place]).astype(float).rename(matrix.index[place])


def nearest_told(index: str, line: pd.Series, decimals: int) -> Iterator[str | None]:
    """With whom one of them has the highest values."""
    name, known = label(line.name), line.dropna()
    if known.empty:
        yield tell(
            "The {index} of {name} is undefined (NaN) with every other.", index=index, name=name
        )
        return
    values = tied(known.to_numpy())
    order = np.argsort(-values, kind="stable")
    first = order[:NEAREST]
    partners = joined(
        tell(
            "{name} ({value})",
            name=label(known.index[place]),
            value=figure(known.iloc[place], decimals),
        )
        for place in first
    )
    yield tell(
        "The {index} of {name} is highest with {partners}.",
        index=index,
        name=name,
        partners=partners,
    )
    more = int((values == values[first[-1]]).sum() - (values[first] == values[first[-1]]).sum())
    if more:
        yield tell_many(
            "{n} more has the same value as the last of these.",
            "{n} more have the same value as the last of these.",
            more,
        )


def _uncertainty(asked, row, column, decimals, null, benchmark):
    draws = asked.draws
    if draws is None:
        return None
    if draws.p is not None:
        return chance_told(
            float(draws.p.iat[row, column]), draws, null or tell("the null hypothesis")
        )
    lower, upper = (float(end.iat[row, column]) for end in (draws.lower, draws.upper))
    return interval_told(draws, lower, upper, decimals, benchmark)


def _place(matrix, row, column):
    pairs = matrix.to_numpy(dtype=float)[np.triu_indices(len(matrix), 1)]
    first, second = sorted((row, column))
    # Pairs stand row by row above the diagonal.
    place = first * len(matrix) - first * (first + 1) // 2 + second - first - 1
    return place_told(pd.Series(pairs), place, "pair")
