"""The status page: what each page of the book weighs, how long its notebook ran, and with which packages."""

from __future__ import annotations

import datetime
import platform
import re
from functools import cache
from pathlib import Path
from typing import Any

from myst_nb.sphinx_ import NbMetadataCollector

from bookpress.checks.weights import PAGE_BUDGET, weigh
from bookpress.licences import licences

from .edition import in_words, last_changes

PAGE = "status"
PLACE = re.compile(r'data-weight="([^"]+)" data-kind="(html|first_visit)">')


def status_page(app):
    """The page for Sphinx to write; what pages weigh is filled in when they are there."""
    root = Path(app.srcdir)
    changes = last_changes(root)
    rows = []
    for name in in_reading_order(app.env):
        ran = NbMetadataCollector.get_exec_data(app.env, name)
        file = Path(app.env.doc2path(name)).relative_to(root).as_posix()
        changed = changes.get(file)
        rows.append(
            {
                "name": name,
                "title": app.env.titles[name].astext(),
                "seconds": ran and ran["runtime"],
                "changed": changed and in_words(changed),
            }
        )
    context = {
        "title": "Status",
        "rows": rows,
        "budget": PAGE_BUDGET // 1000,
        "built": in_words(datetime.date.today()),
        "python": platform.python_version(),
        "packages": licences(root / "requirements.txt"),
    }
    return [(PAGE, context, "status.html")]


def in_reading_order(env: Any) -> list[str]:
    """Pages as the table of contents lists them."""
    found, waiting = [], [env.config.root_doc]
    while waiting:
        name = waiting.pop(0)
        if name not in found:
            found.append(name)
            waiting = [*env.toctree_includes.get(name, []), *waiting]
    return found


def fill_in_weights(site: Path) -> None:
    """Put compressed sizes in kilobytes where the written page has places for them."""
    page = site / f"{PAGE}.html"
    weight = cache(lambda name: weigh(site / f"{name}.html"))

    def kilobytes(place: re.Match) -> str:
        return f"{place[0]}{getattr(weight(place[1]), place[2]) / 1000:.0f}"

    page.write_text(PLACE.sub(kilobytes, page.read_text(encoding="utf-8")), encoding="utf-8")
