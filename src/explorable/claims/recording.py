"""Record the calls of a notebook that rest on chance or on a choice: a seed, a number of draws, a threshold.

The source of each cell is rewritten before it runs: every call first asks whether the function is one to be watched.
Calls that are made while an explorable draws a state or a claim is tried are theirs, and not recorded.
"""

from __future__ import annotations

import ast
import inspect
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from types import FrameType
from typing import Any

from explorable.states.compute import call as state_of_an_explorable
from explorable.states.dependencies import being_written

from .trying import verdict

__all__ = ["CHANCE", "CHOICE", "RECORDED", "Call", "Recorder", "Rewritten", "watched"]

# Arguments that decide what chance gives; they count where anything is drawn.
CHANCE = ("seed", "draws", "runs", "histories", "level")
# Arguments for which another value would have been as good.
CHOICE = (
    "threshold",
    "neighbours",
    "resolution",
    "resolutions",
    "bandwidth",
    "quotient",
    "least_jobs",
)
RECORDED = "__recorded__"
# They look at who calls them.
_LOOK_AROUND = {"super", "locals", "globals", "vars", "dir", "eval", "exec"}
_THEIRS = {state_of_an_explorable.__code__, verdict.__code__}


@dataclass(frozen=True)
class Call:
    """One call: the number of the cell that made it, the function, and what it was given."""

    cell: int
    function: str
    values: tuple[tuple[str, str], ...]

    def __str__(self) -> str:
        return f"{self.function}({', '.join(f'{name}={value}' for name, value in self.values)})"


@dataclass
class Recorder:
    """The calls of one run. ``cell`` is the cell that runs now; while it is None, nothing is noted."""

    cell: int | None = 0
    calls: list[Call] = field(default_factory=list)

    def wrapped(self, function: Any) -> Any:
        """The function itself, or one that notes its call first."""
        return partial(self._noted, function) if _counts(function) else function

    def _noted(self, function, *args, **values):
        if self.cell is not None and not _is_theirs(sys._getframe(1)):
            try:
                bound = inspect.signature(function).bind(*args, **values)
            except TypeError:
                return function(*args, **values)  # which says better what is wrong
            bound.apply_defaults()
            if chosen := _chosen(bound.arguments):
                call = Call(self.cell, function.__name__, chosen)
                if call not in self.calls:
                    self.calls.append(call)
        return function(*args, **values)


def watched(source: str, file: str) -> Any:
    """Code of a cell in which every call goes through the name ``__recorded__``."""
    tree = ast.fix_missing_locations(Rewritten().visit(ast.parse(source, file)))
    return compile(tree, file, "exec")


class Rewritten(ast.NodeTransformer):
    """Source in which every call goes through the name ``__recorded__``."""

    def visit_Call(self, node: ast.Call) -> ast.AST:
        self.generic_visit(node)
        if isinstance(node.func, ast.Name) and node.func.id in _LOOK_AROUND:
            return node
        name = ast.Name(RECORDED, ast.Load())
        node.func = ast.copy_location(ast.Call(name, [node.func], []), node.func)
        return node


def _counts(function: Callable[..., Any]) -> bool:
    """Whether it is a function of code that is being written, beside explorables and what a notebook defines itself."""
    if not inspect.isfunction(function) or function.__module__ == "__main__":
        return False
    package = function.__module__.partition(".")[0]
    if package in ("builtins", "explorable") or not being_written(package):
        return False
    return bool({*CHANCE, *CHOICE} & set(inspect.signature(function).parameters))


def _chosen(arguments):
    """Names and values of what rests on chance or choice, defaults included."""
    drawn = arguments.get("draws", True) not in (None, 0)
    names = (*(CHANCE if drawn and _draws(arguments) else ()), *CHOICE)
    return tuple(
        (name, _short(arguments[name]))
        for name in names
        if name in arguments and arguments[name] is not None
    )


def _draws(arguments):
    """A level alone, without anything that is drawn, is not one of chance."""
    return bool({"seed", "draws", "runs", "histories"} & set(arguments))


def _short(value):
    text = repr(value)
    return text if len(text) <= 40 else f"{text[:37]}..."


def _is_theirs(frame: FrameType | None) -> bool:
    while frame is not None:
        if frame.f_code in _THEIRS:
            return True
        frame = frame.f_back
    return False
