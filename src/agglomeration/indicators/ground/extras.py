"""Heavy packages load when a function that needs them is called, or say how to get them."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from agglomeration.words import tell, term

__all__ = ["require"]


def require(module: str, extra: str, purpose: str) -> Any:
    """Import and return ``module``, or say which optional extra brings it.

    Examples
    --------
    >>> require("no_such_one", "networks", "communities")
    Traceback (most recent call last):
        ...
    ImportError: communities need no_such_one: python3 -m pip install -e '.[networks]' from a copy of the repository.
    """
    try:
        return import_module(module)
    except ModuleNotFoundError as error:
        package = module.partition(".")[0]
        if error.name is None or error.name.partition(".")[0] != package:
            raise
        raise ImportError(
            tell(
                "{purpose} need {package}: python3 -m pip install -e '.[{extra}]' from a copy of "
                "the repository.",
                purpose=term(purpose),
                package=package,
                extra=extra,
            )
        ) from error
