"""Fitness of regions and complexity of industries, step by step."""

from __future__ import annotations

import warnings
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
import pandas as pd

from agglomeration.indicators.ground.callers import lines_up
from agglomeration.indicators.inference.former_keywords import takes_former
from agglomeration.indicators.specialization.quotients import held_cells
from agglomeration.words import quoted, tell, tell_many

from .labelled_results import cut, extremes, redrawn_intervals, spread

__all__ = ["FitnessComplexity", "fitness_complexity"]


@dataclass(frozen=True, eq=False, repr=False)
class FitnessComplexity:
    """Fitness of regions and complexity of industries.

    Attributes
    ----------
    fitness : pandas.Series
        Per region, mean 1.
    complexity : pandas.Series
        Per industry, mean 1.
    iterations : int
        How many steps were taken.
    change : float
        The largest relative change of a value in the last step.
    converged : bool
        Whether ``change`` fell to the tolerance.
    intervals : dict or None
        With ``draws``: the :class:`Inference` of ``"fitness"`` and of ``"complexity"``.
    """

    fitness: pd.Series
    complexity: pd.Series
    iterations: int
    change: float
    converged: bool
    intervals: dict | None = None

    def __repr__(self) -> str:
        intervals = self.intervals or {}
        ends = [
            extremes(values, intervals.get(values.name))
            for values in (self.fitness, self.complexity)
        ]
        return "\n".join([self._title(), *ends])

    def _title(self) -> str:
        change = f"{self.change:.1e}"
        if self.converged:
            return tell_many(
                "Fitness and complexity after {n} iteration (converged, last change {change})",
                "Fitness and complexity after {n} iterations (converged, last change {change})",
                self.iterations,
                change=change,
            )
        return tell_many(
            "Fitness and complexity after {n} iteration (not converged, last change {change})",
            "Fitness and complexity after {n} iterations (not converged, last change {change})",
            self.iterations,
            change=change,
        )


@takes_former("bootstrap")
def fitness_complexity(
    table: pd.DataFrame,
    iterations: int = 200,
    tolerance: float = 1e-10,
    *,
    threshold: float = 1.0,
    by: Literal["location_quotient", "amount"] = "location_quotient",
    draws: int = 0,
    seed: int | None = None,
    level: float = 0.95,
    jobs: int = 1,
) -> FitnessComplexity:
    r"""Fitness of regions and complexity of industries, the non-linear pair.

    .. math:: \tilde F_r = \sum_i M_{ri} Q_i, \qquad \tilde Q_i = \frac{1}{\sum_r M_{ri} / F_r}

    each divided by its mean, fitness first and complexity from it, step by step from :math:`Q = 1`.

    Parameters
    ----------
    table : pandas.DataFrame
        Regions x industries, non-negative amounts.
    iterations : int
        The most steps to take.
    tolerance : float
        Stop when no value changes by more than this share of itself.
    threshold, by
        What counts as present, as in :func:`presence`.
    draws, seed, level, jobs
        As in :func:`location_quotient`; the results are the ``intervals`` of both.

    Returns
    -------
    FitnessComplexity
        ``fitness`` and ``complexity``, from 0, mean 1. NaN for a region without a present industry and an industry
        present nowhere, which count for nothing in the means.

    Warns
    -----
    UserWarning
        If the values still change after ``iterations``.

    Raises
    ------
    ValueError
        If the table is bad or ``iterations`` is below 1.

    Notes
    -----
    Where the table is much emptier on one side of its diagonal, the least fit regions sink towards 0 without an end,
    each step by a smaller share: their order settles long before their values, so read ranks, and do not take
    logarithms of values that have not converged. The paper takes both members of a step from the step before, which
    runs the same sequence twice, interleaved; the limit is the same.

    Equals ``econcomplex.fitness_complexity`` at the same number of steps, but for units without any presence, which
    count as 0 in its means; through ``eci_pci`` that package stops after 20 steps.

    References
    ----------
    Tacchella, A., Cristelli, M., Caldarelli, G., Gabrielli, A. and Pietronero, L. (2012). A new metrics for countries'
    fitness and products' complexity. Scientific Reports 2, 723.
    Pugliese, E., Zaccaria, A. and Pietronero, L. (2016). On the convergence of the fitness-complexity algorithm.
    European Physical Journal Special Topics 225, 1893-1911.

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame({"bread": [1, 1], "chips": [1, 0]}, index=["A", "B"])
    >>> result = fitness_complexity(table, iterations=1, tolerance=1, by="amount")
    >>> result.fitness.round(3).to_dict(), result.complexity.round(3).to_dict()
    ({'A': 1.333, 'B': 0.667}, {'bread': 0.5, 'chips': 1.5})
    """
    if int(iterations) != iterations or iterations < 1:
        raise ValueError(
            tell(
                "iterations: {iterations} is not a whole number of at least 1.",
                iterations=quoted(iterations),
            )
        )
    result = _fitness(table, iterations, tolerance, threshold, by)
    if not draws:
        return result

    def measure(drawn):
        again = _fitness(drawn, iterations, tolerance, threshold, by)
        return again.fitness, again.complexity

    values = {"fitness": result.fitness, "complexity": result.complexity}
    return replace(
        result, intervals=redrawn_intervals(measure, table, values, draws, seed, level, jobs)
    )


def _fitness(table, iterations, tolerance, threshold, by):
    present, _ = held_cells(table, threshold, by, float)
    rows, columns = present.any(axis=1), present.any(axis=0)
    part = cut(present, rows, columns)
    fitness, complexity = np.ones(part.shape[0]), np.ones(part.shape[1])
    steps, change = 0, np.inf if part.size else 0.0
    while steps < iterations and change > tolerance:
        before = fitness, complexity
        fitness, complexity = _fitness_step(part, complexity)
        change = max(_relative_change(fitness, before[0]), _relative_change(complexity, before[1]))
        steps += 1
    converged = change <= tolerance
    if not converged:
        warnings.warn(
            tell_many(
                "fitness_complexity: after {n} iteration a value still changes by {change} of itself; use more "
                "iterations, or read the order only.",
                "fitness_complexity: after {n} iterations a value still changes by {change} of itself; use more "
                "iterations, or read the order only.",
                steps,
                change=f"{change:.1e}",
            ),
            UserWarning,
            stacklevel=lines_up(),
        )
    return FitnessComplexity(
        fitness=spread(fitness, rows, table.index, "fitness"),
        complexity=spread(complexity, columns, table.columns, "complexity"),
        iterations=steps,
        change=float(change),
        converged=bool(converged),
    )


def _fitness_step(part, complexity):
    fitness = part @ complexity
    fitness /= fitness.mean()
    # A fitness that has sunk to 0 makes its industries' complexity 0 in turn, not NaN.
    with np.errstate(over="ignore"):
        complexity = 1 / ((1 / np.maximum(fitness, np.finfo(float).tiny)) @ part)
    return fitness, complexity / complexity.mean()


def _relative_change(new, old):
    with np.errstate(divide="ignore", invalid="ignore"):
        return float(np.max(np.where(new == old, 0.0, np.abs(new - old) / old), initial=0.0))
