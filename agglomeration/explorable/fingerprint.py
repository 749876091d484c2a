"""What a state depends on: the function's source, what it refers to, and its arguments."""

import hashlib
import importlib.metadata
import inspect
import types
from functools import cache
from pathlib import Path

import joblib

from .errors import ExplorableError

__all__ = ["fingerprint"]


def fingerprint(function):
    """Hash a function with everything it refers to: functions, tables, constants, and installed packages' versions."""
    seen = {}
    _visit(function, function.__name__, seen)
    return hashlib.sha256(repr(sorted(seen.items())).encode()).hexdigest()


def _visit(thing, name, seen):
    if name in seen:
        return
    if isinstance(thing, types.ModuleType):
        seen[name] = _module(thing.__name__.partition(".")[0])
    elif isinstance(thing, types.FunctionType) and thing.__module__ == "__main__":
        seen[name] = _source(thing)
        for inner, value in _references(thing):
            _visit(value, f"{name}.{inner}" if inner in seen else inner, seen)
    elif isinstance(thing, (types.FunctionType, type, types.BuiltinFunctionType)):
        seen[name] = f"{thing.__qualname__} {_module((thing.__module__ or 'builtins').partition('.')[0])}"
        if isinstance(thing, types.FunctionType):
            _visit_references(thing, name, seen)
    else:
        seen[name] = _content(thing, name)


def _visit_references(function, name, seen):
    """Data a library function closes over counts; its source is counted with its package."""
    for inner, value in inspect.getclosurevars(function).nonlocals.items():
        _visit(value, f"{name}.{inner}", seen)


def _references(function):
    """Names a function and the functions inside it use, with what they stand for."""
    named = {name: function.__globals__[name] for name in _names(function.__code__) if name in function.__globals__}
    named |= inspect.getclosurevars(function).nonlocals
    named |= {f"default {i}": value for i, value in enumerate(function.__defaults__ or ())}
    return sorted(named.items())


def _names(code):
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            yield from _names(constant)
    yield from code.co_names


def _source(function):
    try:
        return inspect.getsource(function)
    except (OSError, TypeError):
        return repr((function.__code__.co_code, function.__code__.co_names, function.__code__.co_consts))


def _content(thing, name):
    try:
        return joblib.hash(thing)
    except Exception as error:
        raise ExplorableError(
            f"The function refers to {name!r}, a {type(thing).__name__}, whose content cannot be read ({error}); "
            "pass plain tables, numbers or text, so that a change in them is noticed."
        ) from error


@cache
def _module(package):
    """An installed package counts by its version, one that is being written by its files."""
    try:
        module = __import__(package)
    except ImportError:
        return package
    file = getattr(module, "__file__", None)
    if file is None:
        return package
    if "site-packages" in file or "lib/python" in file:
        try:
            return f"{package} {importlib.metadata.version(package)}"
        except importlib.metadata.PackageNotFoundError:
            return package
    digest = hashlib.sha256()
    for source in sorted(Path(file).parent.rglob("*.py")):
        digest.update(source.read_bytes())
    return digest.hexdigest()
