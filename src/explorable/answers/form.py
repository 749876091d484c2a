"""The check of an answer on a page without a kernel: a field, a button, and verdicts that are found by a hash.

The hashes keep the answer from being read off by the way. They keep no secret: the solution folds out on the same page.
"""

from __future__ import annotations

import hashlib
import math
import numbers
import re
import unicodedata
from collections.abc import Sequence
from html import escape
from typing import Any

from explorable.formatting import json_for_a_page
from explorable.words import marked, tell

__all__ = [
    "SEPARATOR",
    "answer_form",
    "cell_of",
    "cell_rule",
    "checked_by",
    "fnv1a",
    "hashed",
    "label_of",
    "plain",
]

# Between the names of an answer that is a list; a comma may be part of a name.
SEPARATOR = ";"
OTHERWISE = marked(
    "Not yet. It is none of the usual mistakes, either: go through the steps once more."
)
WRONG_KIND = {
    "number": marked("The answer is a number, such as 1234.5 or 2/3."),
    "word": marked("Write one name."),
    "list": marked("Write the names one after the other, with {separator} between them."),
    "choice": marked("Choose one of the answers."),
    "order": marked("Give each a place of its own, the first one 1."),
}
LABEL = {
    "number": marked("Your answer, a number"),
    "word": marked("Your answer, a name"),
    "list": marked("Your answer, names with {separator} between them"),
}
STILL = marked(
    "With JavaScript on, you can check your answer here. "
    "In a notebook, write it between the brackets and run the cell."
)


def answer_form(verdicts: Sequence[tuple[Any, float, str]]) -> str:
    """The form for an answer.

    Parameters
    ----------
    verdicts : list of (answer, float, str)
        Answers, how far a number may be off, and what is said of them, the first one right; all numbers, all names, or
        all collections of names.

    Returns
    -------
    str
        HTML that ``answers.js`` brings to life; without that script it says so.
    """
    kind = _kind(verdicts[0][0])
    data = checked_by(kind, verdicts)
    mode = (
        ' inputmode="decimal"'
        if kind == "number" and all(answer >= 0 for answer, *_ in verdicts)
        else ""
    )
    name = f"answer-{data['salt']}"
    still, label = tell(STILL), label_of(kind)
    check = tell("Check")
    return (
        f'<form class="answer-check" autocomplete="off"><p class="answer-still">{escape(still)}</p>'
        f'<label for="{name}">{escape(label)}</label> '
        f'<input type="text" id="{name}" aria-describedby="{name}-verdict" spellcheck="false"{mode}> '
        f'<button type="submit">{escape(check)}</button>'
        f'<p class="answer-verdict" id="{name}-verdict" role="status"></p>'
        f'<script type="application/json">{json_for_a_page(data)}</script></form>'
    )


def checked_by(kind: str, verdicts: Sequence[tuple[Any, float, str]]) -> dict[str, Any]:
    """What ``answers.js`` knows of the answers to one question.

    Parameters
    ----------
    kind : {"number", "word", "list", "choice", "order"}
        How an answer is given.
    verdicts : list of (answer, float, str)
        As for :func:`answer_form`. Of a choice, and of an order, an answer is a text of what the fields hold.

    Returns
    -------
    dict
        ``kind``, ``salt``, an entry for each answer with its hash, and what is said of all others.
    """
    salt = hashlib.sha256(repr(verdicts).encode()).hexdigest()[:8]
    return {
        "kind": kind,
        "salt": salt,
        "entries": [_entry(kind, salt, *verdict) for verdict in verdicts],
        "otherwise": tell(OTHERWISE),
        "wrongKind": tell(WRONG_KIND[kind], separator=SEPARATOR),
    }


def label_of(kind: str) -> str:
    """What stands beside the field for a number, a word or a list."""
    return tell(LABEL[kind], separator=SEPARATOR)


def _kind(answer):
    if isinstance(answer, numbers.Real):
        return "number"
    return "word" if isinstance(answer, str) else "list"


def _entry(kind, salt, answer, tolerance, said):
    if kind == "number":
        width, offset = cell_rule(answer, tolerance)
        return {
            "width": width,
            "offset": offset,
            "hash": hashed(salt, cell_of(answer, width, offset)),
            "said": said,
        }
    if kind != "list":
        return {"hash": hashed(salt, plain(answer)), "said": said}
    return {"hashes": sorted({hashed(salt, plain(name)) for name in answer}), "said": said}


def cell_rule(value: float, tolerance: float) -> tuple[float, float]:
    """Cut all numbers into cells so that one of them is what counts as a value; return width and offset of the cells.

    Examples
    --------
    >>> width, offset = cell_rule(0.25, 0.01)
    >>> cell_of(0.241, width, offset) == cell_of(0.26, width, offset)
    True
    >>> cell_of(0.239, width, offset) == cell_of(0.25, width, offset)
    False
    """
    # An allowance for rounding as in a notebook, but a power of ten, from which nobody can compute the value.
    allowance = 10.0 ** math.ceil(math.log10(1e-9 * abs(float(value)))) if value else 1e-12
    half = float(tolerance) + allowance
    return 2 * half, (float(value) - half) % (2 * half)


def cell_of(number: float, width: float, offset: float) -> int:
    """Number of the cell that holds a number."""
    return math.floor((number - offset) / width)


def plain(name: str) -> str:
    """A name as it is compared, in a notebook as on a page: one form of each letter, no blanks or quotes around it.

    ``answers.js`` has the same rule.

    Examples
    --------
    >>> plain(' "CO₂" ')
    'co2'
    """
    text = unicodedata.normalize("NFKC", name).strip()
    return re.sub(r"^[\"']|[\"']$", "", text).strip().lower()


def hashed(salt: str, what: Any) -> int:
    """A salted answer as a number of 32 bits."""
    return fnv1a(f"{salt}:{what}")


def fnv1a(text: str) -> int:
    """The hash FNV-1a, 32 bits.

    Examples
    --------
    >>> hex(fnv1a("foobar"))
    '0xbf9cf968'
    """
    value = 0x811C9DC5
    for byte in text.encode():
        value = (value ^ byte) * 0x01000193 % 2**32
    return value
