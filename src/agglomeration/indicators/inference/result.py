"""A statistic together with its draws."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from .simulation import interval, p_value

__all__ = ["Inference"]


@dataclass(frozen=True, eq=False, repr=False)
class Inference:
    """A statistic with what chance says about it.

    Attributes
    ----------
    value : float, pandas.Series or pandas.DataFrame
        The statistic, labelled as without inference.
    null : numpy.ndarray
        The draws, shape (simulations, ...): under the null hypothesis, or of the bootstrap.
    p : like value, or None
        The p-value (None for a bootstrap, which tests nothing).
    lower, upper : like value
        The central interval of the draws: what chance gives, or where the bootstrap puts the statistic.
    alternative : str or None
        Which side counted as extreme.
    seed : int or None
        The seed, to draw the same again.
    simulations : int
        How many draws.

    Examples
    --------
    >>> import numpy as np
    >>> Inference.from_null(3.0, np.array([1.0, 2.0, 3.0, 0.0]), seed=1)
    4 draws under the null hypothesis, alternative greater, seed 1
       value  lower  upper    p
    0    3.0  0.075  2.925  0.4
    """

    value: object
    null: np.ndarray
    p: object
    lower: object
    upper: object
    alternative: str | None
    seed: int | None
    simulations: int

    @classmethod
    def from_null(cls, value, null, alternative="greater", level=0.95, seed=None):
        """Test ``value`` against draws under the null hypothesis, shape (simulations, ...)."""
        p = _label(p_value(value, null, alternative), value)
        return cls._from_draws(value, null, p, alternative, level, seed)

    @classmethod
    def from_bootstrap(cls, value, draws, level=0.95, seed=None):
        """Put a percentile interval round ``value`` from bootstrap draws, shape (draws, ...)."""
        return cls._from_draws(value, draws, None, None, level, seed)

    @classmethod
    def _from_draws(cls, value, draws, p, alternative, level, seed):
        lower, upper = (_label(bound, value) for bound in interval(draws, level))
        return cls(value, np.asarray(draws), p, lower, upper, alternative, seed, len(draws))

    def to_frame(self):
        """One row per labelled unit; columns value, lower, upper and, for a test, p."""
        parts = {"value": self.value, "lower": self.lower, "upper": self.upper}
        if self.p is not None:
            parts["p"] = self.p
        if isinstance(self.value, pd.DataFrame):
            return pd.DataFrame({name: part.stack(list(range(part.columns.nlevels))) for name, part in parts.items()})
        if isinstance(self.value, pd.Series):
            return pd.DataFrame(parts)
        return pd.DataFrame(parts, index=[0])

    def __repr__(self):
        what = (
            "bootstrap draws" if self.p is None else f"draws under the null hypothesis, alternative {self.alternative}"
        )
        seed = "no seed" if self.seed is None else f"seed {self.seed}"
        return f"{self.simulations} {what}, {seed}\n{self.to_frame().to_string(max_rows=12)}"


def _label(values, like):
    if isinstance(like, pd.DataFrame):
        return pd.DataFrame(values, index=like.index, columns=like.columns)
    if isinstance(like, pd.Series):
        return pd.Series(values, index=like.index, name=like.name)
    return values[()] if isinstance(values, np.ndarray) else values
