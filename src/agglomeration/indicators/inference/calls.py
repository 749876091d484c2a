"""A result with draws knows which call it came from, so that it can be read by itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from importlib import import_module
from typing import Any, NamedTuple, TypeVar, cast

from .result import Inference

__all__ = ["Call", "keeps_call"]

F = TypeVar("F", bound=Callable[..., Any])


class Call(NamedTuple):
    """A function by its place and name, which can be pickled whatever wraps it, and what it was given."""

    module: str
    name: str
    arguments: tuple[Any, ...]
    options: Mapping[str, Any]

    @property
    def function(self) -> Callable[..., Any]:
        """The function itself."""
        return cast(Callable[..., Any], getattr(import_module(self.module), self.name))


def keeps_call(function: F) -> F:
    """Let what a function returns with draws keep the call.

    Examples
    --------
    >>> import numpy as np
    >>> @keeps_call
    ... def drawn(value, draws=0):
    ...     return Inference.from_null(value, np.arange(float(draws)))
    >>> drawn(3.0, draws=9).call.arguments
    (3.0,)
    """

    @wraps(function)
    def with_call(*arguments: Any, **options: Any) -> Any:
        given = dict(options)
        result = function(*arguments, **options)
        if not isinstance(result, Inference):
            return result
        return result.of_call(Call(function.__module__, function.__name__, arguments, given))

    return cast(F, with_call)
