"""The cells of a stored notebook, for whoever only looks at them.

They are read as plain JSON: nbformat holds each notebook against its schema, and loading it takes a second, which
every kernel that looks at its own chapter would pay.
"""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

__all__ = ["Cell", "cells", "metadata"]


class Cell(NamedTuple):
    """One cell: code, markdown or raw, its source, what is noted about it, and what it gave."""

    kind: str
    source: str
    metadata: dict[str, Any]
    outputs: list[dict[str, Any]]


def cells(path: Path, kind: str | None = None) -> list[Cell]:
    """The cells of a notebook, or those of one kind."""
    return [cell for cell in _notebook(path)[0] if kind in (None, cell.kind)]


def metadata(path: Path) -> dict[str, Any]:
    """What is noted about a notebook as a whole."""
    return _notebook(path)[1]


def _notebook(path: Path) -> tuple[list[Cell], dict[str, Any]]:
    status = path.stat()
    return _read(path, status.st_mtime_ns, status.st_size)


# All of the book's notebooks are fewer than this.
@lru_cache(maxsize=256)
def _read(path: Path, _time: int, _size: int) -> tuple[list[Cell], dict[str, Any]]:
    stored = json.loads(path.read_text(encoding="utf-8"))
    found = [
        Cell(
            cell["cell_type"],
            _joined(cell["source"]),
            cell["metadata"],
            [_output(output) for output in cell.get("outputs", ())],
        )
        for cell in stored["cells"]
    ]
    return found, stored["metadata"]


def _output(output: dict[str, Any]) -> dict[str, Any]:
    data = {kind: _joined(value) for kind, value in output.get("data", {}).items()}
    text = {"text": _joined(output["text"])} if "text" in output else {}
    return {**output, **({"data": data} if "data" in output else {}), **text}


def _joined(value: Any) -> Any:
    """A text is stored as a whole or as the list of its lines; what is no text, as it is."""
    lines = isinstance(value, list) and all(isinstance(line, str) for line in value)
    return "".join(value) if lines else value
