"""The sentence that a card of the book would give for what a function returns."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from itertools import islice
from typing import Any

from agglomeration.indicators.inference.calls import Call
from agglomeration.indicators.inference.resampling import bootstrap
from agglomeration.indicators.inference.result import Inference
from agglomeration.words import joined, tell

from .registry import SELECTIONS, Asked, find_reading

__all__ = ["read", "read_result"]

_CALL = object()


def read(
    function: Callable[..., Any],
    *arguments: Any,
    region: Any = None,
    industry: Any = None,
    pair: tuple[Any, Any] | None = None,
    unit: Any = None,
    distance: float | None = None,
    counted: str | None = None,
    sentences: int | None = None,
    columns: Mapping[str, str] | None = None,
    result: Any = _CALL,
    **options: Any,
) -> str:
    """Say in one to three sentences what an indicator found.

    The number with its unit, what it is held against, where it stands, how sure it is where there are draws, and what
    to beware of in this case.

    Parameters
    ----------
    function : callable
        An indicator of this package: ``ag.location_quotient``.
    arguments, options
        What the function takes, by place and by name.
    region, industry, unit : label, optional
        Of which region, industry or (where the rows are something else) unit the reading is. Without one it is of the
        whole: the most, the least, how many.
    pair : two labels, optional
        Of which pair of industries (or programmes) it is.
    distance : float, optional
        At which distance a curve is read; one of those it was computed for.
    counted : str, optional
        What the tables count, such as ``"jobs"``: said beside amounts.
    sentences : int, optional
        How many to give at most, the first ones: 1 for the number alone.
    columns : mapping, optional
        The function's own arguments of the names above, which are columns: ``{"region": "county"}``.
    result : object, optional
        What the function returned for these arguments, where it was called already.

    Returns
    -------
    str
        Whole sentences, in the language of the package.

    Raises
    ------
    ValueError
        If the function has no reading, or none of what was chosen; if a label is not in the result; and whatever the
        function raises.
    TypeError
        If ``function`` is no function.

    Notes
    -----
    What is said of a number holds for the number that is printed: 1.00 is called as large as 1. It is a reading of one
    number by the rules of its indicator, not a judgement of the place.

    Examples
    --------
    >>> import agglomeration as ag
    >>> import pandas as pd
    >>> table = pd.DataFrame({"steel": [30, 10], "soap": [10, 50]}, index=["Linz", "Wels"])
    >>> print(ag.read(ag.krugman_specialization, table))  # doctest: +NORMALIZE_WHITESPACE
    Of 2 regions, the Krugman index is highest for Linz (0.70) and lowest for Wels (0.47). It runs from 0 (the structure
    of all regions together) towards 2 (no industry in common), and a finer classification can only raise it.
    >>> print(ag.read(ag.location_quotient, table, region="Linz", industry="steel"))  # doctest: +NORMALIZE_WHITESPACE
    The location quotient of steel in Linz is 1.88: its share there, 75.0 percent, is larger than that in all regions
    together, 40.0 percent. It rests on 30, where the reference's share would give 16.
    """
    chosen = dict(zip(SELECTIONS, (region, industry, pair, unit, distance), strict=True))
    given = {**options, **(columns or {})}
    return _told(function, arguments, given, result, chosen, counted, sentences)


def read_result(
    result: Inference, *, counted: str | None = None, sentences: int | None = None, **chosen: Any
) -> str:
    """The reading of a result with draws, by the call that it came from; of one that came from none, its numbers."""
    call = result.call
    if call is None:
        call = Call(bootstrap.__module__, bootstrap.__name__, (None, None), {})
    unknown = [name for name in chosen if name not in SELECTIONS]
    if unknown:
        raise TypeError(
            tell(
                "read: {given} is not known; choose by {taken}.",
                given=joined(unknown),
                taken=joined(SELECTIONS),
            )
        )
    return _told(call.function, call.arguments, call.options, result, chosen, counted, sentences)


def _told(function, arguments, options, result, chosen, counted, sentences):
    if sentences is not None and sentences < 1:
        raise ValueError(
            tell("read: sentences={sentences}: ask for 1 or more.", sentences=sentences)
        )
    chosen = {name: value for name, value in chosen.items() if value is not None}
    reading = find_reading(function)
    reading.check(chosen)
    found = function(*arguments, **options) if result is _CALL else result
    draws = found if isinstance(found, Inference) else None
    value = found.value if draws is not None else found
    asked = Asked(_bound(function, arguments, options), value, draws, chosen, counted)
    said = (sentence for sentence in reading.words(asked) if sentence)
    return " ".join(islice(said, sentences))


def _bound(function, arguments, options):
    """Arguments by name, those that were not given as they are by default."""
    bound = inspect.signature(function).bind(*arguments, **options)
    bound.apply_defaults()
    return bound.arguments
