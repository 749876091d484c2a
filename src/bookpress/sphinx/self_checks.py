"""At the end of a chapter, a few questions of the bank that its page checks itself: without account or server.

They are drawn with a seed of their own, so that a page does not show what a lecturer's file asks of the same bank.
Questions that draw nothing stand in both as they are; the key names them.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from bookpress.editions.questions.course_test import ON_PAGES
from bookpress.editions.questions.files import banks
from explorable.answers.bank import Bank
from explorable.answers.self_check import PLACE, heading, self_check, some_of

__all__ = ["checks_of", "setup"]

# Where the contents of a page end, as Sphinx writes them.
END = "</ul>\n</li>\n</ul>"


def setup(app: Any) -> None:
    """Append the questions to the pages of their chapters."""
    # Once, before writing is shared out: the banks' tables need not be read by every process.
    app.connect("env-updated", _read_banks)
    app.connect("html-page-context", _append)


def checks_of(page: str) -> str:
    """The section for a page, named as in ``_toc.yml``; nothing where the bank has no questions on it."""
    folder, _, chapter = page.rpartition("/")
    bank = _by_part().get(folder.rpartition("/")[2])
    if bank is None or chapter not in bank.chapters:
        return ""
    return self_check(some_of(bank, chapter, ON_PAGES))


@cache
def _by_part() -> dict[str, Bank]:
    return {bank.part: bank for bank in banks()}


def _read_banks(app: Any, env: Any) -> None:
    _by_part()


def _append(
    app: Any, pagename: str, templatename: str, context: dict[str, Any], doctree: Any
) -> None:
    if "body" not in context or not (section := checks_of(pagename)):
        return
    context["body"] += section
    before, end, after = context.get("toc", "").rpartition(END)
    if end:
        link = f'<li><a class="reference internal" href="#{PLACE}">{heading()}</a></li>\n'
        context["toc"] = f"{before}{link}{end}{after}"
