"""The page of all places of a kind: a map to click, and a ranking by any measure."""

from __future__ import annotations

from typing import Any

from clusterbook.words import tell

from .csv_files import csv_links
from .elements import Html, element, shown, table
from .kind_texts import texts_of
from .maps import place_map
from .measures import rank_of, shown_measures
from .words_of_script import script_words

__all__ = ["kind_page"]


def kind_page(data: dict[str, Any]) -> dict[str, Any]:
    """The page, named as its kind: without scripts all places by size, with them by any measure."""
    texts = texts_of(data)
    options = [
        element("option", one.label, value=name) for name, one in shown_measures(data).items()
    ]
    controls = element(
        "p",
        element("label", tell("Rank by"), " ", element("select", *options)),
        " ",
        element(
            "label",
            tell("Only names with"),
            " ",
            element("input", type="search", autocomplete="off"),
        ),
        " ",
        element("button", tell("This table as CSV"), type="button", data_save=True),
        class_="r-controls pst-js-only",
    )
    rows = [
        element(
            "tr",
            element("td", shown(rank_of(data, place, "size")[0]), class_="text-right"),
            element("th", element("a", place["title"], href=f"{place['slug']}.html"), scope="row"),
            element("td", shown(place["total"]), class_="text-right"),
            element("td", class_="text-right"),
        )
        for place in sorted(data["places"], key=lambda one: -one["total"])
    ]
    size = next(iter(shown_measures(data).values())).label
    header = [(tell("Rank"), True), (tell("Place"), False), (size, True), (tell("Interval"), True)]
    told = tell(
        "Map of the places. Arrow keys go from one to the nearest, Enter opens its page. The darker, the higher is the "
        "measure by which they are ranked; the table below has the numbers."
    )
    body = element(
        "section",
        element("h1", texts["many"]),
        element(
            "p",
            element(
                "a",
                tell("Compare up to five places"),
                href=f"compare.html#compare?kind={data['kind']}",
            ),
        ),
        controls,
        place_map(data["kind"], [place for place in data["places"] if place["page"]], told),
        element("p", element("small", told), class_="r-named", aria_live="polite"),
        element("p", role="status"),
        table(tell("All places of this kind"), header, rows),
        *_grades(data),
        element("ul", *[element("li", one) for one in (*data["left_out"], *data["cannot"])]),
        csv_links(data),
        script_words("kind"),
        id="places",
        data_regions="kind",
        data_kind=data["kind"],
        class_="r-page",
    )
    return {
        "name": data["kind"],
        "title": texts["many"],
        "description": texts["one"],
        "words": [],
        "body": body,
    }


def _grades(data: dict[str, Any]) -> list[Html]:
    """The bounds of the four grades, and how many places have each."""
    if not data["grades"]:
        return []
    given = [place["badge"]["grade"] for place in data["places"]]
    rows = [
        element(
            "li",
            tell(
                "{bounds} {n} of the {all} places.",
                bounds=bounds,
                n=given.count(bounds[0]),
                all=len(given),
            ),
        )
        for bounds in data["grades"]
    ]
    return [
        element("p", tell("How sure the figures of a place are, a grade on its page says:")),
        element("ul", *rows),
    ]
