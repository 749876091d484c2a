"""What repo2docker makes of this repository: its own detection, Dockerfile and lists, read without Docker."""

from __future__ import annotations

import contextlib
import io
import json
import re
import shutil
import subprocess
import tarfile
from dataclasses import dataclass
from pathlib import Path

from repo2docker.app import Repo2Docker
from repo2docker.buildpacks import conda

# What the base brings on purpose, by conda's names; the versions are those of its lock file.
BASE_NAMES = re.compile(r"^- ([\w-]+)==?\d", re.MULTILINE)
ON_PYPI = {"jupyterhub-singleuser": "jupyterhub"}


@dataclass(frozen=True)
class Recipe:
    """The steps to Binder's environment."""

    buildpack: str
    dockerfile: str
    python: str
    base: tuple[str, ...]

    @property
    def runs(self) -> list[str]:
        """Commands that are run on the repository's files, in their order."""
        _, found, steps = self.dockerfile.partition("# Copy stuff.")
        assert found
        return re.findall(r"^RUN (.*)$", steps, re.MULTILINE)

    @property
    def command(self) -> list[str]:
        """What a container starts with."""
        return json.loads(re.search(r"^CMD (\[.*\])$", self.dockerfile, re.MULTILINE)[1])


def clean_copy(root: Path, target: Path) -> Path:
    """What Binder would clone: the last commit; all files that are no products where there is no version control."""
    if (root / ".git").exists():
        archive = subprocess.run(
            ["git", "archive", "HEAD"], cwd=root, capture_output=True, check=True
        ).stdout
        with tarfile.open(fileobj=io.BytesIO(archive)) as packed:
            packed.extractall(target, filter="data")
        return target
    products = (
        ".venv",
        "_build",
        "__pycache__",
        "*.egg-info",
        ".*_cache",
        ".hypothesis",
        ".ipynb_checkpoints",
    )
    return Path(shutil.copytree(root, target, ignore=shutil.ignore_patterns(*products)))


def recipe_for(checkout: Path) -> Recipe:
    """What repo2docker decides about a folder, in its order of trying."""
    app = Repo2Docker()
    with contextlib.chdir(checkout):  # it looks at the folder it stands in
        pack = next(
            pack for kind in app.buildpacks if (pack := kind(base_image=app.base_image)).detect()
        )
        pack.platform = "linux/amd64"
        text = pack.render({"NB_USER": "jovyan", "NB_UID": "1000"})
        return Recipe(type(pack).__name__, text, pack.python_version, _base(pack.python_version))


def _base(python: str) -> tuple[str, ...]:
    folder = Path(conda.__file__).parent
    names = BASE_NAMES.findall((folder / f"environment.py-{python}.yml").read_text())
    lock = (folder / f"environment.py-{python}-linux-64.lock").read_text()
    versions = dict(re.findall(r"/([\w.-]+?)-([\d.]+)-[^/]+\.conda#", lock))
    return tuple(
        f"{ON_PYPI.get(name, name)}=={versions[name]}"
        for name in names
        if name not in {"python", "nodejs"}
    )
