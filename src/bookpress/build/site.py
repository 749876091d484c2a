"""Build the book: drop what has become stale, build with warnings as errors, and count the pages afterwards."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import yaml

from bookpress.place import ROOT
from explorable.states.store import empty_to_size

from . import kept_pages
from .installed import refusal
from .stale import drop_stale, is_fresh, note_fresh, state_of, surroundings_of

# Beside the built site: the names of pages that a program wrote, and _toc.yml does not list.
WRITTEN = "written_pages.json"


def listed_pages(root: Path = ROOT) -> list[str]:
    """Names of the pages in ``_toc.yml``, without their endings, in the order in which they are read."""
    contents = yaml.safe_load((root / "_toc.yml").read_text(encoding="utf-8"))
    return [
        str(Path(page).with_suffix("")) if page.endswith((".md", ".ipynb")) else page
        for page in [contents["root"], *pages_below(contents)]
    ]


def written_pages(root: Path = ROOT) -> list[str]:
    """Names of the pages that a program wrote into the built site; none where it has none."""
    note = root / "_build" / WRITTEN
    return list(json.loads(note.read_text(encoding="utf-8"))) if note.is_file() else []


def pages_below(entry: dict) -> list[str]:
    """The files that an entry of a table of contents lists, each followed by those below it."""
    files = []
    for level in ("parts", "chapters", "sections"):
        for child in entry.get(level, []):
            files += [child["file"]] if "file" in child else []
            files += pages_below(child)
    return files


def said_by(page: str, root: Path = ROOT) -> dict:
    """What a page in Markdown says of itself above its title; nothing where it says nothing, or is a notebook."""
    file = root / f"{page}.md"
    if not file.is_file():
        return {}
    opened, _, rest = file.read_text(encoding="utf-8").partition("---\n")
    head, closed, _ = rest.partition("\n---\n")
    return yaml.safe_load(head) if not opened and closed else {}


def printed_pages(root: Path = ROOT) -> list[str]:
    """Pages that are printed: all that do not say ``printed: false``, as those do that one only looks things up in."""
    return [page for page in listed_pages(root) if said_by(page, root).get("printed", True)]


def listed_notebooks(root: Path = ROOT) -> list[Path]:
    """Files of the pages that are notebooks."""
    files = [root / f"{page}.ipynb" for page in listed_pages(root)]
    return [file for file in files if file.is_file()]


def missing_pages(root: Path = ROOT) -> list[str]:
    """Pages that ``_toc.yml`` lists and the built site lacks."""
    return [
        page for page in listed_pages(root) if not (root / "_build/html" / f"{page}.html").is_file()
    ]


def is_whole_and_fresh(root: Path = ROOT) -> bool:
    """Whether the built site shows the sources as they are now, and every page of them."""
    return is_fresh(root) and not missing_pages(root)


def environment(root: Path = ROOT) -> dict[str, str]:
    """Imports resolve to this tree also where the environment was installed from another one.

    Where bytecode may not be written beside the sources, it is kept with what is built: a build starts a kernel for
    each notebook, and each would compile all packages anew.
    """
    paths = [str(root / "src"), str(root), os.environ.get("PYTHONPATH", "")]
    variables = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, paths))}
    if variables.get("PYTHONDONTWRITEBYTECODE"):
        variables["PYTHONDONTWRITEBYTECODE"] = ""
        variables["PYTHONPYCACHEPREFIX"] = str(root / "_build/.bytecode")
    return variables


def jupyter_book() -> Path:
    """The command of the environment that runs this."""
    return Path(sys.executable).with_name("jupyter-book.exe" if os.name == "nt" else "jupyter-book")


def build(root: Path = ROOT) -> int:
    """Build the site and return an exit code."""
    started = time.monotonic()
    if said := refusal(root):
        print(said, file=sys.stderr)
        return 1
    notebooks = listed_notebooks(root)
    if notebooks:
        # What runs notebooks takes seconds to load; a book may have none. Before anything is taken away.
        from .notebooks import run_notebooks
    if stale := drop_stale(notebooks, root):
        print(f"Code, tables or environment changed: {len(stale)} notebooks run again.", flush=True)
    before, surroundings = state_of(root), surroundings_of(root)
    kept_pages.begin(root / "_build", surroundings)
    if notebooks:
        run_notebooks(notebooks, root / "_build/.jupyter_cache", environment=environment(root))
    command = [str(jupyter_book()), "build", str(root), "-W", "--keep-going"]
    if subprocess.run(
        command, cwd=root, env=environment(root), stdin=subprocess.DEVNULL
    ).returncode:
        print("The book was not built: the warnings and errors above say where.", file=sys.stderr)
        return 1
    if missing := missing_pages(root):
        print(f"_toc.yml lists pages that were not built: {', '.join(missing)}", file=sys.stderr)
        return 1
    kept_pages.end(root / "_build", surroundings)
    note_fresh(before, root)
    empty_to_size()
    print(
        f"\n{len(listed_pages(root))} pages in {time.monotonic() - started:.0f} s. Open in a browser:"
    )
    print(f"    {root / '_build/html/index.html'}")
    return 0
