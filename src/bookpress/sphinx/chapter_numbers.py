"""The number of a chapter in each link that leads to one: a printed page can be followed, too.

A link that says a chapter's title gets the number before it, any other the words *(chapter 12)* behind it.
"""

from __future__ import annotations

import re
from posixpath import dirname, join, normpath
from typing import Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

__all__ = ["ChapterNumbers", "numbered", "setup"]

# Links made by {ref} and {doc}. Figures, tables and formulas have numbers of their own; terms lead to the glossary.
OURS = {"std-ref", "doc"}


class ChapterNumbers(SphinxPostTransform):
    """Puts numbers into links after they have been resolved."""

    default_priority = 300
    formats = ("html",)

    def run(self, **kwargs: Any) -> None:
        for link in list(self.document.findall(nodes.reference)):
            page = self._page(link)
            number = self.env.toc_secnumbers.get(page, {}).get("")
            if number and page != self.env.docname and not _stands_apart(link):
                text = link.astext()
                said = numbered(text, self.env.titles[page].astext(), number[0])
                if said != text:
                    _say(link, text, said)

    def _page(self, link: nodes.reference) -> str:
        address = link.get("refuri", "").partition("#")[0]
        if not link.get("internal") or not address.endswith(".html"):
            return ""
        return normpath(join(dirname(self.env.docname), address.removesuffix(".html")))


def numbered(text: str, title: str, number: int) -> str:
    """The text of a link with the number of the chapter that it leads to.

    Examples
    --------
    >>> numbered("Japan", "Japan", 25), numbered("there", "Japan", 25), numbered("chapter 25", "Japan", 25)
    ('25. Japan', 'there (chapter 25)', 'chapter 25')
    """
    if re.search(rf"(?<![\d.]){number}(?!\.?\d)", text) or not text:
        return text
    return f"{number}. {text}" if text == title else f"{text} (chapter {number})"


def _stands_apart(link: nodes.reference) -> bool:
    """Whether it is in a heading, the cover of a card, or no link of ours."""
    classes = {name for part in [link, *link.findall(nodes.inline)] for name in part["classes"]}
    if not classes & OURS or {"sd-stretched-link", "sd-hide-link-text"} & classes:
        return True
    above = link.parent
    while above is not None:
        if isinstance(above, nodes.title):
            return True
        above = above.parent
    return False


def _say(link: nodes.reference, text: str, said: str) -> None:
    before, _, behind = said.partition(text)
    inline = link.children[0] if isinstance(link.children[0], nodes.inline) else link
    if before:
        inline.insert(0, nodes.Text(before))
    if behind:
        inline.append(nodes.Text(behind))


def setup(app: Any) -> None:
    app.add_post_transform(ChapterNumbers)
