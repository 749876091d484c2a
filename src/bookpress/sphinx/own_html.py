"""What a notebook's own HTML holds: its formulas become MathML.

An output marks a formula by the class ``formula``, with TeX between the signs that JupyterLab knows.
"""

from __future__ import annotations

import html
import re
from functools import partial
from typing import Any

from docutils import nodes
from sphinx.transforms import SphinxTransform
from sphinx.util import logging

from .mathml import UnreadableFormulaError, to_mathml

logger = logging.getLogger(__name__)

FORMULA = re.compile(r'<(span|div) class="formula">\\[(\[](.*?)\\[)\]]</\1>', re.DOTALL)


class OwnHtml(SphinxTransform):
    """Rewrites the raw HTML of outputs as the page is read, before indices are made."""

    default_priority = 500

    def apply(self, **kwargs: Any) -> None:
        for node in list(self.document.findall(nodes.raw)):
            if node.get("format") != "html":
                continue
            if FORMULA.search(node.astext()):
                node.children = [
                    nodes.Text(FORMULA.sub(partial(_written, node=node), node.astext()))
                ]


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
