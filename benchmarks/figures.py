"""Figures of the house: what lies in each folder, how long functions are, what is typed, who imports whom.

Run it as ``make figures``, or ``python -m benchmarks.figures``. It reads the sources and measures no time.
"""

from __future__ import annotations

import ast
import io
import json
import tokenize
from collections.abc import Iterator
from itertools import combinations, permutations
from pathlib import Path
from statistics import median
from typing import NamedTuple

import grimp

SOURCE = Path(__file__).parents[1] / "src"
BOOK = SOURCE.with_name("book")
PACKAGES = ("agglomeration", "bookpress", "clusterbook", "explorable")
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


class Module(NamedTuple):
    """What is counted of one file."""

    path: Path
    lines: int
    code: int
    comments: int
    functions: list[tuple[int, str]]
    public: list[bool]


def measured(path: Path) -> Module:
    """Count one file. Code is what is neither empty, comment nor docstring."""
    text = path.read_text(encoding="utf-8")
    tree = ast.parse(text)
    words = {
        line
        for node in ast.walk(tree)
        if isinstance(node, (ast.Module, ast.ClassDef, *FUNCTIONS))
        and ast.get_docstring(node, clean=False) is not None
        for line in range(node.body[0].lineno, (node.body[0].end_lineno or 0) + 1)
    }
    tokens = list(tokenize.generate_tokens(io.StringIO(text).readline))
    layout = {
        tokenize.COMMENT,
        tokenize.NL,
        tokenize.NEWLINE,
        tokenize.INDENT,
        tokenize.DEDENT,
        tokenize.ENDMARKER,
    }
    code = {
        line
        for token in tokens
        if token.type not in layout
        for line in range(token.start[0], token.end[0] + 1)
    } - words
    functions = [node for node in ast.walk(tree) if isinstance(node, FUNCTIONS)]
    return Module(
        path,
        text.count("\n"),
        len(code),
        sum(token.type == tokenize.COMMENT for token in tokens),
        [(len(code & _lines(node)), f"{path.stem}.{node.name}") for node in functions],
        [_is_annotated(node) for node in _public(tree)],
    )


def _lines(node: ast.AST) -> set[int]:
    return set(range(node.lineno, node.end_lineno + 1))  # type: ignore[attr-defined]


def _public(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """What a module offers in ``__all__``: functions, and methods of classes without an underscore."""
    offered = {
        name
        for node in tree.body
        # A list that is computed joins what other modules offer.
        if isinstance(node, ast.Assign)
        and ast.unparse(node.targets[0]) == "__all__"
        and isinstance(node.value, (ast.List, ast.Tuple))
        for part in node.value.elts
        if isinstance(part, ast.Constant)
        for name in [part.value]
    }
    for node in tree.body:
        if getattr(node, "name", None) in offered:
            for part in node.body if isinstance(node, ast.ClassDef) else [node]:
                if isinstance(part, FUNCTIONS) and not part.name.startswith("_"):
                    yield part


def _is_annotated(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    given = function.args
    arguments = [*given.posonlyargs, *given.args, *given.kwonlyargs, given.vararg, given.kwarg]
    return function.returns is not None and all(
        argument.annotation is not None or argument.arg in ("self", "cls")
        for argument in arguments
        if argument is not None
    )


def folders(modules: list[Module]) -> dict[str, list[Module]]:
    """Modules by the folder in which they lie."""
    found: dict[str, list[Module]] = {}
    for module in modules:
        found.setdefault(module.path.parent.relative_to(SOURCE).as_posix(), []).append(module)
    return dict(sorted(found.items()))


def imports(package: str, graph: grimp.ImportGraph) -> tuple[int, int]:
    """Arrows between the rooms of a package (its modules and folders), and pairs of rooms that import each other.

    A pair counts also where it leads over other rooms: what is left out of every circle stands above or below.
    """
    rooms = sorted(graph.find_children(package))
    inside = {room: {room, *graph.find_descendants(room)} for room in rooms}
    room_of = {module: room for room, modules in inside.items() for module in modules}
    arrows = {
        (room, room_of[imported])
        for room, modules in inside.items()
        for module in modules
        for imported in graph.find_modules_directly_imported_by(module)
        if imported in room_of and room_of[imported] != room
    }
    reach = set(arrows)
    for over, above, below in permutations(rooms, 3):
        if (above, over) in reach and (over, below) in reach:
            reach.add((above, below))
    return len(arrows), sum(
        (one, other) in reach and (other, one) in reach for one, other in combinations(rooms, 2)
    )


def cells() -> list[str]:
    """Lines of code in the usual cell of each chapter, without empty ones and comments: a chapter is to be read."""
    chapters = {}
    for path in sorted(BOOK.rglob("*.ipynb")):
        sources = [
            "".join(cell["source"]).splitlines()
            for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]
            if cell["cell_type"] == "code"
        ]
        kept = [
            [line for line in lines if line.strip() and not line.strip().startswith("#")]
            for lines in sources
        ]
        if kept:
            name = path.relative_to(BOOK).with_suffix("").as_posix()
            chapters[name] = median(map(len, kept))
    longest = sorted(chapters, key=lambda name: -chapters[name])[:5]
    return [
        f"usual cell: {median(chapters.values()):.0f} lines; the longest usual cells: "
        + ", ".join(f"{name} {chapters[name]:.0f}" for name in longest)
    ]


def table() -> str:
    """All figures, as text."""
    modules = [
        measured(path) for package in PACKAGES for path in sorted((SOURCE / package).rglob("*.py"))
    ]
    by_folder = folders(modules)
    lines = [f"{'folder':44} files  lines   code"]
    lines += [
        f"{name:44} {len(held):5} {sum(m.lines for m in held):6} {sum(m.code for m in held):6}"
        for name, held in by_folder.items()
    ]
    largest = max(by_folder, key=lambda name: len(by_folder[name]))
    lines += ["", f"largest folder: {largest}, {len(by_folder[largest])} files", ""]
    lines.append(f"{'package':14} functions median longest  typed  comments per 100 lines of code")
    for package in PACKAGES:
        held = [m for m in modules if m.path.is_relative_to(SOURCE / package)]
        functions = sorted(function for m in held for function in m.functions)
        public = [flag for m in held for flag in m.public]
        code, comments = sum(m.code for m in held), sum(m.comments for m in held)
        length, name = functions[-1]
        lines.append(
            f"{package:14} {len(functions):9} {median(n for n, _ in functions):6.0f} {length:7} "
            f"{sum(public) / len(public):6.1%} {100 * comments / code:9.1f}    longest: {name}"
        )
    # What is imported for an annotation alone is not there when the code runs.
    graph = grimp.build_graph(*PACKAGES, exclude_type_checking_imports=True)
    lines += ["", f"{'imports inside':28} arrows circles"]
    for package in (*PACKAGES, "agglomeration.indicators"):
        arrows, circles = imports(package, graph)
        lines.append(f"{package:28} {arrows:6} {circles:7}")
    lines += ["", *cells()]
    return "\n".join(lines)


if __name__ == "__main__":
    print(table())
