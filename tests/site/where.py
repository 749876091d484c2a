"""Which site is tested: the book's, or the preview that ``BOOK_SITE`` names; and which pages are tried in a browser."""

import fcntl
import json
import os
from functools import cache
from pathlib import Path

from sample_site import SOURCES

from bookpress.build.site import build, is_whole_and_fresh, listed_pages, written_pages
from bookpress.build.stale import fingerprint
from bookpress.checks.features import choose, features_of
from bookpress.place import ROOT

SITE = Path(os.environ.get("BOOK_SITE", ROOT)).resolve()
PAGES = listed_pages(SITE)
# A page with Korean terms and figures, for what is tested once.
CHAPTER = next((page for page in PAGES if page.endswith("kinds-of-clusters")), PAGES[1])
# Pages of the site besides those of the book. 404.html links from the root of its server and is tested by itself.
BESIDES = ["search", "slides", "status"]
# Of the sample site, beside the book.
SAMPLE = [f"sample:{page}" for page in listed_pages(SOURCES)]
# Pages of the book on which the template is tried; what only others have must be on the sample site.
MOST_TRIED = 8
# Of the pages that a program writes, this many are looked at in a browser.
MOST_WRITTEN = 12


@cache
def built():
    """Folder that holds the built site, which is built first where that is needed and possible."""
    if SITE == ROOT:
        (ROOT / "_build").mkdir(exist_ok=True)
        with open(ROOT / "_build/site.lock", "w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)  # several test processes share one site
            if not is_whole_and_fresh():
                assert build() == 0, "the site could not be built"
    return SITE


@cache
def book_features():
    """What each page of the book holds of the template; read once for all test processes."""
    site = built() / "_build/html"
    note, current = SITE / "_build/features.json", fingerprint(("book",), site)
    current += fingerprint(("src/bookpress/checks/features.py",), ROOT)
    with open(note.with_suffix(".lock"), "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        known = json.loads(note.read_text(encoding="utf-8")) if note.exists() else {}
        if known.get("of") != current:
            found = features_of(site, PAGES)
            known = {"of": current, "pages": {page: sorted(names) for page, names in found.items()}}
            note.write_text(json.dumps(known, indent=1), encoding="utf-8")
    return {page: frozenset(names) for page, names in known["pages"].items()}


@cache
def chosen():
    """Pages of the book that hold between them all that the template offers, those with most of it first."""
    return choose(book_features(), MOST_TRIED)


def _is_written(page):
    """Whether a program writes a page, or most of one in Markdown."""
    if (ROOT / f"{page}.ipynb").is_file():
        return False
    file = ROOT / f"{page}.md"
    return not file.is_file() or "```{written}" in file.read_text(encoding="utf-8")


def written_looked_at():
    """Of the pages written into a shell: the heaviest and the lightest of each kind, and those of their own kind."""
    built()
    kinds = {}
    for name in written_pages(SITE):
        size = (SITE / "_build/html" / f"{name}.html").stat().st_size
        # Names begin with country and kind, such as us-metro; others stand by themselves.
        kinds.setdefault("-".join(name.split("-")[:2]), []).append((size, name))
    return sorted({end(pages)[1] for pages in kinds.values() for end in (min, max)})


def looked_at():
    """Pages whose content a browser looks at: all that somebody wrote, and a few of those that a program did."""
    own = [page for page in PAGES if not _is_written(page)]
    written = [page for page in PAGES if page not in own]
    few = choose({page: book_features()[page] for page in written}, MOST_WRITTEN) if written else []
    return [*own, *few, *BESIDES, *written_looked_at(), *SAMPLE]
