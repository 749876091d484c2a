"""How works are named in texts: authors and year, with letters where two works would have one name."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from string import ascii_lowercase
from typing import Any


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
