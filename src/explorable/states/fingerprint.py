"""What a state depends on: the function's source, what it refers to, and its arguments."""

from __future__ import annotations

import ast
import dis
import inspect
import textwrap
import types
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
from joblib.hashing import NumpyHasher

from explorable.errors import ExplorableError
from explorable.words import quoted, tell

from .dependencies import attributes_used, being_written, content

__all__ = ["fingerprint", "fingerprint_of"]

_CODE = (types.ModuleType, types.FunctionType, type)
_MASKED = (pd.arrays.IntegerArray, pd.arrays.FloatingArray, pd.arrays.BooleanArray)


def fingerprint(function: Callable[..., Any]) -> str:
    """Hash a function with everything it refers to: functions, tables, constants, and installed packages' versions."""
    return _hash(function, function.__name__, {})


def fingerprint_of(name: str, things: Any, *, rounded: bool = False) -> str:
    """Hash several things at once, functions among them, each with everything it refers to.

    With ``rounded`` numbers count by some seven digits: sums that another processor or number of threads adds up in
    another order are the same.
    """
    return _hash(things, name, {}, _Rounding if rounded else _Hasher)


def _hash(thing, name, met, hasher=None):
    try:
        return (hasher or _Hasher)(met).hash(thing)
    except ExplorableError:
        raise
    except Exception as error:
        raise ExplorableError(
            tell(
                "The function refers to {name}, a {type}, whose content cannot be read "
                "({error}); pass plain tables, numbers or text, so that a change in them is "
                "noticed.",
                name=quoted(name),
                type=type(thing).__name__,
                error=error,
            )
        ) from error


class _Hasher(NumpyHasher):
    """Hashes content, also inside collections; code counts by what it says, not by its name."""

    def __init__(self, met):
        super().__init__()
        self.met = met  # code seen so far, held so that its identity stays its own

    def save(self, thing):
        if isinstance(thing, property):
            thing = (thing.fget, thing.fset)
        elif isinstance(thing, (classmethod, staticmethod)) or (
            callable(thing) and not isinstance(thing, _CODE)
        ):
            # A cached function is a wrapper; the one that it wraps has the source.
            thing = getattr(thing, "__wrapped__", thing)
        elif isinstance(thing, _MASKED):
            # The first look at such an array leaves what pandas remembers of it inside; that is no part of its content.
            thing = (
                str(thing.dtype),
                thing.to_numpy(thing.dtype.numpy_dtype, na_value=0),
                thing.isna(),
            )
        if isinstance(thing, _CODE):
            thing = self.known(thing) or _described(thing, self.met, type(self))
        super().save(thing)

    def known(self, code):
        """The number of code seen before; None for new code, which gets one."""
        if id(code) in self.met:
            return f"code {self.met[id(code)][0]}"
        self.met[id(code)] = len(self.met), code
        return None


class _Rounding(_Hasher):
    """Numbers by some seven digits."""

    def save(self, thing):
        if isinstance(thing, (float, np.floating)):
            thing = float(np.float32(thing))
        elif isinstance(thing, np.ndarray) and thing.dtype == np.float64:
            # What is too large for the shorter form is as good as infinite.
            with np.errstate(over="ignore"):
                thing = thing.astype(np.float32)
        super().save(thing)


def _described(thing, met, hasher):
    """What a piece of code says, and hashes of all that it refers to."""
    if isinstance(thing, types.ModuleType):
        return content(thing.__name__)
    if thing.__module__ != "__main__":
        held = (
            inspect.getclosurevars(thing).nonlocals if isinstance(thing, types.FunctionType) else {}
        )
        said = f"{thing.__qualname__} {content(thing.__module__ or 'builtins')}"
    elif isinstance(thing, type):
        held = {
            name: value
            for name, value in vars(thing).items()
            if not name.startswith("__") or callable(value)
        }
        held["bases"], said = thing.__bases__, thing.__qualname__
    else:
        held, said = _references(thing), _source(thing)
    return said, [(name, _hash(value, name, met, hasher)) for name, value in sorted(held.items())]


def _references(function):
    """Names a function and the functions inside it use, with what they stand for; defaults too.

    Names between double underscores are those of Python and its tools, not the author's.
    """
    steps = list(_steps(function.__code__))
    named = {}
    for name in sorted(
        {step.argval for step in steps if step.opname in ("LOAD_GLOBAL", "LOAD_NAME")}
    ):
        if name in function.__globals__ and not name.startswith("__"):
            thing = function.__globals__[name]
            written = isinstance(thing, types.ModuleType) and being_written(
                thing.__name__.partition(".")[0]
            )
            named |= attributes_used(steps, name, thing) if written else {name: thing}
    named |= inspect.getclosurevars(function).nonlocals
    named |= {f"default {i}": value for i, value in enumerate(function.__defaults__ or ())}
    return named | (function.__kwdefaults__ or {})


def _steps(code):
    """The instructions of compiled code and of the functions inside it."""
    for step in dis.get_instructions(code):
        yield step
        if isinstance(step.argval, types.CodeType):
            yield from _steps(step.argval)


def _source(function):
    try:
        source = inspect.getsource(function.__code__)  # of a wrapper itself, not of what it wraps
    except (OSError, TypeError):
        return repr(_instructions(function.__code__))
    return _without_decorators(source)


def _without_decorators(source):
    """A function from its ``def`` on: what a decorator makes of it is hashed by itself, its words change nothing."""
    try:
        node = ast.parse(textwrap.dedent(source)).body[0]
    except SyntaxError:  # a lambda is cut out of its line
        return source
    first = node.lineno if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) else 1
    return "".join(source.splitlines(keepends=True)[first - 1 :])


def _instructions(code):
    """What compiled code does, without the addresses and lines that differ from run to run."""
    return [
        (
            step.opname,
            _instructions(step.argval) if isinstance(step.argval, types.CodeType) else step.argrepr,
        )
        for step in dis.get_instructions(code)
    ]
