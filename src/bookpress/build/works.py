"""How works are named in texts: authors and year, with letters where two works would have one name."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from string import ascii_lowercase
from typing import Any

# What the list of references cannot do without, by the kind of a work; each needs a title and a year as well.
NEEDED = {
    "article": ("author", "journal"),
    "book": ("author or editor", "publisher"),
    "incollection": ("author", "booktitle"),
    "inproceedings": ("author", "booktitle"),
    "misc": ("author or editor",),
    "phdthesis": ("author", "school"),
    "techreport": ("author", "institution"),
}


def incomplete(entries: Mapping[str, Any], file: str) -> list[str]:
    """What keeps works from being listed: a sentence for each field that one lacks, with the way out.

    Parameters
    ----------
    entries : mapping of str to pybtex.database.Entry
        By key.
    file : str
        Where they stand, as the sentences name it.

    Examples
    --------
    >>> from pybtex.database import parse_string
    >>> work = "@misc{kim2020, author = {Kim, A.}, title = {One}}"
    >>> incomplete(parse_string(work, "bibtex").entries, "works.bib")
    ['works.bib: the work kim2020, a misc, has no year; write year = {...}, of reading if there is no other.']
    """
    return [sentence for key, entry in entries.items() for sentence in _faults(key, entry, file)]


def _faults(key: str, entry: Any, file: str) -> Iterator[str]:
    if entry.type not in NEEDED:
        yield (
            f"{file}: the work {key} is of the kind {entry.type}, which the list of references has no form for; "
            f"write one of {', '.join(NEEDED)}."
        )
        return
    for wanted in (*NEEDED[entry.type], "title", "year"):
        names = wanted.split(" or ")
        if not any(entry.fields.get(name) or entry.persons.get(name) for name in names):
            hint = ", of reading if there is no other" if wanted == "year" else ""
            yield f"{file}: the work {key}, a {entry.type}, has no {wanted}; write {names[0]} = {{...}}{hint}."


def said(entry: Any) -> tuple[str, str]:
    """Names and year of a work, as a citation says them."""
    people = entry.persons.get("author") or entry.persons.get("editor") or []
    family = [
        " ".join([*person.prelast_names, *person.last_names]).strip("{}") for person in people
    ]
    named = f"{family[0]} et al." if len(family) > 2 else " and ".join(family)
    return re.sub(r"[{}]", "", named) or entry.fields.get("key", "n.n."), entry.fields.get(
        "year", "n.d."
    )


def lettered(entries: Mapping[str, Any]) -> dict[str, str]:
    """Years with a letter, by key, of the works that would have one name; letters follow the order of the list.

    Works whose years have letters already are told apart, so a second time nothing is found.
    """
    same = defaultdict(list)
    for key, entry in entries.items():
        same[said(entry)].append(key)
    return {
        key: f"{year}{letter}"
        for (_, year), keys in same.items()
        if len(keys) > 1
        for letter, key in zip(
            ascii_lowercase, sorted(keys, key=lambda key: _place(entries[key])), strict=False
        )
    }


def _place(entry: Any) -> tuple[str, str]:
    """Where a work stands in the list among those of the same year."""
    people = entry.persons.get("author") or entry.persons.get("editor") or []
    return " ".join(map(str, people)).lower(), entry.fields.get("title", "").strip("{}").lower()
