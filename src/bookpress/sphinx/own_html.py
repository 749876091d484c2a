"""What a notebook's own HTML holds: its formulas become MathML, and its entries can be found by the search.

An output marks a formula by the class ``formula``, with TeX between the signs that JupyterLab knows, and an entry by an
identifier that begins with one of ``ENTRIES``.
"""

from __future__ import annotations

import html
import re
from functools import partial
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms import SphinxTransform
from sphinx.util import logging

from .mathml import UnreadableFormulaError, to_mathml

logger = logging.getLogger(__name__)

FORMULA = re.compile(r'<(span|div) class="formula">\\[(\[](.*?)\\[)\]]</\1>', re.DOTALL)
ENTRY = re.compile(
    r'<section[^>]* id="(table-[\w-]+)"[^>]*>(?:<h3>|<p><strong>.*?<br>)<code>(\w+)</code>'
)


class OwnHtml(SphinxTransform):
    """Rewrites the raw HTML of outputs as the page is read, before indices are made."""

    default_priority = 500

    def apply(self, **kwargs: Any) -> None:
        for node in list(self.document.findall(nodes.raw)):
            if node.get("format") != "html":
                continue
            entries = ENTRY.findall(node.astext())
            if FORMULA.search(node.astext()):
                node.children = [
                    nodes.Text(FORMULA.sub(partial(_written, node=node), node.astext()))
                ]
            if entries:
                found = [
                    ("single", word, anchor, "main", None)
                    for anchor, name in entries
                    for word in spellings(name)
                ]
                # The entry stands where the notebook's output does, whichever of its forms the page shows.
                self.document.append(addnodes.index(entries=found))


def spellings(name: str) -> list[str]:
    """How a reader may type a name: as in code, or in words."""
    return list(dict.fromkeys([name, name.replace("_", " ")]))


def _written(match: re.Match, node: nodes.raw) -> str:
    tag, tex = match[1], html.unescape(match[2])
    try:
        formula = to_mathml(tex, block=tag == "div")
    except UnreadableFormulaError as error:
        logger.warning(str(error), location=node, type="mathml")
        formula = f"<code>{match[2]}</code>"
    # The container scrolls where a formula is wider than a small screen, as formulas of the text do.
    kinds = "math notranslate" + (" pst-scrollable-table-container" if tag == "div" else "")
    return f'<{tag} class="{kinds}">{formula}</{tag}>'


def setup(app: Any) -> None:
    app.add_transform(OwnHtml)
