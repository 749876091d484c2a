"""The notebooks that readers save: in plain Markdown, since their Jupyter does not know the book's markup.

Where the site knows its address or its repository, a first cell fetches the library where it is missing, so that a
notebook runs alone.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import nbformat

from bookpress.editions.browser_imports import IN_EVERY_KERNEL, imports_of, package_of
from bookpress.editions.plain_notebooks import plain_notebooks

__all__ = ["library_at", "write_plain_downloads"]

FIRST_CELL = """# Where the book's library is missing, as it is on Colab, it is fetched first, in a minute or more.
from importlib.util import find_spec

if find_spec("clusterbook") is None:
    %pip install -q {packages}"""


def library_at(root: Path, base: str, repository: str, branch: str) -> str:
    """Where the library is installed from: the site's wheel, or else its repository; nothing where neither is known.

    Examples
    --------
    >>> library_at(Path("no project"), "https://example.org/book/", "", "main")
    ''
    """
    project = root / "pyproject.toml"
    if not project.is_file():
        return ""
    said = tomllib.loads(project.read_text(encoding="utf-8"))["project"]
    name, version = said["name"], said["version"]
    if base:
        return f"{name} @ {base.rstrip('/')}/lite/pypi/{name}-{version}-py3-none-any.whl"
    return f"{name} @ git+{repository}@{branch}" if repository else ""


def write_plain_downloads(root: Path, site: Path, library: str = "") -> None:
    """Put plain notebooks in place of the sources that were copied to the site."""
    for page, notebook in plain_notebooks(root):
        copy = site / "_sources" / f"{page}.ipynb"
        if not copy.exists():
            continue
        source = nbformat.read(root / f"{page}.ipynb", as_version=4)
        if library and _uses_library(source):
            packages = " ".join(f'"{one}"' for one in (library, *_packages(source, root)))
            cell = nbformat.v4.new_code_cell(FIRST_CELL.format(packages=packages), id="first")
            notebook.cells.insert(0, cell)
        nbformat.write(notebook, copy)


def _uses_library(notebook: Any) -> bool:
    code = " ".join(cell.source for cell in notebook.cells if cell.cell_type == "code")
    return any(own in code for own in ("agglomeration", "clusterbook", "explorable"))


def _packages(notebook: Any, root: Path) -> list[str]:
    """Packages that running a notebook imports, besides the library."""
    modules = imports_of(notebook, root) - IN_EVERY_KERNEL
    return sorted({package_of(module) or module for module in modules})
