"""Which edition a page belongs to, and when its source last changed."""

from __future__ import annotations

import datetime
import subprocess
from functools import cache
from pathlib import Path

import yaml


@cache
def edition(root: Path) -> str:
    """The version that ``CITATION.cff`` names."""
    return str(yaml.safe_load((root / "CITATION.cff").read_text(encoding="utf-8"))["version"])


@cache
def last_changes(root: Path) -> dict[str, datetime.date]:
    """Day of the last recorded change of each file of the book; nothing where there is no history."""
    try:
        # A shallow clone has one commit, on whose day everything would seem to have changed.
        if _git(root, "rev-parse", "--is-shallow-repository").strip() != "false":
            return {}
        history = _git(root, "log", "--format=%x00%cs", "--name-only", "--", "book")
    except (OSError, subprocess.CalledProcessError):
        return {}
    days: dict[str, datetime.date] = {}
    for record in history.split("\0")[1:]:  # newest first
        day, *files = record.split("\n")
        for file in filter(None, files):
            days.setdefault(file, datetime.date.fromisoformat(day))
    return days


def _git(root: Path, *arguments: str) -> str:
    return subprocess.run(
        ["git", "-C", str(root), *arguments], capture_output=True, text=True, check=True
    ).stdout


def in_words(day: datetime.date) -> str:
    """A date as a sentence says it.

    Examples
    --------
    >>> in_words(datetime.date(2026, 3, 5))
    '5 March 2026'
    """
    return f"{day.day} {day:%B %Y}"
