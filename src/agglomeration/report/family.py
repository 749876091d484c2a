"""A table of the report per kind of thing, and the record of what could and could not be computed."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from agglomeration.words import joined, tell

if TYPE_CHECKING:
    from agglomeration.report.comparing import Comparison
    from agglomeration.report.measures import Measure

__all__ = ["Family", "Found", "add_column"]

# A warning that several indicators give is said once; of them so many are named.
NAMED = 4


@dataclass
class Family:
    """The indicators of one kind of thing: label columns first, then a column each.

    Attributes
    ----------
    key, title : str
        What it is called in addresses and for readers.
    frame : pandas.DataFrame
        One row per thing.
    labels : int
        How many of the first columns are names.
    decimals : dict
        Decimals shown per column.
    measures : list of Measure
        What was computed.
    units : dict
        Units of columns that are no measures, such as amounts.
    """

    key: str
    title: str
    frame: pd.DataFrame
    labels: int = 1
    decimals: dict[str, int] = field(default_factory=dict)
    measures: list[Measure] = field(default_factory=list)
    units: dict[str, str] = field(default_factory=dict)

    def unit(self, column: str) -> str:
        """The unit of a column; empty for what has none, such as a quotient."""
        units = {measure.name: measure.unit for measure in self.measures}
        return {**units, **self.units}.get(column, "")


class Found:
    """Families, what could not be computed, and what functions warned of."""

    def __init__(self) -> None:
        self.families: list[Family] = []
        self._missing: dict[str, list[str]] = {}
        self._warned: dict[str, list[str]] = {}

    @property
    def missing(self) -> list[tuple[str, str]]:
        """What was not computed, with the reason; what has one reason together."""
        return [(joined(dict.fromkeys(names)), why) for why, names in self._missing.items()]

    @property
    def remarks(self) -> list[str]:
        """What functions warned of, each once, with those that warned."""
        return [_warning(names, text) for text, names in self._warned.items()]

    def lacks(self, name: str, why: str) -> None:
        """Note what is not computed."""
        self._missing.setdefault(why, []).append(name)

    def remark(self, name: str, text: str) -> None:
        """Note what a reader should know, of whom."""
        names = self._warned.setdefault(text, [])
        if name not in names:
            names.append(name)

    def tried(self, name: str, compute: Callable[[], Any]) -> Any:
        """A result, or None with the reason noted: one indicator that cannot be computed stops no other."""
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            try:
                result = compute()
            except (ValueError, ImportError, np.linalg.LinAlgError) as error:
                self.lacks(name, str(error))
                result = None
        for warning in caught:
            if issubclass(warning.category, UserWarning):
                self.remark(name, str(warning.message))
        return result

    def fill(
        self,
        frame: pd.DataFrame,
        measures: Iterable[Measure],
        comparison: Comparison,
        spread: Callable[[Any], np.ndarray],
    ) -> tuple[list[Measure], dict[str, int]]:
        """Add a column for each measure that can be computed; return those, and their decimals.

        Parameters
        ----------
        frame : pandas.DataFrame
            Receives the columns.
        measures : iterable of Measure
            What to compute.
        comparison : Comparison
            What each is computed from, and held against.
        spread : callable
            Turns a labelled result into one value per row of the frame; NaN where it has none.
        """
        done: list[Measure] = []
        decimals: dict[str, int] = {}
        for measure in measures:
            held, table = measure.held(comparison)
            values = self.tried(measure.name, partial(held.of, table))
            if values is not None:
                frame[measure.name] = spread(values)
                done.append(held)
                decimals[measure.name] = measure.decimals
        return done, decimals


def add_column(
    frame: pd.DataFrame,
    done: list[Measure],
    decimals: dict[str, int],
    measure: Measure,
    values: pd.Series | pd.DataFrame | None,
    spread: Callable[[Any], np.ndarray] | None = None,
) -> None:
    """Add what is one part of a result with several; nothing where it is None."""
    if values is not None:
        made = np.ravel(values.to_numpy(dtype=float)) if spread is None else spread(values)
        frame[measure.name] = made
        done.append(measure)
        decimals[measure.name] = measure.decimals


def _warning(names, text):
    if len(names) > NAMED:
        return tell(
            "{names} and {more} others: {text}",
            names=", ".join(names[:NAMED]),
            more=len(names) - NAMED,
            text=text,
        )
    return tell("{names}: {text}", names=joined(names), text=text)
