"""Which function is read how: a reading is registered beside the others of its question, and found from there."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import numpy as np
import pandas as pd

from agglomeration.indicators.ground.tables import check_table
from agglomeration.words import joined, listed, quoted, tell, term

from .without import WITHOUT

__all__ = [
    "SELECTIONS",
    "Asked",
    "Reading",
    "counted_told",
    "find_reading",
    "place_of",
    "question_of",
    "reads",
]

# What a reading can be of. A function's own argument of the same name goes into `columns=`.
SELECTIONS = ("region", "industry", "pair", "unit", "distance")

# Files whose functions answer a question of another folder, which stands above their own.
ELSEWHERE = {"share_gaps": "concentration"}


@dataclass(frozen=True)
class Asked:
    """What a reading is made from.

    Attributes
    ----------
    inputs : mapping
        The function's arguments by name, those that were not given as they are by default.
    result : object
        What the function returned, without its draws.
    draws : Inference or None
        The result with its draws, where there are any.
    chosen : mapping
        Of which region, industry, pair, unit or distance the reading is; None for the whole.
    unit : str or None
        What the table counts, such as "jobs".
    """

    inputs: Mapping[str, Any]
    result: Any
    draws: Any
    chosen: Mapping[str, Any]
    counted: str | None = None

    def table(self, name: str = "table") -> pd.DataFrame:
        """An argument that is a table, as floats; what is missing is NaN."""
        given = self.inputs[name]
        values = check_table(given, name, nan=True, negative=True)
        return pd.DataFrame(values, index=given.index, columns=given.columns, copy=False)


Words = Callable[[Asked], Iterable[str | None]]


@dataclass(frozen=True)
class Reading:
    """How a function is read: what its reading can be of, and the sentences."""

    function: Callable[..., Any]
    of: tuple[str, ...]
    words: Words

    def check(self, chosen: Mapping[str, Any]) -> None:
        """Raise if a reading is asked for of something that the function does not tell apart."""
        for name in chosen:
            if name not in self.of:
                taken = joined(f"{taken}=" for taken in self.of) if self.of else ""
                name_of = self.function.__name__
                if not taken:
                    raise ValueError(
                        tell(
                            "read: {function} has one reading, of the whole; leave {given} out.",
                            function=name_of,
                            given=f"{name}=",
                        )
                    )
                raise ValueError(
                    tell(
                        "read: {function} cannot be read by {given}; it takes {taken}.",
                        function=name_of,
                        given=f"{name}=",
                        taken=taken,
                    )
                )


_READINGS: dict[Callable[..., Any], Reading] = {}


def reads(function: Callable[..., Any], *of: str) -> Callable[[Words], Words]:
    """Register what says the sentences of a public function, and what they can be ``of``: see `SELECTIONS`."""

    def register(words: Words) -> Words:
        _READINGS[inspect.unwrap(function)] = Reading(function, of, words)
        return words

    return register


def question_of(function: Callable[..., Any]) -> str:
    """The question that a function of the indicators answers, and with it the module of its reading.

    Examples
    --------
    >>> from agglomeration import krugman_concentration, krugman_specialization
    >>> question_of(krugman_specialization), question_of(krugman_concentration)
    ('specialization', 'concentration')
    """
    places = inspect.unwrap(function).__module__.split(".")[2:]
    return ELSEWHERE.get(places[-1], places[0])


def find_reading(function: Callable[..., Any]) -> Reading:
    """The reading of a function; loads those of its question only."""
    if not callable(function):
        raise TypeError(
            tell(
                "read: {found} is no function; write ag.read(ag.location_quotient, table).",
                found=quoted(function),
            )
        )
    bare = inspect.unwrap(function)
    name = getattr(bare, "__name__", quoted(bare))
    inside, _, rest = getattr(bare, "__module__", "").partition(".")
    if inside == "agglomeration":
        if name in WITHOUT:
            raise ValueError(
                tell(
                    "read: {function} has no reading: {reason}",
                    function=name,
                    reason=term(WITHOUT[name]),
                )
            )
        if rest.startswith("indicators."):
            import_module(f"{__package__}.{question_of(bare)}")
    if bare not in _READINGS:
        raise ValueError(
            tell(
                "read: {function} is no indicator of this package, so it has no reading.",
                function=name,
            )
        )
    return _READINGS[bare]


def counted_told(asked: Asked) -> str | None:
    """What the amounts count, where it was said."""
    return (
        tell("Amounts are counted in {counted}.", counted=asked.counted) if asked.counted else None
    )


def place_of(one: Any, labels: pd.Index, name: str) -> int:
    """Where a chosen label stands, or a sentence that names those there are."""
    try:
        place = labels.get_loc(one)
    except (KeyError, TypeError):
        place = None
    if not isinstance(place, (int, np.integer)):
        raise ValueError(
            tell(
                "read: {name}={one} is not in the result; it has {labels}.",
                name=name,
                one=quoted(one),
                labels=listed(labels),
            )
        )
    return int(place)
