"""An estimated effect with its error, interval and the tables behind it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from statistics import NormalDist
from typing import Any

import numpy as np
import pandas as pd

from agglomeration.words import quoted, tell

__all__ = ["Effect", "check_level", "normal_effect", "z_of"]


@dataclass(frozen=True, eq=False, repr=False)
class Effect:
    """An estimated effect: one number, how sure it is, and what it was made from.

    Attributes
    ----------
    estimate : float
        The effect, in the unit of the outcome (an elasticity where both sides are logarithms).
    error : float
        Its standard error; NaN where the method has none.
    lower, upper : float
        The ends of its interval; infinite where the data bound it on no side, NaN where the method has none.
    p : float
        How often a true effect of 0 would give one that is at least as far from 0.
    level : float
        The nominal coverage of the interval.
    observations : int
        The rows that were used.
    tables : mapping of str to pandas.DataFrame or pandas.Series
        What stands behind the number; the function that returns the effect says which tables there are.
    details : mapping
        Further single numbers and choices, such as the number of clusters.

    Examples
    --------
    >>> Effect(0.5, 0.1, 0.3, 0.7, 0.001, 0.95, 80)
    0.5 (standard error 0.1, 95 percent interval 0.3 to 0.7), 80 observations
    """

    estimate: float
    error: float
    lower: float
    upper: float
    p: float
    level: float
    observations: int
    tables: Mapping[str, Any] = field(default_factory=dict)
    details: Mapping[str, Any] = field(default_factory=dict)

    def __repr__(self) -> str:
        shown = {"estimate": f"{self.estimate:.4g}", "n": f"{self.observations:,}"}
        if np.isnan(self.lower):
            return tell(
                "{estimate} (p {p}, no interval), {n} observations", p=f"{self.p:.3g}", **shown
            )
        return tell(
            "{estimate} (standard error {error}, {level} percent interval {lower} to {upper}), {n} observations",
            error=f"{self.error:.4g}",
            level=f"{100 * self.level:.6g}",
            lower=f"{self.lower:.4g}",
            upper=f"{self.upper:.4g}",
            **shown,
        )

    def to_series(self) -> pd.Series:
        """Estimate, error, ends of the interval, p and observations, by name."""
        names = ("estimate", "error", "lower", "upper", "p", "observations")
        return pd.Series({name: getattr(self, name) for name in names}, dtype=float)


def check_level(level: float) -> float:
    """Raise unless it is the level of an interval."""
    if not (isinstance(level, (int, float, np.number)) and 0 < level < 1):
        raise ValueError(
            tell(
                "level: {level} is not between 0 and 1; 0.95 gives intervals of 95 percent.",
                level=quoted(level),
            )
        )
    return float(level)


def z_of(level: float) -> float:
    """The normal quantile on both sides of which the rest of the level lies."""
    return NormalDist().inv_cdf((1 + level) / 2)


def normal_effect(
    estimate: float,
    error: float,
    level: float,
    observations: int,
    tables: Mapping[str, Any],
    details: Mapping[str, Any],
) -> Effect:
    """An effect whose estimate is taken for normal. An error of 0 says nothing of chance: it counts as none."""
    error = float(error) if np.isfinite(error) and error > 0 else np.nan
    z = z_of(level)
    p = np.nan if np.isnan(error) else 2 * NormalDist().cdf(-abs(estimate / error))
    return Effect(
        float(estimate),
        error,
        float(estimate - z * error),
        float(estimate + z * error),
        float(p),
        level,
        int(observations),
        dict(tables),
        dict(details),
    )
