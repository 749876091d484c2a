"""The page on which up to five places stand side by side."""

from __future__ import annotations

from typing import Any

from clusterbook.words import tell

from .elements import element
from .kind_texts import KINDS, texts_of
from .words_of_script import script_words

__all__ = ["compare_page"]


def compare_page() -> dict[str, Any]:
    """The page; what it shows is computed in the browser, because the reader chooses the places."""
    options = [element("option", texts_of(kind)["many"], value=kind) for kind in KINDS]
    told = tell(
        "Up to five places of one kind side by side: their measures, what they have more of, how far apart they are."
    )
    controls = element(
        "p",
        element("label", tell("Kind of places"), " ", element("select", *options)),
        " ",
        element(
            "label",
            tell("Add a place"),
            " ",
            element("input", list="places-of-kind", autocomplete="off"),
        ),
        element("datalist", id="places-of-kind"),
        " ",
        element("button", tell("These tables as CSV"), type="button", data_save=True),
        class_="r-controls pst-js-only",
    )
    body = element(
        "section",
        element("h1", tell("Compare places")),
        element("p", told),
        controls,
        element("ul", data_chosen=True, class_="r-chosen"),
        element("p", role="status"),
        element("div", data_shown=True),
        script_words("compare"),
        id="compare",
        data_regions="compare",
        class_="r-page",
    )
    return {
        "name": "compare",
        "title": tell("Compare places"),
        "description": told,
        "words": [],
        "body": body,
    }
