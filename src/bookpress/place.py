"""The book's folder: the current one; never found from this file, since an installed press lies elsewhere."""

from pathlib import Path

__all__ = ["ROOT"]

# ``python -m bookpress --book FOLDER`` goes there before anything is imported.
ROOT = Path.cwd()
