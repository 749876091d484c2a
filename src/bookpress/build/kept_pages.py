"""What Sphinx wrote is kept from one build to the next, so that a page that shows nothing new is not written again.

``_build/kept/`` holds the pages as Sphinx wrote them, before the site's extension dresses them (``site``), what they
show of each other (``shown.json``, from ``bookpress.sphinx.rewriting``) and, once a build has ended without a warning,
the key of all that pages show beside their own sources (``key``). A build takes them back only where that key is still
the same; else, and after a build that failed or was stopped, every page is written.

``_build/reading.json`` holds the pages that a build reads, until it has ended without a warning. What was said of them
would not be said again by a build that finds them read: it reads them again.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable
from pathlib import Path

__all__ = ["KEPT", "begin", "end", "has_ended", "keep", "note_reading"]

KEPT = "kept"
READING = "reading.json"


def begin(build: Path, key: str) -> bool:
    """Forget what a failed build has read, and take back the pages of the last one; return whether they were there."""
    _forget_unfinished(build)
    build.mkdir(exist_ok=True)
    # Until the extension says which pages it reads, it may be any.
    (build / READING).write_text("null")
    shutil.rmtree(build / "html", ignore_errors=True)
    kept, note = build / KEPT, build / KEPT / "key"
    if not (note.is_file() and note.read_text() == key):
        shutil.rmtree(kept, ignore_errors=True)
        return False
    note.unlink()
    (kept / "site").rename(build / "html")
    return True


def note_reading(build: Path, pages: Iterable[str]) -> None:
    """Note which pages are about to be read."""
    (build / READING).write_text(json.dumps(list(pages)))


def keep(site: Path) -> None:
    """Keep a site as Sphinx has just written it; its own files, ``_static``, are copied anew by each build."""
    kept = site.parent / KEPT / "site"
    shutil.rmtree(kept, ignore_errors=True)
    # With their times, by which Sphinx knows that a page is newer than its source.
    shutil.copytree(site, kept, ignore=shutil.ignore_patterns("_static"))


def end(build: Path, key: str) -> None:
    """Note that a build has ended without a warning: what it read and wrote can be built upon."""
    (build / READING).unlink(missing_ok=True)
    if (build / KEPT / "site").is_dir():
        (build / KEPT / "key").write_text(key)


def has_ended(build: Path) -> bool:
    """Whether the last build has ended without a warning; one that runs, failed or was stopped has not."""
    return not (build / READING).exists()


def _forget_unfinished(build: Path) -> None:
    note = build / READING
    if not note.exists():
        return
    pages = json.loads(note.read_text())
    if pages is None:
        shutil.rmtree(build / ".doctrees", ignore_errors=True)
    for page in pages or ():
        (build / ".doctrees" / f"{page}.doctree").unlink(missing_ok=True)
