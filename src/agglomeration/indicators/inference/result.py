"""A statistic together with its draws: what everything returns that simulates, permutes or bootstraps."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from importlib import import_module
from typing import Any, Literal

import numpy as np
import pandas as pd

from agglomeration.indicators.ground.callers import lines_up
from agglomeration.words import enumerated, joined, marked, tell, term

from .simulation import interval, p_value

__all__ = ["Inference"]

ROWS_SHOWN = 12


@dataclass(frozen=True, eq=False, repr=False)
class Inference:
    """A statistic with what chance says about it.

    Attributes
    ----------
    value : float, pandas.Series or pandas.DataFrame
        The statistic, labelled as without draws.
    draws : numpy.ndarray
        The statistic of every draw, shape (draws, ...): under the null hypothesis, or of the bootstrap.
    p : float, pandas.Series, pandas.DataFrame or None
        The p-value: like ``value``, or one for a whole curve. None for a bootstrap, which tests nothing.
    lower, upper : like value
        The central interval of the draws: what chance gives, or where the bootstrap puts the statistic. For a curve
        the envelope that whole curves stay in, to which ``p`` belongs.
    level : float
        The share of the draws (of a curve: of the whole curves) between ``lower`` and ``upper``.
    alternative : str or None
        Which side counted as extreme; None for a bootstrap.
    seed : int or None
        The seed, to draw the same again.
    kind : str
        What was drawn, in words.
    details : mapping
        What else the function found out, such as the ``bandwidth`` of a density.
    null : numpy.ndarray or None
        The draws under the null hypothesis; None for a bootstrap, which has none.
    frame : pandas.DataFrame
        The table that the function returns without draws, with its further columns: ``p``, ``lower``, ``upper``, or
        the envelopes of a curve. Where the function returns no table, that of :meth:`to_frame`. It is a plain table,
        to be written, joined and pickled.
    call : Call or None
        The function and what it was given, by which :meth:`read` finds its words.

    Examples
    --------
    >>> import numpy as np
    >>> result = Inference.from_null(3.0, np.array([1.0, 2.0, 3.0, 0.0]), seed=1)
    >>> result
    4 draws under the null hypothesis, alternative greater, level 0.95, seed 1
       value  lower  upper    p
    0    3.0  0.075  2.925  0.4
    >>> print(result.p, result.upper, len(result.draws))
    0.4 2.925 4
    """

    value: Any
    draws: np.ndarray
    p: Any
    lower: Any
    upper: Any
    level: float = 0.95
    alternative: str | None = None
    seed: int | None = None
    kind: str = marked("bootstrap draws")
    details: Mapping[str, Any] = field(default_factory=dict)
    _table: pd.DataFrame | None = None
    call: Any = None

    @classmethod
    def from_null(
        cls,
        value: Any,
        null: np.ndarray,
        alternative: Literal["greater", "less", "two-sided"] = "greater",
        level: float = 0.95,
        seed: int | None = None,
    ) -> Inference:
        """Test ``value`` against draws under the null hypothesis, shape (draws, ...)."""
        p = _label(p_value(value, null, alternative), value)
        return cls.of_draws(
            value,
            null,
            p,
            level=level,
            alternative=alternative,
            seed=seed,
            kind=marked("draws under the null hypothesis"),
        )

    @classmethod
    def from_bootstrap(
        cls, value: Any, draws: np.ndarray, level: float = 0.95, seed: int | None = None
    ) -> Inference:
        """Put a percentile interval round ``value`` from bootstrap draws, shape (draws, ...)."""
        return cls.of_draws(value, draws, level=level, seed=seed)

    @classmethod
    def of_draws(
        cls, value: Any, draws: np.ndarray, p: Any = None, *, level: float, **parts: Any
    ) -> Inference:
        """A result whose ``lower`` and ``upper`` are the central interval of the draws, unit by unit."""
        lower, upper = (_label(bound, value) for bound in interval(draws, level))
        return cls(value, np.asarray(draws), p, lower, upper, level, **parts)

    def with_frame(self, frame: pd.DataFrame) -> Inference:
        """The same result with a function's own table in ``frame``."""
        return replace(self, _table=frame)

    def of_call(self, call: Any) -> Inference:
        """The same result, which knows the call that it came from."""
        return replace(self, call=call)

    def read(self, **asked: Any) -> str:
        """Say what was found, as :func:`read` does, whose ``region=``, ``industry=`` and the like choose of what.

        Examples
        --------
        >>> import pandas as pd
        >>> from agglomeration import krugman_specialization
        >>> table = pd.DataFrame({"steel": [30, 10], "soap": [10, 50]}, index=["Linz", "Wels"])
        >>> result = krugman_specialization(table, draws=199, seed=1)
        >>> print(result.read(region="Wels"))  # doctest: +NORMALIZE_WHITESPACE
        The Krugman index of Wels is 0.47, from 0 (the structure of all regions together) towards 2 (no industry in
        common). The middle 95 percent of 199 bootstrap draws lie between 0.29 and 0.66. Wels is 60.0 percent of all
        regions together, and so of what it is held against: that draws the index towards 0.
        """
        # Readings stand above all questions, and so are reached by name.
        told: str = import_module("agglomeration.indicators.readings.reading").read_result(
            self, **asked
        )
        return told

    def beside(self, table: pd.DataFrame) -> Inference:
        """The same result whose ``frame`` is the table with ``p``, ``lower`` and ``upper`` beside what it holds."""
        return self.with_frame(table.assign(p=self.p, lower=self.lower, upper=self.upper))

    @property
    def null(self) -> np.ndarray | None:
        """The draws under the null hypothesis; None for a bootstrap."""
        return None if self.alternative is None else self.draws

    @property
    def frame(self) -> pd.DataFrame:
        """The function's table with all its columns; without one, that of :meth:`to_frame`."""
        return self.to_frame() if self._table is None else self._table

    def to_frame(self) -> pd.DataFrame:
        """One row per labelled unit; columns value, lower, upper and, for a test, p."""
        parts = {"value": self.value, "lower": self.lower, "upper": self.upper}
        if self.p is not None:
            parts["p"] = self.p
        if isinstance(self.value, pd.DataFrame):
            index = _cells(self.value)
            return pd.DataFrame(
                {name: part.to_numpy().ravel() for name, part in parts.items()}, index=index
            )
        if isinstance(self.value, pd.Series):
            if isinstance(self.p, pd.Series) and not self.p.index.equals(self.value.index):
                # One p for each curve of several.
                parts["p"] = self.p.reindex(
                    self.value.index.get_level_values(str(self.p.index.name))
                ).to_numpy()
            return pd.DataFrame(parts)
        return pd.DataFrame(parts, index=[0])

    def __repr__(self) -> str:
        return f"{self._said()}\n{self.frame.to_string(max_rows=ROWS_SHOWN)}"

    def _repr_html_(self) -> str:
        return f"<p>{self._said()}</p>\n{self.frame.to_html(max_rows=ROWS_SHOWN, notebook=True)}"

    def _said(self) -> str:
        said = [tell("{n} {kind}", n=len(self.draws), kind=term(self.kind))]
        if self.alternative is not None:
            said.append(tell("alternative {alternative}", alternative=self.alternative))
        said.append(tell("level {level}", level=f"{self.level:g}"))
        said.append(tell("no seed") if self.seed is None else tell("seed {seed}", seed=self.seed))
        if np.ndim(self.p) == 0 and self.p is not None and np.ndim(self.value) > 0:
            said.append(tell("p {p} of the whole curve", p=f"{self.p:.3g}"))
        return enumerated(said)

    # For one edition a result goes on answering as the table that it was.

    __iter__ = None

    def __getitem__(self, name: Any) -> Any:
        _now(f"[{name!r}]", f".frame[{name!r}]")
        return self.frame[name]

    def __getattr__(self, name: str) -> Any:
        if name == "simulations":
            _now(".simulations", "len(.draws)")
            return len(self.draws)
        if name.startswith("_") or not hasattr(pd.DataFrame, name):
            raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")
        if name != "attrs":
            _now(f".{name}", f".frame.{name}")
            return getattr(self.frame, name)
        _now(".attrs", joined([".p", ".draws", ".details"]))
        return {**self.details, "p": self.p, "inference": self}


def _now(former: str, now: str) -> None:
    """Say what a former way to a part of a result is now."""
    warnings.warn(
        tell("a result with draws is no table: {former} is now {now}.", former=former, now=now),
        FutureWarning,
        stacklevel=lines_up(),
    )


def _cells(table: pd.DataFrame) -> pd.MultiIndex:
    """The labels of a table's cells row by row, those of the rows first; no name occurs twice."""
    rows, columns = table.shape
    codes: list[Any] = []
    levels: list[Any] = []
    names: list[Any] = []
    for axis, place in (
        (table.index, np.repeat(np.arange(rows), columns)),
        (table.columns, np.tile(np.arange(columns), rows)),
    ):
        for level in range(axis.nlevels):
            code, labels = pd.factorize(axis.get_level_values(level), use_na_sentinel=False)
            name = axis.names[level]
            codes.append(code[place])
            levels.append(labels)
            names.append(f"other {name}" if name is not None and name in names else name)
    return pd.MultiIndex(levels=levels, codes=codes, names=names, verify_integrity=False)


def _label(values: Any, like: Any) -> Any:
    if isinstance(like, pd.DataFrame):
        return pd.DataFrame(values, index=like.index, columns=like.columns)
    if isinstance(like, pd.Series):
        return pd.Series(values, index=like.index, name=like.name)
    return values[()] if isinstance(values, np.ndarray) else values
