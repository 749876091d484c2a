"""Packages that only some faces need load when they are needed, or say how to get them."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

from .words import tell, term

__all__ = ["require"]


def require(module: str, extra: str, purpose: str) -> ModuleType:
    """Import and return ``module``, or say which optional extra brings it.

    Examples
    --------
    >>> require("no_such_package", "page", "pages")
    Traceback (most recent call last):
        ...
    ImportError: pages need no_such_package: python3 -m pip install -e '.[page]' from a copy of the repository.
    """
    try:
        return import_module(module)
    except ModuleNotFoundError as error:
        if error.name is None or error.name.partition(".")[0] != module.partition(".")[0]:
            raise
        package = module.partition(".")[0]
        raise ImportError(
            tell(
                "{purpose} need {package}: python3 -m pip install -e '.[{extra}]' from a copy of "
                "the repository.",
                purpose=term(purpose),
                package=package,
                extra=extra,
            )
        ) from error
