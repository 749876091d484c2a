"""The local Sphinx extension of this site: everything a page needs is served by the site, and nothing more.

It renders formulas as MathML, puts the theme's icons inline, cuts the web fonts to what the pages show, and drops
scripts and styles that a page does not use or that would be fetched from elsewhere.
"""

from __future__ import annotations

from pathlib import Path

import yaml

from . import mathml
from .icons import inline_icons
from .lean_pages import drop_unserved, keep_needed_assets, strip_leftovers
from .webfonts import write_webfonts

HERE = Path(__file__).parent.parent
REDIRECT = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>{title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="refresh" content="0; url={target}">
</head>
<body><main><h1>{title}</h1><p><a href="{target}">Open the book</a></p></main></body>
</html>
"""


def setup(app) -> dict:
    mathml.setup(app)
    app.connect("config-inited", _configure)
    app.connect("builder-inited", _silence_kernel_launcher)
    app.connect("html-page-context", _name_part)
    # After every other extension has added what it adds.
    app.connect("html-page-context", keep_needed_assets, priority=990)
    app.connect("build-finished", _finish, priority=990)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def _configure(app, config) -> None:
    config.templates_path.insert(0, str(HERE / "templates"))
    config.html_static_path.append(str(HERE / "served"))
    app.add_css_file("site.css", priority=900)


def _silence_kernel_launcher(app) -> None:
    """Jupyter Book always loads it; here it would only declare one constant twice on every page."""
    for listeners in app.events.listeners.values():
        listeners[:] = [one for one in listeners if not one.handler.__module__.startswith("sphinx_thebe")]


def _name_part(app, pagename, templatename, context, doctree) -> None:
    context["part_caption"] = _part_captions(Path(app.srcdir)).get(pagename)


def _part_captions(source: Path) -> dict[str, str]:
    contents = yaml.safe_load((source / "_toc.yml").read_text(encoding="utf-8"))
    return {
        chapter["file"]: part["caption"]
        for part in contents.get("parts", [])
        if "caption" in part
        for chapter in part["chapters"]
    }


def _finish(app, error) -> None:
    if error or app.builder.format != "html":
        return
    site = Path(app.outdir)
    root = app.config.root_doc
    if root != "index":
        redirect = REDIRECT.format(title=app.config.html_title, target=f"{root}.html")
        (site / "index.html").write_text(redirect, encoding="utf-8")
    texts = [path.read_text(encoding="utf-8") for path in (site / "_explorables").glob("*")]
    for path in site.rglob("*.html"):
        if path.is_relative_to(site / "_static"):
            continue
        page = inline_icons(strip_leftovers(path.read_text(encoding="utf-8")))
        path.write_text(page, encoding="utf-8")
        texts.append(page)
    drop_unserved(site / "_static")
    write_webfonts(texts, site / "_static")
    _keep_search_local(site / "_static" / "documentation_options.js")


def _keep_search_local(options: Path) -> None:
    """Results read from a disk come without excerpts, since a page there may not read other pages."""
    line = '\nif (location.protocol === "file:") DOCUMENTATION_OPTIONS.SHOW_SEARCH_SUMMARY = false;\n'
    options.write_text(options.read_text(encoding="utf-8") + line, encoding="utf-8")
