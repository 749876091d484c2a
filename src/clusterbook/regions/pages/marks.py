"""Small marks in the cells of a table: a bar, a share beside another's, a quotient with its interval."""

from __future__ import annotations

import math

from .elements import Html, element

__all__ = ["LOG_FROM", "LOG_TO", "bar", "whisker"]

# The ends of the axis of quotients, on a scale of logarithms: beyond them a mark stands at the edge.
LOG_FROM, LOG_TO = 0.25, 16.0


def bar(value: float | None, other: float | None, largest: float) -> Html:
    """A share as a bar, and that of the reference as a line across it; both stand beside it as numbers."""
    parts = []
    if value is not None:
        parts.append(element("rect", width=_short(100 * value / largest), height=8, class_="r-bar"))
    if other is not None:
        parts.append(element("path", d=f"M{_short(100 * other / largest)} 0v8", class_="r-line"))
    return _mark(*parts)


def whisker(value: float | None, lower: float | None, upper: float | None) -> Html:
    """A quotient as a stroke on its interval; the thin line is 1, as in the reference."""
    parts = [element("path", d=f"M{_at(1)} 0v8", class_="r-one")]
    if lower is not None and upper is not None:
        parts.append(element("path", d=f"M{_at(lower)} 4H{_at(upper)}", class_="r-range"))
    if value is not None:
        parts.append(element("path", d=f"M{_at(value)} 0v8", class_="r-value"))
    return _mark(*parts)


def _at(quotient):
    bounded = min(max(quotient, LOG_FROM), LOG_TO)
    return _short(100 * math.log(bounded / LOG_FROM) / math.log(LOG_TO / LOG_FROM))


def _short(number):
    return f"{number:.1f}".removesuffix(".0")


def _mark(*parts):
    return element(
        "svg",
        *parts,
        viewBox="0 0 100 8",
        preserveAspectRatio="none",
        aria_hidden="true",
        class_="r-mark",
    )
