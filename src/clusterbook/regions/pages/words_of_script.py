"""The words that the script fills in, each a whole message, as data in the page."""

from __future__ import annotations

import json
from typing import Any

from clusterbook.words import tell, term

from ..kinds import MARKS
from .elements import Html
from .kind_texts import texts_of

__all__ = ["script_words"]


def script_words(page: str, data: dict[str, Any] | None = None) -> Html:
    """The words of ``"region"``, ``"kind"``, ``"compare"`` or ``"find"``; the script fills in names in braces."""
    marks = {letter: term(word) for letter, word in MARKS.items()}
    if page == "region" and data is not None:
        words: dict[str, Any] = {
            "error": tell("Error of the figure here"),
            "held": tell(
                "Held against {places}, each {activity} against those that publish it. Only what is large enough to be "
                "compared is listed; errors are those of the figures here.",
                places="{places}",
                activity=data["activity"],
            ),
            "many": tell(
                "Held against {n} places together, each {activity} against those that publish it. Only what is large "
                "enough to be compared is listed; errors are those of the figures here.",
                n="{n}",
                activity=data["activity"],
            ),
            "marks": marks,
            "columns": [
                tell("place"),
                tell("code"),
                texts_of(data)["activity"],
                texts_of(data)["amount"],
                tell("status"),
                tell("relative standard error, percent"),
                tell("share"),
                tell("location quotient against the nation"),
                tell("unit"),
                tell("year"),
                tell("source"),
            ],
        }
    elif page == "kind":
        words = {
            "found": tell(
                "{n} of {all} places. {reading}", n="{n}", all="{all}", reading="{reading}"
            )
        }
    elif page == "compare":
        words = {
            "marks": marks,
            "none": tell("Choose up to {most} places of one kind.", most="{most}"),
            "shown": tell(
                "{n} of up to {most} places. The address of this page keeps the choice.",
                n="{n}",
                most="{most}",
            ),
            "remove": tell("Take {place} out", place="{place}"),
            "figure": tell("Measure"),
            "place": tell("Place"),
            "figures": tell("Measures, with their intervals"),
            "quotients": tell(
                "Location quotients against the nation, with their intervals, and shares: the eight largest of each "
                "place"
            ),
            "apart": tell("Share that would have to change for two mixes to be the same"),
        }
    else:
        words = {
            "found": tell("Found: {n}.", n="{n}"),
            "more": tell(
                "Found: {n}; the first {shown} are shown. Write more of the name to see fewer.",
                n="{n}",
                shown="{shown}",
            ),
            "none": tell(
                "No place has such a name. The lists below have all names; smaller places are part of a metropolitan "
                "area or of a state."
            ),
        }
    # A text that holds the end of a script would end it.
    text = json.dumps(words, ensure_ascii=False).replace("<", "\\u003c")
    return Html(f'<script type="application/json">{text}</script>')
