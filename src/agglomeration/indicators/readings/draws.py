"""Uncertainty in a sentence: where a bootstrap puts a value, and what chance alone does."""

from __future__ import annotations

import numpy as np

from agglomeration.indicators.inference.result import Inference
from agglomeration.words import tell, tell_many

from .numbers import chance, figure, level_told, rounded

__all__ = [
    "chance_told",
    "interval_told",
    "marked_told",
    "side",
    "too_few",
    "top_interval_told",
]


def interval_told(
    draws: Inference, lower: float, upper: float, decimals: int = 2, benchmark: float | None = None
) -> str:
    """Where the bootstrap puts a statistic, and whether the benchmark lies inside."""
    n = len(draws.draws)
    if np.isnan(lower) or np.isnan(upper):
        return tell("The bootstrap gives no interval: the value is undefined in its draws.")
    known = {
        "level": level_told(draws.level),
        "lower": figure(lower, decimals),
        "upper": figure(upper, decimals),
    }
    if known["lower"] == known["upper"]:
        return tell_many(
            "The middle {level} percent of {n} bootstrap draw gives {lower}.",
            "The middle {level} percent of {n} bootstrap draws all give {lower}.",
            n,
            **known,
        )
    if benchmark is None:
        return tell_many(
            "The middle {level} percent of {n} bootstrap draw lies between {lower} and {upper}.",
            "The middle {level} percent of {n} bootstrap draws lie between {lower} and {upper}.",
            n,
            **known,
        )
    known["benchmark"] = figure(benchmark, 0 if benchmark == round(benchmark) else decimals)
    if rounded(lower, decimals) > benchmark:
        return tell_many(
            "The middle {level} percent of {n} bootstrap draw lies between {lower} and {upper}, "
            "all of it above {benchmark}.",
            "The middle {level} percent of {n} bootstrap draws lie between {lower} and {upper}, "
            "all of them above {benchmark}.",
            n,
            **known,
        )
    if rounded(upper, decimals) < benchmark:
        return tell_many(
            "The middle {level} percent of {n} bootstrap draw lies between {lower} and {upper}, "
            "all of it below {benchmark}.",
            "The middle {level} percent of {n} bootstrap draws lie between {lower} and {upper}, "
            "all of them below {benchmark}.",
            n,
            **known,
        )
    return tell_many(
        "The middle {level} percent of {n} bootstrap draw lies between {lower} and {upper}, "
        "with {benchmark} inside: the draws do not tell the value from it.",
        "The middle {level} percent of {n} bootstrap draws lie between {lower} and {upper}, "
        "with {benchmark} inside: they do not tell the value from it.",
        n,
        **known,
    )


def chance_told(p: float, draws: Inference, null: str) -> str:
    """What chance alone does, under a null hypothesis that is named."""
    n = len(draws.draws)
    if np.isnan(p):
        return tell("There is no p-value: the value, or every draw, is undefined.")
    known = {"p": chance(p), "null": null, "side": side(draws.alternative)}
    alpha = 1 - draws.level
    if too_few(draws):
        return tell_many(
            "{n} draw is too few for a p of {alpha}: against {null}, it gives {p} ({side}).",
            "{n} draws are too few for a p of {alpha}: against {null}, they give {p} ({side}).",
            n,
            alpha=f"{alpha:.2g}",
            **known,
        )
    if p <= alpha + 1e-12:
        return tell_many(
            "Chance seldom goes as far: against {null}, {n} draw gives {p} ({side}).",
            "Chance seldom goes as far: against {null}, {n} draws give {p} ({side}).",
            n,
            **known,
        )
    return tell_many(
        "Chance alone may go as far: against {null}, {n} draw gives {p} ({side}).",
        "Chance alone may go as far: against {null}, {n} draws give {p} ({side}).",
        n,
        **known,
    )


def too_few(draws: Inference) -> bool:
    """Whether the draws are so few that no p could be as small as the level asks for."""
    sides = 2 if draws.alternative == "two-sided" else 1
    return sides / (len(draws.draws) + 1) > 1 - draws.level + 1e-12


def marked_told(marked: int, n: int, draws: Inference) -> str:
    """How many of several p-values are small, beside how many chance alone would make so."""
    alpha = 1 - draws.level
    known = {"alpha": f"{alpha:.2g}", "all": f"{n:,}"}
    if too_few(draws):
        return tell_many(
            "{n} draw is too few for a p of {alpha}, so none of {all} can have one.",
            "{n} draws are too few for a p of {alpha}, so none of {all} can have one.",
            len(draws.draws),
            **known,
        )
    return tell(
        "With a p of {alpha} or less: {some} of {all}, where chance alone would give about {expected} at most.",
        some=f"{marked:,}",
        expected=figure(alpha * n, 1 if alpha * n >= 1 else 2),
        **known,
    )


def side(alternative: str | None) -> str:
    """Which side counts as extreme, in words."""
    if alternative == "greater":
        return tell("one-sided, for more")
    if alternative == "less":
        return tell("one-sided, for less")
    return tell("two-sided")


def top_interval_told(
    draws: Inference, unit: str, lower: float, upper: float, decimals: int = 2
) -> str | None:
    """Where the bootstrap puts the value of the one that is highest; None where it is undefined in the draws."""
    if np.isnan(lower) or np.isnan(upper):
        return None
    known = {
        "unit": unit,
        "level": level_told(draws.level),
        "lower": figure(lower, decimals),
        "upper": figure(upper, decimals),
    }
    if known["lower"] == known["upper"]:
        return tell_many(
            "For {unit} the middle {level} percent of {n} bootstrap draw gives {lower}.",
            "For {unit} the middle {level} percent of {n} bootstrap draws all give {lower}.",
            len(draws.draws),
            **known,
        )
    return tell_many(
        "For {unit} the middle {level} percent of {n} bootstrap draw lies between {lower} and {upper}.",
        "For {unit} the middle {level} percent of {n} bootstrap draws lie between {lower} and {upper}.",
        len(draws.draws),
        **known,
    )
