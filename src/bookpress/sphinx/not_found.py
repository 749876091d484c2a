"""The page a server shows for an address that is not there: it works at any depth, so its links are whole."""

from __future__ import annotations

from html import escape
from urllib.parse import urlsplit

from bookpress.pages.policy import META

PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
{policy}
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>Page not found - {title}</title>
<script src="{root}_static/site.js"></script>
<link rel="stylesheet" href="{root}_static/site.css">
<link rel="stylesheet" href="{root}_static/webfonts.css">
<link rel="icon" href="{root}_static/favicon.svg">
</head>
<body class="not-found">
<main>
<p>{title}</p>
<h1>This page is not here</h1>
<p>The address may be mistyped, or the page has moved. Look for it here, or begin at <a href="{root}{home}.html">the
first page</a>.</p>
<form action="{root}search.html" method="get" role="search"><label for="q">Search this book</label>
<input id="q" type="search" name="q"> <button type="submit">Search</button></form>
{contents}
</main>
</body>
</html>
"""


def not_found(title: str, home: str, parts: dict[str, dict[str, str]], base: str) -> str:
    """The page, with the contents ``{part: {page: title}}`` and links from the root of ``base``."""
    root = urlsplit(base).path if base else ""
    lists = []
    for part, pages in parts.items():
        links = "".join(
            f'<li><a href="{root}{escape(page)}.html">{escape(name)}</a></li>'
            for page, name in pages.items()
        )
        lists.append((f"<h2>{escape(part)}</h2>" if part else "") + f"<ul>{links}</ul>")
    return PAGE.format(
        policy=META,
        title=escape(title),
        root=escape(root),
        home=escape(home),
        contents="\n".join(lists),
    )
