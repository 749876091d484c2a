"""What is wrong with the sentences of an explorable's states, over its whole grid, read from the files of a page.

A state is stored for each setting that a reader can reach. A sentence that is right at the start may tell of "1 groups"
at the end of a slider, or of a list that is empty there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .cards import Card

__all__ = ["faults_of", "reading_faults"]

# Words that end like a plural and are none, or that follow a number as a verb.
SINGULAR = """
    is was has does goes this its less plus versus times as across business process class access loss news series gas
    campus basis analysis minus address status lies stays stands keeps gives gets holds makes takes falls rises remains
    passes reaches needs works shares buys sells settles loses wins means says shows counts leaves comes plants'
"""
NUMBER_ONE = r"(?<![\d.,−/-])\b1"
KINDS: dict[str, re.Pattern[str]] = {
    "one told as many": re.compile(
        rf"{NUMBER_ONE} (?:(?:other|more|of them|(?!percent)[a-z]+) )?(?:are|were|have)\b"
        rf"|{NUMBER_ONE} (?:(?:other|more|different|new) )?(?!(?:{'|'.join(SINGULAR.split())})\b)(?-i:[a-z-]{{2,}}s)\b"
        r"|\b(?:of|all|both of|the other) the 1\b|\ball 1\b|\b\d of 1\b(?![.,%]\d| percent)",
    ),
    "many told as one": re.compile(r"(?<![\d.,])\b(?!1\b)\d[\d,]* (?:is|was|has) (?:a|an|the)\b"),
    "a chance of nothing": re.compile(r"\bp (?:=|is|of) 0(?:\.0+)?(?![\d.]\d|\d)"),
    "an empty list": re.compile(
        r":\s*[.;,)]|\(\s*\)|,\s*[.;)]|\b(?:and|or|of|than|from|with|namely|only)\s*[.;:]|;\s*[.;]|^\s*[.,;]|,\s*,|\S\s{2,}\S"
    ),
    "a value that is none": re.compile(
        r"\bnan\b|\bNaN\b|(?<=[a-z,:] )None\b|\bNaT\b|\binf(?:inity)?\b|\bnp\.|<NA>"
    ),
    "less than nothing": re.compile(r"[-−]0(?:[.,]0+)?(?![\d.,]*\d)"),
    "of none": re.compile(r"(?<![\d.,])\b0 of (?:the )?0\b|\bof 0 (?:are|is|have)\b"),
}
SUPERLATIVE = re.compile(
    r"\b(?:most|largest|highest|strongest|fewest|lowest|smallest|least|top|leads|first)\b",
    re.IGNORECASE,
)
TIE = re.compile(
    r"\b(?:tied?|ties|equal|equally|as many|as much|same|both|share[sd]? (?:the )?first|all)\b",
    re.I,
)


def faults_of(sentence: str) -> Iterator[tuple[str, str]]:
    """Kinds of faults of a sentence, each with the words that show it.

    Examples
    --------
    >>> list(faults_of("Of 8 industries, 1 are in the group."))
    [('one told as many', '1 are')]
    >>> list(faults_of("Of 8 industries, 1 is in the group, with p = 0.001."))
    []
    """
    for kind, pattern in KINDS.items():
        for found in pattern.finditer(sentence):
            yield kind, found[0].strip()


def reading_faults(card: Card) -> dict[str, list[str]]:
    """Kinds of faults among the states of a card: ``{kind: [setting: words, ...]}``."""
    faults: dict[str, list[str]] = {}
    for state, view in enumerate(card.views):
        sentences = [card.reading(state), *([view[1]] if isinstance(view[1], str) else [])]
        found = [fault for sentence in sentences for fault in faults_of(sentence)]
        found += _ties(card, state)
        found += _off_the_axis(card, state)
        for kind, words in dict(found).items():
            faults.setdefault(kind, []).append(f"{_setting(card, state)}: {words}")
    return faults


def _ties(card: Card, state: int) -> Iterator[tuple[str, str]]:
    """One named as the most where the table has another with the very same value."""
    reading, rows = card.reading(state), card.views[state][3]
    if len(rows) < 3 or not SUPERLATIVE.search(reading) or TIE.search(reading):
        return
    for column in range(1, len(rows[0])):
        values = [row[column] for row in rows]
        if not all(isinstance(value, int | float) for value in values):
            continue
        for extreme in {max(values), min(values)} - {0, 1}:  # ends of a scale, which many may reach
            tied = [str(row[0]) for row in rows if row[column] == extreme]
            said = [name for name in tied if name.lower() in reading.lower()]
            if len(said) == 1 < len(tied) < len(rows) / 2 and _is_bold(extreme, card, state):
                others = [name for name in tied if name not in said]
                yield "a tie", f"{said[0]}, and as much {others[0]} ({extreme:g})"


def _is_bold(value: float, card: Card, state: int) -> bool:
    """Whether the sentence gives the value as one of its numbers."""
    texts = "|".join(re.escape(f"{value:,.{decimals}f}") for decimals in range(4))
    return bool(re.search(rf"<strong>(?:{texts})(?![\d]|[.,]\d)", card.views[state][0]))


def _off_the_axis(card: Card, state: int) -> Iterator[tuple[str, str]]:
    """An answer that is to be drawn on an axis, and lies beyond its end."""
    guess = card.meta.get("prediction")
    if not guess or not guess.get("axis"):
        return
    answer = card.views[state][2].get(guess["answer"])
    axes = [float(number) for number in card.part("wide")["drawings"][state][1].split()]
    if answer is None or len(axes) < 8:
        return
    low, high = sorted(axes[4:6] if guess["axis"] == "x" else axes[6:8])
    if not low <= answer <= high:
        yield "an answer off the axis", f"{answer:g} is beyond {low:g} to {high:g}"


def _setting(card: Card, state: int) -> str:
    named = []
    for control in reversed(card.meta["controls"]):
        state, place = divmod(state, len(control["labels"]))
        named.append(f"{control['name']} {control['labels'][place]}")
    return ", ".join(reversed(named))
