"""Cells as a chapter shows them: a table is numbered as a table, and code that is folded side by side is one fold."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from docutils import nodes
from myst_nb.sphinx_ import HideCodeCellNode
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform

__all__ = ["MergedFolds", "TablesAsTables", "captioned_table", "is_table", "merge_folds", "setup"]

TABLE = re.compile(r"<table\b")
FIGURE = "explorable-figure"


class captioned_table(nodes.figure):  # noqa: N801 - docutils names nodes so
    """What a cell shows with a caption, where that is a table: its number is of another kind than a figure's."""


class caption_above(nodes.caption):  # noqa: N801
    """The caption of such a table: closed before what it is a caption of."""


def is_table(texts: Iterable[str]) -> bool:
    """Whether what a cell shows, as HTML, is a table and no figure that has one beside it."""
    texts = list(texts)
    return any(map(TABLE.search, texts)) and not any(FIGURE in text for text in texts)


class TablesAsTables(SphinxTransform):
    """Turn the figures that hold a table into tables with a caption above, before anything is numbered."""

    default_priority = 400

    def apply(self, **kwargs: Any) -> None:
        for figure in list(self.document.findall(nodes.figure)):
            if is_table(raw.astext() for raw in figure.findall(nodes.raw)):
                self._as_table(figure)

    def _as_table(self, figure: nodes.figure) -> None:
        table = captioned_table("", **figure.attributes)
        captions = [child for child in figure.children if isinstance(child, nodes.caption)]
        rest = [child for child in figure.children if not isinstance(child, nodes.caption)]
        above = [caption_above("", "", *caption.children) for caption in captions]
        table.extend([*above, *rest])
        figure.replace_self(table)
        for name in table["ids"]:
            self.document.ids[name] = table


class MergedFolds(SphinxPostTransform):
    """Make one fold of folded cells that stand side by side, after each was folded by itself."""

    default_priority = 250
    formats = ("html",)

    def run(self, **kwargs: Any) -> None:
        shown = self.config.nb_code_prompt_show
        for parent in {
            id(fold.parent.parent): fold.parent.parent for fold in self._folds()
        }.values():
            merge_folds(parent, shown)

    def _folds(self) -> Iterator[HideCodeCellNode]:
        return (
            fold
            for fold in self.document.findall(HideCodeCellNode)
            if "above-input" in fold["classes"] and fold.parent.parent is not None
        )


def merge_folds(parent: nodes.Element, shown: str) -> None:
    """Merge the runs of folded cells below a node; only the last of a run may show something.

    Its prompt says what is in it: the words of the first cell that has some of its own, and the number of cells.
    """
    run: list[nodes.Element] = []
    for child in [*parent.children, None]:
        if child is not None and _is_folded(child):
            run.append(child)
            if len(child.children) == 1:
                continue
        if len(run) > 1:
            _merge(run, shown)
        run = []


def _is_folded(node: nodes.Node) -> bool:
    return (
        isinstance(node, nodes.container)
        and node.get("nb_element") == "cell_code"
        and bool(node.children)
        and isinstance(node.children[0], HideCodeCellNode)
        and "above-input" in node.children[0]["classes"]
    )


def _merge(cells: list[nodes.Element], shown: str) -> None:
    *before, last = cells
    prompts = [cell.children[0]["prompt_show"] for cell in cells]
    words = next((prompt for prompt in prompts if prompt != shown), shown)
    fold = last.children[0]
    fold["prompt_show"] = f"{words}: {len(cells)} cells"
    codes = [code for cell in cells for code in cell.children[0].children]
    fold.children = []
    fold.extend(codes)
    for cell in before:
        cell.parent.remove(cell)


def _visit_table(translator: Any, node: captioned_table) -> None:
    translator.visit_figure(node)


def _depart_table(translator: Any, node: captioned_table) -> None:
    # A figure would close its caption here.
    translator.body.append("</figure>\n")


def _visit_caption(translator: Any, node: caption_above) -> None:
    translator.visit_caption(node)


def _depart_caption(translator: Any, node: caption_above) -> None:
    translator.depart_caption(node)
    translator.body.append("</figcaption>\n")


def setup(app: Any) -> None:
    app.add_enumerable_node(captioned_table, "table", html=(_visit_table, _depart_table))
    app.add_node(caption_above, html=(_visit_caption, _depart_caption))
    app.add_transform(TablesAsTables)
    app.add_post_transform(MergedFolds)
