"""Make every edition of a built book at the same time: each is a step of its own that writes files of its own."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from bookpress.pages.changing import SIDE_BY_SIDE
from bookpress.place import ROOT

__all__ = ["EDITIONS", "editions"]

# The longest first, so that none is left running alone at the end.
EDITIONS = ("pdf", "lite", "slides", "assignments")


def editions(root: Path = ROOT, steps: tuple[str, ...] = EDITIONS) -> int:
    """Run the steps, each in a process of its own; return the first exit code that is not 0."""
    at_once = (os.cpu_count() or 1) if SIDE_BY_SIDE else 1
    with ThreadPoolExecutor(min(at_once, len(steps))) as pool:
        return next(filter(None, list(pool.map(lambda step: _run(step, root), steps))), 0)


def _run(step: str, root: Path) -> int:
    started = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "bookpress", step],
        cwd=root,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    outcome = f"failed ({done.returncode})" if done.returncode else "done"
    # What steps say stays together.
    print(
        f"--- {step}: {outcome}, {time.monotonic() - started:.0f} s\n{done.stdout}",
        end="",
        flush=True,
    )
    return done.returncode
