"""Which site is tested: the book's, or the preview that ``BOOK_SITE`` names."""

import os
from pathlib import Path

from bookpress.build.site import listed_pages
from bookpress.place import ROOT

SITE = Path(os.environ.get("BOOK_SITE", ROOT)).resolve()
PAGES = listed_pages(SITE)
# A page with Korean terms and figures, for what is tested once.
CHAPTER = next((page for page in PAGES if page.endswith("kinds-of-clusters")), PAGES[1])
