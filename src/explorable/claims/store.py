"""Results beside their chapter: ``tripod.claims.json`` beside ``tripod.ipynb``."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path

from explorable.errors import ExplorableError

from . import faults
from .result import Result

__all__ = [
    "ENDING",
    "all_results",
    "file_of",
    "find",
    "home_of",
    "python_of",
    "read",
    "this_python",
    "write",
]

ENDING = ".claims.json"


def this_python() -> str:
    """What can compare fingerprints: another version of Python reads the same code differently.

    Without pyarrow pandas keeps text in another way, and the same tables have other fingerprints. Results are tried
    where it is installed.
    """
    version = "{}.{}".format(*sys.version_info)
    return version if find_spec("pyarrow") else f"{version} without pyarrow"


def file_of(chapter: Path) -> Path:
    """Where the results of a chapter are stored."""
    return chapter.with_name(chapter.stem + ENDING)


def read(file: Path) -> dict[str, Result]:
    """Results by the names of their claims; none where there is no file."""
    if not file.is_file():
        return {}
    try:
        stored = json.loads(file.read_text(encoding="utf-8"))["claims"]
        return {name: Result(**values) for name, values in stored.items()}
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ExplorableError(faults.unreadable(file.name, str(error))) from error


def python_of(file: Path) -> str | None:
    """The version of Python with which a file's results were computed."""
    return (
        json.loads(file.read_text(encoding="utf-8")).get("python", "") if file.is_file() else None
    )


def write(file: Path, results: Mapping[str, Result]) -> None:
    """Store the results of a chapter; a chapter without claims has no file."""
    if not results:
        file.unlink(missing_ok=True)
        return
    kept = {
        "python": this_python(),
        "claims": {name: result.plain() for name, result in results.items()},
    }
    file.write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def find(name: str, folder: Path | None = None) -> Result | None:
    """The stored result of a claim of one of the chapters in a folder, the current one unless said."""
    file = home_of(name, folder)
    return None if file is None else read(file)[name]


def home_of(name: str, folder: Path | None = None) -> Path | None:
    """The file in a folder that stores a claim's result; None where no file does."""
    files = sorted((folder or Path.cwd()).glob(f"*{ENDING}"))
    return next((file for file in files if name in read(file)), None)


def all_results(root: Path) -> dict[str, dict[str, Result]]:
    """Results of every chapter below a folder: ``{"part/chapter": {name: result}}``."""
    return {
        file.relative_to(root).as_posix().removesuffix(ENDING): read(file)
        for file in sorted(root.rglob(f"*{ENDING}"))
        if not {"_build", ".ipynb_checkpoints"} & set(file.relative_to(root).parts)
    }
