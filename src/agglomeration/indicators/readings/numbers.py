"""Numbers, labels and lists as they stand in a sentence."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable
from typing import Any

import numpy as np

from agglomeration.indicators.ground.ties import NOISE
from agglomeration.words import joined, tell, tell_many

__all__ = [
    "amount",
    "chance",
    "figure",
    "joined_or_none",
    "label",
    "level_told",
    "named",
    "parted",
    "percent",
    "rounded",
    "signed",
]

NAMED = 3


def figure(value: float, decimals: int = 2) -> str:
    """A number with its decimals; where these leave nothing of it, with one digit that does.

    Examples
    --------
    >>> [figure(number) for number in (1.875, 1234.5, 0.0004, -0.001, 0.0, -1e-17, float("inf"))]
    ['1.88', '1,234.50', '0.0004', '-0.001', '0', '0', 'infinitely large']
    """
    value = float(value)
    if np.isnan(value):
        return tell("undefined")
    if np.isinf(value):
        return tell("infinitely large") if value > 0 else tell("minus infinity")
    if abs(value) < NOISE:
        return "0"
    shown = f"{value:,.{decimals}f}"
    return shown if float(shown.replace(",", "")) else f"{value:.1g}"


def rounded(value: float, decimals: int = 2) -> float:
    """The number that `figure` shows: what is said of it must hold for what stands there.

    Examples
    --------
    >>> rounded(0.998), rounded(0.0004)
    (1.0, 0.0004)
    """
    shown = round(float(value), decimals)
    return shown if shown or abs(value) < NOISE else float(value)


def percent(share: float, decimals: int = 1) -> str:
    """A share as a percentage, without the word.

    Examples
    --------
    >>> percent(0.1234), percent(0.0), percent(1.0)
    ('12.3', '0', '100')
    """
    shown = figure(100 * share, decimals)
    return "100" if float(share) == 1 else shown


def level_told(level: float) -> str:
    """The level of an interval as a percentage, with all its digits: no interval of draws has 100 percent.

    Examples
    --------
    >>> level_told(0.95), level_told(0.999), level_told(0.975)
    ('95', '99.9', '97.5')
    """
    return f"{100 * level:.6g}"


def parted(one: float, other: float, decimals: int) -> int:
    """With how many decimals two numbers that differ are printed so that this can be seen, up to four more.

    Examples
    --------
    >>> parted(0.303, 0.297, 1), parted(75.0, 40.0, 1), parted(2.0, 2.0, 1)
    (3, 1, 1)
    """
    if np.isclose(one, other, rtol=NOISE, atol=0):
        return decimals
    more = range(decimals, decimals + 5)
    return next((n for n in more if figure(one, n) != figure(other, n)), decimals + 4)


def signed(value: float, decimals: int = 1) -> str:
    """A change, with its sign.

    Examples
    --------
    >>> signed(2.0), signed(-0.5), signed(0)
    ('+2.0', '-0.5', '0')
    """
    shown = figure(value, decimals)
    return f"+{shown}" if value >= NOISE else shown


def amount(value: float) -> str:
    """An amount of the table: whole where it is whole.

    Examples
    --------
    >>> amount(1234.0), amount(2.25), amount(1234.56), amount(2e-12)
    ('1,234', '2.25', '1,234.6', '2e-12')
    """
    value = float(value)
    if np.isfinite(value) and value == np.round(value):
        return figure(value, 0)
    if abs(value) < 0.005:
        return f"{value:.2g}"
    return figure(value, 2 if abs(value) < 10 else 1)


def chance(p: float) -> str:
    """A p-value with three decimals, and never 0.

    Examples
    --------
    >>> chance(0.0004), chance(0.012), chance(1.0)
    ('p below 0.001', 'p = 0.012', 'p = 1')
    """
    if p < 0.001:
        return tell("p below 0.001")
    return tell("p = {p}", p="1" if p == 1 else f"{p:.3f}")


def label(one: Any) -> str:
    """A label of the data as a sentence has it: without quotes and without its type.

    Examples
    --------
    >>> label(np.int64(37183)), label(("Linz", 2010)), label("steel")
    ('37183', 'Linz, 2010', 'steel')
    """
    if isinstance(one, tuple):
        return ", ".join(label(part) for part in one)
    if isinstance(one, datetime.datetime) and one.time() == datetime.time():
        return str(one.date())
    return str(one.item()) if isinstance(one, np.generic) else str(one)


def named(labels: Collection[Any], limit: int = NAMED) -> str:
    """A few labels in a line, and how many more there are.

    Examples
    --------
    >>> named(["Linz"]), named(["Linz", "Wels"]), named(list("abcde"))
    ('Linz', 'Linz and Wels', 'a, b, c and 2 others')
    """
    shown = [label(one) for one in list(labels)[:limit]]
    more = len(labels) - limit
    if more <= 0:
        return joined(shown)
    some = ", ".join(shown)
    return tell_many("{some} and {n} other", "{some} and {n} others", more, some=some)


def joined_or_none(texts: Iterable[str]) -> str | None:
    """Texts in a line; None where there is none."""
    texts = list(texts)
    return joined(texts) if texts else None
