"""Which things of the template a built page holds, and the fewest pages that hold all of them together.

What a page does with its keyboard, on paper or without scripts depends on the template, not on the page. It is tried on
a few pages that have between them everything that the template offers: those chosen here.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from bs4 import BeautifulSoup, Tag

from bookpress.editions.deck import is_chapter
from bookpress.pages.elements import class_names

__all__ = ["choose", "features", "features_of"]

# They are most of a page, and hold nothing that is looked for.
HEAVY = re.compile(
    r"<svg .*?</svg>|<math.*?</math>|(?<=<pre>).*?(?=</pre>)"
    r"|(?P<kept><script[^>]* data-explorable-part=\"(?:views|wide|narrow)\"[^>]*>).*?(?=</script>)",
    re.DOTALL,
)
STOPS = "a[href], button, input, select, textarea, summary, [tabindex]"
# Names of classes that only tell one thing from another of its kind: numbers, colours of code, moved styles.
OWN_NAME = re.compile(r"\d|^(?:tag_|sphinx-|admonition$|hide$|above-input$)")
NOT = re.compile(r":not\([^)]*\)")
# What stands between paragraphs and has a look of its own: a name for it, and how it is found.
BLOCKS = {
    "admonition": ".admonition",
    "fold of an admonition": ".admonition.dropdown",
    "fold of code": "details.hide, .cell_input details, .tag_hide-input",
    "tabs": ".sd-tab-set",
    "grid": ".sd-row",
    "cards": ".sd-card",
    "plain fold": "details.sd-dropdown",
    "code": ".highlight pre",
    "printed output": ".cell_output .output.stream, .cell_output pre",
    "table of a notebook": ".cell_output table:not(.explorable table)",
    "table of the text": "article table:not(.cell_output table, .explorable table)",
    "formula by itself": "div.math",
    "formula in a line": "span.math",
    "figure of a notebook": ".cell_output figure:not(.explorable-figure)",
    "picture": "main img",
    "plain figure": ".explorable-figure:not(.explorable .explorable-figure)",
    "quotation": "blockquote",
    "footnote": ".footnote, aside.footnote-list",
    "citations": ".citation-list",
    "glossary": "dl.glossary",
    "list of definitions": "dl.simple",
    "exercise": ".exercise",
    "solution": ".solution",
    "room to write": ".answer-lines",
    "margin": ".margin, aside.sidebar",
    "form of an answer": ".answer-check:not(.self-check *)",
    "questions to check oneself": ".self-check",
}


def features(html: str) -> frozenset[str]:
    """Names of what a page holds of the template.

    Examples
    --------
    >>> sorted(features('<main><a class="headerlink" href="#a">#</a><blockquote>A.</blockquote></main>'))
    ['quotation', 'stop a.headerlink']
    """
    light = HEAVY.sub(lambda heavy: heavy["kept"] or "", html)
    page = BeautifulSoup(light, "html.parser")
    main = page.select_one("main") or page
    found = {
        name for name, where in BLOCKS.items() if _may_be(where, light) and page.select_one(where)
    }
    found |= {f"stop {_kind(stop)}" for stop in main.select(STOPS) if stop.get("tabindex") != "-1"}
    found |= {f"admonition {name}" for one in main.select(".admonition") for name in _names(one)}
    for card in main.select("section.explorable"):
        found |= {f"card with {what}" for what in _of_a_card(card)}
    for form in main.select(".answer-check script"):
        found.add(f"answer that is a {json.loads(form.text)['kind']}")
    if is_chapter(html):
        found.add("deck")
    return frozenset(found)


def _may_be(where: str, html: str) -> bool:
    """Whether all words of a selector are there: to look through a page for what it has not takes longest."""
    return any(
        all(word in html for word in re.findall(r"[\w-]+", one))
        for one in NOT.sub("", where).split(", ")
    )


def _kind(stop: Tag) -> str:
    kind = f"[{stop['type']}]" if stop.name == "input" and stop.get("type") else ""
    return ".".join([stop.name + kind, *_names(stop)])


def _names(tag: Tag) -> list[str]:
    return sorted(name for name in class_names(tag) if not OWN_NAME.search(name))


def _of_a_card(card: Tag) -> Iterable[str]:
    for control in card.select(".explorable-controls :is(input, select)"):
        yield f"a control that is a {control.get('type', 'select')}"
    if presets := card.select("[data-preset]"):
        yield "cases"
        if any("warning" in class_names(preset) for preset in presets):
            yield "a case that misleads"
    yield "a table" if card.select_one(".explorable-table") else "no table"
    if card.select_one(".explorable-source a"):
        yield "a link to its source"
    parts = {
        script["data-explorable-part"]: script
        for script in card.select("script[data-explorable-part]")
    }
    for name in ("views", "wide", "narrow"):
        if name in parts:
            yield f"{name} in {'a file' if parts[name].get('data-src') else 'the page'}"
    if "meta" in parts and (guess := json.loads(parts["meta"].text)["prediction"]):
        yield "a guess that is drawn" if guess["axis"] else "a guess that is told"
        yield (
            "a covered start"
            if _is_covered(json.loads(parts["meta"].text))
            else "an open start beside a guess"
        )


def _is_covered(meta: dict) -> bool:
    """Whether the start gives the answer to the guess away."""
    at, rest = meta["prediction"]["at"], meta["start"]
    for control in reversed(meta["controls"]):
        rest, place = divmod(rest, len(control["keys"]))
        if control["name"] in at and at[control["name"]] != control["keys"][place]:
            return False
    return True


def features_of(site: Path, pages: Iterable[str]) -> dict[str, frozenset[str]]:
    """Features of pages of a built site, by the page's name."""
    return {name: features((site / f"{name}.html").read_text(encoding="utf-8")) for name in pages}


def choose(found: Mapping[str, frozenset[str]], most: int | None = None) -> list[str]:
    """The fewest pages that have all features between them, found greedily; of more than ``most``, the first.

    Examples
    --------
    >>> choose({"a": frozenset("xy"), "b": frozenset("xyz"), "c": frozenset("w"), "d": frozenset("wz")})
    ['b', 'c']
    """
    missing, chosen = frozenset().union(*found.values()), []
    while missing:
        best = max(sorted(found), key=lambda page: len(found[page] & missing))
        chosen.append(best)
        missing -= found[best]
    return chosen[:most]
