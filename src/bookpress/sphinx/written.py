"""Pages that a program writes: a page's own words stand in its file, and a directive brings what is written for it.

``{written} functions specialization`` asks the entry point ``functions`` of the group ``bookpress.written`` for what it
writes of ``specialization``. It is called with the book's folder, the word and the names of the book's pages, and
returns reStructuredText together with the files that this was made from; the page is read again when one of them
changes.
"""

from __future__ import annotations

from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

from docutils import nodes
from myst_parser.mdit_to_docutils.base import make_document
from myst_parser.mocking import MockRSTParser
from sphinx.util.docutils import SphinxDirective

GROUP = "bookpress.written"


class Written(SphinxDirective):
    """Brings the text that a registered program writes."""

    required_arguments = 2
    has_content = False

    def run(self) -> list[nodes.Node]:
        writer, word = self.arguments
        registered = list(entry_points(group=GROUP, name=writer))
        if not registered:
            raise self.error(f"No program writes {writer!r}: none is registered as {GROUP}.")
        root = Path(self.env.srcdir)
        try:
            text, files = registered[0].load()(root, word, frozenset(self.env.found_docs))
        except LookupError as error:
            raise self.error(str(error)) from error
        for file in files:
            self.env.note_dependency(str(file))
        return self._read(text)

    def _read(self, text: str) -> list[nodes.Node]:
        """Its nodes, with headings of its own: those of a page in Markdown could not be read here."""
        document = make_document()
        document["source"] = self.state.document["source"]
        document.settings = self.state.document.settings
        document.reporter = self.state.document.reporter
        MockRSTParser().parse(text, document)
        # Nodes remember their document, and it all that Sphinx knows: 100 megabytes would be stored with each page.
        for node in document.findall():
            node.document = self.state.document
        return list(document.children)


def setup(app: Any) -> None:
    app.add_directive("written", Written)
