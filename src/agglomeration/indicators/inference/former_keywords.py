"""The number of draws by the names that it had: they go on working for one edition, and say so."""

import warnings
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from agglomeration.indicators.ground.callers import lines_up
from agglomeration.words import tell

__all__ = ["takes_former"]

F = TypeVar("F", bound=Callable[..., Any])


def takes_former(*former: str) -> Callable[[F], F]:
    """Let a function take its number of draws by a ``former`` keyword too, with a warning.

    Examples
    --------
    >>> @takes_former("permutations")
    ... def thrown(*, draws=0):
    ...     return draws
    >>> thrown(draws=99)
    99
    """

    def decorate(function: F) -> F:
        @wraps(function)
        def with_former_keyword(*arguments: Any, **options: Any) -> Any:
            for name in former:
                if name in options:
                    _warn(function.__qualname__.removesuffix(".__init__"), name, options)
                    options["draws"] = options.pop(name)
            return function(*arguments, **options)

        return cast(F, with_former_keyword)

    return decorate


def _warn(function: str, name: str, options: dict[str, Any]) -> None:
    if "draws" in options:
        raise TypeError(
            tell(
                "{function}: {name}= is the former name of draws=; give the number of draws once.",
                function=function,
                name=name,
            )
        )
    warnings.warn(
        tell("{function}: {name}= is now draws=.", function=function, name=name),
        FutureWarning,
        stacklevel=lines_up(),
    )
