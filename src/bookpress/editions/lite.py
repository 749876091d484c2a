"""Put the edition that runs in a browser beside the built site: ``python -m bookpress lite``.

It needs the built book, beside which it stands, and the packages of the extra ``site``.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from operator import methodcaller
from pathlib import Path

import nbformat

from bookpress.build.site import missing_pages
from bookpress.build.stale import fingerprint
from bookpress.pages.buttons import RUN_PLACE
from bookpress.pages.changing import alone, change
from bookpress.pages.icons import inline_icons
from bookpress.place import ROOT
from explorable.claims.store import file_of

from .browser_imports import LITE, packages_for
from .drop_page import write_drop_page
from .plain_notebooks import plain_notebooks

APPS = ("lab", "notebooks", "tree")
LIBRARY = ("src", "data", "pyproject.toml", "README.md", "LICENSE")
LINK = inline_icons(
    '<li data-needs-server><a href="{address}" target="_blank" rel="noopener" class="btn btn-sm dropdown-item" '
    'title="Opens the notebook with a Python of its own: it is fetched from cdn.jsdelivr.net and starts in half a '
    'minute"><span class="btn__icon-container"><i class="fas fa-play"></i></span>'
    '<span class="btn__text-container">Run in the browser (half a minute)</span></a></li>'
)
# All that the edition shows besides JupyterLite. Others of the environment belong to another JupyterLab, and stop it.
EXTENSIONS = (
    "@jupyter-widgets/jupyterlab-manager",
    "@jupyterlite/pyodide-kernel-extension",
    "jupyterlab_pygments",
)
FIRST_CELL = "# The browser's Python fetches the book's library first.\n%pip install -q agglomeration {packages}"


def build_lite(root: Path = ROOT) -> int:
    """Build the edition under ``_build/html/lite`` and return an exit code."""
    started = time.monotonic()
    site, work = root / "_build/html", root / "_build/lite"
    if missing := missing_pages(root):
        print(f"Build the book first (make book): {', '.join(missing)} not found.", file=sys.stderr)
        return 1
    shutil.rmtree(work / "contents", ignore_errors=True)
    shutil.rmtree(site / "lite", ignore_errors=True)
    wheels = [*added_wheels(work / "wheels"), library_wheel(root, work / "library")]
    pages = write_contents(root, work / "contents")
    if not _run_jupyter(work, site / "lite", wheels):
        print("The edition in the browser was not built: the lines above say why.", file=sys.stderr)
        return 1
    link_notebooks(site, work / "contents")
    write_drop_page(site, wheels)
    print(
        f"{pages} notebooks run in the browser ({time.monotonic() - started:.0f} s). Serve the site to open them:"
    )
    print(f"    {Path(sys.executable)} -m http.server -d {site}")
    return 0


def added_wheels(folder: Path) -> list[Path]:
    """The pure Python packages that Pyodide lacks: fetched once, held against their hashes."""
    listed = LITE / "wheels.txt"
    note = folder / "listed.txt"
    if not (note.exists() and note.read_text() == listed.read_text()):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        _pip(
            "download",
            "--no-deps",
            "--require-hashes",
            "--only-binary=:all:",
            "-d",
            folder,
            "-r",
            listed,
        )
        note.write_text(listed.read_text())
    return sorted(folder.glob("*.whl"))


def library_wheel(root: Path, folder: Path) -> Path:
    """A wheel of the library with its tables, made from a copy so that nothing is left in the source tree."""
    current = fingerprint(LIBRARY, root)
    note = folder / "sources.sha256"
    if not (note.exists() and note.read_text() == current):
        shutil.rmtree(folder, ignore_errors=True)
        for name in LIBRARY:
            source, target = root / name, folder / "copy" / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copytree(source, target) if source.is_dir() else shutil.copy(source, target)
        _pip("wheel", "--no-deps", "--no-build-isolation", "-w", folder, folder / "copy")
        shutil.rmtree(folder / "copy")
        note.write_text(current)
    return next(folder.glob("*.whl"))


def write_contents(root: Path, folder: Path) -> int:
    """Write every notebook of the book in plain Markdown, with a first cell that fetches what it needs."""
    count = 0
    for page, notebook in plain_notebooks(root):
        packages = " ".join(packages_for(root / f"{page}.ipynb", root))
        first = nbformat.v4.new_code_cell(FIRST_CELL.format(packages=packages), id="first")
        notebook.cells.insert(0, first)
        file = folder / f"{page}.ipynb"
        file.parent.mkdir(parents=True, exist_ok=True)
        nbformat.write(notebook, file)
        if (claims := file_of(root / f"{page}.ipynb")).is_file():
            shutil.copy(claims, file_of(file))
        count += 1
    # A page for teachers draws the order of the chapters from it.
    shutil.copy(root / "_toc.yml", folder)
    return count


def link_notebooks(site: Path, contents: Path) -> None:
    """Offer the running form among what can be done with each page that is a notebook."""
    for file in contents.rglob("*.ipynb"):
        name = file.relative_to(contents).as_posix()
        link = LINK.format(
            address=f"{'../' * name.count('/')}lite/notebooks/index.html?path={name}"
        )
        with alone(site):
            change(site / name.replace(".ipynb", ".html"), methodcaller("replace", RUN_PLACE, link))


def _pip(*arguments: str | Path) -> None:
    command = [
        sys.executable,
        "-m",
        "pip",
        "--disable-pip-version-check",
        "-q",
        *map(str, arguments),
    ]
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL)


def _only_extensions(folder: Path) -> dict:
    """Copy the edition's extensions and return the settings that let in no others."""
    shutil.rmtree(folder, ignore_errors=True)
    for name in EXTENSIONS:
        shutil.copytree(Path(sys.prefix) / "share/jupyter/labextensions" / name, folder / name)
    return {
        "LiteBuildConfig": {"ignore_sys_prefix": ["federated_extensions"]},
        "FederatedExtensionAddon": {"extra_labextensions_path": [str(folder)]},
    }


def _run_jupyter(work: Path, target: Path, wheels: list[Path]) -> bool:
    settings = work / "settings"
    shutil.rmtree(settings, ignore_errors=True)
    settings.mkdir(parents=True)
    for name in ("jupyter-lite.json", "overrides.json"):
        shutil.copy(LITE / name, settings)
    (settings / "jupyter_lite_config.json").write_text(
        json.dumps(_only_extensions(work / "extensions"))
    )
    command = [str(Path(sys.executable).with_name("jupyter")), "lite", "build", "--no-sourcemaps"]
    command += [
        "--no-unused-shared-packages",
        "--lite-dir",
        str(settings),
        "--contents",
        str(work / "contents"),
    ]
    command += ["--output-dir", str(target)]
    for app in APPS:
        command += ["--apps", app]
    for wheel in wheels:
        command += ["--piplite-wheels", str(wheel)]
    done = subprocess.run(
        command,
        cwd=settings,
        env={**os.environ, "PYTHONWARNINGS": "ignore"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        print(done.stdout, done.stderr, sep="\n", file=sys.stderr)
    return done.returncode == 0
