"""What a lecturer's files have in common: they hold keys, so that no folder of the site may take them."""

from __future__ import annotations

import sys
from pathlib import Path

__all__ = ["belongs_to_the_site"]

SITE = "_build/html"


def belongs_to_the_site(folder: Path, root: Path) -> bool:
    """Whether a folder for files with keys lies in the site; if so, say that another one is needed.

    Parameters
    ----------
    folder : Path
        Where the files would go; it need not exist.
    root : Path
        The book's folder.
    """
    if not folder.resolve().is_relative_to((root / SITE).resolve()):
        return False
    print(f"{folder} belongs to the site, and keys do not: name another folder.", file=sys.stderr)
    return True
