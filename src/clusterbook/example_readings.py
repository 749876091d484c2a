"""What the library's reading says of the example in a function's own docstring."""

from __future__ import annotations

import ast
import contextlib
import doctest
import inspect
import io
import warnings
from collections.abc import Iterator
from functools import cache
from typing import Any

import agglomeration as ag

from .indicator_catalogue import every_name

__all__ = ["reading_of_example"]


@cache
def reading_of_example(name: str) -> str | None:
    """Return what ``ag.read`` says of the first call in a function's example.

    Parameters
    ----------
    name : str
        A public name of ``agglomeration``.

    Returns
    -------
    str or None
        None where the function has no reading, its example no call, or the example needs to be told what to read.

    Examples
    --------
    >>> "of steel in Linz" in reading_of_example("location_quotient")
    True
    >>> reading_of_example("check_table") is None
    True
    """
    function = getattr(ag, name)
    if not _has_reading(function):
        return None
    names: dict[str, Any] = {"agglomeration": ag, "ag": ag, **_public()}
    with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
        warnings.simplefilter("ignore")
        for statement in _statements(inspect.getdoc(function) or ""):
            if call := _call_of(name, statement):
                given = [eval(_code(one), names) for one in call.args]
                named = {one.arg: eval(_code(one.value), names) for one in call.keywords if one.arg}
                try:
                    return ag.read(function, *given, **named)
                except (TypeError, ValueError):
                    return None
            exec(compile(ast.Module([statement], []), "<example>", "exec"), names)
    return None


def _has_reading(function: Any) -> bool:
    """Whether a function that is read without its arguments misses them, or has no reading at all."""
    try:
        ag.read(function)
    except TypeError:
        return True
    except ValueError:
        return False
    return True


def _public() -> dict[str, Any]:
    """The names that an example may use without importing them, as where it runs as a test."""
    return {name: getattr(ag, name) for name in every_name()}


def _statements(doc: str) -> Iterator[ast.stmt]:
    for example in doctest.DocTestParser().get_examples(doc):
        yield from ast.parse(example.source).body


def _call_of(name: str, statement: ast.stmt) -> ast.Call | None:
    for node in ast.walk(statement):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name:
            return node
    return None


def _code(node: ast.expr) -> Any:
    return compile(ast.Expression(node), "<example>", "eval")
