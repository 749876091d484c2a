"""Which face an explorable, a figure or an exercise shows: that is for the process that runs the notebook to say."""

from __future__ import annotations

import os

__all__ = ["PAGE", "STANDALONE", "face"]

PAGE, STANDALONE = "page", "standalone"


def face() -> str | None:
    """Return ``"page"`` where a site is built, ``"standalone"`` for a page without the extension, else None: live.

    A build says through the environment that no kernel will answer; then the states travel with the page.
    """
    return os.environ.get("EXPLORABLE_STATIC") or None
