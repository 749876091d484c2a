"""Chapters as notebooks that any Jupyter shows well: the book's markup becomes plain Markdown, numbers included.

On the site, Sphinx reads roles such as ``{term}`` and directives such as ``{exercise}``. JupyterLab does not: what a
reader downloads, opens in the browser or on Binder is turned into plain text with the numbers that the built page
shows. ``python -m bookpress plain --in-place`` turns the notebooks of a folder where they stand, for a copy that is
only read and run, such as Binder's.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import nbformat

from bookpress.build.label_names import Names, names_of
from bookpress.build.site import listed_pages
from bookpress.place import ROOT

ROLE = re.compile(r"\{(?P<role>[\w:-]+)\}`(?P<text>[^`]+)`")
TITLED = re.compile(r"(?P<title>.*?)\s*<(?P<target>[^>]+)>$", re.DOTALL)
DIRECTIVE = re.compile(
    r"^(?P<fence>`{3,}|:{3,})\{(?P<name>[\w-]+)\}[ \t]*(?P<title>[^\n]*)\n(?P<body>.*?)\n?(?P=fence)[ \t]*$",
    re.MULTILINE | re.DOTALL,
)
OPTION = re.compile(r"^:[\w-]+:[^\n]*\n?", re.MULTILINE)
LABEL = re.compile(r"^\([\w-]+\)=\n", re.MULTILINE)
ATTRIBUTES = re.compile(r"^\{[.#][^}\n]*\}\n", re.MULTILINE)
EQUATION_LABEL = re.compile(r"(?<=\$\$) \((?P<label>[\w-]+)\)$", re.MULTILINE)
GLUE = "application/papermill.record/text/plain"


def plain_notebook(notebook: Any, names: Names) -> Any:
    """A copy of a notebook in plain Markdown."""
    notebook = nbformat.from_dict(notebook)
    values = glued(notebook)
    cells: list[Any] = []
    for cell in notebook.cells:
        caption = cell.metadata.get("mystnb", {}).get("figure")
        if cell.cell_type == "markdown":
            cell.source = plain_text(cell.source, names, values)
        elif caption:
            number = names.numbers.get(caption["name"], "Figure")
            said = plain_text(f"*{number}. {caption['caption'].rstrip('.')}.*", names, values)
            cells.append(nbformat.v4.new_markdown_cell(said, id=f"caption-{len(cells)}"))
        cells.append(cell)
    notebook.cells = cells
    return notebook


def glued(notebook: Any) -> dict[str, str]:
    """The values that the notebook's cells name for the text, from its stored outputs."""
    values = {}
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            if GLUE in output.get("data", {}):
                values[output.metadata["scrapbook"]["name"]] = ast.literal_eval(
                    "".join(output.data[GLUE])
                )
    return values


def plain_text(text: str, names: Names, values: dict[str, str]) -> str:
    """Plain Markdown of a text in the book's markup."""
    while (opened := DIRECTIVE.search(text)) is not None:
        text = text[: opened.start()] + _directive(opened) + text[opened.end() :]
    text = ROLE.sub(partial(_role, names=names, values=values), text)
    text = EQUATION_LABEL.sub(
        lambda found: f"\n\n({names.numbers.get(found['label'], found['label'])})", text
    )
    return ATTRIBUTES.sub("", LABEL.sub("", text))


def _directive(opened: re.Match) -> str:
    title, body = opened["title"].strip(), OPTION.sub("", opened["body"]).strip()
    match opened["name"]:
        case "exercise":
            return f"### Exercise: {title}\n\n{body}"
        case "solution":
            return f"<details><summary>Solution</summary>\n\n{body}\n\n</details>"
        case "solution-start":
            return "#### Solution"
        case "solution-end" | "written":
            return ""
        case "list-table":
            return f"*{title}*\n\n{_list_table(body)}" if title else _list_table(body)
        case "math":
            return f"$$\n{body}\n$$"
        case _:
            said = f"**{title}**\n\n{body}" if title else body
            return "\n".join(f"> {line}".rstrip() for line in said.splitlines())


def _list_table(body: str) -> str:
    rows = [
        [cell.strip() for cell in re.split(r"^\s+- |^- ", row, flags=re.MULTILINE)]
        for row in _rows(body)
    ]
    head, *rest = [" | ".join(" ".join(cell.split()) for cell in row) for row in rows]
    return "\n".join(f"| {row} |" for row in (head, " | ".join(["---"] * len(rows[0])), *rest))


def _rows(body: str) -> list[str]:
    return [row.strip() for row in re.split(r"^\* - ", body, flags=re.MULTILINE) if row.strip()]


def _role(found: re.Match, names: Names, values: dict[str, str]) -> str:
    text = found["text"]
    titled = TITLED.match(text)
    title, target = (titled["title"], titled["target"]) if titled else (None, text)
    match found["role"]:
        case "glue:text" | "glue":
            return values.get(target, target)
        case "cite:p" | "cite":
            return f"({'; '.join(', '.join(names.works[key.strip().lower()]) for key in text.split(','))})"
        case "cite:t":
            return ", ".join(
                "{} ({})".format(*names.works[key.strip().lower()]) for key in text.split(",")
            )
        case "claim":
            return names.claims.get(text, text)
        case "numref":
            return title or names.numbers.get(target, target)
        case "eq":
            return f"({names.numbers.get(target, target)})"
        case "ref" | "doc":
            return (
                title
                or f"*{names.titles.get(target.strip('/'), names.numbers.get(target, target))}*"
            )
        case "math":
            return f"${text}$"
        case "py:func" | "py:class":
            return f"`{(title or target).rpartition('.')[2]}`"
        case _:
            return title or text


def plain_notebooks(root: Path) -> Iterator[tuple[str, nbformat.NotebookNode]]:
    """Yield ``(page, notebook)`` for every page of the book that is a notebook."""
    pages = listed_pages(root)
    names = names_of(root, pages)
    for page in pages:
        file = root / f"{page}.ipynb"
        if file.is_file():
            yield page, plain_notebook(nbformat.read(file, as_version=4), names)


def overwrite(root: Path = ROOT) -> int:
    """Turn the notebooks of a copy into plain ones where they stand; return an exit code."""
    for name, plain in plain_notebooks(root):
        nbformat.write(plain, root / f"{name}.ipynb")
    return 0
