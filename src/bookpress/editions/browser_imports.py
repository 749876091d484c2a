"""Which packages a notebook needs in the browser, where each one is fetched before it can be imported.

The library imports heavy packages only inside the functions that need them, so the notebook's own imports do not tell.
Its names lead to the library's functions, those to others, and each to what it imports.
"""

from __future__ import annotations

import ast
import csv
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import nbformat

LITE = Path(__file__).parent / "browser_edition"
LIBRARIES = {"agglomeration", "clusterbook", "explorable"}
IN_EVERY_KERNEL = {"IPython", "comm", "ipykernel"}
# What only a build of the book uses: a kernel draws no stored states.
ONLY_WHEN_BUILT = (
    "explorable/states/",
    "explorable/faces/page.py",
    "explorable/sphinx_extension.py",
)
# What the library speaks to engines with: those are a reader's own, and none is there in the browser.
ONLY_ON_A_MACHINE = {"duckdb", "ibis", "pyarrow", "pyarrow_hotfix", "pyspark"}
# Where a package's name differs from what is imported.
OTHER_NAMES = {"jupyterlab_widgets": "jupyterlab-widgets"}


def imports_of(notebook: Any, root: Path) -> set[str]:
    """Third-party modules that running a notebook may import, by their top-level names."""
    sources = [cell.source for cell in notebook.cells if cell.cell_type == "code"]
    trees = [ast.parse(source) for source in sources if not source.startswith("%")]
    found = {module for tree in trees for module in _imported(tree)}
    waiting = {name for tree in trees for name in _names(tree)}
    functions = _library(root)
    met: set[str] = set()
    while waiting:
        name = waiting.pop()
        for imports, used in functions.get(name, ()):
            found |= imports
            waiting |= used - met
        met.add(name)
    return {
        module
        for module in found
        if module not in sys.stdlib_module_names and module not in LIBRARIES
    }


@cache
def _library(root: Path) -> dict[str, list[tuple[set[str], set[str]]]]:
    """Every function and class of the library by name: what it imports, what its module imports, and names it uses."""
    known: dict[str, list[tuple[set[str], set[str]]]] = {}
    for file in (
        file for library in sorted(LIBRARIES) for file in (root / "src" / library).rglob("*.py")
    ):
        # By its whole path: another folder may have a file of the same name.
        if file.relative_to(root / "src").as_posix().startswith(ONLY_WHEN_BUILT):
            continue
        tree = _tree_of(file)
        above = _loaded_with(file, root)
        own = [node for node in tree.body if isinstance(node, (ast.FunctionDef, ast.ClassDef))]
        # A private name is its file's: a method of the same name elsewhere does not lead to it.
        said = {node.name: f"{file}:{node.name}" for node in own if node.name.startswith("_")}
        taken = {
            alias.name
            for node in tree.body
            if isinstance(node, ast.ImportFrom)
            for alias in node.names
        }
        for node in own:
            imported = (above | set(_imported(node))) - ONLY_ON_A_MACHINE
            used = {
                said.get(name, name)
                for name in _names(node)
                if not name.startswith("_") or name in said or name in taken
            }
            for name in {node.name, said.get(node.name, node.name)}:
                known.setdefault(name, []).append((imported, used))
    return known


def _loaded_with(file: Path, root: Path, met: frozenset[Path] = frozenset()) -> set[str]:
    """What a file imports when it is itself imported, with all files of the libraries that it imports."""
    tree = _tree_of(file)
    found = {module for node in tree.body for module in _imported(node, deep=False)}
    for other in _neighbours(file, root) - met - {file}:
        found |= _loaded_with(other, root, met | {file})
    return found


@cache
def _tree_of(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"))


@cache
def _neighbours(file: Path, root: Path) -> frozenset[Path]:
    """Files of the libraries that a file imports at its top."""
    found = set()
    for node in _tree_of(file).body:
        if not isinstance(node, ast.ImportFrom):
            continue
        base = file.parents[node.level - 1] if node.level else root / "src"
        place = base.joinpath(*(node.module or "").split("."))
        found |= {place.with_suffix(".py"), *(place / f"{alias.name}.py" for alias in node.names)}
    return frozenset(one for one in found if one.is_file())


def _imported(tree: ast.AST, deep: bool = True) -> Iterator[str]:
    for node in ast.walk(tree) if deep else [tree]:
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield (node.module or "").partition(".")[0]
        elif isinstance(node, ast.Call) and getattr(node.func, "id", "") == "require":
            names = [str(part.value) for part in node.args[:1] if isinstance(part, ast.Constant)]
            yield from (name.partition(".")[0] for name in names)


def _names(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.alias):
            yield node.name


@cache
def pyodide_packages() -> dict[str, dict]:
    """The packages of the edition's Pyodide, by name."""
    with open(LITE / "pyodide.csv", encoding="utf-8", newline="") as file:
        return {row["package"]: row for row in csv.DictReader(file)}


@cache
def added_wheels() -> set[str]:
    """Names of the packages that the edition brings itself."""
    lines = (LITE / "wheels.txt").read_text(encoding="utf-8").splitlines()
    return {line.partition("==")[0] for line in lines if "==" in line}


def package_of(module: str) -> str | None:
    """Name of the package that brings a module in the browser; None if there is none."""
    for name, package in pyodide_packages().items():
        if module in package["imports"].split():
            return name
    name = OTHER_NAMES.get(module, module)
    return name if name in added_wheels() else None


def packages_for(path: Path, root: Path) -> list[str]:
    """Packages that a notebook needs in the browser beyond what every kernel brings, sorted.

    Raises
    ------
    LookupError
        If the browser has no package for something that is imported.
    """
    modules = imports_of(nbformat.read(path, as_version=4), root) - IN_EVERY_KERNEL
    packages = {module: package_of(module) for module in modules}
    missing = sorted(module for module, package in packages.items() if package is None)
    if missing:
        raise LookupError(
            f"{path.name} imports {', '.join(missing)}, which the browser's Python does not have: "
            f"take another way, or add a pure Python wheel to {LITE.name}/wheels.txt."
        )
    return sorted({package for package in packages.values() if package is not None})
