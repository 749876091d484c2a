"""Random industries on the observed sites, and what they say about an observed curve."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from agglomeration.indicators.inference.envelopes import global_envelope, local_envelope
from agglomeration.indicators.inference.result import Inference
from agglomeration.words import listed, quoted, tell

if TYPE_CHECKING:
    from agglomeration.indicators.ground.points import Points


def of_type(points: Points, label: Any, argument: str) -> np.ndarray:
    """Which of the checked points are of one type; all of them without a label."""
    if label is None or points.type is None or points.types is None:
        return np.ones(len(points.x), dtype=bool)
    if label not in points.types:
        raise ValueError(
            tell(
                "{argument}: {label} is not among the types; there are {types}.",
                argument=argument,
                label=quoted(label),
                types=listed(points.types, 12),
            )
        )
    return points.type == points.types.get_loc(label)


def check_simulated(member: np.ndarray) -> None:
    """Raise if every point is of the type studied: any random industry would be the observed one."""
    if member.all():
        raise ValueError(
            tell(
                "draws: all points are of the type studied, so every random draw is the same; "
                "give the points of all industries and say which type= is meant."
            )
        )


def check_distances(distances: ArrayLike) -> np.ndarray:
    """Distances as floats, 0 or more and increasing."""
    values = np.asarray(distances, dtype=float)
    if values.ndim != 1 or len(values) == 0:
        raise ValueError(
            tell(
                "distances: expected a list of numbers, got an array of shape {shape}.",
                shape=quoted(values.shape),
            )
        )
    bad = ~(np.isfinite(values) & (values >= 0))
    if bad.any():
        raise ValueError(
            tell(
                "distances: {value} is not a distance; they must be finite and 0 or more.",
                value=f"{values[bad][0]:g}",
            )
        )
    if (np.diff(values) <= 0).any():
        place = int(np.argmax(np.diff(values) <= 0))
        raise ValueError(
            tell(
                "distances: {next} follows {value}; they must increase.",
                next=f"{values[place + 1]:g}",
                value=f"{values[place]:g}",
            )
        )
    return values


def relocated(
    member: np.ndarray, weight: np.ndarray, null: str, generator: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    """Sites of a random industry as large as the observed one, and its plants' weights."""
    chosen = generator.choice(len(member), size=int(member.sum()), replace=False)
    return chosen, weight[member] if null == "location" else weight[chosen]


def with_envelopes(
    curve: pd.DataFrame,
    draws: np.ndarray,
    level: float,
    alternative: Literal["greater", "less", "two-sided"],
    seed: int | None,
) -> Inference:
    """A curve (a table with one column) tested as a whole against simulated ones.

    ``frame`` has the simulated mean, the local and the global envelope beside the curve; ``lower`` and ``upper`` are
    the global one, to which ``p`` belongs.
    """
    name = curve.columns[0]
    value = curve[name]
    local = local_envelope(draws, level)
    defined = value.notna().to_numpy() & ~np.isnan(draws).any(axis=0)
    lower, upper = np.full((2, len(curve)), np.nan)
    p: float | None = np.nan
    if defined.any():
        band = global_envelope(draws[:, defined], value.to_numpy()[defined], level, alternative)
        lower[defined], upper[defined], p = band.lower, band.upper, band.p
    counted = (~np.isnan(draws)).sum(axis=0)
    expected = np.divide(
        np.nansum(draws, axis=0), counted, out=np.full(len(curve), np.nan), where=counted > 0
    )
    frame = curve.assign(
        expected=expected,
        local_lower=local.lower,
        local_upper=local.upper,
        global_lower=lower,
        global_upper=upper,
    )
    return Inference(
        value,
        draws,
        p,
        frame["global_lower"].rename(name),
        frame["global_upper"].rename(name),
        level,
        alternative,
        seed,
        "random industries",
        details={str(name): detail for name, detail in curve.attrs.items()},
    ).with_frame(frame)
