"""Put notebooks into the project's form: no images, no widget state, only the outputs that tests compare.

A chapter's metadata name what must be read before it, as ``"prerequisites": ["innovation-clusters/tripod"]``, an empty
list if nothing must. The line below its reading time says the same to readers, and is written from the metadata here.
``"in_form": true`` says that the chapter is held to the form of chapters: ``tests/texts/test_form_of_chapters.py``.

``python -m bookpress form`` rewrites the notebooks of the book, of the assignments and of the keys; with ``--check`` it
only says which differ.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bookpress.place import ROOT

if TYPE_CHECKING:
    import nbformat

KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}
CELL_METADATA = ("mystnb", "nbgrader", "slideshow", "tags")
OUTPUT_METADATA = ("scrapbook",)
UNSTORED = {
    "application/javascript",
    "application/vnd.jupyter.widget-state+json",
    "application/vnd.jupyter.widget-view+json",
    "image/jpeg",
    "image/png",
    "image/svg+xml",
}
# What marks HTML that is long and made anew with each build: figures of explorables.
MADE_ANEW = ("explorable-figure",)


def notebooks(root: Path = ROOT) -> list[Path]:
    """The notebooks of the book."""
    return sorted(
        path for path in (root / "book").rglob("*.ipynb") if ".ipynb_checkpoints" not in path.parts
    )


def assignments(root: Path = ROOT) -> list[Path]:
    """The notebooks that a lecturer releases, with their solutions and tests; no pages of the book."""
    return sorted((root / "assessment/source").glob("*/*.ipynb"))


def keys(root: Path = ROOT) -> list[Path]:
    """The notebooks that compute the keys of worksheets; no pages of the book, so that no site shows them."""
    return sorted((root / "assessment/keys").glob("*.ipynb"))


def in_form(text: str) -> str:
    """A notebook's text in the project's form.

    Parameters
    ----------
    text : str
        The notebook as JSON.

    Returns
    -------
    str
        The same cells and comparable outputs; applying this twice changes nothing.
    """
    # Here and below: most who import this module ask for the names of notebooks only, and it takes a second to load.
    import nbformat

    notebook = nbformat.reads(text, as_version=4)
    notebook.nbformat_minor = 5
    kept = {"kernelspec": KERNEL, "language_info": {"name": "python"}}
    notebook.metadata = nbformat.from_dict(
        {
            **kept,
            **_only(notebook.metadata, ("in_form", "mystnb", "prerequisites", "rise", "title")),
        }
    )
    _say_what_comes_before(notebook)
    run = 0
    for number, cell in enumerate(notebook.cells):
        cell.metadata = nbformat.from_dict(_only(cell.metadata, CELL_METADATA))
        cell.setdefault("id", hashlib.sha256(f"{number} {cell.source}".encode()).hexdigest()[:8])
        if cell.cell_type == "code":
            # Outputs of a cell without a count are taken for leftovers and not compared.
            run += 1
            cell.execution_count = run
            cell.outputs = [
                kept
                for kept in (_comparable(output, run) for output in cell.outputs)
                if kept is not None
            ]
    return nbformat.writes(notebook) + "\n"


def _say_what_comes_before(notebook: nbformat.NotebookNode) -> None:
    if "prerequisites" not in notebook.metadata:
        return
    chapters = [f"{{ref}}`{name.rpartition('/')[2]}`" for name in notebook.metadata.prerequisites]
    line = f"Read before: {', '.join(chapters) or 'no other chapter'}."
    for cell in notebook.cells[:1]:
        text = re.sub(r"\n\nRead before: .*", "", cell.source)
        cell.source = re.sub(
            r"^(Reading time: .*)$", rf"\1\n\n{line}", text, count=1, flags=re.MULTILINE
        )


def _only(mapping: dict, names: tuple[str, ...]) -> dict:
    return {name: mapping[name] for name in names if name in mapping}


def _comparable(output: Any, run: int) -> Any:
    if output.output_type not in {"display_data", "execute_result"}:
        return output
    import nbformat

    output.data = nbformat.from_dict(
        {
            kind: value
            for kind, value in output.data.items()
            if not _is_drawn_when_built(kind, value)
        }
    )
    output.metadata = nbformat.from_dict(_only(output.metadata, OUTPUT_METADATA))
    if "execution_count" in output:
        output.execution_count = run
    return output if output.data else None


def _is_drawn_when_built(kind: str, value: str | list[str]) -> bool:
    return kind in UNSTORED or (
        kind == "text/html" and any(mark in "".join(value) for mark in MADE_ANEW)
    )


def main(chosen: Iterable[Path] = (), check: bool = False) -> int:
    """Put notebooks into form, all of them unless some are named; with ``check`` only say which differ.

    Returns
    -------
    int
        An exit code: 1 where something differs that was only to be checked.
    """
    differing = 0
    for path in [path.resolve() for path in chosen] or [
        *notebooks(),
        *assignments(),
        *keys(),
    ]:
        text = path.read_text(encoding="utf-8")
        formed = in_form(text)
        if formed == text:
            continue
        differing += 1
        name = path.relative_to(ROOT)
        print(
            f"{name} is not in the project's form; run: make format"
            if check
            else f"{name}: put into form"
        )
        if not check:
            path.write_text(formed, encoding="utf-8")
    return int(check and differing > 0)
