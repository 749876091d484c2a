"""What has become stale: which notebooks must run again, and whether the site shows its sources as they are.

A notebook's outputs depend on more than its cells: on the code it imports, on tables, on the environment. The
cache of executed notebooks sees none of these, so a key of all of them is kept beside it.
"""

from __future__ import annotations

import ast
import hashlib
import json
import os
import shutil
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from bookpress.place import ROOT
from explorable.claims.store import file_of

__all__ = [
    "drop_stale",
    "fingerprint",
    "is_fresh",
    "key_of",
    "note_fresh",
    "state_of",
    "surroundings_of",
]

# What every notebook's outputs depend on besides the notebook; of Python files only what they do, not how they are
# explained.
CODE = ("src/explorable", "src/agglomeration", "src/clusterbook")
FILES = ("data", "requirements.txt")
# What a page shows beyond its outputs.
PAGES_DEPEND_ON = (
    "src",
    "data",
    "requirements.txt",
    "book",
    "_config.yml",
    "_toc.yml",
    "CITATION.cff",
)
# The address of the site and of its repository stand on every page.
VARIABLES = ("BOOK_BASE_URL", "BOOK_REPOSITORY")
PASSING_FILES = {".pyc", ".swp", ".tmp"}
# Below book/, the sources of pages: all else there, such as references.bib, may stand on any page.
OF_ONE_PAGE = {".md", ".ipynb", ".json"}
# A word in a notebook's code, and what that notebook depends on besides.
ALSO = {
    "indicator_catalogue": "words of the library",
    "help(": "words of the library",
    "__doc__": "words of the library",
    "_toc.yml": "the chapters and their order",
}


def files_below(names: Iterable[str], root: Path) -> list[Path]:
    """All files under ``names`` that are sources."""
    found = []
    for name in names:
        path = root / name
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            made = {"__pycache__", ".ipynb_checkpoints"} & set(
                file.parts
            ) or file.suffix in PASSING_FILES
            if file.is_file() and not made:
                found.append(file)
    return found


def fingerprint(names: Iterable[str], root: Path = ROOT) -> str:
    """Hash of names and contents of all files under ``names``."""
    return _hash_of(files_below(names, root), root)


def _hash_of(files: Iterable[Path], root: Path) -> str:
    digest = hashlib.sha256()
    for file in files:
        digest.update(f"{file.relative_to(root)}\0".encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()


def _behaviour(names: Iterable[str], root: Path) -> str:
    """Hash of what Python files do: a comma in a docstring or comment is no reason to run anything again."""
    digest = hashlib.sha256()
    for file in files_below(names, root):
        if file.suffix == ".py":
            digest.update(
                f"{file.relative_to(root)}\0{_without_words(file.read_text(encoding='utf-8'))}".encode()
            )
        elif file.suffix not in {".md", ".css", ".js"}:
            digest.update(f"{file.relative_to(root)}\0".encode() + file.read_bytes())
    return digest.hexdigest()


def _without_words(source: str) -> str:
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if (
            isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef))
            and node.body
        ):
            first = node.body[0]
            if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
                node.body = node.body[1:] or [ast.Pass()]
    return ast.dump(tree)


def _chapters(root: Path) -> str:
    """The order of the chapters, and what each says must be read before it."""
    digest = hashlib.sha256((root / "_toc.yml").read_bytes())
    for file in sorted((root / "book").rglob("*.ipynb")):
        if ".ipynb_checkpoints" not in file.parts:
            metadata = json.loads(file.read_text(encoding="utf-8"))["metadata"]
            digest.update(f"{file.relative_to(root)} {metadata.get('prerequisites')}".encode())
    return digest.hexdigest()


def key_of(notebook: Path, root: Path = ROOT) -> str:
    """Hash of all that a notebook's outputs depend on, the notebook itself left out."""
    return _key_of(notebook, root, _Sources(root))


class _Sources:
    """The hashes that several notebooks share, each computed when it is first asked for."""

    def __init__(self, root: Path) -> None:
        self.behaviour = cache(lambda: _behaviour((*CODE, *FILES), root))
        self.words = cache(lambda: fingerprint(CODE, root))
        self.chapters = cache(lambda: _chapters(root))


def _key_of(notebook: Path, root: Path, sources: _Sources) -> str:
    source = notebook.read_text(encoding="utf-8")
    parts = [sources.behaviour()]
    # A page shows the shares of its claims, and its run refuses those of other code.
    stored = file_of(notebook)
    parts.append(stored.read_text(encoding="utf-8") if stored.is_file() else "")
    also = {what for word, what in ALSO.items() if word in source}
    if "words of the library" in also:
        parts.append(sources.words())
    if "the chapters and their order" in also:
        parts.append(sources.chapters())
    return hashlib.sha256(" ".join(parts).encode()).hexdigest()


def drop_stale(notebooks: Iterable[Path], root: Path = ROOT) -> list[Path]:
    """Clear the last site, and the outputs of those notebooks whose code, tables or environment have changed.

    Returns
    -------
    list of Path
        The notebooks that will be executed again for another reason than a change of their own.
    """
    build = root / "_build"
    build.mkdir(exist_ok=True)
    note = build / "notebooks.json"
    first = not note.exists()
    before = {} if first else json.loads(note.read_text())
    sources = _Sources(root)
    now = {str(path.relative_to(root)): _key_of(path, root, sources) for path in notebooks}
    stale = [name for name, key in now.items() if before.get(name) != key]
    if first:
        for name in (".jupyter_cache", ".doctrees", "jupyter_execute"):
            shutil.rmtree(build / name, ignore_errors=True)
    elif stale:
        _forget([root / name for name in stale], build)
    note.write_text(json.dumps(now, indent=1))
    for name in ("html", "measurements"):
        shutil.rmtree(build / name, ignore_errors=True)
    (build / "site.sha256").unlink(missing_ok=True)
    return [root / name for name in stale]


def _forget(notebooks: Iterable[Path], build: Path) -> None:
    """Take notebooks out of the cache, and let their pages be read again."""
    # Here: whoever asks for a fingerprint needs neither, and they take a second to load.
    import nbformat
    from jupyter_cache import get_cache

    store = (
        get_cache(str(build / ".jupyter_cache")) if (build / ".jupyter_cache").exists() else None
    )
    for path in notebooks:
        page = path.relative_to(build.parent).with_suffix("")
        (build / ".doctrees" / f"{page}.doctree").unlink(missing_ok=True)
        if store is not None:
            try:
                record = store.match_cache_notebook(nbformat.read(path, as_version=4))
            except KeyError:
                continue
            store.remove_cache(record.pk)


def state_of(root: Path = ROOT) -> str:
    """Hash of all that the site shows."""
    return fingerprint(PAGES_DEPEND_ON, root) + _variables()


def surroundings_of(root: Path = ROOT) -> str:
    """Hash of all that pages show beside their own sources: where it changes, each of them may."""
    files = (
        file
        for file in files_below(PAGES_DEPEND_ON, root)
        if not (file.is_relative_to(root / "book") and file.suffix in OF_ONE_PAGE)
    )
    return _hash_of(files, root) + _variables()


def _variables() -> str:
    return "".join(f" {os.environ.get(name, '')}" for name in VARIABLES)


def note_fresh(state: str, root: Path = ROOT) -> None:
    """Write down which sources the site shows."""
    (root / "_build/site.sha256").write_text(state)


def is_fresh(root: Path = ROOT) -> bool:
    """Whether the built site shows the sources as they are now, at the address that it says."""
    note = root / "_build/site.sha256"
    return note.exists() and note.read_text() == state_of(root)
