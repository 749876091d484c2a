"""The notebooks that readers save: in plain Markdown, since their Jupyter does not know the book's markup."""

from __future__ import annotations

from pathlib import Path

import nbformat
from build import listed_pages
from label_names import names_of
from plain_notebooks import plain_notebook


def write_plain_downloads(root: Path, site: Path) -> None:
    """Turn the sources that were copied to the site with this build; those of earlier builds are plain already."""
    names = None
    for page in listed_pages(root):
        source, copy = root / f"{page}.ipynb", site / "_sources" / f"{page}.ipynb"
        if copy.exists() and copy.read_bytes() == source.read_bytes():
            names = names or names_of(root, listed_pages(root))
            nbformat.write(plain_notebook(nbformat.read(source, as_version=4), names), copy)
