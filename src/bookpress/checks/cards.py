"""What can be said of a page's explorables from its files: their states are whole, and each says what it should."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from html import unescape
from pathlib import Path
from urllib.parse import unquote

from bs4 import BeautifulSoup, Tag

from bookpress.pages.elements import element

__all__ = ["Card", "card_faults", "cards_of"]

PARTS = ("meta", "views", "wide", "narrow")
SECTION = re.compile(r'<section class="explorable".*?</section>', re.DOTALL)
# What html writes and a parser reads in more than one way.
DRAWING = '<div class="explorable-{width}">(.*?)</svg>'
INNER = re.compile(r"<svg [^>]*>(.*)", re.DOTALL)
CALL = re.compile(r'explorablePart\("([^"]+)",(.*)\)\s*', re.DOTALL)
TAG = re.compile(r"<[^>]*>")


@dataclass
class Card:
    """One explorable of a page, as it is written, with the states that belong to it."""

    html: str
    folder: Path

    @cached_property
    def tag(self) -> Tag:
        """Its elements, drawings and states left out."""
        light = re.sub(r"<svg .*?</svg>|<script .*?</script>", "", self.html, flags=re.DOTALL)
        return element(BeautifulSoup(light, "html.parser"), "section")

    @property
    def slug(self) -> str:
        """Its name in addresses."""
        return str(self.tag["id"])

    def holder(self, part: str) -> tuple[dict[str, str], str]:
        """Attributes and text of the element that holds a part."""
        found = re.search(
            rf'<script ([^>]*data-explorable-part="{part}"[^>]*)>(.*?)</script>',
            self.html,
            re.DOTALL,
        )
        if not found:
            raise LookupError(f"{part}: no such part")
        return {
            name: unescape(value) for name, value in re.findall(r'([\w-]+)="([^"]*)"', found[1])
        }, found[2]

    def part(self, name: str) -> dict:
        """Content of a part, from the page or from its file."""
        attributes, text = self.holder(name)
        if address := attributes.get("data-src"):
            file = self.folder / unquote(address)
            if not file.is_file():
                raise LookupError(f"{name}: {address} is not there")
            call = CALL.fullmatch(file.read_text(encoding="utf-8"))
            if not call or call[1] != attributes["data-key"]:
                raise LookupError(f"{name}: {address} does not hold {attributes['data-key']}")
            text = call[2]
        return json.loads(text)

    @cached_property
    def meta(self) -> dict:
        """Controls, start, cases and guess."""
        return self.part("meta")

    @cached_property
    def views(self) -> list:
        """Sentence, alternative text, facts, rows and columns of each state."""
        return self.part("views")["views"]

    @property
    def sizes(self) -> list[int]:
        """How many values each control has."""
        return [len(control["keys"]) for control in self.meta["controls"]]

    @property
    def start(self) -> list[int]:
        """Where each control begins."""
        return list(_places(self.meta["start"], self.sizes))

    def reading(self, state: int) -> str:
        """The sentence of a state in plain words."""
        return plain(self.views[state][0])

    def moves(self) -> Iterator[tuple[str, int, str]]:
        """For each control a value whose sentence is not the one of the start, and that sentence, if there is one.

        A value that also moves the figure comes first: a threshold may change its word before any dot leaves the map.
        """
        drawn = self.part("wide")["drawings"]
        at, start = self.meta["start"], self.start
        before = self.reading(at)
        for number, control in enumerate(self.meta["controls"]):
            moved = {
                place: _number([*start[:number], place, *start[number + 1 :]], self.sizes)
                for place in range(len(control["keys"]))
            }
            speaking = [place for place, state in moved.items() if self.reading(state) != before]
            moving = [place for place in speaking if drawn[moved[place]] != drawn[at]]
            for place in (moving or speaking)[:1]:
                yield control["name"], place, self.reading(moved[place])

    def drawing(self, width: str) -> str | None:
        """What stands in the figure of the page."""
        found = re.search(DRAWING.format(width=width), self.html, re.DOTALL)
        inner = INNER.search(found[1]) if found else None
        return inner and inner[1]

    def faults(self) -> Iterator[str]:
        """What is wrong with it."""
        yield from self._faults_of_elements()
        try:
            parts = {name: self.part(name) for name in PARTS}
        except (LookupError, ValueError) as error:
            yield str(error)
            return
        states = math.prod(self.sizes)
        counts = {
            "views": len(self.views),
            **{width: len(parts[width]["drawings"]) for width in ("wide", "narrow")},
        }
        wrong = {name: count for name, count in counts.items() if count != states}
        if wrong or not 0 <= self.meta["start"] < states:
            yield f"{states} states, of which {self.meta['start']} is the start, and {wrong} of them"
            return
        yield from self._faults_of_states(parts)
        moving = {name for name, *_ in self.moves()}
        for control in self.meta["controls"]:
            if control["name"] not in moving:
                yield f"no value of {control['name']} changes the sentence of the start"

    def _faults_of_elements(self) -> Iterator[str]:
        for control in self.tag.select(".explorable-controls :is(input, select)"):
            name = control.get("data-control")
            label = control.find_parent("label") or self.tag.select_one(
                f'label[for="{control.get("id")}"]'
            )
            if not label or not label.get_text(strip=True):
                yield f"{name} has no label"
            if control.get("type") == "range" and not control.get("aria-valuetext"):
                yield f"{name} does not say its value"
            if control.get("type") == "radio" and not self.tag.select_one("fieldset legend"):
                yield f"{name} has choices without a name"
        reading = self.tag.select_one("p.explorable-reading")
        if not reading or not reading.get_text(strip=True):
            yield "no sentence"
        elif reading.get("aria-live") != "polite":
            yield "the sentence is not announced"
        if not self.tag.select("details.explorable-table table tbody tr"):
            yield "no table"
        if not self.tag.select(".explorable-controls [data-control]"):
            yield "no control"

    def _faults_of_states(self, parts: dict) -> Iterator[str]:
        start = self.meta["start"]
        names = {
            tag["data-control"] for tag in self.tag.select(".explorable-controls [data-control]")
        }
        if names != {control["name"] for control in self.meta["controls"]}:
            yield f"its controls are {sorted(names)}, and not those of its states"
        columns = len(parts["views"]["columns"])
        if any(not 0 <= view[4] < columns for view in self.views):
            yield "a state names columns that are not there"
        if any(not plain(view[0]).strip() for view in self.views):
            yield "a state without a sentence"
        if (
            said := " ".join(element(self.tag, "p.explorable-reading").get_text().split())
        ) != " ".join(self.reading(start).split()):
            yield f"the page says {said!r} and its start {self.reading(start)!r}"
        for width in ("wide", "narrow"):
            known = parts[width]["parts"]
            if any(
                not 0 <= place < len(known)
                for _, _, *places in parts[width]["drawings"]
                for place in places
            ):
                yield f"{width}: a drawing names parts that are not there"
                continue
            drawn = "".join(known[place] for place in parts[width]["drawings"][start][2:])
            if drawn != self.drawing(width):
                yield f"{width}: the figure of the page is not the one of its start"


def plain(html: str) -> str:
    """A sentence without its marks.

    Examples
    --------
    >>> plain("It is <strong>7</strong> &amp; more.")
    'It is 7 & more.'
    """
    return unescape(TAG.sub("", html))


def _places(number: int, sizes: list[int]) -> Iterator[int]:
    places = []
    for size in reversed(sizes):
        number, place = divmod(number, size)
        places.append(place)
    return reversed(places)


def _number(places: list[int], sizes: list[int]) -> int:
    number = 0
    for place, size in zip(places, sizes, strict=True):
        number = number * size + place
    return number


def cards_of(page: Path) -> list[Card]:
    """The explorables of a page."""
    return [Card(html, page.parent) for html in SECTION.findall(page.read_text(encoding="utf-8"))]


def card_faults(page: Path) -> list[str]:
    """What is wrong with the explorables of a page, each by its name."""
    return [f"{card.slug}: {fault}" for card in cards_of(page) for fault in card.faults()]
