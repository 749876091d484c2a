"""The notebooks that readers save: in plain Markdown, since their Jupyter does not know the book's markup."""

from __future__ import annotations

from pathlib import Path

import nbformat

from bookpress.editions.plain_notebooks import plain_notebooks


def write_plain_downloads(root: Path, site: Path) -> None:
    """Put plain notebooks in place of the sources that were copied to the site."""
    for page, notebook in plain_notebooks(root):
        copy = site / "_sources" / f"{page}.ipynb"
        if copy.exists():
            nbformat.write(notebook, copy)
