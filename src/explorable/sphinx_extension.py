"""For Sphinx sites: style and script on the pages that hold an explorable, large states in files beside them."""

from __future__ import annotations

import gzip
import hashlib
import os
import re
from pathlib import Path
from typing import Any

from .claims import in_sphinx

__all__ = ["setup"]

_HERE = Path(__file__).parent
_ASSETS = (
    "explorable.css",
    "explorable.js",
    "answers/answers.css",
    "answers/answers.js",
    "claims/claims.css",
    "claims/claims.js",
)
_DATA = re.compile(
    r'<script type="application/json" data-explorable-part="(views|wide|narrow)">(.*?)</script>',
    flags=re.DOTALL,
)
# Compressed bytes of states a page may carry itself before they move into files.
MOST_INLINE = 3_000


def setup(app: Any) -> dict[str, bool]:
    """Register with Sphinx; kernels started by this build show the static face."""
    os.environ.setdefault("EXPLORABLE_STATIC", "page")
    in_sphinx.setup(app)
    app.connect("html-page-context", _dress)
    app.connect("build-finished", _copy_assets)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def _dress(app, pagename, templatename, context, doctree):
    body = context.get("body") or ""
    claims = 'class="claim"' in body
    if "explorable-figure" not in body and not claims:
        return
    app.add_css_file("explorable.css")
    if claims:
        app.add_css_file("claims.css")
        app.add_js_file("claims.js", loading_method="defer")
    if "data-explorable" in body:
        app.add_js_file("explorable.js", loading_method="defer")
        context["body"] = _move_out(body, context["pathto"], Path(app.outdir))


def _move_out(body, path_to, outdir):
    """Give each large part a file of its own; what a script element brings also works from a disk."""

    def moved(match):
        part, text = match.groups()
        if len(gzip.compress(text.encode())) < MOST_INLINE:
            return match[0]
        key = f"{part}-{hashlib.sha256(text.encode()).hexdigest()[:12]}"
        folder = outdir / "_explorables"
        folder.mkdir(exist_ok=True)
        # A text may speak of markup, such as one that a reader's file holds: in a script, too, it is no tag.
        told = text.replace("<script", "\\u003cscript")
        (folder / f"{key}.js").write_text(f'explorablePart("{key}",{told})', encoding="utf-8")
        return (
            f'<script type="application/json" data-explorable-part="{part}" data-key="{key}" '
            f'data-src="{path_to(f"_explorables/{key}.js", True)}"></script>'
        )

    return _DATA.sub(moved, body)


def _copy_assets(app, error):
    if error or app.builder.format != "html":
        return
    static = Path(app.outdir) / "_static"
    static.mkdir(exist_ok=True)
    for name in _ASSETS:
        (static / Path(name).name).write_bytes((_HERE / name).read_bytes())
