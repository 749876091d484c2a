"""The role ``{claim}``: beside a sentence, in how many trials it holds."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.util import logging
from sphinx.util.docutils import SphinxRole

from . import faults
from .note import note_html, note_text
from .result import Result
from .store import file_of, read

__all__ = ["ClaimRole", "claim_note", "setup"]

LOG = logging.getLogger(__name__)


class claim_note(nodes.Inline, nodes.TextElement):  # noqa: N801 - docutils names nodes so
    """A share beside a sentence; what is no web page shows its text."""


class ClaimRole(SphinxRole):
    """The stored share of the claim that is named, one of this chapter or of another one."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        for file in _files(self.env):
            if (result := read(file).get(self.text)) is not None:
                self.env.note_dependency(str(file))
                return [self._note(result)], []
        LOG.warning(faults.missing(self.text), location=self.get_location())
        return [nodes.Text(faults.missing(self.text))], []

    def _note(self, result: Result) -> claim_note:
        # A claim may be named twice on a page; what a button opens needs a name of its own.
        again = self.env.new_serialno(f"claim {self.text}")
        identifier = f"claim-{self.text}-{again}" if again else f"claim-{self.text}"
        node = claim_note("", "", nodes.Text(note_text(result)))
        node["html"] = note_html(result, nodes.make_id(identifier))
        return node


def _files(env: Any) -> Iterator[Path]:
    """Files of results: of the page that is read, then of the others."""
    for page in dict.fromkeys([env.docname, *sorted(env.found_docs)]):
        file = file_of(Path(env.doc2path(page)))
        if file.is_file():
            yield file


def _visit_html(translator: Any, node: claim_note) -> None:
    translator.body.append(node["html"])
    raise nodes.SkipNode


def _pass(translator: Any, node: claim_note) -> None:
    pass


def setup(app: Any) -> None:
    """Register role and node."""
    others = dict.fromkeys(("latex", "text", "man", "texinfo"), (_pass, _pass))
    app.add_node(claim_note, html=(_visit_html, None), **others)
    app.add_role("claim", ClaimRole())
