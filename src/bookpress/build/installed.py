"""Whether the installed package registers what the book is made with.

What writes questions, pictures and whole pages is found by the names that are registered when the package is installed.
An installation older than the sources, or one that was broken off, lacks some: the pages would be built without them,
and nothing would say so.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Mapping
from importlib.metadata import entry_points
from pathlib import Path

from bookpress.place import ROOT

__all__ = ["not_registered", "refusal"]


def refusal(root: Path = ROOT) -> str:
    """The sentence with which a build is refused, and the command that mends it; empty where nothing is missing."""
    missing = not_registered(root)
    if not missing:
        return ""
    names = ", ".join(missing)
    return (
        f"The installed package does not register what pyproject.toml lists: {names}. Pages would be built without "
        f"it. Install the package again, by `{sys.executable} -m pip install -e .` in {root}."
    )


def not_registered(root: Path = ROOT) -> list[str]:
    """Entry points of ``pyproject.toml`` that the environment does not know, or knows otherwise, as *group: name*."""
    file = root / "pyproject.toml"
    if not file.is_file():
        return []
    project = tomllib.loads(file.read_text(encoding="utf-8")).get("project", {})
    listed: Mapping[str, Mapping[str, str]] = project.get("entry-points", {})
    return [
        f"{group}: {name}"
        for group, points in listed.items()
        for name, value in points.items()
        if not any(
            point.value.replace(" ", "") == value.replace(" ", "")
            for point in entry_points(group=group, name=name)
        )
    ]
