"""Pages of the regions, written from stored figures: one for each place, and those to find, rank and compare them.

The press asks for them by the entry point ``regions`` of the group ``bookpress.pages``, and for what stands on the
book's own page *Find your region* by that of the group ``bookpress.written``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache, partial
from pathlib import Path
from typing import Any

from ..stored import region_data
from .compare import compare_page
from .csv_files import csv_files
from .data_files import cells_file, kind_file, names_file
from .find import FIND_PAGE, find
from .kind_page import kind_page
from .kind_texts import KINDS
from .maps import backdrop
from .region import region_page
from .space import space_backdrop

__all__ = ["SCRIPTS", "STYLES", "find", "pages"]

HERE = Path(__file__).parent
STYLES = ("regions.css",)
SCRIPTS = ("regions.js", "views.js")


def pages(root: Path, known: frozenset[str]) -> dict[str, Any] | None:
    """All pages with the files beside them; None where the book does not show them."""
    if FIND_PAGE not in known:
        return None
    found = [region_data(kind) for kind in KINDS]  # type: ignore[arg-type]  # the kinds are these
    return {
        "pages": _pages(found, known, root),
        "files": _files(found),
        "styles": STYLES,
        "scripts": SCRIPTS,
    }


def _pages(
    found: list[dict[str, Any]], known: frozenset[str], root: Path
) -> Iterator[dict[str, Any]]:
    title_of = cache(partial(chapter_title, root))

    yield compare_page()
    for data in found:
        yield kind_page(data)
        yield from (
            region_page(data, place, known, title_of) for place in data["places"] if place["page"]
        )


def _files(found: list[dict[str, Any]]) -> dict[str, str]:
    files = {name: (HERE / name).read_text(encoding="utf-8") for name in (*STYLES, *SCRIPTS)}
    files["names.js"] = names_file(found)
    for data in found:
        files[f"{data['kind']}.js"] = kind_file(data)
        files |= csv_files(data)
        files[f"outlines-{data['kind']}.svg"] = backdrop(data["kind"])
        if data["map"] is not None:
            files[f"space-{data['kind']}.svg"] = space_backdrop(data)
        for place in data["places"]:
            files[f"cells/{data['kind']}-{place['code']}.js"] = cells_file(data, place)
    return files


def chapter_title(root: Path, page: str) -> str:
    """The title of a chapter, from the first heading of its notebook."""
    cells = json.loads((root / f"{page}.ipynb").read_text(encoding="utf-8"))["cells"]
    lines = "".join(cells[0]["source"]).splitlines()
    return next(line.removeprefix("# ") for line in lines if line.startswith("# "))
