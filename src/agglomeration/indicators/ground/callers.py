"""Where a warning points: the reader's own line."""

from __future__ import annotations

import sys

__all__ = ["lines_up"]


def lines_up() -> int:
    """How many calls up a reader's own line stands: the first one outside this library, whatever wraps a function."""
    level, frame = 1, sys._getframe(1)
    while frame.f_back is not None and frame.f_globals.get("__name__", "").startswith(
        "agglomeration."
    ):
        level, frame = level + 1, frame.f_back
    return level
