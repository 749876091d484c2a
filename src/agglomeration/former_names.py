"""Names from beside the library: rooms that other packages register, and import paths of the last edition.

The library imports nothing of the book. What it needs from there, and what lay inside it once, is named by
the package that has it, as an entry point.
"""

from __future__ import annotations

import importlib
import importlib.abc
import importlib.util
import sys
import warnings
from collections.abc import Sequence
from functools import cache
from importlib.machinery import ModuleSpec
from importlib.metadata import EntryPoint, entry_points
from types import ModuleType

from .words import tell

__all__ = ["FormerNames", "registered"]

OWN = {"", "__main__", "former_names", "indicators", "words"}
ROOMS = "agglomeration.rooms"
FORMER = "agglomeration.former_names"


@cache
def registered() -> dict[str, EntryPoint]:
    """Return ``{name: entry point}`` of the rooms that other packages offer as ``ag.<name>``."""
    return {point.name: point for point in entry_points(group=ROOMS)}


@cache
def former():
    """Return ``{old module: new module}``, as the packages that took modules over say it."""
    return {old: new for point in entry_points(group=FORMER) for old, new in point.load().items()}


class FormerNames(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Imports of a module's former path give the module where it is now, with a warning."""

    def __init__(self) -> None:
        self._specs: dict[str, ModuleSpec | None] = {}

    @classmethod
    def install(cls) -> None:
        """Ask this finder first; a second import of the package installs no second one.

        First, since a folder that has moved still is a package with a path: the usual finder would load its modules
        once more, under their former names.
        """
        if not any(isinstance(finder, cls) for finder in sys.meta_path):
            sys.meta_path.insert(0, cls())

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """A spec for a path that has moved; None for all others."""
        package, _, inside = fullname.partition(".")
        # What is the library's own is told without asking who else has registered something.
        if (
            package != "agglomeration"
            or inside.partition(".")[0] in OWN
            or fullname not in former()
        ):
            return None
        return importlib.util.spec_from_loader(fullname, self, is_package=True)

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        """The module itself, so that there is one of each and not two."""
        new = former()[spec.name]
        warnings.warn(
            tell(
                "{old} is now {new}: change the import. The old path goes with the next edition.",
                old=spec.name,
                new=new,
            ),
            FutureWarning,
            # Python itself skips the frames of the import system.
            stacklevel=2,
        )
        module = importlib.import_module(new)
        self._specs[spec.name] = module.__spec__
        return module

    def exec_module(self, module: ModuleType) -> None:
        """Nothing to run; but the import system has just written the old path's spec into the module."""
        if module.__spec__ is not None:
            module.__spec__ = self._specs[module.__spec__.name]
