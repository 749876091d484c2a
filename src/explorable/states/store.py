"""States on disk, so that a build computes only what has changed."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import matplotlib as mpl
import numpy
import pandas

from explorable.words import language

__all__ = ["MOST_BYTES", "Store", "empty_to_size", "home"]

_EXPLORABLE = Path(__file__).parents[1]
# What decides what a stored state holds; the other files only show it. Fonts count: layout is measured in them.
_MAKERS = (
    "drawing/*.py",
    "drawing/fonts/*.ttf",
    "states/compute.py",
    "states/store.py",
    "view.py",
    "formatting.py",
    "words.py",
)
# The store is emptied to this size, what was used longest ago first.
MOST_BYTES = 600_000_000


def home() -> Path:
    """The folder of all stored states."""
    place = (
        os.environ.get("EXPLORABLE_CACHE")
        or os.environ.get("XDG_CACHE_HOME")
        or Path.home() / ".cache"
    )
    return Path(place) / "explorable"


@cache
def _makers():
    """Hash of the files that decide what a state holds."""
    digest = hashlib.sha256()
    for pattern in _MAKERS:
        for file in sorted(_EXPLORABLE.glob(pattern)):
            digest.update(file.read_bytes())
    return digest.digest()


def empty_to_size(most: int = MOST_BYTES) -> int:
    """Drop the states that were not used for longest until the store holds at most ``most`` bytes.

    Returns
    -------
    int
        How many functions' states were dropped.
    """
    folders = [folder for folder in home().glob("*") if folder.is_dir()]
    sizes = {folder: sum(file.stat().st_size for file in folder.iterdir()) for folder in folders}
    excess, dropped = sum(sizes.values()) - most, 0
    for folder in sorted(folders, key=lambda each: each.stat().st_mtime):
        if excess <= 0:
            break
        shutil.rmtree(folder, ignore_errors=True)
        excess, dropped = excess - sizes[folder], dropped + 1
    return dropped


class Store:
    """States on disk, one small file each, named by all that they depend on."""

    def __init__(self, function_hash: str, name: str) -> None:
        versions = f"{mpl.__version__} {numpy.__version__} {pandas.__version__}"
        beside = f"{versions} {language()}".encode()
        self.base = hashlib.sha256(_makers() + beside + function_hash.encode()).hexdigest()
        self.folder = home() / f"{name}-{self.base[:16]}"
        if self.folder.exists():
            # Used today: what has not been used for longest goes first.
            os.utime(self.folder)

    def _file(self, state):
        return (
            self.folder
            / f"{hashlib.sha256(repr(sorted(state.items())).encode()).hexdigest()[:24]}.json"
        )

    def has(self, state: Mapping[str, Any]) -> bool:
        return self._file(state).exists()

    def get(self, state: Mapping[str, Any]) -> dict[str, Any]:
        return json.loads(self._file(state).read_text(encoding="utf-8"))

    def put(self, state: Mapping[str, Any], result: Mapping[str, Any]) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        file = self._file(state)
        part = file.with_suffix(f".{os.getpid()}")
        part.write_text(json.dumps(result, ensure_ascii=False), encoding="utf-8")
        part.replace(file)
