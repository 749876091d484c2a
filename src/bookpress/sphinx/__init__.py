"""The local Sphinx extension of this site: everything a page needs is served by the site, and nothing more.

It renders formulas as MathML, puts the theme's icons inline, cuts the web fonts to what the pages show, drops
scripts and styles that a page does not use or that would be fetched from elsewhere, and gives each page a policy that
forbids the rest. It adds what a site has besides its pages: a status page, a page for lost addresses, a preview card, a
site map, and the whole as one file for reading offline.
"""

from __future__ import annotations

import gc
import os
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from pybtex.plugin import find_plugin, register_plugin

from bookpress.build.site import pages_below
from bookpress.pages import buttons
from bookpress.pages.contents import fold_contents
from bookpress.pages.icons import inline_icons
from bookpress.pages.offline import write_archive
from bookpress.pages.policy import (
    META,
    OWN_POLICY,
    InlineStyles,
    warn_of_inline_code,
    without_inline_code,
)

from . import (
    cells,
    chapter_numbers,
    claims_page,
    mathml,
    numbered_targets,
    own_html,
    references,
    rewriting,
    self_checks,
    where_used,
    written,
    written_pages,
)
from .edition import edition, in_words, last_changes
from .lean_pages import drop_unserved, drop_unused, keep_needed_assets, strip_leftovers
from .not_found import not_found
from .plain_downloads import library_at, write_plain_downloads
from .search_texts import read_words, write_search
from .sharing import description, draw_card, shortened, sitemap
from .status import fill_in_weights, in_reading_order, status_page
from .webfonts import write_webfonts

HERE = Path(__file__).parent.parent
CARD = "_static/preview-card.png"
SUBTITLE = "Theory, measurement and policy:\nan interactive book"
REDIRECT = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
{policy}
<title>{title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="refresh" content="0; url={target}">
</head>
<body><main><h1>{title}</h1><p><a href="{target}">Open the book</a></p></main></body>
</html>
"""


def setup(app: Any) -> dict:
    # Pages are millions of nodes that stay: the collector need not look through them after each 700 new ones.
    gc.set_threshold(200_000, 20, 20)
    _find_once("pybtex.backends", "plaintext")
    mathml.setup(app)
    numbered_targets.setup(app)
    own_html.setup(app)
    references.setup(app)
    claims_page.setup(app)
    where_used.setup(app)
    chapter_numbers.setup(app)
    cells.setup(app)
    written.setup(app)
    rewriting.setup(app)
    self_checks.setup(app)
    app.add_config_value("search_words", "", "")
    app.add_config_value("notebooks_branch", "", "html")
    app.connect("config-inited", _configure)
    app.connect("builder-inited", _silence_kernel_launcher)
    app.connect("builder-inited", _draw_card)
    app.connect("builder-inited", _leave_out_the_index)
    app.connect("env-updated", _write_on_all_cores)
    app.connect("html-collect-pages", status_page)
    app.connect("html-collect-pages", lambda app: [("slides", {"title": "Slides"}, "slides.html")])
    app.connect("html-collect-pages", lambda app: [("search", {"title": "Search"}, "search.html")])
    app.connect("html-collect-pages", written_pages.collect)
    app.connect("html-page-context", _describe)
    # After every other extension has added what it adds.
    app.connect("html-page-context", buttons.arrange, priority=990)
    app.connect("html-page-context", keep_needed_assets, priority=990)
    app.connect("build-finished", _finish, priority=990)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def _configure(app: Any, config: Any) -> None:
    config.templates_path.insert(0, str(HERE / "templates"))
    config.html_static_path.append(str(HERE / "served"))
    app.add_css_file("site.css", priority=900)
    app.add_css_file("answers.css", priority=900)
    app.add_js_file("answers.js", loading_method="defer")
    # After the script that brings cards to life (priority 500).
    app.add_js_file("figures.js", loading_method="defer", priority=900)
    base = os.environ.get("BOOK_BASE_URL", config.html_baseurl)
    config.html_baseurl = base and base.rstrip("/") + "/"
    if repository := os.environ.get("BOOK_REPOSITORY"):
        config.html_theme_options["repository_url"] = repository


def _find_once(group: str, name: str) -> None:
    """Each citation asks for it, and all installed packages are looked through for what is not registered."""
    register_plugin(group, name, find_plugin(group, name), force=True)


def _silence_kernel_launcher(app: Any) -> None:
    """Jupyter Book always loads it; here it would only declare one constant twice on every page."""
    for listeners in app.events.listeners.values():
        listeners[:] = [
            one for one in listeners if not one.handler.__module__.startswith("sphinx_thebe")
        ]


def _leave_out_the_index(app: Any) -> None:
    """Sphinx would write an index of words without their places, and a page that sorts by it."""
    app.builder.search = False


def _write_on_all_cores(app: Any, env: Any) -> None:
    """Reading goes page by page, since the outputs of all notebooks come from one store; writing need not."""
    app.parallel = 4 * (os.cpu_count() or 1)  # the higher, the smaller the parts handed to a core


def _draw_card(app: Any) -> None:
    """Only a site with a known address has a use for it: messengers load it from there."""
    if app.config.html_baseurl and app.builder.format == "html":
        card = Path(app.outdir) / CARD
        card.parent.mkdir(parents=True, exist_ok=True)
        app.card_words = draw_card(card, app.config.html_title, SUBTITLE)


def _describe(
    app: Any, pagename: str, templatename: str, context: dict[str, Any], doctree: Any
) -> None:
    root = Path(app.srcdir)
    title = (
        app.env.titles[pagename].astext()
        if pagename in app.env.titles
        else context.get("title", "")
    )
    source = _source(app, pagename)
    changed = last_changes(root).get(source or "")
    context.update(
        security_policy=META,
        source_file=source,
        part_caption=_part_captions(app).get(pagename),
        part_address=_part_address(app, pagename),
        edition=edition(root),
        last_changed=changed,
        last_changed_text=changed and in_words(changed),
        plain_title=title,
        page_description=description(
            doctree,
            otherwise=context.get("described") or shortened(f"{title} - {app.config.html_title}"),
        ),
        card_url=f"{app.config.html_baseurl}{CARD}",
        card_words=getattr(app, "card_words", ""),
    )


def _source(app: Any, pagename: str) -> str | None:
    if pagename not in app.env.all_docs:
        return None
    return Path(app.env.doc2path(pagename)).relative_to(app.srcdir).as_posix()


def _part_address(app: Any, pagename: str) -> str | None:
    """Where a part is told of: at a label ``part-`` with the name of its folder, on another page."""
    folder = pagename.rpartition("/")[0].rpartition("/")[2]
    page, anchor, _ = app.env.get_domain("std").labels.get(f"part-{folder}", ("", "", ""))
    if not page or page == pagename:
        return None
    return f"{app.builder.get_relative_uri(pagename, page)}#{anchor}"


def _part_captions(app: Any) -> dict[str, str]:
    return {page: caption for caption, pages in _parts(app).items() if caption for page in pages}


def _parts(app: Any) -> dict[str, list[str]]:
    contents = yaml.safe_load(
        (Path(app.srcdir) / app.config.external_toc_path).read_text(encoding="utf-8")
    )
    return {part.get("caption", ""): pages_below(part) for part in contents.get("parts", [])}


def _finish(app: Any, error: Exception | None) -> None:
    if error or app.builder.format != "html":
        return
    site = Path(app.outdir)
    drop_unused(site)
    rewriting.keep_written(app, site)
    _write_first_and_lost_page(app, site)
    styles = InlineStyles()
    texts = [path.read_text(encoding="utf-8") for path in (site / "_explorables").glob("*")]
    for path in site.rglob("*.html"):
        if path.relative_to(site).parts[0] in OWN_POLICY:
            continue
        page = without_inline_code(strip_leftovers(path.read_text(encoding="utf-8")), styles)
        page = fold_contents(buttons.mark_places(inline_icons(page)))
        warn_of_inline_code(path, page)
        path.write_text(page, encoding="utf-8")
        texts.append(page)
    texts += written_pages.write_pages(app, site)
    drop_unserved(site / "_static")
    with open(site / "_static/site.css", "a", encoding="utf-8") as sheet:
        sheet.write(f"\n/* ---- What pages said inline ---- */\n\n{styles.sheet()}")
    write_webfonts(texts, site / "_static", Path(app.srcdir) / "_build/.fonts")
    fill_in_weights(site)
    write_search(
        site,
        [*in_reading_order(app.env), "slides"],
        _part_captions(app),
        _searched(app),
        read_words(Path(app.srcdir) / app.config.search_words) if app.config.search_words else (),
    )
    options = app.config.html_theme_options
    library = library_at(
        Path(app.srcdir),
        app.config.html_baseurl,
        options.get("repository_url", ""),
        options.get("repository_branch", "main"),
    )
    write_plain_downloads(Path(app.srcdir), site, library)
    write_archive(site)
    # The builder ends now: to look once more through millions of nodes for what nobody holds would take seconds.
    gc.freeze()


def _write_first_and_lost_page(app: Any, site: Path) -> None:
    root, base, title = app.config.root_doc, app.config.html_baseurl, app.config.html_title
    if root != "index":
        redirect = REDIRECT.format(policy=META, title=title, target=f"{root}.html")
        (site / "index.html").write_text(redirect, encoding="utf-8")
    titles = app.env.titles
    parts = {
        caption: {page: titles[page].astext() for page in pages if page in titles}
        for caption, pages in _parts(app).items()
    }
    (site / "404.html").write_text(not_found(title, root, parts, base), encoding="utf-8")
    if base:
        changes = last_changes(Path(app.srcdir))
        pages: dict[str, date | None] = {}
        pages |= {
            name: changes.get(_source(app, name) or "") for name in sorted(app.env.found_docs)
        }
        pages["slides"] = None
        pages |= dict.fromkeys(written_pages.names_of(app))
        (site / "sitemap.xml").write_text(sitemap(base, pages), encoding="utf-8")


def _searched(app: Any) -> list[dict[str, Any]]:
    """Pages that a program wrote, by the names under which the search knows them."""
    return [
        {**page, "name": f"{folder}/{page['name']}"}
        for folder, found in getattr(app, "written_pages", {}).items()
        for page in found["pages"]
    ]
