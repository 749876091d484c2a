"""Change written pages while other steps change them, too: one after the other, and no page is seen half written."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows: there, steps run one after the other
    fcntl = None  # type: ignore[assignment]  # a module that is missing

__all__ = ["SIDE_BY_SIDE", "alone", "change"]

# Whether steps can keep out of each other's way here.
SIDE_BY_SIDE = fcntl is not None


@contextmanager
def alone(site: Path) -> Iterator[None]:
    """Be the only one who changes what is written of a site."""
    with open(site.parent / f"{site.name}.lock", "w") as lock:
        if fcntl:
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def change(file: Path, how: Callable[[str], str]) -> None:
    """Put a page's changed text in its place at once; only for who is alone."""
    before = file.read_text(encoding="utf-8")
    after = how(before)
    if after != before:
        replace(file, after)


def replace(file: Path, text: str) -> None:
    """Write a file that is there at no time in part."""
    file.parent.mkdir(parents=True, exist_ok=True)
    passing = file.with_name(f"{file.name}.tmp")
    passing.write_text(text, encoding="utf-8")
    os.replace(passing, file)
