"""Leave out of each page what it does not use, and everything that would be fetched from elsewhere."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any
from urllib.parse import quote

# Asset: the piece of a page's body that shows it is needed.
NEEDED_BY = {
    "togglebutton.js": ("dropdown", "toggle"),
    "togglebutton.css": ("dropdown", "toggle"),
    "copybutton": ('class="highlight"',),
    "clipboard.min.js": ('class="highlight"',),
    "design-tabs.js": ("sd-tab-set",),
    "sphinx-design.min.css": ('class="sd-', " sd-"),
    "exercise.css": ("exercise", "solution"),
    "answers.": ('class="answer-check"',),
    "figures.js": ("explorable-figure",),
    "mystnb": ("cell_input", "cell_output", "myst-ansi"),
}
NEVER = (
    # The widget runtime and its state, the launcher of kernels from unnamed servers: nothing here uses them.
    *(
        "html-manager",
        "require.js",
        "widget-state+json",
        "sphinx-thebe",
        "THEBE_JS_URL",
        "mathjax",
        "MathJax",
    ),
    # Marks the words of a search of Sphinx's own, which this site has not.
    "sphinx_highlight",
    # Inline scripts: what is needed of them stands in site.js.
    *(
        "toggleHint",
        "toggleOpenOnPrint",
        "togglebuttonSelector",
        "OPTIONS.pagename",
        "OPTIONS.search_as_you_type",
    ),
)
LEFTOVERS = re.compile(
    r'<script type="(?:text/x-thebe-config|application/vnd\.jupyter\.widget-(?:view|state)\+json)">.*?</script>'
    r"|<style scoped>.*?</style>"  # of pandas' tables, which the site dresses itself
    r"|<script>kernelName = [^<]*</script>"
    r'|<div id="ethical-ad-placement".*?</div>',
    re.DOTALL,
)
# Names that an extension repeats for every exercise; roles that are out of use, or whose children are of another kind.
WRONG_ATTRIBUTES = re.compile(
    r'(?<=<section) id="(?:exercise|solution)-content"|(?<=<div) role="list"(?= class="citation-list")'
    r'| role="doc-biblioentry"'
)
# Contents and search stand outside every landmark; an empty cell is no heading.
BETTER = {
    'id="pst-primary-sidebar"': 'id="pst-primary-sidebar" role="complementary" aria-label="The book"',
    "<th></th>": "<td></td>",
    # The arrow that opens a part of the contents is a picture: it says nothing by itself.
    '<summary><span class="toctree-toggle"': '<summary aria-label="The pages below"><span class="toctree-toggle"',
}
VIEWPORT = re.compile(r'\s*<meta name="viewport"[^>]*>')
UNSERVED = (
    "locales",
    "vendor",
    "scripts/fontawesome.js",
    "searchtools.js",
    "language_data.js",
    "sphinx_highlight.js",
    "scripts/fontawesome.js.LICENSE.txt",
    "sphinx-thebe.css",
    "sphinx-thebe.js",
    "webpack-macros.html",
    "sbt-webpack-macros.html",
    "styles/theme.css",
)
ICON_FONT_RULES = re.compile(
    r"@font-face\{[^{}]*Font Awesome[^{}]*\}|(?<=[}/])(?:\.fa[bsr]?(?:-[\w-]+)?(?:[:.\s>][^{},]*)?,?)+\{[^{}]*\}"
)


def keep_needed_assets(
    app: Any, pagename: str, templatename: str, context: dict[str, Any], doctree: Any
) -> None:
    """Filter the style sheets and scripts Sphinx is about to write into a page."""
    body = context.get("body") or ""
    for kind in ("css_files", "script_files"):
        kept, seen = [], set()
        for asset in context.get(kind, []):
            name = str(getattr(asset, "filename", asset) or "")
            attributes = getattr(asset, "attributes", {})
            text = f"{name} {attributes.get('body', '')} {attributes.get('type', '')}"
            if _is_needed(text, body) and text not in seen:
                kept.append(asset)
                seen.add(text)
        context[kind] = kept


def _is_needed(text: str, body: str) -> bool:
    if any(part in text for part in NEVER):
        return False
    return all(
        any(sign in body for sign in signs) for part, signs in NEEDED_BY.items() if part in text
    )


def strip_leftovers(html: str) -> str:
    """Take out of a written page what extensions put there without being asked."""
    html = WRONG_ATTRIBUTES.sub("", LEFTOVERS.sub("", html))
    for worse, better in BETTER.items():
        html = html.replace(worse, better)
    html = re.sub(r"(Solution to)(<a [^>]*>) ", r"\1 \2", html)  # the space belongs before the link
    first = VIEWPORT.search(html)
    if first:
        html = html[: first.end()] + VIEWPORT.sub("", html[first.end() :])
    # Templates leave many blank lines behind; those inside <pre> are part of the text and have no blank neighbours.
    head, body_tag, body = html.partition("<body")
    return re.sub(r"\n\s*\n+", "\n", head) + body_tag + body


def drop_unused(site: Path) -> None:
    """Delete pictures and states that pages of earlier builds showed, and no page does now."""
    pages = "".join(path.read_text(encoding="utf-8") for path in site.rglob("*.html"))
    for folder in ("_images", "_explorables"):
        shown = set(re.findall(rf"\b{folder}/([^\"'?#)]+)", pages))
        for path in (site / folder).glob("*"):
            if path.name not in shown and quote(path.name) not in shown:
                path.unlink()


def drop_unserved(static: Path) -> None:
    """Delete what no page refers to any more, and what the style sheets say about icon fonts."""
    for name in UNSERVED:
        path = static / name
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    for path in static.rglob("*.map"):
        path.unlink()
    for path in [*static.rglob("*.css"), *static.rglob("*.js")]:
        text = path.read_text(encoding="utf-8")
        lean = re.sub(r"\n?(?://|/\*)# sourceMappingURL=\S+(?: \*/)?", "", text)
        if path.name == "pydata-sphinx-theme.css":
            lean = ICON_FONT_RULES.sub("", lean)
        if lean != text:
            path.write_text(lean, encoding="utf-8")
