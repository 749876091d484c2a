"""What stands on the book's page *Find your region*: the search by name, and the ways to all places."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from clusterbook.words import tell

from .elements import element
from .kind_texts import KINDS, texts_of
from .words_of_script import script_words

__all__ = ["FIND_PAGE", "find"]

FIND_PAGE = "book/regions/index"
# From that page to the folder of the written ones.
THERE = "../../regions/"


def find(root: Path, word: str, pages: frozenset[str]) -> tuple[str, list[Path]]:
    """The search field and the lists, as reStructuredText; asked for by ``{written} regions find``.

    Raises
    ------
    LookupError
        If another word is asked for.
    """
    if word != "find":
        raise LookupError(tell("regions writes nothing of {word}; ask for find.", word=word))
    field = element("input", type="search", autocomplete="off")
    form = element(
        "form",
        element(
            "p",
            element("label", tell("Name of your region"), " ", field),
            class_="r-controls pst-js-only",
        ),
        element("ul", data_list=True, class_="r-found"),
        element("p", role="status"),
        script_words("find"),
        data_regions="find",
    )
    lists = element(
        "ul",
        *[
            element(
                "li",
                element("a", texts_of(kind)["many"], href=f"{THERE}{kind}.html"),
                ": ",
                texts_of(kind)["one"],
            )
            for kind in KINDS
        ],
        element("li", element("a", tell("Compare up to five places"), href=f"{THERE}compare.html")),
    )
    loaded: Mapping[str, str] = {
        "style": element("link", rel="stylesheet", href=f"{THERE}regions.css"),
        "scripts": "".join(
            element("script", src=f"{THERE}{name}", defer=True)
            for name in ("regions.js", "views.js")
        ),
    }
    html = loaded["style"] + element("div", form, lists, class_="r-page") + loaded["scripts"]
    return f".. raw:: html\n\n   {html}\n", []
