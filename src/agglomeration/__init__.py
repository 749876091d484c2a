"""Indicators for the study of industrial clusters, on labelled tables.

``import agglomeration as ag; ag.location_quotient(table)``: every public function of the indicators is
a name of this package. The names stand once, in the stub beside this file, where editors find them; a
module loads when one of its names is first used, so the import itself costs little.
"""

import ast
from importlib import import_module
from pathlib import Path

from .former_names import FormerNames, former, registered

# Each name of the stub, and the module that has it. Read here rather than by a package for it: the edition in the
# browser would fetch that package from another place before the first cell could run.
_HOMES = {
    alias.name: f"{__name__}.{node.module}"
    for node in ast.parse(Path(__file__).with_suffix(".pyi").read_text(encoding="utf-8")).body
    if isinstance(node, ast.ImportFrom)
    for alias in node.names
}
# Folders that are reached as attributes, ``ag.report.examples``; the others come from beside this package.
FOLDERS = ("indicators", "report")

__all__ = sorted(_HOMES)

FormerNames.install()


def __getattr__(name):
    if name in FOLDERS:
        return import_module(f"{__name__}.{name}")
    if name in registered():
        return registered()[name].load()
    if f"{__name__}.{name}" in former():
        return import_module(f"{__name__}.{name}")
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = globals()[name] = getattr(import_module(_HOMES[name]), name)
    return value


def __dir__():
    return sorted({*_HOMES, *FOLDERS, *registered()})
