"""What a module rests on: an installed package's version; for code that is being written, the files that it uses."""

from __future__ import annotations

import ast
import hashlib
import importlib.metadata
import importlib.util
import site
import sys
import sysconfig
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dis import Instruction

__all__ = ["attributes_used", "being_written", "content"]


@cache
def content(module: str) -> str:
    """Hash of a module: its own file and those it imports from the same package, or an installed package's version.

    Of Python files what they do counts, not how it is explained: a comma in a docstring makes no state anew.
    A module that reads data files says so by a function ``__reads__`` that returns their folder.
    """
    package = module.partition(".")[0]
    if not being_written(package):
        return _version(package)
    digest = hashlib.sha256()
    for file in sorted(_files(module)):
        digest.update(_behaviour(file.read_bytes()) if file.suffix == ".py" else file.read_bytes())
    return digest.hexdigest()


@cache
def _behaviour(source):
    """Hash of Python source without comments and docstrings."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)):
            first = node.body[0] if node.body else None
            if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
                node.body = node.body[1:]
    return hashlib.sha256(ast.dump(tree).encode()).digest()


@cache
def being_written(package: str) -> bool:
    """Whether a package's files lie outside the places where packages are installed."""
    file = _file_of(package)
    # A frozen or built-in module has no file; what lies where Python keeps packages does not change while we work.
    return file is not None and not any(
        file.resolve().is_relative_to(place) for place in _installed()
    )


@cache
def _installed():
    """The folders in which Python keeps its own modules and installed packages."""
    places = {sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib")}
    return {
        Path(place).resolve()
        for place in (*places, *site.getsitepackages(), site.getusersitepackages())
    }


def attributes_used(steps: Sequence[Instruction], name: str, thing: Any) -> dict[str, Any]:
    """What a function takes from a module of code that is being written: ``{"module.name": thing}``.

    ``steps`` are the function's instructions. A module that is passed on as a whole counts as a whole.
    """
    used = {}
    for position, step in enumerate(steps):
        if step.opname not in ("LOAD_GLOBAL", "LOAD_NAME") or step.argval != name:
            continue
        path, found = name, thing
        for follower in steps[position + 1 :]:
            if not hasattr(found, "__path__") and not hasattr(found, "__spec__"):
                break
            if follower.opname not in ("LOAD_ATTR", "LOAD_METHOD") or not hasattr(
                found, follower.argval
            ):
                break
            path, found = f"{path}.{follower.argval}", getattr(found, follower.argval)
        used[path] = found
    return used


def _version(package):
    try:
        return f"{package} {importlib.metadata.version(package)}"
    except importlib.metadata.PackageNotFoundError:
        return f"{package} {getattr(sys.modules.get(package), '__version__', '')}"


def _file_of(module):
    loaded = sys.modules.get(module)
    if loaded is not None:
        file = getattr(loaded, "__file__", None)
        return Path(file) if file else None
    try:
        spec = importlib.util.find_spec(module)
    except (ImportError, ValueError):
        return None
    return Path(spec.origin) if spec and spec.origin and spec.origin.endswith(".py") else None


def _files(module):
    """All files of its package that a module needs, found by reading the import statements; what those read too."""
    package = module.partition(".")[0]
    waiting, files, met = [module], set(), set()
    while waiting:
        name = waiting.pop()
        file = _file_of(name)
        if name in met or file is None:
            continue
        met.add(name)
        # A package that loads its modules on demand does not say which: all of them count.
        files |= (
            set(file.parent.rglob("*.py"))
            if name == package and file.name == "__init__.py"
            else {file}
        )
        files |= _read_by(name)
        waiting += [other for other in _imported(name, file) if other.partition(".")[0] == package]
    return files


def _read_by(module):
    reads = getattr(sys.modules.get(module), "__reads__", None)
    return {path for path in reads().iterdir() if path.is_file()} if reads else set()


def _imported(module, file):
    """Names of modules that a file imports, anywhere in it."""
    home = module if file.name == "__init__.py" else module.rpartition(".")[0]
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = (
                ".".join(home.split(".")[: len(home.split(".")) - node.level + 1])
                if node.level
                else ""
            )
            source = ".".join(part for part in (base, node.module) if part)
            inside = [
                f"{source}.{alias.name}"
                for alias in node.names
                if _file_of(f"{source}.{alias.name}")
            ]
            yield from inside
            if len(inside) < len(node.names):
                yield source
