"""Which pages are written again, beside those that were read again: Sphinx looks at a page's own source only.

A page also shows titles, numbers and labels of other pages: in its contents, its links, its citations. Where any of
them has changed, all pages are written. Where the day of a page's last change has, that page is.
"""

from __future__ import annotations

import hashlib
import json
import pickle
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import ENV_PICKLE_FILENAME

from bookpress.build.kept_pages import KEPT, keep, note_reading

from .edition import last_changes

__all__ = ["keep_written", "setup", "shown_of_others"]


def shown_of_others(env: Any) -> str:
    """Hash of what pages show of each other."""
    std, works = env.domaindata["std"], env.domaindata.get("cite", {}).get("citations", ())
    shown = {
        "titles": env.titles,
        "contents": env.toctree_includes,
        "numbers": [env.toc_secnumbers, env.toc_fignumbers],
        "labels": [std["labels"], std["anonlabels"], std["objects"], std["terms"]],
        "formulas": env.domaindata["math"]["objects"],
        "functions": env.domaindata["py"]["objects"],
        "works": [[work.key, work.citation_id, work.formatted_entry.label] for work in works],
        "exercises": {
            label: [entry["docname"], *entry["node"].findall(nodes.title)]
            for label, entry in getattr(env, "sphinx_exercise_registry", {}).items()
            # A solution's title is its exercise's, put in place when its page is written: until then it differs.
            if not entry["type"].startswith("solution")
        },
    }
    return hashlib.sha256(json.dumps(_plain(shown), sort_keys=True).encode()).hexdigest()


def _plain(thing: Any) -> Any:
    """The same as JSON has it, in an order that does not depend on what was read first."""
    if isinstance(thing, nodes.Node):
        return thing.pformat()
    if isinstance(thing, Mapping):
        return {str(name): _plain(part) for name, part in thing.items()}
    if isinstance(thing, (list, tuple)):
        return [_plain(part) for part in thing]
    return str(thing)


def _written_again(app: Any, env: Any) -> list[str]:
    """The pages that show something new, read again or not."""
    note = Path(app.outdir).parent / KEPT / "shown.json"
    before = json.loads(note.read_text(encoding="utf-8")) if note.is_file() else {}
    days = {page: str(day) for page, day in last_changes(Path(app.srcdir)).items()}
    app.shown_now = {"of others": shown_of_others(env), "days": days}
    if before.get("of others") != app.shown_now["of others"]:
        return sorted(env.found_docs)
    # One page at least: where there is none, Sphinx leaves out the site's own files, too.
    return [
        env.config.root_doc,
        *(page for page in env.found_docs if _day_changed(app, page, before)),
    ]


def _day_changed(app: Any, page: str, before: Mapping[str, Any]) -> bool:
    source = Path(app.env.doc2path(page)).relative_to(app.srcdir).as_posix()
    return before["days"].get(source) != app.shown_now["days"].get(source)


def keep_written(app: Any, site: Path) -> None:
    """Keep the site as Sphinx has written it, and what its pages show of each other, for the next build."""
    keep(site)
    note = site.parent / KEPT / "shown.json"
    note.write_text(json.dumps(app.shown_now), encoding="utf-8")
    # Sphinx keeps what it has read before it writes, and so without what writing has put in place: titles of solutions.
    with (Path(app.doctreedir) / ENV_PICKLE_FILENAME).open("wb") as environment:
        pickle.dump(app.env, environment, pickle.HIGHEST_PROTOCOL)


def setup(app: Any) -> None:
    app.connect(
        "env-before-read-docs",
        lambda app, env, pages: note_reading(Path(app.outdir).parent, pages),
    )
    # After figures and sections have got their numbers.
    app.connect("env-get-updated", _written_again, priority=990)
