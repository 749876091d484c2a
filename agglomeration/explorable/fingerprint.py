"""What a state depends on: the function's source, what it refers to, and its arguments."""

import dis
import hashlib
import importlib.metadata
import inspect
import types
from functools import cache
from pathlib import Path

from joblib.hashing import NumpyHasher

from .errors import ExplorableError

__all__ = ["fingerprint"]

_CODE = (types.ModuleType, types.FunctionType, type)


def fingerprint(function):
    """Hash a function with everything it refers to: functions, tables, constants, and installed packages' versions."""
    return _hash(function, function.__name__, {})


def _hash(thing, name, met):
    try:
        return _Hasher(met).hash(thing)
    except ExplorableError:
        raise
    except Exception as error:
        raise ExplorableError(
            f"The function refers to {name!r}, a {type(thing).__name__}, whose content cannot be read ({error}); "
            "pass plain tables, numbers or text, so that a change in them is noticed."
        ) from error


class _Hasher(NumpyHasher):
    """Hashes content, also inside collections; code counts by what it says, not by its name."""

    def __init__(self, met):
        super().__init__()
        self.met = met  # code seen so far, held so that its identity stays its own

    def save(self, thing):
        if isinstance(thing, property):
            thing = (thing.fget, thing.fset)
        elif isinstance(thing, (classmethod, staticmethod)) or (callable(thing) and not isinstance(thing, _CODE)):
            # A cached function is a wrapper; the one that it wraps has the source.
            thing = getattr(thing, "__wrapped__", thing)
        if isinstance(thing, _CODE):
            thing = self.known(thing) or _described(thing, self.met)
        super().save(thing)

    def known(self, code):
        """The number of code seen before; None for new code, which gets one."""
        if id(code) in self.met:
            return f"code {self.met[id(code)][0]}"
        self.met[id(code)] = len(self.met), code
        return None


def _described(thing, met):
    """What a piece of code says, and hashes of all that it refers to."""
    if isinstance(thing, types.ModuleType):
        return _module(thing.__name__.partition(".")[0])
    if thing.__module__ != "__main__":
        held = inspect.getclosurevars(thing).nonlocals if isinstance(thing, types.FunctionType) else {}
        said = f"{thing.__qualname__} {_module((thing.__module__ or 'builtins').partition('.')[0])}"
    elif isinstance(thing, type):
        held = {name: value for name, value in vars(thing).items() if not name.startswith("__") or callable(value)}
        held["bases"], said = thing.__bases__, thing.__qualname__
    else:
        held, said = _references(thing), _source(thing)
    return said, [(name, _hash(value, name, met)) for name, value in sorted(held.items())]


def _references(function):
    """Names a function and the functions inside it use, with what they stand for; defaults too."""
    named = {name: function.__globals__[name] for name in _names(function.__code__) if name in function.__globals__}
    named |= inspect.getclosurevars(function).nonlocals
    named |= {f"default {i}": value for i, value in enumerate(function.__defaults__ or ())}
    return named | (function.__kwdefaults__ or {})


def _names(code):
    for step in dis.get_instructions(code):
        if step.opname in ("LOAD_GLOBAL", "LOAD_NAME"):
            yield step.argval
        elif isinstance(step.argval, types.CodeType):
            yield from _names(step.argval)


def _source(function):
    try:
        return inspect.getsource(function.__code__)  # of a wrapper itself, not of what it wraps
    except (OSError, TypeError):
        return repr(_instructions(function.__code__))


def _instructions(code):
    """What compiled code does, without the addresses and lines that differ from run to run."""
    return [
        (step.opname, _instructions(step.argval) if isinstance(step.argval, types.CodeType) else step.argrepr)
        for step in dis.get_instructions(code)
    ]


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
            return f"{package} {getattr(module, '__version__', '')}"
    digest = hashlib.sha256()
    for source in sorted(Path(file).parent.rglob("*.py")):
        digest.update(source.read_bytes())
    return digest.hexdigest()
