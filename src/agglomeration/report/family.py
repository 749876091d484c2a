"""A table of the report per kind of thing, and the record of what could and could not be computed."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from agglomeration.report.measures import Measure

__all__ = ["Family", "Found", "add_column"]


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
    """

    key: str
    title: str
    frame: pd.DataFrame
    labels: int = 1
    decimals: dict[str, int] = field(default_factory=dict)
    measures: list[Measure] = field(default_factory=list)


class Found:
    """Families, what could not be computed, and what functions warned of."""

    def __init__(self) -> None:
        self.families: list[Family] = []
        self.missing: list[tuple[str, str]] = []
        self.remarks: list[str] = []

    def tried(self, name: str, compute: Callable[[], Any]) -> Any:
        """A result, or None with the reason noted: one indicator that cannot be computed stops no other."""
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            try:
                result = compute()
            except (ValueError, ImportError, np.linalg.LinAlgError) as error:
                self.missing.append((name, str(error)))
                result = None
        told = [
            f"{name}: {warning.message}"
            for warning in caught
            if issubclass(warning.category, UserWarning)
        ]
        self.remarks += [text for text in dict.fromkeys(told) if text not in self.remarks]
        return result

    def fill(
        self,
        frame: pd.DataFrame,
        measures: Iterable[Measure],
        inputs: tuple[Any, ...],
        take: Callable[..., Any] = np.ravel,
    ) -> tuple[list[Measure], dict[str, int]]:
        """Add a column for each measure that can be computed; return those, and their decimals.

        Parameters
        ----------
        frame : pandas.DataFrame
            Receives the columns.
        measures : iterable of Measure
            What to compute.
        inputs : tuple
            What each is computed from.
        take : callable
            Turns a labelled result into one value per row of the frame.
        """
        done, decimals = [], {}
        for measure in measures:
            values = self.tried(measure.name, partial(measure.of, *inputs))
            if values is not None:
                frame[measure.name] = take(values.to_numpy(dtype=float))
                done.append(measure)
                decimals[measure.name] = measure.decimals
        return done, decimals


def add_column(
    frame: pd.DataFrame,
    done: list[Measure],
    decimals: dict[str, int],
    measure: Measure,
    values: pd.Series | pd.DataFrame | None,
) -> None:
    """Add what is one part of a result with several; nothing where it is None."""
    if values is not None:
        frame[measure.name] = np.ravel(values.to_numpy(dtype=float))
        done.append(measure)
        decimals[measure.name] = measure.decimals
