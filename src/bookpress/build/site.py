"""Build the book: drop what has become stale, build with warnings as errors, and count the pages afterwards.

Run it as ``python src/bookpress/build/site.py`` from the repository's root, or through ``make book``; with ``--if-changed`` a
site that shows its sources as they are is left alone.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path

import yaml

from .notebooks import run_notebooks

ROOT = Path(__file__).resolve().parents[2]
# What a notebook's outputs depend on besides the notebook: the cache of executed notebooks cannot see these.
RUNS_ON = ("agglomeration", "data", "requirements.txt")
PAGES_DEPEND_ON = (*RUNS_ON, "book", "_config.yml", "_toc.yml")
PASSING_FILES = {".pyc", ".swp", ".tmp"}


def fingerprint(names: Iterable[str], root: Path = ROOT) -> str:
    """Hash of names and contents of all files under ``names``."""
    digest = hashlib.sha256()
    for name in names:
        path = root / name
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            passing = file.suffix in PASSING_FILES or "__pycache__" in file.parts or ".ipynb_checkpoints" in file.parts
            if file.is_file() and not passing:
                digest.update(f"{file.relative_to(root)}\0".encode())
                digest.update(file.read_bytes())
    return digest.hexdigest()


def drop_stale(root: Path = ROOT) -> bool:
    """Clear the last site, and the executed notebooks too when library, data or environment have changed.

    Returns
    -------
    bool
        Whether the notebooks will be executed again.
    """
    build = root / "_build"
    note = build / "notebooks.sha256"
    current = fingerprint(RUNS_ON, root)
    stale = not note.exists() or note.read_text() != current
    if stale:
        for name in (".jupyter_cache", ".doctrees", ".fonts", "jupyter_execute"):
            shutil.rmtree(build / name, ignore_errors=True)
        build.mkdir(exist_ok=True)
        note.write_text(current)
    for name in ("html", "measurements"):
        shutil.rmtree(build / name, ignore_errors=True)
    (build / "site.sha256").unlink(missing_ok=True)
    return stale


def listed_pages(root: Path = ROOT) -> list[str]:
    """Names of the pages in ``_toc.yml``, without their endings."""
    contents = yaml.safe_load((root / "_toc.yml").read_text(encoding="utf-8"))
    pages = [contents["root"]]
    waiting = [contents]
    while waiting:
        entry = waiting.pop(0)
        for child in [*entry.get("parts", []), *entry.get("chapters", []), *entry.get("sections", [])]:
            if "file" in child:
                pages.append(child["file"])
            waiting.append(child)
    return [str(Path(page).with_suffix("")) if page.endswith((".md", ".ipynb")) else page for page in pages]


def listed_notebooks(root: Path = ROOT) -> list[Path]:
    """Files of the pages that are notebooks."""
    files = [root / f"{page}.ipynb" for page in listed_pages(root)]
    return [file for file in files if file.is_file()]


def missing_pages(root: Path = ROOT) -> list[str]:
    """Pages that ``_toc.yml`` lists and the built site lacks."""
    return [page for page in listed_pages(root) if not (root / "_build/html" / f"{page}.html").is_file()]


def is_fresh(root: Path = ROOT) -> bool:
    """Whether the built site shows the sources as they are now."""
    note = root / "_build/site.sha256"
    return note.exists() and note.read_text() == fingerprint(PAGES_DEPEND_ON, root) and not missing_pages(root)


def environment(root: Path = ROOT) -> dict[str, str]:
    """Imports resolve to this tree also where the environment was installed from another one."""
    return {**os.environ, "PYTHONPATH": os.pathsep.join([str(root), os.environ.get("PYTHONPATH", "")])}


def jupyter_book() -> Path:
    """The command of the environment that runs this."""
    return Path(sys.executable).with_name("jupyter-book")


def build(root: Path = ROOT) -> int:
    """Build the site and return an exit code."""
    started = time.monotonic()
    if drop_stale(root):
        print("Library, data or environment changed since the last build: all notebooks run again.", flush=True)
    before = fingerprint(PAGES_DEPEND_ON, root)
    run_notebooks(listed_notebooks(root), root / "_build/.jupyter_cache", environment=environment(root))
    command = [str(jupyter_book()), "build", str(root), "-W", "--keep-going"]
    if subprocess.run(command, cwd=root, env=environment(root), stdin=subprocess.DEVNULL).returncode:
        print("The book was not built: the warnings and errors above say where.", file=sys.stderr)
        return 1
    if missing := missing_pages(root):
        print(f"_toc.yml lists pages that were not built: {', '.join(missing)}", file=sys.stderr)
        return 1
    (root / "_build/site.sha256").write_text(before)
    print(f"\n{len(listed_pages(root))} pages in {time.monotonic() - started:.0f} s. Open in a browser:")
    print(f"    {root / '_build/html/index.html'}")
    return 0


if __name__ == "__main__":
    sys.exit(0 if "--if-changed" in sys.argv and is_fresh() else build())
